//! A guest whose allocator keeps books: every block is freed once, with the length that was asked for.

use packr::wasmtime::AsContextMut;
use packr::{Error, Instance, Limits, Linker, Package, Store, Value};

use crate::reentrant;
use crate::support::{Decide, ENGINE};

/// Memory and allocator of a guest. Blocks come one after the other and are never used again; a table at 0 has address
/// and length of the living ones. `live` and `bytes` are exported; a wrong `__pack_free` traps. Every allocation
/// grows the memory by a page, so that nothing of the host may keep a slice.
pub(crate) const LEDGER: &str = r#"
    (memory (export "memory") 20)
    (global $next (mut i32) (i32.const 131072))
    (global $live (export "live") (mut i32) (i32.const 0))
    (func $alloc (export "__pack_alloc") (param $size i32) (result i32)
        (local $at i32) (local $row i32)
        (if (i32.le_s (local.get $size) (i32.const 0)) (then (return (i32.const 0))))
        (drop (memory.grow (i32.add (i32.const 1) (i32.shr_u (local.get $size) (i32.const 16)))))
        (local.set $at (global.get $next))
        ;; Not aligned, on purpose.
        (global.set $next (i32.add (i32.or (i32.add (local.get $at) (local.get $size)) (i32.const 1)) (i32.const 2)))
        (block $found (loop $rows
            (br_if $found (i32.eqz (i32.load (local.get $row))))
            (local.set $row (i32.add (local.get $row) (i32.const 8)))
            (br $rows)))
        (i32.store (local.get $row) (local.get $at))
        (i32.store offset=4 (local.get $row) (local.get $size))
        (global.set $live (i32.add (global.get $live) (i32.const 1)))
        (local.get $at))
    (func $free (export "__pack_free") (param $ptr i32) (param $len i32)
        (local $row i32)
        (block $found (loop $rows
            (br_if $found (i32.eq (i32.load (local.get $row)) (local.get $ptr)))
            (local.set $row (i32.add (local.get $row) (i32.const 8)))
            (if (i32.gt_u (local.get $row) (i32.const 65536)) (then (unreachable)))
            (br $rows)))
        (if (i32.ne (i32.load offset=4 (local.get $row)) (local.get $len)) (then (unreachable)))
        (memory.fill (local.get $ptr) (i32.const 0xee) (local.get $len))
        (i64.store (local.get $row) (i64.const 0))
        (global.set $live (i32.sub (global.get $live) (i32.const 1))))
"#;

/// How many blocks live. All of them have to be the host's own buffers.
pub(crate) fn live<T: 'static>(store: &mut Store<T>, instance: &Instance) -> i32 {
    let live = instance.wasm().get_global(&mut *store, "live").unwrap();
    live.get(store.as_context_mut()).unwrap_i32()
}

pub(crate) fn check<T: 'static>(store: &mut Store<T>, instance: &Instance) {
    let live = live(store, instance);
    assert!((1..=12).contains(&live), "{live} blocks live");
}

mod world {
    packr::bindgen!({
        inline: "package a:b; world w {
            import pass: func(text: string) -> string;
            export send: func(text: string) -> string;
        }",
    });
}

fn start(
    limits: Limits,
    answer: fn(usize) -> packr::wasmtime::Result<Value>,
) -> (Store<()>, Instance) {
    let mut linker = Linker::new(&ENGINE);
    linker.call_after_trap(true);
    linker.limits(limits);
    let host = move |_: packr::wasmtime::StoreContextMut<'_, ()>, input: Value| {
        let Value::Tuple(args) = input else {
            unreachable!()
        };
        let Value::String(text) = &args[0] else {
            unreachable!()
        };
        answer(text.len())
    };
    linker
        .define_dynamic(world::W::schema(), "$root", "pass", host)
        .unwrap();
    let mut store = Store::new(&ENGINE, ());
    let instance = linker
        .instantiate(&mut store, &reentrant::package(), world::W::schema())
        .unwrap();
    (store, instance)
}

fn text(length: usize) -> Value {
    Value::String("x".repeat(length))
}

#[test]
fn every_block_is_freed_once_as_it_was_allocated() {
    let (mut store, instance) = start(Limits::default(), |length| Ok(text(length * 3)));
    for length in [0, 1, 100, 950, 1000, 1024, 5000, 300, 70_000, 1, 200_000, 0] {
        assert_eq!(
            instance.call(&mut store, "send", text(length)).unwrap(),
            text(length * 3)
        );
    }
    // One buffer of inputs and one of results.
    assert_eq!(live(&mut store, &instance), 2);
}

#[test]
fn failures_of_every_kind_leave_no_block_behind() {
    let (mut store, instance) = start(Limits::default().max_bytes(10_000), |length| match length {
        1 => Err(packr::wasmtime::Error::msg("no")),
        2 => panic!("no"),
        3 => Ok(Value::U8(1)),
        4 => Ok(text(20_000)),
        _ => Ok(text(length)),
    });
    instance.call(&mut store, "send", text(9)).unwrap();
    // The guest's own block for slots is lost when it is stopped: the guest's loss.
    let mut lost = 0;
    type IsIt = fn(&Error) -> bool;
    let kinds: [(usize, IsIt); 5] = [
        (1, |error| matches!(error, Error::Host { .. })),
        (2, |error| matches!(error, Error::HostPanic { .. })),
        (3, |error| matches!(error, Error::Result { .. })),
        (4, |error| matches!(error, Error::Result { .. })),
        (20_000, |error| matches!(error, Error::Arguments { .. })),
    ];
    for (length, is_it) in kinds {
        for _ in 0..20 {
            let error = instance.call(&mut store, "send", text(length)).unwrap_err();
            assert!(is_it(&error), "{}", error.report());
            lost += i32::from(length < 10_000);
        }
    }
    assert_eq!(live(&mut store, &instance), 2 + lost);
    instance.set_interceptor(Decide::new(|_| {
        packr::intercept::Decision::Refuse("no".into())
    }));
    for _ in 0..20 {
        instance.call(&mut store, "send", text(9)).unwrap_err();
    }
    assert_eq!(live(&mut store, &instance), 2 + lost);
}

/// Answers with the host's own buffers: with its input, and with the result of the import.
#[test]
fn the_hosts_own_buffers_are_not_freed_as_the_guests_output() {
    mod echo {
        packr::bindgen!({
            inline: "package a:b; world w {
                import pass: func(text: string) -> string;
                export echo: func(t: string) -> tuple<string>;
                export through: func(t: string) -> string;
            }",
        });
    }
    let package = format!(
        r#"(module (import "$root" "pass" (func $pass (param i32 i32 i32 i32) (result i32)))
            {LEDGER}
            (func (export "echo") (param i32 i32 i32 i32) (result i32)
                (i32.store (local.get 2) (local.get 0)) (i32.store (local.get 3) (local.get 1)) (i32.const 0))
            (func (export "through") (param i32 i32 i32 i32) (result i32)
                (call $pass (local.get 0) (local.get 1) (local.get 2) (local.get 3))))"#
    );
    let package = Package::new(&ENGINE, package).unwrap();
    let mut linker = Linker::new(&ENGINE);
    let host = |_: packr::wasmtime::StoreContextMut<'_, ()>, _| Ok(text(3));
    linker
        .define_dynamic(echo::W::schema(), "$root", "pass", host)
        .unwrap();
    let mut store = Store::new(&ENGINE, ());
    let instance = linker
        .instantiate(&mut store, &package, echo::W::schema())
        .unwrap();
    for _ in 0..3 {
        for length in [5, 3000] {
            let answer = instance.call(&mut store, "echo", text(length)).unwrap();
            assert_eq!(answer, Value::Tuple(vec![text(length)]));
            assert_eq!(
                instance.call(&mut store, "through", text(length)).unwrap(),
                text(3)
            );
        }
    }
    assert_eq!(live(&mut store, &instance), 2);
}

fn echo_with(memory: &str, allocator: &str) -> Package {
    let text = format!(
        r#"(module {memory} {allocator}
            (func (export "echo") (param i32 i32 i32 i32) (result i32)
                (i32.store (local.get 2) (local.get 0)) (i32.store (local.get 3) (local.get 1)) (i32.const 0)))"#
    );
    Package::new(&ENGINE, text).unwrap()
}

fn call_echo(package: &Package, length: usize) -> Result<Value, Error> {
    mod echo {
        packr::bindgen!({ inline: "package a:b; world w { export echo: func(t: string) -> tuple<string>; }" });
    }
    let mut store = Store::new(&ENGINE, ());
    let instance = Linker::new(&ENGINE).instantiate(&mut store, package, echo::W::schema())?;
    instance.call(&mut store, "echo", text(length))
}

#[test]
fn a_guest_that_begins_without_any_memory_gets_some() {
    let package = echo_with("(memory (export \"memory\") 0)", "");
    for length in [0, 10, 65_470, 65_536, 200_000] {
        assert_eq!(
            call_echo(&package, length).unwrap(),
            Value::Tuple(vec![text(length)])
        );
    }
}

#[test]
fn the_last_bytes_of_four_gibibytes_are_memory_too() {
    for (ptr, length) in [("0xfffffc00", 10), ("0x7ffffff9", 10), ("0x7ffffffe", 700)] {
        let alloc =
            format!("(func (export \"__pack_alloc\") (param i32) (result i32) (i32.const {ptr}))");
        let package = echo_with("(memory (export \"memory\") 65536)", &alloc);
        assert_eq!(
            call_echo(&package, length).unwrap(),
            Value::Tuple(vec![text(length)]),
            "{ptr}"
        );
    }
    let alloc = "(func (export \"__pack_alloc\") (param i32) (result i32) (i32.const 0xfffffc01))";
    let package = echo_with("(memory (export \"memory\") 65536)", alloc);
    let report = call_echo(&package, 10).unwrap_err().report();
    assert!(report.contains("its memory ends at 4294967296"), "{report}");
}

#[test]
fn an_allocator_of_another_signature_is_told_at_instantiation() {
    let allocator = "(func (export \"__pack_alloc\") (param i32 i32) (result i32) (i32.const 0))
        (global (export \"__pack_free\") i32 (i32.const 0))";
    let error = call_echo(&echo_with("(memory (export \"memory\") 1)", allocator), 1).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`package` does not fit the world `w`: 2 problems\n  - the package exports `__pack_alloc` as (i32, i32) -> i32, \
         but it must be (i32) -> i32\n  - the package exports `__pack_free` as a global, but it must be (i32, i32)"
    );
}

#[test]
fn the_same_block_twice_is_an_error() {
    let alloc = "(func (export \"__pack_alloc\") (param i32) (result i32) (i32.const 1024))";
    let package = echo_with("(memory (export \"memory\") 1)", alloc);
    call_echo(&package, 10).unwrap();
    // A larger buffer, at the same place: the first was given back, so that is no fault.
    call_echo(&package, 5000).unwrap();
    // Input and result at once.
    let text = r#"(module (import "$root" "pass" (func $pass (param i32 i32 i32 i32) (result i32)))
        (memory (export "memory") 1) (func (export "__pack_alloc") (param i32) (result i32) (i32.const 1500))
        (func (export "send") (param i32 i32 i32 i32) (result i32)
            (call $pass (local.get 0) (local.get 1) (local.get 2) (local.get 3))))"#;
    let package = Package::new(&ENGINE, text).unwrap();
    let mut linker = Linker::new(&ENGINE);
    let host = |_: packr::wasmtime::StoreContextMut<'_, ()>, _| Ok(text_of_three());
    linker
        .define_dynamic(world::W::schema(), "$root", "pass", host)
        .unwrap();
    let mut store = Store::new(&ENGINE, ());
    let instance = linker
        .instantiate(&mut store, &package, world::W::schema())
        .unwrap();
    let error = instance
        .call(&mut store, "send", text_of_three())
        .unwrap_err();
    assert_eq!(
        error.report(),
        "host function `pass` (called by `send`): its allocator returned 1500 for 1024 bytes, which are in use"
    );
}

fn text_of_three() -> Value {
    text(3)
}

/// An allocator that calls the host, which calls the allocator: both get a buffer, and none is lost.
#[test]
fn an_allocator_may_call_the_host() {
    let module = format!(
        r#"(module (import "$root" "pass" (func $pass (param i32 i32 i32 i32) (result i32)))
            {}
            (data (i32.const 70000) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\06\00\00\00\06\00\00\00\02\00\00\00hi")
            (global $asked (mut i32) (i32.const 0))
            (func (export "__pack_alloc") (param $size i32) (result i32)
                (if (i32.lt_u (global.get $asked) (i32.const 2)) (then
                    (global.set $asked (i32.add (global.get $asked) (i32.const 1)))
                    (drop (call $pass (i32.const 70000) (i32.const 30) (i32.const 70100) (i32.const 70104)))))
                (call $alloc (local.get $size)))
            (func (export "send") (param i32 i32 i32 i32) (result i32)
                (call $pass (local.get 0) (local.get 1) (local.get 2) (local.get 3))))"#,
        LEDGER.replace(" (export \"__pack_alloc\")", "")
    );
    let package = Package::new(&ENGINE, module).unwrap();
    let mut linker = Linker::new(&ENGINE);
    let host = |_: packr::wasmtime::StoreContextMut<'_, ()>, _| Ok(text(3));
    linker
        .define_dynamic(world::W::schema(), "$root", "pass", host)
        .unwrap();
    let mut store = Store::new(&ENGINE, ());
    let instance = linker
        .instantiate(&mut store, &package, world::W::schema())
        .unwrap();
    for _ in 0..20 {
        assert_eq!(instance.call(&mut store, "send", text(5)).unwrap(), text(3));
    }
    assert!(live(&mut store, &instance) <= 3);
}
