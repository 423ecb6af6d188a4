//! Whatever the bytes: an answer, in bounded time and memory.

mod common;

use common::types::{Expr, Nest, Node};
use packr_core::codec::Nodes;
use packr_core::{Limits, Reader, Value, Version, decode, encode, encode_as};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// As it is, and as the same in the other version.
fn read_all_ways(bytes: &[u8]) {
    read_ways(bytes);
    let mut other = bytes.to_vec();
    if let Some(version) = other.get_mut(4) {
        *version ^= 1;
        read_ways(&other);
    }
}

fn version() -> impl Strategy<Value = Version> {
    prop::sample::select(vec![Version::V2, Version::V3])
}

fn read_ways(bytes: &[u8]) {
    if let Ok(mut reader) = Reader::new(bytes, &mut Nodes::new(), &Limits::DEFAULT)
        && let Ok(value) = reader.read::<Value>()
    {
        let again = encode_as(&value, reader.version(), &Limits::DEFAULT).unwrap();
        assert_eq!(decode::<Value>(&again).unwrap(), value);
        let _ = (
            value.to_string(),
            value.pretty().to_string(),
            value.value_type(),
        );
    }
    let _ = decode::<Node>(bytes);
    let _ = decode::<Expr>(bytes);
    let _ = decode::<Nest>(bytes);
    let _ = decode::<(Vec<u8>, Vec<(String, Option<char>)>)>(bytes);
    let _ = decode::<BTreeMap<String, BTreeSet<u8>>>(bytes);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read_all_ways(&bytes);
    }

    #[test]
    fn random_bytes_behind_a_header(
        bytes in prop::collection::vec(0u8..24, 0..200), count in 0u32..20, root in 0u32..20,
    ) {
        let mut message = b"CGRF\x02\0\0\0".to_vec();
        message.extend(count.to_le_bytes());
        message.extend(root.to_le_bytes());
        message.extend(bytes);
        read_all_ways(&message);
    }

    /// Nodes whose children are any nodes: shared, cyclic, missing.
    #[test]
    fn random_graphs(
        nodes in prop::collection::vec((0u8..6, prop::collection::vec(0u32..40, 0..6)), 1..40),
    ) {
        let mut message = b"CGRF\x02\0\0\0".to_vec();
        message.extend((nodes.len() as u32).to_le_bytes());
        message.extend((nodes.len() as u32 - 1).to_le_bytes());
        for (kind, children) in nodes {
            let mut payload = Vec::new();
            match kind {
                0 => payload.extend([0x08, 0, 0, 0, 0]),
                1 => payload.extend([0, 0, 0, 0, 3, 0, 0, 0, b'L', b's', b't', 2, 0, 0, 0]),
                4 => payload.extend([0x0C, 0x0C]),
                5 => payload.push(0x06),
                _ => {}
            }
            let count = if kind == 4 { children.len() / 2 } else { children.len() };
            payload.extend((count as u32).to_le_bytes());
            children.iter().for_each(|child| payload.extend(child.to_le_bytes()));
            message.extend([[0x07, 0x08, 0x0B, 0x0B, 0x16, 0x17][kind as usize], 0, 0, 0]);
            message.extend((payload.len() as u32).to_le_bytes());
            message.extend(payload);
        }
        read_all_ways(&message);
    }

    #[test]
    fn mutated_values(
        value in common::value(),
        version in version(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = encode_as(&value, version, &Limits::DEFAULT).unwrap();
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        read_all_ways(&bytes);
        bytes.truncate(cut.index(bytes.len()));
        read_all_ways(&bytes);
    }

    #[test]
    fn mutated_nodes(
        node in common::types::node(),
        version in version(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = encode_as(&node, version, &Limits::DEFAULT).unwrap();
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        read_all_ways(&bytes);
        // The two ways agree on whether it is one; only cycles and limits may be seen by one of them.
        use packr_core::Lift;
        if let (Ok(value), Ok(typed)) = (decode::<Value>(&bytes), decode::<Node>(&bytes)) {
            let converted = Node::from_value(value).unwrap();
            prop_assert_eq!(encode(&converted).unwrap(), encode(&typed).unwrap());
        } else if let Ok(value) = decode::<Value>(&bytes) {
            prop_assert!(Node::from_value(value).is_err());
        } else {
            prop_assert!(decode::<Node>(&bytes).is_err());
        }
    }
}

/// A tree never needs more than its own length to be visited.
#[test]
fn trees_unfold_to_themselves() {
    let value = Value::tuple((0..10_000).map(|i| Value::some(Value::U32(i))));
    let bytes = encode(&value).unwrap();
    assert!(bytes.len() > 64 << 10);
    let limits = Limits::default().max_unfold(1);
    let mut nodes = Nodes::new();
    let mut reader = Reader::new(&bytes, &mut nodes, &limits).unwrap();
    assert_eq!(reader.node_count(), 20_001);
    assert_eq!(reader.read::<Value>().unwrap(), value);
}
