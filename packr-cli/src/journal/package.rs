//! The package of a journal.

use std::path::{Path, PathBuf};

use packr_core::journal::Header;

use super::FILE;
use crate::error::{Exit, Failure};
use crate::session::Session;

/// The package that is to run: the one that was said, or the recorded one where it was, or beside the journal.
pub(crate) fn find(
    said: Option<&Path>,
    journal: &Path,
    header: &Header,
) -> Result<PathBuf, Failure> {
    if let Some(package) = said {
        return Ok(package.to_owned());
    }
    let Some(recorded) = &header.package else {
        return Err(Failure::usage(
            "the journal does not say which package ran: give it with `--package PKG`",
        ));
    };
    let beside = journal.parent().unwrap_or(Path::new(""));
    let file = header.metadata.iter().find(|(name, _)| name == FILE);
    let mut places = Vec::new();
    if let Some((_, file)) = file {
        places.push(PathBuf::from(file));
        places.push(beside.join(file));
    }
    places.push(beside.join(&recorded.name));
    places.push(PathBuf::from(&recorded.name));
    match places.iter().find(|path| path.is_file()) {
        Some(path) => Ok(path.clone()),
        None => Err(Failure::new(
            Exit::Package,
            format!(
                "the package `{}` of the journal is not at `{}`, nor beside the journal: give it with `--package PKG`",
                recorded.name,
                places[0].display()
            ),
        )),
    }
}

/// Whether a package is the recorded one, byte for byte.
pub(crate) fn check(
    header: &Header,
    session: &Session<'_>,
    path: &Path,
    hint: &str,
) -> Result<(), Failure> {
    let recorded = header.package.as_ref().and_then(|package| package.sha256);
    if recorded.is_none() || recorded == session.loaded.package.sha256() {
        return Ok(());
    }
    Err(Failure::new(
        Exit::Package,
        format!(
            "`{}` is not the package that was recorded: its SHA-256 is another{hint}",
            path.display()
        ),
    ))
}
