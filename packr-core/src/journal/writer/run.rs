//! The calls of a run that is written, and their numbers.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use crate::intercept::Call;
use crate::journal::binary::{self, Functions, Message, Resumed};
use crate::journal::error::Problem;
use crate::journal::model::nanoseconds;

/// What was written up to now.
pub(super) struct Run {
    functions: Functions,
    calls: u64,
    pub(super) events: u64,
    /// Calls that have begun and not ended, latest last.
    open: Vec<Open>,
    clock: Clock,
    pub(super) finished: bool,
}

pub(super) struct Open {
    /// None for a call that the four methods told of.
    id: Option<u64>,
    pub(super) call: u64,
    function: u32,
}

struct Clock {
    since: Instant,
    /// What had passed by then.
    before: u64,
}

impl Clock {
    fn now(&self) -> u64 {
        self.before
            .saturating_add(nanoseconds(self.since.elapsed()))
    }
}

impl Run {
    /// A run that began then, in nanoseconds since 1970, of which nothing was written.
    pub(super) fn new(started: u64) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        Self {
            functions: Functions::default(),
            calls: 0,
            events: 0,
            open: Vec::new(),
            clock: Clock {
                since: Instant::now(),
                before: now.map_or(0, nanoseconds).saturating_sub(started),
            },
            finished: false,
        }
    }

    /// A run that goes on.
    pub(super) fn resumed(resumed: Resumed) -> Self {
        let mut run = Self::new(resumed.header.started);
        // The clock on the wall may have been set back.
        run.clock.before = run.clock.before.max(resumed.latest);
        Self {
            functions: resumed.functions,
            calls: resumed.calls,
            events: resumed.events,
            ..run
        }
    }

    /// Takes a call whose beginning was written before the run was stopped as under way again.
    pub(super) fn resume(&mut self, call: u64, id: Option<u64>) {
        // Its end is found by its number.
        let function = u32::MAX;
        self.open.push(Open { id, call, function });
    }

    /// Whether a call that the four methods tell of is under way and was not resumed.
    pub(super) fn has_new(&self, call: &Call<'_>) -> bool {
        let (direction, parameters) = (call.direction, call.parameters);
        let known = self
            .functions
            .find(direction, call.interface, call.function, parameters);
        let is_it = |open: &Open| open.id.is_none() && Some(open.function) == known;
        self.open.iter().any(is_it)
    }

    /// Takes the call of that number out of those under way.
    pub(super) fn take_number(&mut self, call: u64) -> Option<Open> {
        let at = self.open.iter().rposition(|open| open.call == call)?;
        Some(self.open.remove(at))
    }

    /// Writes the beginning of a call.
    pub(super) fn start(
        &mut self,
        out: &mut Vec<u8>,
        call: &Call<'_>,
        id: Option<u64>,
        input: &Message,
    ) -> Result<(), Problem> {
        let function = self.functions.number(
            out,
            call.direction,
            call.interface,
            call.function,
            call.parameters,
        )?;
        let parent = match id {
            Some(_) => call.parent.and_then(|parent| {
                let open = self.open.iter().rfind(|open| open.id == Some(parent));
                open.map(|open| open.call)
            }),
            None => self.open.last().map(|open| open.call),
        };
        let number = self.calls;
        binary::put_start(out, (number, parent), self.clock.now(), function, input)?;
        self.calls += 1;
        self.events += 1;
        self.open.push(Open {
            id,
            call: number,
            function,
        });
        Ok(())
    }

    /// Writes the end of a call.
    pub(super) fn end(
        &mut self,
        out: &mut Vec<u8>,
        number: u64,
        call: &Call<'_>,
        outcome: &Message,
    ) -> Result<(), Problem> {
        binary::put_end(out, number, self.clock.now(), call.answered, outcome)?;
        self.events += 1;
        Ok(())
    }

    /// Takes a call that has begun out of those under way.
    pub(super) fn take(&mut self, call: &Call<'_>, id: Option<u64>) -> Option<Open> {
        let function = match id {
            Some(_) => None,
            None => Some(self.functions.find(
                call.direction,
                call.interface,
                call.function,
                call.parameters,
            )?),
        };
        let is_it =
            |open: &Open| open.id == id && function.is_none_or(|number| number == open.function);
        let at = self.open.iter().rposition(is_it)?;
        Some(self.open.remove(at))
    }
}
