//! `packr journal check`: whether a journal is whole.

use std::path::PathBuf;

use packr_core::journal::{Start, Tail};

use super::source;
use super::typed::side_and_name;
use crate::error::{Exit, Failure};
use crate::output::{self, plain};

/// Check that a journal can be read, was finished, and has the end of each call.
///
/// Exits with 6 where it is not so, and says what is missing.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The journal.
    journal: PathBuf,

    /// Let it pass that the journal was not finished and that calls have no end, as in one that is still written to.
    #[arg(long)]
    unfinished: bool,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let journal = source::whole(&args.journal)?;
    let open = journal.unfinished();
    let mut problems = Vec::new();
    match journal.tail {
        Tail::Finished => {}
        Tail::Cut { offset } => problems.push(format!("it is cut at byte {offset}")),
        Tail::Damaged { offset } => problems.push(format!(
            "it is damaged at byte {offset}, and what comes after that is not read"
        )),
        _ if args.unfinished => {}
        _ => problems.push("it was not finished".to_owned()),
    }
    if !open.is_empty() && !args.unfinished {
        problems.push(without_end(&open));
    }
    let path = args.journal.display();
    let events = journal.events.len();
    match problems.is_empty() {
        true => output::print(&format!("{path}: {events} events, nothing is missing")),
        false => Err(Failure::new(
            Exit::Data,
            format!(
                "{path}: {events} events were read\n  - {}",
                problems.join("\n  - ")
            ),
        )),
    }
}

/// The first of the calls that have no end.
fn without_end(open: &[&Start]) -> String {
    const SHOWN: usize = 10;
    let shown = open.iter().take(SHOWN).map(|start| {
        let name = side_and_name(&start.function).1;
        format!("#{} {}", start.call, plain(&name))
    });
    let shown: Vec<String> = shown.collect();
    let more = match open.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("calls without an end: {}{more}", shown.join(", "))
}
