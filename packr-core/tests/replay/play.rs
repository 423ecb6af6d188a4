//! A run as a tree of calls, played to an interceptor without a guest.

use std::cell::{Cell, RefCell};

use packr_core::intercept::{Call, CallInterceptor, Decision, Direction, End, Outcome, Recording};
use packr_core::{Error, Recorder, Value};

/// A call and what it does if it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) function: &'static str,
    pub(crate) input: u32,
    /// The result of the function, or that it fails.
    pub(crate) result: Result<u32, ()>,
    /// The calls that it makes, in the other direction.
    pub(crate) inside: Vec<Node>,
}

pub(crate) fn node(function: &'static str, input: u32, result: u32) -> Node {
    Node {
        function,
        input,
        result: Ok(result),
        inside: vec![],
    }
}

impl Node {
    pub(crate) fn with(mut self, inside: impl Into<Vec<Node>>) -> Self {
        self.inside = inside.into();
        self
    }

    pub(crate) fn failing(mut self) -> Self {
        self.result = Err(());
        self
    }
}

/// Plays runs, and notes which functions ran.
#[derive(Default)]
pub(crate) struct Player {
    next: Cell<u64>,
    pub(crate) made: RefCell<Vec<&'static str>>,
}

impl Player {
    /// The host's calls, one after another. What came of each.
    pub(crate) fn play(
        &self,
        interceptor: &dyn CallInterceptor,
        run: &[Node],
    ) -> Vec<Result<Value, String>> {
        let calls = run.iter();
        calls
            .map(|node| self.call(interceptor, node, Direction::Export, None))
            .collect()
    }

    fn call(
        &self,
        interceptor: &dyn CallInterceptor,
        node: &Node,
        direction: Direction,
        parent: Option<u64>,
    ) -> Result<Value, String> {
        let input = Value::tuple([Value::U32(node.input)]);
        let mut call = Call::new(direction, "demo:run/calls", node.function, &input);
        call.id = self.next.get();
        call.parent = parent;
        self.next.set(call.id + 1);
        let result = match interceptor.begin(&call) {
            Decision::Continue => {
                self.made.borrow_mut().push(node.function);
                self.run(interceptor, node, direction, call.id)
            }
            Decision::Answer(value) | Decision::Replay(Outcome::Returned(value)) => Ok(value),
            Decision::Refuse(reason) => Err(reason.to_string()),
            // What it failed with, as it was put into an error below.
            Decision::Replay(Outcome::Failed(failure)) => {
                Err(failure.cause.unwrap_or(failure.message))
            }
        };
        match &result {
            Ok(value) => interceptor.end(&call, End::Returned(value)),
            Err(text) => {
                let error = Error::from(wasmtime::Error::msg(text.clone()));
                interceptor.end(&call, End::Failed(&error));
            }
        }
        result
    }

    /// A function fails where a call that it made does: a guest traps, and a host function passes it on.
    fn run(
        &self,
        interceptor: &dyn CallInterceptor,
        node: &Node,
        direction: Direction,
        id: u64,
    ) -> Result<Value, String> {
        let inside = match direction {
            Direction::Export => Direction::Import,
            Direction::Import => Direction::Export,
        };
        for node in &node.inside {
            self.call(interceptor, node, inside, Some(id))?;
        }
        match node.result {
            Ok(result) => Ok(Value::U32(result)),
            Err(()) => Err("it fails".to_owned()),
        }
    }
}

pub(crate) fn record(run: &[Node]) -> Recording {
    let recorder = Recorder::new();
    Player::default().play(&recorder, run);
    recorder.take()
}
