//! What several tests need: any value, and hand-written types as generated code would have them.
#![allow(dead_code, unreachable_pub)]

pub mod abi;
pub mod deep;
pub mod types;

use packr_core::{
    Case, List, Name, Record, RecordShape, ResultType, Shared, Value, ValueType, Variant,
};
use proptest::collection::vec;
use proptest::prelude::*;

pub fn name() -> impl Strategy<Value = Name> {
    prop_oneof![
        3 => "[a-z]{1,6}(_[a-z]{1,4})?",
        1 => ".{0,4}",
        1 => Just(String::new()),
    ]
    .prop_map(Name::Owned)
}

pub fn value_type() -> impl Strategy<Value = ValueType> {
    let leaf = prop_oneof![
        fixed_type(),
        Just(ValueType::String),
        name().prop_map(ValueType::Record),
        name().prop_map(ValueType::Variant),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|t| ValueType::List(t.into())),
            inner.clone().prop_map(|t| ValueType::Option(t.into())),
            (inner.clone(), inner.clone())
                .prop_map(|(ok, err)| ValueType::Result(ResultType { ok, err }.into())),
            vec(inner, 0..3).prop_map(|items| ValueType::Tuple(items.into())),
        ]
    })
}

pub fn fixed_type() -> impl Strategy<Value = ValueType> {
    use ValueType::*;
    prop::sample::select(
        [
            Bool, U8, U16, U32, U64, S8, S16, S32, S64, F32, F64, Char, Flags,
        ]
        .to_vec(),
    )
}

pub fn packed_list() -> impl Strategy<Value = List> {
    prop_oneof![
        vec(any::<bool>(), 0..5).prop_map(List::Bool),
        vec(any::<u8>(), 0..40).prop_map(List::U8),
        vec(any::<u16>(), 0..5).prop_map(List::U16),
        vec(any::<u32>(), 0..5).prop_map(List::U32),
        vec(any::<u64>(), 0..5).prop_map(List::U64),
        vec(any::<i8>(), 0..5).prop_map(List::S8),
        vec(any::<i16>(), 0..5).prop_map(List::S16),
        vec(any::<i32>(), 0..5).prop_map(List::S32),
        vec(any::<i64>(), 0..5).prop_map(List::S64),
        vec(any::<u32>().prop_map(f32::from_bits), 0..5).prop_map(List::F32),
        vec(any::<u64>().prop_map(f64::from_bits), 0..5).prop_map(List::F64),
        vec(any::<char>(), 0..5).prop_map(List::Char),
        vec(any::<u64>(), 0..5).prop_map(List::Flags),
    ]
}

pub fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<bool>().prop_map(Value::Bool),
        any::<u8>().prop_map(Value::U8),
        any::<u16>().prop_map(Value::U16),
        any::<u32>().prop_map(Value::U32),
        any::<u64>().prop_map(Value::U64),
        any::<i8>().prop_map(Value::S8),
        any::<i16>().prop_map(Value::S16),
        any::<i32>().prop_map(Value::S32),
        any::<i64>().prop_map(Value::S64),
        any::<u32>().prop_map(|bits| Value::F32(f32::from_bits(bits))),
        any::<u64>().prop_map(|bits| Value::F64(f64::from_bits(bits))),
        any::<char>().prop_map(Value::Char),
        ".{0,12}".prop_map(Value::String),
        any::<u64>().prop_map(Value::Flags),
    ]
}

/// Any value that the byte format can hold, well typed or not.
pub fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![4 => scalar(), 1 => packed_list().prop_map(Value::List)];
    leaf.prop_recursive(6, 48, 5, |inner| {
        let list_type = value_type().prop_filter("packed", |t| t.fixed_width().is_none());
        prop_oneof![
            (list_type, vec(inner.clone(), 0..5)).prop_map(|(elem_type, items)| {
                let elem_type = elem_type.into();
                Value::List(List::Values { elem_type, items })
            }),
            (value_type(), prop::option::of(inner.clone())).prop_map(|(inner_type, value)| {
                let (inner_type, value) = (inner_type.into(), value.map(Box::new));
                Value::Option { inner_type, value }
            }),
            (value_type(), value_type(), inner.clone(), any::<bool>()).prop_map(
                |(ok, err, value, is_ok)| {
                    let value = Box::new(value);
                    Value::Result {
                        types: ResultType { ok, err }.into(),
                        value: if is_ok { Ok(value) } else { Err(value) },
                    }
                }
            ),
            vec(inner.clone(), 0..5).prop_map(Value::Tuple),
            (name(), vec((name(), inner.clone()), 0..5)).prop_map(|(name, fields)| {
                let (fields, values): (Vec<Name>, Vec<Value>) = fields.into_iter().unzip();
                let fields = fields.into();
                let shape = Shared::from(RecordShape { name, fields });
                Value::Record(Record::new(shape, values))
            }),
            (name(), name(), any::<u32>(), vec(inner, 0..4)).prop_map(
                |(type_name, name, tag, payload)| {
                    let case = Case {
                        type_name,
                        name,
                        tag,
                    };
                    Value::Variant(Variant::new(case.into(), payload))
                }
            ),
        ]
    })
}
