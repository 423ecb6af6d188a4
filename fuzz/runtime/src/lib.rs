//! What holds for any guest and any sequence of calls: one property a module, each a function `check` that panics where it does not hold.
//! The bytes are choices: what a guest is made of, or what the host and its interceptors do. `fuzz/README.md` says more.

pub mod calls;
mod choices;
mod guest;
pub mod module;
mod watch;

/// A property by the name of its fuzz target and of its folder in the corpus.
pub type Property = (&'static str, fn(&[u8]));

/// All of them.
pub const ALL: &[Property] = &[("module", module::check), ("calls", calls::check)];
