//! Sums with names, as `calc`, on `packr-guest` 0.24.1, which speaks version 3 of the format: the worlds
//! `demo:calc/calc` and `demo:tally/tally`, and a function on sets, which WIT does not have.
#![no_std]

extern crate alloc;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use packr_guest::{export, import, GraphValue, Rec};

packr_guest::setup_guest!();

packr_guest::pack_types! {
    variant expr { num(s64), name(string), neg(self), sum(list<self>) }

    imports {
        demo:calc/host { lookup: func(name: string) -> option<s64> }
    }
    exports {
        eval: func(e: expr) -> result<s64, string>,
        count-names: func(e: expr) -> map<string, u32>,
        put: func(e: expr, values: map<string, s64>) -> expr,
        common: func(e: expr, names: set<string>) -> set<string>,
    }
}

#[derive(Clone, GraphValue)]
#[graph(crate = "packr_guest::composite_abi")]
enum Expr {
    Num(i64),
    Name(String),
    Neg(Rec<Expr>),
    Sum(Vec<Expr>),
}

#[import(module = "demo:calc/host")]
fn lookup(name: String) -> Option<i64>;

#[export]
fn eval(e: Expr) -> Result<i64, String> {
    number(&e)
}

fn number(e: &Expr) -> Result<i64, String> {
    let number = match e {
        Expr::Num(number) => Some(*number),
        Expr::Name(name) => {
            Some(lookup(name.clone()).ok_or_else(|| format!("`{name}` has no value"))?)
        }
        Expr::Neg(inner) => number(inner)?.checked_neg(),
        Expr::Sum(items) => {
            let mut sum = Some(0_i64);
            for item in items {
                let number = number(item)?;
                sum = sum.and_then(|sum| sum.checked_add(number));
            }
            sum
        }
    };
    number.ok_or_else(|| String::from("the number is too large"))
}

/// How often each name occurs.
#[export(name = "count-names")]
fn count_names(e: Expr) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    each_name(&e, &mut |name| {
        let count: &mut u32 = counts.entry(name.clone()).or_default();
        *count = count.saturating_add(1);
    });
    counts
}

/// The same with the values of some names in their places.
#[export]
fn put(e: Expr, values: BTreeMap<String, i64>) -> Expr {
    put_in(&e, &values)
}

fn put_in(e: &Expr, values: &BTreeMap<String, i64>) -> Expr {
    match e {
        Expr::Name(name) => values
            .get(name)
            .map_or_else(|| e.clone(), |n| Expr::Num(*n)),
        Expr::Neg(inner) => Expr::Neg(Rec::new(put_in(inner, values))),
        Expr::Sum(items) => Expr::Sum(items.iter().map(|item| put_in(item, values)).collect()),
        Expr::Num(_) => e.clone(),
    }
}

/// Those of the names that occur.
#[export]
fn common(e: Expr, names: BTreeSet<String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    each_name(&e, &mut |name| {
        if names.contains(name) {
            found.insert(name.clone());
        }
    });
    found
}

fn each_name(e: &Expr, found: &mut dyn FnMut(&String)) {
    match e {
        Expr::Num(_) => {}
        Expr::Name(name) => found(name),
        Expr::Neg(inner) => each_name(inner, found),
        Expr::Sum(items) => items.iter().for_each(|item| each_name(item, found)),
    }
}
