//! A component, with the guest by wit-bindgen and the host by wasmtime's own macro.

mod tree;

use std::fmt::Debug;

use futures_lite::future::block_on;
use wasmtime::component::{Component as Compiled, HasSelf, Linker};
use wasmtime::{Config, Engine, Store};
use wit_component::ComponentEncoder;

use super::guest;
use crate::values::{self, Sexpr};
use crate::work::{Bench, Contender, Failure, LOOKUPS, SUMMANDS, Work};

wasmtime::component::bindgen!({ path: "wit/component.wit" });

/// Arguments that borrow, so that no string is copied to make a tree flat. For rows and lists the other bindings copy less.
mod borrowing {
    wasmtime::component::bindgen!({
        path: "wit/component.wit",
        ownership: Borrowing { duplicate_if_necessary: true },
    });
}

mod waiting {
    wasmtime::component::bindgen!({ path: "wit/component.wit", exports: { default: async } });
}

values::native_row!(Row);

struct Desk;

impl bench::compare::host::Host for Desk {
    fn lookup(&mut self, key: String) -> Option<String> {
        values::lookup(&key)
    }
}

impl waiting::bench::compare::host::Host for Desk {
    fn lookup(&mut self, key: String) -> Option<String> {
        values::lookup(&key)
    }
}

/// The component.
pub(super) fn bytes() -> Result<Vec<u8>, Failure> {
    let encoder = ComponentEncoder::default().module(&guest("component")?)?;
    Ok(encoder.validate(true).encode()?)
}

pub struct Component {
    bytes: Vec<u8>,
    config: Config,
    engine: Engine,
    compiled: Compiled,
}

impl Component {
    pub fn new(config: Config) -> Result<Self, Failure> {
        let bytes = bytes()?;
        let engine = Engine::new(&config)?;
        let compiled = Compiled::new(&engine, &bytes)?;
        Ok(Self {
            bytes,
            config,
            engine,
            compiled,
        })
    }

    fn linker(&self) -> Result<Linker<Desk>, Failure> {
        let mut linker = Linker::new(&self.engine);
        Compare::add_to_linker::<_, HasSelf<_>>(&mut linker, |desk| desk)?;
        Ok(linker)
    }

    /// One call of the guest, over and over.
    fn calls<R: Debug>(
        &self,
        call: impl Fn(&Compare, &mut Store<Desk>) -> wasmtime::Result<R> + 'static,
    ) -> Result<Option<Bench>, Failure> {
        let mut store = Store::new(&self.engine, Desk);
        let guest = Compare::instantiate(&mut store, &self.compiled, &self.linker()?)?;
        Bench::of(move || call(&guest, &mut store))
    }

    fn echo(&self, tree: Sexpr) -> Result<Option<Bench>, Failure> {
        let mut store = Store::new(&self.engine, Desk);
        let instance = self.linker()?.instantiate(&mut store, &self.compiled)?;
        let guest = borrowing::Compare::new(&mut store, &instance)?;
        Bench::of(move || {
            let back = tree::with_flat(&tree, |tree| guest.call_echo_tree(&mut store, tree))?;
            tree::unflatten(back).ok_or_else(|| Failure::from("this is no tree"))
        })
    }

    fn waiting(&self) -> Result<Option<Bench>, Failure> {
        let mut linker = Linker::new(&self.engine);
        waiting::Compare::add_to_linker::<_, HasSelf<_>>(&mut linker, |desk| desk)?;
        let mut store = Store::new(&self.engine, Desk);
        let instance = waiting::Compare::instantiate_async(&mut store, &self.compiled, &linker);
        let guest = block_on(instance)?;
        let (a, b) = SUMMANDS;
        Bench::of(move || block_on(guest.call_add(&mut store, a, b)))
    }

    /// From what the linker has ready for this component, which is the fastest way.
    fn instantiate(&self) -> Result<Option<Bench>, Failure> {
        let ready = ComparePre::new(self.linker()?.instantiate_pre(&self.compiled)?)?;
        let engine = self.engine.clone();
        let make = move || {
            let mut store = Store::new(&engine, Desk);
            let guest = ready.instantiate(&mut store)?;
            Ok::<_, Failure>((store, guest))
        };
        Bench::timed(None, make, || ())
    }
}

impl Contender for Component {
    fn prepare(&self, work: Work) -> Result<Option<Bench>, Failure> {
        match work {
            Work::Add => {
                let (a, b) = SUMMANDS;
                self.calls(move |guest, store| guest.call_add(store, a, b))
            }
            Work::AddAsync => self.waiting(),
            Work::Tree(nodes) => self.echo(values::tree(nodes)),
            Work::Chain(levels) => self.echo(values::chain(levels)),
            Work::Bytes(len) => {
                let bytes = values::bytes(len);
                self.calls(move |guest, store| guest.call_echo_bytes(store, &bytes))
            }
            Work::Numbers(len) => {
                let numbers = values::numbers(len);
                self.calls(move |guest, store| guest.call_echo_numbers(store, &numbers))
            }
            Work::Rows(len) => {
                let rows: Vec<Row> = values::rows(len);
                self.calls(move |guest, store| guest.call_echo_rows(store, &rows))
            }
            Work::Lookup(some) => {
                let key = Work::key(some);
                self.calls(move |guest, store| guest.call_run_lookups(store, LOOKUPS, key))
            }
            Work::Compile => {
                let (config, bytes) = (self.config.clone(), self.bytes.clone());
                let compile = move || Compiled::new(&Engine::new(&config)?, &bytes);
                Bench::timed(None, compile, || ())
            }
            Work::Instantiate => self.instantiate(),
            Work::Size => Ok(Some(Bench::Bytes(self.bytes.len()))),
            Work::Encode(_) | Work::Decode(_) | Work::CloneDrop(_) | Work::Kept { .. } => Ok(None),
        }
    }
}
