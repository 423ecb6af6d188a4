//! Calls of the guest into the host.

use std::borrow::Cow;
use std::pin::{Pin, pin};
use std::sync::Arc;

use tracing::Instrument;
use wasmtime::{AsContextMut, Caller, StoreContextMut};

use super::call::Function;
use super::error::Error;
use super::instance::State;
use super::memory::within;
use super::names::full_name;
use super::passing::{Dynamic, Passing, Typed};
use super::serving::{self, Hosting, Serving, Started};
use super::{blocking, trace};
use crate::codec::Input;
use crate::intercept::Direction;
use crate::schema::World;
use crate::{CodecError, Lift, LiftArgs, Lower, LowerArgs, Shared, Value};

/// A function as generated code names it.
#[doc(hidden)]
#[derive(Debug)]
pub struct Signature {
    /// The interface's WIT name, or `$root`.
    pub interface: &'static str,
    /// The function's WIT name.
    pub name: &'static str,
    /// The WIT names of its parameters.
    pub params: &'static [&'static str],
    /// Whether its calls are spans of `tracing`.
    pub tracing: bool,
}

/// The arguments of a packr function in WebAssembly.
#[derive(Clone, Copy)]
pub(super) struct Pointers {
    pub(super) input: [u32; 2],
    pub(super) slots: [u32; 2],
}

impl Pointers {
    pub(super) fn new(ptr: i32, len: i32, out_ptr: i32, out_len: i32) -> Self {
        Self {
            input: [ptr as u32, len as u32],
            slots: [out_ptr as u32, out_len as u32],
        }
    }
}

/// A future that wasmtime can wait for inside the guest's call.
pub type HostFuture<'a, R> = Pin<Box<dyn Future<Output = R> + Send + 'a>>;

/// A host function, ready for any instance.
pub(super) struct Import<T: 'static>(Arc<dyn Host<T>>);

impl<T> Clone for Import<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// What is behind an import, whatever its types.
trait Host<T>: Send + Sync {
    fn function(&self) -> &Function;

    /// Whether it can be called in no other way than [`serve_async`](Self::serve_async).
    fn is_async(&self) -> bool;

    fn serve(
        &self,
        caller: &mut Caller<'_, T>,
        state: &State,
        pointers: Pointers,
    ) -> Result<(), Error>;

    /// The whole call is one future, so that it is one allocation.
    fn serve_async<'a>(
        self: Arc<Self>,
        caller: Caller<'a, T>,
        state: Arc<State>,
        pointers: Pointers,
    ) -> Served<'a>
    where
        T: Send;
}

/// The status, when the guest's call was served.
pub(super) type Served<'a> = Box<dyn Future<Output = wasmtime::Result<i32>> + Send + 'a>;

/// The result stays the host's. Guests of the 0.6 line never free one, later ones not with this status.
const SERVED: i32 = 0;

/// A function that returns its result.
struct Plain<P, F> {
    function: Function,
    passing: P,
    host: F,
}

impl<T, P, F> Host<T> for Plain<P, F>
where
    T: 'static,
    P: Passing,
    F: Fn(StoreContextMut<'_, T>, P::Args) -> wasmtime::Result<P::Output> + Send + Sync + 'static,
{
    fn function(&self) -> &Function {
        &self.function
    }

    fn is_async(&self) -> bool {
        false
    }

    fn serve(
        &self,
        caller: &mut Caller<'_, T>,
        state: &State,
        pointers: Pointers,
    ) -> Result<(), Error> {
        let Self {
            function,
            passing,
            host,
        } = self;
        let _span = passing.tracing().then(|| trace::span(function).entered());
        function.guarded(|| blocking::serve(function, passing, host, caller, state, pointers))
    }

    fn serve_async<'a>(
        self: Arc<Self>,
        caller: Caller<'a, T>,
        state: Arc<State>,
        pointers: Pointers,
    ) -> Served<'a>
    where
        T: Send,
    {
        Box::new(async move {
            let (function, passing) = (&self.function, &self.passing);
            served(function, passing, &*self, caller, &state, pointers).await
        })
    }
}

impl<T, P, F> Hosting<T, P> for Plain<P, F>
where
    P: Passing,
    F: Fn(StoreContextMut<'_, T>, P::Args) -> wasmtime::Result<P::Output> + Send + Sync,
{
    fn start<'a>(
        &self,
        serving: &Serving<'_, P>,
        caller: &'a mut Caller<'_, T>,
        args: P::Args,
    ) -> Started<'a, P::Output> {
        let output = (self.host)(caller.as_context_mut(), args);
        Started::Now(serving.returned(caller, output))
    }
}

/// A function that returns a future of its result.
struct Async<P, F> {
    function: Function,
    passing: P,
    host: F,
}

impl<T, P, F> Hosting<T, P> for Async<P, F>
where
    P: Passing,
    F: for<'a> Fn(StoreContextMut<'a, T>, P::Args) -> HostFuture<'a, wasmtime::Result<P::Output>>
        + Send
        + Sync,
{
    fn start<'a>(
        &self,
        _: &Serving<'_, P>,
        caller: &'a mut Caller<'_, T>,
        args: P::Args,
    ) -> Started<'a, P::Output> {
        Started::Later((self.host)(caller.as_context_mut(), args))
    }
}

impl<T, P, F> Host<T> for Async<P, F>
where
    T: 'static,
    P: Passing,
    F: for<'a> Fn(StoreContextMut<'a, T>, P::Args) -> HostFuture<'a, wasmtime::Result<P::Output>>
        + Send
        + Sync
        + 'static,
{
    fn function(&self) -> &Function {
        &self.function
    }

    fn is_async(&self) -> bool {
        true
    }

    fn serve(&self, _: &mut Caller<'_, T>, _: &State, _: Pointers) -> Result<(), Error> {
        // Refused when it is linked.
        Err(self.function.wrong_kind(false))
    }

    fn serve_async<'a>(
        self: Arc<Self>,
        caller: Caller<'a, T>,
        state: Arc<State>,
        pointers: Pointers,
    ) -> Served<'a>
    where
        T: Send,
    {
        Box::new(async move {
            let (function, passing) = (&self.function, &self.passing);
            served(function, passing, &*self, caller, &state, pointers).await
        })
    }
}

async fn served<T: Send, P: Passing>(
    function: &Function,
    passing: &P,
    host: &impl Hosting<T, P>,
    mut caller: Caller<'_, T>,
    state: &State,
    pointers: Pointers,
) -> wasmtime::Result<i32> {
    let serve = pin!(serving::serve(
        function,
        passing,
        host,
        &mut caller,
        state,
        pointers
    ));
    let served = function.guarded_async(serve);
    match passing.tracing() {
        true => served.instrument(trace::span(function)).await?,
        false => served.await?,
    }
    Ok(SERVED)
}

impl Function {
    pub(super) fn import(
        interface: impl Into<Cow<'static, str>>,
        function: impl Into<Cow<'static, str>>,
    ) -> Self {
        let (interface, function) = (interface.into(), function.into());
        let name = full_name(&interface, &function);
        Self {
            direction: Direction::Import,
            interface,
            function,
            name,
        }
    }

    pub(super) fn host(&self, error: wasmtime::Error) -> Error {
        Error::Host {
            call: self.site(),
            source: error.into(),
        }
    }
}

impl<T: 'static> Import<T> {
    /// A host function with Rust types.
    pub(super) fn typed<A, R, F>(signature: &'static Signature, host: F) -> Self
    where
        A: LiftArgs + LowerArgs + 'static,
        R: Lift + Lower + 'static,
        F: Fn(StoreContextMut<'_, T>, A) -> wasmtime::Result<R> + Send + Sync + 'static,
    {
        Self(Arc::new(Plain {
            function: Function::import(signature.interface, signature.name),
            passing: Typed::<A, R>::new(signature),
            host,
        }))
    }

    pub(super) fn typed_async<A, R, F>(signature: &'static Signature, host: F) -> Self
    where
        A: LiftArgs + LowerArgs + 'static,
        R: Lift + Lower + 'static,
        F: for<'a> Fn(StoreContextMut<'a, T>, A) -> HostFuture<'a, wasmtime::Result<R>>
            + Send
            + Sync
            + 'static,
    {
        Self(Arc::new(Async {
            function: Function::import(signature.interface, signature.name),
            passing: Typed::<A, R>::new(signature),
            host,
        }))
    }

    /// A host function on values, checked against the types that `world` has for it. `at` is the index of the
    /// interface among the imports, and of the function in it.
    pub(super) fn dynamic<F>(world: Shared<World>, at: (usize, usize), host: F) -> Self
    where
        F: Fn(StoreContextMut<'_, T>, Value) -> wasmtime::Result<Value> + Send + Sync + 'static,
    {
        let passing = Dynamic::new(world, at);
        let (interface, function) = passing.names();
        Self(Arc::new(Plain {
            function: Function::import(interface, function),
            passing,
            host,
        }))
    }

    pub(super) fn dynamic_async<F>(world: Shared<World>, at: (usize, usize), host: F) -> Self
    where
        F: for<'a> Fn(StoreContextMut<'a, T>, Value) -> HostFuture<'a, wasmtime::Result<Value>>
            + Send
            + Sync
            + 'static,
    {
        let passing = Dynamic::new(world, at);
        let (interface, function) = passing.names();
        Self(Arc::new(Async {
            function: Function::import(interface, function),
            passing,
            host,
        }))
    }

    pub(super) fn function(&self) -> &Function {
        self.0.function()
    }

    /// Whether instances have to be made by `instantiate_async` to have it.
    pub(super) fn is_async(&self) -> bool {
        self.0.is_async()
    }

    /// The function as one instance calls it. It gives the status.
    pub(super) fn call(
        &self,
        mut caller: Caller<'_, T>,
        state: &State,
        pointers: Pointers,
    ) -> wasmtime::Result<i32> {
        self.0.serve(&mut caller, state, pointers)?;
        Ok(SERVED)
    }

    pub(super) fn call_async<'a>(
        &self,
        caller: Caller<'a, T>,
        state: &Arc<State>,
        pointers: Pointers,
    ) -> Served<'a>
    where
        T: Send,
    {
        self.0.clone().serve_async(caller, state.clone(), pointers)
    }
}

/// Finds the guest, checks every pointer, and lifts the arguments, before anything of the host runs. Returns also their
/// version, which the result has to have: a start function calls before it is known what its package speaks.
pub(super) fn read_input<T, A>(
    caller: &mut Caller<'_, T>,
    state: &State,
    function: &Function,
    pointers: Pointers,
    lift: impl FnOnce(Input<'_>) -> Result<A, CodecError>,
) -> Result<A, Error> {
    let guest = state.guest_of_caller(caller, function)?;
    let fault = |fault| function.arguments_fault(fault);
    let data = guest.memory.data(&*caller);
    for slot in pointers.slots {
        within(data, "the slot for the result", slot, 4).map_err(fault)?;
    }
    if pointers.slots[0].abs_diff(pointers.slots[1]) < 4 {
        return Err(function.convention(over_one_another(pointers.slots)));
    }
    let [ptr, len] = pointers.input;
    let bytes = within(data, "the input", ptr, len).map_err(fault)?;
    let input = Input {
        bytes,
        version: state.version(),
        limits: &state.limits,
    };
    lift(input).map_err(|error| function.arguments(error))
}

#[cold]
fn over_one_another([ptr, len]: [u32; 2]) -> String {
    format!("the slots for the result, at {ptr} and {len}, lie over one another")
}
