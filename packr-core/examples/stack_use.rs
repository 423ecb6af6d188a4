//! Runs one operation on a value of a given depth, on a stack of 2 MiB: how `Limits::max_depth` was chosen.
//!
//! `OP=decode KIND=record DEPTH=512 cargo run -p packr-core --example stack_use` overflows, or it does not.

#[path = "../tests/common/mod.rs"]
mod common;

use std::hash::{DefaultHasher, Hash};
use std::thread;

use common::deep::nested;
use common::types::{EXPR_TYPE, Expr, NODE_TYPE, Node, WORLD};
use packr_core::{Lift, Limits, Lower, Value, Version, decode_with, encode_as};

fn on_small_stack(test: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().stack_size(2 << 20).spawn(test);
    thread.unwrap().join().unwrap();
}

fn main() {
    let var = |name: &str| std::env::var(name).unwrap();
    let depth: usize = var("DEPTH").parse().unwrap();
    let (kind, op) = (var("KIND"), var("OP"));
    let depth = match &*kind {
        "node" => depth & !1,
        "expr" => depth | 1,
        _ => depth,
    };
    let limits = Limits::default().max_depth(depth + 8);
    let big = thread::Builder::new().stack_size(1 << 30);
    let prepared = big.spawn(move || {
        let value = nested(&kind, depth);
        let bytes = encode_as(&value, Version::V3, &limits).unwrap();
        let copies = [value.clone(), value.clone(), value];
        let node = decode_with::<Node>(&bytes, &limits).ok();
        let expr = decode_with::<Expr>(&bytes, &limits).ok();
        (copies, bytes, node, expr)
    });
    let prepared = prepared.unwrap().join().unwrap();
    on_small_stack(move || {
        let ([value, other, third], bytes, node, expr) = prepared;
        match &*op {
            "decode" => std::mem::forget(decode_with::<Value>(&bytes, &limits).unwrap()),
            "encode" => drop(encode_as(&value, Version::V3, &limits).unwrap()),
            "clone" => std::mem::forget(value.clone()),
            "eq" => assert!(value == other),
            "hash" => value.hash(&mut DefaultHasher::new()),
            "display" => drop(value.to_string()),
            "pretty" => drop(value.pretty().to_string()),
            "drop" => drop(third.clone()),
            "node" => std::mem::forget(decode_with::<Node>(&bytes, &limits).unwrap()),
            "expr" => std::mem::forget(decode_with::<Expr>(&bytes, &limits).unwrap()),
            "node_from" => std::mem::forget(Node::from_value(third.clone()).unwrap()),
            "expr_from" => std::mem::forget(Expr::from_value(third.clone()).unwrap()),
            "node_enc" => drop(encode_as(node.as_ref().unwrap(), Version::V3, &limits).unwrap()),
            "expr_enc" => drop(encode_as(expr.as_ref().unwrap(), Version::V3, &limits).unwrap()),
            "node_to" => std::mem::forget(node.as_ref().unwrap().to_value()),
            "expr_to" => std::mem::forget(expr.as_ref().unwrap().to_value()),
            "conform" => {
                let ty = if node.is_some() { NODE_TYPE } else { EXPR_TYPE };
                std::mem::forget(WORLD.conform(ty, third.clone()).map_err(drop));
            }
            other => panic!("no operation {other}"),
        }
        std::mem::forget((value, other, third, node, expr));
    });
}
