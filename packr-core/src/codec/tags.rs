//! Type tags as bytes.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::cursor::Cursor;
use super::error::{CodecError, CodecErrorKind, Limit};
use super::{Rules, Version, kind};
use crate::value::{MapType, Name, ResultType, ValueType};

/// How many bytes a type tag takes; `None` when it nests more than `max` types, itself counted.
pub(super) fn len(ty: &ValueType, max: usize, version: Version) -> Option<usize> {
    let mut max = max.checked_sub(1)?;
    let mut sum = 1;
    let two = match ty {
        ValueType::List(inner) | ValueType::Option(inner) | ValueType::Set(inner) => {
            return Some(1 + len(inner, max, version)?);
        }
        ValueType::Tuple(items) => {
            sum += 4;
            for item in items.iter() {
                sum += len(item, max, version)?;
            }
            return Some(sum);
        }
        ValueType::Record(name) | ValueType::Variant(name) => return Some(5 + name.len()),
        ValueType::Result(types) => [&types.ok, &types.err],
        ValueType::Map(types) => {
            // A list of pairs: the tuple's tag and its count.
            if version == Version::V2 {
                max = max.checked_sub(1)?;
                sum += 5;
            }
            [&types.key, &types.value]
        }
        _ => return Some(1),
    };
    for ty in two {
        sum += len(ty, max, version)?;
    }
    Some(sum)
}

/// The byte of a type tag, without what follows it.
pub(super) const fn byte(ty: &ValueType, version: Version) -> u8 {
    match ty {
        ValueType::Bool => kind::BOOL,
        ValueType::U8 => kind::U8,
        ValueType::U16 => kind::U16,
        ValueType::U32 => kind::U32,
        ValueType::U64 => kind::U64,
        ValueType::S8 => kind::S8,
        ValueType::S16 => kind::S16,
        ValueType::S32 => kind::S32,
        ValueType::S64 => kind::S64,
        ValueType::F32 => kind::F32,
        ValueType::F64 => kind::F64,
        ValueType::Char => kind::CHAR,
        ValueType::String => kind::STRING,
        ValueType::Flags => kind::FLAGS,
        ValueType::List(_) => kind::LIST,
        ValueType::Option(_) => kind::OPTION,
        ValueType::Result(_) => kind::RESULT,
        ValueType::Tuple(_) => kind::TUPLE,
        ValueType::Record(_) => kind::RECORD,
        ValueType::Variant(_) => kind::VARIANT,
        ValueType::Map(_) | ValueType::Set(_) if matches!(version, Version::V2) => kind::LIST,
        ValueType::Map(_) => kind::MAP,
        ValueType::Set(_) => kind::SET,
    }
}

/// The tag of a type of which one byte says all.
pub(crate) const fn plain(ty: &ValueType) -> Option<u8> {
    let tag = byte(ty, Version::V2);
    if is_plain(tag) { Some(tag) } else { None }
}

/// Whether a tag is all of the type's.
#[inline]
pub(super) const fn is_plain(tag: u8) -> bool {
    matches!(tag, kind::BOOL..=kind::STRING | kind::U8..=kind::FLAGS)
}

/// The type that a [plain](is_plain) byte says.
fn simple(tag: u8) -> ValueType {
    match tag {
        kind::BOOL => ValueType::Bool,
        kind::U8 => ValueType::U8,
        kind::U16 => ValueType::U16,
        kind::U32 => ValueType::U32,
        kind::U64 => ValueType::U64,
        kind::S8 => ValueType::S8,
        kind::S16 => ValueType::S16,
        kind::S32 => ValueType::S32,
        kind::S64 => ValueType::S64,
        kind::F32 => ValueType::F32,
        kind::F64 => ValueType::F64,
        kind::CHAR => ValueType::Char,
        kind::STRING => ValueType::String,
        _ => ValueType::Flags,
    }
}

/// What to do with the type tags that are read: keep them, or only check them.
trait Visit: Sized {
    fn simple(tag: u8) -> Self;
    fn named(tag: u8, name: &str) -> Self;
    fn inside(tag: u8, inner: Self) -> Self;
    fn two(tag: u8, first: Self, second: Self) -> Self;
    fn tuple(
        count: usize,
        next: impl FnMut() -> Result<Self, CodecError>,
    ) -> Result<Self, CodecError>;
}

/// How many types there are, itself counted.
struct Checked(usize);

impl Visit for Checked {
    fn simple(_: u8) -> Self {
        Checked(1)
    }

    fn named(_: u8, _: &str) -> Self {
        Checked(1)
    }

    fn inside(_: u8, inner: Self) -> Self {
        Checked(1 + inner.0)
    }

    fn two(_: u8, first: Self, second: Self) -> Self {
        Checked(1 + first.0 + second.0)
    }

    fn tuple(
        count: usize,
        mut next: impl FnMut() -> Result<Self, CodecError>,
    ) -> Result<Self, CodecError> {
        let mut sum = 1;
        for _ in 0..count {
            sum += next()?.0;
        }
        Ok(Checked(sum))
    }
}

impl Visit for ValueType {
    fn simple(tag: u8) -> Self {
        simple(tag)
    }

    fn named(tag: u8, name: &str) -> Self {
        let name = Name::Owned(name.to_string());
        match tag {
            kind::RECORD => ValueType::Record(name),
            _ => ValueType::Variant(name),
        }
    }

    fn inside(tag: u8, inner: Self) -> Self {
        match tag {
            kind::LIST => ValueType::List(inner.into()),
            kind::SET => ValueType::Set(inner.into()),
            _ => ValueType::Option(inner.into()),
        }
    }

    fn two(tag: u8, first: Self, second: Self) -> Self {
        match tag {
            kind::MAP => {
                let (key, value) = (first, second);
                ValueType::Map(MapType { key, value }.into())
            }
            _ => {
                let (ok, err) = (first, second);
                ValueType::Result(ResultType { ok, err }.into())
            }
        }
    }

    fn tuple(
        count: usize,
        mut next: impl FnMut() -> Result<Self, CodecError>,
    ) -> Result<Self, CodecError> {
        let mut items = Vec::with_capacity(count);
        for _ in 0..count {
            items.push(next()?);
        }
        Ok(ValueType::Tuple(items.into()))
    }
}

fn visit<V: Visit>(cursor: &mut Cursor<'_>, depth: usize, rules: Rules) -> Result<V, CodecError> {
    let at = cursor.offset();
    let max = rules.max_type_depth();
    if depth >= max {
        return Err(CodecError::limit(Limit::Depth { max }).at_offset(at));
    }
    let tag = cursor.u8("a type tag")?;
    if is_plain(tag) {
        return Ok(V::simple(tag));
    }
    if matches!(tag, kind::MAP | kind::SET) && !rules.has(tag) {
        return Err(rules.no_such_kind(tag).at_offset(at));
    }
    match tag {
        kind::LIST | kind::OPTION | kind::SET => {
            Ok(V::inside(tag, visit(cursor, depth + 1, rules)?))
        }
        kind::RESULT | kind::MAP => {
            let first = visit(cursor, depth + 1, rules)?;
            Ok(V::two(tag, first, visit(cursor, depth + 1, rules)?))
        }
        kind::TUPLE => {
            let count = cursor.count("the types of a tuple", 1)?;
            V::tuple(count, || visit(cursor, depth + 1, rules))
        }
        kind::RECORD | kind::VARIANT => Ok(V::named(tag, cursor.text("a type's name")?)),
        found => Err(CodecError::new(CodecErrorKind::UnknownTypeTag { found }).at_offset(at)),
    }
}

/// Reads a type tag that was [skipped](skip) before: else the counts of tuples inside each other could reserve far more than there is.
pub(super) fn read(cursor: &mut Cursor<'_>, rules: Rules) -> Result<ValueType, CodecError> {
    visit(cursor, 0, rules)
}

/// Checks a type tag and keeps nothing: how many types it has.
pub(super) fn skip(cursor: &mut Cursor<'_>, rules: Rules) -> Result<usize, CodecError> {
    visit::<Checked>(cursor, 0, rules).map(|all| all.0)
}
