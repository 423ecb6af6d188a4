//! Types of the most bytes that are accepted, inline: everything that is done with their values fits a stack of 2 MiB in a debug build.

use std::thread;

use packr::{Engine, Linker, Package, Sandbox, Value};

packr::bindgen!({
    inline: "
        package test:room;

        world room {
            record numbers { all: list<u64, 6000>, name: string }
            record tree { bytes: list<u8, 4000>, others: list<tree>, first: option<tree> }
            variant either { one(list<tuple<u32, u32>, 6000>), other(numbers) }
            export f: func(numbers: numbers) -> numbers;
            export g: func(either: either) -> tree;
        }
    ",
});

fn numbers() -> Numbers {
    Numbers {
        all: [7; 6000],
        name: "n".to_owned(),
    }
}

fn tree(depth: usize) -> Tree {
    let leaf = || Tree {
        bytes: [1; 4000],
        others: Vec::new(),
        first: None,
    };
    let mut tree = leaf();
    for level in 0..depth {
        let mut above = leaf();
        match level % 2 {
            0 => above.others.push(tree),
            _ => above.first = Some(Box::new(tree)),
        }
        tree = above;
    }
    tree
}

fn everything<T>(value: T)
where
    T: packr::Lift + packr::Lower + Clone + PartialEq + std::fmt::Debug,
{
    let bytes = packr::encode(&value).unwrap();
    assert!(packr::decode::<T>(&bytes).unwrap() == value);
    let untyped = value.to_value();
    assert!(packr::decode::<Value>(&bytes).unwrap() == untyped);
    assert!(T::from_value(untyped).unwrap() == value.clone());
    assert!(format!("{value:?}").len() > 6000);
}

/// Takes the arguments, and answers with nothing that can be read.
const GUEST: &str = r#"
    (module
        (memory (export "memory") 200)
        (func (export "__pack_alloc") (param i32) (result i32) (i32.const 65536))
        (func (export "f") (param i32 i32 i32 i32) (result i32) (i32.const 0))
        (func (export "g") (param i32 i32 i32 i32) (result i32) (i32.const 0)))
"#;

fn calls() {
    let sandbox = Sandbox::default();
    let engine: Engine = sandbox.engine().unwrap();
    let linker: Linker<()> = sandbox.linker(&engine).unwrap();
    let package = Package::new(&engine, GUEST).unwrap();
    let mut store = sandbox.store(&engine, ());
    let room = Room::instantiate(&mut store, &package, &linker).unwrap();
    let error = room.call_f(&mut store, &numbers()).unwrap_err();
    assert!(error.to_string().starts_with("bad result"), "{error}");
    let either = Either::Other(numbers());
    let error = room.call_g(&mut store, &either).unwrap_err();
    assert!(error.to_string().starts_with("bad result"), "{error}");
}

#[test]
fn the_largest_values_fit_a_thread() {
    let test = || {
        everything(numbers());
        everything(tree(80));
        everything(Either::One([(1, 2); 6000]));
        calls();
    };
    let thread = thread::Builder::new().stack_size(2 << 20).spawn(test);
    thread.unwrap().join().unwrap();
}
