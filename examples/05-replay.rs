//! A run is recorded, replayed without the host's functions, and a changed run is told where it differs.
//!
//! `cargo run --example 05-replay`

use std::sync::Arc;

use packr::{Engine, HasSelf, Linker, Package, Recorder, Recording, Replayer, Store};

packr::bindgen!(in "tests/wit/calc.wit");

/// A host whose answers change with each call: nothing that a second run could repeat by itself.
struct Counter(i64);

impl demo::calc::host::Host for Counter {
    fn lookup(&mut self, _: String) -> Option<i64> {
        self.0 += 1;
        Some(self.0)
    }
}

fn sum(names: &[&str]) -> Expr {
    Expr::Sum(
        names
            .iter()
            .map(|name| Expr::Name((*name).into()))
            .collect(),
    )
}

/// Runs the guest again on what was recorded. There is no `Counter` here.
fn replay(
    engine: &Engine,
    package: &Package,
    recording: Recording,
    tree: &Expr,
) -> packr::Result<Result<i64, String>> {
    let replayer = Arc::new(Replayer::new(recording));
    let mut linker = Linker::new(engine);
    linker.define_stubs(Calc::schema())?;
    linker.set_interceptor(replayer.clone());
    let mut store = Store::new(engine, ());
    let calc = Calc::instantiate(&mut store, package, &linker)?;
    let value = calc.call_eval(&mut store, tree)?;
    replayer.finish().expect("the whole recording was replayed");
    Ok(value)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::default();
    let guest = concat!(env!("CARGO_MANIFEST_DIR"), "/guests/twin.wasm");
    let package = Package::from_file(&engine, guest)?;

    let recorder = Arc::new(Recorder::new());
    let mut linker = Linker::new(&engine);
    Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |counter| counter)?;
    linker.set_interceptor(recorder.clone());
    let mut store = Store::new(&engine, Counter(0));
    let calc = Calc::instantiate(&mut store, &package, &linker)?;
    let live = calc.call_eval(&mut store, &sum(&["a", "b"]))?;
    println!("live:     {live:?}");

    let recording = recorder.take();
    for call in &recording.calls {
        println!("recorded: {}{}", call.name(), call.input);
    }
    assert_eq!(recording.calls.len(), 3); // `eval`, and two `lookup` inside it

    let replayed = replay(&engine, &package, recording.clone(), &sum(&["a", "b"]))?;
    println!("replayed: {replayed:?}");
    assert_eq!(live, replayed);

    let error = replay(&engine, &package, recording, &sum(&["a", "c"])).unwrap_err();
    println!("changed:  {}", error.report());
    assert!(
        error
            .downcast_ref::<packr::intercept::Divergence>()
            .is_some()
    );
    Ok(())
}
