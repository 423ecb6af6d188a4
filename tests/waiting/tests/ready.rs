//! Interceptors that are ready to use, on calls that wait, interleave and are dropped.

#[path = "../../../packr-core/tests/ready/spans.rs"]
mod spans;
mod support;

use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};
use std::time::Duration;

use futures_lite::future::{block_on, zip};
use packr::intercept::{Budget, CallStatistics, Fault, Faults, NoSleep, OverBudget, Traced, When};
use packr::{CallInterceptor, Error, HasSelf, Linker, Store};
use spans::Spans;
use support::{Calc, ENGINE, Expr, Names, TWIN, give_way, name, sum};
use tracing::{Instrument, Level, info_span};

/// Waits in a span of its own, inside that of the call, and asks another guest for the value of `inner`.
struct Host {
    traced: Arc<Traced>,
    inner: Option<(Store<Names>, Calc)>,
}

impl support::demo::calc::host::Host for Host {
    async fn lookup(&mut self, name: String) -> Option<i64> {
        let query = info_span!(parent: self.traced.current(), "query", name);
        async {
            give_way().await;
            match &mut self.inner {
                Some((store, calc)) if name == "inner" => {
                    calc.call_eval(store, &support::name("x5")).await.ok()?.ok()
                }
                _ => Some(20),
            }
        }
        .instrument(query)
        .await
    }
}

async fn start(traced: &Arc<Traced>, inner: Option<(Store<Names>, Calc)>) -> (Store<Host>, Calc) {
    let mut linker = Linker::new(&ENGINE);
    Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |host| host).unwrap();
    linker.set_interceptor(traced.clone());
    let traced = traced.clone();
    let mut store = Store::new(&ENGINE, Host { traced, inner });
    let calc = Calc::instantiate_async(&mut store, &TWIN, &linker).await;
    (store, calc.unwrap())
}

#[test]
fn spans_of_calls_that_interleave_are_inside_their_own() {
    let traced = Arc::new(Traced::new(Level::INFO));
    let (spans, ()) = Spans::during(Level::INFO, || {
        block_on(async {
            let run = async |tree: Expr| {
                let inner = support::calc(Names::default(), traced.clone()).await;
                let (mut store, calc) = start(&traced, Some(inner)).await;
                calc.call_eval(&mut store, &tree).await.unwrap().unwrap()
            };
            let one = run(sum([name("a"), name("inner")]));
            let other = run(sum([name("b"), name("c")]));
            let (one, other) = zip(
                one.instrument(info_span!("one")),
                other.instrument(info_span!("other")),
            )
            .await;
            assert_eq!((one, other), (25, 40));
        });
    });
    assert_eq!(
        spans.tree(),
        [
            "one",
            "  eval",
            "    demo:calc/host#lookup",
            "      query",
            "    demo:calc/host#lookup",
            "      query",
            // A child of the call, whatever span the host is in.
            "      eval",
            "        demo:calc/host#lookup",
            "other",
            "  eval",
            "    demo:calc/host#lookup",
            "      query",
            "    demo:calc/host#lookup",
            "      query",
        ]
    );
    // They did interleave: the second began before the first had ended.
    let order: Vec<_> = spans.spans().iter().map(|span| span.name).collect();
    assert_eq!(order[..4], ["one", "other", "call", "call"]);
    assert!(spans.spans().iter().all(|span| span.is_closed));
}

mod flagged {
    packr::bindgen!({
        path: "../wit/calc.wit",
        imports: { default: tracing },
        exports: { default: tracing },
    });
}

mod flagged_async {
    packr::bindgen!({
        path: "../wit/calc.wit",
        imports: { default: async | tracing },
        exports: { default: async | tracing },
    });
}

struct Two;

impl flagged::demo::calc::host::Host for Two {
    fn lookup(&mut self, _: String) -> Option<i64> {
        Some(2)
    }
}

impl flagged_async::demo::calc::host::Host for Two {
    async fn lookup(&mut self, _: String) -> Option<i64> {
        give_way().await;
        Some(2)
    }
}

#[test]
fn spans_of_the_flag_are_beside_those_of_the_interceptor() {
    let (spans, ()) = Spans::during(Level::TRACE, || {
        let mut linker = Linker::new(&ENGINE);
        flagged::Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |host| host).unwrap();
        linker.set_interceptor(Traced::new(Level::INFO));
        let mut store = Store::new(&ENGINE, Two);
        let calc = flagged::Calc::instantiate(&mut store, &TWIN, &linker).unwrap();
        let tree = flagged::Expr::Name("x".into());
        calc.call_eval(&mut store, &tree).unwrap().unwrap();
    });
    assert_eq!(
        spans.tree(),
        [
            "packr export",
            "  eval",
            "    packr import",
            "      demo:calc/host#lookup",
        ]
    );
    let (spans, ()) = Spans::during(Level::TRACE, || {
        let mut linker = Linker::new(&ENGINE);
        flagged_async::Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |host| host).unwrap();
        linker.set_interceptor(Traced::new(Level::INFO));
        let mut store = Store::new(&ENGINE, Two);
        block_on(async {
            let calc = flagged_async::Calc::instantiate_async(&mut store, &TWIN, &linker).await;
            let tree = flagged_async::Expr::Name("x".into());
            calc.unwrap()
                .call_eval(&mut store, &tree)
                .await
                .unwrap()
                .unwrap();
        });
    });
    assert_eq!(
        spans.tree(),
        [
            "packr export",
            "  eval",
            "    demo:calc/host#lookup",
            "  packr import",
        ]
    );
}

#[test]
fn a_call_that_is_dropped_has_its_end_everywhere() {
    let statistics = Arc::new(CallStatistics::new());
    let budget = Arc::new(Budget::new().concurrent("*", 2).unwrap());
    let (spans, ()) = Spans::during(Level::INFO, || {
        let all: Vec<Box<dyn CallInterceptor>> = vec![
            Box::new(Traced::new(Level::INFO)),
            Box::new(statistics.clone()),
            Box::new(budget.clone()),
        ];
        let (mut store, calc) = block_on(support::calc(Names::default(), all));
        {
            let tree = name("never");
            let mut call = pin!(calc.call_eval(&mut store, &tree));
            let mut context = Context::from_waker(Waker::noop());
            assert!(call.as_mut().poll(&mut context).is_pending());
            let under_way: Vec<_> = statistics.snapshot().functions;
            let under_way: Vec<_> = under_way.iter().map(|of| of.under_way).collect();
            assert_eq!(under_way, [1, 1]);
        }
        // There is room for two again.
        let (mut store, calc) = block_on(support::calc(Names::default(), budget));
        let value = block_on(calc.call_eval(&mut store, &name("x2"))).unwrap();
        assert_eq!(value, Ok(2));
    });
    assert_eq!(spans.tree(), ["eval", "  demo:calc/host#lookup"]);
    for span in spans.spans() {
        assert!(span.is_closed);
        assert_eq!(span.fields["error.type"], "cancelled");
    }
    for of in statistics.snapshot().functions {
        assert_eq!(
            (of.failures.as_slice(), of.under_way),
            (&[("cancelled", 1)][..], 0)
        );
    }
}

#[test]
fn calls_at_the_same_time_are_bounded_among_tasks() {
    let budget = Arc::new(Budget::new().concurrent("export eval", 1).unwrap());
    let (one, other) = block_on(async {
        let run = async || {
            let names = Names {
                yields: 3,
                asked: 0,
            };
            let (mut store, calc) = support::calc(names, budget.clone()).await;
            calc.call_eval(&mut store, &name("x2")).await
        };
        zip(run(), run()).await
    });
    assert_eq!(one.unwrap(), Ok(2));
    assert!(other.unwrap_err().downcast_ref::<OverBudget>().is_some());
}

#[tokio::test(flavor = "current_thread")]
async fn a_delay_leaves_the_thread_to_others() {
    let delayed = |time| {
        Faults::new(0)
            .on("import *", When::Always, Fault::Delay(time))
            .unwrap()
    };
    let order = Mutex::new(vec![]);
    let run = async |who, interceptor| {
        let (mut store, calc) = support::calc(Names::default(), interceptor).await;
        let value = calc.call_eval(&mut store, &name("x2")).await;
        order.lock().unwrap().push(who);
        value
    };
    let late = delayed(Duration::from_millis(250)).sleep_async(tokio::time::sleep);
    let soon = delayed(Duration::from_millis(1)).sleep_async(tokio::time::sleep);
    let (late, soon) = tokio::join!(run("late", late), run("soon", soon));
    assert_eq!((late.unwrap(), soon.unwrap()), (Ok(2), Ok(2)));
    assert_eq!(*order.lock().unwrap(), ["soon", "late"]);

    let none = run("none", delayed(Duration::from_secs(3600)))
        .await
        .unwrap_err();
    assert!(matches!(none, Error::Refused { .. }));
    assert!(none.downcast_ref::<NoSleep>().is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn statistics_add_up_tasks_on_several_threads() {
    let statistics = Arc::new(CallStatistics::new());
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let statistics = statistics.clone();
            tokio::spawn(async move {
                let names = Names {
                    yields: 2,
                    asked: 0,
                };
                let (mut store, calc) = support::calc(names, statistics).await;
                for _ in 0..20 {
                    let value = calc.call_eval(&mut store, &name("x2")).await;
                    assert_eq!(value.unwrap(), Ok(2));
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    for of in statistics.snapshot().functions {
        assert_eq!((of.calls, of.failed(), of.under_way), (160, 0, 0));
        assert_eq!(
            of.latency
                .buckets
                .iter()
                .map(|(_, count)| count)
                .sum::<u64>(),
            160
        );
    }
}
