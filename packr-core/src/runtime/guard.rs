//! What bounds a call as a whole: how many are inside each other, and how long it may take.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use wasmtime::{AsContextMut, StoreContextMut, Trap};

use super::clock;
use super::error::Error;
use super::sandbox::{Sandbox, SandboxLimit};

/// The limits of an instance's calls.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    pub(super) max_calls: usize,
    pub(super) deadline: Option<Duration>,
    pub(super) fuel: Option<u64>,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            max_calls: Sandbox::DEFAULT.max_calls,
            deadline: None,
            fuel: None,
        }
    }
}

/// When a call has to be over.
#[derive(Clone, Copy)]
struct Until {
    tick: u64,
    deadline: Duration,
}

thread_local! {
    /// How many calls are under way on this thread, inside each other.
    static CALLS: Cell<usize> = const { Cell::new(0) };
    /// When they have to be over: a call inside another never lasts longer than that.
    static UNTIL: Cell<Option<Until>> = const { Cell::new(None) };
    /// The stores of those that count fuel, by the address of their data: nothing else tells stores apart, and the data of a store
    /// that runs stays where it is.
    static FUELLED: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// A call under way.
#[derive(Clone, Copy)]
pub(super) struct Under {
    calls: usize,
    timed: Option<Timed>,
}

/// What a call with a deadline or fuel sets on its thread.
#[derive(Clone, Copy)]
struct Timed {
    outer: Option<Until>,
    until: Option<Until>,
    fuel: Option<u64>,
    store: usize,
}

impl Bounds {
    /// Begins a call, on the thread that then runs it or polls it first.
    #[inline]
    pub(super) fn enter<T: 'static>(
        &self,
        ctx: &mut StoreContextMut<'_, T>,
    ) -> Result<Under, SandboxLimit> {
        let calls = CALLS.get();
        if calls >= self.max_calls {
            return Err(SandboxLimit::Calls {
                max: self.max_calls,
            });
        }
        let timed = match (self.deadline, self.fuel) {
            (None, None) => None,
            _ => Some(self.start(ctx)),
        };
        Ok(Under { calls, timed })
    }

    fn start<T: 'static>(&self, ctx: &mut StoreContextMut<'_, T>) -> Timed {
        let outer = UNTIL.get();
        let now = clock::now();
        let own = self.deadline.map(|deadline| Until {
            tick: now + clock::ticks(deadline),
            deadline,
        });
        let until = match (outer, own) {
            (Some(outer), Some(own)) if own.tick < outer.tick => Some(own),
            (outer, own) => outer.or(own),
        };
        if let Some(until) = until {
            ctx.set_epoch_deadline(until.tick.saturating_sub(now));
        }
        let store = std::ptr::from_ref(ctx.data()).addr();
        if let Some(fuel) = self.fuel
            && !FUELLED.with_borrow(|stores| stores.contains(&store))
        {
            // An engine without fuel was refused by the linker.
            let _ = ctx.set_fuel(fuel);
        }
        Timed {
            outer,
            until,
            fuel: self.fuel,
            store,
        }
    }
}

impl Under {
    /// Begins a call of the guest's allocator, which is inside the call that it makes room for: a guest that calls the host from its
    /// allocator needs the allocator again for the result, and so on. One more than calls is allowed, so that the innermost call gets its room.
    pub(super) fn of_allocator(max_calls: usize) -> Result<Self, SandboxLimit> {
        let calls = CALLS.get();
        match calls > max_calls {
            true => Err(SandboxLimit::Calls { max: max_calls }),
            false => Ok(Self { calls, timed: None }),
        }
    }

    /// While the call runs on this thread.
    #[inline]
    pub(super) fn on_thread(&self) -> OnThread {
        let calls = CALLS.replace(self.calls + 1);
        let timed = self.timed.map(|timed| {
            if timed.fuel.is_some() {
                FUELLED.with_borrow_mut(|stores| stores.push(timed.store));
            }
            (UNTIL.replace(timed.until), timed.fuel.is_some())
        });
        OnThread { calls, timed }
    }

    /// The context of the call, which gives the outer call its deadline back in the end.
    #[inline]
    pub(super) fn hold<'a, T: 'static>(&self, ctx: StoreContextMut<'a, T>) -> Held<'a, T> {
        Held {
            ctx,
            outer: self.timed.and_then(|timed| timed.outer),
        }
    }

    /// The limit behind a trap, where it is one of these.
    pub(super) fn limit_of(&self, trap: Option<&Trap>) -> Option<SandboxLimit> {
        let timed = self.timed.as_ref()?;
        match trap? {
            Trap::Interrupt => timed.until.map(|until| SandboxLimit::Deadline {
                max: until.deadline,
            }),
            Trap::OutOfFuel => timed.fuel.map(|max| SandboxLimit::Fuel { max }),
            _ => None,
        }
    }

    /// Names the limit, where it is one that ended the guest.
    pub(super) fn named(&self, error: Error) -> Error {
        match error {
            Error::Trap {
                call, trap, source, ..
            } if let Some(limit) = self.limit_of(trap.as_ref()) => Error::Limit {
                call,
                limit,
                source: Some(source),
            },
            other => other,
        }
    }
}

/// A call runs on this thread until this is dropped. Holds what was there before: a future may be polled on any thread.
pub(super) struct OnThread {
    calls: usize,
    timed: Option<(Option<Until>, bool)>,
}

impl Drop for OnThread {
    #[inline]
    fn drop(&mut self) {
        CALLS.set(self.calls);
        if let Some((until, is_fuelled)) = self.timed {
            UNTIL.set(until);
            if is_fuelled {
                FUELLED.with_borrow_mut(Vec::pop);
            }
        }
    }
}

/// The context of a call.
pub(super) struct Held<'a, T: 'static> {
    pub(super) ctx: StoreContextMut<'a, T>,
    outer: Option<Until>,
}

impl<T: 'static> Drop for Held<'_, T> {
    #[inline]
    fn drop(&mut self) {
        if let Some(outer) = self.outer {
            let left = outer.tick.saturating_sub(clock::now());
            self.ctx.as_context_mut().set_epoch_deadline(left);
        }
    }
}
