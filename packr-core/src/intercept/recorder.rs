//! Records a run in memory.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::recording::{Failure, Outcome, RecordedCall, Recording, qualified};
use super::{Call, CallInterceptor, Decision, Direction, End, Redaction};
use crate::Value;

/// Records every call with its input and its end, and lets all of them go on.
///
/// Keep one in an [`Arc`](std::sync::Arc) to read it while it is installed. One recorder on several instances
/// records their calls as one run. Use one a thread: how threads interleave is not the same in a replay.
#[derive(Debug, Default)]
pub struct Recorder {
    redaction: Redaction,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    recording: Recording,
    /// Calls that have begun and not ended, latest last: their id, if they have one, and their index.
    open: Vec<(Option<u64>, usize)>,
}

impl Recorder {
    /// A recorder that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what is left out of arguments and results before they are kept. Nothing by default. The messages of failures
    /// are kept as they are.
    #[must_use]
    pub fn redaction(mut self, redaction: Redaction) -> Self {
        self.redaction = redaction;
        self
    }

    fn input(&self, name: &str, parameters: &[&str], input: &Value) -> Value {
        let left = self.redaction.input(name, parameters, input);
        left.unwrap_or_else(|| input.clone())
    }

    fn output(&self, name: &str, output: &Value) -> Value {
        let left = self.redaction.output(name, output);
        left.unwrap_or_else(|| output.clone())
    }

    /// What was recorded up to now. Calls under way have no outcome yet.
    pub fn recording(&self) -> Recording {
        self.state().recording.clone()
    }

    /// Takes what was recorded, and begins anew. Calls under way stay behind without an outcome.
    pub fn take(&self) -> Recording {
        let mut state = self.state();
        state.open.clear();
        std::mem::take(&mut state.recording)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn start(
        &mut self,
        id: Option<u64>,
        parent: Option<usize>,
        direction: Direction,
        interface: &str,
        function: &str,
        input: Value,
    ) {
        self.open.push((id, self.recording.calls.len()));
        self.recording.calls.push(RecordedCall {
            parent,
            direction,
            interface: interface.to_owned(),
            function: function.to_owned(),
            input,
            outcome: None,
        });
    }

    fn index_of(&self, id: u64) -> Option<usize> {
        let open = self.open.iter().rfind(|(open, _)| *open == Some(id))?;
        Some(open.1)
    }

    fn start_unnumbered(
        &mut self,
        direction: Direction,
        interface: &str,
        function: &str,
        input: Value,
    ) {
        let parent = self.open.last().map(|(_, index)| *index);
        self.start(None, parent, direction, interface, function, input);
    }

    fn finish(
        &mut self,
        is_it: impl Fn(&(Option<u64>, usize), &Recording) -> bool,
        outcome: Outcome,
    ) {
        if let Some(at) = self
            .open
            .iter()
            .rposition(|open| is_it(open, &self.recording))
        {
            let (_, index) = self.open.remove(at);
            self.recording.calls[index].outcome = Some(outcome);
        }
    }

    fn finish_unnumbered(
        &mut self,
        direction: Direction,
        interface: &str,
        function: &str,
        output: Value,
    ) {
        self.finish(
            |(_, index), recording| {
                let call = &recording.calls[*index];
                call.direction == direction
                    && call.interface == interface
                    && call.function == function
            },
            Outcome::Returned(output),
        );
    }
}

/// An export's name as the four methods carry it, taken apart.
pub(crate) fn split_export(name: &str) -> (&str, &str) {
    name.split_once('#').unwrap_or(("$root", name))
}

impl CallInterceptor for Recorder {
    fn before_import(&self, interface: &str, function: &str, input: &Value) -> Option<Value> {
        let input = self.input(&qualified(interface, function), &[], input);
        self.state()
            .start_unnumbered(Direction::Import, interface, function, input);
        None
    }

    fn after_import(&self, interface: &str, function: &str, _: &Value, output: &Value) {
        let output = self.output(&qualified(interface, function), output);
        self.state()
            .finish_unnumbered(Direction::Import, interface, function, output);
    }

    fn before_export(&self, function: &str, input: &Value) -> Option<Value> {
        let input = self.input(function, &[], input);
        let (interface, function) = split_export(function);
        self.state()
            .start_unnumbered(Direction::Export, interface, function, input);
        None
    }

    fn after_export(&self, function: &str, _: &Value, output: &Value) {
        let output = self.output(function, output);
        let (interface, function) = split_export(function);
        self.state()
            .finish_unnumbered(Direction::Export, interface, function, output);
    }

    fn begin(&self, call: &Call<'_>) -> Decision {
        let name = qualified(call.interface, call.function);
        let input = self.input(&name, call.parameters, call.input);
        let mut state = self.state();
        let parent = call.parent.and_then(|id| state.index_of(id));
        state.start(
            Some(call.id),
            parent,
            call.direction,
            call.interface,
            call.function,
            input,
        );
        Decision::Continue
    }

    fn end(&self, call: &Call<'_>, end: End<'_>) {
        let outcome = match end {
            End::Returned(output) => {
                let name = qualified(call.interface, call.function);
                Outcome::Returned(self.output(&name, output))
            }
            End::Failed(error) => Outcome::Failed(Failure::of(call, error)),
        };
        self.state()
            .finish(|(id, _), _| *id == Some(call.id), outcome);
    }
}
