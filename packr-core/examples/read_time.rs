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

/// A tuple of values of one kind.
fn tuple(kind: u8, payload: &[u8], count: u32) -> Vec<u8> {
    let mut bytes = head(count + 1);
    for _ in 0..count {
        node(&mut bytes, kind, payload);
    }
    let mut items = count.to_le_bytes().to_vec();
    items.extend((0..count).flat_map(u32::to_le_bytes));
    node(&mut bytes, 0x0B, &items);
    bytes
}

/// Such a tuple, or a list, of one value that is there many times, and a text out of reach that pays for it.
fn shared(kind: u8, payload: &[u8], count: u32, filler: usize, types: Option<&[u8]>) -> Vec<u8> {
    let mut bytes = head(3);
    node(&mut bytes, kind, payload);
    let text = [&(filler as u32).to_le_bytes()[..], &vec![b'x'; filler]].concat();
    node(&mut bytes, 0x06, &text);
    let mut items = types.unwrap_or_default().to_vec();
    items.extend(count.to_le_bytes());
    items.resize(items.len() + 4 * count as usize, 0);
    node(
        &mut bytes,
        if types.is_some() { 0x07 } else { 0x0B },
        &items,
    );
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

/// An option that takes 1440 bytes.
type Large = Option<[String; 60]>;

fn main() {
    let most = Limits::DEFAULT.max_nodes as u32 - 1;
    measure::<Value>("empty tuples", &tuple(0x0B, &[0; 4], most));
    measure::<Value>("options without anything", &tuple(0x0A, &[0x0C, 0], most));
    measure::<Value>("variants", &tuple(0x08, &[0; 16], most / 2));
    let tuples = |count, filler| shared(0x0B, &[0; 4], count, filler, None);
    measure::<Value>("one empty tuple, many times", &tuples(most, 1000));
    measure::<Value>("one empty tuple, more times", &tuples(60_000_000, 1000));
    let variants = shared(0x08, &[0; 16], most, 40_000_000, None);
    measure::<Value>("one variant, many times", &variants);
    let nones = |count| shared(0x0A, &[0x06, 0], count, 1000, Some(&[0x0A, 0x06]));
    let fit = (Limits::DEFAULT.max_large / size_of::<Large>()) as u32;
    measure::<Vec<Large>>("one large option, typed", &nones(fit));
    measure::<Vec<Large>>("one large option, more times", &nones(most));
    measure::<Value>("tuples that unfold", &unfolding(25, 240_000_000));
    measure::<Value>("tuples that unfold too far", &unfolding(40, 240_000_000));
    let strings = encode(&vec![String::from("x"); 8_000_000]).unwrap();
    measure::<Value>("texts", &strings);
    measure::<Vec<String>>("texts, typed", &strings);
    let chars = encode(&vec!['x'; 60_000_000]).unwrap();
    measure::<Value>("a list of chars", &chars);
    measure::<Vec<char>>("a list of chars, typed", &chars);
}
