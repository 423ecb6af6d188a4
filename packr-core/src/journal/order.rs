//! What numbers of calls may follow each other.

use std::collections::BTreeSet;

use super::error::Problem;
use super::model::Event;

/// The calls that have begun.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// The number of the next call.
    next: u64,
    /// The calls that have not ended, few, however long the journal is: the latest apart, since most end before another begins.
    open: BTreeSet<u64>,
    latest: Option<u64>,
}

impl Order {
    /// The number of the next call.
    pub(super) fn next(&self) -> u64 {
        self.next
    }

    /// Checks one more event.
    pub(super) fn check(&mut self, event: &Event) -> Result<(), Problem> {
        match event {
            Event::Start(start) => {
                let (call, expected) = (start.call, self.next);
                if call != expected {
                    return Err(Problem::Sequence {
                        expected,
                        found: call,
                    });
                }
                if let Some(parent) = start.parent.filter(|parent| *parent >= call) {
                    return Err(Problem::Parent { call, parent });
                }
                self.open.extend(self.latest.replace(call));
                self.next += 1;
            }
            Event::End(end) => {
                let is_latest = self.latest.take_if(|call| *call == end.call).is_some();
                if !is_latest && !self.open.remove(&end.call) {
                    return Err(Problem::NotUnderWay { call: end.call });
                }
            }
        }
        Ok(())
    }
}
