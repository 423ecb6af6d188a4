//! A small Lisp as a packr guest: the world `lisp:eval/evaluator`, with `packr-guest` 0.6.2.
#![no_std]

extern crate alloc;

mod builtins;
mod eval;
mod parse;
mod print;
mod types;

use alloc::string::String;
use alloc::vec::Vec;
use eval::Evaluator;
use packr_guest::{export, import};
use types::{Environment, EvalError, Expr, ParseError, Style};

packr_guest::setup_guest!();

#[import(module = "lisp:eval/host")]
fn lookup(name: String) -> Option<Expr>;

#[import(module = "lisp:eval/host")]
fn call_builtin(name: String, args: Vec<Expr>) -> Result<Expr, String>;

#[import(module = "$root")]
fn log(message: String);

#[export]
fn parse(source: Vec<u8>) -> Result<Vec<Expr>, ParseError> {
    parse::parse(&source)
}

#[export]
fn eval(expr: Expr, env: Environment) -> Result<Expr, EvalError> {
    Evaluator::new(env).eval(&expr)
}

#[export]
fn run(program: Vec<Expr>, env: Environment) -> Result<(Expr, Environment), EvalError> {
    let mut evaluator = Evaluator::new(env);
    let mut last = Expr::Nil;
    for expr in &program {
        last = evaluator.eval(expr)?;
    }
    Ok((last, evaluator.into_environment()))
}

#[export(name = "lisp:eval/printer.show")]
fn show(expr: Expr, style: Style) -> String {
    print::show(&expr, &style)
}

#[export(name = "lisp:eval/printer.depth")]
fn depth(expr: Expr) -> u32 {
    print::depth(&expr)
}
