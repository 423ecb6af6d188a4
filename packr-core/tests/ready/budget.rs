//! What is within a budget, and what counts.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use packr_core::intercept::{
    Budget, BudgetError, BudgetLimit, Call, CallInterceptor, End, OverBudget,
};
use packr_core::{Value, encode};
use proptest::prelude::*;

use super::made::{HOST, export, failure, goes_on, import, make, refused};

/// A clock that goes when it is told to, in milliseconds.
fn clock() -> (Arc<AtomicU64>, impl Fn() -> Duration + Send + Sync) {
    let millis = Arc::new(AtomicU64::new(0));
    let clock = millis.clone();
    (millis, move || {
        Duration::from_millis(clock.load(Ordering::Relaxed))
    })
}

#[test]
fn a_rate_is_a_bucket_that_fills_again() {
    let (millis, clock) = clock();
    let budget = Budget::new()
        .rate("import demo:calc/host", 4, Duration::from_secs(2))
        .unwrap()
        .clock(clock);
    let unit = Value::UNIT;
    let lookup = || make(&budget, import(HOST, "lookup", &unit));
    let log = || make(&budget, import(HOST, "log", &unit));
    // Shared by all functions of the pattern.
    assert!(lookup() && log() && lookup() && log());
    let over: OverBudget = refused(budget.begin(&import(HOST, "lookup", &unit)));
    assert_eq!(over.retry_after, Some(Duration::from_millis(500)));
    // What is refused takes nothing, and others are not bound.
    for _ in 0..10 {
        assert!(!lookup());
        assert!(make(&budget, import("a:b/c", "d", &unit)));
    }
    millis.store(499, Ordering::Relaxed);
    let over: OverBudget = refused(budget.begin(&import(HOST, "lookup", &unit)));
    assert_eq!(over.retry_after, Some(Duration::from_millis(1)));
    millis.store(500, Ordering::Relaxed);
    assert!(lookup() && !lookup());
    // Never more than it holds.
    millis.store(1_000_000, Ordering::Relaxed);
    assert_eq!((0..10).filter(|_| lookup()).count(), 4);
}

proptest! {
    /// In any window of time there are no more calls than the bucket holds and what comes back in it.
    #[test]
    fn no_window_has_more_calls_than_the_rate(
        calls in 1_u32..6,
        per in 1_u64..50,
        steps in prop::collection::vec(0_u64..20, 1..60),
    ) {
        let (millis, clock) = clock();
        let budget = Budget::new().rate("*", calls, Duration::from_millis(per)).unwrap().clock(clock);
        let mut made = vec![];
        for step in steps {
            let now = millis.fetch_add(step, Ordering::Relaxed) + step;
            let before = made.len();
            if make(&budget, import(HOST, "f", &Value::UNIT)) {
                made.push(now);
            }
            let is_refused = made.len() == before;
            if is_refused {
                let over: OverBudget = refused(budget.begin(&import(HOST, "f", &Value::UNIT)));
                let wait = over.retry_after.unwrap();
                prop_assert!(wait > Duration::ZERO && wait <= Duration::from_millis(per));
            }
        }
        for (index, from) in made.iter().enumerate() {
            for (further, to) in made[index..].iter().enumerate() {
                let most = u64::from(calls) * per + (to - from) * u64::from(calls);
                prop_assert!((further as u64 + 1) * per <= most);
            }
        }
    }
}

#[test]
fn calls_in_total_have_an_end() {
    let budget = Budget::new().calls("import *", 2).unwrap();
    let unit = Value::UNIT;
    assert!(make(&budget, import(HOST, "a", &unit)));
    // A call that fails was made.
    let call = import(HOST, "b", &unit);
    assert!(goes_on(&budget.begin(&call)));
    budget.end(&call, End::Failed(&failure()));
    let over: OverBudget = refused(budget.begin(&import(HOST, "c", &unit)));
    assert_eq!(
        (over.limit, over.retry_after),
        (BudgetLimit::Calls { max: 2 }, None)
    );
    assert_eq!(
        over.to_string(),
        "the guest's call of `demo:calc/host#c` is beyond the budget of 2 calls of `import *`"
    );
    assert!(make(&budget, export("$root", "eval", &unit)));
}

#[test]
fn bytes_of_arguments_and_results_count() {
    let input = Value::tuple([Value::from("0123456789")]);
    let (arguments, result) = (
        encode(&input).unwrap().len(),
        encode(&Value::U32(7)).unwrap().len(),
    );
    let max = 2 * arguments + result;
    let budget = Budget::new().bytes("*", max as u64).unwrap();
    assert!(make(&budget, import(HOST, "a", &input)));
    // There is room for the arguments of another one, and its result goes beyond.
    assert!(make(&budget, import(HOST, "a", &input)));
    assert!(!make(&budget, import(HOST, "a", &Value::UNIT)));

    let budget = Budget::new().bytes("*", arguments as u64 - 1).unwrap();
    assert!(!make(&budget, import(HOST, "a", &input)));
    assert!(make(&budget, import(HOST, "a", &Value::UNIT)));
}

#[test]
fn calls_at_the_same_time_are_those_that_have_not_ended() {
    let budget = Budget::new().concurrent("*", 2).unwrap();
    let unit = Value::UNIT;
    let (first, second, third) = (
        export("$root", "eval", &unit),
        import(HOST, "a", &unit),
        export("$root", "eval", &unit),
    );
    assert!(goes_on(&budget.begin(&first)) && goes_on(&budget.begin(&second)));
    assert!(!goes_on(&budget.begin(&third)));
    // The end of what was refused frees no place.
    budget.end(&third, End::Failed(&failure()));
    assert!(!goes_on(&budget.begin(&third)));
    budget.cancelled(&second, &failure());
    assert!(goes_on(&budget.begin(&third)));
}

#[test]
fn a_call_takes_from_all_of_its_limits_or_from_none() {
    let budget = Budget::new()
        .calls("import *", 3)
        .unwrap()
        .calls("import demo:calc/host", 1)
        .unwrap();
    let unit = Value::UNIT;
    let host = || import(HOST, "a", &unit);
    assert!(make(&budget, host()));
    for _ in 0..5 {
        let over: OverBudget = refused(budget.begin(&host()));
        assert_eq!(over.pattern.to_string(), "import demo:calc/host");
    }
    let other = || import("a:b/c", "d", &unit);
    assert_eq!((0..5).filter(|_| make(&budget, other())).count(), 2);
}

#[test]
fn threads_share_a_budget() {
    let budget = Budget::new().calls("*", 1000).unwrap();
    let made: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    (0..400)
                        .filter(|_| make(&budget, import(HOST, "a", &Value::UNIT)))
                        .count()
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    assert_eq!(made, 1000);
}

#[test]
fn the_four_methods_alone_are_bounded() {
    let budget = Budget::new()
        .calls("*", 1)
        .unwrap()
        .concurrent("*", 1)
        .unwrap();
    let unit = Value::UNIT;
    assert_eq!(budget.before_import(HOST, "a", &unit), None);
    budget.after_import(HOST, "a", &unit, &unit);
    assert!(budget.before_export("eval", &unit).is_some());
}

#[test]
fn a_clock_that_panics_leaves_the_budget_as_it_was() {
    let (millis, clock) = clock();
    let budget = Budget::new()
        .rate("*", 1, Duration::from_secs(1))
        .unwrap()
        .clock(move || {
            let now = clock();
            assert!(now < Duration::from_secs(60), "as asked");
            now
        });
    millis.store(60_000, Ordering::Relaxed);
    let unit = Value::UNIT;
    let call: Call<'_> = import(HOST, "a", &unit);
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| budget.begin(&call)));
    assert!(panicked.is_err());
    millis.store(0, Ordering::Relaxed);
    assert!(make(&budget, import(HOST, "a", &unit)) && !make(&budget, import(HOST, "a", &unit)));
}

#[test]
fn what_is_no_limit_is_an_error() {
    let zero = Budget::new()
        .rate("*", 0, Duration::from_secs(1))
        .unwrap_err();
    assert_eq!(
        zero.to_string(),
        "0 calls in 1s is no rate: both have to be above 0"
    );
    assert!(matches!(
        Budget::new().rate("*", 1, Duration::ZERO),
        Err(BudgetError::Rate { .. })
    ));
    assert!(matches!(
        Budget::new().calls("a b", 1),
        Err(BudgetError::Pattern(_))
    ));
}
