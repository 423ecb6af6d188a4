//! What a caller gets when something fails: the call, the cause, and a store that still works.

use std::fmt;

use packr::wasmtime::{Config, Engine, Trap};
use packr::{Error, HasSelf, Linker, Package, Store};

use crate::support::{ENGINE, guests, package, wat};

mod trappable {
    packr::bindgen!({
        path: "examples/wit/sexpr.wit",
        imports: { default: trappable },
    });
}

use trappable::Evaluator;
use trappable::lisp::eval::types::{Environment, Expr};

#[derive(Debug, PartialEq)]
struct KeyError(String);

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no key {}", self.0)
    }
}

impl std::error::Error for KeyError {}

struct Faulty;

impl trappable::lisp::eval::host::Host for Faulty {
    fn lookup(&mut self, name: String) -> packr::wasmtime::Result<Option<Expr>> {
        match name.as_str() {
            "boom" => panic!("the host fell over"),
            "fine" => Ok(Some(Expr::Num(1))),
            _ => Err(KeyError(name).into()),
        }
    }

    fn call_builtin(&mut self, _: String, _: Vec<Expr>) -> packr::wasmtime::Result<Result<Expr, String>> {
        Ok(Err("none".into()))
    }
}

impl trappable::EvaluatorImports for Faulty {
    fn log(&mut self, _: String) -> packr::wasmtime::Result<()> {
        Ok(())
    }
}

fn start() -> (Store<Faulty>, Evaluator) {
    let mut linker = Linker::new(&ENGINE);
    Evaluator::add_to_linker::<_, HasSelf<_>>(&mut linker, |host| host).unwrap();
    let mut store = Store::new(&ENGINE, Faulty);
    let evaluator = Evaluator::instantiate(&mut store, &package("sexpr"), &linker).unwrap();
    (store, evaluator)
}

fn env() -> Environment {
    Environment { bindings: Default::default(), fuel: 1000 }
}

fn sym(name: &str) -> Expr {
    Expr::Sym(name.into())
}

#[test]
fn a_host_functions_own_error_reaches_the_caller() {
    let (mut store, evaluator) = start();
    let error = evaluator.call_eval(&mut store, &sym("a-key"), &env()).unwrap_err();
    let Error::Host { call, .. } = &error else { panic!("{}", error.report()) };
    assert_eq!((&*call.interface, &*call.function), ("lisp:eval/host@0.1.0", "lookup"));
    assert_eq!(call.during.as_deref(), Some("eval"));
    assert!(call.backtrace.is_some());
    assert_eq!(error.downcast_ref::<KeyError>(), Some(&KeyError("a-key".into())));
    assert_eq!(
        error.report(),
        "host function `lisp:eval/host@0.1.0#lookup` (called by `eval`) failed in the host: no key a-key"
    );
    // The store is still good for the next call.
    assert_eq!(evaluator.call_eval(&mut store, &sym("fine"), &env()).unwrap(), Ok(Expr::Num(1)));
}

#[test]
fn a_panic_in_the_host_traps_the_guest_and_leaves_the_store_sound() {
    let (mut store, evaluator) = start();
    let error = evaluator.call_eval(&mut store, &sym("boom"), &env()).unwrap_err();
    let Error::HostPanic { call, message } = &error else { panic!("{}", error.report()) };
    assert_eq!(call.function, "lookup");
    assert_eq!(message, "the host fell over");
    assert_eq!(evaluator.call_eval(&mut store, &sym("fine"), &env()).unwrap(), Ok(Expr::Num(1)));
}

mod values {
    packr::bindgen!({
        inline: r#"
            package test:values@1.2.0;
            world some {
                export crash: func();
                export hang: func();
                export refuse: func() -> u32;
                export lie: func() -> u32;
                export double: func(n: s64) -> s64;
            }
        "#,
    });
}

fn start_values(engine: &Engine) -> (Store<()>, values::Some) {
    let package = Package::from_file(engine, guests().join("values.wasm")).unwrap();
    let mut linker = Linker::new(engine);
    linker.define_stubs(crate::values::Values::schema()).unwrap();
    let mut store = Store::new(engine, ());
    if engine.config_has_fuel() {
        store.set_fuel(10_000_000).unwrap();
    }
    let values = values::Some::instantiate(&mut store, &package, &linker).unwrap();
    (store, values)
}

/// `Engine` does not tell whether it consumes fuel; a module that needs none does.
trait HasFuel {
    fn config_has_fuel(&self) -> bool;
}

impl HasFuel for Engine {
    fn config_has_fuel(&self) -> bool {
        Store::new(self, ()).get_fuel().is_ok()
    }
}

#[test]
fn a_trap_keeps_its_code_and_backtrace() {
    let (mut store, values) = start_values(&ENGINE);
    let error = values.call_crash(&mut store).unwrap_err();
    let Error::Trap { call, trap, source } = &error else { panic!("{}", error.report()) };
    assert_eq!(call.function, "crash");
    assert_eq!(*trap, Some(Trap::UnreachableCodeReached));
    assert!(source.downcast_ref::<packr::wasmtime::Trap>().is_some());
    let text = error.report();
    assert!(text.contains("guest function `crash` trapped: wasm trap: wasm `unreachable`"), "{text}");
    assert!(text.contains("wasm backtrace"), "{text}");
}

#[test]
fn an_engine_of_ones_own_ends_a_guest_that_hangs() {
    let mut config = Config::new();
    config.consume_fuel(true);
    let engine = Engine::new(&config).unwrap();
    let (mut store, values) = start_values(&engine);
    let error = values.call_hang(&mut store).unwrap_err();
    assert!(matches!(error, Error::Trap { trap: Some(Trap::OutOfFuel), .. }), "{}", error.report());
}

#[test]
fn a_result_of_another_type_is_an_error_of_the_call() {
    let (mut store, values) = start_values(&ENGINE);
    let error = values.call_lie(&mut store).unwrap_err();
    let Error::Result { call, source } = &error else { panic!("{}", error.report()) };
    assert_eq!(call.function, "lie");
    assert!(source.offset().is_some());
    assert!(source.to_string().contains("u32"), "{source}");
    assert_eq!(values.call_double(&mut store, 4).unwrap(), 8);
}

#[test]
fn a_guests_own_failure_comes_with_its_message() {
    let (mut store, values) = start_values(&ENGINE);
    let error = values.call_refuse(&mut store).unwrap_err();
    let Error::Guest { call, status, message } = &error else { panic!("{}", error.report()) };
    assert_eq!(call.function, "refuse");
    assert_eq!(*status, -1);
    assert!(!message.is_empty());
}

#[test]
fn files_that_are_no_packages_say_why() {
    let missing = Package::from_file(&ENGINE, "no/such/file.wasm").unwrap_err();
    assert!(missing.report().starts_with("can't read the package `no/such/file.wasm`: "), "{}", missing.report());

    for bytes in [&b""[..], b"hello", b"\0asm\x01\0\0\0\xff", b"(module (func $f"] {
        let error = Package::new(&ENGINE, bytes).unwrap_err();
        assert!(matches!(error, Error::Compile { .. }), "{}", error.report());
    }
}

#[test]
fn bad_pointers_are_errors() {
    let package = wat("bad-pointers");
    let mut linker = Linker::new(&ENGINE);
    linker.allow_shadowing(true);
    let error = bad_pointers(&mut linker, &package);
    assert!(matches!(error, Error::Convention { .. }), "{}", error.report());
    assert!(error.report().contains("its memory ends at"), "{}", error.report());
}

fn bad_pointers(linker: &mut Linker<()>, package: &Package) -> Error {
    let mut store = Store::new(&ENGINE, ());
    let world = crate::link::world_of(package);
    let instance = linker.instantiate(&mut store, package, world).unwrap();
    let name = instance.exports().next().unwrap().to_owned();
    instance.call(&mut store, &name, packr::Value::Tuple(vec![])).unwrap_err()
}
