//! Conversions of maps, which travel as lists of pairs sorted by key.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Lift, Lower, SMALL, WitType, list_of};
use crate::codec::{CodecError, CodecErrorKind, Reader, Step, Writer};
use crate::value::{List, Shared, Value, ValueType};

/// An entry of a map that is written.
struct Entry<'a, K, V>(&'a K, &'a V);

impl<K: WitType, V: WitType> WitType for Entry<'_, K, V> {
    const TYPE: ValueType = <(K, V)>::TYPE;
}

impl<K: Lower, V: Lower> Lower for Entry<'_, K, V> {
    fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
        let nodes = [w.child(self.0, Step::Key)?, w.child(self.1, Step::Value)?];
        w.tuple(&nodes)
    }

    fn to_value(&self) -> Value {
        Value::Tuple([self.0.to_value(), self.1.to_value()].into())
    }
}

/// An entry of a map that is read.
struct Pair<K, V>(K, V);

impl<K: Lift, V: Lift> Lift for Pair<K, V> {
    fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
        let [key, value] = r.tuple(node)?;
        Ok(Pair(r.child(key, Step::Key)?, r.child(value, Step::Value)?))
    }

    fn from_value(value: Value) -> Result<Self, CodecError> {
        let [key, value] = super::tuples::tuple_values(value)?;
        Ok(Pair(
            K::from_value(key).map_err(|error| error.at(Step::Key))?,
            V::from_value(value).map_err(|error| error.at(Step::Value))?,
        ))
    }
}

impl<K: WitType, V: WitType> WitType for BTreeMap<K, V> {
    const TYPE: ValueType = ValueType::List(Shared::fixed(const { &<(K, V)>::TYPE }));
}

impl<K: Lower + WitType, V: Lower + WitType> Lower for BTreeMap<K, V> {
    fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
        let mark = w.mark();
        for (i, (key, value)) in self.iter().enumerate() {
            let node = w.item(&Entry(key, value), i)?;
            w.push(node);
        }
        w.list_since(mark, const { &<(K, V)>::TYPE })
    }

    fn to_value(&self) -> Value {
        let items = self.iter().map(|(key, value)| Entry(key, value).to_value());
        Value::List(List::Values {
            elem_type: <(K, V)>::shared(),
            items: items.collect(),
        })
    }
}

impl<K: Lift + Lower + Ord, V: Lift> Lift for BTreeMap<K, V> {
    fn lift(r: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
        collect(Pair::lift_list(r, node)?)
    }

    fn from_value(value: Value) -> Result<Self, CodecError> {
        collect(list_of(value)?)
    }
}

fn collect<K: Lower + Ord, V>(pairs: Vec<Pair<K, V>>) -> Result<BTreeMap<K, V>, CodecError> {
    let mut map = BTreeMap::new();
    for (i, Pair(key, value)) in pairs.into_iter().enumerate() {
        if map.contains_key(&key) {
            return Err(match SMALL {
                true => doubled(format!("of entry {i}"), i),
                false => doubled_key(&key.to_value(), i),
            });
        }
        map.insert(key, value);
    }
    Ok(map)
}

#[cold]
pub(crate) fn doubled_key(key: &Value, index: usize) -> CodecError {
    doubled(key.to_string(), index)
}

fn doubled(key: String, index: usize) -> CodecError {
    CodecError::new(CodecErrorKind::DoubledKey { key }).at(Step::Index(index))
}
