//! Values as text: one line, or several with indentation.

use core::fmt::{self, Write};

use super::{List, Map, Record, Set, Value, Variant, for_each_packed};

/// The widest line of the pretty form, where a value can be broken at all.
const WIDTH: usize = 80;

/// The deepest level that is still indented further.
const MAX_INDENT: usize = 32;

/// One line with `{}`, several with `{:#}` (see [`Value::pretty`]). A precision limits how many
/// elements of each list are shown: `{:.16}`.
///
/// Strings, chars and bytes are quoted and escaped as in Rust, a float always shows that it is one, and a
/// NaN other than the usual one shows its bits.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let max_items = f.precision().unwrap_or(usize::MAX);
        if f.alternate() {
            return tall(self, 0, 0, max_items, f);
        }
        let room = usize::MAX;
        Line {
            out: f,
            room,
            max_items,
        }
        .value(self)
    }
}

/// A [`Value`] that prints in several lines.
#[derive(Debug, Clone, Copy)]
pub struct Pretty<'a>(&'a Value);

impl<'a> Pretty<'a> {
    pub(super) fn new(value: &'a Value) -> Self {
        Self(value)
    }
}

impl fmt::Display for Pretty<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        tall(self.0, 0, 0, f.precision().unwrap_or(usize::MAX), f)
    }
}

/// Prints on one line, and gives up when the room is used.
struct Line<'a> {
    out: &'a mut dyn fmt::Write,
    room: usize,
    max_items: usize,
}

impl fmt::Write for Line<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.room = self.room.checked_sub(text.len()).ok_or(fmt::Error)?;
        self.out.write_str(text)
    }
}

macro_rules! packed_items {
    ($($kind:ident $elem:ident $width:literal,)*) => {
        /// Prints the packed element at `index`; `false` when the list is not packed.
        fn packed_item(out: &mut dyn fmt::Write, list: &List, index: usize) -> Result<bool, fmt::Error> {
            match list {
                $(List::$kind(items) => scalar(out, &Value::$kind(items[index]))?,)*
                List::Values { .. } => return Ok(false),
            }
            Ok(true)
        }
    };
}
for_each_packed!(packed_items);

fn scalar(out: &mut dyn fmt::Write, value: &Value) -> fmt::Result {
    match value {
        Value::Bool(v) => write!(out, "{v}"),
        Value::U8(v) => write!(out, "{v}"),
        Value::U16(v) => write!(out, "{v}"),
        Value::U32(v) => write!(out, "{v}"),
        Value::U64(v) => write!(out, "{v}"),
        Value::S8(v) => write!(out, "{v}"),
        Value::S16(v) => write!(out, "{v}"),
        Value::S32(v) => write!(out, "{v}"),
        Value::S64(v) => write!(out, "{v}"),
        Value::F32(v) if v.is_nan() && v.to_bits() != f32::NAN.to_bits() => {
            write!(out, "NaN({:#x})", v.to_bits())
        }
        Value::F32(v) => write!(out, "{v:?}"),
        Value::F64(v) if v.is_nan() && v.to_bits() != f64::NAN.to_bits() => {
            write!(out, "NaN({:#x})", v.to_bits())
        }
        Value::F64(v) => write!(out, "{v:?}"),
        Value::Char(v) => write!(out, "{v:?}"),
        Value::Flags(v) => write!(out, "flags({v:#b})"),
        _ => Ok(()),
    }
}

/// A name from the wire can be any text: it must not break the line.
fn name(out: &mut dyn fmt::Write, name: &str) -> fmt::Result {
    write!(out, "{}", name.escape_debug())
}

fn case(out: &mut dyn fmt::Write, variant: &Variant) -> fmt::Result {
    if !variant.type_name().is_empty() {
        name(out, variant.type_name())?;
        out.write_str("::")?;
    }
    match variant.case_name() {
        "" => write!(out, "#{}", variant.tag()),
        case => name(out, case),
    }
}

impl Line<'_> {
    fn value(&mut self, value: &Value) -> fmt::Result {
        match value {
            Value::String(text) => self.text(text),
            Value::List(list) => self.list(list),
            Value::Tuple(items) => self.tuple(items),
            Value::Record(record) => self.record(record),
            Value::Variant(variant) => self.variant(variant),
            Value::Map(map) => self.map(map),
            Value::Set(set) => self.set(set),
            Value::Option { value: None, .. } => self.write_str("none"),
            Value::Option {
                value: Some(value), ..
            } => self.wrapped("some", value),
            Value::Result {
                value: Ok(value), ..
            } => self.wrapped("ok", value),
            Value::Result {
                value: Err(value), ..
            } => self.wrapped("err", value),
            _ => scalar(self, value),
        }
    }

    fn text(&mut self, text: &str) -> fmt::Result {
        if text.len() > self.room {
            return Err(fmt::Error);
        }
        write!(self, "{text:?}")
    }

    fn wrapped(&mut self, word: &str, value: &Value) -> fmt::Result {
        self.write_str(word)?;
        if matches!(value, Value::Tuple(items) if items.is_empty()) {
            return Ok(());
        }
        self.write_char('(')?;
        self.value(value)?;
        self.write_char(')')
    }

    fn list(&mut self, list: &List) -> fmt::Result {
        if let List::U8(bytes) = list
            && !bytes.is_empty()
        {
            return self.bytes(bytes);
        }
        self.write_char('[')?;
        let shown = list.len().min(self.max_items);
        for i in 0..shown {
            if i > 0 {
                self.write_str(", ")?;
            }
            if let List::Values { items, .. } = list {
                self.value(&items[i])?;
            } else {
                packed_item(self, list, i)?;
            }
        }
        if shown < list.len() {
            let comma = if shown > 0 { ", " } else { "" };
            write!(self, "{comma}… {} more", list.len() - shown)?;
        }
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

    fn tuple(&mut self, items: &[Value]) -> fmt::Result {
        self.write_char('(')?;
        self.values(items)?;
        self.write_char(')')
    }

    fn map(&mut self, map: &Map) -> fmt::Result {
        self.write_char('{')?;
        let shown = map.len().min(self.max_items);
        for (i, (key, value)) in map.entries()[..shown].iter().enumerate() {
            if i > 0 {
                self.write_str(", ")?;
            }
            self.value(key)?;
            self.write_str(": ")?;
            self.value(value)?;
        }
        self.more(shown, map.len())?;
        self.write_char('}')
    }

    fn set(&mut self, set: &Set) -> fmt::Result {
        self.write_char('{')?;
        let shown = set.len().min(self.max_items);
        self.values(&set.items()[..shown])?;
        self.more(shown, set.len())?;
        self.write_char('}')
    }

    fn more(&mut self, shown: usize, len: usize) -> fmt::Result {
        match len - shown {
            0 => Ok(()),
            more => write!(self, "{}… {more} more", if shown > 0 { ", " } else { "" }),
        }
    }

    fn values(&mut self, items: &[Value]) -> fmt::Result {
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.write_str(", ")?;
            }
            self.value(item)?;
        }
        Ok(())
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
        if variant.payloads().is_empty() {
            return Ok(());
        }
        self.write_char('(')?;
        self.values(variant.payloads())?;
        self.write_char(')')
    }
}

fn record_head(out: &mut dyn fmt::Write, record: &Record) -> fmt::Result {
    if !record.type_name().is_empty() {
        name(out, record.type_name())?;
        out.write_char(' ')?;
    }
    out.write_char('{')
}

struct Nowhere;

impl fmt::Write for Nowhere {
    fn write_str(&mut self, _: &str) -> fmt::Result {
        Ok(())
    }
}

/// Prints a value that starts at column `start` of a line indented by `indent` levels.
fn tall(
    value: &Value,
    indent: usize,
    start: usize,
    max_items: usize,
    out: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let room = WIDTH.saturating_sub(4 * indent + start + 1);
    let mut attempt = Line {
        out: &mut Nowhere,
        room,
        max_items,
    };
    if attempt.value(value).is_ok() {
        let room = usize::MAX;
        return Line {
            out,
            room,
            max_items,
        }
        .value(value);
    }
    match value {
        Value::List(List::Values { items, .. }) => {
            out.write_char('[')?;
            let shown = items.len().min(max_items);
            tall_items(&items[..shown], indent, max_items, out)?;
            if shown < items.len() {
                new_line(out, indent + 1)?;
                write!(out, "… {} more,", items.len() - shown)?;
            }
            new_line(out, indent)?;
            out.write_char(']')
        }
        Value::List(list) if !matches!(list, List::U8(_)) => {
            tall_packed(list, indent, max_items, out)
        }
        Value::Tuple(items) => {
            out.write_char('(')?;
            tall_items(items, indent, max_items, out)?;
            new_line(out, indent)?;
            out.write_char(')')
        }
        Value::Record(record) => tall_record(record, indent, max_items, out),
        Value::Variant(variant) => {
            case(out, variant)?;
            tall_payload(variant.payloads(), indent, max_items, out)
        }
        Value::Option {
            value: Some(value), ..
        } => {
            out.write_str("some")?;
            tall_payload(core::slice::from_ref(&**value), indent, max_items, out)
        }
        Value::Result { value, .. } => {
            out.write_str(if value.is_ok() { "ok" } else { "err" })?;
            let (Ok(value) | Err(value)) = value;
            tall_payload(core::slice::from_ref(&**value), indent, max_items, out)
        }
        _ => Line {
            out,
            room: usize::MAX,
            max_items,
        }
        .value(value),
    }
}

fn new_line(out: &mut fmt::Formatter<'_>, indent: usize) -> fmt::Result {
    // Very deep values would otherwise be mostly indentation.
    write!(out, "\n{:1$}", "", 4 * indent.min(MAX_INDENT))
}

fn tall_items(
    items: &[Value],
    indent: usize,
    max_items: usize,
    out: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    for item in items {
        new_line(out, indent + 1)?;
        tall(item, indent + 1, 0, max_items, out)?;
        out.write_char(',')?;
    }
    Ok(())
}

fn tall_payload(
    items: &[Value],
    indent: usize,
    max_items: usize,
    out: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    out.write_char('(')?;
    tall_items(items, indent, max_items, out)?;
    new_line(out, indent)?;
    out.write_char(')')
}

fn tall_record(
    record: &Record,
    indent: usize,
    max_items: usize,
    out: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    record_head(out, record)?;
    for (field, value) in record.iter() {
        new_line(out, indent + 1)?;
        name(out, field)?;
        out.write_str(": ")?;
        tall(value, indent + 1, field.len() + 2, max_items, out)?;
        out.write_char(',')?;
    }
    new_line(out, indent)?;
    out.write_char('}')
}

/// Packed elements fill the lines.
fn tall_packed(
    list: &List,
    indent: usize,
    max_items: usize,
    out: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    out.write_char('[')?;
    let shown = list.len().min(max_items);
    let width = WIDTH.saturating_sub(4 * (indent + 1));
    let mut room = 0;
    for i in 0..shown {
        let mut counter = Line {
            out: &mut Nowhere,
            room: usize::MAX,
            max_items,
        };
        packed_item(&mut counter, list, i)?;
        let needed = usize::MAX - counter.room + 2;
        if i == 0 || needed > room {
            new_line(out, indent + 1)?;
            room = width;
        } else {
            out.write_char(' ')?;
        }
        room = room.saturating_sub(needed);
        packed_item(out, list, i)?;
        out.write_char(',')?;
    }
    if shown < list.len() {
        new_line(out, indent + 1)?;
        write!(out, "… {} more,", list.len() - shown)?;
    }
    new_line(out, indent)?;
    out.write_char(']')
}
