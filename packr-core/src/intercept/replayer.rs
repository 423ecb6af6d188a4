//! Replays a recorded run: the guest runs again, against the recorded answers.

use std::error::Error as StdError;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::divergence::{Difference, Divergence, DivergenceKind, ending};
use super::recorder::split_export;
use super::recording::{Failure, Outcome, RecordedCall, Recording, qualified};
use super::{Call, CallInterceptor, Decision, Direction, End, misfit};
use crate::Value;

/// Replays a [`Recording`] in strict order.
///
/// The guest runs; each call it makes is compared with the recorded one, function and input, and answered from the
/// recording. No host function runs, so none needs to be there: see
/// [`Linker::define_stubs`](crate::Linker::define_stubs). The host makes the recorded export calls again, and
/// their inputs and results are compared as well. A call that failed fails again with the same variant of
/// [`Error`](crate::Error), by [`Decision::Replay`].
///
/// The first call that differs fails with [`Error::Refused`](crate::Error::Refused), whose reason is the
/// [`Divergence`], and so does every later one. [`finish`](Self::finish) tells of differences that no call
/// could: another result, and recorded calls that were not made.
#[derive(Debug)]
pub struct Replayer {
    recording: Recording,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Index of the recorded call that has to come next.
    next: usize,
    /// Calls of the guest's exports under way: their id, if they have one, and their index.
    open: Vec<(Option<u64>, usize)>,
    divergence: Option<Box<Divergence>>,
}

/// The call as the interceptor's methods tell it.
struct Now<'a> {
    id: Option<u64>,
    direction: Direction,
    interface: &'a str,
    function: &'a str,
    parameters: &'a [&'a str],
    input: &'a Value,
}

impl Now<'_> {
    fn describe(&self) -> (String, Value) {
        (qualified(self.interface, self.function), self.input.clone())
    }
}

impl Replayer {
    /// Replays `recording` from its first call.
    pub fn new(recording: Recording) -> Self {
        Self {
            recording,
            state: Mutex::default(),
        }
    }

    /// Says whether the run was the recorded one to its end.
    ///
    /// # Errors
    /// The first [`Divergence`], or [`DivergenceKind::Missing`] with the first recorded call that was not made.
    pub fn finish(&self) -> Result<(), Box<Divergence>> {
        let state = self.state();
        if let Some(divergence) = &state.divergence {
            return Err(divergence.clone());
        }
        match self.recording.calls.get(state.next) {
            None => Ok(()),
            Some(call) => Err(Box::new(Divergence {
                index: state.next,
                recorded: Some(describe(call)),
                now: None,
                kind: DivergenceKind::Missing {
                    left: self.recording.calls.len() - state.next,
                },
            })),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// `Ok(None)`: let the guest's function run.
    fn start(&self, now: &Now<'_>) -> Result<Option<Outcome>, Box<Divergence>> {
        let mut state = self.state();
        if let Some(divergence) = &state.divergence {
            return Err(divergence.clone());
        }
        let index = state.next;
        let answer = self.compare(index, now);
        match &answer {
            Err(divergence) => state.divergence = Some(divergence.clone()),
            // What the host function did in turn happened inside it, and it does not run now.
            Ok(Some(_)) => state.next = self.after(index),
            Ok(None) => {
                state.next = index + 1;
                state.open.push((now.id, index));
            }
        }
        answer
    }

    fn compare(&self, index: usize, now: &Now<'_>) -> Result<Option<Outcome>, Box<Divergence>> {
        let diverged = |recorded: Option<&RecordedCall>, kind| {
            Err(Box::new(Divergence {
                index,
                recorded: recorded.map(describe),
                now: Some(now.describe()),
                kind,
            }))
        };
        let Some(call) = self.recording.calls.get(index) else {
            return diverged(None, DivergenceKind::Extra);
        };
        let recorded = (
            call.direction,
            call.interface.as_str(),
            call.function.as_str(),
        );
        if recorded != (now.direction, now.interface, now.function) {
            return diverged(Some(call), DivergenceKind::Function);
        }
        if let Some(difference) = Difference::of_inputs(&call.input, now.input, now.parameters) {
            return diverged(Some(call), DivergenceKind::Input(difference));
        }
        match (&call.outcome, now.direction) {
            (_, Direction::Export) => Ok(None),
            (None, Direction::Import) => diverged(Some(call), DivergenceKind::Unfinished),
            (Some(outcome), Direction::Import) => Ok(Some(outcome.clone())),
        }
    }

    /// The first call after `index` that was not made during it.
    fn after(&self, index: usize) -> usize {
        let calls = &self.recording.calls;
        let inside = |mut call: usize| loop {
            match calls[call].parent {
                Some(parent) if parent == index => return true,
                Some(parent) if parent > index && parent < call => call = parent,
                _ => return false,
            }
        };
        (index + 1..calls.len())
            .find(|call| !inside(*call))
            .unwrap_or(calls.len())
    }

    fn end_export(&self, id: Option<u64>, name: &str, input: &Value, outcome: &Outcome) {
        let mut state = self.state();
        let Some(at) = state.open.iter().rposition(|(open, index)| {
            *open == id && (id.is_some() || self.recording.calls[*index].name() == name)
        }) else {
            return;
        };
        let (_, index) = state.open.remove(at);
        if state.divergence.is_some() {
            return;
        }
        let left = self.after(index).saturating_sub(state.next);
        if left > 0 {
            state.divergence = Some(Box::new(Divergence {
                index: state.next,
                recorded: Some(describe(&self.recording.calls[state.next])),
                now: None,
                kind: DivergenceKind::Missing { left },
            }));
            return;
        }
        let call = &self.recording.calls[index];
        let kind = match (&call.outcome, outcome) {
            (Some(Outcome::Returned(recorded)), Outcome::Returned(now)) => {
                Difference::between(recorded, now, "result").map(DivergenceKind::Output)
            }
            // The wording of a failure is not part of the run: paths and addresses may be in it.
            (Some(Outcome::Failed(_)), Outcome::Failed(_)) => None,
            (recorded, now) => Some(DivergenceKind::Ending {
                recorded: recorded
                    .as_ref()
                    .map_or_else(|| "no end".to_owned(), ending),
                now: ending(now),
            }),
        };
        if let Some(kind) = kind {
            let now = Some((name.to_owned(), input.clone()));
            state.divergence = Some(Box::new(Divergence {
                index,
                recorded: Some(describe(call)),
                now,
                kind,
            }));
        }
    }
}

fn describe(call: &RecordedCall) -> (String, Value) {
    (call.name(), call.input.clone())
}

impl CallInterceptor for Replayer {
    fn before_import(&self, interface: &str, function: &str, input: &Value) -> Option<Value> {
        let direction = Direction::Import;
        let now = Now {
            id: None,
            direction,
            interface,
            function,
            parameters: &[],
            input,
        };
        match self.start(&now) {
            Ok(Some(Outcome::Returned(value))) => Some(value),
            Ok(Some(Outcome::Failed(failure))) => Some(misfit(&failure)),
            Ok(None) => None,
            Err(divergence) => Some(misfit(&divergence)),
        }
    }

    fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}

    fn before_export(&self, function: &str, input: &Value) -> Option<Value> {
        let direction = Direction::Export;
        let (interface, function) = split_export(function);
        let now = Now {
            id: None,
            direction,
            interface,
            function,
            parameters: &[],
            input,
        };
        self.start(&now).err().map(|divergence| misfit(&divergence))
    }

    fn after_export(&self, function: &str, input: &Value, output: &Value) {
        self.end_export(None, function, input, &Outcome::Returned(output.clone()));
    }

    fn begin(&self, call: &Call<'_>) -> Decision {
        let now = Now {
            id: Some(call.id),
            direction: call.direction,
            interface: call.interface,
            function: call.function,
            parameters: call.parameters,
            input: call.input,
        };
        match self.start(&now) {
            Ok(None) => Decision::Continue,
            Ok(Some(outcome)) => Decision::Replay(outcome),
            Err(divergence) => Decision::Refuse(divergence),
        }
    }

    fn end(&self, call: &Call<'_>, end: End<'_>) {
        if call.direction == Direction::Export {
            let outcome = match end {
                End::Returned(value) => Outcome::Returned(value.clone()),
                End::Failed(error) => Outcome::Failed(Failure::of(call, error)),
            };
            self.end_export(Some(call.id), call.name, call.input, &outcome);
        }
    }
}

/// What is behind the error of a call that is replayed as failed: the message of the recorded causes, or of the whole
/// where there were none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplayedFailure(pub Failure);

impl fmt::Display for ReplayedFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.cause.as_ref().unwrap_or(&self.0.message))
    }
}

impl StdError for ReplayedFailure {}
