//! What a call costs, and what an interceptor adds. Measure an optimised build; the numbers are of your machine.
//!
//! `cargo run --release --example 11-timing`

use std::time::{Duration, Instant};

use packr::{CallInterceptor, Engine, HasSelf, Linker, Lower, Package, Store, Value};

packr::bindgen!(in "tests/wit/calc.wit");

struct Names;

impl demo::calc::host::Host for Names {
    fn lookup(&mut self, _: String) -> Option<i64> {
        Some(1)
    }
}

/// Sees all calls and does nothing, so that what is measured is what packr does for it.
struct Idle;

impl CallInterceptor for Idle {
    fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}
    fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_export(&self, _: &str, _: &Value, _: &Value) {}
}

/// The time of one run, in a round of at least two milliseconds.
fn round(mut run: impl FnMut() -> packr::Result<()>) -> packr::Result<Duration> {
    let (begin, mut runs) = (Instant::now(), 0);
    while begin.elapsed() < Duration::from_millis(2) {
        run()?;
        runs += 1;
    }
    Ok(begin.elapsed() / runs)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::default();
    let guest = concat!(env!("CARGO_MANIFEST_DIR"), "/guests/twin.wasm");
    let package = Package::from_file(&engine, guest)?;
    let mut linker = Linker::new(&engine);
    Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |names| names)?;
    let mut store = Store::new(&engine, Names);
    let calc = Calc::instantiate(&mut store, &package, &linker)?;

    let many = |item: Expr| Expr::Sum(vec![item; 1000]);
    println!(
        "{:34}{:>12}{:>18}{:>12}",
        "", "typed", "with interceptor", "by name"
    );
    for (what, tree) in [
        ("one number", Expr::Num(1)),
        ("one name, so one call of the host", Expr::Name("x".into())),
        ("a tree of 1000 numbers", many(Expr::Num(1))),
        (
            "1000 calls of the host in one",
            many(Expr::Name("x".into())),
        ),
    ] {
        assert!(calc.call_eval(&mut store, &tree)?.is_ok());
        let input = Value::Tuple(vec![tree.to_value()]);
        // The three in turn, and the fastest round of each: whatever else the machine does is in none of them.
        let [mut typed, mut seen, mut named] = [Duration::MAX; 3];
        for _ in 0..100 {
            typed = typed.min(round(|| calc.call_eval(&mut store, &tree).map(drop))?);
            calc.instance().set_interceptor(Idle);
            seen = seen.min(round(|| calc.call_eval(&mut store, &tree).map(drop))?);
            calc.instance().clear_interceptor();
            named = named.min(round(|| {
                let result = calc.instance().call(&mut store, "eval", input.clone());
                result.map(drop)
            })?);
        }
        println!("{what:34}{typed:>12.1?}{seen:>18.1?}{named:>12.1?}");
    }
    Ok(())
}
