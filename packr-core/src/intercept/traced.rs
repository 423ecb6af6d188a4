//! Spans and events of `tracing` for every call.

use std::collections::HashMap;
use std::fmt::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tracing::field::Empty;
use tracing::{Level, Span};

use super::recording::qualified;
use super::{Answered, Call, CallInterceptor, Decision, End, FailureKind, Redaction, Wait};
use crate::runtime::under_way;
use crate::{Error, Value};

/// A span of `tracing` for each call, in both directions, and an event at its end.
///
/// ```
/// use packr_core::intercept::{Redaction, Traced};
///
/// let traced = Traced::new(tracing::Level::DEBUG)
///     .values(200) // arguments and results, the first 200 bytes of each
///     .redaction(Redaction::new().at("demo:auth/users#login", "args.password")?);
/// # fn install(linker: &mut packr_core::Linker<()>, traced: Traced) {
/// linker.set_interceptor(traced);
/// # }
/// # Ok::<(), packr_core::intercept::PathError>(())
/// ```
///
/// Spans are named `call`, events `returned` and `failed`, and both have the target `packr::calls`. The fields of a span are named as OpenTelemetry
/// and `tracing-opentelemetry` know them:
///
/// | field | value |
/// |---|---|
/// | `otel.name` | the function's full name |
/// | `otel.kind` | `internal`: both sides are in one process |
/// | `rpc.system` | `packr` |
/// | `rpc.service` | the interface, `$root` for the world itself |
/// | `rpc.method` | the function |
/// | `packr.direction` | `import`, `export` |
/// | `packr.call` | the call's id |
/// | `packr.arguments`, `packr.result` | as [`values`](Self::values) says |
/// | `packr.answered` | at the end: `live`, `interceptor`, `replay` |
/// | `error.type` | where it failed: the [kind](FailureKind::word) |
/// | `otel.status_code`, `otel.status_description` | where it failed: `ERROR`, and the message without backtrace |
///
/// # Parents
///
/// A call inside another is a child of that one's span, found by [`Call::parent`]. A call inside none is a child of the span that its caller has entered.
///
/// - Calls that are not async have their span entered while they last. So the spans and events of a host function are inside the span of its call,
///   and calls that it makes in turn are inside its own spans, where it has some.
/// - The span of an async call is not entered: beginning and end are all that an interceptor is told, and between them other calls have the thread. Host functions of an
///   instance that waits get it by [`current`](Self::current), and `.instrument(traced.current())` on their future, or on a part of it, puts what is inside in its place.
///   Calls that such a function makes are children of its call's span, not of spans of its own.
///
/// # Beside other interceptors
///
/// It lets all calls go on, and traces those too that others refuse or answer. Stands first in a `Vec`: then the time of its spans is that of all,
/// and what other interceptors tell `tracing` of a call is inside. A call whose future was dropped ends as `cancelled`. Through the four methods of
/// [`CallInterceptor`] alone it traces nothing.
///
/// # Beside the flag `tracing`
///
/// The flag of `bindgen!` has spans for chosen functions, which are there without an interceptor, have the level `TRACE`, and are entered in async calls
/// too, whenever those are polled. This has all functions, at any level, also those that are called by name, and says who answered and what failed. With both
/// there are two spans a call: the flag's is around this one's, but for async calls inside others, where both are inside the outer call.
pub struct Traced {
    level: Level,
    failures: Level,
    /// The most bytes of arguments and results.
    values: Option<usize>,
    redaction: Redaction,
    open: Mutex<HashMap<u64, Open>>,
    /// How many spans are open, so that no lock is taken where none are wanted.
    count: AtomicUsize,
}

struct Open {
    span: Span,
    is_entered: bool,
}

impl Open {
    fn id_unless_entered(&self) -> Option<tracing::Id> {
        match self.is_entered {
            true => None,
            false => self.span.id(),
        }
    }
}

/// Wherever a call ends, and whatever a subscriber panics at, what was entered is left.
impl Drop for Open {
    fn drop(&mut self) {
        if self.is_entered {
            self.span
                .with_subscriber(|(id, subscriber)| subscriber.exit(id));
        }
    }
}

/// The most bytes of a failure's message.
const MESSAGE: usize = 1024;

/// A span or event at a level, and inside a span or else in what is entered, that are known at run time only: `tracing` has one place in the
/// code for each.
macro_rules! at {
    ($level:expr, $parent:expr, $macro:ident!($($rest:tt)*)) => {
        match $parent {
            Some(parent) => at!(@level $level, [parent: parent,] $macro $($rest)*),
            None => at!(@level $level, [] $macro $($rest)*),
        }
    };
    (@level $level:expr, $parent:tt $macro:ident $($rest:tt)*) => {
        match $level {
            Level::ERROR => at!(@one ERROR $parent $macro $($rest)*),
            Level::WARN => at!(@one WARN $parent $macro $($rest)*),
            Level::INFO => at!(@one INFO $parent $macro $($rest)*),
            Level::DEBUG => at!(@one DEBUG $parent $macro $($rest)*),
            Level::TRACE => at!(@one TRACE $parent $macro $($rest)*),
        }
    };
    (@one $level:ident [$($parent:tt)*] $macro:ident $($rest:tt)*) => {
        tracing::$macro!(target: "packr::calls", $($parent)* Level::$level, $($rest)*)
    };
}

impl Traced {
    /// Traces calls at a level, and failures at `WARN`.
    pub fn new(level: Level) -> Self {
        Self {
            level,
            failures: Level::WARN,
            values: None,
            redaction: Redaction::new(),
            open: Mutex::default(),
            count: AtomicUsize::new(0),
        }
    }

    /// Sets the level of the events of failures.
    #[must_use]
    pub fn failures(mut self, level: Level) -> Self {
        self.failures = level;
        self
    }

    /// Shows arguments and results, cut at so many bytes each. They are left out by default.
    #[must_use]
    pub fn values(mut self, max_bytes: usize) -> Self {
        self.values = Some(max_bytes);
        self
    }

    /// Sets what is left out of arguments and results. Messages of failures are shown as they are, cut at 1 KiB, and may have arguments in them.
    #[must_use]
    pub fn redaction(mut self, redaction: Redaction) -> Self {
        self.redaction = redaction;
        self
    }

    /// The span of the innermost call under way on this thread, for a host function that waits; none where that is not traced by this.
    ///
    /// ```
    /// use packr_core::intercept::Traced;
    /// use tracing::Instrument;
    ///
    /// # use std::sync::Arc;
    /// # struct Host { traced: Arc<Traced> }
    /// # async fn fetch(name: String) -> Option<i64> { None }
    /// impl Host {
    ///     async fn lookup(&mut self, name: String) -> Option<i64> {
    ///         fetch(name).instrument(self.traced.current()).await
    ///     }
    /// }
    /// ```
    pub fn current(&self) -> Span {
        let id = under_way();
        let span = id.and_then(|id| Some(self.open().get(&id)?.span.clone()));
        span.unwrap_or_else(Span::none)
    }

    fn open(&self) -> MutexGuard<'_, HashMap<u64, Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the span of a call.
    fn take(&self, call: &Call<'_>) -> Option<Open> {
        if self.count.load(Ordering::Relaxed) == 0 {
            return None;
        }
        let open = self.open().remove(&call.id)?;
        self.count.fetch_sub(1, Ordering::Relaxed);
        Some(open)
    }

    /// The span that a call's span is a child of, where that is not entered. Where it is, what is entered now is it or something inside it.
    fn parent(&self, call: &Call<'_>) -> Option<tracing::Id> {
        let parent = call.parent?;
        if self.count.load(Ordering::Relaxed) == 0 {
            return None;
        }
        self.open().get(&parent)?.id_unless_entered()
    }

    fn start(&self, call: &Call<'_>, enter: bool) {
        let span = at!(
            self.level,
            self.parent(call),
            span!(
                "call",
                otel.name = qualified(call.interface, call.function),
                otel.kind = "internal",
                rpc.system = "packr",
                rpc.service = call.interface,
                rpc.method = call.function,
                packr.direction = call.direction.word(),
                packr.call = call.id,
                packr.arguments = self.arguments(call),
                packr.result = Empty,
                packr.answered = Empty,
                "error.type" = Empty,
                otel.status_code = Empty,
                otel.status_description = Empty,
            )
        );
        if span.is_disabled() {
            return;
        }
        if enter {
            span.with_subscriber(|(id, subscriber)| subscriber.enter(id));
        }
        let open = Open {
            span,
            is_entered: enter,
        };
        if self.open().insert(call.id, open).is_none() {
            self.count.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn finish(&self, call: &Call<'_>, end: End<'_>) {
        let open = self.take(call);
        let inside = match &open {
            Some(open) => open.id_unless_entered(),
            None => self.parent(call),
        };
        let span = open.as_ref().map(|open| &open.span);
        if let Some(span) = span {
            span.record("packr.answered", answered(call.answered));
        }
        match end {
            End::Returned(output) => {
                if let (Some(span), Some(result)) = (span, self.result(call, output)) {
                    span.record("packr.result", result);
                }
                if span.is_some() {
                    at!(self.level, inside, event!("returned"));
                }
            }
            End::Failed(error) => {
                let kind = FailureKind::of(error).word();
                if let Some(span) = span {
                    span.record("error.type", kind);
                    span.record("otel.status_code", "ERROR");
                    span.record("otel.status_description", message(error));
                }
                at!(
                    self.failures,
                    inside,
                    event!("error.type" = kind, error = message(error), "failed")
                );
            }
        }
    }

    fn arguments(&self, call: &Call<'_>) -> Option<String> {
        let max = self.values?;
        let name = qualified(call.interface, call.function);
        let left = self.redaction.input(&name, call.parameters, call.input);
        Some(text(left.as_ref().unwrap_or(call.input), max))
    }

    fn result(&self, call: &Call<'_>, output: &Value) -> Option<String> {
        let max = self.values?;
        let name = qualified(call.interface, call.function);
        let left = self.redaction.output(&name, output);
        Some(text(left.as_ref().unwrap_or(output), max))
    }
}

fn answered(answered: Answered) -> &'static str {
    match answered {
        Answered::Live => "live",
        Answered::Interceptor => "interceptor",
        Answered::Replay => "replay",
    }
}

fn message(error: &Error) -> String {
    text(error.brief(), MESSAGE)
}

/// The text of something, of which no more is made than is kept.
fn text(of: impl fmt::Display, max: usize) -> String {
    struct Cut {
        text: String,
        max: usize,
    }
    impl Write for Cut {
        fn write_str(&mut self, more: &str) -> fmt::Result {
            let room = self.max - self.text.len();
            self.text.push_str(&more[..more.floor_char_boundary(room)]);
            match more.len() > room {
                true => Err(fmt::Error),
                false => Ok(()),
            }
        }
    }
    let mut cut = Cut {
        text: String::new(),
        max,
    };
    if write!(cut, "{of}").is_err() {
        cut.text.push('…');
    }
    cut.text
}

impl fmt::Debug for Traced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Traced")
            .field("level", &self.level)
            .field("failures", &self.failures)
            .field("values", &self.values)
            .finish_non_exhaustive()
    }
}

impl CallInterceptor for Traced {
    fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
        None
    }

    fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}

    fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
        None
    }

    fn after_export(&self, _: &str, _: &Value, _: &Value) {}

    fn begin(&self, call: &Call<'_>) -> Decision {
        self.start(call, true);
        Decision::Continue
    }

    fn end(&self, call: &Call<'_>, end: End<'_>) {
        self.finish(call, end);
    }

    fn begin_async<'a>(&'a self, call: &'a Call<'a>) -> Wait<'a, Decision> {
        self.start(call, false);
        Wait::ready(Decision::Continue)
    }
}
