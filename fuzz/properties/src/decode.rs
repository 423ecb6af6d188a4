//! Any bytes are a value, or an error with a place, in memory that the documentation bounds; and a value can be looked at in every way.

use std::hash::{DefaultHasher, Hash, Hasher};

use packr_core::{CodecError, CodecErrorKind, Limits, Value, Version, decode_with, encode_as};

use crate::memory::peak;

/// Bytes of memory for each byte visited: `docs/abi.md`.
const FACTOR: usize = 64;
/// What does not grow with the message: the descriptions kept for sharing, and an error.
const CONSTANT: usize = 4 << 10;

const SMALL: Limits = Limits::DEFAULT
    .max_bytes(300)
    .max_nodes(12)
    .max_depth(4)
    .max_unfold(1);

/// Checks the property.
pub fn check(data: &[u8]) {
    let decoded = bounded(data, &Limits::DEFAULT);
    if let Ok(value) = &decoded {
        look_at(value);
    }
    match (bounded(data, &SMALL), decoded) {
        (Ok(small), Ok(whole)) => {
            assert_eq!(small, whole);
            is_small(data, &small);
        }
        (Ok(small), Err(error)) => panic!("{error}, but with smaller limits {small}"),
        (Err(error), Ok(whole)) => assert!(is_limit(&error), "{error}, but {whole}"),
        (Err(_), Err(_)) => {}
    }
}

fn is_small(data: &[u8], value: &Value) {
    let nodes = u32::from_le_bytes(data[8..12].try_into().expect("four bytes"));
    assert!(data.len() <= SMALL.max_bytes && nodes as usize <= SMALL.max_nodes);
    // Writing counts depth by itself.
    let only_depth = Limits::DEFAULT.max_depth(SMALL.max_depth);
    if let Err(error) = encode_as(value, Version::V3, &only_depth) {
        panic!("{error}, but {value} was read with this limit");
    }
}

fn is_limit(error: &CodecError) -> bool {
    matches!(error.kind(), CodecErrorKind::Limit(_))
}

fn bounded(data: &[u8], limits: &Limits) -> Result<Value, CodecError> {
    let (decoded, peak) = peak(|| decode_with::<Value>(data, limits));
    let visited = match &decoded {
        Ok(value) => visited(value),
        Err(error) => {
            check_place(error, data);
            data.len().saturating_mul(limits.max_unfold).max(64 << 10)
        }
    };
    let most = FACTOR * visited.max(data.len()) + CONSTANT;
    assert!(
        peak <= most,
        "{peak} bytes of memory for {} bytes, {visited} visited",
        data.len()
    );
    decoded
}

/// How many bytes reading visited: each node, as often as it was reached, is one of its own when written again.
fn visited(value: &Value) -> usize {
    let limits = Limits::DEFAULT.max_bytes(usize::MAX).max_nodes(usize::MAX);
    let written = encode_as(value, Version::V3, &limits);
    written.expect("what was read can be written").len()
}

fn check_place(error: &CodecError, data: &[u8]) {
    let about_size = matches!(
        error.kind(),
        CodecErrorKind::Limit(packr_core::codec::Limit::Bytes { .. })
    );
    match error.offset() {
        Some(offset) => assert!(
            offset <= data.len(),
            "{error}: the message has {} bytes",
            data.len()
        ),
        None => assert!(about_size, "no place: {error}"),
    }
    assert!(!error.to_string().is_empty());
}

fn look_at(value: &Value) {
    let copy = value.clone();
    assert_eq!(&copy, value);
    assert_eq!(hash(&copy), hash(value));
    assert_eq!(value.pretty().to_string(), format!("{value:#}"));
    assert!(!value.to_string().contains('\n'));
    let _ = (
        format!("{value:?}"),
        format!("{value:.1}"),
        value.value_type(),
    );
}

fn hash(value: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
