//! Where a replay left the recording.

use std::error::Error as StdError;
use std::fmt;

use super::recording::Outcome;
use crate::Value;

/// A replay and its recording do not agree.
///
/// Reaches the caller as the reason of [`Error::Refused`](crate::Error::Refused), and from
/// [`Replayer::finish`](super::Replayer::finish).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Divergence {
    /// Index of the event in [`Recording::calls`](super::Recording::calls).
    pub index: usize,
    /// The recorded call's full name and input; `None` where the recording had already ended.
    pub recorded: Option<(String, Value)>,
    /// The call that was made, and its input; `None` where none was made.
    pub now: Option<(String, Value)>,
    /// In what they differ.
    pub kind: DivergenceKind,
}

/// In what a call differs from the recorded one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DivergenceKind {
    /// Another function, or the same one in the other direction.
    Function,
    /// The same function with another input.
    Input(Difference),
    /// The same call, which ended in another value.
    Output(Difference),
    /// The same call, which ended in a value on one side and in a failure on the other.
    Ending {
        /// How the recorded call ended.
        recorded: String,
        /// How it ended now.
        now: String,
    },
    /// A call after the end of the recording, or after all that were recorded inside the one during which it was made.
    Extra,
    /// The recording holds no end of this call, so it can't be answered.
    Unfinished,
    /// No recorded call of this function that is left has this input. With the difference from the first that is left, if one is.
    NotRecorded(Option<Difference>),
    /// The run, or the call of an export, ended before the recorded one did.
    Missing {
        /// How many recorded calls were not made, this one included.
        left: usize,
    },
}

impl fmt::Display for Divergence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "replay diverged at call {}: ", self.index)?;
        match &self.kind {
            DivergenceKind::Function => f.write_str("another function was called")?,
            DivergenceKind::Input(difference) => write!(f, "the input differs at {difference}")?,
            DivergenceKind::Output(difference) => write!(f, "the result differs at {difference}")?,
            DivergenceKind::Ending { recorded, now } => {
                write!(
                    f,
                    "the call ended otherwise: recorded {recorded}, now {now}"
                )?;
            }
            DivergenceKind::Extra => f.write_str("the recording has no such call any more")?,
            DivergenceKind::Unfinished => {
                f.write_str("the recording holds no end of this call, so there is no answer")?;
            }
            DivergenceKind::NotRecorded(None) => {
                f.write_str("no call of this function is left in the recording")?;
            }
            DivergenceKind::NotRecorded(Some(difference)) => {
                write!(
                    f,
                    "no recorded call that is left has this input; the next one differs at {difference}"
                )?;
            }
            DivergenceKind::Missing { left: 1 } => f.write_str("a recorded call was not made")?,
            DivergenceKind::Missing { left } => write!(f, "{left} recorded calls were not made")?,
        }
        if let Some((name, input)) = &self.recorded {
            write!(f, "\n  recorded: {}", cut(format!("{name}{input}")))?;
        }
        if let Some((name, input)) = &self.now {
            write!(f, "\n  now:      {}", cut(format!("{name}{input}")))?;
        }
        Ok(())
    }
}

impl StdError for Divergence {}

/// All that differed in a replay.
///
/// `Debug` prints what `Display` does, since that is what a test shows which ends in it.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diverged {
    /// What differed first.
    pub first: Divergence,
    /// What differed after that, the first hundred of it.
    pub others: Vec<Divergence>,
    /// How many others there were.
    pub count_of_others: usize,
    /// How many recorded calls were not made, by the time of [`Replayer::finish`](super::Replayer::finish).
    pub missing: usize,
}

impl Diverged {
    pub(super) fn new(first: Divergence, missing: usize) -> Self {
        Self {
            first,
            others: vec![],
            count_of_others: 0,
            missing,
        }
    }

    pub(super) fn add(&mut self, divergence: Divergence) {
        const KEPT: usize = 100;
        self.count_of_others += 1;
        if self.others.len() < KEPT {
            self.others.push(divergence);
        }
    }
}

/// The first in full, of the others a line each.
impl fmt::Display for Diverged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.first.fmt(f)?;
        for other in &self.others {
            let text = other.to_string();
            write!(f, "\n{}", text.lines().next().unwrap_or_default())?;
        }
        let left = self.count_of_others - self.others.len();
        if left > 0 {
            write!(f, "\n{left} more calls diverged")?;
        }
        match (&self.first.kind, self.missing) {
            (DivergenceKind::Missing { .. }, _) | (_, 0) => Ok(()),
            (_, 1) => f.write_str("\na recorded call was not made"),
            (_, missing) => write!(f, "\n{missing} recorded calls were not made"),
        }
    }
}

impl fmt::Debug for Diverged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl StdError for Diverged {}

/// Trees can be large: an error shows where they begin. The fields have them whole.
fn cut(mut text: String) -> String {
    const SHOWN: usize = 200;
    if let Some((end, _)) = text.char_indices().nth(SHOWN) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// The first place at which two values differ.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// The way there: `args.expr.lst[3].num`.
    pub path: String,
    /// What the recording has there; `None` where it has nothing.
    pub recorded: Option<Value>,
    /// What is there now; `None` where there is nothing.
    pub now: Option<Value>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |value: &Option<Value>| {
            value
                .as_ref()
                .map_or_else(|| "nothing".to_owned(), |value| cut(value.to_string()))
        };
        let (recorded, now) = (side(&self.recorded), side(&self.now));
        write!(f, "{}: recorded {recorded}, now {now}", self.path)
    }
}

impl Difference {
    /// The first difference between two inputs, the parameters called by name; `None` if there is none.
    pub fn of_inputs(recorded: &Value, now: &Value, parameters: &[&str]) -> Option<Self> {
        if recorded == now {
            return None;
        }
        let (Value::Tuple(a), Value::Tuple(b)) = (recorded, now) else {
            return Self::between(recorded, now, "args");
        };
        let name = |index: usize| {
            parameters
                .get(index)
                .map_or_else(|| format!("args[{index}]"), |name| format!("args.{name}"))
        };
        Self::in_sequence(a.iter(), b.iter(), name)
    }

    /// The first difference between two values, the outermost one called `root`; `None` if there is none.
    pub fn between(recorded: &Value, now: &Value, root: &str) -> Option<Self> {
        if recorded == now {
            return None;
        }
        let deeper = match (recorded, now) {
            (Value::Tuple(a), Value::Tuple(b)) => {
                Self::in_sequence(a.iter(), b.iter(), |index| format!("{root}[{index}]"))
            }
            (Value::List(a), Value::List(b)) => {
                let (a, b): (Vec<_>, Vec<_>) = (a.iter().collect(), b.iter().collect());
                Self::in_sequence(a.iter(), b.iter(), |index| format!("{root}[{index}]"))
            }
            (Value::Map(a), Value::Map(b)) if a.types() == b.types() => {
                let parts = |(key, value)| [key, value];
                Self::in_sequence(
                    a.entries().iter().map(|(a, b)| (a, b)).flat_map(parts),
                    b.entries().iter().map(|(a, b)| (a, b)).flat_map(parts),
                    |index| {
                        let part = ["key", "value"][index % 2];
                        format!("{root}[{}].{part}", index / 2)
                    },
                )
            }
            (Value::Set(a), Value::Set(b)) if a.elem_type() == b.elem_type() => {
                Self::in_sequence(a.items().iter(), b.items().iter(), |index| {
                    format!("{root}[{index}]")
                })
            }
            (Value::Option { value: Some(a), .. }, Value::Option { value: Some(b), .. }) => {
                Self::between(a, b, &format!("{root}.some"))
            }
            (Value::Result { value: Ok(a), .. }, Value::Result { value: Ok(b), .. }) => {
                Self::between(a, b, &format!("{root}.ok"))
            }
            (Value::Result { value: Err(a), .. }, Value::Result { value: Err(b), .. }) => {
                Self::between(a, b, &format!("{root}.err"))
            }
            (Value::Record(a), Value::Record(b)) if a.shape() == b.shape() => {
                let names = &a.shape().fields;
                Self::in_sequence(
                    a.iter().map(|(_, value)| value),
                    b.iter().map(|(_, value)| value),
                    |index| format!("{root}.{}", names[index]),
                )
            }
            (Value::Variant(a), Value::Variant(b)) if a.case() == b.case() => {
                let case = &a.case().name;
                Self::in_sequence(a.payloads().iter(), b.payloads().iter(), |_| {
                    format!("{root}.{case}")
                })
            }
            _ => None,
        };
        // Values that differ only in their annotations differ as a whole.
        Some(deeper.unwrap_or_else(|| Self {
            path: root.to_owned(),
            recorded: Some(recorded.clone()),
            now: Some(now.clone()),
        }))
    }

    fn in_sequence<'a>(
        mut recorded: impl Iterator<Item = &'a Value>,
        mut now: impl Iterator<Item = &'a Value>,
        name: impl Fn(usize) -> String,
    ) -> Option<Self> {
        for index in 0.. {
            match (recorded.next(), now.next()) {
                (None, None) => return None,
                (Some(a), Some(b)) if a == b => {}
                (Some(a), Some(b)) => return Self::between(a, b, &name(index)),
                (a, b) => {
                    return Some(Self {
                        path: name(index),
                        recorded: a.cloned(),
                        now: b.cloned(),
                    });
                }
            }
        }
        None
    }
}

pub(super) fn ending(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Returned(value) => value.to_string(),
        Outcome::Failed(failure) => format!("a failure ({failure})"),
    }
}
