//! The functions of the language, and those of the host.

use crate::eval::{arity, mismatch};
use crate::exports::lisp::eval::printer::Style;
use crate::lisp::eval::host;
use crate::print;
use crate::{EvalError, Expr};
use alloc::string::String;
use alloc::vec::Vec;

/// Functions of the host: `host/upcase` calls `upcase`.
const HOST: &str = "host/";

/// What a comparison answers when it holds: a name that stands for itself.
pub const TRUE: &str = "t";

const NAMES: [&str; 13] = [
    "+", "-", "*", "/", "=", "<", "list", "cons", "first", "rest", "length", "not", "print",
];

pub fn is_name(name: &str) -> bool {
    NAMES.contains(&name) || name.starts_with(HOST)
}

pub fn call(name: &str, args: Vec<Expr>) -> Result<Expr, EvalError> {
    if let Some(name) = name.strip_prefix(HOST) {
        return host::call_builtin(name, &args).map_err(EvalError::Host);
    }
    match (name, args.as_slice()) {
        ("+", _) => sum(&args),
        ("*", _) => fold(Expr::Num(1), &args, i64::checked_mul, |a, b| a * b),
        ("-", [only]) => binary(&Expr::Num(0), only, i64::checked_sub, |a, b| a - b),
        ("-", [first, rest @ ..]) => fold(first.clone(), rest, i64::checked_sub, |a, b| a - b),
        ("/", [a, b]) => binary(a, b, i64::checked_div, |a, b| a / b),
        ("=", [a, b]) => Ok(truth(a == b)),
        ("<", [a, b]) => less(a, b).map(truth),
        ("list", _) => Ok(Expr::list(args)),
        ("cons", [first, rest]) => {
            let mut items = Vec::from([first.clone()]);
            items.extend_from_slice(elements(rest)?);
            Ok(Expr::Lst(items))
        }
        ("first", [list]) => Ok(elements(list)?.first().cloned().unwrap_or(Expr::Nil)),
        ("rest", [list]) => Ok(Expr::list(
            elements(list)?.iter().skip(1).cloned().collect(),
        )),
        ("length", [list]) => Ok(Expr::Num(
            i64::try_from(elements(list)?.len()).unwrap_or(i64::MAX),
        )),
        ("not", [value]) => Ok(truth(!value.is_true())),
        ("print", [value]) => {
            crate::log(&text(value));
            Ok(value.clone())
        }
        ("-" | "first" | "rest" | "length" | "not" | "print", _) => Err(arity(1, args.len())),
        _ => Err(arity(2, args.len())),
    }
}

fn text(value: &Expr) -> String {
    match value {
        Expr::Str(text) => text.clone(),
        other => {
            let style = Style {
                width: None,
                short_quotes: true,
            };
            print::show(other, &style)
        }
    }
}

fn truth(value: bool) -> Expr {
    if value {
        Expr::Sym(TRUE.into())
    } else {
        Expr::Nil
    }
}

fn elements(list: &Expr) -> Result<&[Expr], EvalError> {
    match list {
        Expr::Lst(items) => Ok(items),
        Expr::Nil => Ok(&[]),
        other => Err(mismatch("a list", other)),
    }
}

fn sum(args: &[Expr]) -> Result<Expr, EvalError> {
    fold(Expr::Num(0), args, i64::checked_add, |a, b| a + b)
}

fn fold(
    start: Expr,
    args: &[Expr],
    whole: fn(i64, i64) -> Option<i64>,
    float: fn(f64, f64) -> f64,
) -> Result<Expr, EvalError> {
    let mut total = start;
    for arg in args {
        total = binary(&total, arg, whole, float)?;
    }
    Ok(total)
}

fn binary(
    a: &Expr,
    b: &Expr,
    whole: fn(i64, i64) -> Option<i64>,
    float: fn(f64, f64) -> f64,
) -> Result<Expr, EvalError> {
    if let (Expr::Num(a), Expr::Num(b)) = (a, b) {
        return whole(*a, *b)
            .map(Expr::Num)
            .ok_or_else(|| EvalError::Arithmetic("the result is no 64-bit number".into()));
    }
    Ok(Expr::Flt(float(number(a)?, number(b)?)))
}

fn less(a: &Expr, b: &Expr) -> Result<bool, EvalError> {
    match (a, b) {
        (Expr::Num(a), Expr::Num(b)) => Ok(a < b),
        (Expr::Str(a), Expr::Str(b)) => Ok(a < b),
        _ => Ok(number(a)? < number(b)?),
    }
}

fn number(value: &Expr) -> Result<f64, EvalError> {
    match value {
        Expr::Num(number) => Ok(*number as f64),
        Expr::Flt(number) => Ok(*number),
        other => Err(mismatch("a number", other)),
    }
}
