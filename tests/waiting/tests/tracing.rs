//! The flag `tracing`: a span around each call, with arguments and result as events.

mod support;

use std::fmt::Write;
use std::sync::{Arc, Mutex};

use futures_lite::future::block_on;
use packr::{Engine, HasSelf, Linker, Store};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Writes everything down as text, with the names of the spans that are entered.
#[derive(Clone, Default)]
struct Text(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    spans: Vec<String>,
    lines: Vec<String>,
    entered: Vec<u64>,
}

struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl Subscriber for Text {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("packr")
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut text = span.metadata().name().to_owned();
        span.record(&mut Fields(&mut text));
        let mut state = self.0.lock().unwrap();
        state.spans.push(text);
        Id::from_u64(state.spans.len() as u64)
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        let mut text = String::new();
        event.record(&mut Fields(&mut text));
        let mut state = self.0.lock().unwrap();
        let span = state
            .entered
            .last()
            .map(|id| state.spans[*id as usize - 1].clone());
        state
            .lines
            .push(format!("{}:{text}", span.unwrap_or_default()));
    }
    fn enter(&self, id: &Id) {
        self.0.lock().unwrap().entered.push(id.into_u64());
    }
    fn exit(&self, id: &Id) {
        assert_eq!(self.0.lock().unwrap().entered.pop(), Some(id.into_u64()));
    }
}

const LINES: [&str; 4] = [
    r#"packr export interface="$root" function="eval": message=call arguments=(Expr::Name#1("x2"))"#,
    r#"packr import interface="demo:calc/host" function="lookup": message=call arguments=("x2")"#,
    r#"packr import interface="demo:calc/host" function="lookup": message=return result=some(2s64)"#,
    r#"packr export interface="$root" function="eval": message=return result=ok<_, string>(2s64)"#,
];

mod plain {
    packr::bindgen!({
        path: "../wit/calc.wit",
        imports: { default: tracing },
        exports: { default: tracing },
    });
}

mod waits {
    packr::bindgen!({
        path: "../wit/calc.wit",
        imports: { default: async | tracing },
        exports: { default: async | tracing },
    });
}

struct Host;

impl plain::demo::calc::host::Host for Host {
    fn lookup(&mut self, _: String) -> Option<i64> {
        Some(2)
    }
}

impl waits::demo::calc::host::Host for Host {
    async fn lookup(&mut self, _: String) -> Option<i64> {
        support::give_way().await;
        Some(2)
    }
}

fn lines(run: impl FnOnce()) -> Vec<String> {
    let text = Text::default();
    tracing::subscriber::with_default(text.clone(), run);
    let state = text.0.lock().unwrap();
    assert_eq!(state.entered, [0; 0]);
    state.lines.clone()
}

#[test]
fn plain_calls_are_traced() {
    let lines = lines(|| {
        let engine = Engine::default();
        let mut linker = Linker::new(&engine);
        plain::Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |host| host).unwrap();
        let mut store = Store::new(&engine, Host);
        let package = support::package(&engine, "twin");
        let calc = plain::Calc::instantiate(&mut store, &package, &linker).unwrap();
        calc.call_eval(&mut store, &plain::Expr::Name("x2".into()))
            .unwrap()
            .unwrap();
    });
    assert_eq!(lines, LINES);
}

#[test]
fn async_calls_are_traced_and_no_span_stays_entered_while_one_waits() {
    let lines = lines(|| {
        let engine = Engine::default();
        let mut linker = Linker::new(&engine);
        waits::Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |host| host).unwrap();
        let mut store = Store::new(&engine, Host);
        let package = support::package(&engine, "twin");
        block_on(async {
            let calc = waits::Calc::instantiate_async(&mut store, &package, &linker)
                .await
                .unwrap();
            calc.call_eval(&mut store, &waits::Expr::Name("x2".into()))
                .await
                .unwrap()
                .unwrap();
        });
    });
    assert_eq!(lines, LINES);
}
