//! Statistics as plain data, and as a table.

use std::fmt;
use std::time::Duration;

use crate::intercept::Direction;
use crate::intercept::recording::qualified;

/// What a [`CallStatistics`](super::CallStatistics) counted up to a moment.
///
/// [`Display`](fmt::Display) is a table, a line a function.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Statistics {
    /// An entry for each function and direction that was called: imports before exports, then by interface and function.
    pub functions: Vec<FunctionStatistics>,
}

/// The calls of one function in one direction.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FunctionStatistics {
    /// Which way the calls went.
    pub direction: Direction,
    /// As in [`Call::interface`](crate::intercept::Call::interface).
    pub interface: String,
    /// As in [`Call::function`](crate::intercept::Call::function).
    pub function: String,
    /// How many have ended.
    pub calls: u64,
    /// How many of them failed, by kind: the [word](crate::intercept::FailureKind::word) and how many, in the order of the words.
    pub failures: Vec<(&'static str, u64)>,
    /// How many of them an interceptor answered or refused, and not whom they were for.
    pub by_interceptor: u64,
    /// How many of them ended as a recorded one.
    pub by_replay: u64,
    /// How many are under way.
    pub under_way: u64,
    /// How long those took that have ended.
    pub latency: Latency,
    /// The bytes of all arguments; `None` where they are not [counted](super::CallStatistics::sizes).
    pub argument_bytes: Option<u64>,
    /// The bytes of all results; `None` where they are not counted.
    pub result_bytes: Option<u64>,
}

impl FunctionStatistics {
    /// The function's full name.
    pub fn name(&self) -> String {
        qualified(&self.interface, &self.function)
    }

    /// How many calls failed.
    pub fn failed(&self) -> u64 {
        self.failures.iter().map(|(_, count)| count).sum()
    }
}

/// How long calls took. Quantiles are exact or up to a sixteenth more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Latency {
    /// All of them together.
    pub total: Duration,
    /// What half of them did not exceed.
    pub p50: Duration,
    /// What 90 of 100 did not exceed.
    pub p90: Duration,
    /// What 99 of 100 did not exceed.
    pub p99: Duration,
    /// The longest.
    pub max: Duration,
    /// The histogram: the longest time that a bucket is for, and how many calls are in it. Empty ones are left out.
    pub buckets: Vec<(Duration, u64)>,
}

impl fmt::Display for Statistics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let has_sizes = self.functions.iter().any(|of| of.argument_bytes.is_some());
        let mut head = vec!["", "function", "calls", "failed", "answered", "open"];
        head.extend(["p50", "p90", "p99", "max"]);
        if has_sizes {
            head.extend(["bytes in", "bytes out"]);
        }
        let head = head.into_iter().map(str::to_owned).collect();
        let rows = self.functions.iter().map(|of| {
            let latency = &of.latency;
            let mut row = vec![
                of.direction.word().to_owned(),
                of.name(),
                of.calls.to_string(),
                of.failed().to_string(),
                (of.by_interceptor + of.by_replay).to_string(),
                of.under_way.to_string(),
            ];
            row.extend([latency.p50, latency.p90, latency.p99, latency.max].map(time));
            if has_sizes {
                row.extend(
                    [of.argument_bytes, of.result_bytes]
                        .map(|bytes| bytes.map_or_else(String::new, |bytes| bytes.to_string())),
                );
            }
            row
        });
        let rows: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
        let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..rows[0].len()).map(width).collect();
        for (index, row) in rows.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            let mut line = String::new();
            for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
                line += &match column {
                    0 | 1 => format!("{cell:<width$}  "),
                    _ => format!("{cell:>width$}  "),
                };
            }
            f.write_str(line.trim_end())?;
        }
        Ok(())
    }
}

/// With three digits, whose letters are one byte each: `µ` would not be.
fn time(time: Duration) -> String {
    let nanoseconds = time.as_nanos() as f64;
    let (number, unit) = match nanoseconds {
        ..1e3 => (nanoseconds, "ns"),
        ..1e6 => (nanoseconds / 1e3, "us"),
        ..1e9 => (nanoseconds / 1e6, "ms"),
        _ => (nanoseconds / 1e9, "s"),
    };
    match number {
        ..10.0 if unit != "ns" => format!("{number:.2}{unit}"),
        ..100.0 if unit != "ns" => format!("{number:.1}{unit}"),
        _ => format!("{number:.0}{unit}"),
    }
}
