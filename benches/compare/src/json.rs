//! The result as JSON, with everything that the text has and the quartiles besides.

use serde_json::{Value, json};

use crate::environment::Environment;
use crate::measure::{Outcome, Settings};
use crate::report::{self, Results};
use crate::table::{self, Row};
use crate::work::Work;

pub fn json(results: &Results, environment: &Environment, settings: &Settings) -> String {
    let rows = results
        .iter()
        .map(|(row, outcomes)| self::row(row, outcomes));
    let growths = table::growths().into_iter().map(|growth| {
        let values = growth.contenders.iter().map(|contender| {
            let value = report::grown(results, &growth, contender);
            ((*contender).to_owned(), json!(value))
        });
        json!({
            "of": growth.of,
            "over": growth.over,
            "aim": growth.aim,
            "values": Value::Object(values.collect()),
        })
    });
    let all = json!({
        "commit": environment.commit,
        "processor": environment.processor,
        "cores": environment.cores,
        "rustc": environment.rustc,
        "quick": settings.quick,
        "rounds": settings.rounds,
        "rows": rows.collect::<Vec<_>>(),
        "growth": growths.collect::<Vec<_>>(),
    });
    format!("{all:#}\n")
}

fn row(row: &Row, outcomes: &[Outcome]) -> Value {
    let contenders = outcomes.iter().map(|outcome| {
        let figure = match &outcome.figure {
            Ok(figure) => json!({
                "median": figure.median,
                "quartiles": [figure.lower, figure.upper],
                "rounds": figure.rounds,
                "iterations": figure.iterations,
            }),
            Err(reason) => json!({ "not-run": reason }),
        };
        (outcome.contender.to_owned(), figure)
    });
    let ratios = row.lines.iter().filter_map(|line| line.ratio).map(|ratio| {
        json!({
            "of": ratio.of,
            "over": ratio.over,
            "value": report::value(outcomes, ratio),
            "aim": ratio.aim,
        })
    });
    json!({
        "row": row.id,
        "title": row.lines.first().map(|line| &line.title),
        "unit": if matches!(row.work, Work::Size | Work::Kept { .. }) { "bytes".to_owned() } else { format!("ns/{}", row.unit) },
        "contenders": Value::Object(contenders.collect()),
        "ratios": ratios.collect::<Vec<_>>(),
    })
}
