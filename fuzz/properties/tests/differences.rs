//! Each difference from the published crate in a message that has it, so that the list has no reason that nothing needs.

use packr_core::{Limits, Value, ValueType, Version, encode_as};
use packr_fuzz::published::{Difference, difference};

fn check(message: &[u8], expected: Difference) {
    assert_eq!(difference(message), Some(expected));
}

/// The message of a value, with its last byte but `from_end` replaced.
fn changed(value: &Value, from_end: usize, byte: u8) -> [Vec<u8>; 2] {
    [Version::V2, Version::V3].map(|version| {
        let mut bytes = encode_as(value, version, &Limits::DEFAULT).unwrap();
        assert_eq!(difference(&bytes), None);
        let at = bytes.len() - 1 - from_end;
        bytes[at] = byte;
        bytes
    })
}

#[test]
fn bytes_other_than_0_and_1() {
    for bytes in changed(&Value::none(ValueType::U8), 0, 2) {
        check(&bytes, Difference::ByteOfOption);
    }
    for bytes in changed(&Value::ok((), ValueType::U8), 8, 2) {
        check(&bytes, Difference::TagOfResult);
    }
    for bytes in changed(&Value::from(vec![true]), 0, 2) {
        check(&bytes, Difference::ByteOfPackedBool);
    }
}

fn message(nodes: &[(u8, &[u8])]) -> Vec<u8> {
    let mut bytes = b"CGRF\x02\0\0\0".to_vec();
    bytes.extend((nodes.len() as u32).to_le_bytes());
    bytes.extend(0u32.to_le_bytes());
    for (kind, payload) in nodes {
        bytes.extend([*kind, 0, 0, 0]);
        bytes.extend((payload.len() as u32).to_le_bytes());
        bytes.extend(*payload);
    }
    bytes
}

#[test]
fn shared_nodes_that_unfold_to_much() {
    let mut tuple = 200u32.to_le_bytes().to_vec();
    (0..200).for_each(|_| tuple.extend(1u32.to_le_bytes()));
    let mut text = 1000u32.to_le_bytes().to_vec();
    text.extend([b'a'; 1000]);
    let bytes = message(&[(0x0b, &tuple), (0x06, &text)]);
    check(&bytes, Difference::Unfolded);
}

#[test]
fn nodes_out_of_reach() {
    let bytes = message(&[(0x0b, &[0; 4]), (0x01, &[2])]);
    check(&bytes, Difference::OutOfReach);
}
