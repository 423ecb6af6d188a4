//! Spans of `tracing` around the calls of functions with that flag, at the level `TRACE`. The interceptor
//! [`Traced`](crate::intercept::Traced) is for all calls, and says how the two relate.

use tracing::{Level, Span, enabled, trace, trace_span};

use super::call::Function;
use super::error::Error;
use crate::Value;
use crate::intercept::Direction;

/// The span of a call.
pub(super) fn span(function: &Function) -> Span {
    let (interface, name) = (&*function.interface, &*function.function);
    match function.direction {
        Direction::Import => trace_span!("packr import", interface, function = name),
        Direction::Export => trace_span!("packr export", interface, function = name),
    }
}

/// The event of what a call is made with.
pub(super) fn arguments(input: impl FnOnce() -> Value) {
    if enabled!(Level::TRACE) {
        trace!(arguments = %input(), "call");
    }
}

/// The event of how it ended.
pub(super) fn result<R>(result: &Result<R, Error>, to_value: impl FnOnce(&R) -> Value) {
    if enabled!(Level::TRACE) {
        match result {
            Ok(output) => trace!(result = %to_value(output), "return"),
            Err(error) => trace!(error = %error.report(), "fail"),
        }
    }
}
