//! Who gets which error: a host function's own one, a trap of the guest, a package that does not fit.
//!
//! `cargo run --example 06-errors`

use std::fmt;

use packr::wasmtime::{self, Trap};
use packr::{Engine, Error, HasSelf, LinkError, Linker, Package, Store};

packr::bindgen!({
    path: "tests/wit/calc.wit",
    imports: { "demo:calc/host.lookup": trappable },
});

mod other {
    packr::bindgen!({ inline: "
        package demo:calc;
        interface host { lookup: func(name: string) -> option<u32>; }
        world other { import host; }
    " });
}

#[derive(Debug)]
struct NoDatabase;

impl fmt::Display for NoDatabase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the database is gone")
    }
}

impl std::error::Error for NoDatabase {}

struct Names;

impl demo::calc::host::Host for Names {
    // With `trappable`: an error stops the guest. `Ok(None)` is an answer to it.
    fn lookup(&mut self, name: String) -> wasmtime::Result<Option<i64>> {
        match name.as_str() {
            "boom" => Err(NoDatabase.into()),
            _ => Ok(None),
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::default();
    let guest = concat!(env!("CARGO_MANIFEST_DIR"), "/guests/twin.wasm");
    let package = Package::from_file(&engine, guest)?;
    let mut linker = Linker::new(&engine);
    Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |names| names)?;
    let mut store = Store::new(&engine, Names);
    let calc = Calc::instantiate(&mut store, &package, &linker)?;
    let name = |name: &str| Expr::Name(name.into());

    let error = calc.call_eval(&mut store, &name("boom")).unwrap_err();
    println!("{}\n", error.report());
    assert!(matches!(error, Error::Host { .. }));
    assert!(error.downcast_ref::<NoDatabase>().is_some());

    // The guest was stopped in the middle of the call, and is not called again. The store is as good as before.
    let error = calc.call_eval(&mut store, &name("y")).unwrap_err();
    assert!(matches!(error, Error::Interrupted { .. }));
    let calc = Calc::instantiate(&mut store, &package, &linker)?;
    let answer = calc.call_eval(&mut store, &name("y"))?;
    assert_eq!(answer, Err("`y` has no value".into()));

    // A world with another type than the package's: refused before any function runs.
    let mut linker = Linker::new(&engine);
    linker.define_stubs(other::Other::schema())?;
    let mut store = Store::new(&engine, ());
    let error = other::Other::instantiate(&mut store, &package, &linker).unwrap_err();
    println!("{}\n", error.report());
    assert!(error.downcast_ref::<LinkError>().is_some());

    // A guest written by hand, which traps.
    let text = r#"(module (memory (export "memory") 1)
        (func (export "eval") (param i32 i32 i32 i32) (result i32) unreachable))"#;
    let package = Package::new(&engine, text)?;
    let mut linker = Linker::new(&engine);
    Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |names| names)?;
    let mut store = Store::new(&engine, Names);
    let calc = Calc::instantiate(&mut store, &package, &linker)?;
    let error = calc.call_eval(&mut store, &Expr::Num(1)).unwrap_err();
    println!("{}", error.report());
    assert!(matches!(
        error,
        Error::Trap {
            trap: Some(Trap::UnreachableCodeReached),
            ..
        }
    ));
    Ok(())
}
