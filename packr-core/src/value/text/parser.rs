//! The text form back to values.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::error::{ParseValueError, ParseValueErrorKind};
use super::lexer::{self, Misfit, Token};
use super::number;
use crate::codec::{Limit, Limits};
use crate::value::{
    Case, List, Map, MapType, Name, Record, RecordShape, ResultType, Set, Value, ValueType, Variant,
};

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
        let mut items = Vec::new();
        while self.more(!items.is_empty(), "]")? {
            items.push(self.item(ty)?);
        }
        let value = Value::list(ty.clone(), items);
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
            items.push(value);
        }
        Ok((items, first, deepest))
    }

    fn tuple(&mut self, level: usize) -> Parsed<Typed> {
        self.step()?;
        let (items, _, deepest) = self.items(")", level)?;
        Ok(Typed {
            value: Value::Tuple(items),
            depth: deepest + 1,
        })
    }

    fn list(&mut self, elem: Option<ValueType>, level: usize) -> Parsed<Typed> {
        self.need("[")?;
        let (items, first, _) = self.items("]", level)?;
        let (elem, depth) = self.said(elem, items.first(), first)?;
        Ok(Typed {
            value: Value::List(List::new(elem, items)),
            depth: depth + 1,
        })
    }

    /// The type that is written, or else the value's own; and how deep it is.
    fn said(
        &self,
        written: Option<ValueType>,
        value: Option<&Value>,
        depth: usize,
    ) -> Parsed<(ValueType, usize)> {
        match (written, value) {
            (Some(ty), _) => {
                let depth = type_depth(&ty);
                Ok((ty, depth))
            }
            (None, Some(value)) => {
                self.check(depth)?;
                Ok((value.value_type(), depth))
            }
            (None, None) => Err(self.expected("a type in `<>` before what is empty")),
        }
    }

    fn inside(&mut self, level: usize) -> Parsed<Typed> {
        self.need("(")?;
        let value = self.value(level + 1)?;
        self.eat(",")?;
        self.need(")")?;
        Ok(value)
    }

    fn option(&mut self, some: bool, level: usize) -> Parsed<Typed> {
        self.step()?;
        let written = self.one_type()?;
        let inside = if some {
            Some(self.inside(level)?)
        } else {
            None
        };
        let (depth, value) = inside.map_or((0, None), |v| (v.depth, Some(v.value)));
        let (ty, depth) = self.said(written, value.as_ref(), depth)?;
        let value = Value::Option {
            inner_type: ty.into(),
            value: value.map(Box::new),
        };
        Ok(Typed {
            value,
            depth: depth + 1,
        })
    }

    fn result(&mut self, is_ok: bool, level: usize) -> Parsed<Typed> {
        self.step()?;
        let (ok, err) = self.two_types((None, None))?;
        let inside = match self.is("(") {
            true => self.inside(level)?,
            false => {
                self.check(level + 1)?;
                Typed {
                    value: Value::UNIT,
                    depth: 1,
                }
            }
        };
        let (own, other) = if is_ok { (ok, err) } else { (err, ok) };
        let (own, depth) = self.said(own, Some(&inside.value), inside.depth)?;
        let other = other.unwrap_or(ValueType::UNIT);
        let depth = depth.max(type_depth(&other)) + 1;
        let (ok, err) = if is_ok { (own, other) } else { (other, own) };
        let value = Box::new(inside.value);
        let value = if is_ok { Ok(value) } else { Err(value) };
        let value = Value::Result {
            types: ResultType { ok, err }.into(),
            value,
        };
        Ok(Typed { value, depth })
    }

    fn record(&mut self, name: Name, level: usize) -> Parsed<Typed> {
        self.need("{")?;
        let (mut fields, mut values): (Vec<Name>, Vec<Value>) = Default::default();
        while self.more(!values.is_empty(), "}")? {
            fields.push(self.name("the name of a field")?);
            self.need(":")?;
            values.push(self.value(level + 1)?.value);
        }
        let shape = RecordShape {
            name,
            fields: fields.into(),
        };
        Ok(Typed {
            value: Value::Record(Record::new(shape.into(), values)),
            depth: 1,
        })
    }

    fn variant(&mut self, type_name: Name, level: usize) -> Parsed<Typed> {
        self.need("::")?;
        let name = match self.is("#") {
            true => Name::Borrowed(""),
            false => self.name("the name of a case")?,
        };
        self.need("#")?;
        let tag = match self.token {
            Token::Number(text) => number::read(text, &ValueType::U32),
            _ => None,
        };
        let Some(Value::U32(tag)) = tag else {
            return Err(self.expected("the case's position, a u32"));
        };
        self.step()?;
        let mut payload = Vec::new();
        if self.eat("(")? {
            payload = self.items(")", level)?.0;
        }
        let case = Case {
            type_name,
            name,
            tag,
        };
        Ok(Typed {
            value: Value::Variant(Variant::new(case.into(), payload)),
            depth: 1,
        })
    }

    fn map(&mut self, level: usize) -> Parsed<Typed> {
        self.step()?;
        let (key_type, value_type) = self.two_types((None, None))?;
        self.need("{")?;
        let (mut entries, mut depths) = (Vec::new(), (0, 0));
        while self.more(!entries.is_empty(), "}")? {
            let key = self.value(level + 1)?;
            self.need(":")?;
            let value = self.value(level + 1)?;
            if entries.is_empty() {
                depths = (key.depth, value.depth);
            }
            entries.push((key.value, value.value));
        }
        let first = entries.first();
        let (key, a) = self.said(key_type, first.map(|(key, _)| key), depths.0)?;
        let (value, b) = self.said(value_type, first.map(|(_, value)| value), depths.1)?;
        let value = Value::Map(Map::new(MapType { key, value }, entries));
        Ok(Typed {
            value,
            depth: a.max(b) + 1,
        })
    }

    fn set(&mut self, level: usize) -> Parsed<Typed> {
        self.step()?;
        let written = self.one_type()?;
        self.need("{")?;
        let (items, first, _) = self.items("}", level)?;
        let (elem, depth) = self.said(written, items.first(), first)?;
        Ok(Typed {
            value: Value::Set(Set::new(elem, items)),
            depth: depth + 1,
        })
    }

    fn one_type(&mut self) -> Parsed<Option<ValueType>> {
        if !self.eat("<")? {
            return Ok(None);
        }
        let ty = self.ty(1)?;
        self.need(">")?;
        Ok(Some(ty))
    }

    fn two_types(
        &mut self,
        none: (Option<ValueType>, Option<ValueType>),
    ) -> Parsed<(Option<ValueType>, Option<ValueType>)> {
        if !self.eat("<")? {
            return Ok(none);
        }
        let first = self.said_or_type()?;
        self.need(",")?;
        let second = self.said_or_type()?;
        self.need(">")?;
        Ok((first, second))
    }

    fn said_or_type(&mut self) -> Parsed<Option<ValueType>> {
        if self.token == Token::Word("_") {
            self.step()?;
            return Ok(None);
        }
        self.ty(1).map(Some)
    }

    fn ty(&mut self, level: usize) -> Parsed<ValueType> {
        self.check(level)?;
        let Token::Word(word) = self.token else {
            return Err(self.expected("a type"));
        };
        if let Some(ty) = number::fixed(word) {
            self.step()?;
            return Ok(ty);
        }
        match word {
            "string" => self.step().map(|_| ValueType::String),
            "record" => {
                self.step()?;
                self.name("the name of a record").map(ValueType::Record)
            }
            "variant" => {
                self.step()?;
                self.name("the name of a variant").map(ValueType::Variant)
            }
            "list" | "option" | "set" | "result" | "map" | "tuple" => self.outer_type(word, level),
            _ => Err(self.expected("a type; of a named one, `record Name` or `variant Name`")),
        }
    }

    fn outer_type(&mut self, word: &str, level: usize) -> Parsed<ValueType> {
        self.step()?;
        self.need("<")?;
        if word == "tuple" {
            let mut items = Vec::new();
            while self.more(!items.is_empty(), ">")? {
                items.push(self.ty(level + 1)?);
            }
            return Ok(ValueType::Tuple(items.into()));
        }
        let first = self.ty(level + 1)?;
        let ty = match word {
            "list" => ValueType::List(first.into()),
            "option" => ValueType::Option(first.into()),
            "set" => ValueType::Set(first.into()),
            _ => {
                self.need(",")?;
                let (ok, err) = (first, self.ty(level + 1)?);
                match word {
                    "result" => ValueType::Result(ResultType { ok, err }.into()),
                    _ => ValueType::Map(
                        MapType {
                            key: ok,
                            value: err,
                        }
                        .into(),
                    ),
                }
            }
        };
        self.need(">")?;
        Ok(ty)
    }
}

fn value_depth(value: &Value) -> usize {
    if matches!(value, Value::List(_)) {
        2
    } else {
        1
    }
}

fn type_depth(ty: &ValueType) -> usize {
    1 + match ty {
        ValueType::List(inner) | ValueType::Option(inner) | ValueType::Set(inner) => {
            type_depth(inner)
        }
        ValueType::Result(types) => type_depth(&types.ok).max(type_depth(&types.err)),
        ValueType::Map(types) => type_depth(&types.key).max(type_depth(&types.value)),
        ValueType::Tuple(items) => items.iter().map(type_depth).max().unwrap_or(0),
        _ => 0,
    }
}
