//! The clock behind deadlines: one thread for the process moves the epochs of all engines that need it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use wasmtime::{Engine, EngineWeak};

/// How often the epochs move, and so how exact deadlines are.
pub(super) const TICK: Duration = Duration::from_millis(5);

/// The most ticks that are made up for at once, when the thread did not get to run.
const CATCH_UP: u64 = 1000;

static NOW: AtomicU64 = AtomicU64::new(0);
static CLOCK: Mutex<Clock> = Mutex::new(Clock {
    engines: Vec::new(),
    runs: false,
});
static WATCHED: Condvar = Condvar::new();

struct Clock {
    engines: Vec<EngineWeak>,
    runs: bool,
}

/// The ticks since the process began, as long as any engine was watched.
#[inline]
pub(super) fn now() -> u64 {
    NOW.load(Ordering::Relaxed)
}

/// How many ticks surely last so long: one more, since the present one is under way, and one since an epoch and
/// [`now`] do not move at once.
pub(super) fn ticks(duration: Duration) -> u64 {
    let whole = duration.as_nanos().div_ceil(TICK.as_nanos());
    u64::try_from(whole)
        .unwrap_or(u64::MAX / 4)
        .min(u64::MAX / 4)
        + 2
}

/// Moves the epoch of an engine from now on, for as long as the engine lives.
pub(super) fn watch(engine: &Engine) -> std::io::Result<()> {
    let mut clock = CLOCK.lock().unwrap_or_else(PoisonError::into_inner);
    let is_it = |known: &EngineWeak| {
        let known = known.upgrade();
        known.is_some_and(|known| Engine::same(&known, engine))
    };
    if clock.engines.iter().any(is_it) {
        return Ok(());
    }
    if !clock.runs {
        let thread = thread::Builder::new().name("packr clock".to_owned());
        thread.spawn(run)?;
        clock.runs = true;
    }
    clock.engines.push(engine.weak());
    WATCHED.notify_one();
    Ok(())
}

fn run() {
    loop {
        let clock = CLOCK.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = WATCHED.wait_while(clock, |clock| clock.engines.is_empty());
        drop(idle);
        let (began, before) = (Instant::now(), now());
        while tick(began, before) {
            thread::sleep(TICK);
        }
    }
}

/// Moves all epochs to where they should be. `false` where there are none.
fn tick(began: Instant, before: u64) -> bool {
    let passed = began.elapsed().as_nanos() / TICK.as_nanos();
    let due = before + u64::try_from(passed).unwrap_or(u64::MAX);
    let missing = due.saturating_sub(now()).min(CATCH_UP);
    let mut clock = CLOCK.lock().unwrap_or_else(PoisonError::into_inner);
    clock.engines.retain(|engine| match engine.upgrade() {
        None => false,
        Some(engine) => {
            (0..missing).for_each(|_| engine.increment_epoch());
            true
        }
    });
    NOW.fetch_add(missing, Ordering::Relaxed);
    !clock.engines.is_empty()
}
