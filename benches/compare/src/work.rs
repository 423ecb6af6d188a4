//! What there is to do, and what a contender makes of it.

use std::error::Error;
use std::fmt::Debug;
use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::values::{self, Sexpr, digest};

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Work {
    Add,
    /// The same, waited for.
    AddAsync,
    /// The echo of a tree of that many nodes.
    Tree(usize),
    /// The echo of lists in lists, that many levels.
    Chain(usize),
    Bytes(usize),
    Numbers(usize),
    Rows(usize),
    /// [`LOOKUPS`] calls of the host by the guest, of a key with or without a value.
    Lookup(bool),
    /// A tree of that many nodes to bytes, on the host alone.
    Encode(usize),
    Decode(usize),
    CloneDrop(usize),
    /// An engine, and the guest's code for it.
    Compile,
    /// A store, and an instance in it, from a linker that is ready.
    Instantiate,
    /// The bytes of the guest: nothing is timed.
    Size,
    /// The bytes that are kept of `add`, or of the echo of a tree of that many nodes, as bytes or as text: nothing is timed.
    Kept {
        nodes: Option<usize>,
        text: bool,
    },
}

pub const LOOKUPS: u32 = 1000;

/// How many calls are made to see what is kept of one.
pub const KEPT: usize = 100;

/// The operands of `add`.
pub const SUMMANDS: (u32, u32) = (40, 2);

impl Work {
    /// What every contender has to answer, as [`digest`]; nothing for those that answer nothing.
    pub fn answer(self) -> Option<u64> {
        Some(match self {
            Work::Add | Work::AddAsync => digest(&(SUMMANDS.0 + SUMMANDS.1)),
            Work::Tree(nodes)
            | Work::Encode(nodes)
            | Work::Decode(nodes)
            | Work::CloneDrop(nodes) => digest(&values::tree::<Sexpr>(nodes)),
            Work::Chain(levels) => digest(&values::chain::<Sexpr>(levels)),
            Work::Bytes(len) => digest(&values::bytes(len)),
            Work::Numbers(len) => digest(&values::numbers(len)),
            Work::Rows(len) => digest(&values::rows::<values::Row>(len)),
            Work::Lookup(some) => digest(&if some { LOOKUPS } else { 0 }),
            Work::Compile | Work::Instantiate | Work::Size | Work::Kept { .. } => return None,
        })
    }

    /// The key to look up.
    pub fn key(some: bool) -> &'static str {
        if some { values::KNOWN } else { values::UNKNOWN }
    }
}

pub type Failure = Box<dyn Error + Send + Sync>;

/// A failure with all its causes, in one line.
pub fn causes(failure: &Failure) -> String {
    let mut text = failure.to_string();
    let mut next = failure.source();
    while let Some(cause) = next {
        text += &format!(": {cause}");
        next = cause.source();
    }
    text
}

/// How a contender does the work.
pub enum Bench {
    Timed {
        /// Does it that many times.
        run: Box<dyn FnMut(u64) -> Duration>,
        /// What came of it when it was tried.
        answer: Option<u64>,
    },
    Bytes(usize),
}

impl Bench {
    /// Work whose outcome is the answer.
    pub fn of<R: Debug, E: Into<Failure>>(
        mut call: impl FnMut() -> Result<R, E> + 'static,
    ) -> Result<Option<Self>, Failure> {
        let answer = digest(&call().map_err(Into::into)?);
        Self::timed(Some(answer), call, || ())
    }

    /// Work whose outcome is none, or is answered for otherwise. `finish` ends a series of calls and is timed with it.
    pub fn timed<R, E: Into<Failure>>(
        answer: Option<u64>,
        mut call: impl FnMut() -> Result<R, E> + 'static,
        mut finish: impl FnMut() + 'static,
    ) -> Result<Option<Self>, Failure> {
        let run = move |iterations| {
            let start = Instant::now();
            for _ in 0..iterations {
                let result = call().map_err(Into::<Failure>::into);
                drop(black_box(result.expect("it went well when it was tried")));
            }
            finish();
            start.elapsed()
        };
        Ok(Some(Bench::Timed {
            run: Box::new(run),
            answer,
        }))
    }
}

/// One side of the comparison.
pub trait Contender {
    /// Nothing where the contender has no part in that work.
    fn prepare(&self, work: Work) -> Result<Option<Bench>, Failure>;
}
