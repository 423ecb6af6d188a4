//! Interceptors in a `Vec`: each sees every call, the first that decides counts, and each is told the end.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use packr_core::Value;
use packr_core::intercept::{
    Budget, Call, CallInterceptor, CallStatistics, Decision, Denied, End, Fault, Faults, Injected,
    Mock, OverBudget, Policy, Recorder, Traced, When,
};
use proptest::prelude::*;
use tracing::Level;

use super::made::{HOST, failure, goes_on, import, make, refused};
use super::spans::Spans;

type Boxed = Box<dyn CallInterceptor>;

/// In the order that the guide recommends.
struct All {
    statistics: Arc<CallStatistics>,
    recorder: Arc<Recorder>,
    all: Vec<Boxed>,
}

fn all(policy: Policy, budget: Budget, faults: Faults) -> All {
    let statistics = Arc::new(CallStatistics::new());
    let recorder = Arc::new(Recorder::new());
    let mut mock = Mock::new();
    mock.on(HOST, "mocked").returns(5_u32).at_least(0);
    All {
        all: vec![
            Box::new(Traced::new(Level::INFO)),
            Box::new(statistics.clone()),
            Box::new(policy),
            Box::new(budget),
            Box::new(faults),
            Box::new(mock),
            Box::new(recorder.clone()),
        ],
        statistics,
        recorder,
    }
}

fn policy() -> Policy {
    Policy::allow_by_default().deny("*#denied").unwrap()
}

fn faults() -> Faults {
    Faults::new(0)
        .on("*#faulty", When::Always, Fault::refuse("a fault"))
        .unwrap()
}

#[test]
fn all_see_what_one_refused_or_answered() {
    let budget = Budget::new()
        .calls("*#denied", 0)
        .unwrap()
        .calls("*#beyond", 0)
        .unwrap();
    let all = all(policy(), budget, faults());
    let unit = Value::UNIT;
    let begin = |function| {
        let call = import(HOST, function, &unit);
        let decision = all.all.begin(&call);
        match &decision {
            Decision::Answer(value) => all.all.end(&call, End::Returned(value)),
            Decision::Continue => all.all.end(&call, End::Returned(&unit)),
            _ => all.all.end(&call, End::Failed(&failure())),
        }
        decision
    };
    let (spans, ()) = Spans::during(Level::INFO, || {
        assert!(goes_on(&begin("plain")));
        // The policy stands before the budget, so it is what is told.
        refused::<Denied>(begin("denied"));
        refused::<OverBudget>(begin("beyond"));
        refused::<Injected>(begin("faulty"));
        assert!(matches!(begin("mocked"), Decision::Answer(Value::U32(5))));
    });
    let functions = all.statistics.snapshot().functions;
    let counted: Vec<_> = functions
        .iter()
        .map(|of| (&*of.function, of.calls, of.failed()))
        .collect();
    assert_eq!(
        counted,
        [
            ("beyond", 1, 1),
            ("denied", 1, 1),
            ("faulty", 1, 1),
            ("mocked", 1, 0),
            ("plain", 1, 0)
        ]
    );
    let recording = all.recorder.take();
    assert_eq!(recording.calls.len(), 5);
    assert!(recording.calls.iter().all(|call| call.outcome.is_some()));
    assert_eq!(spans.spans().len(), 5);
}

#[test]
fn the_first_that_decides_counts() {
    let (policy, faults) = (
        || Box::new(policy()) as Boxed,
        || {
            Box::new(
                Faults::new(0)
                    .on("*", When::Always, Fault::refuse("a fault"))
                    .unwrap(),
            ) as Boxed
        },
    );
    let unit = Value::UNIT;
    let call = import(HOST, "denied", &unit);
    refused::<Denied>(vec![policy(), faults()].begin(&call));
    refused::<Injected>(vec![faults(), policy()].begin(&call));
}

/// Answers as nobody should.
struct Panics;

impl CallInterceptor for Panics {
    fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}
    fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_export(&self, _: &str, _: &Value, _: &Value) {}
    fn begin(&self, _: &Call<'_>) -> Decision {
        panic!("as asked")
    }
    fn end(&self, _: &Call<'_>, _: End<'_>) {
        panic!("as asked")
    }
}

#[test]
fn a_panic_of_one_leaves_the_others_whole() {
    let budget = Budget::new().concurrent("*", 1).unwrap();
    let all = all(policy(), budget, faults());
    let mut members = all.all;
    members.insert(3, Box::new(Panics));
    let unit = Value::UNIT;
    let call = import(HOST, "plain", &unit);
    let (spans, ()) = Spans::during(Level::INFO, || {
        assert!(catch_unwind(AssertUnwindSafe(|| members.begin(&call))).is_err());
        let end = || members.end(&call, End::Failed(&failure()));
        assert!(catch_unwind(AssertUnwindSafe(end)).is_err());
        assert!(tracing::Span::current().is_none());
    });
    assert!(spans.spans()[0].is_closed);
    let of = &all.statistics.snapshot().functions[0];
    assert_eq!((of.calls, of.under_way), (1, 0));
    members.remove(3);
    // The place in the budget is free again.
    assert!(make(&members, import(HOST, "plain", &unit)));
}

#[test]
fn a_condition_that_panics_fails_its_call_and_no_other() {
    let policy = Policy::allow_by_default()
        .allow_if("*#odd", |_| panic!("as asked"))
        .unwrap();
    let unit = Value::UNIT;
    let odd = import(HOST, "odd", &unit);
    assert!(catch_unwind(AssertUnwindSafe(|| policy.begin(&odd))).is_err());
    assert!(goes_on(&policy.begin(&import(HOST, "even", &unit))));
}

proptest! {
    /// Whatever calls are inside whatever others, and however they end: the numbers are those of a model.
    #[test]
    fn calls_inside_calls_are_counted_and_bounded(steps in prop::collection::vec((0_u8..3, any::<bool>()), 0..60)) {
        const MAX: usize = 3;
        let statistics = Arc::new(CallStatistics::new());
        let members: Vec<Boxed> = vec![
            Box::new(statistics.clone()),
            Box::new(policy()),
            Box::new(Budget::new().concurrent("*", MAX).unwrap()),
        ];
        let unit = Value::UNIT;
        // The calls under way, and whether the budget has them.
        let mut open: Vec<(Call<'_>, bool)> = vec![];
        let (mut calls, mut failed) = (0, 0);
        let mut end = |(call, _): (Call<'_>, bool), fails: bool| {
            (calls, failed) = (calls + 1, failed + u64::from(fails));
            match fails {
                true => members.end(&call, End::Failed(&failure())),
                false => members.end(&call, End::Returned(&unit)),
            }
        };
        for (step, fails) in steps {
            let function = match step {
                0 => {
                    if let Some(last) = open.pop() {
                        end(last, fails);
                    }
                    continue;
                }
                1 => "denied",
                _ => "plain",
            };
            let held = open.iter().filter(|(_, is_held)| *is_held).count();
            let call = import(HOST, function, &unit);
            match members.begin(&call) {
                Decision::Continue => prop_assert!(step == 2 && held < MAX),
                Decision::Refuse(reason) if step == 1 => prop_assert!(reason.is::<Denied>()),
                Decision::Refuse(reason) => prop_assert!(reason.is::<OverBudget>() && held == MAX),
                other => prop_assert!(false, "{other:?}"),
            }
            open.push((call, held < MAX));
        }
        while let Some(last) = open.pop() {
            end(last, false);
        }
        let functions = statistics.snapshot().functions;
        prop_assert_eq!(functions.iter().map(|of| of.calls).sum::<u64>(), calls);
        prop_assert_eq!(functions.iter().map(|of| of.failed()).sum::<u64>(), failed);
        prop_assert!(functions.iter().all(|of| of.under_way == 0));
    }
}
