//! A journal as plain data.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::JournalError;
use crate::intercept::{Answered, Direction, Outcome, RecordedCall, Recording};
use crate::metadata::InterfaceHash;
use crate::schema::World;
use crate::{Limits, Package, Value};

/// A run: what it was of, its events in the order in which they happened, and how the journal ends.
///
/// Reading and parsing give only journals whose numbers fit together. The fields are public, so that tools can change
/// them; what then does not fit is an error when it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Journal {
    /// What the run was of. Empty where the journal was cut inside its header.
    pub header: Header,
    /// What happened.
    pub events: Vec<Event>,
    /// How the journal ends.
    pub tail: Tail,
}

impl Journal {
    /// A journal of which nothing is left out.
    pub fn new(header: Header, events: Vec<Event>) -> Self {
        Self {
            header,
            events,
            tail: Tail::Finished,
        }
    }

    /// Reads a file: [`read`](Self::read).
    ///
    /// # Errors
    /// [`JournalError::Open`] where the file can't be read, and as [`read`](Self::read).
    pub fn open(path: impl AsRef<Path>) -> Result<Self, JournalError> {
        Self::open_with(path, &Limits::DEFAULT)
    }

    /// [`open`](Self::open) with limits on each value.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_with(path: impl AsRef<Path>, limits: &Limits) -> Result<Self, JournalError> {
        let path = path.as_ref();
        let file = File::open(path).map_err(|source| JournalError::open(path, source))?;
        Self::from_reader_with(file, limits).map_err(|error| error.of_file(path))
    }

    /// The calls with their outcomes, as a [`Replayer`](crate::Replayer) takes them.
    pub fn recording(&self) -> Recording {
        let mut calls: Vec<RecordedCall> = Vec::new();
        for event in &self.events {
            match event {
                Event::Start(start) => {
                    let Function {
                        direction,
                        interface,
                        name,
                        ..
                    } = &*start.function;
                    let mut call = RecordedCall::new(
                        *direction,
                        interface.as_str(),
                        name.as_str(),
                        start.input.clone(),
                    );
                    call.parent = start.parent.and_then(|parent| usize::try_from(parent).ok());
                    calls.push(call);
                }
                Event::End(end) => {
                    let call = usize::try_from(end.call).ok();
                    if let Some(call) = call.and_then(|call| calls.get_mut(call)) {
                        call.outcome = Some(end.outcome.clone());
                    }
                }
            }
        }
        Recording { calls }
    }

    /// The calls that have no end: those under way when the process was killed, or still under way.
    pub fn unfinished(&self) -> Vec<&Start> {
        let mut ended = vec![false; self.events.len()];
        for event in &self.events {
            if let Event::End(end) = event
                && let Some(ended) = usize::try_from(end.call)
                    .ok()
                    .and_then(|call| ended.get_mut(call))
            {
                *ended = true;
            }
        }
        let starts = self.events.iter().filter_map(|event| match event {
            Event::Start(start) => Some(start),
            Event::End(_) => None,
        });
        starts
            .zip(ended)
            .filter_map(|(start, ended)| (!ended).then_some(start))
            .collect()
    }
}

/// What a run was of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Header {
    /// The version of packr that recorded it.
    pub packr: String,
    /// When it began, in nanoseconds since 1970-01-01 00:00 UTC.
    pub started: u64,
    /// The package that ran.
    pub package: Option<RecordedPackage>,
    /// The world as WIT text.
    pub wit: Option<String>,
    /// The hashes of the world's interfaces, imports first.
    pub interfaces: Vec<InterfaceHash>,
    /// What was set so that a run comes out the same again, by name and value: `cranelift_nan_canonicalization` and
    /// `true`. packr can't ask an engine for it.
    pub determinism: Vec<(String, String)>,
    /// Whatever else is to be known of the run, by name and value.
    pub metadata: Vec<(String, String)>,
}

/// The package of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedPackage {
    /// The name of the package, without the directory of its file.
    pub name: String,
    /// [`Package::sha256`].
    pub sha256: Option<[u8; 32]>,
}

impl Header {
    /// A run that begins now, recorded by this version of packr.
    pub fn new() -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        Self {
            packr: env!("CARGO_PKG_VERSION").to_owned(),
            started: now.map_or(0, nanoseconds),
            ..Self::default()
        }
    }

    /// Sets [`package`](Self::package).
    #[must_use]
    pub fn package(mut self, package: &Package) -> Self {
        let name = package.name();
        let file = Path::new(name).file_name().and_then(|name| name.to_str());
        self.package = Some(RecordedPackage {
            name: file.unwrap_or(name).to_owned(),
            sha256: package.sha256(),
        });
        self
    }

    /// Sets [`wit`](Self::wit) and [`interfaces`](Self::interfaces).
    #[must_use]
    pub fn world(mut self, world: &World) -> Self {
        self.wit = Some(world.to_wit());
        let interfaces = world.imports.iter().chain(&*world.exports);
        self.interfaces = interfaces
            .filter_map(|interface| {
                Some(InterfaceHash {
                    name: interface.id.to_string(),
                    hash: world.interface_hash(interface)?,
                })
            })
            .collect();
        self
    }

    /// Adds to [`determinism`](Self::determinism).
    #[must_use]
    pub fn determinism(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.determinism.push((name.into(), value.to_string()));
        self
    }

    /// Adds to [`metadata`](Self::metadata).
    #[must_use]
    pub fn metadata(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.metadata.push((name.into(), value.to_string()));
        self
    }
}

/// The nanoseconds of a duration, as far as 64 bits hold them: 584 years.
pub(super) fn nanoseconds(duration: std::time::Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// A call began.
    Start(Start),
    /// A call ended.
    End(End),
}

/// A call began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// The number of the call, from 0 in the order in which calls began.
    pub call: u64,
    /// The number of the call during which it was made.
    pub parent: Option<u64>,
    /// When, in nanoseconds since [`Header::started`].
    pub at: u64,
    /// What was called. Calls of one function share it.
    pub function: Arc<Function>,
    /// The arguments, a [`Value::Tuple`].
    pub input: Value,
}

/// A call ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The number of the call.
    pub call: u64,
    /// When, in nanoseconds since [`Header::started`].
    pub at: u64,
    /// Who decided it.
    pub answered: Answered,
    /// With what.
    pub outcome: Outcome,
}

/// A function that was called.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Function {
    /// Which way its calls go.
    pub direction: Direction,
    /// As in [`Call::interface`](crate::intercept::Call::interface).
    pub interface: String,
    /// As in [`Call::function`](crate::intercept::Call::function).
    pub name: String,
    /// As in [`Call::parameters`](crate::intercept::Call::parameters).
    pub parameters: Vec<String>,
}

/// How a journal ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tail {
    /// It was finished: nothing is missing.
    Finished,
    /// After a whole event: it is still written to, or its process was killed.
    #[default]
    Open,
    /// Inside an event, or before bytes that were never written: its process or machine stopped while it wrote.
    Cut {
        /// Where the last whole event ends, in bytes from the beginning.
        offset: u64,
    },
    /// At bytes that are not what was written. What comes after them is not read.
    Damaged {
        /// Where the last whole event before them ends, in bytes from the beginning.
        offset: u64,
    },
}
