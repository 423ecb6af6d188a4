//! Host functions that wait. Two guests wait at the same time, in one thread, and no runtime is needed.
//!
//! `cargo run --example 12-async`

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use packr::{Engine, HasSelf, Linker, Package, Store};

packr::bindgen!({
    path: "tests/wit/calc.wit",
    imports: { default: async },
    exports: { default: async },
});

struct Remote(&'static str);

impl demo::calc::host::Host for Remote {
    async fn lookup(&mut self, name: String) -> Option<i64> {
        println!("{}: asks for {name}", self.0);
        pause().await; // A socket, a timer or a database in earnest.
        println!("{}: has {name}", self.0);
        Some(20)
    }
}

/// Is not ready when it is polled first, so that others have their turn.
async fn pause() {
    let mut waited = false;
    poll_fn(|context| {
        context.waker().wake_by_ref();
        match std::mem::replace(&mut waited, true) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    })
    .await
}

async fn guest(name: &'static str) -> Result<i64, Box<dyn std::error::Error>> {
    let engine = Engine::default();
    let package = Package::from_file(
        &engine,
        concat!(env!("CARGO_MANIFEST_DIR"), "/guests/twin.wasm"),
    )?;
    let mut linker = Linker::new(&engine);
    Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |remote| remote)?;
    let mut store = Store::new(&engine, Remote(name));
    let calc = Calc::instantiate_async(&mut store, &package, &linker).await?;
    let tree = Expr::Sum(vec![Expr::Name("x".into()), Expr::Name("y".into())]);
    let value = calc.call_eval(&mut store, &tree).await?;
    println!("{name}: {value:?}");
    Ok(value?)
}

/// Polls both in turn until both are done. An executor does this, and sleeps where there is nothing to do.
fn both<R>(one: impl Future<Output = R>, other: impl Future<Output = R>) -> (R, R) {
    let (mut one, mut other) = (pin!(one), pin!(other));
    let (mut first, mut second) = (None, None);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if first.is_none()
            && let Poll::Ready(done) = one.as_mut().poll(&mut context)
        {
            first = Some(done);
        }
        if second.is_none()
            && let Poll::Ready(done) = other.as_mut().poll(&mut context)
        {
            second = Some(done);
        }
        if let (Some(_), Some(_)) = (&first, &second) {
            return (first.unwrap(), second.unwrap());
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (one, other) = both(guest("one"), guest("other"));
    assert_eq!((one?, other?), (40, 40));
    Ok(())
}
