//! What has to call the guest on the way of a call, for instances that wait. [`blocking`](super::blocking) is the same for those
//! that do not.
//!
//! One source for both, as futures that are ready at once, costs 40 KB of stack a call inside a call in a debug build, and
//! ten of them no longer fit into the stack that wasmtime gives a guest.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;

use wasmtime::{AsContextMut, Caller, StoreContextMut};

use super::call::{Begun, Function};
use super::error::Error;
use super::export::RawExport;
use super::guard::{Held, Under};
use super::import::{HostFuture, Pointers, read_input};
use super::instance::{Instance, State};
use super::limiter;
use super::link::{Plan, START};
use super::memory::{Attempt, Fault, Format, Guest, Lease, Lowering, Prepared, Region};
use super::metadata::{self, Told, TypesFunction};
use super::passing::Passing;
use super::trace;
use crate::codec::{Input, Output};
use crate::intercept::CallInterceptor;
use crate::metadata::Metadata;
use crate::{CodecError, Value};

/// What few calls have to wait for is boxed, so that it adds nothing to the size of every call's future.
type Seldom<'a, R> = Pin<Box<dyn Future<Output = R> + Send + 'a>>;

/// Lowers the input of an export for which there was no room yet.
async fn prepare<'a, T: Send>(
    guest: &'a Guest,
    mut ctx: StoreContextMut<'_, T>,
    format: Format<'_>,
    lower: impl Fn(Output<'_>) -> Result<usize, CodecError>,
) -> Result<Prepared<'a>, Fault> {
    let mut lease = guest.lease(&ctx, false);
    loop {
        let attempt = guest.attempt(&mut ctx, &lease, format, &lower)?;
        match attempt {
            Attempt::Lowered(region, len) => {
                return Ok(guest.prepared(lease, region, len));
            }
            Attempt::Short(size) => {
                make_room(guest, ctx.as_context_mut(), &mut lease, size).await?;
            }
        }
    }
}

fn make_room<'a, T: Send>(
    guest: &'a Guest,
    ctx: StoreContextMut<'a, T>,
    lease: &'a mut Lease<'_>,
    size: u32,
) -> Seldom<'a, Result<(), Fault>> {
    Box::pin(async move {
        let under = guest.enter_allocator()?;
        let mut run = pin!(exchange(guest, ctx, lease, size));
        poll_fn(|context| {
            let _running = under.on_thread();
            run.as_mut().poll(context)
        })
        .await
    })
}

async fn exchange<T: Send>(
    guest: &Guest,
    mut ctx: StoreContextMut<'_, T>,
    lease: &mut Lease<'_>,
    size: u32,
) -> Result<(), Fault> {
    if let Some(region) = guest.outgrown(lease) {
        free(guest, ctx.as_context_mut(), region).await?;
    }
    let len = Region::rounded(size);
    let region = match &guest.alloc {
        Some(alloc) => {
            let ptr = alloc.call_async(&mut ctx, len as i32).await;
            let ptr = ptr.map_err(Fault::in_alloc)? as u32;
            Region { ptr, len }
        }
        None => {
            let pages = guest.pages(&ctx, len);
            let old = guest.memory.grow_async(&mut ctx, pages).await;
            guest.grown(
                &ctx,
                old.map_err(|error| Fault::no_growth(error, pages))?,
                pages,
            )?
        }
    };
    lease.region = Some(guest.accept(&ctx, region)?);
    Ok(())
}

async fn free<T: Send>(
    guest: &Guest,
    ctx: StoreContextMut<'_, T>,
    region: Region,
) -> Result<(), Fault> {
    match &guest.free {
        Some(free) => free
            .call_async(ctx, (region.ptr as i32, region.len as i32))
            .await
            .map_err(Fault::in_free),
        None => Ok(()),
    }
}

/// Lowers the input, if it was not `ahead` of the call, calls the guest, lifts the output and frees it.
///
/// Where this is dropped before it is ready, the guest was stopped, and the instance is of no use any more.
pub(super) async fn invoke<T: Send + 'static, R>(
    export: &RawExport,
    state: &State,
    mut ctx: StoreContextMut<'_, T>,
    ahead: Option<Prepared<'_>>,
    lower: impl Fn(Output<'_>) -> Result<usize, CodecError>,
    lift: impl FnOnce(Input<'_>) -> Result<R, CodecError>,
) -> Result<R, Error> {
    let function = &export.function;
    let guest = state.guest_for(function, true)?;
    let under = state.bounds.enter(&mut ctx);
    let under = under.map_err(|limit| function.limit(limit))?;
    let mut running = Running {
        state,
        function,
        inside: false,
    };
    let run = run(export, state, (guest, under), ctx, ahead, lower, lift);
    let mut run = pin!(run);
    let result = poll_fn(|context| {
        let _running = under.on_thread();
        running.inside = true;
        let poll = run.as_mut().poll(context);
        running.inside = false;
        poll
    })
    .await;
    running.over();
    result
}

/// The guest may be running.
struct Running<'a> {
    state: &'a State,
    function: &'a Function,
    /// While it is polled. A panic is no drop: the call is over, as it is on an instance that does not wait.
    inside: bool,
}

impl Running<'_> {
    fn over(self) {
        std::mem::forget(self);
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        if !self.inside {
            self.state.interrupt(self.function);
        }
    }
}

async fn run<T: Send + 'static, R>(
    export: &RawExport,
    state: &State,
    (guest, under): (&Guest, Under),
    ctx: StoreContextMut<'_, T>,
    ahead: Option<Prepared<'_>>,
    lower: impl Fn(Output<'_>) -> Result<usize, CodecError>,
    lift: impl FnOnce(Input<'_>) -> Result<R, CodecError>,
) -> Result<R, Error> {
    let function = &export.function;
    let mut held = under.hold(ctx);
    let ctx = &mut held.ctx;
    let prepared = match ahead {
        Some(prepared) => prepared,
        None => {
            let fault = |fault| state.fault(function, &under, fault, Function::arguments_fault);
            let ahead = guest.ahead(ctx, state.format(), &lower);
            match ahead.map_err(fault)? {
                Some(prepared) => prepared,
                None => Box::pin(prepare(guest, ctx.as_context_mut(), state.format(), lower))
                    .await
                    .map_err(fault)?,
            }
        }
    };
    let status = export.func.call_async(&mut *ctx, prepared.pointers()).await;
    let outcome = match status {
        Ok(status) => {
            let returned = (prepared.slots, status);
            drop(prepared);
            export.outcome(state, guest, ctx, returned, lift)
        }
        Err(error) => {
            // First: what tells the panic may call the host, and the host the guest.
            state.stop(function);
            let mut panic = None;
            if let Some(take) = guest.panic_of(&error) {
                let take = take.call_async(&mut *ctx, prepared.slot_pointers());
                let status = Box::pin(take).await;
                panic = guest.panic_message(ctx, status, prepared.slots);
            }
            return Err(state.stopped(function, &under, function.panicked(error, panic)));
        }
    };
    match outcome.free {
        None => outcome.result,
        Some(region) => {
            let freed = Box::pin(free(guest, ctx.as_context_mut(), region)).await;
            let freed =
                freed.map_err(|fault| state.fault(function, &under, fault, Function::result_fault));
            outcome.result.and_then(|result| freed.map(|()| result))
        }
    }
}

/// What a host function returned.
pub(super) enum Started<'a, R> {
    /// At once: what came of it.
    Now(Result<Lowered, Error>),
    Later(HostFuture<'a, wasmtime::Result<R>>),
}

impl<R> Started<'_, R> {
    async fn end(self) -> Ended<R> {
        match self {
            Self::Now(lowered) => Ended::Lowered(lowered),
            Self::Later(output) => Ended::Returned(output.await),
        }
    }
}

/// What is left of a host function that has ended.
enum Ended<R> {
    Lowered(Result<Lowered, Error>),
    Returned(wasmtime::Result<R>),
}

/// A host function of either kind.
pub(super) trait Hosting<T, P: Passing>: Sync {
    fn start<'a>(
        &self,
        serving: &Serving<'_, P>,
        caller: &'a mut Caller<'_, T>,
        args: P::Args,
    ) -> Started<'a, P::Output>;
}

/// A result on its way to the guest.
pub(super) struct Lowered {
    /// The result, where somebody is to see it.
    value: Option<Value>,
    /// Its bytes, where there was no room for them yet.
    bytes: Option<Vec<u8>>,
}

/// A call of the guest that is being served.
///
/// No value of the host's types is kept while it waits: so it is `Send` whatever they are, and rustc, which follows types that contain
/// each other to a depth of 128, has nothing to follow.
pub(super) struct Serving<'a, P> {
    function: &'a Function,
    passing: &'a P,
    state: &'a State,
    format: Format<'a>,
    slots: [u32; 2],
    /// Whether an interceptor or `tracing` is to see the result.
    is_seen: bool,
}

impl<P: Passing> Serving<'_, P> {
    /// What came of a host function that returned.
    pub(super) fn returned<T>(
        &self,
        caller: &mut Caller<'_, T>,
        output: wasmtime::Result<P::Output>,
    ) -> Result<Lowered, Error> {
        let output = output.map_err(|error| self.function.host(error))?;
        let checked = self.passing.checked(output, self.format.limits);
        self.lower(
            caller,
            checked.map_err(|error| self.function.result(error))?,
        )
    }

    /// Lowers a result into the scratch buffer and tells the guest where it is, if there is room.
    fn lower<T>(&self, caller: &mut Caller<'_, T>, output: P::Output) -> Result<Lowered, Error> {
        let fault = |fault| self.function.result_fault(fault);
        // The host function may have called the guest itself, and the guest been stopped in the middle of that.
        self.state.not_interrupted(self.function)?;
        let guest = self.state.guest_of_caller(caller, self.function)?;
        let lease = guest.lease(&*caller, true);
        let lower: Lowering<'_> = &|room| self.passing.lower(&output, room);
        let attempt = guest.attempt(caller, &lease, self.format, lower);
        let bytes = match attempt.map_err(fault)? {
            Attempt::Lowered(region, len) => {
                guest.tell(caller, self.slots, region, len).map_err(fault)?;
                None
            }
            Attempt::Short(_) => {
                let bytes = self.format.bytes(lower);
                Some(bytes.map_err(|error| self.function.result(error))?)
            }
        };
        let value = self.is_seen.then(|| self.passing.to_value(&output));
        Ok(Lowered { value, bytes })
    }

    /// Brings the guest what there was no room for.
    async fn deliver<T: Send>(
        &self,
        caller: &mut Caller<'_, T>,
        bytes: Vec<u8>,
    ) -> Result<(), Error> {
        let fault = |fault| self.function.result_fault(fault);
        let guest = self.state.guest_of_caller(caller, self.function)?;
        let mut lease = guest.lease(&*caller, true);
        loop {
            let attempt = guest.attempt(caller, &lease, self.format, &|output| {
                if let Some(room) = output.room.get_mut(..bytes.len()) {
                    room.copy_from_slice(&bytes);
                }
                Ok(bytes.len())
            });
            match attempt.map_err(fault)? {
                Attempt::Lowered(region, len) => {
                    return guest.tell(caller, self.slots, region, len).map_err(fault);
                }
                Attempt::Short(size) => {
                    let made = make_room(guest, caller.as_context_mut(), &mut lease, size).await;
                    made.map_err(fault)?;
                }
            }
        }
    }

    fn trace(&self, result: &Result<Option<Value>, Error>) {
        if self.passing.tracing() {
            trace::result(result, |value| value.clone().unwrap_or(Value::UNIT));
        }
    }
}

/// Serves a call of the guest.
pub(super) async fn serve<T: Send, P: Passing>(
    function: &Function,
    passing: &P,
    host: &impl Hosting<T, P>,
    caller: &mut Caller<'_, T>,
    state: &State,
    pointers: Pointers,
) -> Result<(), Error> {
    let Some(interceptor) = state.interception.get() else {
        // A block of its own, so that no arguments are left when it waits.
        let (serving, started) = {
            let (args, version) = read_input(caller, state, function, pointers, |input| {
                passing.lift(input)
            })?;
            if passing.tracing() {
                trace::arguments(|| passing.input(&args));
            }
            let serving = Serving {
                function,
                passing,
                state,
                format: Format {
                    version,
                    limits: &state.limits,
                },
                slots: pointers.slots,
                is_seen: passing.tracing(),
            };
            let started = host.start(&serving, caller, args);
            (serving, started)
        };
        let mut result = match started.end().await {
            Ended::Lowered(lowered) => lowered,
            Ended::Returned(output) => serving.returned(caller, output),
        };
        if let Ok(Lowered { bytes, .. }) = &mut result
            && let Some(bytes) = bytes.take()
        {
            let delivered = Box::pin(serving.deliver(caller, bytes)).await;
            result = delivered.and(result);
        }
        let result = result.map(|lowered| lowered.value);
        serving.trace(&result);
        return result.map(drop);
    };
    Box::pin(serve_seen(
        &*interceptor,
        function,
        passing,
        host,
        caller,
        state,
        pointers,
    ))
    .await
}

/// Serves a call of the guest that an interceptor sees.
async fn serve_seen<T: Send, P: Passing>(
    interceptor: &dyn CallInterceptor,
    function: &Function,
    passing: &P,
    host: &impl Hosting<T, P>,
    caller: &mut Caller<'_, T>,
    state: &State,
    pointers: Pointers,
) -> Result<(), Error> {
    let (message, input, version) = read_input(caller, state, function, pointers, |input| {
        let message = input.bytes.to_vec();
        let (args, version) = passing.lift(input)?;
        Ok((message, passing.input(&args), version))
    })?;
    if passing.tracing() {
        trace::arguments(|| input.clone());
    }
    let limits = &state.limits;
    let serving = Serving {
        function,
        passing,
        state,
        format: Format { version, limits },
        slots: pointers.slots,
        is_seen: true,
    };
    let parameters = passing.parameters();
    let mut begun = Begun::begin_async(interceptor, function, &parameters, &input).await;
    let answer = begun.answer(|value| passing.output(value, limits));
    let answer = answer.and_then(|answer| {
        let lower = |output| function.guarded(|| serving.lower(caller, output));
        answer.map(lower).transpose()
    });
    let result = match answer {
        Err(error) => Err(error),
        Ok(answer) => {
            let live = async {
                let lowered = match answer {
                    Some(lowered) => lowered,
                    None => {
                        // Read again: who watches may take its time, and arguments of the host's types are not kept so long.
                        let started = {
                            let input = Input {
                                bytes: &message,
                                version: Some(version),
                                limits,
                            };
                            let args = passing.lift(input).map(|(args, _)| args);
                            let args = args.map_err(|error| function.arguments(error))?;
                            host.start(&serving, caller, args)
                        };
                        match started.end().await {
                            Ended::Lowered(lowered) => lowered?,
                            Ended::Returned(output) => serving.returned(caller, output)?,
                        }
                    }
                };
                if let Some(bytes) = lowered.bytes {
                    serving.deliver(caller, bytes).await?;
                }
                Ok(lowered.value)
            };
            begun.run_async(live).await
        }
    };
    let to_value = |value: &Option<Value>| value.clone().unwrap_or(Value::UNIT);
    let result = begun.end_async(result, to_value).await;
    serving.trace(&result);
    result.map(drop)
}

async fn read_metadata<T: Send>(
    types: &TypesFunction,
    guest: &Guest,
    mut ctx: StoreContextMut<'_, T>,
    format: Format<'_>,
    told: &Told,
) -> Result<Arc<Metadata>, Fault> {
    // An input that nobody reads, for the slots before it.
    let unread = |output: Output<'_>| output.value(&false);
    let prepared = prepare(guest, ctx.as_context_mut(), format, unread).await?;
    let status = types.call_async(&mut ctx, prepared.slot_pointers()).await;
    metadata::at(
        guest,
        &ctx,
        prepared.slots,
        status.map_err(Fault::in_types)?,
        told,
    )
}

/// Instantiates a package that fits.
pub(super) async fn instantiate<T: Send + 'static>(
    mut plan: Plan<'_>,
    ctx: &mut StoreContextMut<'_, T>,
) -> Result<Instance, Error> {
    let under = plan.enter(ctx)?;
    let mut run = pin!(start(plan, under.hold(ctx.as_context_mut())));
    poll_fn(|context| {
        let _running = under.on_thread();
        run.as_mut().poll(context)
    })
    .await
}

async fn start<T: Send + 'static>(
    plan: Plan<'_>,
    mut held: Held<'_, T>,
) -> Result<Instance, Error> {
    let ctx = &mut held.ctx;
    let mut was_asked = false;
    let wasm = {
        let new = wasmtime::Instance::new_async(&mut *ctx, plan.module(), &plan.imports);
        let mut new = pin!(new);
        let new = poll_fn(|context| {
            let asked = limiter::asked();
            let poll = new.as_mut().poll(context);
            was_asked |= limiter::asked() != asked;
            poll
        });
        new.await.map_err(|error| plan.failed(error, START))?
    };
    plan.check_limited(was_asked)?;
    let guest = plan.guest(ctx, &wasm)?;
    let format = plan.state.format();
    let metadata = match metadata::function(ctx, &wasm) {
        Some(types) => {
            Some(read_metadata(&types, guest, ctx.as_context_mut(), format, plan.told()).await)
        }
        None => None,
    };
    let metadata = plan.compare(metadata)?;
    if let Some(initialize) = Plan::initialize(ctx, &wasm) {
        let called = initialize.call_async(&mut *ctx, ()).await;
        plan.initialized(called)?;
    }
    plan.finish(ctx, wasm, metadata)
}
