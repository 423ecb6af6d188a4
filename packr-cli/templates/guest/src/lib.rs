#![no_std]
extern crate alloc;
use alloc::{format, string::String};
use example::calculator::names;

packr_guest::setup!();
packr_guest::bindgen!(in "../wit");

struct Calculator;

impl Guest for Calculator {
    fn eval(e: Expr) -> Result<i64, String> {
        match e {
            Expr::Num(number) => Ok(number),
            Expr::Name(name) => names::lookup(&name).ok_or(format!("`{name}` has no value")),
            Expr::Neg(inner) => Ok(-Self::eval(*inner)?),
            Expr::Sum(items) => items.into_iter().map(Self::eval).sum(),
        }
    }
}

export!(Calculator);
