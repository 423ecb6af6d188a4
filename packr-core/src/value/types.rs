//! The type tags that values carry on the wire.

use alloc::borrow::Cow;
use core::fmt;

use super::Shared;

/// A name in the spelling of the wire: `UpperCamelCase` for types and cases, `snake_case` for fields.
pub type Name = Cow<'static, str>;

/// The type of a value as the byte format writes it: named types by their name only.
///
/// Everything in it can be built in a constant, so that generated types carry their tag for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the cases without a line of their own are WIT's types of that name
pub enum ValueType {
    Bool,
    U8,
    U16,
    U32,
    U64,
    S8,
    S16,
    S32,
    S64,
    F32,
    F64,
    Char,
    String,
    /// Any flags type: the wire does not name it.
    Flags,
    /// A list of elements of this type.
    List(Shared<ValueType>),
    Option(Shared<ValueType>),
    Result(Shared<ResultType>),
    Tuple(Cow<'static, [ValueType]>),
    /// A record, by its name.
    Record(Name),
    /// A variant or an enum, by its name.
    Variant(Name),
    /// A map. Version 2 of the format writes `list<tuple<K, V>>` for it.
    Map(Shared<MapType>),
    /// A set of elements of this type. Version 2 of the format writes a list for it.
    Set(Shared<ValueType>),
}

/// The two types of a result. A side without a type has the empty tuple, [`ValueType::UNIT`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ResultType {
    /// The type of a success.
    pub ok: ValueType,
    /// The type of a failure.
    pub err: ValueType,
}

/// The two types of a map.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MapType {
    /// The type of the keys.
    pub key: ValueType,
    /// The type of the values.
    pub value: ValueType,
}

impl ValueType {
    /// The empty tuple: the type of a missing side of a result, and of "no result".
    pub const UNIT: ValueType = ValueType::Tuple(Cow::Borrowed(&[]));

    /// How many bytes an element of this type takes in a packed list; `None` when lists of it are
    /// not packed.
    pub const fn fixed_width(&self) -> Option<usize> {
        Some(match self {
            Self::Bool | Self::U8 | Self::S8 => 1,
            Self::U16 | Self::S16 => 2,
            Self::U32 | Self::S32 | Self::F32 | Self::Char => 4,
            Self::U64 | Self::S64 | Self::F64 | Self::Flags => 8,
            _ => return None,
        })
    }
}

impl fmt::Display for ValueType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bool => "bool",
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
            Self::S8 => "s8",
            Self::S16 => "s16",
            Self::S32 => "s32",
            Self::S64 => "s64",
            Self::F32 => "f32",
            Self::F64 => "f64",
            Self::Char => "char",
            Self::String => "string",
            Self::Flags => "flags",
            Self::List(elem) => return write!(f, "list<{elem}>"),
            Self::Option(inner) => return write!(f, "option<{inner}>"),
            Self::Result(types) => return write!(f, "result<{}, {}>", types.ok, types.err),
            Self::Tuple(items) => {
                f.write_str("tuple<")?;
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        f.write_str(", ")?;
                    }
                    fmt::Display::fmt(item, f)?;
                }
                return f.write_str(">");
            }
            Self::Map(types) => return write!(f, "map<{}, {}>", types.key, types.value),
            Self::Set(elem) => return write!(f, "set<{elem}>"),
            Self::Record(name) | Self::Variant(name) if name.is_empty() => "_",
            Self::Record(name) | Self::Variant(name) => name,
        })
    }
}
