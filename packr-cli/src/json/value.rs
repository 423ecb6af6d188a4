//! Values as JSON, by their types.

use packr_core::Value;
use packr_core::schema::{Type, TypeDef, World};
use serde_json::{Map, Number, Value as Json, json};

use crate::flags;
use crate::wave::{Shape, kebab, known, shape};

/// A value as JSON. One without a type, and one that is not of its type, is a string in packr's own text for values.
pub(crate) fn value(world: &World, ty: Type, value: &Value) -> Json {
    of(world, ty, value).unwrap_or_else(|| json!(value.to_string()))
}

fn of(world: &World, ty: Type, value: &Value) -> Option<Json> {
    let ty = known(world, ty, value);
    let def = match shape(world, ty) {
        Shape::Any => return None,
        Shape::Primitive(_) => return primitive(value),
        Shape::Def(def) => def,
    };
    let part = |ty: Type, value: &Value| self::value(world, ty, value);
    Some(match (def, value) {
        (TypeDef::List(elem) | TypeDef::FixedList(elem, _), Value::List(list)) => {
            list.iter().map(|item| part(*elem, &item)).collect()
        }
        (TypeDef::Map(key, of), Value::Map(map)) => {
            let entries = map.entries().iter();
            entries
                .map(|(a, b)| json!([part(*key, a), part(*of, b)]))
                .collect()
        }
        (TypeDef::Set(elem), Value::Set(set)) => {
            set.items().iter().map(|item| part(*elem, item)).collect()
        }
        (TypeDef::Option(inner), Value::Option { value, .. }) => match value {
            None => Json::Null,
            // So that `some(none)` differs from `none`.
            Some(value) if is_option(world, *inner) => json!({ "some": part(*inner, value) }),
            Some(value) => part(*inner, value),
        },
        (TypeDef::Result(ok, err), Value::Result { value, .. }) => {
            let side = |ty: &Option<Type>, value| ty.map_or(Json::Null, |ty| part(ty, value));
            match value {
                Ok(value) => json!({ "ok": side(ok, value) }),
                Err(value) => json!({ "err": side(err, value) }),
            }
        }
        (TypeDef::Tuple(types), Value::Tuple(items)) if types.len() == items.len() => types
            .iter()
            .zip(items)
            .map(|(ty, item)| part(*ty, item))
            .collect(),
        (TypeDef::Record { shape, fields, .. }, Value::Record(record))
            if fields.len() == record.len() =>
        {
            let values = fields
                .iter()
                .zip(record.values())
                .map(|(ty, value)| part(*ty, value));
            let names = shape.fields.iter().map(|name| kebab(name));
            names.zip(values).collect::<Map<_, _>>().into()
        }
        (
            TypeDef::Variant {
                cases, payloads, ..
            },
            Value::Variant(variant),
        ) => {
            let tag = variant.tag() as usize;
            let name = kebab(&cases.get(tag)?.name);
            match (payloads.get(tag).copied().flatten(), variant.payload()) {
                (Some(ty), Some(held)) => {
                    let mut object = Map::new();
                    object.insert(name, part(ty, held));
                    object.into()
                }
                _ => json!(name),
            }
        }
        (TypeDef::Flags { labels, .. }, Value::Flags(bits)) => flags::names(labels, *bits)
            .map(|name| json!(name))
            .collect(),
        _ => return None,
    })
}

/// Whether `null` can be a value of the type.
pub(super) fn is_option(world: &World, ty: Type) -> bool {
    matches!(shape(world, ty), Shape::Def(TypeDef::Option(_)))
}

fn primitive(value: &Value) -> Option<Json> {
    Some(match value {
        Value::Bool(v) => json!(v),
        Value::U8(v) => json!(v),
        Value::U16(v) => json!(v),
        Value::U32(v) => json!(v),
        Value::U64(v) => json!(v),
        Value::S8(v) => json!(v),
        Value::S16(v) => json!(v),
        Value::S32(v) => json!(v),
        Value::S64(v) => json!(v),
        // The shortest text that is this number, not the text of the double nearest to it.
        Value::F32(v) => float(v.to_string().parse().unwrap_or(f64::NAN)),
        Value::F64(v) => float(*v),
        Value::Char(v) => json!(v),
        Value::String(v) => json!(v),
        _ => return None,
    })
}

/// A number, or the names that JSON has no numbers for.
fn float(value: f64) -> Json {
    match Number::from_f64(value) {
        Some(number) => Json::Number(number),
        None if value.is_nan() => json!("nan"),
        None if value > 0.0 => json!("inf"),
        None => json!("-inf"),
    }
}
