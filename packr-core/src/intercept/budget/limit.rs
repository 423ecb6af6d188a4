//! The limits of a budget, and what is beyond them.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use crate::intercept::{Direction, FunctionPattern, PatternError};

/// A limit of a [`Budget`](super::Budget).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BudgetLimit {
    /// [`Budget::rate`](super::Budget::rate).
    Rate {
        /// How many calls.
        calls: u32,
        /// In which time.
        per: Duration,
    },
    /// [`Budget::calls`](super::Budget::calls).
    Calls {
        /// How many.
        max: u64,
    },
    /// [`Budget::bytes`](super::Budget::bytes).
    Bytes {
        /// How many.
        max: u64,
    },
    /// [`Budget::concurrent`](super::Budget::concurrent).
    Concurrent {
        /// How many.
        max: usize,
    },
}

impl fmt::Display for BudgetLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BudgetLimit::Rate { calls, per } => write!(f, "{calls} calls in {per:?}"),
            BudgetLimit::Calls { max } => write!(f, "{max} calls"),
            BudgetLimit::Bytes { max } => write!(f, "{max} bytes"),
            BudgetLimit::Concurrent { max } => write!(f, "{max} calls at the same time"),
        }
    }
}

/// A call that a [`Budget`](super::Budget) refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OverBudget {
    /// Which way the call goes.
    pub direction: Direction,
    /// The function's full name.
    pub call: String,
    /// The first limit that it is beyond.
    pub limit: BudgetLimit,
    /// The functions that share the limit.
    pub pattern: FunctionPattern,
    /// After which time it may be made, if none is made in between; `None` where time alone does not help.
    pub retry_after: Option<Duration>,
}

impl fmt::Display for OverBudget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            direction,
            call,
            limit,
            pattern,
            retry_after,
        } = self;
        let caller = direction.caller();
        write!(
            f,
            "the {caller}'s call of `{call}` is beyond the budget of {limit} of `{pattern}`"
        )?;
        match retry_after {
            Some(time) => write!(f, ": again in {time:?}"),
            None => Ok(()),
        }
    }
}

impl StdError for OverBudget {}

/// What is no limit of a [`Budget`](super::Budget).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BudgetError {
    /// The pattern is none.
    #[error(transparent)]
    Pattern(#[from] PatternError),
    /// A rate of no calls, or in no time.
    #[error("{calls} calls in {per:?} is no rate: both have to be above 0")]
    Rate {
        /// The calls.
        calls: u32,
        /// The time.
        per: Duration,
    },
}
