//! Reading single nodes as what a type expects of them.

use alloc::string::String;

use super::copy;
use super::cursor::Cursor;
use super::error::{CodecError, CodecErrorKind, Malformed};
use super::heads::{FixedCase, FixedShape, same};
use super::reader::{Children, Reader};
use super::{NODE_HEADER, kind};
use crate::convert::SMALL;
use crate::value::{RecordShape, same_name};

/// The text in the payload of a string.
#[inline]
pub(super) fn text_of(payload: &[u8]) -> Option<&[u8]> {
    let (len, text) = payload.split_first_chunk()?;
    (u32::from_le_bytes(*len) as usize == text.len()).then_some(text)
}

/// A string of its own, if it is one: copied first, since a copy of few bytes is cheaper than what `String` has for them.
#[inline]
pub(super) fn owned_text(text: &[u8]) -> Option<String> {
    String::from_utf8(copy::to_vec(text)).ok()
}

macro_rules! scalars {
    ($($(#[$doc:meta])* $method:ident $kind:ident $ty:ty;)*) => {
        $($(#[$doc])*
        ///
        /// # Errors
        ///
        /// When the node is of another kind or not well-formed.
        #[inline]
        pub fn $method(&mut self, node: u32) -> Result<$ty, CodecError> {
            let bytes = self.scalar(node, kind::$kind, stringify!($method))?;
            Ok(<$ty>::from_le_bytes(bytes))
        })*
    };
}

impl<'a> Reader<'a> {
    scalars! {
        /// Reads a `u8`.
        u8 U8 u8;
        /// Reads a `u16`.
        u16 U16 u16;
        /// Reads a `u32`.
        u32 U32 u32;
        /// Reads a `u64`.
        u64 U64 u64;
        /// Reads an `s8`.
        s8 S8 i8;
        /// Reads an `s16`.
        s16 S16 i16;
        /// Reads an `s32`.
        s32 S32 i32;
        /// Reads an `s64`.
        s64 S64 i64;
        /// Reads an `f32`, with all its bits.
        f32 F32 f32;
        /// Reads an `f64`, with all its bits.
        f64 F64 f64;
    }

    /// Reads a bool.
    ///
    /// # Errors
    ///
    /// When the node is of another kind, or neither 0 nor 1.
    #[inline]
    pub fn bool(&mut self, node: u32) -> Result<bool, CodecError> {
        let [byte] = self.scalar(node, kind::BOOL, "bool")?;
        bool_of(byte).map_err(|error| self.in_payload(error))
    }

    /// Reads a char.
    ///
    /// # Errors
    ///
    /// When the node is of another kind, or no Unicode scalar value.
    #[inline]
    pub fn char(&mut self, node: u32) -> Result<char, CodecError> {
        let scalar = self.scalar(node, kind::CHAR, "char")?;
        char_of(u32::from_le_bytes(scalar)).map_err(|error| self.in_payload(error))
    }

    /// Reads flags; `mask` has the bits that the type has.
    ///
    /// # Errors
    ///
    /// When the node is of another kind, or has other bits.
    #[inline]
    pub fn flags(&mut self, node: u32, mask: u64) -> Result<u64, CodecError> {
        let bits = self.scalar(node, kind::FLAGS, "flags")?;
        flags_of(u64::from_le_bytes(bits), mask).map_err(|error| self.in_payload(error))
    }

    /// The payload of `N` bytes that a node of that kind has.
    #[inline]
    fn scalar<const N: usize>(
        &mut self,
        node: u32,
        kind: u8,
        name: &'static str,
    ) -> Result<[u8; N], CodecError> {
        if let Some(bytes) = self.exact(node, kind) {
            return Ok(bytes);
        }
        let mut bytes = [0; N];
        self.scalar_in_parts(node, kind, name, &mut bytes)?;
        Ok(bytes)
    }

    #[cold]
    #[inline(never)]
    fn scalar_in_parts(
        &mut self,
        node: u32,
        kind: u8,
        name: &'static str,
        bytes: &mut [u8],
    ) -> Result<(), CodecError> {
        let mut payload = self.expect(node, kind)?;
        bytes.copy_from_slice(payload.take(bytes.len(), name)?);
        payload.end(name)
    }

    /// An error about the first byte of the payload that was read last.
    #[cold]
    fn in_payload(&self, error: CodecError) -> CodecError {
        error.at_offset(self.last() + NODE_HEADER)
    }

    /// Reads a string, borrowed from the input.
    ///
    /// # Errors
    ///
    /// When the node is of another kind, or no UTF-8.
    #[inline]
    pub fn string(&mut self, node: u32) -> Result<&'a str, CodecError> {
        if let Some(payload) = self.payload_of(node, kind::STRING)
            && let Some(text) = text_of(payload)
            && let Ok(text) = core::str::from_utf8(text)
        {
            return Ok(text);
        }
        self.string_in_parts(node)
    }

    /// Reads a string that is the caller's own.
    #[inline]
    pub(crate) fn owned_string(&mut self, node: u32) -> Result<String, CodecError> {
        if SMALL
            && let Some(payload) = self.payload_of(node, kind::STRING)
            && let Some(text) = text_of(payload).and_then(owned_text)
        {
            return Ok(text);
        }
        self.string(node).map(String::from)
    }

    #[cold]
    #[inline(never)]
    fn string_in_parts(&mut self, node: u32) -> Result<&'a str, CodecError> {
        let mut payload = self.expect(node, kind::STRING)?;
        let text = payload.text("string")?;
        payload.end("string")?;
        Ok(text)
    }

    /// Reads a record: the nodes of its fields, in the order of `shape`.
    ///
    /// Fields may come in any order, and their names may differ in case, hyphens and underscores. The
    /// name of the type is not looked at.
    ///
    /// # Errors
    ///
    /// When the node is of another kind, or a field is unknown, missing or doubled.
    #[inline]
    pub fn record<const N: usize>(
        &mut self,
        node: u32,
        shape: &FixedShape,
    ) -> Result<[u32; N], CodecError> {
        let head = shape.head();
        if !head.is_empty()
            && let Some(left) = self.after(node, head, head.len() + 4 * N - NODE_HEADER)
            && let Some(nodes) = self.nodes_of(left)
        {
            return Ok(nodes);
        }
        self.record_in_parts(node, shape)
    }

    /// `N` indices.
    #[inline]
    fn nodes_of<const N: usize>(&self, payload: &[u8]) -> Option<[u32; N]> {
        let indices: &[[u8; 4]; N] = payload.as_chunks().0.try_into().ok()?;
        let nodes = indices.map(u32::from_le_bytes);
        let all = nodes.iter().all(|node| *node < self.node_count());
        all.then_some(nodes)
    }

    #[cold]
    fn record_in_parts<const N: usize>(
        &mut self,
        node: u32,
        shape: &RecordShape,
    ) -> Result<[u32; N], CodecError> {
        assert_eq!(N, shape.fields.len(), "as many fields as the shape has");
        let mut nodes = [NO_NODE; N];
        self.fields(node, shape, &mut nodes)?;
        Ok(nodes)
    }

    /// Finds the node of each field.
    #[cold]
    #[inline(never)]
    fn fields(
        &mut self,
        node: u32,
        shape: &RecordShape,
        nodes: &mut [u32],
    ) -> Result<(), CodecError> {
        let mut payload = self.expect(node, kind::RECORD)?;
        payload.text("a type's name")?;
        let count = payload.count("the fields", 8)?;
        let mut names = payload;
        for i in 0..count {
            let at = payload.offset();
            let name = payload.text("a field's name")?;
            let Some(field) = field_of(shape, i, name) else {
                return Err(CodecError::unknown_field(shape, name).at_offset(at));
            };
            if nodes[field] != NO_NODE {
                return Err(CodecError::doubled_field(shape, field).at_offset(at));
            }
            nodes[field] = 0;
        }
        if let Some(missing) = nodes.iter().position(|node| *node == NO_NODE) {
            return Err(CodecError::missing_field(shape, missing).at_offset(self.last()));
        }
        let children = self.counted(&mut payload, count, "the fields")?;
        payload.end("record")?;
        for (i, child) in children.enumerate() {
            let name = names.text("a field's name")?;
            if let Some(field) = field_of(shape, i, name) {
                nodes[field] = child;
            }
        }
        Ok(())
    }

    /// Reads a variant or an enum: the position of its case, and the node that the case holds.
    ///
    /// The position is below the number of cases. The name of the case may be empty, and may differ in
    /// case, hyphens and underscores. The name of the type is not looked at.
    ///
    /// # Errors
    ///
    /// When the node is of another kind, there is no such case, its name is another, or it holds more
    /// than one value.
    #[inline]
    pub fn variant(
        &mut self,
        node: u32,
        cases: &[FixedCase],
    ) -> Result<(usize, Option<u32>), CodecError> {
        match self.written_variant(node, cases) {
            Some(read) => Ok(read),
            None => self.variant_in_parts(node, cases),
        }
    }

    /// A variant, if it is written as generated code does.
    #[inline]
    fn written_variant(&mut self, node: u32, cases: &[FixedCase]) -> Option<(usize, Option<u32>)> {
        let tag = self.tag_after(node, NODE_HEADER + 4 + cases.first()?.type_name.len())?;
        let head = cases.get(tag)?.head();
        // The head ends with how many indices come after it, which is 0 or 1.
        let holds = head.len().checked_sub(4)?;
        match head.get(holds)? {
            0 => {
                self.after(node, head, head.len() - NODE_HEADER)?;
                Some((tag, None))
            }
            _ => {
                let left = self.after(node, head, head.len() + 4 - NODE_HEADER)?;
                Some((tag, Some(self.known(*left.first_chunk()?)?)))
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn variant_in_parts(
        &mut self,
        node: u32,
        cases: &[FixedCase],
    ) -> Result<(usize, Option<u32>), CodecError> {
        let (found, mut payload) = self.open(node)?;
        if found != kind::VARIANT {
            return Err(self.unexpected(kind::VARIANT, found));
        }
        payload.text("a type's name")?;
        let at = payload.offset();
        let name = payload.text("a case's name")?;
        let tag_at = payload.offset();
        let tag = payload.u32("a tag")?;
        let Some(case) = cases.get(tag as usize) else {
            let error = CodecError::unknown_case(variant_name(cases), cases.len(), tag);
            return Err(error.at_offset(tag_at));
        };
        if !name.is_empty() && !same_name(name, &case.name) {
            return Err(CodecError::case_name(case, name).at_offset(at));
        }
        let at = payload.offset();
        let mut children = self.indices(&mut payload, "what a case holds")?;
        payload.end("variant")?;
        if children.len() > 1 {
            return Err(CodecError::payload(case, 1, children.len()).at_offset(at));
        }
        Ok((tag as usize, children.next()))
    }

    /// Reads an enum: the position of its case, below the number of cases.
    ///
    /// # Errors
    ///
    /// As [`variant`](Self::variant), and when the case holds something.
    #[inline]
    pub fn enumeration(&mut self, node: u32, cases: &[FixedCase]) -> Result<usize, CodecError> {
        let (tag, payload) = self.variant(node, cases)?;
        self.no_payload(payload, &cases[tag])?;
        Ok(tag)
    }

    /// Reads an option: the node of its value, if there is one. The type that is written down is not
    /// compared.
    ///
    /// # Errors
    ///
    /// When the node is of another kind or not well-formed.
    pub fn option(&mut self, node: u32) -> Result<Option<u32>, CodecError> {
        let mut payload = self.expect(node, kind::OPTION)?;
        self.skip_tag(&mut payload)?;
        self.presence(&mut payload)
    }

    pub(super) fn presence(&self, payload: &mut Cursor<'a>) -> Result<Option<u32>, CodecError> {
        let at = payload.offset();
        let inner = match payload.u8("whether there is a value")? {
            0 => None,
            1 => Some(self.index(payload)?),
            found => {
                return Err(
                    CodecError::malformed(Malformed::OptionPresence { found }).at_offset(at)
                );
            }
        };
        payload.end("option")?;
        Ok(inner)
    }

    /// Reads a result: the node of its success or failure. The types that are written down are not
    /// compared.
    ///
    /// # Errors
    ///
    /// When the node is of another kind or not well-formed.
    pub fn result(&mut self, node: u32) -> Result<Result<u32, u32>, CodecError> {
        let mut payload = self.expect(node, kind::RESULT)?;
        self.skip_tag(&mut payload)?;
        self.skip_tag(&mut payload)?;
        self.outcome(&mut payload)
    }

    pub(super) fn outcome(&self, payload: &mut Cursor<'a>) -> Result<Result<u32, u32>, CodecError> {
        let at = payload.offset();
        let found = payload.u32("a result's tag")?;
        if found > 1 {
            return Err(CodecError::malformed(Malformed::ResultTag { found }).at_offset(at));
        }
        let is_ok = found == 0;
        let at = payload.offset();
        let found = payload.u8("a result's payload")?;
        if found != 1 {
            return Err(CodecError::malformed(Malformed::ResultPresence { found }).at_offset(at));
        }
        let inner = self.index(payload)?;
        payload.end("result")?;
        Ok(if is_ok { Ok(inner) } else { Err(inner) })
    }

    /// Reads a tuple of `N` items: their nodes.
    ///
    /// # Errors
    ///
    /// When the node is of another kind, or has another number of items.
    #[inline]
    pub fn tuple<const N: usize>(&mut self, node: u32) -> Result<[u32; N], CodecError> {
        if let Some(payload) = self.payload_of(node, kind::TUPLE)
            && let Some((count, left)) = payload.split_first_chunk()
            && u32::from_le_bytes(*count) as usize == N
            && left.len() == 4 * N
            && let Some(nodes) = self.nodes_of(left)
        {
            return Ok(nodes);
        }
        self.tuple_in_parts(node)
    }

    #[cold]
    #[inline(never)]
    fn tuple_in_parts<const N: usize>(&mut self, node: u32) -> Result<[u32; N], CodecError> {
        let children = self.items(node)?;
        if children.len() != N {
            let error = CodecError::count("items in the tuple", N, children.len());
            return Err(error.at_offset(self.last()));
        }
        let mut nodes = [0; N];
        for (node, child) in nodes.iter_mut().zip(children) {
            *node = child;
        }
        Ok(nodes)
    }

    /// Reads a tuple of any number of items: their nodes.
    ///
    /// # Errors
    ///
    /// When the node is of another kind or not well-formed.
    pub fn items(&mut self, node: u32) -> Result<Children<'a>, CodecError> {
        if let Some(payload) = self.payload_of(node, kind::TUPLE)
            && let Some((count, left)) = payload.split_first_chunk()
            && let Some(items) = self.all(u32::from_le_bytes(*count), left)
        {
            return Ok(items);
        }
        self.items_in_parts(node)
    }

    #[cold]
    #[inline(never)]
    fn items_in_parts(&mut self, node: u32) -> Result<Children<'a>, CodecError> {
        let mut payload = self.expect(node, kind::TUPLE)?;
        let children = self.indices(&mut payload, "the items of a tuple")?;
        payload.end("tuple")?;
        Ok(children)
    }

    /// Reads a list whose elements are nodes. The element type that is written down is not compared, so
    /// an empty packed list is one of these too.
    ///
    /// # Errors
    ///
    /// When the node is of another kind, a packed list with elements included, or not well-formed.
    pub fn list(&mut self, node: u32) -> Result<Children<'a>, CodecError> {
        let (found, mut payload) = self.open(node)?;
        match found {
            kind::LIST => {
                let at = payload.offset();
                let elem = payload;
                self.skip_tag(&mut payload)?;
                check_unpacked(elem).map_err(|error| error.at_offset(at))?;
                let children = self.indices(&mut payload, "the elements of a list")?;
                payload.end("list")?;
                Ok(children)
            }
            kind::ARRAY if self.packed(payload)?.count == 0 => Ok(Children::NONE),
            found => Err(self.unexpected(kind::LIST, found)),
        }
    }

    /// The node in a tuple of one; `None` for another node.
    pub(crate) fn single(&mut self, node: u32) -> Result<Option<u32>, CodecError> {
        match self.kind(node)? {
            kind::TUPLE => Ok(self.items(node)?.single()),
            _ => Ok(None),
        }
    }
}

/// No message has so many nodes that one has this index.
const NO_NODE: u32 = u32::MAX;

/// The position of the field that a record names as its `i`th.
fn field_of(shape: &RecordShape, i: usize, name: &str) -> Option<usize> {
    match shape.fields.get(i) {
        Some(expected) if same(expected.as_bytes(), name.as_bytes()) => Some(i),
        _ => shape.position(name),
    }
}

fn variant_name(cases: &[FixedCase]) -> &str {
    cases.first().map_or("", |case| &case.type_name)
}

/// That the list's element type, at the start of its payload, is not one that is always packed.
fn check_unpacked(mut payload: Cursor<'_>) -> Result<(), CodecError> {
    if super::arrays::width(payload.u8("a type tag")?).is_some() {
        return Err(CodecError::malformed(Malformed::UnpackedList));
    }
    Ok(())
}

pub(super) fn bool_of(byte: u8) -> Result<bool, CodecError> {
    match byte {
        0 => Ok(false),
        1 => Ok(true),
        found => Err(CodecError::malformed(Malformed::Bool { found })),
    }
}

pub(super) fn char_of(found: u32) -> Result<char, CodecError> {
    char::from_u32(found).ok_or_else(|| CodecError::malformed(Malformed::Char { found }))
}

pub(crate) fn flags_of(bits: u64, mask: u64) -> Result<u64, CodecError> {
    match bits & !mask {
        0 => Ok(bits),
        unknown => Err(CodecError::new(CodecErrorKind::UnknownFlags {
            unknown,
            count: mask.count_ones(),
        })),
    }
}
