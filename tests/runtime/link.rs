//! What a package and a host need of each other, and the error when it is not there.

use std::borrow::Cow;

use packr::schema::{Function, Interface, World};
use packr::{Error, HasSelf, LinkError, LinkProblem, Linker, Package, Store, Value};

use crate::lisp::{self, Evaluator};
use crate::support::{ENGINE, package};

/// A world that exports what a package exports, every function without parameters and result.
pub(crate) fn world_of(package: &Package) -> World {
    let names = package
        .module()
        .exports()
        .filter(|export| export.ty().func().is_some_and(|ty| ty.params().len() == 4));
    let function = |name: &str| Function {
        name: Cow::Owned(name.to_owned()),
        params: Cow::Borrowed(&[]),
        result: None,
    };
    World {
        name: Cow::Borrowed("some"),
        types: Cow::Borrowed(&[]),
        imports: Cow::Borrowed(&[]),
        exports: Cow::Owned(vec![Interface {
            id: Cow::Borrowed("$root"),
            functions: names.map(|export| function(export.name())).collect(),
        }]),
    }
}

fn link_error(error: Error) -> LinkError {
    match error {
        Error::Link(error) => *error,
        other => panic!("{}", other.report()),
    }
}

fn wat(text: &str) -> Package {
    Package::new(&ENGINE, text).unwrap()
}

#[test]
fn everything_that_is_missing_is_told_at_once() {
    let package = wat(r#"(module
            (import "lisp:eval/host" "lookup" (func (param i32 i32 i32 i32) (result i32)))
            (import "lisp:eval/host" "look-away" (func (param i32 i32 i32 i32) (result i32)))
            (import "$root" "log" (func (param i32)))
            (import "env" "abort" (func))
            (memory (export "memory") 1)
            (func (export "parse") (param i32 i32 i32 i32) (result i32) (i32.const 0))
            (func (export "evaluate") (param i32 i32 i32 i32) (result i32) (i32.const 0))
            (func (export "run") (param i32) (result i32) (i32.const 0))
            (func (export "lisp:eval/printer.show") (param i32 i32 i32 i32) (result i32) (i32.const 0)))"#);
    let mut store = Store::new(&ENGINE, lisp::Host::default());
    let error = Evaluator::instantiate(&mut store, &package, &lisp::linker()).unwrap_err();
    let text = error.to_string();
    let expected = "\
`package` does not fit the world `evaluator`: 6 problems
  - the package imports `look-away` from `lisp:eval/host`, which the host does not provide; \
the host provides `lisp:eval/host@0.1.0#call-builtin`, `lisp:eval/host@0.1.0#lookup`
  - the package imports `log` from `$root` as (i32), but a packr function is (i32, i32, i32, i32) -> i32
  - the package imports `abort` from `env`, which the host does not provide; \
the host provides `lisp:eval/host@0.1.0#call-builtin`, `lisp:eval/host@0.1.0#lookup`, `log`
  - the package does not export `eval`; it exports `parse`, `lisp:eval/printer.show`, `evaluate`, `run`
  - the package exports `run` as (i32) -> i32, but it must be (i32, i32, i32, i32) -> i32
  - the package does not export `lisp:eval/printer@0.1.0#depth`; \
it exports `lisp:eval/printer.show`, `parse`, `evaluate`, `run`";
    let error = link_error(error);
    assert_eq!(error.problems.len(), 6, "{error}");
    // Which names are nearest is a matter of taste: only the first line and the problems' heads are fixed.
    for (line, wanted) in text.lines().zip(expected.lines()) {
        let head = |line: &str| line.split("; it exports").next().unwrap().to_owned();
        assert_eq!(head(line), head(wanted));
    }
}

#[test]
fn a_host_that_defined_nothing_is_told_all_imports() {
    let mut store = Store::new(&ENGINE, ());
    let linker = Linker::new(&ENGINE);
    let error = Evaluator::instantiate(&mut store, &package("sexpr"), &linker).unwrap_err();
    let error = link_error(error);
    let mut missing: Vec<_> = error
        .problems
        .iter()
        .map(|problem| match problem {
            LinkProblem::MissingImport {
                module,
                name,
                found,
            } => {
                assert!(found.is_empty());
                format!("{module} {name}")
            }
            other => panic!("{other}"),
        })
        .collect();
    missing.sort();
    assert_eq!(missing.len(), 3, "{missing:?}");
    assert!(missing[0].starts_with("$root log"), "{missing:?}");
}

#[test]
fn memories_that_do_not_fit_are_refused() {
    for (text, found) in [
        ("(module)", "nothing of that name"),
        (
            "(module (memory (export \"memory\") i64 1))",
            "a 64-bit memory",
        ),
        ("(module (func (export \"memory\")))", "()"),
    ] {
        let package = wat(text);
        let mut store = Store::new(&ENGINE, ());
        let error = Linker::new(&ENGINE)
            .instantiate(&mut store, &package, world_of(&package))
            .unwrap_err();
        let error = link_error(error);
        assert_eq!(
            error.problems,
            [LinkProblem::Memory {
                found: found.to_owned()
            }]
        );
    }
}

#[test]
fn a_function_is_defined_once_unless_shadowing_is_allowed() {
    let mut linker = lisp::linker();
    let again = Evaluator::add_to_linker::<_, HasSelf<_>>(&mut linker, |host| host).unwrap_err();
    assert!(matches!(&again, Error::Define { .. }), "{again}");
    assert!(
        again.to_string().contains("it is defined already"),
        "{again}"
    );
    linker.allow_shadowing(true);
    Evaluator::add_to_linker::<_, HasSelf<_>>(&mut linker, |host| host).unwrap();
}

#[test]
fn names_are_found_in_every_spelling_that_packages_use() {
    mod world {
        packr::bindgen!({
            inline: r#"
                package my-org:tools@1.4.0;
                interface do-things { make-it-so: func() -> u32; }
                world w { export do-things; export say-it: func() -> u32; }
            "#,
        });
    }
    // The constant 7 as a u32, for every export.
    let body = r#"(param i32 i32 i32 i32) (result i32)
        (i32.store (local.get 2) (i32.const 64)) (i32.store (local.get 3) (i32.const 28)) (i32.const 0)"#;
    for (long, short) in [
        ("my-org:tools/do-things@1.4.0#make-it-so", "say-it"),
        ("my-org:tools/do-things#make-it-so", "say_it"),
        ("my-org:tools/do-things.make_it_so", "say_it"),
        ("my_org:tools/do_things@1.4.0.make_it_so", "say-it"),
    ] {
        let package = wat(&format!(
            r#"(module (memory (export "memory") 1)
                (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\07\00\00\00")
                (func (export "{long}") {body}) (func (export "{short}") {body}))"#
        ));
        let mut store = Store::new(&ENGINE, ());
        let w = world::W::instantiate(&mut store, &package, &Linker::new(&ENGINE)).unwrap();
        assert_eq!(
            w.my_org_tools_do_things()
                .call_make_it_so(&mut store)
                .unwrap(),
            7,
            "{long}"
        );
        assert_eq!(w.call_say_it(&mut store).unwrap(), 7, "{short}");
        let dynamic = w.instance().call(
            &mut store,
            "my-org:tools/do-things#make-it-so",
            Value::Tuple(vec![]),
        );
        assert_eq!(dynamic.unwrap(), Value::U32(7));
    }
}

#[test]
fn other_functions_on_wasmtimes_linker_work_beside() {
    let package = wat(r#"(module (import "env" "seven" (func $seven (result i32)))
            (memory (export "memory") 1)
            (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\00\00\00\00")
            (func (export "number") (param i32 i32 i32 i32) (result i32)
                (i32.store (i32.const 88) (call $seven))
                (i32.store (local.get 2) (i32.const 64)) (i32.store (local.get 3) (i32.const 28)) (i32.const 0)))"#);
    mod world {
        packr::bindgen!({ inline: "package a:b; world w { export number: func() -> u32; }" });
    }
    let mut linker = Linker::new(&ENGINE);
    linker.core().func_wrap("env", "seven", || 7_i32).unwrap();
    let mut store = Store::new(&ENGINE, ());
    let w = world::W::instantiate(&mut store, &package, &linker).unwrap();
    assert_eq!(w.call_number(&mut store).unwrap(), 7);
    assert!(matches!(
        w.instance().call(&mut store, "nubmer", Value::Tuple(vec![])),
        Err(Error::UnknownFunction { available, .. }) if available == ["number"]
    ));
}

#[test]
fn a_start_function_may_call_imports() {
    let package = wat(
        r#"(module (import "$root" "log" (func $log (param i32 i32 i32 i32) (result i32)))
            (memory (export "memory") 1)
            ;; the tuple of one string, "hi"
            (data (i32.const 64) "CGRF\02\00\00\00\02\00\00\00\01\00\00\00\06\00\00\00\06\00\00\00\02\00\00\00hi\0b\00\00\00\08\00\00\00\01\00\00\00\00\00\00\00")
            (func $start (drop (call $log (i32.const 64) (i32.const 46) (i32.const 32) (i32.const 36))))
            (start $start))"#,
    );
    mod world {
        packr::bindgen!({ inline: "package a:b; world w { import log: func(message: string); }" });
    }
    struct Lines(Vec<String>);
    impl world::WImports for Lines {
        fn log(&mut self, message: String) {
            self.0.push(message);
        }
    }
    let mut linker = Linker::new(&ENGINE);
    world::W::add_to_linker::<_, HasSelf<_>>(&mut linker, |lines| lines).unwrap();
    let mut store = Store::new(&ENGINE, Lines(vec![]));
    world::W::instantiate(&mut store, &package, &linker).unwrap();
    assert_eq!(store.data().0, ["hi"]);
}
