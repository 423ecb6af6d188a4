//! Every WIT value type in both directions: the world `test:values/values`.
#![no_std]

extern crate alloc;

mod echo;
mod faults;
mod state;

use alloc::string::String;
use alloc::vec::Vec;

use exports::counters;
use state::count;
use test::values::host::{self, Level};

packr_guest::setup!();
// `sound` is the world without the functions that fail on purpose, which are in `faults`.
packr_guest::bindgen!("sound" in "../../tests/wit/values.wit");

struct Values;

impl Guest for Values {
    fn nothing() {
        count();
        beat();
        host::ping();
        host::note(Level::Debug, "nothing");
        host::note(Level::Info, "to");
        host::note(Level::Warning, "see");
    }

    fn answer() -> u64 {
        count();
        clock::now().wrapping_add(host::ticks())
    }

    fn forget(value: String) {
        count();
        drop(value);
    }

    fn double(n: i64) -> i64 {
        count();
        n.wrapping_mul(2)
    }

    fn join(a: String, b: String) -> String {
        count();
        a + &b
    }

    #[rustfmt::skip]
    fn nine(a: bool, b: u8, c: u16, d: u32, e: u64, f: i64, g: f64, h: char, i: String) -> String {
        count();
        host::nine(a, b, c, d, e, f, g, h, &i)
    }

    fn swap(pair: (u32, String)) -> (String, u32) {
        count();
        (pair.1, pair.0)
    }

    fn unwrap(single: (Point,)) -> Point {
        count();
        single.0
    }

    fn exchange(ticket: Ticket) -> Result<Ticket, String> {
        count();
        punch(&ticket)
    }

    fn spin(n: u32) -> u32 {
        count();
        (0..n).fold(0, |total: u32, i| total.wrapping_add(tick(i)))
    }

    fn spin_tree(n: u32, tree: Tree) -> Tree {
        count();
        (0..n).fold(tree, |tree, _| visit(&tree))
    }

    fn make_bytes(length: u32) -> Vec<u8> {
        count();
        (0..length).map(|i| i as u8).collect()
    }

    fn count_bytes(bytes: Vec<u8>) -> (u32, u64) {
        count();
        let sum = bytes.iter().map(|byte| u64::from(*byte)).sum();
        (bytes.len() as u32, sum)
    }

    fn make_tree(depth: u32) -> Tree {
        count();
        (0..depth).fold(Tree::Leaf(1), |inner, _| Tree::negated(inner))
    }

    fn crash() {
        count();
        panic!("crashed on purpose");
    }

    fn hang() {
        count();
        loop {
            core::hint::spin_loop();
        }
    }
}

impl counters::Guest for Values {
    fn calls() -> u64 {
        count()
    }
}

export!(Values);
