//! The bytes of a failure.

use std::time::Duration;

use super::cursor::Cursor;
use super::write::{optional, text};
use super::{direction, direction_byte};
use crate::SandboxLimit;
use crate::intercept::{FailedCall, Failure, FailureKind};
use crate::journal::error::Problem;
use crate::journal::model::nanoseconds;
use crate::journal::traps::{trap_name, trap_of_name};

/// The kinds of failures.
mod kind {
    pub(super) const TRAP: u8 = 0;
    pub(super) const GUEST: u8 = 1;
    pub(super) const LIMIT: u8 = 2;
    pub(super) const HOST: u8 = 3;
    pub(super) const HOST_PANIC: u8 = 4;
    pub(super) const INTERCEPTOR_PANIC: u8 = 5;
    pub(super) const REFUSED: u8 = 6;
    pub(super) const CANCELLED: u8 = 7;
    pub(super) const ARGUMENTS: u8 = 8;
    pub(super) const RESULT: u8 = 9;
    pub(super) const ANSWER: u8 = 10;
    pub(super) const INTERRUPTED: u8 = 11;
    pub(super) const CONVENTION: u8 = 12;
    pub(super) const OTHER: u8 = 13;
}

/// The limits of a sandbox.
mod limit {
    pub(super) const DEADLINE: u8 = 0;
    pub(super) const FUEL: u8 = 1;
    pub(super) const MEMORY: u8 = 2;
    pub(super) const TABLE: u8 = 3;
    pub(super) const CALLS: u8 = 4;
}

pub(super) fn write(out: &mut Vec<u8>, failure: &Failure) {
    write_kind(out, failure.kind);
    text(out, &failure.message);
    for words in [&failure.text, &failure.cause] {
        optional(out, words.as_ref(), |out, words| text(out, words));
    }
    optional(out, failure.call.as_ref(), |out, call| {
        out.push(direction_byte(call.direction));
        text(out, &call.interface);
        text(out, &call.function);
    });
}

fn write_kind(out: &mut Vec<u8>, failure: FailureKind) {
    out.push(match failure {
        FailureKind::Trap { .. } => kind::TRAP,
        FailureKind::Guest { .. } => kind::GUEST,
        FailureKind::Limit(_) => kind::LIMIT,
        FailureKind::Host => kind::HOST,
        FailureKind::HostPanic => kind::HOST_PANIC,
        FailureKind::InterceptorPanic => kind::INTERCEPTOR_PANIC,
        FailureKind::Refused => kind::REFUSED,
        FailureKind::Cancelled => kind::CANCELLED,
        FailureKind::Arguments => kind::ARGUMENTS,
        FailureKind::Result => kind::RESULT,
        FailureKind::Answer => kind::ANSWER,
        FailureKind::Interrupted => kind::INTERRUPTED,
        FailureKind::Convention => kind::CONVENTION,
        FailureKind::Other => kind::OTHER,
    });
    match failure {
        FailureKind::Trap { code } => {
            optional(out, code, |out, code| text(out, &trap_name(code)));
        }
        FailureKind::Guest { status } => out.extend(status.to_le_bytes()),
        FailureKind::Limit(exceeded) => {
            let (which, numbers) = match exceeded {
                SandboxLimit::Deadline { max } => (limit::DEADLINE, [nanoseconds(max), 0]),
                SandboxLimit::Fuel { max } => (limit::FUEL, [max, 0]),
                SandboxLimit::Memory { max, found } => (limit::MEMORY, [max as u64, found as u64]),
                SandboxLimit::Table { max, found } => (limit::TABLE, [max as u64, found as u64]),
                SandboxLimit::Calls { max } => (limit::CALLS, [max as u64, 0]),
            };
            out.push(which);
            out.extend(numbers.map(u64::to_le_bytes).as_flattened());
        }
        _ => {}
    }
}

pub(super) fn read(bytes: &mut Cursor<'_>) -> Result<Failure, Problem> {
    let kind = read_kind(bytes)?;
    let mut failure = Failure::new(kind, bytes.text("a message")?);
    failure.text = bytes.optional("a message", |bytes| bytes.text("a message"))?;
    failure.cause = bytes.optional("a cause", |bytes| bytes.text("a cause"))?;
    failure.call = bytes.optional("a call", |bytes| {
        let direction = direction(bytes.u8("a direction")?)?;
        let (interface, function) = (bytes.text("an interface")?, bytes.text("a function")?);
        Ok(FailedCall::new(direction, interface, function))
    })?;
    Ok(failure)
}

fn read_kind(bytes: &mut Cursor<'_>) -> Result<FailureKind, Problem> {
    let what = "a kind of failure";
    Ok(match bytes.u8(what)? {
        kind::TRAP => FailureKind::Trap {
            code: bytes
                .optional("a trap", |bytes| bytes.text("a trap"))?
                // A wasmtime that has no such trap: the message still tells it.
                .and_then(|name| trap_of_name(&name)),
        },
        kind::GUEST => FailureKind::Guest {
            status: i32::from_le_bytes(bytes.array("a status")?),
        },
        kind::LIMIT => {
            let what = "a limit";
            let which = bytes.u8(what)?;
            let (max, found) = (bytes.u64(what)?, bytes.u64(what)?);
            FailureKind::Limit(match which {
                limit::DEADLINE => SandboxLimit::Deadline {
                    max: Duration::from_nanos(max),
                },
                limit::FUEL => SandboxLimit::Fuel { max },
                limit::MEMORY => SandboxLimit::Memory {
                    max: size(max),
                    found: size(found),
                },
                limit::TABLE => SandboxLimit::Table {
                    max: size(max),
                    found: size(found),
                },
                limit::CALLS => SandboxLimit::Calls { max: size(max) },
                found => return Err(Problem::Byte { what, found }),
            })
        }
        kind::HOST => FailureKind::Host,
        kind::HOST_PANIC => FailureKind::HostPanic,
        kind::INTERCEPTOR_PANIC => FailureKind::InterceptorPanic,
        kind::REFUSED => FailureKind::Refused,
        kind::CANCELLED => FailureKind::Cancelled,
        kind::ARGUMENTS => FailureKind::Arguments,
        kind::RESULT => FailureKind::Result,
        kind::ANSWER => FailureKind::Answer,
        kind::INTERRUPTED => FailureKind::Interrupted,
        kind::CONVENTION => FailureKind::Convention,
        kind::OTHER => FailureKind::Other,
        found => return Err(Problem::Byte { what, found }),
    })
}

/// A number of a machine that may have had larger ones.
fn size(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
