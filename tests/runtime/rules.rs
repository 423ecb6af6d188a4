//! Rules for functions: optional and ignored ones, errors of the host's own; and imports that nobody provides.

use packr::wasmtime::{self, StoreContextMut};
use packr::{Error, HasSelf, Linker, Lower, NoHostFunction, Package, Store, Value};

use crate::reentrant::importing;
use crate::support::{Decide, ENGINE, package, wat};

mod exports {
    packr::bindgen!({
        inline: "package demo:calc;
            interface host { lookup: func(name: string) -> option<s64>; }
            interface extra { more: func() -> u32; other: func(); }
            world calc {
                import host;
                variant expr { num(s64), name(string), neg(expr), sum(list<expr>) }
                export eval: func(e: expr) -> result<s64, string>;
                export simplify: func(e: expr) -> expr;
                export nowhere: func();
                export extra;
            }",
        imports: { default: optional },
        exports: { "simplify": optional, "demo:calc/extra": optional, "nowhere": ignore },
    });
}

#[derive(Debug)]
struct Nothing;
impl exports::demo::calc::host::Host for Nothing {}

fn optional(package: &Package) -> Result<(Store<Nothing>, exports::Calc), Error> {
    let mut linker = Linker::new(&ENGINE);
    exports::Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |host| host)?;
    let mut store = Store::new(&ENGINE, Nothing);
    let calc = exports::Calc::instantiate(&mut store, package, &linker)?;
    Ok((store, calc))
}

#[test]
fn a_package_may_lack_what_is_optional() {
    let (mut store, calc) = optional(&package("twin")).unwrap();
    let tree = exports::Expr::Num(3);
    assert_eq!(calc.call_eval(&mut store, &tree).unwrap(), Ok(3));
    assert_eq!(calc.call_simplify(&mut store, &tree).unwrap(), None);
    assert!(calc.demo_calc_extra().is_none());
    assert_eq!(calc.instance().exports().collect::<Vec<_>>(), ["eval"]);

    // The host need not implement what is optional, and a call of it says so.
    let tree = exports::Expr::Name("x".into());
    let error = calc.call_eval(&mut store, &tree).unwrap_err();
    assert!(
        error.downcast_ref::<NoHostFunction>().is_some(),
        "{}",
        error.report()
    );
}

/// Exports `eval` and other functions of that signature.
fn exporting(names: &[&str]) -> Package {
    let export = |name: &&str| {
        format!(r#"(func (export "{name}") (param i32 i32 i32 i32) (result i32) unreachable)"#)
    };
    let functions: String = names.iter().map(export).collect();
    let text = format!(r#"(module (memory (export "memory") 1) {functions})"#);
    Package::new(&ENGINE, text).unwrap()
}

#[test]
fn what_is_optional_is_used_where_it_is_there() {
    let all = [
        "eval",
        "simplify",
        "demo:calc/extra#more",
        "demo:calc/extra#other",
    ];
    let (mut store, calc) = optional(&exporting(&all)).unwrap();
    let error = calc
        .call_simplify(&mut store, &exports::Expr::Num(1))
        .unwrap_err();
    assert!(matches!(error, Error::Trap { .. }));
    assert!(calc.demo_calc_extra().is_some());

    // An interface is there as a whole, or not at all.
    let error = optional(&exporting(&["eval", "demo:calc/extra#more"])).unwrap_err();
    assert!(
        error
            .report()
            .contains("the package does not export `demo:calc/extra#other`"),
        "{}",
        error.report()
    );
    let error = optional(&exporting(&["simplify"])).unwrap_err();
    assert!(
        error.report().contains("does not export `eval`"),
        "{}",
        error.report()
    );
}

mod skipped {
    packr::bindgen!({
        path: "tests/wit/calc.wit",
        imports: { "demo:calc/host": ignore },
        skip: ["eval"],
    });
}

#[test]
fn what_is_ignored_is_not_there() {
    let world = skipped::Calc::schema();
    assert!(
        world
            .imports
            .iter()
            .chain(world.exports.iter())
            .all(|it| it.functions.is_empty())
    );
    let mut linker = Linker::<()>::new(&ENGINE);
    skipped::Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |host| host).unwrap();
    let mut store = Store::new(&ENGINE, ());
    let error = skipped::Calc::instantiate(&mut store, &package("calc"), &linker).unwrap_err();
    assert!(
        error.report().contains("imports `lookup`"),
        "{}",
        error.report()
    );
}

mod failing {
    packr::bindgen!({
        inline: "package a:b;
            interface errors { variant failure { busy, broken(string) } }
            interface host {
                use errors.{failure};
                type reason = failure;
                pass: func(text: string) -> result<string, reason>;
            }
            world w {
                import host;
                export send: func(text: string) -> result<string, string>;
            }",
        trappable_error_type: { "a:b/errors.failure" => super::Mine },
    });
}

use failing::a::b::errors::{self, Failure};

/// The host's own error: one of the WIT's, or a trap.
#[derive(Debug)]
pub(crate) enum Mine {
    Known(Failure),
    Fatal(String),
}

impl From<Failure> for Mine {
    fn from(failure: Failure) -> Self {
        Mine::Known(failure)
    }
}

struct Failing(u32);

impl errors::Host for Failing {
    fn convert_failure(&mut self, error: Mine) -> wasmtime::Result<Failure> {
        self.0 += 1;
        match error {
            Mine::Known(failure) => Ok(failure),
            Mine::Fatal(message) => wasmtime::bail!("{message}"),
        }
    }
}

impl failing::a::b::host::Host for Failing {
    fn pass(&mut self, text: String) -> Result<String, Mine> {
        match text.as_str() {
            "busy" => Err(Failure::Busy)?,
            "fatal" => Err(Mine::Fatal("the disk is gone".into())),
            _ => Ok(text),
        }
    }
}

#[test]
fn errors_of_the_hosts_own_are_converted_or_trap() {
    let mut linker = Linker::new(&ENGINE);
    failing::W::add_to_linker::<_, HasSelf<_>>(&mut linker, |host| host).unwrap();
    let mut store = Store::new(&ENGINE, Failing(0));
    let package = importing("a:b/host");
    let w = failing::W::instantiate(&mut store, &package, &linker).unwrap();
    assert_eq!(w.call_send(&mut store, "fine").unwrap(), Ok("fine".into()));
    assert_eq!(store.data().0, 0);
    // The guest hands the variant on, which is no text.
    let error = w.call_send(&mut store, "busy").unwrap_err();
    assert!(matches!(error, Error::Result { .. }), "{}", error.report());
    let error = w.call_send(&mut store, "fatal").unwrap_err();
    assert!(
        error.report().ends_with("the disk is gone"),
        "{}",
        error.report()
    );
    assert_eq!(store.data().0, 2);
}

#[test]
fn one_import_of_the_world_can_be_left_to_an_interceptor() {
    let world = crate::reentrant::schema();
    let mut linker = Linker::<()>::new(&ENGINE);
    linker.call_after_trap(true);
    let error = linker.define_stub(world, "$root", "pas").unwrap_err();
    assert!(matches!(error, Error::Define { .. }));
    linker.define_stub(world, "$root", "pass").unwrap();
    let mut store = Store::new(&ENGINE, ());
    let instance = linker
        .instantiate(&mut store, &crate::reentrant::package(), world)
        .unwrap();
    let error = instance
        .call(&mut store, "send", Value::String("a".into()))
        .unwrap_err();
    assert!(error.downcast_ref::<NoHostFunction>().is_some());
    instance.set_interceptor(Decide::new(|call| match call.function {
        "pass" => packr::intercept::Decision::Answer("b".to_owned().to_value()),
        _ => packr::intercept::Decision::Continue,
    }));
    let answer = instance
        .call(&mut store, "send", Value::String("a".into()))
        .unwrap();
    assert_eq!(answer, Value::String("b".into()));
}

#[test]
fn imports_that_nobody_provides_can_be_told_to_trap() {
    let world = crate::reentrant::schema();
    let package = importing("other:pkg/iface");
    let call = |linker: &Linker<()>| {
        let mut store = Store::new(&ENGINE, ());
        let instance = linker.instantiate(&mut store, &package, world)?;
        instance.call(&mut store, "send", Value::String("a".into()))
    };
    let mut linker = Linker::new(&ENGINE);
    assert!(matches!(call(&linker).unwrap_err(), Error::Link(_)));
    linker.trap_import("other:pkg/iface", "other");
    assert!(matches!(call(&linker).unwrap_err(), Error::Link(_)));
    linker.trap_import("other:pkg/iface", "pass");
    let error = call(&linker).unwrap_err();
    assert_eq!(
        error.report(),
        "host function `other:pkg/iface#pass` (called by `send`) failed in the host: there is no host function behind this import, and no interceptor answered the call"
    );

    let mut linker = Linker::new(&ENGINE);
    linker.trap_unknown_imports(true);
    assert_eq!(call(&linker).unwrap_err().report(), error.report());
    // What is provided goes first.
    linker
        .define_dynamic(world, "$root", "pass", |_: StoreContextMut<'_, ()>, _| {
            Ok(Value::String("host".into()))
        })
        .unwrap();
    let mut store = Store::new(&ENGINE, ());
    let instance = linker
        .instantiate(&mut store, &crate::reentrant::package(), world)
        .unwrap();
    let answer = instance
        .call(&mut store, "send", Value::String("a".into()))
        .unwrap();
    assert_eq!(answer, Value::String("host".into()));
    let memory = wat("no-memory");
    assert!(linker.instantiate(&mut store, &memory, world).is_err());
}
