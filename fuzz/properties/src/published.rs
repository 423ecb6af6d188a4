//! Against the published `packr-abi`, 0.6.2 for version 2 and 0.24.1 for version 3: both read the same value, or one refuses for one of
//! the reasons in `docs/abi.md`, which are a list here.

mod harmless;
#[path = "../../../packr-core/tests/common/abi.rs"]
#[allow(unreachable_pub, reason = "shared with the tests of packr-core")]
mod same;

use packr_core::codec::Nodes;
use packr_core::{
    CodecError, CodecErrorKind, Limit, Limits, Malformed, Reader, Value, Version, encode_as,
};

use harmless::Reached;

/// Why one reads what the other refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// It takes any byte but 1 of an option for `none`.
    ByteOfOption,
    /// It takes any tag but 0 of a result for a failure.
    TagOfResult,
    /// It takes any byte but 0 in a packed list of bools for `true`.
    ByteOfPackedBool,
    /// We allow shared nodes to unfold to a multiple of the message's length.
    Unfolded,
    /// It looks into some of the nodes out of reach, which we do not.
    OutOfReach,
}

/// Checks the property.
pub fn check(data: &[u8]) {
    difference(data);
}

/// Why one refuses what the other reads; `None` where they do the same, and for what the published crate cannot be given.
pub fn difference(data: &[u8]) -> Option<Difference> {
    let version = match data.get(4)? {
        2 => Version::V2,
        3 => Version::V3,
        _ => return None,
    };
    let reached = harmless::reached(data, version)?;
    match (read(data, version), published(data, version)) {
        (Ok(ours), Ok(theirs)) => {
            assert_eq!(ours, theirs);
            assert_eq!(write(&ours, version), write_published(&ours, version));
            None
        }
        (Err(_), Err(_)) => None,
        (Err(error), Ok(theirs)) => {
            let difference = laxer(&error);
            assert!(
                difference.is_some(),
                "{error}, but the published crate reads {theirs}"
            );
            difference
        }
        (Ok(ours), Err(error)) => {
            let difference = stricter(reached);
            assert!(difference.is_some(), "{error}, but we read {ours}");
            // Without those nodes it reads the same.
            let written = write(&ours, version);
            assert_eq!(published(&written, version).as_ref(), Ok(&ours));
            difference
        }
    }
}

/// What it reads and we refuse.
fn laxer(error: &CodecError) -> Option<Difference> {
    match error.kind() {
        CodecErrorKind::Malformed(Malformed::OptionPresence { .. }) => {
            Some(Difference::ByteOfOption)
        }
        CodecErrorKind::Malformed(Malformed::ResultTag { .. }) => Some(Difference::TagOfResult),
        CodecErrorKind::Malformed(Malformed::Bool { .. }) => Some(Difference::ByteOfPackedBool),
        CodecErrorKind::Limit(Limit::Unfold { .. }) => Some(Difference::Unfolded),
        _ => None,
    }
}

/// What we read and it refuses.
fn stricter(reached: Reached) -> Option<Difference> {
    (reached.nodes < reached.of).then_some(Difference::OutOfReach)
}

fn read(bytes: &[u8], version: Version) -> Result<Value, CodecError> {
    Reader::of_version(bytes, version, &mut Nodes::new(), &Limits::DEFAULT)?.read()
}

fn write(value: &Value, version: Version) -> Vec<u8> {
    encode_as(value, version, &Limits::DEFAULT).expect("what was read can be written")
}

fn published(bytes: &[u8], version: Version) -> Result<Value, String> {
    match version {
        Version::V2 => match packr_abi::decode(bytes) {
            Ok(value) => Ok(same::v2::from_abi(&value)),
            Err(error) => Err(format!("{error:?}")),
        },
        _ => match packr_abi_24::decode(bytes) {
            Ok(value) => Ok(same::v3::from_abi(&value)),
            Err(error) => Err(format!("{error:?}")),
        },
    }
}

fn write_published(value: &Value, version: Version) -> Vec<u8> {
    match version {
        Version::V2 => packr_abi::encode(&same::v2::to_abi(value)).expect("it was read"),
        _ => packr_abi_24::encode(&same::v3::to_abi(value)).expect("it was read"),
    }
}
