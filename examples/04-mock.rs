//! An interceptor that answers: the host's function and the guest's function are replaced, without touching either.
//!
//! `cargo run --example 04-mock`

use packr::{CallInterceptor, Engine, Error, Linker, Lower, Package, Store, Value};

packr::bindgen!(in "tests/wit/calc.wit");

/// Answers in place of the host, whatever the host would do, and refuses to let anything but sums reach the guest.
struct Mock {
    answer: Value,
}

impl CallInterceptor for Mock {
    fn before_import(&self, interface: &str, function: &str, _: &Value) -> Option<Value> {
        assert_eq!((interface, function), ("demo:calc/host", "lookup"));
        Some(self.answer.clone())
    }
    fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}

    fn before_export(&self, _: &str, input: &Value) -> Option<Value> {
        let tree = input.as_tuple()?.first()?.as_variant()?;
        let refusal = Err::<i64, _>("only sums today".to_owned());
        (tree.case_name() != "Sum").then(|| refusal.to_value())
    }
    fn after_export(&self, _: &str, _: &Value, _: &Value) {}
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::default();
    let guest = concat!(env!("CARGO_MANIFEST_DIR"), "/guests/twin.wasm");
    let package = Package::from_file(&engine, guest)?;
    let mut linker = Linker::new(&engine);
    // No `Host` is implemented: each import is a stub that fails, unless it is answered.
    linker.define_stubs(Calc::schema())?;
    let mut store = Store::new(&engine, ());
    let calc = Calc::instantiate(&mut store, &package, &linker)?;

    let sum = Expr::Sum(vec![Expr::Name("anything".into()), Expr::Num(1)]);
    let answer = Some(99_i64).to_value();
    calc.instance().set_interceptor(Mock { answer });
    let value = calc.call_eval(&mut store, &sum)?;
    println!("sum:  {value:?}");
    assert_eq!(value, Ok(100));

    // The guest is not called for this one.
    let value = calc.call_eval(&mut store, &Expr::Num(7))?;
    println!("num:  {value:?}");
    assert_eq!(value, Err("only sums today".into()));

    // An answer of another type than the WIT's is an error with the place, and reaches nobody.
    let answer = Value::String("ninety-nine".into());
    calc.instance().set_interceptor(Mock { answer });
    let error = calc.call_eval(&mut store, &sum).unwrap_err();
    println!("mock: {}", error.report());
    assert!(matches!(error, Error::Answer { .. }));
    Ok(())
}
