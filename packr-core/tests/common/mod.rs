//! What several tests need: any value, and hand-written types as generated code would have them.
#![allow(dead_code, unreachable_pub)]

pub mod abi;
pub mod deep;
pub mod types;

use packr_core::{
    Case, List, MapType, Name, Record, RecordShape, ResultType, Shared, Value, ValueType, Variant,
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
            vec(inner.clone(), 0..3).prop_map(|items| ValueType::Tuple(items.into())),
            (inner.clone(), inner.clone())
                .prop_map(|(key, value)| ValueType::Map(MapType { key, value }.into())),
            inner.prop_map(|t| ValueType::Set(t.into())),
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
    let leaf = prop_oneof![
        8 => scalar(),
        2 => packed_list().prop_map(Value::List),
        1 => packed_list().prop_map(|list| Value::set(list.elem_type(), list.into_values())),
    ];
    leaf.prop_recursive(6, 48, 5, |inner| {
        let list_type = || value_type().prop_filter("packed", |t| t.fixed_width().is_none());
        prop_oneof![
            (list_type(), vec(inner.clone(), 0..5)).prop_map(|(elem_type, items)| {
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
            (
                value_type(),
                value_type(),
                vec((inner.clone(), inner.clone()), 0..4)
            )
                .prop_map(|(key, value, entries)| Value::map(key, value, entries)),
            (list_type(), vec(inner.clone(), 0..4))
                .prop_map(|(elem_type, items)| Value::set(elem_type, items)),
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

/// The value as version 2 of the format has it: what comes back from there.
pub fn in_version_2(value: &Value) -> Value {
    let all = |items: &[Value]| -> Vec<Value> { items.iter().map(in_version_2).collect() };
    match value {
        Value::List(list) => {
            let items: Vec<Value> = list.iter().map(|item| in_version_2(&item)).collect();
            Value::list(type_in_version_2(&list.elem_type()), items)
        }
        Value::Option { inner_type, value } => Value::Option {
            inner_type: type_in_version_2(inner_type).into(),
            value: value.as_ref().map(|value| Box::new(in_version_2(value))),
        },
        Value::Result { types, value } => Value::Result {
            types: ResultType {
                ok: type_in_version_2(&types.ok),
                err: type_in_version_2(&types.err),
            }
            .into(),
            value: match value {
                Ok(value) => Ok(Box::new(in_version_2(value))),
                Err(value) => Err(Box::new(in_version_2(value))),
            },
        },
        Value::Tuple(items) => Value::Tuple(all(items)),
        Value::Record(record) => Record::new(record.shape().clone(), all(record.values())).into(),
        Value::Variant(variant) => {
            Variant::new(variant.case().clone(), all(variant.payloads())).into()
        }
        Value::Map(map) => {
            let pair = [&map.types().key, &map.types().value].map(type_in_version_2);
            let entries = map.entries().iter();
            let pairs = entries.map(|(key, value)| Value::tuple([key, value].map(in_version_2)));
            Value::list(ValueType::Tuple(pair.to_vec().into()), pairs)
        }
        Value::Set(set) => Value::list(type_in_version_2(set.elem_type()), all(set.items())),
        other => other.clone(),
    }
}

pub fn type_in_version_2(ty: &ValueType) -> ValueType {
    match ty {
        ValueType::List(elem) | ValueType::Set(elem) => {
            ValueType::List(type_in_version_2(elem).into())
        }
        ValueType::Option(inner) => ValueType::Option(type_in_version_2(inner).into()),
        ValueType::Result(types) => {
            let (ok, err) = (type_in_version_2(&types.ok), type_in_version_2(&types.err));
            ValueType::Result(ResultType { ok, err }.into())
        }
        ValueType::Tuple(items) => ValueType::Tuple(items.iter().map(type_in_version_2).collect()),
        ValueType::Map(types) => {
            let pair = [&types.key, &types.value].map(type_in_version_2);
            ValueType::List(ValueType::Tuple(pair.to_vec().into()).into())
        }
        other => other.clone(),
    }
}
