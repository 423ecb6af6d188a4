//! `packr replay`: runs a package again on what a journal has.

use std::path::PathBuf;
use std::sync::Arc;

use clap::ValueEnum;
use packr_core::intercept::{Diverged, Outcome, ReplayMode};
use packr_core::journal::{Header, Journal, JournalOptions, JournalWriter, Tail};
use packr_core::schema::{Type, World};
use packr_core::{CallInterceptor, Recording, Replayer, Value};

use crate::error::{Exit, Failure};
use crate::journal::{FILE, journal_failure, package, source};
use crate::output;
use crate::package::DETERMINISM;
use crate::progress::Progress;
use crate::redact;
use crate::session::{Host, Session, SessionOptions};
use crate::world;

/// Run a package again on a recorded run, without its host, and say where it does something else.
///
/// The calls that the host made are made again. What the package calls is compared with what it called then, and is answered
/// from the journal.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Exits with 7 where the run is not the recorded one.

Examples:
  packr replay run.journal
  packr replay run.journal --package target/wasm32-unknown-unknown/release/other.wasm
  packr replay run.journal --ignore 'demo:env/clock#now' --ignore 'eval=args.options.seed'")]
pub(crate) struct Args {
    /// The journal, as bytes or as text; `-` is standard input.
    journal: PathBuf,

    /// The package, where it is another one than the recorded one, or stands elsewhere.
    #[arg(long, value_name = "PKG")]
    package: Option<PathBuf>,

    /// Which recorded call answers one that is made, and what happens to one that none answers.
    #[arg(long, value_enum, default_value = "strict")]
    mode: Mode,

    /// Do not compare a part of arguments and results: `FUNCTION=args.NAME.field`, `FUNCTION=result.ok`, or all of a `FUNCTION`.
    #[arg(long, value_name = "FUNCTION=PATH")]
    ignore: Vec<String>,

    /// Record this run in a new journal.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    session: SessionOptions,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Mode {
    /// The next recorded call, which has to be the same.
    Strict,
    /// Any recorded call of the same function with the same arguments.
    ByKey,
    /// As strict to the end of the journal; from there on `--import` answers, or who is at the terminal.
    Partial,
    /// As by-key, and what the journal has no answer to is answered by `--import`, or who is at the terminal.
    RecordNew,
}

impl Mode {
    fn goes_live(self) -> bool {
        matches!(self, Mode::Partial | Mode::RecordNew)
    }
}

impl From<Mode> for ReplayMode {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::Strict => ReplayMode::Strict,
            Mode::ByKey => ReplayMode::ByKey,
            Mode::Partial => ReplayMode::Partial,
            Mode::RecordNew => ReplayMode::RecordNew,
        }
    }
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    if !args.mode.goes_live() && (!args.session.import.is_empty() || args.session.import_trap) {
        return Err(Failure::usage(
            "in this mode the journal alone answers what the package imports; `--import` and `--import-trap` go with \
             `--mode partial` and `--mode record-new`",
        ));
    }
    let journal = source::whole(&args.journal)?;
    let ignored = redact::with_recorded(&args.ignore, &journal.header);
    let redaction = redact::read(&ignored, "--ignore")?;
    let said = args.package.as_deref();
    let package = package::find(said, &args.journal, &journal.header)?;
    let recorded = source::world(&journal.header);
    let session = Session::open(&args.session, &package, recorded)?;
    if said.is_none() {
        let hint = "; to replay the run against it, name it with `--package PKG`";
        package::check(&journal.header, &session, &package, hint)?;
    }

    let recording = fitted(journal.recording(), &session.world);
    let replayer = Replayer::new(recording.clone())
        .mode(args.mode.into())
        .redaction(redaction);
    let replayer = Arc::new(replayer);
    let mut interceptors: Vec<Box<dyn CallInterceptor>> = vec![];
    let writer = writer(args, &session)?;
    if let Some(writer) = &writer {
        interceptors.push(Box::new(writer.clone()));
    }
    interceptors.push(Box::new(replayer.clone()));

    let count = recording.host_calls().count();
    let what = format!("replaying {}", args.journal.display());
    let progress = Progress::counting(what, count);
    let host = match args.mode.goes_live() {
        true => Host::Options,
        false => Host::Absent,
    };
    let mut running = session.start(host, interceptors, &progress.hider())?;
    for call in recording.host_calls() {
        if call.needs_another(running.instance()) {
            running.renew()?;
        }
        // Whether it ended as it did is told by the replayer.
        let _ = running.call(&call.name(), call.input.clone());
        progress.step();
    }
    drop(progress);
    if let (Some(path), Some(writer)) = (&args.output, &writer) {
        let finished = writer.finish();
        finished.map_err(|error| journal_failure(path, &error))?;
    }
    match replayer.finish() {
        Ok(()) => {
            tell(&journal, recording.calls.len(), count);
            Ok(())
        }
        Err(diverged) => Err(not_the_recorded(&journal, &diverged)),
    }
}

/// The recorded values as values of these types. What a package of a published macro does not tell of its types, such as what an empty
/// list is one of, another package of the same world may tell.
fn fitted(mut recording: Recording, world: &World) -> Recording {
    for call in &mut recording.calls {
        let function = world::function(world, call.direction, &call.interface, &call.function);
        let Some(function) = function else { continue };
        let fit = |ty: Type, value: &mut Value| {
            if let Ok(fitted) = world.conform(ty, value.clone()) {
                *value = fitted;
            }
        };
        if let Value::Tuple(values) = &mut call.input {
            for ((_, ty), value) in function.params.iter().zip(values) {
                fit(*ty, value);
            }
        }
        if let (Some(ty), Some(Outcome::Returned(value))) = (function.result, &mut call.outcome) {
            fit(ty, value);
        }
    }
    recording
}

fn writer(args: &Args, session: &Session<'_>) -> Result<Option<Arc<JournalWriter>>, Failure> {
    let Some(path) = &args.output else {
        return Ok(None);
    };
    let mut header = Header::new()
        .package(&session.loaded.package)
        .world(&session.world)
        .metadata(FILE, session.loaded.package.name())
        .metadata("replay-of", args.journal.display());
    for (name, value) in DETERMINISM {
        header = header.determinism(*name, value);
    }
    let writer = JournalWriter::create(path, &header, &JournalOptions::DEFAULT);
    let writer = writer.map_err(|error| journal_failure(path, &error))?;
    Ok(Some(Arc::new(writer)))
}

/// How the journal ends, where something is missing.
fn end_of(journal: &Journal) -> Option<String> {
    let tail = match journal.tail {
        Tail::Finished => None,
        Tail::Cut { offset } => Some(format!("the journal is cut at byte {offset}")),
        Tail::Damaged { offset } => Some(format!("the journal is damaged at byte {offset}")),
        _ => Some("the journal was not finished".to_owned()),
    };
    let unfinished = journal.unfinished().len();
    let calls = match unfinished {
        0 => None,
        1 => Some("a call has no end in it".to_owned()),
        count => Some(format!("{count} calls have no end in it")),
    };
    match (tail, calls) {
        (Some(tail), Some(calls)) => Some(format!("{tail}, and {calls}")),
        (tail, calls) => tail.or(calls),
    }
}

fn tell(journal: &Journal, all: usize, by_host: usize) {
    output::note(&match all {
        1 => "as recorded: a call".to_owned(),
        _ => format!("as recorded: {all} calls, {by_host} of them made by the host"),
    });
    if let Some(end) = end_of(journal) {
        output::note(&format!("note: {end}"));
    }
}

fn not_the_recorded(journal: &Journal, diverged: &Diverged) -> Failure {
    let mut message = format!("the run is not the recorded one\n{diverged}");
    if let Some(end) = end_of(journal) {
        message.push_str(&format!("\nnote: {end}"));
    }
    Failure::new(Exit::Differs, message)
}
