//! The way of every call past the interceptor, in both directions.

use std::any::Any;
use std::borrow::Cow;
use std::cell::Cell;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use super::backtrace::Backtrace;
use super::error::{CallSite, Cause, Error};
use super::memory::Fault;
use super::sandbox::SandboxLimit;
use crate::intercept::{
    Answered, Call, CallInterceptor, Decision, Direction, End, Outcome, caught as caught_async,
};
use crate::{CodecError, Value};

/// A function as calls and their errors name it.
pub(super) struct Function {
    pub(super) direction: Direction,
    pub(super) interface: Cow<'static, str>,
    pub(super) function: Cow<'static, str>,
    /// `interface#function`, or the function alone for one of the world itself.
    pub(super) name: String,
}

impl Function {
    pub(super) fn site(&self) -> Box<CallSite> {
        Box::new(CallSite {
            direction: self.direction,
            interface: self.interface.clone(),
            function: self.function.clone(),
            during: None,
            backtrace: None,
        })
    }

    pub(super) fn arguments(&self, source: CodecError) -> Error {
        Error::Arguments {
            call: self.site(),
            source,
        }
    }

    pub(super) fn result(&self, source: CodecError) -> Error {
        Error::Result {
            call: self.site(),
            source,
        }
    }

    pub(super) fn convention(&self, problem: String) -> Error {
        Error::Convention {
            call: self.site(),
            problem,
        }
    }

    /// A fault of guest memory while the arguments pass.
    pub(super) fn arguments_fault(&self, fault: Fault) -> Error {
        self.fault(fault, |error| self.arguments(error))
    }

    /// A fault of guest memory while the result passes.
    pub(super) fn result_fault(&self, fault: Fault) -> Error {
        self.fault(fault, |error| self.result(error))
    }

    fn fault(&self, fault: Fault, codec: impl FnOnce(CodecError) -> Error) -> Error {
        match fault {
            Fault::Codec(error) => codec(error),
            Fault::Convention(problem) => self.convention(problem),
            Fault::Wasm(error) => self.wasm(error),
        }
    }

    pub(super) fn limit(&self, limit: SandboxLimit) -> Error {
        Error::Limit {
            call: self.site(),
            limit,
            source: None,
        }
    }

    pub(super) fn wrong_kind(&self, is_async: bool) -> Error {
        Error::WrongKind {
            call: self.site(),
            is_async,
        }
    }

    /// Runs the host's part of the call: its functions, and the conversions of its types. A panic there fails the
    /// call, and does not unwind through WebAssembly.
    pub(super) fn guarded<R>(&self, run: impl FnOnce() -> Result<R, Error>) -> Result<R, Error> {
        caught(run).unwrap_or_else(|panic| {
            Err(Error::HostPanic {
                call: self.site(),
                message: message(panic),
            })
        })
    }

    /// The same for what waits, which stays where it is.
    pub(super) async fn guarded_async<R>(
        &self,
        run: Pin<&mut impl Future<Output = Result<R, Error>>>,
    ) -> Result<R, Error> {
        caught_async(run).await.unwrap_or_else(|panic| {
            Err(Error::HostPanic {
                call: self.site(),
                message: message(panic),
            })
        })
    }

    fn intercepted<R>(&self, run: impl FnOnce() -> R) -> Result<R, Error> {
        caught(run).map_err(|panic| self.interceptor_panic(panic))
    }

    fn interceptor_panic(&self, panic: Panic) -> Error {
        Error::InterceptorPanic {
            call: self.site(),
            message: message(panic),
        }
    }

    /// [`wasm`](Self::wasm), with the message of the guest's panic.
    pub(super) fn panicked(&self, error: wasmtime::Error, message: Option<Box<str>>) -> Error {
        match self.wasm(error) {
            Error::Trap {
                call, trap, source, ..
            } => Error::Trap {
                call,
                panic: message,
                trap,
                source,
            },
            other => other,
        }
    }

    /// What WebAssembly ended with: the error of a call that the guest made, or a trap.
    pub(super) fn wasm(&self, error: wasmtime::Error) -> Error {
        let backtrace = error
            .downcast_ref()
            .map(|trace| Backtrace(trace).to_string());
        match error.downcast::<Error>() {
            Ok(error) => error.during(&self.name, backtrace),
            Err(error) => match error.downcast_ref().copied() {
                Some(limit) => Error::Limit {
                    call: self.site(),
                    limit,
                    source: Some(Cause::of_guest(error)),
                },
                None => Error::Trap {
                    call: self.site(),
                    panic: None,
                    trap: error.downcast_ref().copied(),
                    source: Cause::of_guest(error),
                },
            },
        }
    }
}

/// The interceptor of an instance, which can be exchanged at any time.
#[derive(Default)]
pub(super) struct Interception {
    /// Whether there is one: all that a call without an interceptor looks at.
    installed: AtomicBool,
    interceptor: RwLock<Option<Arc<dyn CallInterceptor>>>,
}

/// Ids are unique in the process, so that one recorder can watch several instances.
static NEXT_ID: AtomicU64 = AtomicU64::new(1);

thread_local! {
    /// The innermost intercepted call under way on this thread, of whatever instance: the parent of the next one.
    static UNDER_WAY: Cell<Option<u64>> = const { Cell::new(None) };
}

/// The id of the innermost intercepted call under way on this thread.
pub(crate) fn under_way() -> Option<u64> {
    UNDER_WAY.get()
}

impl Interception {
    pub(super) fn new(interceptor: Option<Arc<dyn CallInterceptor>>) -> Self {
        let interception = Self::default();
        interception.set(interceptor);
        interception
    }

    pub(super) fn set(&self, interceptor: Option<Arc<dyn CallInterceptor>>) {
        let mut slot = self
            .interceptor
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        self.installed
            .store(interceptor.is_some(), Ordering::Release);
        let before = std::mem::replace(&mut *slot, interceptor);
        drop(slot);
        // Not under the lock: what it drops may well use this instance.
        drop(before);
    }

    #[inline]
    pub(super) fn is_installed(&self) -> bool {
        self.installed.load(Ordering::Acquire)
    }

    pub(super) fn get(&self) -> Option<Arc<dyn CallInterceptor>> {
        if !self.is_installed() {
            return None;
        }
        self.interceptor
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// A call that an interceptor sees.
///
/// Whatever panics on the way, and wherever the call is dropped, what began has its end.
pub(super) struct Begun<'a> {
    interceptor: &'a dyn CallInterceptor,
    function: &'a Function,
    call: Call<'a>,
    /// Taken by [`answer`](Self::answer).
    decision: Option<Result<Decision, Error>>,
    /// The end is still to come.
    open: bool,
}

impl<'a> Begun<'a> {
    fn new(
        interceptor: &'a dyn CallInterceptor,
        function: &'a Function,
        parameters: &'a [&'a str],
        input: &'a Value,
    ) -> Self {
        Self {
            interceptor,
            function,
            call: Call {
                id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
                parent: UNDER_WAY.get(),
                direction: function.direction,
                interface: &function.interface,
                function: &function.function,
                name: &function.name,
                parameters,
                input,
                answered: Answered::Live,
            },
            decision: None,
            open: false,
        }
    }

    /// Tells the interceptor of a call.
    pub(super) fn begin(
        interceptor: &'a dyn CallInterceptor,
        function: &'a Function,
        parameters: &'a [&'a str],
        input: &'a Value,
    ) -> Self {
        let mut begun = Self::new(interceptor, function, parameters, input);
        begun.decision = Some(function.intercepted(|| interceptor.begin(&begun.call)));
        begun.open = true;
        begun
    }

    pub(super) async fn begin_async(
        interceptor: &'a dyn CallInterceptor,
        function: &'a Function,
        parameters: &'a [&'a str],
        input: &'a Value,
    ) -> Self {
        let mut begun = Self::new(interceptor, function, parameters, input);
        let decided = caught_async(async { interceptor.begin_async(&begun.call).await }).await;
        begun.decision = Some(decided.map_err(|panic| function.interceptor_panic(panic)));
        begun.open = true;
        begun
    }

    /// The interceptor's answer, if it gave one.
    pub(super) fn answer<R>(
        &mut self,
        from_value: impl FnOnce(Value) -> Result<R, CodecError>,
    ) -> Result<Option<R>, Error> {
        let function = self.function;
        let decision = self.decision.take().unwrap_or(Ok(Decision::Continue))?;
        self.call.answered = match &decision {
            Decision::Continue => Answered::Live,
            Decision::Answer(_) | Decision::Refuse(_) => Answered::Interceptor,
            Decision::Replay(_) => Answered::Replay,
        };
        match decision {
            Decision::Continue => Ok(None),
            Decision::Answer(value) | Decision::Replay(Outcome::Returned(value)) => function
                .guarded(|| {
                    from_value(value).map(Some).map_err(|source| Error::Answer {
                        call: function.site(),
                        source,
                    })
                }),
            Decision::Refuse(reason) => Err(Error::Refused {
                call: function.site(),
                reason,
            }),
            Decision::Replay(Outcome::Failed(failure)) => Err(function.replayed(failure)),
        }
    }

    /// Makes the call. Calls that it makes in turn are its children.
    pub(super) fn run<R>(&self, run: impl FnOnce() -> Result<R, Error>) -> Result<R, Error> {
        let _under_way = UnderWay::enter(self.call.id);
        self.function.guarded(run)
    }

    pub(super) async fn run_async<R>(
        &self,
        run: impl Future<Output = Result<R, Error>>,
    ) -> Result<R, Error> {
        let mut run = pin!(run);
        let run = poll_fn(|context| {
            // Other calls of the thread go on while this one waits.
            let _under_way = UnderWay::enter(self.call.id);
            run.as_mut().poll(context)
        });
        self.function.guarded_async(pin!(run)).await
    }

    /// Tells the interceptor how the call ended.
    pub(super) fn end<R>(
        mut self,
        result: Result<R, Error>,
        to_value: impl FnOnce(&R) -> Value,
    ) -> Result<R, Error> {
        let result = self.with_output(result, to_value);
        self.open = false;
        let told = self
            .function
            .intercepted(|| self.interceptor.end(&self.call, end_of(&result)));
        let (result, _) = result?;
        told.map(|()| result)
    }

    pub(super) async fn end_async<R>(
        mut self,
        result: Result<R, Error>,
        to_value: impl FnOnce(&R) -> Value,
    ) -> Result<R, Error> {
        let result = self.with_output(result, to_value);
        self.open = false;
        let (interceptor, call) = (self.interceptor, &self.call);
        let told = caught_async(async { interceptor.end_async(call, end_of(&result)).await }).await;
        let (result, _) = result?;
        told.map_err(|panic| self.function.interceptor_panic(panic))
            .map(|()| result)
    }

    fn with_output<R>(
        &self,
        result: Result<R, Error>,
        to_value: impl FnOnce(&R) -> Value,
    ) -> Result<(R, Value), Error> {
        let result = result?;
        self.function.guarded(|| {
            let output = to_value(&result);
            Ok((result, output))
        })
    }
}

fn end_of<R>(result: &Result<(R, Value), Error>) -> End<'_> {
    match result {
        Ok((_, output)) => End::Returned(output),
        Err(error) => End::Failed(error),
    }
}

/// The future of the call was dropped.
impl Drop for Begun<'_> {
    fn drop(&mut self) {
        if self.open {
            let error = Error::cancelled(&self.call);
            // Nobody is left to be told of a panic.
            let _ = caught(|| self.interceptor.cancelled(&self.call, &error));
        }
    }
}

/// Makes a call the innermost one of its thread, until it is dropped.
struct UnderWay {
    outer: Option<u64>,
}

impl UnderWay {
    fn enter(id: u64) -> Self {
        let outer = UNDER_WAY.replace(Some(id));
        Self { outer }
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        UNDER_WAY.set(self.outer);
    }
}

type Panic = Box<dyn Any + Send>;

/// Runs code that is not packr's, with its panic, if it panics, as the error.
fn caught<R>(run: impl FnOnce() -> R) -> Result<R, Panic> {
    // What a panic may leave half done is the user's own; packr's state is changed under no user's code.
    catch_unwind(AssertUnwindSafe(run))
}

fn message(panic: Panic) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
        .to_owned()
}
