//! Makes calls fail, wait or answer otherwise, the same ones each time.

mod chance;
mod fault;

use std::collections::HashMap;
use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::recording::qualified;
use super::{Call, CallInterceptor, Decision, End, FunctionPattern, Wait};
use crate::Value;
use crate::schema::World;

use chance::draw;
pub use fault::{Fault, FaultsError, Injected, NoSleep, When};

/// Injects faults into calls, in both directions: to see what a host does when a guest traps, and a guest when the network is slow.
///
/// A rule says of which functions, when and what. Every rule that matches a call counts it, whatever other rules did; of those that strike, all delays are waited for, and the
/// first that is no delay decides.
///
/// ```
/// use std::time::Duration;
/// use packr_core::intercept::{Call, CallInterceptor, Decision, Direction, Fault, Faults, When};
/// use packr_core::Value;
///
/// let faults = Faults::new(42)
///     .on("import demo:net/http", When::Probability(0.25), Fault::fail("the network is down"))?
///     .on("import demo:net/http", When::Every(10), Fault::Delay(Duration::from_millis(5)))?
///     .on("export eval", When::Call(3), Fault::trap(wasmtime::Trap::UnreachableCodeReached))?;
///
/// let nothing = Value::UNIT;
/// let get = Call::new(Direction::Import, "demo:net/http", "get", &nothing);
/// let failed = (0..100).filter(|_| matches!(faults.begin(&get), Decision::Replay(_))).count();
/// assert!((10..40).contains(&failed));
/// let first = &faults.injected()[0];
/// assert_eq!(first.to_string(), "call 2 of import demo:net/http#get: fails: the network is down");
/// # Ok::<(), packr_core::intercept::FaultsError>(())
/// ```
///
/// **The same seed gives the same faults** to the same sequence of calls of a function. What befalls one call depends on the seed, the rule's place in the list,
/// the function with its direction, and how many calls of it there were before; not on the calls of other functions, their arguments or the time. Where several threads call one function, the order in
/// which they come counts.
///
/// It sees and counts every call, also one that a member of a `Vec` before it refused or answered. What it decides of such a call has no effect, which is
/// told as [`Injected::is_overruled`] when the call ends; a delay is waited for all the same.
pub struct Faults {
    seed: u64,
    rules: Vec<Rule>,
    sleep: Box<dyn Fn(Duration) + Send + Sync>,
    sleep_async: Option<Box<SleepAsync>>,
    state: Mutex<State>,
}

type SleepAsync = dyn Fn(Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync;

#[derive(Debug)]
struct Rule {
    pattern: FunctionPattern,
    when: When,
    fault: Fault,
}

#[derive(Debug, Default)]
struct State {
    /// For each rule, how many calls of each function there were.
    counts: Vec<HashMap<String, u64>>,
    injected: Vec<Injected>,
    /// For calls under way that are not made, the index of the fault that decided them.
    decided: HashMap<u64, usize>,
    count: u64,
}

impl Faults {
    /// How many of the faults that struck are kept.
    const KEPT: usize = 10_000;

    /// Faults without rules, by chance as the seed says.
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            rules: vec![],
            sleep: Box::new(std::thread::sleep),
            sleep_async: None,
            state: Mutex::default(),
        }
    }

    /// A rule: of which functions, a [`FunctionPattern`], when, and what.
    ///
    /// # Errors
    /// Where the pattern is none, or `when` names a call 0 or a probability that is none.
    pub fn on(mut self, pattern: &str, when: When, fault: Fault) -> Result<Self, FaultsError> {
        match when {
            When::Call(0) | When::Every(0) => return Err(FaultsError::Count),
            When::Probability(p) if !(0.0..=1.0).contains(&p) => {
                return Err(FaultsError::Probability(p));
            }
            _ => {}
        }
        self.rules.push(Rule {
            pattern: pattern.parse()?,
            when,
            fault,
        });
        let state = self.state.get_mut();
        let state = state.unwrap_or_else(PoisonError::into_inner);
        state.counts.push(HashMap::new());
        Ok(self)
    }

    /// Sets what waits in calls that are not async. [`std::thread::sleep`] by default.
    #[must_use]
    pub fn sleep(mut self, sleep: impl Fn(Duration) + Send + Sync + 'static) -> Self {
        self.sleep = Box::new(sleep);
        self
    }

    /// Sets what waits in async calls: the timer of the executor, such as `tokio::time::sleep`. packr has none, so without it an async call
    /// that is to be delayed is refused with [`NoSleep`].
    #[must_use]
    pub fn sleep_async<F>(mut self, sleep: impl Fn(Duration) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.sleep_async = Some(Box::new(move |time| Box::pin(sleep(time))));
        self
    }

    /// The patterns of which no function is in a world: those with a typing error, or for another world.
    pub fn unused_in(&self, world: &World) -> Vec<&FunctionPattern> {
        let patterns = self.rules.iter().map(|rule| &rule.pattern);
        patterns.filter(|pattern| !pattern.is_of(world)).collect()
    }

    /// The faults that struck, in their order: the first 10,000 of them.
    pub fn injected(&self) -> Vec<Injected> {
        self.state().injected.clone()
    }

    /// How many faults struck.
    pub fn count(&self) -> u64 {
        self.state().count
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What befalls a call: how long it waits, and what comes then.
    fn strike(&self, call: &Call<'_>) -> (Duration, Decision) {
        let (mut delay, mut decision) = (Duration::ZERO, Decision::Continue);
        if !self.rules.iter().any(|rule| rule.pattern.matches(call)) {
            return (delay, decision);
        }
        let name = qualified(call.interface, call.function);
        let key = format!("{} {name}", call.direction.word());
        let mut state = self.state();
        for (index, rule) in self.rules.iter().enumerate() {
            if !rule.pattern.matches(call) {
                continue;
            }
            let count = match state.counts[index].get_mut(&key) {
                Some(count) => count,
                None => state.counts[index].entry(key.clone()).or_default(),
            };
            *count += 1;
            let count = *count;
            let strikes = match rule.when {
                When::Always => true,
                When::Call(call) => call == count,
                When::Every(calls) => count % calls == 0,
                When::Probability(p) => draw(self.seed, index, &key, count) < p,
            };
            let is_late = !matches!(decision, Decision::Continue);
            if !strikes || is_late && !matches!(rule.fault, Fault::Delay(_)) {
                continue;
            }
            let injected = Injected {
                id: call.id,
                direction: call.direction,
                call: name.clone(),
                count,
                rule: index,
                fault: rule.fault.clone(),
                is_overruled: false,
            };
            match &rule.fault {
                Fault::Delay(time) => delay = delay.saturating_add(*time),
                fault => decision = fault.decision(&injected),
            }
            state.count += 1;
            let index = state.injected.len();
            if index < Self::KEPT {
                if !matches!(injected.fault, Fault::Delay(_)) {
                    state.decided.insert(call.id, index);
                }
                state.injected.push(injected);
            }
        }
        (delay, decision)
    }

    fn decide(&self, call: &Call<'_>) -> Decision {
        let (delay, decision) = self.strike(call);
        if !delay.is_zero() {
            (self.sleep)(delay);
        }
        decision
    }
}

impl fmt::Debug for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut all = f.debug_struct("Faults");
        all.field("seed", &self.seed);
        all.field("rules", &self.rules).finish_non_exhaustive()
    }
}

impl CallInterceptor for Faults {
    decides_at_begin!();

    fn end(&self, call: &Call<'_>, end: End<'_>) {
        let mut state = self.state();
        if let Some(index) = state.decided.remove(&call.id) {
            let injected = &mut state.injected[index];
            injected.is_overruled = !injected.decided(call, end);
        }
    }

    fn begin_async<'a>(&'a self, call: &'a Call<'a>) -> Wait<'a, Decision> {
        let (time, decision) = self.strike(call);
        match &self.sleep_async {
            _ if time.is_zero() => Wait::ready(decision),
            None => Wait::ready(Decision::Refuse(Box::new(NoSleep { time }))),
            Some(sleep) => {
                let slept = sleep(time);
                Wait::future(async move {
                    slept.await;
                    decision
                })
            }
        }
    }
}
