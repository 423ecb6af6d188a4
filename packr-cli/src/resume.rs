//! `packr resume`: goes on with a run that was stopped, in its journal.

use std::path::PathBuf;
use std::sync::Arc;

use packr_core::CallInterceptor;
use packr_core::journal::{JournalError, JournalOptions, Resume, ResumeError};

use crate::error::{Exit, Failure};
use crate::journal::source::Form;
use crate::journal::{journal_failure, package, source};
use crate::output;
use crate::progress::Progress;
use crate::redact;
use crate::session::{Host, Session, SessionOptions, tell};
use crate::world;

/// Go on with a recorded run that was stopped, in the same journal.
///
/// The calls of the host are made again; what the journal has is answered from it, and what comes after its end is made,
/// answered by --import or who is at the terminal, and appended.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A host function that was under way where the run was stopped is called once more.

Example:
  packr resume run.journal --import 'lookup=some(40)'")]
pub(crate) struct Args {
    /// The journal, as bytes.
    journal: PathBuf,

    /// The package, where it stands elsewhere than when it was recorded.
    #[arg(long, value_name = "PKG")]
    package: Option<PathBuf>,

    #[command(flatten)]
    session: SessionOptions,

    /// Print the results as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let failed = |error: JournalError| journal_failure(&args.journal, &error);
    let (journal, form) = source::formed(&args.journal)?;
    if form == Form::Text {
        return Err(Failure::new(
            Exit::Data,
            format!(
                "{} is a journal as text, and only bytes are appended to: `packr journal fmt` makes bytes of it",
                args.journal.display()
            ),
        ));
    }
    let recording = journal.recording();
    let resume = Resume::open(&args.journal, &JournalOptions::DEFAULT).map_err(failed)?;
    let header = resume.header();
    let said = args.package.as_deref();
    let package = package::find(said, &args.journal, header)?;
    let session = Session::open(&args.session, &package, source::world(header))?;
    package::check(header, &session, &package, "")?;
    let ignored = redact::with_recorded(&[], header);
    let resume = Arc::new(resume.redaction(redact::read(&ignored, "redacted")?));

    let what = format!("resuming {}", args.journal.display());
    let progress = Progress::counting(what, recording.host_calls().count());
    let interceptors: Vec<Box<dyn CallInterceptor>> = vec![Box::new(resume.clone())];
    let mut running = session.start(Host::Options, interceptors, &progress.hider())?;
    let mut exit = None;
    for call in recording.host_calls() {
        if call.needs_another(running.instance()) {
            running.renew()?;
        }
        let name = call.name();
        let called = running.call(&name, call.input.clone());
        // How the others ended is in the journal, and compared.
        if call.outcome.is_none() {
            let function =
                world::find(&session.world.exports, &name, "exported function")?.function;
            let told = tell(&session, function, called, args.json, &progress.hider())?;
            exit = exit.or(told);
        }
        progress.step();
    }
    drop(progress);
    match resume.finish() {
        Ok(()) => {
            let before = recording.calls.len();
            let after = source::whole(&args.journal)?.recording().calls.len();
            output::note(&format!(
                "{} has {after} calls now, {} of them new",
                args.journal.display(),
                after - before
            ));
            exit.map_or(Ok(()), |exit| Err(Failure::Silent(exit)))
        }
        Err(ResumeError::Journal(error)) => Err(failed(error)),
        Err(error) => Err(Failure::new(Exit::Differs, error)),
    }
}
