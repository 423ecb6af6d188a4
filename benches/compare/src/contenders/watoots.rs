//! watoots, a plugin host on components, with the component that wasmtime's own macro gets. Its calls are by name and on values, which is
//! the way that it records.

use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};

use watoots::{Host, Manifest, Plugin, TraceEvent, TraceHook, Val};
use watoots_trace::{Header, Recorder, Trace, binary, text};

use super::component;
use crate::values::{self, Sexpr, digest};
use crate::work::{Bench, Contender, Failure, KEPT, LOOKUPS, SUMMANDS, Work};

pub struct Watoots {
    bytes: Vec<u8>,
    records: bool,
}

/// Its recorder, which can't be emptied: so it is replaced.
struct Recorded(Mutex<Recorder>);

impl Recorded {
    fn new() -> Self {
        Self(Mutex::new(Recorder::new(Header::default())))
    }

    fn take(&self) -> Recorder {
        let new = Recorder::new(Header::default());
        let mut recorder = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut recorder, new)
    }
}

impl TraceHook for Recorded {
    fn on_event(&self, event: &TraceEvent<'_>) {
        let recorder = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        recorder.on_event(event);
    }
}

fn failure(error: impl ToString) -> Failure {
    error.to_string().into()
}

fn lookup(args: &[Val]) -> Vec<Val> {
    let value = match args {
        [Val::String(key)] => values::lookup(key),
        _ => None,
    };
    vec![Val::Option(value.map(|value| Box::new(Val::String(value))))]
}

impl Watoots {
    pub fn new(records: bool) -> Result<Self, Failure> {
        let bytes = component::bytes()?;
        Ok(Self { bytes, records })
    }

    fn plugin(&self) -> Result<(Plugin, Arc<Recorded>), Failure> {
        let recorded = Arc::new(Recorded::new());
        let host = Host::builder()
            .manifest(Manifest::parse("").map_err(failure)?)
            .host_func("bench:compare/host", "lookup", |call| {
                Ok(lookup(call.args()))
            });
        let host = match self.records {
            true => host.trace_hook(recorded.clone()),
            false => host,
        };
        let host = host.build().map_err(failure)?;
        let plugin = host.load_binary("compare", &self.bytes).map_err(failure)?;
        Ok((plugin, recorded))
    }

    /// One call of the guest, over and over: from a native value to a native value.
    fn calls<R: Debug>(
        &self,
        function: &'static str,
        input: impl Fn() -> Vec<Val> + 'static,
        output: impl Fn(Val) -> Option<R> + 'static,
    ) -> Result<Option<Bench>, Failure> {
        let (mut plugin, recorded) = self.plugin()?;
        let mut call = move || {
            let mut results = plugin.call(function, &input()).map_err(failure)?;
            let result = results.pop().and_then(&output);
            result.ok_or_else(|| failure("another type of result"))
        };
        let answer = digest(&call()?);
        Bench::timed(Some(answer), call, move || drop(recorded.take()))
    }

    /// The bytes of a trace for each call, its header included.
    fn kept(&self, nodes: Option<usize>, as_text: bool) -> Result<Option<Bench>, Failure> {
        let (mut plugin, recorded) = self.plugin()?;
        let tree = values::tree(nodes.unwrap_or(1));
        for _ in 0..KEPT {
            match nodes {
                None => plugin.call("add", &summands()),
                Some(_) => plugin.call("echo-tree", &[flat(&tree)]),
            }
            .map_err(failure)?;
        }
        let trace: Trace = recorded.take().finish().map_err(failure)?;
        let len = match as_text {
            true => text::to_text(&trace).len(),
            false => binary::to_bytes(&trace).len(),
        };
        Ok(Some(Bench::Bytes(len / KEPT)))
    }
}

impl Contender for Watoots {
    fn prepare(&self, work: Work) -> Result<Option<Bench>, Failure> {
        let number = |value| match value {
            Val::U32(number) => Some(number),
            _ => None,
        };
        match work {
            Work::Add => self.calls("add", summands, number),
            Work::Tree(nodes) => {
                let tree: Sexpr = values::tree(nodes);
                self.calls("echo-tree", move || vec![flat(&tree)], unflat)
            }
            Work::Lookup(some) => {
                let key = Work::key(some);
                let input = move || vec![Val::U32(LOOKUPS), Val::String(key.to_owned())];
                self.calls("run-lookups", input, number)
            }
            Work::Kept { nodes, text } => self.kept(nodes, text),
            _ => Ok(None),
        }
    }
}

fn summands() -> Vec<Val> {
    vec![Val::U32(SUMMANDS.0), Val::U32(SUMMANDS.1)]
}

/// As a user writes it: the nodes in a list, children before parents.
fn flat(tree: &Sexpr) -> Val {
    let mut nodes = Vec::new();
    let root = push(tree, &mut nodes);
    let field = |name: &str, value| (name.to_owned(), value);
    Val::Record(vec![
        field("nodes", Val::List(nodes)),
        field("root", Val::U32(root)),
    ])
}

fn push(tree: &Sexpr, nodes: &mut Vec<Val>) -> u32 {
    let (case, payload) = match tree {
        Sexpr::Sym(name) => ("sym", Val::String(name.clone())),
        Sexpr::Num(number) => ("num", Val::S64(*number)),
        Sexpr::Str(text) => ("str", Val::String(text.clone())),
        Sexpr::Lst(children) => {
            let items = children.iter().map(|child| Val::U32(push(child, nodes)));
            ("lst", Val::List(items.collect()))
        }
    };
    nodes.push(Val::Variant(case.to_owned(), Some(Box::new(payload))));
    nodes.len() as u32 - 1
}

/// `None` where it is no tree.
fn unflat(tree: Val) -> Option<Sexpr> {
    let Val::Record(fields) = tree else {
        return None;
    };
    let mut fields = fields.into_iter().map(|(_, value)| value);
    let (Some(Val::List(nodes)), Some(Val::U32(root))) = (fields.next(), fields.next()) else {
        return None;
    };
    let mut built: Vec<Option<Sexpr>> = Vec::with_capacity(nodes.len());
    let take = |built: &mut Vec<Option<Sexpr>>, index: u32| built.get_mut(index as usize)?.take();
    for node in nodes {
        let Val::Variant(case, Some(payload)) = node else {
            return None;
        };
        let node = match (&*case, *payload) {
            ("sym", Val::String(name)) => Sexpr::Sym(name),
            ("num", Val::S64(number)) => Sexpr::Num(number),
            ("str", Val::String(text)) => Sexpr::Str(text),
            ("lst", Val::List(items)) => {
                let mut children = Vec::with_capacity(items.len());
                for index in items {
                    let Val::U32(index) = index else {
                        return None;
                    };
                    children.push(take(&mut built, index)?);
                }
                Sexpr::Lst(children)
            }
            _ => return None,
        };
        built.push(Some(node));
    }
    take(&mut built, root)
}
