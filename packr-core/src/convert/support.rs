//! What generated conversions call.

use crate::codec::{CodecError, FixedCase, Step, Writer, flags_of};
use crate::convert::{Lift, Lower};
use crate::value::{Case, RecordShape, Value, Variant, same_name};
use alloc::format;
use core::borrow::Borrow;

/// The values of a record's fields in the order of `shape`; see [`Reader::record`](crate::Reader::record).
///
/// # Errors
///
/// When the value is not a record, or a field is unknown, missing or doubled.
pub fn record_values<const N: usize>(
    value: Value,
    shape: &RecordShape,
) -> Result<[Value; N], CodecError> {
    assert_eq!(N, shape.fields.len(), "as many fields as the shape has");
    let record = match value {
        Value::Record(record) => record,
        other => {
            return Err(CodecError::expected(
                format!("record {}", shape.name),
                &other,
            ));
        }
    };
    let mut values = [const { None }; N];
    let names = record.shape().clone();
    for (i, (name, value)) in names.fields.iter().zip(record.into_values()).enumerate() {
        let field = match shape.fields.get(i) {
            Some(expected) if expected == name => Some(i),
            _ => shape.position(name),
        };
        let Some(field) = field else {
            return Err(CodecError::unknown_field(shape, name));
        };
        if values[field].replace(value).is_some() {
            return Err(CodecError::doubled_field(shape, field));
        }
    }
    if let Some(missing) = values.iter().position(Option::is_none) {
        return Err(CodecError::missing_field(shape, missing));
    }
    Ok(values.map(|value| value.expect("no value is missing")))
}

/// Converts the value of the field at `index`.
///
/// # Errors
///
/// When it is not a `T`.
pub fn field_value<T: Lift>(
    value: Value,
    shape: &RecordShape,
    index: usize,
) -> Result<T, CodecError> {
    T::from_value(value).map_err(|error| error.at(Step::Field(shape.fields[index].clone())))
}

/// Writes a case with what it holds.
///
/// # Errors
///
/// When a limit is exceeded, or what it holds can't be written.
// A frame of its own would count against how deep values can be.
#[inline(always)]
pub fn lower_case<T: Lower + ?Sized>(
    w: &mut Writer<'_>,
    payload: &T,
    case: &'static FixedCase,
) -> Result<u32, CodecError> {
    let child = w.payload(payload, case)?;
    w.variant(case, Some(child))
}

/// A case with what it holds.
#[inline(always)]
pub fn case_value<T: Lower + ?Sized>(payload: &T, case: &'static Case) -> Value {
    Value::Variant(Variant::fixed(case, Some(payload.to_value())))
}

/// A case that holds nothing.
pub fn bare_value(case: &'static Case) -> Value {
    Value::Variant(Variant::fixed(case, None))
}

/// The position of a variant's case, below the number of cases, and what it holds; see
/// [`Reader::variant`](crate::Reader::variant).
///
/// # Errors
///
/// When the value is not a variant, there is no such case, its name is another, or it holds more than
/// one value.
pub fn variant_parts(
    value: Value,
    cases: &[FixedCase],
) -> Result<(usize, Option<Value>), CodecError> {
    let variant = match value {
        Value::Variant(variant) => variant,
        other => {
            let name = cases.first().map_or("", |case| &case.type_name);
            let expected = format!("variant {name}");
            return Err(CodecError::expected(expected, &other));
        }
    };
    let tag = case_index(&variant, cases)?;
    let mut held = variant.into_payloads();
    if held.len() > 1 {
        return Err(CodecError::payload(&cases[tag], 1, held.len()));
    }
    Ok((tag, held.pop()))
}

/// The position of a variant's case, which has the name that belongs there, or none.
pub(crate) fn case_index<C: Borrow<Case>>(
    variant: &Variant,
    cases: &[C],
) -> Result<usize, CodecError> {
    let Some(case) = cases.get(variant.tag() as usize).map(C::borrow) else {
        let name = cases.first().map_or("", |case| &case.borrow().type_name);
        return Err(CodecError::unknown_case(name, cases.len(), variant.tag()));
    };
    let name = variant.case_name();
    if !name.is_empty() && !same_name(name, &case.name) {
        return Err(CodecError::case_name(case, name));
    }
    Ok(variant.tag() as usize)
}

/// The position of an enum's case, below the number of cases.
///
/// # Errors
///
/// As [`variant_parts`], and when the case holds something.
pub fn enum_tag(value: Value, cases: &[FixedCase]) -> Result<usize, CodecError> {
    let (tag, payload) = variant_parts(value, cases)?;
    no_payload_value(payload, &cases[tag])?;
    Ok(tag)
}

/// Converts what a case holds.
///
/// # Errors
///
/// When it holds nothing, or no `T`.
pub fn payload_value<T: Lift>(payload: Option<Value>, case: &Case) -> Result<T, CodecError> {
    match payload {
        Some(value) => {
            T::from_value(value).map_err(|error| error.at(Step::Case(case.name.clone())))
        }
        None => Err(CodecError::payload(case, 1, 0)),
    }
}

/// That a case holds nothing.
///
/// # Errors
///
/// When it holds something.
pub fn no_payload_value(payload: Option<Value>, case: &Case) -> Result<(), CodecError> {
    match payload {
        None => Ok(()),
        Some(_) => Err(CodecError::payload(case, 0, 1)),
    }
}

/// The bits of flags; `mask` has the bits that the type has.
///
/// # Errors
///
/// When the value is no flags, or has other bits.
pub fn flags_value(value: Value, mask: u64) -> Result<u64, CodecError> {
    match value {
        Value::Flags(bits) => flags_of(bits, mask),
        other => Err(CodecError::expected("flags", &other)),
    }
}
