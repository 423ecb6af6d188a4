//! What is read can be written, and comes back: from bytes, and from text.

use packr_core::codec::Nodes;
use packr_core::{Limits, Reader, Value, Version, decode, encode_as};

/// Checks the property.
pub fn check(data: &[u8]) {
    let Some((value, version)) = read(data) else {
        return;
    };
    let written = write(&value, version);
    let (again, same) = read(&written).expect("what was written is read");
    assert_eq!(same, version);
    assert_eq!(again, value);
    assert_eq!(write(&again, version), written);

    // A list of version 2 stays a list, and all else is the same in both.
    let newest = write(&value, Version::V3);
    assert_eq!(
        decode::<Value>(&newest).expect("what was written is read"),
        value
    );

    for text in [value.to_string(), value.pretty().to_string()] {
        match text.parse::<Value>() {
            Ok(parsed) => assert_eq!(parsed, value, "{text}"),
            Err(error) => panic!("{}", error.render(&text)),
        }
    }
}

/// A value and the version that its message has.
fn read(bytes: &[u8]) -> Option<(Value, Version)> {
    let mut nodes = Nodes::new();
    let mut reader = Reader::new(bytes, &mut nodes, &Limits::DEFAULT).ok()?;
    let version = reader.version();
    Some((reader.read().ok()?, version))
}

fn write(value: &Value, version: Version) -> Vec<u8> {
    encode_as(value, version, &Limits::DEFAULT).expect("what was read can be written")
}
