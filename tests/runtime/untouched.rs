//! What crosses without an interceptor is never made a `Value`, and what crosses with one is, once.

use std::cell::Cell;

use packr::__private::{Export, Reader, Signature, ValueType, WitType, Writer};
use packr::{CodecError, Lift, Linker, Lower, Package, Recorder, Store, Value};

use crate::reentrant;
use crate::support::ENGINE;

thread_local! {
    static MADE: Cell<u32> = const { Cell::new(0) };
}

/// A string that counts how often it becomes a `Value` or comes from one.
#[derive(Debug, PartialEq)]
struct Counted(String);

impl WitType for Counted {
    const TYPE: ValueType = ValueType::String;
}

impl Lower for Counted {
    fn lower(&self, writer: &mut Writer<'_>) -> Result<u32, CodecError> {
        assert!(self.0 != "panic", "in a conversion");
        self.0.lower(writer)
    }
    fn to_value(&self) -> Value {
        MADE.set(MADE.get() + 1);
        self.0.to_value()
    }
}

impl Lift for Counted {
    fn lift(reader: &mut Reader<'_>, node: u32) -> Result<Self, CodecError> {
        String::lift(reader, node).map(Counted)
    }
    fn from_value(value: Value) -> Result<Self, CodecError> {
        MADE.set(MADE.get() + 1);
        String::from_value(value).map(Counted)
    }
}

static PASS: Signature = Signature {
    interface: "$root",
    name: "pass",
    params: &["text"],
    tracing: false,
};
static SEND: Signature = Signature {
    interface: "$root",
    name: "send",
    params: &["text"],
    tracing: false,
};

fn start() -> (Store<()>, packr::Instance, Export) {
    let mut linker = Linker::new(&ENGINE);
    linker.call_after_trap(true);
    linker
        .import::<(Counted, ()), Counted, _>(&PASS, |_, (text, ())| match text.0.as_str() {
            "bad" => Ok(Counted("panic".to_owned())),
            _ => Ok(text),
        })
        .unwrap();
    let mut store = Store::new(&ENGINE, ());
    let package: Package = reentrant::package();
    let instance = linker
        .instantiate(&mut store, &package, reentrant::schema())
        .unwrap();
    let export = instance.export(&SEND).unwrap();
    (store, instance, export)
}

#[test]
fn no_value_is_built_without_an_interceptor() {
    let (mut store, instance, export) = start();
    let mut call = || {
        MADE.set(0);
        let answer: Counted = export.call(&mut store, (Counted("hi".into()), ())).unwrap();
        assert_eq!(answer.0, "hi");
        MADE.get()
    };
    assert_eq!(call(), 0);
    instance.set_interceptor(Recorder::new());
    // Input and output of both calls.
    assert_eq!(call(), 4);
    instance.clear_interceptor();
    assert_eq!(call(), 0);
}

/// Types of the user's own convert by code of the user's own.
#[test]
fn a_panic_in_a_conversion_fails_the_call_and_leaves_no_block_behind() {
    let (mut store, instance, export) = start();
    let ok = || (Counted("hi".into()), ());
    let _: Counted = export.call(&mut store, ok()).unwrap();
    let before = crate::allocator::live(&mut store, &instance);
    let recorder = std::sync::Arc::new(Recorder::new());
    for round in 0..20 {
        if round == 10 {
            instance.set_interceptor(recorder.clone());
        }
        for (text, function) in [("panic", "send"), ("bad", "pass")] {
            let called = export.call::<_, Counted>(&mut store, (Counted(text.into()), ()));
            let error = called.unwrap_err();
            assert_eq!(error.call().unwrap().function, function);
            assert!(
                error
                    .report()
                    .ends_with("panicked in the host: in a conversion"),
                "{}",
                error.report()
            );
        }
    }
    assert!(
        recorder
            .take()
            .calls
            .iter()
            .all(|call| call.outcome.is_some())
    );
    let _: Counted = export.call(&mut store, ok()).unwrap();
    // The guest loses its own block for slots each time that it is stopped.
    assert_eq!(crate::allocator::live(&mut store, &instance), before + 20);
}
