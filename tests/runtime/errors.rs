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

    fn call_builtin(
        &mut self,
        _: String,
        _: Vec<Expr>,
    ) -> packr::wasmtime::Result<Result<Expr, String>> {
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
    linker.call_after_trap(true);
    Evaluator::add_to_linker::<_, HasSelf<_>>(&mut linker, |host| host).unwrap();
    let mut store = Store::new(&ENGINE, Faulty);
    let evaluator = Evaluator::instantiate(&mut store, &package("sexpr"), &linker).unwrap();
    (store, evaluator)
}

fn env() -> Environment {
    Environment {
        bindings: Default::default(),
        fuel: 1000,
    }
}

fn sym(name: &str) -> Expr {
    Expr::Sym(name.into())
}

#[test]
fn a_host_functions_own_error_reaches_the_caller() {
    let (mut store, evaluator) = start();
    let error = evaluator
        .call_eval(&mut store, &sym("a-key"), &env())
        .unwrap_err();
    let Error::Host { call, .. } = &error else {
        panic!("{}", error.report())
    };
    assert_eq!(
        (&*call.interface, &*call.function),
        ("lisp:eval/host@0.1.0", "lookup")
    );
    assert_eq!(call.during.as_deref(), Some("eval"));
    assert!(call.backtrace.is_some());
    assert_eq!(
        error.downcast_ref::<KeyError>(),
        Some(&KeyError("a-key".into()))
    );
    assert_eq!(
        error.report(),
        "host function `lisp:eval/host@0.1.0#lookup` (called by `eval`) failed in the host: no key a-key"
    );
    // The store is still good for the next call.
    assert_eq!(
        evaluator
            .call_eval(&mut store, &sym("fine"), &env())
            .unwrap(),
        Ok(Expr::Num(1))
    );
}

#[test]
fn a_panic_in_the_host_traps_the_guest_and_leaves_the_store_sound() {
    let (mut store, evaluator) = start();
    let error = evaluator
        .call_eval(&mut store, &sym("boom"), &env())
        .unwrap_err();
    let Error::HostPanic { call, message } = &error else {
        panic!("{}", error.report())
    };
    assert_eq!(call.function, "lookup");
    assert_eq!(message, "the host fell over");
    assert_eq!(
        evaluator
            .call_eval(&mut store, &sym("fine"), &env())
            .unwrap(),
        Ok(Expr::Num(1))
    );
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

/// One world, two guests: on this repository's packr-guest, and on the published one.
const GUESTS: [&str; 2] = ["values", "old"];

fn start_values(engine: &Engine, guest: &str) -> (Store<()>, values::Some) {
    let package = if Engine::same(engine, &ENGINE) {
        package(guest)
    } else {
        Package::from_file(engine, guests().join(format!("{guest}.wasm"))).unwrap()
    };
    let mut linker = Linker::new(engine);
    linker.call_after_trap(true);
    linker
        .define_stubs(crate::values::Values::schema())
        .unwrap();
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
    let (mut store, values) = start_values(&ENGINE, "old");
    let error = values.call_crash(&mut store).unwrap_err();
    let Error::Trap {
        call, trap, source, ..
    } = &error
    else {
        panic!("{}", error.report())
    };
    assert_eq!(call.function, "crash");
    assert_eq!(*trap, Some(Trap::UnreachableCodeReached));
    assert!(source.downcast_ref::<packr::wasmtime::Trap>().is_some());
    let text = error.report();
    assert!(
        text.contains("guest function `crash` trapped: wasm trap: wasm `unreachable`"),
        "{text}"
    );
    assert!(text.contains("wasm backtrace"), "{text}");
}

#[test]
fn an_engine_of_ones_own_ends_a_guest_that_hangs() {
    let mut config = Config::new();
    config.consume_fuel(true);
    let engine = Engine::new(&config).unwrap();
    let (mut store, values) = start_values(&engine, "values");
    let error = values.call_hang(&mut store).unwrap_err();
    assert!(
        matches!(
            error,
            Error::Trap {
                trap: Some(Trap::OutOfFuel),
                ..
            }
        ),
        "{}",
        error.report()
    );
}

#[test]
fn a_result_of_another_type_is_an_error_of_the_call() {
    for guest in GUESTS {
        let (mut store, values) = start_values(&ENGINE, guest);
        let error = values.call_lie(&mut store).unwrap_err();
        let Error::Result { call, source } = &error else {
            panic!("{}", error.report())
        };
        assert_eq!(call.function, "lie");
        assert!(source.offset().is_some());
        assert!(source.to_string().contains("u32"), "{source}");
        assert_eq!(values.call_double(&mut store, 4).unwrap(), 8);
    }
}

#[test]
fn a_panic_is_told_by_guests_that_can() {
    let (mut store, values) = start_values(&ENGINE, "values");
    let error = values.call_crash(&mut store).unwrap_err();
    let text = error.report();
    assert!(
        text.starts_with("guest function `crash` panicked: crashed on purpose"),
        "{text}"
    );
    assert!(text.contains("wasm backtrace"), "{text}");
    assert_eq!(values.call_double(&mut store, 4).unwrap(), 8);
}

#[test]
fn a_guests_own_failure_comes_with_its_message() {
    for guest in GUESTS {
        let (mut store, values) = start_values(&ENGINE, guest);
        let error = values.call_refuse(&mut store).unwrap_err();
        let Error::Guest {
            call,
            status,
            message,
        } = &error
        else {
            panic!("{}", error.report())
        };
        assert_eq!(call.function, "refuse");
        assert_eq!(*status, -1);
        assert!(message.contains("refused by the guest"), "{message}");
    }
}

#[test]
fn files_that_are_no_packages_say_why() {
    let missing = Package::from_file(&ENGINE, "no/such/file.wasm").unwrap_err();
    assert!(
        missing
            .report()
            .starts_with("can't read the package `no/such/file.wasm`: "),
        "{}",
        missing.report()
    );

    for bytes in [
        &b""[..],
        b"hello",
        b"\0asm\x01\0\0\0\xff",
        b"(module (func $f",
    ] {
        let error = Package::new(&ENGINE, bytes).unwrap_err();
        assert!(matches!(error, Error::Compile { .. }), "{}", error.report());
    }
}

mod faulty {
    packr::bindgen!("faulty" in "tests/wit/faulty.wit");
}

/// Counts what the guest gets through.
#[derive(Default)]
struct Heard(usize);

impl faulty::FaultyImports for Heard {
    fn say(&mut self, text: String) -> String {
        self.0 += 1;
        text
    }
}

/// Every wrong answer and every wrong call of `guests/wat/faulty.wat`, on one instance: each is an error with its
/// reason, and the next call works.
#[test]
fn a_guest_that_breaks_the_convention_gets_an_error_each_time() {
    let mut linker = Linker::new(&ENGINE);
    linker.call_after_trap(true);
    faulty::Faulty::add_to_linker::<_, HasSelf<_>>(&mut linker, |heard| heard).unwrap();
    let mut store = Store::new(&ENGINE, Heard::default());
    let faulty = faulty::Faulty::instantiate(&mut store, &wat("faulty"), &linker).unwrap();
    let answers = [
        (1, "its memory ends at"),
        (2, "its memory ends at"),
        (3, "its memory ends at"),
        (4, "its memory ends at"),
        (5, "expected"),
        (6, "expected"),
        (7, "CGRF"),
        (8, "version 9"),
        (9, "byte"),
        (10, "byte"),
        (11, "node"),
        (12, "index of one of"),
        (13, "found list"),
        (14, "expected"),
        (15, "UTF-8"),
        (16, "byte"),
        (17, "unknown status 1"),
        (18, "refused"),
        (19, "failed in the guest"),
        (20, "outside its memory"),
        (21, "it gave no message"),
        (22, "unreachable"),
    ];
    for (case, reason) in answers {
        let error = faulty.call_answer(&mut store, case).unwrap_err();
        assert!(
            error.report().contains(reason),
            "{case}: {}",
            error.report()
        );
        assert_eq!(error.call().unwrap().function, "answer");
        assert_eq!(faulty.call_answer(&mut store, 0).unwrap(), "good");
    }
    let calls = [
        (1, "the input is said to be"),
        (2, "the input is said to be"),
        (3, "the input is said to be"),
        (4, "bad arguments"),
        (5, "bad arguments"),
        (6, "the slot for the result"),
        (7, "the slot for the result"),
        (8, "lie over one another"),
    ];
    for (case, reason) in calls {
        let error = faulty.call_ask(&mut store, case).unwrap_err();
        assert!(
            error.report().contains(reason),
            "{case}: {}",
            error.report()
        );
        assert_eq!(error.call().unwrap().function, "say");
        assert_eq!(faulty.call_ask(&mut store, 0).unwrap(), "hello");
    }
    // The host's own code ran for the good calls alone.
    assert_eq!(store.data().0, calls.len());
    // Slots inside the input, which has been read by then.
    assert_eq!(faulty.call_ask(&mut store, 9).unwrap(), "good");
    assert_eq!(faulty.call_answer(&mut store, 0).unwrap(), "good");
}

/// What a guest had half done is its own;
/// packr's buffers are in order after any number of traps.
#[test]
fn a_thousand_traps_leave_the_hosts_buffers_in_order() {
    let mut linker = Linker::new(&ENGINE);
    linker.call_after_trap(true);
    faulty::Faulty::add_to_linker::<_, HasSelf<_>>(&mut linker, |heard| heard).unwrap();
    let mut store = Store::new(&ENGINE, Heard::default());
    let faulty = faulty::Faulty::instantiate(&mut store, &wat("faulty"), &linker).unwrap();
    for _ in 0..1000 {
        faulty.call_answer(&mut store, 22).unwrap_err();
    }
    assert_eq!(faulty.call_answer(&mut store, 0).unwrap(), "good");
}

#[test]
fn a_report_tells_each_cause_once() {
    let (mut store, values) = start_values(&ENGINE, "old");
    let report = values.call_crash(&mut store).unwrap_err().report();
    assert_eq!(report.matches("unreachable").count(), 1, "{report}");
    let invalid = Package::new(&ENGINE, "(module (func (result i32)))").unwrap_err();
    assert!(
        invalid
            .report()
            .starts_with("`package` is not a valid core WebAssembly module: "),
        "{}",
        invalid.report()
    );
    // Not with the whole of a long line.
    for (bytes, reason) in [
        (" \n".to_owned(), "it is empty"),
        ("x".repeat(100_000), "it begins neither with"),
    ] {
        let report = Package::new(&ENGINE, bytes).unwrap_err().report();
        assert!(report.contains(reason) && report.len() < 300, "{report}");
    }
    for text in [";; text\n(module)", "(; text ;) (module)", " (module)"] {
        Package::new(&ENGINE, text).unwrap();
    }
    let mut linker = Linker::new(&ENGINE);
    faulty::Faulty::add_to_linker::<_, HasSelf<_>>(&mut linker, |heard| heard).unwrap();
    let mut store = Store::new(&ENGINE, Heard::default());
    let error = faulty::Faulty::instantiate(&mut store, &wat("no-memory"), &linker).unwrap_err();
    assert_eq!(error.report(), error.to_string());
    assert_eq!(
        error
            .downcast_ref::<packr::LinkError>()
            .unwrap()
            .to_string(),
        error.to_string()
    );
}

#[test]
fn a_component_is_told_from_a_broken_module() {
    let error = Package::new(&ENGINE, b"\0asm\x0d\0\x01\0").unwrap_err();
    assert!(matches!(error, Error::Component { .. }), "{error:?}");
    assert!(error.to_string().contains("is a component"), "{error}");
}

/// As in a host that uses `?` on calls of packr and of wasmtime.
#[test]
fn errors_of_wasmtime_are_errors_of_packr_and_the_other_way_round() {
    fn fuel(store: &mut Store<()>) -> packr::Result<()> {
        store.set_fuel(1)?;
        Ok(())
    }
    let error = fuel(&mut Store::new(&ENGINE, ())).unwrap_err();
    assert!(matches!(error, Error::Wasmtime { .. }), "{error:?}");
    // `Debug` is what `unwrap` and a `main` that fails show: the whole report, not the fields.
    assert_eq!(format!("{error:?}"), error.report());
    assert!(error.report().contains("fuel"), "{error:?}");

    let missing = Package::from_file(&ENGINE, "no/such/file.wasm").unwrap_err();
    let there_and_back = Error::from(packr::wasmtime::Error::from(missing));
    assert!(matches!(there_and_back, Error::Read { .. }));
}

/// With contexts before the backtrace: wasmtime's text of it is nowhere in packr's.
#[test]
fn a_backtrace_is_packrs_own_wherever_it_is_in_the_chain() {
    let name = format!("_ZN3app{}E", "1f".repeat(300));
    let text = format!(
        r#"(module
            (func ${name} (param i32) (result i32) unreachable)
            (export "__pack_alloc" (func ${name}))
            (memory (export "memory") 1)
            (func (export "run") (param i32 i32 i32 i32) (result i32) (i32.const 0)))"#
    );
    let package = Package::new(&ENGINE, text).unwrap();
    let world = packr::schema::World {
        exports: vec![packr::schema::Interface {
            id: "$root".into(),
            functions: vec![packr::schema::Function {
                name: "run".into(),
                params: vec![].into(),
                result: None,
            }]
            .into(),
        }]
        .into(),
        ..packr::schema::World::EMPTY
    };
    let mut store = Store::new(&ENGINE, ());
    let linker = Linker::new(&ENGINE);
    let instance = linker.instantiate(&mut store, &package, world).unwrap();
    let error = instance.call(&mut store, "run", packr::Value::Tuple(vec![]));
    let error = error.unwrap_err();
    let Error::Trap { source, trap, .. } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(*trap, Some(Trap::UnreachableCodeReached));
    assert_eq!(source.to_string(), "in its `__pack_alloc`");
    let mut causes = Vec::new();
    let mut cause = std::error::Error::source(source);
    while let Some(error) = cause {
        causes.push(error.to_string());
        cause = error.source();
    }
    assert_eq!(causes.len(), 2, "{causes:?}");
    assert!(causes[0].contains("<unknown>!app::f::f::f") && causes[0].len() < 400);
    for text in [
        error.report(),
        format!("{error:?}"),
        format!("{source:?}"),
        format!("{source:#}"),
    ] {
        assert!(
            text.contains("wasm backtrace") && text.len() < 800,
            "{text}"
        );
        assert!(
            !text.contains("1f1f") && text.contains("unreachable"),
            "{text}"
        );
    }
    let brief = error.brief();
    assert!(
        !brief.contains("backtrace") && brief.contains("__pack_alloc"),
        "{brief}"
    );
}

/// The text of a module is the guest's, and so are the names in what wasmtime says of it.
#[test]
fn what_wasmtime_says_of_a_module_is_set_off() {
    let text = "(module\n(func $f\n(param i32)) (func $f))";
    let report = Package::new(&ENGINE, text).unwrap_err().report();
    assert!(report.lines().count() > 1, "{report}");
    let mut further = report.lines().skip(1);
    assert!(further.all(|line| line.starts_with("    | ")), "{report}");

    let mut twice = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x02\x01\0\x07\x11\x02".to_vec();
    twice.extend(b"\x05a\n  -\0\0\x05a\n  -\0\0\x0a\x04\x01\x02\0\x0b");
    let report = Package::new(&ENGINE, &twice).unwrap_err().report();
    assert!(report.contains("duplicate export name"), "{report}");
    assert!(!report.contains("\n  -"), "{report}");
}
