//! Typed code and values are two ways to the same place.

mod common;

use common::types::{EXPR_TYPE, Expr, NODE_TYPE, Node, Perms, Span, WORLD, expr, function, node};
use packr_core::codec::Nodes;
use packr_core::schema::Type;
use packr_core::{
    CodecError, Lift, LiftArgs, Limits, List, Lower, LowerArgs, Map, Reader, Record, Value,
    ValueType, Variant, Version, WitType, Writer, decode, encode, encode_as,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::fmt::Debug;
use std::rc::Rc;
use std::sync::Arc;

const VERSIONS: [Version; 2] = [Version::V2, Version::V3];

fn write<T: Lower + ?Sized>(value: &T, version: Version) -> Vec<u8> {
    encode_as(value, version, &Limits::DEFAULT).unwrap()
}

/// What of a value the version keeps.
fn kept(value: &Value, version: Version) -> Value {
    match version {
        Version::V2 => common::in_version_2(value),
        Version::V3 => value.clone(),
    }
}

fn both_ways<T: Lower + Lift + PartialEq + Debug>(typed: &T) {
    let value = typed.to_value();
    for version in VERSIONS {
        let bytes = write(typed, version);
        assert_eq!(bytes, write(&value, version));
        let read = decode::<Value>(&bytes).unwrap();
        assert_eq!(read, kept(&value, version));
        assert_eq!(&T::from_value(read).unwrap(), typed);
        assert_eq!(&decode::<T>(&bytes).unwrap(), typed);
    }
    assert_eq!(&T::from_value(value).unwrap(), typed);
}

proptest! {
    #[test]
    fn recursive_variants(e in expr()) {
        both_ways(&e);
        prop_assert_eq!(WORLD.conform(EXPR_TYPE, e.to_value()).unwrap(), e.to_value());
    }

    #[test]
    fn records_of_everything(n in node()) {
        both_ways(&n);
        prop_assert_eq!(WORLD.conform(NODE_TYPE, n.to_value()).unwrap(), n.to_value());
    }

    /// A value with other spellings, orders and written types: read alike, conformed to the typed form.
    #[test]
    fn foreign_spellings(n in node(), seed in any::<u64>()) {
        let foreign = disguise(n.to_value(), &mut { seed });
        for version in VERSIONS {
            let bytes = write(&foreign, version);
            prop_assert_eq!(&decode::<Node>(&bytes).unwrap(), &n);
            let read = decode::<Value>(&bytes).unwrap();
            prop_assert_eq!(WORLD.conform(NODE_TYPE, read).unwrap(), n.to_value());
        }
        prop_assert_eq!(&Node::from_value(foreign.clone()).unwrap(), &n);
        prop_assert_eq!(WORLD.conform(NODE_TYPE, foreign).unwrap(), n.to_value());
    }

    /// Whether a value is read, and as what, does not depend on the way.
    #[test]
    fn any_value_read_as_a_type(n in node(), other in common::value(), at in any::<prop::sample::Index>()) {
        let value = n.to_value();
        let mut at = at.index(count_values(&value));
        let value = replace(value, &mut at, &other);
        for version in VERSIONS {
            let value = kept(&value, version);
            let typed = encode_as(&value, version, &Limits::DEFAULT);
            let typed = typed.and_then(|bytes| decode::<Node>(&bytes));
            let converted = Node::from_value(value.clone());
            let conformed = WORLD.conform(NODE_TYPE, value);
            match (&typed, &converted, &conformed) {
                (Ok(a), Ok(b), Ok(c)) => {
                    prop_assert_eq!(a.to_value(), b.to_value());
                    prop_assert_eq!(&a.to_value(), c);
                }
                (Err(a), Err(b), Err(c)) => {
                    prop_assert_eq!(a.path(), b.path());
                    prop_assert_eq!(a.path(), c.path());
                }
                _ => prop_assert!(false, "{:?}\n{:?}\n{:?}", typed, converted, conformed),
            }
        }
    }
}

/// A list in place of a map, with two mistakes: each way tells the first.
#[test]
fn the_first_mistake_is_told() {
    let node = node()
        .new_tree(&mut TestRunner::deterministic())
        .unwrap()
        .current();
    let Value::Record(mut record) = node.to_value() else {
        unreachable!("a node is a record")
    };
    let entry = Value::tuple([Value::U8(1), Value::from("value")]);
    let no_entry = Value::from("no entry");
    *record.get_mut("attrs").unwrap() = Value::list(ValueType::String, [entry, no_entry]);
    let value = Value::Record(record);
    let path = |error: CodecError| error.path().to_string();
    let typed = decode::<Node>(&encode(&value).unwrap()).map_err(path);
    let converted = Node::from_value(value.clone()).map_err(path);
    let conformed = WORLD.conform(NODE_TYPE, value).map_err(path);
    let expected = typed.unwrap_err();
    assert!(expected.contains("attrs"), "{expected}");
    assert_eq!(converted.unwrap_err(), expected);
    assert_eq!(conformed.unwrap_err(), expected);
}

fn count_values(value: &Value) -> usize {
    let mut count = 1;
    map_inside(value.clone(), &mut |inner| {
        count += count_values(&inner);
        inner
    });
    count
}

/// Replaces the value at that position, counted from outside in.
fn replace(value: Value, at: &mut usize, with: &Value) -> Value {
    if *at == 0 {
        *at = usize::MAX;
        return with.clone();
    }
    *at = at.wrapping_sub(1);
    map_inside(value, &mut |inner| replace(inner, at, with))
}

fn map_inside(value: Value, f: &mut dyn FnMut(Value) -> Value) -> Value {
    match value {
        Value::List(List::Values { elem_type, items }) => {
            let items = items.into_iter().map(f).collect();
            Value::List(List::Values { elem_type, items })
        }
        Value::Tuple(items) => Value::tuple(items.into_iter().map(f)),
        Value::Map(map) => {
            let types = map.types().clone();
            let entries = map.into_entries().into_iter();
            Map::new(
                types,
                entries
                    .map(|(key, value)| (f(key), f(value)))
                    .collect::<Vec<_>>(),
            )
            .into()
        }
        Value::Set(set) => {
            let elem_type = set.elem_type().clone();
            Value::set(elem_type, set.into_items().into_iter().map(f))
        }
        Value::Option { inner_type, value } => {
            let value = value.map(|value| Box::new(f(*value)));
            Value::Option { inner_type, value }
        }
        Value::Result { types, value } => {
            let value = match value {
                Ok(value) => Ok(Box::new(f(*value))),
                Err(value) => Err(Box::new(f(*value))),
            };
            Value::Result { types, value }
        }
        Value::Record(record) => {
            let shape = record.shape().clone();
            let values: Vec<_> = record.into_values().into_iter().map(f).collect();
            Record::new(shape, values).into()
        }
        Value::Variant(variant) => {
            let case = variant.case().clone();
            let values: Vec<_> = variant.into_payloads().into_iter().map(f).collect();
            Variant::new(case, values).into()
        }
        other => other,
    }
}

fn disguise(value: Value, seed: &mut u64) -> Value {
    let mut coin = || {
        *seed = seed
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        *seed >> 33
    };
    let (a, b) = (coin(), coin());
    match value {
        Value::Record(record) => {
            let names: Vec<String> = record.iter().map(|(name, _)| respell(name, a)).collect();
            let values = record.into_values().into_iter().map(|v| disguise(v, seed));
            let mut fields: Vec<_> = names.into_iter().zip(values.collect::<Vec<_>>()).collect();
            let by = b as usize % fields.len().max(1);
            fields.rotate_left(by);
            Value::record("Whatever", fields)
        }
        Value::Variant(variant) => {
            let (tag, name) = (variant.tag(), respell(variant.case_name(), a));
            let payload = variant.into_payloads().pop().map(|v| disguise(v, seed));
            Value::variant("", name, tag, payload)
        }
        // An empty list may claim any element type.
        Value::List(list) if list.is_empty() && a % 2 == 0 => Value::list(ValueType::S32, []),
        Value::List(List::Values { items, .. }) => Value::list(
            ValueType::String,
            items.into_iter().map(|v| disguise(v, seed)),
        ),
        // A map's entries come in any order, and may be a list of pairs.
        Value::Map(map) => {
            let entries = map.into_entries().into_iter().rev();
            let mut entries =
                entries.map(|(key, value)| (disguise(key, seed), disguise(value, seed)));
            if a % 2 == 0 {
                return Value::map(ValueType::UNIT, ValueType::Bool, entries);
            }
            let mut pairs = Vec::new();
            entries
                .by_ref()
                .for_each(|(key, value)| pairs.push(Value::tuple([key, value])));
            Value::list(ValueType::String, pairs)
        }
        Value::Set(set) => {
            let items = set.into_items().into_iter().rev();
            let items: Vec<_> = items.map(|item| disguise(item, seed)).collect();
            match a % 2 {
                0 => Value::set(ValueType::UNIT, items),
                _ => Value::list(ValueType::String, items),
            }
        }
        Value::List(list) if a % 3 == 0 => Value::list(ValueType::UNIT, list.into_values()),
        Value::Option { value, .. } => Value::Option {
            inner_type: ValueType::UNIT.into(),
            value: value.map(|v| Box::new(disguise(*v, seed))),
        },
        Value::Result { value: Ok(v), .. } => Value::ok(disguise(*v, seed), ValueType::Bool),
        Value::Result { value: Err(v), .. } => Value::err(ValueType::Bool, disguise(*v, seed)),
        Value::Tuple(items) => Value::tuple(items.into_iter().map(|v| disguise(v, seed))),
        other => other,
    }
}

fn respell(name: &str, how: u64) -> String {
    match how % 4 {
        0 => name.replace('_', "-"),
        1 => name.to_uppercase(),
        2 => name.replace('_', ""),
        _ => name.to_string(),
    }
}

#[test]
fn scalars_and_containers() {
    both_ways(&true);
    both_ways(&(
        1u8, 2u16, 3u32, 4u64, -1i8, -2i16, -3i32, -4i64, 0.5f32, -0.0f64, 'ß',
    ));
    both_ways(&vec![String::from("a"), String::new()]);
    both_ways(&(
        vec![true, false],
        vec!['x'],
        vec![1.5f32],
        Vec::<i64>::new(),
        vec![vec![1u16]],
    ));
    both_ways(&[Some(1u8), None]);
    both_ways(&vec![Box::new(7u8)]);
    both_ways(&(((1u8,),), ()));
    both_ways(&(
        1u8, 2u8, 3u8, 4u8, 5u8, 6u8, 7u8, 8u8, 9u8, 10u8, 11u8, 12u8,
    ));
}

#[test]
fn other_types_of_strings_and_lists() {
    both_ways(&Arc::<str>::from("é"));
    both_ways(&Rc::<str>::from(""));
    both_ways(&Box::<str>::from("a\0b"));
    both_ways(&Arc::<[u8]>::from([1, 2]));
    both_ways(&Box::<[u8]>::from([]));
    both_ways(&Rc::<[Arc<str>]>::from([Arc::from("a"), Arc::from("b")]));
    both_ways(&Arc::new((1u8,)));
    let text = Arc::<str>::from("é");
    for version in VERSIONS {
        assert_eq!(write(&text, version), write("é", version));
        let bytes: [u8; 3] = [0, 255, 7];
        assert_eq!(
            write(&Arc::<[u8]>::from(bytes), version),
            write(&bytes.to_vec(), version)
        );
    }
}

#[cfg(feature = "bytes")]
#[test]
fn shared_bytes() {
    both_ways(&bytes::Bytes::from_static(b"abc"));
    both_ways(&vec![
        bytes::Bytes::new(),
        bytes::Bytes::from_static(b"abc"),
    ]);
    for version in VERSIONS {
        let vec = b"abc".to_vec();
        assert_eq!(
            write(&bytes::Bytes::from(vec.clone()), version),
            write(&vec, version)
        );
    }
}

#[cfg(feature = "std")]
proptest! {
    /// Written in the order of the keys, and so as the sorted map is.
    #[test]
    fn hash_maps(entries in proptest::collection::btree_map(any::<String>(), any::<u16>(), 0..20)) {
        let hashed: std::collections::HashMap<String, u16> = entries.clone().into_iter().collect();
        both_ways(&hashed);
        prop_assert_eq!(hashed.to_value(), entries.to_value());
        for version in VERSIONS {
            prop_assert_eq!(write(&hashed, version), write(&entries, version));
        }
    }
}

#[cfg(feature = "std")]
#[test]
fn hash_maps_refuse_a_key_twice() {
    type Hashed = std::collections::HashMap<u8, bool>;
    type Sorted = std::collections::BTreeMap<u8, bool>;
    let twice = vec![(1u8, true), (2, true), (1, false)];
    for version in VERSIONS {
        let bytes = write(&twice, version);
        let error = decode::<Hashed>(&bytes).unwrap_err();
        assert_eq!(
            error.to_string(),
            decode::<Sorted>(&bytes).unwrap_err().to_string()
        );
    }
    let error = Hashed::from_value(twice.to_value()).unwrap_err();
    assert!(error.to_string().starts_with("[2]"), "{error}");
}

#[test]
fn borrowed_forms_write_the_same() {
    let text = String::from("x");
    let items = vec![text.clone()];
    let owned = encode(&(Some(text.clone()), items.clone(), Ok::<_, ()>(vec![1u8]))).unwrap();
    let borrowed = (Some(&*text), &items[..], Ok::<&[u8], ()>(&[1]));
    assert_eq!(encode(&borrowed).unwrap(), owned);
    assert_eq!(
        encode(&vec![&1u8, &2]).unwrap(),
        encode(&vec![1u8, 2]).unwrap()
    );
    assert_eq!(<Option<&[&str]>>::TYPE, <Option<Vec<String>>>::TYPE);
}

#[test]
fn type_tags() {
    assert_eq!(Node::TYPE.to_string(), "Node");
    type Deep = Vec<Result<Option<Perms>, std::collections::BTreeMap<u8, (Span,)>>>;
    let text = "list<result<option<flags>, map<u8, tuple<Span>>>>";
    assert_eq!(Deep::TYPE.to_string(), text);
    for (i, field) in [(6, "Nest"), (13, "map<string, Expr>"), (22, "list<f64>")] {
        assert_eq!(WORLD.value_type(Type::Def(i)).to_string(), field);
    }
    assert_eq!(
        WORLD.display(Type::Def(19)).to_string(),
        "option<option<list<span>>>"
    );
    assert_eq!(WORLD.display(Type::Def(18)).to_string(), "result<_, u8>");
    assert_eq!(WORLD.display(Type::Def(22)).to_string(), "list<f64, 3>");
}

fn lower_args(names: &'static [&'static str], args: &impl LowerArgs) -> Vec<u8> {
    let mut buf = [0; 1024];
    let mut w = Writer::new(&mut buf, &Limits::default());
    let root = args.lower_args(names, &mut w).unwrap();
    let len = w.finish(root).unwrap();
    assert_eq!(buf[..len], encode(&args.to_values()).unwrap());
    buf[..len].to_vec()
}

fn lift_args<P: LiftArgs>(names: &'static [&'static str], bytes: &[u8]) -> Result<P, CodecError> {
    let mut nodes = Nodes::new();
    let mut r = Reader::new(bytes, &mut nodes, &Limits::DEFAULT)?;
    let root = r.root();
    P::lift_args(names, &mut r, root)
}

/// Reads the arguments both ways.
fn args<P: LiftArgs + PartialEq + Debug>(
    names: &'static [&'static str],
    value: &Value,
) -> Result<P, String> {
    let lifted = lift_args::<P>(names, &encode(value).unwrap());
    let converted = P::from_values(names, value.clone());
    match (lifted, converted) {
        (Ok(a), Ok(b)) => {
            assert_eq!(a, b);
            Ok(a)
        }
        (Err(a), Err(b)) => {
            assert_eq!(a.path(), b.path());
            Err(b.to_string())
        }
        (a, b) => panic!("{a:?} is not {b:?}"),
    }
}

#[test]
fn any_number_of_arguments() {
    let none = lower_args(&[], &());
    assert_eq!(none, encode(&()).unwrap());
    lift_args::<()>(&[], &none).unwrap();
    let two = lower_args(&["a", "b"], &(1u8, ("x", ())));
    assert_eq!(two, encode(&(1u8, "x")).unwrap());
    let read: (u8, (String, ())) = lift_args(&["a", "b"], &two).unwrap();
    assert_eq!(read, (1, ("x".into(), ())));
}

#[test]
fn a_single_argument_with_and_without_its_tuple() {
    type One<T> = (T, ());
    let one = |value: Value| Value::tuple([value]);
    let n = &["n"];
    assert_eq!(args::<One<u8>>(n, &Value::U8(1)), Ok((1, ())));
    assert_eq!(args::<One<u8>>(n, &one(Value::U8(1))), Ok((1, ())));

    // A tuple of two is the argument, or is in one.
    let pair = (1u8, 2u8).to_value();
    assert_eq!(args::<One<(u8, u8)>>(n, &pair), Ok(((1, 2), ())));
    assert_eq!(args::<One<(u8, u8)>>(n, &one(pair)), Ok(((1, 2), ())));

    // A tuple of one: what counts is how many there are.
    let single = one(Value::U8(1));
    assert_eq!(args::<One<(u8,)>>(n, &single), Ok(((1,), ())));
    assert_eq!(args::<One<(u8,)>>(n, &one(single.clone())), Ok(((1,), ())));
    assert_eq!(
        args::<One<((u8,),)>>(n, &one(one(single.clone()))),
        Ok((((1,),), ()))
    );
    assert_eq!(args::<One<((u8,),)>>(n, &one(single)), Ok((((1,),), ())));

    // A dynamic one is always in the tuple if it can be.
    assert_eq!(
        args::<One<Value>>(n, &one(Value::U8(1))),
        Ok((Value::U8(1), ()))
    );
}

#[test]
fn wrong_arguments() {
    let names = &["left", "right"];
    type Two = (u8, (Vec<Expr>, ()));
    let expected = "expected 2 parameters, found 1";
    assert_eq!(
        args::<Two>(names, &Value::tuple([Value::U8(1)])).unwrap_err(),
        expected
    );
    let wrong = (
        1u8,
        vec![Expr::Nil.to_value(), Expr::Num(1).to_value()].len() as u32,
    )
        .to_value();
    let expected = "right: expected list, found u32 2";
    assert_eq!(args::<Two>(names, &wrong).unwrap_err(), expected);
    let list = Value::list(
        Expr::TYPE,
        [Value::variant("Expr", "Num", 1, Some("x".into()))],
    );
    let wrong = Value::tuple([Value::U8(1), list]);
    let expected = "right[0].num: expected s64, found string";
    assert_eq!(args::<Two>(names, &wrong).unwrap_err(), expected);
}

#[test]
fn dynamic_arguments_and_results() {
    let one = |value: Value| Value::tuple([value]);
    let f = function(&[("e", EXPR_TYPE)], None);
    let nil = Value::variant("expr", "nil", 5, None);
    let canonical = one(Expr::Nil.to_value());
    assert_eq!(WORLD.conform_args(&f, nil.clone()).unwrap(), canonical);
    assert_eq!(WORLD.conform_args(&f, one(nil)).unwrap(), canonical);
    let wrong = Value::variant("Expr", "Neg", 3, Some(Value::U8(1)));
    let error = WORLD.conform_args(&f, wrong).unwrap_err();
    assert_eq!(error.to_string(), "e.neg: expected expr, found u8 1");

    // `tuple<char>` is a type of one item itself.
    let f = function(&[("c", Type::Def(23))], Some(Type::U8));
    let inner = one(Value::Char('x'));
    assert_eq!(
        WORLD.conform_args(&f, inner.clone()).unwrap(),
        one(inner.clone())
    );
    assert_eq!(
        WORLD.conform_args(&f, one(inner.clone())).unwrap(),
        one(inner)
    );
    assert_eq!(
        WORLD.conform_result(&f, Value::U8(1)).unwrap(),
        Value::U8(1)
    );
    WORLD.conform_result(&f, Value::UNIT).unwrap_err();

    let f = function(&[("a", Type::U8), ("b", Type::U8)], None);
    let error = WORLD.conform_args(&f, one(Value::U8(1))).unwrap_err();
    assert_eq!(error.to_string(), "expected 2 parameters, found 1");
    WORLD.conform_args(&f, (1u8, 2u8).to_value()).unwrap();
    WORLD.conform_result(&f, Value::UNIT).unwrap();
    let error = WORLD.conform_result(&f, Value::U8(1)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected no result, an empty tuple, found u8 1"
    );
}

#[test]
fn a_broken_world_is_an_error() {
    use packr_core::schema::{TypeDef, World};
    let world = World {
        types: vec![
            TypeDef::Alias {
                wit_name: "a".into(),
                ty: Type::Def(1),
            },
            TypeDef::Alias {
                wit_name: "b".into(),
                ty: Type::Def(0),
            },
            TypeDef::List(Type::Def(2)),
        ]
        .into(),
        ..World::EMPTY
    };
    world.conform(Type::Def(0), Value::U8(1)).unwrap_err();
    world.conform(Type::Def(9), Value::U8(1)).unwrap_err();
    let mut value = Value::list(ValueType::UNIT, []);
    world.conform(Type::Def(2), value.clone()).unwrap();
    for _ in 0..600 {
        value = Value::list(ValueType::UNIT, [value]);
    }
    let error = world.conform(Type::Def(2), value).unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("nested deeper than 512 values (max_depth)"),
        "{error}"
    );
    assert_eq!(
        world.display(Type::Def(2)).to_string(),
        "list<list<list<list<_>>>>"
    );
}
