//! `packr journal show`: a run as a tree of calls.

use std::collections::HashSet;
use std::path::PathBuf;

use packr_core::intercept::{Answered, Failure, Outcome};
use packr_core::journal::{End, Event, Header, Journal, Start, Tail};

use super::source;
use super::times::{duration, started};
use super::typed::{Types, side_and_name};
use crate::error::{self, Exit};
use crate::output::{self, alarm, faint, plain};
use crate::world;

/// Show a run: its calls, those made during a call below it, with times, results and failures.
///
/// Times on the left are since the run began, those on the right how long a call took.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The journal.
    journal: PathBuf,

    /// Show values whole, however long they are.
    #[arg(long)]
    full: bool,

    /// Show only calls that failed or have no end, and those during which they were made.
    #[arg(long)]
    failed: bool,

    /// Show only calls of functions whose name has this in it, and those during which they were made.
    #[arg(long, value_name = "TEXT")]
    function: Option<String>,

    /// Show only this call and those made during it, by its number.
    #[arg(long, value_name = "NUMBER")]
    call: Option<u64>,

    /// Show the number of each call.
    #[arg(long)]
    numbers: bool,
}

pub(crate) fn run(args: &Args) -> Result<(), error::Failure> {
    let journal = source::whole(&args.journal)?;
    let tree = Tree::of(&journal);
    if let Some(call) = args.call
        && tree.get(call).is_none()
    {
        return Err(error::Failure::new(
            Exit::Usage,
            format!(
                "there is no call {call}; the journal has {}",
                tree.calls.len()
            ),
        ));
    }
    let printer = Printer {
        args,
        types: Types::of(&journal.header),
        shown: tree.shown(args),
        tree: &tree,
    };
    if args.call.is_none() {
        output::print(&about(&journal.header))?;
        output::print("")?;
    }
    printer.print(&journal)?;
    match (args.call, ending(&journal, &tree)) {
        (None, Some(ending)) => output::print(&ending),
        _ => Ok(()),
    }
}

/// A call with its end.
struct Node<'a> {
    start: &'a Start,
    end: Option<&'a End>,
    depth: usize,
}

/// What is shown of a call.
#[derive(Debug, Clone, Copy, Default)]
struct Shown {
    itself: bool,
    /// Calls that were made during it.
    below: bool,
}

struct Tree<'a> {
    calls: Vec<Node<'a>>,
}

impl<'a> Tree<'a> {
    fn of(journal: &'a Journal) -> Self {
        let mut tree = Self { calls: Vec::new() };
        for event in &journal.events {
            match event {
                Event::Start(start) => {
                    let parent = start.parent.and_then(|parent| tree.get(parent));
                    let depth = parent.map_or(0, |parent| parent.depth + 1);
                    tree.calls.push(Node {
                        start,
                        end: None,
                        depth,
                    });
                }
                Event::End(end) => {
                    if let Some(call) = tree.get_mut(end.call) {
                        call.end = Some(end);
                    }
                }
                _ => {}
            }
        }
        tree
    }

    fn get(&self, call: u64) -> Option<&Node<'a>> {
        self.calls.get(usize::try_from(call).ok()?)
    }

    fn get_mut(&mut self, call: u64) -> Option<&mut Node<'a>> {
        self.calls.get_mut(usize::try_from(call).ok()?)
    }

    /// Which calls are shown.
    fn shown(&self, args: &Args) -> Vec<Shown> {
        let mut inside = vec![false; self.calls.len()];
        let mut shown = vec![Shown::default(); self.calls.len()];
        for (index, node) in self.calls.iter().enumerate() {
            let parent = node.start.parent.and_then(|it| usize::try_from(it).ok());
            inside[index] = match args.call {
                None => true,
                Some(call) => node.start.call == call || parent.is_some_and(|it| inside[it]),
            };
            let has_failed = || match node.end.map(|end| &end.outcome) {
                Some(Outcome::Returned(_)) => false,
                Some(Outcome::Failed(_)) | None => true,
            };
            let is_of = |text: &String| side_and_name(&node.start.function).1.contains(text);
            shown[index].itself = inside[index]
                && (!args.failed || has_failed())
                && args.function.as_ref().is_none_or(is_of);
        }
        // Parents come before their calls.
        for index in (0..self.calls.len()).rev() {
            let parent = self.calls[index].start.parent;
            if let Some(parent) = parent.and_then(|it| usize::try_from(it).ok())
                && shown[index].itself
                && inside[parent]
            {
                shown[parent] = Shown {
                    itself: true,
                    below: true,
                };
            }
        }
        shown
    }
}

struct Printer<'a> {
    args: &'a Args,
    types: Types,
    shown: Vec<Shown>,
    tree: &'a Tree<'a>,
}

impl Printer<'_> {
    fn print(&self, journal: &Journal) -> Result<(), error::Failure> {
        let mut joined = HashSet::new();
        let top = self.args.call.and_then(|call| self.tree.get(call));
        let top = top.map_or(0, |node| node.depth);
        let events = &journal.events;
        for (index, event) in events.iter().enumerate() {
            let (Event::Start(Start { call, .. }) | Event::End(End { call, .. })) = event else {
                continue;
            };
            let Some(node) = self.tree.get(*call) else {
                continue;
            };
            if !self.shown[*call as usize].itself {
                continue;
            }
            let indent = output::indent(node.depth - top);
            match event {
                Event::Start(start) => {
                    // An end that follows at once stands on the same line.
                    let next = events.get(index + 1);
                    let end = match next {
                        Some(Event::End(end)) if end.call == *call => Some(end),
                        _ if !self.shown[*call as usize].below => node.end,
                        _ => None,
                    };
                    let mut line = self.begin(start, &indent);
                    if let Some(end) = end {
                        joined.insert(*call);
                        line.push(' ');
                        line.push_str(&self.end(start, end));
                    }
                    output::print(&line)?;
                }
                Event::End(end) if !joined.remove(call) => {
                    let width = self.margin();
                    let end = self.end(node.start, end);
                    output::print(&format!("{:width$}{indent}  {end}", ""))?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn margin(&self) -> usize {
        if self.args.numbers { 20 } else { 12 }
    }

    fn begin(&self, start: &Start, indent: &str) -> String {
        let at = format!("{:>10}  ", duration(start.at));
        let number = match self.args.numbers {
            true => format!("{:<8}", format!("#{}", start.call)),
            false => String::new(),
        };
        let (side, name) = side_and_name(&start.function);
        let arguments = self.cut(self.types.arguments(&start.function, &start.input));
        format!(
            "{}{indent}{} {}{}",
            faint(&(at + &number)),
            faint(side),
            plain(&name),
            plain(&arguments)
        )
    }

    fn end(&self, start: &Start, end: &End) -> String {
        let took = faint(&duration(end.at.saturating_sub(start.at)));
        let who = match end.answered {
            Answered::Interceptor => faint(" by an interceptor"),
            Answered::Replay => faint(" replayed"),
            _ => String::new(),
        };
        match &end.outcome {
            Outcome::Returned(value) => match self.types.result(&start.function, value) {
                Some(value) => {
                    format!("{} {}  {took}{who}", faint("->"), plain(&self.cut(value)))
                }
                None => format!("{}  {took}{who}", faint("-> done")),
            },
            Outcome::Failed(failure) => {
                let said = plain(&self.cut(said(failure)));
                format!("{} {said}  {took}{who}", alarm("failed:"))
            }
        }
    }

    fn cut(&self, text: String) -> String {
        match self.args.full {
            true => text,
            false => output::cut(text),
        }
    }
}

/// What a failure says, without the function, which stands before it.
fn said(failure: &Failure) -> String {
    let kind = failure.kind.word();
    match (
        &failure.call,
        failure.cause.as_ref().or(failure.text.as_ref()),
    ) {
        // It has its own line.
        (Some(inner), _) => {
            let name = world::full_name(&inner.interface, &inner.function);
            format!("{kind}, by that of {name}")
        }
        (None, Some(said)) => format!("{kind}: {said}"),
        (None, None) => format!("{kind}: {}", failure.message),
    }
}

/// What the run was of.
fn about(header: &Header) -> String {
    let mut facts: Vec<(String, String)> = Vec::new();
    if let Some(package) = &header.package {
        let mut line = plain(&package.name);
        if let Some(hash) = &package.sha256 {
            line.push_str(&format!(
                "  {}",
                faint(&format!("sha256 {}", output::hex(hash)))
            ));
        }
        facts.push(("package".to_owned(), line));
    }
    if let Some(started) = started(header) {
        let line = format!("{started} by packr {}", plain(&header.packr));
        facts.push(("recorded".to_owned(), line));
    }
    let metadata = header.metadata.iter();
    facts.extend(metadata.map(|(name, value)| (plain(name), plain(value))));
    let width = facts.iter().map(|(name, _)| name.chars().count()).max();
    let width = width.unwrap_or(0);
    let lines = facts
        .iter()
        .map(|(name, value)| format!("{name:<width$}  {value}\n"));
    lines.collect()
}

/// How it ends, where something is missing.
fn ending(journal: &Journal, tree: &Tree<'_>) -> Option<String> {
    let mut lines = Vec::new();
    match journal.tail {
        Tail::Cut { offset } => lines.push(format!("cut at byte {offset}")),
        Tail::Damaged { offset } => lines.push(format!("damaged at byte {offset}")),
        Tail::Open => lines.push("not finished".to_owned()),
        _ => {}
    }
    let open: Vec<String> = tree
        .calls
        .iter()
        .filter(|node| node.end.is_none())
        .map(|node| {
            let name = side_and_name(&node.start.function).1;
            format!("#{} {}", node.start.call, plain(&name))
        })
        .collect();
    if !open.is_empty() {
        lines.push(format!("without an end: {}", open.join(", ")));
    }
    match lines.is_empty() {
        true => None,
        false => Some(format!("\n{}", alarm(&lines.join("; ")))),
    }
}
