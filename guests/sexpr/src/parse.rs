//! Text to expressions, with a stack of open lists instead of recursion.

use crate::{Expr, ParseError};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::iter::Peekable;
use core::str::Chars;

/// Lists and quotations inside one another. The conversion to and from the host recurses, so there has to be an end.
const MAX_NESTING: usize = 256;

/// What is open around the expression being read.
enum Open {
    List(Vec<Expr>),
    Quote,
}

pub fn parse(source: &[u8]) -> Result<Vec<Expr>, ParseError> {
    let text = match core::str::from_utf8(source) {
        Ok(text) => text,
        Err(error) => {
            let valid = source.get(..error.valid_up_to()).unwrap_or_default();
            let mut text = Text::new(core::str::from_utf8(valid).unwrap_or_default());
            while text.next().is_some() {}
            return Err(text.error("not UTF-8"));
        }
    };
    Parser {
        text: Text::new(text),
        open: Vec::new(),
        done: Vec::new(),
    }
    .run()
}

struct Parser<'a> {
    text: Text<'a>,
    open: Vec<Open>,
    done: Vec<Expr>,
}

impl Parser<'_> {
    fn run(mut self) -> Result<Vec<Expr>, ParseError> {
        loop {
            self.text.skip_blanks();
            let start = self.text.clone();
            let Some(c) = self.text.next() else {
                return match self.open.last() {
                    None => Ok(self.done),
                    Some(Open::List(_)) => Err(start.error("a list is not closed")),
                    Some(Open::Quote) => Err(start.error("nothing follows the quote")),
                };
            };
            match c {
                '(' => self.enter(Open::List(Vec::new()), &start)?,
                '\'' => self.enter(Open::Quote, &start)?,
                ')' => match self.open.pop() {
                    Some(Open::List(items)) => self.put(Expr::list(items)),
                    Some(Open::Quote) => return Err(start.error("nothing follows the quote")),
                    None => return Err(start.error("no list is open here")),
                },
                '"' => {
                    let text = self.string(&start)?;
                    self.put(Expr::Str(text));
                }
                _ => {
                    let atom = self.atom(c, &start)?;
                    self.put(atom);
                }
            }
        }
    }

    fn enter(&mut self, open: Open, start: &Text<'_>) -> Result<(), ParseError> {
        if self.open.len() >= MAX_NESTING {
            return Err(start.error(&format!("more than {MAX_NESTING} levels deep")));
        }
        self.open.push(open);
        Ok(())
    }

    fn put(&mut self, mut expr: Expr) {
        while let Some(Open::Quote) = self.open.last() {
            self.open.pop();
            expr = Expr::quote(expr);
        }
        match self.open.last_mut() {
            Some(Open::List(items)) => items.push(expr),
            _ => self.done.push(expr),
        }
    }

    fn string(&mut self, start: &Text<'_>) -> Result<String, ParseError> {
        let mut out = String::new();
        loop {
            let here = self.text.clone();
            match self.text.next() {
                Some('"') => return Ok(out),
                Some('\\') => match self.text.next() {
                    Some('n') => out.push('\n'),
                    Some('t') => out.push('\t'),
                    Some(c @ ('"' | '\\')) => out.push(c),
                    _ => return Err(here.error("an escape is one of \\n \\t \\\" \\\\")),
                },
                Some(c) => out.push(c),
                None => return Err(start.error("a text is not closed")),
            }
        }
    }

    fn atom(&mut self, first: char, start: &Text<'_>) -> Result<Expr, ParseError> {
        let mut word = first.to_string();
        while let Some(c) = self.text.peek() {
            if c.is_whitespace() || matches!(c, '(' | ')' | '\'' | '"' | ';') {
                break;
            }
            word.push(c);
            self.text.next();
        }
        let digits = word.strip_prefix(['+', '-']).unwrap_or(&word);
        if !digits.starts_with(|c: char| c.is_ascii_digit()) {
            return Ok(Expr::Sym(word));
        }
        if digits.chars().all(|c| c.is_ascii_digit()) {
            return word
                .parse()
                .map(Expr::Num)
                .map_err(|_| start.error("a whole number needs 64 bits at most"));
        }
        word.parse()
            .map(Expr::Flt)
            .map_err(|_| start.error("not a number"))
    }
}

/// The text that is left, and where it is.
#[derive(Clone)]
struct Text<'a> {
    chars: Peekable<Chars<'a>>,
    line: u32,
    column: u32,
}

impl<'a> Text<'a> {
    fn new(text: &'a str) -> Self {
        Text {
            chars: text.chars().peekable(),
            line: 1,
            column: 1,
        }
    }

    fn peek(&mut self) -> Option<char> {
        self.chars.peek().copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.chars.next()?;
        if c == '\n' {
            self.line = self.line.saturating_add(1);
            self.column = 1;
        } else {
            self.column = self.column.saturating_add(1);
        }
        Some(c)
    }

    fn skip_blanks(&mut self) {
        while let Some(c) = self.peek() {
            if c == ';' {
                while self.peek().is_some_and(|c| c != '\n') {
                    self.next();
                }
            } else if c.is_whitespace() {
                self.next();
            } else {
                break;
            }
        }
    }

    fn error(&self, message: &str) -> ParseError {
        ParseError {
            line: self.line,
            column: self.column,
            message: message.into(),
        }
    }
}
