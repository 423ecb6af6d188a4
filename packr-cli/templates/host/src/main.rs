//! Runs the guest: `cargo run`, or `cargo run -- MODULE` for a module elsewhere.

use std::error::Error;

use packr::{Engine, HasSelf, Linker, Package, Store};

packr::bindgen!(in "../wit");

/// The guest, as `packr build` leaves it.
const GUEST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../guest/{{module}}.wasm");

struct Names;

impl example::calculator::names::Host for Names {
    fn lookup(&mut self, name: String) -> Option<i64> {
        (name == "x").then_some(40)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let engine = Engine::default();
    let module = std::env::args().nth(1).unwrap_or(GUEST.into());
    let package = Package::from_file(&engine, module)?;
    let mut linker = Linker::new(&engine);
    Calculator::add_to_linker::<_, HasSelf<_>>(&mut linker, |names| names)?;
    let mut store = Store::new(&engine, Names);
    let calculator = Calculator::instantiate(&mut store, &package, &linker)?;

    let two = Expr::neg(Expr::Num(-2));
    for expr in [
        Expr::Sum(vec![Expr::Name("x".into()), two]),
        Expr::Name("y".into()),
    ] {
        let value = calculator.call_eval(&mut store, &expr)?;
        println!("{expr:?} = {value:?}");
    }
    Ok(())
}
