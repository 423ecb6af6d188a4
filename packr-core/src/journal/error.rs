//! What can go wrong with a journal.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::StoreError;
use crate::CodecError;
use crate::codec::Limit;

/// A journal can't be written or read.
///
/// One that was cut or damaged is read up to there, without an error: see [`Tail`](super::Tail).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// The file can't be made, opened or read.
    #[error("can't open the journal `{}`", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// What the journal is read from failed. In [`Journal::open`](super::Journal::open) and [`JournalWriter::append`](super::JournalWriter::append) that is
    /// [`Open`](Self::Open), with the file.
    #[error("the journal can't be read on from byte {offset}")]
    Read {
        /// Where the last frame that was read ends, in bytes.
        offset: u64,
        /// Why.
        source: io::Error,
    },
    /// There is such a file: it is not written over.
    #[error("there is a file `{}` already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// Somebody else writes to the file.
    #[error("the journal `{}` is being written by somebody else", path.display())]
    InUse {
        /// The file.
        path: PathBuf,
    },
    /// The bytes or the text do not begin as a journal does.
    #[error("this is no journal")]
    NotAJournal,
    /// A later packr wrote it.
    #[error("the journal is of version {found}, and this packr knows none after {newest}")]
    Version {
        /// The version of the journal.
        found: u8,
        /// The newest one that is known.
        newest: u8,
    },
    /// The journal is as it was written, by its checksums, and makes no sense.
    #[error("the journal is not valid at byte {offset}")]
    Invalid {
        /// Where the frame begins, in bytes.
        offset: u64,
        /// What is wrong.
        #[source]
        problem: Problem,
    },
    /// The text of a journal can't be read.
    #[error("line {line}, column {column}: {problem}")]
    Text {
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
        /// What is wrong.
        problem: Problem,
    },
    /// The journal was cut inside its header, or damaged, so that nothing is appended to it: see [`Tail`](super::Tail).
    #[error("nothing is appended to the journal, since it is damaged at byte {offset}")]
    Damaged {
        /// Where the last whole event ends.
        offset: u64,
    },
    /// What is to be written makes no sense, or is larger than the format or the limits allow.
    #[error("event {event} can't be written")]
    Event {
        /// The event's position, from 0.
        event: u64,
        /// What is wrong with it.
        #[source]
        problem: Problem,
    },
    /// The header can't be written.
    #[error("the header can't be written")]
    Header {
        /// What is wrong with it.
        #[source]
        problem: Problem,
    },
    /// A write failed. Nothing is recorded from then on, and no call begins.
    #[error("the journal can't be written any more")]
    Write {
        /// Why.
        source: Arc<io::Error>,
    },
    /// The end of a call could not be written. Nothing is recorded from then on, and no call begins.
    #[error("the journal lacks the end of call {call}")]
    Lost {
        /// The number of the call.
        call: u64,
        /// Why.
        #[source]
        problem: Arc<Problem>,
    },
    /// The queue is full, and calls are refused rather than kept waiting.
    #[error("the journal's queue is full: {max} bytes wait to be written")]
    Full {
        /// The size of the queue, in bytes.
        max: usize,
    },
    /// The [store](super::JournalStore) of the journal refuses.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The journal is finished.
    #[error("the journal is finished")]
    Finished,
}

impl JournalError {
    pub(super) fn open(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        Self::Open { path, source }
    }

    /// The same with the file, where that failed.
    pub(super) fn of_file(self, path: &Path) -> Self {
        match self {
            Self::Read { source, .. } => Self::open(path, source),
            other => other,
        }
    }
}

/// What is wrong with an event, in bytes or in text.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// Another call should have begun.
    #[error("call {found} begins where the next one is {expected}")]
    Sequence {
        /// The number that is next.
        expected: u64,
        /// The number that is there.
        found: u64,
    },
    /// A call is said to be inside one that comes after it.
    #[error("call {call} can't be inside call {parent}, which does not come before it")]
    Parent {
        /// The call.
        call: u64,
        /// Its parent.
        parent: u64,
    },
    /// A call ends that has ended, or never began.
    #[error("call {call} ends, and is not under way")]
    NotUnderWay {
        /// The call.
        call: u64,
    },
    /// A number of a function that is not there.
    #[error("function {number} is not there")]
    NoSuchFunction {
        /// The number.
        number: u32,
    },
    /// A byte that means nothing there.
    #[error("{what} can't be {found}")]
    Byte {
        /// What it is for.
        what: &'static str,
        /// The byte.
        found: u8,
    },
    /// It ends too early.
    #[error("it ends inside {what}")]
    Ends {
        /// What was read.
        what: &'static str,
    },
    /// It goes on after its end.
    #[error("{count} bytes too many")]
    TooLong {
        /// How many.
        count: usize,
    },
    /// It is larger than a frame can be.
    #[error("it has {bytes} bytes, and a frame holds less than 4 GiB")]
    TooLarge {
        /// How large it is.
        bytes: usize,
    },
    /// The names of an interface and of a function are longer than a journal takes.
    #[error("the names of interface and function have {found} bytes, and {max} are allowed")]
    LongName {
        /// The most bytes.
        max: usize,
        /// The bytes of both.
        found: usize,
    },
    /// Text that is not UTF-8.
    #[error("{what} is not UTF-8")]
    NotUtf8 {
        /// What it is for.
        what: &'static str,
    },
    /// A kind of frame that is unknown, or in the wrong place.
    #[error("a frame of kind {kind} has no place there")]
    Misplaced {
        /// The kind.
        kind: u8,
    },
    /// The number of events is not the one that was noted in the end.
    #[error("there are {found} events, and {noted} were noted")]
    Count {
        /// The number that was noted.
        noted: u64,
        /// How many there are.
        found: u64,
    },
    /// A value can't be read or written.
    #[error("the value is not valid")]
    Value(#[source] CodecError),
    /// Something else than what can stand there, in text.
    #[error("expected {expected}, found {found}")]
    Expected {
        /// What could stand there.
        expected: String,
        /// What does.
        found: String,
    },
    /// A limit that a value in text exceeds.
    #[error("{0}")]
    Limit(Limit),
}
