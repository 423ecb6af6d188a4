//! On the `packr-guest` of this repository.
#![no_std]
extern crate alloc;

use alloc::{string::String, vec::Vec};

packr_guest::setup!();
packr_guest::bindgen!(in "../../wit/packr.wit");

struct Echo;

impl Guest for Echo {
    fn add(a: u32, b: u32) -> u32 {
        a.wrapping_add(b)
    }

    fn echo_tree(tree: Sexpr) -> Sexpr {
        tree
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
