//! Journals.

mod binary;
mod error;
mod model;
mod names;
mod order;
mod text;
mod writer;

pub use binary::JournalReader;
pub use error::{JournalError, Problem};
pub use model::{End, Event, Function, Header, Journal, RecordedPackage, Start, Tail};
pub use writer::{Durability, JournalOptions, JournalSink, JournalWriter, WhenFull};
