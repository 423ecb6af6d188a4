//! Real guests on the real runtime. One binary, so that wasmtime is linked once.

mod dynamic;
mod errors;
mod interceptor;
mod link;
mod lisp;
mod memory;
mod replay;
mod support;
mod values;
