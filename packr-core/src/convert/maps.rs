//! Conversions of maps. They are sorted by key; version 2 of the format has them as lists of pairs, and either form is
//! read in both versions.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::{Lift, Lower, WitType, cautious, list_of};
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
        Value::Map(Map::new(types::<K, V>(), entries.collect::<Vec<_>>()))
    }
}

impl<K: Lift + Lower + Ord, V: Lift> Lift for BTreeMap<K, V> {
    fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
        if !r.is_map(node)? {
            return collect(Pair::lift_list(r, node)?);
        }
        let entries = r.map(node)?;
        let mut pairs = Vec::with_capacity(cautious::<Pair<K, V>>(entries.len()));
        for (i, (key, value)) in entries.enumerate() {
            pairs.push(Pair::of(i, || {
                Ok(Pair(r.child(key, Step::Key)?, r.child(value, Step::Value)?))
            })?);
        }
        collect(pairs)
    }

    fn from_value(value: Value) -> Result<Self, CodecError> {
        let map = match value {
            Value::Map(map) => map,
            other => return collect(list_of(other)?),
        };
        let mut pairs = Vec::with_capacity(cautious::<Pair<K, V>>(map.len()));
        for (i, (key, value)) in map.into_entries().into_iter().enumerate() {
            pairs.push(Pair::of(i, || Pair::from_values(key, value))?);
        }
        collect(pairs)
    }
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

fn collect<K: Lower + Ord, V>(pairs: Vec<Pair<K, V>>) -> Result<BTreeMap<K, V>, CodecError> {
    let mut map = BTreeMap::new();
    for (i, Pair(key, value)) in pairs.into_iter().enumerate() {
        if map.contains_key(&key) {
            return Err(doubled_key(&key.to_value(), i));
        }
        map.insert(key, value);
    }
    Ok(map)
}

#[cold]
pub(crate) fn doubled_key(key: &Value, index: usize) -> CodecError {
    let key = crate::codec::key(key);
    CodecError::new(CodecErrorKind::DoubledKey { key }).at(Step::Index(index))
}
