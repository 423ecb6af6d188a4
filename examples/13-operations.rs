//! A host in operation: what guests may do, how much of it, what went wrong, how long it took; all of it interceptors that are ready to use.
//!
//! `cargo run --example 13-operations`

use std::sync::Arc;
use std::time::Duration;

use packr::intercept::{
    Budget, CallStatistics, Denied, Fault, Faults, OverBudget, Policy, Traced, When,
};
use packr::{CallInterceptor, Engine, HasSelf, Linker, Package, Store};
use tracing::Level;

packr::bindgen!(in "tests/wit/calc.wit");

struct Names;

impl demo::calc::host::Host for Names {
    fn lookup(&mut self, name: String) -> Option<i64> {
        name.strip_prefix('x')
            .map(|number| number.parse().unwrap_or(1))
    }
}

fn sum<const N: usize>(names: [&str; N]) -> Expr {
    Expr::Sum(names.map(|name| Expr::Name(name.into())).into())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A line an event, with the spans that it is inside of.
    tracing_subscriber::fmt()
        .with_writer(std::io::stdout)
        .without_time()
        .with_max_level(Level::INFO)
        .init();

    let statistics = Arc::new(CallStatistics::new().sizes());
    let faults = Arc::new(
        Faults::new(2024)
            .on(
                "import demo:calc/host#lookup",
                When::Probability(0.2),
                Fault::fail("the network is down"),
            )?
            .on(
                "import demo:calc/host",
                When::Every(4),
                Fault::Delay(Duration::from_millis(2)),
            )?,
    );
    let policy = Policy::deny_by_default()
        .deny_if("import demo:calc/host#lookup", |call| {
            call.input.to_string().contains("secret")
        })?
        .allow("import demo:calc/host")?
        .allow("export eval")?;
    let budget = Budget::new()
        .calls("import *", 16)?
        .concurrent("export *", 8)?;

    // Spans and times around all, then what refuses, then what disturbs. At the level `DEBUG` all that is shown here are the failures.
    let all: Vec<Box<dyn CallInterceptor>> = vec![
        Box::new(Traced::new(Level::DEBUG)),
        Box::new(statistics.clone()),
        Box::new(policy),
        Box::new(budget),
        Box::new(faults.clone()),
    ];
    let engine = Engine::default();
    let guest = concat!(env!("CARGO_MANIFEST_DIR"), "/guests/twin.wasm");
    let package = Package::from_file(&engine, guest)?;
    let mut linker = Linker::new(&engine);
    Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |names| names)?;
    linker.set_interceptor(all);

    // A guest that a failure stopped is replaced; all share the policy, the budget and the rest.
    let eval = |tree: &Expr| {
        let mut store = Store::new(&engine, Names);
        let calc = Calc::instantiate(&mut store, &package, &linker)?;
        calc.call_eval(&mut store, tree)
    };

    let secret = eval(&sum(["secret-key"])).unwrap_err();
    println!("denied:  {}", secret.brief());
    assert!(secret.downcast_ref::<Denied>().is_some());

    let mut beyond = None;
    let (mut good, mut failed) = (0, 0);
    while beyond.is_none() {
        match eval(&sum(["x20", "x20", "x2"])) {
            Ok(value) => {
                assert_eq!(value, Ok(42));
                good += 1;
            }
            Err(error) if error.downcast_ref::<OverBudget>().is_some() => beyond = Some(error),
            Err(_) => failed += 1,
        }
    }
    println!(
        "beyond:  {}",
        beyond.map(|error| error.brief()).unwrap_or_default()
    );
    println!("{good} evaluations were good, {failed} failed");

    for fault in faults.injected() {
        println!("fault:   {fault}");
    }
    // One evaluation with all of its spans, arguments and results.
    let mut store = Store::new(&engine, Names);
    let calc = Calc::instantiate(&mut store, &package, &linker)?;
    let traced = Traced::new(Level::INFO).values(80);
    calc.instance().set_interceptor(traced);
    assert_eq!(calc.call_eval(&mut store, &sum(["x7"]))?, Ok(7));

    let snapshot = statistics.snapshot();
    println!("{snapshot}");
    let lookup = &snapshot.functions[0];
    // 16 within the budget, the one that was denied, and the one beyond.
    assert_eq!(
        (lookup.name().as_str(), lookup.calls),
        ("demo:calc/host#lookup", 18)
    );
    assert!(lookup.latency.max >= Duration::from_millis(2));
    Ok(())
}
