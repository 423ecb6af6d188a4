//! What a replay tells somebody who writes on where the recording ends.

use super::{
    Call, Decision, Direction, End, Now, Redaction, ReplayScope, Replayer, is_misfit, outcome_of,
};

/// What a call is that begins.
#[derive(Debug)]
pub(crate) enum Begins {
    /// A call that comes after the recording.
    New,
    /// A recorded one without an end, which is made once more.
    UnderWay(usize),
    /// A recorded one with its end, or one that is refused.
    Decided(Decision),
}

/// What an end is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ends {
    /// That of a call that is none of the recorded ones.
    New,
    /// The first of the recorded call with this index.
    Recorded(usize),
    /// One that was compared with the recorded one, or comes after the replay has diverged.
    Nothing,
}

impl Replayer {
    /// Compares also the ends of the calls that it answers.
    pub(crate) fn resumed(mut self) -> Self {
        self.is_resumed = true;
        self
    }

    /// As the builders do.
    pub(crate) fn set_scope(&mut self, scope: ReplayScope) {
        self.scope = scope;
    }

    pub(crate) fn set_redaction(&mut self, redaction: Redaction) {
        self.redaction = redaction;
    }

    /// Whether complete calls of the host, and what was made inside, are taken as made. Before anything is.
    pub(crate) fn skip_complete(&self, skip: bool) {
        let mut state = self.state();
        state.made.fill(false);
        for (index, call) in self.recording.calls.iter().enumerate() {
            let is_host_s = call.direction == Direction::Export && call.parent.is_none();
            if skip && is_host_s && call.outcome.is_some() {
                self.pass_over(&mut state, index);
            }
        }
    }

    /// Whether a recorded call has still to be made again, or is and has still to end as it did.
    pub(crate) fn is_behind(&self) -> bool {
        let mut state = self.state();
        while state.next < state.made.len() && !self.is_missing(&state, state.next) {
            state.next += 1;
        }
        let has_end = |index: usize| {
            let call = self.recording.calls.get(index);
            call.is_some_and(|call| call.outcome.is_some())
        };
        state.next < state.made.len() || state.open.iter().any(|(_, index)| has_end(*index))
    }

    /// A call begins, which has an id or is told of by the four methods.
    pub(crate) fn begins(&self, call: &Call<'_>, id: Option<u64>) -> Begins {
        let now = Now {
            id,
            ..Now::of(call)
        };
        match self.start_matched(&now) {
            (Decision::Continue, None) => Begins::New,
            (Decision::Continue, Some(index)) => match self.recording.calls[index].outcome {
                None => Begins::UnderWay(index),
                Some(_) => Begins::Decided(Decision::Continue),
            },
            (decision, _) => Begins::Decided(decision),
        }
    }

    pub(crate) fn has_diverged(&self) -> bool {
        self.state().diverged.is_some()
    }

    /// A call ends that was not begun after the recording.
    pub(crate) fn ends(&self, call: &Call<'_>, id: Option<u64>, end: End<'_>) -> Ends {
        let now = Now {
            id,
            ..Now::of(call)
        };
        self.end_made(&now, || outcome_of(call, end), is_misfit(call, end))
    }
}
