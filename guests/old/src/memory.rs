//! Calls by the thousand and large values, for tests that watch the guest's memory.

use crate::state::count;
use alloc::string::String;
use alloc::vec::Vec;
use packr_guest::{export, import, Value};

#[import(module = "$root")]
fn tick(n: u32) -> u32;

#[import(module = "$root")]
fn visit(tree: Value) -> Value;

#[export]
fn spin(n: u32) -> u32 {
    count();
    (0..n).fold(0, |total: u32, i| total.wrapping_add(tick(i)))
}

#[export(name = "spin-tree")]
fn spin_tree(n: u32, tree: Value) -> Value {
    count();
    (0..n).fold(tree, |tree, _| visit(tree))
}

#[export(name = "count-bytes")]
fn count_bytes(bytes: Vec<u8>) -> (u32, u64) {
    count();
    let sum = bytes
        .iter()
        .fold(0, |sum: u64, byte| sum.wrapping_add(u64::from(*byte)));
    (u32::try_from(bytes.len()).unwrap_or(u32::MAX), sum)
}

/// A tree of one leaf below `depth` negations.
#[export(name = "make-tree")]
fn make_tree(depth: u32) -> Value {
    count();
    (0..depth).fold(tree("Leaf", 0, Value::S32(1)), |inner, _| {
        tree("Negated", 2, inner)
    })
}

fn tree(case: &str, tag: usize, payload: Value) -> Value {
    Value::Variant {
        type_name: String::from("Tree"),
        case_name: String::from(case),
        tag,
        payload: Vec::from([payload]),
    }
}

/// `make-bytes` without `#[export]`: as a `Value`, a byte takes 48, and this one is for large answers.
#[export_name = "make-bytes"]
pub extern "C" fn make_bytes(in_ptr: i32, in_len: i32, out_ptr: i32, out_len: i32) -> i32 {
    count();
    // A value that fails is reported as any other export reports it; one that does not is replaced below.
    let mut length = 0;
    let status = packr_guest::__export_impl(in_ptr, in_len, out_ptr, out_len, |input| {
        let only = match input {
            Value::Tuple(mut items) if items.len() == 1 => items.pop(),
            other => Some(other),
        };
        match only {
            Some(Value::U32(n)) => length = n,
            _ => return Err("failed to convert parameter"),
        }
        Ok(Value::Tuple(Vec::new()))
    });
    if status != 0 {
        return status;
    }
    let bytes = encoded_bytes(length);
    #[allow(unsafe_code)]
    // The host gives two slots of four bytes each, and the first answer is in them.
    unsafe {
        let (ptr_slot, len_slot) = (out_ptr as *mut i32, out_len as *mut i32);
        packr_guest::__pack_free(ptr_slot.read_unaligned(), len_slot.read_unaligned());
        len_slot.write_unaligned(bytes.len() as i32);
        ptr_slot.write_unaligned(Vec::leak(bytes).as_mut_ptr() as i32);
    }
    0
}

/// An array node of `length` bytes and nothing else; capacity and length agree, as `__pack_free` needs it.
fn encoded_bytes(length: u32) -> Vec<u8> {
    let payload = length.saturating_add(5);
    let mut out = Vec::with_capacity(29usize.saturating_add(length as usize));
    out.extend_from_slice(b"CGRF\x02\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00");
    out.extend_from_slice(b"\x15\x00\x00\x00");
    out.extend_from_slice(&payload.to_le_bytes());
    out.push(0x0c);
    out.extend_from_slice(&length.to_le_bytes());
    out.extend((0..length).map(|i| i as u8));
    out
}
