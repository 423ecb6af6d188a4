//! packr, as a host writes it. Nothing here is tuned.

use std::sync::{Arc, Mutex};

use futures_lite::future::block_on;
use packr::journal::{Durability, Header, Journal, JournalOptions, JournalSink, JournalWriter};
use packr::{CallInterceptor, Engine, HasSelf, Linker, Package, Recorder, Store, Value};

use super::{config, guest};
use crate::values::{self, digest};
use crate::work::{Bench, Contender, Failure, KEPT, LOOKUPS, SUMMANDS, Work};

packr::bindgen!({ path: "wit/packr.wit" });

mod waiting {
    packr::bindgen!({ path: "wit/packr.wit", exports: { "add": async } });
}

values::native_tree!(Sexpr);
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

struct Noop;

impl CallInterceptor for Noop {
    fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}
    fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_export(&self, _: &str, _: &Value, _: &Value) {}
}

/// The interceptor that sees the calls.
#[derive(Clone, Copy)]
pub enum Watcher {
    None,
    Noop,
    Recorder,
    /// A journal in a file that is gone afterwards.
    Journal(Durability),
}

pub struct Ours {
    bytes: Vec<u8>,
    engine: Engine,
    package: Package,
    watcher: Watcher,
}

impl Ours {
    pub fn new(watcher: Watcher) -> Result<Self, Failure> {
        let bytes = guest("packr")?;
        let engine = Engine::new(&config())?;
        let package = Package::new(&engine, &bytes)?;
        Ok(Self {
            bytes,
            engine,
            package,
            watcher,
        })
    }

    fn linker(&self) -> Result<(Linker<Desk>, Arc<Recorder>), Failure> {
        let mut linker = Linker::new(&self.engine);
        Compare::add_to_linker::<_, HasSelf<_>>(&mut linker, |desk| desk)?;
        let recorder = Arc::new(Recorder::new());
        match self.watcher {
            Watcher::None => &mut linker,
            Watcher::Noop => linker.set_interceptor(Noop),
            Watcher::Recorder => linker.set_interceptor(recorder.clone()),
            Watcher::Journal(durability) => linker.set_interceptor(journal(durability)?),
        };
        Ok((linker, recorder))
    }

    /// One call of the guest, over and over.
    fn calls<R: std::fmt::Debug>(
        &self,
        call: impl Fn(&Compare, &mut Store<Desk>) -> packr::Result<R> + 'static,
    ) -> Result<Option<Bench>, Failure> {
        let (linker, recorder) = self.linker()?;
        let mut store = Store::new(&self.engine, Desk);
        let guest = Compare::instantiate(&mut store, &self.package, &linker)?;
        let answer = digest(&call(&guest, &mut store)?);
        let finish = move || drop(recorder.take());
        Bench::timed(Some(answer), move || call(&guest, &mut store), finish)
    }

    fn waiting(&self) -> Result<Option<Bench>, Failure> {
        let mut linker = Linker::new(&self.engine);
        waiting::Compare::add_to_linker::<_, HasSelf<_>>(&mut linker, |desk| desk)?;
        let mut store = Store::new(&self.engine, Desk);
        let instance = waiting::Compare::instantiate_async(&mut store, &self.package, &linker);
        let guest = block_on(instance)?;
        let (a, b) = SUMMANDS;
        Bench::of(move || block_on(guest.call_add(&mut store, a, b)))
    }

    fn instantiate(&self) -> Result<Option<Bench>, Failure> {
        let (linker, _) = self.linker()?;
        let (engine, package) = (self.engine.clone(), self.package.clone());
        let make = move || Compare::instantiate(Store::new(&engine, Desk), &package, &linker);
        Bench::timed(None, make, || ())
    }
}

/// A journal in a file that has no name any more, where the system allows that.
fn journal(durability: Durability) -> Result<JournalWriter, Failure> {
    let name = format!("packr-compare-{}.journal", std::process::id());
    let path = std::env::temp_dir().join(name);
    let options = JournalOptions::DEFAULT.durability(durability);
    let writer = JournalWriter::create(&path, &Header::default(), &options)?;
    let _ = std::fs::remove_file(&path);
    Ok(writer)
}

#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Vec<u8>>>);

impl JournalSink for Memory {
    fn append(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.0
            .lock()
            .expect("nobody panics")
            .extend_from_slice(bytes);
        Ok(())
    }
    fn sync(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Ours {
    /// The bytes of a journal for each call, its header and functions included.
    fn kept(&self, nodes: Option<usize>, text: bool) -> Result<Option<Bench>, Failure> {
        let memory = Memory::default();
        let (header, options) = (Header::default(), JournalOptions::DEFAULT);
        let writer = JournalWriter::to_sink(memory.clone(), &header, &options)?;
        let writer = Arc::new(writer);
        let mut linker = Linker::new(&self.engine);
        Compare::add_to_linker::<_, HasSelf<_>>(&mut linker, |desk| desk)?;
        linker.set_interceptor(writer.clone());
        let mut store = Store::new(&self.engine, Desk);
        let guest = Compare::instantiate(&mut store, &self.package, &linker)?;
        let tree: Sexpr = values::tree(nodes.unwrap_or(1));
        for _ in 0..KEPT {
            match nodes {
                None => drop(guest.call_add(&mut store, SUMMANDS.0, SUMMANDS.1)?),
                Some(_) => drop(guest.call_echo_tree(&mut store, &tree)?),
            }
        }
        writer.finish()?;
        let bytes = memory.0.lock().expect("nobody panics").clone();
        let len = match text {
            true => Journal::read(&bytes)?.to_string().len(),
            false => bytes.len(),
        };
        Ok(Some(Bench::Bytes(len / KEPT)))
    }
}

impl Contender for Ours {
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
            Work::Encode(nodes) => {
                let tree: Sexpr = values::tree(nodes);
                let bytes = packr::encode(&tree)?;
                let answer = digest(&packr::decode::<Sexpr>(&bytes)?);
                Bench::timed(Some(answer), move || packr::encode(&tree), || ())
            }
            Work::Decode(nodes) => {
                let bytes = packr::encode(&values::tree::<Sexpr>(nodes))?;
                Bench::of(move || packr::decode::<Sexpr>(&bytes))
            }
            Work::CloneDrop(_) => Ok(None),
            Work::Compile => {
                let bytes = self.bytes.clone();
                let compile = move || Package::new(&Engine::new(&config())?, &bytes);
                Bench::timed(None, move || compile().map_err(Failure::from), || ())
            }
            Work::Instantiate => self.instantiate(),
            Work::Size => Ok(Some(Bench::Bytes(self.bytes.len()))),
            Work::Kept { nodes, text } => self.kept(nodes, text),
        }
    }
}

impl Ours {
    fn echo(&self, tree: Sexpr) -> Result<Option<Bench>, Failure> {
        self.calls(move |guest, store| guest.call_echo_tree(store, &tree))
    }
}
