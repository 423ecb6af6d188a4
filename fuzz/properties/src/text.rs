//! Any text is a value, or an error with a place; and what parses prints, and parses again to the same.

use packr_core::{Limits, ParseValueError, ParseValueErrorKind, Value};

/// Checks the property.
pub fn check(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else {
        return;
    };
    let parsed = parse(text, &Limits::DEFAULT);
    if let Ok(value) = &parsed {
        comes_back(value);
    }
    let small = Limits::DEFAULT.max_bytes(200).max_nodes(8).max_depth(3);
    match (parse(text, &small), parsed) {
        (Ok(small), Ok(whole)) => assert_eq!(small, whole),
        (Ok(small), Err(error)) => panic!("{error}, but with smaller limits {small}"),
        (Err(error), Ok(whole)) => assert!(
            matches!(error.kind(), ParseValueErrorKind::Limit(_)),
            "{error}, but {whole}"
        ),
        (Err(_), Err(_)) => {}
    }
}

fn comes_back(value: &Value) {
    for printed in [value.to_string(), value.pretty().to_string()] {
        match printed.parse::<Value>() {
            Ok(again) => {
                assert_eq!(&again, value, "{printed}");
                assert_eq!(again.to_string(), value.to_string());
            }
            Err(error) => panic!("{}", error.render(&printed)),
        }
    }
}

fn parse(text: &str, limits: &Limits) -> Result<Value, ParseValueError> {
    Value::parse_with(text, limits).inspect_err(|error| check_place(error, text))
}

fn check_place(error: &ParseValueError, text: &str) {
    let before = text.get(..error.offset());
    let before = before.unwrap_or_else(|| panic!("{error}: byte {}", error.offset()));
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let column = before[start..].chars().count() + 1;
    assert_eq!((error.line(), error.column()), (line, column), "{error}");
    assert!(error.render(text).contains('^'));
}
