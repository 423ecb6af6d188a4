//! Rounds in which the contenders of a row take turns, so that what slows the machine for a while slows them alike:
//! that is what criterion, which ends with one before it begins the next, does not do.

use std::time::{Duration, Instant};

use crate::process::Process;
use crate::serve::Ready;
use crate::table::Row;

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
    process: Process,
    iterations: u64,
    rounds: usize,
    times: Vec<f64>,
    patience: Duration,
}

pub fn row(row: &Row, settings: &Settings) -> Vec<Outcome> {
    let expected = row.work.answer();
    let start = |name| (name, start(row, name, expected, settings));
    let mut started: Vec<_> = row.contenders().map(start).collect();
    for round in 0..settings.rounds {
        let count = started.len();
        for turn in 0..count {
            let (_, state) = &mut started[(round + turn) % count];
            if let Ok(Start::Runs(runner)) = state
                && let Err(reason) = runner.round(row)
            {
                *state = Err(reason);
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
    expected: Option<u64>,
    settings: &Settings,
) -> Result<Start, String> {
    if name.starts_with("published") && !cfg!(feature = "published") {
        return Err("built without the feature `published`".to_owned());
    }
    if name.starts_with("watoots") && !cfg!(feature = "watoots") {
        return Err("built without the feature `watoots`".to_owned());
    }
    if settings.quick && row.long {
        return Err("too large for a quick run".to_owned());
    }
    let patience = PREPARATION + settings.longest;
    match Process::start(name, &row.id, patience)? {
        (_, Ready::Failed(reason)) => Err(reason),
        (_, Ready::Bytes(bytes)) => Ok(Start::Bytes(bytes)),
        (_, Ready::Timed(answer)) if answer != expected => {
            Err("answers something else than the others".to_owned())
        }
        (process, Ready::Timed(_)) => Runner::new(process, patience, settings).map(Start::Runs),
    }
}

/// For a process to begin, to compile its guest and to make its values.
const PREPARATION: Duration = Duration::from_secs(20);

impl Runner {
    /// Finds out how often it is to run in a round. It has run once before, to be compared.
    fn new(mut process: Process, patience: Duration, settings: &Settings) -> Result<Self, String> {
        let mut iterations = 1;
        let begin = Instant::now();
        let once = loop {
            let time = process.run(iterations, patience)?;
            let once = time.as_secs_f64() / iterations as f64;
            if time > settings.sample / 4 || begin.elapsed() > settings.sample * 4 {
                break once;
            }
            iterations *= 4;
        };
        if once > settings.longest.as_secs_f64() {
            let limit = settings.longest;
            return Err(format!(
                "too slow: {once:.2} s for one call, the limit is {limit:?}"
            ));
        }
        let once = once.max(1e-9);
        let iterations = (settings.sample.as_secs_f64() / once).max(1.0);
        let rounds = settings.budget.as_secs_f64() / (iterations * once);
        Ok(Self {
            process,
            iterations: iterations as u64,
            rounds: (rounds as usize).clamp(3, settings.rounds),
            times: Vec::new(),
            patience,
        })
    }

    fn round(&mut self, row: &Row) -> Result<(), String> {
        if self.times.len() < self.rounds {
            let time = self.process.run(self.iterations, self.patience)?;
            let each = time.as_secs_f64() * 1e9 / self.iterations as f64;
            self.times.push(each / row.per as f64);
        }
        Ok(())
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
