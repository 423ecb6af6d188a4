//! On the published `packr-guest`, 0.24.1 and 0.6.2, by its derives.
#![no_std]
extern crate alloc;

use alloc::{string::String, vec::Vec};
use packr_guest::{export, import, GraphValue};

packr_guest::setup_guest!();

#[derive(GraphValue)]
#[graph(crate = "packr_guest::composite_abi")]
enum Sexpr {
    Sym(String),
    Num(i64),
    Str(String),
    Lst(Vec<Sexpr>),
}

#[derive(GraphValue)]
#[graph(crate = "packr_guest::composite_abi")]
struct Row {
    id: u32,
    name: String,
    score: f64,
    active: bool,
}

#[import(module = "bench:compare/host")]
fn lookup(key: String) -> Option<String>;

#[export]
fn add(a: u32, b: u32) -> u32 {
    a.wrapping_add(b)
}

#[export(name = "echo-tree")]
fn echo_tree(tree: Sexpr) -> Sexpr {
    tree
}

#[export(name = "echo-bytes")]
fn echo_bytes(bytes: Vec<u8>) -> Vec<u8> {
    bytes
}

#[export(name = "echo-numbers")]
fn echo_numbers(numbers: Vec<i64>) -> Vec<i64> {
    numbers
}

#[export(name = "echo-rows")]
fn echo_rows(rows: Vec<Row>) -> Vec<Row> {
    rows
}

#[export(name = "run-lookups")]
fn run_lookups(n: u32, key: String) -> u32 {
    let found = (0..n).filter(|_| lookup(key.clone()).is_some());
    found.count() as u32
}
