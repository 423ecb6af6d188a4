//! Conversions of maps. They are sorted by key; version 2 of the format has them as lists of pairs, and either form is
//! read in both versions.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
#[cfg(feature = "std")]
use core::hash::{BuildHasher, Hash};
#[cfg(feature = "std")]
use std::collections::HashMap;

use super::{Lift, Lower, WitType, cautious, list_of};
use crate::codec::stack::with_room;
use crate::codec::{CodecError, CodecErrorKind, Reader, Step, Writer};
use crate::value::{Map, MapType, Shared, Value, ValueType};

const fn types<K: WitType, V: WitType>() -> &'static MapType {
    const {
        &MapType {
            key: K::TYPE,
            value: V::TYPE,
        }
    }
}

impl<K: WitType, V: WitType> WitType for BTreeMap<K, V> {
    const TYPE: ValueType = ValueType::Map(Shared::fixed(types::<K, V>()));
}

impl<K: Lower + WitType, V: Lower + WitType> Lower for BTreeMap<K, V> {
    fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
        w.map(types::<K, V>(), self.iter())
    }

    fn to_value(&self) -> Value {
        let entries = self
            .iter()
            .map(|(key, value)| (key.to_value(), value.to_value()));
        let entries = with_room(|| entries.collect::<Vec<_>>());
        Value::Map(Map::new(types::<K, V>(), entries))
    }
}

impl<K: Lift + Lower + Ord, V: Lift> Lift for BTreeMap<K, V> {
    fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
        let pairs = lift_pairs(r, node)?;
        r.charge_sorted::<Pair<K, V>>(pairs.len())?;
        collect(pairs)
    }

    fn from_value(value: Value) -> Result<Self, CodecError> {
        collect(with_room(|| pairs_from_value(value))?)
    }
}

#[cfg(feature = "std")]
impl<K: WitType, V: WitType, S> WitType for HashMap<K, V, S> {
    const TYPE: ValueType = <BTreeMap<K, V>>::TYPE;
}

#[cfg(feature = "std")]
impl<K: Lower + WitType + Ord, V: Lower + WitType, S> Lower for HashMap<K, V, S> {
    fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
        w.map(types::<K, V>(), sorted(self).into_iter())
    }

    fn to_value(&self) -> Value {
        let entries = sorted(self).into_iter();
        let entries = entries.map(|(key, value)| (key.to_value(), value.to_value()));
        let entries = with_room(|| entries.collect::<Vec<_>>());
        Value::Map(Map::new(types::<K, V>(), entries))
    }
}

#[cfg(feature = "std")]
impl<K: Lift + Lower + Hash + Eq, V: Lift, S: BuildHasher + Default> Lift for HashMap<K, V, S> {
    fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
        let pairs = lift_pairs(r, node)?;
        r.charge_sorted::<Pair<K, V>>(pairs.len())?;
        collect(pairs)
    }

    fn from_value(value: Value) -> Result<Self, CodecError> {
        collect(with_room(|| pairs_from_value(value))?)
    }
}

/// The entries in the order of their keys, so that equal maps have equal bytes.
#[cfg(feature = "std")]
fn sorted<K: Ord, V, S>(map: &HashMap<K, V, S>) -> Vec<(&K, &V)> {
    let mut entries: Vec<(&K, &V)> = map.iter().collect();
    entries.sort_unstable_by_key(|(key, _)| *key);
    entries
}

fn lift_pairs<K: Lift, V: Lift>(
    r: &mut Reader<'_>,
    node: u32,
) -> Result<Vec<Pair<K, V>>, CodecError> {
    if !r.is_map(node)? {
        return Pair::lift_list(r, node);
    }
    let entries = r.map(node)?;
    let mut pairs = r.room(entries.len())?;
    for (i, (key, value)) in entries.enumerate() {
        pairs.push(Pair::of(i, || {
            Ok(Pair(r.child(key, Step::Key)?, r.child(value, Step::Value)?))
        })?);
    }
    Ok(pairs)
}

fn pairs_from_value<K: Lift, V: Lift>(value: Value) -> Result<Vec<Pair<K, V>>, CodecError> {
    let map = match value {
        Value::Map(map) => map,
        other => return list_of(other),
    };
    let mut pairs = Vec::with_capacity(cautious::<Pair<K, V>>(map.len()));
    for (i, (key, value)) in map.into_entries().into_iter().enumerate() {
        pairs.push(Pair::of(i, || Pair::from_values(key, value))?);
    }
    Ok(pairs)
}

/// An entry of a map that is read.
struct Pair<K, V>(K, V);

impl<K: Lift, V: Lift> Pair<K, V> {
    /// The entry at `index`.
    fn of(
        index: usize,
        read: impl FnOnce() -> Result<Self, CodecError>,
    ) -> Result<Self, CodecError> {
        read().map_err(|error| error.at(Step::Index(index)))
    }

    fn from_values(key: Value, value: Value) -> Result<Self, CodecError> {
        Ok(Pair(
            K::from_value(key).map_err(|error| error.at(Step::Key))?,
            V::from_value(value).map_err(|error| error.at(Step::Value))?,
        ))
    }
}

impl<K: Lift, V: Lift> Lift for Pair<K, V> {
    fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
        let [key, value] = r.tuple(node)?;
        Ok(Pair(r.child(key, Step::Key)?, r.child(value, Step::Value)?))
    }

    fn from_value(value: Value) -> Result<Self, CodecError> {
        let [key, value] = super::tuples::tuple_values(value)?;
        Self::from_values(key, value)
    }
}

/// A map that is being filled. A key that it has already is given back.
trait Entries<K, V>: Default {
    fn add(&mut self, key: K, value: V) -> Result<(), K>;
}

impl<K: Ord, V> Entries<K, V> for BTreeMap<K, V> {
    fn add(&mut self, key: K, value: V) -> Result<(), K> {
        if self.contains_key(&key) {
            return Err(key);
        }
        self.insert(key, value);
        Ok(())
    }
}

#[cfg(feature = "std")]
impl<K: Hash + Eq, V, S: BuildHasher + Default> Entries<K, V> for HashMap<K, V, S> {
    fn add(&mut self, key: K, value: V) -> Result<(), K> {
        if self.contains_key(&key) {
            return Err(key);
        }
        self.insert(key, value);
        Ok(())
    }
}

fn collect<K: Lower, V, M: Entries<K, V>>(pairs: Vec<Pair<K, V>>) -> Result<M, CodecError> {
    let mut map = M::default();
    for (i, Pair(key, value)) in pairs.into_iter().enumerate() {
        map.add(key, value)
            .map_err(|key| doubled_key(&key.to_value(), i))?;
    }
    Ok(map)
}

#[cold]
pub(crate) fn doubled_key(key: &Value, index: usize) -> CodecError {
    let key = crate::codec::key(key);
    CodecError::new(CodecErrorKind::DoubledKey { key }).at(Step::Index(index))
}
