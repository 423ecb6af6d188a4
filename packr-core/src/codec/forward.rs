//! Reading a message in the order in which it is written, without a look for its nodes first.
//!
//! For types whose nodes have one order alone: no variants with values, and nothing recursive. It takes a message as encoders
//! write it and nothing else; for any other the answer is `None`, and [`Reader`](super::Reader) reads it, or says what is wrong.

use alloc::string::String;
use alloc::vec::Vec;

use super::cursor::Cursor;
use super::heads::{FixedCase, FixedShape, same};
use super::nodes::{bool_of, char_of, flags_of, owned_text, text_of};
use super::out::header;
use super::table::regular_header;
use super::{HEADER, Limits, NODE_HEADER, Rules, Version, kind, tags};
use crate::convert::{Lift, SMALL, cautious};

/// A message from its first node to its last. Each method takes the next node, if it is of that kind and as it is written.
pub struct Forward<'a> {
    left: &'a [u8],
    /// The index of the next node.
    next: u32,
    rules: Rules,
}

impl<'a> Forward<'a> {
    /// Reads a message of that version, or of any, by `read`, for which all of it has to be, and which goes `levels` deep.
    #[inline]
    pub(crate) fn message<T>(
        bytes: &'a [u8],
        version: Option<Version>,
        limits: &Limits,
        levels: usize,
        read: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<(T, Version)> {
        let (found, count, root) = regular_header(bytes, limits)?;
        if levels > limits.max_depth || version.is_some_and(|version| version != found) {
            return None;
        }
        let mut forward = Forward {
            left: bytes.get(HEADER..)?,
            next: 0,
            rules: Rules {
                version: found,
                max_depth: limits.max_depth,
            },
        };
        let value = read(&mut forward)?;
        let all = forward.left.is_empty() && forward.next == count && root + 1 == count;
        all.then_some((value, found))
    }

    #[inline]
    fn taken(&mut self, left: &'a [u8]) {
        self.left = left;
        self.next += 1;
    }

    /// The next value, and the index of its node.
    #[inline]
    pub fn part<T: Lift>(&mut self) -> Option<(T, u32)> {
        let value = T::forward(self)?;
        Some((value, self.next - 1))
    }

    #[inline]
    fn kind(&self) -> Option<u8> {
        self.left.first().copied()
    }

    #[inline]
    fn payload(&mut self, kind: u8) -> Option<&'a [u8]> {
        let (header, left) = self.left.split_first_chunk()?;
        let header = u64::from_le_bytes(*header);
        if header as u32 != u32::from(kind) {
            return None;
        }
        let (payload, left) = left.split_at_checked((header >> 32) as usize)?;
        self.taken(left);
        Some(payload)
    }

    #[inline]
    fn scalar<const N: usize>(&mut self, kind: u8) -> Option<[u8; N]> {
        let (found, left) = self.left.split_first_chunk()?;
        let (payload, left) = left.split_first_chunk()?;
        if *found != header(kind, N) {
            return None;
        }
        self.taken(left);
        Some(*payload)
    }

    /// A node of which all is known: its head, and the indices of what is inside.
    #[inline]
    fn known(&mut self, head: &[u8], nodes: &[u32]) -> Option<()> {
        let (found, left) = self.left.split_at_checked(head.len())?;
        if !same(found, head) {
            return None;
        }
        let (indices, left) = left.split_at_checked(4 * nodes.len())?;
        are(indices, nodes.iter().copied()).then(|| self.taken(left))
    }

    #[inline]
    pub(crate) fn bool(&mut self) -> Option<bool> {
        let [byte] = self.scalar(kind::BOOL)?;
        bool_of(byte).ok()
    }

    #[inline]
    pub(crate) fn char(&mut self) -> Option<char> {
        char_of(u32::from_le_bytes(self.scalar(kind::CHAR)?)).ok()
    }

    /// Flags of a type with the bits of `mask`.
    #[inline]
    pub fn flags(&mut self, mask: u64) -> Option<u64> {
        flags_of(u64::from_le_bytes(self.scalar(kind::FLAGS)?), mask).ok()
    }

    #[inline]
    pub(crate) fn string(&mut self) -> Option<&'a str> {
        core::str::from_utf8(text_of(self.payload(kind::STRING)?)?).ok()
    }

    #[inline]
    pub(crate) fn owned_string(&mut self) -> Option<String> {
        match SMALL {
            true => owned_text(text_of(self.payload(kind::STRING)?)?),
            false => self.string().map(String::from),
        }
    }

    /// A record whose fields were read, at these nodes.
    #[inline]
    pub fn record<const N: usize>(&mut self, shape: &FixedShape, nodes: &[u32; N]) -> Option<()> {
        match shape.head() {
            [] => None,
            head => self.known(head, nodes),
        }
    }

    /// A case that holds nothing: its position.
    #[inline]
    pub fn enumeration(&mut self, cases: &[FixedCase]) -> Option<usize> {
        let name = NODE_HEADER + 4 + cases.first()?.type_name.len();
        let (len, left) = self.left.get(name..)?.split_first_chunk()?;
        let tag = left
            .get(u32::from_le_bytes(*len) as usize..)?
            .first_chunk()?;
        let tag = u32::from_le_bytes(*tag) as usize;
        match cases.get(tag)?.head() {
            [] => None,
            head => self.known(head, &[]).map(|()| tag),
        }
    }

    /// A tuple whose items were read, at these nodes.
    #[inline]
    pub(crate) fn tuple(&mut self, nodes: &[u32]) -> Option<()> {
        let (count, indices) = self.payload(kind::TUPLE)?.split_first_chunk()?;
        let counted = u32::from_le_bytes(*count) as usize == nodes.len();
        (counted && are(indices, nodes.iter().copied())).then_some(())
    }

    /// An option; what is in it does not start with an option.
    pub(crate) fn option<T: Lift>(&mut self) -> Option<Option<T>> {
        if self.kind()? == kind::OPTION {
            return match self.after_tag(kind::OPTION)? {
                [0] => Some(None),
                _ => None,
            };
        }
        let (value, node) = self.part()?;
        let (present, index) = self.after_tag(kind::OPTION)?.split_first()?;
        (*present == 1 && are(index, [node].into_iter())).then_some(Some(value))
    }

    /// A list of values that have the same number of nodes each, and do not start with a list.
    pub(crate) fn list<T: Lift>(&mut self) -> Option<Vec<T>> {
        let (first, all) = (self.next, self.left.len());
        let mut items = Vec::new();
        while self.kind()? != kind::LIST {
            let item = T::forward(self)?;
            if items.is_empty() {
                // The others are about as long as the first.
                let len = all - self.left.len();
                items.reserve(cautious::<T>(all / len));
            }
            items.push(item);
        }
        let payload = self.after_tag(kind::LIST)?;
        let (count, indices) = payload.split_first_chunk()?;
        // The last node of each.
        let nodes = (0..items.len()).map(|i| first + ((i + 1) * T::NODES) as u32 - 1);
        let counted = u32::from_le_bytes(*count) as usize == items.len();
        (counted && are(indices, nodes)).then_some(items)
    }

    /// The elements of a packed list, of that width.
    #[inline]
    pub(crate) fn packed(&mut self, tag: u8, width: usize) -> Option<&'a [u8]> {
        let (found, left) = self.payload(kind::ARRAY)?.split_first()?;
        let (count, data) = left.split_first_chunk()?;
        let len = u64::from(u32::from_le_bytes(*count)) * width as u64;
        (*found == tag && len == data.len() as u64).then_some(data)
    }

    /// What comes after a type tag, in a payload that starts with one.
    fn after_tag(&mut self, kind: u8) -> Option<&'a [u8]> {
        let payload = self.payload(kind)?;
        let mut cursor = Cursor::new(payload, 0);
        let tag = *payload.first()?;
        if kind == kind::LIST && super::arrays::width(tag).is_some() {
            return None;
        }
        if tags::is_plain(tag) {
            return payload.get(1..);
        }
        tags::skip(&mut cursor, self.rules).ok()?;
        payload.get(cursor.offset()..)
    }
}

/// Whether the bytes are these indices.
#[inline]
fn are(bytes: &[u8], nodes: impl ExactSizeIterator<Item = u32>) -> bool {
    let (indices, rest) = bytes.as_chunks();
    rest.is_empty()
        && indices.len() == nodes.len()
        && indices
            .iter()
            .zip(nodes)
            .all(|(index, node)| *index == node.to_le_bytes())
}

macro_rules! numbers {
    ($($method:ident $kind:ident)*) => {
        impl Forward<'_> {
            $(
                #[inline]
                pub(crate) fn $method(&mut self) -> Option<numbers!(@ $method)> {
                    self.scalar(kind::$kind).map(<numbers!(@ $method)>::from_le_bytes)
                }
            )*
        }
    };
    (@ s8) => { i8 };
    (@ s16) => { i16 };
    (@ s32) => { i32 };
    (@ s64) => { i64 };
    (@ $other:ident) => { $other };
}

numbers! { u8 U8 u16 U16 u32 U32 u64 U64 s8 S8 s16 S16 s32 S32 s64 S64 f32 F32 f64 F64 }

/// How many levels something takes that has parts of so many; 0 if one of them can't be read forward.
pub const fn levels(parts: &[usize]) -> usize {
    let (mut most, mut i) = (0, 0);
    while i < parts.len() {
        if parts[i] == 0 {
            return 0;
        }
        if parts[i] > most {
            most = parts[i];
        }
        i += 1;
    }
    most + 1
}

/// How many nodes something has that has parts of so many; 0 if that is not always the same.
pub const fn nodes(parts: &[usize]) -> usize {
    let (mut sum, mut i) = (1, 0);
    while i < parts.len() {
        if parts[i] == 0 {
            return 0;
        }
        sum += parts[i];
        i += 1;
    }
    sum
}
