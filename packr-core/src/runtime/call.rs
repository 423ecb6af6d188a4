//! The way of every call past the interceptor, in both directions.

use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

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

    /// What WebAssembly ended with: the error of a call that the guest made, or a trap.
    pub(super) fn wasm(&self, error: wasmtime::Error) -> Error {
        let backtrace = error
            .downcast_ref::<wasmtime::WasmBacktrace>()
            .map(ToString::to_string);
        match error.downcast::<Error>() {
            Ok(error) => error.during(&self.name, backtrace),
            Err(error) => Error::Trap {
                call: self.site(),
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
    /// Ids of the calls under way, innermost last.
    under_way: Mutex<Vec<u64>>,
}

/// Ids are unique in the process, so that one recorder can watch several instances.
static NEXT_ID: AtomicU64 = AtomicU64::new(1);

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
        *slot = interceptor;
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
    pub(super) fn call<R>(
        &self,
        interceptor: &dyn CallInterceptor,
        function: &Function,
        parameters: &[&str],
        input: &Value,
        convert: Conversion<'_, R>,
        live: impl FnOnce(Option<R>) -> Result<R, Error>,
    ) -> Result<R, Error> {
        let id = NEXT_ID.fetch_add(1, Ordering::Relaxed);
        let parent = self.under_way().last().copied();
        let Function {
            direction,
            interface,
            function: own,
            name,
        } = function;
        let call = Call {
            id,
            parent,
            direction: *direction,
            interface,
            function: own,
            name,
            parameters,
            input,
        };
        let decision = interceptor.begin(&call);
        let under_way = UnderWay::enter(self, id);
        let result = match decision {
            Decision::Continue => live(None),
            Decision::Answer(value) => (convert.from_value)(value)
                .map_err(|source| Error::Answer {
                    call: function.site(),
                    source,
                })
                .and_then(|answer| live(Some(answer))),
            Decision::Refuse(reason) => Err(Error::Refused {
                call: function.site(),
                reason,
            }),
        };
        drop(under_way);
        match &result {
            Ok(result) => interceptor.end(&call, End::Returned(&(convert.to_value)(result))),
            Err(error) => interceptor.end(&call, End::Failed(error)),
        }
        result
    }

    fn under_way(&self) -> std::sync::MutexGuard<'_, Vec<u64>> {
        self.under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// How the result of a call becomes a `Value` and back.
#[derive(Clone, Copy)]
pub(super) struct Conversion<'a, R> {
    pub(super) from_value: &'a dyn Fn(Value) -> Result<R, CodecError>,
    pub(super) to_value: &'a dyn Fn(&R) -> Value,
}

/// Keeps a call on the list of those under way, also while it unwinds.
struct UnderWay<'a> {
    interception: &'a Interception,
    id: u64,
}

impl<'a> UnderWay<'a> {
    fn enter(interception: &'a Interception, id: u64) -> Self {
        interception.under_way().push(id);
        Self { interception, id }
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.interception.under_way().retain(|id| *id != self.id);
    }
}
