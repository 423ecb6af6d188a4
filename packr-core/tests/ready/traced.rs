//! Spans and events of calls.

use packr_core::Value;
use packr_core::intercept::{Answered, CallInterceptor, End, Redaction, Traced};
use tracing::{Level, info, info_span};

use super::made::{HOST, export, failure, import, make};
use super::spans::Spans;

fn debug() -> Traced {
    Traced::new(Level::DEBUG)
}

#[test]
fn a_call_is_a_span_with_the_names_of_opentelemetry() {
    let traced = debug();
    let input = Value::tuple([Value::U8(1)]);
    let call = import(HOST, "lookup", &input);
    let (spans, ()) = Spans::during(Level::DEBUG, || {
        traced.begin(&call);
        traced.end(&call, End::Returned(&Value::U32(7)));
    });
    let [span] = &spans.spans()[..] else { panic!() };
    assert_eq!(
        (span.name, span.level, span.parent),
        ("call", Level::DEBUG, None)
    );
    assert!(span.is_closed);
    let id = call.id.to_string();
    let expected = [
        ("otel.kind", "internal"),
        ("otel.name", "demo:calc/host#lookup"),
        ("packr.answered", "live"),
        ("packr.call", &id),
        ("packr.direction", "import"),
        ("rpc.method", "lookup"),
        ("rpc.service", "demo:calc/host"),
        ("rpc.system", "packr"),
    ];
    let fields: Vec<_> = span
        .fields
        .iter()
        .map(|(name, value)| (*name, &**value))
        .collect();
    assert_eq!(fields, expected);
    let [event] = &spans.events()[..] else {
        panic!()
    };
    assert_eq!((event.level, event.inside), (Level::DEBUG, Some(0)));
    assert_eq!(event.fields["message"], "returned");
}

#[test]
fn a_failure_is_told_by_span_and_event() {
    let traced = debug().failures(Level::ERROR);
    let unit = Value::UNIT;
    let mut call = export("$root", "eval", &unit);
    let (spans, ()) = Spans::during(Level::DEBUG, || {
        traced.begin(&call);
        call.answered = Answered::Interceptor;
        traced.end(&call, End::Failed(&failure()));
    });
    let [span] = &spans.spans()[..] else { panic!() };
    for (field, value) in [
        ("otel.name", "eval"),
        ("rpc.service", "$root"),
        ("packr.answered", "interceptor"),
        ("error.type", "other"),
        ("otel.status_code", "ERROR"),
        ("otel.status_description", "wasmtime failed: it fails"),
    ] {
        assert_eq!(span.fields[field], value);
    }
    let [event] = &spans.events()[..] else {
        panic!()
    };
    assert_eq!((event.level, event.inside), (Level::ERROR, Some(0)));
    assert_eq!(event.fields["error.type"], "other");
    assert_eq!(event.fields["error"], "wasmtime failed: it fails");
}

#[test]
fn values_are_shown_on_request_cut_and_redacted() {
    let redaction = Redaction::new()
        .at("demo:calc/host#login", "args.password")
        .unwrap();
    let traced = debug().values(20).redaction(redaction);
    let input = Value::tuple([Value::from("ann"), Value::from("secret")]);
    let mut call = import(HOST, "login", &input);
    call.parameters = &["name", "password"];
    let output = Value::from("éééééééééééééééééééé");
    let (spans, ()) = Spans::during(Level::DEBUG, || {
        traced.begin(&call);
        traced.end(&call, End::Returned(&output));
    });
    let [span] = &spans.spans()[..] else { panic!() };
    assert_eq!(span.fields["packr.arguments"], r#"("ann", "")"#);
    assert_eq!(span.fields["packr.result"], "\"ééééééééé…");
}

#[test]
fn calls_inside_calls_are_children_also_of_what_the_host_entered() {
    let traced = debug();
    let unit = Value::UNIT;
    let mut outer = export("$root", "eval", &unit);
    let mut inner = import(HOST, "lookup", &unit);
    let mut other = export("other:guest/run", "go", &unit);
    inner.parent = Some(outer.id);
    other.parent = Some(inner.id);
    let (spans, ()) = Spans::during(Level::TRACE, || {
        let request = info_span!("request").entered();
        traced.begin(&outer);
        traced.begin(&inner);
        info!("in the host function");
        // The host's own span, and a call of another guest inside it.
        let own = info_span!("query").entered();
        make(&traced, other);
        drop(own);
        traced.end(&inner, End::Returned(&unit));
        traced.end(&outer, End::Returned(&unit));
        drop(request);
        outer.id += 1_000_000;
        make(&traced, outer);
    });
    assert_eq!(
        spans.tree(),
        [
            "request",
            "  eval",
            "    demo:calc/host#lookup",
            "      query",
            "        other:guest/run#go",
            "eval",
        ]
    );
    assert!(spans.spans().iter().all(|span| span.is_closed));
    let names: Vec<_> = spans
        .events()
        .iter()
        .map(|event| spans.spans()[event.inside.unwrap()].name)
        .collect();
    assert_eq!(names, ["call"; 5]);
}

/// Two async calls on one thread, whose beginnings and ends are mixed.
#[test]
fn async_calls_that_interleave_keep_their_parents() {
    let traced = debug();
    let unit = Value::UNIT;
    let begin = |call| drop(traced.begin_async(call));
    let end = |call| drop(traced.end_async(call, End::Returned(&unit)));
    let (one, two) = (export("$root", "one", &unit), export("$root", "two", &unit));
    let (mut of_one, mut of_two) = (import(HOST, "a", &unit), import(HOST, "b", &unit));
    of_one.parent = Some(one.id);
    of_two.parent = Some(two.id);
    let mut blocking = export("other:guest/run", "go", &unit);
    blocking.parent = Some(of_one.id);
    let (spans, ()) = Spans::during(Level::DEBUG, || {
        begin(&one);
        begin(&two);
        begin(&of_one);
        begin(&of_two);
        assert!(tracing::Span::current().is_none(), "nothing stays entered");
        end(&of_two);
        // A call that is not async, inside one that is.
        make(&traced, blocking);
        end(&of_one);
        end(&one);
        traced.cancelled(&two, &failure());
    });
    assert_eq!(
        spans.tree(),
        [
            "one",
            "  demo:calc/host#a",
            "    other:guest/run#go",
            "two",
            "  demo:calc/host#b",
        ]
    );
    let all = spans.spans();
    assert!(all.iter().all(|span| span.is_closed));
    assert_eq!(all[1].fields["error.type"], "other");
}

#[test]
fn failures_are_told_where_spans_are_not() {
    let traced = Traced::new(Level::TRACE);
    let unit = Value::UNIT;
    let (spans, ()) = Spans::during(Level::INFO, || {
        let _request = info_span!("request").entered();
        make(&traced, import(HOST, "lookup", &unit));
        let call = import(HOST, "lookup", &unit);
        traced.begin(&call);
        traced.end(&call, End::Failed(&failure()));
    });
    assert_eq!(spans.tree(), ["request"]);
    let [event] = &spans.events()[..] else {
        panic!()
    };
    assert_eq!((event.level, event.inside), (Level::WARN, Some(0)));
}

#[test]
fn without_a_call_there_is_no_current_span() {
    let traced = debug();
    let (_, current) = Spans::during(Level::DEBUG, || traced.current());
    assert!(current.is_none());
}

/// Panics at each event.
struct Panics;

impl<S: tracing::Subscriber> tracing_subscriber::Layer<S> for Panics {
    fn on_event(&self, _: &tracing::Event<'_>, _: tracing_subscriber::layer::Context<'_, S>) {
        panic!("as asked")
    }
}

#[test]
fn a_subscriber_that_panics_leaves_no_span_entered() {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use tracing_subscriber::layer::SubscriberExt;

    let traced = debug();
    let unit = Value::UNIT;
    let subscriber = tracing_subscriber::registry().with(Panics);
    tracing::subscriber::with_default(subscriber, || {
        let call = import(HOST, "lookup", &unit);
        traced.begin(&call);
        let end = || traced.end(&call, End::Returned(&unit));
        assert!(catch_unwind(AssertUnwindSafe(end)).is_err());
        assert!(tracing::Span::current().is_none());
    });
}
