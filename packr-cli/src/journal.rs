//! `packr journal`: looks at recorded runs.

mod check;
mod diff;
mod export;
mod fmt;
pub(crate) mod package;
mod perfetto;
mod show;
pub(crate) mod source;
mod stat;
mod test;
mod times;
mod typed;

use std::error::Error;
use std::path::Path;

use clap::Subcommand;
use packr_core::journal::JournalError;

use crate::error::{Exit, Failure};

/// The name of the metadata that says where the package was.
pub(crate) const FILE: &str = "package-file";

/// Look at recorded runs: as a tree, as figures, against each other, in other formats.
///
/// A journal is read as bytes or as text, whichever it is; `-` is standard input.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Show(show::Args),
    Stat(stat::Args),
    Diff(diff::Args),
    Fmt(fmt::Args),
    Check(check::Args),
    Export(export::Args),
    Test(test::Args),
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    match &args.command {
        Command::Show(args) => show::run(args),
        Command::Stat(args) => stat::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Fmt(args) => fmt::run(args),
        Command::Check(args) => check::run(args),
        Command::Export(args) => export::run(args),
        Command::Test(args) => test::run(args),
    }
}

/// What is wrong with a journal, with the causes.
pub(crate) fn journal_failure(path: &Path, error: &JournalError) -> Failure {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        message.push_str(&format!(": {error}"));
        cause = error.source();
    }
    let names_it = matches!(
        error,
        JournalError::Open { .. } | JournalError::Exists { .. } | JournalError::InUse { .. }
    );
    match names_it {
        true => Failure::new(Exit::Data, message),
        false => Failure::new(Exit::Data, format!("{}: {message}", path.display())),
    }
}
