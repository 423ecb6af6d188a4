//! Conversions of lists, fixed-length lists, options and results.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::{Lift, Lower, WitType, list_of};
use crate::codec::{CodecError, Flat, Forward, Reader, Size, Step, Writer, levels};
use crate::value::{ResultType, Shared, Value, ValueType};

impl<T: WitType> WitType for [T] {
    const TYPE: ValueType = ValueType::List(Shared::fixed(const { &T::TYPE }));
}

impl<T: Lower + WitType> Lower for [T] {
    fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
        T::lower_list(self, w)
    }

    fn to_value(&self) -> Value {
        Value::List(T::list_to_value(self))
    }
}

impl<T: WitType> WitType for Vec<T> {
    const TYPE: ValueType = <[T]>::TYPE;
}

impl<T: Lower + WitType> Lower for Vec<T> {
    fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
        T::lower_list(self, w)
    }

    fn to_value(&self) -> Value {
        Value::List(T::list_to_value(self))
    }
}

impl<T: Lift> Lift for Vec<T> {
    const FORWARD: usize = T::FORWARD_LIST;

    fn forward(f: &mut Forward<'_>) -> Option<Self> {
        T::forward_list(f)
    }

    fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
        T::lift_list(r, node)
    }

    fn from_value(value: Value) -> Result<Self, CodecError> {
        list_of(value)
    }
}

impl<T: WitType, const N: usize> WitType for [T; N] {
    const TYPE: ValueType = <[T]>::TYPE;
}

impl<T: Lower + WitType, const N: usize> Lower for [T; N] {
    fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
        T::lower_list(self, w)
    }

    fn to_value(&self) -> Value {
        Value::List(T::list_to_value(self))
    }
}

impl<T: Lift, const N: usize> Lift for [T; N] {
    fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
        exactly(T::lift_list(r, node)?)
    }

    fn from_value(value: Value) -> Result<Self, CodecError> {
        exactly(list_of(value)?)
    }
}

fn exactly<T, const N: usize>(items: Vec<T>) -> Result<[T; N], CodecError> {
    <[T; N]>::try_from(items)
        .map_err(|items| CodecError::count("items in the list", N, items.len()))
}

/// The type's tag, if it is one byte.
const fn plain_tag<T: WitType>() -> Option<u8> {
    const {
        let ty = T::TYPE;
        let tag = crate::codec::plain_tag(&ty);
        core::mem::forget(ty);
        tag
    }
}

impl<T: WitType> WitType for Option<T> {
    const TYPE: ValueType = ValueType::Option(Shared::fixed(const { &T::TYPE }));
}

impl<T: Lower + WitType> Lower for Option<T> {
    const LEVELS: usize = match plain_tag::<T>() {
        Some(_) => levels(&[T::LEVELS]),
        None => 0,
    };

    #[inline]
    fn size(&self) -> Size {
        match self {
            Some(value) => value.size().and(Size::leaf(6)),
            None => Size::leaf(2),
        }
    }

    #[inline]
    fn lower_flat(&self, flat: &mut Flat<'_>) -> Option<u32> {
        let node = match self {
            Some(value) => Some(value.lower_flat(flat)?),
            None => None,
        };
        flat.option(plain_tag::<T>()?, node)
    }

    fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
        let node = match self {
            Some(value) => Some(w.child(value, Step::Some)?),
            None => None,
        };
        w.option(const { &T::TYPE }, node)
    }

    fn to_value(&self) -> Value {
        Value::Option {
            inner_type: T::shared(),
            value: self.as_ref().map(|value| Box::new(value.to_value())),
        }
    }
}

impl<T: Lift> Lift for Option<T> {
    const FORWARD: usize = super::list_levels(T::FORWARD, T::NODES);

    fn forward(f: &mut Forward<'_>) -> Option<Self> {
        f.option()
    }

    fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
        match r.option(node)? {
            Some(node) => r.child(node, Step::Some).map(Some),
            None => Ok(None),
        }
    }

    fn from_value(value: Value) -> Result<Self, CodecError> {
        match value {
            Value::Option { value: None, .. } => Ok(None),
            Value::Option {
                value: Some(value), ..
            } => T::from_value(*value)
                .map(Some)
                .map_err(|error| error.at(Step::Some)),
            other => Err(CodecError::expected("option", &other)),
        }
    }
}

/// Both types of a result.
const fn result_type<T: WitType, E: WitType>() -> &'static ResultType {
    const {
        &ResultType {
            ok: T::TYPE,
            err: E::TYPE,
        }
    }
}

impl<T: WitType, E: WitType> WitType for Result<T, E> {
    const TYPE: ValueType = ValueType::Result(Shared::fixed(result_type::<T, E>()));
}

impl<T: Lower + WitType, E: Lower + WitType> Lower for Result<T, E> {
    fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
        let node = match self {
            Ok(value) => Ok(w.child(value, Step::Ok)?),
            Err(value) => Err(w.child(value, Step::Err)?),
        };
        w.result(result_type::<T, E>(), node)
    }

    fn to_value(&self) -> Value {
        Value::Result {
            types: Shared::fixed(result_type::<T, E>()),
            value: match self {
                Ok(value) => Ok(Box::new(value.to_value())),
                Err(value) => Err(Box::new(value.to_value())),
            },
        }
    }
}

impl<T: Lift, E: Lift> Lift for Result<T, E> {
    fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
        match r.result(node)? {
            Ok(node) => r.child(node, Step::Ok).map(Ok),
            Err(node) => r.child(node, Step::Err).map(Err),
        }
    }

    fn from_value(value: Value) -> Result<Self, CodecError> {
        match value {
            Value::Result {
                value: Ok(value), ..
            } => T::from_value(*value)
                .map(Ok)
                .map_err(|error| error.at(Step::Ok)),
            Value::Result {
                value: Err(value), ..
            } => E::from_value(*value)
                .map(Err)
                .map_err(|error| error.at(Step::Err)),
            other => Err(CodecError::expected("result", &other)),
        }
    }
}
