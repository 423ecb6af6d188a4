//! A guest is not trusted: its time, its memory and the size of its values are bounded, in one place.
//!
//! `cargo run --example 07-limits`

use std::time::Duration;

use packr::{Error, Limits, Package, Sandbox, SandboxLimit, Store};

packr::bindgen!("sound" in "tests/wit/values.wit");

fn start(sandbox: Sandbox) -> packr::Result<(Store<()>, Sound)> {
    let engine = sandbox.engine()?;
    let guest = concat!(env!("CARGO_MANIFEST_DIR"), "/guests/values.wasm");
    let package = Package::from_file(&engine, guest)?;
    let mut linker = sandbox.linker(&engine)?;
    linker.define_stubs(Sound::schema())?;
    let mut store = sandbox.store(&engine, ());
    let sound = Sound::instantiate(&mut store, &package, &linker)?;
    Ok((store, sound))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Time: `hang` runs for ever, and the deadline ends it.
    let sandbox = Sandbox::default().deadline(Duration::from_millis(100));
    let (mut store, sound) = start(sandbox)?;
    let error = sound.call_hang(&mut store).unwrap_err();
    assert!(matches!(
        error,
        Error::Limit {
            limit: SandboxLimit::Deadline { .. },
            ..
        }
    ));
    println!("time:   {error}");

    // A guest that was stopped in the middle is not run again.
    let error = sound.call_make_tree(&mut store, 1).unwrap_err();
    assert!(matches!(error, Error::Interrupted { .. }));
    println!("after:  {error}");

    // Memory: 12 MiB of bytes twice over do not fit into 16 MiB.
    let (mut store, sound) = start(Sandbox::default().max_memory(16 << 20))?;
    let error = sound.call_make_bytes(&mut store, 12 << 20).unwrap_err();
    println!("memory: {error}");

    // Values: 98 nodes around a leaf around its number are 100 values; one more is too deep.
    let limits = Limits::default().max_depth(100).max_bytes(1 << 20);
    let (mut store, sound) = start(Sandbox::default().limits(limits))?;
    sound.call_make_tree(&mut store, 98)?;
    let error = sound.call_make_tree(&mut store, 99).unwrap_err();
    assert!(matches!(error, Error::Result { .. }));
    println!("values: {}", error.report());
    Ok(())
}
