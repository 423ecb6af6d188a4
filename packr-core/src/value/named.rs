//! Records and variants: values that carry names, and the shapes they share.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::{Name, Shared, Value, ValueType};

/// The name and the field names of a record, as the wire spells them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RecordShape {
    /// The type's name, `UpperCamelCase` in what packr writes.
    pub name: Name,
    /// The fields' names in order, `snake_case` in what packr writes.
    pub fields: alloc::borrow::Cow<'static, [Name]>,
}

impl RecordShape {
    /// A shape that lives in a static.
    pub const fn fixed(name: &'static str, fields: &'static [Name]) -> Self {
        Self {
            name: Name::Borrowed(name),
            fields: alloc::borrow::Cow::Borrowed(fields),
        }
    }

    /// The position of the field of that name: the same bytes, or else the same name but for case,
    /// hyphens and underscores.
    pub fn position(&self, field: &str) -> Option<usize> {
        let exact = self.fields.iter().position(|name| name == field);
        exact.or_else(|| self.fields.iter().position(|name| same_name(name, field)))
    }
}

/// A record: values for the fields of its shape, in the shape's order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Record {
    shape: Shared<RecordShape>,
    values: Box<[Value]>,
}

impl Record {
    /// A record of that shape.
    ///
    /// # Panics
    ///
    /// When there are not as many values as the shape has fields.
    pub fn new(shape: Shared<RecordShape>, values: impl Into<Box<[Value]>>) -> Self {
        let values = values.into();
        assert_eq!(
            shape.fields.len(),
            values.len(),
            "the record `{}` needs a value for each field",
            shape.name
        );
        Self { shape, values }
    }

    /// A record whose shape is a static; panics like [`Record::new`].
    pub fn fixed(shape: &'static RecordShape, values: impl Into<Box<[Value]>>) -> Self {
        Self::new(Shared::fixed(shape), values)
    }

    /// The name of the record's type.
    pub fn type_name(&self) -> &str {
        &self.shape.name
    }

    /// The type tag of this record.
    pub fn value_type(&self) -> ValueType {
        ValueType::Record(self.shape.name.clone())
    }

    /// The record's shape.
    pub fn shape(&self) -> &Shared<RecordShape> {
        &self.shape
    }

    /// How many fields there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are no fields.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The value of a field, by its name in any of the spellings `last-msg`, `last_msg`, `lastMsg`.
    pub fn get(&self, field: &str) -> Option<&Value> {
        self.shape.position(field).map(|i| &self.values[i])
    }

    /// The value of a field, to change it.
    pub fn get_mut(&mut self, field: &str) -> Option<&mut Value> {
        self.shape.position(field).map(|i| &mut self.values[i])
    }

    /// The fields' names and values in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Name, &Value)> + DoubleEndedIterator {
        self.shape.fields.iter().zip(self.values.iter())
    }

    /// The fields' values in order.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// The fields' values in order, owned.
    pub fn into_values(self) -> Vec<Value> {
        self.values.into_vec()
    }
}

impl Record {
    /// Gives the record a shape with as many fields, and lends its values.
    pub(crate) fn reshape(&mut self, shape: &Shared<RecordShape>) -> &mut [Value] {
        debug_assert_eq!(shape.fields.len(), self.values.len());
        self.shape = shape.clone();
        &mut self.values
    }
}

/// A case of a variant or an enum, with the name of its type, as the wire spells them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Case {
    /// The type's name, `UpperCamelCase` in what packr writes.
    pub type_name: Name,
    /// The case's name, `UpperCamelCase` in what packr writes. Readers accept an empty one.
    pub name: Name,
    /// The case's position in its type.
    pub tag: u32,
}

impl Case {
    /// A case that lives in a static.
    pub const fn fixed(type_name: &'static str, name: &'static str, tag: u32) -> Self {
        Self {
            type_name: Name::Borrowed(type_name),
            name: Name::Borrowed(name),
            tag,
        }
    }
}

/// A value of a variant or an enum: its case, and what the case holds.
///
/// A case of WIT holds nothing or one value; the wire can hold any number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Variant {
    case: Shared<Case>,
    payload: Box<[Value]>,
}

impl Variant {
    /// A variant of that case.
    pub fn new(case: Shared<Case>, payload: impl Into<Box<[Value]>>) -> Self {
        Self {
            case,
            payload: payload.into(),
        }
    }

    /// A variant whose case is described by a static.
    pub fn fixed(case: &'static Case, payload: Option<Value>) -> Self {
        Self::new(Shared::fixed(case), one(payload))
    }

    /// The name of the variant's type.
    pub fn type_name(&self) -> &str {
        &self.case.type_name
    }

    /// The type tag of this variant.
    pub fn value_type(&self) -> ValueType {
        ValueType::Variant(self.case.type_name.clone())
    }

    /// The name of the case.
    pub fn case_name(&self) -> &str {
        &self.case.name
    }

    /// The position of the case in its type.
    pub fn tag(&self) -> u32 {
        self.case.tag
    }

    /// The case.
    pub fn case(&self) -> &Shared<Case> {
        &self.case
    }

    /// What the case holds, if it is one value.
    pub fn payload(&self) -> Option<&Value> {
        match &*self.payload {
            [value] => Some(value),
            _ => None,
        }
    }

    /// All values that the case holds.
    pub fn payloads(&self) -> &[Value] {
        &self.payload
    }

    /// All values that the case holds, owned.
    pub fn into_payloads(self) -> Vec<Value> {
        self.payload.into_vec()
    }
}

impl Variant {
    /// Gives the variant another description of its case, and lends what it holds.
    pub(crate) fn recase(&mut self, case: Shared<Case>) -> &mut [Value] {
        self.case = case;
        &mut self.payload
    }
}

pub(crate) fn one(payload: Option<Value>) -> Box<[Value]> {
    match payload {
        Some(value) => Box::new([value]),
        None => Box::new([]),
    }
}

/// Whether two names are the same but for case, hyphens and underscores.
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    fn letters(name: &str) -> impl Iterator<Item = u8> {
        let marks = |b: &u8| *b != b'-' && *b != b'_';
        name.bytes().filter(marks).map(|b| b.to_ascii_lowercase())
    }
    a == b || letters(a).eq(letters(b))
}

impl From<Record> for Value {
    fn from(record: Record) -> Self {
        Value::Record(record)
    }
}

impl From<Variant> for Value {
    fn from(variant: Variant) -> Self {
        Value::Variant(variant)
    }
}
