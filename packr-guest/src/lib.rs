//! Guests for packr: WebAssembly packages written in Rust, with types from WIT **that may be recursive**.
//!
//! [`bindgen!`] reads a WIT world and generates its types, a function for everything that the guest imports, and a trait
//! `Guest` for everything that it exports. `export!` makes a type that implements them the package.
//!
//! ```
//! #![no_std]
//! extern crate alloc;
//!
//! use alloc::{format, string::String};
//!
//! packr_guest::setup!();
//! packr_guest::bindgen!({ inline: r#"
//!     package demo:calc;
//!     interface host { lookup: func(name: string) -> option<s64>; }
//!     world calc {
//!         import host;
//!         variant expr { num(s64), name(string), neg(expr), sum(list<expr>) }
//!         export eval: func(e: expr) -> result<s64, string>;
//!     }
//! "# });
//!
//! struct Calc;
//!
//! impl Guest for Calc {
//!     fn eval(e: Expr) -> Result<i64, String> {
//!         Ok(match e {
//!             Expr::Num(number) => number,
//!             Expr::Name(name) => demo::calc::host::lookup(&name).ok_or(format!("`{name}` has no value"))?,
//!             Expr::Neg(inner) => -Self::eval(*inner)?,
//!             Expr::Sum(items) => items.into_iter().map(Self::eval).sum::<Result<i64, String>>()?,
//!         })
//!     }
//! }
//!
//! export!(Calc);
//! # fn main() {}
//! ```
//!
//! With `crate-type = ["cdylib"]`, `cargo build --release --target wasm32-unknown-unknown` makes it a package.
//! Elsewhere it compiles too, so that its logic can be tested natively; only calls of the host panic there.
//!
//! # Panics
//!
//! A panic traps. With [`setup!`] its message and place reach the host's error, and in a guest with `std` by the feature `std` of this
//! crate; otherwise the host shows a bare trap. Calls to the host that fail do not return: the host stops the guest. One that breaks the calling
//! convention, or answers with another type than the WIT says, is a panic of the guest.
//!
//! # With `std`, and WASI
//!
//! A guest may use `std`: without `#![no_std]` and [`setup!`], and with `features = ["std"]` for this crate, which installs a panic hook at the
//! first call. On `wasm32-unknown-unknown` files, clocks and threads are errors there. For `wasm32-wasip1` they are
//! the host's: WASI preview 1, which wasmtime-wasi adds to `linker.core()`. A `cdylib` is a reactor, whose `_initialize` packr calls.
//!
//! Guests are synchronous: an `async func` is an ordinary function here. That it may wait is the host's part.
//!
//! # Memory
//!
//! The arguments of an export and the results of an import are read into Rust values, and nothing refers to the host's
//! buffers afterwards. The results of exports are written into one buffer, and the arguments of imports into
//! another. Both are kept from call to call, as large as the largest message was; hosts need not free results, and may.
//! Messages are bounded by the default `Limits` of packr in both directions, but for their depth: that is bounded by the host's limits, and by the guest's stack. A guest for
//! values that are thousands of levels deep asks its linker for more, with `cargo::rustc-link-arg=-zstack-size=33554432` in its build script.
#![no_std]
#![deny(unsafe_op_in_unsafe_fn)]

extern crate alloc;
// What the macros generate says `::packr_guest`, in the tests of this crate too.
#[cfg(test)]
extern crate self as packr_guest;

mod call;
mod kept;
mod macros;
mod memory;
mod panic;

pub use packr_core::{Lift, Lower, Value, decode, encode};
pub use packr_macros::guest_bindgen as bindgen;

/// What generated code uses. No part of the public interface.
#[doc(hidden)]
pub mod __private {
    #[cfg(all(feature = "allocator", target_family = "wasm"))]
    pub use dlmalloc::GlobalDlmalloc;
    pub use packr_core::__private::*;

    pub use crate::call::{Arguments, Slots, export, lift_result, lower_args};
    #[cfg(target_family = "wasm")]
    pub use crate::memory::pack_keeps_outputs;
    pub use crate::memory::{pack_alloc, pack_free, point_at};
    pub use crate::panic::{panicked, take_panic};
    pub use crate::{__export as export, __import as import, __metadata as metadata};
}
