//! Sums with names, as `calc`: the same world, from its WIT.
#![no_std]
extern crate alloc;

use alloc::{format, string::String};

packr_guest::setup!();
packr_guest::bindgen!(in "../../tests/wit/calc.wit");

struct Twin;

impl Guest for Twin {
    fn eval(e: Expr) -> Result<i64, String> {
        let number = match e {
            Expr::Num(number) => Some(number),
            Expr::Name(name) => {
                let value = demo::calc::host::lookup(&name);
                Some(value.ok_or_else(|| format!("`{name}` has no value"))?)
            }
            Expr::Neg(inner) => Self::eval(*inner)?.checked_neg(),
            Expr::Sum(items) => {
                let mut numbers = items.into_iter().map(Self::eval);
                numbers.try_fold(Some(0_i64), |sum, number| {
                    number.map(|number| sum?.checked_add(number))
                })?
            }
        };
        number.ok_or_else(|| String::from("the number is too large"))
    }
}

export!(Twin);
