//! What the imported functions answer.

use std::collections::HashMap;
use std::fmt;
use std::io::{BufRead, IsTerminal, Write};
use std::sync::Arc;

use packr_core::schema::{Function, World};
use packr_core::{Error, Linker, Shared, Value};

use crate::error::Failure;
use crate::package::Clock;
use crate::progress::Hider;
use crate::wave;
use crate::world::{self, full_name};

/// The answers that were given, and what to do where none was.
pub(crate) struct Answers {
    given: HashMap<String, Value>,
    trap: bool,
}

impl Answers {
    /// Reads `FUNCTION=VALUE`, each value by the function's result type.
    pub(crate) fn new(world: &World, given: &[String], trap: bool) -> Result<Self, Failure> {
        let mut answers = HashMap::new();
        for text in given {
            let (name, value) = text.split_once('=').unwrap_or((text, ""));
            let found = world::find(&world.imports, name.trim(), "imported function")?;
            if found.function.result.is_some() && value.trim().is_empty() {
                return Err(Failure::usage(format!(
                    "`--import {text}` has no value: write `--import '{}=VALUE'`",
                    found.name()
                )));
            }
            let answer = read(world, found.function, value).map_err(|mistake| {
                let subject = match found.function.result {
                    Some(ty) => format!(
                        "the answer of `{}` is no {}",
                        found.name(),
                        world.display(ty)
                    ),
                    None => format!("`{}` has no result", found.name()),
                };
                Failure::usage(mistake.show(value, &subject))
            })?;
            if answers.insert(found.name(), answer).is_some() {
                return Err(Failure::usage(format!(
                    "`{}` is answered twice",
                    found.name()
                )));
            }
        }
        Ok(Self {
            given: answers,
            trap,
        })
    }

    /// Defines all that the world imports.
    pub(crate) fn define(
        self,
        linker: &mut Linker<()>,
        world: &Shared<World>,
        clock: &Clock,
        hider: &Hider,
    ) -> Result<(), Error> {
        let all = Arc::new(self);
        for interface in world.imports.iter() {
            for function in interface.functions.iter() {
                let (all, world, clock, hider) =
                    (all.clone(), world.clone(), clock.clone(), hider.clone());
                let name = full_name(&interface.id, &function.name);
                let (signature, types) = (function.clone(), world.clone());
                let answer = move |_: wasmtime::StoreContextMut<'_, ()>, input: Value| {
                    if let Some(value) = all.given.get(&name) {
                        return Ok(value.clone());
                    }
                    if all.trap {
                        return Err(NoAnswer::Trap(name.clone()).into_error());
                    }
                    if !std::io::stdin().is_terminal() {
                        return Err(NoAnswer::NoTerminal(name.clone()).into_error());
                    }
                    let question = Question {
                        world: &world,
                        name: &name,
                        function: &signature,
                        input: &input,
                    };
                    let ask =
                        || question.ask(&mut std::io::stdin().lock(), &mut anstream::stderr());
                    let answer = hider.hide(|| clock.stopped(ask));
                    answer.ok_or_else(|| NoAnswer::InputEnded(name.clone()).into_error())
                };
                linker.define_dynamic(types, &interface.id, &function.name, answer)?;
            }
        }
        Ok(())
    }
}

/// Reads an answer; a function without a result has none, or `()`.
fn read(world: &World, function: &Function, text: &str) -> Result<Value, wave::Mistake> {
    match function.result {
        Some(ty) => wave::read(world, ty, text),
        None if matches!(text.trim(), "" | "()") => Ok(Value::UNIT),
        None => Err(wave::Mistake::new(0..text.len(), "nothing belongs here")),
    }
}

/// A call that a person is asked to answer.
struct Question<'a> {
    world: &'a World,
    name: &'a str,
    function: &'a Function,
    input: &'a Value,
}

impl Question<'_> {
    /// Asks until there is an answer of the function's type; `None` where the input ends before.
    fn ask(&self, input: &mut impl BufRead, terminal: &mut impl Write) -> Option<Value> {
        let arguments = wave::write_arguments(self.world, self.function, self.input);
        let expected = match self.function.result {
            Some(ty) => format!("its answer, a value of {}", self.world.display(ty)),
            None => "Enter, since it has no result".to_owned(),
        };
        // A terminal that can't be written to is one where nobody answers.
        writeln!(terminal, "the package calls {}{arguments}", self.name).ok()?;
        loop {
            write!(terminal, "{expected}: ")
                .and_then(|()| terminal.flush())
                .ok()?;
            let mut line = String::new();
            if input.read_line(&mut line).ok()? == 0 {
                return None;
            }
            let line = line.trim();
            match read(self.world, self.function, line) {
                Ok(value) => return Some(value),
                Err(mistake) => {
                    writeln!(terminal, "{}", mistake.show(line, "this is no such value:")).ok()?
                }
            }
        }
    }
}

/// Why a call of an imported function has no answer.
#[derive(Debug)]
pub(crate) enum NoAnswer {
    Trap(String),
    NoTerminal(String),
    InputEnded(String),
}

impl NoAnswer {
    fn into_error(self) -> wasmtime::Error {
        wasmtime::Error::new(self)
    }
}

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Trap(name) => write!(
                f,
                "the package called `{name}`, and `--import-trap` lets that trap"
            ),
            Self::NoTerminal(name) => write!(
                f,
                "the package called `{name}`, and nothing says what it answers: give `--import '{name}=VALUE'`, or run \
                 this at a terminal to be asked (`--import-trap` makes it a trap)"
            ),
            Self::InputEnded(name) => write!(
                f,
                "the package called `{name}`, and the input ended without an answer"
            ),
        }
    }
}

impl std::error::Error for NoAnswer {}

#[cfg(test)]
mod tests {
    use super::*;
    use packr_core::schema::{Interface, Type};

    #[test]
    fn a_wrong_answer_is_asked_for_again() {
        let function = Function {
            name: "count".into(),
            params: vec![("of".into(), Type::String)].into(),
            result: Some(Type::U8),
        };
        let world = World {
            imports: vec![Interface {
                id: "a:b/c".into(),
                functions: vec![function.clone()].into(),
            }]
            .into(),
            ..World::EMPTY
        };
        let question = Question {
            world: &world,
            name: "a:b/c#count",
            function: &function,
            input: &Value::Tuple(vec!["x".into()]),
        };
        let mut shown = Vec::new();
        let answer = question.ask(&mut "300\n\"no\"\n 7\n".as_bytes(), &mut shown);
        assert_eq!(answer, Some(Value::U8(7)));
        let shown = String::from_utf8(shown).unwrap();
        assert!(
            shown.starts_with(
                "the package calls a:b/c#count(of: \"x\")\nits answer, a value of u8: "
            ),
            "{shown}"
        );
        assert_eq!(shown.matches("expected u8").count(), 2, "{shown}");
        assert_eq!(question.ask(&mut "".as_bytes(), &mut Vec::new()), None);
    }
}
