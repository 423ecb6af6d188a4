//! Counts and times calls, a function a line.

mod histogram;
mod snapshot;

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::recorder::split_export;
use super::{Answered, Call, CallInterceptor, Decision, Direction, End, FailureKind};
use crate::Value;
use crate::codec::encoded_len;
use histogram::Histogram;

pub use snapshot::{FunctionStatistics, Latency, Statistics};

/// Counts the calls of each function, in both directions: how many, how they ended, who answered, how long they took.
///
/// ```
/// use packr_core::intercept::{Call, CallInterceptor, CallStatistics, Direction, End};
/// use packr_core::Value;
///
/// let statistics = CallStatistics::new().sizes();
/// let nothing = Value::UNIT;
/// let call = Call::new(Direction::Import, "demo:calc/host", "lookup", &nothing);
/// statistics.begin(&call);
/// assert_eq!(statistics.snapshot().functions[0].under_way, 1);
/// statistics.end(&call, End::Returned(&Value::U32(7)));
///
/// let snapshot = statistics.snapshot();
/// let lookup = &snapshot.functions[0];
/// assert_eq!((lookup.name().as_str(), lookup.calls, lookup.failed()), ("demo:calc/host#lookup", 1, 0));
/// assert!(lookup.latency.max > std::time::Duration::ZERO);
/// assert_eq!(lookup.result_bytes, Some(28));
/// println!("{snapshot}");
/// ```
///
/// Keep it in an [`Arc`](std::sync::Arc) to read it while it is installed, in as many instances as there are.
///
/// It lets all calls go on, and counts each when it ends: one that others refused or answered too, which [`Answered`] tells apart, and one whose
/// future was dropped, as `cancelled`. The time of a call is from `begin` to `end`, with the calls inside it, what async ones wait for, and the members of a
/// `Vec` that stand behind it. So it stands before what may delay calls, if those delays are to be seen.
///
/// Calls of several threads are counted apart and added up when they are asked for, so that threads rarely wait for each other. Through the four
/// methods of [`CallInterceptor`] alone, it counts the calls that returned, without times.
pub struct CallStatistics {
    sizes: bool,
    shards: [Shard; SHARDS],
}

const SHARDS: usize = 16;

/// What the calls of some threads came to, in cache lines of its own.
#[derive(Default)]
#[repr(align(128))]
struct Shard(Mutex<State>);

#[derive(Default)]
struct State {
    /// The calls under way: when they began, and their function.
    open: HashMap<u64, (Instant, usize)>,
    counts: Vec<Counts>,
    imports: Functions,
    exports: Functions,
}

/// The place of each function in the counts, by interface and name: two look-ups that need no string of their own.
type Functions = HashMap<String, HashMap<String, usize>>;

#[derive(Default)]
struct Counts {
    calls: u64,
    failures: BTreeMap<&'static str, u64>,
    by_interceptor: u64,
    by_replay: u64,
    under_way: u64,
    latency: Histogram,
    argument_bytes: u64,
    result_bytes: u64,
}

impl Default for CallStatistics {
    fn default() -> Self {
        Self::new()
    }
}

impl CallStatistics {
    /// Statistics of no calls.
    pub fn new() -> Self {
        Self {
            sizes: false,
            shards: Default::default(),
        }
    }

    /// Counts the bytes of arguments and results too, as [`encode`](crate::encode) writes them. Each value is walked once for it.
    #[must_use]
    pub fn sizes(mut self) -> Self {
        self.sizes = true;
        self
    }

    /// What was counted up to now. Calls that end meanwhile on other threads are in it or not.
    pub fn snapshot(&self) -> Statistics {
        let mut all = BTreeMap::<_, Counts>::new();
        for shard in &self.shards {
            let state = shard.lock();
            let directions = [(false, &state.imports), (true, &state.exports)];
            for (is_export, interfaces) in directions {
                for (interface, functions) in interfaces {
                    for (function, index) in functions {
                        let counts = &state.counts[*index];
                        if counts.calls > 0 || counts.under_way > 0 {
                            let key = (is_export, interface.clone(), function.clone());
                            all.entry(key).or_default().merge(counts);
                        }
                    }
                }
            }
        }
        let functions = all
            .into_iter()
            .map(|((is_export, interface, function), of)| {
                let latency = &of.latency;
                FunctionStatistics {
                    direction: match is_export {
                        true => Direction::Export,
                        false => Direction::Import,
                    },
                    interface,
                    function,
                    calls: of.calls,
                    failures: of.failures.into_iter().collect(),
                    by_interceptor: of.by_interceptor,
                    by_replay: of.by_replay,
                    under_way: of.under_way,
                    latency: Latency {
                        total: latency.total(),
                        p50: latency.percentile(50),
                        p90: latency.percentile(90),
                        p99: latency.percentile(99),
                        max: latency.max(),
                        buckets: latency.buckets(),
                    },
                    argument_bytes: self.sizes.then_some(of.argument_bytes),
                    result_bytes: self.sizes.then_some(of.result_bytes),
                }
            });
        Statistics {
            functions: functions.collect(),
        }
    }

    /// Counts from 0 again. Calls under way are counted when they end.
    pub fn reset(&self) {
        for shard in &self.shards {
            for counts in &mut shard.lock().counts {
                *counts = Counts {
                    under_way: counts.under_way,
                    ..Counts::default()
                };
            }
        }
    }

    /// The shards, that of this thread first.
    fn shards(&self) -> impl Iterator<Item = &Shard> {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        thread_local! {
            static OWN: usize = NEXT.fetch_add(1, Ordering::Relaxed);
        }
        let own = OWN.with(|own| *own);
        (own..own + SHARDS).map(|index| &self.shards[index % SHARDS])
    }

    fn start(&self, call: &Call<'_>) {
        let now = Instant::now();
        if let Some(shard) = self.shards().next() {
            let mut state = shard.lock();
            let function = state.function(call);
            state.open.insert(call.id, (now, function));
            state.counts[function].under_way += 1;
        }
    }

    fn finish(&self, call: &Call<'_>, end: End<'_>) {
        let now = Instant::now();
        let ended = Ended::new(call, end, self.sizes);
        // An async call may end on another thread than it began on.
        for shard in self.shards() {
            let mut state = shard.lock();
            if let Some((began, function)) = state.open.remove(&call.id) {
                let counts = &mut state.counts[function];
                counts.under_way = counts.under_way.saturating_sub(1);
                counts.latency.add(now.saturating_duration_since(began));
                counts.add(&ended);
                return;
            }
        }
    }

    /// A call that returned, of which the beginning is not known.
    fn add(&self, direction: Direction, names: (&str, &str), input: &Value, output: &Value) {
        let (interface, function) = names;
        let call = Call::new(direction, interface, function, input);
        let ended = Ended::new(&call, End::Returned(output), self.sizes);
        if let Some(shard) = self.shards().next() {
            let mut state = shard.lock();
            let function = state.function(&call);
            state.counts[function].add(&ended);
        }
    }
}

impl Shard {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How a call ended, worked out before the lock is taken.
struct Ended {
    answered: Answered,
    failure: Option<&'static str>,
    argument_bytes: u64,
    result_bytes: u64,
}

impl Ended {
    fn new(call: &Call<'_>, end: End<'_>, with_sizes: bool) -> Self {
        // What can't be written never crossed the boundary.
        let len = |value| encoded_len(value).map_or(0, |len| len as u64);
        Self {
            answered: call.answered,
            failure: match end {
                End::Returned(_) => None,
                End::Failed(error) => Some(FailureKind::of(error).word()),
            },
            argument_bytes: if with_sizes { len(call.input) } else { 0 },
            result_bytes: match end {
                End::Returned(output) if with_sizes => len(output),
                _ => 0,
            },
        }
    }
}

impl State {
    /// The place of a function, which it keeps.
    fn function(&mut self, call: &Call<'_>) -> usize {
        let functions = match call.direction {
            Direction::Import => &mut self.imports,
            Direction::Export => &mut self.exports,
        };
        let known = functions.get(call.interface);
        if let Some(index) = known.and_then(|of| of.get(call.function)) {
            return *index;
        }
        let index = self.counts.len();
        self.counts.push(Counts::default());
        let of = functions.entry(call.interface.to_owned()).or_default();
        of.insert(call.function.to_owned(), index);
        index
    }
}

impl Counts {
    fn add(&mut self, ended: &Ended) {
        self.calls += 1;
        match ended.answered {
            Answered::Live => {}
            Answered::Interceptor => self.by_interceptor += 1,
            Answered::Replay => self.by_replay += 1,
        }
        if let Some(failure) = ended.failure {
            *self.failures.entry(failure).or_default() += 1;
        }
        self.argument_bytes += ended.argument_bytes;
        self.result_bytes += ended.result_bytes;
    }

    fn merge(&mut self, other: &Self) {
        self.calls += other.calls;
        for (failure, count) in &other.failures {
            *self.failures.entry(failure).or_default() += count;
        }
        self.by_interceptor += other.by_interceptor;
        self.by_replay += other.by_replay;
        self.under_way += other.under_way;
        self.latency.merge(&other.latency);
        self.argument_bytes += other.argument_bytes;
        self.result_bytes += other.result_bytes;
    }
}

impl fmt::Debug for CallStatistics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CallStatistics")
            .field(&self.snapshot())
            .finish()
    }
}

impl CallInterceptor for CallStatistics {
    fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
        None
    }

    fn after_import(&self, interface: &str, function: &str, input: &Value, output: &Value) {
        self.add(Direction::Import, (interface, function), input, output);
    }

    fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
        None
    }

    fn after_export(&self, function: &str, input: &Value, output: &Value) {
        self.add(Direction::Export, split_export(function), input, output);
    }

    fn begin(&self, call: &Call<'_>) -> Decision {
        self.start(call);
        Decision::Continue
    }

    fn end(&self, call: &Call<'_>, end: End<'_>) {
        self.finish(call, end);
    }
}
