//! What a replay compares, how differences are told, and wrappers that know the four methods alone.

use std::sync::Arc;

use packr::intercept::{Difference, DivergenceKind, FailureKind, Outcome, Recording};
use packr::wasmtime::StoreContextMut;
use packr::{CallInterceptor, Error, Instance, Linker, Lower, Recorder, Replayer, Store, Value};

use crate::reentrant::{package, schema};
use crate::support::ENGINE;

/// Passes on what a wrapper can that was written for the four methods.
struct Four<I>(Arc<I>);

impl<I: CallInterceptor> CallInterceptor for Four<I> {
    fn before_import(&self, interface: &str, function: &str, input: &Value) -> Option<Value> {
        self.0.before_import(interface, function, input)
    }
    fn after_import(&self, interface: &str, function: &str, input: &Value, output: &Value) {
        self.0.after_import(interface, function, input, output);
    }
    fn before_export(&self, function: &str, input: &Value) -> Option<Value> {
        self.0.before_export(function, input)
    }
    fn after_export(&self, function: &str, input: &Value, output: &Value) {
        self.0.after_export(function, input, output);
    }
}

fn start(interceptor: impl CallInterceptor + 'static, runs: bool) -> (Store<()>, Instance) {
    let mut linker = Linker::new(&ENGINE);
    linker.call_after_trap(true);
    let host = move |_: StoreContextMut<'_, ()>, input: Value| {
        assert!(runs, "a replay never runs the host's function");
        let Value::Tuple(mut args) = input else {
            unreachable!()
        };
        match &args[0] {
            Value::String(text) if &**text == "fail" => Err(packr::wasmtime::Error::msg("no")),
            _ => Ok(args.remove(0)),
        }
    };
    linker
        .define_dynamic(schema(), "$root", "pass", host)
        .unwrap();
    linker.set_interceptor(interceptor);
    let mut store = Store::new(&ENGINE, ());
    let instance = linker
        .instantiate(&mut store, &package(), schema())
        .unwrap();
    (store, instance)
}

fn send(store: &mut Store<()>, instance: &Instance, text: &str) -> Result<Value, Error> {
    instance.call(store, "send", Value::String(text.to_owned()))
}

fn record(texts: &[&str]) -> Recording {
    let recorder = Arc::new(Recorder::new());
    let (mut store, instance) = start(recorder.clone(), true);
    for text in texts {
        let _ = send(&mut store, &instance, text);
    }
    recorder.take()
}

#[test]
fn a_wrapper_of_four_methods_records_and_replays() {
    let recorder = Arc::new(Recorder::new());
    let (mut store, instance) = start(Four(recorder.clone()), true);
    for text in ["a", "b"] {
        send(&mut store, &instance, text).unwrap();
    }
    let recording = recorder.take();
    assert_eq!(recording, record(&["a", "b"]));

    let replayer = Arc::new(Replayer::new(recording));
    let (mut store, instance) = start(Four(replayer.clone()), false);
    for text in ["a", "b"] {
        assert_eq!(
            send(&mut store, &instance, text).unwrap(),
            Value::String(text.into())
        );
    }
    replayer.finish().unwrap();
    // One call too many: neither host nor guest runs, and what the wrapper answered fits no type.
    let error = send(&mut store, &instance, "c").unwrap_err();
    assert!(matches!(error, Error::Answer { .. }), "{}", error.report());
    assert_eq!(
        replayer.finish().unwrap_err().first.kind,
        DivergenceKind::Extra
    );
}

#[test]
fn a_wrapper_of_four_methods_replays_a_failure_as_a_failure() {
    let replayer = Arc::new(Replayer::new(record(&["fail", "a"])));
    let (mut store, instance) = start(Four(replayer.clone()), false);
    let error = send(&mut store, &instance, "fail").unwrap_err();
    assert!(matches!(error, Error::Answer { .. }), "{}", error.report());
    send(&mut store, &instance, "a").unwrap();
    replayer.finish().unwrap();
}

#[test]
fn exports_that_failed_are_compared_by_having_failed() {
    let recording = record(&["a", "fail", "b"]);
    let Some(Outcome::Failed(failure)) = &recording.calls[2].outcome else {
        panic!()
    };
    assert_eq!(failure.kind, FailureKind::Host);
    let replayer = Arc::new(Replayer::new(recording.clone()));
    let (mut store, instance) = start(replayer.clone(), false);
    send(&mut store, &instance, "a").unwrap();
    send(&mut store, &instance, "fail").unwrap_err();
    send(&mut store, &instance, "b").unwrap();
    replayer.finish().unwrap();

    // The import answers now, so the export that had failed ends in a value.
    let mut changed = recording;
    changed.calls[3].outcome = Some(Outcome::Returned(Value::String("x".into())));
    let replayer = Arc::new(Replayer::new(changed));
    let (mut store, instance) = start(replayer.clone(), false);
    send(&mut store, &instance, "a").unwrap();
    send(&mut store, &instance, "fail").unwrap();
    let found = replayer.finish().unwrap_err();
    assert_eq!(found.first.index, 2);
    assert!(
        matches!(found.first.kind, DivergenceKind::Ending { .. }),
        "{found}"
    );
    assert!(
        found
            .to_string()
            .contains("recorded a failure (host function `pass`"),
        "{found}"
    );
}

#[test]
fn a_call_without_a_recorded_end_cannot_be_answered() {
    let mut recording = record(&["a"]);
    recording.calls[1].outcome = None;
    let replayer = Arc::new(Replayer::new(recording));
    let (mut store, instance) = start(replayer.clone(), false);
    let error = send(&mut store, &instance, "a").unwrap_err();
    assert!(
        error
            .report()
            .contains("the recording holds no end of this call"),
        "{}",
        error.report()
    );
    assert_eq!(
        replayer.finish().unwrap_err().first.kind,
        DivergenceKind::Unfinished
    );
}

fn path(recorded: &Value, now: &Value) -> Option<String> {
    let found = Difference::between(recorded, now, "result")?;
    Some(found.to_string().trim_start_matches("result").to_owned())
}

#[test]
fn differences_have_their_path_in_every_container() {
    let text = |text: &str| Value::String(text.to_owned());
    let record = |a: Value| Value::record("r", [("first", Value::Bool(true)), ("second", a)]);
    let variant =
        |tag, payload| Value::variant("v", if tag == 0 { "zero" } else { "one" }, tag, payload);
    let map = |value: u8| {
        std::collections::BTreeMap::from([("k".to_owned(), 1_u8), ("l".to_owned(), value)])
            .to_value()
    };
    for (recorded, now, wanted) in [
        (Value::U8(1), Value::U8(2), ": recorded 1u8, now 2u8"),
        (
            vec![1_u8, 2].to_value(),
            vec![1_u8, 3].to_value(),
            "[1]: recorded 2u8, now 3u8",
        ),
        (
            vec![1_u8, 2].to_value(),
            vec![1_u8].to_value(),
            "[1]: recorded 2u8, now nothing",
        ),
        (
            vec![1_u8].to_value(),
            vec![1_u8, 9].to_value(),
            "[1]: recorded nothing, now 9u8",
        ),
        (
            vec!["a".to_owned()].to_value(),
            vec!["b".to_owned()].to_value(),
            r#"[0]: recorded "a", now "b""#,
        ),
        (
            (1_u8, 2_u8).to_value(),
            (1_u8, 3_u8).to_value(),
            "[1]: recorded 2u8, now 3u8",
        ),
        (
            Some(1_u8).to_value(),
            Some(2_u8).to_value(),
            ".some: recorded 1u8, now 2u8",
        ),
        (
            Some(1_u8).to_value(),
            None::<u8>.to_value(),
            ": recorded some(1u8), now none<u8>",
        ),
        (
            Ok::<u8, u8>(1).to_value(),
            Ok::<u8, u8>(2).to_value(),
            ".ok: recorded 1u8, now 2u8",
        ),
        (
            Err::<u8, u8>(1).to_value(),
            Err::<u8, u8>(2).to_value(),
            ".err: recorded 1u8, now 2u8",
        ),
        (
            Err::<u8, u8>(1).to_value(),
            Ok::<u8, u8>(1).to_value(),
            ": recorded err<u8, _>(1u8), now ok<_, u8>(1u8)",
        ),
        (
            record(text("x")),
            record(text("y")),
            r#".second: recorded "x", now "y""#,
        ),
        (
            variant(0, Some(text("x"))),
            variant(0, Some(text("y"))),
            r#".zero: recorded "x", now "y""#,
        ),
        (
            variant(0, None),
            variant(1, None),
            ": recorded v::zero#0, now v::one#1",
        ),
        (map(2), map(3), "[1].value: recorded 2u8, now 3u8"),
    ] {
        assert_eq!(path(&recorded, &now).as_deref(), Some(wanted));
        assert_eq!(path(&recorded, &recorded), None);
    }
    let nan = Value::F64(f64::from_bits(0x7ff8_0000_0000_0001));
    assert_eq!(path(&nan, &nan.clone()), None);
    assert!(path(&nan, &Value::F64(f64::from_bits(0x7ff8_0000_0000_0002))).is_some());
    assert!(path(&Value::F32(0.0), &Value::F32(-0.0)).is_some());
}

/// As deep as the limits allow, on the stack of a thread: also the path is found.
#[test]
fn a_difference_at_the_bottom_of_a_deep_value_is_found() {
    let deep = |leaf| (0..510).fold(Value::U8(leaf), |inner, _| Value::Tuple(vec![inner]));
    let found = Difference::between(&deep(1), &deep(2), "result").unwrap();
    assert_eq!(found.path.len(), "result".len() + 510 * "[0]".len());
    assert_eq!(found.now, Some(Value::U8(2)));
}
