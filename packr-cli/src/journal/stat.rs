//! `packr journal stat`: a run in figures.

use std::collections::HashMap;
use std::path::PathBuf;

use packr_core::intercept::{Answered, Direction, Outcome};
use packr_core::journal::{Event, Function, Journal, Start};
use packr_core::{Limits, Value, Version, encode_as};
use serde_json::{Value as Json, json};

use super::source;
use super::times::{duration, started};
use super::typed::side_and_name;
use crate::error::Failure;
use crate::output::{self, alarm, faint, plain, title};

/// Show a run in figures: for each function its calls, failures, times, and the bytes of its values.
///
/// `self` is the time of a function without the calls that were made during it. Bytes are those of the values in the byte format.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The journal.
    journal: PathBuf,

    /// Print JSON; times in nanoseconds.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let journal = source::whole(&args.journal)?;
    let figures = Figures::of(&journal);
    match args.json {
        true => output::print_json(&figures.json(&journal)),
        false => output::print(&figures.text(&journal)),
    }
}

/// The figures of a run.
#[derive(Default)]
struct Figures {
    /// Those with most time of their own first.
    functions: Vec<OfFunction>,
    calls: usize,
    failed: usize,
    open: usize,
    replayed: usize,
    intercepted: usize,
    latest: u64,
}

struct OfFunction {
    name: String,
    direction: Direction,
    failed: usize,
    open: usize,
    /// Of each call that has an end, sorted.
    took: Vec<u64>,
    own: u64,
    input: u64,
    output: u64,
}

/// A call under way.
struct Open<'a> {
    start: &'a Start,
    /// The time of those that were made during it and ended.
    inside: u64,
}

impl Figures {
    fn of(journal: &Journal) -> Self {
        let mut all = Self::default();
        let mut numbers: HashMap<&Function, usize> = HashMap::new();
        let mut open: HashMap<u64, Open<'_>> = HashMap::new();
        for event in &journal.events {
            match event {
                Event::Start(start) => {
                    let next = numbers.len();
                    let number = *numbers.entry(&*start.function).or_insert(next);
                    if number == all.functions.len() {
                        all.functions.push(OfFunction::new(&start.function));
                    }
                    let function = &mut all.functions[number];
                    function.input += size(&start.input);
                    function.open += 1;
                    all.calls += 1;
                    all.latest = all.latest.max(start.at);
                    open.insert(start.call, Open { start, inside: 0 });
                }
                Event::End(end) => {
                    let Some(Open { start, inside }) = open.remove(&end.call) else {
                        continue;
                    };
                    let function = &mut all.functions[numbers[&*start.function]];
                    let took = end.at.saturating_sub(start.at);
                    function.open -= 1;
                    function.took.push(took);
                    function.own = function.own.saturating_add(took.saturating_sub(inside));
                    if let Some(parent) = start.parent.and_then(|it| open.get_mut(&it)) {
                        parent.inside = parent.inside.saturating_add(took);
                    }
                    match &end.outcome {
                        Outcome::Returned(value) => function.output += size(value),
                        Outcome::Failed(_) => {
                            function.failed += 1;
                            all.failed += 1;
                        }
                    }
                    match end.answered {
                        Answered::Replay => all.replayed += 1,
                        Answered::Interceptor => all.intercepted += 1,
                        _ => {}
                    }
                    all.latest = all.latest.max(end.at);
                }
                _ => {}
            }
        }
        all.open = open.len();
        for function in &mut all.functions {
            function.took.sort_unstable();
        }
        all.functions
            .sort_by_key(|function| std::cmp::Reverse(function.own));
        all
    }

    fn text(&self, journal: &Journal) -> String {
        let header = &journal.header;
        let mut lines = Vec::new();
        let mut fact = |name: &str, value: String| lines.push(format!("{name:<9} {value}"));
        if let Some(package) = &header.package {
            fact("package", plain(&package.name));
        }
        if let Some(started) = started(header) {
            fact(
                "recorded",
                format!("{started} by packr {}", plain(&header.packr)),
            );
        }
        fact("lasted", duration(self.latest));
        let mut calls = vec![self.calls.to_string()];
        for (count, what) in [
            (self.failed, "failed"),
            (self.replayed, "replayed"),
            (self.intercepted, "answered by an interceptor"),
        ] {
            if count > 0 {
                calls.push(format!("{count} {what}"));
            }
        }
        if self.open > 0 {
            calls.push(alarm(&format!("{} without an end", self.open)));
        }
        fact("calls", calls.join(", "));
        lines.push(String::new());
        lines.push(self.table());
        lines.join("\n")
    }

    fn table(&self) -> String {
        const TITLES: [&str; 11] = [
            "function", "calls", "failed", "self", "total", "p50", "p99", "max", "in", "out", "",
        ];
        let mut rows = vec![TITLES.map(str::to_owned)];
        for function in &self.functions {
            let (side, name) = function.side_and_name();
            rows.push([
                format!("{side} {}", plain(&name)),
                function.count().to_string(),
                function.failed.to_string(),
                duration(function.own),
                duration(function.total()),
                duration(function.quantile(50)),
                duration(function.quantile(99)),
                duration(function.took.last().copied().unwrap_or(0)),
                bytes(function.input),
                bytes(function.output),
                match function.open {
                    0 => String::new(),
                    open => alarm(&format!("{open} without an end")),
                },
            ]);
        }
        let widths: Vec<usize> = (0..TITLES.len())
            .map(|column| {
                let widths = rows.iter().map(|row| row[column].chars().count());
                widths.max().unwrap_or(0)
            })
            .collect();
        let lines = rows.iter().enumerate().map(|(index, row)| {
            let cells = row.iter().zip(&widths).enumerate();
            let cells = cells.map(|(column, (cell, width))| match column {
                0 => format!("{cell:<width$}"),
                10 => cell.clone(),
                _ => format!("{cell:>width$}"),
            });
            let line = cells.collect::<Vec<_>>().join("  ");
            let line = line.trim_end().to_owned();
            match index {
                0 => title(&line),
                _ => line,
            }
        });
        let lines: Vec<String> = lines.collect();
        match self.functions.is_empty() {
            true => faint("no calls"),
            false => lines.join("\n"),
        }
    }

    fn json(&self, journal: &Journal) -> Json {
        let header = &journal.header;
        json!({
            "package": header.package.as_ref().map(|package| &package.name),
            "started": header.started,
            "lasted": self.latest,
            "calls": self.calls,
            "failed": self.failed,
            "replayed": self.replayed,
            "intercepted": self.intercepted,
            "without_end": self.open,
            "functions": self.functions.iter().map(OfFunction::json).collect::<Vec<_>>(),
        })
    }
}

impl OfFunction {
    fn new(function: &Function) -> Self {
        Self {
            name: side_and_name(function).1,
            direction: function.direction,
            failed: 0,
            open: 0,
            took: Vec::new(),
            own: 0,
            input: 0,
            output: 0,
        }
    }

    fn side_and_name(&self) -> (&'static str, String) {
        let side = match self.direction {
            Direction::Import => "host ",
            Direction::Export => "guest",
        };
        (side, self.name.clone())
    }

    fn count(&self) -> usize {
        self.took.len() + self.open
    }

    fn total(&self) -> u64 {
        // Times are whatever the file says.
        self.took
            .iter()
            .fold(0, |sum, took| sum.saturating_add(*took))
    }

    /// The time that this percentage of the calls did not exceed.
    fn quantile(&self, percent: usize) -> u64 {
        let rank = (self.took.len() * percent).div_ceil(100).max(1);
        self.took.get(rank - 1).copied().unwrap_or(0)
    }

    fn json(&self) -> Json {
        json!({
            "function": self.name,
            "side": self.side_and_name().0.trim(),
            "calls": self.count(),
            "failed": self.failed,
            "without_end": self.open,
            "self": self.own,
            "total": self.total(),
            "p50": self.quantile(50),
            "p99": self.quantile(99),
            "max": self.took.last().copied().unwrap_or(0),
            "bytes_in": self.input,
            "bytes_out": self.output,
        })
    }
}

/// The bytes of a value in the byte format.
fn size(value: &Value) -> u64 {
    let bytes = encode_as(value, Version::V3, &Limits::DEFAULT);
    bytes.map_or(0, |bytes| bytes.len() as u64)
}

fn bytes(count: u64) -> String {
    indicatif::HumanBytes(count).to_string()
}
