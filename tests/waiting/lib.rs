//! The tests of async calls, in a crate of their own: they bring executors.
