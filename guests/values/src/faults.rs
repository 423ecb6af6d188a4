//! What a guest can do wrong and `export!` does not: exports written by hand, as the calling convention has them.
#![allow(unsafe_code)]

use packr_guest::Value;

use crate::state::count;

/// Hands a block to the host, which frees it.
///
/// # Safety
///
/// Both slots can be written to.
unsafe fn hand_over(bytes: &[u8], out_ptr: *mut *mut u8, out_len: *mut usize) {
    let block = packr_guest::__private::pack_alloc(bytes.len() as i32);
    // SAFETY: the block has as many bytes; the caller speaks for the slots.
    unsafe {
        block.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
        out_ptr.write_unaligned(block);
        out_len.write_unaligned(bytes.len());
    }
}

/// Fails on purpose, with a message.
#[unsafe(export_name = "refuse")]
extern "C" fn refuse(_: usize, _: usize, out_ptr: *mut *mut u8, out_len: *mut usize) -> i32 {
    count();
    // SAFETY: the host calls this with the addresses of two slots.
    unsafe { hand_over(b"refused by the guest", out_ptr, out_len) };
    -1
}

/// Answers with a value of another type than the world says.
#[unsafe(export_name = "lie")]
extern "C" fn lie(_: usize, _: usize, out_ptr: *mut *mut u8, out_len: *mut usize) -> i32 {
    count();
    let answer = packr_guest::encode(&Value::record("Lie", [("truth", Value::Bool(false))]));
    // SAFETY: the host calls this with the addresses of two slots.
    unsafe { hand_over(&answer.unwrap_or_default(), out_ptr, out_len) };
    0
}
