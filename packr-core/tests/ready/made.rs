//! Calls that are made up, and what becomes of them.

use std::sync::atomic::{AtomicU64, Ordering};

use packr_core::intercept::{Answered, Call, CallInterceptor, Decision, Direction, End};
use packr_core::{Error, Value};

pub(crate) const HOST: &str = "demo:calc/host";

pub(crate) fn import<'a>(interface: &'a str, function: &'a str, input: &'a Value) -> Call<'a> {
    made(Direction::Import, interface, function, input)
}

pub(crate) fn export<'a>(interface: &'a str, function: &'a str, input: &'a Value) -> Call<'a> {
    made(Direction::Export, interface, function, input)
}

fn made<'a>(
    direction: Direction,
    interface: &'a str,
    function: &'a str,
    input: &'a Value,
) -> Call<'a> {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let mut call = Call::new(direction, interface, function, input);
    call.id = NEXT.fetch_add(1, Ordering::Relaxed);
    call
}

pub(crate) fn failure() -> Error {
    Error::from(wasmtime::Error::msg("it fails"))
}

pub(crate) fn goes_on(decision: &Decision) -> bool {
    matches!(decision, Decision::Continue)
}

/// The reason of type `E` for which a call is refused.
pub(crate) fn refused<E: std::error::Error + Clone + 'static>(decision: Decision) -> E {
    match decision {
        Decision::Refuse(reason) => reason.downcast_ref::<E>().expect("another reason").clone(),
        other => panic!("not refused: {other:?}"),
    }
}

/// Begins a call, and ends it with 7 if it goes on; says whether it did.
pub(crate) fn make(interceptor: &dyn CallInterceptor, mut call: Call<'_>) -> bool {
    match interceptor.begin(&call) {
        Decision::Continue => {
            interceptor.end(&call, End::Returned(&Value::U32(7)));
            true
        }
        Decision::Answer(value) => {
            call.answered = Answered::Interceptor;
            interceptor.end(&call, End::Returned(&value));
            false
        }
        _ => {
            call.answered = Answered::Interceptor;
            interceptor.end(&call, End::Failed(&failure()));
            false
        }
    }
}
