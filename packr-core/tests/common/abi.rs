//! Values as the published `packr-abi` has them: 0.6.2 for version 2 of the format, 0.24.1 for version 3.

/// The conversions both ways, with the arms for maps and sets: types and values there, types and values back.
macro_rules! conversions {
    ({ $($to_type:tt)* } { $($to_value:tt)* } { $($from_type:tt)* } { $($from_value:tt)* }) => {
        pub fn type_to_abi(ty: &ValueType) -> abi::ValueType {
            match ty {
                ValueType::Bool => abi::ValueType::Bool,
                ValueType::U8 => abi::ValueType::U8,
                ValueType::U16 => abi::ValueType::U16,
                ValueType::U32 => abi::ValueType::U32,
                ValueType::U64 => abi::ValueType::U64,
                ValueType::S8 => abi::ValueType::S8,
                ValueType::S16 => abi::ValueType::S16,
                ValueType::S32 => abi::ValueType::S32,
                ValueType::S64 => abi::ValueType::S64,
                ValueType::F32 => abi::ValueType::F32,
                ValueType::F64 => abi::ValueType::F64,
                ValueType::Char => abi::ValueType::Char,
                ValueType::String => abi::ValueType::String,
                ValueType::Flags => abi::ValueType::Flags,
                ValueType::List(elem) => abi::ValueType::List(Box::new(type_to_abi(elem))),
                ValueType::Option(inner) => abi::ValueType::Option(Box::new(type_to_abi(inner))),
                ValueType::Result(types) => abi::ValueType::Result {
                    ok: Box::new(type_to_abi(&types.ok)),
                    err: Box::new(type_to_abi(&types.err)),
                },
                ValueType::Tuple(items) => abi::ValueType::Tuple(items.iter().map(type_to_abi).collect()),
                ValueType::Record(name) => abi::ValueType::Record(name.to_string()),
                ValueType::Variant(name) => abi::ValueType::Variant(name.to_string()),
                $($to_type)*
            }
        }

        pub fn type_from_abi(ty: &abi::ValueType) -> ValueType {
            match ty {
                abi::ValueType::Bool => ValueType::Bool,
                abi::ValueType::U8 => ValueType::U8,
                abi::ValueType::U16 => ValueType::U16,
                abi::ValueType::U32 => ValueType::U32,
                abi::ValueType::U64 => ValueType::U64,
                abi::ValueType::S8 => ValueType::S8,
                abi::ValueType::S16 => ValueType::S16,
                abi::ValueType::S32 => ValueType::S32,
                abi::ValueType::S64 => ValueType::S64,
                abi::ValueType::F32 => ValueType::F32,
                abi::ValueType::F64 => ValueType::F64,
                abi::ValueType::Char => ValueType::Char,
                abi::ValueType::String => ValueType::String,
                abi::ValueType::Flags => ValueType::Flags,
                abi::ValueType::List(elem) => ValueType::List(type_from_abi(elem).into()),
                abi::ValueType::Option(inner) => ValueType::Option(type_from_abi(inner).into()),
                abi::ValueType::Result { ok, err } => {
                    let (ok, err) = (type_from_abi(ok), type_from_abi(err));
                    ValueType::Result(ResultType { ok, err }.into())
                }
                abi::ValueType::Tuple(items) => ValueType::Tuple(items.iter().map(type_from_abi).collect()),
                abi::ValueType::Record(name) => ValueType::Record(name.clone().into()),
                abi::ValueType::Variant(name) => ValueType::Variant(name.clone().into()),
                $($from_type)*
            }
        }

        pub fn to_abi(value: &Value) -> abi::Value {
            match value {
                Value::Bool(v) => abi::Value::Bool(*v),
                Value::U8(v) => abi::Value::U8(*v),
                Value::U16(v) => abi::Value::U16(*v),
                Value::U32(v) => abi::Value::U32(*v),
                Value::U64(v) => abi::Value::U64(*v),
                Value::S8(v) => abi::Value::S8(*v),
                Value::S16(v) => abi::Value::S16(*v),
                Value::S32(v) => abi::Value::S32(*v),
                Value::S64(v) => abi::Value::S64(*v),
                Value::F32(v) => abi::Value::F32(*v),
                Value::F64(v) => abi::Value::F64(*v),
                Value::Char(v) => abi::Value::Char(*v),
                Value::String(v) => abi::Value::String(v.clone()),
                Value::Flags(v) => abi::Value::Flags(*v),
                Value::List(list) => abi::Value::List {
                    elem_type: type_to_abi(&list.elem_type()),
                    items: list.iter().map(|item| to_abi(&item)).collect(),
                },
                Value::Option { inner_type, value } => abi::Value::Option {
                    inner_type: type_to_abi(inner_type),
                    value: value.as_ref().map(|value| Box::new(to_abi(value))),
                },
                Value::Result { types, value } => abi::Value::Result {
                    ok_type: type_to_abi(&types.ok),
                    err_type: type_to_abi(&types.err),
                    value: match value {
                        Ok(value) => Ok(Box::new(to_abi(value))),
                        Err(value) => Err(Box::new(to_abi(value))),
                    },
                },
                Value::Tuple(items) => abi::Value::Tuple(items.iter().map(to_abi).collect()),
                Value::Record(record) => abi::Value::Record {
                    type_name: record.type_name().to_string(),
                    fields: record
                        .iter()
                        .map(|(name, value)| (name.to_string(), to_abi(value)))
                        .collect(),
                },
                Value::Variant(variant) => abi::Value::Variant {
                    type_name: variant.type_name().to_string(),
                    case_name: variant.case_name().to_string(),
                    tag: variant.tag() as usize,
                    payload: variant.payloads().iter().map(to_abi).collect(),
                },
                $($to_value)*
            }
        }

        pub fn from_abi(value: &abi::Value) -> Value {
            match value {
                abi::Value::Bool(v) => Value::Bool(*v),
                abi::Value::U8(v) => Value::U8(*v),
                abi::Value::U16(v) => Value::U16(*v),
                abi::Value::U32(v) => Value::U32(*v),
                abi::Value::U64(v) => Value::U64(*v),
                abi::Value::S8(v) => Value::S8(*v),
                abi::Value::S16(v) => Value::S16(*v),
                abi::Value::S32(v) => Value::S32(*v),
                abi::Value::S64(v) => Value::S64(*v),
                abi::Value::F32(v) => Value::F32(*v),
                abi::Value::F64(v) => Value::F64(*v),
                abi::Value::Char(v) => Value::Char(*v),
                abi::Value::String(v) => Value::String(v.clone()),
                abi::Value::Flags(v) => Value::Flags(*v),
                abi::Value::List { elem_type, items } => Value::List(List::new(
                    type_from_abi(elem_type),
                    items.iter().map(from_abi).collect(),
                )),
                abi::Value::Option { inner_type, value } => Value::Option {
                    inner_type: type_from_abi(inner_type).into(),
                    value: value.as_ref().map(|value| Box::new(from_abi(value))),
                },
                abi::Value::Result {
                    ok_type,
                    err_type,
                    value,
                } => Value::Result {
                    types: ResultType {
                        ok: type_from_abi(ok_type),
                        err: type_from_abi(err_type),
                    }
                    .into(),
                    value: match value {
                        Ok(value) => Ok(Box::new(from_abi(value))),
                        Err(value) => Err(Box::new(from_abi(value))),
                    },
                },
                abi::Value::Tuple(items) => Value::Tuple(items.iter().map(from_abi).collect()),
                abi::Value::Record { type_name, fields } => {
                    let shape = RecordShape {
                        name: type_name.clone().into(),
                        fields: fields.iter().map(|(name, _)| name.clone().into()).collect(),
                    };
                    let values: Vec<Value> = fields.iter().map(|(_, value)| from_abi(value)).collect();
                    packr_core::Record::new(shape.into(), values).into()
                }
                abi::Value::Variant {
                    type_name,
                    case_name,
                    tag,
                    payload,
                } => {
                    let case = Case {
                        type_name: type_name.clone().into(),
                        name: case_name.clone().into(),
                        tag: u32::try_from(*tag).unwrap(),
                    };
                    let payload: Vec<Value> = payload.iter().map(from_abi).collect();
                    Variant::new(case.into(), payload).into()
                }
                $($from_value)*
            }
        }
    };
}

pub mod v2 {
    use packr_abi as abi;
    use packr_core::{Case, List, RecordShape, ResultType, Value, ValueType, Variant};

    conversions! {
        {
            ValueType::Map(types) => {
                let pair = [&types.key, &types.value].map(type_to_abi);
                abi::ValueType::List(Box::new(abi::ValueType::Tuple(pair.into())))
            }
            ValueType::Set(elem) => abi::ValueType::List(Box::new(type_to_abi(elem))),
        } {
            Value::Map(map) => {
                let pair = [&map.types().key, &map.types().value].map(type_to_abi);
                let entries = map.entries().iter();
                abi::Value::List {
                    elem_type: abi::ValueType::Tuple(pair.into()),
                    items: entries
                        .map(|(key, value)| abi::Value::Tuple(vec![to_abi(key), to_abi(value)]))
                        .collect(),
                }
            }
            Value::Set(set) => abi::Value::List {
                elem_type: type_to_abi(set.elem_type()),
                items: set.items().iter().map(to_abi).collect(),
            },
        } {} {}
    }
}

pub mod v3 {
    use packr_abi_24 as abi;
    use packr_core::{Case, List, MapType, RecordShape, ResultType, Value, ValueType, Variant};

    conversions! {
        {
            ValueType::Map(types) => abi::ValueType::Map {
                key: Box::new(type_to_abi(&types.key)),
                value: Box::new(type_to_abi(&types.value)),
            },
            ValueType::Set(elem) => abi::ValueType::Set(Box::new(type_to_abi(elem))),
        } {
            Value::Map(map) => {
                let entries = map.entries().iter();
                abi::Value::Map {
                    key_type: type_to_abi(&map.types().key),
                    value_type: type_to_abi(&map.types().value),
                    entries: entries.map(|(key, value)| (to_abi(key), to_abi(value))).collect(),
                }
            }
            Value::Set(set) => abi::Value::Set {
                elem_type: type_to_abi(set.elem_type()),
                items: set.items().iter().map(to_abi).collect(),
            },
        } {
            abi::ValueType::Map { key, value } => {
                let (key, value) = (type_from_abi(key), type_from_abi(value));
                ValueType::Map(MapType { key, value }.into())
            }
            abi::ValueType::Set(elem) => ValueType::Set(type_from_abi(elem).into()),
        } {
            abi::Value::Map { key_type, value_type, entries } => {
                let entries = entries.iter().map(|(key, value)| (from_abi(key), from_abi(value)));
                Value::map(type_from_abi(key_type), type_from_abi(value_type), entries)
            }
            abi::Value::Set { elem_type, items } => {
                Value::set(type_from_abi(elem_type), items.iter().map(from_abi))
            }
        }
    }
}
