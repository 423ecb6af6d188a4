//! One linker with packr's functions and WASI preview 1, and a store whose data holds both.

use packr::{Engine, HasSelf, Linker, Package, Store};
use wasmtime_wasi::WasiCtx;
use wasmtime_wasi::p1::{WasiP1Ctx, add_to_linker_sync};
use wasmtime_wasi::p2::pipe::MemoryOutputPipe;

packr::bindgen!({
    inline: r#"
        package test:wasi;
        world greeter {
            import unused: func();
            export greet: func() -> u32;
        }
    "#,
});

struct State {
    wasi: WasiP1Ctx,
}

impl GreeterImports for State {
    fn unused(&mut self) {}
}

#[test]
fn wasi_preview_1_works_beside_packr() {
    let engine = Engine::default();
    let package = Package::new(&engine, include_str!("guest.wat")).unwrap();
    let mut linker = Linker::new(&engine);
    Greeter::add_to_linker::<_, HasSelf<_>>(&mut linker, |state| state).unwrap();
    add_to_linker_sync(linker.core(), |state: &mut State| &mut state.wasi).unwrap();

    let output = MemoryOutputPipe::new(4096);
    let wasi = WasiCtx::builder().stdout(output.clone()).build_p1();
    let mut store = Store::new(&engine, State { wasi });
    let greeter = Greeter::instantiate(&mut store, &package, &linker).unwrap();
    assert_eq!(greeter.call_greet(&mut store).unwrap(), 0);
    assert_eq!(output.contents(), "hello from the guest\n");
}
