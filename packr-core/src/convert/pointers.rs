//! Conversions through references and boxes, which leave no trace.

use alloc::boxed::Box;

use super::{Lift, Lower, WitType};
use crate::codec::{CodecError, Reader, Writer};
use crate::value::{Value, ValueType};

impl<T: WitType + ?Sized> WitType for &T {
    const TYPE: ValueType = T::TYPE;
}

impl<T: Lower + ?Sized> Lower for &T {
    fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
        T::lower(self, w)
    }

    fn to_value(&self) -> Value {
        T::to_value(self)
    }
}

impl<T: WitType + ?Sized> WitType for Box<T> {
    const TYPE: ValueType = T::TYPE;
}

impl<T: Lower + ?Sized> Lower for Box<T> {
    fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
        T::lower(self, w)
    }

    fn to_value(&self) -> Value {
        T::to_value(self)
    }
}

impl<T: Lift> Lift for Box<T> {
    const SINGLES: usize = T::SINGLES;
    const PACKED: bool = T::PACKED;

    fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
        T::lift(r, node).map(Box::new)
    }

    fn from_value(value: Value) -> Result<Self, CodecError> {
        T::from_value(value).map(Box::new)
    }
}
