//! Values on one line.

use alloc::boxed::Box;
use core::fmt::{self, Write};

use super::annotation::{one, says, two};
use super::scalar::{head, name, optional, packed_item, scalar};
use crate::value::{List, Map, Record, ResultType, Set, Value, ValueType, Variant};

/// Prints on one line, and gives up when the room is used.
pub(super) struct Line<'a> {
    out: &'a mut dyn fmt::Write,
    pub(super) room: usize,
    max_items: usize,
}

impl fmt::Write for Line<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.room = self.room.checked_sub(text.len()).ok_or(fmt::Error)?;
        self.out.write_str(text)
    }
}

/// A list as it is printed: packed where it is equal to a packed one.
pub(super) fn with_packed<T>(list: &List, then: impl FnOnce(&List) -> T) -> T {
    match list.packed() {
        Some(packed) => then(&packed),
        None => then(list),
    }
}

pub(super) fn list_head(out: &mut dyn fmt::Write, list: &List) -> fmt::Result {
    match list {
        List::Values { elem_type, items } => {
            if !items.first().is_some_and(|first| says(first, elem_type)) {
                out.write_str("list")?;
                one(out, None, elem_type)?;
            }
        }
        packed => write!(out, "{}", packed.elem_type())?,
    }
    out.write_char('[')
}

pub(super) fn map_head(out: &mut dyn fmt::Write, map: &Map) -> fmt::Result {
    out.write_str("map")?;
    let types = map.types();
    let first = map.entries().first();
    let said = first.map_or([false; 2], |(key, value)| {
        [says(key, &types.key), says(value, &types.value)]
    });
    if said != [true; 2] {
        two(out, [&types.key, &types.value], said)?;
    }
    out.write_char('{')
}

pub(super) fn set_head(out: &mut dyn fmt::Write, set: &Set) -> fmt::Result {
    out.write_str("set")?;
    one(out, set.items().first(), set.elem_type())?;
    out.write_char('{')
}

pub(super) fn record_head(out: &mut dyn fmt::Write, record: &Record) -> fmt::Result {
    head(out, record.type_name())?;
    let space = !record.type_name().is_empty();
    out.write_str(if space { " {" } else { "{" })
}

pub(super) fn case(out: &mut dyn fmt::Write, variant: &Variant) -> fmt::Result {
    head(out, variant.type_name())?;
    out.write_str("::")?;
    optional(out, variant.case_name())?;
    write!(out, "#{}", variant.tag())
}

pub(super) fn result_head(
    out: &mut dyn fmt::Write,
    types: &ResultType,
    value: &Result<Box<Value>, Box<Value>>,
) -> fmt::Result {
    let (word, said, other) = match value {
        Ok(value) => ("ok", [says(value, &types.ok), false], &types.err),
        Err(value) => ("err", [false, says(value, &types.err)], &types.ok),
    };
    out.write_str(word)?;
    if said != [false; 2] && *other == ValueType::UNIT {
        return Ok(());
    }
    two(out, [&types.ok, &types.err], said)
}

pub(super) fn is_unit(value: &Value) -> bool {
    matches!(value, Value::Tuple(items) if items.is_empty())
}

impl<'a> Line<'a> {
    pub(super) fn new(out: &'a mut dyn fmt::Write, room: usize, max_items: usize) -> Self {
        Self {
            out,
            room,
            max_items,
        }
    }

    pub(super) fn value(&mut self, value: &Value) -> fmt::Result {
        match value {
            Value::String(text) => self.text(text),
            Value::List(list) => self.list(list),
            Value::Tuple(items) => self.items('(', items, ')'),
            Value::Record(record) => self.record(record),
            Value::Variant(variant) => self.variant(variant),
            Value::Map(map) => self.map(map),
            Value::Set(set) => self.set(set),
            Value::Option { inner_type, value } => self.option(inner_type, value.as_deref()),
            Value::Result { types, value } => self.result(types, value),
            _ => scalar(self, value),
        }
    }

    fn text(&mut self, text: &str) -> fmt::Result {
        if text.len() > self.room {
            return Err(fmt::Error);
        }
        write!(self, "{text:?}")
    }

    fn option(&mut self, inner_type: &ValueType, value: Option<&Value>) -> fmt::Result {
        self.write_str(if value.is_some() { "some" } else { "none" })?;
        one(self, value, inner_type)?;
        match value {
            Some(value) => self.items('(', core::slice::from_ref(value), ')'),
            None => Ok(()),
        }
    }

    fn result(
        &mut self,
        types: &ResultType,
        value: &Result<Box<Value>, Box<Value>>,
    ) -> fmt::Result {
        result_head(self, types, value)?;
        let (Ok(value) | Err(value)) = value;
        if is_unit(value) {
            return Ok(());
        }
        self.items('(', core::slice::from_ref(&**value), ')')
    }

    fn list(&mut self, list: &List) -> fmt::Result {
        if let List::Values { elem_type, .. } = list
            && elem_type.fixed_width().is_some()
        {
            return with_packed(list, |list| self.list_as_is(list));
        }
        self.list_as_is(list)
    }

    fn list_as_is(&mut self, list: &List) -> fmt::Result {
        if let List::U8(bytes) = list {
            return self.bytes(bytes);
        }
        list_head(self, list)?;
        let shown = list.len().min(self.max_items);
        for i in 0..shown {
            self.write_str(if i > 0 { ", " } else { "" })?;
            match list {
                List::Values { items, .. } => self.value(&items[i])?,
                packed => packed_item(self, packed, i)?,
            }
        }
        self.more(shown, list.len())?;
        self.write_char(']')
    }

    /// As Rust writes them: most bytes that people look at are text.
    fn bytes(&mut self, bytes: &[u8]) -> fmt::Result {
        let shown = bytes.len().min(self.max_items);
        write!(self, "b\"{}\"", bytes[..shown].escape_ascii())?;
        match bytes.len() - shown {
            0 => Ok(()),
            more => write!(self, "… {more} more"),
        }
    }

    fn items(&mut self, open: char, items: &[Value], close: char) -> fmt::Result {
        self.write_char(open)?;
        for (i, item) in items.iter().enumerate() {
            self.write_str(if i > 0 { ", " } else { "" })?;
            self.value(item)?;
        }
        self.write_char(close)
    }

    fn record(&mut self, record: &Record) -> fmt::Result {
        record_head(self, record)?;
        for (i, (field, value)) in record.iter().enumerate() {
            self.write_str(if i > 0 { ", " } else { " " })?;
            name(self, field)?;
            self.write_str(": ")?;
            self.value(value)?;
        }
        self.write_str(if record.is_empty() { "}" } else { " }" })
    }

    fn variant(&mut self, variant: &Variant) -> fmt::Result {
        case(self, variant)?;
        match variant.payloads() {
            [] => Ok(()),
            payloads => self.items('(', payloads, ')'),
        }
    }

    fn map(&mut self, map: &Map) -> fmt::Result {
        map_head(self, map)?;
        let shown = map.len().min(self.max_items);
        for (i, (key, value)) in map.entries()[..shown].iter().enumerate() {
            self.write_str(if i > 0 { ", " } else { "" })?;
            self.value(key)?;
            self.write_str(": ")?;
            self.value(value)?;
        }
        self.more(shown, map.len())?;
        self.write_char('}')
    }

    fn set(&mut self, set: &Set) -> fmt::Result {
        set_head(self, set)?;
        let shown = set.len().min(self.max_items);
        for (i, item) in set.items()[..shown].iter().enumerate() {
            self.write_str(if i > 0 { ", " } else { "" })?;
            self.value(item)?;
        }
        self.more(shown, set.len())?;
        self.write_char('}')
    }

    fn more(&mut self, shown: usize, len: usize) -> fmt::Result {
        match len - shown {
            0 => Ok(()),
            more => write!(self, "{}… {more} more", if shown > 0 { ", " } else { "" }),
        }
    }
}
