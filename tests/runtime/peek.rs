//! A package's metadata without the host functions that it imports.

use std::time::{Duration, Instant};

use packr::{Config, Engine, Error, Package, Sandbox, SandboxLimit, Store};

use crate::lisp;
use crate::support::{ENGINE, package, wat};

#[test]
fn metadata_is_that_of_an_instance_and_needs_no_imports() {
    let (_, evaluator) = lisp::start();
    let found = package("sexpr").metadata(Store::new(&ENGINE, ())).unwrap();
    assert_eq!(found.as_ref(), evaluator.instance().metadata());

    let calc = package("calc").metadata(Store::new(&ENGINE, ())).unwrap();
    let world = calc.expect("calc has metadata").world;
    assert_eq!(world.imports[0].functions[0].name, "lookup");
    assert_eq!(world.exports[0].functions[0].name, "eval");
}

#[test]
fn a_package_without_it_says_nothing() {
    for name in ["no-alloc", "no-memory", "missing"] {
        let found = wat(name).metadata(Store::new(&ENGINE, ()));
        assert_eq!(found.unwrap(), None, "{name}");
    }
}

#[test]
fn what_is_no_metadata_is_told() {
    let told = |text: &str| {
        let package = Package::new(&ENGINE, text).unwrap();
        package
            .metadata(Store::new(&ENGINE, ()))
            .unwrap_err()
            .report()
    };
    let types = r#"(func (export "__pack_types") (param i32 i32) (result i32)"#;
    assert_eq!(
        told(&format!("(module {types} (i32.const 0)))")),
        "`package` is not fit to run: 1 problem\n  - the package must export a 32-bit memory that is not shared as \
         `memory`; it exports nothing of that name"
    );
    assert_eq!(
        told(&format!(
            r#"(module (memory (export "memory") 1) {types} (i32.const 7)))"#
        )),
        "`package` is not fit to run: 1 problem\n  - the package's metadata can't be read: `__pack_types` returned the \
         status 7"
    );
    let trapping = told(&format!(
        r#"(module (import "a:b/c" "f" (func $f)) (memory (export "memory") 1) {types} (call $f) (i32.const 0)))"#
    ));
    assert!(
        trapping.starts_with("can't instantiate `package`"),
        "{trapping}"
    );
}

#[test]
fn the_store_bounds_what_runs() {
    let engine = Engine::new(Config::new().consume_fuel(true)).unwrap();
    let text = r#"(module
        (memory (export "memory") 1)
        (func $start (loop (br 0)))
        (func (export "__pack_types") (param i32 i32) (result i32) (i32.const 0))
        (start $start))"#;
    let package = Package::new(&engine, text).unwrap();
    let mut store = Store::new(&engine, ());
    store.set_fuel(10_000).unwrap();
    let error = package.metadata(&mut store).unwrap_err();
    assert!(matches!(error, Error::Instantiate { .. }), "{error:?}");
    assert!(error.report().contains("fuel"), "{error:?}");
}

const TYPES: &str = r#"(func (export "__pack_types") (param i32 i32) (result i32)"#;

/// There is no linker that would have started the clock.
#[test]
fn a_sandbox_bounds_what_runs_in_its_stores() {
    let deadline = Duration::from_millis(100);
    let looping = [
        format!(r#"(module (memory (export "memory") 1) {TYPES} (loop (br 0)) (i32.const 0)))"#),
        format!(
            r#"(module (memory (export "memory") 1) (func $start (loop (br 0))) (start $start)
                {TYPES} (i32.const 0)))"#
        ),
        format!(
            r#"(module (memory (export "memory") 1) {TYPES} (i32.const 0))
                (func (export "__pack_alloc") (param i32) (result i32) (loop (br 0)) (i32.const 0)))"#
        ),
    ];
    for text in &looping {
        let sandbox = Sandbox::default().deadline(deadline);
        let engine = sandbox.engine().unwrap();
        let package = Package::new(&engine, text).unwrap();
        let began = Instant::now();
        let error = package.metadata(sandbox.store(&engine, ())).unwrap_err();
        assert!(began.elapsed() < Duration::from_secs(20), "{error:?}");
        assert!(matches!(error, Error::Instantiate { .. }), "{error:?}");
        let limit = error.downcast_ref::<SandboxLimit>();
        let max = deadline;
        assert_eq!(limit, Some(&SandboxLimit::Deadline { max }), "{error:?}");
    }
    for text in &looping {
        let sandbox = Sandbox::default().no_deadline().fuel(1000);
        let engine = sandbox.engine().unwrap();
        let package = Package::new(&engine, text).unwrap();
        let error = package.metadata(sandbox.store(&engine, ())).unwrap_err();
        let limit = error.downcast_ref::<SandboxLimit>();
        assert_eq!(limit, Some(&SandboxLimit::Fuel { max: 1000 }), "{error:?}");
    }
}

#[test]
fn a_deadline_counts_from_the_call_and_not_from_the_store() {
    let sandbox = Sandbox::default().deadline(Duration::from_millis(100));
    let engine = sandbox.engine().unwrap();
    let text = format!(
        r#"(module (memory (export "memory") 1) {TYPES} (call $f) (i32.const 7)) (func $f))"#
    );
    let package = Package::new(&engine, text).unwrap();
    let mut store = sandbox.store(&engine, ());
    for _ in 0..2 {
        std::thread::sleep(Duration::from_millis(300));
        let error = package.metadata(&mut store).unwrap_err();
        assert!(matches!(error, Error::Link(_)), "{error:?}");
    }
}

#[test]
fn a_sandbox_that_the_engine_can_not_enforce_is_refused() {
    let text =
        format!(r#"(module (memory (export "memory") 1) {TYPES} (loop (br 0)) (i32.const 0)))"#);
    let package = Package::new(&ENGINE, text).unwrap();
    let error = package.metadata(Sandbox::default().store(&ENGINE, ()));
    assert!(matches!(error, Err(Error::Sandbox { .. })), "{error:?}");
}
