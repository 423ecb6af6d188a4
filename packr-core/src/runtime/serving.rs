//! Serves calls of guests that wait: as a future, which is `Send` whatever the types of the host function are.

use wasmtime::{AsContextMut, Caller};

use super::call::{Begun, Function};
use super::error::Error;
use super::import::{HostFuture, Pointers, read_input};
use super::instance::State;
use super::memory::{Attempt, Format, Lowering};
use super::passing::Passing;
use super::trace;
use super::waiting::make_room;
use crate::Value;
use crate::codec::Input;
use crate::intercept::CallInterceptor;

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
