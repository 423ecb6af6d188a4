//! Values from JSON, by their types.

use std::cell::RefCell;
use std::fmt::Display;
use std::str::FromStr;

use packr_core::schema::{Type, TypeDef, World};
use packr_core::{CodecError, ResultType, Step, Value, ValueType};
use serde_json::Value as Json;

use super::value::is_option;
use crate::flags;
use crate::wave::{Shape, kebab, same_name, shape};

/// Reads JSON as a value of that type, in the shape that [`value`](super::value) writes.
pub(crate) fn read(world: &World, ty: Type, json: &Json) -> Result<Value, CodecError> {
    let around = RefCell::default();
    world.conform(ty, of(world, &around, ty, json)?)
}

/// `around` are the records and variants around the value, outermost first.
fn of(
    world: &World,
    around: &RefCell<Vec<Type>>,
    ty: Type,
    json: &Json,
) -> Result<Value, CodecError> {
    let wrong = || {
        expected(
            format!("{}{}", world.display(ty), spelling(world, ty)),
            json,
        )
    };
    let def = match shape(world, ty) {
        Shape::Primitive(primitive) => return self::primitive(primitive, json).ok_or_else(wrong),
        // As in WAVE text: the innermost type around it that has such a case, or such fields.
        Shape::Any => {
            let types = around.borrow().clone();
            let found = types.iter().rev().find(|ty| fits(world, **ty, json));
            if let (None, Json::String(text)) = (found, json) {
                return text
                    .parse()
                    .map_err(|error| CodecError::other(format!("{error}")));
            }
            let unknown = "the type of this is not told; give its WIT with `--wit PATH`";
            let ty = found.ok_or_else(|| CodecError::other(unknown))?;
            return of(world, around, *ty, json);
        }
        Shape::Def(def) => def,
    };
    let part = |ty: Type, json: &Json, step: Step| {
        of(world, around, ty, json).map_err(|error| error.at(step))
    };
    let items = |ty: Type| -> Result<Vec<Value>, CodecError> {
        let items = json.as_array().ok_or_else(wrong)?.iter().enumerate();
        items
            .map(|(i, item)| part(ty, item, Step::Index(i)))
            .collect()
    };
    let is_named = matches!(def, TypeDef::Record { .. } | TypeDef::Variant { .. });
    if is_named {
        around.borrow_mut().push(ty);
    }
    let value = match def {
        TypeDef::List(elem) | TypeDef::FixedList(elem, _) | TypeDef::Set(elem) => {
            Value::list(world.value_type(*elem), items(*elem)?)
        }
        TypeDef::Map(key, value) => {
            let mut entries = Vec::new();
            for (i, entry) in json.as_array().ok_or_else(wrong)?.iter().enumerate() {
                let Some([a, b]) = entry.as_array().map(Vec::as_slice) else {
                    return Err(expected("[key, value]", entry).at(Step::Index(i)));
                };
                let pair =
                    part(*key, a, Step::Key).and_then(|a| Ok((a, part(*value, b, Step::Value)?)));
                entries.push(pair.map_err(|error| error.at(Step::Index(i)))?);
            }
            Value::map(world.value_type(*key), world.value_type(*value), entries)
        }
        TypeDef::Option(inner) => {
            let held = match json {
                Json::Null => None,
                json if is_option(world, *inner) => Some(only(json, "some").ok_or_else(wrong)?),
                json => Some(json),
            };
            let value = held
                .map(|held| part(*inner, held, Step::Some))
                .transpose()?;
            let inner_type = world.value_type(*inner).into();
            Value::Option {
                inner_type,
                value: value.map(Box::new),
            }
        }
        TypeDef::Result(ok, err) => {
            let side = |ty: &Option<Type>, held: &Json, step| match ty {
                Some(ty) => part(*ty, held, step).map(Box::new),
                None => Ok(Box::new(Value::UNIT)),
            };
            let value = match (only(json, "ok"), only(json, "err")) {
                (Some(held), _) => Ok(side(ok, held, Step::Ok)?),
                (_, Some(held)) => Err(side(err, held, Step::Err)?),
                _ => return Err(wrong()),
            };
            let tag = |ty: &Option<Type>| ty.map_or(ValueType::UNIT, |ty| world.value_type(ty));
            Value::Result {
                types: ResultType {
                    ok: tag(ok),
                    err: tag(err),
                }
                .into(),
                value,
            }
        }
        TypeDef::Tuple(types) => {
            let items = json
                .as_array()
                .filter(|items| items.len() == types.len())
                .ok_or_else(wrong)?;
            let items = types.iter().zip(items).enumerate();
            let items = items.map(|(i, (ty, item))| part(*ty, item, Step::Index(i)));
            Value::Tuple(items.collect::<Result<_, _>>()?)
        }
        TypeDef::Record { shape, fields, .. } => {
            let object = json.as_object().ok_or_else(wrong)?;
            let mut values = Vec::new();
            for (name, held) in object {
                // The check against the type names a field that it does not have.
                let known = shape.fields.iter().position(|field| same_name(field, name));
                let Some(index) = known else {
                    return Err(CodecError::other(format!(
                        "`{}` has no field `{name}`",
                        world.display(ty)
                    )));
                };
                let name = shape.fields[index].clone();
                values.push((name.clone(), part(fields[index], held, Step::Field(name))?));
            }
            for (name, ty) in shape.fields.iter().zip(fields.iter()) {
                let missing = values.iter().all(|(known, _)| known != name);
                if missing && is_option(world, *ty) {
                    values.push((name.clone(), of(world, around, *ty, &Json::Null)?));
                }
            }
            Value::record(shape.name.clone(), values)
        }
        TypeDef::Variant {
            cases, payloads, ..
        } => {
            let (name, held) = match json {
                Json::String(name) => (name, None),
                Json::Object(object) if object.len() == 1 => {
                    let (name, held) = object.iter().next().ok_or_else(wrong)?;
                    (name, Some(held))
                }
                _ => return Err(wrong()),
            };
            let Some(tag) = cases.iter().position(|case| same_name(&case.name, name)) else {
                let known: Vec<_> = cases.iter().map(|case| kebab(&case.name)).collect();
                return Err(expected(format!("one of {}", known.join(", ")), json));
            };
            let case = &cases[tag];
            let value = match (payloads.get(tag).copied().flatten(), held) {
                (Some(ty), Some(held)) => Some(part(ty, held, Step::Case(case.name.clone()))?),
                (None, None) => None,
                (Some(_), None) => return Err(expected(format!("{{\"{name}\": ..}}"), json)),
                (None, Some(_)) => return Err(expected(format!("\"{name}\""), json)),
            };
            Value::variant(case.type_name.clone(), case.name.clone(), case.tag, value)
        }
        TypeDef::Flags { labels, .. } => {
            let mut bits = 0;
            for flag in json.as_array().ok_or_else(wrong)? {
                let name = flag
                    .as_str()
                    .ok_or_else(|| expected("the name of a flag", flag))?;
                let bit = flags::bits(labels, name);
                bits |=
                    bit.ok_or_else(|| expected(format!("one of {}", flags::known(labels)), flag))?;
            }
            Value::Flags(bits)
        }
        TypeDef::Alias { .. } | TypeDef::Any => return Err(wrong()),
    };
    // After an error nothing more is read.
    if is_named {
        around.borrow_mut().pop();
    }
    Ok(value)
}

/// Whether a type has the case, or the fields, that the JSON names.
fn fits(world: &World, ty: Type, json: &Json) -> bool {
    match (shape(world, ty), json) {
        (Shape::Def(TypeDef::Variant { cases, .. }), Json::String(name)) => {
            cases.iter().any(|case| same_name(&case.name, name))
        }
        (Shape::Def(TypeDef::Variant { cases, .. }), Json::Object(object)) if object.len() == 1 => {
            object
                .keys()
                .all(|name| cases.iter().any(|case| same_name(&case.name, name)))
        }
        (Shape::Def(TypeDef::Record { shape, .. }), Json::Object(object)) => object
            .keys()
            .all(|name| shape.fields.iter().any(|field| same_name(field, name))),
        _ => false,
    }
}

/// How JSON writes a type, where its name does not say it.
fn spelling(world: &World, ty: Type) -> &'static str {
    match shape(world, ty) {
        Shape::Primitive(Type::F32 | Type::F64) => {
            " (a number in its range, \"nan\", \"inf\" or \"-inf\")"
        }
        Shape::Primitive(Type::Char) => " (a string of one character)",
        Shape::Def(TypeDef::Map(..)) => " (an array of [key, value])",
        Shape::Def(TypeDef::Option(..)) => " (null or {\"some\": ..})",
        Shape::Def(TypeDef::Result(..)) => {
            " ({\"ok\": ..} or {\"err\": ..}, with null for no value)"
        }
        Shape::Def(TypeDef::Tuple(..)) => " (an array with an item of each type)",
        Shape::Def(TypeDef::Record { .. }) => " (an object with its fields)",
        Shape::Def(TypeDef::Variant { .. }) => " (\"case\", or {\"case\": ..} with its value)",
        Shape::Def(TypeDef::Flags { .. }) => " (an array of names)",
        _ => "",
    }
}

/// What an object with this one key holds.
fn only<'a>(json: &'a Json, key: &str) -> Option<&'a Json> {
    let object = json.as_object().filter(|object| object.len() == 1)?;
    object.get(key)
}

fn primitive(ty: Type, json: &Json) -> Option<Value> {
    Some(match ty {
        Type::Bool => Value::Bool(json.as_bool()?),
        Type::U8 => Value::U8(integer(json)?),
        Type::U16 => Value::U16(integer(json)?),
        Type::U32 => Value::U32(integer(json)?),
        Type::U64 => Value::U64(integer(json)?),
        Type::S8 => Value::S8(integer(json)?),
        Type::S16 => Value::S16(integer(json)?),
        Type::S32 => Value::S32(integer(json)?),
        Type::S64 => Value::S64(integer(json)?),
        Type::F32 => Value::F32(float(json, f32::is_infinite)?),
        Type::F64 => Value::F64(float(json, f64::is_infinite)?),
        Type::Char => {
            let mut letters = json.as_str()?.chars();
            let letter = letters.next()?;
            if letters.next().is_some() {
                return None;
            }
            Value::Char(letter)
        }
        Type::String => Value::String(json.as_str()?.to_owned()),
        Type::Def(_) => return None,
    })
}

fn integer<T: FromStr>(json: &Json) -> Option<T> {
    json.as_number()?.to_string().parse().ok()
}

fn float<T: FromStr + Copy>(json: &Json, is_infinite: fn(T) -> bool) -> Option<T> {
    match json {
        // Parsing makes infinity of a number beyond the type's range.
        Json::Number(number) => {
            let parsed = number.to_string().parse().ok();
            parsed.filter(|float| !is_infinite(*float))
        }
        Json::String(name) if matches!(name.as_str(), "nan" | "inf" | "-inf") => name.parse().ok(),
        _ => None,
    }
}

fn expected(what: impl Display, found: &Json) -> CodecError {
    let mut text = found.to_string();
    if text.chars().count() > 60 {
        text = text.chars().take(60).chain("...".chars()).collect();
    }
    CodecError::other(format!("expected {what}, found {text}"))
}
