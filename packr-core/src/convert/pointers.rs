//! Conversions through references, boxes and shared pointers, which leave no trace.

use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::{Lift, Lower, WitType};
use crate::codec::stack::with_room;
use crate::codec::{CodecError, Flat, Forward, Reader, Size, Writer};
use crate::value::{Value, ValueType};

impl<T: WitType + ?Sized> WitType for &T {
    const TYPE: ValueType = T::TYPE;
}

impl<T: Lower + ?Sized> Lower for &T {
    const LEVELS: usize = T::LEVELS;

    #[inline]
    fn size(&self) -> Size {
        T::size(self)
    }

    #[inline]
    fn lower_flat(&self, flat: &mut Flat<'_>) -> Option<u32> {
        T::lower_flat(self, flat)
    }

    fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
        T::lower(self, w)
    }

    fn to_value(&self) -> Value {
        T::to_value(self)
    }
}

macro_rules! pointers {
    ($($pointer:ident)*) => {
        $(
            impl<T: WitType + ?Sized> WitType for $pointer<T> {
                const TYPE: ValueType = T::TYPE;
            }

            impl<T: Lower + ?Sized> Lower for $pointer<T> {
                fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
                    T::lower(self, w)
                }

                fn to_value(&self) -> Value {
                    with_room(|| T::to_value(self))
                }
            }

            impl<T: Lift> Lift for $pointer<T> {
                const SINGLES: usize = T::SINGLES;
                const PACKED: bool = T::PACKED;
                const FORWARD: usize = T::FORWARD;
                const NODES: usize = T::NODES;

                fn forward(f: &mut Forward<'_>) -> Option<Self> {
                    T::forward(f).map($pointer::new)
                }

                fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
                    r.charge_all::<T>(1)?;
                    T::lift(r, node).map($pointer::new)
                }

                fn from_value(value: Value) -> Result<Self, CodecError> {
                    with_room(|| T::from_value(value)).map($pointer::new)
                }
            }

            impl Lift for $pointer<str> {
                fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
                    r.string(node).map($pointer::from)
                }

                fn from_value(value: Value) -> Result<Self, CodecError> {
                    String::from_value(value).map($pointer::from)
                }
            }

            impl<T: Lift> Lift for $pointer<[T]> {
                fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
                    let items = T::lift_list(r, node)?;
                    // Both are there while one becomes the other.
                    r.charge_all::<T>(items.len())?;
                    Ok($pointer::from(items))
                }

                fn from_value(value: Value) -> Result<Self, CodecError> {
                    Vec::from_value(value).map($pointer::from)
                }
            }
        )*
    };
}

pointers!(Box Rc Arc);
