//! The limits of a sandbox: what exceeds one ends with an error that names it, and what does not is not touched.

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use packr::wasmtime::{StoreContextMut, Trap};
use packr::{
    Config, Engine, Error, Instance, Limits, Linker, Package, Sandbox, SandboxLimit, Store, Value,
};

mod world {
    packr::bindgen!({
        inline: "package a:b; world w {
            import ask: func(n: u32) -> u32;
            export run: func(n: u32) -> u32;
        }",
    });
}

/// Runs a body that finds its argument in `$n` and leaves its result on the stack. `$ask` calls the host.
fn guest(body: &str, more: &str) -> String {
    format!(
        r#"(module
            (import "$root" "ask" (func $import (param i32 i32 i32 i32) (result i32)))
            (memory (export "memory") 2)
            (data (i32.const 8) "CGRF\02\00\00\00\02\00\00\00\01\00\00\00\0e\00\00\00\04\00\00\00")
            (data (i32.const 36) "\0b\00\00\00\08\00\00\00\01\00\00\00\00\00\00\00")
            (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00")
            (global $top (mut i32) (i32.const 4096))
            (func (export "__pack_alloc") (param $size i32) (result i32)
                (local $at i32)
                (local.set $at (global.get $top))
                (global.set $top (i32.add (global.get $top) (local.get $size)))
                (local.get $at))
            (func $ask (param $n i32) (result i32)
                (i32.store (i32.const 32) (local.get $n))
                (drop (call $import (i32.const 8) (i32.const 44) (i32.const 0) (i32.const 4)))
                (i32.load (i32.add (i32.load (i32.const 0)) (i32.const 24))))
            {more}
            (func (export "run") (param $in i32) (param $len i32) (param $ptr i32) (param $size i32) (result i32)
                (local $n i32)
                (local.set $n (i32.load (i32.add (local.get $in) (i32.const 24))))
                (i32.store (i32.const 88) {body})
                (i32.store (local.get $ptr) (i32.const 64))
                (i32.store (local.get $size) (i32.const 28))
                (i32.const 0)))"#
    )
}

const LOOP: &str = "(block (result i32) (loop (br 0)) (i32.const 0))";

type Ask = fn(StoreContextMut<'_, Host>, u32) -> packr::wasmtime::Result<u32>;

struct Host {
    ask: Ask,
    /// Whom host functions call.
    others: Vec<Instance>,
    found: Vec<String>,
}

impl Host {
    fn new(ask: Ask) -> Self {
        Self {
            ask,
            others: Vec::new(),
            found: Vec::new(),
        }
    }
}

fn linker(sandbox: Sandbox, engine: &Engine) -> Linker<Host> {
    let mut linker = sandbox.linker(engine).unwrap();
    let ask = |mut store: StoreContextMut<'_, Host>, input: Value| {
        let Value::Tuple(args) = &input else {
            panic!("{input}")
        };
        let [Value::U32(n)] = args[..] else {
            panic!("{input}")
        };
        let ask = store.data_mut().ask;
        ask(store, n).map(Value::U32)
    };
    linker
        .define_dynamic(world::W::schema(), "$root", "ask", ask)
        .unwrap();
    linker
}

fn start(sandbox: Sandbox, wat: &str, ask: Ask) -> packr::Result<(Store<Host>, Instance)> {
    let engine = sandbox.engine().unwrap();
    let package = Package::new(&engine, wat).unwrap();
    let linker = linker(sandbox, &engine);
    let mut store = sandbox.store(&engine, Host::new(ask));
    let instance = linker.instantiate(&mut store, &package, world::W::schema())?;
    Ok((store, instance))
}

fn refused(sandbox: Sandbox, wat: &str) -> Error {
    start(sandbox, wat, double).map(drop).unwrap_err()
}

fn run(store: &mut Store<Host>, instance: &Instance, n: u32) -> packr::Result<u32> {
    match instance.call(store, "run", Value::U32(n))? {
        Value::U32(n) => Ok(n),
        other => panic!("{other}"),
    }
}

fn double(_: StoreContextMut<'_, Host>, n: u32) -> packr::wasmtime::Result<u32> {
    Ok(2 * n)
}

const SHORT: Duration = Duration::from_millis(50);

fn is_deadline(error: &Error) -> bool {
    let limit = error.downcast_ref();
    assert!(error.report().contains("`deadline`"), "{}", error.report());
    limit == Some(&SandboxLimit::Deadline { max: SHORT })
}

#[test]
fn a_guest_within_its_limits_is_not_touched() {
    for sandbox in [Sandbox::DEFAULT, Sandbox::DEFAULT.fuel(10_000)] {
        let wat = guest(
            "(i32.add (call $ask (local.get $n)) (i32.const 1))",
            "(table 10 funcref)",
        );
        let (mut store, instance) = start(sandbox, &wat, double).unwrap();
        for n in 0..1000 {
            assert_eq!(run(&mut store, &instance, n).unwrap(), 2 * n + 1);
        }
        assert!(!instance.is_interrupted());
    }
}

#[test]
fn a_guest_that_loops_is_ended_by_the_deadline_wherever_it_loops() {
    let sandbox = Sandbox::default().deadline(SHORT);
    let began = Instant::now();
    let (mut store, instance) = start(sandbox, &guest(LOOP, ""), double).unwrap();
    let error = run(&mut store, &instance, 1).unwrap_err();
    assert!(matches!(&error, Error::Limit { call, source: Some(_), .. } if call.function == "run"));
    assert!(is_deadline(&error));
    assert!(began.elapsed() >= SHORT);
    // It is named again, and no call is made.
    let error = run(&mut store, &instance, 1).unwrap_err();
    assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
    assert!(instance.is_interrupted());

    let start_function = format!("(func $s (drop {LOOP})) (start $s)");
    let error = refused(sandbox, &guest("(i32.const 1)", &start_function));
    assert!(matches!(&error, Error::Instantiate { .. }));
    assert!(is_deadline(&error));

    let initialize = format!(r#"(func (export "_initialize") (drop {LOOP}))"#);
    let error = refused(sandbox, &guest("(i32.const 1)", &initialize));
    assert!(is_deadline(&error));

    let types = format!(r#"(func (export "__pack_types") (param i32 i32) (result i32) {LOOP})"#);
    let error = refused(sandbox, &guest("(i32.const 1)", &types));
    assert!(is_deadline(&error));

    let free = format!(r#"(func (export "__pack_free") (param i32 i32) (drop {LOOP}))"#);
    let wat = guest("(i32.const 1)", &free);
    let (mut store, instance) = start(sandbox, &wat, double).unwrap();
    let error = run(&mut store, &instance, 1).unwrap_err();
    assert!(is_deadline(&error));
    assert!(error.report().contains("__pack_free"), "{}", error.report());
    assert!(instance.is_interrupted());

    // For the input, and for the result of an import.
    for function in ["run", "ask"] {
        let alloc = "(func (export \"__pack_alloc\") (param $size i32) (result i32)";
        let looping = format!(
            "(global $calls (mut i32) (i32.const {}))
             (func (export \"__pack_alloc\") (param $size i32) (result i32)
                (if (i32.eqz (global.get $calls)) (then (drop {LOOP})))
                (global.set $calls (i32.sub (global.get $calls) (i32.const 1)))
                (i32.const 2048))
             (func (param $size i32) (result i32)",
            u32::from(function == "ask")
        );
        let wat = guest("(call $ask (local.get $n))", "").replacen(alloc, &looping, 1);
        let (mut store, instance) = start(sandbox, &wat, double).unwrap();
        let error = run(&mut store, &instance, 1).unwrap_err();
        assert!(is_deadline(&error), "{function}: {}", error.report());
        assert_eq!(error.call().unwrap().function, function);
        assert!(
            error.report().contains("__pack_alloc"),
            "{}",
            error.report()
        );
        assert!(instance.is_interrupted());
    }
}

#[test]
fn fuel_ends_a_guest_too_and_each_call_begins_with_all_of_it() {
    let sandbox = Sandbox::default().no_deadline().fuel(5_000);
    let wat = guest(
        "(block (result i32)
            (loop (local.set $n (i32.sub (local.get $n) (i32.const 1))) (br_if 0 (local.get $n)))
            (i32.const 7))",
        "",
    );
    let (mut store, instance) = start(sandbox, &wat, double).unwrap();
    for _ in 0..100 {
        assert_eq!(run(&mut store, &instance, 500).unwrap(), 7);
    }
    let error = run(&mut store, &instance, 100_000).unwrap_err();
    assert_eq!(
        error.downcast_ref(),
        Some(&SandboxLimit::Fuel { max: 5_000 })
    );
    assert!(error.report().contains("`fuel`"), "{}", error.report());
}

/// A call inside a call in the same store uses the fuel of the outer one, whichever instance it is of; that of another store has its own.
#[test]
fn calls_inside_calls_share_their_fuel() {
    fn call_other(mut store: StoreContextMut<'_, Host>, n: u32) -> packr::wasmtime::Result<u32> {
        let other = store.data().others[0].clone();
        other.call(&mut store, "run", Value::U32(n))?;
        Ok(n)
    }
    let sandbox = Sandbox::default().fuel(20_000);
    let engine = sandbox.engine().unwrap();
    let wat = guest(
        "(block (result i32)
            (loop
                (drop (call $ask (i32.const 100)))
                (local.set $n (i32.sub (local.get $n) (i32.const 1)))
                (br_if 0 (local.get $n)))
            (i32.const 7))",
        "",
    );
    let worker = guest(
        "(block (result i32)
            (loop (local.set $n (i32.sub (local.get $n) (i32.const 1))) (br_if 0 (local.get $n)))
            (i32.const 7))",
        "",
    );
    let world = world::W::schema();
    let linker = linker(sandbox, &engine);
    let mut store = sandbox.store(&engine, Host::new(call_other));
    let other = Package::new(&engine, worker).unwrap();
    let other = linker.instantiate(&mut store, &other, world).unwrap();
    store.data_mut().others.push(other);
    let asking = Package::new(&engine, wat).unwrap();
    let asking = linker.instantiate(&mut store, &asking, world).unwrap();
    assert_eq!(run(&mut store, &asking, 2).unwrap(), 7);
    assert_eq!(run(&mut store, &asking, 2).unwrap(), 7);
    let error = run(&mut store, &asking, 1_000_000).unwrap_err();
    assert_eq!(
        error.downcast_ref(),
        Some(&SandboxLimit::Fuel { max: 20_000 })
    );
}

/// The deadline of an outer call bounds all that is called inside; that of an inner call ends the inner call alone.
#[test]
fn the_first_deadline_counts() {
    fn call_other(mut store: StoreContextMut<'_, Host>, n: u32) -> packr::wasmtime::Result<u32> {
        let other = store.data().others[0].clone();
        match other.call(&mut store, "run", Value::U32(n)) {
            Ok(_) => Ok(0),
            Err(error) => {
                let found = error.report();
                store.data_mut().found.push(found);
                Ok(5)
            }
        }
    }
    let long = Duration::from_secs(3600);
    for (outer, inner, is_outer) in [(SHORT, long, true), (long, SHORT, false)] {
        let sandbox = Sandbox::default().deadline(outer);
        let engine = sandbox.engine().unwrap();
        let mut store = sandbox.store(&engine, Host::new(call_other));
        let looping = Package::new(&engine, guest(LOOP, "")).unwrap();
        let other = linker(sandbox.deadline(inner), &engine)
            .instantiate(&mut store, &looping, world::W::schema())
            .unwrap();
        store.data_mut().others.push(other.clone());
        // It asks, and then takes a while, which an inner deadline that was left behind would end.
        let asking = guest(
            "(block (result i32)
                (drop (call $ask (local.get $n)))
                (loop (local.set $n (i32.sub (local.get $n) (i32.const 1))) (br_if 0 (local.get $n)))
                (i32.const 7))",
            "",
        );
        let asking = Package::new(&engine, asking).unwrap();
        let asking = linker(sandbox, &engine)
            .instantiate(&mut store, &asking, world::W::schema())
            .unwrap();
        let result = run(&mut store, &asking, 100_000_000);
        let [found] = &store.data().found[..] else {
            panic!("{result:?}")
        };
        assert!(found.contains("took longer than 50ms"), "{found}");
        assert!(other.is_interrupted());
        match is_outer {
            true => assert!(is_deadline(&result.unwrap_err())),
            false => assert_eq!(result.unwrap(), 7),
        }
    }
}

#[test]
fn time_in_the_host_counts() {
    fn sleep(_: StoreContextMut<'_, Host>, n: u32) -> packr::wasmtime::Result<u32> {
        std::thread::sleep(2 * SHORT);
        Ok(n)
    }
    let sandbox = Sandbox::default().deadline(SHORT);
    let wat = guest(
        "(block (result i32) (drop (call $ask (i32.const 1)))
            (loop (local.set $n (i32.sub (local.get $n) (i32.const 1))) (br_if 0 (local.get $n)))
            (i32.const 7))",
        "",
    );
    let (mut store, instance) = start(sandbox, &wat, sleep).unwrap();
    assert!(is_deadline(&run(&mut store, &instance, 10).unwrap_err()));
}

#[test]
fn memory_ends_where_the_sandbox_says() {
    let memory = |error: &Error| {
        let limit = error.downcast_ref().copied();
        let Some(SandboxLimit::Memory { max, found }) = limit else {
            panic!("{}", error.report())
        };
        assert_eq!(max, 1 << 20);
        assert!(error.report().contains("`max_memory`"));
        found
    };
    let sandbox = Sandbox::default().max_memory(1 << 20);
    // 16 pages are 1 MiB, and two are there.
    let wat = guest("(memory.grow (local.get $n))", "");
    let (mut store, instance) = start(sandbox, &wat, double).unwrap();
    assert_eq!(run(&mut store, &instance, 13).unwrap(), 2);
    assert_eq!(run(&mut store, &instance, 1).unwrap(), 15);
    let error = run(&mut store, &instance, 1).unwrap_err();
    assert!(matches!(error, Error::Limit { .. }));
    assert_eq!(memory(&error), 17 << 16);
    assert!(instance.is_interrupted());

    // What the module could not have anyway is as it is without a sandbox.
    let wat = wat.replace(r#"(export "memory") 2"#, r#"(export "memory") 2 4"#);
    let (mut store, instance) = start(sandbox, &wat, double).unwrap();
    assert_eq!(run(&mut store, &instance, 100).unwrap(), u32::MAX);
    assert_eq!(run(&mut store, &instance, 2).unwrap(), 2);

    // From the beginning.
    let wat =
        guest("(i32.const 1)", "").replace(r#"(export "memory") 2"#, r#"(export "memory") 17"#);
    let error = refused(sandbox, &wat);
    assert!(matches!(error, Error::Instantiate { .. }));
    assert_eq!(memory(&error), 17 << 16);

    // The host's own growth, in a guest without an allocator.
    let wat = guest("(i32.const 1)", "").replace("__pack_alloc", "alloc");
    let (mut store, instance) = start(sandbox.max_memory(2 << 16), &wat, double).unwrap();
    let error = run(&mut store, &instance, 1).unwrap_err();
    assert!(matches!(
        error,
        Error::Limit {
            limit: SandboxLimit::Memory { .. },
            ..
        }
    ));

    // All memories of the store count.
    let engine = sandbox.engine().unwrap();
    let package = Package::new(&engine, guest("(i32.const 1)", "")).unwrap();
    let linker = linker(sandbox, &engine);
    let mut store = sandbox.store(&engine, Host::new(double));
    let mut instantiate = || linker.instantiate(&mut store, &package, world::W::schema());
    for _ in 0..8 {
        instantiate().unwrap();
    }
    assert_eq!(memory(&instantiate().unwrap_err()), 18 << 16);
}

#[test]
fn tables_and_instances_end_where_the_sandbox_says() {
    let sandbox = Sandbox::default().max_table_elements(100).max_instances(2);
    let wat = guest(
        "(table.grow (ref.null func) (local.get $n))",
        "(table 10 funcref)",
    );
    let engine = sandbox.engine().unwrap();
    let package = Package::new(&engine, &wat).unwrap();
    let linker = linker(sandbox, &engine);
    let mut store = sandbox.store(&engine, Host::new(double));
    let world = world::W::schema();
    let instance = linker.instantiate(&mut store, &package, world).unwrap();
    assert_eq!(run(&mut store, &instance, 90).unwrap(), 10);
    let error = run(&mut store, &instance, 1).unwrap_err();
    assert_eq!(
        error.downcast_ref(),
        Some(&SandboxLimit::Table {
            max: 100,
            found: 101
        })
    );
    assert!(error.report().contains("`max_table_elements`"));

    let plain = Package::new(&engine, guest("(i32.const 1)", "")).unwrap();
    linker.instantiate(&mut store, &plain, world).unwrap();
    let error = linker.instantiate(&mut store, &plain, world).unwrap_err();
    assert!(
        error.report().contains("instance count too high"),
        "{}",
        error.report()
    );
}

fn again(mut store: StoreContextMut<'_, Host>, n: u32) -> packr::wasmtime::Result<u32> {
    let other = store.data().others[0].clone();
    match other.call(&mut store, "run", Value::U32(n - 1))? {
        Value::U32(n) => Ok(n + 1),
        other => panic!("{other}"),
    }
}

const COUNT_DOWN: &str =
    "(if (result i32) (local.get $n) (then (call $ask (local.get $n))) (else (i32.const 0)))";

#[test]
fn calls_inside_calls_end_where_the_sandbox_says() {
    let sandbox = Sandbox::default().max_calls(5);
    let wat = guest(COUNT_DOWN, "");
    let (mut store, instance) = start(sandbox, &wat, again).unwrap();
    store.data_mut().others.push(instance.clone());
    assert_eq!(run(&mut store, &instance, 4).unwrap(), 4);
    let error = run(&mut store, &instance, 5).unwrap_err();
    let limit = error.downcast_ref::<SandboxLimit>();
    assert_eq!(limit, Some(&SandboxLimit::Calls { max: 5 }));
    assert!(error.report().contains("`max_calls`"), "{}", error.report());

    // Without a sandbox and without an end, there is an end: the calls, or the stack.
    let mut linker = Linker::new(&crate::support::ENGINE);
    let ask = |mut store: StoreContextMut<'_, Host>, _| {
        let other = store.data().others[0].clone();
        Ok(other.call(&mut store, "run", Value::U32(1))?)
    };
    linker
        .define_dynamic(world::W::schema(), "$root", "ask", ask)
        .unwrap();
    let package = Package::new(&crate::support::ENGINE, &wat).unwrap();
    let mut store = Store::new(&crate::support::ENGINE, Host::new(again));
    let instance = linker
        .instantiate(&mut store, &package, world::W::schema())
        .unwrap();
    store.data_mut().others.push(instance.clone());
    let error = run(&mut store, &instance, 1).unwrap_err();
    let report = error.report();
    assert!(
        report.contains("`max_calls`") || report.contains("max_wasm_stack"),
        "{report}"
    );
}

/// Polls to the end, in a loop.
fn wait<R>(future: impl Future<Output = R>) -> R {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(result) = future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            return result;
        }
    }
}

#[test]
fn async_calls_have_the_same_limits() {
    let sandbox = Sandbox::default()
        .deadline(SHORT)
        .max_memory(1 << 20)
        .max_calls(30);
    let engine = sandbox.engine().unwrap();
    let world = world::W::schema();
    let mut linker = sandbox.linker::<Host>(&engine).unwrap();
    linker
        .define_dynamic_async(world, "$root", "ask", |mut store, input| {
            Box::pin(async move {
                let other = store.data().others[0].clone();
                Ok(other.call_async(&mut store, "run", input).await?)
            })
        })
        .unwrap();
    let call = |body: &str, n: u32| {
        let package = Package::new(&engine, guest(body, "")).unwrap();
        let mut store = sandbox.store(&engine, Host::new(double));
        wait(async {
            let instance = linker
                .instantiate_async(&mut store, &package, world)
                .await?;
            store.data_mut().others.push(instance.clone());
            let result = instance.call_async(&mut store, "run", Value::U32(n)).await;
            assert_eq!(instance.is_interrupted(), result.is_err());
            result
        })
    };
    assert_eq!(call("(local.get $n)", 3).unwrap(), Value::U32(3));
    assert!(is_deadline(&call(LOOP, 1).unwrap_err()));
    let error = call("(memory.grow (i32.const 15))", 1).unwrap_err();
    assert!(matches!(
        error,
        Error::Limit {
            limit: SandboxLimit::Memory { .. },
            ..
        }
    ));
    let error = call("(call $ask (local.get $n))", 1).unwrap_err();
    let limit = error.downcast_ref::<SandboxLimit>();
    assert_eq!(limit, Some(&SandboxLimit::Calls { max: 30 }));
    // The start function.
    let package = guest(
        "(i32.const 1)",
        &format!("(func $s (drop {LOOP})) (start $s)"),
    );
    let package = Package::new(&engine, package).unwrap();
    let mut store = sandbox.store(&engine, Host::new(double));
    let error = wait(linker.instantiate_async(&mut store, &package, world)).unwrap_err();
    assert!(is_deadline(&error));
}

#[test]
fn what_can_not_be_enforced_is_refused() {
    let plain = Engine::default();
    let problem = |error: Error| match error {
        Error::Sandbox { problem } => problem,
        other => panic!("{}", other.report()),
    };
    let sandbox = Sandbox::default();
    assert!(problem(sandbox.linker::<()>(&plain).unwrap_err()).contains("no epochs"));
    let fuelled = sandbox.no_deadline().fuel(1);
    assert!(problem(fuelled.linker::<()>(&plain).unwrap_err()).contains("counts none"));
    sandbox.no_deadline().linker::<()>(&plain).unwrap();

    // A store of wasmtime's own has no limits.
    let engine = sandbox.engine().unwrap();
    let linker = linker(sandbox, &engine);
    let package = Package::new(&engine, guest("(i32.const 1)", "")).unwrap();
    let mut store = Store::new(&engine, Host::new(double));
    let error = linker
        .instantiate(&mut store, &package, world::W::schema())
        .unwrap_err();
    assert!(problem(error).contains("`Sandbox::store`"));
    sandbox.limit(&mut store);
    linker
        .instantiate(&mut store, &package, world::W::schema())
        .unwrap();
    let mut store = Store::new(&engine, Host::new(double));
    let error = wait(linker.instantiate_async(&mut store, &package, world::W::schema()));
    assert!(problem(error.unwrap_err()).contains("`Sandbox::store`"));
}

/// Limits of the host's own, beside packr's or in place of them, end as they always did.
#[test]
fn limits_of_wasmtimes_own_are_traps() {
    let mut config = Config::new();
    config.epoch_interruption(true);
    let engine = Engine::new(&config).unwrap();
    let sandbox = Sandbox::default().no_deadline();
    let linker = linker(sandbox, &engine);
    let package = Package::new(&engine, guest(LOOP, "")).unwrap();
    let mut store = sandbox.store(&engine, Host::new(double));
    store.set_epoch_deadline(1);
    let instance = linker
        .instantiate(&mut store, &package, world::W::schema())
        .unwrap();
    engine.increment_epoch();
    let error = run(&mut store, &instance, 1).unwrap_err();
    assert!(matches!(
        error,
        Error::Trap {
            trap: Some(Trap::Interrupt),
            ..
        }
    ));
}

/// A guest that was stopped in the middle of a call is not run again; one that returned, or did not run, is.
#[test]
fn an_instance_is_interrupted_where_its_guest_was() {
    fn fail(_: StoreContextMut<'_, Host>, n: u32) -> packr::wasmtime::Result<u32> {
        match n {
            1 => Err(packr::wasmtime::Error::msg("no")),
            2 => panic!("no"),
            n => Ok(n),
        }
    }
    let sandbox = Sandbox::default().limits(Limits::default().max_bytes(100));
    let asking = guest("(call $ask (local.get $n))", "");
    for (n, is_interrupted) in [(1, true), (2, true), (3, false)] {
        let (mut store, instance) = start(sandbox, &asking, fail).unwrap();
        assert_eq!(run(&mut store, &instance, n).is_err(), is_interrupted);
        assert_eq!(instance.is_interrupted(), is_interrupted);
        let again = run(&mut store, &instance, 3);
        match is_interrupted {
            true => assert!(matches!(again.unwrap_err(), Error::Interrupted { .. })),
            false => assert_eq!(again.unwrap(), 3),
        }
    }
    let (mut store, instance) = start(sandbox, &guest("(unreachable)", ""), fail).unwrap();
    run(&mut store, &instance, 1).unwrap_err();
    assert!(instance.is_interrupted());

    // A status, bytes that are no value, and arguments that can't be passed.
    let returns = guest("(local.get $n)", "");
    let failing = returns.replace("(i32.const 0)))", "(i32.const -1)))");
    let unread = returns.replace("(i32.const 28)", "(i32.const 27)");
    for wat in [failing, unread] {
        let (mut store, instance) = start(sandbox, &wat, fail).unwrap();
        run(&mut store, &instance, 1).unwrap_err();
        assert!(!instance.is_interrupted());
        run(&mut store, &instance, 1).unwrap_err();
    }
    let (mut store, instance) = start(sandbox, &returns, fail).unwrap();
    let input = Value::String("x".into());
    instance.call(&mut store, "run", input).unwrap_err();
    assert!(!instance.is_interrupted());
    assert_eq!(run(&mut store, &instance, 9).unwrap(), 9);
}

/// Where a host function lives through the end of a guest that it called, the guest around it is not run either.
#[test]
fn an_outer_call_ends_with_the_inner_one_that_was_stopped() {
    fn forgive(mut store: StoreContextMut<'_, Host>, _: u32) -> packr::wasmtime::Result<u32> {
        let other = store.data().others[0].clone();
        let error = other.call(&mut store, "run", Value::U32(0)).unwrap_err();
        assert!(matches!(error, Error::Trap { .. }));
        Ok(1)
    }
    let body =
        "(if (result i32) (local.get $n) (then (call $ask (local.get $n))) (else (unreachable)))";
    let (mut store, instance) = start(Sandbox::default(), &guest(body, ""), forgive).unwrap();
    store.data_mut().others.push(instance.clone());
    let error = run(&mut store, &instance, 1).unwrap_err();
    assert!(
        matches!(error, Error::Interrupted { .. }),
        "{}",
        error.report()
    );
}
