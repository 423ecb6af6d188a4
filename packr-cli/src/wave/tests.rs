//! Values come back from their text, and from JSON, as they were.

use packr_bindgen::{Inline, Request, load};
use packr_core::schema::{Type, TypeDef, World};
use packr_core::{ResultType, Value, ValueType};
use proptest::prelude::*;
use proptest::test_runner::TestRng;

use super::{Shape, read, shape, write};
use crate::json;

fn world() -> World {
    let text = r#"
        package test:text;
        world w {
            variant expr { num(s64), sym(string), lst(list<expr>), both(tuple<expr, float>), %none, ok(expr) }
            record float { small: f32, large: f64, maybe: option<option<u8>>, %true: bool }
            record node { value: expr, next: option<node>, table: map<string, list<char>>, fixed: list<u16, 3> }
            flags kinds { read, write, create-new }
            enum color { red, blue-green }
            record all {
                kinds: kinds, color: color, outcome: result<node, color>, nothing: result, half: result<_, expr>,
                keys: map<bool, s8>, numbers: tuple<u8, u32, u64, s16, s32>,
            }
            export f: func(it: all);
        }"#;
    let inline = Inline {
        text: text.to_owned(),
        place: None,
    };
    // Without a directory there is no `wit` beside it.
    let request = Request {
        inline: Some(inline),
        directory: "src".into(),
        ..Request::default()
    };
    packr_bindgen::world(&load(&request).model.unwrap())
}

/// A test's thread has 2 MiB of stack.
#[test]
fn a_string_takes_no_stack() {
    let long = "x🦀".repeat(200_000);
    let read = read(&world(), Type::String, &format!("\"{long}\""));
    assert!(matches!(read, Ok(Value::String(read)) if read == long));
}

/// A value of the type; small ones below some depth.
fn value(world: &World, ty: Type, rng: &mut TestRng, depth: usize) -> Value {
    let few = |rng: &mut TestRng| {
        if depth == 0 {
            0
        } else {
            rng.random_range(0..3usize)
        }
    };
    let def = match shape(world, ty) {
        Shape::Primitive(ty) => return primitive(ty, rng),
        Shape::Def(def) => def,
        Shape::Any => panic!("the world tells all its types"),
    };
    let deeper = depth.saturating_sub(1);
    match def {
        TypeDef::List(elem) => {
            let count = few(rng);
            let items: Vec<_> = (0..count)
                .map(|_| value(world, *elem, rng, deeper))
                .collect();
            Value::list(world.value_type(*elem), items)
        }
        TypeDef::FixedList(elem, length) => {
            let items: Vec<_> = (0..*length)
                .map(|_| value(world, *elem, rng, deeper))
                .collect();
            Value::list(world.value_type(*elem), items)
        }
        TypeDef::Map(key, of) => {
            let mut entries: Vec<(Value, Value)> = Vec::new();
            for _ in 0..few(rng) {
                let entry = (
                    value(world, *key, rng, deeper),
                    value(world, *of, rng, deeper),
                );
                if entries.iter().all(|(known, _)| *known != entry.0) {
                    entries.push(entry);
                }
            }
            Value::map(world.value_type(*key), world.value_type(*of), entries)
        }
        TypeDef::Option(inner) => {
            let held = few(rng) > 0;
            let value = held.then(|| Box::new(value(world, *inner, rng, deeper)));
            Value::Option {
                inner_type: world.value_type(*inner).into(),
                value,
            }
        }
        TypeDef::Result(ok, err) => {
            let mut side =
                |ty: &Option<Type>| ty.map_or(Value::UNIT, |ty| value(world, ty, rng, deeper));
            let (good, bad) = (side(ok), side(err));
            let tag = |ty: &Option<Type>| ty.map_or(ValueType::UNIT, |ty| world.value_type(ty));
            let value = if depth > 0 && rng.random() {
                Ok(good.into())
            } else {
                Err(bad.into())
            };
            Value::Result {
                types: ResultType {
                    ok: tag(ok),
                    err: tag(err),
                }
                .into(),
                value,
            }
        }
        TypeDef::Tuple(types) => Value::Tuple(
            types
                .iter()
                .map(|ty| value(world, *ty, rng, deeper))
                .collect(),
        ),
        TypeDef::Record { shape, fields, .. } => {
            let values = fields.iter().map(|ty| value(world, *ty, rng, deeper));
            Value::record(
                shape.name.clone(),
                shape.fields.iter().cloned().zip(values.collect::<Vec<_>>()),
            )
        }
        TypeDef::Variant {
            cases, payloads, ..
        } => {
            // The first case of `expr` holds no other.
            let tag = if depth == 0 {
                0
            } else {
                rng.random_range(0..cases.len())
            };
            let held = payloads[tag].map(|ty| value(world, ty, rng, deeper));
            Value::variant(
                cases[tag].type_name.clone(),
                cases[tag].name.clone(),
                tag as u32,
                held,
            )
        }
        TypeDef::Flags { labels, .. } => Value::Flags(rng.random_range(0..1 << labels.len())),
        other => panic!("the world has no {other:?}"),
    }
}

fn primitive(ty: Type, rng: &mut TestRng) -> Value {
    match ty {
        Type::Bool => rng.random::<bool>().into(),
        Type::U8 => rng.random::<u8>().into(),
        Type::U16 => rng.random::<u16>().into(),
        Type::U32 => rng.random::<u32>().into(),
        Type::U64 => rng.random::<u64>().into(),
        Type::S8 => rng.random::<i8>().into(),
        Type::S16 => rng.random::<i16>().into(),
        Type::S32 => rng.random::<i32>().into(),
        Type::S64 => rng.random::<i64>().into(),
        // Text keeps no bits of a NaN.
        Type::F32 => Some(f32::from_bits(rng.random()))
            .filter(|float| !float.is_nan())
            .unwrap_or(-0.0)
            .into(),
        Type::F64 => Some(f64::from_bits(rng.random()))
            .filter(|float| !float.is_nan())
            .unwrap_or(f64::INFINITY)
            .into(),
        Type::Char => rng.random::<char>().into(),
        _ => (0..rng.random_range(0..4usize))
            .map(|_| rng.random::<char>())
            .chain("\"\\\n%".chars())
            .collect::<String>()
            .into(),
    }
}

proptest! {
    #[test]
    fn values_come_back(mut rng in any::<u64>().prop_perturb(|_, rng| rng)) {
        let world = world();
        let ty = world.exports[0].functions[0].params[0].1;
        let value = value(&world, ty, &mut rng, 5);
        let value = world.conform(ty, value).unwrap();
        let text = write(&world, ty, &value);
        let again = read(&world, ty, &text).unwrap_or_else(|mistake| panic!("{}", mistake.show(&text, "")));
        prop_assert_eq!(&again, &value, "{}", text);
        let json = json::value(&world, ty, &value);
        prop_assert_eq!(&json::read(&world, ty, &json).unwrap(), &value, "{}", json);
    }
}

#[test]
fn a_value_as_deep_as_any_is_written() {
    let world = world();
    let Shape::Def(TypeDef::Record { fields, .. }) =
        shape(&world, world.exports[0].functions[0].params[0].1)
    else {
        panic!("a record");
    };
    let Shape::Def(TypeDef::Result(_, Some(expr))) = shape(&world, fields[4]) else {
        panic!("a result")
    };
    let mut value = Value::variant("Expr", "Num", 0, Some(Value::S64(1)));
    for _ in 0..500 {
        value = Value::variant("Expr", "Ok", 5, Some(value));
    }
    let text = write(&world, *expr, &value);
    assert!(
        text.ends_with(&format!("num(1){}", ")".repeat(500))),
        "{text}"
    );
    assert!(json::value(&world, *expr, &value).is_object());
    let mistake = read(&world, *expr, &text).unwrap_err();
    assert_eq!(mistake.message, "values in WAVE text are at most 100 deep");
}

#[test]
fn a_list_of_pairs_may_be_written_as_a_map() {
    let world = World {
        types: vec![
            TypeDef::List(Type::Def(1)),
            TypeDef::Tuple([Type::String, Type::U32].to_vec().into()),
            TypeDef::List(Type::U32),
        ]
        .into(),
        ..World::EMPTY
    };
    let pairs = read(&world, Type::Def(0), r#"[("a", 1), ("b", 2)]"#).unwrap();
    let map = read(&world, Type::Def(0), r#"{"a": 1, "b": 2}"#).unwrap();
    assert_eq!(map, pairs);
    let mistake = read(&world, Type::Def(0), r#"{"a": "x"}"#).unwrap_err();
    assert_eq!(mistake.span, 6..9, "{}", mistake.message);
    assert!(read(&world, Type::Def(2), r#"{"a": 1}"#).is_err());
}
