//! A line of the text form, read from left to right.

use std::str::FromStr;

use super::is_plain;
use crate::intercept::Direction;
use crate::journal::error::{JournalError, Problem};
use crate::value::quoted;
use crate::{Limits, ParseValueErrorKind, Value};

/// A line, and how far it was read.
pub(super) struct Line<'a> {
    text: &'a str,
    /// From 1.
    number: usize,
    at: usize,
}

impl<'a> Line<'a> {
    pub(super) fn new(number: usize, text: &'a str) -> Self {
        let mut line = Self {
            text,
            number,
            at: 0,
        };
        line.skip_space();
        line
    }

    /// Whether there is nothing, or only a comment.
    pub(super) fn is_blank(&self) -> bool {
        self.rest().is_empty() || self.rest().starts_with('#')
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\r']).len();
    }

    /// The letters up to the next space; nothing where a quote begins.
    pub(super) fn word_ahead(&self) -> &'a str {
        let rest = self.rest();
        let ends = |letter: char| letter.is_whitespace() || matches!(letter, '"' | '`');
        &rest[..rest.find(ends).unwrap_or(rest.len())]
    }

    pub(super) fn word(&mut self) -> &'a str {
        let word = self.word_ahead();
        self.at += word.len();
        self.skip_space();
        word
    }

    /// Whether that word comes next, which is then read.
    pub(super) fn skips(&mut self, word: &str) -> bool {
        let is_next = self.word_ahead() == word;
        if is_next {
            self.word();
        }
        is_next
    }

    pub(super) fn keyword(&mut self, word: &str) -> Result<(), JournalError> {
        match self.skips(word) {
            true => Ok(()),
            false => Err(self.expected(&format!("`{word}`"))),
        }
    }

    /// Whether that comes next, which is then read.
    fn skips_mark(&mut self, mark: char) -> bool {
        let is_next = self.rest().starts_with(mark);
        if is_next {
            self.at += mark.len_utf8();
        }
        is_next
    }

    fn mark(&mut self, mark: char) -> Result<(), JournalError> {
        match self.skips_mark(mark) {
            true => Ok(()),
            false => Err(self.expected(&format!("`{mark}`"))),
        }
    }

    pub(super) fn number<N: FromStr>(&mut self, what: &str) -> Result<N, JournalError> {
        let Ok(number) = self.word_ahead().parse() else {
            return Err(self.expected(what));
        };
        self.word();
        Ok(number)
    }

    pub(super) fn nanoseconds(&mut self) -> Result<u64, JournalError> {
        let number = self.word_ahead().strip_suffix("ns");
        let Some(Ok(number)) = number.map(str::parse) else {
            return Err(self.expected("a time, such as `1500ns`"));
        };
        self.word();
        Ok(number)
    }

    /// What stands between these quotes.
    fn quoted(&mut self, quote: char, what: &str) -> Result<String, JournalError> {
        if !self.rest().starts_with(quote) {
            return Err(self.expected(what));
        }
        match quoted(self.text, self.at + 1, quote) {
            Ok((text, end)) => {
                self.at = end;
                Ok(text)
            }
            Err(misfit) => Err(self.expected_at(misfit.at, misfit.expected)),
        }
    }

    pub(super) fn text(&mut self) -> Result<String, JournalError> {
        let text = self.quoted('"', "a string")?;
        self.skip_space();
        Ok(text)
    }

    /// A name; spaces after it are not read.
    fn name_part(&mut self) -> Result<String, JournalError> {
        let rest = self.rest();
        if rest.starts_with('`') {
            return self.quoted('`', "a name");
        }
        let end = rest.bytes().position(|byte| !is_plain(byte));
        let name = &rest[..end.unwrap_or(rest.len())];
        if name.is_empty() {
            return Err(self.expected("a name, in back quotes unless it is plain"));
        }
        self.at += name.len();
        Ok(name.to_owned())
    }

    pub(super) fn name(&mut self) -> Result<String, JournalError> {
        let name = self.name_part()?;
        self.skip_space();
        Ok(name)
    }

    /// A direction, an interface and a function.
    pub(super) fn call(&mut self) -> Result<(Direction, String, String), JournalError> {
        let direction = match self.word_ahead() {
            "import" => Direction::Import,
            "export" => Direction::Export,
            _ => return Err(self.expected("`import` or `export`")),
        };
        self.word();
        let first = self.name_part()?;
        let (interface, function) = match self.skips_mark('#') {
            true => (first, self.name_part()?),
            false => ("$root".to_owned(), first),
        };
        self.skip_space();
        Ok((direction, interface, function))
    }

    /// Names between brackets.
    pub(super) fn names(&mut self) -> Result<Vec<String>, JournalError> {
        let mut names = Vec::new();
        self.mark('[')?;
        self.skip_space();
        while !self.skips_mark(']') {
            if !names.is_empty() {
                self.mark(',')?;
                self.skip_space();
            }
            names.push(self.name()?);
        }
        self.skip_space();
        Ok(names)
    }

    pub(super) fn hash(&mut self) -> Result<[u8; 32], JournalError> {
        let digits = self.word_ahead().as_bytes();
        let digit = |byte: u8| (byte as char).to_digit(16);
        let byte = |pair: &[u8]| Some((digit(pair[0])? * 16 + digit(pair[1])?) as u8);
        let bytes: Option<Vec<u8>> = match digits.len() {
            64 => digits.chunks(2).map(byte).collect(),
            _ => None,
        };
        let Some(Ok(hash)) = bytes.map(TryInto::try_into) else {
            return Err(self.expected("64 hexadecimal digits"));
        };
        self.word();
        Ok(hash)
    }

    /// The value that is the rest of the line.
    pub(super) fn value(&mut self, limits: &Limits) -> Result<Value, JournalError> {
        let value = Value::parse_with(self.rest(), limits);
        let value = value.map_err(|error| {
            let at = self.at + error.offset();
            let problem = match error.kind() {
                ParseValueErrorKind::Expected { expected, found } => Problem::Expected {
                    expected: expected.clone(),
                    found: found.clone(),
                },
                ParseValueErrorKind::Limit(limit) => Problem::Limit(*limit),
            };
            self.error(at, problem)
        })?;
        self.at = self.text.len();
        Ok(value)
    }

    pub(super) fn end(&self) -> Result<(), JournalError> {
        match self.rest().is_empty() {
            true => Ok(()),
            false => Err(self.expected("the end of the line")),
        }
    }

    /// What should have stood where the line was read to.
    pub(super) fn expected(&self, expected: &str) -> JournalError {
        self.expected_at(self.at, expected)
    }

    /// What should have stood in place of a word that was read last.
    pub(super) fn expected_before(&self, word: &'a str, expected: &str) -> JournalError {
        let at = word.as_ptr() as usize - self.text.as_ptr() as usize;
        self.expected_at(at, expected)
    }

    fn expected_at(&self, at: usize, expected: &str) -> JournalError {
        const SHOWN: usize = 32;
        let rest = &self.text[at..];
        let word = rest.split_whitespace().next().unwrap_or("");
        let shown: String = word
            .chars()
            .take(SHOWN)
            .flat_map(char::escape_debug)
            .collect();
        let found = match word.chars().nth(SHOWN) {
            _ if word.is_empty() => "the end of the line".to_owned(),
            Some(_) => format!("`{shown}…`"),
            None => format!("`{shown}`"),
        };
        self.error(
            at,
            Problem::Expected {
                expected: expected.to_owned(),
                found,
            },
        )
    }

    fn error(&self, at: usize, problem: Problem) -> JournalError {
        JournalError::Text {
            line: self.number,
            column: self.text[..at].chars().count() + 1,
            problem,
        }
    }

    /// An event that does not fit the ones before it.
    pub(super) fn misfit(&self, problem: Problem) -> JournalError {
        self.error(0, problem)
    }
}
