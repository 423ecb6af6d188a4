//! What befalls calls, and when.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use wasmtime::Trap;

use crate::intercept::{
    Answered, Call, Decision, Direction, End, Failure, FailureKind, Outcome, PatternError,
};
use crate::{Error, Lower, Value};

/// When a fault strikes.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum When {
    /// At each call.
    Always,
    /// At that call of a function alone; the first is 1.
    Call(u64),
    /// At each so manyth call of a function.
    Every(u64),
    /// At each call by chance: 0 is never, and 1 always.
    Probability(f64),
}

/// What befalls a call.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// It is not made, and fails as if whom it is for had: a call of the guest by [`Error::Host`], and one of the host by
    /// [`Error::Guest`], with this message.
    Fail(String),
    /// It is not made, and ends in [`Error::Refused`], behind which is the [`Injected`].
    Refuse(String),
    /// It is not made, and ends in the [`Error`] of this kind.
    Failure(Failure),
    /// It is not made; this is its result, which has to fit the function.
    Answer(Value),
    /// It is made, so much later. See [`Faults::sleep_async`](super::Faults::sleep_async).
    Delay(Duration),
}

impl Fault {
    /// [`Fault::Fail`] with a message.
    pub fn fail(message: impl Into<String>) -> Self {
        Self::Fail(message.into())
    }

    /// [`Fault::Refuse`] with a reason.
    pub fn refuse(reason: impl Into<String>) -> Self {
        Self::Refuse(reason.into())
    }

    /// [`Fault::Answer`] with a value of a generated type, or any other that the function returns.
    pub fn answer(value: impl Lower) -> Self {
        Self::Answer(value.to_value())
    }

    /// The call ends as if a guest had trapped in it.
    pub fn trap(code: Trap) -> Self {
        let kind = FailureKind::Trap { code: Some(code) };
        Self::Failure(Failure::new(kind, code.to_string()))
    }

    pub(super) fn decision(&self, injected: &Injected) -> Decision {
        match self {
            Fault::Delay(_) => Decision::Continue,
            Fault::Answer(value) => Decision::Answer(value.clone()),
            Fault::Refuse(_) => Decision::Refuse(Box::new(injected.clone())),
            Fault::Failure(failure) => Decision::Replay(Outcome::Failed(failure.clone())),
            Fault::Fail(message) => {
                let kind = match injected.direction {
                    Direction::Import => FailureKind::Host,
                    Direction::Export => FailureKind::Guest { status: -1 },
                };
                let failure = Failure::new(kind, message);
                Decision::Replay(Outcome::Failed(failure))
            }
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Fail(message) => write!(f, "fails: {message}"),
            Fault::Refuse(reason) => write!(f, "is refused: {reason}"),
            Fault::Failure(failure) => write!(f, "ends in {}: {failure}", failure.kind.word()),
            Fault::Answer(value) => write!(f, "is answered with {value}"),
            Fault::Delay(time) => write!(f, "is delayed by {time:?}"),
        }
    }
}

/// A fault that struck.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Injected {
    /// The [id](Call::id) of the call.
    pub id: u64,
    /// Which way the call goes.
    pub direction: Direction,
    /// The function's full name.
    pub call: String,
    /// How many calls of the function there were, this one included.
    pub count: u64,
    /// The index of the rule.
    pub rule: usize,
    /// What befell it.
    pub fault: Fault,
    /// Whether another interceptor decided the call before this could: known when it has ended. Another's answer in place of
    /// [an answer](Fault::Answer) is not told apart from it.
    pub is_overruled: bool,
}

impl Injected {
    /// Whether a call ended as this fault has it end.
    pub(super) fn decided(&self, call: &Call<'_>, end: End<'_>) -> bool {
        match (&self.fault, end) {
            (Fault::Refuse(_), End::Failed(error)) => {
                let injected = error.downcast_ref::<Self>();
                injected.is_some_and(|injected| injected.id == self.id)
            }
            (Fault::Answer(_), End::Returned(_)) => call.answered == Answered::Interceptor,
            // Of another type than the function's.
            (Fault::Answer(_), End::Failed(error)) => matches!(error, Error::Answer { .. }),
            (Fault::Fail(_) | Fault::Failure(_), End::Failed(_)) => {
                call.answered == Answered::Replay
            }
            _ => false,
        }
    }
}

impl fmt::Display for Injected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            direction,
            call,
            count,
            fault,
            is_overruled,
            ..
        } = self;
        let overruled = if *is_overruled { ", overruled" } else { "" };
        let direction = direction.word();
        write!(f, "call {count} of {direction} {call}: {fault}{overruled}")
    }
}

impl StdError for Injected {}

/// Why a call is refused that was to be delayed: it is async, and [`Faults::sleep_async`](super::Faults::sleep_async) was not set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "can't delay an async call by {time:?} without blocking the thread: set `Faults::sleep_async`"
)]
#[non_exhaustive]
pub struct NoSleep {
    /// The delay.
    pub time: Duration,
}

/// What is no rule of [`Faults`](super::Faults).
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FaultsError {
    /// The pattern is none.
    #[error(transparent)]
    Pattern(#[from] PatternError),
    /// A probability that is none.
    #[error("{0} is no probability: expected a number from 0 to 1")]
    Probability(f64),
    /// The call 0, or each 0th call.
    #[error("there is no call 0: the first is 1")]
    Count,
}
