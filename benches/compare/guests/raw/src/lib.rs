//! Core functions without any convention: the least that a call can cost. Trees and rows travel as postcard's bytes.
#![no_std]
extern crate alloc;

use alloc::alloc::{Layout, alloc as allocate, dealloc};
use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

#[derive(Serialize, Deserialize)]
enum Sexpr {
    Sym(String),
    Num(i64),
    Str(String),
    Lst(Vec<Sexpr>),
}

#[derive(Serialize, Deserialize)]
struct Row {
    id: u32,
    name: String,
    score: f64,
    active: bool,
}

#[link(wasm_import_module = "host")]
unsafe extern "C" {
    safe fn lookup(key: i32, len: i32) -> i32;
}

#[unsafe(no_mangle)]
extern "C" fn add(a: u32, b: u32) -> u32 {
    a.wrapping_add(b)
}

#[unsafe(no_mangle)]
extern "C" fn buffer(len: usize) -> *mut u8 {
    // SAFETY: the size is not 0.
    unsafe { allocate(layout(len)) }
}

/// # Safety
/// Of `buffer`, with that length.
#[unsafe(no_mangle)]
unsafe extern "C" fn free(at: *mut u8, len: usize) {
    // SAFETY: as above.
    unsafe { dealloc(at, layout(len)) }
}

fn layout(len: usize) -> Layout {
    Layout::from_size_align(len.max(1), 1).expect("a size")
}

/// The bytes stay where the host wrote them, for the host to read.
#[unsafe(no_mangle)]
extern "C" fn echo_bytes(at: *mut u8, len: usize) -> u64 {
    packed(at, len)
}

#[unsafe(no_mangle)]
extern "C" fn echo_numbers(at: *mut u8, len: usize) -> u64 {
    packed(at, len)
}

#[unsafe(no_mangle)]
extern "C" fn echo_tree(at: *mut u8, len: usize) -> u64 {
    through::<Sexpr>(at, len)
}

#[unsafe(no_mangle)]
extern "C" fn echo_rows(at: *mut u8, len: usize) -> u64 {
    through::<Vec<Row>>(at, len)
}

#[unsafe(no_mangle)]
extern "C" fn run_lookups(n: u32, at: i32, len: i32) -> u32 {
    (0..n).map(|_| lookup(at, len) as u32).sum()
}

fn through<T: Serialize + DeserializeOwned>(at: *mut u8, len: usize) -> u64 {
    // SAFETY: the host gives a buffer that it filled.
    let bytes = unsafe { core::slice::from_raw_parts(at, len) };
    let value: T = postcard::from_bytes(bytes).expect("the host's bytes");
    let bytes = postcard::to_allocvec(&value).expect("a value");
    let bytes = bytes.into_boxed_slice();
    let len = bytes.len();
    packed(alloc::boxed::Box::into_raw(bytes).cast(), len)
}

fn packed(at: *mut u8, len: usize) -> u64 {
    (at as u64) << 32 | len as u64
}
