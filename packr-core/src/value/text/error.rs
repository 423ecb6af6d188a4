//! The error of parsing a value.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use core::fmt;

use crate::codec::Limit;

/// Why a text is not that of a value, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseValueError(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    kind: ParseValueErrorKind,
    offset: usize,
    line: usize,
    column: usize,
}

/// The kinds of [`ParseValueError`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseValueErrorKind {
    /// Something else than what can stand there.
    Expected {
        /// What could stand there.
        expected: String,
        /// What does.
        found: String,
    },
    /// One of the [`Limits`](crate::Limits).
    Limit(Limit),
}

impl ParseValueError {
    #[cold]
    pub(super) fn new(kind: ParseValueErrorKind, text: &str, offset: usize) -> Self {
        let before = &text[..offset];
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        Self(Box::new(Inner {
            kind,
            offset,
            line: before.matches('\n').count() + 1,
            column: before[start..].chars().count() + 1,
        }))
    }

    /// What is wrong.
    pub fn kind(&self) -> &ParseValueErrorKind {
        &self.0.kind
    }

    /// The place in the text, in bytes.
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// The line, from 1.
    pub fn line(&self) -> usize {
        self.0.line
    }

    /// The column in characters, from 1.
    pub fn column(&self) -> usize {
        self.0.column
    }

    /// The error with the line of the text and a caret. `text` is what was parsed.
    pub fn render(&self, text: &str) -> String {
        let line = text.split('\n').nth(self.0.line - 1).unwrap_or("");
        let skipped = self.0.column.saturating_sub(60);
        let shown: String = line.chars().skip(skipped).take(80).map(shown).collect();
        let number = format!("{}", self.0.line);
        let (margin, before) = (number.len(), self.0.column - 1 - skipped);
        format!(
            "{self}\n{number} | {shown}\n{:margin$} | {:before$}^",
            "", ""
        )
    }
}

/// A letter as one that takes one column.
fn shown(letter: char) -> char {
    match letter {
        '"' | '\'' | '\\' => letter,
        _ if letter.escape_debug().len() == 1 => letter,
        _ => '·',
    }
}

impl fmt::Display for ParseValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.kind {
            ParseValueErrorKind::Expected { expected, found } => {
                write!(f, "expected {expected}, found {found}")?;
            }
            ParseValueErrorKind::Limit(limit) => limit.fmt(f)?,
        }
        write!(f, " (at line {}, column {})", self.0.line, self.0.column)
    }
}

impl core::error::Error for ParseValueError {}
