//! Where inside a value something is.

use alloc::vec::Vec;
use core::fmt::{self, Write};

use super::error::short;
use crate::value::Name;

/// The most steps that a printed path shows.
const SHOWN: usize = 32;

/// One step from a value to a value inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// Into the field of a record, or a parameter.
    Field(Name),
    /// Into the element of a list or the item of a tuple; the entry of a map.
    Index(usize),
    /// Into the elements of a list, whichever: a step into a type.
    Element,
    /// Into what a case of a variant holds.
    Case(Name),
    /// Into what an option holds.
    Some,
    /// Into the success of a result.
    Ok,
    /// Into the failure of a result.
    Err,
    /// Into the key of a map's entry.
    Key,
    /// Into the value of a map's entry.
    Value,
}

/// The way from the outermost value to the one meant: `e.lst[3].num`.
///
/// Printed with fields as the wire spells them and cases in the same `snake_case`; empty when the
/// outermost value itself is meant. The middle of a very long path is left out, and the end of a long name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Path {
    // Innermost first: a path grows outwards as the error travels up.
    steps: Vec<Step>,
}

impl Path {
    /// The outermost value itself.
    pub const fn new() -> Self {
        Self { steps: Vec::new() }
    }

    /// Whether the outermost value itself is meant.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// How many steps there are.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// The steps from the outermost value inwards.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = &Step> + ExactSizeIterator {
        self.steps.iter().rev()
    }

    /// Puts a step before all others.
    pub fn prepend(&mut self, step: Step) {
        self.steps.push(step);
    }
}

impl FromIterator<Step> for Path {
    fn from_iter<I: IntoIterator<Item = Step>>(steps: I) -> Self {
        let mut steps: Vec<Step> = steps.into_iter().collect();
        steps.reverse();
        Self { steps }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.steps().enumerate() {
            if self.len() > SHOWN && (SHOWN / 2..self.len() - SHOWN / 2).contains(&i) {
                if i == SHOWN / 2 {
                    write!(f, ".(… {} steps …)", self.len() - SHOWN)?;
                }
                continue;
            }
            let dot = if i > 0 { "." } else { "" };
            match step {
                Step::Field(name) => write!(f, "{dot}{}", short(name))?,
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Element => f.write_str("[]")?,
                Step::Case(name) => write!(f, "{dot}{}", short(Snake(name)))?,
                Step::Some => write!(f, "{dot}some")?,
                Step::Ok => write!(f, "{dot}ok")?,
                Step::Err => write!(f, "{dot}err")?,
                Step::Key => write!(f, "{dot}key")?,
                Step::Value => write!(f, "{dot}value")?,
            }
        }
        Ok(())
    }
}

/// A name in `snake_case`.
struct Snake<'a>(&'a str);

impl fmt::Display for Snake<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, letter) in self.0.char_indices() {
            if letter.is_ascii_uppercase() && i > 0 {
                f.write_char('_')?;
            }
            f.write_char(letter.to_ascii_lowercase())?;
        }
        Ok(())
    }
}
