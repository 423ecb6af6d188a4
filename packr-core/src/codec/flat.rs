//! Writing values whose size is told before: one look at the room for all of their nodes, and then stores, most of them at
//! places that the compiler knows.

use super::copy::copy;
use super::out::{header, indices, message_header};
use super::{HEADER, Limits, NODE_HEADER, Version, kind};

/// What the nodes of a value take.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    bytes: usize,
    nodes: usize,
}

impl Size {
    /// Of nothing.
    pub(crate) const NONE: Size = Size { bytes: 0, nodes: 0 };

    /// Of a node with a payload of that length, and nothing inside.
    #[inline]
    pub(crate) const fn leaf(payload: usize) -> Size {
        Size {
            bytes: payload.saturating_add(NODE_HEADER),
            nodes: 1,
        }
    }

    /// Of two values side by side, or of a value and what is inside it.
    #[inline]
    #[must_use]
    pub(crate) const fn and(self, other: Size) -> Size {
        Size {
            bytes: self.bytes.saturating_add(other.bytes),
            nodes: self.nodes.saturating_add(other.nodes),
        }
    }

    /// Of a tuple of `count` values that take this together.
    #[inline]
    #[must_use]
    pub(crate) const fn in_tuple(self, count: usize) -> Size {
        self.and(Size::leaf(4 + 4 * count))
    }

    /// Of all of these; `None` if one of them is not always the same.
    pub(crate) const fn sum(sizes: &[Option<Size>]) -> Option<Size> {
        let (mut sum, mut i) = (Size::NONE, 0);
        while i < sizes.len() {
            match sizes[i] {
                Some(size) => sum = sum.and(size),
                None => return None,
            }
            i += 1;
        }
        Some(sum)
    }

    /// The same in a tuple.
    pub(crate) const fn tuple_of(sizes: &[Option<Size>]) -> Option<Size> {
        match Size::sum(sizes) {
            Some(sum) => Some(sum.in_tuple(sizes.len())),
            None => None,
        }
    }

    /// How long a message of one such value is.
    #[inline]
    pub const fn message(self) -> usize {
        self.bytes.saturating_add(HEADER)
    }

    #[inline]
    pub(super) fn is_within(self, limits: &Limits) -> bool {
        self.nodes <= limits.max_nodes && self.message() <= limits.bytes()
    }
}

/// Room for the nodes of one value, none of it too much. Each method writes the next node and gives its index.
pub struct Flat<'a> {
    left: &'a mut [u8],
    nodes: u32,
}

impl Flat<'_> {
    /// Writes a message that takes all of the room by `fill`.
    #[inline]
    pub(super) fn message(
        room: &mut [u8],
        version: Version,
        fill: impl FnOnce(&mut Flat<'_>) -> Option<u32>,
    ) -> Option<()> {
        let (start, left) = room.split_first_chunk_mut()?;
        let mut flat = Flat { left, nodes: 0 };
        let root = fill(&mut flat)?;
        *start = message_header(version, flat.nodes, root);
        debug_assert!(flat.left.is_empty());
        Some(())
    }

    #[inline]
    fn take(&mut self, len: usize) -> Option<&mut [u8]> {
        let (taken, left) = core::mem::take(&mut self.left).split_at_mut_checked(len)?;
        self.left = left;
        Some(taken)
    }

    #[inline]
    fn chunk<const N: usize>(&mut self) -> Option<&mut [u8; N]> {
        let (chunk, left) = core::mem::take(&mut self.left).split_first_chunk_mut()?;
        self.left = left;
        Some(chunk)
    }

    #[inline]
    fn start(&mut self, kind: u8, payload: usize) -> Option<u32> {
        *self.chunk()? = header(kind, payload);
        self.nodes += 1;
        Some(self.nodes - 1)
    }

    /// A node with a payload of that many bytes.
    #[inline]
    pub(crate) fn scalar<const N: usize>(&mut self, kind: u8, payload: [u8; N]) -> Option<u32> {
        let node = self.start(kind, N)?;
        *self.chunk()? = payload;
        Some(node)
    }

    /// A tuple of the items at these nodes.
    #[inline]
    pub(crate) fn tuple(&mut self, items: &[u32]) -> Option<u32> {
        let node = self.start(kind::TUPLE, 4 + 4 * items.len())?;
        *self.chunk()? = (items.len() as u32).to_le_bytes();
        indices(self.take(4 * items.len())?, items);
        Some(node)
    }

    /// A string.
    #[inline]
    pub(crate) fn string(&mut self, text: &str) -> Option<u32> {
        let node = self.start(kind::STRING, 4 + text.len())?;
        *self.chunk()? = (text.len() as u32).to_le_bytes();
        copy(self.take(text.len())?, text.as_bytes());
        Some(node)
    }

    /// An option of a type of which `tag` is the whole tag, and the node of its value.
    #[inline]
    pub(crate) fn option(&mut self, tag: u8, item: Option<u32>) -> Option<u32> {
        let item = item.as_slice();
        let node = self.start(kind::OPTION, 2 + 4 * item.len())?;
        *self.chunk()? = [tag, item.len() as u8];
        indices(self.take(4 * item.len())?, item);
        Some(node)
    }
}

macro_rules! scalars {
    ($($method:ident $kind:ident $ty:ty: |$value:ident| $bytes:expr;)*) => {
        impl Flat<'_> {
            $(
                #[inline]
                pub(crate) fn $method(&mut self, $value: $ty) -> Option<u32> {
                    self.scalar(kind::$kind, $bytes)
                }
            )*
        }
    };
}

scalars! {
    bool BOOL bool: |value| [value.into()];
    u8 U8 u8: |value| [value];
    u16 U16 u16: |value| value.to_le_bytes();
    u32 U32 u32: |value| value.to_le_bytes();
    u64 U64 u64: |value| value.to_le_bytes();
    s8 S8 i8: |value| value.to_le_bytes();
    s16 S16 i16: |value| value.to_le_bytes();
    s32 S32 i32: |value| value.to_le_bytes();
    s64 S64 i64: |value| value.to_le_bytes();
    f32 F32 f32: |value| value.to_le_bytes();
    f64 F64 f64: |value| value.to_le_bytes();
    char CHAR char: |value| u32::from(value).to_le_bytes();
}
