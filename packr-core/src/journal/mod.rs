//! Journals: runs that outlive their process, as a file and as text.
//!
//! A [`JournalWriter`] is an interceptor that writes each call's beginning and end, with its values or its failure, to a file. A process that is
//! killed at any moment leaves a journal that opens: [`Journal::tail`] says how it ends, and [`Journal::unfinished`] which calls were under
//! way; [`Resume`] goes on with the run. A [`JournalStore`] keeps many journals, by the names of their runs. `docs/journal.md` describes the bytes and
//! the text.
//!
//! ```
//! use packr_core::journal::{Journal, Tail};
//!
//! // Text is what people read, compare and change.
//! let journal: Journal = r#"
//!     packr journal 1
//!     packr "0.30.0"
//!     started 1764143145000000000ns
//!     metadata ticket "4711"
//!
//!     start 0 at 1000ns export eval [e] (Expr::Name#1("x"))
//!     start 1 in 0 at 2500ns import demo:calc/host#lookup [name] ("x")
//!     end 1 at 3500ns live returned some(40s64)
//! "#.parse()?;
//! assert_eq!(journal.unfinished()[0].function.name, "eval");
//!
//! // Bytes are what is written while the calls happen. Both hold the same.
//! let bytes = journal.to_bytes()?;
//! assert_eq!(Journal::read(&bytes)?, journal);
//! assert_eq!(journal.to_string().parse::<Journal>()?, journal);
//!
//! // Cut anywhere, it opens.
//! let cut = Journal::read(&bytes[..bytes.len() - 1])?;
//! assert_eq!(cut.events, journal.events[..2]);
//! assert!(matches!(cut.tail, Tail::Cut { .. }));
//!
//! // What was recorded is replayed by a `Replayer`.
//! assert_eq!(journal.recording().calls[1].parent, Some(0));
//! # Ok::<(), packr_core::journal::JournalError>(())
//! ```
//!
//! # Untrusted input
//!
//! A journal may come from anybody. Reading never panics, takes time in proportion to the bytes and at most 100 bytes of memory for each of
//! them, beside the [`Limits`](crate::Limits) of each value; a [`JournalReader`] takes a multiple of the largest event. What is read is consistent: calls are numbered in order, parents come before
//! their calls, and each call ends once at most. It is not said to be true: a checksum is no signature.

mod binary;
mod error;
mod events;
mod golden;
mod model;
mod order;
mod store;
mod text;
mod traps;
mod writer;

pub use binary::{JournalReader, ends_finished};
pub use error::{JournalError, Problem};
pub use golden::{Golden, GoldenError};
pub use model::{End, Event, Function, Header, Journal, RecordedPackage, Start, Tail};
pub use store::{FileStore, JournalStore, RunId, RunIdError, RunInfo, StoreError};
pub use writer::{
    Complete, Durability, JournalOptions, JournalSink, JournalWriter, ResumableSink, Resume,
    ResumeError, WhenFull,
};
