//! Real guests on the real runtime. One binary, so that wasmtime is linked once.

mod allocator;
mod dynamic;
mod engines;
mod errors;
mod faithful;
mod formats;
mod interceptor;
mod link;
mod lisp;
mod memory;
mod metadata;
mod named;
mod other_types;
mod own_types;
mod panics;
mod peek;
mod ready;
mod reentrant;
mod replay;
mod rules;
mod sandbox;
#[path = "../../packr-core/tests/ready/spans.rs"]
mod spans;
mod support;
mod twins;
mod untouched;
mod values;
mod versions;
