//! Calls of the host into the guest.

use std::fmt;
use std::pin::pin;
use std::sync::Arc;

use tracing::Instrument;
use wasmtime::{AsContext, AsContextMut};

use super::call::{Begun, Function};
use super::error::Error;
use super::import::Signature;
use super::instance::{Core, State};
use super::memory::{Fault, Guest, Lowering, Prepared, Region, slots_in, within};
use super::{blocking, trace, waiting};
use crate::codec::{Input, Output};
use crate::{CodecError, Lift, Lower, LowerArgs, Value};

/// An exported function as WebAssembly has it.
pub(super) struct RawExport {
    pub(super) function: Function,
    /// Where the world has it: index of the interface in `exports`, index of the function in it.
    pub(super) interface: usize,
    pub(super) index: usize,
    pub(super) func: Core,
}

/// An exported function with its types, as generated code keeps it.
#[derive(Clone)]
pub struct Export {
    raw: Arc<RawExport>,
    state: Arc<State>,
    signature: &'static Signature,
}

impl fmt::Debug for Export {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Export")
            .field(&self.raw.function.name)
            .finish()
    }
}

impl Export {
    pub(super) fn new(
        raw: Arc<RawExport>,
        state: Arc<State>,
        signature: &'static Signature,
    ) -> Self {
        Self {
            raw,
            state,
            signature,
        }
    }

    /// Calls the function. `A` and `R` are the types that the world gives it.
    ///
    /// # Errors
    /// See [`Error`]: the arguments, the guest, the result, or an interceptor.
    pub fn call<A: LowerArgs, R: Lift + Lower>(
        &self,
        store: impl AsContextMut,
        args: A,
    ) -> Result<R, Error> {
        if !self.signature.tracing {
            return self.make(store, &args);
        }
        let _span = trace::span(&self.raw.function).entered();
        trace::arguments(|| args.to_values());
        let result = self.make(store, &args);
        trace::result(&result, R::to_value);
        result
    }

    fn make<A: LowerArgs, R: Lift + Lower>(
        &self,
        mut store: impl AsContextMut,
        args: &A,
    ) -> Result<R, Error> {
        let Self { raw, state, .. } = self;
        let (function, names) = (&raw.function, self.signature.params);
        let mut ctx = store.as_context_mut();
        let lower: Lowering<'_> = &|output| output.args(args, names);
        let Some(interceptor) = state.interception.get() else {
            let live = || blocking::invoke(raw, state, ctx, None, lower, typed::<R>);
            return function.guarded(live);
        };
        let (ahead, input) = self.input(&mut ctx, args)?;
        let live = || blocking::invoke(raw, state, ctx, ahead, lower, typed::<R>);
        let mut begun = Begun::begin(&*interceptor, function, names, &input);
        let result = match begun.answer(R::from_value) {
            Ok(Some(answer)) => Ok(answer),
            Ok(None) => begun.run(live),
            Err(error) => Err(error),
        };
        begun.end(result, R::to_value)
    }

    /// The same on an instance that was made by `instantiate_async`.
    ///
    /// # Errors
    /// As [`call`](Self::call). Where the future is dropped, the interceptor is told of [`Error::Cancelled`].
    pub async fn call_async<A: LowerArgs, R: Lift + Lower>(
        &self,
        mut store: impl AsContextMut<Data: Send>,
        args: A,
    ) -> Result<R, Error> {
        let Self { raw, state, .. } = self;
        if self.signature.tracing || state.interception.is_installed() {
            // Boxed, so that it adds nothing to the size of every other call's future.
            return Box::pin(self.seen_async(store, &args)).await;
        }
        let names = self.signature.params;
        let lower = |output: Output<'_>| output.args(&args, names);
        let ctx = store.as_context_mut();
        // Made where it is pinned, so that it is not moved.
        let live = pin!(waiting::invoke(raw, state, ctx, None, lower, typed::<R>));
        raw.function.guarded_async(live).await
    }

    async fn seen_async<A: LowerArgs, R: Lift + Lower>(
        &self,
        store: impl AsContextMut<Data: Send>,
        args: &A,
    ) -> Result<R, Error> {
        if !self.signature.tracing {
            return self.make_async(store, args).await;
        }
        let made = async {
            trace::arguments(|| args.to_values());
            let result = self.make_async(store, args).await;
            trace::result(&result, R::to_value);
            result
        };
        made.instrument(trace::span(&self.raw.function)).await
    }

    async fn make_async<A: LowerArgs, R: Lift + Lower>(
        &self,
        mut store: impl AsContextMut<Data: Send>,
        args: &A,
    ) -> Result<R, Error> {
        let Self { raw, state, .. } = self;
        let (function, names) = (&raw.function, self.signature.params);
        let mut ctx = store.as_context_mut();
        let lower = |output: Output<'_>| output.args(args, names);
        let Some(interceptor) = state.interception.get() else {
            let live = waiting::invoke(raw, state, ctx, None, lower, typed::<R>);
            return function.guarded_async(pin!(live)).await;
        };
        let (ahead, input) = self.input(&mut ctx, args)?;
        let live = waiting::invoke(raw, state, ctx, ahead, lower, typed::<R>);
        let mut begun = Begun::begin_async(&*interceptor, function, names, &input).await;
        let result = match begun.answer(R::from_value) {
            Ok(Some(answer)) => Ok(answer),
            Ok(None) => begun.run_async(live).await,
            Err(error) => Err(error),
        };
        begun.end_async(result, R::to_value).await
    }

    /// The arguments as interceptors see them, and lowered, where there is room for them.
    fn input(
        &self,
        ctx: &mut impl AsContextMut,
        args: &impl LowerArgs,
    ) -> Result<(Option<Prepared<'_>>, Value), Error> {
        let function = &self.raw.function;
        function.guarded(|| {
            let lower: Lowering<'_> = &|output| output.args(args, self.signature.params);
            // First, so that what exceeds a limit fails before it becomes a `Value` that nothing bounds.
            let ahead = self.state.ahead(ctx, lower);
            let ahead = ahead.map_err(|fault| function.arguments_fault(fault))?;
            Ok((ahead, args.to_values()))
        })
    }
}

/// What came of a call that returned.
pub(super) struct Outcome<R> {
    /// What the guest is to take back.
    pub(super) free: Option<Region>,
    pub(super) result: Result<R, Error>,
}

impl RawExport {
    /// Looks at what the function returned with a status, and lifts it.
    #[inline]
    pub(super) fn outcome<R>(
        &self,
        state: &State,
        guest: &Guest,
        ctx: &impl AsContext,
        (slots, status): (u32, i32),
        lift: impl FnOnce(Input<'_>) -> Result<R, CodecError>,
    ) -> Outcome<R> {
        let data = guest.memory.data(ctx);
        let Some((region, bytes)) = answered(data, slots).filter(|_| status == 0) else {
            return self.not_answered(guest, ctx, (slots, status));
        };
        let input = Input {
            bytes,
            version: Some(state.format().version),
            limits: &state.limits,
        };
        Outcome {
            result: lift(input).map_err(|error| self.function.result(error)),
            free: guest.to_free(region),
        }
    }

    /// What came of a call without an output.
    #[cold]
    fn not_answered<R>(
        &self,
        guest: &Guest,
        ctx: &impl AsContext,
        (slots, status): (u32, i32),
    ) -> Outcome<R> {
        let data = guest.memory.data(ctx);
        let (output, bytes) = match output(data, slots) {
            Ok(output) => output,
            Err(fault) => {
                return Outcome {
                    free: None,
                    result: Err(self.function.result_fault(fault)),
                };
            }
        };
        // What the guest does not own is not freed.
        let there = bytes.is_ok() && status <= 0;
        Outcome {
            result: Err(match (status, bytes) {
                (0, Err(fault)) => self.function.result_fault(fault),
                (..0, _) => Error::Guest {
                    call: self.function.site(),
                    status,
                    message: guest.message(ctx, output.ptr, output.len),
                },
                _ => {
                    let problem = format!("it returned the unknown status {status}");
                    self.function.convention(problem)
                }
            }),
            free: if there { guest.to_free(output) } else { None },
        }
    }
}

fn typed<R: Lift>(input: Input<'_>) -> Result<R, CodecError> {
    input.read().map(|(result, _)| result)
}

/// The output that slots tell of, if it is there.
#[inline]
fn answered(data: &[u8], slots: u32) -> Option<(Region, &[u8])> {
    let word = u64::from_le_bytes(*data.get(slots as usize..)?.first_chunk()?);
    let (ptr, len) = (word as u32, (word >> 32) as u32);
    let bytes = data.get(ptr as usize..)?.get(..len as usize)?;
    Some((Region { ptr, len }, bytes))
}

/// The output that slots tell of: where it is said to be, and its bytes.
fn output(data: &[u8], slots: u32) -> Result<(Region, Result<&[u8], Fault>), Fault> {
    let [ptr, len] = slots_in(data, slots)?;
    Ok((Region { ptr, len }, within(data, "its output", ptr, len)))
}
