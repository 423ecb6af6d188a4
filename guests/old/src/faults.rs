//! What a guest can do wrong, one way a function.

use crate::state::count;
use alloc::vec::Vec;
use packr_guest::{export, Value};

/// Traps. A panic would not: in `packr-guest` 0.6.2 it loops for ever.
#[export]
#[allow(clippy::unused_unit)]
fn crash() -> () {
    count();
    #[cfg(target_arch = "wasm32")]
    core::arch::wasm32::unreachable();
}

#[export]
#[allow(clippy::unused_unit, clippy::empty_loop)]
fn hang() -> () {
    count();
    loop {
        core::hint::spin_loop();
    }
}

/// `#[export]` has no way to fail on purpose, so this one is written out.
#[export_name = "refuse"]
pub extern "C" fn refuse(in_ptr: i32, in_len: i32, out_ptr: i32, out_len: i32) -> i32 {
    count();
    packr_guest::__export_impl(in_ptr, in_len, out_ptr, out_len, |_| {
        Err("refused by the guest")
    })
}

#[export]
fn lie() -> Value {
    count();
    Value::Record {
        type_name: "Lie".into(),
        fields: Vec::from([("truth".into(), Value::Bool(false))]),
    }
}
