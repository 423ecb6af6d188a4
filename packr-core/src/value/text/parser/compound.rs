//! Values that hold others.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::types::type_depth;
use super::{Parsed, Parser, Typed, push};
use crate::value::text::lexer::Token;
use crate::value::text::number;
use crate::value::{
    Case, List, Map, MapType, Name, Record, RecordShape, ResultType, Set, Value, ValueType, Variant,
};

impl Parser<'_> {
    pub(super) fn tuple(&mut self, level: usize) -> Parsed<Typed> {
        self.step()?;
        let (items, _, deepest) = self.items(")", level)?;
        Ok(Typed {
            value: Value::Tuple(items),
            depth: deepest + 1,
        })
    }

    pub(super) fn list(&mut self, elem: Option<ValueType>, level: usize) -> Parsed<Typed> {
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

    pub(super) fn option(&mut self, some: bool, level: usize) -> Parsed<Typed> {
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

    pub(super) fn result(&mut self, is_ok: bool, level: usize) -> Parsed<Typed> {
        self.step()?;
        let (ok, err) = self.two_types()?;
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

    pub(super) fn record(&mut self, name: Name, level: usize) -> Parsed<Typed> {
        self.need("{")?;
        let (mut fields, mut values): (Vec<Name>, Vec<Value>) = Default::default();
        while self.more(!values.is_empty(), "}")? {
            push(&mut fields, self.name("the name of a field")?);
            self.need(":")?;
            push(&mut values, self.value(level + 1)?.value);
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

    pub(super) fn variant(&mut self, type_name: Name, level: usize) -> Parsed<Typed> {
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

    pub(super) fn map(&mut self, level: usize) -> Parsed<Typed> {
        self.step()?;
        let (key_type, value_type) = self.two_types()?;
        self.need("{")?;
        let (mut entries, mut depths) = (Vec::new(), (0, 0));
        while self.more(!entries.is_empty(), "}")? {
            let key = self.value(level + 1)?;
            self.need(":")?;
            let value = self.value(level + 1)?;
            if entries.is_empty() {
                depths = (key.depth, value.depth);
            }
            push(&mut entries, (key.value, value.value));
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

    pub(super) fn set(&mut self, level: usize) -> Parsed<Typed> {
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
}
