//! A guest is not trusted: its time, its memory and the size of its values are bounded.
//!
//! `cargo run --example 07-limits`

use packr::wasmtime::{StoreLimits, StoreLimitsBuilder, Trap};
use packr::{Config, Engine, Error, Limits, Linker, Package, Store};

packr::bindgen!("sound" in "tests/wit/values.wit");

fn start(
    engine: &Engine,
    package: &Package,
    limits: Limits,
) -> packr::Result<(Store<StoreLimits>, Sound)> {
    let mut linker = Linker::new(engine);
    linker.define_stubs(Sound::schema())?;
    linker.limits(limits);
    let memory = StoreLimitsBuilder::new().memory_size(16 << 20).build();
    let mut store = Store::new(engine, memory);
    store.limiter(|limits| limits);
    store.set_fuel(10_000_000)?;
    let sound = Sound::instantiate(&mut store, package, &linker)?;
    Ok((store, sound))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut config = Config::new();
    config.consume_fuel(true);
    let engine = Engine::new(&config)?;
    let guest = concat!(env!("CARGO_MANIFEST_DIR"), "/guests/values.wasm");
    let package = Package::from_file(&engine, guest)?;

    // Time: `hang` runs for ever, and the fuel ends it.
    let (mut store, sound) = start(&engine, &package, Limits::default())?;
    let error = sound.call_hang(&mut store).unwrap_err();
    assert!(matches!(
        error,
        Error::Trap {
            trap: Some(Trap::OutOfFuel),
            ..
        }
    ));
    println!("time:   {error}");

    // Memory: 12 MiB of bytes twice over do not fit into 16 MiB.
    let (mut store, sound) = start(&engine, &package, Limits::default())?;
    store.set_fuel(u64::MAX)?;
    let error = sound.call_make_bytes(&mut store, 12 << 20).unwrap_err();
    println!("memory: {error}");

    // Values: 98 nodes around a leaf around its number are 100 values; one more is too deep.
    let limits = Limits::default().max_depth(100).max_bytes(1 << 20);
    let (mut store, sound) = start(&engine, &package, limits)?;
    sound.call_make_tree(&mut store, 98)?;
    let error = sound.call_make_tree(&mut store, 99).unwrap_err();
    assert!(matches!(error, Error::Result { .. }));
    println!("values: {}", error.report());
    Ok(())
}
