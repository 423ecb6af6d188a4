//! What is refused, each with its message, its position and its path. `docs/abi.md` lists them.

mod common;

use common::types::{Color, Expr, Perms, Span};
use packr_core::{
    CodecError, CodecErrorKind, Lift, Limits, List, Lower, Value, ValueType, decode, decode_with,
    encode, encode_with,
};
use std::collections::BTreeMap;

/// A message by hand.
struct Message {
    nodes: Vec<(u8, Vec<u8>)>,
    root: Option<u32>,
}

fn message<const N: usize>(nodes: [(u8, &[u8]); N]) -> Message {
    let nodes = nodes.map(|(kind, payload)| (kind, payload.to_vec())).into();
    Message { nodes, root: None }
}

impl Message {
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = b"CGRF\x02\0\0\0".to_vec();
        let count = self.nodes.len() as u32;
        bytes.extend(count.to_le_bytes());
        bytes.extend(self.root.unwrap_or(count.wrapping_sub(1)).to_le_bytes());
        for (kind, payload) in &self.nodes {
            bytes.extend([*kind, 0, 0, 0]);
            bytes.extend((payload.len() as u32).to_le_bytes());
            bytes.extend(payload);
        }
        bytes
    }
}

#[track_caller]
fn refused(bytes: &[u8], message: &str) {
    assert_eq!(decode::<Value>(bytes).unwrap_err().to_string(), message);
}

#[track_caller]
fn refused_node(kind: u8, payload: &[u8], message: &str) {
    let bytes = self::message([(0x0B, &[0; 4]), (kind, payload)]).bytes();
    refused(&bytes, message);
}

#[track_caller]
fn refused_as<T: Lift + std::fmt::Debug>(value: &Value, message: &str) {
    let typed = decode::<T>(&encode(value).unwrap()).unwrap_err();
    assert!(typed.offset().is_some(), "{typed}");
    let text = typed.to_string();
    let (text, _) = text.rsplit_once(" (at byte").unwrap();
    assert_eq!(text, message);
    let converted = T::from_value(value.clone()).unwrap_err();
    assert_eq!(converted.offset(), None);
    assert_eq!(converted.path(), typed.path());
}

#[test]
fn errors_are_one_word() {
    assert_eq!(size_of::<CodecError>(), size_of::<usize>());
    assert_eq!(size_of::<Result<(), CodecError>>(), size_of::<usize>());
}

#[test]
fn headers() {
    refused(
        b"",
        "expected a header of 4 bytes, found 0 bytes (at byte 0)",
    );
    refused(
        b"CGR",
        "expected a header of 4 bytes, found 3 bytes (at byte 0)",
    );
    refused(
        b"GRFC\x02\0",
        "expected a value that starts with `CGRF` (at byte 0)",
    );
    refused(
        b"CGRF\x02",
        "expected a version of 2 bytes, found 1 bytes (at byte 4)",
    );
    for (number, header) in [(1, b"CGRF\x01\0\0\0"), (4, b"CGRF\x04\0\0\0")] {
        let expected = "expected version 2 or 3 of the format, found version";
        refused(header, &format!("{expected} {number} (at byte 4)"));
    }
    refused(
        b"CGRF\x02\0\0\0",
        "expected the node count of 4 bytes, found 0 bytes (at byte 8)",
    );
    refused(
        &message([]).bytes(),
        "expected the index of one of 0 nodes, found 4294967295 (at byte 12)",
    );
    let root = Message {
        root: Some(1),
        ..message([(0x0C, &[1])])
    };
    refused(
        &root.bytes(),
        "expected the index of one of 1 nodes, found 1 (at byte 12)",
    );
    let mut many = message([(0x0C, &[1])]).bytes();
    many[8..12].copy_from_slice(&9_000_000u32.to_le_bytes());
    refused(
        &many,
        "expected the nodes of 72000000 bytes, found 9 bytes (at byte 8)",
    );
    many[8..12].copy_from_slice(&u32::MAX.to_le_bytes());
    refused(
        &many,
        "4294967295 nodes are more than the limit of 10000000 (max_nodes) (at byte 8)",
    );
}

#[test]
fn node_headers() {
    refused(
        &message([(0x18, &[])]).bytes(),
        "expected a kind of node, found 0x18 (at byte 16)",
    );
    refused(
        &message([(0x16, &[])]).bytes(),
        "version 2 of the format has no map, version 3 has (at byte 16)",
    );
    refused(
        &message([(0x17, &[])]).bytes(),
        "version 2 of the format has no set, version 3 has (at byte 16)",
    );
    refused(
        &message([(0, &[])]).bytes(),
        "expected a kind of node, found 0x00 (at byte 16)",
    );
    let mut bytes = message([(0x0C, &[1])]).bytes();
    bytes[20..24].copy_from_slice(&u32::MAX.to_le_bytes());
    refused(
        &bytes,
        "expected a payload of 4294967295 bytes, found 1 bytes (at byte 24)",
    );
    bytes[20..24].copy_from_slice(&1u32.to_le_bytes());
    bytes.push(0);
    refused(
        &bytes,
        "expected the end of the last node, found 1 more bytes (at byte 25)",
    );
}

/// As `packr-abi` does: the flags and reserved bytes of headers mean nothing yet.
#[test]
fn flags_and_reserved_bytes_are_not_looked_at() {
    let mut bytes = encode(&7u8).unwrap();
    for at in [6, 7, 17, 18, 19] {
        bytes[at] = 0xFF;
    }
    assert_eq!(decode::<u8>(&bytes).unwrap(), 7);
    packr_abi::decode(&bytes).unwrap();
}

/// A node that nothing refers to has a header, and that is all that is asked of it.
#[test]
fn nodes_out_of_reach() {
    let nodes: [(u8, &[u8]); 3] = [(0x01, &[9]), (0x07, &[0xEE]), (0x0C, &[7])];
    assert_eq!(decode::<u8>(&message(nodes).bytes()).unwrap(), 7);
    refused(
        &message([(0x77, &[]), (0x0C, &[7])]).bytes(),
        "expected a kind of node, found 0x77 (at byte 16)",
    );
}

#[test]
fn scalars() {
    refused_node(
        0x01,
        &[2],
        "expected 0 or 1 for a bool, found 2 (at byte 36)",
    );
    refused_node(
        0x01,
        &[],
        "expected bool of 1 bytes, found 0 bytes (at byte 36)",
    );
    refused_node(
        0x0C,
        &[1, 2],
        "expected the end of u8, found 1 more bytes (at byte 37)",
    );
    refused_node(
        0x03,
        &[0; 7],
        "expected s64 of 8 bytes, found 7 bytes (at byte 36)",
    );
    refused_node(
        0x12,
        &[0, 0xD8, 0, 0],
        "expected a Unicode scalar value, found 55296 (at byte 36)",
    );
    refused_node(
        0x06,
        &[2, 0, 0, 0, b'a', 0xFF],
        "expected UTF-8 (at byte 41)",
    );
    refused_node(
        0x06,
        &[0xFF; 4],
        "expected string of 4294967295 bytes, found 0 bytes (at byte 40)",
    );
    refused_node(
        0x06,
        &[0, 0, 0, 0, 0],
        "expected the end of string, found 1 more bytes (at byte 40)",
    );
}

#[test]
fn containers() {
    let past = "expected the index of one of 2 nodes, found 2 (at byte 40)";
    refused_node(0x0B, &[1, 0, 0, 0, 2, 0, 0, 0], past);
    let long = "expected the items of a tuple of 17179869180 bytes, found 4 bytes (at byte 36)";
    refused_node(0x0B, &[0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0], long);
    refused_node(
        0x0B,
        &[0, 0, 0, 0, 9],
        "expected the end of tuple, found 1 more bytes (at byte 40)",
    );

    let packed = "a list of elements of fixed width has to be packed, this one is a list of nodes (at byte 36)";
    refused_node(0x07, &[0x0C, 0, 0, 0, 0], packed);
    refused_node(
        0x07,
        &[0xEE, 0, 0, 0, 0],
        "expected a type tag, found 0xee (at byte 36)",
    );
    refused_node(
        0x07,
        &[0x16, 0, 0, 0, 0],
        "version 2 of the format has no map, version 3 has (at byte 36)",
    );
    let long = "expected the types of a tuple of 4294967295 bytes, found 0 bytes (at byte 37)";
    refused_node(0x07, &[0x0B, 0xFF, 0xFF, 0xFF, 0xFF], long);
    let wide = "expected an element type of fixed width in a packed list, found 6 (at byte 36)";
    refused_node(0x15, &[0x06, 0, 0, 0, 0], wide);
    let long =
        "expected the elements of a packed list of 8589934590 bytes, found 2 bytes (at byte 37)";
    refused_node(0x15, &[0x0D, 0xFF, 0xFF, 0xFF, 0xFF, 1, 1], long);
    refused_node(
        0x15,
        &[0x0C, 0, 0, 0, 0, 1],
        "expected the end of packed list, found 1 more bytes (at byte 41)",
    );
    refused_node(
        0x15,
        &[0x01, 2, 0, 0, 0, 1, 3],
        "[1]: expected 0 or 1 for a bool, found 3 (at byte 42)",
    );
    let no_char = "[0]: expected a Unicode scalar value, found 4294967295 (at byte 41)";
    refused_node(0x15, &[0x12, 1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF], no_char);

    let presence = "expected 0 or 1 for whether the option has a value, found 2 (at byte 37)";
    refused_node(0x0A, &[0x0C, 2, 0, 0, 0, 0], presence);
    refused_node(
        0x0A,
        &[0x0C, 0, 0],
        "expected the end of option, found 1 more bytes (at byte 38)",
    );
    let tag = "expected 0 or 1 for the tag of a result, found 2 (at byte 38)";
    refused_node(0x14, &[1, 1, 2, 0, 0, 0, 1, 0, 0, 0, 0], tag);
    let payload = "expected 1 for the payload of a result, found 0 (at byte 42)";
    refused_node(0x14, &[1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], payload);

    let long = "expected the fields of 34359738360 bytes, found 1 bytes (at byte 40)";
    refused_node(0x09, &[0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0], long);
    let long = "expected what a case holds of 4 bytes, found 0 bytes (at byte 48)";
    refused_node(
        0x08,
        &[0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0],
        long,
    );
}

#[test]
fn cycles() {
    let own = message([(0x0B, &[1, 0, 0, 0, 0, 0, 0, 0])]);
    refused(
        &own.bytes(),
        &format!("{}: node 0 contains itself (at byte 16)", repeated("[0]")),
    );
    let index = |i: u8| [0x06, 1, i, 0, 0, 0];
    let two = message([(0x0A, &index(1)), (0x0A, &index(0))]).bytes();
    let error = decode::<Value>(&two).unwrap_err();
    assert!(
        matches!(error.kind(), CodecErrorKind::Cycle { .. }),
        "{error}"
    );
    // Read as a type it is one too: lists of themselves all the way.
    let own = message([(0x07, &[0x0B, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0])]);
    let error = decode::<common::types::Nest>(&own.bytes()).unwrap_err();
    assert!(
        matches!(error.kind(), CodecErrorKind::Cycle { node: 0 }),
        "{error}"
    );
    assert!(error.to_string().len() < 500, "{error}");
    // A cycle that also fans out is found before the work explodes.
    let wide: Vec<u8> = [64u32]
        .into_iter()
        .chain([0; 64])
        .flat_map(u32::to_le_bytes)
        .collect();
    let error = decode::<Value>(&message([(0x0B, &wide)]).bytes()).unwrap_err();
    assert!(
        matches!(error.kind(), CodecErrorKind::Cycle { node: 0 }),
        "{error}"
    );
}

fn repeated(step: &str) -> String {
    format!("{}.(… 480 steps …){}", step.repeat(16), step.repeat(16))
}

#[test]
fn nodes_in_any_order_and_shared() {
    let first = Message {
        root: Some(0),
        ..message([(0x0B, &[2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]), (0x0C, &[7])])
    };
    assert_eq!(decode::<(u8, u8)>(&first.bytes()).unwrap(), (7, 7));
    assert_eq!(
        decode::<Value>(&first.bytes()).unwrap(),
        (7u8, 7u8).to_value()
    );
    packr_abi::decode(&first.bytes()).unwrap();
}

/// 2^40 values in a kilobyte.
#[test]
fn shared_nodes_count_as_often_as_they_are_reached() {
    let mut nodes = vec![(0x0C, vec![7])];
    for i in 0..40u32 {
        let payload = [2, i, i].into_iter().flat_map(u32::to_le_bytes).collect();
        nodes.push((0x0B, payload));
    }
    let bytes = Message { nodes, root: None }.bytes();
    let error = decode::<Value>(&bytes).unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains("shared nodes unfold to more than 65536 bytes (max_unfold)"),
        "{text}"
    );
    let large = Limits::default().max_unfold(usize::MAX).max_depth(15);
    let text = decode_with::<Value>(&bytes, &large)
        .unwrap_err()
        .to_string();
    assert!(
        text.contains("nested deeper than 15 values (max_depth)"),
        "{text}"
    );
}

#[test]
fn limits() {
    let bytes = encode(&vec!["a", "b"]).unwrap();
    let fits = Limits::default()
        .max_bytes(bytes.len())
        .max_nodes(3)
        .max_depth(2)
        .max_unfold(1);
    assert_eq!(encode_with(&vec!["a", "b"], &fits).unwrap(), bytes);
    decode_with::<Vec<String>>(&bytes, &fits).unwrap();
    decode_with::<Value>(&bytes, &fits).unwrap();

    let short = fits.max_bytes(bytes.len() - 1);
    let error = decode_with::<Value>(&bytes, &short).unwrap_err();
    let text = format!(
        "{} bytes are more than the limit of {} (max_bytes)",
        bytes.len(),
        bytes.len() - 1
    );
    assert_eq!(error.to_string(), text);
    assert_eq!(
        encode_with(&vec!["a", "b"], &short)
            .unwrap_err()
            .to_string(),
        text
    );
    let few = fits.max_nodes(2);
    let text = "3 nodes are more than the limit of 2 (max_nodes)";
    assert_eq!(
        encode_with(&vec!["a", "b"], &few).unwrap_err().to_string(),
        text
    );
    let error = decode_with::<Value>(&bytes, &few).unwrap_err();
    assert_eq!(error.to_string(), format!("{text} (at byte 8)"));
    let flat = fits.max_depth(1);
    let text = "[0]: nested deeper than 1 values (max_depth)";
    assert_eq!(
        encode_with(&vec!["a", "b"], &flat).unwrap_err().to_string(),
        text
    );
    let error = decode_with::<Vec<String>>(&bytes, &flat).unwrap_err();
    assert_eq!(error.to_string(), format!("{text} (at byte 16)"));
}

#[test]
fn other_types() {
    refused_as::<u32>(&Value::U8(1), "expected u32, found u8");
    refused_as::<Vec<u32>>(&vec![1u8].to_value(), "[0]: expected u32, found u8");
    refused_as::<Vec<String>>(&vec![1u8].to_value(), "[0]: expected string, found u8 1");
    refused_as::<Vec<u8>>(&vec!["a"].to_value(), "[0]: expected u8, found string");
    refused_as::<Vec<u8>>(&Value::U8(1), "expected list, found u8 1");
    refused_as::<Option<u8>>(&Value::U8(1), "expected option, found u8");
    refused_as::<Option<u8>>(&Value::some("x"), "some: expected u8, found string");
    let err = Value::err(ValueType::UNIT, Value::U8(1));
    refused_as::<Result<(), String>>(&err, "err: expected string, found u8");
    refused_as::<[u8; 2]>(
        &vec![1u8].to_value(),
        "expected 2 items in the list, found 1",
    );
    refused_as::<(u8, u8)>(&(1u8,).to_value(), "expected 2 items in the tuple, found 1");
    refused_as::<Vec<(u8, char)>>(
        &vec![(1u8, 2u8)].to_value(),
        "[0][1]: expected char, found u8",
    );
    refused_as::<Perms>(
        &Value::Flags(0b1001),
        "expected 3 flags, found also the bits 0b1000",
    );
    refused_as::<Vec<Perms>>(
        &Value::List(List::Flags(vec![1, 8])),
        "[1]: expected 3 flags, found also the bits 0b1000",
    );
}

#[test]
fn records() {
    let span = |fields: &[(&'static str, Value)]| Value::record("Span", fields.to_vec());
    let (one, two) = (Value::U32(1), Value::U32(2));
    let right = span(&[("start", one.clone()), ("last_byte", two.clone())]);
    decode::<Span>(&encode(&right).unwrap()).unwrap();
    refused_as::<Span>(&Value::U8(1), "expected record, found u8");
    refused_as::<Span>(
        &span(&[("start", one.clone())]),
        "the field `last_byte` of the record `Span` is missing",
    );
    refused_as::<Span>(
        &span(&[
            ("start", one.clone()),
            ("end\n", two.clone()),
            ("last_byte", two.clone()),
        ]),
        "the record `Span` has no field `end\\n`, only: start, last_byte",
    );
    refused_as::<Span>(
        &span(&[
            ("start", one.clone()),
            ("last-byte", two.clone()),
            ("Start", two.clone()),
        ]),
        "the field `start` of the record `Span` is there twice",
    );
    refused_as::<Vec<Span>>(
        &Value::list(
            ValueType::String,
            [
                right,
                span(&[("last_byte", Value::Bool(true)), ("start", one)]),
            ],
        ),
        "[1].last_byte: expected u32, found bool",
    );
}

#[test]
fn variants() {
    let expr = |name: &'static str, tag, payload| Value::variant("Expr", name, tag, payload);
    refused_as::<Expr>(&Value::U8(1), "expected variant, found u8");
    refused_as::<Expr>(
        &expr("Sym", 6, None),
        "expected one of the 6 cases of `Expr`, found the tag 6",
    );
    refused_as::<Expr>(
        &expr("Num", 0, None),
        "expected the name `Sym` for tag 0 of `Expr`, found `Num`",
    );
    refused_as::<Expr>(
        &expr("Sym", 0, None),
        "the case `Sym` of `Expr` holds one value, found 0",
    );
    let one = Some(Value::U8(1));
    refused_as::<Expr>(
        &expr("Nil", 5, one.clone()),
        "the case `Nil` of `Expr` holds nothing, found 1 values",
    );
    refused_as::<Expr>(
        &expr("Sym", 0, one.clone()),
        "sym: expected string, found u8",
    );
    refused_as::<Color>(
        &expr("", 1, one),
        "the case `DarkGreen` of `Color` holds nothing, found 1 values",
    );
    let nested = Expr::Lst(vec![Expr::Nil, Expr::Num(1)]).to_value();
    let text = encode(&nested).unwrap();
    let mut broken = text.clone();
    // The kind of the number's node.
    let at = broken
        .windows(8)
        .position(|w| w == [3, 0, 0, 0, 8, 0, 0, 0])
        .unwrap();
    broken[at] = 0x0F;
    let error = decode::<Expr>(&broken).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("lst[1].num: expected s64, found u64 (at byte {at})")
    );
    let two = packr_core::Variant::new(
        packr_core::Case::fixed("Expr", "Add", 4).into(),
        [Value::U8(1), Value::U8(2)],
    );
    refused_as::<Expr>(
        &two.into(),
        "the case `Add` of `Expr` holds one value, found 2",
    );
}

#[test]
fn maps() {
    type Map = BTreeMap<String, u8>;
    let entries = |keys: &[&str]| -> Value {
        let pairs = keys.iter().zip(1u8..).map(|(key, i)| (*key, i));
        pairs.collect::<Vec<_>>().to_value()
    };
    let map: Map = decode(&encode(&entries(&["b", "a"])).unwrap()).unwrap();
    assert_eq!(map, Map::from([("a".into(), 2), ("b".into(), 1)]));
    refused_as::<Map>(
        &entries(&["b", "a", "b"]),
        "[2]: the map has the key \"b\" twice",
    );
    refused_as::<Map>(
        &vec![("a", "b")].to_value(),
        "[0].value: expected u8, found string",
    );
    refused_as::<Map>(
        &vec![(1u8, 1u8)].to_value(),
        "[0].key: expected string, found u8",
    );
    refused_as::<Map>(
        &vec![(1u8,)].to_value(),
        "[0]: expected 2 items in the tuple, found 1",
    );
}

#[test]
fn lists_that_cannot_be_written() {
    let mixed = Value::list(ValueType::U8, [Value::U8(1), Value::Bool(true)]);
    let value = Value::record("R", [("l", Value::some(mixed))]);
    let error = encode(&value).unwrap_err();
    assert_eq!(
        error.to_string(),
        "l.some: a list<u8> has elements of another type"
    );
}

/// What a hand-written conversion may get wrong.
struct Unpacked;

impl Lower for Unpacked {
    fn lower(&self, w: &mut packr_core::Writer<'_>) -> Result<u32, packr_core::CodecError> {
        w.list(&ValueType::U8, &[])
    }

    fn to_value(&self) -> Value {
        Value::UNIT
    }
}

#[test]
fn a_list_that_is_to_be_packed_is_not_written_as_nodes() {
    assert_eq!(
        encode(&Unpacked).unwrap_err().to_string(),
        "a list of elements of fixed width has to be packed, this one is a list of nodes"
    );
}

/// Names come from the message, and can be as long as that.
#[test]
fn long_names_are_cut_in_the_way_to_a_value() {
    let long = "Ä".repeat(100_000);
    let inside = |name: &str| {
        let held = Some(Value::U8(1));
        let variant = Value::variant("V", name.to_string(), 0, held);
        Value::record("R", [(name.to_string(), variant)])
    };
    let limits = Limits::DEFAULT.max_depth(2);
    for (name, field, case) in [
        ("short-name", "short-name", "short-name"),
        ("ShortName", "ShortName", "short_name"),
        ("tab\t", "tab\\t", "tab\\t"),
        (
            &long,
            &*format!("{}…", "Ä".repeat(32)),
            &*format!("{}…", "Ä".repeat(32)),
        ),
        (&"N".repeat(9), "NNNNNNNNN", "n_n_n_n_n_n_n_n_n"),
    ] {
        let bytes = encode(&inside(name)).unwrap();
        let error = decode_with::<Value>(&bytes, &limits).unwrap_err();
        assert_eq!(error.path().to_string(), format!("{field}.{case}"));
        assert!(error.to_string().len() < 400, "{error}");
    }
}
