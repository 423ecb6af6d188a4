//! The command `packr`: looks at packages, calls them, records and replays runs, checks WIT, generates bindings, and converts values.

mod answers;
mod bindgen;
mod build;
mod call;
mod completions;
mod convert;
mod error;
mod flags;
mod inspect;
mod journal;
mod json;
mod new;
mod output;
mod package;
mod progress;
mod record;
mod redact;
mod replay;
mod resume;
mod session;
mod trace;
mod type_text;
mod wave;
mod wit;
mod world;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use error::Failure;

const EXIT_CODES: &str = "\
Exit codes:
  0  all went well
  1  the call trapped, failed, was refused or ran out of time
  2  the command line is wrong: an option, a function's name, an argument of another type
  3  the function that was called returned err(..)
  4  the package can't be read, is none, does not fit the world, or does not compile
  5  the WIT is wrong
  6  a value to convert is wrong, a journal is not whole, or a file can't be read or written
  7  a run is not the recorded one, or two journals differ";

/// Packages with recursive WIT types: look at them, call them, check their WIT, convert their values.
#[derive(Debug, Parser)]
#[command(name = "packr", version, after_help = EXIT_CODES, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(new::Args),
    Build(build::Args),
    Inspect(inspect::Args),
    Call(call::Args),
    Record(record::Args),
    Replay(replay::Args),
    Resume(resume::Args),
    Journal(journal::Args),
    Wit(wit::Args),
    Bindgen(bindgen::Args),
    Encode(convert::EncodeArgs),
    Decode(convert::DecodeArgs),
    Completions(completions::Args),
}

fn main() -> ExitCode {
    let Cli { command } = Cli::parse();
    match run(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::New(args) => new::run(&args),
        Command::Build(args) => build::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Call(args) => call::run(&args),
        Command::Record(args) => record::run(&args),
        Command::Replay(args) => replay::run(&args),
        Command::Resume(args) => resume::run(&args),
        Command::Journal(args) => journal::run(&args),
        Command::Wit(args) => wit::run(&args),
        Command::Bindgen(args) => bindgen::run(&args),
        Command::Encode(args) => convert::encode(&args),
        Command::Decode(args) => convert::decode(&args),
        Command::Completions(args) => completions::run(&args),
    }
}
