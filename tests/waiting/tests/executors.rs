//! Async calls under executors of others, and many at once.

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use packr::{Config, Engine, Store, Value};
use support::{Calc, Expr, Log, Names, calc, give_way, linker, name, package, sum};

/// A few calls of two instances, interleaved.
async fn interleaved() {
    let log = Log::default();
    let (mut one, first) = calc(
        Names {
            yields: 3,
            asked: 0,
        },
        log.clone(),
    )
    .await;
    let (mut other, second) = calc(
        Names {
            yields: 1,
            asked: 0,
        },
        log.clone(),
    )
    .await;
    let tree = sum([name("x1"), name("x2"), Expr::neg(name("x3"))]);
    let (a, b) = futures_lite::future::zip(
        first.call_eval(&mut one, &tree),
        second.call_eval(&mut other, &tree),
    )
    .await;
    assert_eq!((a.unwrap(), b.unwrap()), (Ok(0), Ok(0)));
    assert_eq!((one.data().asked, other.data().asked), (3, 3));

    let entries = log.entries();
    assert_eq!(entries.len(), 8);
    let exports: Vec<_> = entries.iter().filter(|it| it.name == "eval").collect();
    assert!(exports.iter().all(|it| it.parent.is_none()));
    for export in exports {
        let children = entries.iter().filter(|it| it.parent == Some(export.id));
        assert_eq!(
            children.count(),
            3,
            "each import has its own export as parent"
        );
    }
    log.ends();
}

#[test]
fn smol_runs_them() {
    futures_lite::future::block_on(interleaved());
}

#[tokio::test(flavor = "current_thread")]
async fn tokio_runs_them_on_one_thread() {
    interleaved().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tokio_runs_them_on_several_threads() {
    let tasks: Vec<_> = (0..8).map(|_| tokio::spawn(interleaved())).collect();
    for task in tasks {
        task.await.unwrap();
    }
}

#[test]
fn the_futures_can_be_sent() {
    fn is_send<T: Send>(future: T) -> T {
        future
    }
    futures_lite::future::block_on(is_send(async {
        let (mut store, calc) = calc(Names::default(), None::<Log>).await;
        is_send(calc.call_eval(&mut store, &name("x5")))
            .await
            .unwrap()
            .unwrap();
        let input = Value::Tuple(vec![packr::Lower::to_value(&name("x5"))]);
        let instance = calc.instance().clone();
        is_send(instance.call_async(&mut store, "eval", input))
            .await
            .unwrap();
    }));
}

/// The engine of a host with many instances: little address space and stack for each.
fn small() -> Engine {
    let mut config = Config::new();
    config
        .memory_reservation(0)
        .memory_guard_size(0)
        .memory_reservation_for_growth(1 << 16);
    config.async_stack_size(256 << 10).max_wasm_stack(128 << 10);
    Engine::new(&config).unwrap()
}

fn resident_kib() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

/// All of them wait for one event at once, on one thread. What each takes is printed: `--nocapture` shows it.
#[test]
fn ten_thousand_instances_wait_at_once_on_one_thread() {
    const COUNT: usize = 10_000;
    let engine = small();
    let package = package(&engine, "twin");
    let gate = Arc::new(tokio::sync::Semaphore::new(0));

    mod waits {
        packr::bindgen!({
            path: "../wit/calc.wit",
            imports: { "demo:calc/host.lookup": async },
            exports: { "eval": async },
        });
    }
    static WAITING: AtomicUsize = AtomicUsize::new(0);
    struct Host(Arc<tokio::sync::Semaphore>);
    impl waits::demo::calc::host::Host for Host {
        async fn lookup(&mut self, _: String) -> Option<i64> {
            WAITING.fetch_add(1, Ordering::Relaxed);
            self.0.acquire().await.unwrap().forget();
            Some(1)
        }
    }
    let mut linker = packr::Linker::new(&engine);
    waits::Calc::add_to_linker::<_, packr::HasSelf<_>>(&mut linker, |host| host).unwrap();

    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        let before = resident_kib();
        let linker = Arc::new(linker);
        let tasks: Vec<_> = (0..COUNT)
            .map(|_| {
                let mut store = Store::new(&engine, Host(gate.clone()));
                let (package, linker) = (package.clone(), linker.clone());
                tokio::spawn(async move {
                    let calc = waits::Calc::instantiate_async(&mut store, &package, &linker).await;
                    let tree = waits::Expr::Name("x".into());
                    calc.unwrap().call_eval(&mut store, &tree).await.unwrap()
                })
            })
            .collect();
        while WAITING.load(Ordering::Relaxed) < COUNT {
            tokio::task::yield_now().await;
        }
        assert!(tasks.iter().all(|task| !task.is_finished()));
        let each = resident_kib().saturating_sub(before) as f64 / COUNT as f64;
        println!("{each:.1} KiB resident for each waiting instance");
        gate.add_permits(COUNT);
        for task in tasks {
            assert_eq!(task.await.unwrap(), Ok(1));
        }
    });
}

/// A guest that calls nothing may still have to give way: epochs that yield need an async instance.
#[test]
fn a_guest_that_computes_gives_way_to_others() {
    let mut config = Config::new();
    config.consume_fuel(true);
    let engine = Engine::new(&config).unwrap();
    let linker = linker(&engine);
    let package = package(&engine, "twin");
    futures_lite::future::block_on(async {
        let mut store = Store::new(&engine, Names::default());
        store.set_fuel(u64::MAX).unwrap();
        store.fuel_async_yield_interval(Some(10_000)).unwrap();
        let calc = Calc::instantiate_async(&mut store, &package, &linker)
            .await
            .unwrap();
        let tree = Expr::Sum(vec![Expr::Num(1); 5_000]);
        let mut others = 0;
        let count = async {
            loop {
                others += 1;
                give_way().await;
            }
        };
        let call = calc.call_eval(&mut store, &tree);
        let result = futures_lite::future::or(async { Some(call.await) }, async {
            count.await;
            None
        });
        assert_eq!(result.await.unwrap().unwrap(), Ok(5_000));
        assert!(others > 3, "{others}");
    });
}
