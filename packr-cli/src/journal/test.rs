//! `packr journal test`: a Rust test that a package still does what it did in a recorded run.

use std::path::PathBuf;

use packr_core::journal::{Event, Header, Journal};

use super::{FILE, fmt, source, times};
use crate::error::{Exit, Failure};
use crate::{output, redact};

/// Write a Rust test that runs the package again on the journal, without its host.
///
/// The journal stands in the test as text, without its times, so that it is read, compared and changed as the code around it. The crate of
/// the test depends on `packr`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  packr journal test run.journal --name sums -o tests/sums.rs")]
pub(crate) struct Args {
    /// The journal.
    journal: PathBuf,

    /// The package, from the directory of the test's Cargo.toml. Without it, the file that was recorded.
    #[arg(long, value_name = "PKG")]
    package: Option<String>,

    /// The name of the test.
    #[arg(long, default_value = "does_what_was_recorded", value_parser = identifier)]
    name: String,

    /// Do not compare a part of arguments and results: `FUNCTION=args.NAME.field`, `FUNCTION=result.ok`, or all of a `FUNCTION`.
    #[arg(long, value_name = "FUNCTION=PATH")]
    ignore: Vec<String>,

    /// Write to this file, in the place of standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

fn identifier(text: &str) -> Result<String, String> {
    match syn::parse_str::<syn::Ident>(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err("expected the name of a function in Rust".to_owned()),
    }
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let journal = source::whole(&args.journal)?;
    let file = journal
        .header
        .metadata
        .iter()
        .find(|(name, _)| name == FILE);
    let package = args.package.as_ref().or(file.map(|(_, file)| file));
    let package = package.ok_or_else(|| {
        Failure::usage(
            "the journal does not say where the package was: give it with `--package PKG`",
        )
    })?;
    let ignored = redact::with_recorded(&args.ignore, &journal.header);
    redact::read(&ignored, "--ignore")?;
    let code = test(&args.name, package, &ignored, &journal);
    // What a journal has in it may be anything; what is written is Rust.
    syn::parse_file(&code).map_err(|error| {
        let message = format!("this journal can't be made a test: {error}");
        Failure::new(Exit::Data, message)
    })?;
    match &args.output {
        Some(path) => fmt::write(path, code.as_bytes()),
        None => output::print_bytes(code.as_bytes()),
    }
}

fn test(name: &str, package: &str, ignored: &[String], journal: &Journal) -> String {
    let header = &journal.header;
    let recorded = match times::started(header) {
        Some(started) => format!(" in a run of {started}"),
        None => String::new(),
    };
    // Packages of published macros do not tell all of their types, and no WIT says what they do tell.
    let typed = source::wit(header);
    let bindings = match &typed {
        Some((_, wit)) => format!(
            "mod recorded {{\n    // The world of the run.\n    packr::bindgen!({{ inline: {} }});\n}}\n\n",
            raw(wit)
        ),
        None => String::new(),
    };
    let world = match &typed {
        Some((world, _)) => format!(
            "recorded::{}::schema()",
            packr_bindgen::world_type(&world.name)
        ),
        None => "package\n        .metadata(&mut sandbox.store(&engine, ()))?\n        \
                 .ok_or(\"the package has no metadata\")?\n        .world\n        "
            .to_owned(),
    };
    let rules = ignored.iter().map(|rule| match redact::parts(rule) {
        (function, None) => format!("redaction.function({function:?});"),
        (function, Some(path)) => format!("redaction.at({function:?}, {path:?})?;"),
    });
    let rules: String = rules
        .map(|rule| format!("    let redaction = {rule}\n"))
        .collect();
    let (rules, redaction, imported) = match ignored.is_empty() {
        true => (String::new(), "", ""),
        false => (
            format!("    let redaction = Redaction::new();\n{rules}"),
            ".redaction(redaction)",
            "use packr::intercept::Redaction;\n",
        ),
    };
    let run = raw(&format!("\n{}", without_header(journal)));
    format!(
        r#"//! What {package:?} did{recorded}. Written by `packr journal test`.

use std::sync::Arc;

{imported}use packr::journal::Journal;
use packr::schema::World;
use packr::{{Linker, Package, Replayer, Sandbox, Shared}};

{bindings}/// The run, to be read and changed by hand.
const RUN: &str = {run};

#[test]
fn {name}() -> Result<(), Box<dyn std::error::Error>> {{
    let recording = RUN.parse::<Journal>()?.recording();
{rules}    let replayer = Arc::new(Replayer::new(recording.clone()){redaction});

    let sandbox = Sandbox::DEFAULT;
    let engine = sandbox.engine()?;
    let package = Package::from_file(&engine, {package:?})?;
    let world: Shared<World> = {world}.into();
    let mut linker = Linker::new(&engine);
    linker.sandbox(sandbox)?;
    linker.define_stubs(world.clone())?;
    linker.set_interceptor(replayer.clone());
    recording.repeat(|| {{
        let mut store = sandbox.store(&engine, ());
        let instance = linker.instantiate(&mut store, &package, world.clone())?;
        Ok((store, instance))
    }})?;
    replayer.finish()?;
    Ok(())
}}
"#
    )
}

/// What happened, and not when: the world stands beside it, and what else the header has is of that one run.
fn without_header(journal: &Journal) -> Journal {
    let mut header = Header::default();
    header.packr.clone_from(&journal.header.packr);
    let mut journal = journal.clone();
    journal.header = header;
    for event in &mut journal.events {
        match event {
            Event::Start(start) => start.at = 0,
            Event::End(end) => end.at = 0,
            _ => {}
        }
    }
    journal
}

/// A text as a raw string of Rust.
fn raw(text: &str) -> String {
    let mut hashes = String::from("#");
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}
