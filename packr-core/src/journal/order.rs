//! What numbers of calls may follow each other.

use super::error::Problem;
use super::model::Event;

/// The calls that have begun.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// Whether the call of that number has ended.
    ended: Vec<bool>,
}

impl Order {
    /// The number of the next call.
    pub(super) fn next(&self) -> u64 {
        self.ended.len() as u64
    }

    /// Checks one more event.
    pub(super) fn check(&mut self, event: &Event) -> Result<(), Problem> {
        match event {
            Event::Start(start) => {
                let (call, expected) = (start.call, self.next());
                if call != expected {
                    return Err(Problem::Sequence {
                        expected,
                        found: call,
                    });
                }
                if let Some(parent) = start.parent.filter(|parent| *parent >= call) {
                    return Err(Problem::Parent { call, parent });
                }
                self.ended.push(false);
            }
            Event::End(end) => {
                let call = usize::try_from(end.call).ok();
                match call.and_then(|call| self.ended.get_mut(call)) {
                    Some(ended @ false) => *ended = true,
                    _ => return Err(Problem::NotUnderWay { call: end.call }),
                }
            }
        }
        Ok(())
    }
}
