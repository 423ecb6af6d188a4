//! Host functions that call back into the guest, and into other instances.

use std::sync::{Arc, Mutex};

use packr::intercept::{Call, Decision, End, Outcome};
use packr::wasmtime::{AsContextMut, StoreContextMut};
use packr::{
    CallInterceptor, Error, Instance, Linker, Lower, Package, Recorder, Replayer, Store, Value,
};

use crate::allocator::LEDGER;
use crate::support::ENGINE;

mod world {
    packr::bindgen!({
        inline: "package a:b; world w {
            import pass: func(text: string) -> string;
            export send: func(text: string) -> string;
        }",
    });
}

/// `send` hands its input on to `pass`, and `pass`'s result back, in memory of its own.
pub(crate) fn package() -> Package {
    importing("$root")
}

/// The same with `pass` from that module.
pub(crate) fn importing(module: &str) -> Package {
    let text = format!(
        r#"(module (import "{module}" "pass" (func $pass (param i32 i32 i32 i32) (result i32)))
            {LEDGER}
            (func (export "send") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
                (local $slots i32) (local $copy i32)
                (local.set $slots (call $alloc (i32.const 8)))
                (drop (call $pass (local.get $in) (local.get $len) (local.get $slots) (i32.add (local.get $slots) (i32.const 4))))
                (local.set $copy (call $alloc (i32.load offset=4 (local.get $slots))))
                (memory.copy (local.get $copy) (i32.load (local.get $slots)) (i32.load offset=4 (local.get $slots)))
                (i32.store (local.get $out) (local.get $copy))
                (i32.store (local.get $out_len) (i32.load offset=4 (local.get $slots)))
                (call $free (local.get $slots) (i32.const 8))
                (i32.const 0)))"#
    );
    Package::new(&ENGINE, text).unwrap()
}

/// The store's data: the instances that `pass` calls in turn.
#[derive(Default)]
pub(crate) struct Ring {
    instances: Vec<Instance>,
    depth: usize,
    deepest: usize,
    fail: bool,
}

#[derive(Debug, PartialEq)]
struct Bottom;

impl std::fmt::Display for Bottom {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("this is the bottom")
    }
}

impl std::error::Error for Bottom {}

/// Calls `send` again, ten deep, with inputs of many lengths, and checks that nothing was written over.
fn pass(mut ctx: StoreContextMut<'_, Ring>, input: Value) -> packr::wasmtime::Result<Value> {
    let Value::Tuple(args) = &input else {
        unreachable!()
    };
    let Value::String(text) = &args[0] else {
        unreachable!()
    };
    let ring = ctx.data_mut();
    if ring.depth == ring.deepest {
        return if ring.fail {
            Err(Bottom.into())
        } else {
            Ok(Value::String(format!("<{text}>")))
        };
    }
    ring.depth += 1;
    let instance = ring.instances[ring.depth % ring.instances.len()].clone();
    let inner = format!("{text}{}", "x".repeat(ring.depth * 300));
    let answer = instance.call(ctx.as_context_mut(), "send", Value::String(inner.clone()))?;
    assert_eq!(answer, Value::String(format!("<{inner}>")));
    ctx.data_mut().depth -= 1;
    Ok(Value::String(format!("<{text}>")))
}

pub(crate) fn ring(
    count: usize,
    deepest: usize,
    interceptor: impl CallInterceptor + Clone + 'static,
) -> (Store<Ring>, Instance) {
    let mut linker = Linker::new(&ENGINE);
    linker.call_after_trap(true);
    linker
        .define_dynamic(world::W::schema(), "$root", "pass", pass)
        .unwrap();
    linker.set_interceptor(interceptor);
    let mut store = Store::new(
        &ENGINE,
        Ring {
            deepest,
            ..Ring::default()
        },
    );
    for _ in 0..count {
        let instance = linker
            .instantiate(&mut store, &package(), world::W::schema())
            .unwrap();
        store.data_mut().instances.push(instance);
    }
    let first = store.data().instances[0].clone();
    (store, first)
}

fn send(store: &mut Store<Ring>, instance: &Instance, text: &str) -> Result<Value, Error> {
    instance.call(
        store,
        "send",
        Value::Tuple(vec![text.to_owned().to_value()]),
    )
}

/// Id and parent of a call, and whether it ended in a value, once it ended.
type Seen = (u64, Option<u64>, Option<bool>);

/// All calls in the order in which they began.
#[derive(Clone, Default)]
struct Tree(Arc<Mutex<Vec<Seen>>>);

impl CallInterceptor for Tree {
    fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}
    fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_export(&self, _: &str, _: &Value, _: &Value) {}
    fn begin(&self, call: &Call<'_>) -> Decision {
        self.0.lock().unwrap().push((call.id, call.parent, None));
        Decision::Continue
    }
    fn end(&self, call: &Call<'_>, end: End<'_>) {
        let mut calls = self.0.lock().unwrap();
        let own = calls.iter_mut().find(|(id, ..)| *id == call.id).unwrap();
        assert_eq!(own.2, None, "two ends");
        own.2 = Some(matches!(end, End::Returned(_)));
    }
}

#[test]
fn ten_calls_inside_one_another_keep_their_buffers_apart() {
    for count in [1, 3] {
        let tree = Tree::default();
        let (mut store, instance) = ring(count, 10, tree.clone());
        for round in 0..3 {
            assert_eq!(
                send(&mut store, &instance, "hi").unwrap(),
                Value::String("<hi>".into())
            );
            let calls = std::mem::take(&mut *tree.0.lock().unwrap());
            assert_eq!(calls.len(), 22, "{round}");
            assert_eq!(calls[0].1, None);
            for pair in calls.windows(2) {
                assert_eq!(
                    pair[1].1,
                    Some(pair[0].0),
                    "each is the child of the one before"
                );
            }
            assert!(calls.iter().all(|call| call.2 == Some(true)));
        }
        crate::allocator::check(&mut store, &instance);
    }
}

#[test]
fn an_error_at_the_bottom_of_ten_calls_is_found_at_the_top() {
    let tree = Tree::default();
    let (mut store, instance) = ring(2, 10, tree.clone());
    store.data_mut().fail = true;
    let error = send(&mut store, &instance, "hi").unwrap_err();
    assert!(matches!(&error, Error::Host { .. }), "{}", error.report());
    assert_eq!(error.downcast_ref::<Bottom>(), Some(&Bottom));
    assert!(error.downcast_ref::<Error>().is_some());
    let report = error.report();
    assert_eq!(report.matches("this is the bottom").count(), 1, "{report}");
    assert_eq!(
        report.matches("host function `pass`").count(),
        11,
        "{report}"
    );
    let calls = std::mem::take(&mut *tree.0.lock().unwrap());
    assert_eq!(calls.len(), 22);
    assert!(calls.iter().all(|call| call.2 == Some(false)), "{calls:?}");
    store.data_mut().fail = false;
    store.data_mut().depth = 0;
    send(&mut store, &instance, "hi").unwrap();
}

#[test]
fn a_run_over_several_instances_is_replayed_without_the_host() {
    for count in [1, 3] {
        let recorder = Arc::new(Recorder::new());
        let (mut store, instance) = ring(count, 4, recorder.clone());
        send(&mut store, &instance, "one").unwrap();
        send(&mut store, &instance, "two").unwrap();
        let recording = recorder.take();
        assert_eq!(recording.calls.len(), 20);

        let replayer = Arc::new(Replayer::new(recording));
        let mut linker = Linker::new(&ENGINE);
        linker.define_stubs(world::W::schema()).unwrap();
        linker.set_interceptor(replayer.clone());
        let mut store = Store::new(&ENGINE, ());
        let instance = linker
            .instantiate(&mut store, &package(), world::W::schema())
            .unwrap();
        for text in ["one", "two"] {
            let input = Value::String(text.into());
            let answer = instance.call(&mut store, "send", input).unwrap();
            assert_eq!(answer, Value::String(format!("<{text}>")));
        }
        replayer.finish().unwrap();
    }
}

#[test]
fn a_recording_taken_during_a_call_holds_it_without_an_end() {
    let recorder = Arc::new(Recorder::new());
    let taken = Arc::new(Mutex::new(None));
    let mut linker = Linker::new(&ENGINE);
    linker.set_interceptor(recorder.clone());
    let (inner, slot) = (recorder.clone(), taken.clone());
    let host = move |_: StoreContextMut<'_, ()>, _| {
        slot.lock().unwrap().get_or_insert_with(|| inner.take());
        Ok(Value::String("ok".into()))
    };
    linker
        .define_dynamic(world::W::schema(), "$root", "pass", host)
        .unwrap();
    let mut store = Store::new(&ENGINE, ());
    let instance = linker
        .instantiate(&mut store, &package(), world::W::schema())
        .unwrap();
    for _ in 0..2 {
        instance
            .call(&mut store, "send", Value::String("a".into()))
            .unwrap();
    }
    let first = taken.lock().unwrap().take().unwrap();
    let outcomes: Vec<_> = first
        .calls
        .iter()
        .map(|call| call.outcome.clone())
        .collect();
    assert_eq!(outcomes, [None, None]);
    // The ends of the calls that were taken find no call of the new recording.
    let second = recorder.take();
    let names: Vec<_> = second.calls.iter().map(|call| call.name()).collect();
    assert_eq!(names, ["send", "pass"]);
    assert!(
        second
            .calls
            .iter()
            .all(|call| matches!(call.outcome, Some(Outcome::Returned(_))))
    );
}

pub(crate) fn schema() -> &'static packr::schema::World {
    world::W::schema()
}
