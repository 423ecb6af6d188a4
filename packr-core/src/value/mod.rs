//! Values of any WIT type, without the type.
//!
//! A [`Value`] is what every call carries as seen by an interceptor, and what a dynamic caller hands
//! in. It keeps what the byte format writes, so that nothing is lost on the way through it.
//!
//! ```
//! use packr_core::Value;
//!
//! let span = Value::record("Span", [("start", Value::U32(3)), ("end", Value::U32(8))]);
//! assert_eq!(span.to_string(), "Span { start: 3u32, end: 8u32 }");
//! assert_eq!(span.as_record().unwrap().get("end"), Some(&Value::U32(8)));
//!
//! let sum = Value::variant("Expr", "Sym", 0, Some("+".into()));
//! assert_eq!("Expr::Sym#0(\"+\")".parse(), Ok(sum.clone()));
//! assert_eq!(sum.to_string(), r##"Expr::Sym#0("+")"##);
//! ```
//!
//! Cloning, comparing, printing and dropping a value recurse into it. Values that were decoded are
//! at most [`Limits::max_depth`](crate::Limits) deep, which these survive on a stack of 2 MiB in a
//! debug build; whoever builds deeper ones by hand needs the stack for them.

mod eq;
mod list;
mod maps;
mod named;
mod shared;
mod text;
mod types;

pub use list::List;
pub(crate) use list::for_each_packed;
pub use maps::{Map, Set};
pub use named::{Case, Record, RecordShape, Variant};
pub(crate) use named::{one, same_name};
pub use shared::Shared;
pub(crate) use text::item;
pub use text::{ParseValueError, ParseValueErrorKind, Pretty};
#[cfg(feature = "runtime")]
pub(crate) use text::{quoted, text_name};
pub use types::{MapType, Name, ResultType, ValueType};

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

/// A value of any WIT type.
///
/// Equality is what a replay needs: floats are equal when their bits are, so a NaN equals itself and
/// `0.0` differs from `-0.0`; names and written-down types count too.
#[derive(Debug, Clone)]
#[allow(missing_docs)] // the cases without a line of their own are WIT's types of that name
pub enum Value {
    Bool(bool),
    U8(u8),
    U16(u16),
    U32(u32),
    U64(u64),
    S8(i8),
    S16(i16),
    S32(i32),
    S64(i64),
    F32(f32),
    F64(f64),
    Char(char),
    String(String),
    /// Flags: bit 0 is the first flag.
    Flags(u64),
    List(List),
    Option {
        /// The type inside that is written down, also for `none`.
        inner_type: Shared<ValueType>,
        /// The value, if there is one.
        value: Option<Box<Value>>,
    },
    Result {
        /// The two types that are written down.
        types: Shared<ResultType>,
        /// The value; a side without a type holds the empty tuple.
        value: Result<Box<Value>, Box<Value>>,
    },
    Tuple(Vec<Value>),
    Record(Record),
    /// A variant, or an enum.
    Variant(Variant),
    Map(Map),
    /// A set, which WIT has not.
    Set(Set),
}

const _: () = assert!(size_of::<Value>() <= 40);

impl Value {
    /// The empty tuple: what a function without a result returns.
    pub const UNIT: Value = Value::Tuple(Vec::new());

    /// A record with these fields in this order. Names as the wire spells them: `Point`, `last_msg`.
    pub fn record<N, F>(type_name: N, fields: impl IntoIterator<Item = (F, Value)>) -> Self
    where
        N: Into<Name>,
        F: Into<Name>,
    {
        let (names, values): (Vec<Name>, Vec<Value>) = fields
            .into_iter()
            .map(|(name, value)| (name.into(), value))
            .unzip();
        let shape = RecordShape {
            name: type_name.into(),
            fields: names.into(),
        };
        Value::Record(Record::new(shape.into(), values))
    }

    /// A variant: type and case as the wire spells them (`Expr`, `NotFound`), and the case's position.
    pub fn variant(
        type_name: impl Into<Name>,
        case: impl Into<Name>,
        tag: u32,
        payload: Option<Value>,
    ) -> Self {
        let case = Case {
            type_name: type_name.into(),
            name: case.into(),
            tag,
        };
        Value::Variant(Variant::new(case.into(), one(payload)))
    }

    /// A case of an enum: [`Value::variant`] without a payload.
    pub fn enumeration(type_name: impl Into<Name>, case: impl Into<Name>, tag: u32) -> Self {
        Self::variant(type_name, case, tag, None)
    }

    /// `some(value)`, with the value's own type written down.
    pub fn some(value: impl Into<Value>) -> Self {
        let value = value.into();
        Value::Option {
            inner_type: value.value_type().into(),
            value: Some(Box::new(value)),
        }
    }

    /// `none` of an option of that type.
    pub fn none(inner_type: impl Into<Shared<ValueType>>) -> Self {
        Value::Option {
            inner_type: inner_type.into(),
            value: None,
        }
    }

    /// `ok(value)`, with the value's own type and the given error type written down.
    pub fn ok(value: impl Into<Value>, err: ValueType) -> Self {
        let value = value.into();
        let ok = value.value_type();
        Value::Result {
            types: ResultType { ok, err }.into(),
            value: Ok(Box::new(value)),
        }
    }

    /// `err(value)`, with the given success type and the value's own type written down.
    pub fn err(ok: ValueType, value: impl Into<Value>) -> Self {
        let value = value.into();
        let err = value.value_type();
        Value::Result {
            types: ResultType { ok, err }.into(),
            value: Err(Box::new(value)),
        }
    }

    /// A list with that element type; see [`List::new`].
    pub fn list(
        elem_type: impl Into<Shared<ValueType>>,
        items: impl IntoIterator<Item = Value>,
    ) -> Self {
        Value::List(List::new(elem_type, items.into_iter().collect()))
    }

    /// A tuple.
    pub fn tuple(items: impl IntoIterator<Item = Value>) -> Self {
        Value::Tuple(items.into_iter().collect())
    }

    /// A map with those types written down; see [`Map`] for the order of its entries.
    pub fn map(
        key: ValueType,
        value: ValueType,
        entries: impl IntoIterator<Item = (Value, Value)>,
    ) -> Self {
        let entries: Vec<(Value, Value)> = entries.into_iter().collect();
        Value::Map(Map::new(MapType { key, value }, entries))
    }

    /// A set with that element type; see [`Set`] for the order of its elements.
    pub fn set(
        elem_type: impl Into<Shared<ValueType>>,
        items: impl IntoIterator<Item = Value>,
    ) -> Self {
        let items: Vec<Value> = items.into_iter().collect();
        Value::Set(Set::new(elem_type, items))
    }

    /// The type tag of this value, as it would be written inside a list of such values.
    pub fn value_type(&self) -> ValueType {
        match self {
            Value::Bool(_) => ValueType::Bool,
            Value::U8(_) => ValueType::U8,
            Value::U16(_) => ValueType::U16,
            Value::U32(_) => ValueType::U32,
            Value::U64(_) => ValueType::U64,
            Value::S8(_) => ValueType::S8,
            Value::S16(_) => ValueType::S16,
            Value::S32(_) => ValueType::S32,
            Value::S64(_) => ValueType::S64,
            Value::F32(_) => ValueType::F32,
            Value::F64(_) => ValueType::F64,
            Value::Char(_) => ValueType::Char,
            Value::String(_) => ValueType::String,
            Value::Flags(_) => ValueType::Flags,
            Value::List(list) => ValueType::List(list.elem_type()),
            Value::Option { inner_type, .. } => ValueType::Option(inner_type.clone()),
            Value::Result { types, .. } => ValueType::Result(types.clone()),
            Value::Tuple(items) => ValueType::Tuple(items.iter().map(Value::value_type).collect()),
            Value::Record(record) => record.value_type(),
            Value::Variant(variant) => variant.value_type(),
            Value::Map(map) => map.value_type(),
            Value::Set(set) => set.value_type(),
        }
    }

    /// The value in several lines, indented; what fits in a line stays on one.
    ///
    /// The same as formatting with `{:#}`.
    pub fn pretty(&self) -> Pretty<'_> {
        Pretty::new(self)
    }

    /// The record, if it is one.
    pub fn as_record(&self) -> Option<&Record> {
        match self {
            Value::Record(record) => Some(record),
            _ => None,
        }
    }

    /// The variant, if it is one.
    pub fn as_variant(&self) -> Option<&Variant> {
        match self {
            Value::Variant(variant) => Some(variant),
            _ => None,
        }
    }

    /// The list, if it is one.
    pub fn as_list(&self) -> Option<&List> {
        match self {
            Value::List(list) => Some(list),
            _ => None,
        }
    }

    /// The map, if it is one.
    pub fn as_map(&self) -> Option<&Map> {
        match self {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The set, if it is one.
    pub fn as_set(&self) -> Option<&Set> {
        match self {
            Value::Set(set) => Some(set),
            _ => None,
        }
    }

    /// The items of the tuple, if it is one.
    pub fn as_tuple(&self) -> Option<&[Value]> {
        match self {
            Value::Tuple(items) => Some(items),
            _ => None,
        }
    }

    /// The text of the string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }
}

macro_rules! from_scalars {
    ($($kind:ident $from:ty,)*) => {
        $(impl From<$from> for Value {
            fn from(value: $from) -> Self {
                Value::$kind(value.into())
            }
        })*
    };
}
from_scalars! {
    Bool bool, U8 u8, U16 u16, U32 u32, U64 u64, S8 i8, S16 i16, S32 i32, S64 i64, F32 f32, F64 f64,
    Char char, String String, String &str,
}

impl From<()> for Value {
    fn from((): ()) -> Self {
        Value::UNIT
    }
}

impl From<List> for Value {
    fn from(list: List) -> Self {
        Value::List(list)
    }
}
