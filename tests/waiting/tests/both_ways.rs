//! The two ways of a call: whatever a guest does, an instance that waits gives what one gives that does not.

mod support;

use futures_lite::future::block_on;
use packr::intercept::Outcome;
use packr::schema::World;
use packr::wasmtime::StoreContextMut;
use packr::{Engine, Instance, Linker, Lower, Package, Recorder, Store, Value};
use std::path::Path;
use std::sync::Arc;

mod faulty {
    packr::bindgen!("faulty" in "../wit/faulty.wit");
}

mod values {
    packr::bindgen!("values" in "../wit/values.wit");
}

/// A host that answers every call with its argument, or with that text.
fn linker(engine: &Engine, world: &'static World, answer: Option<&'static str>) -> Linker<()> {
    let mut linker = Linker::new(engine);
    for interface in world.imports.iter() {
        for function in interface.functions.iter() {
            let host = move |_: StoreContextMut<'_, ()>, input| {
                Ok(match (answer, input) {
                    (Some(text), _) => Value::String(text.into()),
                    (None, Value::Tuple(mut args)) if args.len() == 1 => args.remove(0),
                    (None, args) => args,
                })
            };
            linker
                .define_dynamic(world, &interface.id, &function.name, host)
                .unwrap();
        }
    }
    linker
}

/// What came of a call, and what its interceptor saw.
fn outcome(result: Result<Value, packr::Error>, recorder: &Recorder) -> String {
    let mut text = match result {
        Ok(value) => value.to_string(),
        // Without the backtrace, which has addresses.
        Err(error) => error.report().lines().next().unwrap_or_default().to_owned(),
    };
    for call in recorder.take().calls {
        let end = match &call.outcome {
            Some(Outcome::Returned(value)) => value.to_string(),
            Some(Outcome::Failed(failure)) => format!("{:?}", failure.kind),
            None => "no end".to_owned(),
        };
        text += &format!("\n{} {} {end}", call.name(), call.input);
    }
    text
}

struct Both {
    recorders: [Arc<Recorder>; 2],
    plain: (Store<()>, Instance),
    waits: (Store<()>, Instance),
}

impl Both {
    fn new(package: &Package, world: &'static World, answer: Option<&'static str>) -> Self {
        let engine = package.module().engine().clone();
        let recorders = [Arc::new(Recorder::new()), Arc::new(Recorder::new())];
        let mut linker = linker(&engine, world, answer);
        let mut stores = [Store::new(&engine, ()), Store::new(&engine, ())];
        let plain = linker.set_interceptor(recorders[0].clone());
        let plain = plain.instantiate(&mut stores[0], package, world).unwrap();
        let waits = linker.set_interceptor(recorders[1].clone());
        let waits = block_on(waits.instantiate_async(&mut stores[1], package, world)).unwrap();
        let [one, other] = stores;
        Both {
            recorders,
            plain: (one, plain),
            waits: (other, waits),
        }
    }

    /// The same call both ways, twice: once seen by an interceptor, and once not.
    fn check(&mut self, name: &str, input: &Value) -> String {
        let [one, other] = &self.recorders;
        let (store, instance) = &mut self.plain;
        let plain = outcome(instance.call(&mut *store, name, input.clone()), one);
        instance.clear_interceptor();
        let unseen = outcome(instance.call(&mut *store, name, input.clone()), one);
        instance.set_interceptor(one.clone());
        let (store, instance) = &mut self.waits;
        let called = block_on(instance.call_async(&mut *store, name, input.clone()));
        assert_eq!(outcome(called, other), plain, "{name}{input}");
        instance.clear_interceptor();
        let called = block_on(instance.call_async(&mut *store, name, input.clone()));
        assert_eq!(outcome(called, other), unseen, "{name}{input}");
        instance.set_interceptor(other.clone());
        assert_eq!(instance.is_interrupted(), self.plain.1.is_interrupted());
        plain
    }
}

#[test]
fn every_wrong_answer_and_every_wrong_call() {
    let engine = Engine::default();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../guests/wat/faulty.wat");
    let package = Package::from_file(&engine, path).unwrap();
    let mut failed = 0;
    for (name, cases) in [("answer", 0..=22_u32), ("ask", 0..=9)] {
        for case in cases {
            // A new guest each: some leave their memory as it should not be.
            let mut both = Both::new(&package, faulty::Faulty::schema(), Some("said"));
            let text = both.check(name, &Value::Tuple(vec![case.to_value()]));
            failed +=
                usize::from(text.contains("guest function") || text.contains("host function"));
        }
    }
    assert!(failed > 20, "{failed}");
}

#[test]
fn values_of_every_kind_and_size() {
    let engine = Engine::default();
    let package = support::package(&engine, "values");
    let mut both = Both::new(&package, values::Values::schema(), None);
    let echo = |function: &str| format!("test:values/echo@1.2.0#{function}");
    for (function, value) in [
        ("echo-bool", true.to_value()),
        ("echo-u64", u64::MAX.to_value()),
        ("echo-f64", f64::NAN.to_value()),
        ("echo-char", '\u{10ffff}'.to_value()),
        ("echo-string", "x".repeat(100_000).to_value()),
        ("echo-list-u8", vec![7_u8; 300_000].to_value()),
        (
            "echo-list-string",
            vec!["a".to_owned(), String::new()].to_value(),
        ),
        ("echo-option-string", None::<String>.to_value()),
        // Of another type than the function's.
        ("echo-u8", "text".to_owned().to_value()),
        ("echo-nothing-of-the-kind", 1_u8.to_value()),
    ] {
        let text = both.check(&echo(function), &Value::Tuple(vec![value]));
        let is_wrong = ["echo-u8", "echo-nothing-of-the-kind"].contains(&function);
        let failed = text.starts_with("bad arguments") || text.starts_with("the world has no");
        assert_eq!(failed, is_wrong, "{function}: {text:.200}");
    }
}
