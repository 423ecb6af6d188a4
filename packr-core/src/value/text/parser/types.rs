//! Types, as annotations write them.

use alloc::vec::Vec;

use super::{Parsed, Parser, push};
use crate::value::text::lexer::Token;
use crate::value::text::number;
use crate::value::{MapType, ResultType, ValueType};

impl Parser<'_> {
    pub(super) fn one_type(&mut self) -> Parsed<Option<ValueType>> {
        if !self.eat("<")? {
            return Ok(None);
        }
        let ty = self.ty(1)?;
        self.need(">")?;
        Ok(Some(ty))
    }

    /// The types of a result or a map; one that is not written is what the value says.
    pub(super) fn two_types(&mut self) -> Parsed<(Option<ValueType>, Option<ValueType>)> {
        if !self.eat("<")? {
            return Ok((None, None));
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
                push(&mut items, self.ty(level + 1)?);
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

/// How many types are inside each other.
pub(super) fn type_depth(ty: &ValueType) -> usize {
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
