//! `packr record`: calls functions of a package, and keeps every call that crosses the boundary in a journal.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ValueEnum;
use packr_core::journal::{
    Durability, Header, Journal, JournalError, JournalOptions, JournalWriter,
};
use packr_core::schema::{Function, World};
use packr_core::{CallInterceptor, Value};

use crate::call::arguments;
use crate::error::{Exit, Failure};
use crate::journal::{FILE, journal_failure};
use crate::output;
use crate::package::{DETERMINISM, PackageArg};
use crate::progress::Progress;
use crate::redact;
use crate::session::{Host, Session, SessionOptions, tell};
use crate::{wave, world};

/// Call functions of a package, and record all calls in both directions.
///
/// Calls one function as `packr call` does, or one after the other those of a file, on one instance. Every call, with its
/// arguments and its result or failure, is in the journal as soon as it happens.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  packr record guests/calc.wasm eval 'name(\"x\")' --import 'lookup=some(40)' -o run.journal
  packr record guests/calc.wasm --calls calls.txt -o run.journal
where each line of calls.txt is a call as WAVE writes it, `eval(num(1))`, or begins with `#`.")]
pub(crate) struct Args {
    #[command(flatten)]
    package: PackageArg,

    /// The function: `name`, `ns:pkg/iface#name`, or any end of that which only one function has.
    #[arg(required_unless_present = "calls")]
    function: Option<String>,

    /// The arguments, each as WAVE text.
    #[arg(allow_negative_numbers = true)]
    arguments: Vec<String>,

    /// The journal, a new file.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,

    /// Make the calls of this file, a line each; `-` is standard input. After a call that was stopped half
    /// way, those that are left are made on a new instance.
    #[arg(long, value_name = "FILE", conflicts_with = "function")]
    calls: Option<PathBuf>,

    /// Leave a part of arguments and results out of the journal: `FUNCTION=args.NAME.field`, `FUNCTION=result.ok`, or all of a
    /// `FUNCTION`. Strings become empty, numbers 0.
    #[arg(long, value_name = "FUNCTION=PATH")]
    redact: Vec<String>,

    /// Note something of the run in the journal's header.
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    note: Vec<(String, String)>,

    /// What has happened to an event before its call goes on.
    #[arg(long, value_enum, default_value = "flush")]
    durability: DurabilityArg,

    #[command(flatten)]
    session: SessionOptions,

    /// Print the results as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum DurabilityArg {
    /// It waits to be written.
    None,
    /// The system has it.
    Flush,
    /// The disk has it.
    Sync,
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) => Ok((name.to_owned(), value.to_owned())),
        None => Err("expected NAME=VALUE".to_owned()),
    }
}

/// A call that is to be made.
struct Planned<'a> {
    name: String,
    function: &'a Function,
    input: Value,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let redaction = redact::read(&args.redact, "--redact")?;
    let session = Session::open(&args.session, &args.package.package, None)?;
    let calls = plan(args, &session.world)?;
    let options = JournalOptions::DEFAULT.durability(match args.durability {
        DurabilityArg::None => Durability::None,
        DurabilityArg::Flush => Durability::Flush,
        DurabilityArg::Sync => Durability::Sync,
    });
    let writer = JournalWriter::create(&args.output, &header(args, &session), &options)
        .map_err(|error| journal_failure(&args.output, &error))?;
    let writer = Arc::new(writer.redaction(redaction));

    let progress = Progress::counting(format!("recording {}", args.output.display()), calls.len());
    let interceptors: Vec<Box<dyn CallInterceptor>> = vec![Box::new(writer.clone())];
    let started = session.start(Host::Options, interceptors, &progress.hider());
    let mut running = started.inspect_err(|_| discard_empty(&args.output, &writer))?;
    let mut exit: Option<Exit> = None;
    for call in &calls {
        if running.instance().is_interrupted() {
            running.renew()?;
        }
        let called = running.call(&call.name, call.input.clone());
        let told = tell(
            &session,
            call.function,
            called,
            args.json,
            &progress.hider(),
        )?;
        // A call that failed counts more than one that returned `err(..)`.
        exit = match (exit, told) {
            (Some(Exit::Call), _) | (_, None) => exit,
            (_, told) => told,
        };
        progress.step();
    }
    drop(progress);
    let finished = writer.finish();
    finished.map_err(|error| journal_failure(&args.output, &error))?;
    output::note(&format!(
        "recorded {} in {}",
        counted(calls.len()),
        args.output.display()
    ));
    match exit {
        None => Ok(()),
        Some(exit) => Err(Failure::Silent(exit)),
    }
}

/// Removes the journal of a run that never began, so that the corrected command can be given again.
fn discard_empty(path: &Path, writer: &JournalWriter) {
    let is_empty = || Ok::<_, JournalError>(Journal::open(path)?.events.is_empty());
    if writer.finish().and_then(|()| is_empty()).unwrap_or(false) {
        // What is left can be seen, and the command has failed as it is.
        let _ = std::fs::remove_file(path);
    }
}

fn counted(calls: usize) -> String {
    match calls {
        1 => "a call".to_owned(),
        calls => format!("{calls} calls"),
    }
}

fn header(args: &Args, session: &Session<'_>) -> Header {
    let mut header = Header::new()
        .package(&session.loaded.package)
        .world(&session.world);
    for (name, value) in DETERMINISM {
        header = header.determinism(*name, value);
    }
    // The header has the name alone; whoever replays it wants to know where the file was.
    header = header.metadata(FILE, args.package.package.display());
    for rule in &args.redact {
        header = header.metadata(redact::REDACTED, rule);
    }
    for (name, value) in &args.note {
        header = header.metadata(name, value);
    }
    header
}

fn plan<'a>(args: &Args, world: &'a World) -> Result<Vec<Planned<'a>>, Failure> {
    if let Some(function) = &args.function {
        let found = world::find(&world.exports, function, "exported function")?;
        let name = found.name();
        let input = arguments(world, &name, found.function, &args.arguments)?;
        return Ok(vec![Planned {
            name,
            function: found.function,
            input,
        }]);
    }
    let path = args.calls.clone().unwrap_or_default();
    let text = match path.to_str() {
        Some("-") => {
            let mut text = String::new();
            let read = std::io::stdin().lock().read_to_string(&mut text);
            read.map(|_| text)
        }
        _ => std::fs::read_to_string(&path),
    };
    let text = text.map_err(|error| {
        let message = format!("can't read `{}`: {error}", path.display());
        Failure::new(Exit::Data, message)
    })?;
    let lines = text.lines().map(str::trim).enumerate();
    lines
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(index, line)| {
            planned(world, line)
                .map_err(|failure| failure.at(&format!("{}:{}", path.display(), index + 1)))
        })
        .collect()
}

/// Reads a call: `ns:pkg/iface#function(1, "x")`.
fn planned<'a>(world: &'a World, line: &str) -> Result<Planned<'a>, Failure> {
    let (function, arguments) = line.split_at(line.find('(').unwrap_or(line.len()));
    let found = world::find(&world.exports, function.trim(), "exported function")?;
    let input = wave::read_arguments(world, found.function, arguments).map_err(|mistake| {
        let subject = format!("these are no arguments of `{}`", found.name());
        Failure::usage(mistake.show(arguments, &subject))
    })?;
    Ok(Planned {
        name: found.name(),
        function: found.function,
        input,
    })
}
