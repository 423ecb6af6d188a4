//! Names that fit more than one function are told as such, not as missing, and never decided by chance.

use std::borrow::Cow;

use packr::schema::{Function, Interface, Type, World};
use packr::wasmtime::StoreContextMut;
use packr::{Error, Instance, Linker, Package, Store, Value};

use crate::support::ENGINE;

/// A world of functions `f: func() -> u32` of the interfaces `ids`.
fn world(imports: &[&str], exports: &[&str]) -> World {
    let interfaces = |ids: &[&str]| {
        let interface = |id: &&str| Interface {
            id: Cow::Owned((*id).to_owned()),
            functions: vec![Function {
                name: Cow::Borrowed("f"),
                params: Cow::Borrowed(&[]),
                result: Some(Type::U32),
            }]
            .into(),
        };
        Cow::Owned(ids.iter().map(interface).collect())
    };
    World {
        name: Cow::Borrowed("w"),
        types: Cow::Borrowed(&[]),
        imports: interfaces(imports),
        exports: interfaces(exports),
    }
}

/// A package with exports that give 0, 1, 2, .. in order.
fn exporting(names: &[&str]) -> Package {
    let mut text = "(module (memory (export \"memory\") 1)".to_owned();
    for (index, name) in names.iter().enumerate() {
        let at = 64 + 32 * index;
        text += &format!(
            r#"(data (i32.const {at}) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\0{index}\00\00\00")
            (func (export "{name}") (param i32 i32 i32 i32) (result i32)
                (i32.store (local.get 2) (i32.const {at})) (i32.store (local.get 3) (i32.const 28)) (i32.const 0))"#
        );
    }
    Package::new(&ENGINE, text + ")").unwrap()
}

fn link(package: &Package, exports: &[&str]) -> Result<(Store<()>, Instance), String> {
    let mut store = Store::new(&ENGINE, ());
    match Linker::new(&ENGINE).instantiate(&mut store, package, world(&[], exports)) {
        Ok(instance) => Ok((store, instance)),
        Err(error) => Err(error.to_string()),
    }
}

#[test]
fn the_nearest_of_several_exports_is_taken() {
    for (names, id, wanted) in [
        (&["a:b/c@2.0.0.f", "a:b/c@1.0.0.f"][..], "a:b/c@1.0.0", 1),
        (&["a:b/c.f", "a:b/c@1.0.0#f"], "a:b/c@1.0.0", 1),
        (&["a:b/c.f", "a:b/c@1.0.0.f"], "a:b/c@1.0.0", 1),
        (&["a:b/c@1.0.0.f", "a:b/c.f"], "a:b/c", 1),
        (&["a:b/c@1.0.0.f"], "a:b/c", 0),
        (&["a:b/c.F", "a:b/c#f"], "a:b/c", 1),
        // Two spellings of one name: the first.
        (&["a:b/c.f", "a:b/c.F"], "a:b/c@1.0.0", 0),
        (&["f", "c.f"], "$root", 0),
        (&["f", "c.f"], "c", 1),
    ] {
        let (mut store, instance) = link(&exporting(names), &[id]).unwrap();
        let name = instance.exports().next().unwrap().to_owned();
        let value = instance
            .call(&mut store, &name, Value::Tuple(vec![]))
            .unwrap();
        assert_eq!(value, Value::U32(wanted), "{names:?} {id}");
    }
}

#[test]
fn exports_in_several_versions_are_told() {
    let package = exporting(&["a:b/c@1.0.0.f", "a:b/c@2.0.0.f"]);
    assert_eq!(
        link(&package, &["a:b/c"]).unwrap_err(),
        "`package` does not fit the world `w`: 1 problem\n  - the world's export `a:b/c#f` names no version; \
         the package exports `a:b/c@1.0.0.f`, `a:b/c@2.0.0.f`"
    );
    assert_eq!(
        link(&exporting(&["a:b/c.f"]), &["a:b/c@1.0.0", "a:b/c@2.0.0"]).unwrap_err(),
        "`package` does not fit the world `w`: 1 problem\n  - the package's export `a:b/c.f` names no version; \
         the world has `a:b/c@1.0.0#f`, `a:b/c@2.0.0#f`"
    );
    let (mut store, instance) = link(&package, &["a:b/c@1.0.0", "a:b/c@2.0.0"]).unwrap();
    for (name, wanted) in [("a:b/c@2.0.0#f", 1), ("a:b/c@1.0.0.f", 0)] {
        let value = instance
            .call(&mut store, name, Value::Tuple(vec![]))
            .unwrap();
        assert_eq!(value, Value::U32(wanted));
    }
    let error = instance
        .call(&mut store, "a:b/c#f", Value::Tuple(vec![]))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "several exported functions are `a:b/c#f`: a:b/c@1.0.0#f, a:b/c@2.0.0#f"
    );
}

fn importing(module: &str) -> Package {
    let text = format!(
        r#"(module (import "{module}" "f" (func $f (param i32 i32 i32 i32) (result i32)))
            (memory (export "memory") 1)
            (func (export "f") (param i32 i32 i32 i32) (result i32)
                (call $f (local.get 0) (local.get 1) (local.get 2) (local.get 3))))"#
    );
    Package::new(&ENGINE, text).unwrap()
}

fn define(linker: &mut Linker<()>, id: &str, answer: u32) -> Result<(), Error> {
    let host = move |_: StoreContextMut<'_, ()>, _| Ok(Value::U32(answer));
    linker.define_dynamic(world(&[id], &[]), id, "f", host)
}

fn answer(linker: &Linker<()>, module: &str) -> Result<Value, Error> {
    let mut store = Store::new(&ENGINE, ());
    let instance = linker.instantiate(&mut store, &importing(module), world(&[], &["$root"]))?;
    instance.call(&mut store, "f", Value::Tuple(vec![]))
}

#[test]
fn a_host_has_several_versions_side_by_side() {
    let mut linker = Linker::new(&ENGINE);
    define(&mut linker, "a:b/c@1.0.0", 1).unwrap();
    assert_eq!(answer(&linker, "a:b/c").unwrap(), Value::U32(1));
    define(&mut linker, "a:b/c@2.0.0", 2).unwrap();
    assert_eq!(answer(&linker, "a:b/c@1.0.0").unwrap(), Value::U32(1));
    assert_eq!(answer(&linker, "A:b/C@2.0.0").unwrap(), Value::U32(2));
    assert_eq!(
        answer(&linker, "a:b/c").unwrap_err().to_string(),
        "`package` does not fit the world `w`: 1 problem\n  - the package imports `f` from `a:b/c`, whose version it \
         does not name; the host provides `a:b/c@1.0.0#f`, `a:b/c@2.0.0#f`"
    );
    let missing = answer(&linker, "a:b/c@3.0.0").unwrap_err().to_string();
    assert!(
        missing.contains("which the host does not provide; the host provides `a:b/c@1.0.0#f`"),
        "{missing}"
    );
    define(&mut linker, "a:b/c", 0).unwrap();
    assert_eq!(answer(&linker, "a:b/c").unwrap(), Value::U32(0));
    assert_eq!(answer(&linker, "a:b/c@3.0.0").unwrap(), Value::U32(0));
}

#[test]
fn a_dynamic_definition_names_one_function_of_the_world() {
    let mut linker = Linker::new(&ENGINE);
    let both = world(&["a:b/c@1.0.0", "a:b/c@2.0.0"], &[]);
    let host = |_: StoreContextMut<'_, ()>, _| Ok(Value::U32(0));
    for (id, function, message) in [
        (
            "a:b/c",
            "f",
            "can't define the host function `a:b/c#f`: the world imports several versions of it, and the name has none",
        ),
        (
            "a:b/c@3.0.0",
            "f",
            "can't define the host function `a:b/c@3.0.0#f`: the world imports no such function",
        ),
        (
            "$root",
            "g",
            "can't define the host function `g`: the world imports no such function",
        ),
    ] {
        let error = linker
            .define_dynamic(both.clone(), id, function, host)
            .unwrap_err();
        assert_eq!(error.to_string(), message);
    }
    linker
        .define_dynamic(both.clone(), "a:b/c@2.0.0", "F", host)
        .unwrap();
    // Stubs fill what is left, and a definition after them is a second one.
    linker.define_stubs(both.clone()).unwrap();
    linker.define_stubs(both).unwrap();
    assert_eq!(answer(&linker, "a:b/c@2.0.0").unwrap(), Value::U32(0));
    let stub = answer(&linker, "a:b/c@1.0.0").unwrap_err();
    assert!(
        stub.downcast_ref::<packr::NoHostFunction>().is_some(),
        "{}",
        stub.report()
    );
    let error = define(&mut linker, "a:b/c@1.0.0", 5).unwrap_err();
    assert!(
        error.to_string().contains("it is defined already"),
        "{error}"
    );
    linker.allow_shadowing(true);
    define(&mut linker, "a:b/c@1.0.0", 5).unwrap();
    assert_eq!(answer(&linker, "a:b/c@1.0.0").unwrap(), Value::U32(5));
}

#[test]
fn imports_that_are_no_functions_come_from_wasmtimes_linker() {
    let package = Package::new(
        &ENGINE,
        r#"(module (import "env" "memory" (memory 1)) (import "env" "g" (global i32)) (import "env" "t" (table 1 funcref))
            (import "a:b/c" "f" (global $f i32)) (export "memory" (memory 0)))"#,
    )
    .unwrap();
    let mut store = Store::new(&ENGINE, ());
    let mut linker = Linker::<()>::new(&ENGINE);
    let text = linker
        .instantiate(&mut store, &package, world(&[], &[]))
        .unwrap_err()
        .to_string();
    assert!(
        text.contains("4 problems") && text.contains("`memory` from `env`"),
        "{text}"
    );
    define(&mut linker, "a:b/c", 0).unwrap();
    let text = linker
        .instantiate(&mut store, &package, world(&[], &[]))
        .unwrap_err()
        .to_string();
    assert!(
        text.contains("imports `f` from `a:b/c` as a global, but a packr function is"),
        "{text}"
    );
}

#[test]
fn an_initializer_runs_and_its_failures_say_what_it_was() {
    let body = |body: &str, export: &str| {
        let text = format!(
            r#"(module (import "a:b/c" "f" (func $f (param i32 i32 i32 i32) (result i32))) (memory (export "memory") 1)
                (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0b\00\00\00\04\00\00\00\00\00\00\00")
                (func $init {export} {body}))"#
        );
        Package::new(&ENGINE, text).unwrap()
    };
    let fails = "(drop (call $f (i32.const 64) (i32.const 28) (i32.const 0) (i32.const 4)))";
    let mut linker = Linker::<()>::new(&ENGINE);
    linker.define_stubs(world(&["a:b/c"], &[])).unwrap();
    let why = "failed in the host: there is no host function behind this import, and no interceptor answered the call";
    for (package, report) in [
        (
            body(fails, "(export \"_initialize\")"),
            format!("host function `a:b/c#f` (called by `_initialize`) {why}"),
        ),
        (
            body("unreachable", "(export \"_initialize\")"),
            "can't instantiate `package`: error while executing".to_owned(),
        ),
        (
            body(&format!("{fails}) (start $init"), ""),
            format!("host function `a:b/c#f` (called by `the start function`) {why}"),
        ),
    ] {
        let mut store = Store::new(&ENGINE, ());
        let error = linker
            .instantiate(&mut store, &package, world(&[], &[]))
            .unwrap_err();
        assert!(error.report().starts_with(&report), "{}", error.report());
    }
}
