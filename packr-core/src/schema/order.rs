//! The order of a map's keys and a set's elements: the one that their Rust types have.

use core::cmp::Ordering;

use crate::value::Value;

/// Compares two values of one type.
///
/// WIT has bools, integers, chars and strings as keys. Packages of version 3 can have any type, in the order that Rust
/// derives for it: what comes first decides, and of two that begin alike the shorter is less.
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
        // No Rust type of an ordered map has floats in it: any order will do that tells them apart.
        (Value::F32(a), Value::F32(b)) => a.total_cmp(b),
        (Value::F64(a), Value::F64(b)) => a.total_cmp(b),
        (Value::Char(a), Value::Char(b)) => a.cmp(b),
        (Value::String(a), Value::String(b)) => a.cmp(b),
        (Value::Flags(a), Value::Flags(b)) => a.cmp(b),
        (Value::List(a), Value::List(b)) => in_turn(a.iter(), b.iter(), |a, b| compare(&a, &b)),
        (Value::Option { value: a, .. }, Value::Option { value: b, .. }) => match (a, b) {
            (Some(a), Some(b)) => compare(a, b),
            (a, b) => a.is_some().cmp(&b.is_some()),
        },
        (Value::Result { value: a, .. }, Value::Result { value: b, .. }) => match (a, b) {
            (Ok(a), Ok(b)) | (Err(a), Err(b)) => compare(a, b),
            (a, b) => a.is_err().cmp(&b.is_err()),
        },
        (Value::Tuple(a), Value::Tuple(b)) => in_turn(a.iter(), b.iter(), compare),
        (Value::Record(a), Value::Record(b)) => {
            in_turn(a.values().iter(), b.values().iter(), compare)
        }
        (Value::Variant(a), Value::Variant(b)) => a
            .tag()
            .cmp(&b.tag())
            .then_with(|| in_turn(a.payloads().iter(), b.payloads().iter(), compare)),
        (Value::Map(a), Value::Map(b)) => {
            let entry = |a: &(Value, Value), b: &(Value, Value)| {
                compare(&a.0, &b.0).then_with(|| compare(&a.1, &b.1))
            };
            in_turn(a.entries().iter(), b.entries().iter(), entry)
        }
        (Value::Set(a), Value::Set(b)) => in_turn(a.items().iter(), b.items().iter(), compare),
        _ => Ordering::Equal,
    }
}

fn in_turn<T>(
    mut a: impl Iterator<Item = T>,
    mut b: impl Iterator<Item = T>,
    compare: impl Fn(T, T) -> Ordering,
) -> Ordering {
    loop {
        match (a.next(), b.next()) {
            (Some(a), Some(b)) => match compare(a, b) {
                Ordering::Equal => {}
                other => return other,
            },
            (a, b) => return a.is_some().cmp(&b.is_some()),
        }
    }
}
