//! Calls of the host into the guest.

use std::fmt;
use std::sync::Arc;

use wasmtime::{AsContextMut, StoreContextMut};

use super::call::{Conversion, Function, Interception};
use super::error::Error;
use super::import::Signature;
use super::instance::{Core, State};
use super::memory::{Format, Guest, Lowering};
use crate::{CodecError, Lift, Lower, LowerArgs, Reader, Writer};

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
        mut store: impl AsContextMut,
        args: A,
    ) -> Result<R, Error> {
        let mut ctx = store.as_context_mut();
        let names = self.signature.params;
        let live = |ctx| {
            self.raw.invoke(
                &self.state,
                ctx,
                &|writer| args.lower_args(names, writer),
                |reader, root| R::lift(reader, root),
            )
        };
        match self.state.interception.get() {
            None => self.raw.function.guarded(|| live(ctx)),
            Some(interceptor) => {
                let function = &self.raw.function;
                let input = function.guarded(|| {
                    // What exceeds a limit fails here, before it becomes a `Value` that nothing bounds.
                    let Format { version, limits } = self.state.format();
                    let mut nowhere = Writer::of_version(&mut [], version, limits);
                    args.lower_args(names, &mut nowhere)
                        .map_err(|error| function.arguments(error))?;
                    Ok(args.to_values())
                })?;
                let convert = Conversion {
                    from_value: &R::from_value,
                    to_value: &R::to_value,
                };
                Interception::call(&*interceptor, function, names, &input, convert, |answer| {
                    answer.map_or_else(|| live(ctx.as_context_mut()), Ok)
                })
            }
        }
    }
}

impl RawExport {
    /// Lowers the input, calls the guest, lifts the output and frees it.
    pub(super) fn invoke<T, R>(
        &self,
        state: &State,
        mut ctx: StoreContextMut<'_, T>,
        lower: Lowering<'_>,
        lift: impl FnOnce(&mut Reader<'_>, u32) -> Result<R, CodecError>,
    ) -> Result<R, Error> {
        let function = &self.function;
        let Some(guest) = state.guest() else {
            return Err(function.convention("the instance is not ready".to_owned()));
        };
        let (ptr, len) = self.run(state, guest, ctx.as_context_mut(), lower)?;
        let result = match guest.read(&ctx, "its output", ptr, len) {
            Ok(bytes) => Reader::of_version(bytes, state.format().version, &state.limits)
                .and_then(|mut reader| {
                    let root = reader.root();
                    lift(&mut reader, root)
                })
                .map_err(|error| function.result(error)),
            // Nothing to free: the guest does not own what it points at.
            Err(fault) => return Err(function.fault(fault, |error| function.result(error))),
        };
        let freed = guest
            .free_output(ctx, ptr, len)
            .map_err(|fault| function.fault(fault, |error| function.result(error)));
        result.and_then(|result| freed.map(|()| result))
    }

    /// Everything up to the place of the output.
    fn run<T>(
        &self,
        state: &State,
        guest: &Guest,
        mut ctx: StoreContextMut<'_, T>,
        lower: Lowering<'_>,
    ) -> Result<(u32, u32), Error> {
        let function = &self.function;
        let prepared = guest
            .prepare(ctx.as_context_mut(), state.format(), lower)
            .map_err(|fault| function.fault(fault, |error| function.arguments(error)))?;
        let slots = prepared.slots;
        let pointers = (
            prepared.input() as i32,
            prepared.len as i32,
            slots as i32,
            slots as i32 + 4,
        );
        let status = self.func.call(&mut ctx, pointers);
        let output = guest.read_slots(&ctx, slots);
        let status = status.map_err(|error| {
            let panic = guest.take_panic(ctx.as_context_mut(), &error, slots);
            function.panicked(error, panic)
        });
        drop(prepared);
        let status = status?;
        let [ptr, len] =
            output.map_err(|fault| function.fault(fault, |error| function.result(error)))?;
        match status {
            0 => Ok((ptr, len)),
            1.. => Err(function.convention(format!("it returned the unknown status {status}"))),
            _ => {
                let message = guest.message(&ctx, ptr, len);
                if guest.read(&ctx, "its message", ptr, len).is_ok() {
                    guest
                        .free_output(ctx, ptr, len)
                        .map_err(|fault| function.fault(fault, |error| function.result(error)))?;
                }
                Err(Error::Guest {
                    call: function.site(),
                    status,
                    message,
                })
            }
        }
    }
}
