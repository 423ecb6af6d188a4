//! Writing nodes into memory that may be too small for them.

use alloc::vec::Vec;

use super::error::{CodecError, Limit};
use super::{HEADER, Limits, MAGIC, NODE_HEADER, Rules, Step, Version, kind, tags};
use crate::convert::Lower;
use crate::value::{Case, MapType, RecordShape, ResultType, ValueType};

/// Writes one message into a slice, and only counts what does not fit: [`finish`](Self::finish) tells the
/// length, and the caller writes again into a slice of that length.
///
/// It stands at the root, at depth 1: `let root = value.lower(&mut writer)?; writer.finish(root)`. The
/// methods that write a node take the indices of the nodes inside, which are written before; those that
/// go to a value inside (`field`, `payload`, `item`, …) count the depth and put the step into the path of an error.
pub struct Writer<'a> {
    buf: &'a mut [u8],
    len: usize,
    nodes: usize,
    depth: usize,
    /// The nodes of the lists and tuples that are being written, the innermost last.
    pending: Vec<u32>,
    max_bytes: usize,
    max_nodes: usize,
    rules: Rules,
}

/// The payload of one node.
pub(super) struct Payload<'a> {
    left: &'a mut [u8],
    version: Version,
}

impl<'a> Payload<'a> {
    pub(super) fn take(&mut self, len: usize) -> &'a mut [u8] {
        let (taken, left) = core::mem::take(&mut self.left).split_at_mut(len);
        self.left = left;
        taken
    }

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

    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.bytes(text.as_bytes());
    }

    fn indices(&mut self, nodes: &[u32]) {
        let room = self.take(4 * nodes.len()).as_chunks_mut().0;
        for (to, node) in room.iter_mut().zip(nodes) {
            *to = node.to_le_bytes();
        }
    }

    fn tag(&mut self, ty: &ValueType) {
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
    fn map_tag(&mut self, types: &MapType) {
        if self.version == Version::V2 {
            self.u8(kind::TUPLE);
            self.count(2);
        }
        self.tag(&types.key);
        self.tag(&types.value);
    }
}

impl<'a> Writer<'a> {
    /// Writes into `buf`, from its start, a message of version 2.
    pub fn new(buf: &'a mut [u8], limits: &Limits) -> Self {
        Self::of_version(buf, Version::V2, limits)
    }

    /// Writes into `buf`, from its start, a message of that version.
    pub fn of_version(buf: &'a mut [u8], version: Version, limits: &Limits) -> Self {
        Self {
            buf,
            len: HEADER,
            nodes: 0,
            depth: 1,
            pending: Vec::new(),
            max_bytes: limits.bytes(),
            max_nodes: limits.max_nodes.min(u32::MAX as usize),
            rules: Rules {
                version,
                max_depth: limits.max_depth,
            },
        }
    }

    /// The version of the message.
    pub fn version(&self) -> Version {
        self.rules.version
    }

    /// Ends the message, and returns its length. When that is more than the slice has, the slice holds
    /// nothing of use.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded.
    pub fn finish(self, root: u32) -> Result<usize, CodecError> {
        if self.len > self.max_bytes {
            return Err(too_long(self.len, self.max_bytes));
        }
        let version = self.rules.version;
        if let Some(left) = self.buf.first_chunk_mut::<HEADER>() {
            let mut header = Payload { left, version };
            header.bytes(&MAGIC);
            header.bytes(&version.number().to_le_bytes());
            header.bytes(&[0, 0]);
            header.count(self.nodes);
            header.u32(root);
        }
        Ok(self.len)
    }

    /// Writes a node with a payload of `len` bytes, if there is room; `fill` must fill all of it.
    pub(super) fn node(
        &mut self,
        kind: u8,
        len: usize,
        fill: impl FnOnce(&mut Payload<'_>),
    ) -> Result<u32, CodecError> {
        let end = self.len.saturating_add(NODE_HEADER).saturating_add(len);
        if end > self.max_bytes {
            return Err(too_long(end, self.max_bytes));
        }
        if self.nodes >= self.max_nodes {
            return Err(CodecError::limit(Limit::Nodes {
                max: self.max_nodes,
                found: self.nodes + 1,
            }));
        }
        if let Some(left) = self.buf.get_mut(self.len..end) {
            let version = self.rules.version;
            let mut out = Payload { left, version };
            out.bytes(&[kind, 0, 0, 0]);
            out.count(len);
            fill(&mut out);
            debug_assert!(out.left.is_empty());
        }
        self.len = end;
        self.nodes += 1;
        Ok(self.nodes as u32 - 1)
    }

    fn fixed<const N: usize>(&mut self, kind: u8, bytes: [u8; N]) -> Result<u32, CodecError> {
        self.node(kind, N, |out| out.bytes(&bytes))
    }

    fn nested<T: Lower + ?Sized>(
        &mut self,
        value: &T,
        step: impl FnOnce() -> Step,
    ) -> Result<u32, CodecError> {
        let max = self.rules.max_depth;
        if self.depth >= max {
            return Err(CodecError::limit(Limit::Depth { max }).at(step()));
        }
        self.depth += 1;
        let node = value.lower(self);
        self.depth -= 1;
        node.map_err(|error| error.at(step()))
    }

    /// Writes a value inside the one at hand.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded; `step` becomes part of the error's path.
    pub fn child<T: Lower + ?Sized>(&mut self, value: &T, step: Step) -> Result<u32, CodecError> {
        self.nested(value, || step)
    }

    /// Writes the value of the field at `index` of a record.
    ///
    /// # Errors
    ///
    /// As [`child`](Self::child).
    pub fn field<T: Lower + ?Sized>(
        &mut self,
        value: &T,
        shape: &RecordShape,
        index: usize,
    ) -> Result<u32, CodecError> {
        self.nested(value, || Step::Field(shape.fields[index].clone()))
    }

    /// Writes an element of a list, or an item of a tuple.
    ///
    /// # Errors
    ///
    /// As [`child`](Self::child).
    pub fn item<T: Lower + ?Sized>(&mut self, value: &T, index: usize) -> Result<u32, CodecError> {
        self.nested(value, || Step::Index(index))
    }

    /// Writes what a case holds.
    ///
    /// # Errors
    ///
    /// As [`child`](Self::child).
    pub fn payload<T: Lower + ?Sized>(
        &mut self,
        value: &T,
        case: &Case,
    ) -> Result<u32, CodecError> {
        self.nested(value, || Step::Case(case.name.clone()))
    }

    /// Starts collecting nodes for a list or tuple: the mark to hand to `list_since` or `tuple_since`.
    pub fn mark(&self) -> usize {
        self.pending.len()
    }

    /// Collects a node.
    pub fn push(&mut self, node: u32) {
        self.pending.push(node);
    }

    /// Writes a list of the nodes collected since `mark`; see [`list`](Self::list).
    ///
    /// # Errors
    ///
    /// As [`list`](Self::list).
    pub fn list_since(&mut self, mark: usize, elem: &ValueType) -> Result<u32, CodecError> {
        let pending = core::mem::take(&mut self.pending);
        let node = self.list(elem, &pending[mark..]);
        self.restore(pending, mark);
        node
    }

    /// Writes a tuple of the nodes collected since `mark`.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded.
    pub fn tuple_since(&mut self, mark: usize) -> Result<u32, CodecError> {
        let pending = core::mem::take(&mut self.pending);
        let node = self.tuple(&pending[mark..]);
        self.restore(pending, mark);
        node
    }

    pub(super) fn variant_since(&mut self, mark: usize, case: &Case) -> Result<u32, CodecError> {
        let pending = core::mem::take(&mut self.pending);
        let node = self.variant(case, &pending[mark..]);
        self.restore(pending, mark);
        node
    }

    pub(super) fn record_since(
        &mut self,
        mark: usize,
        shape: &RecordShape,
    ) -> Result<u32, CodecError> {
        let pending = core::mem::take(&mut self.pending);
        let node = self.record(shape, &pending[mark..]);
        self.restore(pending, mark);
        node
    }

    pub(super) fn map_since(&mut self, mark: usize, types: &MapType) -> Result<u32, CodecError> {
        let pending = core::mem::take(&mut self.pending);
        let node = self.map_node(types, &pending[mark..]);
        self.restore(pending, mark);
        node
    }

    pub(super) fn set_since(&mut self, mark: usize, elem: &ValueType) -> Result<u32, CodecError> {
        let pending = core::mem::take(&mut self.pending);
        let node = self.set_node(elem, &pending[mark..]);
        self.restore(pending, mark);
        node
    }

    fn restore(&mut self, mut pending: Vec<u32>, mark: usize) {
        pending.truncate(mark);
        self.pending = pending;
    }

    /// How long a type tag is; it nests no deeper than values may.
    fn tag_len(&self, ty: &ValueType) -> Result<usize, CodecError> {
        let Rules { version, max_depth } = self.rules;
        let len = tags::len(ty, max_depth, version);
        len.ok_or_else(|| CodecError::limit(Limit::Depth { max: max_depth }))
    }

    /// Writes a list of nodes. For elements of fixed width there are `u8_array` and the like.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded, or elements of that type are always packed.
    pub fn list(&mut self, elem: &ValueType, nodes: &[u32]) -> Result<u32, CodecError> {
        if elem.fixed_width().is_some() {
            return Err(CodecError::malformed(
                "expected a packed list for elements of fixed width, found a list of nodes",
                None,
            ));
        }
        let len = self.tag_len(elem)? + 4 + 4 * nodes.len();
        self.node(kind::LIST, len, |out| {
            out.tag(elem);
            out.count(nodes.len());
            out.indices(nodes);
        })
    }

    /// Writes an option.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded.
    pub fn option(&mut self, inner: &ValueType, node: Option<u32>) -> Result<u32, CodecError> {
        let len = self.tag_len(inner)? + 1 + if node.is_some() { 4 } else { 0 };
        self.node(kind::OPTION, len, |out| {
            out.tag(inner);
            out.u8(node.is_some().into());
            out.indices(node.as_slice());
        })
    }

    /// Writes a result: the node of its success or failure.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded.
    pub fn result(
        &mut self,
        types: &ResultType,
        node: Result<u32, u32>,
    ) -> Result<u32, CodecError> {
        let len = self.tag_len(&types.ok)? + self.tag_len(&types.err)? + 9;
        self.node(kind::RESULT, len, |out| {
            out.tag(&types.ok);
            out.tag(&types.err);
            out.u32(node.is_err().into());
            out.u8(1);
            let (Ok(node) | Err(node)) = node;
            out.u32(node);
        })
    }

    /// Writes a tuple.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded.
    pub fn tuple(&mut self, nodes: &[u32]) -> Result<u32, CodecError> {
        self.node(kind::TUPLE, 4 + 4 * nodes.len(), |out| {
            out.count(nodes.len());
            out.indices(nodes);
        })
    }

    /// Writes a record: the nodes of its fields in the shape's order.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded.
    pub fn record(&mut self, shape: &RecordShape, nodes: &[u32]) -> Result<u32, CodecError> {
        assert_eq!(shape.fields.len(), nodes.len(), "a node for each field");
        let names: usize = shape.fields.iter().map(|name| 4 + name.len()).sum();
        let len = 4 + shape.name.len() + 4 + names + 4 * nodes.len();
        self.node(kind::RECORD, len, |out| {
            out.text(&shape.name);
            out.count(nodes.len());
            shape.fields.iter().for_each(|name| out.text(name));
            out.indices(nodes);
        })
    }

    /// Writes a variant or an enum: the nodes that its case holds.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded.
    pub fn variant(&mut self, case: &Case, nodes: &[u32]) -> Result<u32, CodecError> {
        let len = 16 + case.type_name.len() + case.name.len() + 4 * nodes.len();
        self.node(kind::VARIANT, len, |out| {
            out.text(&case.type_name);
            out.text(&case.name);
            out.u32(case.tag);
            out.count(nodes.len());
            out.indices(nodes);
        })
    }

    /// The nodes of a map: of pairs in version 2, of keys and values in version 3.
    fn map_node(&mut self, types: &MapType, nodes: &[u32]) -> Result<u32, CodecError> {
        let (kind, pair, count) = match self.version() {
            Version::V2 => (kind::LIST, 5, nodes.len()),
            Version::V3 => (kind::MAP, 0, nodes.len() / 2),
        };
        let tags = self.tag_len(&types.key)? + self.tag_len(&types.value)?;
        self.node(kind, pair + tags + 4 + 4 * nodes.len(), |out| {
            out.map_tag(types);
            out.count(count);
            out.indices(nodes);
        })
    }

    fn set_node(&mut self, elem: &ValueType, nodes: &[u32]) -> Result<u32, CodecError> {
        let len = self.tag_len(elem)? + 4 + 4 * nodes.len();
        self.node(kind::SET, len, |out| {
            out.tag(elem);
            out.count(nodes.len());
            out.indices(nodes);
        })
    }

    /// Writes a string.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded.
    pub fn string(&mut self, text: &str) -> Result<u32, CodecError> {
        self.node(kind::STRING, text.len().saturating_add(4), |out| {
            out.text(text)
        })
    }
}

macro_rules! scalars {
    ($($method:ident $kind:ident $ty:ty: $name:literal |$value:ident| $bytes:expr;)*) => {
        impl Writer<'_> {
            $(
                #[doc = concat!("Writes ", $name, ".")]
                ///
                /// # Errors
                ///
                /// When a limit is exceeded.
                pub fn $method(&mut self, $value: $ty) -> Result<u32, CodecError> {
                    self.fixed(kind::$kind, $bytes)
                }
            )*
        }
    };
}

scalars! {
    bool BOOL bool: "a bool" |value| [value.into()];
    u8 U8 u8: "a `u8`" |value| [value];
    u16 U16 u16: "a `u16`" |value| value.to_le_bytes();
    u32 U32 u32: "a `u32`" |value| value.to_le_bytes();
    u64 U64 u64: "a `u64`" |value| value.to_le_bytes();
    s8 S8 i8: "an `s8`" |value| value.to_le_bytes();
    s16 S16 i16: "an `s16`" |value| value.to_le_bytes();
    s32 S32 i32: "an `s32`" |value| value.to_le_bytes();
    s64 S64 i64: "an `s64`" |value| value.to_le_bytes();
    f32 F32 f32: "an `f32`, with all its bits" |value| value.to_le_bytes();
    f64 F64 f64: "an `f64`, with all its bits" |value| value.to_le_bytes();
    char CHAR char: "a char" |value| u32::from(value).to_le_bytes();
    flags FLAGS u64: "flags" |value| value.to_le_bytes();
}

#[cold]
fn too_long(found: usize, max: usize) -> CodecError {
    CodecError::limit(Limit::Bytes { max, found })
}
