//! Reads a journal, event by event.

use std::sync::Arc;

use super::cursor::Cursor;
use super::frame::{self, Next};
use super::write::Functions;
use super::{MAGIC, NO_PARENT, VERSION, answered, check_names, direction, failure, kind, outcome};
use crate::intercept::Outcome;
use crate::journal::error::{JournalError, Problem};
use crate::journal::model::{End, Event, Function, Header, RecordedPackage, Start, Tail};
use crate::journal::order::Order;
use crate::metadata::{InterfaceHash, TypeHash};
use crate::{Limits, Value, decode_with};

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
#[derive(Debug)]
pub struct JournalReader<'a> {
    bytes: &'a [u8],
    /// Where the frames that were read end.
    at: usize,
    limits: Limits,
    header: Header,
    functions: Vec<Arc<Function>>,
    order: Order,
    events: u64,
    /// The time of the latest event.
    latest: u64,
    /// Where the frame begins that says that the journal is finished.
    finished_at: Option<usize>,
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

impl<'a> JournalReader<'a> {
    /// Reads the header. The limits are those of each value.
    ///
    /// # Errors
    /// Where the bytes are no journal, are of a later version, or the header is not valid.
    pub fn new(bytes: &'a [u8], limits: &Limits) -> Result<Self, JournalError> {
        let mut reader = Self {
            bytes,
            at: 0,
            limits: *limits,
            header: Header::default(),
            functions: Vec::new(),
            order: Order::default(),
            events: 0,
            latest: 0,
            finished_at: None,
            tail: Tail::Open,
            ended: false,
        };
        match bytes.split_first_chunk() {
            Some((magic, [version, ..])) if magic == MAGIC => match *version {
                VERSION => reader.at = MAGIC.len() + 1,
                0 => return Err(JournalError::NotAJournal),
                found => {
                    return Err(JournalError::Version {
                        found,
                        newest: VERSION,
                    });
                }
            },
            _ if MAGIC.starts_with(bytes) => {
                reader.end(Tail::Cut { offset: 0 });
                return Ok(reader);
            }
            _ => return Err(JournalError::NotAJournal),
        }
        match reader.frame() {
            Some((kind::HEADER, payload, end)) => {
                reader.header = header(payload).map_err(|problem| reader.invalid(problem))?;
                reader.at = end;
            }
            Some((kind, ..)) => return Err(reader.invalid(Problem::Misplaced { kind })),
            None if reader.at == bytes.len() => reader.tail = reader.cut(),
            None => {}
        }
        Ok(reader)
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
        each: impl FnMut(Event),
    ) -> Result<Resumed, JournalError> {
        let mut each = each;
        self.by_ref().try_for_each(|event| event.map(&mut each))?;
        let offset = self.at as u64;
        let in_header = self.at <= MAGIC.len() + 1;
        match self.tail {
            Tail::Damaged { offset } => return Err(JournalError::Damaged { offset }),
            Tail::Cut { .. } if in_header => return Err(JournalError::Damaged { offset }),
            _ => {}
        }
        let mut functions = Functions::default();
        for function in &self.functions {
            functions.add((**function).clone());
        }
        Ok(Resumed {
            functions,
            offset: self.finished_at.map_or(offset, |at| at as u64),
            calls: self.order.next(),
            events: self.events,
            header: self.header,
            latest: self.latest,
        })
    }

    fn invalid(&mut self, problem: Problem) -> JournalError {
        self.ended = true;
        JournalError::Invalid {
            offset: self.at as u64,
            problem,
        }
    }

    fn end(&mut self, tail: Tail) {
        self.tail = tail;
        self.ended = true;
    }

    fn cut(&self) -> Tail {
        Tail::Cut {
            offset: self.at as u64,
        }
    }

    /// The next frame, its payload and its end; none where the journal ends.
    fn frame(&mut self) -> Option<(u8, &'a [u8], usize)> {
        let offset = self.at as u64;
        match frame::next(self.bytes, self.at) {
            Next::Frame { kind, payload, end } => return Some((kind, payload, end)),
            Next::End => self.end(match self.finished_at {
                Some(_) => Tail::Finished,
                None => Tail::Open,
            }),
            Next::Cut => self.end(Tail::Cut { offset }),
            Next::Damaged => self.end(Tail::Damaged { offset }),
        }
        None
    }

    /// An event, or what stands between events.
    fn part(&mut self, kind: u8, payload: &[u8]) -> Result<Option<Event>, Problem> {
        if self.finished_at.is_some() {
            return Err(Problem::Misplaced { kind });
        }
        let mut payload = Cursor(payload);
        let event = match kind {
            kind::FUNCTION => {
                let function = function(&mut payload)?;
                payload.end()?;
                self.functions.push(Arc::new(function));
                return Ok(None);
            }
            kind::START => Event::Start(self.start(&mut payload)?),
            kind::END => Event::End(self.end_of_call(&mut payload)?),
            kind::FINISH => {
                let (noted, found) = (payload.u64("the count of events")?, self.events);
                payload.end()?;
                if noted != found {
                    return Err(Problem::Count { noted, found });
                }
                self.finished_at = Some(self.at);
                return Ok(None);
            }
            kind => return Err(Problem::Misplaced { kind }),
        };
        self.order.check(&event)?;
        self.events += 1;
        self.latest = self.latest.max(match &event {
            Event::Start(start) => start.at,
            Event::End(end) => end.at,
        });
        Ok(Some(event))
    }

    fn start(&self, payload: &mut Cursor<'_>) -> Result<Start, Problem> {
        let call = payload.u64("the number of the call")?;
        let parent = payload.u64("the number of the parent")?;
        let at = payload.u64("the time")?;
        let number = payload.u32("the number of the function")?;
        let function = self.functions.get(number as usize);
        let function = function.ok_or(Problem::NoSuchFunction { number })?.clone();
        Ok(Start {
            call,
            parent: (parent != NO_PARENT).then_some(parent),
            at,
            function,
            input: self.value(payload)?,
        })
    }

    fn end_of_call(&self, payload: &mut Cursor<'_>) -> Result<End, Problem> {
        let call = payload.u64("the number of the call")?;
        let at = payload.u64("the time")?;
        let answered = answered(payload.u8("who answered")?)?;
        let what = "an outcome";
        let outcome = match payload.u8(what)? {
            outcome::RETURNED => Outcome::Returned(self.value(payload)?),
            outcome::FAILED => {
                let failure = failure::read(payload)?;
                payload.end()?;
                Outcome::Failed(failure)
            }
            found => return Err(Problem::Byte { what, found }),
        };
        Ok(End {
            call,
            at,
            answered,
            outcome,
        })
    }

    /// The value that is the rest of a payload.
    fn value(&self, payload: &mut Cursor<'_>) -> Result<Value, Problem> {
        let message = std::mem::take(&mut payload.0);
        // A journal has each value as a tree: a node with several parents would be copied for each of them.
        let nodes = message.get(8..12).and_then(|count| count.try_into().ok());
        let nodes = nodes.map_or(0, u32::from_le_bytes) as usize;
        let limits = self.limits.max_nodes(self.limits.max_nodes.min(nodes));
        decode_with(message, &limits).map_err(Problem::Value)
    }
}

impl Iterator for JournalReader<'_> {
    type Item = Result<Event, JournalError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let (kind, payload, end) = self.frame()?;
            match self.part(kind, payload) {
                Ok(event) => {
                    self.at = end;
                    if let Some(event) = event {
                        return Some(Ok(event));
                    }
                }
                Err(problem) => return Some(Err(self.invalid(problem))),
            }
        }
        None
    }
}

fn header(payload: &[u8]) -> Result<Header, Problem> {
    let mut bytes = Cursor(payload);
    let hash = |bytes: &mut Cursor<'_>| bytes.array::<32>("a hash");
    let pair = |bytes: &mut Cursor<'_>| Ok((bytes.text("a name")?, bytes.text("a value")?));
    let header = Header {
        packr: bytes.text("the version of packr")?,
        started: bytes.u64("the time")?,
        package: bytes.optional("the package", |bytes| {
            Ok(RecordedPackage {
                name: bytes.text("the name of the package")?,
                sha256: bytes.optional("a hash", hash)?,
            })
        })?,
        wit: bytes.optional("the world", |bytes| bytes.text("the world"))?,
        interfaces: bytes.list("the interfaces", |bytes| {
            Ok(InterfaceHash {
                name: bytes.text("the name of an interface")?,
                hash: TypeHash::from_bytes(hash(bytes)?),
            })
        })?,
        determinism: bytes.list("what was set", pair)?,
        metadata: bytes.list("the metadata", pair)?,
    };
    bytes.end()?;
    Ok(header)
}

fn function(bytes: &mut Cursor<'_>) -> Result<Function, Problem> {
    let direction = direction(bytes.u8("a direction")?)?;
    let (interface, name) = (bytes.text("an interface")?, bytes.text("a function")?);
    check_names(&interface, &name)?;
    let parameters = bytes.list("the parameters", |bytes| bytes.text("a parameter"))?;
    Ok(Function {
        direction,
        interface,
        name,
        parameters,
    })
}
