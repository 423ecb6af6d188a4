//! Values as text that says by itself what they are, and back. `docs/text.md` has the grammar.

mod annotation;
mod error;
mod lexer;
mod line;
mod number;
mod parser;
mod scalar;
mod tall;

pub use error::{ParseValueError, ParseValueErrorKind};
#[cfg(feature = "runtime")]
pub(crate) use lexer::quoted;
pub(crate) use scalar::item;
#[cfg(feature = "runtime")]
pub(crate) use scalar::name as text_name;

use core::fmt;
use core::str::FromStr;

use super::Value;
use crate::codec::Limits;

/// The text form, on one line with `{}`, on several with `{:#}` (see [`Value::pretty`]). Both parse back to
/// the same value. A precision limits how many elements of each list are shown: what `{:.16}` leaves out
/// is not there to be parsed.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let max_items = f.precision().unwrap_or(usize::MAX);
        if f.alternate() {
            tall::print(self, max_items, f)
        } else {
            line::Line::new(f, usize::MAX, max_items).value(self)
        }
    }
}

/// A [`Value`] that prints in several lines.
#[derive(Debug, Clone, Copy)]
pub struct Pretty<'a>(&'a Value);

impl<'a> Pretty<'a> {
    pub(super) fn new(value: &'a Value) -> Self {
        Self(value)
    }
}

impl fmt::Display for Pretty<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        tall::print(self.0, f.precision().unwrap_or(usize::MAX), f)
    }
}

/// Parses what [`Display`](fmt::Display) prints, with the default [`Limits`].
impl FromStr for Value {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        Value::parse_with(text, &Limits::DEFAULT)
    }
}

impl Value {
    /// Parses the text form of a value, with limits of one's own: `max_bytes` of text, `max_nodes` values, and
    /// `max_depth` values, and types, inside each other. Takes time in proportion to the text, and less than 64 bytes of memory
    /// for each of its own. The items of packed lists are not counted as values.
    ///
    /// # Errors
    ///
    /// When the text is not that of one value, or exceeds a limit; the error has the place.
    pub fn parse_with(text: &str, limits: &Limits) -> Result<Value, ParseValueError> {
        parser::parse(text, limits)
    }
}
