//! Reads a journal, event by event.

use std::fmt;
use std::io::{self, Read};

use super::frame::{self, HEAD, Next};
use super::parts::{self, Parts};
use super::source::Source;
use super::write::Functions;
use super::{MAGIC, VERSION, kind};
use crate::Limits;
use crate::journal::error::{JournalError, Problem};
use crate::journal::model::{Event, Header, Tail};

/// Reads a journal event by event, for one that is too large to be held as a whole.
///
/// It is an iterator, which ends where the journal does, is cut, or damaged: [`tail`](Self::tail) tells which. After an error
/// it has ended as well.
///
/// ```
/// use packr_core::journal::{Header, Journal, JournalReader, Tail};
/// use packr_core::Limits;
///
/// let bytes = Journal::new(Header::new(), vec![]).to_bytes()?;
/// let mut reader = JournalReader::new(&bytes, &Limits::DEFAULT)?;
/// assert!(reader.next().is_none());
/// assert_eq!(reader.tail(), Tail::Finished);
/// # Ok::<(), packr_core::journal::JournalError>(())
/// ```
///
/// [`from_reader`](Self::from_reader) reads from anything. It takes as much memory as the largest frame has bytes, beside the event itself, what defines the
/// functions, and 20 bytes for each call that is under way.
///
/// ```
/// use std::fs::File;
/// use packr_core::journal::{Event, JournalReader};
/// use packr_core::Limits;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/journal/v1.journal");
/// let mut starts = 0;
/// for event in JournalReader::from_reader(File::open(file)?, &Limits::DEFAULT)? {
///     starts += u32::from(matches!(event?, Event::Start(_)));
/// }
/// assert_eq!(starts, 6);
/// # Ok(())
/// # }
/// ```
pub struct JournalReader<R> {
    source: Source<R>,
    header: Header,
    parts: Parts,
    tail: Tail,
    ended: bool,
}

/// What has to be known to append to a journal.
pub(in crate::journal) struct Resumed {
    pub(in crate::journal) functions: Functions,
    /// Where the next event belongs.
    pub(in crate::journal) offset: u64,
    pub(in crate::journal) calls: u64,
    pub(in crate::journal) events: u64,
    pub(in crate::journal) header: Header,
    pub(in crate::journal) latest: u64,
}

impl<'a> JournalReader<&'a [u8]> {
    /// Reads the header of bytes in memory. The limits are those of each value.
    ///
    /// # Errors
    /// Where the bytes are no journal, are of a later version, or the header is not valid.
    pub fn new(bytes: &'a [u8], limits: &Limits) -> Result<Self, JournalError> {
        Self::from_reader(bytes, limits)
    }
}

impl<R: Read> JournalReader<R> {
    /// Reads the header of a file, a connection, or whatever else gives bytes; a buffer around it is not needed. The limits are those of each
    /// value. The journal ends where the source first does: one that gives more later is read anew.
    ///
    /// # Errors
    /// As [`new`](JournalReader::new), and [`JournalError::Read`] where the source fails.
    pub fn from_reader(source: R, limits: &Limits) -> Result<Self, JournalError> {
        let mut reader = Self {
            source: Source::new(source),
            header: Header::default(),
            parts: Parts {
                limits: *limits,
                ..Parts::default()
            },
            tail: Tail::Open,
            ended: false,
        };
        if reader.begins()? {
            reader.read_header()?;
        }
        Ok(reader)
    }

    /// Whether it begins as a journal does. If not, it is cut there.
    fn begins(&mut self) -> Result<bool, JournalError> {
        let begun = self.source.peek(MAGIC.len() + 1).map_err(read_error(0))?;
        match begun.split_first_chunk() {
            Some((magic, [version, ..])) if magic == MAGIC => match *version {
                VERSION => self.source.take(MAGIC.len() + 1),
                0 => return Err(JournalError::NotAJournal),
                found => {
                    return Err(JournalError::Version {
                        found,
                        newest: VERSION,
                    });
                }
            },
            _ if MAGIC.starts_with(begun) => {
                self.end(Tail::Cut { offset: 0 });
                return Ok(false);
            }
            _ => return Err(JournalError::NotAJournal),
        }
        Ok(true)
    }

    fn read_header(&mut self) -> Result<(), JournalError> {
        let offset = self.source.at();
        let invalid = |problem| Err(JournalError::Invalid { offset, problem });
        match frame::next(&mut self.source).map_err(read_error(offset))? {
            Next::Frame {
                kind: kind::HEADER,
                payload,
            } => match parts::header(payload) {
                Ok(header) => {
                    self.header = header;
                    let len = HEAD + payload.len();
                    self.source.take(len);
                }
                Err(problem) => return invalid(problem),
            },
            Next::Frame { kind, .. } => return invalid(Problem::Misplaced { kind }),
            Next::End | Next::Cut => self.end(Tail::Cut { offset }),
            Next::Damaged => self.end(Tail::Damaged { offset }),
        }
        Ok(())
    }

    /// What the run was of. Empty where the journal is cut or damaged inside its header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    pub(super) fn into_header(self) -> Header {
        self.header
    }

    /// How the journal ends, once all events were read; [`Tail::Open`] before.
    pub fn tail(&self) -> Tail {
        self.tail
    }

    /// Reads to the end, for somebody who writes on.
    pub(in crate::journal) fn resume(
        mut self,
        mut each: impl FnMut(Event),
    ) -> Result<Resumed, JournalError> {
        self.by_ref().try_for_each(|event| event.map(&mut each))?;
        let offset = match self.tail {
            Tail::Damaged { offset } => return Err(JournalError::Damaged { offset }),
            // Inside its header.
            Tail::Cut { offset } if offset <= MAGIC.len() as u64 + 1 => {
                return Err(JournalError::Damaged { offset });
            }
            Tail::Cut { offset } => offset,
            _ => self.source.at(),
        };
        let mut functions = Functions::default();
        for function in &self.parts.functions {
            functions.add((**function).clone());
        }
        Ok(Resumed {
            functions,
            offset: self.parts.finished_at.unwrap_or(offset),
            calls: self.parts.order.next(),
            events: self.parts.events,
            header: self.header,
            latest: self.parts.latest,
        })
    }

    fn end(&mut self, tail: Tail) {
        self.tail = tail;
        self.ended = true;
    }
}

fn read_error(offset: u64) -> impl Fn(io::Error) -> JournalError {
    move |source| JournalError::Read { offset, source }
}

impl<R: Read> Iterator for JournalReader<R> {
    type Item = Result<Event, JournalError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let offset = self.source.at();
            let error = match frame::next(&mut self.source) {
                Ok(Next::Frame { kind, payload }) => {
                    let len = HEAD + payload.len();
                    match self.parts.part(offset, kind, payload) {
                        Ok(event) => {
                            self.source.take(len);
                            match event {
                                Some(event) => return Some(Ok(event)),
                                None => continue,
                            }
                        }
                        Err(problem) => JournalError::Invalid { offset, problem },
                    }
                }
                Ok(Next::Cut) => {
                    self.end(Tail::Cut { offset });
                    break;
                }
                Ok(Next::Damaged) => {
                    self.end(Tail::Damaged { offset });
                    break;
                }
                Ok(Next::End) => {
                    self.end(match self.parts.finished_at {
                        Some(_) => Tail::Finished,
                        None => Tail::Open,
                    });
                    break;
                }
                Err(source) => JournalError::Read { offset, source },
            };
            self.ended = true;
            return Some(Err(error));
        }
        None
    }
}

impl<R> fmt::Debug for JournalReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JournalReader")
            .field("header", &self.header)
            .field("tail", &self.tail)
            .finish_non_exhaustive()
    }
}
