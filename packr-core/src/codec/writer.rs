//! Writing the nodes of values, children before parents.

use alloc::vec::Vec;

use super::error::{CodecError, Limit, Malformed};
use super::heads::{FixedCase, FixedShape};
use super::out::Out;
use super::pending::Pending;
use super::stack::{Stack, on_new_stretch};
use super::{Limits, Rules, Step, Version, kind, tags};
use crate::convert::Lower;
use crate::value::{Case, MapType, RecordShape, ResultType, ValueType};

/// Writes one message into a slice, and only counts what does not fit: [`finish`](Self::finish) tells the
/// length, and the caller writes again into a slice of that length.
///
/// It stands at the root, at depth 1: `let root = value.lower(&mut writer)?; writer.finish(root)`. The
/// methods that write a node take the indices of the nodes inside, which are written before; those that
/// go to a value inside (`field`, `payload`, `item`, …) count the depth and put the step into the path of an error.
pub struct Writer<'a> {
    pub(super) out: Out<'a>,
    depth: usize,
    /// Where the stretch of stack begins that is in use.
    stack: Stack,
    /// The nodes of the lists and tuples that are being written, the innermost last.
    pending: Pending,
    rules: Rules,
}

impl<'a> Writer<'a> {
    /// Writes into `buf`, from its start, a message of version 2.
    pub fn new(buf: &'a mut [u8], limits: &Limits) -> Self {
        Self::of_version(buf, Version::V2, limits)
    }

    /// Writes into `buf`, from its start, a message of that version.
    #[inline]
    pub fn of_version(buf: &'a mut [u8], version: Version, limits: &Limits) -> Self {
        Self::into(buf, None, version, limits)
    }

    #[inline]
    pub(super) fn into(
        room: &'a mut [u8],
        rest: Option<&'a mut Vec<u8>>,
        version: Version,
        limits: &Limits,
    ) -> Self {
        Self {
            out: Out::new(room, rest, version, limits),
            depth: 1,
            stack: Stack::here(),
            pending: Pending::new(),
            rules: Rules {
                version,
                max_depth: limits.max_depth,
            },
        }
    }

    /// The version of the message.
    pub fn version(&self) -> Version {
        self.out.version()
    }

    /// Ends the message, and returns its length. When that is more than there was room for, the slice holds
    /// nothing of use.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded.
    #[inline]
    pub fn finish(&mut self, root: u32) -> Result<usize, CodecError> {
        self.out.finish(root)
    }

    #[inline]
    fn nested<T: Lower + ?Sized>(
        &mut self,
        value: &T,
        step: impl FnOnce() -> Step,
    ) -> Result<u32, CodecError> {
        let max = self.rules.max_depth;
        if self.depth >= max {
            return Err(CodecError::limit(Limit::Depth { max }).on_the_way(step));
        }
        self.depth += 1;
        let node = match T::LEVELS == 0 && self.stack.is_used_up() {
            true => self.lower_on_new_stretch(value),
            false => value.lower(self),
        };
        self.depth -= 1;
        node.map_err(|error| error.on_the_way(step))
    }

    #[cold]
    #[inline(never)]
    fn lower_on_new_stretch<T: Lower + ?Sized>(&mut self, value: &T) -> Result<u32, CodecError> {
        let began = self.stack;
        let node = on_new_stretch(|| {
            self.stack = Stack::here();
            value.lower(self)
        });
        self.stack = began;
        node
    }

    /// Writes a value inside the one at hand.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded; `step` becomes part of the error's path.
    pub fn child<T: Lower + ?Sized>(&mut self, value: &T, step: Step) -> Result<u32, CodecError> {
        self.nested(value, || step)
    }

    /// Writes a parameter.
    #[inline]
    pub(crate) fn param<T: Lower + ?Sized>(
        &mut self,
        value: &T,
        name: &'static str,
    ) -> Result<u32, CodecError> {
        self.nested(value, || Step::Field(name.into()))
    }

    /// Writes the value of the field at `index` of a record.
    ///
    /// # Errors
    ///
    /// As [`child`](Self::child).
    #[inline]
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
    #[inline]
    pub fn item<T: Lower + ?Sized>(&mut self, value: &T, index: usize) -> Result<u32, CodecError> {
        self.nested(value, || Step::Index(index))
    }

    /// Writes what a case holds.
    ///
    /// # Errors
    ///
    /// As [`child`](Self::child).
    #[inline]
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
    #[inline]
    pub fn push(&mut self, node: u32) {
        self.pending.push(node);
    }

    /// Writes a node of those collected since `mark`.
    fn since(
        &mut self,
        mark: usize,
        write: impl FnOnce(&mut Out<'a>, &[u32]) -> Result<u32, CodecError>,
    ) -> Result<u32, CodecError> {
        let node = write(&mut self.out, self.pending.since(mark));
        self.pending.truncate(mark);
        node
    }

    /// Writes a list of the nodes collected since `mark`; see [`list`](Self::list).
    ///
    /// # Errors
    ///
    /// As [`list`](Self::list).
    pub fn list_since(&mut self, mark: usize, elem: &ValueType) -> Result<u32, CodecError> {
        let tag = self.tag_len(elem)?;
        self.since(mark, |out, nodes| list(out, elem, tag, nodes))
    }

    /// Writes a tuple of the nodes collected since `mark`.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded.
    pub fn tuple_since(&mut self, mark: usize) -> Result<u32, CodecError> {
        self.since(mark, tuple)
    }

    pub(super) fn variant_since(&mut self, mark: usize, case: &Case) -> Result<u32, CodecError> {
        self.since(mark, |out, nodes| variant(out, case, nodes))
    }

    pub(super) fn record_since(
        &mut self,
        mark: usize,
        shape: &RecordShape,
    ) -> Result<u32, CodecError> {
        self.since(mark, |out, nodes| record(out, shape, nodes))
    }

    /// The nodes of a map: of pairs in version 2, of keys and values in version 3.
    pub(super) fn map_since(&mut self, mark: usize, types: &MapType) -> Result<u32, CodecError> {
        let tags = self.tag_len(&types.key)? + self.tag_len(&types.value)?;
        self.since(mark, |out, nodes| {
            let (kind, pair, count) = match out.version() {
                Version::V2 => (kind::LIST, 5, nodes.len()),
                Version::V3 => (kind::MAP, 0, nodes.len() / 2),
            };
            out.node(kind, pair + tags + 4 + 4 * nodes.len(), |out| {
                out.map_tag(types);
                out.count(count);
                out.indices(nodes);
            })
        })
    }

    pub(super) fn set_since(&mut self, mark: usize, elem: &ValueType) -> Result<u32, CodecError> {
        let tag = self.tag_len(elem)?;
        self.since(mark, |out, nodes| {
            out.node(kind::SET, tag + 4 + 4 * nodes.len(), |out| {
                out.tag(elem);
                out.count(nodes.len());
                out.indices(nodes);
            })
        })
    }

    /// How long a type tag is; it nests no deeper than values may.
    #[inline]
    fn tag_len(&self, ty: &ValueType) -> Result<usize, CodecError> {
        let max = self.rules.max_type_depth();
        let len = tags::len(ty, max, self.rules.version);
        len.ok_or_else(|| CodecError::limit(Limit::Depth { max }))
    }

    /// Writes a list of nodes. For elements of fixed width there are `u8_array` and the like.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded, or elements of that type are always packed.
    pub fn list(&mut self, elem: &ValueType, nodes: &[u32]) -> Result<u32, CodecError> {
        let tag = self.tag_len(elem)?;
        list(&mut self.out, elem, tag, nodes)
    }

    /// Writes an option.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded.
    pub fn option(&mut self, inner: &ValueType, node: Option<u32>) -> Result<u32, CodecError> {
        let len = self.tag_len(inner)? + 1 + if node.is_some() { 4 } else { 0 };
        self.out.node(kind::OPTION, len, |out| {
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
        self.out.node(kind::RESULT, len, |out| {
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
    #[inline]
    pub fn tuple(&mut self, nodes: &[u32]) -> Result<u32, CodecError> {
        tuple(&mut self.out, nodes)
    }

    /// Writes a record: the nodes of its fields in the shape's order.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded.
    #[inline]
    pub fn record<const N: usize>(
        &mut self,
        shape: &FixedShape,
        nodes: &[u32; N],
    ) -> Result<u32, CodecError> {
        match shape.head() {
            [] => record(&mut self.out, shape, nodes),
            head => self.out.with_head(head, nodes),
        }
    }

    /// Writes a variant or an enum, and the node that its case holds.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded.
    #[inline]
    pub fn variant(&mut self, case: &FixedCase, node: Option<u32>) -> Result<u32, CodecError> {
        match case.head() {
            [] => variant(&mut self.out, case, node.as_slice()),
            head => self.out.with_head(head, node.as_slice()),
        }
    }

    /// Writes a variant piece by piece.
    pub(crate) fn variant_in_parts(
        &mut self,
        case: &Case,
        nodes: &[u32],
    ) -> Result<u32, CodecError> {
        variant(&mut self.out, case, nodes)
    }

    /// Writes a record piece by piece.
    pub(crate) fn record_in_parts(
        &mut self,
        shape: &RecordShape,
        nodes: &[u32],
    ) -> Result<u32, CodecError> {
        record(&mut self.out, shape, nodes)
    }

    /// Writes a string.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded.
    pub fn string(&mut self, text: &str) -> Result<u32, CodecError> {
        let len = (text.len() as u32).to_le_bytes();
        self.out.bulk(kind::STRING, len, text.as_bytes())
    }
}

fn list(out: &mut Out<'_>, elem: &ValueType, tag: usize, nodes: &[u32]) -> Result<u32, CodecError> {
    if elem.fixed_width().is_some() {
        return Err(CodecError::malformed(Malformed::UnpackedList));
    }
    out.node(kind::LIST, tag + 4 + 4 * nodes.len(), |out| {
        out.tag(elem);
        out.count(nodes.len());
        out.indices(nodes);
    })
}

#[inline]
fn tuple(out: &mut Out<'_>, nodes: &[u32]) -> Result<u32, CodecError> {
    out.node(kind::TUPLE, 4 + 4 * nodes.len(), |out| {
        out.count(nodes.len());
        out.indices(nodes);
    })
}

fn record(out: &mut Out<'_>, shape: &RecordShape, nodes: &[u32]) -> Result<u32, CodecError> {
    assert_eq!(shape.fields.len(), nodes.len(), "a node for each field");
    let names: usize = shape.fields.iter().map(|name| 4 + name.len()).sum();
    let len = 4 + shape.name.len() + 4 + names + 4 * nodes.len();
    out.node(kind::RECORD, len, |out| {
        out.text(&shape.name);
        out.count(nodes.len());
        shape.fields.iter().for_each(|name| out.text(name));
        out.indices(nodes);
    })
}

fn variant(out: &mut Out<'_>, case: &Case, nodes: &[u32]) -> Result<u32, CodecError> {
    let len = 16 + case.type_name.len() + case.name.len() + 4 * nodes.len();
    out.node(kind::VARIANT, len, |out| {
        out.text(&case.type_name);
        out.text(&case.name);
        out.u32(case.tag);
        out.count(nodes.len());
        out.indices(nodes);
    })
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
                #[inline]
                pub fn $method(&mut self, $value: $ty) -> Result<u32, CodecError> {
                    self.out.fixed(kind::$kind, $bytes)
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
