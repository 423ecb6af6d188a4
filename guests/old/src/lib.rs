//! Every WIT value type in both directions: the world `test:values/values`, with `packr-guest` 0.6.2.
#![no_std]
// `nine` is there to have nine.
#![allow(clippy::too_many_arguments)]

extern crate alloc;

mod echo;
mod faults;
mod memory;
mod state;

use alloc::string::String;
use alloc::vec::Vec;
use packr_guest::{export, import, GraphValue, Value, ValueType};

packr_guest::setup_guest!();

#[derive(GraphValue)]
#[graph(crate = "packr_guest::composite_abi")]
struct Point {
    x: i32,
    y: i32,
}

#[derive(GraphValue)]
#[graph(crate = "packr_guest::composite_abi")]
enum Level {
    Debug,
    Info,
    Warning,
}

#[import(module = "test:values/host@1.2.0")]
fn ping();

#[import(module = "test:values/host@1.2.0")]
fn ticks() -> u64;

#[import(module = "test:values/host@1.2.0")]
fn note(level: Level, message: String);

#[import(module = "test:values/host@1.2.0", name = "nine")]
#[rustfmt::skip]
fn host_nine(a: bool, b: u8, c: u16, d: u32, e: u64, f: i64, g: f64, h: char, i: String) -> String;

#[import(module = "clock")]
fn now() -> u64;

#[import(module = "$root")]
fn beat();

#[import(module = "$root")]
fn punch(ticket: Value) -> Value;

#[export(name = "test:values/echo@1.2.0#summarise")]
fn summarise() -> Value {
    let last = Value::Option {
        inner_type: ValueType::String,
        value: state::last().map(|name| Value::from(name).into()),
    };
    Value::Record {
        type_name: "Summary".into(),
        fields: Vec::from([
            ("calls".into(), Value::U64(state::calls())),
            ("last".into(), last),
        ]),
    }
}

#[export(name = "counters#calls")]
fn calls() -> u64 {
    state::count()
}

#[export]
#[allow(clippy::unused_unit)]
fn nothing() -> () {
    state::count();
    beat();
    ping();
    note(Level::Debug, "nothing".into());
    note(Level::Info, "to".into());
    note(Level::Warning, "see".into());
}

#[export]
fn answer() -> u64 {
    state::count();
    now().wrapping_add(ticks())
}

#[export]
#[allow(clippy::unused_unit)]
fn forget(value: String) -> () {
    state::count();
    drop(value);
}

#[export]
fn double(n: i64) -> i64 {
    state::count();
    n.wrapping_mul(2)
}

#[export]
fn join(a: String, b: String) -> String {
    state::count();
    let mut joined = a;
    joined.push_str(&b);
    joined
}

#[export]
#[rustfmt::skip]
fn nine(a: bool, b: u8, c: u16, d: u32, e: u64, f: i64, g: f64, h: char, i: String) -> String {
    state::count();
    host_nine(a, b, c, d, e, f, g, h, i)
}

#[export]
fn swap(pair: (u32, String)) -> (String, u32) {
    state::count();
    (pair.1, pair.0)
}

#[export]
fn unwrap(single: (Point,)) -> Point {
    state::count();
    single.0
}

#[export]
fn exchange(ticket: Value) -> Value {
    state::count();
    punch(ticket)
}
