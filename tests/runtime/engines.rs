//! Engines and stores with settings of their own, and where a limit strikes.

use std::time::Duration;

use packr::wasmtime::{Config, Engine, StoreLimits, StoreLimitsBuilder, Trap};
use packr::{Error, HasSelf, Linker, Package, Store};

use crate::support::ENGINE;

mod world {
    packr::bindgen!({ inline: "package a:b; world w { export echo: func(t: string) -> tuple<string>; }" });
}

const ECHO: &str = r#"(func (export "echo") (param i32 i32 i32 i32) (result i32)
    (i32.store (local.get 2) (local.get 0)) (i32.store (local.get 3) (local.get 1)) (i32.const 0))"#;
const LOOPS: &str = "(loop $for_ever (br $for_ever)) (unreachable)";

fn looping(place: &str) -> String {
    let body = |name: &str, body: &'static str| if name == place { LOOPS } else { body };
    // The output is outside the host's buffers, so that it is freed.
    format!(
        r#"(module (memory (export "memory") 2)
            (data (i32.const 64) "CGRF\02\00\00\00\02\00\00\00\01\00\00\00\06\00\00\00\06\00\00\00\02\00\00\00hi\0b\00\00\00\08\00\00\00\01\00\00\00\00\00\00\00")
            (func (export "__pack_alloc") (param i32) (result i32) {})
            (func (export "__pack_free") (param i32 i32) {})
            (func (export "echo") (param i32 i32 i32 i32) (result i32)
                (i32.store (local.get 2) (i32.const 64)) (i32.store (local.get 3) (i32.const 46)) {}))"#,
        body("alloc", "(i32.const 65536)"),
        body("free", ""),
        body("echo", "(i32.const 0)"),
    )
}

#[test]
fn fuel_and_epochs_strike_anywhere_and_the_error_says_where() {
    for (place, needle) in [
        ("alloc", "in its `__pack_alloc`"),
        ("free", "in its `__pack_free`"),
        ("echo", "`echo` trapped"),
    ] {
        for fuel in [true, false] {
            let mut config = Config::new();
            config.consume_fuel(fuel).epoch_interruption(!fuel);
            let engine = Engine::new(&config).unwrap();
            let package = Package::new(&engine, looping(place)).unwrap();
            let mut store = Store::new(&engine, ());
            if fuel {
                store.set_fuel(100_000).unwrap();
            } else {
                store.set_epoch_deadline(1);
            }
            let w = world::W::instantiate(&mut store, &package, &Linker::new(&engine)).unwrap();
            // While it loops.
            let clock = engine.clone();
            std::thread::spawn(move || {
                std::thread::sleep(Duration::from_millis(200));
                clock.increment_epoch();
            });
            let error = w.call_echo(&mut store, "hi").unwrap_err();
            let wanted = if fuel {
                Trap::OutOfFuel
            } else {
                Trap::Interrupt
            };
            let Error::Trap { trap, .. } = &error else {
                panic!("{}", error.report())
            };
            assert_eq!(*trap, Some(wanted));
            let report = error.report();
            assert!(report.contains(needle), "{report}");
            assert_eq!(report.matches(&wanted.to_string()).count(), 1, "{report}");
        }
    }
}

#[test]
fn a_store_that_has_to_yield_is_an_error_of_a_call_that_cannot() {
    let mut config = Config::new();
    config.epoch_interruption(true);
    let engine = Engine::new(&config).unwrap();
    let package = Package::new(
        &engine,
        format!("(module (memory (export \"memory\") 1) {ECHO})"),
    )
    .unwrap();
    let mut store = Store::new(&engine, ());
    store.epoch_deadline_async_yield_and_update(1);
    let made = world::W::instantiate(&mut store, &package, &Linker::new(&engine));
    let error = match made {
        Ok(w) => w.call_echo(&mut store, "hi").unwrap_err(),
        Err(error) => error,
    };
    assert!(error.report().contains("async"), "{}", error.report());
}

#[test]
fn a_limit_on_memory_is_told_as_what_it_stopped() {
    let package = Package::new(
        &ENGINE,
        format!("(module (memory (export \"memory\") 1) {ECHO})"),
    )
    .unwrap();
    let limits = StoreLimitsBuilder::new().memory_size(3 << 16).build();
    let mut store = Store::new(&ENGINE, limits);
    store.limiter(|limits: &mut StoreLimits| limits);
    let w = world::W::instantiate(&mut store, &package, &Linker::new(&ENGINE)).unwrap();
    w.call_echo(&mut store, "hi").unwrap();
    let error = w.call_echo(&mut store, &"x".repeat(100_000)).unwrap_err();
    assert_eq!(
        error.report(),
        "guest function `echo`: it exports no `__pack_alloc`, and its memory can't grow by 2 pages for the host"
    );
    w.call_echo(&mut store, "hi").unwrap();
}

#[test]
fn parts_of_two_engines_are_an_error() {
    let other = Engine::default();
    let package = Package::new(
        &other,
        format!("(module (memory (export \"memory\") 1) {ECHO})"),
    )
    .unwrap();
    let mut store = Store::new(&ENGINE, ());
    let error = world::W::instantiate(&mut store, &package, &Linker::new(&ENGINE)).unwrap_err();
    assert!(
        matches!(error, Error::Instantiate { .. }),
        "{}",
        error.report()
    );
}

/// What is shared between threads, and how large an error is: it is in every `Result`.
#[test]
fn types_go_where_they_are_needed() {
    fn shared<T: Send + Sync + 'static>() {}
    // A store's data that is neither.
    type Data = std::rc::Rc<std::cell::Cell<u8>>;
    shared::<Linker<Data>>();
    shared::<Package>();
    shared::<packr::Instance>();
    shared::<Error>();
    shared::<packr::Recorder>();
    shared::<packr::Replayer>();
    shared::<world::W>();
    assert!(size_of::<Error>() <= 72, "{}", size_of::<Error>());

    let package = Package::new(
        &ENGINE,
        format!("(module (memory (export \"memory\") 1) {ECHO})"),
    )
    .unwrap();
    let mut store = Store::new(&ENGINE, Data::default());
    let w = world::W::instantiate(&mut store, &package, &Linker::new(&ENGINE)).unwrap();
    assert_eq!(w.call_echo(&mut store, "hi").unwrap(), ("hi".to_owned(),));
}

#[test]
fn one_linker_serves_many_threads_and_many_instances_of_a_store() {
    let linker = crate::lisp::linker();
    let package = crate::support::package("sexpr");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..5 {
                    let mut store = Store::new(&ENGINE, crate::lisp::Host::default());
                    let made: Vec<_> = (0..10)
                        .map(|_| {
                            crate::lisp::Evaluator::instantiate(&mut store, &package, &linker)
                                .unwrap()
                        })
                        .collect();
                    for evaluator in made {
                        let env = crate::lisp::env();
                        evaluator
                            .call_eval(&mut store, &crate::lisp::sym("answer"), &env)
                            .unwrap()
                            .unwrap();
                    }
                    assert_eq!(store.data().asked.len(), 10);
                }
            });
        }
    });
    let mut twice = linker.clone();
    assert!(
        crate::lisp::Evaluator::add_to_linker::<_, HasSelf<_>>(&mut twice, |host| host).is_err()
    );
}
