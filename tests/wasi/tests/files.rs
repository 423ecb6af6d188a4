//! A guest with `std`, built for `wasm32-wasip1`: files through WASI preview 1, and everything else through packr.

use std::path::PathBuf;
use std::{env, fs};

use packr::{Engine, Error, HasSelf, Linker, Package, Store};
use wasmtime_wasi::p1::{WasiP1Ctx, add_to_linker_sync};
use wasmtime_wasi::p2::pipe::{MemoryInputPipe, MemoryOutputPipe};
use wasmtime_wasi::{FsPerms, WasiCtx, WasiCtxBuilder};

packr::bindgen!(in "../wit/files.wit");

struct State {
    wasi: WasiP1Ctx,
    visited: Vec<String>,
}

impl FilesImports for State {
    fn visit(&mut self, path: String) {
        self.visited.push(path);
    }
}

fn start(wasi: &mut WasiCtxBuilder) -> (Store<State>, Files) {
    let guests = match env::var_os("PACKR_GUESTS_DIR") {
        Some(dir) => PathBuf::from(dir),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../guests"),
    };
    let engine = Engine::default();
    let package = Package::from_file(&engine, guests.join("files.wasm")).unwrap();
    let mut linker = Linker::new(&engine);
    Files::add_to_linker::<_, HasSelf<_>>(&mut linker, |state| state).unwrap();
    add_to_linker_sync(linker.core(), |state: &mut State| &mut state.wasi).unwrap();
    let wasi = wasi.build_p1();
    let visited = Vec::new();
    let mut store = Store::new(&engine, State { wasi, visited });
    let files = Files::instantiate(&mut store, &package, &linker).unwrap();
    (store, files)
}

fn names(entry: &Entry) -> Vec<String> {
    let inside = entry.entries.iter().flat_map(names);
    let inside = inside.map(|name| format!("{}/{name}", entry.name));
    [entry.name.clone()].into_iter().chain(inside).collect()
}

#[test]
fn files_are_those_of_wasi_and_the_tree_is_packrs() {
    let folder = env::temp_dir().join(format!("packr-files-{}", std::process::id()));
    fs::create_dir_all(folder.join("a/b")).unwrap();
    fs::write(folder.join("a/text"), "12345").unwrap();
    let (mut store, files) = start(
        WasiCtx::builder()
            .preopened_dir(&folder, "/data", FsPerms::ReadOnly)
            .unwrap(),
    );
    let tree = files.call_walk(&mut store, "/data").unwrap().unwrap();
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(names(&tree), ["data", "data/a", "data/a/b", "data/a/text"]);
    assert_eq!(tree.entries[0].entries[1].size, 5);
    assert_eq!(store.data().visited, ["/data", "/data/a", "/data/a/b"]);
    let error = files.call_walk(&mut store, "/elsewhere").unwrap();
    assert!(error.unwrap_err().starts_with("/elsewhere: "));
}

#[test]
fn standard_streams_are_those_of_wasi() {
    let output = MemoryOutputPipe::new(4096);
    let input = MemoryInputPipe::new("hello\nworld\n");
    let (mut store, files) = start(WasiCtx::builder().stdin(input).stdout(output.clone()));
    assert_eq!(files.call_echo(&mut store).unwrap(), "hello\n");
    assert_eq!(output.contents(), "hello\n");
}

#[test]
fn the_message_of_a_panic_reaches_the_host_and_the_standard_error() {
    let errors = MemoryOutputPipe::new(4096);
    for message in ["no such luck", "once more"] {
        let (mut store, files) = start(WasiCtx::builder().stderr(errors.clone()));
        let error = files.call_fail(&mut store, message).unwrap_err();
        let Error::Trap { panic, .. } = &error else {
            panic!("{error:?}");
        };
        assert!(panic.as_deref().unwrap().starts_with(message), "{panic:?}");
    }
    let printed = String::from_utf8(errors.contents().to_vec()).unwrap();
    assert!(printed.contains("no such luck"), "{printed}");
}
