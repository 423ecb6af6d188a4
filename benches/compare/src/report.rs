//! The result as text: tables that read as they are and as Markdown.

use crate::environment::Environment;
use crate::measure::{Figure, Outcome, Settings};
use crate::table::{self, Growth, Ratio, Row};
use crate::work::Work;

pub type Results = [(Row, Vec<Outcome>)];

const COLUMNS: [&str; 6] = [
    "raw",
    "postcard",
    "packr 0.6.2",
    "packr 0.24.1",
    "component",
    "this packr",
];

fn column(contender: &str) -> usize {
    match contender {
        "raw" => 0,
        "postcard" => 1,
        "published-6" => 2,
        "published-24" => 3,
        "component" | "component-default" => 4,
        _ => 5,
    }
}

pub fn text(results: &Results, environment: &Environment, settings: &Settings) -> String {
    let mut text = format!(
        "Commit {}, {}, {} cores, {}. Medians of up to {} rounds, with half of what lies between the quartiles{}.\n\n",
        environment.commit,
        environment.processor,
        environment.cores,
        environment.rustc,
        settings.rounds,
        if settings.quick {
            "; a quick run, so rough"
        } else {
            ""
        },
    );
    let figures = figures(results);
    if figures.len() > 1 {
        text += &table(figures);
        text += "\n";
    }
    let recorded = recorded(results);
    if recorded.len() > 1 {
        text += "What recording costs:\n\n";
        text += &table(recorded);
    }
    let growth = growth(results);
    if growth.len() > 1 {
        text += "\nHow the time for one grows with their number:\n\n";
        text += &table(growth);
    }
    text + &not_run(results)
}

fn figures(results: &Results) -> Vec<Vec<String>> {
    let mut head = vec![String::new(), "for one".to_owned()];
    head.extend(COLUMNS.map(str::to_owned));
    head.extend(["ratio", "aim"].map(str::to_owned));
    let mut lines = vec![head];
    for (row, outcomes) in results.iter().filter(|(row, _)| !row.recorded) {
        for line in &row.lines {
            let mut cells = vec![line.title.clone(), row.unit.to_owned()];
            cells.resize(2 + COLUMNS.len(), String::new());
            for contender in line.contenders {
                cells[2 + column(contender)] = match figure(outcomes, contender) {
                    Some(figure) if row.unit == "guest" && row.id == "size" => bytes(figure.median),
                    Some(figure) => spread(figure),
                    None => "–".to_owned(),
                };
            }
            let (value, aim) = line
                .ratio
                .map_or_else(Default::default, |ratio| compared(outcomes, ratio));
            cells.extend([value, aim]);
            lines.push(cells);
        }
    }
    lines
}

/// A column for each way to record, with how many times as long it takes as without.
fn recorded(results: &Results) -> Vec<Vec<String>> {
    let mut head = vec![String::new(), "for one".to_owned()];
    head.extend(
        [
            "this packr",
            "`Recorder`",
            "journal, `None`",
            "journal, `Flush`",
            "watoots",
            "its recorder",
            "`Recorder` over its",
        ]
        .map(str::to_owned),
    );
    let mut lines = vec![head];
    for (row, outcomes) in results.iter().filter(|(row, _)| row.recorded) {
        let title = row.lines.first().map(|line| line.title.clone());
        let mut cells = vec![title.unwrap_or_default(), row.unit.to_owned()];
        for contender in table::RECORDED {
            let over = match contender.starts_with("watoots") {
                true => "watoots",
                false => "ours",
            };
            let of = contender;
            let times = value(
                outcomes,
                Ratio {
                    of,
                    over,
                    aim: None,
                },
            );
            cells.push(match (figure(outcomes, contender), times) {
                (None, _) => String::new(),
                (Some(figure), _) if matches!(row.work, Work::Kept { .. }) => {
                    format!("{} B", figure.median)
                }
                (Some(figure), Some(times)) if *contender != over => {
                    format!("{}, {times:.1} times", spread(figure))
                }
                (Some(figure), _) => spread(figure),
            });
        }
        let ratio = Ratio {
            of: "ours-recorder",
            over: "watoots-recorder",
            aim: None,
        };
        let ratio = value(outcomes, ratio);
        cells.push(ratio.map_or_else(String::new, |ratio| format!("{ratio:.2}")));
        lines.push(cells);
    }
    lines
}

/// The ratio with what it is over, and the aim with whether it is reached.
fn compared(outcomes: &[Outcome], ratio: Ratio) -> (String, String) {
    let value = value(outcomes, ratio);
    let over = ratio.over.replace("component-default", "default");
    let shown = value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2} of {over}"));
    (shown, aim(value, ratio.aim))
}

fn aim(value: Option<f64>, aim: Option<f64>) -> String {
    match (value, aim) {
        (Some(value), Some(aim)) => {
            let met = if value <= aim { "met" } else { "missed" };
            format!("{aim} {met}")
        }
        (None, Some(aim)) => format!("{aim}"),
        _ => String::new(),
    }
}

pub fn value(outcomes: &[Outcome], ratio: Ratio) -> Option<f64> {
    let (of, over) = (figure(outcomes, ratio.of)?, figure(outcomes, ratio.over)?);
    Some(of.median / over.median)
}

fn figure<'a>(outcomes: &'a [Outcome], contender: &str) -> Option<&'a Figure> {
    let outcome = outcomes
        .iter()
        .find(|outcome| outcome.contender == contender)?;
    outcome.figure.as_ref().ok()
}

fn growth(results: &Results) -> Vec<Vec<String>> {
    let mut head = vec![String::new()];
    head.extend(COLUMNS.map(str::to_owned));
    head.push("aim".to_owned());
    let mut lines = vec![head];
    for growth in table::growths() {
        let mut cells = vec![growth.title.to_owned()];
        cells.resize(1 + COLUMNS.len(), String::new());
        for contender in growth.contenders {
            if let Some(value) = grown(results, &growth, contender) {
                cells[1 + column(contender)] = format!("{value:.2}");
            }
        }
        if cells.iter().skip(1).any(|cell| !cell.is_empty()) {
            cells.push(aim(grown(results, &growth, "ours"), growth.aim));
            lines.push(cells);
        }
    }
    lines
}

pub fn grown(results: &Results, growth: &Growth, contender: &str) -> Option<f64> {
    let median = |id: &str| {
        let (_, outcomes) = results.iter().find(|(row, _)| row.id == id)?;
        Some(figure(outcomes, contender)?.median)
    };
    Some(median(growth.of)? / median(growth.over)?)
}

/// Each reason once for a contender, with the rows.
fn not_run(results: &Results) -> String {
    let mut reasons: Vec<(&str, &str, Vec<&str>)> = Vec::new();
    for (row, outcomes) in results {
        for outcome in outcomes {
            let Err(reason) = &outcome.figure else {
                continue;
            };
            let same = reasons
                .iter_mut()
                .find(|(contender, why, _)| *contender == outcome.contender && why == reason);
            match same {
                Some((_, _, rows)) => rows.push(&row.id),
                None => reasons.push((outcome.contender, reason, vec![&row.id])),
            }
        }
    }
    if reasons.is_empty() {
        return String::new();
    }
    let mut text = "\nNot run:\n\n".to_owned();
    for (contender, reason, rows) in reasons {
        let all = results
            .iter()
            .filter(|(row, _)| row.contenders().any(|name| name == contender));
        let rows = match rows.len() == all.count() && rows.len() > 1 {
            true => "everything".to_owned(),
            false => rows.join(", "),
        };
        text += &format!("- {contender}, {rows}: {reason}\n");
    }
    text
}

fn spread(figure: &Figure) -> String {
    let part = (figure.upper - figure.lower) / 2.0 / figure.median * 100.0;
    format!("{} ±{part:.0}%", duration(figure.median))
}

fn duration(nanoseconds: f64) -> String {
    let (value, unit) = match nanoseconds {
        n if n < 1e3 => (n, "ns"),
        n if n < 1e6 => (n / 1e3, "µs"),
        n if n < 1e9 => (n / 1e6, "ms"),
        n => (n / 1e9, "s"),
    };
    match value {
        v if v < 10.0 => format!("{v:.2} {unit}"),
        v if v < 100.0 => format!("{v:.1} {unit}"),
        v => format!("{v:.0} {unit}"),
    }
}

fn bytes(count: f64) -> String {
    format!("{:.1} kB", count / 1e3)
}

/// With the columns one below the other; the first is to the left, as text is, and the others to the right.
fn table(lines: Vec<Vec<String>>) -> String {
    let columns = lines.first().map_or(0, Vec::len);
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
            .max(3)
    };
    let widths: Vec<_> = (0..columns).map(width).collect();
    let mut text = String::new();
    for (number, line) in lines.iter().enumerate() {
        for (column, (cell, width)) in line.iter().zip(&widths).enumerate() {
            match column {
                0 => text += &format!("| {cell:<width$} |"),
                _ => text += &format!(" {cell:>width$} |"),
            }
        }
        text += "\n";
        if number == 0 {
            let rule = |(column, width): (usize, &usize)| match column {
                0 => format!("|{}|", "-".repeat(width + 2)),
                _ => format!("{}:|", "-".repeat(width + 1)),
            };
            text += &widths.iter().enumerate().map(rule).collect::<String>();
            text += "\n";
        }
    }
    text
}
