//! A package's metadata without the host functions that it imports.

use packr::{Config, Engine, Error, Package, Store};

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
