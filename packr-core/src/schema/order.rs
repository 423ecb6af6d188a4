//! The order of a map's keys: the one that their Rust types have.

use core::cmp::Ordering;

use crate::value::Value;

/// Compares two keys of one type. WIT has bools, integers, chars and strings as keys.
pub(super) fn compare(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::U8(a), Value::U8(b)) => a.cmp(b),
        (Value::U16(a), Value::U16(b)) => a.cmp(b),
        (Value::U32(a), Value::U32(b)) => a.cmp(b),
        (Value::U64(a), Value::U64(b)) => a.cmp(b),
        (Value::S8(a), Value::S8(b)) => a.cmp(b),
        (Value::S16(a), Value::S16(b)) => a.cmp(b),
        (Value::S32(a), Value::S32(b)) => a.cmp(b),
        (Value::S64(a), Value::S64(b)) => a.cmp(b),
        (Value::Char(a), Value::Char(b)) => a.cmp(b),
        (Value::String(a), Value::String(b)) => a.cmp(b),
        _ => Ordering::Equal,
    }
}
