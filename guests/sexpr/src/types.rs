//! The types of `lisp:eval/types`, as `packr-guest` 0.6.2 writes and reads them.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use packr_guest::{ConversionError, FromValue, GraphValue, KnownValueType, Value, ValueType};

#[derive(Clone, PartialEq, GraphValue)]
#[graph(crate = "packr_guest::composite_abi")]
pub enum Expr {
    Sym(String),
    Num(i64),
    Flt(f64),
    Str(String),
    Lst(Vec<Expr>),
    Nil,
    Quote(Boxed<Expr>),
    Fun(Lambda),
}

impl Expr {
    /// A list, which is `Nil` when it is empty.
    pub fn list(items: Vec<Expr>) -> Expr {
        if items.is_empty() {
            Expr::Nil
        } else {
            Expr::Lst(items)
        }
    }

    /// Everything is true but the empty list.
    pub fn is_true(&self) -> bool {
        match self {
            Expr::Nil => false,
            Expr::Lst(items) => !items.is_empty(),
            _ => true,
        }
    }
}

#[derive(Clone, PartialEq, GraphValue)]
#[graph(crate = "packr_guest::composite_abi")]
pub struct Lambda {
    pub params: Vec<String>,
    pub body: Boxed<Expr>,
    pub captured: BTreeMap<String, Expr>,
}

#[derive(Clone, GraphValue)]
#[graph(crate = "packr_guest::composite_abi")]
pub struct Environment {
    pub bindings: BTreeMap<String, Expr>,
    pub fuel: u64,
}

#[derive(Clone, GraphValue)]
#[graph(crate = "packr_guest::composite_abi")]
pub enum EvalError {
    Unbound(String),
    NotAFunction(Expr),
    Mismatch(Mismatch),
    WrongArity(Arity),
    Host(String),
    Arithmetic(String),
    OutOfFuel,
    TooDeep,
    InCall((Expr, Boxed<EvalError>)),
}

#[derive(Clone, GraphValue)]
#[graph(crate = "packr_guest::composite_abi")]
pub struct Mismatch {
    pub expected: String,
    pub found: Expr,
}

#[derive(Clone, GraphValue)]
#[graph(crate = "packr_guest::composite_abi")]
pub struct Arity {
    pub expected: u32,
    pub found: u32,
}

#[derive(GraphValue)]
#[graph(crate = "packr_guest::composite_abi")]
pub struct ParseError {
    pub line: u32,
    pub column: u32,
    pub message: String,
}

/// Read by hand: the derive of 0.6.2 knows no field that is an option.
pub struct Style {
    pub width: Option<u32>,
    pub short_quotes: bool,
}

impl TryFrom<Value> for Style {
    type Error = ConversionError;

    fn try_from(value: Value) -> Result<Self, ConversionError> {
        let Value::Record { fields, .. } = value else {
            return Err(ConversionError::ExpectedRecord(format!("{value:?}")));
        };
        let (mut width, mut short_quotes) = (None, None);
        for (name, value) in fields {
            match name.as_str() {
                "width" => width = Some(Option::<u32>::from_value(value)?),
                "short_quotes" => short_quotes = Some(bool::from_value(value)?),
                _ => {}
            }
        }
        Ok(Style {
            width: width.ok_or_else(|| ConversionError::MissingField("width".into()))?,
            short_quotes: short_quotes
                .ok_or_else(|| ConversionError::MissingField("short_quotes".into()))?,
        })
    }
}

/// A `Box` that is read too: 0.6.2 only writes one. On the wire it is its content.
#[derive(Clone, PartialEq)]
pub struct Boxed<T>(pub Box<T>);

impl<T> Boxed<T> {
    pub fn new(value: T) -> Self {
        Boxed(Box::new(value))
    }
}

impl<T: Into<Value>> From<Boxed<T>> for Value {
    fn from(value: Boxed<T>) -> Value {
        (*value.0).into()
    }
}

impl<T: TryFrom<Value, Error = ConversionError>> TryFrom<Value> for Boxed<T> {
    type Error = ConversionError;

    fn try_from(value: Value) -> Result<Self, ConversionError> {
        T::try_from(value).map(Boxed::new)
    }
}

impl<T: KnownValueType> KnownValueType for Boxed<T> {
    fn known_value_type() -> ValueType {
        T::known_value_type()
    }
}
