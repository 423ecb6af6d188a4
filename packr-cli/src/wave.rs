//! Values as WAVE text, by their WIT types.
//!
//! The crate `wasm-wave` parses and writes the text. Its own way from text to typed values is not taken: its messages do
//! not say what was expected, and the names of its types spell a recursive type out without end.

mod messages;
mod read;
#[cfg(test)]
mod tests;
mod write;

use std::fmt;
use std::ops::Range;

use packr_core::Value;
use packr_core::schema::{Function, Type, TypeDef, World};

use crate::output;

pub(crate) use messages::listed;
pub(crate) use read::{read, read_arguments, untyped};
pub(crate) use write::write;

/// What is wrong with a text, and where in it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    pub(crate) span: Range<usize>,
    pub(crate) message: String,
}

impl Mistake {
    pub(crate) fn new(span: Range<usize>, message: impl fmt::Display) -> Self {
        Self {
            span,
            message: message.to_string(),
        }
    }

    /// The message below the line of the text that it is about. `subject` says what the text was to be.
    pub(crate) fn show(&self, text: &str, subject: &str) -> String {
        let start = self.span.start.min(text.len());
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let line = text[line_start..line_end].trim_end();
        let before = text[line_start..start].chars().count();
        let marked = text[start..self.span.end.clamp(start, line_end.max(start))]
            .chars()
            .count();
        let (line, before) = window(line, before);
        format!(
            "{subject}\n  {line}\n  {}{} {}",
            " ".repeat(before),
            output::alarm(&"^".repeat(marked.clamp(1, 60))),
            self.message
        )
    }
}

/// The part of a long line around a column.
fn window(line: &str, column: usize) -> (String, usize) {
    const BEFORE: usize = 60;
    const WIDTH: usize = 100;
    if line.chars().count() <= WIDTH {
        return (line.replace('\t', " "), column);
    }
    let skipped = column.saturating_sub(BEFORE);
    let lead = if skipped > 0 { "..." } else { "" };
    let shown: String = line.chars().skip(skipped).take(WIDTH).collect();
    (
        format!("{lead}{}...", shown.replace('\t', " ")),
        column - skipped + lead.len(),
    )
}

/// What a type is behind its aliases.
pub(crate) enum Shape<'a> {
    Primitive(Type),
    Def(&'a TypeDef),
    /// Nothing is known: any value.
    Any,
}

pub(crate) fn shape(world: &World, mut ty: Type) -> Shape<'_> {
    for _ in 0..=world.types.len() {
        match world.def(ty) {
            Some(TypeDef::Alias { ty: inner, .. }) => ty = *inner,
            Some(TypeDef::Any) => return Shape::Any,
            Some(def) => return Shape::Def(def),
            None if matches!(ty, Type::Def(_)) => return Shape::Any,
            None => return Shape::Primitive(ty),
        }
    }
    Shape::Any
}

/// The type of a value: the one that is declared, or where that tells nothing, the one of the value's own name.
///
/// Published packages leave out what a type is inside itself; a value of it still has its name.
pub(crate) fn known(world: &World, ty: Type, value: &Value) -> Type {
    let Shape::Any = shape(world, ty) else {
        return ty;
    };
    let is_it = |def: &TypeDef| match (def, value) {
        (TypeDef::Record { shape, .. }, Value::Record(record)) => {
            same_name(&shape.name, record.type_name()) && shape.fields.len() == record.len()
        }
        (TypeDef::Variant { cases, .. }, Value::Variant(variant)) => {
            let case = cases.get(variant.tag() as usize);
            case.is_some_and(|case| same_name(&case.type_name, variant.type_name()))
        }
        _ => false,
    };
    match world.types.iter().position(is_it) {
        Some(index) => Type::Def(index as u32),
        None => ty,
    }
}

/// A name of the wire in kebab-case: `NotFound` and `last_msg` as WIT writes them.
pub(crate) fn kebab(name: &str) -> String {
    let mut kebab = String::with_capacity(name.len() + 2);
    for letter in name.chars() {
        if letter == '_' {
            kebab.push('-');
            continue;
        }
        if letter.is_ascii_uppercase() && !kebab.is_empty() && !kebab.ends_with('-') {
            kebab.push('-');
        }
        kebab.push(letter.to_ascii_lowercase());
    }
    kebab
}

/// Whether two names are one but for case, hyphens and underscores.
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    let plain = |name: &str| -> Vec<char> {
        let letters = name.chars().filter(|letter| !matches!(letter, '-' | '_'));
        letters.map(|letter| letter.to_ascii_lowercase()).collect()
    };
    plain(a) == plain(b)
}

/// A function with its parameters: `eval(e: expr)`.
pub(crate) fn signature(world: &World, function: &Function) -> String {
    let params = function.params.iter();
    let params = params.map(|(name, ty)| format!("{name}: {}", world.display(*ty)));
    let params: Vec<String> = params.collect();
    format!("{}({})", function.name, params.join(", "))
}

/// The arguments of a call, each by its parameter's name: `(name: "x")`.
pub(crate) fn write_arguments(world: &World, function: &Function, input: &Value) -> String {
    let values = input.as_tuple().unwrap_or_default();
    let written: Vec<String> = function
        .params
        .iter()
        .zip(values)
        .map(|((name, ty), value)| format!("{name}: {}", write(world, *ty, value)))
        .collect();
    format!("({})", written.join(", "))
}
