//! Calls of the guest into the host.

use std::borrow::Cow;
use std::pin::Pin;

use tracing::Instrument;
use wasmtime::{Caller, StoreContextMut};

use super::call::Function;
use super::error::Error;
use super::instance::State;
use super::names::full_name;
use super::passing::{Dynamic, Passing, Typed};
use super::waiting::{Hosted, Hosting};
use super::{blocking, trace, waiting};
use crate::codec::Input;
use crate::intercept::Direction;
use crate::schema::World;
use crate::{CodecError, Lift, LiftArgs, Lower, LowerArgs, Shared, Value, Version};

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
pub(super) struct Import<T: 'static> {
    pub(super) function: Function,
    host: Box<dyn Host<T>>,
    tracing: bool,
}

/// What is behind an import, whatever its types.
trait Host<T>: Send + Sync {
    /// Whether it can be called in no other way than [`serve_async`](Self::serve_async).
    fn is_async(&self) -> bool;

    fn serve(
        &self,
        function: &Function,
        caller: &mut Caller<'_, T>,
        state: &State,
        pointers: Pointers,
    ) -> Result<(), Error>;

    fn serve_async<'a>(
        &'a self,
        function: &'a Function,
        caller: &'a mut Caller<'_, T>,
        state: &'a State,
        pointers: Pointers,
    ) -> HostFuture<'a, Result<(), Error>>
    where
        T: Send;
}

/// A function that returns its result.
struct Plain<P, F> {
    passing: P,
    host: F,
}

impl<T, P, F> Host<T> for Plain<P, F>
where
    P: Passing,
    F: Fn(StoreContextMut<'_, T>, P::Args) -> wasmtime::Result<P::Output> + Send + Sync + 'static,
{
    fn is_async(&self) -> bool {
        false
    }

    fn serve(
        &self,
        function: &Function,
        caller: &mut Caller<'_, T>,
        state: &State,
        pointers: Pointers,
    ) -> Result<(), Error> {
        blocking::serve(function, &self.passing, &self.host, caller, state, pointers)
    }

    fn serve_async<'a>(
        &'a self,
        function: &'a Function,
        caller: &'a mut Caller<'_, T>,
        state: &'a State,
        pointers: Pointers,
    ) -> HostFuture<'a, Result<(), Error>>
    where
        T: Send,
    {
        Box::pin(waiting::serve(
            function,
            &self.passing,
            self,
            caller,
            state,
            pointers,
        ))
    }
}

impl<T, P, F> Hosting<T, P> for Plain<P, F>
where
    P: Passing,
    F: Fn(StoreContextMut<'_, T>, P::Args) -> wasmtime::Result<P::Output> + Send + Sync,
{
    fn host<'a>(&self, ctx: StoreContextMut<'a, T>, args: P::Args) -> Hosted<'a, P::Output> {
        Hosted::Now((self.host)(ctx, args))
    }
}

/// A function that returns a future of its result.
struct Async<P, F> {
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
    fn host<'a>(&self, ctx: StoreContextMut<'a, T>, args: P::Args) -> Hosted<'a, P::Output> {
        Hosted::Later((self.host)(ctx, args))
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
    fn is_async(&self) -> bool {
        true
    }

    fn serve(
        &self,
        function: &Function,
        _: &mut Caller<'_, T>,
        _: &State,
        _: Pointers,
    ) -> Result<(), Error> {
        // Refused when it is linked.
        Err(function.wrong_kind(false))
    }

    fn serve_async<'a>(
        &'a self,
        function: &'a Function,
        caller: &'a mut Caller<'_, T>,
        state: &'a State,
        pointers: Pointers,
    ) -> HostFuture<'a, Result<(), Error>>
    where
        T: Send,
    {
        Box::pin(waiting::serve(
            function,
            &self.passing,
            self,
            caller,
            state,
            pointers,
        ))
    }
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
        A: LiftArgs + LowerArgs + Send + 'static,
        R: Lift + Lower + Send + Sync + 'static,
        F: Fn(StoreContextMut<'_, T>, A) -> wasmtime::Result<R> + Send + Sync + 'static,
    {
        let passing = Typed::<A, R>::new(signature);
        Self::of(signature, Plain { passing, host })
    }

    pub(super) fn typed_async<A, R, F>(signature: &'static Signature, host: F) -> Self
    where
        A: LiftArgs + LowerArgs + Send + 'static,
        R: Lift + Lower + Send + Sync + 'static,
        F: for<'a> Fn(StoreContextMut<'a, T>, A) -> HostFuture<'a, wasmtime::Result<R>>
            + Send
            + Sync
            + 'static,
    {
        let passing = Typed::<A, R>::new(signature);
        Self::of(signature, Async { passing, host })
    }

    fn of(signature: &'static Signature, host: impl Host<T> + 'static) -> Self {
        Self {
            function: Function::import(signature.interface, signature.name),
            host: Box::new(host),
            tracing: signature.tracing,
        }
    }

    /// A host function on values, checked against the types that `world` has for it. `at` is the index of the
    /// interface among the imports, and of the function in it.
    pub(super) fn dynamic<F>(world: Shared<World>, at: (usize, usize), host: F) -> Self
    where
        F: Fn(StoreContextMut<'_, T>, Value) -> wasmtime::Result<Value> + Send + Sync + 'static,
    {
        let passing = Dynamic::new(world, at);
        let (interface, function) = passing.names();
        Self {
            function: Function::import(interface, function),
            host: Box::new(Plain { passing, host }),
            tracing: false,
        }
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
        Self {
            function: Function::import(interface, function),
            host: Box::new(Async { passing, host }),
            tracing: false,
        }
    }

    /// Whether instances have to be made by `instantiate_async` to have it.
    pub(super) fn is_async(&self) -> bool {
        self.host.is_async()
    }

    /// The function as one instance calls it. It gives the status: the result stays the host's. Guests of the 0.6 line never
    /// free one, later ones not with this status.
    pub(super) fn call(
        &self,
        mut caller: Caller<'_, T>,
        state: &State,
        pointers: Pointers,
    ) -> wasmtime::Result<i32> {
        let function = &self.function;
        let _span = self.tracing.then(|| trace::span(function).entered());
        function.guarded(|| self.host.serve(function, &mut caller, state, pointers))?;
        Ok(0)
    }

    pub(super) async fn call_async(
        &self,
        mut caller: Caller<'_, T>,
        state: &State,
        pointers: Pointers,
    ) -> wasmtime::Result<i32>
    where
        T: Send,
    {
        let function = &self.function;
        let serve = self
            .host
            .serve_async(function, &mut caller, state, pointers);
        let served = function.guarded_async(serve);
        match self.tracing {
            true => served.instrument(trace::span(function)).await?,
            false => served.await?,
        }
        Ok(0)
    }
}

/// Finds the guest, checks every pointer, and lifts the arguments, before anything of the host runs. Returns also their
/// version, which the result has to have: a start function calls before it is known what its package speaks.
pub(super) fn read_input<T, A>(
    caller: &mut Caller<'_, T>,
    state: &State,
    function: &Function,
    pointers: Pointers,
    lift: impl FnOnce(Input<'_>) -> Result<(A, Version), CodecError>,
) -> Result<(A, Version), Error> {
    let guest = state.guest_of_caller(caller, function)?;
    let fault = |fault| function.arguments_fault(fault);
    guest.check_slots(&*caller, pointers.slots).map_err(fault)?;
    let [ptr, len] = pointers.input;
    let bytes = guest.read(&*caller, "the input", ptr, len).map_err(fault)?;
    let input = Input {
        bytes,
        version: state.version(),
        limits: &state.limits,
    };
    lift(input).map_err(|error| function.arguments(error))
}
