//! Which recorded call one is that begins.

use std::hash::BuildHasher;

use super::left::pop_made;
use super::now::{Now, is_of};
use super::{
    Decision, Difference, Divergence, DivergenceKind, FailureKind, Outcome, RecordedCall,
    ReplayMode, Replayer, State, describe,
};
use crate::Value;

impl Replayer {
    /// What becomes of a call that begins, and the recorded call that it is, if it is one.
    pub(super) fn start_matched(&self, now: &Now<'_>) -> (Decision, Option<usize>) {
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
    pub(super) fn pass_over(&self, state: &mut State, index: usize) {
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

/// Whether a call was not made then, as somebody like a policy refused it: to make it now would be another run.
fn was_refused(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Failed(failure) if failure.kind == FailureKind::Refused && failure.call.is_none())
}
