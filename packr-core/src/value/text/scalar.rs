//! Values of fixed width, and names, as text.

use core::fmt;

use crate::value::{List, Value, for_each_packed};

/// A value of fixed width without its type, as it stands in a packed list: `1`, `0.5`, `nan`, `'x'`, `0b101`.
pub(crate) fn item(out: &mut dyn fmt::Write, value: &Value) -> fmt::Result {
    match value {
        Value::Bool(v) => write!(out, "{v}"),
        Value::U8(v) => write!(out, "{v}"),
        Value::U16(v) => write!(out, "{v}"),
        Value::U32(v) => write!(out, "{v}"),
        Value::U64(v) => write!(out, "{v}"),
        Value::S8(v) => write!(out, "{v}"),
        Value::S16(v) => write!(out, "{v}"),
        Value::S32(v) => write!(out, "{v}"),
        Value::S64(v) => write!(out, "{v}"),
        Value::F32(v) if v.to_bits() == f32::NAN.to_bits() => out.write_str("nan"),
        Value::F64(v) if v.to_bits() == f64::NAN.to_bits() => out.write_str("nan"),
        Value::F32(v) if v.is_nan() => write!(out, "nan:{:#x}", v.to_bits()),
        Value::F64(v) if v.is_nan() => write!(out, "nan:{:#x}", v.to_bits()),
        Value::F32(v) => write!(out, "{v:?}"),
        Value::F64(v) => write!(out, "{v:?}"),
        Value::Char(v) => write!(out, "{v:?}"),
        Value::Flags(v) => write!(out, "{v:#b}"),
        _ => Ok(()),
    }
}

/// A value of fixed width with its type.
pub(super) fn scalar(out: &mut dyn fmt::Write, value: &Value) -> fmt::Result {
    let wrapped = match value {
        Value::Bool(_) | Value::Char(_) => return item(out, value),
        Value::F32(v) => !v.is_finite(),
        Value::F64(v) => !v.is_finite(),
        Value::Flags(_) => true,
        _ => false,
    };
    if wrapped {
        write!(out, "{}(", value.value_type())?;
        item(out, value)?;
        return out.write_char(')');
    }
    item(out, value)?;
    write!(out, "{}", value.value_type())
}

macro_rules! packed_items {
    ($($kind:ident $elem:ident $width:literal,)*) => {
        /// The packed element at `index`.
        pub(super) fn packed_item(out: &mut dyn fmt::Write, list: &List, index: usize) -> fmt::Result {
            match list {
                $(List::$kind(items) => item(out, &Value::$kind(items[index])),)*
                List::Values { .. } => Ok(()),
            }
        }
    };
}
for_each_packed!(packed_items);

/// Words that begin a value, so that a type of that name is quoted there.
const RESERVED: &[&str] = &[
    "true", "false", "some", "none", "ok", "err", "list", "map", "set", "bool", "u8", "u16", "u32",
    "u64", "s8", "s16", "s32", "s64", "f32", "f64", "char", "flags",
];

/// A name where nothing else could stand: quoted unless it is a plain one.
pub(crate) fn name(out: &mut dyn fmt::Write, name: &str) -> fmt::Result {
    if is_plain(name) {
        return out.write_str(name);
    }
    out.write_char('`')?;
    for letter in name.chars() {
        match letter {
            '`' => out.write_str("\\`")?,
            '\'' | '"' => out.write_char(letter)?,
            _ => write!(out, "{}", letter.escape_debug())?,
        }
    }
    out.write_char('`')
}

/// The name of a type at the beginning of a value; nothing for an empty one.
pub(super) fn head(out: &mut dyn fmt::Write, type_name: &str) -> fmt::Result {
    if RESERVED.contains(&type_name) {
        return write!(out, "`{type_name}`");
    }
    optional(out, type_name)
}

/// A name that is left out when it is empty.
pub(super) fn optional(out: &mut dyn fmt::Write, text: &str) -> fmt::Result {
    if text.is_empty() {
        return Ok(());
    }
    name(out, text)
}

fn is_plain(name: &str) -> bool {
    let starts = |b: u8| b.is_ascii_alphabetic() || b == b'_';
    name.bytes().next().is_some_and(starts)
        && name
            .bytes()
            .all(|b| starts(b) || b.is_ascii_digit() || b == b'-')
}
