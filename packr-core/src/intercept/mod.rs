//! The one seam that every call crosses: [`CallInterceptor`], and what it is told.
//!
//! Ready to use are [`Recorder`], [`Replayer`] and [`Mock`], [`Policy`] and [`Budget`], [`Faults`], [`CallStatistics`] and [`Traced`], and
//! [`JournalWriter`](crate::journal::JournalWriter). In a `Vec` they stand in this order: [`Traced`], [`CallStatistics`], [`Policy`], [`Budget`], [`Faults`],
//! then what answers, then what records.

/// The methods of an interceptor that decides a call when it begins, by its own `decide`, and does not look at results.
macro_rules! decides_at_begin {
    () => {
        fn before_import(&self, interface: &str, function: &str, input: &Value) -> Option<Value> {
            self.decide(&Call::of_import(interface, function, input))
                .in_short()
        }

        fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}

        fn before_export(&self, function: &str, input: &Value) -> Option<Value> {
            self.decide(&Call::of_export(function, input)).in_short()
        }

        fn after_export(&self, _: &str, _: &Value, _: &Value) {}

        fn begin(&self, call: &Call<'_>) -> Decision {
            self.decide(call)
        }
    };
}

mod budget;
mod compose;
mod divergence;
mod faults;
mod mock;
mod pattern;
mod policy;
mod recorder;
mod recording;
mod redact;
mod replayer;
mod statistics;
mod traced;
mod wait;

use std::error::Error as StdError;
use std::fmt;

pub use budget::{Budget, BudgetError, BudgetLimit, OverBudget};
pub use divergence::{Difference, Diverged, Divergence, DivergenceKind};
pub use faults::{Fault, Faults, FaultsError, Injected, NoSleep, When};
pub use mock::{Expect, Mock, Unexpected, Unmet};
pub use pattern::{FunctionPattern, PatternError};
pub use policy::{Denied, Policy};
pub use recorder::Recorder;
pub(crate) use recorder::split_export;
pub(crate) use recording::qualified;
pub use recording::{FailedCall, Failure, FailureKind, Outcome, RecordedCall, Recording};
pub use redact::{PathError, Redaction};
pub(crate) use replayer::{Begins, Ends};
pub use replayer::{ReplayMode, ReplayScope, ReplayedFailure, Replayer};
pub use statistics::{CallStatistics, FunctionStatistics, Latency, Statistics};
pub use traced::Traced;
pub(crate) use wait::caught;
pub use wait::{AsyncInterceptor, Wait, Waiting};

use crate::{Error, Value};

/// Sees every call that crosses the boundary between host and guest, in both directions.
///
/// Four methods are required. `before_*` runs before a call: `None` lets it go on, `Some(value)` answers it and
/// the call is not made. `after_*` runs once for every call that ended in a value, whoever gave it.
///
/// - `input` is a [`Value::Tuple`] of the parameters, in order, for any number of them.
/// - `output` is the result; for a function without one it is `Value::Tuple` of nothing.
/// - `interface` is the WIT name, `ns:pkg/iface@version`, or `$root` for a function that the world imports itself.
/// - The `function` of an export is its name alone for a function of the world, and `ns:pkg/iface@version#name`
///   for one of an interface.
/// - A value that `before_*` supplies is checked against the function's type before anyone sees it. A wrong one
///   ends the call with [`Error::Answer`].
///
/// The provided methods, [`begin`](Self::begin) and [`end`](Self::end), are what the runtime calls. They carry
/// more: ids and nesting, failed calls, and the power to refuse one. Implement them instead of the four where
/// that is needed; their default bodies call the four. Every `begin` has exactly one `end`. A panic in any of these
/// methods fails the call with [`Error::InterceptorPanic`]; also then every other interceptor is told the end.
///
/// [`begin_async`](Self::begin_async) and [`end_async`](Self::end_async) are the same two for async calls, for an
/// interceptor that may have to wait, which is written as an [`AsyncInterceptor`]. A call whose future was dropped is told by
/// [`cancelled`](Self::cancelled).
///
/// Interceptors compose: `Option<I>`, `Box<I>`, `Arc<I>`, `&I` and [`Vec<I>`] are interceptors. In a `Vec` every
/// member sees every call, [`begin`](Self::begin) from first to last and [`end`](Self::end) from last to first. The
/// first one that answers or refuses decides; what later members decide is dropped.
///
/// ```
/// use packr_core::{CallInterceptor, Value};
///
/// struct Print;
///
/// impl CallInterceptor for Print {
///     fn before_import(&self, interface: &str, function: &str, input: &Value) -> Option<Value> {
///         println!("-> {interface}#{function}{input}");
///         None
///     }
///     fn after_import(&self, interface: &str, function: &str, _: &Value, output: &Value) {
///         println!("<- {interface}#{function} = {output}");
///     }
///     fn before_export(&self, function: &str, input: &Value) -> Option<Value> {
///         println!("-> {function}{input}");
///         None
///     }
///     fn after_export(&self, function: &str, _: &Value, output: &Value) {
///         println!("<- {function} = {output}");
///     }
/// }
/// ```
pub trait CallInterceptor: Send + Sync {
    /// Before a guest's call of a host function. `Some` answers in place of the host.
    fn before_import(&self, interface: &str, function: &str, input: &Value) -> Option<Value>;

    /// After a guest's call of a host function that ended in `output`.
    fn after_import(&self, interface: &str, function: &str, input: &Value, output: &Value);

    /// Before a host's call of a guest function. `Some` answers in place of the guest.
    fn before_export(&self, function: &str, input: &Value) -> Option<Value>;

    /// After a host's call of a guest function that ended in `output`.
    fn after_export(&self, function: &str, input: &Value, output: &Value);

    /// Before any call, with everything known of it.
    fn begin(&self, call: &Call<'_>) -> Decision {
        let answer = match call.direction {
            Direction::Import => self.before_import(call.interface, call.function, call.input),
            Direction::Export => self.before_export(call.name, call.input),
        };
        answer.map_or(Decision::Continue, Decision::Answer)
    }

    /// After any call, also one that failed or was refused.
    fn end(&self, call: &Call<'_>, end: End<'_>) {
        if let End::Returned(output) = end {
            match call.direction {
                Direction::Import => {
                    self.after_import(call.interface, call.function, call.input, output);
                }
                Direction::Export => self.after_export(call.name, call.input, output),
            }
        }
    }

    /// [`begin`](Self::begin) of an async call, which may wait. The call begins when this is ready: if it is dropped
    /// before, no end follows.
    fn begin_async<'a>(&'a self, call: &'a Call<'a>) -> Wait<'a, Decision> {
        Wait::ready(self.begin(call))
    }

    /// [`end`](Self::end) of an async call, which may wait. The call has ended when this is called, also if what it
    /// returns is dropped before it is ready.
    fn end_async<'a>(&'a self, call: &'a Call<'a>, end: End<'a>) -> Wait<'a, ()> {
        self.end(call, end);
        Wait::ready(())
    }

    /// The end of an async call whose future was dropped. `error` is [`Error::Cancelled`]. Must not wait: nobody polls
    /// any more.
    fn cancelled(&self, call: &Call<'_>, error: &Error) {
        self.end(call, End::Failed(error));
    }
}

/// A value that fits no WIT type, for a caller of the four methods alone: they can answer, but not refuse.
pub(crate) fn misfit(error: &dyn fmt::Display) -> Value {
    Value::variant("refused", error.to_string(), u32::MAX, None)
}

/// Which way a call goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The guest calls a host function.
    Import,
    /// The host calls a guest function.
    Export,
}

impl Direction {
    /// Who makes the calls.
    fn caller(self) -> &'static str {
        match self {
            Direction::Import => "guest",
            Direction::Export => "host",
        }
    }

    /// As patterns and journals write it.
    fn word(self) -> &'static str {
        match self {
            Direction::Import => "import",
            Direction::Export => "export",
        }
    }
}

/// One call, as [`CallInterceptor::begin`] and [`CallInterceptor::end`] are told of it.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Call<'a> {
    /// Unique in this process, the same for `begin` and `end`, larger for a later call.
    pub id: u64,
    /// The id of the intercepted call during which this one was made, on the same thread: of the same instance, or of
    /// another one whose host function made it.
    pub parent: Option<u64>,
    /// Which way the call goes.
    pub direction: Direction,
    /// The interface's WIT name, `ns:pkg/iface@version`, or `$root` for a function of the world itself.
    pub interface: &'a str,
    /// The function's own name, as WIT writes it.
    pub function: &'a str,
    /// The function's full name: `interface#function`, or `function` alone for one of the world itself.
    pub name: &'a str,
    /// The names of the parameters, as WIT writes them.
    pub parameters: &'a [&'a str],
    /// A [`Value::Tuple`] of the arguments.
    pub input: &'a Value,
    /// Who decided the call: known when it ends, and [`Answered::Live`] when it begins.
    pub answered: Answered,
}

/// Who decided a call.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Answered {
    /// Whom it was for: the guest or the host.
    #[default]
    Live,
    /// An interceptor, by [`Decision::Answer`] or [`Decision::Refuse`].
    Interceptor,
    /// A recorded run, by [`Decision::Replay`].
    Replay,
}

impl<'a> Call<'a> {
    /// A call made up by hand, to drive an interceptor without a guest: id 0, no parent, unnamed parameters, and the
    /// function's own name as its full name. Set the fields that matter.
    pub fn new(
        direction: Direction,
        interface: &'a str,
        function: &'a str,
        input: &'a Value,
    ) -> Self {
        Self {
            id: 0,
            parent: None,
            direction,
            interface,
            function,
            name: function,
            parameters: &[],
            input,
            answered: Answered::Live,
        }
    }
}

impl<'a> Call<'a> {
    /// What [`CallInterceptor::before_import`] is told of.
    fn of_import(interface: &'a str, function: &'a str, input: &'a Value) -> Self {
        Self::new(Direction::Import, interface, function, input)
    }

    /// What [`CallInterceptor::before_export`] is told of.
    fn of_export(name: &'a str, input: &'a Value) -> Self {
        let (interface, function) = recorder::split_export(name);
        Self {
            name,
            ..Self::new(Direction::Export, interface, function, input)
        }
    }
}

/// What [`CallInterceptor::begin`] decides.
#[derive(Debug)]
pub enum Decision {
    /// The call is made.
    Continue,
    /// The call is not made; this is its result, once it is found to fit the function's type.
    Answer(Value),
    /// The call is not made and fails with [`Error::Refused`]; a guest that made it traps.
    Refuse(Box<dyn StdError + Send + Sync>),
    /// The call is not made and ends as a recorded one did: with that value, as by [`Answer`](Self::Answer), or with the
    /// [`Error`] that the failure was. A guest that made it traps by that as it did then. Causes inside are a
    /// [`ReplayedFailure`]; so is the reason of the [`Error::Refused`] that stands for a failure of
    /// [another kind](FailureKind::Other).
    Replay(Outcome),
}

impl Decision {
    /// As the four methods say it: they can answer, but not refuse.
    pub(crate) fn in_short(self) -> Option<Value> {
        match self {
            Decision::Continue => None,
            Decision::Answer(value) | Decision::Replay(Outcome::Returned(value)) => Some(value),
            Decision::Refuse(reason) => Some(misfit(&reason)),
            Decision::Replay(Outcome::Failed(failure)) => Some(misfit(&failure)),
        }
    }
}

/// How a call ended.
#[derive(Debug, Clone, Copy)]
pub enum End<'a> {
    /// With this value: from the guest, the host, or an interceptor.
    Returned(&'a Value),
    /// Without one: it trapped, failed or was refused.
    Failed(&'a Error),
}
