//! Conversions of bools, numbers, chars and strings.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Lift, Lower, SMALL, WitType, list_of, list_of_nodes};
use crate::codec::{CodecError, Flat, Forward, Reader, Size, Writer};
use crate::value::{List, Value, ValueType};

macro_rules! scalars {
    ($($ty:ident $kind:ident $method:ident $array:ident $width:literal $name:literal,)*) => {
        $(
            impl WitType for $ty {
                const TYPE: ValueType = ValueType::$kind;
            }

            impl Lower for $ty {
                const LEVELS: usize = 1;

                #[inline]
                fn size(&self) -> Size {
                    Size::leaf($width)
                }

                #[inline]
                fn lower_flat(&self, flat: &mut Flat<'_>) -> Option<u32> {
                    flat.$method(*self)
                }

                #[inline]
                fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
                    w.$method(*self)
                }

                fn to_value(&self) -> Value {
                    Value::$kind(*self)
                }

                fn lower_list(items: &[Self], w: &mut Writer<'_>) -> Result<u32, CodecError> {
                    w.$array(items)
                }

                fn list_to_value(items: &[Self]) -> List {
                    List::$kind(items.to_vec())
                }
            }

            impl Lift for $ty {
                const PACKED: bool = true;
                const LEAF: bool = true;
                const FORWARD: usize = 1;
                const NODES: usize = 1;
                const FORWARD_LIST: usize = 1;
                const SIZE: Option<Size> = Some(Size::leaf($width));

                #[inline]
                fn forward(f: &mut Forward<'_>) -> Option<Self> {
                    f.$method()
                }

                fn forward_list(f: &mut Forward<'_>) -> Option<Vec<Self>> {
                    f.$array()
                }

                #[inline]
                fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
                    r.$method(node)
                }

                fn from_value(value: Value) -> Result<Self, CodecError> {
                    match value {
                        Value::$kind(value) => Ok(value),
                        other => Err(CodecError::expected($name, &other)),
                    }
                }

                fn lift_list(r: &mut Reader<'_>, node: u32) -> Result<Vec<Self>, CodecError> {
                    if r.is_packed(node)? {
                        return r.$array(node);
                    }
                    if SMALL {
                        return list_of_nodes(r, node);
                    }
                    list_of(r.value(node)?)
                }

                fn list_from_value(list: List) -> Result<Vec<Self>, CodecError> {
                    match list {
                        List::$kind(items) => Ok(items),
                        other => super::each_from_value(other),
                    }
                }
            }
        )*
    };
}

scalars! {
    bool Bool bool bool_array 1 "bool",
    u8 U8 u8 u8_array 1 "u8",
    u16 U16 u16 u16_array 2 "u16",
    u32 U32 u32 u32_array 4 "u32",
    u64 U64 u64 u64_array 8 "u64",
    i8 S8 s8 s8_array 1 "s8",
    i16 S16 s16 s16_array 2 "s16",
    i32 S32 s32 s32_array 4 "s32",
    i64 S64 s64 s64_array 8 "s64",
    f32 F32 f32 f32_array 4 "f32",
    f64 F64 f64 f64_array 8 "f64",
    char Char char char_array 4 "char",
}

impl WitType for str {
    const TYPE: ValueType = ValueType::String;
}

impl Lower for str {
    const LEVELS: usize = 1;

    #[inline]
    fn size(&self) -> Size {
        Size::leaf(self.len().saturating_add(4))
    }

    #[inline]
    fn lower_flat(&self, flat: &mut Flat<'_>) -> Option<u32> {
        flat.string(self)
    }

    fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
        w.string(self)
    }

    fn to_value(&self) -> Value {
        Value::String(self.into())
    }
}

impl WitType for String {
    const TYPE: ValueType = ValueType::String;
}

impl Lower for String {
    const LEVELS: usize = 1;

    #[inline]
    fn size(&self) -> Size {
        self.as_str().size()
    }

    #[inline]
    fn lower_flat(&self, flat: &mut Flat<'_>) -> Option<u32> {
        flat.string(self)
    }

    fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
        w.string(self)
    }

    fn to_value(&self) -> Value {
        Value::String(self.clone())
    }
}

impl Lift for String {
    const LEAF: bool = true;
    const FORWARD: usize = 1;
    const NODES: usize = 1;

    #[inline]
    fn forward(f: &mut Forward<'_>) -> Option<Self> {
        f.owned_string()
    }

    fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
        r.owned_string(node)
    }

    fn from_value(value: Value) -> Result<Self, CodecError> {
        match value {
            Value::String(text) => Ok(text),
            other => Err(CodecError::expected("string", &other)),
        }
    }
}
