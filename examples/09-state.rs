//! Host functions that work on a part of the store's data, and one that also needs the store's other half.
//!
//! `cargo run --example 09-state`

use std::collections::BTreeMap;

use packr::{Engine, HasData, Linker, Package, Store};

packr::bindgen!(in "tests/wit/calc.wit");

/// The store's data: more than the host functions need.
struct App {
    names: BTreeMap<String, i64>,
    misses: usize,
    title: &'static str,
}

/// What `Host` is implemented for: the part that is lent to it for one call.
struct Lookup<'a> {
    names: &'a BTreeMap<String, i64>,
    misses: &'a mut usize,
}

/// Says which part that is.
struct HasLookup;

impl HasData for HasLookup {
    type Data<'a> = Lookup<'a>;
}

impl demo::calc::host::Host for Lookup<'_> {
    fn lookup(&mut self, name: String) -> Option<i64> {
        let value = self.names.get(&name).copied();
        *self.misses += usize::from(value.is_none());
        value
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::default();
    let guest = concat!(env!("CARGO_MANIFEST_DIR"), "/guests/twin.wasm");
    let package = Package::from_file(&engine, guest)?;
    let mut linker = Linker::new(&engine);
    Calc::add_to_linker::<App, HasLookup>(&mut linker, |app| Lookup {
        names: &app.names,
        misses: &mut app.misses,
    })?;

    // One package and one linker, any number of stores: each has its own data and its own guest memory.
    for (title, value) in [("first", 1), ("second", 2)] {
        let app = App {
            names: [("x".to_owned(), value)].into(),
            misses: 0,
            title,
        };
        let mut store = Store::new(&engine, app);
        let calc = Calc::instantiate(&mut store, &package, &linker)?;
        let x = calc.call_eval(&mut store, &Expr::Name("x".into()))?;
        let y = calc.call_eval(&mut store, &Expr::Name("y".into()))?;
        println!(
            "{}: x = {x:?}, y = {y:?}, {} missed",
            store.data().title,
            store.data().misses
        );
        assert_eq!((x, store.data().misses), (Ok(value), 1));
        assert!(y.is_err());
    }
    Ok(())
}
