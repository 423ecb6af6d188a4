//! The published packr by its own derives: native values to its `Value`s and back, on both sides.

use std::fmt::{Debug, Display};

use super::GUEST;
use super::packr::{HostLinkerBuilder, Instance, LinkerError, Runtime, decode, encode};
use super::packr_abi::{self, Value};
use super::packr_derive::GraphValue;
use crate::contenders::guest;
use crate::values::{self, digest};
use crate::work::{Bench, Contender, Failure, LOOKUPS, SUMMANDS, Work};

#[derive(Debug, Clone, GraphValue)]
enum Sexpr {
    Sym(String),
    Num(i64),
    Str(String),
    Lst(Vec<Sexpr>),
}

#[derive(Debug, Clone, GraphValue)]
struct Row {
    id: u32,
    name: String,
    score: f64,
    active: bool,
}

values::native_tree!(Sexpr);
values::native_row!(Row);

pub struct Published {
    bytes: Vec<u8>,
    /// Compiled guests borrow it.
    runtime: &'static Runtime,
}

fn host(builder: &mut HostLinkerBuilder<'_, ()>) -> Result<(), LinkerError> {
    let mut interface = builder.interface("bench:compare/host")?;
    interface.func_typed("lookup", |_, key: String| values::lookup(&key))?;
    Ok(())
}

/// Their error is none of the standard library's.
fn native<T: TryFrom<Value, Error: Display>>(value: Value) -> Result<T, Failure> {
    T::try_from(value).map_err(|error| error.to_string().into())
}

impl Published {
    pub fn new() -> Result<Self, Failure> {
        // Once for the process; the second time it is set already.
        let _ = rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .build_global();
        Ok(Self {
            bytes: guest(GUEST)?,
            runtime: Box::leak(Box::new(Runtime::new())),
        })
    }

    fn instance(&self) -> Result<Instance<()>, Failure> {
        let module = self.runtime.load_module(&self.bytes)?;
        Ok(module.instantiate_with_host((), host)?)
    }

    /// One call of the guest, over and over. Its conversions take a value away, so each call begins with a copy.
    fn calls<A, R>(&self, function: &'static str, arguments: A) -> Result<Option<Bench>, Failure>
    where
        A: Into<Value> + Clone + 'static,
        R: TryFrom<Value, Error: Display> + Debug + 'static,
    {
        let mut instance = self.instance()?;
        Bench::of(move || {
            let result = instance.call_with_value(function, &arguments.clone().into())?;
            native::<R>(result)
        })
    }
}

impl Contender for Published {
    fn prepare(&self, work: Work) -> Result<Option<Bench>, Failure> {
        match work {
            Work::Add => self.calls::<_, u32>("add", SUMMANDS),
            Work::Tree(nodes) => self.calls::<Sexpr, Sexpr>("echo-tree", values::tree(nodes)),
            Work::Chain(levels) => self.calls::<Sexpr, Sexpr>("echo-tree", values::chain(levels)),
            Work::Bytes(len) => self.calls::<_, Vec<u8>>("echo-bytes", values::bytes(len)),
            Work::Numbers(len) => self.calls::<_, Vec<i64>>("echo-numbers", values::numbers(len)),
            Work::Rows(len) => self.calls::<Vec<Row>, Vec<Row>>("echo-rows", values::rows(len)),
            Work::Lookup(some) => {
                let arguments = (LOOKUPS, Work::key(some).to_owned());
                self.calls::<_, u32>("run-lookups", arguments)
            }
            Work::Encode(nodes) => {
                let tree: Sexpr = values::tree(nodes);
                let call = move || encode(&tree.clone().into());
                let answer = digest(&native::<Sexpr>(decode(&call()?)?)?);
                Bench::timed(Some(answer), call, || ())
            }
            Work::Decode(nodes) => {
                let bytes = encode(&values::tree::<Sexpr>(nodes).into())?;
                Bench::of(move || native::<Sexpr>(decode(&bytes)?))
            }
            Work::Compile => {
                let bytes = self.bytes.clone();
                let compile = move || Runtime::new().load_module(&bytes).map(drop);
                Bench::timed(None, compile, || ())
            }
            Work::Instantiate => {
                let module = self.runtime.load_module(&self.bytes)?;
                Bench::timed(None, move || module.instantiate_with_host((), host), || ())
            }
            Work::Size => Ok(Some(Bench::Bytes(self.bytes.len()))),
            Work::AddAsync | Work::CloneDrop(_) | Work::Kept { .. } => Ok(None),
        }
    }
}
