//! A recorded run as plain data.

use std::fmt;

use wasmtime::{Store, Trap};

use super::{Call, Direction};
use crate::{Error, Instance, SandboxLimit, Value};

/// The calls of a run, in the order in which they began.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recording {
    /// One entry a call.
    pub calls: Vec<RecordedCall>,
}

impl Recording {
    /// The calls that the host made of its own accord, in the order in which it made them. A call that a host function made is not
    /// among them, as no host function runs in a replay.
    pub fn host_calls(&self) -> impl Iterator<Item = &RecordedCall> {
        let calls = self.calls.iter();
        calls.filter(|call| call.direction == Direction::Export && call.parent.is_none())
    }

    /// Makes the [calls of the host](Self::host_calls) again, on an instance that `make` gives: with a [`Replayer`](super::Replayer)
    /// installed, the whole run. How they end is told by the replayer.
    ///
    /// One instance serves all calls, as far as it can: where the recorded run went on after an instance had been stopped in the
    /// middle of a call, so does this one, on another.
    ///
    /// ```no_run
    /// # use packr_core::{Linker, Package, Replayer, Sandbox, Shared, schema::World};
    /// # fn replay(package: Package, world: Shared<World>, recording: packr_core::Recording) -> Result<(), Box<dyn std::error::Error>> {
    /// use std::sync::Arc;
    ///
    /// let replayer = Arc::new(Replayer::new(recording.clone()));
    /// let sandbox = Sandbox::DEFAULT;
    /// let engine = sandbox.engine()?;
    /// let mut linker = Linker::new(&engine);
    /// linker.sandbox(sandbox)?;
    /// linker.define_stubs(world.clone())?;
    /// linker.set_interceptor(replayer.clone());
    /// recording.repeat(|| {
    ///     let mut store = sandbox.store(&engine, ());
    ///     let instance = linker.instantiate(&mut store, &package, world.clone())?;
    ///     Ok((store, instance))
    /// })?;
    /// replayer.finish()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Those of `make`.
    pub fn repeat<T: 'static>(
        &self,
        mut make: impl FnMut() -> Result<(Store<T>, Instance), Error>,
    ) -> Result<(), Error> {
        let mut made = make()?;
        for call in self.host_calls() {
            if call.needs_another(&made.1) {
                made = make()?;
            }
            let (store, instance) = &mut made;
            // Whether it ends as it did is not asked here.
            let _ = instance.call(store, &call.name(), call.input.clone());
        }
        Ok(())
    }
}

/// One call of a [`Recording`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordedCall {
    /// Index in [`Recording::calls`] of the call during which this one was made.
    pub parent: Option<usize>,
    /// Which way the call went.
    pub direction: Direction,
    /// As in [`Call::interface`](super::Call::interface).
    pub interface: String,
    /// As in [`Call::function`](super::Call::function).
    pub function: String,
    /// A [`Value::Tuple`] of the arguments.
    pub input: Value,
    /// How it ended; `None` for a call that had not ended when the recording was taken.
    pub outcome: Option<Outcome>,
}

impl RecordedCall {
    /// A call without parent and outcome, for a recording that is made or read by hand; the fields are public.
    pub fn new(
        direction: Direction,
        interface: impl Into<String>,
        function: impl Into<String>,
        input: Value,
    ) -> Self {
        Self {
            parent: None,
            direction,
            interface: interface.into(),
            function: function.into(),
            input,
            outcome: None,
        }
    }

    /// `interface#function`, or the function alone for one of the world itself.
    pub fn name(&self) -> String {
        qualified(&self.interface, &self.function)
    }

    /// Whether this call was made on another instance than this one, which was stopped in the middle of a call: it would fail by
    /// that, and did not when it was recorded.
    pub fn needs_another(&self, instance: &Instance) -> bool {
        let was_interrupted = matches!(
            &self.outcome,
            Some(Outcome::Failed(failure)) if failure.kind == FailureKind::Interrupted
        );
        instance.is_interrupted() && !was_interrupted
    }
}

pub(crate) fn qualified(interface: &str, function: &str) -> String {
    if interface == "$root" {
        function.to_owned()
    } else {
        format!("{interface}#{function}")
    }
}

/// How a recorded call ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// With a value.
    Returned(Value),
    /// Without one.
    Failed(Failure),
}

/// A failed call, as far as it can be kept: what a replay needs to fail with the same error.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure {
    /// What kind of failure it was.
    pub kind: FailureKind,
    /// The error's message, causes included and backtraces left out.
    pub message: String,
    /// What the error says in words that are not packr's: the message of a panic of the guest or the host, the guest's
    /// message, how the guest broke the calling convention, the function in the middle of which an instance was stopped.
    pub text: Option<String>,
    /// The messages of the causes alone, where there are any.
    pub cause: Option<String>,
    /// The call that failed, where it is another than the one that ended by it: a host function that failed ends the call
    /// of the guest during which it was called.
    pub call: Option<FailedCall>,
}

/// The call that failed inside the one that ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FailedCall {
    /// Which way it went.
    pub direction: Direction,
    /// As in [`Call::interface`](super::Call::interface).
    pub interface: String,
    /// As in [`Call::function`](super::Call::function).
    pub function: String,
}

impl FailedCall {
    /// A call, for a recording that is made or read by hand.
    pub fn new(
        direction: Direction,
        interface: impl Into<String>,
        function: impl Into<String>,
    ) -> Self {
        Self {
            direction,
            interface: interface.into(),
            function: function.into(),
        }
    }
}

/// The kinds of failure that are told apart in a recording: those of [`Error`] that a call can end with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FailureKind {
    /// The guest trapped.
    Trap {
        /// wasmtime's code; `None` where the engine stopped for another reason, which the causes tell.
        code: Option<Trap>,
    },
    /// The guest's function reported failure by its status.
    Guest {
        /// The status, below 0.
        status: i32,
    },
    /// A limit of the sandbox was exceeded.
    Limit(SandboxLimit),
    /// A host function returned an error.
    Host,
    /// A host function panicked, or a conversion of the host's types.
    HostPanic,
    /// An interceptor panicked.
    InterceptorPanic,
    /// An interceptor refused the call.
    Refused,
    /// The call's future was dropped.
    Cancelled,
    /// The arguments did not fit.
    Arguments,
    /// The result did not fit.
    Result,
    /// An interceptor's answer did not fit.
    Answer,
    /// The guest had been stopped in the middle of an earlier call.
    Interrupted,
    /// The guest broke the calling convention.
    Convention,
    /// Anything else.
    Other,
}

impl FailureKind {
    /// The kind of the error with which a call ended.
    pub fn of(error: &Error) -> Self {
        match error {
            Error::Trap { trap, .. } => FailureKind::Trap { code: *trap },
            Error::Guest { status, .. } => FailureKind::Guest { status: *status },
            Error::Limit { limit, .. } => FailureKind::Limit(*limit),
            Error::Host { .. } => FailureKind::Host,
            Error::HostPanic { .. } => FailureKind::HostPanic,
            Error::InterceptorPanic { .. } => FailureKind::InterceptorPanic,
            Error::Refused { .. } => FailureKind::Refused,
            Error::Cancelled { .. } => FailureKind::Cancelled,
            Error::Arguments { .. } => FailureKind::Arguments,
            Error::Result { .. } => FailureKind::Result,
            Error::Answer { .. } => FailureKind::Answer,
            Error::Interrupted { .. } => FailureKind::Interrupted,
            Error::Convention { .. } => FailureKind::Convention,
            _ => FailureKind::Other,
        }
    }

    /// The kind as one word, without codes and numbers, as the text of journals has it: `trap`, `host-panic`.
    pub fn word(&self) -> &'static str {
        match self {
            FailureKind::Trap { .. } => "trap",
            FailureKind::Guest { .. } => "guest",
            FailureKind::Limit(_) => "limit",
            FailureKind::Host => "host",
            FailureKind::HostPanic => "host-panic",
            FailureKind::InterceptorPanic => "interceptor-panic",
            FailureKind::Refused => "refused",
            FailureKind::Cancelled => "cancelled",
            FailureKind::Arguments => "arguments",
            FailureKind::Result => "result",
            FailureKind::Answer => "answer",
            FailureKind::Interrupted => "interrupted",
            FailureKind::Convention => "convention",
            FailureKind::Other => "other",
        }
    }
}

impl Failure {
    /// A failure of which no more is known, for a recording that is made or read by hand.
    pub fn new(kind: FailureKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            text: None,
            cause: None,
            call: None,
        }
    }

    /// What is kept of the error with which `call` ended.
    pub fn of(call: &Call<'_>, error: &Error) -> Self {
        let text = match error {
            Error::Trap { panic, .. } => panic.as_deref(),
            Error::Guest { message, .. }
            | Error::HostPanic { message, .. }
            | Error::InterceptorPanic { message, .. } => Some(&**message),
            Error::Interrupted { interrupted, .. } => Some(&**interrupted),
            Error::Convention { problem, .. } => Some(&**problem),
            _ => None,
        };
        let kind = FailureKind::of(error);
        let (message, cause) = error.messages();
        Self {
            kind,
            message,
            text: text.map(str::to_owned),
            cause,
            call: error.call().and_then(|failed| {
                let own = (call.direction, call.interface, call.function);
                let is_own = (failed.direction, &*failed.interface, &*failed.function) == own;
                (!is_own).then(|| {
                    FailedCall::new(failed.direction, &*failed.interface, &*failed.function)
                })
            }),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
