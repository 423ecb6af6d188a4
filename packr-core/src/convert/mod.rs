//! Conversions between Rust types, bytes and [`Value`]s.
//!
//! Generated code implements [`WitType`], [`Lower`] and [`Lift`] for each type of a world. Bytes and values
//! are two ways to the same place, in either [version](crate::Version) of the format: `encode(&t)` equals
//! `encode(&t.to_value())`, and reading bytes as a `T` gives what reading them as a [`Value`] and converting that gives. Both ways are as tolerant about names
//! and as strict about everything else.
//!
//! ```
//! use packr_core::{Lift, Lower};
//!
//! let value = vec![Some(1u8), None].to_value();
//! assert_eq!(value.to_string(), "[some(1u8), none<u8>]");
//! assert_eq!(Vec::<Option<u8>>::from_value(value)?, [Some(1), None]);
//! # Ok::<(), packr_core::CodecError>(())
//! ```

mod args;
#[cfg(feature = "bytes")]
mod bytes;
mod containers;
mod mapped;
mod maps;
mod pointers;
mod scalars;
mod sets;
mod support;
mod tuples;

pub(crate) use args::param_tuple;
pub use args::{LiftArgs, LowerArgs};
pub use mapped::{FromWire, ToWire, assert_mapped, assert_used};
pub(crate) use maps::doubled_key;
pub(crate) use sets::doubled_element;
pub(crate) use support::case_index;
pub use support::{
    bare_value, case_value, enum_tag, field_value, flags_value, lower_case, no_payload_value,
    payload_value, record_values, variant_parts,
};

use alloc::vec::Vec;

use crate::codec::stack::with_room;
use crate::codec::{CodecError, Flat, Forward, Reader, Size, Step, Writer};
use crate::value::{List, Shared, Value, ValueType};

/// A type with a type tag, which lists, options and results of it write down.
pub trait WitType {
    /// The type tag.
    const TYPE: ValueType;

    /// The type tag, shared.
    fn shared() -> Shared<ValueType> {
        Shared::fixed(const { &Self::TYPE })
    }
}

/// A type that can be written: as bytes, and as a [`Value`].
pub trait Lower {
    /// Writes the value's nodes, children before parents, and returns the index of the last.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded.
    fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError>;

    /// How many levels such a value has, if its size is told before it is written; else 0.
    #[doc(hidden)]
    const LEVELS: usize = 0;

    /// What the value's nodes take.
    #[doc(hidden)]
    fn size(&self) -> Size {
        Size::NONE
    }

    /// Writes the value's nodes, which are of that size.
    #[doc(hidden)]
    fn lower_flat(&self, _: &mut Flat<'_>) -> Option<u32> {
        None
    }

    /// The same as a [`Value`]. Recurses as deep as the value is.
    fn to_value(&self) -> Value;

    /// Writes a list of such values: packed when they have a fixed width.
    #[doc(hidden)]
    fn lower_list(items: &[Self], w: &mut Writer<'_>) -> Result<u32, CodecError>
    where
        Self: Sized + WitType,
    {
        // At compile time, so that guests leave out what is not for them.
        let packed = const {
            let ty = Self::TYPE;
            let packed = ty.fixed_width().is_some();
            core::mem::forget(ty);
            packed
        };
        if packed {
            return Value::List(Self::list_to_value(items)).lower(w);
        }
        let mark = w.mark();
        for (i, item) in items.iter().enumerate() {
            let node = w.item(item, i)?;
            w.push(node);
        }
        w.list_since(mark, const { &Self::TYPE })
    }

    /// A list of such values: packed when they have a fixed width.
    #[doc(hidden)]
    fn list_to_value(items: &[Self]) -> List
    where
        Self: Sized + WitType,
    {
        let values = with_room(|| items.iter().map(Lower::to_value).collect());
        List::new(Self::shared(), values)
    }
}

/// A type that can be read: from bytes, and from a [`Value`].
pub trait Lift: Sized {
    /// How many tuples of one item are around everything else in this type. A single parameter that
    /// comes without the tuple of parameters is told apart by it.
    #[doc(hidden)]
    const SINGLES: usize = 0;

    /// Whether a list of such values may be packed. Guests leave out what only packed ones need: reading as a
    /// [`Value`] is half of the code of a small guest.
    #[doc(hidden)]
    const PACKED: bool = false;

    /// Whether there is nothing inside such a value that is read by [`Lift`], so that it ends every recursion.
    #[doc(hidden)]
    const LEAF: bool = false;

    /// How many levels [`forward`](Self::forward) reads; 0 where it can't.
    #[doc(hidden)]
    const FORWARD: usize = 0;

    /// How many nodes such a value has; 0 where that is not always the same.
    #[doc(hidden)]
    const NODES: usize = 0;

    /// What the nodes of such a value take; `None` where that is not always the same.
    #[doc(hidden)]
    const SIZE: Option<Size> = None;

    /// Reads the next nodes of a message, if they are such a value as it is written.
    #[doc(hidden)]
    fn forward(_: &mut Forward<'_>) -> Option<Self> {
        None
    }

    /// [`FORWARD`](Self::FORWARD) of a list of such values.
    #[doc(hidden)]
    const FORWARD_LIST: usize = list_levels(Self::FORWARD, Self::NODES);

    /// Reads the next nodes as a list of such values.
    #[doc(hidden)]
    fn forward_list(f: &mut Forward<'_>) -> Option<Vec<Self>> {
        f.list()
    }

    /// Reads the value at a node.
    ///
    /// # Errors
    ///
    /// When what is there is not of this type, or a limit is exceeded.
    fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError>;

    /// The same from a [`Value`]. Recurses as deep as the value is.
    ///
    /// # Errors
    ///
    /// When the value is not of this type.
    fn from_value(value: Value) -> Result<Self, CodecError>;

    /// Reads a list of such values.
    #[doc(hidden)]
    fn lift_list(r: &mut Reader<'_>, node: u32) -> Result<Vec<Self>, CodecError> {
        if r.is_packed(node)? {
            if SMALL && !Self::PACKED {
                return r.no_elements(node);
            }
            return list_of_packed(r, node);
        }
        list_of_nodes(r, node)
    }

    /// The same from a [`List`].
    #[doc(hidden)]
    fn list_from_value(list: List) -> Result<Vec<Self>, CodecError> {
        each_from_value(list)
    }
}

const fn list_levels(levels: usize, nodes: usize) -> usize {
    match nodes {
        0 => 0,
        _ => crate::codec::levels(&[levels]),
    }
}

/// In guests the code has to be small, and in hosts the messages good.
pub(crate) const SMALL: bool = cfg!(target_family = "wasm");

fn list_of_nodes<T: Lift>(r: &mut Reader<'_>, node: u32) -> Result<Vec<T>, CodecError> {
    let children = r.list(node)?;
    let mut items = r.room(children.len())?;
    for (i, child) in children.enumerate() {
        items.push(r.item(child, i)?);
    }
    Ok(items)
}

/// Reads a packed list whose elements are more than that: of a user's type, for instance.
fn list_of_packed<T: Lift>(r: &mut Reader<'_>, node: u32) -> Result<Vec<T>, CodecError> {
    let list = match r.value(node)? {
        Value::List(list) => list,
        other => return Err(CodecError::expected("list", &other)),
    };
    if SMALL {
        return T::list_from_value(list);
    }
    // A byte may be all that the message has of each.
    r.charge::<T, 40>(list.len())?;
    let mut items = Vec::new();
    for (i, item) in list.iter().enumerate() {
        let item = T::from_value(item).map_err(|error| error.at(Step::Index(i)))?;
        if i == 0 {
            items.reserve_exact(list.len());
        }
        items.push(item);
    }
    Ok(items)
}

fn each_from_value<T: Lift>(list: List) -> Result<Vec<T>, CodecError> {
    let mut items = Vec::with_capacity(cautious::<T>(list.len()));
    with_room(|| {
        for (i, item) in list.into_values().into_iter().enumerate() {
            items.push(T::from_value(item).map_err(|error| error.at(Step::Index(i)))?);
        }
        Ok(items)
    })
}

fn list_of<T: Lift>(value: Value) -> Result<Vec<T>, CodecError> {
    match value {
        Value::List(list) => T::list_from_value(list),
        other => Err(CodecError::expected("list", &other)),
    }
}

/// How many items to reserve ahead of making them, where nothing bounds what they take.
pub(crate) fn cautious<T>(count: usize) -> usize {
    count.min((64 << 10) / size_of::<T>().max(1))
}

impl Lower for Value {
    fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
        w.value(self)
    }

    fn to_value(&self) -> Value {
        self.clone()
    }
}

impl Lift for Value {
    const PACKED: bool = true;

    // A frame of its own would count against how deep values can be.
    #[inline(always)]
    fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
        r.value(node)
    }

    fn from_value(value: Value) -> Result<Self, CodecError> {
        Ok(value)
    }
}
