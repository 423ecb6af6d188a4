//! What has to call the guest on the way of a call, for instances that do not wait. [`waiting`](super::waiting) is the same for those
//! that do; each step that calls nothing is written once, with what it is about.

use std::sync::Arc;

use wasmtime::{AsContextMut, Caller, StoreContextMut};

use super::call::{Begun, Function};
use super::error::Error;
use super::export::RawExport;
use super::import::{Pointers, read_input};
use super::instance::{Instance, State};
use super::limiter;
use super::link::{Plan, START};
use super::memory::{Attempt, Fault, Format, Guest, Lease, Lowering, Prepared, Region};
use super::metadata::{self, Told, TypesFunction};
use super::passing::Passing;
use super::trace;
use crate::CodecError;
use crate::codec::Input;
use crate::metadata::Metadata;

/// Lowers the input of an export.
#[cfg_attr(not(debug_assertions), inline(always))]
fn prepare<'a, T>(
    guest: &'a Guest,
    mut ctx: StoreContextMut<'_, T>,
    format: Format<'_>,
    lower: Lowering<'_>,
) -> Result<Prepared<'a>, Fault> {
    let mut lease = guest.lease(&ctx, false);
    loop {
        match guest.attempt(&mut ctx, &lease, format, lower)? {
            Attempt::Lowered(region, len) => {
                return Ok(guest.prepared(lease, region, len));
            }
            Attempt::Short(size) => make_room(guest, ctx.as_context_mut(), &mut lease, size)?,
        }
    }
}

/// Lowers the result of an import into the scratch buffer and tells the guest where it is.
fn deliver<T>(
    guest: &Guest,
    mut ctx: StoreContextMut<'_, T>,
    format: Format<'_>,
    slots: [u32; 2],
    lower: Lowering<'_>,
) -> Result<(), Fault> {
    let mut lease = guest.lease(&ctx, true);
    loop {
        match guest.attempt(&mut ctx, &lease, format, lower)? {
            Attempt::Lowered(region, len) => return guest.tell(&mut ctx, slots, region, len),
            Attempt::Short(size) => make_room(guest, ctx.as_context_mut(), &mut lease, size)?,
        }
    }
}

/// Gives a lease a region of that size.
#[cold]
fn make_room<T>(
    guest: &Guest,
    mut ctx: StoreContextMut<'_, T>,
    lease: &mut Lease<'_>,
    size: u32,
) -> Result<(), Fault> {
    let _running = guest.enter_allocator()?.on_thread();
    if let Some(region) = guest.outgrown(lease) {
        free(guest, ctx.as_context_mut(), region)?;
    }
    let len = Region::rounded(size);
    let region = match &guest.alloc {
        Some(alloc) => {
            let ptr = alloc.call(&mut ctx, len as i32).map_err(Fault::in_alloc)?;
            let ptr = ptr as u32;
            Region { ptr, len }
        }
        None => {
            let pages = guest.pages(&ctx, len);
            let old = guest.memory.grow(&mut ctx, pages);
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

fn free<T>(guest: &Guest, ctx: StoreContextMut<'_, T>, region: Region) -> Result<(), Fault> {
    match &guest.free {
        Some(free) => free
            .call(ctx, (region.ptr as i32, region.len as i32))
            .map_err(Fault::in_free),
        None => Ok(()),
    }
}

/// Lowers the input, if it was not `ahead` of the call, calls the guest, lifts the output and frees it.
pub(super) fn invoke<T: 'static, R>(
    export: &RawExport,
    state: &State,
    mut ctx: StoreContextMut<'_, T>,
    ahead: Option<Prepared<'_>>,
    lower: Lowering<'_>,
    lift: impl FnOnce(Input<'_>) -> Result<R, CodecError>,
) -> Result<R, Error> {
    let function = &export.function;
    let guest = state.guest_for(function, false)?;
    let under = state.bounds.enter(&mut ctx);
    let under = under.map_err(|limit| function.limit(limit))?;
    let _running = under.on_thread();
    let mut held = under.hold(ctx);
    let ctx = &mut held.ctx;
    let prepared = match ahead {
        Some(prepared) => prepared,
        None => prepare(guest, ctx.as_context_mut(), state.format(), lower)
            .map_err(|fault| state.fault(function, &under, fault, Function::arguments_fault))?,
    };
    let status = export.func.call(&mut *ctx, prepared.pointers());
    let outcome = match status {
        Ok(status) => {
            let returned = (prepared.slots, status);
            drop(prepared);
            export.outcome(state, guest, ctx, returned, lift)
        }
        Err(error) => {
            // First: what tells the panic may call the host, and the host the guest.
            state.stop(function);
            let panic = guest.panic_of(&error).and_then(|take| {
                let slots = prepared.slot_pointers();
                let status = take.call(&mut *ctx, slots);
                guest.panic_message(ctx, status, prepared.slots)
            });
            return Err(state.stopped(function, &under, function.panicked(error, panic)));
        }
    };
    match outcome.free {
        None => outcome.result,
        Some(region) => {
            let freed = free(guest, ctx.as_context_mut(), region)
                .map_err(|fault| state.fault(function, &under, fault, Function::result_fault));
            outcome.result.and_then(|result| freed.map(|()| result))
        }
    }
}

/// Serves a call of the guest.
pub(super) fn serve<T, P: Passing>(
    function: &Function,
    passing: &P,
    host: impl FnOnce(StoreContextMut<'_, T>, P::Args) -> wasmtime::Result<P::Output>,
    caller: &mut Caller<'_, T>,
    state: &State,
    pointers: Pointers,
) -> Result<(), Error> {
    let (args, version) = read_input(caller, state, function, pointers, |input| {
        passing.lift(input)
    })?;
    let format = Format {
        version,
        limits: &state.limits,
    };
    let live = |caller: &mut Caller<'_, T>, answer, args| {
        let output = match answer {
            Some(answer) => answer,
            None => {
                let output =
                    host(caller.as_context_mut(), args).map_err(|error| function.host(error))?;
                passing
                    .checked(output, &state.limits)
                    .map_err(|error| function.result(error))?
            }
        };
        // The host function may have called the guest itself, and the guest been stopped in the middle of that.
        state.not_interrupted(function)?;
        let guest = state.guest_of_caller(caller, function)?;
        let lower: Lowering<'_> = &|room| passing.lower(&output, room);
        deliver(
            guest,
            caller.as_context_mut(),
            format,
            pointers.slots,
            lower,
        )
        .map_err(|fault| function.result_fault(fault))?;
        Ok(output)
    };
    if passing.tracing() {
        trace::arguments(|| passing.input(&args));
    }
    let traced = |result: Result<P::Output, Error>| {
        if passing.tracing() {
            trace::result(&result, |output| passing.to_value(output));
        }
        result.map(drop)
    };
    let Some(interceptor) = state.interception.get() else {
        return traced(live(caller, None, args));
    };
    let (input, parameters) = (passing.input(&args), passing.parameters());
    let mut begun = Begun::begin(&*interceptor, function, &parameters, &input);
    let result = begun
        .answer(|value| passing.output(value, &state.limits))
        .and_then(|answer| begun.run(|| live(caller, answer, args)));
    traced(begun.end(result, |output| passing.to_value(output)))
}

/// Calls `__pack_types` and reads what it points at.
pub(super) fn read_metadata<T>(
    types: &TypesFunction,
    guest: &Guest,
    mut ctx: StoreContextMut<'_, T>,
    format: Format<'_>,
    told: &Told,
) -> Result<Arc<Metadata>, Fault> {
    // An input that nobody reads, for the slots before it.
    let prepared = prepare(guest, ctx.as_context_mut(), format, &|output| {
        output.value(&false)
    })?;
    let status = types
        .call(&mut ctx, prepared.slot_pointers())
        .map_err(Fault::in_types)?;
    metadata::at(guest, &ctx, prepared.slots, status, told)
}

/// Instantiates a package that fits.
pub(super) fn instantiate<T: 'static>(
    mut plan: Plan<'_>,
    ctx: &mut StoreContextMut<'_, T>,
) -> Result<Instance, Error> {
    let under = plan.enter(ctx)?;
    let _running = under.on_thread();
    let mut held = under.hold(ctx.as_context_mut());
    let ctx = &mut held.ctx;
    let asked = limiter::asked();
    let wasm = wasmtime::Instance::new(&mut *ctx, plan.module(), &plan.imports)
        .map_err(|error| plan.failed(error, START))?;
    plan.check_limited(limiter::asked() != asked)?;
    let guest = plan.guest(ctx, &wasm)?;
    let format = plan.state.format();
    let metadata = metadata::function(ctx, &wasm)
        .map(|types| read_metadata(&types, guest, ctx.as_context_mut(), format, plan.told()));
    let metadata = plan.compare(metadata)?;
    if let Some(initialize) = Plan::initialize(ctx, &wasm) {
        let called = initialize.call(&mut *ctx, ());
        plan.initialized(called)?;
    }
    plan.finish(ctx, wasm, metadata)
}
