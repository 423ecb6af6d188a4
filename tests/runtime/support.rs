//! The guests, compiled once a process.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex, OnceLock};

use packr::intercept::{Call, Decision, Direction, End};
use packr::{CallInterceptor, Engine, Package, Value};

pub(crate) static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::default);

/// Where the guests are: `PACKR_GUESTS_DIR`, so that CI can run the tests on modules it has just built.
pub(crate) fn guests() -> PathBuf {
    match std::env::var_os("PACKR_GUESTS_DIR") {
        Some(dir) => PathBuf::from(dir),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("guests"),
    }
}

/// A guest that was built from Rust, compiled once a process: in a debug build that takes seconds.
pub(crate) fn package(name: &str) -> Package {
    type Slots = HashMap<String, Arc<OnceLock<Package>>>;
    static PACKAGES: LazyLock<Mutex<Slots>> = LazyLock::new(Mutex::default);
    let slot = PACKAGES
        .lock()
        .unwrap()
        .entry(name.to_owned())
        .or_default()
        .clone();
    let load = || Package::from_file(&ENGINE, guests().join(format!("{name}.wasm"))).unwrap();
    slot.get_or_init(load).clone()
}

/// A guest written by hand.
pub(crate) fn wat(name: &str) -> Package {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("guests/wat")
        .join(format!("{name}.wat"));
    Package::from_file(&ENGINE, path).unwrap()
}

/// Writes down what the four methods are told.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }

    fn push(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }
}

impl CallInterceptor for Log {
    fn before_import(&self, interface: &str, function: &str, input: &Value) -> Option<Value> {
        self.push(format!("> {interface} {function} {input}"));
        None
    }

    fn after_import(&self, interface: &str, function: &str, _: &Value, output: &Value) {
        self.push(format!("< {interface} {function} {output}"));
    }

    fn before_export(&self, function: &str, input: &Value) -> Option<Value> {
        self.push(format!("> {function} {input}"));
        None
    }

    fn after_export(&self, function: &str, _: &Value, output: &Value) {
        self.push(format!("< {function} {output}"));
    }
}

type Answers = dyn Fn(&Call<'_>) -> Decision + Send + Sync;

/// Decides by a function, and counts how calls ended.
pub(crate) struct Decide {
    decide: Box<Answers>,
    pub(crate) ends: Mutex<Vec<Result<Value, String>>>,
}

impl Decide {
    pub(crate) fn new(decide: impl Fn(&Call<'_>) -> Decision + Send + Sync + 'static) -> Arc<Self> {
        Arc::new(Self {
            decide: Box::new(decide),
            ends: Mutex::default(),
        })
    }
}

impl CallInterceptor for Decide {
    fn before_import(&self, interface: &str, function: &str, input: &Value) -> Option<Value> {
        match self.begin(&Call::new(Direction::Import, interface, function, input)) {
            Decision::Answer(value) => Some(value),
            _ => None,
        }
    }

    fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}

    fn before_export(&self, function: &str, input: &Value) -> Option<Value> {
        match self.begin(&Call::new(Direction::Export, "$root", function, input)) {
            Decision::Answer(value) => Some(value),
            _ => None,
        }
    }

    fn after_export(&self, _: &str, _: &Value, _: &Value) {}

    fn begin(&self, call: &Call<'_>) -> Decision {
        (self.decide)(call)
    }

    fn end(&self, _: &Call<'_>, end: End<'_>) {
        self.ends.lock().unwrap().push(match end {
            End::Returned(value) => Ok(value.clone()),
            End::Failed(error) => Err(error.report()),
        });
    }
}
