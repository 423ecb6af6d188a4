//! No generated code: the package itself says what it takes and gives, and values are read from text.
//!
//! `cargo run --example 08-by-name`

use packr::{Engine, Lift, Linker, Lower, Package, Store, Value};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::default();
    let guest = concat!(env!("CARGO_MANIFEST_DIR"), "/guests/twin.wasm");
    let package = Package::from_file(&engine, guest)?;

    let metadata = package.metadata(Store::new(&engine, ()))?;
    let world = metadata.expect("the package has metadata").world;
    for interface in world.exports.iter() {
        for function in interface.functions.iter() {
            println!("export {} of {}", function.name, interface.id);
        }
    }

    // A host function on values. What it returns is checked against the type in the metadata.
    let mut linker = Linker::<Vec<String>>::new(&engine);
    linker.define_dynamic(
        world.clone(),
        "demo:calc/host",
        "lookup",
        |mut store, input| {
            let (name,) = <(String,)>::from_value(input)?;
            store.data_mut().push(name);
            Ok(Some(40_i64).to_value())
        },
    )?;

    let mut store = Store::new(&engine, Vec::new());
    let instance = linker.instantiate(&mut store, &package, world)?;
    let tree: Value = r#"Expr::Sum#3([Expr::Name#1("x"), Expr::Num#0(2s64)])"#.parse()?;
    let result = instance.call(&mut store, "eval", Value::Tuple(vec![tree]))?;
    println!("eval = {result}");
    assert_eq!(Result::<i64, String>::from_value(result)?, Ok(42));
    assert_eq!(store.data(), &["x"]);

    // Values that do not fit are refused before the guest sees them.
    let wrong: Value = r#"Expr::Sum#3([Expr::Num#0("two")])"#.parse()?;
    let error = instance.call(&mut store, "eval", Value::Tuple(vec![wrong]));
    println!("eval: {}", error.unwrap_err().report());
    Ok(())
}
