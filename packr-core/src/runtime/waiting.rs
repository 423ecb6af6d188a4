//! What has to call the guest on the way of a call, for instances that wait. [`blocking`](super::blocking) is the same for those
//! that do not.
//!
//! One source for both, as futures that are ready at once, costs 40 KB of stack a call inside a call in a debug build, and
//! ten of them no longer fit into the stack that wasmtime gives a guest.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;

use wasmtime::{AsContextMut, StoreContextMut};

use super::call::Function;
use super::error::Error;
use super::export::RawExport;
use super::guard::{Held, Under};
use super::instance::{Instance, State};
use super::limiter;
use super::link::{Plan, START};
use super::memory::{Attempt, Fault, Format, Guest, Lease, Prepared, Region};
use super::metadata::{self, Told, TypesFunction};
use crate::CodecError;
use crate::codec::{Input, Output};
use crate::metadata::Metadata;

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

pub(super) fn make_room<'a, T: Send>(
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
