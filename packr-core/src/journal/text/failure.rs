//! The text of a failure.

use std::fmt::{self, Formatter};
use std::time::Duration;

use super::line::Line;
use super::print::{Quoted, call};
use crate::SandboxLimit;
use crate::intercept::{FailedCall, Failure, FailureKind};
use crate::journal::error::JournalError;
use crate::journal::model::nanoseconds;
use crate::journal::traps::{trap_name, trap_of_name};

/// The kinds of which there is no more to say.
const PLAIN: &[FailureKind] = &[
    FailureKind::Host,
    FailureKind::HostPanic,
    FailureKind::InterceptorPanic,
    FailureKind::Refused,
    FailureKind::Cancelled,
    FailureKind::Arguments,
    FailureKind::Result,
    FailureKind::Answer,
    FailureKind::Interrupted,
    FailureKind::Convention,
    FailureKind::Other,
];

pub(super) fn print(f: &mut Formatter<'_>, failure: &Failure) -> fmt::Result {
    f.write_str("failed ")?;
    match failure.kind {
        FailureKind::Trap { code: None } => f.write_str("trap")?,
        FailureKind::Trap { code: Some(code) } => write!(f, "trap {}", trap_name(code))?,
        FailureKind::Guest { status } => write!(f, "guest {status}")?,
        FailureKind::Limit(limit) => print_limit(f, limit)?,
        kind => f.write_str(kind.word())?,
    }
    if let Some(failed) = &failure.call {
        f.write_str(" of ")?;
        call(f, failed.direction, &failed.interface, &failed.function)?;
    }
    write!(f, " {}", Quoted(&failure.message))?;
    if let Some(text) = &failure.text {
        write!(f, " text {}", Quoted(text))?;
    }
    if let Some(cause) = &failure.cause {
        write!(f, " cause {}", Quoted(cause))?;
    }
    Ok(())
}

fn print_limit(f: &mut Formatter<'_>, limit: SandboxLimit) -> fmt::Result {
    f.write_str("limit ")?;
    match limit {
        SandboxLimit::Deadline { max } => write!(f, "deadline {}ns", nanoseconds(max)),
        SandboxLimit::Fuel { max } => write!(f, "fuel {max}"),
        SandboxLimit::Memory { max, found } => write!(f, "memory {max} found {found}"),
        SandboxLimit::Table { max, found } => write!(f, "table {max} found {found}"),
        SandboxLimit::Calls { max } => write!(f, "calls {max}"),
    }
}

/// What stands after `failed`.
pub(super) fn parse(line: &mut Line<'_>) -> Result<Failure, JournalError> {
    let kind = parse_kind(line)?;
    let call = match line.skips("of") {
        true => {
            let (direction, interface, function) = line.call()?;
            Some(FailedCall::new(direction, interface, function))
        }
        false => None,
    };
    let mut failure = Failure::new(kind, line.text()?);
    failure.call = call;
    if line.skips("text") {
        failure.text = Some(line.text()?);
    }
    if line.skips("cause") {
        failure.cause = Some(line.text()?);
    }
    Ok(failure)
}

fn parse_kind(line: &mut Line<'_>) -> Result<FailureKind, JournalError> {
    Ok(match line.word() {
        "trap" => FailureKind::Trap {
            code: match line.word_ahead() {
                "" | "of" => None,
                name => {
                    let Some(code) = trap_of_name(name) else {
                        return Err(line.expected("a trap, as wasmtime calls it"));
                    };
                    line.word();
                    Some(code)
                }
            },
        },
        "guest" => FailureKind::Guest {
            status: line.number("a status")?,
        },
        "limit" => FailureKind::Limit(parse_limit(line)?),
        word => match PLAIN.iter().find(|kind| kind.word() == word) {
            Some(kind) => *kind,
            None => return Err(line.expected_before(word, "a kind of failure, such as `trap`")),
        },
    })
}

fn parse_limit(line: &mut Line<'_>) -> Result<SandboxLimit, JournalError> {
    Ok(match line.word() {
        "deadline" => SandboxLimit::Deadline {
            max: Duration::from_nanos(line.nanoseconds()?),
        },
        "fuel" => SandboxLimit::Fuel {
            max: line.number("a number")?,
        },
        "memory" => {
            let (max, found) = exceeded(line)?;
            SandboxLimit::Memory { max, found }
        }
        "table" => {
            let (max, found) = exceeded(line)?;
            SandboxLimit::Table { max, found }
        }
        "calls" => SandboxLimit::Calls {
            max: line.number("a number")?,
        },
        word => return Err(line.expected_before(word, "a limit, such as `fuel`")),
    })
}

fn exceeded(line: &mut Line<'_>) -> Result<(usize, usize), JournalError> {
    let max = line.number("a number")?;
    line.keyword("found")?;
    Ok((max, line.number("a number")?))
}
