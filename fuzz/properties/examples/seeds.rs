//! Writes the first corpus, out of what the tests of the repository are made of: `cargo run -p packr-fuzz --example seeds seeds`
//! writes it into the directory `seeds`, the same each time. `fuzz/corpus` is what of it adds something, and what the fuzzer found.

// What the runtime's tests make random values with says `packr`.
extern crate packr_core as packr;

#[path = "../../../packr-core/tests/common/mod.rs"]
mod common;
#[path = "../../../tests/runtime/random.rs"]
mod typed;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

use packr_bindgen::{Inline, Request};
use packr_core::{Limits, Metadata, Value, Version, encode_as};
use packr_fuzz::typed::VALUES;
use proptest::collection::{btree_set, vec};
use proptest::prelude::any;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

/// Random values for each of the targets that read any.
const RANDOM: usize = 150;

fn main() {
    messages();
    typed_messages();
    texts();
    metadata();
    wit_texts();
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn write(target: &str, name: &str, bytes: &[u8]) {
    let directory = env::args_os().nth(1).expect("a directory to write to");
    let directory = Path::new(&directory).join(target);
    fs::create_dir_all(&directory).expect("it can be made");
    fs::write(directory.join(name), bytes).expect("it can be written");
}

fn random<T>(strategy: impl Strategy<Value = T>, count: usize) -> Vec<T> {
    let mut runner = TestRunner::deterministic();
    let mut next = || strategy.new_tree(&mut runner).expect("there is one");
    (0..count).map(|_| next().current()).collect()
}

/// One of each kind, nested ones, and random ones.
fn values() -> Vec<(String, Value)> {
    let mut values = Vec::new();
    for value in random(common::scalar(), 60) {
        let ty = value.value_type().to_string();
        values.push((ty, value));
    }
    for list in random(common::packed_list(), 60) {
        values.push((format!("packed-{}", list.elem_type()), Value::List(list)));
    }
    let kinds = [
        "list", "tuple", "option", "result", "record", "map", "key", "set", "variant", "expr",
        "node",
    ];
    for kind in kinds {
        for depth in [4, 40] {
            values.push((format!("{kind}-{depth}"), common::deep::nested(kind, depth)));
        }
    }
    for kind in ["tuple", "map"] {
        values.push((format!("deepest-{kind}"), common::deep::nested(kind, 512)));
    }
    for (i, value) in random(common::value(), RANDOM).into_iter().enumerate() {
        values.push((format!("value-{i:03}"), value));
    }
    values
}

fn messages() {
    for (name, value) in values() {
        for (version, number) in [(Version::V2, 2), (Version::V3, 3)] {
            let Ok(bytes) = encode_as(&value, version, &Limits::DEFAULT) else {
                continue;
            };
            for target in ["decode", "roundtrip", "published"] {
                write(target, &format!("{name}-v{number}"), &bytes);
            }
        }
    }
    for (name, bytes) in shared() {
        for target in ["decode", "roundtrip", "published"] {
            write(target, name, &bytes);
        }
    }
}

/// Nodes inside several others, inside themselves, and inside none.
fn shared() -> Vec<(&'static str, Vec<u8>)> {
    let tuple = |children: &[u32]| {
        let mut node = vec![0x0b, 0, 0, 0];
        node.extend((4 + 4 * children.len() as u32).to_le_bytes());
        node.extend((children.len() as u32).to_le_bytes());
        children
            .iter()
            .for_each(|child| node.extend(child.to_le_bytes()));
        node
    };
    let message = |nodes: &[Vec<u8>], root: u32| {
        let mut bytes = b"CGRF\x02\0\0\0".to_vec();
        bytes.extend((nodes.len() as u32).to_le_bytes());
        bytes.extend(root.to_le_bytes());
        bytes.extend(nodes.concat());
        bytes
    };
    let doubling: Vec<_> = (0..12u32)
        .map(|i| tuple(&[i + 1, i + 1]))
        .chain([tuple(&[])])
        .collect();
    vec![
        ("shared", message(&[tuple(&[]), tuple(&[0, 0, 0])], 1)),
        ("doubling", message(&doubling, 0)),
        ("itself", message(&[tuple(&[0])], 0)),
        (
            "cycle",
            message(&[tuple(&[1]), tuple(&[2, 2]), tuple(&[0])], 0),
        ),
        ("out-of-reach", message(&[tuple(&[7]), tuple(&[])], 1)),
    ]
}

/// Random values of every parameter, and of all parameters of a function.
fn typed_messages() {
    let world = &*VALUES;
    let bytes = random(vec(any::<u8>(), 0..60), 6);
    let functions = world.exports.iter().flat_map(|one| one.functions.iter());
    for function in functions {
        for (i, bytes) in bytes.iter().enumerate() {
            let params = function.params.iter();
            let args = params.map(|(_, ty)| typed::value(world, *ty, bytes));
            let args: Vec<Value> = args.collect();
            let name = &function.name;
            for (version, number) in [(Version::V2, 2), (Version::V3, 3)] {
                for (value, what) in [
                    (&Value::Tuple(args.clone()), "args"),
                    (&args.first().cloned().unwrap_or(Value::UNIT), "arg"),
                ] {
                    let bytes = encode_as(value, version, &Limits::DEFAULT).expect("it fits");
                    write("typed", &format!("{name}-{what}-{i}-v{number}"), &bytes);
                }
            }
        }
    }
    for (i, set) in random(btree_set("[a-c]{0,2}", 0..4), 4).iter().enumerate() {
        let bytes = encode_as(set, Version::V3, &Limits::DEFAULT).expect("it fits");
        write("typed", &format!("set-{i}"), &bytes);
        let sets = BTreeSet::from([set.clone()]);
        let bytes = encode_as(&sets, Version::V3, &Limits::DEFAULT).expect("it fits");
        write("typed", &format!("sets-{i}"), &bytes);
        let map = BTreeMap::from([('x', BTreeSet::from([i as u16]))]);
        let bytes = encode_as(&map, Version::V3, &Limits::DEFAULT).expect("it fits");
        write("typed", &format!("map-{i}"), &bytes);
    }
}

fn texts() {
    for (name, value) in values()
        .into_iter()
        .filter(|(name, _)| !name.starts_with("deepest"))
    {
        let text = value.pretty().to_string();
        write("text", &name, text.as_bytes());
    }
    let grammar = fs::read_to_string(root().join("docs/text.md")).expect("it is there");
    for (i, sample) in grammar.split('`').skip(1).step_by(2).enumerate() {
        write("text", &format!("sample-{i:03}"), sample.as_bytes());
    }
    for (i, text) in [
        "A { b 1u8 }",
        "u8[1, x]",
        "1.f64",
        "256u8",
        "(1u8,\n 2)",
        "[]",
        "f32(nan:0xffc00000)",
    ]
    .iter()
    .enumerate()
    {
        write("text", &format!("mistake-{i}"), text.as_bytes());
    }
}

fn metadata() {
    for (name, wit) in wits() {
        let Some(bytes) = written(&wit) else {
            continue;
        };
        write("metadata", &name, &bytes);
        let mut newer = bytes;
        newer[4] = 3;
        write("metadata", &format!("{name}-v3"), &newer);
    }
    for guest in ["calc", "old", "tally", "twin", "sexpr"] {
        let module = fs::read(root().join(format!("guests/{guest}.wasm"))).expect("it is there");
        let message = module.windows(4).position(|bytes| bytes == b"CGRF");
        let Some(at) = message else { continue };
        let mut bytes = module[at..].to_vec();
        let version = std::mem::replace(&mut bytes[4], 3);
        if let Ok((_, len)) = packr_abi_24::decode_prefix(&bytes) {
            bytes.truncate(len);
            bytes[4] = version;
            write("metadata", &format!("guest-{guest}"), &bytes);
        }
    }
}

/// The metadata of the world of a WIT file, if it is small.
fn written(wit: &str) -> Option<Vec<u8>> {
    let request = Request {
        inline: Some(Inline {
            text: wit.to_owned(),
            place: None,
        }),
        ..Request::default()
    };
    let model = packr_bindgen::load(&request).model.ok()?;
    let bytes = Metadata::write(&packr_bindgen::world(&model)).ok()?;
    (bytes.len() < 20_000).then_some(bytes)
}

/// The WIT files of the tests that stand alone.
fn wits() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for directory in [
        "tests/wit",
        "tests/hygiene/worlds",
        "packr-bindgen/tests/golden",
        "packr-bindgen/tests/golden/guest",
    ] {
        let entries = fs::read_dir(root().join(directory)).expect("it is there");
        for path in entries.map(|entry| entry.expect("it can be listed").path()) {
            if path.extension().is_some_and(|extension| extension == "wit") {
                let name = path
                    .file_stem()
                    .expect("a file has a name")
                    .to_string_lossy();
                let text = fs::read_to_string(&path).expect("it can be read");
                found.push((name.into_owned(), text));
            }
        }
    }
    found
}

/// The files, and the texts in the generator's tests, of which most have mistakes.
fn wit_texts() {
    for (name, text) in wits() {
        write("wit", &name, text.as_bytes());
    }
    let tests = root().join("packr-bindgen/tests");
    for entry in fs::read_dir(tests).expect("it is there") {
        let path = entry.expect("it can be listed").path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let code = fs::read_to_string(&path).expect("it can be read");
        let name = path
            .file_stem()
            .expect("a file has a name")
            .to_string_lossy();
        let texts = code.match_indices("\"package ");
        for (i, (at, _)) in texts.enumerate() {
            if let Some(text) = literal(&code[at..]) {
                write("wit", &format!("{name}-{i:03}"), text.as_bytes());
            }
        }
    }
}

/// The text of the literal that some code begins with, if it is a whole world or interface.
fn literal(code: &str) -> Option<String> {
    let mut letters = code.chars().skip(1);
    let mut text = String::new();
    loop {
        match letters.next()? {
            '"' => break,
            '\\' => match letters.next()? {
                'n' => text.push('\n'),
                '\n' => {}
                other => text.push(other),
            },
            other => text.push(other),
        }
    }
    text.contains('}').then_some(text)
}
