//! packr beside wasmtime's components, core calls, postcard and the published packr, in one run: `benches/compare/run.sh`.
//!
//! The method is in `docs/performance.md`.

mod contenders;
mod environment;
mod json;
mod measure;
mod process;
mod report;
mod serve;
mod table;
mod values;
mod work;

use std::path::PathBuf;

use clap::Parser;

use measure::Settings;
use work::{Bench, Failure};

/// Measures packr beside wasmtime's components, core calls, postcard and the published packr.
#[derive(Parser)]
struct Options {
    /// Takes seconds, for a look or to see that everything runs; the figures are rough
    #[arg(long)]
    quick: bool,
    /// Rows to run: those whose name contains this, or one of several with commas in between
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    filter: Vec<String>,
    /// Where the JSON goes [default: compare.json beside the program]
    #[arg(long, value_name = "PATH")]
    json: Option<PathBuf>,
    /// Lists the rows and the contenders
    #[arg(long)]
    list: bool,
    /// Runs nothing but this contender, in a loop, for a profiler
    #[arg(long, value_name = "CONTENDER", requires = "bench")]
    only: Option<String>,
    /// The row for --only
    #[arg(long, value_name = "ROW", requires = "only")]
    bench: Option<String>,
    /// How often --only runs it
    #[arg(long, value_name = "N", default_value_t = 1000)]
    iterations: u64,
    /// Runs it as often as standard input says
    #[arg(long, hide = true, requires = "only")]
    serve: bool,
}

fn main() -> Result<(), Failure> {
    let options = Options::parse();
    let rows = table::rows();
    if options.list {
        for row in &rows {
            let contenders: Vec<_> = row.contenders().collect();
            println!("{:<14}{}", row.id, contenders.join(" "));
        }
        return Ok(());
    }
    if let (Some(contender), Some(id)) = (&options.only, &options.bench) {
        let row = rows.iter().find(|row| row.id == *id);
        let row = row.ok_or_else(|| format!("no row is named `{id}`: --list has them"))?;
        return match options.serve {
            true => serve::serve(contender, row.work),
            false => only(contender, row, options.iterations),
        };
    }

    let settings = Settings::new(options.quick);
    let wanted = |id: &str| {
        options.filter.is_empty() || options.filter.iter().any(|part| id.contains(part.as_str()))
    };
    let mut results = Vec::new();
    for row in rows.into_iter().filter(|row| wanted(&row.id)) {
        eprintln!("{}", row.id);
        let outcomes = measure::row(&row, &settings);
        results.push((row, outcomes));
    }
    let environment = environment::Environment::new();
    print!("{}", report::text(&results, &environment, &settings));
    let path = options.json.map_or_else(default_json, Ok)?;
    std::fs::write(&path, json::json(&results, &environment, &settings))
        .map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(())
}

fn only(name: &str, row: &table::Row, iterations: u64) -> Result<(), Failure> {
    match contenders::contender(name)?.prepare(row.work)? {
        None => return Err(format!("{name} has no part in {}", row.id).into()),
        Some(Bench::Bytes(bytes)) => println!("{bytes} bytes"),
        Some(Bench::Timed { mut run, .. }) => {
            let time = run(iterations).as_nanos() / u128::from(iterations.max(1));
            println!("{time} ns");
        }
    }
    Ok(())
}

fn default_json() -> Result<PathBuf, Failure> {
    Ok(std::env::current_exe()?.with_file_name("compare.json"))
}
