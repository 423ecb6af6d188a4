//! How a call ends, beside how the recorded one did.

use std::mem::discriminant;

use super::now::{Now, is_of};
use super::{
    Difference, Divergence, DivergenceKind, Ends, FailureKind, Outcome, RecordedCall, ReplayMode,
    Replayer, State, describe, ending,
};
use crate::Value;

impl Replayer {
    /// The end of a call. One that was answered ends as recorded, unless its answer is of another type than the function's.
    pub(super) fn end_made(
        &self,
        now: &Now<'_>,
        outcome: impl FnOnce() -> Outcome,
        is_misfit: bool,
    ) -> Ends {
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
