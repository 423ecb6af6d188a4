//! The texts of the errors.

use core::fmt;

use super::error::{CodecErrorKind, Limit, Malformed};

impl fmt::Display for CodecErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated { what, needed, left } => {
                write!(f, "expected {what} of {needed} bytes, found {left} bytes")
            }
            Self::TrailingBytes { what, count } => {
                write!(f, "expected the end of {what}, found {count} more bytes")
            }
            Self::BadMagic => f.write_str("expected a value that starts with `CGRF`"),
            Self::UnsupportedVersion { found } => {
                write!(
                    f,
                    "expected version 2 or 3 of the format, found version {found}"
                )
            }
            Self::OtherVersion { expected, found } => {
                mismatch(f, expected.described(), found.described())
            }
            Self::NotInVersion2 { what } => {
                write!(f, "version 2 of the format has no {what}, version 3 has")
            }
            Self::UnknownNodeKind { found } => {
                write!(f, "expected a kind of node, found {found:#04x}")
            }
            Self::UnknownTypeTag { found } => write!(f, "expected a type tag, found {found:#04x}"),
            Self::NodeOutOfRange { index, count } => {
                write!(
                    f,
                    "expected the index of one of {count} nodes, found {index}"
                )
            }
            Self::Cycle { node } => write!(f, "node {node} contains itself"),
            Self::Malformed(malformed) => malformed.fmt(f),
            Self::Limit(limit) => limit.fmt(f),
            Self::Mismatch { expected, found } => mismatch(f, expected, found),
            Self::WrongCount {
                what,
                expected,
                found,
            } => write!(f, "expected {expected} {what}, found {found}"),
            Self::UnknownField {
                record,
                field,
                fields,
            } => write!(
                f,
                "the record `{record}` has no field `{}`, only: {fields}",
                field
            ),
            Self::MissingField { record, field } => {
                write!(f, "the field `{field}` of the record `{record}` is missing")
            }
            Self::DoubledField { record, field } => {
                write!(
                    f,
                    "the field `{field}` of the record `{record}` is there twice"
                )
            }
            Self::UnknownCase {
                variant,
                tag,
                count,
            } => write!(
                f,
                "expected one of the {count} cases of `{variant}`, found the tag {tag}"
            ),
            Self::WrongCaseName {
                variant,
                tag,
                expected,
                found,
            } => write!(
                f,
                "expected the name `{expected}` for tag {tag} of `{variant}`, found `{}`",
                found
            ),
            Self::WrongPayload {
                variant,
                case,
                expected: 0,
                found,
            } => write!(
                f,
                "the case `{case}` of `{variant}` holds nothing, found {found} values"
            ),
            Self::WrongPayload {
                variant,
                case,
                expected: _,
                found,
            } => write!(
                f,
                "the case `{case}` of `{variant}` holds one value, found {found}"
            ),
            Self::UnknownFlags { unknown, count } => {
                write!(
                    f,
                    "expected {count} flags, found also the bits {unknown:#b}"
                )
            }
            Self::DoubledKey { key } => twice(f, "map has the key", key),
            Self::DoubledElement { element } => twice(f, "set has the element", element),
            Self::MixedList { elem_type } => {
                write!(f, "a list<{elem_type}> has elements of another type")
            }
            Self::BadSchema { index } => write!(
                f,
                "the type {index} of the world is missing, or made of nothing but itself"
            ),
            Self::Other(text) => f.write_str(text),
        }
    }
}

fn mismatch(f: &mut fmt::Formatter<'_>, expected: &str, found: &str) -> fmt::Result {
    write!(f, "expected {expected}, found {found}")
}

fn twice(f: &mut fmt::Formatter<'_>, what: &str, value: &str) -> fmt::Result {
    write!(f, "the {what} {value} twice")
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool { found } => write!(f, "expected 0 or 1 for a bool, found {found}"),
            Self::Char { found } => write!(f, "expected a Unicode scalar value, found {found}"),
            Self::Text => f.write_str("expected UTF-8"),
            Self::OptionPresence { found } => write!(
                f,
                "expected 0 or 1 for whether the option has a value, found {found}"
            ),
            Self::ResultTag { found } => {
                write!(f, "expected 0 or 1 for the tag of a result, found {found}")
            }
            Self::ResultPresence { found } => {
                write!(f, "expected 1 for the payload of a result, found {found}")
            }
            Self::UnpackedList => f.write_str(
                "a list of elements of fixed width has to be packed, this one is a list of nodes",
            ),
            Self::PackedElement { found } => write!(
                f,
                "expected an element type of fixed width in a packed list, found {found}"
            ),
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes { max, found } => {
                write!(
                    f,
                    "{found} bytes are more than the limit of {max} (max_bytes)"
                )
            }
            Self::Nodes { max, found } => {
                write!(
                    f,
                    "{found} nodes are more than the limit of {max} (max_nodes)"
                )
            }
            Self::Types { max } => write!(
                f,
                "the types that are written down are more than {max} (max_nodes)"
            ),
            Self::Depth { max } => write!(f, "nested deeper than {max} values (max_depth)"),
            Self::Unfold { max } => write!(
                f,
                "shared nodes unfold to more than {max} bytes (max_unfold)"
            ),
            Self::Large { max } => write!(
                f,
                "large elements take more than {max} bytes of memory (max_large)"
            ),
        }
    }
}
