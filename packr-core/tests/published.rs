//! The byte format against the published `packr-abi`, both ways: 0.6.2 for version 2, 0.24.1 for version 3.

mod common;

use packr_core::codec::Nodes;
use packr_core::{CodecError, Limits, List, Reader, Value, Version, encode_as};
use proptest::prelude::*;

fn write(value: &Value, version: Version) -> Result<Vec<u8>, CodecError> {
    encode_as(value, version, &Limits::DEFAULT)
}

fn read(bytes: &[u8], version: Version) -> Result<Value, CodecError> {
    Reader::of_version(bytes, version, &mut Nodes::new(), &Limits::DEFAULT)?.read()
}

/// Whether every node of a message that reads as `value` is a part of it: as a node of another kind, it makes another value or none.
fn all_are_reached(bytes: &[u8], read: impl Fn(&[u8]) -> Option<Value>, value: &Value) -> bool {
    let mut at = 16;
    while at < bytes.len() {
        let mut changed = bytes.to_vec();
        changed[at] = if bytes[at] == 0x02 { 0x04 } else { 0x02 };
        if read(&changed).as_ref() == Some(value) {
            return false;
        }
        let length = bytes[at + 4..at + 8].try_into().map(u32::from_le_bytes);
        at += 8 + length.unwrap_or_default() as usize;
    }
    true
}

macro_rules! against {
    ($name:ident, $theirs:ident, $version:expr, |$value:ident| $kept:expr) => {
        mod $name {
            use super::common::abi::$name::{from_abi, to_abi, type_to_abi};
            use super::*;

            /// What of a value the format keeps.
            fn kept($value: &Value) -> Value {
                $kept
            }

            proptest! {
                #![proptest_config(ProptestConfig::with_cases(2000))]

                #[test]
                fn what_we_write_is_what_it_writes(value in common::value()) {
                    let ours = write(&value, $version).unwrap();
                    let theirs = $theirs::encode(&to_abi(&value)).unwrap();
                    prop_assert_eq!(&ours, &theirs);
                }

                #[test]
                fn what_it_writes_is_read_back_equal(value in common::value()) {
                    let bytes = $theirs::encode(&to_abi(&value)).unwrap();
                    prop_assert_eq!(&read(&bytes, $version).unwrap(), &kept(&value));
                }

                #[test]
                fn it_reads_what_we_write(value in common::value()) {
                    let read = $theirs::decode(&write(&value, $version).unwrap()).unwrap();
                    prop_assert_eq!(&from_abi(&read), &kept(&value));
                }

                #[test]
                fn lists_of_mixed_elements_are_refused_alike(elem in common::fixed_type(), item in common::scalar()) {
                    let theirs = $theirs::Value::List {
                        elem_type: type_to_abi(&elem),
                        items: vec![to_abi(&item)],
                    };
                    let ours = Value::List(List::new(elem, vec![item]));
                    prop_assert_eq!($theirs::encode(&theirs).ok(), write(&ours, $version).ok());
                }

                /// Refusing more than it does is fine, and listed in `docs/abi.md`; accepting more is not.
                #[test]
                fn what_we_accept_it_accepts_with_the_same_meaning(
                    value in common::value(),
                    edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
                ) {
                    let mut bytes = write(&value, $version).unwrap();
                    for (at, byte) in edits {
                        let at = at.index(bytes.len());
                        bytes[at] = byte;
                    }
                    if let Ok(ours) = read(&bytes, $version) {
                        // It looks into nodes that nothing refers to, and we do not: `docs/abi.md`.
                        prop_assume!(all_are_reached(&bytes, |bytes| read(bytes, $version).ok(), &ours));
                        let theirs = $theirs::decode(&bytes).map(|value| from_abi(&value));
                        prop_assert_eq!(theirs.unwrap(), ours);
                    }
                }
            }
        }
    };
}

against!(v2, packr_abi, Version::V2, |value| common::in_version_2(
    value
));
against!(v3, packr_abi_24, Version::V3, |value| value.clone());
