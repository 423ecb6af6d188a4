//! `packr journal diff`: what two runs did that the other did not.

use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use packr_core::Value;
use packr_core::intercept::{Difference, Direction, Outcome, Redaction};
use packr_core::journal::{Event, Function, Journal, Start};
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use super::source;
use super::typed::{Types, side_and_name};
use crate::error::{Exit, Failure};
use crate::output::{self, cut, faint, plain};
use crate::redact;

/// Show in what two runs differ: calls that one has alone, and arguments, results and failures that differ, with the place inside the
/// value.
///
/// Times, packages, and who answered a call are not compared. Exits with 7 where the runs differ.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A journal.
    a: PathBuf,

    /// The other one.
    b: PathBuf,

    /// Do not compare a part of arguments and results: `FUNCTION=args.NAME.field`, `FUNCTION=result.ok`, or all of a `FUNCTION`.
    #[arg(long, value_name = "FUNCTION=PATH")]
    ignore: Vec<String>,

    /// Print nothing.
    #[arg(long, short)]
    quiet: bool,
}

/// What takes longer gets an answer that may not be the shortest.
const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let (a, b) = (source::whole(&args.a)?, source::whole(&args.b)?);
    let ignored = redact::with_recorded(&args.ignore, &a.header);
    let ignored = redact::with_recorded(&ignored, &b.header);
    let redaction = redact::read(&ignored, "--ignore")?;
    let diff = Diff {
        types: [Types::of(&a.header), Types::of(&b.header)],
        a: calls(&a, &redaction),
        b: calls(&b, &redaction),
    };
    let lines = diff.lines();
    if lines.iter().all(|line| line.kind == Kind::Same) {
        return match args.quiet {
            true => Ok(()),
            false => output::print(&match diff.a.len() {
                1 => "the same call".to_owned(),
                calls => format!("the same {calls} calls"),
            }),
        };
    }
    if !args.quiet {
        let count = |kind: Kind| lines.iter().filter(|line| line.kind == kind).count();
        let (a, b) = (args.a.display(), args.b.display());
        output::print(&format!("--- {a}\n+++ {b}"))?;
        for line in &lines {
            if line.kind != Kind::Same {
                output::print(&line.text)?;
            }
        }
        output::print(&faint(&format!(
            "the same: {}, different: {}, in {a} alone: {}, in {b} alone: {}",
            count(Kind::Same),
            count(Kind::Differs),
            count(Kind::InA),
            count(Kind::InB),
        )))?;
    }
    Err(Failure::Silent(Exit::Differs))
}

/// A call with what counts of it.
struct Call<'a> {
    start: &'a Start,
    depth: usize,
    input: Value,
    outcome: Option<Outcome>,
}

fn calls<'a>(journal: &'a Journal, redaction: &Redaction) -> Vec<Call<'a>> {
    let mut calls: Vec<Call<'a>> = Vec::new();
    for event in &journal.events {
        match event {
            Event::Start(start) => {
                let Function { parameters, .. } = &*start.function;
                let names: Vec<&str> = parameters.iter().map(String::as_str).collect();
                let name = side_and_name(&start.function).1;
                let left = redaction.input(&name, &names, &start.input);
                let parent = start.parent.and_then(|it| usize::try_from(it).ok());
                let parent = parent.and_then(|it| calls.get(it));
                calls.push(Call {
                    start,
                    depth: parent.map_or(0, |parent| parent.depth + 1),
                    input: left.unwrap_or_else(|| start.input.clone()),
                    outcome: None,
                });
            }
            Event::End(end) => {
                let call = usize::try_from(end.call).ok();
                if let Some(call) = call.and_then(|it| calls.get_mut(it)) {
                    let name = side_and_name(&call.start.function).1;
                    call.outcome = Some(match &end.outcome {
                        Outcome::Returned(value) => {
                            let left = redaction.output(&name, value);
                            Outcome::Returned(left.unwrap_or_else(|| value.clone()))
                        }
                        failed => failed.clone(),
                    });
                }
            }
            _ => {}
        }
    }
    calls
}

impl<'a> Call<'a> {
    /// What makes it the same call as one of the other run.
    fn key(&self) -> (usize, Direction, &'a str, &'a str, String) {
        let function = &self.start.function;
        let Function {
            direction,
            interface,
            name,
            ..
        } = &**function;
        // The text of a value tells all of it, and has an order and a hash.
        let input = self.input.to_string();
        (self.depth, *direction, interface, name, input)
    }

    /// What makes it another call of the same function, in the same depth.
    fn function(&self) -> (usize, Direction, &'a str, &'a str) {
        let function = &*self.start.function;
        (
            self.depth,
            function.direction,
            &function.interface,
            &function.name,
        )
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Same,
    Differs,
    InA,
    InB,
}

struct Line {
    kind: Kind,
    text: String,
}

struct Diff<'a> {
    types: [Types; 2],
    a: Vec<Call<'a>>,
    b: Vec<Call<'a>>,
}

impl Diff<'_> {
    /// A line for each call of either run.
    fn lines(&self) -> Vec<Line> {
        let a: Vec<_> = self.a.iter().map(Call::key).collect();
        let b: Vec<_> = self.b.iter().map(Call::key).collect();
        let deadline = Some(Instant::now() + PATIENCE);
        let mut lines = Vec::new();
        for op in capture_diff_slices_deadline(Algorithm::Myers, &a, &b, deadline) {
            match op {
                DiffOp::Equal {
                    old_index,
                    new_index,
                    len,
                } => {
                    let pairs = (0..len).map(|it| (old_index + it, new_index + it));
                    lines.extend(pairs.map(|(a, b)| self.pair(a, b)));
                }
                DiffOp::Delete {
                    old_index, old_len, ..
                } => {
                    lines.extend((old_index..old_index + old_len).map(|a| self.alone(Kind::InA, a)))
                }
                DiffOp::Insert {
                    new_index, new_len, ..
                } => {
                    lines.extend((new_index..new_index + new_len).map(|b| self.alone(Kind::InB, b)))
                }
                DiffOp::Replace {
                    old_index,
                    old_len,
                    new_index,
                    new_len,
                } => self.replaced(&mut lines, (old_index, old_len), (new_index, new_len)),
            }
        }
        lines
    }

    /// Calls in the place of others: those of the same function, in order, are one call with other arguments.
    fn replaced(&self, lines: &mut Vec<Line>, a: (usize, usize), b: (usize, usize)) {
        let mut b_left = b.0..b.0 + b.1;
        let mut b_of = HashMap::<_, VecDeque<usize>>::new();
        for b in b_left.clone() {
            b_of.entry(self.b[b].function()).or_default().push_back(b);
        }
        for a in a.0..a.0 + a.1 {
            let like = b_of.get_mut(&self.a[a].function()).and_then(|of| {
                while of.front().is_some_and(|b| *b < b_left.start) {
                    of.pop_front();
                }
                of.pop_front()
            });
            match like {
                Some(like) => {
                    lines.extend((b_left.start..like).map(|b| self.alone(Kind::InB, b)));
                    lines.push(self.pair(a, like));
                    b_left.start = like + 1;
                }
                None => lines.push(self.alone(Kind::InA, a)),
            }
        }
        lines.extend(b_left.map(|b| self.alone(Kind::InB, b)));
    }

    fn alone(&self, kind: Kind, index: usize) -> Line {
        let (sign, types, call) = match kind {
            Kind::InA => ('-', &self.types[0], &self.a[index]),
            _ => ('+', &self.types[1], &self.b[index]),
        };
        let (side, name) = side_and_name(&call.start.function);
        let arguments = cut(types.arguments(&call.start.function, &call.input));
        Line {
            kind,
            text: format!(
                "{sign} #{} {}{side} {}{}",
                call.start.call,
                output::indent(call.depth),
                plain(&name),
                plain(&arguments)
            ),
        }
    }

    /// One call of both runs.
    fn pair(&self, a: usize, b: usize) -> Line {
        let (a, b) = (&self.a[a], &self.b[b]);
        let parameters = &a.start.function.parameters;
        let parameters: Vec<&str> = parameters.iter().map(String::as_str).collect();
        let mut differences = Vec::new();
        if let Some(difference) = Difference::of_inputs(&a.input, &b.input, &parameters) {
            differences.push(told(&difference));
        }
        match (&a.outcome, &b.outcome) {
            (None, None) => {}
            (Some(Outcome::Returned(x)), Some(Outcome::Returned(y))) => {
                differences.extend(Difference::between(x, y, "result").as_ref().map(told));
            }
            // Their words may have addresses and paths in them.
            (Some(Outcome::Failed(x)), Some(Outcome::Failed(y))) if x.kind == y.kind => {}
            (x, y) => {
                let (x, y) = (ended(x.as_ref()), ended(y.as_ref()));
                differences.push(format!("ended: {x} | {y}"));
            }
        }
        let kind = match differences.is_empty() {
            true => Kind::Same,
            false => Kind::Differs,
        };
        let (side, name) = side_and_name(&a.start.function);
        let numbers = match a.start.call == b.start.call {
            true => format!("#{}", a.start.call),
            false => format!("#{} | #{}", a.start.call, b.start.call),
        };
        let mut text = format!(
            "! {numbers} {}{side} {}",
            output::indent(a.depth),
            plain(&name)
        );
        for difference in differences {
            text.push_str(&format!("\n    {difference}"));
        }
        Line { kind, text }
    }
}

fn told(difference: &Difference) -> String {
    let side = |value: &Option<Value>| match value {
        Some(value) => plain(&cut(value.to_string())),
        None => "nothing".to_owned(),
    };
    let (a, b) = (side(&difference.recorded), side(&difference.now));
    format!("{}: {a} | {b}", plain(&difference.path))
}

fn ended(outcome: Option<&Outcome>) -> String {
    match outcome {
        None => "no end".to_owned(),
        Some(Outcome::Returned(value)) => plain(&cut(value.to_string())),
        Some(Outcome::Failed(failure)) => {
            let message = cut(failure.message.clone());
            format!("failed: {}", plain(&message))
        }
    }
}
