//! The way of every call past the interceptor, in both directions.

use std::borrow::Cow;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use super::error::{CallSite, Error};
use super::memory::Fault;
use crate::intercept::{Call, CallInterceptor, Decision, Direction, End};
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

    /// A fault of guest memory during this call; `codec` tells which value could not be passed.
    pub(super) fn fault(&self, fault: Fault, codec: impl FnOnce(CodecError) -> Error) -> Error {
        match fault {
            Fault::Codec(error) => codec(error),
            Fault::Convention(problem) => self.convention(problem),
            Fault::Wasm(error) => self.wasm(error),
        }
    }

    /// Runs the host's part of the call: its functions, and the conversions of its types. A panic there fails the
    /// call, and does not unwind through WebAssembly.
    pub(super) fn guarded<R>(&self, run: impl FnOnce() -> Result<R, Error>) -> Result<R, Error> {
        caught(run).unwrap_or_else(|message| {
            Err(Error::HostPanic {
                call: self.site(),
                message,
            })
        })
    }

    fn intercepted<R>(&self, run: impl FnOnce() -> R) -> Result<R, Error> {
        caught(run).map_err(|message| Error::InterceptorPanic {
            call: self.site(),
            message,
        })
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
            .downcast_ref::<wasmtime::WasmBacktrace>()
            .map(ToString::to_string);
        match error.downcast::<Error>() {
            Ok(error) => error.during(&self.name, backtrace),
            Err(error) => Error::Trap {
                call: self.site(),
                panic: None,
                trap: error.downcast_ref().copied(),
                source: error.into(),
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

    pub(super) fn get(&self) -> Option<Arc<dyn CallInterceptor>> {
        if !self.installed.load(Ordering::Acquire) {
            return None;
        }
        self.interceptor
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Takes a call past the interceptor. `live` ends the call: with the answer, if there is one, else by making it.
    ///
    /// Whatever panics on the way, the call that began has its end.
    pub(super) fn call<R>(
        interceptor: &dyn CallInterceptor,
        function: &Function,
        parameters: &[&str],
        input: &Value,
        convert: Conversion<'_, R>,
        live: impl FnOnce(Option<R>) -> Result<R, Error>,
    ) -> Result<R, Error> {
        let call = Call {
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            parent: UNDER_WAY.get(),
            direction: function.direction,
            interface: &function.interface,
            function: &function.function,
            name: &function.name,
            parameters,
            input,
        };
        let decision = function.intercepted(|| interceptor.begin(&call));
        let under_way = UnderWay::enter(call.id);
        let result = function.guarded(|| {
            let result = match decision? {
                Decision::Continue => live(None),
                Decision::Answer(value) => match (convert.from_value)(value) {
                    Ok(answer) => live(Some(answer)),
                    Err(source) => Err(Error::Answer {
                        call: function.site(),
                        source,
                    }),
                },
                Decision::Refuse(reason) => Err(Error::Refused {
                    call: function.site(),
                    reason,
                }),
            }?;
            let output = (convert.to_value)(&result);
            Ok((result, output))
        });
        drop(under_way);
        let end = match &result {
            Ok((_, output)) => End::Returned(output),
            Err(error) => End::Failed(error),
        };
        let told = function.intercepted(|| interceptor.end(&call, end));
        let (result, _) = result?;
        told.map(|()| result)
    }
}

/// How the result of a call becomes a `Value` and back.
#[derive(Clone, Copy)]
pub(super) struct Conversion<'a, R> {
    pub(super) from_value: &'a dyn Fn(Value) -> Result<R, CodecError>,
    pub(super) to_value: &'a dyn Fn(&R) -> Value,
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

/// Runs code that is not packr's, with the message of its panic, if it panics, as the error.
fn caught<R>(run: impl FnOnce() -> R) -> Result<R, String> {
    // What a panic may leave half done is the user's own; packr's state is changed under no user's code.
    catch_unwind(AssertUnwindSafe(run)).map_err(|panic| {
        let text = panic.downcast_ref::<&str>().copied();
        text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
            .unwrap_or("no message")
            .to_owned()
    })
}
