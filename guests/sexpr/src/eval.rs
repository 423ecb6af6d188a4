//! The evaluator: special forms, calls, and the limits on both.

use crate::builtins;
use crate::lisp::eval::host;
use crate::lisp::eval::types::{Arity, Lambda, Mismatch};
use crate::{Environment, EvalError, Expr};
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

/// Evaluations inside one another. Each takes a part of the WebAssembly stack, and running out of that is a trap.
const MAX_DEPTH: u32 = 400;

type Locals = BTreeMap<String, Expr>;

pub struct Evaluator {
    globals: BTreeMap<String, Expr>,
    fuel: u64,
    depth: u32,
}

impl Evaluator {
    pub fn new(env: Environment) -> Self {
        Evaluator {
            globals: env.bindings,
            fuel: env.fuel,
            depth: 0,
        }
    }

    pub fn into_environment(self) -> Environment {
        Environment {
            bindings: self.globals,
            fuel: self.fuel,
        }
    }

    pub fn eval(&mut self, expr: &Expr) -> Result<Expr, EvalError> {
        self.step(expr, &Locals::new())
    }

    fn step(&mut self, expr: &Expr, locals: &Locals) -> Result<Expr, EvalError> {
        self.fuel = self.fuel.checked_sub(1).ok_or(EvalError::OutOfFuel)?;
        match expr {
            Expr::Sym(name) => self.name(name, locals),
            Expr::Quote(inner) => Ok((**inner).clone()),
            Expr::Lst(items) => {
                self.depth = self.depth.saturating_add(1);
                let result = if self.depth > MAX_DEPTH {
                    Err(EvalError::TooDeep)
                } else {
                    self.list(expr, items, locals)
                };
                self.depth = self.depth.saturating_sub(1);
                result
            }
            Expr::Num(_) | Expr::Flt(_) | Expr::Str(_) | Expr::Nil | Expr::Fun(_) => {
                Ok(expr.clone())
            }
        }
    }

    fn name(&self, name: &str, locals: &Locals) -> Result<Expr, EvalError> {
        if let Some(value) = locals.get(name).or_else(|| self.globals.get(name)) {
            return Ok(value.clone());
        }
        if name == builtins::TRUE || builtins::is_name(name) {
            return Ok(Expr::Sym(name.into()));
        }
        host::lookup(name).ok_or_else(|| EvalError::Unbound(name.into()))
    }

    fn list(&mut self, call: &Expr, items: &[Expr], locals: &Locals) -> Result<Expr, EvalError> {
        let Some((head, rest)) = items.split_first() else {
            return Ok(Expr::Nil);
        };
        if let Expr::Sym(name) = head {
            match (name.as_str(), rest) {
                ("quote", [value]) => return Ok(value.clone()),
                ("if", [condition, then]) => {
                    return self.branch(condition, then, &Expr::Nil, locals);
                }
                ("if", [condition, then, other]) => {
                    return self.branch(condition, then, other, locals);
                }
                ("begin", _) => return self.sequence(rest, locals),
                ("define", [Expr::Sym(name), value]) => {
                    let value = self.step(value, locals)?;
                    self.globals.insert(name.clone(), value.clone());
                    return Ok(value);
                }
                ("lambda", [params, body]) => return function(params, body, locals),
                ("let", [bindings, body]) => return self.bind(bindings, body, locals),
                ("quote" | "define", _) => return Err(arity(2, items.len())),
                ("if", _) => return Err(arity(4, items.len())),
                ("lambda" | "let", _) => return Err(arity(3, items.len())),
                _ => {}
            }
        }
        let function = self.step(head, locals)?;
        let mut args = Vec::with_capacity(rest.len());
        for arg in rest {
            args.push(self.step(arg, locals)?);
        }
        match function {
            Expr::Fun(lambda) => self.apply(*lambda, args).map_err(|e| in_call(call, e)),
            Expr::Sym(name) if builtins::is_name(&name) => {
                builtins::call(&name, args).map_err(|e| in_call(call, e))
            }
            other => Err(EvalError::NotAFunction(other)),
        }
    }

    fn branch(
        &mut self,
        condition: &Expr,
        then: &Expr,
        other: &Expr,
        locals: &Locals,
    ) -> Result<Expr, EvalError> {
        if self.step(condition, locals)?.is_true() {
            self.step(then, locals)
        } else {
            self.step(other, locals)
        }
    }

    fn sequence(&mut self, exprs: &[Expr], locals: &Locals) -> Result<Expr, EvalError> {
        let mut last = Expr::Nil;
        for expr in exprs {
            last = self.step(expr, locals)?;
        }
        Ok(last)
    }

    fn bind(&mut self, bindings: &Expr, body: &Expr, locals: &Locals) -> Result<Expr, EvalError> {
        let mut inner = locals.clone();
        for binding in elements(bindings, "a list of bindings")? {
            match elements(binding, "a name and its value")? {
                [Expr::Sym(name), value] => {
                    let value = self.step(value, locals)?;
                    inner.insert(name.clone(), value);
                }
                _ => return Err(mismatch("a name and its value", binding)),
            }
        }
        self.step(body, &inner)
    }

    fn apply(&mut self, lambda: Lambda, args: Vec<Expr>) -> Result<Expr, EvalError> {
        if lambda.params.len() != args.len() {
            return Err(arity(lambda.params.len(), args.len()));
        }
        let mut locals = lambda.captured;
        locals.extend(lambda.params.into_iter().zip(args));
        self.step(&lambda.body, &locals)
    }
}

/// The value of a `lambda`: it keeps the local values that its body names.
fn function(params: &Expr, body: &Expr, locals: &Locals) -> Result<Expr, EvalError> {
    let mut names = Vec::new();
    for param in elements(params, "a list of names")? {
        match param {
            Expr::Sym(name) => names.push(name.clone()),
            other => return Err(mismatch("a name", other)),
        }
    }
    let mut captured = Locals::new();
    capture(body, &names, locals, &mut captured);
    Ok(Expr::fun(Lambda {
        params: names,
        body: body.clone().into(),
        captured,
    }))
}

fn capture(body: &Expr, params: &[String], locals: &Locals, captured: &mut Locals) {
    match body {
        Expr::Sym(name) if !params.contains(name) => {
            if let Some(value) = locals.get(name) {
                captured.insert(name.clone(), value.clone());
            }
        }
        Expr::Lst(items) => {
            for item in items {
                capture(item, params, locals, captured);
            }
        }
        _ => {}
    }
}

fn elements<'a>(expr: &'a Expr, expected: &str) -> Result<&'a [Expr], EvalError> {
    match expr {
        Expr::Lst(items) => Ok(items),
        Expr::Nil => Ok(&[]),
        other => Err(mismatch(expected, other)),
    }
}

pub fn mismatch(expected: &str, found: &Expr) -> EvalError {
    EvalError::Mismatch(Mismatch {
        expected: expected.into(),
        found: found.clone(),
    })
}

pub fn arity(expected: usize, found: usize) -> EvalError {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    EvalError::WrongArity(Arity {
        expected: count(expected),
        found: count(found),
    })
}

/// Adds the call in which an error happened. Limits concern the whole evaluation, and stay as they are.
fn in_call(call: &Expr, error: EvalError) -> EvalError {
    match error {
        EvalError::OutOfFuel | EvalError::TooDeep => error,
        error => EvalError::in_call(call.clone(), error),
    }
}
