//! Typed host bindings for WebAssembly plugins, from WIT **with recursive types**, and one interceptor that sees
//! every call.
//!
//! [`bindgen!`] reads a WIT world and generates a `Host` trait for every interface the guest imports, and a
//! `call_*` method for every function it exports. The guest is an ordinary core WebAssembly module on [wasmtime].
//! Whoever knows `wasmtime::component::bindgen!` knows the names: `add_to_linker`, `instantiate`, `exports::`.
//!
//! ```
//! packr::bindgen!({
//!     inline: r#"
//!         package demo:calc;
//!
//!         interface host {
//!             /// The value of a name.
//!             lookup: func(name: string) -> option<s64>;
//!         }
//!
//!         world calc {
//!             import host;
//!
//!             variant expr {
//!                 num(s64),
//!                 name(string),
//!                 neg(expr),
//!                 sum(list<expr>),
//!             }
//!             export eval: func(e: expr) -> result<s64, string>;
//!         }
//!     "#,
//! });
//!
//! # fn main() {
//! // An `Expr` is an ordinary Rust tree.
//! let tree = Expr::Sum(vec![Expr::Num(1), Expr::neg(Expr::Name("x".into()))]);
//!
//! // It has a byte format and a generic `Value`, and both lead back to it.
//! let bytes = packr::encode(&tree).unwrap();
//! assert_eq!(packr::decode::<Expr>(&bytes).unwrap(), tree);
//! let value = packr::Lower::to_value(&tree);
//! assert_eq!(packr::encode(&value).unwrap(), bytes);
//! # }
//! ```
//!
//! The ways through the crate:
//! - load and call: [`Package`], [`Linker`], [`Instance`], [`Error`];
//! - watch, answer, record and replay: [`CallInterceptor`], [`Recorder`], [`Replayer`], the module [`intercept`];
//! - allow, bound, disturb, count and trace calls: [`Policy`](intercept::Policy), [`Budget`](intercept::Budget), [`Faults`](intercept::Faults),
//!   [`CallStatistics`](intercept::CallStatistics), [`Traced`](intercept::Traced);
//! - keep a run in a file, or many in a store, and go on with one that was stopped: the module [`journal`];
//! - functions that wait: [`Linker::instantiate_async`], [`AsyncInterceptor`], the rule `async` of [`bindgen!`];
//! - calls without generated code: [`Instance::call`], [`Linker::define_dynamic`], [`schema`];
//! - what a package says about itself: [`Instance::metadata`], [`metadata`];
//! - values, their bytes and their text: [`Value`], [`encode()`], [`decode()`], [`ParseValueError`], [`Limits`].

pub use packr_core::{
    AsyncInterceptor, CallInterceptor, CallSite, Case, Cause, CodecError, CodecErrorKind, Error,
    HasData, HasSelf, Instance, Lift, Limit, Limits, LinkError, LinkProblem, Linker, List, Lower,
    Malformed, Map, MapType, Metadata, NameList, NoHostFunction, Package, ParseValueError,
    ParseValueErrorKind, Path, Record, RecordShape, Recorder, Recording, Replayer, ResultType,
    Sandbox, SandboxLimit, Set, Shared, Step, Value, ValueType, Variant, Version, Waiting, decode,
    decode_with, encode, encode_as, encode_with, encoded_len, intercept, journal, metadata, schema,
};
pub use packr_macros::bindgen;
pub use wasmtime;
pub use wasmtime::{Config, Engine, Store};

/// The result of packr's own operations.
pub type Result<T, E = Error> = core::result::Result<T, E>;

/// What generated code uses. No part of the public interface.
#[doc(hidden)]
pub use packr_core::__private;

/// The README's code compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// So does that of the guide.
#[cfg(doctest)]
#[path = "../docs/guide/chapters.rs"]
mod guide;
