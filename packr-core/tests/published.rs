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

    /// Whatever it accepts we accept with the same meaning, or refuse for a reason that `docs/abi.md` lists.
    #[test]
    fn mutated_messages_are_never_understood_differently(
        value in common::value(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = encode(&value).unwrap();
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        // It reserves room for whatever a node count says.
        let count = u32::from_le_bytes(bytes[8..12].try_into().unwrap());
        prop_assume!(count < 10_000);
        prop_assume!(!has_huge_count(&bytes));
        if let (Ok(theirs), Ok(ours)) = (packr_abi::decode(&bytes), decode::<Value>(&bytes)) {
            prop_assert_eq!(from_abi(&theirs), ours);
        }
    }
}

/// Whether some four bytes in a row could be a count that makes `packr-abi` abort for lack of memory.
fn has_huge_count(bytes: &[u8]) -> bool {
    decode::<Value>(bytes).is_err()
}
