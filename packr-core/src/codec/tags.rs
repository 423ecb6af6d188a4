//! Type tags as bytes.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::cursor::Cursor;
use super::error::{CodecError, CodecErrorKind, Limit};
use super::kind;
use crate::value::{Name, ResultType, ValueType};

/// How many bytes a type tag takes.
pub(super) fn len(ty: &ValueType) -> usize {
    match ty {
        ValueType::List(elem) => 1 + len(elem),
        ValueType::Option(inner) => 1 + len(inner),
        ValueType::Result(types) => 1 + len(&types.ok) + len(&types.err),
        ValueType::Tuple(items) => 5 + items.iter().map(len).sum::<usize>(),
        ValueType::Record(name) | ValueType::Variant(name) => 5 + name.len(),
        ValueType::Map(types) => 6 + len(&types.key) + len(&types.value),
        ValueType::Set(elem) => 1 + len(elem),
        _ => 1,
    }
}

/// How many types a type tag nests, itself counted; stops counting behind `max`.
pub(super) fn too_deep(ty: &ValueType, max: usize) -> bool {
    let Some(max) = max.checked_sub(1) else {
        return true;
    };
    match ty {
        ValueType::List(elem) => too_deep(elem, max),
        ValueType::Option(inner) => too_deep(inner, max),
        ValueType::Result(types) => too_deep(&types.ok, max) || too_deep(&types.err, max),
        ValueType::Tuple(items) => items.iter().any(|item| too_deep(item, max)),
        ValueType::Map(types) => too_deep(&types.key, max) || too_deep(&types.value, max),
        ValueType::Set(elem) => too_deep(elem, max),
        _ => false,
    }
}

/// The byte of a type tag, without what follows it.
pub(super) const fn byte(ty: &ValueType) -> u8 {
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
        ValueType::List(_) | ValueType::Map(_) | ValueType::Set(_) => kind::LIST,
        ValueType::Option(_) => kind::OPTION,
        ValueType::Result(_) => kind::RESULT,
        ValueType::Tuple(_) => kind::TUPLE,
        ValueType::Record(_) => kind::RECORD,
        ValueType::Variant(_) => kind::VARIANT,
    }
}

/// The type that a byte alone says.
fn simple(tag: u8) -> Option<ValueType> {
    Some(match tag {
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
        kind::FLAGS => ValueType::Flags,
        _ => return None,
    })
}

/// What to do with the type tags that are read: keep them, or only check them.
trait Visit: Sized {
    fn simple(ty: ValueType) -> Self;
    fn named(tag: u8, name: &str) -> Self;
    fn inside(tag: u8, inner: Self) -> Self;
    fn result(ok: Self, err: Self) -> Self;
    fn tuple(
        count: usize,
        next: impl FnMut() -> Result<Self, CodecError>,
    ) -> Result<Self, CodecError>;
}

struct Checked;

impl Visit for Checked {
    fn simple(_: ValueType) -> Self {
        Checked
    }

    fn named(_: u8, _: &str) -> Self {
        Checked
    }

    fn inside(_: u8, _: Self) -> Self {
        Checked
    }

    fn result(_: Self, _: Self) -> Self {
        Checked
    }

    fn tuple(
        count: usize,
        mut next: impl FnMut() -> Result<Self, CodecError>,
    ) -> Result<Self, CodecError> {
        (0..count).try_for_each(|_| next().map(drop))?;
        Ok(Checked)
    }
}

impl Visit for ValueType {
    fn simple(ty: ValueType) -> Self {
        ty
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
            _ => ValueType::Option(inner.into()),
        }
    }

    fn result(ok: Self, err: Self) -> Self {
        ValueType::Result(ResultType { ok, err }.into())
    }

    fn tuple(
        count: usize,
        mut next: impl FnMut() -> Result<Self, CodecError>,
    ) -> Result<Self, CodecError> {
        let items: Result<Vec<Self>, CodecError> = (0..count).map(|_| next()).collect();
        Ok(ValueType::Tuple(items?.into()))
    }
}

fn visit<V: Visit>(cursor: &mut Cursor<'_>, depth: usize, max: usize) -> Result<V, CodecError> {
    let at = cursor.offset();
    if depth >= max {
        return Err(CodecError::limit(Limit::Depth { max }).at_offset(at));
    }
    let tag = cursor.u8("a type tag")?;
    if let Some(ty) = simple(tag) {
        return Ok(V::simple(ty));
    }
    match tag {
        kind::LIST | kind::OPTION => Ok(V::inside(tag, visit(cursor, depth + 1, max)?)),
        kind::RESULT => {
            let ok = visit(cursor, depth + 1, max)?;
            Ok(V::result(ok, visit(cursor, depth + 1, max)?))
        }
        kind::TUPLE => {
            let count = cursor.count("the types of a tuple", 1)?;
            V::tuple(count, || visit(cursor, depth + 1, max))
        }
        kind::RECORD | kind::VARIANT => Ok(V::named(tag, cursor.text("a type's name")?)),
        found => Err(CodecError::new(CodecErrorKind::UnknownTypeTag { found }).at_offset(at)),
    }
}

/// Reads a type tag that nests at most `max` types.
pub(super) fn read(cursor: &mut Cursor<'_>, max: usize) -> Result<ValueType, CodecError> {
    visit(cursor, 0, max)
}

/// Checks a type tag as [`read`] does, and keeps nothing.
pub(super) fn skip(cursor: &mut Cursor<'_>, max: usize) -> Result<(), CodecError> {
    visit::<Checked>(cursor, 0, max).map(drop)
}
