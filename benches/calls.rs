//! What a call costs: alone, with a tree, and with interceptors.
//!
//! `cargo bench --bench calls`; `-- --test` runs each once.

mod common;

use std::sync::Arc;

use common::tree;
use divan::Bencher;
use divan::counter::ItemsCount;
use packr::{CallInterceptor, Engine, Linker, Package, Recorder, Store, Value};

packr::bindgen!("evaluator" in "examples/wit/sexpr.wit");

const NODES: [usize; 4] = [1, 10, 1_000, 100_000];

fn main() {
    divan::main();
}

/// Sees every call, and does nothing.
struct Idle;

impl CallInterceptor for Idle {
    fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}
    fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_export(&self, _: &str, _: &Value, _: &Value) {}
}

/// A host whose names have no values.
struct Host;

impl lisp::eval::host::Host for Host {
    fn lookup(&mut self, _: String) -> Option<Expr> {
        None
    }
    fn call_builtin(&mut self, _: String, mut args: Vec<Expr>) -> Result<Expr, String> {
        args.pop().ok_or_else(|| "no argument".into())
    }
}

impl EvaluatorImports for Host {
    fn log(&mut self, _: String) {}
}

fn evaluator() -> (Store<Host>, Evaluator) {
    let engine = Engine::default();
    let guest = concat!(env!("CARGO_MANIFEST_DIR"), "/guests/sexpr.wasm");
    let package = Package::from_file(&engine, guest).unwrap();
    let mut linker = Linker::new(&engine);
    Evaluator::add_to_linker::<_, packr::HasSelf<_>>(&mut linker, |host| host).unwrap();
    let mut store = Store::new(&engine, Host);
    let evaluator = Evaluator::instantiate(&mut store, &package, &linker).unwrap();
    (store, evaluator)
}

fn environment(fuel: u64) -> Environment {
    let bindings = Default::default();
    Environment { bindings, fuel }
}

/// The guest takes a tree, and answers with a number.
fn depth(bencher: Bencher, nodes: usize, interceptor: Option<Arc<dyn CallInterceptor>>) {
    let (mut store, evaluator) = evaluator();
    evaluator.instance().set_interceptor(interceptor);
    let tree = tree(nodes);
    let bencher = bencher.counter(ItemsCount::new(nodes));
    let printer = evaluator.lisp_eval_printer();
    bencher.bench_local(|| printer.call_depth(&mut store, &tree).unwrap());
}

#[divan::bench(args = NODES)]
fn take_tree(bencher: Bencher, nodes: usize) {
    depth(bencher, nodes, None);
}

#[divan::bench(args = NODES)]
fn take_tree_idle_interceptor(bencher: Bencher, nodes: usize) {
    depth(bencher, nodes, Some(Arc::new(Idle)));
}

#[divan::bench(args = NODES)]
fn take_tree_recorder(bencher: Bencher, nodes: usize) {
    depth(bencher, nodes, Some(Arc::new(Recorder::new())));
}

/// The guest takes a tree and answers with it.
#[divan::bench(args = NODES)]
fn echo_tree(bencher: Bencher, nodes: usize) {
    let (mut store, evaluator) = evaluator();
    let quoted = Expr::quote(tree(nodes));
    let env = environment(1_000);
    let bencher = bencher.counter(ItemsCount::new(nodes));
    bencher.bench_local(|| evaluator.call_eval(&mut store, &quoted, &env).unwrap());
}

/// The guest calls the host once a name.
#[divan::bench(args = [1, 100])]
fn import(bencher: Bencher, calls: usize) {
    let (mut store, evaluator) = evaluator();
    let call = Expr::Lst(vec![Expr::Sym("host/same".into()), Expr::Num(1)]);
    let mut all = vec![Expr::Sym("list".into())];
    all.extend((0..calls).map(|_| call.clone()));
    let (program, env) = (Expr::Lst(all), environment(1_000_000));
    let bencher = bencher.counter(ItemsCount::new(calls));
    bencher.bench_local(|| evaluator.call_eval(&mut store, &program, &env).unwrap());
}

#[divan::bench]
fn instantiate(bencher: Bencher) {
    let engine = Engine::default();
    let guest = concat!(env!("CARGO_MANIFEST_DIR"), "/guests/sexpr.wasm");
    let package = Package::from_file(&engine, guest).unwrap();
    let mut linker = Linker::new(&engine);
    Evaluator::add_to_linker::<_, packr::HasSelf<_>>(&mut linker, |host| host).unwrap();
    bencher.bench_local(|| {
        let mut store = Store::new(&engine, Host);
        Evaluator::instantiate(&mut store, &package, &linker).unwrap()
    });
}
