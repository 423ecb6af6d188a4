//! Replays a recorded run: calls are compared with the recorded ones, and answered from them.

mod left;
mod resumed;

use std::collections::HashMap;
use std::error::Error as StdError;
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::mem::discriminant;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::divergence::{Difference, Diverged, Divergence, DivergenceKind, ending};
use super::recorder::split_export;
use super::recording::{Failure, FailureKind, Outcome, RecordedCall, Recording, qualified};
use super::{Answered, Call, CallInterceptor, Decision, Direction, End, Redaction};
use crate::{Error, Value};
use left::{Left, pop_made};
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

type Key = (Direction, String, String);

/// The call as the interceptor's methods tell it.
struct Now<'a> {
    id: Option<u64>,
    parent: Option<u64>,
    direction: Direction,
    interface: &'a str,
    function: &'a str,
    parameters: &'a [&'a str],
    input: &'a Value,
}

impl<'a> Now<'a> {
    fn of(call: &Call<'a>) -> Self {
        Self {
            id: Some(call.id),
            parent: call.parent,
            direction: call.direction,
            interface: call.interface,
            function: call.function,
            parameters: call.parameters,
            input: call.input,
        }
    }

    fn unnumbered(
        direction: Direction,
        (interface, function): (&'a str, &'a str),
        input: &'a Value,
    ) -> Self {
        Self {
            id: None,
            parent: None,
            direction,
            interface,
            function,
            parameters: &[],
            input,
        }
    }

    fn name(&self) -> String {
        qualified(self.interface, self.function)
    }

    fn key(&self) -> Key {
        (
            self.direction,
            self.interface.to_owned(),
            self.function.to_owned(),
        )
    }
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

    /// What becomes of a call that begins, and the recorded call that it is, if it is one.
    fn start_matched(&self, now: &Now<'_>) -> (Decision, Option<usize>) {
        let mut state = self.state();
        if !self.is_replayed(now.direction) {
            return (Decision::Continue, None);
        }
        if let (ReplayMode::Strict | ReplayMode::Partial, Some(diverged)) =
            (self.mode, &state.diverged)
        {
            return (Decision::Refuse(Box::new(diverged.first.clone())), None);
        }
        let found = match self.mode {
            ReplayMode::Strict | ReplayMode::Partial => self.next(&mut state, now),
            ReplayMode::ByKey | ReplayMode::RecordNew => self.like(&mut state, now),
        };
        match found {
            Ok(Some(index)) => {
                state.made[index] = true;
                let outcome = &self.recording.calls[index].outcome;
                let decision = match outcome {
                    Some(outcome) if self.is_answered(now.direction) || was_refused(outcome) => {
                        self.pass_over(&mut state, index);
                        Decision::Replay(outcome.clone())
                    }
                    _ => Decision::Continue,
                };
                // Whether a call without an id fails is not told.
                let is_told = self.is_resumed || now.id.is_some();
                if is_told || matches!(decision, Decision::Continue) {
                    state.open.push((now.id, index));
                }
                (decision, Some(index))
            }
            Ok(None) => {
                if self.mode == ReplayMode::RecordNew {
                    self.add(&mut state, now);
                }
                (Decision::Continue, None)
            }
            Err(divergence) => {
                let divergence = *divergence;
                state.diverge(divergence.clone());
                (Decision::Refuse(Box::new(divergence)), None)
            }
        }
    }

    /// What the function of a call that is answered did in turn happened inside it, and it does not run now.
    fn pass_over(&self, state: &mut State, index: usize) {
        let mut open = vec![index];
        while let Some(index) = open.pop() {
            state.made[index] = true;
            open.extend(&self.inside[index]);
        }
    }

    fn add(&self, state: &mut State, now: &Now<'_>) {
        let index = self.recording.calls.len() + state.added.len();
        let mut call = RecordedCall::new(
            now.direction,
            now.interface,
            now.function,
            now.input.clone(),
        );
        call.parent = state.parent(now);
        state.added.push(call);
        state.open.push((now.id, index));
    }

    /// The next recorded call, which has to be this one. None where the recording has ended and the run may go on.
    fn next(&self, state: &mut State, now: &Now<'_>) -> Result<Option<usize>, Box<Divergence>> {
        while state.next < state.made.len() && !self.is_missing(state, state.next) {
            state.next += 1;
        }
        let index = state.next;
        let Some(call) = self.recording.calls.get(index) else {
            return match self.mode {
                ReplayMode::Partial if !self.is_in_ended(state, now) => Ok(None),
                _ => diverged(index, None, now, DivergenceKind::Extra),
            };
        };
        if !is_of(call, now) {
            return diverged(index, Some(call), now, DivergenceKind::Function);
        }
        if let Some(difference) = self.difference(call, now) {
            return diverged(index, Some(call), now, DivergenceKind::Input(difference));
        }
        let has_no_answer = call.outcome.is_none() && self.is_answered(now.direction);
        if has_no_answer && self.mode == ReplayMode::Strict {
            return diverged(index, Some(call), now, DivergenceKind::Unfinished);
        }
        Ok(Some(index))
    }

    /// Whether a call is made during one that had ended without it.
    fn is_in_ended(&self, state: &State, now: &Now<'_>) -> bool {
        let parent = state
            .parent(now)
            .and_then(|index| self.recording.calls.get(index));
        parent.is_some_and(|call| call.outcome.is_some())
    }

    /// A recorded call of the same function with the same input. None where there is none, and the call may be made.
    fn like(&self, state: &mut State, now: &Now<'_>) -> Result<Option<usize>, Box<Divergence>> {
        let State { left, made, .. } = state;
        let name = now.name();
        let is_left = |index: usize| {
            let is_to_be_answered = self.is_answered(now.direction);
            !made[index] && (self.recording.calls[index].outcome.is_some() || !is_to_be_answered)
        };
        let mut nearest = None;
        if let Some(left) = left.get_mut(&now.key()) {
            let hash = |input: &Value| {
                let left = self.redaction.input(&name, now.parameters, input);
                self.hasher.hash_one(left.as_ref().unwrap_or(input))
            };
            let recorded = |index: usize| hash(&self.recording.calls[index].input);
            if let Some(alike) = left.alike(now.parameters, hash(now.input), recorded) {
                pop_made(alike, made);
                let is_it = |index: &usize| {
                    is_left(*index) && self.is_like(&name, &self.recording.calls[*index], now)
                };
                if let Some(found) = alike.iter().position(is_it) {
                    return Ok(alike.remove(found));
                }
            }
            if self.mode == ReplayMode::ByKey {
                nearest = left.first(made, is_left);
            }
        }
        if self.mode == ReplayMode::RecordNew {
            return Ok(None);
        }
        let (index, recorded, difference) = match nearest {
            Some(index) => {
                let call = &self.recording.calls[index];
                (index, Some(call), self.difference(call, now))
            }
            None => (self.recording.calls.len(), None, None),
        };
        diverged(
            index,
            recorded,
            now,
            DivergenceKind::NotRecorded(difference),
        )
    }

    /// Whether the inputs are the same in what counts. Most differ at a glance, and how they do is asked of few.
    fn is_like(&self, name: &str, call: &RecordedCall, now: &Now<'_>) -> bool {
        let left = |input: &Value| self.redaction.input(name, now.parameters, input);
        call.input == *now.input
            || match (left(&call.input), left(now.input)) {
                (None, None) => false,
                (recorded, input) => {
                    recorded.as_ref().unwrap_or(&call.input) == input.as_ref().unwrap_or(now.input)
                }
            }
    }

    fn difference(&self, call: &RecordedCall, now: &Now<'_>) -> Option<Difference> {
        let name = now.name();
        let left = |input: &Value| self.redaction.input(&name, now.parameters, input);
        match (left(&call.input), left(now.input)) {
            (None, None) => Difference::of_inputs(&call.input, now.input, now.parameters),
            (recorded, input) => Difference::of_inputs(
                recorded.as_ref().unwrap_or(&call.input),
                input.as_ref().unwrap_or(now.input),
                now.parameters,
            ),
        }
    }

    /// The end of a call. One that was answered ends as recorded, unless its answer is of another type than the function's.
    fn end_made(&self, now: &Now<'_>, outcome: impl FnOnce() -> Outcome, is_misfit: bool) -> Ends {
        let mut state = self.state();
        let id = now.id;
        let Some(at) = state.open.iter().rposition(|(open, index)| {
            *open == id && (id.is_some() || is_of(self.call(&state, *index), now))
        }) else {
            return match state.diverged {
                None => Ends::New,
                Some(_) => Ends::Nothing,
            };
        };
        let (_, index) = state.open.remove(at);
        let Some(call) = self.recording.calls.get(index) else {
            state.added[index - self.recording.calls.len()].outcome = Some(outcome());
            return Ends::New;
        };
        let is_in_order = matches!(self.mode, ReplayMode::Strict | ReplayMode::Partial);
        if is_in_order && state.diverged.is_some() {
            return Ends::Nothing;
        }
        if is_in_order && let Some(first) = self.first_left_inside(&state, index) {
            let left = self.count_left_inside(&state, index);
            state.diverge(self.missing(first, left));
            return Ends::Nothing;
        }
        if call.outcome.is_none() && self.mode == ReplayMode::Partial {
            // It was under way when the recording ended.
            return Ends::Recorded(index);
        }
        let was_answered = call.outcome.is_some() && self.is_answered(now.direction);
        if was_answered && !is_misfit && !self.is_resumed {
            return Ends::Nothing;
        }
        if let Some(kind) = self.other_end(&now.name(), call, &outcome()) {
            state.diverge(Divergence {
                index,
                recorded: Some(describe(call)),
                now: Some((now.name(), now.input.clone())),
                kind,
            });
        }
        Ends::Nothing
    }

    fn call<'a>(&'a self, state: &'a State, index: usize) -> &'a RecordedCall {
        let recorded = self.recording.calls.len();
        match index < recorded {
            true => &self.recording.calls[index],
            false => &state.added[index - recorded],
        }
    }

    fn first_left_inside(&self, state: &State, index: usize) -> Option<usize> {
        let mut inside = self.inside[index].iter().copied();
        inside.find(|index| self.is_missing(state, *index))
    }

    fn count_left_inside(&self, state: &State, index: usize) -> usize {
        let (mut open, mut count) = (vec![index], 0);
        while let Some(index) = open.pop() {
            count += usize::from(self.is_missing(state, index));
            open.extend(&self.inside[index]);
        }
        count
    }

    /// In what the end of a call differs from the recorded one.
    fn other_end(
        &self,
        name: &str,
        call: &RecordedCall,
        outcome: &Outcome,
    ) -> Option<DivergenceKind> {
        match (&call.outcome, outcome) {
            (Some(Outcome::Returned(recorded)), Outcome::Returned(now)) => {
                let left = |output: &Value| {
                    let left = self.redaction.output(name, output);
                    left.unwrap_or_else(|| output.clone())
                };
                let difference = match recorded == now {
                    true => None,
                    false => Difference::between(&left(recorded), &left(now), "result"),
                };
                difference.map(DivergenceKind::Output)
            }
            // The wording of a failure is not part of the run: paths and addresses may be in it.
            (Some(Outcome::Failed(recorded)), Outcome::Failed(now))
                if is_alike(recorded.kind, now.kind) =>
            {
                None
            }
            (recorded, now) => Some(DivergenceKind::Ending {
                recorded: recorded
                    .as_ref()
                    .map_or_else(|| "no end".to_owned(), ending),
                now: ending(now),
            }),
        }
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

/// How much fuel or memory there was may differ.
fn is_alike(recorded: FailureKind, now: FailureKind) -> bool {
    match (recorded, now) {
        (FailureKind::Limit(recorded), FailureKind::Limit(now)) => {
            discriminant(&recorded) == discriminant(&now)
        }
        // It is replayed as that.
        (FailureKind::Other, FailureKind::Refused) => true,
        (recorded, now) => recorded == now,
    }
}

fn is_of(call: &RecordedCall, now: &Now<'_>) -> bool {
    (call.direction, &*call.interface, &*call.function)
        == (now.direction, now.interface, now.function)
}

fn diverged(
    index: usize,
    recorded: Option<&RecordedCall>,
    now: &Now<'_>,
    kind: DivergenceKind,
) -> Result<Option<usize>, Box<Divergence>> {
    Err(Box::new(Divergence {
        index,
        recorded: recorded.map(describe),
        now: Some((now.name(), now.input.clone())),
        kind,
    }))
}

fn outcome_of(call: &Call<'_>, end: End<'_>) -> Outcome {
    match end {
        End::Returned(value) => Outcome::Returned(value.clone()),
        End::Failed(error) => Outcome::Failed(Failure::of(call, error)),
    }
}

/// Whether a call was not made then, as somebody like a policy refused it: to make it now would be another run.
fn was_refused(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Failed(failure) if failure.kind == FailureKind::Refused && failure.call.is_none())
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
