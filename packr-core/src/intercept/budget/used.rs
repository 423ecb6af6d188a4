//! What has been used of a limit.

use std::time::Duration;

use super::BudgetLimit;

/// What the calls of a limit have come to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Used {
    pub(super) calls: u64,
    pub(super) bytes: u64,
    pub(super) concurrent: usize,
    /// What is missing in the bucket of a rate, in nanoseconds times calls: a call takes `per`, and each nanosecond gives `calls` back.
    pub(super) missing: u128,
    /// When that was so.
    pub(super) since: Duration,
}

impl Used {
    /// Whether a call is within a limit; if not, when one will be.
    pub(super) fn has_room(
        &mut self,
        limit: BudgetLimit,
        bytes: u64,
        now: Duration,
    ) -> Result<(), Option<Duration>> {
        let is_within = match limit {
            BudgetLimit::Rate { calls, per } => {
                let elapsed = now.saturating_sub(self.since).as_nanos();
                let calls = u128::from(calls);
                self.missing = self.missing.saturating_sub(elapsed.saturating_mul(calls));
                self.since = self.since.max(now);
                let beyond = (self.missing + per.as_nanos()).saturating_sub(per.as_nanos() * calls);
                if beyond > 0 {
                    return Err(Some(nanoseconds(beyond.div_ceil(calls))));
                }
                true
            }
            BudgetLimit::Calls { max } => self.calls < max,
            BudgetLimit::Bytes { max } => {
                self.bytes < max && self.bytes.saturating_add(bytes) <= max
            }
            BudgetLimit::Concurrent { max } => self.concurrent < max,
        };
        match is_within {
            true => Ok(()),
            false => Err(None),
        }
    }
}

fn nanoseconds(nanoseconds: u128) -> Duration {
    let per_second = 1_000_000_000;
    let seconds = u64::try_from(nanoseconds / per_second).unwrap_or(u64::MAX);
    Duration::new(seconds, (nanoseconds % per_second) as u32)
}
