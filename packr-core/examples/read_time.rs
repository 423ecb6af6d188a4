//! How long the dearest messages take to be read that the default limits let through: what a guest can cost its host beyond its own time.
//!
//! `cargo run --release -p packr-core --no-default-features --features std --example read_time`

use std::time::Instant;

use packr_core::{Lift, Limits, Value, decode, encode};

/// The head of a message of so many nodes, the last of which is the root.
fn head(nodes: u32) -> Vec<u8> {
    let mut bytes = b"CGRF\x02\0\0\0".to_vec();
    bytes.extend(nodes.to_le_bytes());
    bytes.extend((nodes - 1).to_le_bytes());
    bytes
}

fn node(bytes: &mut Vec<u8>, kind: u8, payload: &[u8]) {
    bytes.extend([kind, 0, 0, 0]);
    bytes.extend((payload.len() as u32).to_le_bytes());
    bytes.extend(payload);
}

/// A list of values of one kind, each of its own, or all the same one.
fn list(kind: u8, payload: &[u8], count: u32, shared: bool) -> Vec<u8> {
    let nodes = if shared { 1 } else { count };
    let mut bytes = head(nodes + 1);
    for _ in 0..nodes {
        node(&mut bytes, kind, payload);
    }
    let mut items = count.to_le_bytes().to_vec();
    let index = |at: u32| if shared { 0 } else { at };
    items.extend((0..count).flat_map(|at| index(at).to_le_bytes()));
    node(&mut bytes, 0x0B, &items);
    bytes
}

/// Each tuple holds the one before twice, and so on, as far as the limit on unfolding goes; then a text that pays for it.
fn unfolding(levels: u32, filler: usize) -> Vec<u8> {
    let mut bytes = head(levels + 3);
    node(&mut bytes, 0x0B, &0u32.to_le_bytes());
    for at in 0..levels {
        let items = [2, at, at].map(u32::to_le_bytes).concat();
        node(&mut bytes, 0x0B, &items);
    }
    let text = [&(filler as u32).to_le_bytes()[..], &vec![b'x'; filler]].concat();
    node(&mut bytes, 0x06, &text);
    let root = [2, levels, levels + 1].map(u32::to_le_bytes).concat();
    node(&mut bytes, 0x0B, &root);
    bytes
}

fn measure<T: Lift>(what: &str, bytes: &[u8]) {
    let began = Instant::now();
    let read = decode::<T>(bytes);
    let reading = began.elapsed();
    let outcome = match &read {
        Ok(_) => "read".to_owned(),
        Err(error) => error.to_string(),
    };
    let began = Instant::now();
    drop(read);
    let dropping = began.elapsed();
    let mega = bytes.len() as f64 / 1e6;
    let each = reading.as_nanos() as f64 / bytes.len() as f64;
    println!(
        "{what:32} {mega:6.0} MB {reading:>10.2?} {each:6.2} ns a byte, dropped in {dropping:>10.2?}: {outcome}"
    );
}

fn main() {
    let most = Limits::DEFAULT.max_nodes as u32 - 1;
    measure::<Value>("empty tuples", &list(0x0B, &[0; 4], most, false));
    measure::<Value>(
        "options without anything",
        &list(0x0A, &[0x0C, 0], most, false),
    );
    measure::<Value>("variants", &list(0x08, &[0; 16], most / 2, false));
    measure::<Value>(
        "one empty tuple, many times",
        &list(0x0B, &[0; 4], 60_000_000, true),
    );
    measure::<Value>(
        "one variant, many times",
        &list(0x08, &[0; 16], 25_000_000, true),
    );
    measure::<Value>("tuples that unfold", &unfolding(25, 240_000_000));
    measure::<Value>("tuples that unfold too far", &unfolding(40, 240_000_000));
    let strings = encode(&vec![String::from("x"); 8_000_000]).unwrap();
    measure::<Value>("texts", &strings);
    measure::<Vec<String>>("texts, typed", &strings);
    let chars = encode(&vec!['x'; 60_000_000]).unwrap();
    measure::<Value>("a list of chars", &chars);
    measure::<Vec<char>>("a list of chars, typed", &chars);
}
