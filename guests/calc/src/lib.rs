//! Sums with names, the guest of the README: the world `demo:calc/calc`, with `packr-guest` 0.6.2.
#![no_std]

extern crate alloc;

use alloc::format;
use alloc::string::String;
use packr_guest::{export, import, Value};

packr_guest::setup_guest!();

packr_guest::pack_types! {
    variant expr { num(s64), name(string), neg(self), sum(list<self>) }

    imports {
        demo:calc/host { lookup: func(name: string) -> option<s64> }
    }
    exports { eval: func(e: expr) -> result<s64, string> }
}

#[import(module = "demo:calc/host")]
fn lookup(name: String) -> Option<i64>;

#[export]
fn eval(input: Value) -> Value {
    match &input {
        Value::Tuple(arguments) => arguments.first().map_or(Err(misfit()), number).into(),
        bare => number(bare).into(),
    }
}

/// The value of an `expr`, case by case. The derive of 0.6.2 has no `Box`, so this reads the `Value` itself.
fn number(expr: &Value) -> Result<i64, String> {
    let Value::Variant { tag, payload, .. } = expr else {
        return Err(misfit());
    };
    let number = match (tag, payload.first()) {
        (0, Some(Value::S64(number))) => Some(*number),
        (1, Some(Value::String(name))) => {
            Some(lookup(name.clone()).ok_or_else(|| format!("`{name}` has no value"))?)
        }
        (2, Some(inner)) => number(inner)?.checked_neg(),
        (3, Some(Value::List { items, .. })) => {
            let mut sum = Some(0_i64);
            for item in items {
                let number = number(item)?;
                sum = sum.and_then(|sum| sum.checked_add(number));
            }
            sum
        }
        _ => return Err(misfit()),
    };
    number.ok_or_else(|| String::from("the number is too large"))
}

fn misfit() -> String {
    String::from("this is no `expr`")
}
