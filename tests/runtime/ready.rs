//! Interceptors that are ready to use, on a real guest. What they do with calls of any kind is tested in `packr-core/tests/ready`.

use std::sync::Arc;

use packr::intercept::{
    Budget, CallStatistics, Denied, Fault, Faults, Injected, OverBudget, Policy, ReplayedFailure,
    Traced, When,
};
use packr::wasmtime::Trap;
use packr::{CallInterceptor, Error, HasSelf, Linker, Recorder, Replayer, Store};
use tracing::{Level, info_span};

use crate::spans::Spans;
use crate::support::{ENGINE, package};

packr::bindgen!(in "tests/wit/calc.wit");

/// Has a span of its own for each look-up, and asks another guest for the value of `inner`.
#[derive(Default)]
struct Host {
    inner: Option<(Store<Host>, Calc)>,
}

impl demo::calc::host::Host for Host {
    fn lookup(&mut self, name: String) -> Option<i64> {
        let _own = info_span!("query", name).entered();
        assert_ne!(name, "panic", "as asked");
        match &mut self.inner {
            Some((store, calc)) if name == "inner" => {
                calc.call_eval(store, &Expr::Name("x".into())).ok()?.ok()
            }
            _ => Some(20),
        }
    }
}

fn start(interceptor: impl CallInterceptor + 'static, host: Host) -> (Store<Host>, Calc) {
    let mut linker = Linker::new(&ENGINE);
    Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |host| host).unwrap();
    linker.set_interceptor(interceptor);
    let mut store = Store::new(&ENGINE, host);
    let calc = Calc::instantiate(&mut store, &package("twin"), &linker).unwrap();
    (store, calc)
}

/// One instance whose host calls another, under one interceptor.
fn nested(interceptor: impl CallInterceptor + Clone + 'static) -> (Store<Host>, Calc) {
    let inner = start(interceptor.clone(), Host::default());
    start(interceptor, Host { inner: Some(inner) })
}

fn sum<const N: usize>(names: [&str; N]) -> Expr {
    Expr::Sum(names.map(|name| Expr::Name(name.into())).into())
}

fn eval(interceptor: impl CallInterceptor + 'static, tree: &Expr) -> Result<i64, Error> {
    let (mut store, calc) = start(interceptor, Host::default());
    let value = calc.call_eval(&mut store, tree)?;
    Ok(value.unwrap())
}

#[test]
fn spans_of_calls_and_of_the_host_are_inside_each_other() {
    let traced = Arc::new(Traced::new(Level::INFO).values(100));
    let (spans, value) = Spans::during(Level::INFO, || {
        let (mut store, calc) = nested(traced);
        let _request = info_span!("request").entered();
        calc.call_eval(&mut store, &sum(["x", "inner"])).unwrap()
    });
    assert_eq!(value, Ok(40));
    assert_eq!(
        spans.tree(),
        [
            "request",
            "  eval",
            "    demo:calc/host#lookup",
            "      query",
            "    demo:calc/host#lookup",
            "      query",
            "        eval",
            "          demo:calc/host#lookup",
            "            query",
        ]
    );
    let all = spans.spans();
    assert!(all.iter().all(|span| span.is_closed));
    assert_eq!(all[1].fields["packr.result"], "ok<_, string>(40s64)");
    assert_eq!(all[2].fields["packr.arguments"], r#"("x")"#);
}

#[test]
fn a_host_function_that_panics_ends_both_spans() {
    let traced = Traced::new(Level::INFO);
    let (spans, error) = Spans::during(Level::INFO, || {
        let error = eval(traced, &sum(["panic"])).unwrap_err();
        assert!(tracing::Span::current().is_none());
        error
    });
    assert!(matches!(error, Error::HostPanic { .. }));
    for span in spans.spans().iter().filter(|span| span.name == "call") {
        assert!(span.is_closed);
        assert_eq!(span.fields["error.type"], "host-panic");
        let message = &span.fields["otel.status_description"];
        assert!(message.contains("as asked"), "{message}");
    }
}

#[test]
fn statistics_have_what_happened_in_all_instances() {
    let statistics = Arc::new(CallStatistics::new().sizes());
    let (mut store, calc) = nested(statistics.clone());
    let tree = sum(["x", "inner"]);
    calc.call_eval(&mut store, &tree).unwrap().unwrap();
    calc.call_eval(&mut store, &sum(["panic"])).unwrap_err();
    let functions = statistics.snapshot().functions;
    let counted: Vec<_> = functions
        .iter()
        .map(|of| (of.name(), of.calls, of.failures.as_slice(), of.under_way))
        .collect();
    let panicked = &[("host-panic", 1)][..];
    assert_eq!(
        counted,
        [
            ("demo:calc/host#lookup".to_owned(), 4, panicked, 0),
            ("eval".to_owned(), 3, panicked, 0),
        ]
    );
    // The outer calls last as long as those inside them.
    assert!(functions[1].latency.total >= functions[0].latency.total);
    let len = |name: &str| packr::encode(&(name.to_owned(),)).unwrap().len() as u64;
    let arguments = 2 * len("x") + len("inner") + len("panic");
    assert_eq!(functions[0].argument_bytes, Some(arguments));
    let result = packr::encode(&Some(20_i64)).unwrap().len() as u64;
    assert_eq!(functions[0].result_bytes, Some(3 * result));
}

#[test]
fn a_policy_denies_in_both_directions_with_its_reason() {
    let is_secret = |call: &packr::intercept::Call<'_>| call.input.to_string().contains("secret");
    let policy = || {
        Policy::deny_by_default()
            .deny_if("import demo:calc/host#lookup", is_secret)
            .unwrap()
            .allow("import demo:calc/host")
            .unwrap()
            .allow("export eval")
            .unwrap()
    };
    assert_eq!(eval(policy(), &sum(["x", "y"])).unwrap(), 40);
    let error = eval(policy(), &sum(["x", "secret-key"])).unwrap_err();
    assert!(matches!(error, Error::Refused { .. }));
    let denied: &Denied = error.downcast_ref().unwrap();
    assert_eq!(
        (denied.rule, &*denied.call),
        (Some(0), "demo:calc/host#lookup")
    );

    let error = eval(Policy::deny_by_default(), &Expr::Num(1)).unwrap_err();
    assert_eq!(error.downcast_ref::<Denied>().unwrap().call, "eval");
    assert_eq!(
        error.report(),
        "guest function `eval` was refused: the host's call of `eval` is denied, as no rule allows it"
    );
}

#[test]
fn patterns_of_which_nothing_is_in_the_world_are_told() {
    let told = |patterns: Vec<&packr::intercept::FunctionPattern>| {
        let patterns = patterns.iter();
        patterns
            .map(|unused| unused.to_string())
            .collect::<Vec<_>>()
    };
    let world = Calc::schema();
    let policy = Policy::deny_by_default()
        .allow("export eval")
        .and_then(|policy| policy.allow("import eval"))
        .and_then(|policy| policy.allow("demo:calc/*"))
        .and_then(|policy| policy.deny("demo:calc/host#look-up"));
    assert_eq!(
        told(policy.unwrap().unused_in(world)),
        ["import eval", "demo:calc/host#look-up"]
    );
    let budget = Budget::new().calls("*", 1).unwrap().bytes("evil", 1);
    assert_eq!(told(budget.unwrap().unused_in(world)), ["evil"]);
    let faults = Faults::new(1).on("demo:calc/host@1.0.0", When::Always, Fault::fail("x"));
    assert_eq!(
        told(faults.unwrap().unused_in(world)),
        ["demo:calc/host@1.0.0"]
    );
}

#[test]
fn a_budget_bounds_all_instances_that_share_it_and_those_inside_each_other() {
    let budget = Arc::new(Budget::new().calls("import *", 3).unwrap());
    assert_eq!(eval(budget.clone(), &sum(["x", "y"])).unwrap(), 40);
    let error = eval(budget, &sum(["x", "y"])).unwrap_err();
    let over: &OverBudget = error.downcast_ref().unwrap();
    assert_eq!(over.call, "demo:calc/host#lookup");

    let budget = Arc::new(Budget::new().concurrent("export eval", 1).unwrap());
    let (mut store, calc) = nested(budget);
    // The inner call is refused, so the name has no value; then the place is free again.
    let value = calc.call_eval(&mut store, &sum(["inner"])).unwrap();
    assert!(value.is_err());
    let value = calc.call_eval(&mut store, &sum(["x"])).unwrap();
    assert_eq!(value, Ok(20));
}

#[test]
fn what_another_refuses_is_given_back() {
    let budget = Arc::new(Budget::new().calls("import *", 1).unwrap());
    let refusing = || -> Vec<Box<dyn CallInterceptor>> {
        let policy = Policy::allow_by_default().deny("import *").unwrap();
        vec![Box::new(budget.clone()), Box::new(policy)]
    };
    for _ in 0..3 {
        let error = eval(refusing(), &sum(["x"])).unwrap_err();
        assert!(
            error.downcast_ref::<Denied>().is_some(),
            "{}",
            error.report()
        );
    }
    assert_eq!(eval(budget.clone(), &sum(["x"])).unwrap(), 20);
    // What a guest's own call took is not given back because one inside was refused.
    let budget = Arc::new(Budget::new().calls("export eval", 1).unwrap());
    let both: Vec<Box<dyn CallInterceptor>> = vec![
        Box::new(budget.clone()),
        Box::new(Policy::allow_by_default().deny("import *").unwrap()),
    ];
    eval(both, &sum(["x"])).unwrap_err();
    let error = eval(budget, &sum(["x"])).unwrap_err();
    assert!(error.downcast_ref::<OverBudget>().is_some());
}

#[test]
fn faults_are_the_errors_that_hosts_match_on() {
    let faults = |pattern: &str, fault| Faults::new(1).on(pattern, When::Call(2), fault).unwrap();
    let lookup = "import demo:calc/host#lookup";
    let tree = sum(["x", "y"]);

    let error = eval(faults(lookup, Fault::fail("no network")), &tree).unwrap_err();
    assert!(matches!(error, Error::Host { .. }));
    let cause: &ReplayedFailure = error.downcast_ref().unwrap();
    assert_eq!(cause.to_string(), "no network");

    let error = eval(faults(lookup, Fault::refuse("not now")), &tree).unwrap_err();
    assert_eq!(error.downcast_ref::<Injected>().unwrap().count, 2);

    let answer = faults(lookup, Fault::answer(Some(1_i64)));
    assert_eq!(eval(answer, &tree).unwrap(), 21);
    let wrong = faults(lookup, Fault::answer(true));
    assert!(matches!(eval(wrong, &tree), Err(Error::Answer { .. })));

    let trap = Arc::new(faults("export eval", Fault::trap(Trap::OutOfFuel)));
    let (mut store, calc) = start(trap.clone(), Host::default());
    assert_eq!(calc.call_eval(&mut store, &tree).unwrap(), Ok(40));
    let error = calc.call_eval(&mut store, &tree).unwrap_err();
    assert!(matches!(
        error,
        Error::Trap {
            trap: Some(Trap::OutOfFuel),
            ..
        }
    ));
    let failed = Faults::new(1)
        .on("export eval", When::Always, Fault::fail("no"))
        .unwrap();
    assert!(matches!(
        eval(failed, &tree),
        Err(Error::Guest { status: -1, .. })
    ));
    assert_eq!(trap.injected().len(), 1);
}

#[test]
fn faults_that_another_interceptor_overruled_are_told_as_such() {
    let tree = sum(["x"]);
    for fault in [
        Fault::fail("no network"),
        Fault::refuse("not now"),
        Fault::answer(Some(1_i64)),
        Fault::answer(true),
    ] {
        let faults = Faults::new(1).on("import *", When::Always, fault).unwrap();
        let faults = Arc::new(faults);
        let _ = eval(faults.clone(), &tree);
        assert!(
            !faults.injected()[0].is_overruled,
            "{:?}",
            faults.injected()
        );

        let denied = Policy::allow_by_default().deny("import *").unwrap();
        let both: Vec<Box<dyn CallInterceptor>> = vec![Box::new(denied), Box::new(faults.clone())];
        eval(both, &tree).unwrap_err();
        assert!(faults.injected()[1].is_overruled, "{:?}", faults.injected());
    }
}

#[test]
fn a_run_with_faults_is_recorded_and_replays_without_them() {
    let recorder = Arc::new(Recorder::new());
    let faults = Faults::new(7)
        .on("import *", When::Call(2), Fault::fail("no network"))
        .unwrap();
    let both: Vec<Box<dyn CallInterceptor>> = vec![Box::new(faults), Box::new(recorder.clone())];
    let tree = sum(["x", "y"]);
    let error = eval(both, &tree).unwrap_err();
    let replayer = Arc::new(Replayer::new(recorder.take()));
    let replayed = eval(replayer.clone(), &tree).unwrap_err();
    assert!(matches!(replayed, Error::Host { .. }));
    assert_eq!(replayed.brief(), error.brief());
    replayer.finish().unwrap();
}

#[test]
fn who_answered_is_told_to_those_before_and_behind() {
    let statistics = [(); 2].map(|()| Arc::new(CallStatistics::new()));
    let mut mock = packr::intercept::Mock::new();
    mock.on("demo:calc/host", "lookup")
        .returns(Some(5_i64))
        .times(2);
    let all: Vec<Box<dyn CallInterceptor>> = vec![
        Box::new(statistics[0].clone()),
        Box::new(mock),
        Box::new(statistics[1].clone()),
    ];
    assert_eq!(eval(all, &sum(["x", "y"])).unwrap(), 10);
    for statistics in statistics {
        let functions = statistics.snapshot().functions;
        assert_eq!(functions[0].by_interceptor, 2);
        assert_eq!(functions[1].by_interceptor, 0);
    }
}
