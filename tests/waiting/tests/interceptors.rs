//! Interceptors that wait, and what they are told of calls that are dropped.

mod support;

use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};
use std::time::Duration;

use futures_lite::future::block_on;
use packr::intercept::{Call, Decision, End};
use packr::{
    AsyncInterceptor, CallInterceptor, Engine, Error, Linker, Lower, Store, Value, Waiting,
};
use support::{Calc, Log, Names, calc, give_way, name, package};
use tokio::sync::mpsc;

/// Sends a line for each begin and end into a queue with an end.
struct Queue(mpsc::Sender<String>);

impl AsyncInterceptor for Queue {
    async fn begin(&self, call: &Call<'_>) -> Decision {
        match self.0.send(format!("> {}", call.function)).await {
            Ok(()) => Decision::Continue,
            Err(_) => Decision::Refuse("nobody listens".into()),
        }
    }

    async fn end(&self, call: &Call<'_>, end: End<'_>) {
        let how = if let End::Returned(_) = end { "<" } else { "!" };
        let _ = self.0.send(format!("{how} {}", call.function)).await;
    }

    fn cancelled(&self, call: &Call<'_>, error: &Error) {
        assert!(matches!(error, Error::Cancelled { .. }));
        let _ = self.0.try_send(format!("x {}", call.function));
    }
}

const RUN: [&str; 4] = ["> eval", "> lookup", "< lookup", "< eval"];

#[tokio::test(flavor = "current_thread")]
async fn a_full_queue_makes_calls_wait_and_not_the_thread() {
    let (sender, mut receiver) = mpsc::channel(1);
    let listener = tokio::spawn(async move {
        let mut lines = Vec::new();
        while let Some(line) = receiver.recv().await {
            // A slow one: the queue is full most of the time.
            tokio::time::sleep(Duration::from_millis(1)).await;
            lines.push(line);
        }
        lines
    });
    let interceptor = Waiting::new(Queue(sender));
    let (mut store, calc) = calc(Names::default(), interceptor).await;
    for _ in 0..20 {
        assert_eq!(
            calc.call_eval(&mut store, &name("x2")).await.unwrap(),
            Ok(2)
        );
    }
    drop((store, calc));
    let lines = listener.await.unwrap();
    assert_eq!(lines, RUN.repeat(20));
}

#[test]
fn on_a_store_without_async_it_blocks_the_thread() {
    let (sender, mut receiver) = mpsc::channel(1);
    let listener = std::thread::spawn(move || {
        let mut lines = Vec::new();
        while let Some(line) = receiver.blocking_recv() {
            std::thread::sleep(Duration::from_millis(1));
            lines.push(line);
        }
        lines
    });
    let engine = Engine::default();
    let mut linker = Linker::new(&engine);
    let world = Calc::schema();
    let answer = |_: packr::wasmtime::StoreContextMut<'_, ()>, _| Ok(Some(2_i64).to_value());
    linker
        .define_dynamic(world, "demo:calc/host", "lookup", answer)
        .unwrap();
    linker.set_interceptor(Waiting::new(Queue(sender)));
    let mut store = Store::new(&engine, ());
    let package = package(&engine, "twin");
    let instance = linker.instantiate(&mut store, &package, world).unwrap();
    let input = Value::Tuple(vec![name("x2").to_value()]);
    for _ in 0..20 {
        instance.call(&mut store, "eval", input.clone()).unwrap();
    }
    drop((linker, store, instance));
    assert_eq!(listener.join().unwrap(), RUN.repeat(20));
}

#[test]
fn it_refuses_and_answers() {
    block_on(async {
        let (sender, receiver) = mpsc::channel(1);
        drop(receiver);
        let (mut store, calc) = calc(Names::default(), Waiting::new(Queue(sender))).await;
        let error = calc.call_eval(&mut store, &name("x2")).await.unwrap_err();
        assert!(matches!(error, Error::Refused { .. }), "{}", error.report());
        assert!(
            error.report().ends_with("nobody listens"),
            "{}",
            error.report()
        );
    });

    struct Answers;
    impl AsyncInterceptor for Answers {
        async fn begin(&self, call: &Call<'_>) -> Decision {
            give_way().await;
            match call.function {
                "lookup" => Decision::Answer(Some(5_i64).to_value()),
                _ => Decision::Continue,
            }
        }
        async fn end(&self, _: &Call<'_>, _: End<'_>) {}
    }
    block_on(async {
        let (mut store, calc) = calc(Names::default(), Waiting::new(Answers)).await;
        assert_eq!(
            calc.call_eval(&mut store, &name("x2")).await.unwrap(),
            Ok(5)
        );
        assert_eq!(store.data().asked, 0);
    });
}

/// Waits so many times at each begin and each end, and writes down what it was told to the end.
#[derive(Clone, Default)]
struct Slow {
    begins: usize,
    ends: usize,
    begun: Arc<Mutex<Vec<u64>>>,
    ended: Arc<Mutex<Vec<u64>>>,
    cancelled: Arc<Mutex<Vec<u64>>>,
}

impl AsyncInterceptor for Slow {
    async fn begin(&self, call: &Call<'_>) -> Decision {
        for _ in 0..self.begins {
            give_way().await;
        }
        self.begun.lock().unwrap().push(call.id);
        Decision::Continue
    }

    async fn end(&self, call: &Call<'_>, _: End<'_>) {
        // Counted first: the call is told as ended when this is called.
        self.ended.lock().unwrap().push(call.id);
        for _ in 0..self.ends {
            give_way().await;
        }
    }

    fn cancelled(&self, call: &Call<'_>, _: &Error) {
        self.cancelled.lock().unwrap().push(call.id);
    }
}

impl Slow {
    /// Every call that began has one end, of either kind, and no other has one.
    fn check(&self) -> usize {
        let mut begun = self.begun.lock().unwrap().clone();
        let mut ended = [
            self.ended.lock().unwrap().clone(),
            self.cancelled.lock().unwrap().clone(),
        ]
        .concat();
        begun.sort_unstable();
        ended.sort_unstable();
        assert_eq!(begun, ended);
        begun.len()
    }
}

#[test]
fn each_of_several_has_an_end_for_each_begin_wherever_the_future_is_dropped() {
    let mut counts = Vec::new();
    for polls in 0..60 {
        let slow = [
            Slow {
                begins: 2,
                ends: 1,
                ..Slow::default()
            },
            Slow {
                begins: 0,
                ends: 2,
                ..Slow::default()
            },
            Slow {
                begins: 1,
                ends: 0,
                ..Slow::default()
            },
        ];
        let log = Log::default();
        let mut all: Vec<Box<dyn CallInterceptor>> = vec![Box::new(log.clone())];
        all.extend(
            slow.iter()
                .map(|it| Box::new(Waiting::new(it.clone())) as Box<dyn CallInterceptor>),
        );
        let (mut store, calc) = block_on(calc(
            Names {
                yields: 2,
                asked: 0,
            },
            all,
        ));
        let mut done = false;
        {
            let tree = support::sum([name("x1"), name("x2")]);
            let mut call = pin!(calc.call_eval(&mut store, &tree));
            let mut context = Context::from_waker(Waker::noop());
            for _ in 0..polls {
                done = done || call.as_mut().poll(&mut context).is_ready();
            }
        }
        counts.push(slow.iter().map(Slow::check).sum::<usize>());
        log.ends();
        if done {
            break;
        }
    }
    assert!(counts.len() > 15, "{counts:?}");
    assert_eq!(counts.last(), Some(&9), "three calls, seen by three");
}

#[test]
fn dropped_while_the_interceptor_decides_nothing_began_and_the_instance_is_good() {
    let slow = Slow {
        begins: 5,
        ..Slow::default()
    };
    let (mut store, calc) = block_on(calc(Names::default(), Waiting::new(slow.clone())));
    {
        let tree = name("x1");
        let mut call = pin!(calc.call_eval(&mut store, &tree));
        let mut context = Context::from_waker(Waker::noop());
        assert!(call.as_mut().poll(&mut context).is_pending());
    }
    assert_eq!(slow.check(), 0);
    assert!(!calc.instance().is_interrupted());
    assert_eq!(
        block_on(calc.call_eval(&mut store, &name("x1"))).unwrap(),
        Ok(1)
    );
}

#[test]
fn a_panic_in_it_fails_the_call_and_the_others_are_told() {
    struct Clumsy;
    impl AsyncInterceptor for Clumsy {
        async fn begin(&self, call: &Call<'_>) -> Decision {
            give_way().await;
            assert_ne!(call.function, "lookup", "clumsy");
            Decision::Continue
        }
        async fn end(&self, _: &Call<'_>, _: End<'_>) {}
    }
    let log = Log::default();
    let all: Vec<Box<dyn CallInterceptor>> =
        vec![Box::new(Waiting::new(Clumsy)), Box::new(log.clone())];
    let (mut store, calc) = block_on(calc(Names::default(), all));
    let error = block_on(calc.call_eval(&mut store, &name("x1"))).unwrap_err();
    assert!(
        matches!(error, Error::InterceptorPanic { .. }),
        "{}",
        error.report()
    );
    assert_eq!(log.ends().len(), 2);
}
