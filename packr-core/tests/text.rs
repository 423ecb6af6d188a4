//! The text form of values: whatever is printed parses back to the same value.

mod common;

use packr_core::{Limits, Value, ValueType};
use proptest::prelude::*;

proptest! {
    #[test]
    fn what_is_printed_parses_back(value in common::value()) {
        let line = value.to_string();
        prop_assert_eq!(&line.parse::<Value>().map_err(|e| e.render(&line)).unwrap(), &value);
        let tall = value.pretty().to_string();
        prop_assert_eq!(&tall.parse::<Value>().map_err(|e| e.render(&tall)).unwrap(), &value);
    }

    #[test]
    fn no_text_panics(value in common::value(), at in any::<prop::sample::Index>(), put in ".{0,3}") {
        let mut letters: Vec<char> = value.to_string().chars().collect();
        let at = at.index(letters.len());
        letters.splice(at..at + 1, put.chars());
        let text: String = letters.into_iter().collect();
        match text.parse::<Value>() {
            Ok(value) => prop_assert_eq!(value.to_string().parse::<Value>().unwrap(), value),
            Err(error) => prop_assert!(error.render(&text).contains('^')),
        }
    }
}

/// Any value, also lists that the byte format has no place for: a type of fixed width, and elements of another.
fn any_value() -> impl Strategy<Value = Value> {
    let mixed = (
        common::fixed_type(),
        prop::collection::vec(common::value(), 0..4),
    );
    prop_oneof![
        4 => common::value(),
        1 => mixed.prop_map(|(ty, items)| Value::tuple([Value::list(ty, items), Value::UNIT])),
    ]
}

fn same(text: &str, value: &Value) -> Result<(), TestCaseError> {
    match text.parse::<Value>() {
        Ok(parsed) => prop_assert_eq!(&parsed, value, "{}", text),
        Err(error) => prop_assert!(false, "{}", error.render(text)),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn mixed_lists_parse_back(value in any_value()) {
        same(&value.to_string(), &value)?;
        same(&value.pretty().to_string(), &value)?;
        same(&format!("{value:#}"), &value)?;
    }

    /// Whatever is between the tokens.
    #[test]
    fn any_text_is_a_value_or_an_error(
        words in prop::collection::vec(prop::sample::select(WORDS), 0..12), other in ".{0,8}", at in any::<prop::sample::Index>(),
    ) {
        let mut text = words.concat();
        let mut at = at.index(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        for text in [text.clone(), { text.insert_str(at, &other); text }, other] {
            match text.parse::<Value>() {
                Ok(value) => same(&value.to_string(), &value)?,
                Err(error) => {
                    prop_assert!(error.offset() <= text.len());
                    prop_assert!(text.is_char_boundary(error.offset()));
                    prop_assert!(error.render(&text).contains('^'));
                }
            }
        }
    }
}

const WORDS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    ",",
    ":",
    "::",
    "#",
    " ",
    "\n",
    "some",
    "none",
    "ok",
    "err",
    "list",
    "map",
    "set",
    "u8",
    "f32",
    "flags",
    "char",
    "bool",
    "record",
    "variant",
    "tuple",
    "result",
    "option",
    "_",
    "true",
    "nan",
    "inf",
    "0b1",
    "0x7fc00001",
    "1",
    "-1",
    "1u8",
    "-0.0f64",
    "1e400f64",
    "256u8",
    "\"a\"",
    "'x'",
    "b\"\\xff\"",
    "`n`",
    "A",
    "a",
    "0",
    "\"",
    "'",
    "`",
    "\\",
];

#[test]
fn texts() {
    for (text, printed) in [
        (" ( 1u8 , \"a\" ,) ", r#"(1u8, "a")"#),
        ("u8[1, 97]", r#"b"\x01a""#),
        ("[1u32, 2u32]", "u32[1, 2]"),
        ("ok", "ok()"),
        ("f64(nan)", "f64(nan)"),
        ("f32(nan:0x7fc00000)", "f32(nan)"),
        ("1.5e3f64", "1500.0f64"),
        ("none<record A>", "none<record A>"),
        ("`some`::#3", "`some`::#3"),
    ] {
        let value: Value = match text.parse() {
            Ok(value) => value,
            Err(error) => panic!("{}", packr_core::ParseValueError::render(&error, text)),
        };
        assert_eq!(
            value.to_string().parse::<Value>().as_ref(),
            Ok(&value),
            "{text}"
        );
        if printed != "ok()" {
            assert_eq!(value.to_string(), printed);
        }
    }
}

#[test]
fn mistakes_have_their_place() {
    for (text, line, column, message) in [
        ("", 1, 1, "expected a value, found the end of the text"),
        (
            "1",
            1,
            1,
            "expected a number with its type, such as `1u32`, found `1`",
        ),
        (
            "256u8",
            1,
            1,
            "expected a number that fits u8, found `256u8`",
        ),
        (
            "(1u8,\n 2)",
            2,
            2,
            "expected a number with its type, such as `1u32`, found `2`",
        ),
        (
            "[]",
            1,
            3,
            "expected a type in `<>` before what is empty, found the end of the text",
        ),
        (
            "u8[1, x]",
            1,
            7,
            "expected a u8, without a suffix, found `x`",
        ),
        ("some(1u8", 1, 9, "expected `)`, found the end of the text"),
        (
            "1.f64",
            1,
            1,
            "expected a number that fits f64, found `1.f64`",
        ),
        ("A { b 1u8 }", 1, 7, "expected `:`, found `1u8`"),
        ("1u8 2u8", 1, 5, "expected the end of the text, found `2u8`"),
    ] {
        let error = text.parse::<Value>().unwrap_err();
        let told = error.to_string();
        assert!(told.contains(message), "{text}: {told}");
        assert_eq!(
            (error.line(), error.column()),
            (line, column),
            "{text}: {told}"
        );
    }
}

#[test]
fn maps_and_sets() {
    let map = Value::map(
        ValueType::U8,
        ValueType::String,
        [(Value::U8(1), "a".into())],
    );
    assert_eq!(map.to_string(), r#"map{1u8: "a"}"#);
    assert_eq!(map.to_string().parse(), Ok(map));
    let set = Value::set(ValueType::U8, []);
    assert_eq!(set.to_string(), "set<u8>{}");
    assert_eq!(set.to_string().parse(), Ok(set));
}

#[test]
fn depth_is_limited() {
    let opened = |open: &str, inside: &str, close: &str, n: usize| {
        format!("{}{inside}{}", open.repeat(n), close.repeat(n))
    };
    let nested = |n: usize| "(".repeat(n) + &")".repeat(n);
    let test = move || {
        assert!(nested(512).parse::<Value>().is_ok());
        let error = nested(100_000).parse::<Value>().unwrap_err();
        assert!(error.to_string().contains("max_depth"), "{error}");
        for (open, inside, close) in [
            ("some(", "1u8", ")"),
            ("ok(", "1u8", ")"),
            ("[", "1u8", "]"),
            ("A{a:", "1u8", "}"),
            ("A::a#0(", "1u8", ")"),
            ("map{1u8:", "1u8", "}"),
            ("map{", "1u8", ":1u8}"),
            ("set{", "1u8", "}"),
        ] {
            let value = opened(open, inside, close, 500).parse::<Value>();
            let value = value.unwrap_or_else(|error| panic!("{open}: {error}"));
            assert_eq!(value.to_string().parse(), Ok(value));
            let error = opened(open, inside, close, 600)
                .parse::<Value>()
                .unwrap_err();
            assert!(error.to_string().contains("max_depth"), "{open}: {error}");
        }
        for (open, inside, close) in [
            ("list<", "u8", ">"),
            ("tuple<", "u8", ">"),
            ("result<string,", "u8", ">"),
            ("map<", "u8", ",u8>"),
        ] {
            let ty = |n| format!("none<{}>", opened(open, inside, close, n));
            assert!(ty(500).parse::<Value>().is_ok(), "{open}");
            let error = ty(600).parse::<Value>().unwrap_err();
            assert!(error.to_string().contains("max_depth"), "{open}: {error}");
        }
        assert!(Value::parse_with("((1u8))", &Limits::default().max_depth(2)).is_err());
    };
    std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(test)
        .unwrap()
        .join()
        .unwrap();
}
