//! A call allocates nothing on the host but its values, and an interceptor only their `Value`s, once for however many there are.
// An allocator that counts is the only way to see this from outside.
#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::path::PathBuf;
use std::sync::LazyLock;

use packr::{CallInterceptor, Engine, HasSelf, Linker, Lower, Package, Store, Value};

struct Counting;

thread_local! {
    /// How many allocations this thread made.
    static MADE: Cell<usize> = const { Cell::new(0) };
}

fn count() {
    MADE.set(MADE.get() + 1);
}

// SAFETY: hands everything to the system's allocator. The counter needs neither memory nor a destructor.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        unsafe { System.alloc(layout) }
    }

    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        unsafe { System.realloc(ptr, layout, size) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        unsafe { System.dealloc(ptr, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

packr::bindgen!({
    inline: r#"
        package test:values@1.2.0;
        interface host {
            enum level { debug, info, warning }
            ping: func();
            ticks: func() -> u64;
            note: func(level: level, message: string);
        }
        world counted {
            import host;
            import clock: interface { now: func() -> u64; }
            import tick: func(n: u32) -> u32;
            import beat: func();
            export nothing: func();
            export answer: func() -> u64;
            export forget: func(value: string);
            export double: func(n: s64) -> s64;
            export join: func(a: string, b: string) -> string;
            export spin: func(n: u32) -> u32;
            export make-bytes: func(length: u32) -> list<u8>;
            export count-bytes: func(bytes: list<u8>) -> tuple<u32, u64>;
        }
    "#,
});

struct Host;

impl test::values::host::Host for Host {
    fn ping(&mut self) {}
    fn ticks(&mut self) -> u64 {
        1
    }
    fn note(&mut self, _: test::values::host::Level, _: String) {}
}

impl clock::Host for Host {
    fn now(&mut self) -> u64 {
        2
    }
}

impl CountedImports for Host {
    fn tick(&mut self, n: u32) -> u32 {
        n
    }
    fn beat(&mut self) {}
}

/// Sees every call, and does nothing.
#[derive(Clone)]
struct Idle;

impl CallInterceptor for Idle {
    fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}
    fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_export(&self, _: &str, _: &Value, _: &Value) {}
}

/// How many allocations that makes, when what is made once has been.
fn made<R>(mut run: impl FnMut() -> R) -> usize {
    drop(run());
    drop(run());
    let before = MADE.get();
    drop(run());
    MADE.get() - before
}

/// Compiled once: in a debug build that takes seconds.
static GUEST: LazyLock<(Engine, Package)> = LazyLock::new(|| {
    let dir = std::env::var_os("PACKR_GUESTS_DIR").map(PathBuf::from);
    let dir = dir.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("guests"));
    let engine = Engine::default();
    let package = Package::from_file(&engine, dir.join("values.wasm")).unwrap();
    (engine, package)
});

fn start() -> (Store<Host>, Counted) {
    let (engine, package) = &*GUEST;
    let mut linker = Linker::new(engine);
    Counted::add_to_linker::<_, HasSelf<_>>(&mut linker, |host| host).unwrap();
    linker.trap_unknown_imports(true);
    let mut store = Store::new(engine, Host);
    let counted = Counted::instantiate(&mut store, package, &linker).unwrap();
    (store, counted)
}

/// What each kind of call allocates.
fn calls(store: &mut Store<Host>, counted: &Counted) -> Vec<(&'static str, usize)> {
    let bytes = [7; 100];
    macro_rules! made {
        ($($name:literal: $call:ident($($arg:expr),*)),* $(,)?) => {
            vec![$(($name, made(|| counted.$call(&mut *store, $($arg),*).unwrap()))),*]
        };
    }
    made! {
        "neither arguments nor a result, five imports": call_nothing(),
        "a result, two imports": call_answer(),
        "an argument": call_forget("a text"),
        "both": call_double(21),
        "texts": call_join("a ", "text"),
        "ten imports": call_spin(10),
        "a list as the result": call_make_bytes(100),
        "a list as the argument": call_count_bytes(&bytes),
    }
}

#[test]
fn a_call_allocates_its_values_alone() {
    let (mut store, counted) = start();
    let expected = [
        // The texts of `note`.
        ("neither arguments nor a result, five imports", 3),
        ("a result, two imports", 0),
        ("an argument", 0),
        ("both", 0),
        ("texts", 1),
        ("ten imports", 0),
        ("a list as the result", 1),
        ("a list as the argument", 0),
    ];
    assert_eq!(calls(&mut store, &counted), expected);
}

#[test]
fn no_interceptor_any_more_costs_nothing() {
    let (mut store, counted) = start();
    let before = calls(&mut store, &counted);
    counted.instance().set_interceptor(Idle);
    assert_ne!(calls(&mut store, &counted), before);
    counted.instance().clear_interceptor();
    assert_eq!(calls(&mut store, &counted), before);
}

#[test]
fn interceptors_share_the_values_of_a_call() {
    let (mut store, counted) = start();
    let without = calls(&mut store, &counted);
    counted.instance().set_interceptor(Idle);
    let with_one = calls(&mut store, &counted);
    counted.instance().set_interceptor(vec![Idle, Idle, Idle]);
    assert_eq!(calls(&mut store, &counted), with_one);

    let texts = |calls: &[(_, usize)]| calls.iter().find(|(name, _)| *name == "texts").unwrap().1;
    let values = made(|| {
        let input = vec!["a ".to_value(), "text".to_value()];
        (Value::Tuple(input), "a text".to_value())
    });
    assert_eq!(texts(&with_one), texts(&without) + values);
}
