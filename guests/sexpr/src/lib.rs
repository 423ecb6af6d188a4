//! A small Lisp as a packr guest: the world `lisp:eval/evaluator`.
//!
//! The types and traits are those of the WIT: this file says what the guest does with them, the others how.
#![no_std]

extern crate alloc;

mod builtins;
mod eval;
mod parse;
mod print;

use alloc::string::String;
use alloc::vec::Vec;

use eval::Evaluator;
use exports::lisp::eval::printer;

packr_guest::setup!();
packr_guest::bindgen!(in "../../examples/wit/sexpr.wit");

struct Lisp;

impl Guest for Lisp {
    fn parse(source: Vec<u8>) -> Result<Vec<Expr>, ParseError> {
        parse::parse(&source)
    }

    fn eval(expr: Expr, env: Environment) -> Result<Expr, EvalError> {
        Evaluator::new(env).eval(&expr)
    }

    fn run(program: Vec<Expr>, env: Environment) -> Result<(Expr, Environment), EvalError> {
        let mut evaluator = Evaluator::new(env);
        let mut last = Expr::Nil;
        for expr in &program {
            last = evaluator.eval(expr)?;
        }
        Ok((last, evaluator.into_environment()))
    }
}

impl printer::Guest for Lisp {
    fn show(expr: Expr, style: printer::Style) -> String {
        print::show(&expr, &style)
    }

    fn depth(expr: Expr) -> u32 {
        print::depth(&expr)
    }
}

export!(Lisp);

impl Expr {
    /// A list, which is `Nil` when it is empty.
    fn list(items: Vec<Expr>) -> Expr {
        match items.is_empty() {
            true => Expr::Nil,
            false => Expr::Lst(items),
        }
    }

    /// Everything is true but the empty list.
    fn is_true(&self) -> bool {
        match self {
            Expr::Nil => false,
            Expr::Lst(items) => !items.is_empty(),
            _ => true,
        }
    }
}
