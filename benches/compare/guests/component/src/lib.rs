//! A component's core module, by wit-bindgen.
#![no_std]
extern crate alloc;

mod flatten;
#[path = "../../../shared/unflatten.rs"]
mod unflatten;

use alloc::{string::String, vec::Vec};

wit_bindgen::generate!({ path: "../../wit/component.wit" });

#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// What a guest that works on trees would have in place of the flat nodes.
enum Sexpr {
    Sym(String),
    Num(i64),
    Str(String),
    Lst(Vec<Sexpr>),
}

struct Echo;

impl Guest for Echo {
    fn add(a: u32, b: u32) -> u32 {
        a.wrapping_add(b)
    }

    fn echo_tree(tree: Tree) -> Tree {
        flatten::flatten(unflatten::unflatten(tree).expect("a tree"))
    }

    fn echo_bytes(bytes: Vec<u8>) -> Vec<u8> {
        bytes
    }

    fn echo_numbers(numbers: Vec<i64>) -> Vec<i64> {
        numbers
    }

    fn echo_rows(rows: Vec<Row>) -> Vec<Row> {
        rows
    }

    fn run_lookups(n: u32, key: String) -> u32 {
        let found = (0..n).filter(|_| bench::compare::host::lookup(&key).is_some());
        found.count() as u32
    }
}

export!(Echo);
