//! The byte format against the published `packr-abi` 0.6.2, both ways.

mod common;

use common::abi::{from_abi, to_abi, type_to_abi};
use packr_core::{List, Value, decode, encode};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn what_we_write_is_what_it_writes(value in common::value()) {
        let ours = encode(&value).unwrap();
        let theirs = packr_abi::encode(&to_abi(&value)).unwrap();
        prop_assert_eq!(&ours, &theirs);
    }

    #[test]
    fn what_it_writes_is_read_back_equal(value in common::value()) {
        let bytes = packr_abi::encode(&to_abi(&value)).unwrap();
        prop_assert_eq!(&decode::<Value>(&bytes).unwrap(), &value);
    }

    #[test]
    fn it_reads_what_we_write(value in common::value()) {
        let read = packr_abi::decode(&encode(&value).unwrap()).unwrap();
        prop_assert_eq!(&from_abi(&read), &value);
    }

    #[test]
    fn lists_of_mixed_elements_are_refused_alike(elem in common::fixed_type(), item in common::scalar()) {
        let theirs = packr_abi::Value::List {
            elem_type: type_to_abi(&elem),
            items: vec![to_abi(&item)],
        };
        let ours = Value::List(List::new(elem, vec![item]));
        prop_assert_eq!(packr_abi::encode(&theirs).ok(), encode(&ours).ok());
    }

    /// Refusing more than it does is fine, and listed in `docs/abi.md`; accepting more is not.
    #[test]
    fn what_we_accept_it_accepts_with_the_same_meaning(
        value in common::value(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = encode(&value).unwrap();
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(ours) = decode::<Value>(&bytes) {
            let theirs = packr_abi::decode(&bytes).map(|value| from_abi(&value));
            prop_assert_eq!(theirs.unwrap(), ours);
        }
    }
}
