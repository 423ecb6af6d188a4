//! The text form back to values: tokens, scalars, and which of the others a text is.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

mod compound;
mod types;

use super::error::{ParseValueError, ParseValueErrorKind};
use super::lexer::{self, Misfit, Token};
use super::number;
use crate::codec::{Limit, Limits};
use crate::value::{List, Name, Value, ValueType, for_each_packed};

type Parsed<T> = Result<T, ParseValueError>;

pub(super) fn parse(text: &str, limits: &Limits) -> Parsed<Value> {
    let mut parser = Parser {
        text,
        token: Token::End,
        start: 0,
        end: 0,
        nodes: 0,
        limits: *limits,
    };
    if text.len() > limits.max_bytes {
        let (max, found) = (limits.max_bytes, text.len());
        return Err(parser.limit(Limit::Bytes { max, found }));
    }
    parser.step()?;
    let value = parser.value(1)?.value;
    match parser.token {
        Token::End => Ok(value),
        _ => Err(parser.expected("the end of the text")),
    }
}

/// A value, and how many types its own type has inside each other.
struct Typed {
    value: Value,
    depth: usize,
}

struct Parser<'a> {
    text: &'a str,
    token: Token<'a>,
    start: usize,
    end: usize,
    nodes: usize,
    limits: Limits,
}

impl<'a> Parser<'a> {
    fn step(&mut self) -> Parsed<Token<'a>> {
        match lexer::next(self.text, self.end) {
            Ok((start, token, end)) => {
                (self.start, self.end) = (start, end);
                Ok(core::mem::replace(&mut self.token, token))
            }
            Err(Misfit { at, expected }) => {
                (self.start, self.token) = (at, Token::End);
                let found = self.text[at..].chars().next();
                let found = found.map_or("the end of the text".into(), |c| {
                    alloc::format!("`{}`", c.escape_debug())
                });
                let expected = expected.into();
                Err(self.error(ParseValueErrorKind::Expected { expected, found }))
            }
        }
    }

    #[cold]
    fn error(&self, kind: ParseValueErrorKind) -> ParseValueError {
        ParseValueError::new(kind, self.text, self.start)
    }

    #[cold]
    fn limit(&self, limit: Limit) -> ParseValueError {
        self.error(ParseValueErrorKind::Limit(limit))
    }

    #[cold]
    fn expected(&self, expected: impl Into<String>) -> ParseValueError {
        let found = self.token.describe();
        self.error(ParseValueErrorKind::Expected {
            expected: expected.into(),
            found,
        })
    }

    fn is(&self, mark: &str) -> bool {
        matches!(self.token, Token::Mark(found) if found == mark)
    }

    fn eat(&mut self, mark: &str) -> Parsed<bool> {
        let is = self.is(mark);
        if is {
            self.step()?;
        }
        Ok(is)
    }

    fn need(&mut self, mark: &str) -> Parsed<()> {
        match self.eat(mark)? {
            true => Ok(()),
            false => Err(self.expected(alloc::format!("`{mark}`"))),
        }
    }

    /// Whether another item of a sequence follows; the end of the sequence is taken.
    fn more(&mut self, any: bool, close: &str) -> Parsed<bool> {
        if self.eat(close)? {
            return Ok(false);
        }
        if any && !self.eat(",")? {
            return Err(self.expected(alloc::format!("`,` or `{close}`")));
        }
        Ok(!(any && self.eat(close)?))
    }

    fn check(&self, depth: usize) -> Parsed<usize> {
        let max = self.limits.max_depth;
        if depth > max {
            Err(self.limit(Limit::Depth { max }))
        } else {
            Ok(depth)
        }
    }

    fn value(&mut self, level: usize) -> Parsed<Typed> {
        self.check(level)?;
        self.nodes += 1;
        let (max, found) = (self.limits.max_nodes, self.nodes);
        if found > max {
            return Err(self.limit(Limit::Nodes { max, found }));
        }
        match self.token {
            Token::Mark("(") => self.tuple(level),
            Token::Mark("[") => self.list(None, level),
            Token::Mark("{") => self.record(Name::Borrowed(""), level),
            Token::Mark("::") => self.variant(Name::Borrowed(""), level),
            Token::Word(word) => self.word(word, level),
            Token::Name(_) => self.named(level),
            _ => self.leaf(),
        }
    }

    fn leaf(&mut self) -> Parsed<Typed> {
        let value = match &self.token {
            Token::Number(text) => match number::suffixed(text) {
                Some((digits, ty)) => number::read(digits, &ty)
                    .ok_or_else(|| self.expected(alloc::format!("a number that fits {ty}")))?,
                None => return Err(self.expected("a number with its type, such as `1u32`")),
            },
            Token::Text(_) | Token::Char(_) | Token::Bytes(_) => {
                let value = match self.step()? {
                    Token::Text(text) => Value::String(text),
                    Token::Bytes(bytes) => bytes.into(),
                    Token::Char(letter) => Value::Char(letter),
                    _ => Value::UNIT,
                };
                let depth = value_depth(&value);
                return Ok(Typed { value, depth });
            }
            _ => return Err(self.expected("a value")),
        };
        self.step()?;
        Ok(Typed { value, depth: 1 })
    }

    fn word(&mut self, word: &'a str, level: usize) -> Parsed<Typed> {
        if let Some(ty) = number::fixed(word) {
            self.step()?;
            return self.fixed(&ty);
        }
        match word {
            "true" | "false" => {
                self.step()?;
                let value = Value::Bool(word == "true");
                Ok(Typed { value, depth: 1 })
            }
            "some" | "none" => self.option(word == "some", level),
            "ok" | "err" => self.result(word == "ok", level),
            "list" => {
                self.step()?;
                let elem = self.one_type()?;
                self.list(elem, level)
            }
            "map" => self.map(level),
            "set" => self.set(level),
            _ => self.named(level),
        }
    }

    fn named(&mut self, level: usize) -> Parsed<Typed> {
        let name = self.name("a name")?;
        if self.is("{") {
            self.record(name, level)
        } else if self.is("::") {
            self.variant(name, level)
        } else {
            Err(self.expected("`{` of a record or `::` of a variant after the name"))
        }
    }

    fn name(&mut self, what: &str) -> Parsed<Name> {
        match self.token {
            Token::Word(word) => {
                self.step()?;
                Ok(Name::Owned(word.to_string()))
            }
            Token::Name(_) => match self.step()? {
                Token::Name(name) => Ok(Name::Owned(name)),
                _ => Ok(Name::Borrowed("")),
            },
            _ => Err(self.expected(what)),
        }
    }

    /// A value whose type of fixed width is already said.
    fn item(&mut self, ty: &ValueType) -> Parsed<Value> {
        let value = match self.token {
            Token::Char(letter) if *ty == ValueType::Char => Some(Value::Char(letter)),
            Token::Word("nan") if matches!(ty, ValueType::F32 | ValueType::F64) => {
                self.step()?;
                if !self.eat(":")? {
                    return number::read("nan", ty).ok_or_else(|| self.expected("a float"));
                }
                match self.token {
                    Token::Number(bits) => number::nan(bits, ty),
                    _ => None,
                }
            }
            Token::Number(text) | Token::Word(text) => number::read(text, ty),
            _ => None,
        };
        let value =
            value.ok_or_else(|| self.expected(alloc::format!("a {ty}, without a suffix")))?;
        self.step()?;
        Ok(value)
    }

    fn fixed(&mut self, ty: &ValueType) -> Parsed<Typed> {
        if self.eat("(")? {
            let value = self.item(ty)?;
            self.eat(",")?;
            self.need(")")?;
            return Ok(Typed { value, depth: 1 });
        }
        self.need("[")?;
        let value = Value::List(self.packed(ty)?);
        Ok(Typed { value, depth: 2 })
    }

    fn items(&mut self, close: &str, level: usize) -> Parsed<(Vec<Value>, usize, usize)> {
        let (mut items, mut first, mut deepest) = (Vec::new(), 0, 0);
        while self.more(!items.is_empty(), close)? {
            let Typed { value, depth } = self.value(level + 1)?;
            if items.is_empty() {
                first = depth;
            }
            deepest = deepest.max(depth);
            push(&mut items, value);
        }
        Ok((items, first, deepest))
    }
}

macro_rules! packed {
    ($($kind:ident $elem:ident $width:literal,)*) => {
        impl Parser<'_> {
            /// The items of a packed list of that type, up to its end.
            fn packed(&mut self, ty: &ValueType) -> Parsed<List> {
                match ty {
                    $(ValueType::$kind => {
                        let mut items: Vec<$elem> = Vec::new();
                        while self.more(!items.is_empty(), "]")? {
                            if let Value::$kind(item) = self.item(ty)? {
                                items.push(item);
                            }
                        }
                        Ok(List::$kind(items))
                    })*
                    _ => Err(self.expected("a type of fixed width")),
                }
            }
        }
    };
}
for_each_packed!(packed);

/// Adds an item. Most levels of a deep value have one alone, for which a `Vec` would take room for four.
fn push<T>(items: &mut Vec<T>, item: T) {
    if items.is_empty() {
        items.reserve_exact(1);
    }
    items.push(item);
}

fn value_depth(value: &Value) -> usize {
    if matches!(value, Value::List(_)) {
        2
    } else {
        1
    }
}
