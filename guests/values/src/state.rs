//! What the guest remembers: how many exported functions were called, and the last echo.

use alloc::string::String;
use core::cell::{Cell, RefCell};

struct State {
    calls: Cell<u64>,
    last: RefCell<Option<&'static str>>,
}

/// A guest has one thread.
struct OneThread(State);

// SAFETY: nobody else is there.
#[allow(unsafe_code)]
unsafe impl Sync for OneThread {}

static STATE: OneThread = OneThread(State {
    calls: Cell::new(0),
    last: RefCell::new(None),
});

/// Counts a call of the exported interface `echo`, by its name in Rust.
pub fn called(name: &'static str) {
    count();
    STATE.0.last.replace(Some(name));
}

/// Counts a call, and says how many there were.
pub fn count() -> u64 {
    STATE.0.calls.set(calls().wrapping_add(1));
    calls()
}

pub fn calls() -> u64 {
    STATE.0.calls.get()
}

/// The last echo, by its name in WIT.
pub fn last() -> Option<String> {
    STATE.0.last.borrow().map(|name| name.replace('_', "-"))
}
