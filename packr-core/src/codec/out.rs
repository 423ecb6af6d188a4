//! Where nodes go: a slice, or a `Vec` that grows; and what is counted on the way.

use alloc::vec::Vec;

use super::copy::copy;
use super::error::{CodecError, Limit};
use super::{HEADER, Limits, MAGIC, NODE_HEADER, Version, tags};
use crate::value::{MapType, ValueType};

/// From this size on, a `Vec` takes data as it is, in place of room full of zeros first.
const BULK: usize = 1024;

/// How long a `Vec` is that takes a first node.
const SMALLEST: usize = 256;

/// One message that is written.
pub(super) struct Out<'a> {
    /// Room, of which the first `len` bytes are the message so far. Nothing that is too long for the limit fits into it.
    room: Room<'a>,
    len: usize,
    nodes: usize,
    max_bytes: usize,
    max_nodes: usize,
    version: Version,
}

enum Room<'a> {
    /// What does not fit goes to the `Vec`, and everything before it; without one, it is only counted.
    Slice(&'a mut [u8], Option<&'a mut Vec<u8>>),
    Vec(&'a mut Vec<u8>),
}

impl Room<'_> {
    #[inline]
    fn bytes(&mut self) -> &mut [u8] {
        match self {
            Room::Slice(bytes, _) => bytes,
            Room::Vec(vec) => vec,
        }
    }

    /// The `Vec`, with the first `len` bytes of the message in it and at least `more` to come.
    #[cold]
    fn spill(&mut self, len: usize, more: usize) -> Option<&mut Vec<u8>> {
        if let Room::Slice(bytes, rest) = self {
            let vec = rest.take()?;
            vec.clear();
            vec.reserve(len + more);
            vec.extend_from_slice(&bytes[..len]);
            *self = Room::Vec(vec);
        }
        match self {
            Room::Vec(vec) => Some(vec),
            Room::Slice(..) => None,
        }
    }
}

impl<'a> Out<'a> {
    pub(super) fn new(
        first: &'a mut [u8],
        rest: Option<&'a mut Vec<u8>>,
        version: Version,
        limits: &Limits,
    ) -> Self {
        let max_bytes = limits.bytes();
        let fits = first.len().min(max_bytes);
        let mut out = Self {
            room: Room::Slice(&mut first[..fits], rest),
            len: 0,
            nodes: 0,
            max_bytes,
            max_nodes: limits.max_nodes.min(u32::MAX as usize),
            version,
        };
        if fits < HEADER {
            out.grow(HEADER);
        }
        out.len = HEADER;
        out
    }

    pub(super) fn version(&self) -> Version {
        self.version
    }

    /// Ends the message, and returns its length.
    pub(super) fn finish(&mut self, root: u32) -> Result<usize, CodecError> {
        if self.len > self.max_bytes {
            return Err(self.too_long(self.len));
        }
        if let Some(header) = self.room.bytes().first_chunk_mut() {
            *header = message_header(self.version, self.nodes as u32, root);
        }
        if let Room::Vec(vec) = &mut self.room {
            vec.truncate(self.len);
        }
        Ok(self.len)
    }

    #[cold]
    fn too_long(&self, found: usize) -> CodecError {
        let max = self.max_bytes;
        CodecError::limit(Limit::Bytes { max, found })
    }

    #[cold]
    fn too_many(&self) -> CodecError {
        CodecError::limit(Limit::Nodes {
            max: self.max_nodes,
            found: self.nodes + 1,
        })
    }

    /// Where a node ends that takes so many bytes.
    fn end(&self, len: usize) -> Result<usize, CodecError> {
        let end = self.len.saturating_add(len);
        if end > self.max_bytes {
            return Err(self.too_long(end));
        }
        if self.nodes >= self.max_nodes {
            return Err(self.too_many());
        }
        Ok(end)
    }

    /// Makes room for so many more bytes, if it can grow.
    #[cold]
    fn grow(&mut self, more: usize) {
        let (len, max) = (self.len, self.max_bytes);
        if let Some(vec) = self.room.spill(len, more) {
            let doubled = vec.len().saturating_mul(2).max(SMALLEST);
            vec.resize((len + more).max(doubled.min(max)), 0);
        }
    }

    /// The room of a node of that length, which is then written.
    #[inline]
    fn next(&mut self, len: usize) -> Option<(&mut [u8], u32)> {
        let (start, node) = (self.len, self.nodes);
        let end = start.checked_add(len)?;
        if node >= self.max_nodes {
            return None;
        }
        let room = self.room.bytes().get_mut(start..end)?;
        self.len = end;
        self.nodes = node + 1;
        Some((room, node as u32))
    }

    /// Writes a node of `len` bytes, its header included, by `fill`, if there is room.
    #[inline]
    fn whole(&mut self, len: usize, fill: impl FnOnce(&mut [u8])) -> Result<u32, CodecError> {
        if let Some((room, node)) = self.next(len) {
            fill(room);
            return Ok(node);
        }
        let end = self.end(len)?;
        self.grow(len);
        match self.next(len) {
            Some((room, node)) => {
                fill(room);
                Ok(node)
            }
            None => Ok(self.written(end)),
        }
    }

    #[inline]
    fn written(&mut self, end: usize) -> u32 {
        self.len = end;
        self.nodes += 1;
        self.nodes as u32 - 1
    }

    /// Writes a node with a payload of `len` bytes; `fill` must fill all of it.
    pub(super) fn node(
        &mut self,
        kind: u8,
        len: usize,
        fill: impl FnOnce(&mut Payload<'_>),
    ) -> Result<u32, CodecError> {
        let version = self.version;
        self.whole(len.saturating_add(NODE_HEADER), |left| {
            let mut out = Payload { left, version };
            out.bytes(&header(kind, len));
            fill(&mut out);
            debug_assert!(out.left.is_empty());
        })
    }

    /// Writes a node with a payload of `N` bytes.
    #[inline]
    pub(super) fn fixed<const N: usize>(
        &mut self,
        kind: u8,
        payload: [u8; N],
    ) -> Result<u32, CodecError> {
        self.whole(NODE_HEADER + N, |room| {
            if let Some((head, room)) = room.split_first_chunk_mut() {
                *head = header(kind, N);
                room.copy_from_slice(&payload);
            }
        })
    }

    /// Writes a node of which all is known but the indices of its children.
    // Inlined, so that the length of the head is known, and its copy a few stores. In a debug build frames count more.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn with_head(&mut self, head: &[u8], nodes: &[u32]) -> Result<u32, CodecError> {
        if let Some((room, node)) = self.next(head.len() + 4 * nodes.len()) {
            fill_head(room, head, nodes);
            return Ok(node);
        }
        self.with_head_grown(head, nodes)
    }

    #[cold]
    #[inline(never)]
    fn with_head_grown(&mut self, head: &[u8], nodes: &[u32]) -> Result<u32, CodecError> {
        self.whole(head.len() + 4 * nodes.len(), |room| {
            fill_head(room, head, nodes);
        })
    }

    /// Writes a node whose payload is `prefix` and then `data`, which may be long.
    #[inline]
    pub(super) fn bulk<const N: usize>(
        &mut self,
        kind: u8,
        prefix: [u8; N],
        data: &[u8],
    ) -> Result<u32, CodecError> {
        let payload = data.len().saturating_add(N);
        let len = payload.saturating_add(NODE_HEADER);
        if data.len() >= BULK
            && let Some(node) = self.appended(len, &header(kind, payload), &prefix, data)?
        {
            return Ok(node);
        }
        self.whole(len, |room| {
            if let Some((head, room)) = room.split_first_chunk_mut()
                && let Some((first, room)) = room.split_first_chunk_mut()
            {
                *head = header(kind, payload);
                *first = prefix;
                copy(room, data);
            }
        })
    }

    /// Writes a node of `len` bytes to the `Vec`, if that is where it goes.
    fn appended(
        &mut self,
        len: usize,
        header: &[u8],
        prefix: &[u8],
        data: &[u8],
    ) -> Result<Option<u32>, CodecError> {
        let end = self.end(len)?;
        let start = self.len;
        let vec = match &mut self.room {
            Room::Slice(bytes, _) if bytes.len() >= end => None,
            room => room.spill(start, len),
        };
        let Some(vec) = vec else {
            return Ok(None);
        };
        vec.truncate(start);
        vec.reserve(len);
        vec.extend_from_slice(header);
        vec.extend_from_slice(prefix);
        vec.extend_from_slice(data);
        Ok(Some(self.written(end)))
    }
}

/// A node's header.
#[inline]
pub(super) fn header(kind: u8, len: usize) -> [u8; NODE_HEADER] {
    // A length fits: the whole message has at most `u32::MAX` bytes.
    (u64::from(kind) | (len as u64) << 32).to_le_bytes()
}

/// The header of a message.
#[inline]
pub(super) fn message_header(version: Version, nodes: u32, root: u32) -> [u8; HEADER] {
    let start = u64::from(u32::from_le_bytes(MAGIC)) | u64::from(version.number()) << 32;
    let numbers = u64::from(nodes) | u64::from(root) << 32;
    (u128::from(start) | u128::from(numbers) << 64).to_le_bytes()
}

#[inline]
fn fill_head(room: &mut [u8], head: &[u8], nodes: &[u32]) {
    let (first, left) = room.split_at_mut(head.len());
    first.copy_from_slice(head);
    indices(left, nodes);
}

#[inline]
pub(super) fn indices(room: &mut [u8], nodes: &[u32]) {
    for (to, node) in room.as_chunks_mut().0.iter_mut().zip(nodes) {
        *to = node.to_le_bytes();
    }
}

/// The payload of one node.
pub(super) struct Payload<'a> {
    left: &'a mut [u8],
    version: Version,
}

impl<'a> Payload<'a> {
    #[inline]
    pub(super) fn take(&mut self, len: usize) -> &'a mut [u8] {
        let (taken, left) = core::mem::take(&mut self.left).split_at_mut(len);
        self.left = left;
        taken
    }

    #[inline]
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.take(bytes.len()).copy_from_slice(bytes);
    }

    pub(super) fn u8(&mut self, value: u8) {
        self.bytes(&[value]);
    }

    pub(super) fn u32(&mut self, value: u32) {
        self.bytes(&value.to_le_bytes());
    }

    /// A length or count. It fits: the whole message has at most `u32::MAX` bytes.
    pub(super) fn count(&mut self, count: usize) {
        self.u32(count as u32);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.count(text.len());
        self.bytes(text.as_bytes());
    }

    pub(super) fn indices(&mut self, nodes: &[u32]) {
        indices(self.take(4 * nodes.len()), nodes);
    }

    pub(super) fn tag(&mut self, ty: &ValueType) {
        self.u8(tags::byte(ty, self.version));
        match ty {
            ValueType::List(elem) => self.tag(elem),
            ValueType::Option(inner) => self.tag(inner),
            ValueType::Result(types) => {
                self.tag(&types.ok);
                self.tag(&types.err);
            }
            ValueType::Tuple(items) => {
                self.count(items.len());
                items.iter().for_each(|item| self.tag(item));
            }
            ValueType::Record(name) | ValueType::Variant(name) => self.text(name),
            ValueType::Map(types) => self.map_tag(types),
            ValueType::Set(elem) => self.tag(elem),
            _ => {}
        }
    }

    /// What a map writes about its types, also behind the byte of its tag: in version 2 the type of its pairs.
    pub(super) fn map_tag(&mut self, types: &MapType) {
        if self.version == Version::V2 {
            self.u8(super::kind::TUPLE);
            self.count(2);
        }
        self.tag(&types.key);
        self.tag(&types.value);
    }
}
