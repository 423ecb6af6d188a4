//! `packr journal export`: a run in formats of other tools.

use std::collections::HashMap;
use std::path::PathBuf;

use clap::ValueEnum;
use packr_core::intercept::{Answered, Outcome};
use packr_core::journal::{End, Event, Header, Journal, Start, Tail};
use serde_json::{Value as Json, json};

use super::typed::Types;
use super::{fmt, perfetto, source};
use crate::error::Failure;
use crate::output;

/// Write a run in a format of other tools.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The journal.
    journal: PathBuf,

    /// The format.
    #[arg(long, value_enum)]
    format: Format,

    /// Write to this file, in the place of standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Trace events, as ui.perfetto.dev, chrome://tracing and speedscope.app open them.
    Perfetto,
    /// The header and all calls as one object.
    Json,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let journal = source::whole(&args.journal)?;
    let json = match args.format {
        Format::Perfetto => perfetto::export(&journal),
        Format::Json => all(&journal),
    };
    match &args.output {
        Some(path) => fmt::write(path, format!("{json:#}\n").as_bytes()),
        None => output::print_json(&json),
    }
}

/// A journal as JSON. `docs/cli.md` has the shape.
fn all(journal: &Journal) -> Json {
    let types = Types::of(&journal.header);
    let mut ends: HashMap<u64, &End> = HashMap::new();
    for event in &journal.events {
        if let Event::End(end) = event {
            ends.insert(end.call, end);
        }
    }
    let calls = journal.events.iter().filter_map(|event| match event {
        Event::Start(start) => Some(call(&types, start, ends.get(&start.call).copied())),
        _ => None,
    });
    json!({
        "header": header(&journal.header),
        "calls": calls.collect::<Vec<_>>(),
        "end": match journal.tail {
            Tail::Finished => json!("finished"),
            Tail::Cut { offset } => json!({ "cut_at": offset }),
            Tail::Damaged { offset } => json!({ "damaged_at": offset }),
            _ => json!("open"),
        },
    })
}

fn header(header: &Header) -> Json {
    let pairs = |pairs: &[(String, String)]| {
        let pairs = pairs.iter().map(|(name, value)| json!([name, value]));
        pairs.collect::<Vec<_>>()
    };
    let package = header.package.as_ref().map(|package| {
        json!({ "name": package.name, "sha256": package.sha256.as_ref().map(|hash| output::hex(hash)) })
    });
    let interfaces = header.interfaces.iter();
    let interfaces =
        interfaces.map(|it| json!({ "name": it.name, "hash": output::hex(it.hash.as_bytes()) }));
    json!({
        "packr": header.packr,
        "started": header.started,
        "package": package,
        "interfaces": interfaces.collect::<Vec<_>>(),
        "determinism": pairs(&header.determinism),
        "metadata": pairs(&header.metadata),
        "wit": header.wit,
    })
}

fn call(types: &Types, start: &Start, end: Option<&End>) -> Json {
    let function = &start.function;
    let mut call = json!({
        "call": start.call,
        "parent": start.parent,
        "side": super::typed::side_and_name(function).0.trim(),
        "interface": function.interface,
        "function": function.name,
        "start": start.at,
        "arguments": types.arguments_json(function, &start.input),
    });
    if let Some(end) = end {
        call["end"] = json!(end.at);
        call["answered_by"] = json!(answered(end.answered));
        match &end.outcome {
            Outcome::Returned(value) => call["result"] = types.result_json(function, value),
            Outcome::Failed(failure) => {
                call["failure"] = json!({ "kind": kind(failure), "message": failure.message });
            }
        }
    }
    call
}

pub(super) fn answered(answered: Answered) -> &'static str {
    match answered {
        Answered::Interceptor => "interceptor",
        Answered::Replay => "replay",
        _ => "live",
    }
}

/// The kind of a failure, by its name in the text form of journals.
pub(super) fn kind(failure: &packr_core::intercept::Failure) -> String {
    failure.kind.word().to_owned()
}
