//! What the frames of a journal say, and whether they fit each other.

use std::sync::Arc;

use super::cursor::Cursor;
use super::{NO_PARENT, answered, check_names, direction, failure, kind, outcome};
use crate::intercept::Outcome;
use crate::journal::error::Problem;
use crate::journal::model::{End, Event, Function, Header, RecordedPackage, Start};
use crate::journal::order::Order;
use crate::metadata::{InterfaceHash, TypeHash};
use crate::{Limits, Value, decode_with};

/// What was read up to now.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) limits: Limits,
    pub(super) functions: Vec<Arc<Function>>,
    pub(super) order: Order,
    pub(super) events: u64,
    /// The time of the latest event.
    pub(super) latest: u64,
    /// Where the frame begins that says that the journal is finished.
    pub(super) finished_at: Option<u64>,
}

impl Parts {
    /// An event, or what stands between events. Inlined, as what it calls, since to move an event costs as much as its checksum.
    #[inline(always)]
    pub(super) fn part(
        &mut self,
        at: u64,
        kind: u8,
        payload: &[u8],
    ) -> Result<Option<Event>, Problem> {
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
                self.finished_at = Some(at);
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

    #[inline(always)]
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

    #[inline(always)]
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

pub(super) fn header(payload: &[u8]) -> Result<Header, Problem> {
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
