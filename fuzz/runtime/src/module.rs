//! Whatever a module imports, exports and does: each call ends, in a value of its type or in an error, with calls and instances as documented,
//! the same on instances that wait and on those that do not; and other guests in the store are as they were.

use std::mem::discriminant;
use std::pin::pin;
use std::sync::LazyLock;
use std::task::{Context, Poll, Waker};

use packr::wasmtime::StoreContextMut;
use packr::wasmtime::{Config, OptLevel};
use packr::{Engine, Error, Instance, Limits, Linker, Package, Sandbox, Value};

use crate::choices::Choices;
use crate::guest;
use crate::watch::Watch;

mod world {
    packr::bindgen!({
        inline: "package a:b; world w {
            import ask: func(n: u32) -> u32;
            export run: func(n: u32) -> u32;
        }",
    });
}

/// No deadline: fuel ends the same guest at the same place each time.
const SANDBOX: Sandbox = Sandbox::DEFAULT
    .no_deadline()
    .fuel(20_000)
    .max_memory(4 << 20)
    .max_table_elements(100)
    .max_calls(8)
    .limits(Limits::DEFAULT.max_bytes(1 << 20).max_depth(64));

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let mut config = Config::new();
    SANDBOX.configure(&mut config);
    config.cranelift_opt_level(OptLevel::None);
    Engine::new(&config).expect("an engine with fuel")
});

/// A guest that answers with what it is asked plus nothing, in memory of its own.
static GOOD: LazyLock<Package> = LazyLock::new(|| {
    let text = guest::text(&mut Choices::new(&[]), world::W::schema());
    Package::new(&ENGINE, text).expect("the guest without choices is a good one")
});

/// What host functions do.
struct Host {
    plan: [u8; 4],
    asked: usize,
    instance: Option<Instance>,
}

impl Host {
    fn new(plan: [u8; 4]) -> Self {
        Self {
            plan,
            asked: 0,
            instance: None,
        }
    }

    /// What to do next, and with whom.
    fn next(&mut self) -> (u8, Option<Instance>) {
        let next = self.plan[self.asked % self.plan.len()];
        self.asked += 1;
        (next % 4, self.instance.clone())
    }
}

fn ask(mut store: StoreContextMut<'_, Host>, input: Value) -> packr::wasmtime::Result<Value> {
    match store.data_mut().next() {
        (0, _) => Ok(Value::U32(1)),
        (1, _) => Err(packr::wasmtime::Error::msg("no")),
        (2, Some(instance)) => Ok(instance.call(&mut store, "run", input)?),
        // It lives through whatever comes of that.
        (3, Some(instance)) => Ok(instance
            .call(&mut store, "run", input)
            .unwrap_or(Value::U32(2))),
        _ => Ok(Value::String("of another type".into())),
    }
}

async fn ask_async(
    mut store: StoreContextMut<'_, Host>,
    input: Value,
) -> packr::wasmtime::Result<Value> {
    match store.data_mut().next() {
        (0, _) => Ok(Value::U32(1)),
        (1, _) => Err(packr::wasmtime::Error::msg("no")),
        (2, Some(instance)) => Ok(instance.call_async(&mut store, "run", input).await?),
        (3, Some(instance)) => {
            let result = instance.call_async(&mut store, "run", input).await;
            Ok(result.unwrap_or(Value::U32(2)))
        }
        _ => Ok(Value::String("of another type".into())),
    }
}

fn linker(watch: &Watch) -> Linker<Host> {
    let mut linker = SANDBOX
        .linker(&ENGINE)
        .expect("the engine is of the sandbox");
    linker.set_interceptor(watch.clone());
    linker
}

/// Ends without waiting: nothing here waits for anything.
fn now<R>(future: impl Future<Output = R>) -> R {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    match future.as_mut().poll(&mut context) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("it waits for nobody"),
    }
}

type Calls = Vec<Result<Value, Error>>;

fn look_at(
    result: &Result<Value, Error>,
    instance: &Instance,
    was_interrupted: bool,
    watch: &Watch,
) {
    assert!(watch.is_idle());
    match result {
        Ok(value) => assert!(matches!(value, Value::U32(_))),
        Err(error) => {
            let report = error.report();
            assert!(!report.is_empty() && report.len() < 1 << 20);
            assert_eq!(
                matches!(error, Error::Interrupted { .. }) && was_interrupted,
                was_interrupted
            );
        }
    }
    assert!(!was_interrupted || (result.is_err() && instance.is_interrupted()));
}

/// What the other guest in the store is asked once this one is done; its host function does what it should.
const QUESTION: Value = Value::U32(3);

fn answers(answer: Result<Value, Error>) {
    assert_eq!(answer.expect("it is as it was"), Value::U32(7));
}

fn run(package: &Package, plan: [u8; 4]) -> Result<Calls, Error> {
    let watch = Watch::default();
    let mut linker = linker(&watch);
    let (world, mut store) = (world::W::schema(), SANDBOX.store(&ENGINE, Host::new(plan)));
    linker
        .define_dynamic(world, "$root", "ask", ask)
        .expect("the world has it");
    let neighbour = linker.instantiate(&mut store, &GOOD, world);
    let neighbour = neighbour.expect("there is room for one");
    let result = linker
        .instantiate(&mut store, package, world)
        .map(|instance| {
            store.data_mut().instance = Some(instance.clone());
            let mut calls = Vec::new();
            for n in 0..3 {
                let was_interrupted = instance.is_interrupted();
                let result = instance.call(&mut store, "run", Value::U32(n));
                look_at(&result, &instance, was_interrupted, &watch);
                calls.push(result);
            }
            calls
        });
    assert!(watch.is_idle());
    *store.data_mut() = Host::new([0; 4]);
    answers(neighbour.call(&mut store, "run", QUESTION));
    result
}

fn run_async(package: &Package, plan: [u8; 4]) -> Result<Calls, Error> {
    let watch = Watch::default();
    let mut linker = linker(&watch);
    let (world, mut store) = (world::W::schema(), SANDBOX.store(&ENGINE, Host::new(plan)));
    linker
        .define_dynamic_async(world, "$root", "ask", |store, input| {
            Box::pin(ask_async(store, input))
        })
        .expect("the world has it");
    let neighbour = now(linker.instantiate_async(&mut store, &GOOD, world));
    let neighbour = neighbour.expect("there is room for one");
    let result = now(async {
        let instance = linker.instantiate_async(&mut store, package, world).await?;
        store.data_mut().instance = Some(instance.clone());
        let mut calls = Vec::new();
        for n in 0..3 {
            let was_interrupted = instance.is_interrupted();
            let result = instance.call_async(&mut store, "run", Value::U32(n)).await;
            look_at(&result, &instance, was_interrupted, &watch);
            calls.push(result);
        }
        Ok(calls)
    });
    *store.data_mut() = Host::new([0; 4]);
    answers(now(neighbour.call_async(&mut store, "run", QUESTION)));
    result
}

/// Checks the property.
pub fn check(data: &[u8]) {
    outcomes(data);
}

/// Checks it, and tells what came of each call, or of the instantiation.
pub fn outcomes(data: &[u8]) -> Vec<Result<Value, Error>> {
    let mut choices = Choices::new(data);
    let plan = [(); 4].map(|()| choices.byte());
    let text = guest::text(&mut choices, world::W::schema());
    let package = match Package::new(&ENGINE, &text) {
        Ok(package) => package,
        // Data that a small memory has no room for, and the like.
        Err(error) => {
            assert!(matches!(error, Error::Compile { .. }), "{}", error.report());
            return vec![Err(error)];
        }
    };
    let same = |one: &Error, other: &Error| {
        assert_eq!(
            discriminant(one),
            discriminant(other),
            "{}\n{}\n{text}",
            one.report(),
            other.report()
        );
    };
    match (run(&package, plan), run_async(&package, plan)) {
        (Ok(one), Ok(other)) => {
            for (one, other) in one.iter().zip(&other) {
                match (one, other) {
                    (Ok(one), Ok(other)) => assert_eq!(one, other, "{text}"),
                    (Err(one), Err(other)) => same(one, other),
                    _ => panic!("{one:?} and {other:?}\n{text}"),
                }
            }
            one
        }
        (Err(one), Err(other)) => {
            same(&one, &other);
            vec![Err(one)]
        }
        (one, other) => panic!("{one:?} and {other:?}\n{text}"),
    }
}
