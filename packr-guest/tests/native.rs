//! What `bindgen!` and `export!` generate, compiled natively: every kind of function, from this module and from others.
#![deny(warnings, missing_docs, clippy::all)]
#![no_std]

extern crate alloc;
extern crate std;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// All kinds of functions, from the golden test of the generator.
pub mod bindings {
    packr_guest::bindgen!(in "../packr-bindgen/tests/golden/guest/functions.wit");
}

use bindings::exports::{demo::guest::both, handler};
use bindings::{Expr, Point};

struct All;

impl both::Guest for All {
    fn grant(_: both::Rights, rights: Vec<both::Rights>) -> Vec<both::Rights> {
        rights
    }
}

impl handler::Guest for All {
    fn handle(_: (u8, String)) {}
}

impl bindings::Guest for All {
    fn eval(e: Expr, trees: Vec<Expr>) -> Expr {
        trees.into_iter().next().unwrap_or(Expr::neg(e))
    }

    fn r#loop() {
        bindings::log("looping");
    }
}

bindings::export!(All with_types_in bindings);

/// A library that is reached by another path.
mod other {
    pub(crate) use packr_guest as guest;
}

/// Beside the generated code, in a world without imports.
mod small {
    use super::other;

    packr_guest::bindgen!({
        inline: "package a:b; world small { export double: func(n: u32) -> u32; }",
        crate: other::guest,
    });

    pub(crate) struct Small;

    impl Guest for Small {
        fn double(n: u32) -> u32 {
            n * 2
        }
    }

    export!(Small);
}

#[test]
fn a_guest_is_an_ordinary_type() {
    use bindings::Guest as _;
    use small::Guest as _;

    assert_eq!(All::eval(Expr::Num(1), Vec::new()), Expr::neg(Expr::Num(1)));
    assert_eq!(small::Small::double(4), 8);
}

#[test]
#[should_panic = "`$root#log` is the host's, and there is none outside WebAssembly"]
fn there_is_no_host_here() {
    <All as bindings::Guest>::r#loop();
}

#[test]
fn functions_of_the_host_take_what_is_borrowed() {
    use bindings::demo::guest::{both, host};

    let locate: fn(&str, Option<&Point>) -> Result<Point, String> = host::locate;
    let grant: fn(both::Rights, &[both::Rights]) -> Vec<both::Rights> = both::grant;
    let now: fn() -> u64 = bindings::clock::now;
    let caught = std::panic::catch_unwind(|| locate("here", None));
    assert!(caught.is_err());
    assert!(std::panic::catch_unwind(|| grant(both::Rights::READ, &[])).is_err());
    assert!(std::panic::catch_unwind(now).is_err());
    assert_eq!(
        alloc::format!("{:?}", both::Rights::READ | both::Rights::WRITE),
        "Rights(READ | WRITE)".to_string()
    );
}
