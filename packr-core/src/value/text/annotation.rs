//! Types that are written beside values, where the value does not say them.

use core::fmt;

use super::scalar;
use crate::value::{Value, ValueType};

/// A type in the text form: unlike [`ValueType`]'s own `Display`, it tells records from variants.
pub(super) fn ty(out: &mut dyn fmt::Write, of: &ValueType) -> fmt::Result {
    let (word, first, second) = match of {
        ValueType::List(elem) => ("list<", &**elem, None),
        ValueType::Option(inner) => ("option<", &**inner, None),
        ValueType::Set(elem) => ("set<", &**elem, None),
        ValueType::Result(types) => ("result<", &types.ok, Some(&types.err)),
        ValueType::Map(types) => ("map<", &types.key, Some(&types.value)),
        ValueType::Tuple(items) => {
            out.write_str("tuple<")?;
            for (i, item) in items.iter().enumerate() {
                out.write_str(if i > 0 { ", " } else { "" })?;
                ty(out, item)?;
            }
            return out.write_char('>');
        }
        ValueType::Record(name) => {
            out.write_str("record ")?;
            return scalar::name(out, name);
        }
        ValueType::Variant(name) => {
            out.write_str("variant ")?;
            return scalar::name(out, name);
        }
        plain => return write!(out, "{plain}"),
    };
    out.write_str(word)?;
    ty(out, first)?;
    if let Some(second) = second {
        out.write_str(", ")?;
        ty(out, second)?;
    }
    out.write_char('>')
}

/// Whether that is the value's own type: [`Value::value_type`] compared, but not built.
pub(super) fn says(value: &Value, ty: &ValueType) -> bool {
    match (value, ty) {
        (Value::List(list), ValueType::List(elem)) => list.elem_type() == *elem,
        (Value::Option { inner_type, .. }, ValueType::Option(inner)) => inner_type == inner,
        (Value::Result { types, .. }, ValueType::Result(written)) => types == written,
        (Value::Tuple(items), ValueType::Tuple(types)) => {
            items.len() == types.len() && items.iter().zip(types.iter()).all(|(v, t)| says(v, t))
        }
        (Value::Record(record), ValueType::Record(name)) => record.type_name() == name,
        (Value::Variant(variant), ValueType::Variant(name)) => variant.type_name() == name,
        (Value::Map(map), ValueType::Map(types)) => map.types() == types,
        (Value::Set(set), ValueType::Set(elem)) => set.elem_type() == elem,
        (Value::Tuple(_) | Value::Record(_) | Value::Variant(_), _) => false,
        _ => value.value_type() == *ty,
    }
}

/// `<T>`, where the value does not say it.
pub(super) fn one(out: &mut dyn fmt::Write, value: Option<&Value>, of: &ValueType) -> fmt::Result {
    if value.is_some_and(|value| says(value, of)) {
        return Ok(());
    }
    out.write_char('<')?;
    ty(out, of)?;
    out.write_char('>')
}

/// `<A, B>`, with `_` for what the values say.
pub(super) fn two(
    out: &mut dyn fmt::Write,
    types: [&ValueType; 2],
    said: [bool; 2],
) -> fmt::Result {
    out.write_char('<')?;
    for i in 0..2 {
        out.write_str(if i > 0 { ", " } else { "" })?;
        match said[i] {
            true => out.write_char('_')?,
            false => ty(out, types[i])?,
        }
    }
    out.write_char('>')
}
