//! Reading takes memory in proportion to its input, also where the input was made to take more.
// An allocator that counts is the only way to see this from outside.
#![allow(unsafe_code)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use common::types::{Nest, Node};
use packr_core::{Lift, Limits, Value, Version, decode, encode, encode_as};

struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// SAFETY: hands everything to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = NOW.fetch_add(layout.size(), Relaxed) + layout.size();
        PEAK.fetch_max(now, Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(ptr, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The most memory that reading took beyond what was in use before.
fn peak<T: Lift>(bytes: &[u8]) -> usize {
    let before = NOW.load(Relaxed);
    PEAK.store(before, Relaxed);
    drop(decode::<T>(bytes));
    PEAK.load(Relaxed) - before
}

/// A tuple of `count` times the same node.
fn shared(kind: u8, payload: &[u8], count: u32) -> Vec<u8> {
    let mut bytes = b"CGRF\x02\0\0\0\x02\0\0\0\x01\0\0\0".to_vec();
    bytes.extend([kind, 0, 0, 0]);
    bytes.extend((payload.len() as u32).to_le_bytes());
    bytes.extend(payload);
    bytes.extend([0x0B, 0, 0, 0]);
    bytes.extend((4 + 4 * count).to_le_bytes());
    bytes.extend(count.to_le_bytes());
    bytes.resize(bytes.len() + 4 * count as usize, 0);
    bytes
}

fn in_version_3(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes[4] = 3;
    bytes
}

#[test]
fn a_stated_multiple() {
    let lists_of_lists = [vec![0x07; 500], vec![0x06, 0]].concat();
    let wide_tuple = [&[0x0B, 0, 4, 0, 0][..], &[0x06; 1024], &[0]].concat();
    let fields: u32 = 200;
    let mut record = [[0; 4], fields.to_le_bytes()].concat();
    record.resize(record.len() + 4 * fields as usize, 0);
    let mut own_field = record.clone();
    own_field.resize(own_field.len() + 4 * fields as usize, 0);
    let mut inputs = vec![
        shared(0x0A, &lists_of_lists, 20_000),
        shared(0x0A, &lists_of_lists, 100),
        shared(
            0x14,
            &[&lists_of_lists[..501], &[0x06, 0, 0, 0, 0, 1, 0, 0, 0, 0]].concat(),
            100,
        ),
        shared(0x0A, &wide_tuple, 20_000),
        shared(0x0B, &[0; 4], 200_000),
        shared(0x08, &[0; 16], 200_000),
        shared(0x09, &own_field, 2_000),
        shared(0x0C, &[1], 200_000),
        shared(0x06, &[0; 4], 200_000),
        encode(&vec![String::new(); 20_000]).unwrap(),
        encode(&vec![0u8; 200_000]).unwrap(),
        encode(&vec!['x'; 200_000]).unwrap(),
        encode(&Value::tuple(
            (0..20_000).map(|_| Value::none(packr_core::ValueType::U8)),
        ))
        .unwrap(),
    ];
    for kind in [0x16, 0x17] {
        // Maps without entries and sets without elements, whose types are long.
        let types = [&lists_of_lists[..501], &[0x06][..]].concat();
        let types = if kind == 0x16 {
            [types.clone(), types].concat()
        } else {
            types
        };
        let empty = [&types[..], &[0; 4]].concat();
        inputs.extend([100, 20_000].map(|count| in_version_3(shared(kind, &empty, count))));
    }
    let small = BTreeMap::from([(1_u8, 'x')]);
    let limits = Limits::DEFAULT;
    inputs.push(encode_as(&vec![small; 20_000], Version::V3, &limits).unwrap());
    let all: BTreeMap<u32, bool> = (0..50_000).map(|key| (key, true)).collect();
    inputs.push(encode_as(&all, Version::V3, &limits).unwrap());
    let all: BTreeSet<u32> = (0..50_000).collect();
    inputs.push(encode_as(&all, Version::V3, &limits).unwrap());
    // Descriptions that are all different.
    inputs.push(
        encode(&Value::tuple((0..5_000).map(|i| {
            let name = format!("{i}");
            let fields = (0..20).map(|_| ("", Value::U8(1)));
            Value::record(name, fields)
        })))
        .unwrap(),
    );
    inputs.push(
        encode(&Value::tuple((0..2_000).map(|i| {
            let mut ty = packr_core::ValueType::Variant(format!("{i}").into());
            (0..400).for_each(|_| ty = packr_core::ValueType::List(ty.clone().into()));
            Value::none(ty)
        })))
        .unwrap(),
    );
    // Counts without what they count.
    let mut huge = shared(0x0B, &[0; 4], 1);
    let at = huge.len() - 8;
    huge[at..at + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    inputs.push(huge);
    for bytes in inputs {
        let visited = (4 * bytes.len()).max(64 << 10);
        for peak in [
            peak::<Value>(&bytes),
            peak::<Vec<Nest>>(&bytes),
            peak::<Vec<Node>>(&bytes),
            peak::<BTreeMap<u32, bool>>(&bytes),
            peak::<BTreeSet<u32>>(&bytes),
        ] {
            assert!(
                peak <= 64 * visited,
                "{peak} bytes for {} of input",
                bytes.len()
            );
        }
        let factor = peak::<Value>(&bytes) as f64 / bytes.len() as f64;
        println!("{factor:.1} times {} bytes", bytes.len());
    }
}
