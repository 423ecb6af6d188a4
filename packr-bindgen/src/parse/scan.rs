//! Tokens of WIT text, for finding a place in it: the reference behind a cycle, the keyword behind an error.
//!
//! This is no parser. wit-parser reads the text and decides what is right; whatever is found here is either proposed
//! to it or only shown to the user.

use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An identifier or a keyword.
    Word,
    /// An identifier written with `%`; never a keyword.
    Escaped,
    /// Digits.
    Number,
    /// A single character of punctuation, or `->` as `>` after `-`.
    Sign(u8),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Token {
    pub(crate) fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// The text, without the `%` of an escaped name.
    pub(crate) fn name<'a>(&self, text: &'a str) -> &'a str {
        let text = &text[self.range()];
        text.strip_prefix('%').unwrap_or(text)
    }

    pub(crate) fn is_word(&self, text: &str, word: &str) -> bool {
        self.kind == Kind::Word && &text[self.range()] == word
    }

    pub(crate) fn is_sign(&self, sign: u8) -> bool {
        self.kind == Kind::Sign(sign)
    }
}

/// The tokens from byte `from` on, without white space and comments. Whatever is no token is passed over.
pub(crate) fn tokens(text: &str, from: usize) -> Tokens<'_> {
    Tokens {
        bytes: text.as_bytes(),
        at: from,
    }
}

pub(crate) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Tokens<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_while(&mut self, test: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&test) {
            self.at += 1;
        }
    }

    fn skip_block_comment(&mut self) {
        let mut depth = 1;
        self.at += 2;
        while depth > 0 && self.at < self.bytes.len() {
            let step = match &self.bytes[self.at..] {
                [b'/', b'*', ..] => {
                    depth += 1;
                    2
                }
                [b'*', b'/', ..] => {
                    depth -= 1;
                    2
                }
                _ => 1,
            };
            self.at += step;
        }
    }

    fn skip_string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'"' => return,
                _ => {}
            }
        }
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            let start = self.at;
            let kind = match self.peek()? {
                b'/' if self.bytes.get(start + 1) == Some(&b'/') => {
                    self.skip_while(|byte| byte != b'\n');
                    continue;
                }
                b'/' if self.bytes.get(start + 1) == Some(&b'*') => {
                    self.skip_block_comment();
                    continue;
                }
                b'"' => {
                    self.skip_string();
                    continue;
                }
                b'%' => {
                    self.at += 1;
                    self.skip_while(is_word);
                    Kind::Escaped
                }
                byte if byte.is_ascii_alphabetic() || byte == b'_' => {
                    self.skip_while(is_word);
                    Kind::Word
                }
                byte if byte.is_ascii_digit() => {
                    self.skip_while(|byte| byte.is_ascii_digit());
                    Kind::Number
                }
                byte if byte.is_ascii_punctuation() => {
                    self.at += 1;
                    Kind::Sign(byte)
                }
                _ => {
                    self.at += 1;
                    continue;
                }
            };
            return Some(Token {
                kind,
                start,
                end: self.at,
            });
        }
    }
}

/// Whether `word` has a meaning of its own where a type is expected, so that it refers to nothing.
pub(crate) fn is_type_keyword(word: &str) -> bool {
    matches!(
        word,
        "_" | "bool"
            | "u8"
            | "u16"
            | "u32"
            | "u64"
            | "s8"
            | "s16"
            | "s32"
            | "s64"
            | "f32"
            | "f64"
            | "char"
            | "string"
            | "error-context"
            | "list"
            | "map"
            | "option"
            | "result"
            | "tuple"
            | "future"
            | "stream"
            | "own"
            | "borrow"
    )
}
