//! Measures what a user waits for: packr's `bindgen!` beside wasmtime's, on one world of 60 types and 60 functions.
//!
//! `cargo run --release --manifest-path benches/compile-time/Cargo.toml [RUNS]`; the method is in `docs/compile-time.md`.

mod cargo;
mod generators;
mod report;
mod world;

use std::time::{Duration, Instant};

use cargo::Host;
use generators::Generator;
use report::Row;

/// One side of the comparison.
struct Side {
    generator: Generator,
    with: Host,
    without: Host,
}

fn side(name: &'static str, generator: Generator) -> Side {
    let host = |bindings| Host { name, bindings };
    Side {
        generator,
        with: host(true),
        without: host(false),
    }
}

fn main() -> Result<(), String> {
    let runs = match std::env::args().nth(1) {
        Some(text) => text
            .parse()
            .map_err(|_| format!("`{text}` is no number of runs"))?,
        None => 5,
    };
    let wit = world::wit();
    std::fs::write(cargo::directory().join("hosts/world.wit"), &wit)
        .map_err(|error| format!("the world can't be written: {error}"))?;
    let packr = side("packr", generators::packr);
    let wasmtime = side("wasmtime", generators::wasmtime);
    let both = |what, unit, measure: &dyn Fn(&Side) -> Result<f64, String>| Row {
        what,
        unit,
        packr: measure(&packr),
        wasmtime: measure(&wasmtime),
    };

    eprintln!("building the dependencies, which takes minutes the first time");
    for side in [&packr, &wasmtime] {
        for host in [side.without, side.with] {
            for incremental in [false, true] {
                host.check(incremental)?;
            }
            host.expansion()?;
        }
    }
    eprintln!("measuring, {runs} runs each");
    let rows = [
        both("WIT to tokens, as a library, optimised", "us", &|side| {
            median(runs * 4, || {
                let start = Instant::now();
                (side.generator)(&wit)?;
                Ok(start.elapsed())
            })
            .map(|time| time * 1e6)
        }),
        both("rustc's expansion of the macro", "ms", &|side| {
            difference(runs, || side.with.expansion(), || side.without.expansion())
        }),
        both("cargo check, all of it", "ms", &|side| {
            median(runs, || side.with.check(false)).map(milliseconds)
        }),
        both("cargo check, less that of an empty crate", "ms", &|side| {
            difference(
                runs,
                || side.with.check(false),
                || side.without.check(false),
            )
        }),
        both("cargo check after a touch, incremental", "ms", &|side| {
            median(runs, || side.with.check(true)).map(milliseconds)
        }),
        both("lines that the generator writes", "lines", &|side| {
            let lines = generators::lines((side.generator)(&wit)?)?;
            Ok(lines as f64)
        }),
        both(
            "lines with every derive and macro expanded",
            "lines",
            &|side| Ok(side.with.expanded_lines()? as f64),
        ),
    ];
    print!("{}", report::text(&rows));
    println!("{:#}", report::json(&rows, runs));
    Ok(())
}

fn milliseconds(seconds: f64) -> f64 {
    seconds * 1e3
}

/// The median of one less the median of the other, in milliseconds; the runs take turns.
fn difference(
    runs: usize,
    one: impl Fn() -> Result<Duration, String>,
    other: impl Fn() -> Result<Duration, String>,
) -> Result<f64, String> {
    let (mut ones, mut others) = (vec![], vec![]);
    for _ in 0..runs {
        ones.push(one()?);
        others.push(other()?);
    }
    Ok(milliseconds(middle(ones) - middle(others)))
}

/// In seconds.
fn median(runs: usize, measure: impl Fn() -> Result<Duration, String>) -> Result<f64, String> {
    let times: Result<Vec<_>, _> = (0..runs).map(|_| measure()).collect();
    Ok(middle(times?))
}

fn middle(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times
        .get(times.len() / 2)
        .map_or(0.0, Duration::as_secs_f64)
}
