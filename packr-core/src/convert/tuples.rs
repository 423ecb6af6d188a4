//! Conversions of tuples.

use super::{Lift, Lower, WitType};
use crate::codec::{CodecError, Flat, Forward, Reader, Size, Step, Writer, levels, node_count};
use crate::value::{Value, ValueType};
use alloc::borrow::Cow;

macro_rules! tuples {
    ($count:literal $singles:expr, $($item:ident $var:ident $index:tt)*) => {
        impl<$($item: WitType),*> WitType for ($($item,)*) {
            const TYPE: ValueType = ValueType::Tuple(Cow::Borrowed(const { &[$($item::TYPE),*] }));
        }

        impl<$($item: Lower),*> Lower for ($($item,)*) {
            const LEVELS: usize = levels(&[$($item::LEVELS),*]);

            #[inline]
            fn size(&self) -> Size {
                Size::NONE$(.and(self.$index.size()))*.in_tuple($count)
            }

            #[inline]
            fn lower_flat(&self, flat: &mut Flat<'_>) -> Option<u32> {
                let nodes = [$(self.$index.lower_flat(flat)?),*];
                flat.tuple(&nodes)
            }

            fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
                let nodes = [$(w.item(&self.$index, $index)?),*];
                w.tuple(&nodes)
            }

            fn to_value(&self) -> Value {
                Value::Tuple([$(self.$index.to_value()),*].into())
            }
        }

        impl<$($item: Lift),*> Lift for ($($item,)*) {
            const SINGLES: usize = $singles;
            const FORWARD: usize = levels(&[$($item::FORWARD),*]);
            const NODES: usize = node_count(&[$($item::NODES),*]);
            const SIZE: Option<Size> = Size::tuple_of(&[$($item::SIZE),*]);

            fn forward(f: &mut Forward<'_>) -> Option<Self> {
                $(let $var = f.part::<$item>()?;)*
                f.tuple(&[$($var.1),*])?;
                Some(($($var.0,)*))
            }

            fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
                let nodes: [u32; $count] = r.tuple(node)?;
                Ok(($(r.item::<$item>(nodes[$index], $index)?,)*))
            }

            fn from_value(value: Value) -> Result<Self, CodecError> {
                let [$($var),*] = tuple_values::<$count>(value)?;
                Ok(($($item::from_value($var).map_err(|error| error.at(Step::Index($index)))?,)*))
            }
        }
    };
}

tuples!(1 A::SINGLES + 1, A a 0);
tuples!(2 0, A a 0 B b 1);
tuples!(3 0, A a 0 B b 1 C c 2);
tuples!(4 0, A a 0 B b 1 C c 2 D d 3);
tuples!(5 0, A a 0 B b 1 C c 2 D d 3 E e 4);
tuples!(6 0, A a 0 B b 1 C c 2 D d 3 E e 4 F f 5);
tuples!(7 0, A a 0 B b 1 C c 2 D d 3 E e 4 F f 5 G g 6);
tuples!(8 0, A a 0 B b 1 C c 2 D d 3 E e 4 F f 5 G g 6 H h 7);
tuples!(9 0, A a 0 B b 1 C c 2 D d 3 E e 4 F f 5 G g 6 H h 7 I i 8);
tuples!(10 0, A a 0 B b 1 C c 2 D d 3 E e 4 F f 5 G g 6 H h 7 I i 8 J j 9);
tuples!(11 0, A a 0 B b 1 C c 2 D d 3 E e 4 F f 5 G g 6 H h 7 I i 8 J j 9 K k 10);
tuples!(12 0, A a 0 B b 1 C c 2 D d 3 E e 4 F f 5 G g 6 H h 7 I i 8 J j 9 K k 10 L l 11);
tuples!(13 0, A a 0 B b 1 C c 2 D d 3 E e 4 F f 5 G g 6 H h 7 I i 8 J j 9 K k 10 L l 11 M m 12);
tuples!(14 0, A a 0 B b 1 C c 2 D d 3 E e 4 F f 5 G g 6 H h 7 I i 8 J j 9 K k 10 L l 11 M m 12 N n 13);
tuples!(15 0, A a 0 B b 1 C c 2 D d 3 E e 4 F f 5 G g 6 H h 7 I i 8 J j 9 K k 10 L l 11 M m 12 N n 13 O o 14);
tuples!(16 0, A a 0 B b 1 C c 2 D d 3 E e 4 F f 5 G g 6 H h 7 I i 8 J j 9 K k 10 L l 11 M m 12 N n 13 O o 14 P p 15);

impl WitType for () {
    const TYPE: ValueType = ValueType::UNIT;
}

impl Lower for () {
    const LEVELS: usize = 1;

    #[inline]
    fn size(&self) -> Size {
        Size::NONE.in_tuple(0)
    }

    #[inline]
    fn lower_flat(&self, flat: &mut Flat<'_>) -> Option<u32> {
        flat.tuple(&[])
    }

    fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
        w.tuple(&[])
    }

    fn to_value(&self) -> Value {
        Value::UNIT
    }
}

impl Lift for () {
    const FORWARD: usize = 1;
    const NODES: usize = 1;
    const SIZE: Option<Size> = Some(Size::NONE.in_tuple(0));

    fn forward(f: &mut Forward<'_>) -> Option<Self> {
        f.tuple(&[])
    }

    fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
        r.tuple(node).map(|[]| ())
    }

    fn from_value(value: Value) -> Result<Self, CodecError> {
        tuple_values(value).map(|[]| ())
    }
}

/// The items of a tuple of `N`.
pub(super) fn tuple_values<const N: usize>(value: Value) -> Result<[Value; N], CodecError> {
    match value {
        Value::Tuple(items) => <[Value; N]>::try_from(items)
            .map_err(|items| CodecError::count("items in the tuple", N, items.len())),
        other => Err(CodecError::expected("tuple", &other)),
    }
}
