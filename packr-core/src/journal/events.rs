//! The events of a run that was recorded as calls.

use std::collections::HashMap;
use std::sync::Arc;

use super::model::{End, Event, Function, Header, Journal, Start};
use crate::intercept::{Answered, Direction, RecordedCall, Recording};

/// A journal without times, and without a header: all that a recording has. A call ends where the next one begins that was not
/// made during it.
impl From<&Recording> for Journal {
    fn from(recording: &Recording) -> Self {
        let mut events = Events::default();
        for (index, call) in recording.calls.iter().enumerate() {
            while let Some(innermost) = events.open.last().copied()
                && call.parent != Some(innermost)
            {
                events.end(&recording.calls);
            }
            events.start(index, call);
        }
        while !events.open.is_empty() {
            events.end(&recording.calls);
        }
        Journal::new(Header::default(), events.all)
    }
}

#[derive(Default)]
struct Events<'a> {
    all: Vec<Event>,
    /// Calls that have not ended, innermost last.
    open: Vec<usize>,
    functions: HashMap<(Direction, &'a str, &'a str), Arc<Function>>,
}

impl<'a> Events<'a> {
    fn start(&mut self, index: usize, call: &'a RecordedCall) {
        let key = (call.direction, &*call.interface, &*call.function);
        let function = self.functions.entry(key).or_insert_with(|| {
            Arc::new(Function {
                direction: call.direction,
                interface: call.interface.clone(),
                name: call.function.clone(),
                parameters: vec![],
            })
        });
        let function = function.clone();
        self.all.push(Event::Start(Start {
            call: index as u64,
            parent: call.parent.map(|parent| parent as u64),
            at: 0,
            function,
            input: call.input.clone(),
        }));
        self.open.push(index);
    }

    fn end(&mut self, calls: &[RecordedCall]) {
        let ended = self.open.pop().map(|index| (index, &calls[index].outcome));
        if let Some((index, Some(outcome))) = ended {
            self.all.push(Event::End(End {
                call: index as u64,
                at: 0,
                answered: Answered::Live,
                outcome: outcome.clone(),
            }));
        }
    }
}
