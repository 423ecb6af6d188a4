//! The two versions of the format: what each has, and what it says of the other.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use common::types::{Expr, WORLD};
use packr_core::codec::Nodes;
use packr_core::schema::{Type, TypeDef, World};
use packr_core::{
    CodecError, CodecErrorKind, Lift, Limits, Lower, Reader, Value, ValueType, Version, decode,
    encode, encode_as, encode_with,
};
use proptest::prelude::*;

fn in_3<T: Lower + ?Sized>(value: &T) -> Vec<u8> {
    encode_as(value, Version::V3, &Limits::DEFAULT).unwrap()
}

/// Nodes of version 3 behind an empty tuple; the last is the root.
fn message(nodes: &[(u8, &[u8])]) -> Vec<u8> {
    let mut bytes = b"CGRF\x03\0\0\0".to_vec();
    let all = [&[(0x0B, &[0; 4][..])], nodes].concat();
    bytes.extend((all.len() as u32).to_le_bytes());
    bytes.extend((all.len() as u32 - 1).to_le_bytes());
    for (kind, payload) in all {
        bytes.extend([kind, 0, 0, 0]);
        bytes.extend((payload.len() as u32).to_le_bytes());
        bytes.extend(payload);
    }
    bytes
}

#[track_caller]
fn refused<T: Lift + Debug>(bytes: &[u8], message: &str) {
    assert_eq!(decode::<T>(bytes).unwrap_err().to_string(), message);
}

#[test]
fn every_message_names_its_version() {
    for version in [Version::V2, Version::V3] {
        assert_eq!(Version::of(version.number()), Some(version));
        let bytes = encode_as(&1_u8, version, &Limits::DEFAULT).unwrap();
        assert_eq!(bytes[4..8], [version.number() as u8, 0, 0, 0]);
        let mut nodes = Nodes::new();
        let reader = Reader::new(&bytes, &mut nodes, &Limits::DEFAULT).unwrap();
        assert_eq!(reader.version(), version);
        assert_eq!(decode::<u8>(&bytes).unwrap(), 1);
    }
    assert_eq!([1, 4, 0xFFFF].map(Version::of), [None; 3]);
    assert_eq!(Version::default(), Version::V2);
    let same = |bytes: Vec<u8>| bytes[4] == 2;
    assert!(same(encode("x").unwrap()) && same(encode_with("x", &Limits::DEFAULT).unwrap()));
}

#[test]
fn the_other_version_is_an_error_that_names_both() {
    for (expected, found) in [(Version::V2, Version::V3), (Version::V3, Version::V2)] {
        let bytes = encode_as("x", found, &Limits::DEFAULT).unwrap();
        let Err(error) = Reader::of_version(&bytes, expected, &mut Nodes::new(), &Limits::DEFAULT)
        else {
            panic!("{found} was read as {expected}")
        };
        assert_eq!(
            *error.kind(),
            CodecErrorKind::OtherVersion { expected, found }
        );
        assert_eq!(error.offset(), Some(4));
        for text in ["packr 0.6 to 0.21", "packr 0.22 and later"] {
            assert!(error.to_string().contains(text), "{error}");
        }
        assert!(Reader::of_version(&bytes, found, &mut Nodes::new(), &Limits::DEFAULT).is_ok());
    }
}

#[test]
fn maps_and_sets_byte_by_byte() {
    let map = BTreeMap::from([(2_u8, 'b'), (1, 'a')]);
    let numbers: &[(u8, &[u8])] = &[
        (0x0C, &[1]),
        (0x12, &[b'a', 0, 0, 0]),
        (0x0C, &[2]),
        (0x12, &[b'b', 0, 0, 0]),
    ];
    let mut payload = vec![0x0C, 0x12, 2, 0, 0, 0];
    for node in 1..5_u32 {
        payload.extend(node.to_le_bytes());
    }
    let by_hand = message(&[numbers, &[(0x16, &payload)]].concat());
    assert_eq!(decode::<BTreeMap<u8, char>>(&by_hand).unwrap(), map);
    let read = decode::<Value>(&by_hand).unwrap();
    assert_eq!(read, map.to_value());
    // It has a node more, which nothing refers to.
    assert_eq!(in_3(&read).len() + 12, by_hand.len());
    assert_eq!(in_3(&map), in_3(&read));

    // Elements of fixed width are nodes too.
    let set = BTreeSet::from([7_u8]);
    let by_hand = message(&[(0x0C, &[7]), (0x17, &[0x0C, 1, 0, 0, 0, 1, 0, 0, 0])]);
    assert_eq!(decode::<BTreeSet<u8>>(&by_hand).unwrap(), set);
    assert_eq!(decode::<Value>(&by_hand).unwrap(), set.to_value());
    assert_eq!(in_3(&set).len() + 12, by_hand.len());
}

#[test]
fn in_version_2_they_are_lists() {
    let map = BTreeMap::from([("b".to_string(), vec![1_u8]), ("a".to_string(), vec![])]);
    let pairs: Vec<_> = map.clone().into_iter().collect();
    assert_eq!(encode(&map).unwrap(), encode(&pairs).unwrap());
    assert_eq!(encode(&map.to_value()).unwrap(), encode(&pairs).unwrap());
    let small = BTreeSet::from([3_u8, 1]);
    assert_eq!(encode(&small).unwrap(), encode(&vec![1_u8, 3]).unwrap());
    let texts = BTreeSet::from(["y", "x"]);
    assert_eq!(encode(&texts).unwrap(), encode(&vec!["x", "y"]).unwrap());
    // Also where they are only named.
    type Deep = Option<BTreeMap<u8, BTreeSet<String>>>;
    type Flat = Option<Vec<(u8, Vec<String>)>>;
    assert_eq!(encode(&Deep::None).unwrap(), encode(&Flat::None).unwrap());
    assert_ne!(in_3(&Deep::None), in_3(&Flat::None));

    let mixed = Value::set(ValueType::U8, [Value::U8(1), "x".into()]);
    assert!(matches!(
        encode(&mixed).unwrap_err().kind(),
        CodecErrorKind::MixedList { .. }
    ));
    assert_eq!(decode::<Value>(&in_3(&mixed)).unwrap(), mixed);
}

#[test]
fn lists_are_read_as_maps_and_sets_in_both() {
    let pairs = vec![("b", 1_u8), ("a", 2)];
    let map = BTreeMap::from([("a".to_string(), 2_u8), ("b".to_string(), 1)]);
    let list = vec![3_u8, 1, 2];
    for version in [Version::V2, Version::V3] {
        let bytes = encode_as(&pairs, version, &Limits::DEFAULT).unwrap();
        assert_eq!(decode::<BTreeMap<String, u8>>(&bytes).unwrap(), map);
        let bytes = encode_as(&list, version, &Limits::DEFAULT).unwrap();
        assert_eq!(decode::<BTreeSet<u8>>(&bytes).unwrap(), [1, 2, 3].into());
    }
    // A map is no list, though.
    refused::<Vec<(String, u8)>>(&in_3(&map), "expected list, found map (at byte 60)");
}

#[test]
fn keys_and_elements_come_once() {
    let key = |n: u8| (Value::U8(n), Value::UNIT);
    let map = in_3(&Value::map(
        ValueType::U8,
        ValueType::UNIT,
        [2, 1, 2].map(key),
    ));
    let text = |error: CodecError| error.to_string();
    let error = decode::<BTreeMap<u8, ()>>(&map).map_err(text).unwrap_err();
    assert!(
        error.starts_with("[2]: the map has the key 2 twice (at byte "),
        "{error}"
    );
    let set = in_3(&Value::set(ValueType::U8, [2, 1, 2].map(Value::U8)));
    let error = decode::<BTreeSet<u8>>(&set).map_err(text).unwrap_err();
    assert!(
        error.starts_with("[2]: the set has the element 2 twice (at byte "),
        "{error}"
    );
    // Without a type they are as they are.
    assert_eq!(decode::<Value>(&map).unwrap().as_map().unwrap().len(), 3);
    assert_eq!(decode::<Value>(&set).unwrap().as_set().unwrap().len(), 3);
}

#[test]
fn what_is_wrong_inside_is_told_with_its_place() {
    let map = BTreeMap::from([(1_u8, vec!["x"]), (2, vec![])]);
    let text = decode::<BTreeMap<u8, Vec<u8>>>(&in_3(&map))
        .unwrap_err()
        .to_string();
    assert!(
        text.starts_with("[0].value[0]: expected u8, found string"),
        "{text}"
    );
    let text = decode::<BTreeMap<String, Vec<String>>>(&in_3(&map))
        .unwrap_err()
        .to_string();
    assert!(
        text.starts_with("[0].key: expected string, found u8"),
        "{text}"
    );
    let set = in_3(&BTreeSet::from([1_u8]));
    let text = decode::<BTreeSet<String>>(&set).unwrap_err().to_string();
    assert!(text.starts_with("[0]: expected string, found u8"), "{text}");

    let cut = |kind, payload: &[u8]| message(&[(kind, payload)]);
    refused::<Value>(
        &cut(0x16, &[0x0C, 0x0C, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        "expected the entries of a map of 16 bytes, found 8 bytes (at byte 38)",
    );
    refused::<Value>(
        &cut(0x16, &[0x0C, 0x0C, 0, 0, 0, 0, 9]),
        "expected the end of map, found 1 more bytes (at byte 42)",
    );
    refused::<Value>(
        &cut(0x16, &[0x0C, 0x0C, 1, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0]),
        "expected the index of one of 2 nodes, found 7 (at byte 46)",
    );
    refused::<Value>(
        &cut(0x17, &[0x0C, 0xFF, 0xFF, 0xFF, 0xFF]),
        "expected the elements of a set of 17179869180 bytes, found 0 bytes (at byte 37)",
    );
    refused::<Value>(
        &cut(0x17, &[0x18, 0, 0, 0, 0]),
        "expected a type tag, found 0x18 (at byte 36)",
    );
    // A map that is its own value.
    let cycle = cut(0x16, &[0x0C, 0x0C, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]);
    let error = decode::<Value>(&cycle).unwrap_err();
    assert!(
        matches!(error.kind(), CodecErrorKind::Cycle { node: 1 }),
        "{error}"
    );
}

/// Any type can be a key for packages of version 3: in the order that its Rust type has.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key(
    Option<Vec<i8>>,
    Result<bool, String>,
    BTreeSet<char>,
    BTreeMap<u16, ()>,
);

impl Key {
    fn to_value(&self) -> Value {
        (&self.0, &self.1, &self.2, &self.3).to_value()
    }
}

fn key() -> impl Strategy<Value = Key> {
    use prop::collection::{btree_map, btree_set, vec};
    let outcome = prop_oneof![any::<bool>().prop_map(Ok), "[ab]{0,2}".prop_map(Err)];
    (
        prop::option::of(vec(-1_i8..2, 0..3)),
        outcome,
        btree_set(prop::char::range('a', 'c'), 0..3),
        btree_map(0_u16..3, Just(()), 0..2),
    )
        .prop_map(|(a, b, c, d)| Key(a, b, c, d))
}

proptest! {
    #[test]
    fn a_type_orders_maps_and_sets_as_rust_does(keys in prop::collection::vec(key(), 0..6)) {
        let types = vec![
            TypeDef::List(Type::S8),
            TypeDef::Option(Type::Def(0)),
            TypeDef::Result(Some(Type::Bool), Some(Type::String)),
            TypeDef::Set(Type::Char),
            TypeDef::Tuple((&[]).into()),
            TypeDef::Map(Type::U16, Type::Def(4)),
            TypeDef::Tuple(vec![Type::Def(1), Type::Def(2), Type::Def(3), Type::Def(5)].into()),
            TypeDef::Set(Type::Def(6)),
            TypeDef::Map(Type::Def(6), Type::U32),
        ];
        let world = World { types: types.into(), ..World::EMPTY };
        let sorted: BTreeSet<_> = keys.iter().cloned().collect();
        let mut once = keys.clone();
        let mut seen = BTreeSet::new();
        once.retain(|key| seen.insert(key.clone()));

        let key_type = world.value_type(Type::Def(6));
        let items = sorted.iter().map(Key::to_value);
        let expected = Value::set(key_type.clone(), items.clone());
        let given = Value::list(ValueType::UNIT, once.iter().map(Key::to_value));
        prop_assert_eq!(world.conform(Type::Def(7), given).unwrap(), expected);
        let numbered = |keys: Vec<Value>| keys.into_iter().map(|key| (key, Value::U32(0)));
        let expected = Value::map(key_type, ValueType::U32, numbered(items.collect()));
        let given = numbered(once.iter().map(Key::to_value).collect());
        let given = Value::map(ValueType::UNIT, ValueType::UNIT, given);
        prop_assert_eq!(world.conform(Type::Def(8), given).unwrap(), expected);

        let twice = Value::set(ValueType::UNIT, keys.iter().map(Key::to_value));
        prop_assert_eq!(world.conform(Type::Def(7), twice).is_ok(), once.len() == keys.len());
    }
}

/// What a package says nothing about may be of any type, and still has to be sorted.
#[test]
fn keys_of_any_type_have_an_order() {
    let world = World {
        types: vec![TypeDef::Any, TypeDef::Set(Type::Def(0))].into(),
        ..World::EMPTY
    };
    let any: Vec<Value> = (0..60_u8)
        .flat_map(|i| {
            let i = i.reverse_bits();
            let record = |name| Value::record("", [(name, Value::U8(i))]);
            [
                Value::U8(i),
                Value::String(format!("{i}")),
                Value::tuple([Value::S8(i as i8)]),
                record("a"),
                record("b"),
                Value::variant("", "", 0, Some(Value::F32(f32::from(i)))),
                Value::some(i),
            ]
        })
        .collect();
    let all = Value::set(ValueType::UNIT, any.clone());
    let sorted = world.conform(Type::Def(1), all).unwrap();
    let reversed = Value::set(ValueType::UNIT, any.iter().rev().cloned());
    assert_eq!(world.conform(Type::Def(1), reversed).unwrap(), sorted);
    let twice = Value::set(ValueType::UNIT, any.iter().chain(&any[..1]).cloned());
    let error = world.conform(Type::Def(1), twice).unwrap_err();
    assert_eq!(error.to_string(), "[420]: the set has the element 0 twice");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_values_can_be_sorted(items in prop::collection::vec(common::value(), 0..80)) {
        let world = World {
            types: vec![TypeDef::Any, TypeDef::Set(Type::Def(0))].into(),
            ..World::EMPTY
        };
        let _ = world.conform(Type::Def(1), Value::set(ValueType::UNIT, items));
    }
}

#[test]
fn a_world_takes_no_other_value_for_a_map() {
    let fails = |value: Value| WORLD.conform(Type::Def(13), value).unwrap_err().to_string();
    assert_eq!(
        fails(Value::U8(1)),
        "expected map<string, expr>, found u8 1"
    );
    let nil = || Expr::Nil.to_value();
    let set = Value::set(ValueType::U8, []);
    assert_eq!(fails(set), "expected map<string, expr>, found set<u8>");
    let bad = Value::map(
        ValueType::UNIT,
        ValueType::UNIT,
        [("a".into(), nil()), (nil(), nil())],
    );
    assert_eq!(
        fails(bad),
        "[1].key: expected string, found variant Expr::Nil"
    );
    let pair = Value::list(ValueType::UNIT, [Value::tuple([nil()])]);
    assert_eq!(fails(pair), "[0]: expected 2 items in the tuple, found 1");
}

#[test]
fn accessors() {
    let map = Value::map(
        ValueType::U8,
        ValueType::String,
        [(1_u8.into(), "x".into())],
    );
    assert_eq!(map.as_map().unwrap().get(&Value::U8(1)), Some(&"x".into()));
    assert_eq!(map.as_map().unwrap().get(&Value::U8(2)), None);
    assert_eq!(map.value_type().to_string(), "map<u8, string>");
    assert!(map.as_set().is_none() && map.as_list().is_none());
    let set = Value::set(ValueType::U8, [Value::U8(1)]);
    assert!(set.as_set().unwrap().contains(&Value::U8(1)));
    assert_eq!(set.value_type().to_string(), "set<u8>");
    assert_ne!(set, Value::list(ValueType::U8, [Value::U8(1)]));
    let error: CodecError = BTreeSet::<u8>::from_value(map).unwrap_err();
    assert_eq!(error.to_string(), "expected list, found map<u8, string>");
}
