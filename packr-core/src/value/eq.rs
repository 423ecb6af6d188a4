//! Equality and hashing of values: floats by their bits, lists by their elements.

use core::hash::{Hash, Hasher};
use core::mem::discriminant;

use super::{List, Value, for_each_packed};

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        use Value::*;
        match (self, other) {
            (Bool(a), Bool(b)) => a == b,
            (U8(a), U8(b)) => a == b,
            (U16(a), U16(b)) => a == b,
            (U32(a), U32(b)) => a == b,
            (U64(a), U64(b)) => a == b,
            (S8(a), S8(b)) => a == b,
            (S16(a), S16(b)) => a == b,
            (S32(a), S32(b)) => a == b,
            (S64(a), S64(b)) => a == b,
            (F32(a), F32(b)) => a.to_bits() == b.to_bits(),
            (F64(a), F64(b)) => a.to_bits() == b.to_bits(),
            (Char(a), Char(b)) => a == b,
            (String(a), String(b)) => a == b,
            (Flags(a), Flags(b)) => a == b,
            (List(a), List(b)) => a == b,
            (
                Option {
                    inner_type: a_type,
                    value: a,
                },
                Option {
                    inner_type: b_type,
                    value: b,
                },
            ) => a_type == b_type && a == b,
            (
                Result {
                    types: a_types,
                    value: a,
                },
                Result {
                    types: b_types,
                    value: b,
                },
            ) => a_types == b_types && a == b,
            (Tuple(a), Tuple(b)) => a == b,
            (Record(a), Record(b)) => a == b,
            (Variant(a), Variant(b)) => a == b,
            (Map(a), Map(b)) => a == b,
            (Set(a), Set(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for Value {}

impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        discriminant(self).hash(state);
        match self {
            Value::Bool(v) => v.hash(state),
            Value::U8(v) => v.hash(state),
            Value::U16(v) => v.hash(state),
            Value::U32(v) => v.hash(state),
            Value::U64(v) => v.hash(state),
            Value::S8(v) => v.hash(state),
            Value::S16(v) => v.hash(state),
            Value::S32(v) => v.hash(state),
            Value::S64(v) => v.hash(state),
            Value::F32(v) => v.to_bits().hash(state),
            Value::F64(v) => v.to_bits().hash(state),
            Value::Char(v) => v.hash(state),
            Value::String(v) => v.hash(state),
            Value::Flags(v) => v.hash(state),
            Value::List(list) => list.hash(state),
            Value::Option { inner_type, value } => (inner_type, value).hash(state),
            Value::Result { types, value } => (types, value).hash(state),
            Value::Tuple(items) => items.hash(state),
            Value::Record(record) => record.hash(state),
            Value::Variant(variant) => variant.hash(state),
            Value::Map(map) => map.hash(state),
            Value::Set(set) => set.hash(state),
        }
    }
}

/// Packed elements as what they are compared by.
trait Bits: Copy {
    type Of: Eq + Hash;
    fn bits(self) -> Self::Of;
}

macro_rules! bits {
    ($($elem:ident)*) => {
        $(impl Bits for $elem {
            type Of = $elem;
            fn bits(self) -> $elem {
                self
            }
        })*
    };
}
bits!(bool u8 u16 u32 u64 i8 i16 i32 i64 char);

impl Bits for f32 {
    type Of = u32;
    fn bits(self) -> u32 {
        self.to_bits()
    }
}

impl Bits for f64 {
    type Of = u64;
    fn bits(self) -> u64 {
        self.to_bits()
    }
}

macro_rules! list_eq {
    ($($kind:ident $elem:ident $width:literal,)*) => {
        impl PartialEq for List {
            fn eq(&self, other: &Self) -> bool {
                match (self, other) {
                    $((List::$kind(a), List::$kind(b)) => {
                        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.bits() == b.bits())
                    })*
                    (
                        List::Values { elem_type: a_type, items: a },
                        List::Values { elem_type: b_type, items: b },
                    ) => a_type == b_type && a == b,
                    (List::Values { .. }, _) => self.packed().is_some_and(|list| list == *other),
                    (_, List::Values { .. }) => other.packed().is_some_and(|list| *self == list),
                    _ => false,
                }
            }
        }

        impl Hash for List {
            fn hash<H: Hasher>(&self, state: &mut H) {
                if let Some(packed) = self.packed() {
                    return packed.hash(state);
                }
                self.elem_type().hash(state);
                self.len().hash(state);
                match self {
                    $(List::$kind(items) => items.iter().for_each(|item| item.bits().hash(state)),)*
                    List::Values { items, .. } => items.hash(state),
                }
            }
        }
    };
}
for_each_packed!(list_eq);

impl Eq for List {}
