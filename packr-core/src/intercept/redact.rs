//! Leaves out of values what must not be kept, or does not count.

mod path;

use crate::Value;
use crate::value::{List, Map, Record, Set, Variant};

pub use path::PathError;
use path::{Path, Step};

/// Replaces parts of arguments and results by empty ones of the same type: secrets that a recording must not have, times and
/// random numbers that are others in each run.
///
/// A [`Recorder`](super::Recorder) and a [`JournalWriter`](crate::journal::JournalWriter) keep what is left; a
/// [`Replayer`](super::Replayer) compares what is left, of the recorded call and of the one that is made. So a recording without
/// its secrets still replays, where the replayer has the same redaction.
///
/// Numbers become 0, strings, lists, maps and sets empty, options `none`; records, tuples, results and cases keep their form.
///
/// ```
/// use packr_core::Value;
/// use packr_core::intercept::Redaction;
///
/// let redaction = Redaction::new()
///     .at("demo:auth/users#login", "args.password")?
///     .at("demo:auth/users#login", "result.ok.token")?
///     .at("*", "args.request.headers[*].value")?
///     .function("wasi:clocks/monotonic-clock@0.2.0#now");
/// let login = Value::tuple([Value::from("ann"), Value::from("secret")]);
/// let kept = redaction.input("demo:auth/users#login", &["name", "password"], &login);
/// assert_eq!(kept.as_ref().map(ToString::to_string).as_deref(), Some(r#"("ann", "")"#));
/// # Ok::<(), packr_core::intercept::PathError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Redaction {
    rules: Vec<Rule>,
}

#[derive(Debug, Clone)]
struct Rule {
    /// None for every function.
    function: Option<String>,
    path: Path,
}

impl Redaction {
    /// One that leaves everything as it is.
    pub fn new() -> Self {
        Self::default()
    }

    /// Replaces what is at a path in the calls of one function, given by its full name, `interface#function` or the function alone
    /// for one of the world itself; `*` stands for all functions. The interface's version is part of the name, unlike in a
    /// [`FunctionPattern`](super::FunctionPattern).
    ///
    /// A path is written as [`Difference::path`](super::Difference::path) is: `args.NAME` or `args[0]` for a parameter, `result` for
    /// the result, then `.field`, `.case`, `.some`, `.ok`, `.err`, `[0]`, and in a map `[0].value`. `[*]` stands for all elements,
    /// `.*` for all fields or whichever case. Where a call has no such place the path has no effect.
    ///
    /// # Errors
    /// Where the path is none.
    pub fn at(mut self, function: &str, path: &str) -> Result<Self, PathError> {
        self.rules.push(Rule {
            function: (function != "*").then(|| function.to_owned()),
            path: Path::parse(path)?,
        });
        Ok(self)
    }

    /// Replaces all arguments and the result of a function.
    #[must_use]
    pub fn function(mut self, function: &str) -> Self {
        for path in [Path::all_arguments(), Path::result()] {
            self.rules.push(Rule {
                function: (function != "*").then(|| function.to_owned()),
                path,
            });
        }
        self
    }

    /// What is left of the arguments of a call; `None` where that is all of them.
    pub fn input(&self, function: &str, parameters: &[&str], input: &Value) -> Option<Value> {
        self.apply(function, input, |path| path.of_arguments(parameters))
    }

    /// What is left of a result; `None` where that is all of it.
    pub fn output(&self, function: &str, output: &Value) -> Option<Value> {
        self.apply(function, output, Path::of_result)
    }

    fn apply(
        &self,
        function: &str,
        value: &Value,
        steps: impl Fn(&Path) -> Option<Vec<Step>>,
    ) -> Option<Value> {
        let mut left = None;
        for rule in &self.rules {
            if rule.function.as_deref().is_none_or(|own| own == function)
                && let Some(steps) = steps(&rule.path)
            {
                left = Some(without(left.as_ref().unwrap_or(value), &steps));
            }
        }
        left
    }
}

/// The value with what is at the end of the path replaced.
fn without(value: &Value, path: &[Step]) -> Value {
    let Some((step, path)) = path.split_first() else {
        return blank(value);
    };
    let named = |name: &str, part: &Value| match step.is_field(name) {
        true => without(part, path),
        false => part.clone(),
    };
    let counted = |(index, part): (usize, &Value)| match step.is_item(index) {
        true => without(part, path),
        false => part.clone(),
    };
    match value {
        Value::Tuple(items) => Value::tuple(items.iter().enumerate().map(counted)),
        Value::List(list) => {
            let items: Vec<Value> = list.iter().collect();
            let items = items.iter().enumerate().map(counted).collect();
            Value::List(List::new(list.elem_type(), items))
        }
        Value::Set(set) => {
            let items: Vec<Value> = set.items().iter().enumerate().map(counted).collect();
            Value::Set(Set::new(set.elem_type().clone(), items))
        }
        Value::Map(map) => {
            let entries = map.entries().iter().enumerate();
            let entries: Vec<_> = entries
                .map(|(index, (key, value))| match (step.is_item(index), path) {
                    (true, [part, path @ ..]) => {
                        let side = |name: &str, side: &Value| match part.is_field(name) {
                            true => without(side, path),
                            false => side.clone(),
                        };
                        (side("key", key), side("value", value))
                    }
                    (true, []) => (blank(key), blank(value)),
                    (false, _) => (key.clone(), value.clone()),
                })
                .collect();
            Value::Map(Map::new(map.types().clone(), entries))
        }
        Value::Option {
            inner_type,
            value: Some(inner),
        } => Value::Option {
            inner_type: inner_type.clone(),
            value: Some(Box::new(named("some", inner))),
        },
        Value::Result { types, value } => Value::Result {
            types: types.clone(),
            value: match value {
                Ok(inner) => Ok(Box::new(named("ok", inner))),
                Err(inner) => Err(Box::new(named("err", inner))),
            },
        },
        Value::Record(record) => {
            let fields = record.iter().map(|(name, part)| named(name, part));
            Value::Record(Record::new(
                record.shape().clone(),
                fields.collect::<Vec<_>>(),
            ))
        }
        Value::Variant(variant) => {
            let case = variant.case();
            let payloads = variant.payloads().iter();
            let payloads: Vec<_> = payloads.map(|part| named(&case.name, part)).collect();
            Value::Variant(Variant::new(case.clone(), payloads))
        }
        other => other.clone(),
    }
}

/// An empty value of the same type.
fn blank(value: &Value) -> Value {
    match value {
        Value::Bool(_) => Value::Bool(false),
        Value::U8(_) => Value::U8(0),
        Value::U16(_) => Value::U16(0),
        Value::U32(_) => Value::U32(0),
        Value::U64(_) => Value::U64(0),
        Value::S8(_) => Value::S8(0),
        Value::S16(_) => Value::S16(0),
        Value::S32(_) => Value::S32(0),
        Value::S64(_) => Value::S64(0),
        Value::F32(_) => Value::F32(0.0),
        Value::F64(_) => Value::F64(0.0),
        Value::Char(_) => Value::Char('\0'),
        Value::String(_) => Value::String(String::new()),
        Value::Flags(_) => Value::Flags(0),
        Value::List(list) => Value::List(List::new(list.elem_type(), vec![])),
        Value::Set(set) => Value::Set(Set::new(set.elem_type().clone(), [])),
        Value::Map(map) => Value::Map(Map::new(map.types().clone(), [])),
        Value::Option { inner_type, .. } => Value::none(inner_type.clone()),
        Value::Result { types, value } => Value::Result {
            types: types.clone(),
            value: match value {
                Ok(inner) => Ok(Box::new(blank(inner))),
                Err(inner) => Err(Box::new(blank(inner))),
            },
        },
        Value::Tuple(items) => Value::tuple(items.iter().map(blank)),
        Value::Record(record) => Value::Record(Record::new(
            record.shape().clone(),
            record.values().iter().map(blank).collect::<Vec<_>>(),
        )),
        Value::Variant(variant) => {
            let payloads: Vec<_> = variant.payloads().iter().map(blank).collect();
            Value::Variant(Variant::new(variant.case().clone(), payloads))
        }
    }
}
