//! Values of fixed width, read from their words.

use core::str::FromStr;

use crate::value::{Value, ValueType};

/// The type of fixed width of that name.
pub(super) fn fixed(word: &str) -> Option<ValueType> {
    use ValueType::*;
    let all = [
        Bool, U8, U16, U32, U64, S8, S16, S32, S64, F32, F64, Char, Flags,
    ];
    let names = [
        "bool", "u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "f32", "f64", "char", "flags",
    ];
    let index = names.iter().position(|name| *name == word)?;
    all.into_iter().nth(index)
}

/// Splits the type off a number.
pub(super) fn suffixed(text: &str) -> Option<(&str, ValueType)> {
    let at = text.rfind(['u', 's', 'f'])?;
    let ty = fixed(&text[at..])?;
    (ty != ValueType::Bool && ty != ValueType::Char && ty != ValueType::Flags)
        .then_some((&text[..at], ty))
}

/// A number, `true` or `inf` as a value of that type.
pub(super) fn read(text: &str, ty: &ValueType) -> Option<Value> {
    fn int<T: FromStr>(text: &str) -> Option<T> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        digits
            .bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| text.parse().ok())?
    }
    Some(match ty {
        ValueType::Bool => Value::Bool(text.parse().ok()?),
        ValueType::U8 => Value::U8(int(text)?),
        ValueType::U16 => Value::U16(int(text)?),
        ValueType::U32 => Value::U32(int(text)?),
        ValueType::U64 => Value::U64(int(text)?),
        ValueType::S8 => Value::S8(int(text)?),
        ValueType::S16 => Value::S16(int(text)?),
        ValueType::S32 => Value::S32(int(text)?),
        ValueType::S64 => Value::S64(int(text)?),
        ValueType::F32 => match text {
            "inf" | "-inf" => Value::F32(text.parse().ok()?),
            "nan" => Value::F32(f32::NAN),
            _ => Value::F32(
                decimal(text)?
                    .parse()
                    .ok()
                    .filter(|v: &f32| v.is_finite())?,
            ),
        },
        ValueType::F64 => match text {
            "inf" | "-inf" => Value::F64(text.parse().ok()?),
            "nan" => Value::F64(f64::NAN),
            _ => Value::F64(
                decimal(text)?
                    .parse()
                    .ok()
                    .filter(|v: &f64| v.is_finite())?,
            ),
        },
        ValueType::Flags => {
            let digits = text.strip_prefix("0b")?;
            let binary = digits.bytes().all(|b| matches!(b, b'0' | b'1'));
            Value::Flags(u64::from_str_radix(digits, 2).ok().filter(|_| binary)?)
        }
        _ => return None,
    })
}

/// What `Display` of a float writes: digits on both sides of the point, if there is one.
fn decimal(text: &str) -> Option<&str> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = digits.split_once('e').unwrap_or((digits, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let all = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (all(whole) && all(fraction) && all(exponent)).then_some(text)
}

/// A NaN of that type with these bits, written `0x…`.
pub(super) fn nan(text: &str, ty: &ValueType) -> Option<Value> {
    let digits = text.strip_prefix("0x")?;
    let hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
    let bits = u64::from_str_radix(digits, 16).ok().filter(|_| hex)?;
    match ty {
        ValueType::F32 => {
            let float = f32::from_bits(bits.try_into().ok()?);
            float.is_nan().then_some(Value::F32(float))
        }
        ValueType::F64 => f64::from_bits(bits)
            .is_nan()
            .then(|| Value::F64(f64::from_bits(bits))),
        _ => None,
    }
}
