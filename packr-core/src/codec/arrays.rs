//! Packed lists: elements of fixed width, moved in bulk.

use alloc::vec::Vec;

use bytemuck::{NoUninit, cast_slice};

use super::cursor::Cursor;
use super::error::{CodecError, Malformed};
use super::forward::Forward;
use super::nodes::{bool_of, char_of, flags_of};
use super::reader::Reader;
use super::writer::Writer;
use super::{Version, kind, tags};
use crate::value::{List, ValueType, for_each_packed};

macro_rules! widths {
    ($($kind:ident $elem:ident $width:literal,)*) => {
        /// How many bytes an element with that type tag takes in a packed list.
        pub(super) fn width(tag: u8) -> Option<usize> {
            match tag {
                $(tag if tag == const { tags::byte(&ValueType::$kind, Version::V2) } => Some($width),)*
                _ => None,
            }
        }
    };
}
for_each_packed!(widths);

/// A packed list as it lies in the input. `data` has the bytes of `count` elements.
pub(super) struct Packed<'a> {
    tag: u8,
    pub(super) count: usize,
    data: &'a [u8],
    offset: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn packed(&self, mut payload: Cursor<'a>) -> Result<Packed<'a>, CodecError> {
        let at = payload.offset();
        let tag = payload.u8("a type tag")?;
        let Some(width) = width(tag) else {
            let what = Malformed::PackedElement { found: tag };
            return Err(CodecError::malformed(what).at_offset(at));
        };
        let count = payload.count("the elements of a packed list", width)?;
        let offset = payload.offset();
        let data = payload.take(count * width, "the elements of a packed list")?;
        payload.end("packed list")?;
        Ok(Packed {
            tag,
            count,
            data,
            offset,
        })
    }

    /// The elements of a packed list of that type; an empty one may be of any type.
    fn elements(&mut self, node: u32, tag: u8) -> Result<Packed<'a>, CodecError> {
        let payload = self.expect(node, kind::ARRAY)?;
        let packed = self.packed(payload)?;
        if packed.tag != tag && packed.count > 0 {
            return Err(self.unexpected(tag, packed.tag).at(super::Step::Index(0)));
        }
        Ok(packed)
    }

    /// Whether the node is a packed list. Does not count as a visit.
    pub(crate) fn is_packed(&self, node: u32) -> Result<bool, CodecError> {
        Ok(self.kind(node)? == kind::ARRAY)
    }

    /// The elements of a packed list where there can only be a list of nodes: none, or an error.
    pub(crate) fn no_elements<T>(&mut self, node: u32) -> Result<Vec<T>, CodecError> {
        let payload = self.expect(node, kind::ARRAY)?;
        let packed = self.packed(payload)?;
        if packed.count > 0 {
            return Err(self.unexpected(kind::LIST, kind::ARRAY));
        }
        Ok(Vec::new())
    }

    /// Reads a packed list of flags; `mask` has the bits that the type has.
    ///
    /// # Errors
    ///
    /// When the node is of another kind, or an element has other bits.
    pub fn flags_array(&mut self, node: u32, mask: u64) -> Result<Vec<u64>, CodecError> {
        let packed = self.elements(node, kind::FLAGS)?;
        each(&packed, |bytes| flags_of(u64::from_le_bytes(bytes), mask))
    }
}

/// Converts each element, or fails at the first that does not convert.
fn each<T, const W: usize>(
    packed: &Packed<'_>,
    convert: impl Fn([u8; W]) -> Result<T, CodecError>,
) -> Result<Vec<T>, CodecError> {
    let mut items = Vec::with_capacity(packed.count);
    for (i, bytes) in packed.data.as_chunks().0.iter().enumerate() {
        let item = convert(*bytes).map_err(|error| {
            let error = error.at_offset(packed.offset + i * W);
            error.at(super::Step::Index(i))
        })?;
        items.push(item);
    }
    Ok(items)
}

/// Reads, for each element type: its vector from a packed list.
macro_rules! read_arrays {
    ($($method:ident $kind:ident $tag:ident $elem:ident |$packed:ident| $items:expr;)*) => {
        impl Forward<'_> {
            $(
                pub(crate) fn $method(&mut self) -> Option<Vec<$elem>> {
                    let data = self.packed(kind::$tag, size_of::<$elem>())?;
                    let $packed = Packed {
                        tag: kind::$tag,
                        count: data.len() / size_of::<$elem>(),
                        data,
                        offset: 0,
                    };
                    let items: Result<Vec<$elem>, CodecError> = $items;
                    items.ok()
                }
            )*
        }

        impl<'a> Reader<'a> {
            $(
                #[doc = concat!("Reads a packed list of `", stringify!($elem), "`; an empty one of any type.")]
                ///
                /// # Errors
                ///
                /// When the node is of another kind, not well-formed, or has elements of another type.
                pub fn $method(&mut self, node: u32) -> Result<Vec<$elem>, CodecError> {
                    let $packed = self.elements(node, kind::$tag)?;
                    $items
                }
            )*

            /// Reads a packed list of any type.
            pub(super) fn any_packed(&self, payload: Cursor<'a>) -> Result<List, CodecError> {
                let packed = Reader::packed(self, payload)?;
                match packed.tag {
                    $(kind::$tag => {
                        let $packed = packed;
                        let items: Result<Vec<$elem>, CodecError> = $items;
                        items.map(List::$kind)
                    })*
                    _ => each(&packed, |bytes| Ok(u64::from_le_bytes(bytes))).map(List::Flags),
                }
            }
        }
    };
}

macro_rules! bulk {
    ($packed:ident $elem:ident) => {{
        let chunks = $packed.data.as_chunks().0.iter();
        Ok(chunks.map(|bytes| $elem::from_le_bytes(*bytes)).collect())
    }};
}

read_arrays! {
    bool_array Bool BOOL bool |packed| each(&packed, |[byte]| bool_of(byte));
    u8_array U8 U8 u8 |packed| Ok(packed.data.to_vec());
    u16_array U16 U16 u16 |packed| bulk!(packed u16);
    u32_array U32 U32 u32 |packed| bulk!(packed u32);
    u64_array U64 U64 u64 |packed| bulk!(packed u64);
    s8_array S8 S8 i8 |packed| bulk!(packed i8);
    s16_array S16 S16 i16 |packed| bulk!(packed i16);
    s32_array S32 S32 i32 |packed| bulk!(packed i32);
    s64_array S64 S64 i64 |packed| bulk!(packed i64);
    f32_array F32 F32 f32 |packed| bulk!(packed f32);
    f64_array F64 F64 f64 |packed| bulk!(packed f64);
    char_array Char CHAR char |packed| each(&packed, |bytes| char_of(u32::from_le_bytes(bytes)));
}

/// Writes, for each element type: a packed list from a slice.
macro_rules! write_arrays {
    ($($method:ident $kind:ident $tag:ident $elem:ident |$item:ident| $bytes:expr;)*) => {
        impl Writer<'_> {
            $(
                #[doc = concat!("Writes a packed list of `", stringify!($elem), "`.")]
                ///
                /// # Errors
                ///
                /// When a limit is exceeded.
                pub fn $method(&mut self, items: &[$elem]) -> Result<u32, CodecError> {
                    self.array(kind::$tag, items, |$item| $bytes)
                }
            )*

            pub(super) fn any_list(&mut self, list: &List) -> Result<u32, CodecError> {
                match list {
                    $(List::$kind(items) => self.$method(items),)*
                    List::Flags(items) => self.flags_array(items.iter().copied()),
                    List::Values { elem_type, items } => match list.packed() {
                        Some(packed) => self.any_list(&packed),
                        None => self.list_of_values(elem_type, items),
                    },
                }
            }
        }
    };
}

write_arrays! {
    bool_array Bool BOOL bool |item| [u8::from(item)];
    u8_array U8 U8 u8 |item| [item];
    u16_array U16 U16 u16 |item| item.to_le_bytes();
    u32_array U32 U32 u32 |item| item.to_le_bytes();
    u64_array U64 U64 u64 |item| item.to_le_bytes();
    s8_array S8 S8 i8 |item| item.to_le_bytes();
    s16_array S16 S16 i16 |item| item.to_le_bytes();
    s32_array S32 S32 i32 |item| item.to_le_bytes();
    s64_array S64 S64 i64 |item| item.to_le_bytes();
    f32_array F32 F32 f32 |item| item.to_le_bytes();
    f64_array F64 F64 f64 |item| item.to_le_bytes();
    char_array Char CHAR char |item| u32::from(item).to_le_bytes();
}

impl Writer<'_> {
    /// Writes a packed list of flags.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded.
    pub fn flags_array(
        &mut self,
        items: impl ExactSizeIterator<Item = u64>,
    ) -> Result<u32, CodecError> {
        self.each(kind::FLAGS, items.map(u64::to_le_bytes))
    }

    /// Writes a packed list of elements that take `W` bytes each.
    fn array<T: NoUninit, const W: usize>(
        &mut self,
        tag: u8,
        items: &[T],
        bytes: impl Fn(T) -> [u8; W],
    ) -> Result<u32, CodecError> {
        if cfg!(target_endian = "big") {
            return self.each(tag, items.iter().map(|item| bytes(*item)));
        }
        let [a, b, c, d] = (items.len() as u32).to_le_bytes();
        self.out
            .bulk(kind::ARRAY, [tag, a, b, c, d], cast_slice(items))
    }

    /// The same, one by one.
    fn each<const W: usize>(
        &mut self,
        tag: u8,
        items: impl ExactSizeIterator<Item = [u8; W]>,
    ) -> Result<u32, CodecError> {
        let count = items.len();
        let len = count.saturating_mul(W).saturating_add(5);
        self.out.node(kind::ARRAY, len, |out| {
            out.u8(tag);
            out.count(count);
            let room = out.take(count * W).as_chunks_mut().0;
            room.iter_mut().zip(items).for_each(|(to, from)| *to = from);
        })
    }
}
