//! Packages built with the published packr-guest 0.6.2 and 0.24.1, and with this one, by the same typed calls.
//!
//! `cargo run --example 10-published-guests`

use packr::{Engine, HasSelf, Linker, Package, Store, Version};

packr::bindgen!(in "tests/wit/calc.wit");

struct Names;

impl demo::calc::host::Host for Names {
    fn lookup(&mut self, name: String) -> Option<i64> {
        (name == "x").then_some(40)
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::default();
    let mut linker = Linker::new(&engine);
    Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |names| names)?;

    let tree = Expr::Sum(vec![Expr::Name("x".into()), Expr::neg(Expr::Num(-2))]);
    for (file, built_with, version) in [
        ("calc.wasm", "packr-guest 0.6.2", Version::V2),
        ("tally.wasm", "packr-guest 0.24.1", Version::V3),
        ("twin.wasm", "this packr-guest", Version::V2),
    ] {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/guests");
        let package = Package::from_file(&engine, format!("{folder}/{file}"))?;
        let mut store = Store::new(&engine, Names);
        let calc = Calc::instantiate(&mut store, &package, &linker)?;
        let value = calc.call_eval(&mut store, &tree)?;
        // The version of the byte format comes from the package's metadata.
        println!(
            "{built_with:18} {value:?}, format {:?}",
            calc.instance().version()
        );
        assert_eq!(value, Ok(42));
        assert_eq!(calc.instance().version(), version);
    }
    Ok(())
}
