//! Replays a recorded run: calls are compared with the recorded ones, and answered from them.

mod ending;
mod left;
mod matching;
mod now;
mod resumed;

use std::collections::HashMap;
use std::error::Error as StdError;
use std::fmt;
use std::hash::RandomState;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::divergence::{Difference, Diverged, Divergence, DivergenceKind, ending};
use super::recorder::split_export;
use super::recording::{Failure, FailureKind, Outcome, RecordedCall, Recording};
use super::{Answered, Call, CallInterceptor, Decision, Direction, End, Redaction};
use crate::{Error, Value};
use left::Left;
use now::{Key, Now};
pub(crate) use resumed::{Begins, Ends};

/// Which recorded call answers one that is made, and what happens to one that none answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReplayMode {
    /// The next one, which has to be of the same function with the same input. After the first that differs each call is refused.
    /// No function runs that is to be answered.
    #[default]
    Strict,
    /// The first of the same function with the same input that has not answered yet, whatever comes before it. Where there is none
    /// the call is refused, and others go on. No function runs that is to be answered.
    ByKey,
    /// As [`Strict`](Self::Strict) up to the end of the recording; from there on calls are made. A host function that was under
    /// way where the recording ends is called once more. So a run that was stopped goes on. To write on its journal too, use
    /// [`Resume`](crate::journal::Resume).
    Partial,
    /// As [`ByKey`](Self::ByKey); a call that none answers is made, and [added](Replayer::recording).
    RecordNew,
}

/// Which calls are answered from the recording.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReplayScope {
    /// Those of the guest to the host. The guest runs; what the host calls of it and what comes of that are compared.
    #[default]
    Imports,
    /// Those of the host to the guest, which does not run. Should the guest call the host all the same, when it is
    /// instantiated, then that is no part of the replay.
    Exports,
    /// Both. The guest does not run, but where it calls the host when it is instantiated it is answered.
    Both,
}

/// Replays a [`Recording`].
///
/// By default the guest runs, each call it makes is compared with the recorded one, function and input, and answered from the
/// recording. No host function runs, so none needs to be there: see
/// [`Linker::define_stubs`](crate::Linker::define_stubs). The host makes the recorded export calls again, and
/// their inputs and results are compared as well. [`mode`](Self::mode) and [`scope`](Self::scope) change that,
/// [`redaction`](Self::redaction) says what is not compared.
///
/// A call of either direction that was refused when it was recorded is refused again, as the function did not run then.
///
/// A call that differs fails with [`Error::Refused`](crate::Error::Refused), whose reason is the [`Divergence`]. A recorded failure is
/// replayed as the same error. [`finish`](Self::finish) tells of all that differed, and of what no call could tell: another result,
/// and recorded calls that were not made.
#[derive(Debug)]
pub struct Replayer {
    recording: Recording,
    mode: ReplayMode,
    scope: ReplayScope,
    redaction: Redaction,
    /// Whether the ends of calls that are answered are compared too, since more is written after them.
    is_resumed: bool,
    /// For each call those that were made during it.
    inside: Vec<Vec<usize>>,
    hasher: RandomState,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// For each recorded call, whether it was made, or happened inside one that was answered.
    made: Vec<bool>,
    /// No recorded call before this one is left.
    next: usize,
    /// The recorded calls of each function that may be left.
    left: HashMap<Key, Left>,
    /// Calls under way: their id, if they have one, and their index, which goes on from the recorded ones to those that were added. Answered
    /// ones are there where their end is told.
    open: Vec<(Option<u64>, usize)>,
    added: Vec<RecordedCall>,
    diverged: Option<Diverged>,
}

impl Replayer {
    /// Replays `recording` from its first call.
    pub fn new(recording: Recording) -> Self {
        let calls = &recording.calls;
        let mut inside = vec![vec![]; calls.len()];
        let mut left = HashMap::<Key, Left>::new();
        for (index, call) in calls.iter().enumerate() {
            if let Some(parent) = call.parent.filter(|parent| *parent < index) {
                inside[parent].push(index);
            }
            let key = (
                call.direction,
                call.interface.clone(),
                call.function.clone(),
            );
            left.entry(key).or_default().push(index);
        }
        let state = State {
            made: vec![false; calls.len()],
            left,
            ..State::default()
        };
        Self {
            recording,
            mode: ReplayMode::default(),
            scope: ReplayScope::default(),
            redaction: Redaction::new(),
            is_resumed: false,
            inside,
            hasher: RandomState::new(),
            state: Mutex::new(state),
        }
    }

    /// Sets what answers a call, and what happens to one that nothing answers. [`ReplayMode::Strict`] by default.
    #[must_use]
    pub fn mode(mut self, mode: ReplayMode) -> Self {
        self.mode = mode;
        self
    }

    /// Sets which calls are answered. [`ReplayScope::Imports`] by default.
    #[must_use]
    pub fn scope(mut self, scope: ReplayScope) -> Self {
        self.scope = scope;
        self
    }

    /// Sets what is left out of both sides before they are compared. What answers a call is what was recorded. Nothing by default.
    #[must_use]
    pub fn redaction(mut self, redaction: Redaction) -> Self {
        self.redaction = redaction;
        self
    }

    /// The recorded calls, and after them those that [`ReplayMode::RecordNew`] added.
    pub fn recording(&self) -> Recording {
        let mut recording = self.recording.clone();
        recording.calls.extend_from_slice(&self.state().added);
        recording
    }

    /// Says whether the run was the recorded one to its end. In the mode [`RecordNew`](ReplayMode::RecordNew) recorded calls need
    /// not have been made.
    ///
    /// # Errors
    /// Everything that differed.
    pub fn finish(&self) -> Result<(), Box<Diverged>> {
        let state = self.state();
        let missing = match self.mode {
            ReplayMode::RecordNew => vec![],
            _ => (0..state.made.len())
                .filter(|index| self.is_missing(&state, *index))
                .collect(),
        };
        let mut diverged = state.diverged.clone();
        if let Some(first) = missing.first() {
            let left = missing.len();
            match &mut diverged {
                Some(diverged) => diverged.missing = left,
                None => {
                    let divergence = self.missing(*first, left);
                    diverged = Some(Diverged::new(divergence, left));
                }
            }
        }
        match diverged {
            None => Ok(()),
            Some(diverged) => Err(Box::new(diverged)),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether calls of that direction are part of the replay.
    fn is_replayed(&self, direction: Direction) -> bool {
        self.scope != ReplayScope::Exports || direction == Direction::Export
    }

    fn is_answered(&self, direction: Direction) -> bool {
        match self.scope {
            ReplayScope::Imports => direction == Direction::Import,
            ReplayScope::Exports => direction == Direction::Export,
            ReplayScope::Both => true,
        }
    }

    fn is_missing(&self, state: &State, index: usize) -> bool {
        !state.made[index] && self.is_replayed(self.recording.calls[index].direction)
    }

    fn missing(&self, index: usize, left: usize) -> Divergence {
        Divergence {
            index,
            recorded: Some(describe(&self.recording.calls[index])),
            now: None,
            kind: DivergenceKind::Missing { left },
        }
    }

    fn start(&self, now: &Now<'_>) -> Decision {
        self.start_matched(now).0
    }
}

impl State {
    /// The call under way during which this one is made.
    fn parent(&self, now: &Now<'_>) -> Option<usize> {
        let mut open = self.open.iter();
        let parent = match now.id {
            Some(_) => open.rfind(|(id, _)| id.is_some() && *id == now.parent),
            None => open.next_back(),
        };
        parent.map(|(_, index)| *index)
    }

    fn diverge(&mut self, divergence: Divergence) {
        match &mut self.diverged {
            Some(diverged) => diverged.add(divergence),
            None => self.diverged = Some(Diverged::new(divergence, 0)),
        }
    }
}

fn outcome_of(call: &Call<'_>, end: End<'_>) -> Outcome {
    match end {
        End::Returned(value) => Outcome::Returned(value.clone()),
        End::Failed(error) => Outcome::Failed(Failure::of(call, error)),
    }
}

/// Whether a recorded value was none of the function's type.
fn is_misfit(call: &Call<'_>, end: End<'_>) -> bool {
    call.answered == Answered::Replay && matches!(end, End::Failed(Error::Answer { .. }))
}

fn describe(call: &RecordedCall) -> (String, Value) {
    (call.name(), call.input.clone())
}

impl CallInterceptor for Replayer {
    fn before_import(&self, interface: &str, function: &str, input: &Value) -> Option<Value> {
        let now = Now::unnumbered(Direction::Import, (interface, function), input);
        self.start(&now).in_short()
    }

    fn after_import(&self, interface: &str, function: &str, input: &Value, output: &Value) {
        let now = Now::unnumbered(Direction::Import, (interface, function), input);
        self.end_made(&now, || Outcome::Returned(output.clone()), false);
    }

    fn before_export(&self, function: &str, input: &Value) -> Option<Value> {
        let now = Now::unnumbered(Direction::Export, split_export(function), input);
        self.start(&now).in_short()
    }

    fn after_export(&self, function: &str, input: &Value, output: &Value) {
        let now = Now::unnumbered(Direction::Export, split_export(function), input);
        self.end_made(&now, || Outcome::Returned(output.clone()), false);
    }

    fn begin(&self, call: &Call<'_>) -> Decision {
        self.start(&Now::of(call))
    }

    fn end(&self, call: &Call<'_>, end: End<'_>) {
        self.end_made(
            &Now::of(call),
            || outcome_of(call, end),
            is_misfit(call, end),
        );
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
