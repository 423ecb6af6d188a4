//! Maps and sets: nodes of their own in version 3, lists in version 2.

use super::cursor::Cursor;
use super::error::CodecError;
use super::reader::{Children, Reader};
use super::writer::Writer;
use super::{Step, Version, kind, tags};
use crate::convert::Lower;
use crate::value::{List, Map, MapType, Set, Shared, Value, ValueType};

/// The nodes of a map's keys and values, in order. They exist: their indices are checked.
#[derive(Debug, Clone)]
pub struct Entries<'a>(Children<'a>);

impl Iterator for Entries<'_> {
    type Item = (u32, u32);

    fn next(&mut self) -> Option<(u32, u32)> {
        Some((self.0.next()?, self.0.next()?))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.0.len() / 2;
        (len, Some(len))
    }
}

impl ExactSizeIterator for Entries<'_> {}

impl<'a> Reader<'a> {
    /// Whether the node is a map of version 3. Does not count as a visit.
    pub(crate) fn is_map(&self, node: u32) -> Result<bool, CodecError> {
        Ok(self.kind(node)? == kind::MAP)
    }

    /// Whether the node is a set of version 3. Does not count as a visit.
    pub(crate) fn is_set(&self, node: u32) -> Result<bool, CodecError> {
        Ok(self.kind(node)? == kind::SET)
    }

    /// Reads a map of version 3: the nodes of its entries. The types that are written down are not compared, nor are
    /// the keys.
    ///
    /// # Errors
    ///
    /// When the node is of another kind or not well-formed.
    pub fn map(&mut self, node: u32) -> Result<Entries<'a>, CodecError> {
        let mut payload = self.expect(node, kind::MAP)?;
        self.skip_tag(&mut payload)?;
        self.skip_tag(&mut payload)?;
        self.entries(&mut payload)
    }

    fn entries(&self, payload: &mut Cursor<'a>) -> Result<Entries<'a>, CodecError> {
        let what = "the entries of a map";
        let count = payload.count(what, 8)?;
        let children = self.counted(payload, 2 * count, what)?;
        payload.end("map")?;
        Ok(Entries(children))
    }

    /// Reads a set of version 3: the nodes of its elements. The type that is written down is not compared, nor are the
    /// elements.
    ///
    /// # Errors
    ///
    /// When the node is of another kind or not well-formed.
    pub fn set(&mut self, node: u32) -> Result<Children<'a>, CodecError> {
        let mut payload = self.expect(node, kind::SET)?;
        self.skip_tag(&mut payload)?;
        self.elements_of_set(&mut payload)
    }

    fn elements_of_set(&self, payload: &mut Cursor<'a>) -> Result<Children<'a>, CodecError> {
        let children = self.indices(payload, "the elements of a set")?;
        payload.end("set")?;
        Ok(children)
    }

    pub(super) fn any_map(&mut self, payload: Cursor<'a>) -> Result<Value, CodecError> {
        let (types, entries) = self.map_head(payload)?;
        let mut read = self.room(entries.len())?;
        for (i, (key, value)) in entries.enumerate() {
            let key = self.part(key, i, Step::Key)?;
            read.push((key, self.part(value, i, Step::Value)?));
        }
        Ok(Value::Map(Map::new(types, read)))
    }

    fn map_head(
        &mut self,
        mut payload: Cursor<'a>,
    ) -> Result<(Shared<MapType>, Entries<'a>), CodecError> {
        let (mut start, rules) = (payload, self.rules);
        let count = tags::skip(&mut payload, rules)? + tags::skip(&mut payload, rules)?;
        let description = start.until(&payload);
        if let Some(types) = self.memos().maps.known(description) {
            return Ok((types, self.entries(&mut payload)?));
        }
        self.keep_types(count)?;
        let key = tags::read(&mut start, rules)?;
        let value = tags::read(&mut start, rules)?;
        let types = MapType { key, value };
        let types = self.memos().maps.keep(description, types);
        Ok((types, self.entries(&mut payload)?))
    }

    fn part(&mut self, node: u32, index: usize, step: Step) -> Result<Value, CodecError> {
        let part = self.nested(node, || step);
        part.map_err(|error| error.at(Step::Index(index)))
    }

    pub(super) fn any_set(&mut self, mut payload: Cursor<'a>) -> Result<Value, CodecError> {
        let elem_type = self.type_tag(&mut payload)?;
        let children = self.elements_of_set(&mut payload)?;
        let mut items = self.room(children.len())?;
        for (i, child) in children.enumerate() {
            items.push(self.nested(child, || Step::Index(i))?);
        }
        Ok(Value::Set(Set::new(elem_type, items)))
    }
}

/// An entry of a map as version 2 has it.
struct Pair<'a, K, V>(&'a K, &'a V);

impl<K: Lower, V: Lower> Lower for Pair<'_, K, V> {
    fn lower(&self, w: &mut Writer<'_>) -> Result<u32, CodecError> {
        let nodes = [w.child(self.0, Step::Key)?, w.child(self.1, Step::Value)?];
        w.tuple(&nodes)
    }

    fn to_value(&self) -> Value {
        Value::Tuple([self.0.to_value(), self.1.to_value()].into())
    }
}

impl Writer<'_> {
    /// Writes a map, its entries in that order: in version 2 as a list of pairs.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded.
    pub fn map<'v, K: Lower + 'v, V: Lower + 'v>(
        &mut self,
        types: &MapType,
        entries: impl Iterator<Item = (&'v K, &'v V)>,
    ) -> Result<u32, CodecError> {
        let mark = self.mark();
        for (i, (key, value)) in entries.enumerate() {
            if self.version() == Version::V2 {
                let pair = self.item(&Pair(key, value), i)?;
                self.push(pair);
                continue;
            }
            let inside = |error: CodecError| error.at(Step::Index(i));
            let key = self.child(key, Step::Key).map_err(inside)?;
            self.push(key);
            let value = self.child(value, Step::Value).map_err(inside)?;
            self.push(value);
        }
        self.map_since(mark, types)
    }

    /// Writes a set, its elements in that order: in version 2 as a list.
    ///
    /// # Errors
    ///
    /// When a limit is exceeded; in version 2 also when the element type has a fixed width, and an element is of
    /// another.
    pub fn set<'v, T: Lower + 'v>(
        &mut self,
        elem_type: &ValueType,
        items: impl Iterator<Item = &'v T>,
    ) -> Result<u32, CodecError> {
        if self.version() == Version::V2 && elem_type.fixed_width().is_some() {
            let items = items.map(Lower::to_value).collect();
            return self.any_list(&List::new(elem_type.clone(), items));
        }
        let mark = self.mark();
        for (i, item) in items.enumerate() {
            let node = self.item(item, i)?;
            self.push(node);
        }
        match self.version() {
            Version::V2 => self.list_since(mark, elem_type),
            Version::V3 => self.set_since(mark, elem_type),
        }
    }
}
