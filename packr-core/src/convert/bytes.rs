//! Conversions of `bytes::Bytes`, which is a list of bytes.

use alloc::vec::Vec;

use bytes::Bytes;

use super::{Lift, Lower, WitType};
use crate::codec::{CodecError, Reader, Writer};
use crate::value::{Value, ValueType};

impl WitType for Bytes {
    const TYPE: ValueType = <[u8]>::TYPE;
}

impl Lower for Bytes {
    fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
        <[u8]>::lower(self, w)
    }

    fn to_value(&self) -> Value {
        <[u8]>::to_value(self)
    }
}

impl Lift for Bytes {
    fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
        u8::lift_list(r, node).map(Bytes::from)
    }

    fn from_value(value: Value) -> Result<Self, CodecError> {
        Vec::from_value(value).map(Bytes::from)
    }
}
