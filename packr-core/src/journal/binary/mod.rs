//! The bytes of a journal: `docs/journal.md` describes them.

mod cursor;
mod failure;
mod frame;
mod parts;
mod read;
mod source;
mod write;

pub use frame::ends_finished;
pub(super) use frame::is_finish;
pub use read::JournalReader;
pub(super) use read::Resumed;
pub(super) use write::{Functions, Message, begin, finish, put_end, put_start};

use std::io::Read;

use super::error::Problem;
use super::model::{Function, Tail};
use super::{Event, Journal, JournalError};
use crate::Limits;
use crate::intercept::{Answered, Direction};

/// What a journal begins with; the version follows.
const MAGIC: &[u8; 7] = b"packrjn";
/// The version of the format that is written.
const VERSION: u8 = 1;
/// The most bytes of the names of an interface and of a function, so that copies of them cost no more than a small
/// multiple of the events that refer to them.
const MAX_NAME: usize = 1024;
/// What stands for a call that is inside none.
const NO_PARENT: u64 = u64::MAX;

/// The kinds of frames.
mod kind {
    pub(super) const HEADER: u8 = 1;
    pub(super) const FUNCTION: u8 = 2;
    pub(super) const START: u8 = 3;
    pub(super) const END: u8 = 4;
    pub(super) const FINISH: u8 = 5;
}

/// How a call ended.
mod outcome {
    pub(super) const RETURNED: u8 = 0;
    pub(super) const FAILED: u8 = 1;
}

const DIRECTIONS: [Direction; 2] = [Direction::Import, Direction::Export];
const ANSWERED: [Answered; 3] = [Answered::Live, Answered::Interceptor, Answered::Replay];

fn direction(found: u8) -> Result<Direction, Problem> {
    let what = "a direction";
    let direction = DIRECTIONS.get(usize::from(found)).copied();
    direction.ok_or(Problem::Byte { what, found })
}

fn direction_byte(direction: Direction) -> u8 {
    match direction {
        Direction::Import => 0,
        Direction::Export => 1,
    }
}

fn answered(found: u8) -> Result<Answered, Problem> {
    let what = "who answered";
    let answered = ANSWERED.get(usize::from(found)).copied();
    answered.ok_or(Problem::Byte { what, found })
}

fn answered_byte(answered: Answered) -> u8 {
    match answered {
        Answered::Live => 0,
        Answered::Interceptor => 1,
        Answered::Replay => 2,
    }
}

/// The bytes of a finish: a frame with a count.
pub(super) const FINISH_LEN: u64 = frame::HEAD as u64 + 8;

/// Whether these can be the first eight bytes, or all, of a journal of any version.
pub(super) fn begins(bytes: &[u8]) -> bool {
    match bytes.split_first_chunk() {
        Some((magic, rest)) => magic == MAGIC && rest != [0],
        None => MAGIC.starts_with(bytes),
    }
}

fn check_names(interface: &str, name: &str) -> Result<(), Problem> {
    let found = interface.len() + name.len();
    let max = MAX_NAME;
    match found <= max {
        true => Ok(()),
        false => Err(Problem::LongName { max, found }),
    }
}

impl Journal {
    /// Reads the bytes of a journal, as far as they are whole: see [`tail`](Self::tail). Of values, the default
    /// [`Limits`] hold.
    ///
    /// # Errors
    /// Where the bytes are no journal, are of a later version, or make no sense though their checksums are right.
    pub fn read(bytes: &[u8]) -> Result<Self, JournalError> {
        Self::read_with(bytes, &Limits::DEFAULT)
    }

    /// [`read`](Self::read) with limits on each value.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn read_with(bytes: &[u8], limits: &Limits) -> Result<Self, JournalError> {
        Self::from_reader_with(bytes, limits)
    }

    /// [`read`](Self::read) from a file, a connection, or whatever else gives bytes. They are not held as a whole beside the events.
    ///
    /// # Errors
    /// As [`read`](Self::read), and [`JournalError::Read`] where the source fails.
    pub fn from_reader(source: impl Read) -> Result<Self, JournalError> {
        Self::from_reader_with(source, &Limits::DEFAULT)
    }

    /// [`from_reader`](Self::from_reader) with limits on each value.
    ///
    /// # Errors
    /// As [`from_reader`](Self::from_reader).
    pub fn from_reader_with(source: impl Read, limits: &Limits) -> Result<Self, JournalError> {
        let mut reader = JournalReader::from_reader(source, limits)?;
        let mut events = Vec::new();
        for event in reader.by_ref() {
            events.push(event?);
        }
        Ok(Self {
            tail: reader.tail(),
            header: reader.into_header(),
            events,
        })
    }

    /// The bytes of the journal. One that was cut or damaged gives an [open](Tail::Open) one.
    ///
    /// # Errors
    /// [`JournalError::Event`] where an event does not fit the ones before it, or holds a value that the byte format has
    /// no place for.
    pub fn to_bytes(&self) -> Result<Vec<u8>, JournalError> {
        self.to_bytes_with(&Limits::DEFAULT)
    }

    /// [`to_bytes`](Self::to_bytes) with limits on each value.
    ///
    /// # Errors
    /// As [`to_bytes`](Self::to_bytes).
    pub fn to_bytes_with(&self, limits: &Limits) -> Result<Vec<u8>, JournalError> {
        let header = |problem| JournalError::Header { problem };
        let mut out = Vec::new();
        begin(&mut out, &self.header).map_err(header)?;
        let mut functions = Functions::default();
        let mut order = super::order::Order::default();
        for (index, event) in self.events.iter().enumerate() {
            order
                .check(event)
                .and_then(|()| put(&mut out, &mut functions, event, limits))
                .map_err(|problem| JournalError::Event {
                    event: index as u64,
                    problem,
                })?;
        }
        if self.tail == Tail::Finished {
            finish(&mut out, self.events.len() as u64).map_err(header)?;
        }
        Ok(out)
    }
}

fn put(
    out: &mut Vec<u8>,
    functions: &mut Functions,
    event: &Event,
    limits: &Limits,
) -> Result<(), Problem> {
    match event {
        Event::Start(start) => {
            let Function {
                direction,
                interface,
                name,
                parameters,
            } = &*start.function;
            let message = Message::of(&start.input, limits)?;
            let function = functions.number(out, *direction, interface, name, parameters)?;
            put_start(
                out,
                (start.call, start.parent),
                start.at,
                function,
                &message,
            )
        }
        Event::End(end) => {
            let message = Message::of_outcome(&end.outcome, limits)?;
            put_end(out, end.call, end.at, end.answered, &message)
        }
    }
}
