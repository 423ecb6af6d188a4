//! What the interceptors that are ready to use cost: `cargo run --release -p packr-core --example interceptor_cost`.

use std::thread;
use std::time::{Duration, Instant};

use packr_core::Value;
use packr_core::intercept::{
    Budget, Call, CallInterceptor, CallStatistics, Decision, Direction, End, Fault, Faults, Policy,
    Traced, When,
};
use tracing::Level;
use tracing_subscriber::layer::SubscriberExt;

const CALLS: u64 = 10_000;

/// Calls of one function from several threads, each ended before the next. Returns the nanoseconds between two calls of a thread.
fn run(interceptor: &dyn CallInterceptor, threads: u64) -> u128 {
    let began = Instant::now();
    thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || {
                let input: Value = r#"("x")"#.parse().unwrap();
                let output: Value = "some(40s64)".parse().unwrap();
                for index in 0..CALLS {
                    let (import, interface) = (Direction::Import, "demo:calc/host");
                    let mut call = Call::new(import, interface, "lookup", &input);
                    call.id = thread * CALLS + index + 1;
                    assert!(matches!(interceptor.begin(&call), Decision::Continue));
                    interceptor.end(&call, End::Returned(&output));
                }
            });
        }
    });
    began.elapsed().as_nanos() / u128::from(CALLS)
}

/// The least of many short runs: whatever else the machine does is in the others.
fn measure(what: &str, interceptor: &dyn CallInterceptor) {
    let least = |threads| (0..100).map(|_| run(interceptor, threads)).min().unwrap();
    println!("{what:42}{:>6} ns{:>6} ns", least(1), least(2));
}

fn main() {
    println!("{:42}{:>9}{:>9}", "a call", "1 thread", "2 threads");
    measure("none", &None::<Policy>);
    let rules = (0..10).try_fold(Policy::deny_by_default(), |policy, rule| {
        policy.deny(&format!("import demo:calc/other{rule}"))
    });
    let policy = rules.and_then(|policy| policy.allow("import demo:calc/host"));
    measure("policy, the eleventh rule", &policy.unwrap());
    let calls = Budget::new().calls("*", u64::MAX).unwrap();
    measure("budget, calls", &calls);
    let second = Duration::from_secs(1);
    let rate = Budget::new().rate("*", u32::MAX, second).unwrap();
    measure("budget, a rate", &rate);
    let bytes = Budget::new().bytes("*", u64::MAX).unwrap();
    measure("budget, bytes", &bytes);
    let faults = Faults::new(1).on("*", When::Probability(0.0), Fault::fail("never"));
    measure("faults, by chance", &faults.unwrap());
    measure("statistics", &CallStatistics::new());
    measure("statistics with sizes", &CallStatistics::new().sizes());
    measure("traced, no subscriber", &Traced::new(Level::TRACE));
    let subscriber =
        tracing_subscriber::registry().with(tracing_subscriber::filter::LevelFilter::INFO);
    tracing::subscriber::set_global_default(subscriber).unwrap();
    measure("traced, level disabled", &Traced::new(Level::DEBUG));
    measure(
        "traced, a registry that does nothing",
        &Traced::new(Level::INFO),
    );
    measure("traced with values", &Traced::new(Level::INFO).values(200));
}
