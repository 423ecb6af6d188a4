//! An interceptor sees every call in both directions. This one keeps an audit log, and counts.
//!
//! `cargo run --example 03-interceptor`

use std::sync::{Arc, Mutex};

use packr::{CallInterceptor, Engine, HasSelf, Linker, Package, Store, Value};

packr::bindgen!(in "tests/wit/calc.wit");

struct Names;

impl demo::calc::host::Host for Names {
    fn lookup(&mut self, name: String) -> Option<i64> {
        (name == "x").then_some(40)
    }
}

#[derive(Default)]
struct Audit(Mutex<Vec<String>>);

impl Audit {
    fn note(&self, line: String) {
        println!("{line}");
        self.0.lock().unwrap().push(line);
    }
}

impl CallInterceptor for Audit {
    fn before_import(&self, interface: &str, function: &str, input: &Value) -> Option<Value> {
        self.note(format!("guest -> {interface}#{function}{input}"));
        None // Let the call go on.
    }
    fn after_import(&self, interface: &str, function: &str, _: &Value, output: &Value) {
        self.note(format!("guest <- {interface}#{function} = {output}"));
    }
    fn before_export(&self, function: &str, input: &Value) -> Option<Value> {
        self.note(format!("host  -> {function}{input}"));
        None
    }
    fn after_export(&self, function: &str, _: &Value, output: &Value) {
        self.note(format!("host  <- {function} = {output}"));
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::default();
    let guest = concat!(env!("CARGO_MANIFEST_DIR"), "/guests/twin.wasm");
    let package = Package::from_file(&engine, guest)?;
    let mut linker = Linker::new(&engine);
    Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |names| names)?;

    let audit = Arc::new(Audit::default());
    linker.set_interceptor(audit.clone());

    let mut store = Store::new(&engine, Names);
    let calc = Calc::instantiate(&mut store, &package, &linker)?;
    let tree = Expr::Sum(vec![Expr::Name("x".into()), Expr::Num(2)]);
    assert_eq!(calc.call_eval(&mut store, &tree)?, Ok(42));

    let lines = audit.0.lock().unwrap();
    assert_eq!(
        *lines,
        [
            r#"host  -> eval(Expr::Sum#3([Expr::Name#1("x"), Expr::Num#0(2s64)]))"#,
            r#"guest -> demo:calc/host#lookup("x")"#,
            "guest <- demo:calc/host#lookup = some(40s64)",
            "host  <- eval = ok<_, string>(42s64)",
        ]
    );
    Ok(())
}
