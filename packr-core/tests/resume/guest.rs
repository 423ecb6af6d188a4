//! A guest whose host functions fail, call the guest again, and never answer, and a run of it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::task::{Context, Poll, Waker};

use packr_core::journal::{Event, Header, Journal, JournalOptions, JournalWriter, Resume, Tail};
use packr_core::schema::{Function, Interface, World};
use packr_core::{CallInterceptor, Error, Instance, Linker, Package, Value};
use wasmtime::{Engine, Store, StoreContextMut};

use super::strings::{function, interface, world};

static IMPORTED: &[Function] = &[function("pass")];
static EXPORTED: &[Function] = &[
    function("send"),
    function("twice"),
    function("trap"),
    function("fail"),
];
static IMPORTS: &[Interface] = &[interface(IMPORTED)];
static EXPORTS: &[Interface] = &[interface(EXPORTED)];
static WORLD: World = world(IMPORTS, EXPORTS);

/// `send` hands its input on to `pass`, `twice` does so twice, and fails where that does; the others fail in a way each.
const GUEST: &str = r#"(module
    (import "$root" "pass" (func $pass (param i32 i32 i32 i32) (result i32)))
    (memory (export "memory") 1)
    (data (i32.const 1024) "no such thing")
    (func (export "send") (param i32 i32 i32 i32) (result i32)
        (call $pass (local.get 0) (local.get 1) (local.get 2) (local.get 3)))
    (func (export "twice") (param i32 i32 i32 i32) (result i32)
        (drop (call $pass (local.get 0) (local.get 1) (local.get 2) (local.get 3)))
        (call $pass (local.get 0) (local.get 1) (local.get 2) (local.get 3)))
    (func (export "trap") (param i32 i32 i32 i32) (result i32)
        (i32.div_u (i32.const 1) (i32.const 0)))
    (func (export "fail") (param i32 i32 i32 i32) (result i32)
        (i32.store (local.get 2) (i32.const 1024))
        (i32.store (local.get 3) (i32.const 13))
        (i32.const -7)))"#;

/// The host's calls: the export and its argument, which says what `pass` does.
pub(crate) type Calls<'a> = &'a [(&'a str, &'a str)];

pub(crate) const RUN: Calls<'static> = &[
    ("twice", "a"),
    ("send", "error"),
    ("twice", "deep:b"),
    ("trap", ""),
    ("send", "panic"),
    ("fail", ""),
    ("send", "deep:error"),
    ("twice", "deep:deep:c"),
    ("twice", "wrong"),
    ("send", "d"),
];

/// Calls whose future is dropped while `pass` waits, which only those that wait have.
pub(crate) const CANCELLED: Calls<'static> = &[
    ("twice", "a"),
    ("send", "never"),
    ("send", "deep:never"),
    ("twice", "b"),
];

static PACKAGE: LazyLock<(Engine, Package)> = LazyLock::new(|| {
    let engine = Engine::default();
    let package = Package::new(&engine, GUEST).unwrap();
    (engine, package)
});

/// What the host has.
#[derive(Default)]
struct Host {
    instance: Option<Instance>,
    /// What `pass` was called with.
    passed: Arc<Mutex<Vec<String>>>,
    /// Whether it waits for what never comes.
    waits: Arc<AtomicBool>,
}

fn text(input: &Value) -> String {
    match input.as_tuple() {
        Some([Value::String(text)]) => text.clone(),
        _ => panic!("{input}"),
    }
}

/// The file in which `pass` notes that it did something, for processes that are killed.
pub(crate) const EFFECTS: &str = "PACKR_TEST_EFFECTS";

fn note(text: &str) {
    let Some(path) = std::env::var_os(EFFECTS) else {
        return;
    };
    let file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(path);
    file.unwrap()
        .write_all(format!("{text}\n").as_bytes())
        .unwrap();
}

fn passed(text: &str) -> wasmtime::Result<Value> {
    match text {
        "error" => Err(wasmtime::Error::msg("the disk is full").context("can't pass it on")),
        "panic" => panic!("out of tune"),
        "wrong" => Ok(Value::Bool(true)),
        other => Ok(Value::String(format!("<{other}>"))),
    }
}

fn pass(mut store: StoreContextMut<'_, Host>, input: Value) -> wasmtime::Result<Value> {
    let text = text(&input);
    store.data().passed.lock().unwrap().push(text.clone());
    note(&text);
    match text.strip_prefix("deep:") {
        None => passed(&text),
        Some(inner) => {
            let instance = store.data().instance.clone().unwrap();
            Ok(instance.call(&mut store, "send", Value::String(inner.to_owned()))?)
        }
    }
}

async fn pass_async(mut store: StoreContextMut<'_, Host>, input: Value) -> wasmtime::Result<Value> {
    let text = text(&input);
    store.data().passed.lock().unwrap().push(text.clone());
    if text == "never" {
        store.data().waits.store(true, Ordering::Relaxed);
        std::future::pending::<()>().await;
    }
    match text.strip_prefix("deep:") {
        None => passed(&text),
        Some(inner) => {
            let instance = store.data().instance.clone().unwrap();
            let inner = Value::String(inner.to_owned());
            Ok(instance.call_async(&mut store, "send", inner).await?)
        }
    }
}

/// What came of a run.
pub(crate) struct Ran {
    /// None where the future was dropped.
    pub(crate) results: Vec<Option<Result<Value, Error>>>,
    /// What `pass` was called with.
    pub(crate) passed: Vec<String>,
}

impl Ran {
    pub(crate) fn errors(&self) -> impl Iterator<Item = Option<&Error>> {
        let results = self.results.iter().flatten();
        results.map(|result| result.as_ref().err())
    }

    pub(crate) fn texts(&self) -> Vec<String> {
        let text = |result: &Option<Result<Value, Error>>| match result {
            Some(Ok(value)) => value.to_string(),
            None | Some(Err(Error::Cancelled { .. })) => "cancelled".to_owned(),
            Some(Err(error)) => error.to_string(),
        };
        self.results.iter().map(text).collect()
    }
}

/// On an instance that does not wait, or on one that does.
pub(crate) type Run = fn(Calls<'_>, Box<dyn CallInterceptor>) -> Ran;

fn start(
    interceptor: Box<dyn CallInterceptor>,
    call_after_trap: bool,
) -> (Linker<Host>, Store<Host>) {
    let (engine, _) = &*PACKAGE;
    let mut linker = Linker::new(engine);
    linker.call_after_trap(call_after_trap);
    linker.set_interceptor(interceptor);
    (linker, Store::new(engine, Host::default()))
}

/// On a guest that may be called after a trap.
pub(crate) fn run(calls: Calls<'_>, interceptor: Box<dyn CallInterceptor>) -> Ran {
    run_on(true, calls, interceptor)
}

/// On a guest that may not.
pub(crate) fn run_once(calls: Calls<'_>, interceptor: Box<dyn CallInterceptor>) -> Ran {
    run_on(false, calls, interceptor)
}

fn run_on(again: bool, calls: Calls<'_>, interceptor: Box<dyn CallInterceptor>) -> Ran {
    let (mut linker, mut store) = start(interceptor, again);
    linker
        .define_dynamic(&WORLD, "$root", "pass", pass)
        .unwrap();
    let instance = linker.instantiate(&mut store, &PACKAGE.1, &WORLD).unwrap();
    store.data_mut().instance = Some(instance.clone());
    let mut call = |(name, text): &(&str, &str)| {
        Some(instance.call(&mut store, name, Value::String((*text).to_owned())))
    };
    let results = calls.iter().map(&mut call).collect();
    let passed = store.data().passed.lock().unwrap().clone();
    Ran { results, passed }
}

/// On a guest that may be called after a trap.
pub(crate) fn run_async(calls: Calls<'_>, interceptor: Box<dyn CallInterceptor>) -> Ran {
    run_async_on(true, calls, interceptor)
}

/// On a guest that may not.
pub(crate) fn run_async_once(calls: Calls<'_>, interceptor: Box<dyn CallInterceptor>) -> Ran {
    run_async_on(false, calls, interceptor)
}

fn run_async_on(again: bool, calls: Calls<'_>, interceptor: Box<dyn CallInterceptor>) -> Ran {
    let (mut linker, mut store) = start(interceptor, again);
    linker
        .define_dynamic_async(&WORLD, "$root", "pass", |store, input| {
            Box::pin(pass_async(store, input))
        })
        .unwrap();
    let never = AtomicBool::new(false);
    let instance = linker.instantiate_async(&mut store, &PACKAGE.1, &WORLD);
    let instance = poll_until(instance, &never).unwrap().unwrap();
    store.data_mut().instance = Some(instance.clone());
    let (waits, passed) = (store.data().waits.clone(), store.data().passed.clone());
    let mut results = vec![];
    for (name, text) in calls {
        waits.store(false, Ordering::Relaxed);
        let call = instance.call_async(&mut store, name, Value::String((*text).to_owned()));
        results.push(poll_until(call, &waits));
    }
    let passed = passed.lock().unwrap().clone();
    Ran { results, passed }
}

/// Polls until it is ready, or, which drops it, something holds.
fn poll_until<T>(future: impl Future<Output = T>, stop: &AtomicBool) -> Option<T> {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return Some(value),
            Poll::Pending if stop.load(Ordering::Relaxed) => return None,
            Poll::Pending => std::thread::yield_now(),
        }
    }
}

/// A folder of its own, gone with this.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("resume-{name}"));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.0.join("run.journal")
    }

    /// A file with these bytes.
    pub(crate) fn with(&self, bytes: &[u8]) -> PathBuf {
        let path = self.file();
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub(crate) const OPTIONS: JournalOptions =
    JournalOptions::DEFAULT.durability(packr_core::journal::Durability::None);

/// A run that was not interrupted, and its journal.
pub(crate) fn whole(name: &str, calls: Calls<'_>, run: Run) -> (Ran, Journal) {
    let folder = Folder::new(name);
    let writer = JournalWriter::create(folder.file(), &Header::default(), &OPTIONS).unwrap();
    let writer = Arc::new(writer);
    let ran = run(calls, Box::new(writer.clone()));
    writer.finish().unwrap();
    let journal = Journal::open(folder.file()).unwrap();
    assert_eq!(journal.tail, Tail::Finished);
    (ran, without_times(journal))
}

pub(crate) fn without_times(mut journal: Journal) -> Journal {
    for event in &mut journal.events {
        match event {
            Event::Start(start) => start.at = 0,
            Event::End(end) => end.at = 0,
            _ => {}
        }
    }
    journal
}

/// The journal of the first events.
pub(crate) fn cut_after(journal: &Journal, events: usize) -> Vec<u8> {
    let mut cut = Journal::new(journal.header.clone(), journal.events[..events].to_vec());
    cut.tail = Tail::Open;
    cut.to_bytes().unwrap()
}

/// Goes on with a journal to the end of a run.
pub(crate) fn resumed(path: &Path, calls: Calls<'_>, run: Run) -> Ran {
    let resume = Arc::new(Resume::open(path, &OPTIONS).unwrap());
    let ran = run(calls, Box::new(resume.clone()));
    resume.finish().unwrap();
    ran
}
