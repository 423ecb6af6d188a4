//! Guests, worlds and hosts of these tests.
#![allow(dead_code, reason = "no test uses all of it")]

use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex};
use std::task::Poll;

use packr::intercept::{Call, Decision, End};
use packr::{CallInterceptor, Engine, Error, HasSelf, Linker, Package, Store, Value};

packr::bindgen!({
    path: "../wit/calc.wit",
    imports: { default: async },
    exports: { default: async },
});

pub(crate) static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::default);

/// Compiled once: in a debug build that takes a second.
pub(crate) static TWIN: LazyLock<Package> = LazyLock::new(|| package(&ENGINE, "twin"));

/// The host: it gives way so many times before it answers.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) yields: usize,
    pub(crate) asked: usize,
}

impl demo::calc::host::Host for Names {
    async fn lookup(&mut self, name: String) -> Option<i64> {
        for _ in 0..self.yields {
            give_way().await;
        }
        self.asked += 1;
        assert_ne!(name, "panic", "as asked");
        if name == "never" {
            std::future::pending::<()>().await;
        }
        name.strip_prefix('x')
            .map(|number| number.parse().unwrap_or(1))
    }
}

/// Lets the executor do something else once.
pub(crate) async fn give_way() {
    let mut first = true;
    std::future::poll_fn(|context| {
        if !first {
            return Poll::Ready(());
        }
        first = false;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

pub(crate) fn package(engine: &Engine, name: &str) -> Package {
    let dir = match std::env::var_os("PACKR_GUESTS_DIR") {
        Some(dir) => PathBuf::from(dir),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../guests"),
    };
    Package::from_file(engine, dir.join(format!("{name}.wasm"))).unwrap()
}

pub(crate) fn linker(engine: &Engine) -> Linker<Names> {
    let mut linker = Linker::new(engine);
    Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |names| names).unwrap();
    linker
}

pub(crate) async fn calc(
    names: Names,
    interceptor: impl CallInterceptor + 'static,
) -> (Store<Names>, Calc) {
    let mut linker = linker(&ENGINE);
    linker.set_interceptor(interceptor);
    let mut store = Store::new(&ENGINE, names);
    let calc = Calc::instantiate_async(&mut store, &TWIN, &linker)
        .await
        .unwrap();
    (store, calc)
}

pub(crate) fn name(name: &str) -> Expr {
    Expr::Name(name.into())
}

pub(crate) fn sum<const N: usize>(items: [Expr; N]) -> Expr {
    Expr::Sum(items.into())
}

/// Writes down every begin and end.
#[derive(Debug, Default, Clone)]
pub(crate) struct Log(Arc<Mutex<Vec<Entry>>>);

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) id: u64,
    pub(crate) parent: Option<u64>,
    pub(crate) name: String,
    pub(crate) end: Option<String>,
}

impl Log {
    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.0.lock().unwrap().clone()
    }

    /// Names and ends, and a check that every call has one.
    pub(crate) fn ends(&self) -> Vec<(String, String)> {
        let entries = self.entries().into_iter();
        entries
            .map(|entry| {
                let end = entry
                    .end
                    .unwrap_or_else(|| panic!("no end: {}", entry.name));
                (entry.name, end)
            })
            .collect()
    }
}

impl CallInterceptor for Log {
    fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
        unreachable!("`begin` is called")
    }
    fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}
    fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
        unreachable!("`begin` is called")
    }
    fn after_export(&self, _: &str, _: &Value, _: &Value) {}

    fn begin(&self, call: &Call<'_>) -> Decision {
        self.0.lock().unwrap().push(Entry {
            id: call.id,
            parent: call.parent,
            name: call.function.to_owned(),
            end: None,
        });
        Decision::Continue
    }

    fn end(&self, call: &Call<'_>, end: End<'_>) {
        let mut entries = self.0.lock().unwrap();
        let entry = entries.iter_mut().find(|entry| entry.id == call.id);
        let entry = entry.expect("an end without a begin");
        assert_eq!(entry.end, None, "two ends of {}", entry.name);
        entry.end = Some(match end {
            End::Returned(value) => value.to_string(),
            End::Failed(Error::Cancelled { .. }) => "cancelled".to_owned(),
            End::Failed(error) => error.report(),
        });
    }
}
