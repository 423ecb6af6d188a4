//! Lists: packed for elements of fixed width, values for all others.

use alloc::vec::Vec;

use super::{Shared, Value, ValueType};

/// Calls a macro with one line for each type that lists store packed:
/// the name, the Rust type of an element, and the bytes of one element.
macro_rules! for_each_packed {
    ($then:ident) => {
        $then! {
            Bool bool 1,
            U8 u8 1,
            U16 u16 2,
            U32 u32 4,
            U64 u64 8,
            S8 i8 1,
            S16 i16 2,
            S32 i32 4,
            S64 i64 8,
            F32 f32 4,
            F64 f64 8,
            Char char 4,
            Flags u64 8,
        }
    };
}
pub(crate) use for_each_packed;

/// A list. Elements of fixed width are stored as a vector of their own, so that a `list<u8>` of a
/// megabyte takes a megabyte.
///
/// [`List::new`] chooses the form. Two lists are equal when their element types and elements are.
#[derive(Debug, Clone)]
#[allow(missing_docs)] // the packed cases are the lists of WIT's types of that name
pub enum List {
    Bool(Vec<bool>),
    U8(Vec<u8>),
    U16(Vec<u16>),
    U32(Vec<u32>),
    U64(Vec<u64>),
    S8(Vec<i8>),
    S16(Vec<i16>),
    S32(Vec<i32>),
    S64(Vec<i64>),
    F32(Vec<f32>),
    F64(Vec<f64>),
    Char(Vec<char>),
    Flags(Vec<u64>),
    /// Elements of any other type. The wire does not promise that the elements match the element
    /// type that is written down, so neither does this.
    Values {
        /// The element type that is written down.
        elem_type: Shared<ValueType>,
        /// The elements.
        items: Vec<Value>,
    },
}

macro_rules! list_methods {
    ($($kind:ident $elem:ident $width:literal,)*) => {
        /// Whether items of that type are stored packed: it has a fixed width, and all are of it.
        fn packs(elem_type: &ValueType, items: &[Value]) -> bool {
            match elem_type {
                $(ValueType::$kind => items.iter().all(|item| matches!(item, Value::$kind(_))),)*
                _ => false,
            }
        }

        /// Packs items of a fixed-width type; gives them back when one is of another type.
        fn pack(elem_type: &ValueType, items: Vec<Value>) -> Result<List, Vec<Value>> {
            if !packs(elem_type, &items) {
                return Err(items);
            }
            match elem_type {
                $(ValueType::$kind => {
                    Ok(List::$kind(items.into_iter().filter_map(|item| match item {
                        Value::$kind(item) => Some(item),
                        _ => None,
                    }).collect()))
                })*
                _ => Err(items),
            }
        }

        impl List {
            /// How many elements there are.
            pub fn len(&self) -> usize {
                match self {
                    $(List::$kind(items) => items.len(),)*
                    List::Values { items, .. } => items.len(),
                }
            }

            /// The type of the elements that is written down.
            pub fn elem_type(&self) -> Shared<ValueType> {
                match self {
                    $(List::$kind(_) => const { Shared::fixed(&ValueType::$kind) },)*
                    List::Values { elem_type, .. } => elem_type.clone(),
                }
            }

            /// The element at `index`, as a value of its own.
            pub fn get(&self, index: usize) -> Option<Value> {
                match self {
                    $(List::$kind(items) => items.get(index).copied().map(Value::$kind),)*
                    List::Values { items, .. } => items.get(index).cloned(),
                }
            }

            /// All elements, as values of their own.
            pub fn into_values(self) -> Vec<Value> {
                match self {
                    $(List::$kind(items) => items.into_iter().map(Value::$kind).collect(),)*
                    List::Values { items, .. } => items,
                }
            }
        }
    };
}
for_each_packed!(list_methods);

impl List {
    /// A list with that element type: packed when the type has a fixed width and all items are of it.
    ///
    /// A list whose element type has a fixed width but whose items are of another type has no
    /// place in the byte format: encoding it is an error.
    pub fn new(elem_type: impl Into<Shared<ValueType>>, items: Vec<Value>) -> Self {
        let elem_type = elem_type.into();
        match pack(&elem_type, items) {
            Ok(list) => list,
            Err(items) => List::Values { elem_type, items },
        }
    }

    /// Whether there are no elements.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The elements in order, as values of their own.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Value> + '_ {
        (0..self.len()).map(|i| self.get(i).expect("an index below the length"))
    }

    /// The same list packed, when it is stored as values but its element type has a fixed width.
    pub(crate) fn packed(&self) -> Option<List> {
        match self {
            // Asked first: nested lists that do not pack would be copied at every level.
            List::Values { elem_type, items } if packs(elem_type, items) => {
                pack(elem_type, items.clone()).ok()
            }
            _ => None,
        }
    }
}

macro_rules! from_vectors {
    ($($kind:ident $elem:ident,)*) => {
        $(impl From<Vec<$elem>> for List {
            fn from(items: Vec<$elem>) -> Self {
                List::$kind(items)
            }
        }

        impl From<Vec<$elem>> for Value {
            fn from(items: Vec<$elem>) -> Self {
                Value::List(List::$kind(items))
            }
        })*
    };
}
// Not from `for_each_packed`: flags and u64 share a Rust type.
from_vectors! {
    Bool bool, U8 u8, U16 u16, U32 u32, U64 u64, S8 i8, S16 i16, S32 i32, S64 i64, F32 f32, F64 f64, Char char,
}
