//! The order of a map's keys and a set's elements: the one that their Rust types have.

use core::cmp::Ordering;

use crate::value::{List, Value};

/// Compares two values, which are of one type where that is known.
///
/// WIT has bools, integers, chars and strings as keys. Packages of version 3 can have any type, in the order that Rust
/// derives for it: what comes first decides, and of two that begin alike the shorter is less. Values that their type says
/// nothing about have some order too, or else sorting them would have no end that is right.
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
        (
            Value::List(List::Values { items: a, .. }),
            Value::List(List::Values { items: b, .. }),
        ) => in_turn(a.iter(), b.iter(), compare),
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
            let names = || in_turn(a.iter(), b.iter(), |(a, _), (b, _)| a.cmp(b));
            in_turn(a.values().iter(), b.values().iter(), compare).then_with(names)
        }
        (Value::Variant(a), Value::Variant(b)) => a
            .tag()
            .cmp(&b.tag())
            .then_with(|| in_turn(a.payloads().iter(), b.payloads().iter(), compare))
            .then_with(|| a.case_name().cmp(b.case_name())),
        (Value::Map(a), Value::Map(b)) => {
            let entry = |a: &(Value, Value), b: &(Value, Value)| {
                compare(&a.0, &b.0).then_with(|| compare(&a.1, &b.1))
            };
            in_turn(a.entries().iter(), b.entries().iter(), entry)
        }
        (Value::Set(a), Value::Set(b)) => in_turn(a.items().iter(), b.items().iter(), compare),
        _ => rank(a).cmp(&rank(b)),
    }
}

/// Tells values of different kinds apart.
fn rank(value: &Value) -> u8 {
    match value {
        Value::Bool(_) => 0,
        Value::U8(_) => 1,
        Value::U16(_) => 2,
        Value::U32(_) => 3,
        Value::U64(_) => 4,
        Value::S8(_) => 5,
        Value::S16(_) => 6,
        Value::S32(_) => 7,
        Value::S64(_) => 8,
        Value::F32(_) => 9,
        Value::F64(_) => 10,
        Value::Char(_) => 11,
        Value::String(_) => 12,
        Value::Flags(_) => 13,
        Value::List(_) => 14,
        Value::Option { .. } => 15,
        Value::Result { .. } => 16,
        Value::Tuple(_) => 17,
        Value::Record(_) => 18,
        Value::Variant(_) => 19,
        Value::Map(_) => 20,
        Value::Set(_) => 21,
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
