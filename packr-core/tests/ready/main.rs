//! Interceptors that are ready to use, on calls that are made up. Real guests are in `tests/runtime/ready.rs` and `tests/waiting/tests/ready.rs` of the
//! repository.

mod budget;
mod faults;
mod made;
mod order;
mod pattern;
mod policy;
mod spans;
mod statistics;
mod traced;
