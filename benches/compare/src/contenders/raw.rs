//! Core functions of wasmtime and nothing else: the least that a call can cost. Tree and rows have no raw form.

use futures_lite::future::block_on;
use wasmtime::{Engine, Instance, Linker, Memory, Module, Store, TypedFunc};

use super::{config, guest};
use crate::values::{self, Sexpr, digest};
use crate::work::{Bench, Contender, Failure, LOOKUPS, SUMMANDS, Work};

pub struct Raw {
    bytes: Vec<u8>,
    engine: Engine,
    module: Module,
}

/// An instance, and how bytes get in and out of it.
pub struct Guest {
    pub store: Store<()>,
    pub instance: Instance,
    memory: Memory,
    buffer: TypedFunc<u32, u32>,
    free: TypedFunc<(u32, u32), ()>,
}

impl Raw {
    pub fn new() -> Result<Self, Failure> {
        let bytes = guest("raw")?;
        let engine = Engine::new(&config())?;
        let module = Module::new(&engine, &bytes)?;
        Ok(Self {
            bytes,
            engine,
            module,
        })
    }

    /// The guest's `lookup` finds something where the store says so.
    fn linker(engine: &Engine, found: bool) -> Result<Linker<()>, Failure> {
        let mut linker = Linker::new(engine);
        linker.func_wrap("host", "lookup", move |_: i32, _: i32| i32::from(found))?;
        Ok(linker)
    }

    pub fn guest(&self, found: bool) -> Result<Guest, Failure> {
        let linker = Self::linker(&self.engine, found)?;
        let mut store = Store::new(&self.engine, ());
        let instance = linker.instantiate(&mut store, &self.module)?;
        let memory = instance.get_memory(&mut store, "memory");
        Ok(Guest {
            memory: memory.ok_or("the guest has no memory")?,
            buffer: instance.get_typed_func(&mut store, "buffer")?,
            free: instance.get_typed_func(&mut store, "free")?,
            store,
            instance,
        })
    }

    fn add_async(&self) -> Result<Option<Bench>, Failure> {
        let linker = Self::linker(&self.engine, false)?;
        let mut store = Store::new(&self.engine, ());
        let instance = block_on(linker.instantiate_async(&mut store, &self.module))?;
        let add = instance.get_typed_func::<(u32, u32), u32>(&mut store, "add")?;
        Bench::of(move || block_on(add.call_async(&mut store, SUMMANDS)))
    }
}

impl Guest {
    pub fn echo(&mut self, name: &str) -> Result<TypedFunc<(u32, u32), u64>, Failure> {
        Ok(self.instance.get_typed_func(&mut self.store, name)?)
    }

    /// Bytes there and, other ones perhaps, back.
    pub fn through<R>(
        &mut self,
        echo: &TypedFunc<(u32, u32), u64>,
        bytes: &[u8],
        read: impl FnOnce(&[u8]) -> Result<R, Failure>,
    ) -> Result<R, Failure> {
        let len = u32::try_from(bytes.len())?;
        let at = self.buffer.call(&mut self.store, len)?;
        self.memory.write(&mut self.store, at as usize, bytes)?;
        let answer = echo.call(&mut self.store, (at, len))?;
        let (back, size) = ((answer >> 32) as u32, answer as u32);
        let data = self.memory.data(&self.store);
        let data = data.get(back as usize..).unwrap_or_default();
        let result = read(data.get(..size as usize).ok_or("outside memory")?)?;
        self.free.call(&mut self.store, (at, len))?;
        if back != at {
            self.free.call(&mut self.store, (back, size))?;
        }
        Ok(result)
    }
}

impl Contender for Raw {
    fn prepare(&self, work: Work) -> Result<Option<Bench>, Failure> {
        match work {
            Work::Add => {
                let mut guest = self.guest(false)?;
                let instance = guest.instance;
                let add = instance.get_typed_func::<(u32, u32), u32>(&mut guest.store, "add")?;
                Bench::of(move || add.call(&mut guest.store, SUMMANDS))
            }
            Work::AddAsync => self.add_async(),
            Work::Bytes(len) => {
                let (mut guest, bytes) = (self.guest(false)?, values::bytes(len));
                let echo = guest.echo("echo_bytes")?;
                Bench::of(move || guest.through(&echo, &bytes, |bytes| Ok(bytes.to_vec())))
            }
            Work::Numbers(len) => {
                // The copies are what is to be measured, so the host's numbers are bytes already.
                let (mut guest, numbers) = (self.guest(false)?, values::numbers(len));
                let bytes: Vec<u8> = numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
                let echo = guest.echo("echo_numbers")?;
                let mut call = move || guest.through(&echo, &bytes, |bytes| Ok(bytes.to_vec()));
                let (back, _) = (call()?, ());
                let back = back.as_chunks().0.iter().map(|n| i64::from_le_bytes(*n));
                Bench::timed(Some(digest(&back.collect::<Vec<_>>())), call, || ())
            }
            Work::Lookup(some) => {
                let mut guest = self.guest(some)?;
                let run = guest
                    .instance
                    .get_typed_func::<(u32, u32, u32), u32>(&mut guest.store, "run_lookups")?;
                Bench::of(move || run.call(&mut guest.store, (LOOKUPS, 0, 0)))
            }
            Work::CloneDrop(nodes) => {
                let tree: Sexpr = values::tree(nodes);
                Bench::of(move || Ok::<_, Failure>(tree.clone()))
            }
            Work::Compile => {
                let bytes = self.bytes.clone();
                let compile = move || Module::new(&Engine::new(&config())?, &bytes);
                Bench::timed(None, compile, || ())
            }
            Work::Instantiate => {
                let (engine, module) = (self.engine.clone(), self.module.clone());
                let linker = Self::linker(&engine, false)?;
                let make = move || {
                    let mut store = Store::new(&engine, ());
                    let instance = linker.instantiate(&mut store, &module)?;
                    Ok::<_, Failure>((store, instance))
                };
                Bench::timed(None, make, || ())
            }
            Work::Size => Ok(Some(Bench::Bytes(self.bytes.len()))),
            Work::Tree(_)
            | Work::Chain(_)
            | Work::Rows(_)
            | Work::Encode(_)
            | Work::Decode(_)
            | Work::Kept { .. } => Ok(None),
        }
    }
}
