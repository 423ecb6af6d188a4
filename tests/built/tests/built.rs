//! A host whose bindings a build script wrote calls a guest, with a tree that came as JSON.

use std::path::Path;

use packr::{Engine, HasSelf, Linker, Package, Store};
use packr_test_built::{Calc, Expr, demo};

const JSON: &str = r#"{"sum":[{"the-name":"x"},{"neg":{"num":-2}}]}"#;

struct Names;

impl demo::calc::host::Host for Names {
    fn lookup(&mut self, name: String) -> Option<i64> {
        (name == "x").then_some(40)
    }
}

#[test]
fn calls_a_guest() -> Result<(), Box<dyn std::error::Error>> {
    let guest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../guests/calc.wasm");
    let engine = Engine::default();
    let package = Package::from_file(&engine, guest)?;
    let mut linker = Linker::new(&engine);
    Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |names| names)?;
    let mut store = Store::new(&engine, Names);
    let calc = Calc::instantiate(&mut store, &package, &linker)?;
    let tree: Expr = serde_json::from_str(JSON)?;
    assert_eq!(calc.call_eval(&mut store, &tree)?, Ok(42));
    Ok(())
}

#[test]
fn recursive_types_go_through_json_and_back() -> Result<(), serde_json::Error> {
    let tree = Expr::Sum(vec![Expr::Name("x".into()), Expr::neg(Expr::Num(-2))]);
    assert_eq!(serde_json::to_string(&tree)?, JSON);
    assert_eq!(serde_json::from_str::<Expr>(JSON)?, tree);
    Ok(())
}
