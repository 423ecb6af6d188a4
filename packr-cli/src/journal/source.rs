//! Where a journal comes from: a file or standard input, as bytes or as text.

use std::io::Read;
use std::path::Path;

use packr_bindgen::{Inline, Request, load};
use packr_core::journal::{Header, Journal, JournalError};
use packr_core::schema::{Type, TypeDef, World};

use super::journal_failure;
use crate::error::{Exit, Failure};
use crate::progress::Progress;

/// Which of the two forms a journal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Binary,
    Text,
}

/// Reads all of a journal.
pub(crate) fn whole(path: &Path) -> Result<Journal, Failure> {
    Ok(formed(path)?.0)
}

/// Reads all of a journal, and tells which form it had.
pub(crate) fn formed(path: &Path) -> Result<(Journal, Form), Failure> {
    let _progress = Progress::begin(format!("reading {}", path.display()));
    let bytes = bytes(path)?;
    let failed = |error: JournalError| journal_failure(path, &error);
    // Text begins with `packr journal`, bytes with `packrjn`.
    match std::str::from_utf8(&bytes) {
        Ok(text) if is_text(text) => Ok((text.parse().map_err(failed)?, Form::Text)),
        _ => Ok((Journal::read(&bytes).map_err(failed)?, Form::Binary)),
    }
}

fn is_text(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| line.starts_with("packr journal"))
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let read = match path.to_str() {
        Some("-") => {
            let mut bytes = Vec::new();
            let read = std::io::stdin().lock().read_to_end(&mut bytes);
            read.map(|_| bytes)
        }
        _ => std::fs::read(path),
    };
    read.map_err(|error| {
        let message = format!("can't read `{}`: {error}", path.display());
        Failure::new(Exit::Data, message)
    })
}

/// The types of a run, where its header has the world.
pub(crate) fn world(header: &Header) -> Option<World> {
    let text = header.wit.as_ref()?;
    if !text.contains(ANY) && !text.contains(SET) {
        return parsed(text.clone());
    }
    let mut world = parsed(with_own(&without_sets(text)))?;
    let types = world.types.clone();
    let def = |ty: Type| match ty {
        Type::Def(index) => types.get(index as usize),
        _ => None,
    };
    let is = |def: &TypeDef, name: &str| matches!(def, TypeDef::Variant { wit_name, .. } if wit_name == name);
    for own in world.types.to_mut() {
        if is(own, ANY) {
            *own = TypeDef::Any;
        } else if let TypeDef::List(item) = own
            && let Some(TypeDef::Tuple(marked)) = def(*item)
            && let [item, mark] = **marked
            && def(mark).is_some_and(|def| is(def, MARK))
        {
            *own = TypeDef::Set(item);
        }
    }
    Some(world)
}

/// The world as it stands in the header, where that is WIT: of packages of published macros it is not.
pub(crate) fn wit(header: &Header) -> Option<(World, &str)> {
    let text = header.wit.as_deref()?;
    Some((parsed(text.to_owned())?, text))
}

/// What [`World::to_wit`] calls a type that the metadata of a package does not tell.
const ANY: &str = "any-value";

/// What [`World::to_wit`] writes before the type of a set's items, which WIT has not, and what marks those here.
const SET: &str = "set<";
const MARK: &str = "of-a-set";

/// The WIT with types that stand for those that it has not, in each interface and in the world.
fn with_own(wit: &str) -> String {
    let lines = wit.lines().map(|line| {
        let line = line.trim_end();
        let begins = ["interface ", "world "]
            .iter()
            .any(|it| line.trim_start().starts_with(it));
        match begins && line.ends_with('{') || line.ends_with(": interface {") {
            true => format!("{line} enum {ANY} {{ unknown }} enum {MARK} {{ unknown }}\n"),
            false => format!("{line}\n"),
        }
    });
    lines.collect()
}

/// The WIT with lists of marked items in the place of sets.
fn without_sets(wit: &str) -> String {
    let mut written = String::with_capacity(wit.len());
    // For each `<` that is open, whether it is that of a set.
    let mut open = Vec::new();
    for line in wit.split_inclusive('\n') {
        if line.trim_start().starts_with("//") {
            written.push_str(line);
            continue;
        }
        for letter in line.chars() {
            match letter {
                '<' => {
                    let name = written.strip_suffix("set");
                    let is_word = |it: &str| {
                        !it.ends_with(|end: char| end.is_alphanumeric() || "-%".contains(end))
                    };
                    let name = name.filter(|before| is_word(before)).map(str::len);
                    if let Some(before) = name {
                        written.truncate(before);
                        written.push_str("list<tuple");
                    }
                    open.push(name.is_some());
                    written.push('<');
                }
                // That of an arrow closes nothing.
                '>' if !written.ends_with('-') => {
                    if open.pop() == Some(true) {
                        written.push_str(", ");
                        written.push_str(MARK);
                        written.push('>');
                    }
                    written.push('>');
                }
                letter => written.push(letter),
            }
        }
    }
    written
}

fn parsed(text: String) -> Option<World> {
    let request = Request {
        inline: Some(Inline { text, place: None }),
        ..Request::default()
    };
    let model = load(&request).model.ok()?;
    Some(packr_bindgen::world(&model))
}
