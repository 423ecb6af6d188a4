//! What a value costs as bytes and back, and by way of `Value`, in nodes, in depth and in bytes.
//!
//! `cargo bench --bench codec`; `-- --test` runs each once.

mod common;

use common::tree;
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use packr::{Lift, Lower, Value, decode, encode};

packr::bindgen!("evaluator" in "examples/wit/sexpr.wit");

const NODES: [usize; 6] = [10, 100, 1_000, 10_000, 100_000, 1_000_000];
/// Two levels of a value each, up to what the limit allows.
const LEVELS: [usize; 4] = [8, 32, 128, 255];
const SIZES: [usize; 4] = [1 << 10, 1 << 16, 1 << 20, 1 << 23];

fn main() {
    divan::main();
}

/// A list in a list and so on, that many lists.
fn chain(levels: usize) -> lisp::eval::types::Expr {
    use lisp::eval::types::Expr;
    (0..levels).fold(Expr::Nil, |inner, _| Expr::Lst(vec![inner]))
}

#[divan::bench(args = NODES)]
fn encode_tree(bencher: Bencher, nodes: usize) {
    let tree = tree(nodes);
    let bencher = bencher.counter(ItemsCount::new(nodes));
    bencher.bench(|| encode(black_box(&tree)).unwrap());
}

#[divan::bench(args = NODES)]
fn decode_tree(bencher: Bencher, nodes: usize) {
    let bytes = encode(&tree(nodes)).unwrap();
    let bencher = bencher.counter(ItemsCount::new(nodes));
    bencher.bench(|| decode::<lisp::eval::types::Expr>(black_box(&bytes)).unwrap());
}

/// What any tree of that kind costs: the measure for decoding.
#[divan::bench(args = NODES)]
fn clone_and_drop_tree(bencher: Bencher, nodes: usize) {
    let tree = tree(nodes);
    let bencher = bencher.counter(ItemsCount::new(nodes));
    bencher.bench(|| drop(black_box(&tree).clone()));
}

#[divan::bench(args = LEVELS)]
fn encode_chain(bencher: Bencher, levels: usize) {
    let chain = chain(levels);
    let bencher = bencher.counter(ItemsCount::new(levels));
    bencher.bench(|| encode(black_box(&chain)).unwrap());
}

#[divan::bench(args = LEVELS)]
fn decode_chain(bencher: Bencher, levels: usize) {
    let bytes = encode(&chain(levels)).unwrap();
    let bencher = bencher.counter(ItemsCount::new(levels));
    bencher.bench(|| decode::<lisp::eval::types::Expr>(black_box(&bytes)).unwrap());
}

#[divan::bench(args = [1_000, 100_000])]
fn to_value(bencher: Bencher, nodes: usize) {
    let tree = tree(nodes);
    let bencher = bencher.counter(ItemsCount::new(nodes));
    bencher.bench(|| black_box(&tree).to_value());
}

#[divan::bench(args = [1_000, 100_000])]
fn from_value(bencher: Bencher, nodes: usize) {
    let value = tree(nodes).to_value();
    let bencher = bencher.counter(ItemsCount::new(nodes));
    bencher
        .with_inputs(|| value.clone())
        .bench_values(|value| lisp::eval::types::Expr::from_value(value).unwrap());
}

#[divan::bench(args = [1_000, 100_000])]
fn decode_value(bencher: Bencher, nodes: usize) {
    let bytes = encode(&tree(nodes)).unwrap();
    let bencher = bencher.counter(ItemsCount::new(nodes));
    bencher.bench(|| decode::<Value>(black_box(&bytes)).unwrap());
}

#[divan::bench(args = SIZES)]
fn encode_bytes(bencher: Bencher, size: usize) {
    let data = vec![7_u8; size];
    let bencher = bencher.counter(BytesCount::new(size));
    bencher.bench(|| encode(black_box(&data)).unwrap());
}

#[divan::bench(args = SIZES)]
fn decode_bytes(bencher: Bencher, size: usize) {
    let bytes = encode(&vec![7_u8; size]).unwrap();
    let bencher = bencher.counter(BytesCount::new(size));
    bencher.bench(|| decode::<Vec<u8>>(black_box(&bytes)).unwrap());
}

#[divan::bench(args = SIZES)]
fn encode_s64(bencher: Bencher, size: usize) {
    let data = vec![7_i64; size / 8];
    let bencher = bencher.counter(BytesCount::new(size));
    bencher.bench(|| encode(black_box(&data)).unwrap());
}

#[divan::bench(args = SIZES)]
fn decode_s64(bencher: Bencher, size: usize) {
    let bytes = encode(&vec![7_i64; size / 8]).unwrap();
    let bencher = bencher.counter(BytesCount::new(size));
    bencher.bench(|| decode::<Vec<i64>>(black_box(&bytes)).unwrap());
}
