//! What the guest remembers: how many exported functions were called, and the last echo.

use core::cell::Cell;

struct State {
    calls: Cell<u64>,
    last: Cell<Option<&'static str>>,
}

/// A guest has one thread.
struct OneThread(State);

#[allow(unsafe_code)]
unsafe impl Sync for OneThread {}

static STATE: OneThread = OneThread(State {
    calls: Cell::new(0),
    last: Cell::new(None),
});

/// Counts a call of the exported interface `echo`.
pub fn called(name: &'static str) {
    count();
    STATE.0.last.set(Some(name));
}

/// Counts a call, and says how many there were.
pub fn count() -> u64 {
    let calls = STATE.0.calls.get().wrapping_add(1);
    STATE.0.calls.set(calls);
    calls
}

pub fn calls() -> u64 {
    STATE.0.calls.get()
}

pub fn last() -> Option<&'static str> {
    STATE.0.last.get()
}
