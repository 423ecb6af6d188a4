//! Rounds in which the contenders of a row take turns, so that what slows the machine for a while slows them alike:
//! that is what criterion, which ends with one before it begins the next, does not do.

use std::time::{Duration, Instant};

use crate::contenders::Contenders;
use crate::probe;
use crate::table::Row;
use crate::work::{Bench, causes};

#[derive(Debug, Clone, Copy)]
pub struct Settings {
    pub rounds: usize,
    /// About how long one contender is timed in a round.
    pub sample: Duration,
    /// What takes longer in one go is not run.
    pub longest: Duration,
    /// What all rounds of one contender may take; there are fewer where they would take longer.
    pub budget: Duration,
    pub quick: bool,
}

impl Settings {
    pub fn new(quick: bool) -> Self {
        match quick {
            true => Self {
                rounds: 5,
                sample: Duration::from_millis(2),
                longest: Duration::from_millis(400),
                budget: Duration::from_millis(400),
                quick,
            },
            false => Self {
                rounds: 21,
                sample: Duration::from_millis(25),
                longest: Duration::from_secs(6),
                budget: Duration::from_secs(12),
                quick,
            },
        }
    }
}

pub const OTHER_ANSWER: &str = "answers something else than the others";

/// One contender in one row.
pub struct Outcome {
    pub contender: &'static str,
    pub figure: Result<Figure, String>,
}

/// Nanoseconds for one of the row's unit, or bytes.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    pub median: f64,
    pub lower: f64,
    pub upper: f64,
    pub rounds: usize,
    pub iterations: u64,
}

/// A contender under way.
struct Runner {
    run: Box<dyn FnMut(u64) -> Duration>,
    iterations: u64,
    rounds: usize,
    times: Vec<f64>,
}

pub fn row(row: &Row, contenders: &mut Contenders, settings: &Settings) -> Vec<Outcome> {
    let expected = row.work.answer();
    let mut started: Vec<_> = row
        .contenders()
        .map(|name| (name, start(row, name, contenders, expected, settings)))
        .collect();
    for round in 0..settings.rounds {
        let count = started.len();
        for turn in 0..count {
            if let Some((_, Ok(Start::Runs(runner)))) = started.get_mut((round + turn) % count)
                && runner.times.len() < runner.rounds
            {
                let time = (runner.run)(runner.iterations).as_secs_f64();
                runner
                    .times
                    .push(time * 1e9 / runner.iterations as f64 / row.per as f64);
            }
        }
    }
    let outcome = |(contender, started): (_, Result<Start, String>)| Outcome {
        contender,
        figure: started.map(|start| match start {
            Start::Runs(runner) => runner.figure(),
            Start::Bytes(bytes) => Figure::exact(bytes as f64),
        }),
    };
    started.into_iter().map(outcome).collect()
}

enum Start {
    Runs(Runner),
    Bytes(usize),
}

fn start(
    row: &Row,
    name: &str,
    contenders: &mut Contenders,
    expected: Option<u64>,
    settings: &Settings,
) -> Result<Start, String> {
    let failed = |failure| causes(&failure);
    let contender = contenders.get(name).map_err(failed)?;
    if settings.quick && row.long {
        return Err("too large for a quick run".to_owned());
    }
    probe::fit_to_run(name, &row.id, settings.longest)?;
    match contender.prepare(row.work).map_err(failed)? {
        None => Err("has no part in it".to_owned()),
        Some(Bench::Bytes(bytes)) => Ok(Start::Bytes(bytes)),
        Some(Bench::Timed { answer, .. }) if answer != expected => Err(OTHER_ANSWER.to_owned()),
        Some(Bench::Timed { run, .. }) => Runner::new(run, settings).map(Start::Runs),
    }
}

impl Runner {
    /// Finds out how often it is to run in a round. It has run once before, to be compared.
    fn new(mut run: Box<dyn FnMut(u64) -> Duration>, settings: &Settings) -> Result<Self, String> {
        let mut iterations = 1;
        let begin = Instant::now();
        let once = loop {
            let time = run(iterations);
            let once = time / u32::try_from(iterations).unwrap_or(u32::MAX);
            if time > settings.sample / 4 || begin.elapsed() > settings.sample * 4 {
                break once;
            }
            iterations *= 4;
        };
        too_slow(once, settings.longest)?;
        let once = once.as_secs_f64().max(1e-9);
        let iterations = (settings.sample.as_secs_f64() / once).max(1.0);
        let rounds = settings.budget.as_secs_f64() / (iterations * once);
        Ok(Self {
            run,
            iterations: iterations as u64,
            rounds: (rounds as usize).clamp(3, settings.rounds),
            times: Vec::new(),
        })
    }

    fn figure(mut self) -> Figure {
        self.times.sort_by(f64::total_cmp);
        let at = |part: f64| {
            let last = self.times.len().saturating_sub(1) as f64;
            let (below, above) = ((last * part).floor(), (last * part).ceil());
            let weight = last * part - below;
            self.times[below as usize] * (1.0 - weight) + self.times[above as usize] * weight
        };
        Figure {
            median: at(0.5),
            lower: at(0.25),
            upper: at(0.75),
            rounds: self.times.len(),
            iterations: self.iterations,
        }
    }
}

impl Figure {
    fn exact(value: f64) -> Self {
        Self {
            median: value,
            lower: value,
            upper: value,
            rounds: 1,
            iterations: 1,
        }
    }
}

pub fn too_slow(once: Duration, longest: Duration) -> Result<(), String> {
    match once > longest {
        true => Err(format!(
            "too slow: {once:.2?} for one call, the limit is {longest:?}"
        )),
        false => Ok(()),
    }
}
