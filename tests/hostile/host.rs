//! What the host has for the guests, in both ways.

use std::pin::pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll, Waker};

use packr::__private::Signature;
use packr::schema::{Interface, World};
use packr::wasmtime::{self, StoreContextMut};
use packr::{Engine, Error, Instance, Lift, Linker, Lower, Package, Sandbox, Store, Value};

mod world {
    packr::bindgen!("hostile" in "tests/wit/hostile.wit");
}

/// The store's data.
#[derive(Default)]
pub(crate) struct Host {
    /// Whom `again` and `forgive` call, once it is there.
    pub(crate) instance: Option<Instance>,
}

/// The world with those exports that the package has; with `number` where it has none.
pub(crate) fn world(package: &Package) -> World {
    let mut world = world::Hostile::schema().clone();
    let own = &world.exports[0];
    let has = |name: &str| package.module().get_export(name).is_some();
    let mut functions: Vec<_> = own.functions.iter().filter(|it| has(&it.name)).collect();
    if functions.is_empty() {
        functions.push(&own.functions[0]);
    }
    let interface = Interface {
        id: own.id.clone(),
        functions: functions.into_iter().cloned().collect(),
    };
    world.exports = vec![interface].into();
    world
}

/// How calls are made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Way {
    Blocking,
    Waiting,
    /// As generated code calls. What guests call is the same as in `Blocking`.
    Typed,
}

impl Way {
    pub(crate) fn instantiate(
        self,
        linker: &Linker<Host>,
        store: &mut Store<Host>,
        package: &Package,
        world: &World,
    ) -> packr::Result<Instance> {
        let world = world.clone();
        match self {
            Self::Blocking | Self::Typed => linker.instantiate(store, package, world),
            Self::Waiting => wait(linker.instantiate_async(store, package, world)),
        }
    }

    pub(crate) fn call(
        self,
        instance: &Instance,
        store: &mut Store<Host>,
        name: &str,
        input: Value,
    ) -> packr::Result<Value> {
        match self {
            Self::Blocking => instance.call(store, name, input),
            Self::Waiting => wait(instance.call_async(store, name, input)),
            Self::Typed => {
                let n = number(&input);
                match name {
                    "number" => typed::<u32>(&NUMBER, instance, store, n),
                    "text" => typed::<String>(&TEXT, instance, store, n),
                    "bytes" => typed::<Vec<u8>>(&BYTES, instance, store, n),
                    "tree" => typed::<world::Tree>(&TREE, instance, store, n),
                    other => panic!("{other}"),
                }
            }
        }
    }
}

const fn signature(name: &'static str) -> Signature {
    Signature {
        interface: "$root",
        name,
        params: &["n"],
        tracing: false,
    }
}

static NUMBER: Signature = signature("number");
static TEXT: Signature = signature("text");
static BYTES: Signature = signature("bytes");
static TREE: Signature = signature("tree");

fn typed<R: Lift + Lower>(
    signature: &'static Signature,
    instance: &Instance,
    store: &mut Store<Host>,
    n: u32,
) -> packr::Result<Value> {
    let result: R = instance.export(signature)?.call(store, (n, ()))?;
    Ok(result.to_value())
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

type Answer = fn(&Value) -> wasmtime::Result<Value>;

/// The host functions that call nobody.
const ANSWERS: [(&str, Answer); 7] = [
    ("ask", |n| Ok(Value::U32(number(n).wrapping_add(1)))),
    ("fail", |_| Err(wasmtime::Error::msg("on purpose"))),
    ("panic", |_| panic!("on purpose")),
    ("count", |_| {
        static CALLS: AtomicU32 = AtomicU32::new(0);
        Ok(Value::U32(CALLS.fetch_add(1, Ordering::Relaxed)))
    }),
    ("many", |n| {
        Ok(packr::Lower::to_value(&vec![7_u8; number(n) as usize]))
    }),
    ("say", |text| Ok(text.clone())),
    ("plant", |_| Ok(Value::U32(1))),
];

fn number(value: &Value) -> u32 {
    match value {
        Value::U32(n) => *n,
        other => panic!("{other}"),
    }
}

/// The only argument.
fn argument(input: &Value) -> &Value {
    match input {
        Value::Tuple(args) => &args[0],
        other => panic!("{other}"),
    }
}

pub(crate) fn linker(way: Way, sandbox: Sandbox, engine: &Engine) -> Linker<Host> {
    let world = world::Hostile::schema();
    let mut linker = sandbox.linker(engine).unwrap();
    for (name, answer) in ANSWERS {
        let defined = match way {
            Way::Blocking | Way::Typed => {
                linker.define_dynamic(world, "$root", name, move |_, input| {
                    answer(argument(&input))
                })
            }
            Way::Waiting => linker.define_dynamic_async(world, "$root", name, move |_, input| {
                Box::pin(async move { answer(argument(&input)) })
            }),
        };
        defined.unwrap();
    }
    for (name, forgives) in [("again", false), ("forgive", true)] {
        let defined = match way {
            Way::Blocking | Way::Typed => {
                linker.define_dynamic(world, "$root", name, move |mut ctx, input| {
                    let instance = own(&ctx)?;
                    answered(forgives, instance.call(&mut ctx, "number", input))
                })
            }
            Way::Waiting => {
                linker.define_dynamic_async(world, "$root", name, move |mut ctx, input| {
                    Box::pin(async move {
                        let instance = own(&ctx)?;
                        let called = instance.call_async(&mut ctx, "number", input).await;
                        answered(forgives, called)
                    })
                })
            }
        };
        defined.unwrap();
    }
    linker
}

fn own(ctx: &StoreContextMut<'_, Host>) -> wasmtime::Result<Instance> {
    let instance = ctx.data().instance.clone();
    instance.ok_or_else(|| wasmtime::Error::msg("there is no instance yet"))
}

fn answered(forgives: bool, called: Result<Value, Error>) -> wasmtime::Result<Value> {
    match called {
        Err(_) if forgives => Ok(Value::U32(0)),
        other => Ok(other?),
    }
}
