//! Maps and sets.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::{MapType, Shared, Value, ValueType};

/// A map: entries of a key and a value, in the order in which they are written.
///
/// What packr makes of typed values, and what it has checked against a type, is sorted by key, and no key
/// comes twice. The wire promises neither, so neither does this; nor that the entries match the types that are
/// written down.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Map {
    types: Shared<MapType>,
    entries: Box<[(Value, Value)]>,
}

impl Map {
    /// A map with those types written down. The entries stay in their order.
    pub fn new(
        types: impl Into<Shared<MapType>>,
        entries: impl Into<Box<[(Value, Value)]>>,
    ) -> Self {
        Self {
            types: types.into(),
            entries: entries.into(),
        }
    }

    /// The types of keys and values that are written down.
    pub fn types(&self) -> &Shared<MapType> {
        &self.types
    }

    /// The type tag of this map.
    pub fn value_type(&self) -> ValueType {
        ValueType::Map(self.types.clone())
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The value of a key: of the first entry that has it. Looks at one entry after the other.
    pub fn get(&self, key: &Value) -> Option<&Value> {
        let entry = self.entries.iter().find(|(found, _)| found == key);
        entry.map(|(_, value)| value)
    }

    /// The keys and values in order.
    pub fn entries(&self) -> &[(Value, Value)] {
        &self.entries
    }

    /// The keys and values in order, owned.
    pub fn into_entries(self) -> Vec<(Value, Value)> {
        self.entries.into_vec()
    }
}

/// A set: elements in the order in which they are written.
///
/// WIT has no sets; packages of format version 3 may. As with [`Map`], what packr makes is sorted and holds
/// nothing twice, and what comes from the wire need not be.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Set {
    elem_type: Shared<ValueType>,
    items: Box<[Value]>,
}

impl Set {
    /// A set with that element type written down. The elements stay in their order.
    pub fn new(elem_type: impl Into<Shared<ValueType>>, items: impl Into<Box<[Value]>>) -> Self {
        Self {
            elem_type: elem_type.into(),
            items: items.into(),
        }
    }

    /// The type of the elements that is written down.
    pub fn elem_type(&self) -> &Shared<ValueType> {
        &self.elem_type
    }

    /// The type tag of this set.
    pub fn value_type(&self) -> ValueType {
        ValueType::Set(self.elem_type.clone())
    }

    /// How many elements there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are no elements.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Whether that is an element. Looks at one after the other.
    pub fn contains(&self, item: &Value) -> bool {
        self.items.contains(item)
    }

    /// The elements in order.
    pub fn items(&self) -> &[Value] {
        &self.items
    }

    /// The elements in order, owned.
    pub fn into_items(self) -> Vec<Value> {
        self.items.into_vec()
    }
}

impl From<Map> for Value {
    fn from(map: Map) -> Self {
        Value::Map(map)
    }
}

impl From<Set> for Value {
    fn from(set: Set) -> Self {
        Value::Set(set)
    }
}
