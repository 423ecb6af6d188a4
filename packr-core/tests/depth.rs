//! Everything that recurses into a value of the deepest kind that is accepted fits a stack of 2 MiB in a
//! debug build, and one level more is an error.

mod common;

use std::hash::{DefaultHasher, Hash};
use std::thread;

use common::deep::nested;
use common::types::{EXPR_TYPE, Expr, NODE_TYPE, Nest, Node, WORLD};
use packr_core::schema::{Type, TypeDef, World};
use packr_core::{
    CodecError, CodecErrorKind, Lift, Limits, Lower, MapType, Value, ValueType, Version, decode,
    decode_with, encode, encode_as, encode_with,
};

/// The default of `Limits::max_depth`.
const DEPTH: usize = 512;

fn on_small_stack(test: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().stack_size(2 << 20).spawn(test);
    thread.unwrap().join().unwrap();
}

const KINDS: [&str; 9] = [
    "list", "tuple", "option", "result", "record", "variant", "map", "key", "set",
];

fn typed<T: Lower + Lift>(value: &Value, ty: Type, limits: &Limits) {
    let bytes = encode_with(value, limits).unwrap();
    let typed: T = decode_with(&bytes, limits).unwrap();
    assert_eq!(encode_with(&typed, limits).unwrap(), bytes);
    assert_eq!(typed.to_value(), *value);
    T::from_value(value.clone()).map(drop).unwrap();
    if limits.max_depth <= DEPTH {
        assert_eq!(&WORLD.conform(ty, value.clone()).unwrap(), value);
    }
}

/// In version 3, in which maps and sets stay what they are.
fn encode_3(value: &Value, limits: &Limits) -> Result<Vec<u8>, CodecError> {
    encode_as(value, Version::V3, limits)
}

fn untyped(value: &Value, limits: &Limits) {
    let bytes = encode_3(value, limits).unwrap();
    let read: Value = decode_with(&bytes, limits).unwrap();
    assert_eq!(read, *value);
    let mut hasher = DefaultHasher::new();
    read.clone().hash(&mut hasher);
    assert!(!read.to_string().is_empty());
    assert_eq!(read.to_string().parse().as_ref(), Ok(&read));
    assert_eq!(read.pretty().to_string().parse().as_ref(), Ok(&read));
    assert!(!format!("{read:#}").is_empty());
    assert!(!read.value_type().to_string().is_empty());
}

#[test]
fn the_deepest_values_fit_a_small_stack() {
    let limits = Limits::default();
    assert_eq!(limits.max_depth, DEPTH);
    for kind in KINDS {
        on_small_stack(move || untyped(&nested(kind, DEPTH), &limits));
    }
    on_small_stack(move || typed::<Nest>(&nested("nest", DEPTH), Type::Def(6), &limits));
    on_small_stack(move || typed::<Expr>(&nested("neg", DEPTH), EXPR_TYPE, &limits));
    on_small_stack(move || typed::<Expr>(&nested("expr", DEPTH - 1), EXPR_TYPE, &limits));
    on_small_stack(move || typed::<Node>(&nested("node", DEPTH / 2), NODE_TYPE, &limits));
}

/// A record of many fields takes more stack a level than a small value: it is given more.
#[test]
fn large_types_are_given_a_stack() {
    on_small_stack(|| {
        let bytes = encode(&nested("node", DEPTH)).unwrap();
        let node: Node = decode(&bytes).unwrap();
        assert_eq!(encode(&node).unwrap(), bytes);
    });
}

fn is_too_deep(error: CodecError) {
    let text = error.to_string();
    assert!(matches!(error.kind(), CodecErrorKind::Limit(_)), "{text}");
    assert!(text.contains("(max_depth)"), "{text}");
    assert!(text.len() < 1000, "{text}");
}

#[test]
fn one_level_more_is_an_error_in_both_directions() {
    let wide = Limits::default().max_depth(DEPTH + 1);
    for depth in [1, 2, 7, DEPTH] {
        let narrow = Limits::default().max_depth(depth);
        for kind in KINDS {
            on_small_stack(move || {
                let fits = encode_3(&nested(kind, depth), &narrow).unwrap();
                decode_with::<Value>(&fits, &narrow).unwrap();
                let deeper = nested(kind, depth + 1);
                is_too_deep(encode_3(&deeper, &narrow).unwrap_err());
                let bytes = encode_3(&deeper, &wide).unwrap();
                is_too_deep(decode_with::<Value>(&bytes, &narrow).unwrap_err());
            });
        }
    }
    let deeper = nested("neg", DEPTH + 1);
    let bytes = encode_with(&deeper, &wide).unwrap();
    let error = decode::<Expr>(&bytes).unwrap_err();
    assert!(error.offset().is_some());
    assert_eq!(error.path().len(), DEPTH);
    is_too_deep(error);
    is_too_deep(WORLD.conform(EXPR_TYPE, deeper.clone()).unwrap_err());
    let e = Expr::from_value(deeper).unwrap();
    is_too_deep(encode(&e).unwrap_err());
}

/// In version 2 a map is two levels, the list and the pair.
#[test]
fn maps_are_deeper_in_version_2() {
    let maps = |count: usize| nested("map", count + 1);
    on_small_stack(move || {
        let fits = encode(&maps(255)).unwrap();
        decode::<Value>(&fits).unwrap();
        is_too_deep(encode(&maps(256)).unwrap_err());
        let limits = Limits::DEFAULT;
        decode::<Value>(&encode_3(&maps(511), &limits).unwrap()).unwrap();
        is_too_deep(encode_3(&maps(512), &limits).unwrap_err());
    });
    let tag = |count: usize| {
        (0..count).fold(ValueType::U8, |value, _| {
            let key = ValueType::U8;
            ValueType::Map(MapType { key, value }.into())
        })
    };
    on_small_stack(move || {
        let limits = Limits::DEFAULT;
        for (count, fits) in [
            (255, [true, true]),
            (256, [false, true]),
            (512, [false, false]),
        ] {
            let none = Value::none(tag(count));
            let written = [Version::V2, Version::V3].map(|it| encode_as(&none, it, &limits));
            assert_eq!(written.each_ref().map(Result::is_ok), fits, "{count}");
            for bytes in written.into_iter().flatten() {
                decode::<Value>(&bytes).unwrap();
            }
        }
    });
}

/// `type deep = map<u8, deep>`, and the same of sets.
#[test]
fn checking_maps_and_sets_fits_a_small_stack() {
    let world = |inner| World {
        types: vec![
            TypeDef::Alias {
                wit_name: "deep".into(),
                ty: Type::Def(1),
            },
            inner,
        ]
        .into(),
        ..World::EMPTY
    };
    let map = TypeDef::Map(Type::U8, Type::Def(0));
    let set = TypeDef::Set(Type::Def(0));
    for (kind, ty) in [("map", map), ("set", set)] {
        let world = world(ty);
        on_small_stack(move || {
            let check = |depth| world.conform(Type::Def(0), empty_inside(nested(kind, depth)));
            let value = check(DEPTH).unwrap();
            assert_eq!(world.conform(Type::Def(0), value.clone()).unwrap(), value);
            is_too_deep(check(DEPTH + 1).unwrap_err());
        });
    }
}

/// The innermost value replaced by an empty map or set.
fn empty_inside(value: Value) -> Value {
    match value {
        Value::Map(map) => {
            let entries = map.into_entries().into_iter();
            let entries = entries.map(|(key, value)| match value {
                Value::U8(_) => (key, Value::map(ValueType::U8, ValueType::UNIT, [])),
                inner => (key, empty_inside(inner)),
            });
            Value::map(ValueType::U8, ValueType::UNIT, entries)
        }
        Value::Set(set) => {
            let items = set.into_items().into_iter().map(|item| match item {
                Value::U8(_) => Value::set(ValueType::UNIT, []),
                inner => empty_inside(inner),
            });
            Value::set(ValueType::UNIT, items)
        }
        other => other,
    }
}

#[test]
fn type_tags_have_the_same_depth() {
    let tag = |depth: usize| {
        let mut ty = ValueType::U8;
        for _ in 1..depth {
            ty = ValueType::Option(ty.into());
        }
        ty
    };
    on_small_stack(move || {
        untyped(&Value::none(tag(DEPTH)), &Limits::default());
        is_too_deep(encode(&Value::none(tag(DEPTH + 1))).unwrap_err());
        // Not with another limit on values either, so it takes another writer.
        let wide = Limits::default().max_depth(DEPTH + 1);
        is_too_deep(encode_with(&Value::none(tag(DEPTH + 1)), &wide).unwrap_err());
        let mut bytes = encode(&Value::none(tag(DEPTH))).unwrap();
        bytes.insert(24, 0x0A);
        let length = u32::try_from(bytes.len() - 24).unwrap();
        bytes[20..24].copy_from_slice(&length.to_le_bytes());
        for limits in [Limits::default(), wide] {
            is_too_deep(decode_with::<Value>(&bytes, &limits).unwrap_err());
            is_too_deep(decode_with::<Option<u8>>(&bytes, &limits).unwrap_err());
        }
    });
}

/// A million levels are refused before anything recurses into them.
#[test]
fn a_million_levels_are_an_error() {
    let levels = 1_000_000u32;
    let mut bytes = b"CGRF\x02\0\0\0".to_vec();
    bytes.extend((levels + 1).to_le_bytes());
    bytes.extend(levels.to_le_bytes());
    bytes.extend([0x0B, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0]);
    for child in 0..levels {
        bytes.extend([0x0B, 0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0]);
        bytes.extend(child.to_le_bytes());
    }
    on_small_stack(move || is_too_deep(decode::<Value>(&bytes).unwrap_err()));
}

/// What is refused for its depth is told at once, also where the depth is great.
#[test]
fn a_limit_of_a_hundred_thousand_levels_is_no_trap() {
    const LEVELS: usize = 100_000;
    let limits = Limits::default().max_depth(LEVELS);
    on_small_stack(move || {
        let wider = limits.max_depth(LEVELS + 1);
        let bytes = wider.with_stack(|| encode_with(&nested("tuple", LEVELS + 1), &wider).unwrap());
        // Not on a stack made for it: nothing is left of a value that was refused.
        let error = decode_with::<Value>(&bytes, &limits).unwrap_err();
        assert_eq!(error.path().len(), LEVELS);
        is_too_deep(error);
        limits.with_stack(|| {
            let value = nested("tuple", LEVELS);
            let bytes = encode_with(&value, &limits).unwrap();
            assert!(decode_with::<Value>(&bytes, &limits).unwrap() == value);
        });
    });
}
