//! The error of a call that is replayed as failed: the one that it failed with when it was recorded.

use super::call::Function;
use super::error::{Cause, Error};
use crate::CodecError;
use crate::intercept::{Failure, FailureKind, ReplayedFailure};

impl Function {
    /// The recorded failure as an error again.
    pub(super) fn replayed(&self, failure: Failure) -> Error {
        let mut call = self.site();
        if let Some(failed) = &failure.call {
            call.direction = failed.direction;
            call.interface = failed.interface.clone().into();
            call.function = failed.function.clone().into();
            call.during = Some(self.name.clone());
        }
        let own_text = || failure.text.as_ref().unwrap_or(&failure.message).clone();
        let cause = || CodecError::other(ReplayedFailure(failure.clone()).to_string());
        match failure.kind {
            FailureKind::Trap { code } => Error::Trap {
                call,
                panic: failure.text.clone().map(String::into_boxed_str),
                trap: code,
                source: match code {
                    // The code says it all, unless there was more to say.
                    Some(code) if failure.cause.is_none() => wasmtime::Error::new(code).into(),
                    Some(code) => wasmtime::Error::new(code)
                        .context(ReplayedFailure(failure))
                        .into(),
                    None => caused(failure),
                },
            },
            FailureKind::Guest { status } => Error::Guest {
                call,
                status,
                message: own_text(),
            },
            FailureKind::Limit(limit) => Error::Limit {
                call,
                limit,
                source: None,
            },
            FailureKind::Host => Error::Host {
                call,
                source: caused(failure),
            },
            FailureKind::HostPanic => Error::HostPanic {
                call,
                message: own_text(),
            },
            FailureKind::InterceptorPanic => Error::InterceptorPanic {
                call,
                message: own_text(),
            },
            FailureKind::Cancelled => Error::Cancelled { call },
            FailureKind::Arguments => Error::Arguments {
                call,
                source: cause(),
            },
            FailureKind::Result => Error::Result {
                call,
                source: cause(),
            },
            FailureKind::Answer => Error::Answer {
                call,
                source: cause(),
            },
            FailureKind::Interrupted => Error::Interrupted {
                call,
                interrupted: own_text(),
            },
            FailureKind::Convention => Error::Convention {
                call,
                problem: own_text(),
            },
            FailureKind::Refused | FailureKind::Other => Error::Refused {
                call,
                reason: Box::new(ReplayedFailure(failure)),
            },
        }
    }
}

fn caused(failure: Failure) -> Cause {
    wasmtime::Error::new(ReplayedFailure(failure)).into()
}
