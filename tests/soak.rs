//! A host that serves many instances on several threads, a third of which misbehave: the results of the others are right, and in
//! the end its memory is what it was. `PACKR_SOAK` is the number of instances.

use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use packr::wasmtime::{self, StoreContextMut};
use packr::{Engine, Error, Instance, Linker, Package, Sandbox, SandboxLimit, Store, Value};

mod world {
    packr::bindgen!({
        inline: "package test:soak; world soak {
            import pass: func(kind: u32, text: string) -> string;
            export work: func(kind: u32, text: string) -> string;
        }",
    });
}

/// Enough for `cargo test`.
const INSTANCES: usize = 600;
/// As many as there have to be before the memory is looked at first: buffers, stacks and arenas of every thread.
const WARM_UP: usize = 300;
const THREADS: usize = 4;
/// How much larger the process may be in the end. A page of each bad instance would be 200 MiB of 10,000 instances, and one kilobyte of
/// each instance 10 MiB.
const TOLERANCE: usize = 4 << 20;

/// What a call is about, for the guest and for the host function that it calls.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(u32)]
enum Kind {
    /// The host answers.
    Good,
    /// The host calls the guest again, and answers what that answers.
    Nested,
    Traps,
    Loops,
    Grows,
    Recurses,
    AnswersOutside,
    AsksOutside,
    HostFails,
    HostPanics,
    /// The host answers more than the guest's allocator has.
    HostAnswersMuch,
    /// The host answers never, and the call is dropped.
    Dropped,
}

const BAD: [Kind; 10] = [
    Kind::Traps,
    Kind::Loops,
    Kind::Grows,
    Kind::Recurses,
    Kind::AnswersOutside,
    Kind::AsksOutside,
    Kind::HostFails,
    Kind::HostPanics,
    Kind::HostAnswersMuch,
    Kind::Dropped,
];

/// Hands its input on to the host and answers what that answers, if the kind is nothing else.
const GUEST: &str = r#"(module
    (import "$root" "pass" (func $pass (param i32 i32 i32 i32) (result i32)))
    (memory (export "memory") 2)
    (global $top (mut i32) (i32.const 4096))
    (func (export "__pack_alloc") (param $size i32) (result i32)
        (global.get $top)
        (global.set $top (i32.add (global.get $top) (local.get $size))))
    (func (export "__pack_free") (param i32 i32))
    (func $recurse (param i32) (result i32) (i32.add (call $recurse (local.get 0)) (i32.const 1)))
    (func (export "work") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
        (local $kind i32)
        (local.set $kind (i32.load offset=24 (local.get $in)))
        (if (i32.eq (local.get $kind) (i32.const 2)) (then (unreachable)))
        (if (i32.eq (local.get $kind) (i32.const 3)) (then (loop $forever (br $forever))))
        (if (i32.eq (local.get $kind) (i32.const 4)) (then
            (loop $more (br_if $more (i32.ge_s (memory.grow (i32.const 8)) (i32.const 0))))))
        (if (i32.eq (local.get $kind) (i32.const 5)) (then (return (call $recurse (i32.const 0)))))
        (if (i32.eq (local.get $kind) (i32.const 6)) (then
            (i32.store (local.get $out) (i32.const -16))
            (i32.store (local.get $out_len) (i32.const 64))
            (return (i32.const 0))))
        (if (i32.eq (local.get $kind) (i32.const 7)) (then (local.set $in (i32.const -16))))
        (call $pass (local.get $in) (local.get $len) (local.get $out) (local.get $out_len))))"#;

/// Whom the host calls in a nested call.
type Host = Option<Instance>;

/// Whether calls wait.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    Blocking,
    Waiting,
}

/// What all threads share.
struct Shared {
    engine: Engine,
    package: Package,
    blocking: Linker<Host>,
    waiting: Linker<Host>,
    /// With a deadline that those exceed that loop, and that others might on a busy machine.
    hasty_blocking: Linker<Host>,
    hasty_waiting: Linker<Host>,
}

fn sandbox() -> Sandbox {
    Sandbox::default()
        .deadline(Duration::from_secs(60))
        .max_memory(2 << 20)
}

fn hasty() -> Sandbox {
    sandbox().deadline(Duration::from_millis(10))
}

impl Shared {
    fn new() -> Self {
        let engine = sandbox().engine().unwrap();
        Self {
            package: Package::new(&engine, GUEST).unwrap(),
            blocking: linker(Way::Blocking, sandbox(), &engine),
            waiting: linker(Way::Waiting, sandbox(), &engine),
            hasty_blocking: linker(Way::Blocking, hasty(), &engine),
            hasty_waiting: linker(Way::Waiting, hasty(), &engine),
            engine,
        }
    }

    fn linker(&self, way: Way, kind: Kind) -> &Linker<Host> {
        match (way, kind) {
            (Way::Blocking, Kind::Loops) => &self.hasty_blocking,
            (Way::Waiting, Kind::Loops) => &self.hasty_waiting,
            (Way::Blocking, _) => &self.blocking,
            (Way::Waiting, _) => &self.waiting,
        }
    }
}

/// What the host answers.
fn answer(text: &str) -> String {
    format!("{text} of {}", text.len())
}

fn input(kind: Kind, text: &str) -> Value {
    Value::Tuple(vec![Value::U32(kind as u32), Value::String(text.into())])
}

/// What the host does without calling anyone, or the instance that it calls.
fn pass(host: &Host, input: &Value) -> wasmtime::Result<Result<Value, Instance>> {
    let Value::Tuple(args) = input else {
        panic!("{input}")
    };
    let [Value::U32(kind), Value::String(text)] = &args[..] else {
        panic!("{input}")
    };
    let is = |other: Kind| *kind == other as u32;
    if is(Kind::HostFails) {
        return Err(wasmtime::Error::msg("on purpose"));
    }
    assert!(!is(Kind::HostPanics), "on purpose");
    if is(Kind::Nested) {
        return Ok(Err(host.clone().expect("the instance is there")));
    }
    let text = match is(Kind::HostAnswersMuch) {
        true => "x".repeat(200_000),
        false => answer(text),
    };
    Ok(Ok(Value::String(text)))
}

fn text_of(input: &Value) -> &str {
    match input {
        Value::Tuple(args) => match &args[1] {
            Value::String(text) => text,
            other => panic!("{other}"),
        },
        other => panic!("{other}"),
    }
}

fn linker(way: Way, sandbox: Sandbox, engine: &Engine) -> Linker<Host> {
    let world = world::Soak::schema();
    let mut linker = sandbox.linker(engine).unwrap();
    let defined = match way {
        Way::Blocking => linker.define_dynamic(
            world,
            "$root",
            "pass",
            |mut ctx: StoreContextMut<'_, Host>, args: Value| match pass(ctx.data(), &args)? {
                Ok(answer) => Ok(answer),
                Err(own) => Ok(own.call(&mut ctx, "work", input(Kind::Good, text_of(&args)))?),
            },
        ),
        Way::Waiting => linker.define_dynamic_async(world, "$root", "pass", |mut ctx, args| {
            Box::pin(async move {
                if matches!(&args, Value::Tuple(args) if args[0] == Value::U32(Kind::Dropped as u32)) {
                    std::future::pending::<()>().await;
                }
                match pass(ctx.data(), &args)? {
                    Ok(answer) => Ok(answer),
                    Err(own) => {
                        let input = input(Kind::Good, text_of(&args));
                        Ok(own.call_async(&mut ctx, "work", input).await?)
                    }
                }
            })
        }),
    };
    defined.unwrap();
    linker
}

/// Polls to the end, in a loop.
fn wait<R>(future: impl Future<Output = R>) -> R {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(result) = future.as_mut().poll(&mut context) {
            return result;
        }
    }
}

/// An instance in its store, which it may share.
struct Served {
    way: Way,
    store: Store<Host>,
    instance: Instance,
}

impl Served {
    fn instantiate(shared: &Shared, way: Way, kind: Kind, store: &mut Store<Host>) -> Instance {
        let (linker, world) = (shared.linker(way, kind), world::Soak::schema());
        match way {
            Way::Blocking => linker.instantiate(store, &shared.package, world),
            Way::Waiting => wait(linker.instantiate_async(store, &shared.package, world)),
        }
        .unwrap()
    }

    fn new(shared: &Shared, way: Way, kind: Kind) -> Self {
        let mut store = sandbox().store(&shared.engine, None);
        let instance = Self::instantiate(shared, way, kind, &mut store);
        *store.data_mut() = Some(instance.clone());
        Self {
            way,
            store,
            instance,
        }
    }

    fn call(&mut self, kind: Kind, text: &str) -> packr::Result<Value> {
        let input = input(kind, text);
        match self.way {
            Way::Blocking => self.instance.call(&mut self.store, "work", input),
            Way::Waiting => wait(self.instance.call_async(&mut self.store, "work", input)),
        }
    }

    /// Calls that are in order, with texts of other lengths for each number.
    fn work(&mut self, number: usize) {
        for (kind, length) in [
            (Kind::Good, number % 50),
            (Kind::Nested, number % 700),
            (Kind::Good, number % 3000),
        ] {
            let text = format!("{number}{}", "x".repeat(length));
            let result = self.call(kind, &text).unwrap();
            assert_eq!(result, Value::String(answer(&text)));
        }
    }

    /// A call that is not, and what it ends in.
    fn misbehave(&mut self, kind: Kind) {
        if kind == Kind::Dropped && self.way == Way::Waiting {
            let input = input(kind, "dropped");
            let mut call = pin!(self.instance.call_async(&mut self.store, "work", input));
            for _ in 0..3 {
                let poll = call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
                assert!(poll.is_pending());
            }
            return;
        }
        // Where calls do not wait, none can be dropped.
        let kind = match kind {
            Kind::Dropped => Kind::HostFails,
            kind => kind,
        };
        let error = self.call(kind, "bad").unwrap_err();
        let is_it = match (kind, &error) {
            (Kind::Loops, Error::Limit { limit, .. }) => {
                matches!(limit, SandboxLimit::Deadline { .. })
            }
            (Kind::Grows, Error::Limit { limit, .. }) => {
                matches!(limit, SandboxLimit::Memory { .. })
            }
            (Kind::Traps | Kind::Recurses, Error::Trap { .. })
            | (Kind::HostFails, Error::Host { .. })
            | (Kind::HostPanics, Error::HostPanic { .. })
            | (
                Kind::AnswersOutside | Kind::AsksOutside | Kind::HostAnswersMuch,
                Error::Convention { .. },
            ) => true,
            _ => false,
        };
        assert!(is_it, "{kind:?}: {}", error.report());
    }
}

/// Serves the instance of that number: every third is a bad one, with a good neighbour.
fn serve(shared: &Shared, number: usize) {
    let way = match (number / 3) % 2 {
        0 => Way::Blocking,
        _ => Way::Waiting,
    };
    if !number.is_multiple_of(3) {
        let mut served = Served::new(shared, way, Kind::Good);
        served.work(number);
        return;
    }
    let kind = BAD[(number / 6) % BAD.len()];
    let mut served = Served::new(shared, way, kind);
    let bad = served.instance.clone();
    served.instance = Served::instantiate(shared, way, Kind::Good, &mut served.store);
    // The host calls the instance that called it.
    let good = served.instance.clone();
    *served.store.data_mut() = Some(good.clone());
    served.work(number);
    served.instance = bad;
    served.misbehave(kind);
    let returned = kind == Kind::AnswersOutside;
    assert_eq!(served.instance.is_interrupted(), !returned, "{kind:?}");
    if !returned {
        let again = served.call(Kind::Good, "again").unwrap_err();
        assert!(matches!(again, Error::Interrupted { .. }));
    }
    served.instance = good;
    served.work(number);
}

/// Serves so many instances on all threads.
fn serve_all(shared: &Shared, instances: usize) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= instances {
                        return;
                    }
                    serve(shared, number);
                }
            });
        }
    });
}

/// How many bytes of the process are in memory.
fn resident() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: usize = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kibibytes << 10)
}

/// Panics on purpose say nothing.
fn quiet() {
    let others = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if panic.payload_as_str() != Some("on purpose") {
            others(panic);
        }
    }));
}

#[test]
fn a_third_of_all_instances_misbehaves_and_the_host_stays_as_it_was() {
    let instances = match std::env::var("PACKR_SOAK") {
        Ok(number) => number.parse().expect("`PACKR_SOAK` is a number"),
        Err(_) => INSTANCES,
    };
    quiet();
    let shared = Shared::new();
    serve_all(&shared, WARM_UP);
    let before = resident();
    let began = Instant::now();
    serve_all(&shared, instances);
    let took = began.elapsed();
    let (Some(before), Some(after)) = (before, resident()) else {
        eprintln!(
            "{instances} instances in {took:?}; memory is not compared: there is no /proc/self/status"
        );
        return;
    };
    eprintln!(
        "{instances} instances in {took:?}; {} KiB in memory before, {} KiB after",
        before >> 10,
        after >> 10
    );
    assert!(after <= before + TOLERANCE);
}
