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
    let nested = |n: usize| "(".repeat(n) + &")".repeat(n);
    let test = move || {
        assert!(nested(512).parse::<Value>().is_ok());
        let error = nested(100_000).parse::<Value>().unwrap_err();
        assert!(error.to_string().contains("max_depth"), "{error}");
        assert!(Value::parse_with("((1u8))", &Limits::default().max_depth(2)).is_err());
    };
    std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(test)
        .unwrap()
        .join()
        .unwrap();
}
