//! The error of reading, writing and converting values.

#[cfg(any(test, target_family = "wasm"))]
#[cfg_attr(
    not(target_family = "wasm"),
    allow(
        unreachable_pub,
        reason = "public in WebAssembly, and only tested elsewhere"
    )
)]
mod lean;
#[cfg(not(target_family = "wasm"))]
mod whole;

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use core::fmt;

#[cfg(target_family = "wasm")]
pub use lean::CodecError;
#[cfg(not(target_family = "wasm"))]
pub use whole::CodecError;

use super::Version;
use crate::value::{Case, RecordShape, Value};

/// The kinds of [`CodecError`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CodecErrorKind {
    /// The input ends, or the payload of a node, inside something.
    Truncated {
        /// What was being read.
        what: &'static str,
        /// How many bytes it takes.
        needed: usize,
        /// How many bytes are left.
        left: usize,
    },
    /// Bytes that belong to nothing, after the last node or at the end of a node's payload.
    TrailingBytes {
        /// After what.
        what: &'static str,
        /// How many.
        count: usize,
    },
    /// The input does not start with `CGRF`.
    BadMagic,
    /// The input is of a version of the format that packr does not know.
    UnsupportedVersion {
        /// The version of the input.
        found: u16,
    },
    /// The input is of another version of the format than the package that it comes from or goes to.
    OtherVersion {
        /// The version that it should have.
        expected: Version,
        /// The version that it has.
        found: Version,
    },
    /// A map or a set, or the type tag of one, in a message of version 2.
    NotInVersion2 {
        /// Which.
        what: &'static str,
    },
    /// A byte that is no kind of node.
    UnknownNodeKind {
        /// The byte.
        found: u8,
    },
    /// A byte that is no type tag.
    UnknownTypeTag {
        /// The byte.
        found: u8,
    },
    /// The index of a node that is not there.
    NodeOutOfRange {
        /// The index.
        index: u32,
        /// How many nodes there are.
        count: u32,
    },
    /// A node that contains itself.
    Cycle {
        /// The index of one of the nodes on the cycle.
        node: u32,
    },
    /// Something that the format rules out, like a bool that is 2.
    Malformed(Malformed),
    /// One of the [`Limits`](super::Limits).
    Limit(Limit),
    /// A value of another type.
    Mismatch {
        /// The type expected.
        expected: Cow<'static, str>,
        /// What was there.
        found: String,
    },
    /// Another number of items than the type has.
    WrongCount {
        /// Of what.
        what: &'static str,
        /// How many there should be.
        expected: usize,
        /// How many there were.
        found: usize,
    },
    /// A field that the record does not have.
    UnknownField {
        /// The record's type.
        record: String,
        /// The field.
        field: String,
        /// The fields that it has.
        fields: String,
    },
    /// A field that is missing.
    MissingField {
        /// The record's type.
        record: String,
        /// The field.
        field: String,
    },
    /// A field that is there twice.
    DoubledField {
        /// The record's type.
        record: String,
        /// The field.
        field: String,
    },
    /// A tag that the variant or enum does not have.
    UnknownCase {
        /// The variant's type.
        variant: String,
        /// The tag.
        tag: u32,
        /// How many cases there are.
        count: usize,
    },
    /// The name of a case that does not belong to its tag.
    WrongCaseName {
        /// The variant's type.
        variant: String,
        /// The tag.
        tag: u32,
        /// The name of the case with that tag.
        expected: String,
        /// The name that was there.
        found: String,
    },
    /// A case that holds another number of values than it should.
    WrongPayload {
        /// The variant's type.
        variant: String,
        /// The case.
        case: String,
        /// How many values the case holds, 0 or 1.
        expected: usize,
        /// How many there were.
        found: usize,
    },
    /// Bits of flags that the type does not have.
    UnknownFlags {
        /// The bits that the type does not have.
        unknown: u64,
        /// How many flags it has.
        count: u32,
    },
    /// A key that a map has twice.
    DoubledKey {
        /// The key.
        key: String,
    },
    /// An element that a set has twice.
    DoubledElement {
        /// The element.
        element: String,
    },
    /// A list whose written element type is packed, but whose elements are of another type.
    MixedList {
        /// The element type.
        elem_type: String,
    },
    /// A type description that refers to a type that is not there, or only to itself.
    BadSchema {
        /// The index of the type.
        index: u32,
    },
    /// Whatever a hand-written conversion has to say.
    Other(Cow<'static, str>),
}

/// What the format rules out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Malformed {
    /// A bool that is neither 0 nor 1.
    Bool {
        /// The byte.
        found: u8,
    },
    /// A char that is no Unicode scalar value.
    Char {
        /// The number.
        found: u32,
    },
    /// Text that is not UTF-8.
    Text,
    /// The byte that says whether an option has a value is neither 0 nor 1.
    OptionPresence {
        /// The byte.
        found: u8,
    },
    /// The tag of a result is neither 0 nor 1.
    ResultTag {
        /// The tag.
        found: u32,
    },
    /// The byte that says that a result has a payload is not 1.
    ResultPresence {
        /// The byte.
        found: u8,
    },
    /// A list of nodes, read or to be written, where the elements are of a type whose lists are packed.
    UnpackedList,
    /// A packed list of a type whose lists are not packed.
    PackedElement {
        /// The type's tag.
        found: u8,
    },
}

/// The limits that can be exceeded; fields of [`Limits`](super::Limits).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// `max_bytes`.
    Bytes {
        /// The limit.
        max: usize,
        /// The bytes of the message, as far as known.
        found: usize,
    },
    /// `max_nodes`.
    Nodes {
        /// The limit.
        max: usize,
        /// The nodes of the message, as far as known.
        found: usize,
    },
    /// `max_nodes`, of the types that values have written down.
    Types {
        /// How many there may be.
        max: usize,
    },
    /// `max_depth`.
    Depth {
        /// The limit.
        max: usize,
    },
    /// `max_unfold`.
    Unfold {
        /// The bytes that could be visited.
        max: usize,
    },
    /// `max_large`.
    Large {
        /// The limit.
        max: usize,
    },
}

impl CodecErrorKind {
    /// The kind in fixed words: all that a guest says.
    #[cfg(any(test, target_family = "wasm"))]
    #[inline(always)]
    fn brief(&self) -> &'static lean::Brief {
        match self {
            Self::Truncated { .. } => &"it ends too early",
            Self::TrailingBytes { .. } => &"it goes on after its end",
            Self::NodeOutOfRange { .. } => &"the index of a node that is not there",
            Self::Limit(Limit::Depth { .. }) => &"nested too deeply (max_depth)",
            Self::Limit(_) => &"more than a limit allows",
            Self::WrongCount { .. } => &"another number of parts",
            _ => &"it is not well-formed",
        }
    }
}

impl CodecError {
    /// An error with a text of one's own, for hand-written conversions.
    #[cold]
    pub fn other(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new(CodecErrorKind::Other(text.into()))
    }

    /// "expected that type, found this value".
    #[cold]
    pub fn expected(expected: impl Into<Cow<'static, str>>, found: &Value) -> Self {
        Self::detailed(&"a value of another type", || CodecErrorKind::Mismatch {
            expected: expected.into(),
            found: describe(found),
        })
    }

    #[cold]
    pub(crate) fn malformed(what: Malformed) -> Self {
        Self::detailed(&"it is not well-formed", || CodecErrorKind::Malformed(what))
    }

    #[cold]
    pub(crate) fn limit(limit: Limit) -> Self {
        Self::new(CodecErrorKind::Limit(limit))
    }

    #[cold]
    pub(crate) fn count(what: &'static str, expected: usize, found: usize) -> Self {
        Self::new(CodecErrorKind::WrongCount {
            what,
            expected,
            found,
        })
    }

    #[cold]
    pub(crate) fn unknown_field(shape: &RecordShape, field: &str) -> Self {
        Self::detailed(&"a field that the record does not have", || {
            CodecErrorKind::UnknownField {
                record: shape.name.to_string(),
                field: short(field),
                fields: shape.fields.join(", "),
            }
        })
    }

    #[cold]
    pub(crate) fn missing_field(shape: &RecordShape, index: usize) -> Self {
        Self::detailed(&"a field is missing", || CodecErrorKind::MissingField {
            record: shape.name.to_string(),
            field: shape.fields[index].to_string(),
        })
    }

    #[cold]
    pub(crate) fn doubled_field(shape: &RecordShape, index: usize) -> Self {
        Self::detailed(&"a field is there twice", || CodecErrorKind::DoubledField {
            record: shape.name.to_string(),
            field: shape.fields[index].to_string(),
        })
    }

    #[cold]
    pub(crate) fn unknown_case(variant: &str, count: usize, tag: u32) -> Self {
        Self::detailed(&"a case that the variant does not have", || {
            CodecErrorKind::UnknownCase {
                variant: variant.to_string(),
                tag,
                count,
            }
        })
    }

    #[cold]
    pub(crate) fn case_name(case: &Case, found: &str) -> Self {
        Self::detailed(&"a case with the name of another", || {
            CodecErrorKind::WrongCaseName {
                variant: case.type_name.to_string(),
                tag: case.tag,
                expected: case.name.to_string(),
                found: short(found),
            }
        })
    }

    #[cold]
    pub(crate) fn payload(case: &Case, expected: usize, found: usize) -> Self {
        Self::detailed(&"a case that holds another number of values", || {
            CodecErrorKind::WrongPayload {
                variant: case.type_name.to_string(),
                case: case.name.to_string(),
                expected,
                found,
            }
        })
    }
}

/// The most letters of a name from the input that a message shows.
const SHOWN: usize = 64;

/// A name or type from the input, which can be any text of any length.
pub(super) fn short(text: impl fmt::Display) -> String {
    struct Short(String);
    impl fmt::Write for Short {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            for letter in text.chars() {
                if self.0.len() >= SHOWN {
                    return Err(fmt::Error);
                }
                self.0.extend(letter.escape_debug());
            }
            Ok(())
        }
    }
    let mut out = Short(String::new());
    if fmt::Write::write_fmt(&mut out, format_args!("{text}")).is_err() {
        out.0.push('…');
    }
    out.0
}

/// A value of fixed width, without its type.
fn plain(scalar: &Value) -> String {
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = crate::value::item(&mut text, scalar);
    text
}

/// A key in a message: short, and without what prints whole values.
pub(crate) fn key(value: &Value) -> String {
    match value {
        Value::String(text) => format!("\"{}\"", short(text)),
        key if key.value_type().fixed_width().is_some() => plain(key),
        key => describe(key),
    }
}

/// A value's type and, where it is short, the value.
fn describe(value: &Value) -> String {
    match value {
        Value::Record(record) => format!("record {}", short(record.type_name())),
        Value::Variant(variant) => {
            let (ty, case) = (short(variant.type_name()), short(variant.case_name()));
            format!("variant {ty}::{case}")
        }
        Value::String(_) => "string".into(),
        Value::List(list) => format!("list<{}>", short(list.elem_type())),
        Value::Tuple(items) => format!("tuple of {}", items.len()),
        Value::Map(map) => short(map.value_type()),
        Value::Set(set) => short(set.value_type()),
        Value::Option { .. } => "option".into(),
        Value::Result { .. } => "result".into(),
        scalar => format!("{} {}", scalar.value_type(), plain(scalar)),
    }
}
