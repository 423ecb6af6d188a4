//! Where a journal comes from: a file or standard input, as bytes or as text.

use std::io::Read;
use std::path::Path;

use packr_bindgen::{Inline, Request, load};
use packr_core::journal::{Header, Journal, JournalError};
use packr_core::schema::{TypeDef, World};

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
    match text.contains(ANY) {
        false => parsed(text.clone()),
        true => {
            let mut world = parsed(with_any(text))?;
            let is_any =
                |def: &TypeDef| matches!(def, TypeDef::Variant { wit_name, .. } if wit_name == ANY);
            for def in world.types.to_mut() {
                if is_any(def) {
                    *def = TypeDef::Any;
                }
            }
            Some(world)
        }
    }
}

/// The world as it stands in the header, where that is WIT: of packages of published macros it is not.
pub(crate) fn wit(header: &Header) -> Option<(World, &str)> {
    let text = header.wit.as_deref()?;
    Some((parsed(text.to_owned())?, text))
}

/// What [`World::to_wit`] calls a type that the metadata of a package does not tell.
const ANY: &str = "any-value";

/// The WIT with a type that stands for those that are not told, in each interface and in the world.
fn with_any(wit: &str) -> String {
    let lines = wit.lines().map(|line| {
        let begins = ["interface ", "world "]
            .iter()
            .any(|it| line.trim_start().starts_with(it));
        match begins && line.ends_with('{') {
            true => format!("{line} enum {ANY} {{ unknown }}\n"),
            false => format!("{line}\n"),
        }
    });
    lines.collect()
}

fn parsed(text: String) -> Option<World> {
    let request = Request {
        inline: Some(Inline { text, place: None }),
        ..Request::default()
    };
    let model = load(&request).model.ok()?;
    Some(packr_bindgen::world(&model))
}
