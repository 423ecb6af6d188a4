//! What a command fails with: a message for the person at the terminal, and the exit code for the script.

use std::fmt::Display;
use std::process::ExitCode;

use packr_bindgen::Errors;

use crate::output;

/// The exit codes. `docs/cli.md` and `packr --help` have the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// The call trapped, failed, was refused, or ran out of time.
    Call = 1,
    /// The command line is wrong; clap uses the same code.
    Usage = 2,
    /// The function returned `err(..)`.
    Returned = 3,
    /// The package can't be read, is none, or does not fit.
    Package = 4,
    /// The WIT is wrong.
    Wit = 5,
    /// Bytes or text to be converted are wrong, a journal is not whole, or a file can't be read or written.
    Data = 6,
    /// A run is not the recorded one, or two journals differ.
    Differs = 7,
}

/// Why a command did not succeed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// With a message.
    Told { exit: Exit, message: String },
    /// Everything was said already.
    Silent(Exit),
    /// Nobody reads what is printed, as in `packr wit . | head`.
    BrokenPipe,
}

impl Failure {
    pub(crate) fn new(exit: Exit, message: impl Display) -> Self {
        Failure::Told {
            exit,
            message: message.to_string(),
        }
    }

    pub(crate) fn usage(message: impl Display) -> Self {
        Self::new(Exit::Usage, message)
    }

    /// Says where it happened.
    pub(crate) fn at(self, place: &str) -> Self {
        match self {
            Failure::Told { exit, message } => Self::new(exit, format!("{place}: {message}")),
            other => other,
        }
    }

    /// Tells it, and gives the process's exit code.
    pub(crate) fn report(self) -> ExitCode {
        match self {
            Failure::Told { exit, message } => {
                output::error(&message);
                ExitCode::from(exit as u8)
            }
            Failure::Silent(exit) => ExitCode::from(exit as u8),
            Failure::BrokenPipe => ExitCode::SUCCESS,
        }
    }
}

impl From<Errors> for Failure {
    fn from(errors: Errors) -> Self {
        Self::new(Exit::Wit, errors)
    }
}
