//! Refuses calls beyond a rate, a number, a size, or a number at the same time.

mod limit;
mod used;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::recording::qualified;
use super::{Answered, Call, CallInterceptor, Decision, End, FunctionPattern};
use crate::codec::encoded_len;
use crate::schema::World;
use crate::{Error, Value};

pub use limit::{BudgetError, BudgetLimit, OverBudget};
use used::Used;

/// Refuses calls beyond what is allowed: so many in a time, so many in total, so many bytes, so many at the same time.
///
/// Each limit is for all functions of its [`FunctionPattern`] together, and for as long as the budget lives: one for each instance bounds instances, and
/// one that they share in an [`Arc`](std::sync::Arc) bounds all of them. A call has to be within all limits that it falls under.
///
/// A call beyond one fails with [`Error::Refused`], and [`Error::downcast_ref`] finds the [`OverBudget`] behind it, with the time after which it
/// may be made where that is known. A guest whose call is refused traps by it.
///
/// ```
/// use std::sync::Arc;
/// use std::sync::atomic::{AtomicU64, Ordering};
/// use std::time::Duration;
/// use packr_core::intercept::{Budget, Call, CallInterceptor, Decision, Direction, OverBudget};
/// use packr_core::Value;
///
/// let millis = Arc::new(AtomicU64::new(0)); // a clock for tests
/// let clock = millis.clone();
/// let budget = Budget::new()
///     .rate("import demo:net/http", 10, Duration::from_secs(1))?
///     .calls("export *", 1_000_000)?
///     .bytes("*", 64 << 20)?
///     .concurrent("export eval", 4)?
///     .clock(move || Duration::from_millis(clock.load(Ordering::Relaxed)));
///
/// let nothing = Value::UNIT;
/// let get = Call::new(Direction::Import, "demo:net/http", "get", &nothing);
/// for _ in 0..10 {
///     assert!(matches!(budget.begin(&get), Decision::Continue));
/// }
/// let Decision::Refuse(reason) = budget.begin(&get) else { panic!() };
/// let over = reason.downcast_ref::<OverBudget>().unwrap();
/// assert_eq!(over.retry_after, Some(Duration::from_millis(100)));
/// assert_eq!(
///     over.to_string(),
///     "the guest's call of `demo:net/http#get` is beyond the budget of 10 calls in 1s of `import demo:net/http`: again in 100ms"
/// );
/// millis.store(100, Ordering::Relaxed);
/// assert!(matches!(budget.begin(&get), Decision::Continue));
/// # Ok::<(), packr_core::intercept::BudgetError>(())
/// ```
///
/// **What counts.** A call that this refuses takes from no limit. One that another interceptor of a `Vec` refuses gives back what it took when it
/// ends. One that another answers counts as if it had been made; so does one that fails or is cancelled.
///
/// Through the four methods of [`CallInterceptor`] alone, all is counted but [`concurrent`](Self::concurrent) calls and results, as failures are not told there.
pub struct Budget {
    limits: Vec<Limit>,
    clock: Box<Clock>,
    state: Mutex<State>,
}

type Clock = dyn Fn() -> Duration + Send + Sync;

#[derive(Debug)]
struct Limit {
    pattern: FunctionPattern,
    limit: BudgetLimit,
}

#[derive(Debug, Default)]
struct State {
    /// One for each limit.
    used: Vec<Used>,
    /// The calls under way that count, and the bytes of their arguments.
    open: HashMap<u64, u64>,
}

impl Default for Budget {
    fn default() -> Self {
        Self::new()
    }
}

impl Budget {
    /// One without limits.
    pub fn new() -> Self {
        let start = Instant::now();
        Self {
            limits: vec![],
            clock: Box::new(move || start.elapsed()),
            state: Mutex::default(),
        }
    }

    /// At most so many calls in a time, after which they may all be made at once again: a token bucket of `calls` tokens, which is full in the
    /// beginning and gets one back each `per / calls`.
    ///
    /// # Errors
    /// Where the pattern is none, or the rate: no call, or no time.
    pub fn rate(self, pattern: &str, calls: u32, per: Duration) -> Result<Self, BudgetError> {
        if calls == 0 || per.is_zero() {
            return Err(BudgetError::Rate { calls, per });
        }
        self.limit(pattern, BudgetLimit::Rate { calls, per })
    }

    /// At most so many calls in total.
    ///
    /// # Errors
    /// Where the pattern is none.
    pub fn calls(self, pattern: &str, max: u64) -> Result<Self, BudgetError> {
        self.limit(pattern, BudgetLimit::Calls { max })
    }

    /// At most so many bytes of arguments and results in total, as long as [`encode`](crate::encode) writes them.
    ///
    /// A call is refused whose arguments do not fit any more. Results are counted when they are there, so the last ones may go beyond the limit, and
    /// then each further call is refused. Each value is walked once to be measured, and nothing is allocated for it.
    ///
    /// # Errors
    /// As [`calls`](Self::calls).
    pub fn bytes(self, pattern: &str, max: u64) -> Result<Self, BudgetError> {
        self.limit(pattern, BudgetLimit::Bytes { max })
    }

    /// At most so many calls at the same time, those included that are inside each other.
    ///
    /// # Errors
    /// As [`calls`](Self::calls).
    pub fn concurrent(self, pattern: &str, max: usize) -> Result<Self, BudgetError> {
        self.limit(pattern, BudgetLimit::Concurrent { max })
    }

    fn limit(mut self, pattern: &str, limit: BudgetLimit) -> Result<Self, BudgetError> {
        let pattern = pattern.parse()?;
        self.limits.push(Limit { pattern, limit });
        let state = self.state.get_mut();
        let state = state.unwrap_or_else(PoisonError::into_inner);
        state.used.push(Used::default());
        Ok(self)
    }

    /// Sets the clock of rates: the time since any moment, which must not go back. By default it is the system's, of [`Instant`].
    #[must_use]
    pub fn clock(mut self, clock: impl Fn() -> Duration + Send + Sync + 'static) -> Self {
        self.clock = Box::new(clock);
        self
    }

    /// The patterns of which no function is in a world: those with a typing error, or for another world.
    pub fn unused_in(&self, world: &World) -> Vec<&FunctionPattern> {
        let patterns = self.limits.iter().map(|limit| &limit.pattern);
        patterns.filter(|pattern| !pattern.is_of(world)).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The limits of a call, with their index.
    fn limits_of<'a>(&'a self, call: &'a Call<'_>) -> impl Iterator<Item = (usize, &'a Limit)> {
        let limits = self.limits.iter().enumerate();
        limits.filter(|(_, limit)| limit.pattern.matches(call))
    }

    fn counts_bytes(&self, call: &Call<'_>) -> bool {
        let mut limits = self.limits_of(call);
        limits.any(|(_, limit)| matches!(limit.limit, BudgetLimit::Bytes { .. }))
    }

    fn has_rate(&self, call: &Call<'_>) -> bool {
        let mut limits = self.limits_of(call);
        limits.any(|(_, limit)| matches!(limit.limit, BudgetLimit::Rate { .. }))
    }

    /// Takes a call from all of its limits, or from none of them.
    fn take(&self, call: &Call<'_>, is_told_of_its_end: bool) -> Decision {
        if self.limits_of(call).next().is_none() {
            return Decision::Continue;
        }
        // Not under the lock: one is the user's, and the other takes as long as the value is large.
        let now = if self.has_rate(call) {
            (self.clock)()
        } else {
            Duration::ZERO
        };
        let bytes = if self.counts_bytes(call) {
            len(call.input)
        } else {
            0
        };
        let mut state = self.state();
        for (index, limit) in self.limits_of(call) {
            if let Err(retry_after) = state.used[index].has_room(limit.limit, bytes, now) {
                return Decision::Refuse(Box::new(OverBudget {
                    direction: call.direction,
                    call: qualified(call.interface, call.function),
                    limit: limit.limit,
                    pattern: limit.pattern.clone(),
                    retry_after,
                }));
            }
        }
        for (index, limit) in self.limits_of(call) {
            let used = &mut state.used[index];
            used.calls += 1;
            used.bytes = used.bytes.saturating_add(bytes);
            used.concurrent += usize::from(is_told_of_its_end);
            if let BudgetLimit::Rate { per, .. } = limit.limit {
                used.missing += per.as_nanos();
            }
        }
        if is_told_of_its_end {
            state.open.insert(call.id, bytes);
        }
        Decision::Continue
    }

    fn give_back(&self, call: &Call<'_>, end: End<'_>) {
        if self.limits_of(call).next().is_none() {
            return;
        }
        let output = match end {
            End::Returned(output) if self.counts_bytes(call) => len(output),
            _ => 0,
        };
        // A call of the guest that fails because one inside was refused was made all the same.
        let was_refused = call.answered == Answered::Interceptor
            && matches!(end, End::Failed(Error::Refused { .. }));
        let mut state = self.state();
        let Some(input) = state.open.remove(&call.id) else {
            return;
        };
        for (index, limit) in self.limits_of(call) {
            let used = &mut state.used[index];
            used.concurrent -= 1;
            used.bytes = used.bytes.saturating_add(output);
            if was_refused {
                used.calls -= 1;
                used.bytes = used.bytes.saturating_sub(input);
                if let BudgetLimit::Rate { per, .. } = limit.limit {
                    used.missing = used.missing.saturating_sub(per.as_nanos());
                }
            }
        }
    }
}

fn len(value: &Value) -> u64 {
    encoded_len(value).map_or(u64::MAX, |len| len as u64)
}

impl fmt::Debug for Budget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut list = f.debug_list();
        list.entries(&self.limits).finish()
    }
}

impl CallInterceptor for Budget {
    fn before_import(&self, interface: &str, function: &str, input: &Value) -> Option<Value> {
        let call = Call::of_import(interface, function, input);
        self.take(&call, false).in_short()
    }

    fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}

    fn before_export(&self, function: &str, input: &Value) -> Option<Value> {
        let call = Call::of_export(function, input);
        self.take(&call, false).in_short()
    }

    fn after_export(&self, _: &str, _: &Value, _: &Value) {}

    fn begin(&self, call: &Call<'_>) -> Decision {
        self.take(call, true)
    }

    fn end(&self, call: &Call<'_>, end: End<'_>) {
        self.give_back(call, end);
    }
}
