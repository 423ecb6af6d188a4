//! Interceptors on runs that are made up: whatever a run was, it replays, and any change of it is found where it is.

mod golden;
mod mock;
mod modes;
mod play;
mod property;
mod redaction;
