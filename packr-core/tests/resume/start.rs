//! A guest that calls the host while it is instantiated.

use std::borrow::Cow;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock};

use packr_core::journal::{Complete, Header, Journal, JournalWriter, Resume};
use packr_core::schema::{Function, Interface, Type, World};
use packr_core::{CallInterceptor, Linker, Package, Value};
use wasmtime::{Engine, Store};

use crate::guest::{Folder, OPTIONS, cut_after, without_times};

/// It calls `log` with "started", as a text alone in version 2 of the format.
const GUEST: &str = r#"(module
    (import "$root" "log" (func $log (param i32 i32 i32 i32) (result i32)))
    (memory (export "memory") 1)
    (data (i32.const 128) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00" "\06\00\00\00\0b\00\00\00" "\07\00\00\00started")
    (func $start
        (if (call $log (i32.const 128) (i32.const 35) (i32.const 0) (i32.const 4)) (then (unreachable))))
    (start $start)
    (func (export "ping") (param i32 i32 i32 i32) (result i32)
        (call $log (i32.const 128) (i32.const 35) (local.get 2) (local.get 3))))"#;

static WORLD: LazyLock<Arc<World>> = LazyLock::new(|| {
    let function = |name, params| Function {
        name: Cow::Borrowed(name),
        params: Cow::Owned(params),
        result: None,
    };
    let interface = |function| Interface {
        id: Cow::Borrowed("$root"),
        functions: Cow::Owned(vec![function]),
    };
    Arc::new(World {
        name: Cow::Borrowed("w"),
        types: Cow::Borrowed(&[]),
        imports: Cow::Owned(vec![interface(function(
            "log",
            vec![(Cow::Borrowed("text"), Type::String)],
        ))]),
        exports: Cow::Owned(vec![interface(function("ping", vec![]))]),
    })
});

/// Makes an instance and calls `ping` so often. Returns how often `log` ran.
fn run(pings: usize, interceptor: impl CallInterceptor + 'static) -> u32 {
    let engine = Engine::default();
    let package = Package::new(&engine, GUEST).unwrap();
    let logged = Arc::new(AtomicU32::new(0));
    let count = logged.clone();
    let mut linker = Linker::new(&engine);
    linker
        .define_dynamic(WORLD.clone(), "$root", "log", move |_, _| {
            count.fetch_add(1, Ordering::Relaxed);
            Ok(Value::Tuple(vec![]))
        })
        .unwrap();
    linker.set_interceptor(interceptor);
    let mut store = Store::new(&engine, ());
    let instance = linker
        .instantiate(&mut store, &package, WORLD.clone())
        .unwrap();
    for _ in 0..pings {
        instance
            .call(&mut store, "ping", Value::Tuple(vec![]))
            .unwrap();
    }
    logged.load(Ordering::Relaxed)
}

#[test]
fn what_it_asks_then_is_asked_and_answered_again() {
    let folder = Folder::new("start");
    let writer = JournalWriter::create(folder.file(), &Header::default(), &OPTIONS).unwrap();
    assert_eq!(run(2, writer), 3);
    let journal = without_times(Journal::open(folder.file()).unwrap());
    let parents = journal.recording().calls;
    let parents: Vec<_> = parents.iter().map(|call| call.parent).collect();
    assert_eq!(parents, [None, None, Some(1), None, Some(3)]);
    // The ends of `log`: after so many events.
    let ends = [2, 5, 9];
    for events in 0..=journal.events.len() {
        for choice in [Complete::Again, Complete::Answered, Complete::Skipped] {
            let path = folder.with(&cut_after(&journal, events));
            let resume = Resume::open(&path, &OPTIONS).unwrap().complete(choice);
            let complete = [6, 10].into_iter().filter(|end| events >= *end).count();
            let pings = match choice {
                Complete::Skipped => 2 - complete,
                _ => 2,
            };
            let answered = ends.into_iter().filter(|end| events >= *end).count();
            assert_eq!(
                run(pings, resume),
                3 - answered as u32,
                "{choice:?} {events}"
            );
            let now = without_times(Journal::open(&path).unwrap());
            assert_eq!(now, journal, "{choice:?} after {events} events");
        }
    }
}
