//! The process of one contender in one row: says what came of the work, then does it as often as it is told to.

use std::io::{BufRead, stdin};

use crate::contenders::contender;
use crate::work::{Bench, Failure, Work, causes};

/// The first line that a process says.
pub enum Ready {
    /// It can be timed, and came to this.
    Timed(Option<u64>),
    Bytes(usize),
    Failed(String),
}

impl Ready {
    fn to_line(&self) -> String {
        match self {
            Ready::Timed(Some(answer)) => format!("answer {answer}"),
            Ready::Timed(None) => "timed".to_owned(),
            Ready::Bytes(bytes) => format!("bytes {bytes}"),
            Ready::Failed(reason) => format!("failed {}", reason.replace('\n', " ")),
        }
    }

    pub fn from_line(line: &str) -> Option<Self> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        Some(match word {
            "answer" => Ready::Timed(Some(rest.parse().ok()?)),
            "timed" => Ready::Timed(None),
            "bytes" => Ready::Bytes(rest.parse().ok()?),
            "failed" => Ready::Failed(rest.to_owned()),
            _ => return None,
        })
    }
}

/// Answers each line with a number of iterations by a line of nanoseconds.
pub fn serve(name: &str, work: Work) -> Result<(), Failure> {
    let prepared = contender(name).and_then(|contender| contender.prepare(work));
    let (ready, run) = match prepared {
        Ok(Some(Bench::Timed { run, answer })) => (Ready::Timed(answer), Some(run)),
        Ok(Some(Bench::Bytes(bytes))) => (Ready::Bytes(bytes), None),
        Ok(None) => (Ready::Failed("has no part in it".to_owned()), None),
        Err(failure) => (Ready::Failed(causes(&failure)), None),
    };
    println!("{}", ready.to_line());
    let Some(mut run) = run else { return Ok(()) };
    for line in stdin().lock().lines() {
        let iterations: u64 = line?.trim().parse()?;
        // The others have had the caches since the last time.
        run(iterations / 4);
        println!("{}", run(iterations).as_nanos());
    }
    Ok(())
}
