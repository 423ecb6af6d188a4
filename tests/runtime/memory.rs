//! Guest memory: buffers are reused, and nothing leaks, however long an instance lives.

use packr::{HasSelf, Linker, Package, Store, Value};

use crate::support::{ENGINE, package};

mod spinning {
    packr::bindgen!({
        inline: r#"
            package test:values@1.2.0;
            interface types {
                variant tree {
                    leaf(s32), node(list<tree>), negated(tree), pair(tuple<tree, tree>), maybe(option<tree>),
                    checked(result<tree, string>), unchecked(result<string, tree>), fixed(list<tree, 2>),
                    named(map<string, tree>),
                }
            }
            world spinning {
                use types.{tree};
                import tick: func(n: u32) -> u32;
                import visit: func(tree: tree) -> tree;
                export spin: func(n: u32) -> u32;
                export spin-tree: func(n: u32, tree: tree) -> tree;
                export double: func(n: s64) -> s64;
                export make-bytes: func(length: u32) -> list<u8>;
                export count-bytes: func(bytes: list<u8>) -> tuple<u32, u64>;
            }
        "#,
    });
}

use spinning::{Spinning, Tree};

struct Ticks(u64);

impl spinning::SpinningImports for Ticks {
    fn tick(&mut self, n: u32) -> u32 {
        self.0 += 1;
        n
    }

    fn visit(&mut self, tree: Tree) -> Tree {
        self.0 += 1;
        tree
    }
}

fn start() -> (Store<Ticks>, Spinning) {
    let mut linker = Linker::new(&ENGINE);
    Spinning::add_to_linker::<_, HasSelf<_>>(&mut linker, |ticks| ticks).unwrap();
    linker
        .define_stubs(crate::values::Values::schema())
        .unwrap();
    let mut store = Store::new(&ENGINE, Ticks(0));
    let spinning = Spinning::instantiate(&mut store, &package("values"), &linker).unwrap();
    (store, spinning)
}

fn size(store: &mut Store<Ticks>, spinning: &Spinning) -> u64 {
    let memory = spinning
        .instance()
        .wasm()
        .get_memory(&mut *store, "memory")
        .unwrap();
    memory.size(&*store)
}

fn tree() -> Tree {
    Tree::pair(
        Tree::Node(vec![Tree::Leaf(1), Tree::negated(Tree::Leaf(2))]),
        Tree::Leaf(3),
    )
}

/// After the first calls, whose buffers and allocator's pages stay taken.
fn start_warm() -> (Store<Ticks>, Spinning, u64) {
    let (mut store, spinning) = start();
    spinning.call_spin(&mut store, 10).unwrap();
    spinning.call_spin_tree(&mut store, 10, &tree()).unwrap();
    spinning.call_double(&mut store, 1).unwrap();
    store.data_mut().0 = 0;
    let size = size(&mut store, &spinning);
    (store, spinning, size)
}

#[test]
fn a_million_calls_of_the_guest_leave_memory_as_it_was() {
    let (mut store, spinning, before) = start_warm();
    spinning.call_spin(&mut store, 1_000_000).unwrap();
    assert_eq!(store.data().0, 1_000_000);
    assert_eq!(size(&mut store, &spinning), before);
}

#[test]
fn a_million_calls_of_the_host_leave_memory_as_it_was() {
    let (mut store, spinning, before) = start_warm();
    for n in 0..1_000_000 {
        assert_eq!(spinning.call_double(&mut store, n).unwrap(), 2 * n);
    }
    assert_eq!(size(&mut store, &spinning), before);
}

#[test]
fn trees_in_both_directions_leave_memory_as_it_was() {
    let (mut store, spinning, before) = start_warm();
    spinning
        .call_spin_tree(&mut store, 10_000, &tree())
        .unwrap();
    assert_eq!(size(&mut store, &spinning), before);
}

#[test]
fn large_values_pass_and_their_buffers_are_reused() {
    let (mut store, spinning) = start();
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|n| n as u8).collect();
    let sum: u64 = bytes.iter().map(|byte| u64::from(*byte)).sum();
    assert_eq!(
        spinning.call_count_bytes(&mut store, &bytes).unwrap(),
        (3_000_000, sum)
    );
    let after_one = size(&mut store, &spinning);
    for _ in 0..20 {
        spinning.call_count_bytes(&mut store, &bytes).unwrap();
        spinning
            .call_count_bytes(&mut store, &bytes[..100])
            .unwrap();
    }
    assert_eq!(size(&mut store, &spinning), after_one);
    assert_eq!(
        spinning
            .call_make_bytes(&mut store, 1_000_000)
            .unwrap()
            .len(),
        1_000_000
    );
}

/// Echoes its input by pointing at it, and has no allocator.
const BARE: &str = r#"(module (memory (export "memory") 1)
    (func (export "echo") (param i32 i32 i32 i32) (result i32)
        (i32.store (local.get 2) (local.get 0)) (i32.store (local.get 3) (local.get 1)) (i32.const 0)))"#;

#[test]
fn a_guest_without_an_allocator_gets_memory_from_the_host() {
    mod bare {
        packr::bindgen!({ inline: "package a:b; world bare { export echo: func(t: list<u8>) -> tuple<list<u8>>; }" });
    }
    let package = Package::new(&ENGINE, BARE).unwrap();
    let mut store = Store::new(&ENGINE, ());
    let bare = bare::Bare::instantiate(&mut store, &package, &Linker::new(&ENGINE)).unwrap();
    // The input is a tuple of one list, and that is what the echo returns.
    for length in [0, 1, 100, 70_000, 500_000, 3] {
        let bytes = vec![7; length];
        assert_eq!(bare.call_echo(&mut store, &bytes).unwrap(), (bytes,));
    }
    let memory = bare
        .instance()
        .wasm()
        .get_memory(&mut store, "memory")
        .unwrap();
    let size = memory.size(&store);
    for _ in 0..10_000 {
        bare.call_echo(&mut store, &[1, 2, 3]).unwrap();
    }
    assert_eq!(memory.size(&store), size);
    // The page that the module came with is its own: the host writes behind it.
    assert!(memory.data(&store)[..65_536].iter().all(|byte| *byte == 0));
}

#[test]
fn a_memory_that_cannot_grow_is_an_error() {
    let text = BARE.replace(
        "(memory (export \"memory\") 1)",
        "(memory (export \"memory\") 1 2)",
    );
    let package = Package::new(&ENGINE, &text).unwrap();
    let mut store = Store::new(&ENGINE, ());
    let world = crate::link::world_of(&package);
    let instance = Linker::new(&ENGINE)
        .instantiate(&mut store, &package, world)
        .unwrap();
    // One page is enough for the first call, whose result is no empty tuple, and none is left for another instance.
    instance
        .call(&mut store, "echo", Value::Tuple(vec![]))
        .unwrap();
    let text = text.replace("1 2)", "1 1)");
    let package = Package::new(&ENGINE, text).unwrap();
    let world = crate::link::world_of(&package);
    let instance = Linker::new(&ENGINE)
        .instantiate(&mut store, &package, world)
        .unwrap();
    let error = instance
        .call(&mut store, "echo", Value::Tuple(vec![]))
        .unwrap_err();
    assert!(error.report().contains("can't grow"), "{}", error.report());
}

#[test]
fn an_allocator_that_misbehaves_is_an_error() {
    for (alloc, problem) in [
        ("(i32.const 0)", "could not provide"),
        ("(i32.const 65530)", "its memory ends at 65536"),
        ("(i32.const -8)", "its memory ends at 65536"),
        ("(unreachable)", "unreachable"),
    ] {
        let text = BARE.replace(
            "(func (export \"echo\")",
            &format!("(func (export \"__pack_alloc\") (param i32) (result i32) {alloc}) (func (export \"echo\")"),
        );
        let package = Package::new(&ENGINE, text).unwrap();
        let mut store = Store::new(&ENGINE, ());
        let world = crate::link::world_of(&package);
        let instance = Linker::new(&ENGINE)
            .instantiate(&mut store, &package, world)
            .unwrap();
        let error = instance
            .call(&mut store, "echo", Value::Tuple(vec![]))
            .unwrap_err();
        assert!(error.report().contains(problem), "{}", error.report());
    }
}
