//! Memory that changes hands between guest and host.
#![allow(
    unsafe_code,
    reason = "blocks are passed as pointer and length, and freed by the other side"
)]

use alloc::alloc::{Layout, alloc_zeroed, dealloc};
use alloc::boxed::Box;
use core::ptr;

use crate::kept::{Buffer, OUTPUT};

/// The layout of every block: that of a boxed slice of bytes, which results are.
fn layout(len: usize) -> Option<Layout> {
    Layout::array::<u8>(len)
        .ok()
        .filter(|layout| layout.size() > 0)
}

/// A block of that many zeros; null if there is none.
pub(crate) fn allocate(len: usize) -> *mut u8 {
    match layout(len) {
        // SAFETY: the layout's size is not 0.
        Some(layout) => unsafe { alloc_zeroed(layout) },
        None => ptr::null_mut(),
    }
}

/// Frees a block, if there is one.
///
/// # Safety
///
/// `ptr` is null, or comes from [`allocate`] or [`hand_over`] with the same `len`, and nothing uses it any more.
pub(crate) unsafe fn free(ptr: *mut u8, len: usize) {
    if let (false, Some(layout)) = (ptr.is_null(), layout(len)) {
        // SAFETY: the caller says where it comes from; both use this layout.
        unsafe { dealloc(ptr, layout) }
    }
}

/// The bytes at a pointer.
///
/// # Safety
///
/// There are `len` readable bytes at `ptr`, which nobody writes or frees during `'a`; or `len` is 0.
pub(crate) unsafe fn bytes<'a>(ptr: *const u8, len: usize) -> &'a [u8] {
    if ptr.is_null() || len == 0 {
        return &[];
    }
    // SAFETY: the caller says so.
    unsafe { core::slice::from_raw_parts(ptr, len) }
}

/// Whether outputs stay in [`OUTPUT`], as `__pack_keeps_outputs` tells the host. Elsewhere threads could share it.
pub(crate) const KEEPS: bool = cfg!(target_family = "wasm");

/// Hands the first `len` bytes of a buffer to the host.
///
/// # Safety
///
/// `out_ptr` and `out_len` can be written to.
pub(crate) unsafe fn hand_over(
    mut buffer: Buffer,
    len: usize,
    out_ptr: *mut *mut u8,
    out_len: *mut usize,
) {
    let ptr = if KEEPS {
        OUTPUT.put(buffer)
    } else {
        buffer.truncate(len);
        // A boxed slice has the layout of its length, as `free` needs it.
        Box::leak(buffer.into_boxed_slice()).as_mut_ptr()
    };
    // SAFETY: the caller says that both can be written to; nobody says that they are aligned.
    unsafe {
        out_ptr.write_unaligned(ptr);
        out_len.write_unaligned(len);
    }
}

/// Tells the host where static data is. The status is 0.
///
/// # Safety
///
/// Both slots can be written to.
pub unsafe fn point_at(data: &'static [u8], ptr: *mut *const u8, len: *mut usize) -> i32 {
    // SAFETY: the caller says so; nobody says that they are aligned.
    unsafe {
        ptr.write_unaligned(data.as_ptr());
        len.write_unaligned(data.len());
    }
    0
}

/// For the host: a block of its own in this guest's memory; 0 if there is no memory left, or `size` is not above 0.
#[cfg_attr(target_family = "wasm", unsafe(export_name = "__pack_alloc"))]
pub extern "C" fn pack_alloc(size: i32) -> *mut u8 {
    usize::try_from(size).map_or(ptr::null_mut(), allocate)
}

/// For the host: that an export's output stays the guest's, and is there until the next call. It need not be called.
#[cfg(target_family = "wasm")]
#[unsafe(export_name = "__pack_keeps_outputs")]
pub extern "C" fn pack_keeps_outputs() {}

/// For the host: frees a block of [`pack_alloc`]. For hosts that know of no outputs that stay: those it leaves alone.
///
/// # Safety
///
/// As for `free` of C: the block is one of [`pack_alloc`], or null, `len` is its length, and nothing uses it any more.
#[cfg_attr(target_family = "wasm", unsafe(export_name = "__pack_free"))]
pub unsafe extern "C" fn pack_free(ptr: *mut u8, len: usize) {
    if KEEPS && OUTPUT.is_at(ptr) {
        return;
    }
    // SAFETY: the calling convention is what the caller of this keeps to.
    unsafe { free(ptr, len) }
}
