//! Values on several lines, indented.

use core::fmt::{self, Write};

use super::annotation::one;
use super::line::{
    Line, case, list_head, map_head, record_head, result_head, set_head, with_packed,
};
use super::scalar::{name, packed_item};
use crate::value::{List, Map, Record, Value};

/// The widest line, where a value can be broken at all.
const WIDTH: usize = 80;

/// The deepest level that is still indented further.
const MAX_INDENT: usize = 32;

pub(super) fn print(value: &Value, max_items: usize, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    Tall { out, max_items }.value(value, 0, 0)
}

struct Tall<'a, 'f> {
    out: &'a mut fmt::Formatter<'f>,
    max_items: usize,
}

struct Nowhere;

impl fmt::Write for Nowhere {
    fn write_str(&mut self, _: &str) -> fmt::Result {
        Ok(())
    }
}

impl Tall<'_, '_> {
    /// Prints a value that starts at column `start` of a line indented by `indent` levels.
    fn value(&mut self, value: &Value, indent: usize, start: usize) -> fmt::Result {
        let room = WIDTH.saturating_sub(4 * indent + start + 1);
        let mut nowhere = Nowhere;
        let mut attempt = Line::new(&mut nowhere, room, self.max_items);
        if attempt.value(value).is_ok() {
            return self.line(value);
        }
        match value {
            Value::List(List::U8(_)) => self.line(value),
            Value::List(list) => with_packed(list, |list| self.list(list, indent)),
            Value::Tuple(items) => self.items('(', items, indent, ')'),
            Value::Record(record) => self.record(record, indent),
            Value::Variant(variant) => {
                case(self.out, variant)?;
                match variant.payloads() {
                    [] => Ok(()),
                    payloads => self.items('(', payloads, indent, ')'),
                }
            }
            Value::Option {
                inner_type,
                value: Some(value),
            } => {
                self.out.write_str("some")?;
                one(self.out, Some(value), inner_type)?;
                self.items('(', core::slice::from_ref(&**value), indent, ')')
            }
            Value::Result { types, value } => {
                result_head(self.out, types, value)?;
                let (Ok(value) | Err(value)) = value;
                self.items('(', core::slice::from_ref(&**value), indent, ')')
            }
            Value::Map(map) => self.map(map, indent),
            Value::Set(set) => {
                set_head(self.out, set)?;
                self.some_of(set.items(), indent)?;
                self.out.write_char('}')
            }
            _ => self.line(value),
        }
    }

    fn line(&mut self, value: &Value) -> fmt::Result {
        Line::new(self.out, usize::MAX, self.max_items).value(value)
    }

    fn new_line(&mut self, indent: usize) -> fmt::Result {
        // Very deep values would otherwise be mostly indentation.
        write!(self.out, "\n{:1$}", "", 4 * indent.min(MAX_INDENT))
    }

    fn items(&mut self, open: char, items: &[Value], indent: usize, close: char) -> fmt::Result {
        self.out.write_char(open)?;
        for item in items {
            self.new_line(indent + 1)?;
            self.value(item, indent + 1, 0)?;
            self.out.write_char(',')?;
        }
        self.new_line(indent)?;
        self.out.write_char(close)
    }

    /// As many items as are to be shown, and how many more there are.
    fn some_of(&mut self, items: &[Value], indent: usize) -> fmt::Result {
        let shown = items.len().min(self.max_items);
        for item in &items[..shown] {
            self.new_line(indent + 1)?;
            self.value(item, indent + 1, 0)?;
            self.out.write_char(',')?;
        }
        self.more(shown, items.len(), indent)
    }

    fn more(&mut self, shown: usize, len: usize, indent: usize) -> fmt::Result {
        if shown < len {
            self.new_line(indent + 1)?;
            write!(self.out, "… {} more,", len - shown)?;
        }
        self.new_line(indent)
    }

    fn list(&mut self, list: &List, indent: usize) -> fmt::Result {
        list_head(self.out, list)?;
        match list {
            List::Values { items, .. } => self.some_of(items, indent)?,
            packed => self.packed(packed, indent)?,
        }
        self.out.write_char(']')
    }

    fn record(&mut self, record: &Record, indent: usize) -> fmt::Result {
        record_head(self.out, record)?;
        for (field, value) in record.iter() {
            self.new_line(indent + 1)?;
            name(self.out, field)?;
            self.out.write_str(": ")?;
            self.value(value, indent + 1, field.len() + 2)?;
            self.out.write_char(',')?;
        }
        self.new_line(indent)?;
        self.out.write_char('}')
    }

    fn map(&mut self, map: &Map, indent: usize) -> fmt::Result {
        map_head(self.out, map)?;
        let shown = map.len().min(self.max_items);
        for (key, value) in &map.entries()[..shown] {
            self.new_line(indent + 1)?;
            self.value(key, indent + 1, 0)?;
            self.out.write_str(": ")?;
            self.value(value, indent + 1, 2)?;
            self.out.write_char(',')?;
        }
        self.more(shown, map.len(), indent)?;
        self.out.write_char('}')
    }

    /// Packed elements fill the lines.
    fn packed(&mut self, list: &List, indent: usize) -> fmt::Result {
        let shown = list.len().min(self.max_items);
        let width = WIDTH.saturating_sub(4 * (indent + 1));
        let mut room = 0;
        for i in 0..shown {
            let mut nowhere = Nowhere;
            let mut counter = Line::new(&mut nowhere, usize::MAX, self.max_items);
            packed_item(&mut counter, list, i)?;
            let needed = usize::MAX - counter.room + 2;
            if i == 0 || needed > room {
                self.new_line(indent + 1)?;
                room = width;
            } else {
                self.out.write_char(' ')?;
            }
            room = room.saturating_sub(needed);
            packed_item(self.out, list, i)?;
            self.out.write_char(',')?;
        }
        self.more(shown, list.len(), indent)
    }
}
