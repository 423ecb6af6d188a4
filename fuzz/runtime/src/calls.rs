//! Whatever a host and its interceptors do in a sequence of calls: each call that began has one end, a recording replays
//! without the host to the same results, and a guest that was stopped is not called again.

use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use packr::intercept::{Call, Decision};
use packr::wasmtime::StoreContextMut;
use packr::{
    CallInterceptor, Engine, Error, Instance, Linker, Lower, Package, Recorder, Recording,
    Replayer, Sandbox, Value,
};

use crate::choices::Choices;
use crate::watch::Watch;

mod world {
    packr::bindgen!("calc" in "../../tests/wit/calc.wit");
}

use world::Expr;

const SANDBOX: Sandbox = Sandbox::DEFAULT;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| SANDBOX.engine().expect("an engine"));

static GUEST: LazyLock<Package> = LazyLock::new(|| {
    let guests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../guests");
    Package::from_file(&ENGINE, guests.join("twin.wasm")).expect("the guest is there")
});

/// What happens next, of which everybody takes in turn.
#[derive(Clone)]
struct Plan(Arc<Mutex<Vec<u8>>>);

impl Plan {
    fn next(&self) -> u8 {
        let mut plan = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        plan.pop().unwrap_or(0)
    }
}

/// Answers some calls, also wrongly, and refuses some.
struct Decider {
    plan: Plan,
    /// Those of the host too. A replay runs the guest for them, and so can't end as they did.
    exports: bool,
}

impl CallInterceptor for Decider {
    fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
        None
    }

    fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}

    fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
        None
    }

    fn after_export(&self, _: &str, _: &Value, _: &Value) {}

    fn begin(&self, call: &Call<'_>) -> Decision {
        let is_eval = call.function == "eval";
        if is_eval && !self.exports {
            return Decision::Continue;
        }
        match self.plan.next() % 16 {
            12 if is_eval => Decision::Answer(Ok::<i64, String>(5).to_value()),
            12 => Decision::Answer(Some(6i64).to_value()),
            13 => Decision::Answer(Value::Bool(true)),
            14 => Decision::Refuse("not now".into()),
            _ => Decision::Continue,
        }
    }
}

fn expr(choices: &mut Choices<'_>, depth: u8) -> Expr {
    match choices.below(6) {
        _ if depth == 0 => Expr::Num(1),
        0 => Expr::Num(i64::from(choices.word()) - (1 << 31)),
        1 | 2 => Expr::Name(format!("n{}", choices.below(4))),
        3 => Expr::neg(expr(choices, depth - 1)),
        _ => Expr::Sum(
            (0..choices.below(4))
                .map(|_| expr(choices, depth - 1))
                .collect(),
        ),
    }
}

/// One after the other, each in a new instance where the one before was stopped.
fn run(
    exprs: &[Expr],
    linker: &Linker<Plan>,
    plan: &Plan,
    exports: bool,
) -> Vec<Result<Value, Error>> {
    let world = world::Calc::schema();
    let mut store = SANDBOX.store(&ENGINE, plan.clone());
    let mut instance: Option<Instance> = None;
    let mut results = Vec::new();
    for expr in exprs {
        let now = match instance.take() {
            Some(instance) if !instance.is_interrupted() => instance,
            before => {
                if let Some(before) = before {
                    let again = before.call(&mut store, "eval", expr.to_value());
                    // Unless an interceptor answers or refuses in place of the guest.
                    assert!(before.is_interrupted());
                    assert!(exports || matches!(again, Err(Error::Interrupted { .. })));
                    results.push(again);
                }
                linker
                    .instantiate(&mut store, &GUEST, world)
                    .expect("it fits")
            }
        };
        let result = now.call(&mut store, "eval", expr.to_value());
        let stopped = matches!(&result, Err(error) if error.call().is_some_and(|call| call.function == "lookup"));
        assert_eq!(now.is_interrupted(), stopped);
        results.push(result);
        instance = Some(now);
    }
    results
}

fn replayed(recording: &Recording, exprs: &[Expr]) -> Vec<Result<Value, Error>> {
    let replayer = Arc::new(Replayer::new(recording.clone()));
    let mut linker = SANDBOX
        .linker(&ENGINE)
        .expect("the engine is of the sandbox");
    linker
        .define_stubs(world::Calc::schema())
        .expect("nothing is defined");
    linker.set_interceptor(replayer.clone());
    let results = run(exprs, &linker, &Plan(Arc::default()), false);
    if let Err(divergence) = replayer.finish() {
        panic!("{divergence}");
    }
    results
}

/// Checks the property.
pub fn check(data: &[u8]) {
    let mut choices = Choices::new(data);
    let exports = choices.below(3) == 0;
    let plan: Vec<u8> = (0..choices.below(32)).map(|_| choices.byte()).collect();
    let exprs: Vec<Expr> = (0..=choices.below(6))
        .map(|_| expr(&mut choices, 5))
        .collect();
    let plan = Plan(Arc::new(Mutex::new(plan)));

    let (watch, recorder) = (Watch::default(), Arc::new(Recorder::new()));
    let mut linker = SANDBOX
        .linker(&ENGINE)
        .expect("the engine is of the sandbox");
    let lookup = |store: StoreContextMut<'_, Plan>, _| match store.data().next() % 8 {
        6 => Err(packr::wasmtime::Error::msg("the host fails")),
        7 => Ok(Value::U8(1)),
        n => Ok((n != 0).then_some(i64::from(n)).to_value()),
    };
    linker
        .define_dynamic(world::Calc::schema(), "demo:calc/host", "lookup", lookup)
        .expect("the world has it");
    linker.set_interceptor(vec![
        Arc::new(watch.clone()) as Arc<dyn CallInterceptor>,
        recorder.clone(),
        Arc::new(Decider {
            plan: plan.clone(),
            exports,
        }),
    ]);
    let results = run(&exprs, &linker, &plan, exports);
    assert!(watch.is_idle());
    let recording = recorder.take();
    assert!(recording.calls.iter().all(|call| call.outcome.is_some()));
    if exports {
        return;
    }
    for (one, other) in results.iter().zip(replayed(&recording, &exprs)) {
        match (one, &other) {
            (Ok(one), Ok(other)) => assert_eq!(one, other),
            (Err(_), Err(_)) => {}
            _ => panic!("{one:?} and {other:?}"),
        }
    }
}
