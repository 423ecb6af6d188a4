//! Values by themselves: equality, hashing, printing, size.

mod common;

use packr_core::{
    Limits, List, Lower, Shared, Value, ValueType, Version, decode, encode, encode_as, encoded_len,
};
use proptest::prelude::*;
use std::hash::{DefaultHasher, Hash, Hasher};

fn hash(value: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

proptest! {
    #[test]
    fn equal_values_hash_alike(value in common::value()) {
        // Version 2 would make lists of maps and sets.
        let bytes = encode_as(&value, Version::V3, &Limits::DEFAULT).unwrap();
        let read = decode::<Value>(&bytes).unwrap();
        prop_assert_eq!(&read, &value);
        prop_assert_eq!(hash(&read), hash(&value));
        prop_assert!(!value.to_string().contains('\n'));
    }

    #[test]
    fn what_is_counted_is_what_is_written(value in common::value(), text in ".{0,40}", n in any::<Option<u32>>()) {
        prop_assert_eq!(encoded_len(&value).unwrap(), encode(&value).unwrap().len());
        let typed = (text, n, vec![n; 3]);
        prop_assert_eq!(encoded_len(&typed).unwrap(), encode(&typed).unwrap().len());
    }
}

#[test]
fn floats_are_equal_by_their_bits() {
    assert_eq!(Value::F64(f64::NAN), Value::F64(f64::NAN));
    assert_ne!(Value::F64(0.0), Value::F64(-0.0));
    assert_ne!(Value::F32(f32::NAN), Value::F32(-f32::NAN));
    assert_eq!(vec![f32::NAN].to_value(), vec![f32::NAN].to_value());
    assert_ne!(vec![0.0f64].to_value(), vec![-0.0f64].to_value());
    let odd = f32::from_bits(0x7FA0_0001);
    let Value::F32(back) = decode(&encode(&odd).unwrap()).unwrap() else {
        panic!()
    };
    assert_eq!(back.to_bits(), odd.to_bits());
}

#[test]
fn lists_are_equal_by_their_elements() {
    let items = vec![Value::U8(1), Value::U8(2)];
    let loose = Value::List(List::Values {
        elem_type: ValueType::U8.into(),
        items,
    });
    let packed = Value::from(vec![1u8, 2]);
    assert_eq!(loose, packed);
    assert_eq!(packed, loose);
    assert_eq!(hash(&loose), hash(&packed));
    assert_eq!(encode(&loose).unwrap(), encode(&packed).unwrap());
    assert_ne!(packed, Value::from(vec![1u16, 2]));
    assert_ne!(Value::List(List::Flags(vec![1])), Value::from(vec![1u64]));
    assert_ne!(Value::none(ValueType::U8), Value::none(ValueType::U16));
    assert_eq!(List::new(ValueType::U8, vec![]).len(), 0);
}

#[test]
fn shared_types_are_equal_by_content() {
    static U8: ValueType = ValueType::U8;
    assert_eq!(Shared::fixed(&U8), Shared::from(ValueType::U8));
}

#[test]
fn a_megabyte_is_a_megabyte() {
    let value = Value::from(vec![0u8; 1 << 20]);
    assert!(size_of_val(&value) <= 40);
    let bytes = encode(&value).unwrap();
    assert_eq!(bytes.len(), (1 << 20) + 16 + 8 + 5);
    let Value::List(List::U8(items)) = decode(&bytes).unwrap() else {
        panic!()
    };
    assert!(items.capacity() <= 1 << 20);
}

#[test]
fn one_line() {
    let value = Value::tuple([
        Value::from(true),
        Value::from(-1i8),
        Value::from(2.0f32),
        Value::from(1e300),
        Value::F64(f64::NAN),
        Value::F32(f32::from_bits(0xFFC0_0000)),
        Value::from('\n'),
        Value::from("a \"b\"\n"),
        Value::Flags(5),
        Value::from(vec![1u8, 2]),
        Value::list(ValueType::String, []),
        Value::some(Value::none(ValueType::U8)),
        Value::ok((), ValueType::String),
        Value::err(ValueType::U8, "no"),
        Value::tuple([Value::U8(1)]),
        Value::UNIT,
        Value::enumeration("Color", "Red", 0),
        Value::variant("", "", 7, Some(Value::U8(1))),
        Value::record("", [("a\n", Value::U8(1))]),
        Value::record("Empty", [("", Value::U8(1)); 0]),
    ]);
    let text = r##"(true, -1s8, 2.0f32, 1e300f64, f64(nan), f32(nan:0xffc00000), '\n', "a \"b\"\n", flags(0b101), b"\x01\x02", list<string>[], "##
        .to_string()
        + r##"some(none<u8>), ok<_, string>, err<u8, _>("no"), (1u8), (), Color::Red#0, ::#7(1u8), { `a\n`: 1u8 }, Empty {})"##;
    assert_eq!(value.to_string(), text);
    let bytes = Value::from(vec![7u8; 100]);
    assert_eq!(format!("{bytes:.2}"), r#"b"\x07\x07"… 98 more"#);
    let words = Value::from(vec![7u16; 100]);
    assert_eq!(format!("{words:.2}"), "u16[7, 7, … 98 more]");
    assert_eq!(format!("{words:.0}"), "u16[… 100 more]");
}

#[test]
fn several_lines() {
    let short = Value::record("Span", [("start", Value::U32(1)), ("end", Value::U32(2))]);
    assert_eq!(
        short.pretty().to_string(),
        "Span { start: 1u32, end: 2u32 }"
    );
    let expr = |name, tag, payload| Value::variant("Expr", name, tag, Some(payload));
    let sum = [
        "+",
        "first-long-name",
        "second-long-name",
        "third-long-name",
    ];
    let sum = sum.map(|name| expr("Sym", 0, name.into()));
    let value = Value::record(
        "Call",
        [
            (
                "expr",
                expr(
                    "Lst",
                    2,
                    Value::list(ValueType::Variant("Expr".into()), sum),
                ),
            ),
            ("span", Value::some(short)),
            ("blob", Value::from((0..40).collect::<Vec<u16>>())),
        ],
    );
    let text = r##"Call {
    expr: Expr::Lst#2(
        [
            Expr::Sym#0("+"),
            Expr::Sym#0("first-long-name"),
            Expr::Sym#0("second-long-name"),
            Expr::Sym#0("third-long-name"),
        ],
    ),
    span: some(Span { start: 1u32, end: 2u32 }),
    blob: u16[
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
        20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37,
        38, 39,
    ],
}"##;
    assert_eq!(value.pretty().to_string(), text);
    assert_eq!(format!("{value:#}"), text);
}

#[test]
fn accessors() {
    let value = Value::record("ChatState", [("last_msg", Value::from("hi"))]);
    let record = value.as_record().unwrap();
    for name in ["last_msg", "last-msg", "lastMsg"] {
        assert_eq!(record.get(name).unwrap().as_str(), Some("hi"));
    }
    assert_eq!(record.get("last"), None);
    assert_eq!(record.iter().len(), 1);
    assert_eq!(record.type_name(), "ChatState");
    let value = Value::variant("Expr", "Num", 1, Some(Value::S64(3)));
    let variant = value.as_variant().unwrap();
    assert_eq!((variant.tag(), variant.case_name()), (1, "Num"));
    assert_eq!(variant.payload(), Some(&Value::S64(3)));
    let list = Value::from(vec!['a', 'b']);
    let list = list.as_list().unwrap();
    assert_eq!(list.get(1), Some(Value::Char('b')));
    assert_eq!(list.get(2), None);
    assert_eq!(list.iter().len(), 2);
    assert_eq!(list.elem_type(), ValueType::Char.into());
}
