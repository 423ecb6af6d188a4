//! A call that is replayed as failed fails with the error that was recorded, whatever it was, in both directions.

#[path = "common/strings.rs"]
mod strings;

use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use packr_core::intercept::{
    Answered, Call, Decision, Direction, DivergenceKind, End, Failure, FailureKind, Outcome,
    Policy, RecordedCall, Recording, ReplayedFailure,
};
use packr_core::journal::{Event, Header, Journal, JournalOptions, JournalSink, JournalWriter};
use packr_core::schema::{Function, Interface, World};
use packr_core::{
    CallInterceptor, Error, Instance, Linker, Package, Recorder, Replayer, Sandbox, Value,
};
use sha2::{Digest, Sha256};
use strings::{function, interface, world};
use wasmtime::{Store, StoreContextMut, Trap};

static IMPORTED: &[Function] = &[function("pass")];
static EXPORTED: &[Function] = &[
    function("send"),
    function("trap"),
    function("panic"),
    function("fail"),
    function("spin"),
    function("stray"),
];
static IMPORTS: &[Interface] = &[interface(IMPORTED)];
static EXPORTS: &[Interface] = &[interface(EXPORTED)];
static WORLD: World = world(IMPORTS, EXPORTS);

/// `send` hands its input on to `pass`; the others fail in a way each.
const GUEST: &str = r#"(module
    (import "$root" "pass" (func $pass (param i32 i32 i32 i32) (result i32)))
    (memory (export "memory") 1)
    (data (i32.const 1024) "no such thing")
    (func (export "send") (param i32 i32 i32 i32) (result i32)
        (call $pass (local.get 0) (local.get 1) (local.get 2) (local.get 3)))
    (func (export "trap") (param i32 i32 i32 i32) (result i32)
        (i32.div_u (i32.const 1) (i32.const 0)))
    (func (export "panic") (param i32 i32 i32 i32) (result i32) unreachable)
    (func (export "fail") (param i32 i32 i32 i32) (result i32)
        (i32.store (local.get 2) (i32.const 1024))
        (i32.store (local.get 3) (i32.const 13))
        (i32.const -7))
    (func (export "spin") (param i32 i32 i32 i32) (result i32) (loop (br 0)) (i32.const 0))
    (func (export "stray") (param i32 i32 i32 i32) (result i32)
        (i32.store (local.get 2) (i32.const -1))
        (i32.store (local.get 3) (i32.const 13))
        (i32.const 0)))"#;

/// The export that is called, its argument, and the kind of failure that it ends with, if it does.
const RUN: &[(&str, &str, Option<FailureKind>)] = &[
    ("send", "a", None),
    ("send", "error", Some(FailureKind::Host)),
    ("send", "panic", Some(FailureKind::HostPanic)),
    ("send", "wrong", Some(FailureKind::Result)),
    ("send", "refuse", Some(FailureKind::Refused)),
    ("send", "answer", Some(FailureKind::Answer)),
    ("send", "interceptor", Some(FailureKind::InterceptorPanic)),
    (
        "trap",
        "",
        Some(FailureKind::Trap {
            code: Some(Trap::IntegerDivisionByZero),
        }),
    ),
    ("fail", "", Some(FailureKind::Guest { status: -7 })),
    (
        "spin",
        "",
        Some(FailureKind::Limit(packr_core::SandboxLimit::Fuel {
            max: 100_000,
        })),
    ),
    ("stray", "", Some(FailureKind::Convention)),
    ("send", "b", None),
];

fn text(input: &Value) -> &str {
    match input.as_tuple() {
        Some([Value::String(text)]) => text,
        _ => panic!("{input}"),
    }
}

fn pass(_: StoreContextMut<'_, ()>, input: Value) -> wasmtime::Result<Value> {
    match text(&input) {
        "error" => Err(wasmtime::Error::msg("the disk is full").context("can't pass it on")),
        "panic" => panic!("out of tune"),
        "wrong" => Ok(Value::Bool(true)),
        other => Ok(Value::String(format!("<{other}>"))),
    }
}

/// Decides what is not the host's to decide.
struct Decide;

impl CallInterceptor for Decide {
    fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}
    fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_export(&self, _: &str, _: &Value, _: &Value) {}

    fn begin(&self, call: &Call<'_>) -> Decision {
        match (call.direction, text(call.input)) {
            (Direction::Import, "refuse") => Decision::Refuse("not today".into()),
            (Direction::Import, "answer") => Decision::Answer(Value::U8(1)),
            (Direction::Import, "interceptor") => panic!("nobody saw this coming"),
            _ => Decision::Continue,
        }
    }
}

/// Ends exports as recorded, and keeps the order in which calls were answered by whom.
struct Exports {
    calls: Mutex<std::vec::IntoIter<RecordedCall>>,
    answered: Mutex<Vec<Answered>>,
}

impl Exports {
    fn new(recording: &Recording) -> Self {
        let mut calls = recording.calls.clone();
        calls.retain(|call| call.direction == Direction::Export);
        Self {
            calls: Mutex::new(calls.into_iter()),
            answered: Mutex::default(),
        }
    }
}

impl CallInterceptor for Exports {
    fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}
    fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_export(&self, _: &str, _: &Value, _: &Value) {}

    fn begin(&self, call: &Call<'_>) -> Decision {
        assert_eq!(
            (call.direction, call.answered),
            (Direction::Export, Answered::Live)
        );
        let recorded = self.calls.lock().unwrap().next().unwrap();
        Decision::Replay(recorded.outcome.unwrap())
    }

    fn end(&self, call: &Call<'_>, _: End<'_>) {
        self.answered.lock().unwrap().push(call.answered);
    }
}

fn start(
    host: bool,
    interceptor: impl CallInterceptor + 'static,
) -> (Linker<()>, Store<()>, Package) {
    let sandbox = Sandbox::default().no_deadline().fuel(100_000);
    let engine = sandbox.engine().unwrap();
    let mut linker = sandbox.linker(&engine).unwrap();
    linker.call_after_trap(true);
    match host {
        true => linker
            .define_dynamic(&WORLD, "$root", "pass", pass)
            .unwrap(),
        false => linker.define_stubs(&WORLD).unwrap(),
    };
    linker.set_interceptor(interceptor);
    let package = Package::new(&engine, GUEST).unwrap();
    let store = sandbox.store(&engine, ());
    (linker, store, package)
}

/// On an instance that does not wait, and on one that does.
const RUNS: [Run; 2] = [run, run_async];

type Run = fn(bool, Vec<Box<dyn CallInterceptor>>) -> Outcomes;

type Outcomes = Vec<Result<Value, Error>>;

fn run(host: bool, interceptor: impl CallInterceptor + 'static) -> Outcomes {
    let (linker, mut store, package) = start(host, interceptor);
    let instance = linker.instantiate(&mut store, &package, &WORLD).unwrap();
    let mut call = |(name, text, _): &(&str, &str, _)| {
        instance.call(&mut store, name, Value::String((*text).to_owned()))
    };
    RUN.iter().map(&mut call).collect()
}

fn run_async(host: bool, interceptor: impl CallInterceptor + 'static) -> Outcomes {
    let (linker, mut store, package) = start(host, interceptor);
    let instance: Instance = ready(linker.instantiate_async(&mut store, &package, &WORLD)).unwrap();
    let mut call = |(name, text, _): &(&str, &str, _)| {
        let input = Value::String((*text).to_owned());
        ready(instance.call_async(&mut store, name, input))
    };
    RUN.iter().map(&mut call).collect()
}

fn ready<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
}

fn recorded(run: Run) -> (Recording, Outcomes) {
    let recorder = Arc::new(Recorder::new());
    let outcomes = run(true, vec![Box::new(recorder.clone()), Box::new(Decide)]);
    (recorder.take(), outcomes)
}

fn failure(call: &RecordedCall) -> Option<&Failure> {
    match call.outcome.as_ref().unwrap() {
        Outcome::Returned(_) => None,
        Outcome::Failed(failure) => Some(failure),
    }
}

#[test]
fn a_failure_is_kept_with_its_kind_its_words_and_the_call_that_failed() {
    let (recording, _) = recorded(run);
    let exports = recording
        .calls
        .iter()
        .filter(|call| call.direction == Direction::Export);
    for (call, (name, text, kind)) in exports.zip(RUN) {
        assert_eq!(
            failure(call).map(|failure| failure.kind),
            *kind,
            "{name}({text})"
        );
    }
    let of = |index| failure(&recording.calls[index]).unwrap();
    let (export, import) = (of(2), of(3));
    assert_eq!(
        export.cause.as_deref(),
        Some("can't pass it on: the disk is full")
    );
    assert_eq!(
        export.message,
        "host function `pass` (called by `send`) failed in the host: can't pass it on: the disk is full"
    );
    assert_eq!(export.call.as_ref().unwrap().function, "pass");
    assert_eq!((&import.call, &import.cause), (&None, &export.cause));
    assert_eq!(of(4).text.as_deref(), Some("out of tune"));
    let guest = recording
        .calls
        .iter()
        .find(|call| call.function == "fail")
        .unwrap();
    assert_eq!(
        failure(guest).unwrap().text.as_deref(),
        Some("no such thing")
    );
}

/// Addresses differ between builds and machines.
#[test]
fn no_backtrace_is_kept() {
    let (recording, outcomes) = recorded(run);
    let trap = outcomes[7].as_ref().unwrap_err();
    assert!(trap.report().contains("backtrace"), "{}", trap.report());
    for call in &recording.calls {
        if let Some(failure) = failure(call) {
            assert!(!failure.message.contains("backtrace"), "{failure}");
            assert!(!failure.message.contains('\n'), "{failure}");
        }
    }
}

/// The same recording: the same kinds, messages, causes, and calls that failed.
#[test]
fn imports_fail_as_recorded_and_stop_the_guest_as_they_did() {
    for run in RUNS {
        let (recording, live) = recorded(run);
        let (replayer, recorder) = (
            Arc::new(Replayer::new(recording.clone())),
            Arc::new(Recorder::new()),
        );
        let replayed = run(
            false,
            vec![Box::new(replayer.clone()), Box::new(recorder.clone())],
        );
        replayer.finish().unwrap();
        for (now, then) in recorder.take().calls.iter().zip(&recording.calls) {
            assert_eq!(now, then);
        }
        for (now, then) in replayed.iter().zip(&live) {
            same(now, then);
        }
        let host = replayed[1].as_ref().unwrap_err();
        assert!(host.downcast_ref::<ReplayedFailure>().is_some());
    }
}

/// The guest did not run then, whatever refused it, and does not need to be refused again.
#[test]
fn a_refused_export_is_refused_again_without_who_refused_it() {
    for run in RUNS {
        let recorder = Arc::new(Recorder::new());
        let policy = Policy::allow_by_default().deny("export send").unwrap();
        let live = run(true, vec![Box::new(recorder.clone()), Box::new(policy)]);
        let replayer = Arc::new(Replayer::new(recorder.take()));
        let replayed = run(false, vec![Box::new(replayer.clone())]);
        replayer.finish().unwrap();
        for (now, then) in replayed.iter().zip(&live) {
            same(now, then);
        }
    }
}

/// As of a journal that was changed by hand, or of a world that has changed since.
#[test]
fn an_answer_of_another_type_is_told_at_its_call() {
    for run in RUNS {
        let (mut recording, _) = recorded(run);
        assert_eq!(recording.calls[1].function, "pass");
        recording.calls[1].outcome = Some(Outcome::Returned(Value::U32(7)));
        let replayer = Arc::new(Replayer::new(recording));
        run(false, vec![Box::new(replayer.clone())]);
        let diverged = replayer.finish().unwrap_err();
        assert_eq!(diverged.first.index, 1, "{diverged}");
        let DivergenceKind::Ending { recorded, now } = &diverged.first.kind else {
            panic!("{diverged}");
        };
        assert_eq!(recorded, "7u32");
        assert!(now.contains("expected"), "{now}");
    }
}

#[test]
fn exports_fail_as_recorded_and_the_guest_does_not_run() {
    for run in RUNS {
        let (recording, live) = recorded(run);
        let exports = Arc::new(Exports::new(&recording));
        let replayed = run(false, vec![Box::new(exports.clone())]);
        for (now, then) in replayed.iter().zip(&live) {
            same(now, then);
        }
        assert_eq!(
            *exports.answered.lock().unwrap(),
            [Answered::Replay; RUN.len()]
        );
        let trap = replayed[7].as_ref().unwrap_err();
        assert_eq!(trap.downcast_ref(), Some(&Trap::IntegerDivisionByZero));
    }
}

/// A journal has what a recorder has, and a run is replayed from it.
#[test]
fn a_journal_of_the_run_is_read_back_and_replayed() {
    for run in RUNS {
        let (memory, recorder) = (Memory::default(), Arc::new(Recorder::new()));
        let (_, _, package) = start(true, Decide);
        let header = Header::new()
            .package(&package)
            .world(&WORLD)
            .determinism("fuel", 100_000);
        let writer = JournalWriter::to_sink(memory.clone(), &header, &JournalOptions::DEFAULT);
        let writer = Arc::new(writer.unwrap());
        let live = run(
            true,
            vec![
                Box::new(recorder.clone()),
                Box::new(writer.clone()),
                Box::new(Decide),
            ],
        );
        writer.finish().unwrap();
        let journal = Journal::read(&memory.0.lock().unwrap()).unwrap();
        assert_eq!(journal.recording(), recorder.take());
        assert_eq!(journal.to_string().parse::<Journal>().unwrap(), journal);

        let answered = |call| {
            let of = |event: &Event| match event {
                Event::End(end) if end.call == call => Some(end.answered),
                _ => None,
            };
            journal.events.iter().find_map(of).unwrap()
        };
        let refused = journal.recording().calls;
        let refused = refused
            .iter()
            .position(|call| call.direction == Direction::Import && text(&call.input) == "refuse");
        assert_eq!(answered(0), Answered::Live);
        assert_eq!(answered(refused.unwrap() as u64), Answered::Interceptor);

        let replayer = Arc::new(Replayer::new(journal.recording()));
        let memory = Memory::default();
        let writer = JournalWriter::to_sink(memory.clone(), &header, &JournalOptions::DEFAULT);
        let replayed = run(
            false,
            vec![Box::new(replayer.clone()), Box::new(writer.unwrap())],
        );
        replayer.finish().unwrap();
        for (now, then) in replayed.iter().zip(&live) {
            same(now, then);
        }
        let again = Journal::read(&memory.0.lock().unwrap()).unwrap();
        assert_eq!(again.recording(), journal.recording());
        for event in &again.events {
            if let Event::End(end) = event {
                let call = &again.recording().calls[end.call as usize];
                let wanted = match call.direction {
                    Direction::Import => Answered::Replay,
                    Direction::Export => Answered::Live,
                };
                assert_eq!(end.answered, wanted);
            }
        }
    }
}

#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Vec<u8>>>);

impl JournalSink for Memory {
    fn append(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(())
    }

    fn sync(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_header_says_what_runs() {
    let (_, _, package) = start(true, Decide);
    let hash = package.sha256().unwrap();
    assert_eq!(hash, *Sha256::digest(GUEST));
    let header = Header::new().package(&package).world(&WORLD);
    assert_eq!(header.package.unwrap().sha256, Some(hash));
    assert!(
        header
            .wit
            .unwrap()
            .contains("import pass: func(text: string) -> string;")
    );
    let names: Vec<_> = header
        .interfaces
        .iter()
        .map(|interface| &*interface.name)
        .collect();
    assert_eq!(names, ["$root", "$root"]);
    assert_eq!(header.packr, env!("CARGO_PKG_VERSION"));
    let module = Package::from_module(package.module().clone());
    assert_eq!(module.sha256(), None);
}

fn same(now: &Result<Value, Error>, then: &Result<Value, Error>) {
    match (now, then) {
        (Ok(now), Ok(then)) => assert_eq!(now, then),
        (Err(now), Err(then)) => {
            assert_eq!(std::mem::discriminant(now), std::mem::discriminant(then));
            assert_eq!(now.to_string(), then.to_string());
            let site = |error: &Error| {
                let site = error.call().unwrap();
                (site.direction, site.function.clone(), site.during.clone())
            };
            assert_eq!(site(now), site(then));
        }
        _ => panic!("{now:?} != {then:?}"),
    }
}
