//! `packr journal fmt`: between bytes and text.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::ValueEnum;

use super::journal_failure;
use super::source::{self, Form};
use crate::error::{Exit, Failure};
use crate::output;

/// Write a journal in its other form: bytes as text, text as bytes.
///
/// Text is one event a line, to be read, compared and changed by hand. Nothing is lost either way.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The journal.
    journal: PathBuf,

    /// The form to write, where it is not the other one.
    #[arg(long, value_enum)]
    to: Option<To>,

    /// Write to this file, in the place of standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum To {
    /// One event a line.
    Text,
    /// As journals are written.
    Binary,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let (journal, form) = source::formed(&args.journal)?;
    let to = args.to.unwrap_or(match form {
        Form::Text => To::Binary,
        Form::Binary => To::Text,
    });
    let bytes = match to {
        To::Text => journal.to_string().into_bytes(),
        To::Binary => journal
            .to_bytes()
            .map_err(|error| journal_failure(&args.journal, &error))?,
    };
    match (&args.output, to) {
        (Some(path), _) => write(path, &bytes),
        (None, To::Binary) if std::io::stdout().is_terminal() => Err(Failure::usage(
            "these are bytes, which a terminal can't show: give `--output FILE`, or send them on with `|` or `>`",
        )),
        (None, _) => output::print_bytes(&bytes),
    }
}

/// Writes a file.
pub(super) fn write(path: &PathBuf, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(|error| {
        let message = format!("can't write `{}`: {error}", path.display());
        Failure::new(Exit::Data, message)
    })
}
