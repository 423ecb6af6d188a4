//! Conversions of sets. They are sorted; version 2 of the format has them as lists, and either form is read in both
//! versions.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use super::{Lift, Lower, WitType, cautious, list_of};
use crate::codec::stack::with_room;
use crate::codec::{CodecError, CodecErrorKind, Reader, Step, Writer};
use crate::value::{Set, Shared, Value, ValueType};

impl<T: WitType> WitType for BTreeSet<T> {
    const TYPE: ValueType = ValueType::Set(Shared::fixed(const { &T::TYPE }));
}

impl<T: Lower + WitType> Lower for BTreeSet<T> {
    fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
        w.set(const { &T::TYPE }, self.iter())
    }

    fn to_value(&self) -> Value {
        let items: Vec<Value> = with_room(|| self.iter().map(Lower::to_value).collect());
        Value::Set(Set::new(T::shared(), items))
    }
}

impl<T: Lift + Lower + Ord> Lift for BTreeSet<T> {
    fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
        if !r.is_set(node)? {
            let items = T::lift_list(r, node)?;
            r.charge_sorted::<T>(items.len())?;
            return collect(items);
        }
        let children = r.set(node)?;
        let mut items = r.room(children.len())?;
        for (i, child) in children.enumerate() {
            items.push(r.item(child, i)?);
        }
        r.charge_sorted::<T>(items.len())?;
        collect(items)
    }

    fn from_value(value: Value) -> Result<Self, CodecError> {
        let set = match value {
            Value::Set(set) => set,
            other => return collect(list_of(other)?),
        };
        let mut items = Vec::with_capacity(cautious::<T>(set.len()));
        with_room(|| {
            for (i, item) in set.into_items().into_iter().enumerate() {
                items.push(T::from_value(item).map_err(|error| error.at(Step::Index(i)))?);
            }
            Ok(())
        })?;
        collect(items)
    }
}

fn collect<T: Lower + Ord>(items: Vec<T>) -> Result<BTreeSet<T>, CodecError> {
    let mut set = BTreeSet::new();
    for (i, item) in items.into_iter().enumerate() {
        if set.contains(&item) {
            return Err(doubled_element(&item.to_value(), i));
        }
        set.insert(item);
    }
    Ok(set)
}

#[cold]
pub(crate) fn doubled_element(element: &Value, index: usize) -> CodecError {
    let element = crate::codec::key(element);
    CodecError::new(CodecErrorKind::DoubledElement { element }).at(Step::Index(index))
}
