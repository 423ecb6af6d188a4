//! The byte format CGRF, versions 2 and 3: `docs/abi.md` describes them.
//!
//! A message is a table of nodes that refer to each other by index. [`Writer`] writes nodes depth
//! first, children before parents, byte for byte as `packr-abi` 0.6 does in version 2, and 0.24 in version 3. [`Reader`] finds the nodes in
//! one pass and then reads them as the type at hand asks for; it accepts any order, and nodes that several
//! parents share.
//!
//! # Untrusted input
//!
//! Reading never panics, whatever the bytes: each read is checked against what is left, counts reserve
//! no more than the input can hold, and [`Limits`] bound depth, work, and what large elements take. Decoding costs time and memory
//! in proportion to the input's length; see [`Limits`] for the factors. What is read may still be any value
//! of the type, with any text as a name where the type does not decide it.
//!
//! ```
//! use packr_core::{Value, decode, encode};
//!
//! let bytes = encode(&(1u32, "one"))?;
//! let typed: (u32, String) = decode(&bytes)?;
//! assert_eq!(typed, (1, "one".to_string()));
//! assert_eq!(decode::<Value>(&bytes)?.to_string(), r#"(1u32, "one")"#);
//!
//! let error = decode::<(u32, bool)>(&bytes).unwrap_err();
//! assert_eq!(error.to_string(), "[1]: expected bool, found string (at byte 28)");
//! # Ok::<(), packr_core::CodecError>(())
//! ```

mod arrays;
mod copy;
mod cursor;
mod error;
mod flat;
mod forward;
mod heads;
mod limits;
mod maps;
mod memo;
mod message;
mod nodes;
mod out;
mod path;
mod pending;
mod reader;
pub(crate) mod stack;
mod table;
mod tags;
mod untyped;
mod version;
mod writer;

pub(crate) use error::key;
pub use error::{CodecError, CodecErrorKind, Limit, Malformed};
pub use flat::{Flat, Size};
pub use forward::{Forward, levels, nodes as node_count};
pub use heads::{FixedCase, FixedShape, case_head, record_head};
pub use limits::Limits;
pub use maps::Entries;
pub(crate) use nodes::flags_of;
pub use path::{Path, Step};
pub use reader::{Children, Reader};
pub use table::Nodes;
pub(crate) use tags::plain as plain_tag;
pub use version::Version;
pub use writer::Writer;

use alloc::vec::Vec;

use crate::convert::{Lift, LiftArgs, Lower, LowerArgs};

/// The four bytes that every message starts with.
const MAGIC: [u8; 4] = *b"CGRF";
/// Magic, version, flags, node count, root.
const HEADER: usize = 16;
/// Kind, flags, reserved, payload length.
const NODE_HEADER: usize = 8;

/// What holds everywhere in a message.
#[derive(Clone, Copy)]
struct Rules {
    version: Version,
    max_depth: usize,
}

impl Rules {
    /// How many types may be inside each other: never more than by default, since what is inside a type tag is read on
    /// the stack that is left.
    fn max_type_depth(self) -> usize {
        self.max_depth.min(Limits::DEFAULT.max_depth)
    }

    /// Whether there are nodes, or type tags, of a kind in this version.
    #[inline]
    fn has(self, kind: u8) -> bool {
        let last = match self.version {
            Version::V2 => kind::ARRAY,
            Version::V3 => kind::SET,
        };
        (kind::BOOL..=last).contains(&kind)
    }

    #[cold]
    fn no_such_kind(self, found: u8) -> CodecError {
        CodecError::new(match found {
            kind::MAP => CodecErrorKind::NotInVersion2 { what: "map" },
            kind::SET => CodecErrorKind::NotInVersion2 { what: "set" },
            _ => CodecErrorKind::UnknownNodeKind { found },
        })
    }
}

/// The kinds of nodes; type tags use the same bytes.
mod kind {
    pub(super) const BOOL: u8 = 0x01;
    pub(super) const S32: u8 = 0x02;
    pub(super) const S64: u8 = 0x03;
    pub(super) const F32: u8 = 0x04;
    pub(super) const F64: u8 = 0x05;
    pub(super) const STRING: u8 = 0x06;
    pub(super) const LIST: u8 = 0x07;
    pub(super) const VARIANT: u8 = 0x08;
    pub(super) const RECORD: u8 = 0x09;
    pub(super) const OPTION: u8 = 0x0A;
    pub(super) const TUPLE: u8 = 0x0B;
    pub(super) const U8: u8 = 0x0C;
    pub(super) const U16: u8 = 0x0D;
    pub(super) const U32: u8 = 0x0E;
    pub(super) const U64: u8 = 0x0F;
    pub(super) const S8: u8 = 0x10;
    pub(super) const S16: u8 = 0x11;
    pub(super) const CHAR: u8 = 0x12;
    pub(super) const FLAGS: u8 = 0x13;
    pub(super) const RESULT: u8 = 0x14;
    pub(super) const ARRAY: u8 = 0x15;
    pub(super) const MAP: u8 = 0x16;
    pub(super) const SET: u8 = 0x17;

    /// What guests say where one of these was expected.
    #[cfg(any(test, target_family = "wasm"))]
    pub(super) fn expected(kind: u8) -> &'static &'static str {
        static EXPECTED: [&str; 24] = [
            "expected a node",
            "expected bool",
            "expected s32",
            "expected s64",
            "expected f32",
            "expected f64",
            "expected string",
            "expected list",
            "expected variant",
            "expected record",
            "expected option",
            "expected tuple",
            "expected u8",
            "expected u16",
            "expected u32",
            "expected u64",
            "expected s8",
            "expected s16",
            "expected char",
            "expected flags",
            "expected result",
            "expected packed list",
            "expected map",
            "expected set",
        ];
        EXPECTED.get(usize::from(kind)).unwrap_or(&EXPECTED[0])
    }

    /// The name of a kind, as messages use it.
    pub(super) fn name(kind: u8) -> Option<&'static str> {
        Some(match kind {
            BOOL => "bool",
            S32 => "s32",
            S64 => "s64",
            F32 => "f32",
            F64 => "f64",
            STRING => "string",
            LIST => "list",
            VARIANT => "variant",
            RECORD => "record",
            OPTION => "option",
            TUPLE => "tuple",
            U8 => "u8",
            U16 => "u16",
            U32 => "u32",
            U64 => "u64",
            S8 => "s8",
            S16 => "s16",
            CHAR => "char",
            FLAGS => "flags",
            RESULT => "result",
            ARRAY => "packed list",
            MAP => "map",
            SET => "set",
            _ => return None,
        })
    }
}

/// Writes a value, in version 2 and with the default [`Limits`].
///
/// # Errors
///
/// When a limit is exceeded, or a [`Value`](crate::Value) holds a list that the format cannot express.
pub fn encode<T: Lower + ?Sized>(value: &T) -> Result<Vec<u8>, CodecError> {
    encode_with(value, &Limits::DEFAULT)
}

/// Writes a value; see [`encode`].
///
/// # Errors
///
/// As [`encode`].
pub fn encode_with<T: Lower + ?Sized>(value: &T, limits: &Limits) -> Result<Vec<u8>, CodecError> {
    encode_as(value, Version::V2, limits)
}

/// Writes a value in that version of the format; see [`encode`].
///
/// ```
/// use std::collections::BTreeMap;
/// use packr_core::{Limits, Value, Version, decode, encode, encode_as};
///
/// let ages = BTreeMap::from([("ada".to_string(), 36_u8)]);
/// let new = encode_as(&ages, Version::V3, &Limits::DEFAULT)?;
/// assert!(decode::<Value>(&new)?.as_map().is_some());
/// // Version 2 has no maps, but lists of pairs.
/// let old = encode(&ages)?;
/// assert!(decode::<Value>(&old)?.as_list().is_some());
/// assert_eq!(decode::<BTreeMap<String, u8>>(&old)?, decode(&new)?);
/// # Ok::<(), packr_core::CodecError>(())
/// ```
///
/// # Errors
///
/// As [`encode`].
pub fn encode_as<T: Lower + ?Sized>(
    value: &T,
    version: Version,
    limits: &Limits,
) -> Result<Vec<u8>, CodecError> {
    let (mut first, mut rest) = ([0; 256], Vec::new());
    let output = Output {
        room: &mut first,
        rest: Some(&mut rest),
        version,
        limits,
    };
    let len = output.value(value)?;
    match first.get(..len) {
        Some(all) => Ok(all.to_vec()),
        None => Ok(rest),
    }
}

/// How many bytes [`encode`] writes, whatever the limits. The value is walked as for writing; nothing is written, and no memory is taken for the message.
///
/// ```
/// use packr_core::{Value, encode, encoded_len};
///
/// let value = Value::tuple([Value::U32(7), Value::from("seven")]);
/// assert_eq!(encoded_len(&value)?, encode(&value)?.len());
/// # Ok::<(), packr_core::CodecError>(())
/// ```
///
/// # Errors
///
/// When a [`Value`](crate::Value) holds a list that the format cannot express, or the message would have 4 GiB.
pub fn encoded_len<T: Lower + ?Sized>(value: &T) -> Result<usize, CodecError> {
    let unlimited = Limits {
        max_bytes: usize::MAX,
        max_nodes: usize::MAX,
        max_depth: usize::MAX,
        ..Limits::DEFAULT
    };
    let output = Output {
        room: &mut [],
        rest: None,
        version: Version::V2,
        limits: &unlimited,
    };
    output.value(value)
}

/// Reads a value of either version, with the default [`Limits`].
///
/// # Errors
///
/// When the bytes are not one well-formed message, exceed a limit, or hold a value of another type.
pub fn decode<T: Lift>(bytes: &[u8]) -> Result<T, CodecError> {
    decode_with(bytes, &Limits::DEFAULT)
}

/// Reads a value; see [`decode`].
///
/// # Errors
///
/// As [`decode`].
pub fn decode_with<T: Lift>(bytes: &[u8], limits: &Limits) -> Result<T, CodecError> {
    let input = Input {
        bytes,
        version: None,
        limits,
    };
    input.read().map(|(value, _)| value)
}

/// Where a message is to be written, and how. Each way of writing one returns how long it is.
pub struct Output<'a> {
    /// For the message. If it is longer, this holds nothing of use.
    pub room: &'a mut [u8],
    /// Takes a message that is longer; without it, it is only counted.
    pub rest: Option<&'a mut Vec<u8>>,
    /// The version that it gets.
    pub version: Version,
    /// What it must not exceed.
    pub limits: &'a Limits,
}

impl Output<'_> {
    /// Writes a value.
    ///
    /// # Errors
    ///
    /// As [`encode`].
    #[inline]
    pub fn value<T: Lower + ?Sized>(mut self, value: &T) -> Result<usize, CodecError> {
        if T::LEVELS > 0
            && let Some(len) = self.flat(T::LEVELS, value.size(), |flat| value.lower_flat(flat))
        {
            return Ok(len);
        }
        self.with_writer(|writer| value.lower(writer))
    }

    /// Writes arguments whose size is told before, as it has to be, without the code for any others.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded: for so few nodes, that of the bytes.
    #[doc(hidden)]
    #[inline]
    pub fn flat_args<A: LowerArgs>(mut self, args: &A) -> Result<usize, CodecError> {
        let (size, max) = (args.size(), self.limits.bytes());
        self.flat(A::LEVELS + 1, size, |flat| args.flat_args(flat))
            .ok_or_else(|| too_long(size, max))
    }

    /// Writes a value whose size is told before, as it has to be, without the code for any others.
    ///
    /// # Errors
    ///
    /// As [`flat_args`](Self::flat_args).
    #[doc(hidden)]
    #[inline]
    pub fn flat_value<T: Lower + ?Sized>(mut self, value: &T) -> Result<usize, CodecError> {
        let (size, max) = (value.size(), self.limits.bytes());
        self.flat(T::LEVELS, size, |flat| value.lower_flat(flat))
            .ok_or_else(|| too_long(size, max))
    }

    /// Writes arguments for parameters of these names.
    ///
    /// # Errors
    ///
    /// As [`encode`].
    #[inline]
    pub fn args<A: LowerArgs>(
        mut self,
        args: &A,
        names: &'static [&'static str],
    ) -> Result<usize, CodecError> {
        if A::LEVELS > 0
            && let Some(len) = self.flat(A::LEVELS + 1, args.size(), |flat| args.flat_args(flat))
        {
            return Ok(len);
        }
        self.with_writer(|writer| args.lower_args(names, writer))
    }

    /// Writes what goes so many levels deep and has that size. `None` where a limit is exceeded.
    #[inline]
    fn flat(
        &mut self,
        levels: usize,
        size: Size,
        fill: impl FnOnce(&mut Flat<'_>) -> Option<u32>,
    ) -> Option<usize> {
        let Self {
            room,
            rest,
            version,
            limits,
        } = self;
        if levels > limits.max_depth || !size.is_within(limits) {
            return None;
        }
        let len = size.message();
        let room = match room.get_mut(..len) {
            Some(room) => room,
            None => match rest {
                Some(rest) => {
                    rest.clear();
                    rest.resize(len, 0);
                    rest
                }
                None => return Some(len),
            },
        };
        Flat::message(room, *version, fill).map(|()| len)
    }

    /// Writes in the general way.
    #[inline]
    pub(crate) fn with_writer(
        self,
        lower: impl FnOnce(&mut Writer<'_>) -> Result<u32, CodecError>,
    ) -> Result<usize, CodecError> {
        let mut writer = Writer::into(self.room, self.rest, self.version, self.limits);
        let root = lower(&mut writer)?;
        writer.finish(root)
    }
}

#[cold]
fn too_long(size: Size, max: usize) -> CodecError {
    let found = size.message();
    CodecError::limit(Limit::Bytes { max, found })
}

/// A message that is to be read, and how.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The message.
    pub bytes: &'a [u8],
    /// The version that it has to have; any, if there is none.
    pub version: Option<Version>,
    /// What it must not exceed.
    pub limits: &'a Limits,
}

impl Input<'_> {
    /// Reads a value, and tells the message's version.
    ///
    /// # Errors
    ///
    /// As [`decode`].
    #[inline]
    pub fn read<T: Lift>(self) -> Result<(T, Version), CodecError> {
        if T::FORWARD > 0
            && let Some(read) = self.forward(T::FORWARD, T::SIZE, T::forward)
        {
            return Ok(read);
        }
        self.with_reader(|reader| reader.read())
    }

    /// Reads parameters of these names.
    ///
    /// # Errors
    ///
    /// As [`decode`].
    #[inline]
    pub fn args<A: LiftArgs>(
        self,
        names: &'static [&'static str],
    ) -> Result<(A, Version), CodecError> {
        if A::FORWARD > 0
            && let Some(read) = self.forward(
                A::FORWARD + 1,
                A::SIZE.map(|size| size.in_tuple(A::COUNT)),
                A::forward,
            )
        {
            return Ok(read);
        }
        self.with_reader(|reader| {
            let root = reader.root();
            A::lift_args(names, reader, root)
        })
    }

    /// Reads by `read` alone, for which the message has to be as it is written, of that size, if it is always
    /// the same.
    #[inline]
    pub(crate) fn forward<T>(
        self,
        levels: usize,
        size: Option<Size>,
        read: impl FnOnce(&mut Forward<'_>) -> Option<T>,
    ) -> Option<(T, Version)> {
        // With a length that the compiler knows it leaves out the looks at what is left.
        if size.is_some_and(|size| self.bytes.len() != size.message()) {
            return None;
        }
        Forward::message(self.bytes, self.version, self.limits, levels, read)
    }

    /// Reads in the general way.
    #[inline]
    pub(crate) fn with_reader<T>(
        self,
        read: impl FnOnce(&mut Reader<'_>) -> Result<T, CodecError>,
    ) -> Result<(T, Version), CodecError> {
        let mut nodes = Nodes::new();
        let mut reader = match self.version {
            Some(version) => Reader::of_version(self.bytes, version, &mut nodes, self.limits)?,
            None => Reader::new(self.bytes, &mut nodes, self.limits)?,
        };
        let version = reader.version();
        read(&mut reader).map(|value| (value, version))
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::kind;

    #[test]
    fn guests_name_the_kinds_as_hosts_do() {
        for kind in 1..=kind::SET {
            let name = kind::name(kind).unwrap();
            assert_eq!(*kind::expected(kind), format!("expected {name}"));
        }
    }
}
