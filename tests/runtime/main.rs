//! Real guests on the real runtime. One binary, so that wasmtime is linked once.

mod dynamic;
mod errors;
mod interceptor;
mod lisp;
mod link;
mod memory;
mod replay;
mod support;
mod values;
