//! Loads packages into an engine whose guests can be stopped.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use packr_core::{Error, Metadata, Package, Sandbox};
use wasmtime::{Config, Engine, ExternType, Store, UpdateDeadline, ValType};

use crate::error::{Exit, Failure};
use crate::progress::Progress;

/// How often a running guest is looked at.
const TICK: Duration = Duration::from_millis(20);

/// An engine and a package compiled for it.
pub(crate) struct Loaded {
    pub(crate) engine: Engine,
    pub(crate) package: Package,
    pub(crate) size: u64,
}

/// The package's file.
#[derive(Debug, clap::Args)]
pub(crate) struct PackageArg {
    /// The package: a core WebAssembly module, in binary (.wasm) or text form (.wat).
    #[arg(value_name = "PKG")]
    pub(crate) package: PathBuf,
}

/// How long a guest may run.
#[derive(Debug, clap::Args)]
pub(crate) struct TimeLimit {
    /// Stop the package when it has run for that many seconds; waiting for an answer does not count.
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    timeout: Duration,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "expected a number of seconds")?;
    match Duration::try_from_secs_f64(seconds) {
        Ok(time) if !time.is_zero() => Ok(time),
        _ => Err("expected a number of seconds above 0".to_owned()),
    }
}

impl TimeLimit {
    pub(crate) fn clock(&self) -> Clock {
        Clock {
            limit: self.timeout,
            shared: Arc::new(Mutex::new((Instant::now(), Duration::ZERO))),
        }
    }
}

/// What is set so that a run comes out the same again, by wasmtime's names.
pub(crate) const DETERMINISM: &[(&str, bool)] = &[
    ("cranelift_nan_canonicalization", true),
    ("relaxed_simd_deterministic", true),
];

/// Reads and compiles a package.
pub(crate) fn load(path: &Path) -> Result<Loaded, Failure> {
    let mut config = Config::new();
    config.epoch_interruption(true);
    config.cranelift_nan_canonicalization(true);
    config.relaxed_simd_deterministic(true);
    let failed = |error: wasmtime::Error| Failure::new(Exit::Package, error);
    let engine = Engine::new(&config).map_err(failed)?;
    let progress = Progress::begin(format!("compiling {}", path.display()));
    let package = Package::from_file(&engine, path).map_err(|error| refused(&error))?;
    drop(progress);
    let ticking = engine.weak();
    thread::spawn(move || {
        while let Some(engine) = ticking.upgrade() {
            engine.increment_epoch();
            drop(engine);
            thread::sleep(TICK);
        }
    });
    let size = path.metadata().map_or(0, |file| file.len());
    Ok(Loaded {
        engine,
        package,
        size,
    })
}

/// The failure of loading or instantiating a package.
pub(crate) fn refused(error: &Error) -> Failure {
    let exit = match error.call() {
        Some(_) => Exit::Call,
        None => Exit::Package,
    };
    Failure::new(exit, error.brief())
}

/// Whether something looks to WebAssembly as packr functions do.
pub(crate) fn is_packr(ty: &ExternType) -> bool {
    let ExternType::Func(ty) = ty else {
        return false;
    };
    let is_i32 = |ty: ValType| matches!(ty, ValType::I32);
    ty.params().len() == 4
        && ty.params().all(is_i32)
        && ty.results().len() == 1
        && ty.results().all(is_i32)
}

/// Whether a module of imports is WASI's.
pub(crate) fn is_wasi(module: &str) -> bool {
    module.starts_with("wasi_")
}

/// Whether a module has functions for hosts.
pub(crate) fn exports_functions(path: &Path) -> Result<bool, Failure> {
    let loaded = load(path)?;
    let mut exports = loaded.package.module().exports();
    let found =
        exports.any(|export| !export.name().starts_with("__pack_") && is_packr(&export.ty()));
    Ok(found)
}

/// Of the limits on guests, those on memory. Time is counted by a clock that stands still while the command waits for an answer.
const MEMORY: Sandbox = Sandbox::DEFAULT.no_deadline().max_memory(1 << 30);

impl Loaded {
    /// A store whose guest is stopped when the clock says so.
    pub(crate) fn store<T: 'static>(&self, clock: &Clock, data: T) -> Store<T> {
        let mut store = MEMORY.store(&self.engine, data);
        let clock = clock.clone();
        store.set_epoch_deadline(1);
        store.epoch_deadline_callback(move |_| match clock.is_over() {
            true => Err(wasmtime::Error::new(TimedOut(clock.limit))),
            false => Ok(UpdateDeadline::Continue(1)),
        });
        store
    }

    /// What the package says about itself.
    pub(crate) fn metadata(&self, clock: &Clock) -> Result<Option<Metadata>, Error> {
        let mut store = self.store(clock, ());
        clock.restart();
        self.package.metadata(&mut store)
    }
}

/// Counts the time that a guest runs.
#[derive(Clone)]
pub(crate) struct Clock {
    limit: Duration,
    /// When it began, and how much of the time since then does not count.
    shared: Arc<Mutex<(Instant, Duration)>>,
}

impl Clock {
    pub(crate) fn restart(&self) {
        *self.lock() = (Instant::now(), Duration::ZERO);
    }

    /// Does something whose time does not count.
    pub(crate) fn stopped<R>(&self, wait: impl FnOnce() -> R) -> R {
        let began = Instant::now();
        let result = wait();
        self.lock().1 += began.elapsed();
        result
    }

    fn is_over(&self) -> bool {
        let (began, waited) = *self.lock();
        began.elapsed().saturating_sub(waited) > self.limit
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, (Instant, Duration)> {
        self.shared
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// The guest ran longer than it may.
#[derive(Debug)]
pub(crate) struct TimedOut(Duration);

impl std::fmt::Display for TimedOut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "the package did not come to an end within {} s, and was stopped; `--timeout SECONDS` gives it longer \
             (a guest built with packr-guest 0.6 loops for ever after a panic)",
            self.0.as_secs_f64()
        )
    }
}

impl std::error::Error for TimedOut {}
