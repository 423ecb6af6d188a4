//! A recorded run as plain data.

use std::fmt;

use super::Direction;
use crate::{Error, Value};

/// The calls of a run, in the order in which they began.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recording {
    /// One entry a call.
    pub calls: Vec<RecordedCall>,
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
}

pub(super) fn qualified(interface: &str, function: &str) -> String {
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

/// A failed call, as far as it can be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure {
    /// What kind of failure it was.
    pub kind: FailureKind,
    /// The error's message, causes included.
    pub message: String,
}

/// The kinds of failure that are told apart in a recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FailureKind {
    /// The guest trapped.
    Trap,
    /// The guest's function reported failure by its status.
    Guest,
    /// A host function returned an error.
    Host,
    /// A host function or an interceptor panicked.
    Panic,
    /// An interceptor refused the call.
    Refused,
    /// The call's future was dropped.
    Cancelled,
    /// A value did not fit: of the guest, the host or an interceptor.
    Value,
    /// Anything else: memory, limits, the engine.
    Other,
}

impl Failure {
    /// A failure, for a recording that is made or read by hand.
    pub fn new(kind: FailureKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
        }
    }

    pub(crate) fn of(error: &Error) -> Self {
        let kind = match error {
            Error::Trap { .. } => FailureKind::Trap,
            Error::Guest { .. } => FailureKind::Guest,
            Error::Host { .. } => FailureKind::Host,
            Error::HostPanic { .. } | Error::InterceptorPanic { .. } => FailureKind::Panic,
            Error::Refused { .. } => FailureKind::Refused,
            Error::Cancelled { .. } => FailureKind::Cancelled,
            Error::Arguments { .. } | Error::Result { .. } | Error::Answer { .. } => {
                FailureKind::Value
            }
            _ => FailureKind::Other,
        };
        Self {
            kind,
            message: error.report(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
