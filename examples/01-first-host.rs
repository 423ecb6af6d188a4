//! A host: the WIT of a world, a trait implemented for the host's own state, a typed call with a tree.
//!
//! `cargo run --example 01-first-host`

use packr::{Engine, HasSelf, Linker, Package, Store};

packr::bindgen!({ inline: r#"
    package demo:calc;

    interface host {
        /// The value of a name, which the guest does not know.
        lookup: func(name: string) -> option<s64>;
    }

    world calc {
        import host;

        variant expr { num(s64), name(string), neg(expr), sum(list<expr>) }

        export eval: func(e: expr) -> result<s64, string>;
    }
"# });

/// The host's state, on which its functions work.
struct Desk {
    asked: Vec<String>,
}

impl demo::calc::host::Host for Desk {
    fn lookup(&mut self, name: String) -> Option<i64> {
        self.asked.push(name.clone());
        (name == "x").then_some(40)
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::default();
    let guest = concat!(env!("CARGO_MANIFEST_DIR"), "/guests/twin.wasm");
    let package = Package::from_file(&engine, guest)?;

    let mut linker = Linker::new(&engine);
    Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |desk| desk)?;

    let mut store = Store::new(&engine, Desk { asked: vec![] });
    let calc = Calc::instantiate(&mut store, &package, &linker)?;

    let tree = Expr::Sum(vec![Expr::Name("x".into()), Expr::neg(Expr::Num(-2))]);
    let value = calc.call_eval(&mut store, &tree)?;
    println!("{tree:?} = {value:?}");
    assert_eq!(value, Ok(42));

    // The error of the WIT's `result` is a value of the call, not a failure of it.
    let value = calc.call_eval(&mut store, &Expr::Name("y".into()))?;
    println!("y = {value:?}");
    assert_eq!(value, Err("`y` has no value".into()));

    println!("The guest asked for {:?}.", store.data().asked);
    assert_eq!(store.data().asked, ["x", "y"]);
    Ok(())
}
