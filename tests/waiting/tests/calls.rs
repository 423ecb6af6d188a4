//! What async calls do: errors, panics, dropped futures, sync host functions, calls inside calls.

mod support;

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Waker};

use futures_lite::future::block_on;
use packr::wasmtime::{AsContextMut, StoreContextMut};
use packr::{
    Engine, Error, HasSelf, Instance, Linker, Lower, Package, Recorder, Replayer, Store, Value,
};
use support::{Calc, Log, Names, calc, name, package, sum};

fn text(error: &Error) -> String {
    error.report()
}

#[test]
fn a_panic_of_the_host_is_an_error_of_the_call() {
    block_on(async {
        let log = Log::default();
        let (mut store, calc) = calc(
            Names {
                yields: 1,
                asked: 0,
            },
            log.clone(),
        )
        .await;
        let error = calc
            .call_eval(&mut store, &name("panic"))
            .await
            .unwrap_err();
        assert!(matches!(error, Error::HostPanic { .. }), "{}", text(&error));
        assert_eq!(log.ends().len(), 2);
    });
}

#[test]
fn a_guest_that_trapped_is_not_called_again() {
    block_on(async {
        let (engine, world) = (Engine::default(), reentrant::W::schema());
        let mut linker = Linker::<()>::new(&engine);
        linker.define_stubs(world).unwrap();
        let mut store = Store::new(&engine, ());
        let package = Package::new(&engine, reentrant_guest()).unwrap();
        let made = linker.instantiate_async(&mut store, &package, world).await;
        let instance = made.unwrap();
        let input = Value::String("a".into());
        let called = instance.call_async(&mut store, "send", input).await;
        let error = called.unwrap_err();
        assert!(matches!(error, Error::Host { .. }), "{}", text(&error));
        assert!(error.downcast_ref::<packr::NoHostFunction>().is_some());
        assert!(instance.is_interrupted());
        let input = Value::String("a".into());
        let called = instance.call_async(&mut store, "send", input).await;
        assert!(matches!(called.unwrap_err(), Error::Interrupted { .. }));
    });
}

#[test]
fn a_run_is_recorded_and_replayed_without_the_host() {
    block_on(async {
        let recorder = Arc::new(Recorder::new());
        let (mut store, calc) = calc(
            Names {
                yields: 2,
                asked: 0,
            },
            recorder.clone(),
        )
        .await;
        let tree = sum([name("x40"), name("x2")]);
        assert_eq!(calc.call_eval(&mut store, &tree).await.unwrap(), Ok(42));

        let replayer = Arc::new(Replayer::new(recorder.take()));
        let engine = Engine::default();
        let mut linker = Linker::new(&engine);
        linker.define_stubs(Calc::schema()).unwrap();
        linker.set_interceptor(replayer.clone());
        let mut store = Store::new(&engine, ());
        let package = package(&engine, "twin");
        let calc = Calc::instantiate_async(&mut store, &package, &linker)
            .await
            .unwrap();
        assert_eq!(calc.call_eval(&mut store, &tree).await.unwrap(), Ok(42));
        replayer.finish().unwrap();
    });
}

/// Polls a future so many times, and drops it.
fn drop_after(polls: usize, future: impl Future) -> bool {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    (0..polls).any(|_| future.as_mut().poll(&mut context).is_ready())
}

#[test]
fn a_dropped_future_ends_its_calls_and_the_instance() {
    let log = Log::default();
    let (mut store, calc) = block_on(calc(
        Names {
            yields: 5,
            asked: 0,
        },
        log.clone(),
    ));
    assert!(!drop_after(3, calc.call_eval(&mut store, &name("x1"))));
    let cancelled = |name: &str| (name.to_owned(), "cancelled".to_owned());
    assert_eq!(log.ends(), [cancelled("eval"), cancelled("lookup")]);
    assert!(calc.instance().is_interrupted());

    let error = block_on(calc.call_eval(&mut store, &name("x1"))).unwrap_err();
    assert!(matches!(error, Error::Interrupted { .. }));
    assert_eq!(
        text(&error),
        "guest function `eval` can't be made: the guest was stopped in the middle of `eval`, and left half way; take a new instance"
    );
    // The store is still good, for a new instance.
    let linker = support::linker(store.engine());
    let package = package(store.engine(), "twin");
    let again = block_on(Calc::instantiate_async(&mut store, &package, &linker)).unwrap();
    assert_eq!(
        block_on(again.call_eval(&mut store, &name("x7"))).unwrap(),
        Ok(7)
    );
}

#[test]
fn wherever_a_future_is_dropped_every_begin_has_an_end() {
    for polls in 0..40 {
        let log = Log::default();
        let (mut store, calc) = block_on(calc(
            Names {
                yields: 4,
                asked: 0,
            },
            log.clone(),
        ));
        let tree = sum([name("x1"), name("x2"), name("x3"), name("x4")]);
        let done = drop_after(polls, calc.call_eval(&mut store, &tree));
        log.ends();
        assert_eq!(done, polls > 16, "{polls}");
        assert_eq!(
            calc.instance().is_interrupted(),
            polls > 0 && !done,
            "{polls}"
        );
    }
}

#[test]
fn a_future_that_was_never_polled_is_no_call() {
    let log = Log::default();
    let (mut store, calc) = block_on(calc(Names::default(), log.clone()));
    drop(calc.call_eval(&mut store, &name("x1")));
    assert_eq!(log.entries(), []);
    assert_eq!(
        block_on(calc.call_eval(&mut store, &name("x1"))).unwrap(),
        Ok(1)
    );
}

#[test]
fn an_instance_is_called_as_it_was_made() {
    let (mut store, calc) = block_on(calc(Names::default(), None::<Log>));
    let input = Value::Tuple(vec![name("x1").to_value()]);
    let error = calc
        .instance()
        .call(&mut store, "eval", input.clone())
        .unwrap_err();
    assert!(matches!(error, Error::WrongKind { is_async: true, .. }));
    assert!(text(&error).contains("`call_async`"), "{}", text(&error));

    let engine = Engine::default();
    let package = package(&engine, "twin");
    let mut linker = Linker::<()>::new(&engine);
    linker.define_stubs(Calc::schema()).unwrap();
    let mut store = Store::new(&engine, ());
    let instance = linker
        .instantiate(&mut store, &package, Calc::schema())
        .unwrap();
    let error = block_on(instance.call_async(&mut store, "eval", input)).unwrap_err();
    assert!(matches!(
        error,
        Error::WrongKind {
            is_async: false,
            ..
        }
    ));
    assert!(
        text(&error).contains("`instantiate_async`"),
        "{}",
        text(&error)
    );

    let mut store = Store::new(&engine, Names::default());
    let linker = support::linker(&engine);
    let error = linker
        .instantiate(&mut store, &package, Calc::schema())
        .unwrap_err();
    assert!(
        text(&error).contains(
            "`demo:calc/host#lookup` is async: instantiate the package with `instantiate_async`"
        ),
        "{}",
        text(&error)
    );
}

/// Host functions that do not wait, on an async store, with results of all sizes: each needs the guest's allocator.
#[test]
fn host_functions_that_do_not_wait_work_and_their_results_find_room() {
    let pass = |ctx: StoreContextMut<'_, usize>, input: Value| {
        let mut ctx = ctx;
        *ctx.data_mut() += 1;
        Ok(match input {
            Value::Tuple(mut items) => items.swap_remove(0),
            other => other,
        })
    };
    block_on(async {
        let (engine, world) = (Engine::default(), reentrant::W::schema());
        let mut linker = Linker::new(&engine);
        linker.define_dynamic(world, "$root", "pass", pass).unwrap();
        let mut store = Store::new(&engine, 0);
        let package = Package::new(&engine, reentrant_guest()).unwrap();
        let instance = linker
            .instantiate_async(&mut store, &package, world)
            .await
            .unwrap();
        assert!(instance.is_async());
        for size in [0, 10, 5_000, 1, 40_000] {
            let text = Value::String("x".repeat(size));
            let back = instance
                .call_async(&mut store, "send", text.clone())
                .await
                .unwrap();
            assert_eq!(back, text);
        }
        assert_eq!(*store.data(), 5);
    });
}

mod reentrant {
    packr::bindgen!({
        inline: "package a:b; world w {
            import pass: func(text: string) -> string;
            export send: func(text: string) -> string;
        }",
    });
}

/// `send` hands its input on to `pass`, and returns a copy of what that gives.
fn reentrant_guest() -> &'static str {
    r#"(module (import "$root" "pass" (func $pass (param i32 i32 i32 i32) (result i32)))
        (memory (export "memory") 1)
        (global $next (mut i32) (i32.const 1024))
        (func $alloc (export "__pack_alloc") (param $size i32) (result i32) (local $at i32)
            (local.set $at (global.get $next))
            (global.set $next (i32.and (i32.add (i32.add (local.get $at) (local.get $size)) (i32.const 15)) (i32.const -8)))
            (block $enough
                (br_if $enough (i32.le_u (global.get $next) (i32.mul (memory.size) (i32.const 65536))))
                (drop (memory.grow (i32.add (i32.const 1) (i32.div_u (local.get $size) (i32.const 65536))))))
            (local.get $at))
        (func (export "__pack_free") (param i32 i32))
        (func (export "send") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
            (local $slots i32) (local $copy i32)
            (local.set $slots (call $alloc (i32.const 8)))
            (drop (call $pass (local.get $in) (local.get $len) (local.get $slots) (i32.add (local.get $slots) (i32.const 4))))
            (local.set $copy (call $alloc (i32.load offset=4 (local.get $slots))))
            (memory.copy (local.get $copy) (i32.load (local.get $slots)) (i32.load offset=4 (local.get $slots)))
            (i32.store (local.get $out) (local.get $copy))
            (i32.store (local.get $out_len) (i32.load offset=4 (local.get $slots)))
            (i32.const 0)))"#
}

#[derive(Default)]
struct Deep {
    instance: Option<Instance>,
    depth: usize,
    deepest: usize,
}

#[test]
fn calls_stand_inside_one_another() {
    block_on(async {
        let (engine, world) = (Engine::default(), reentrant::W::schema());
        let log = Log::default();
        let mut linker = Linker::<Deep>::new(&engine);
        linker
            .define_dynamic_async(world, "$root", "pass", |mut ctx, input| {
                Box::pin(async move {
                    support::give_way().await;
                    let deep = ctx.data_mut();
                    let Value::Tuple(args) = input else {
                        unreachable!()
                    };
                    if deep.depth == deep.deepest {
                        return Ok(args[0].clone());
                    }
                    deep.depth += 1;
                    let instance = deep.instance.clone().unwrap();
                    let Value::String(text) = &args[0] else {
                        unreachable!()
                    };
                    let longer = Value::String(text.repeat(2));
                    let back = instance
                        .call_async(ctx.as_context_mut(), "send", longer.clone())
                        .await?;
                    assert_eq!(back, longer);
                    ctx.data_mut().depth -= 1;
                    Ok(args[0].clone())
                })
            })
            .unwrap();
        linker.set_interceptor(log.clone());
        let data = Deep {
            deepest: 10,
            ..Deep::default()
        };
        let mut store = Store::new(&engine, data);
        let package = Package::new(&engine, reentrant_guest()).unwrap();
        let instance = linker
            .instantiate_async(&mut store, &package, world)
            .await
            .unwrap();
        store.data_mut().instance = Some(instance.clone());
        let input = Value::String("abc".into());
        for _ in 0..3 {
            let back = instance
                .call_async(&mut store, "send", input.clone())
                .await
                .unwrap();
            assert_eq!(back, input);
        }
        let entries = log.entries();
        assert_eq!(entries.len(), 66);
        for pair in entries[..22].windows(2) {
            assert_eq!(pair[1].parent, Some(pair[0].id));
        }
        log.ends();

        // Dropped ten deep: every call ends, the innermost first.
        let call = instance.call_async(&mut store, "send", input);
        assert!(!drop_after(8, call));
        log.ends();
        assert!(instance.is_interrupted());
    });
}

mod wit_async {
    packr::bindgen!({
        inline: "package demo:calc; interface host { lookup: async func(name: string) -> option<s64>; }
            world calc {
                import host;
                variant expr { num(s64), name(string), neg(expr), sum(list<expr>) }
                export eval: async func(e: expr) -> result<s64, string>;
            }",
        imports: { default: trappable },
    });
}

#[test]
fn an_async_func_of_the_wit_is_async_without_a_rule() {
    struct Host;
    impl wit_async::demo::calc::host::Host for Host {
        async fn lookup(&mut self, name: String) -> packr::wasmtime::Result<Option<i64>> {
            support::give_way().await;
            match name.as_str() {
                "x" => Ok(Some(1)),
                other => packr::wasmtime::bail!("no `{other}` here"),
            }
        }
    }
    block_on(async {
        let engine = Engine::default();
        let mut linker = Linker::new(&engine);
        wit_async::Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |host| host).unwrap();
        let mut store = Store::new(&engine, Host);
        let package = package(&engine, "calc");
        let calc = wit_async::Calc::instantiate_async(&mut store, &package, &linker)
            .await
            .unwrap();
        let tree = wit_async::Expr::Name("x".into());
        assert_eq!(calc.call_eval(&mut store, &tree).await.unwrap(), Ok(1));
        let tree = wit_async::Expr::Name("y".into());
        let error = calc.call_eval(&mut store, &tree).await.unwrap_err();
        assert!(
            text(&error).ends_with("failed in the host: no `y` here"),
            "{}",
            text(&error)
        );
    });
}

mod small {
    packr::bindgen!("small" in "../wit/small.wit");
}

#[test]
fn a_guest_without_an_allocator_and_one_that_calls_when_it_starts() {
    block_on(async {
        let (engine, world) = (Engine::default(), small::Small::schema());
        let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../guests/wat");
        for (file, started) in [("no-alloc", 0), ("start", 1)] {
            let package = Package::from_file(&engine, dir.join(format!("{file}.wat"))).unwrap();
            let mut linker = Linker::<usize>::new(&engine);
            for interface in world.imports.iter() {
                for function in interface.functions.iter() {
                    let counts = function.name == "log";
                    let give_back = move |mut ctx: StoreContextMut<'_, usize>, input: Value| {
                        *ctx.data_mut() += usize::from(counts);
                        Ok(match input {
                            Value::Tuple(mut args) if !counts => args.swap_remove(0),
                            _ => Value::Tuple(vec![]),
                        })
                    };
                    linker
                        .define_dynamic(world, &interface.id, &function.name, give_back)
                        .unwrap();
                }
            }
            let mut store = Store::new(&engine, 0);
            let made = linker.instantiate_async(&mut store, &package, world).await;
            let instance = made.unwrap();
            assert_eq!(*store.data(), started, "{file}");
            for size in [3, 5_000] {
                let input = Value::String("x".repeat(size));
                let back = instance.call_async(&mut store, "echo", input.clone()).await;
                assert_eq!(back.unwrap(), input, "{file}");
            }
        }
    });
}

/// Only a dropped future interrupts an instance. What panics outside of packr's own host functions is an error of the call.
#[test]
fn a_panic_under_the_guest_does_not_interrupt_it() {
    let mut config = packr::wasmtime::Config::new();
    config.epoch_interruption(true);
    let engine = Engine::new(&config).unwrap();
    let linker = support::linker(&engine);
    let mut store = Store::new(&engine, Names::default());
    store.set_epoch_deadline(1);
    let package = package(&engine, "twin");
    block_on(async {
        let calc = Calc::instantiate_async(&mut store, &package, &linker)
            .await
            .unwrap();
        store.epoch_deadline_callback(|_| panic!("no time"));
        engine.increment_epoch();
        let error = calc.call_eval(&mut store, &name("x1")).await.unwrap_err();
        assert!(matches!(error, Error::HostPanic { .. }), "{}", text(&error));
        assert!(!calc.instance().is_interrupted());
        store.set_epoch_deadline(1_000);
        let answer = calc.call_eval(&mut store, &name("x1")).await.unwrap();
        assert_eq!(answer, Ok(1));
    });
}

#[test]
fn a_dropped_call_inside_another_ends_that_too() {
    block_on(async {
        let (engine, world) = (Engine::default(), reentrant::W::schema());
        let log = Log::default();
        let mut linker = Linker::<Deep>::new(&engine);
        linker
            .define_dynamic_async(world, "$root", "pass", |mut ctx, input| {
                Box::pin(async move {
                    let deep = ctx.data_mut();
                    deep.depth += 1;
                    if deep.depth == 2 {
                        std::future::pending::<()>().await;
                    }
                    let instance = deep.instance.clone().unwrap();
                    let Value::Tuple(args) = input else {
                        unreachable!()
                    };
                    let inner = instance.call_async(&mut ctx, "send", args[0].clone());
                    assert!(!drop_after(2, inner));
                    Ok(args[0].clone())
                })
            })
            .unwrap();
        linker.set_interceptor(log.clone());
        let mut store = Store::new(&engine, Deep::default());
        let package = Package::new(&engine, reentrant_guest()).unwrap();
        let made = linker.instantiate_async(&mut store, &package, world).await;
        let instance = made.unwrap();
        store.data_mut().instance = Some(instance.clone());
        let input = Value::String("abc".into());
        let error = instance.call_async(&mut store, "send", input).await;
        let error = error.unwrap_err();
        assert!(
            matches!(error, Error::Interrupted { .. }),
            "{}",
            text(&error)
        );
        let ends = log.ends();
        let cancelled = ends.iter().filter(|(_, end)| end == "cancelled");
        assert_eq!((ends.len(), cancelled.count()), (4, 2), "{ends:?}");
    });
}

#[test]
fn an_instantiation_that_is_dropped_leaves_the_store_usable() {
    let engine = Engine::default();
    let mut linker = Linker::<()>::new(&engine);
    let world = reentrant::W::schema();
    linker
        .define_dynamic_async(world, "$root", "pass", |_, input| {
            Box::pin(async move {
                support::give_way().await;
                let Value::Tuple(mut args) = input else {
                    unreachable!()
                };
                Ok(args.swap_remove(0))
            })
        })
        .unwrap();
    // It calls the host when it starts.
    let starting = reentrant_guest().replace(
        "(memory (export",
        r#"(start $go)
        (data (i32.const 64) "CGRF\02\00\00\00\02\00\00\00\01\00\00\00\06\00\00\00\05\00\00\00\01\00\00\00a\0b\00\00\00\08\00\00\00\01\00\00\00\00\00\00\00")
        (func $go (drop (call $pass (i32.const 64) (i32.const 45) (i32.const 128) (i32.const 132))))
        (memory (export"#,
    );
    let package = Package::new(&engine, starting).unwrap();
    let mut store = Store::new(&engine, ());
    assert!(!drop_after(
        1,
        linker.instantiate_async(&mut store, &package, world)
    ));
    block_on(async {
        let made = linker.instantiate_async(&mut store, &package, world).await;
        let instance = made.unwrap();
        let input = Value::String("abc".into());
        let back = instance.call_async(&mut store, "send", input.clone()).await;
        assert_eq!(back.unwrap(), input);
    });
}
