//! What holds for any guest, any sequence of calls and any journal: one property a module, each a function `check` that panics where it does not hold.
//! The bytes are choices: what a guest is made of, or what the host and its interceptors do; or a journal. `fuzz/README.md` says more.

pub mod calls;
mod choices;
mod guest;
pub mod journal;
pub mod module;
mod watch;

/// A property by the name of its fuzz target and of its folder in the corpus.
pub type Property = (&'static str, fn(&[u8]));

/// All of them.
pub const ALL: &[Property] = &[
    ("module", module::check),
    ("calls", calls::check),
    ("journal", journal::check),
];
