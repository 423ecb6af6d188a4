//! Sums with names, as `calc`: the same world, from its WIT. With the feature `other`, a build that asks for names in another order.
#![no_std]
extern crate alloc;
use alloc::{format, string::String};

packr_guest::setup!();
packr_guest::bindgen!(in "../../tests/wit/calc.wit");

struct Twin;

impl Guest for Twin {
    fn eval(e: Expr) -> Result<i64, String> {
        let large = || String::from("the number is too large");
        match e {
            Expr::Num(number) => Ok(number),
            Expr::Name(name) => {
                let value = demo::calc::host::lookup(&name);
                value.ok_or_else(|| format!("`{name}` has no value"))
            }
            Expr::Neg(inner) => Self::eval(*inner)?.checked_neg().ok_or_else(large),
            Expr::Sum(mut items) => {
                if cfg!(feature = "other") {
                    items.reverse();
                }
                items.into_iter().try_fold(0_i64, |sum, item| {
                    sum.checked_add(Self::eval(item)?).ok_or_else(large)
                })
            }
        }
    }
}

export!(Twin);
