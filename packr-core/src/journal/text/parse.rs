//! Parses a journal.

use std::collections::HashSet;
use std::str::FromStr;
use std::sync::Arc;

use super::line::Line;
use super::{TITLE, VERSION, answered_word, failure};
use crate::Limits;
use crate::intercept::{Answered, Outcome};
use crate::journal::error::JournalError;
use crate::journal::model::{End, Event, Function, Header, Journal, RecordedPackage, Start, Tail};
use crate::journal::order::Order;
use crate::metadata::{InterfaceHash, TypeHash};

/// Parses what `Display` prints, with the default [`Limits`] for each value.
impl FromStr for Journal {
    type Err = JournalError;

    fn from_str(text: &str) -> Result<Self, JournalError> {
        Self::parse_with(text, &Limits::DEFAULT)
    }
}

impl Journal {
    /// Parses the text form of a journal, with limits on each value.
    ///
    /// # Errors
    /// [`JournalError::Text`] with the place, and [`JournalError::NotAJournal`] or [`JournalError::Version`] where the first line
    /// is not that of a journal, or of a later one.
    pub fn parse_with(text: &str, limits: &Limits) -> Result<Self, JournalError> {
        let lines = text.split('\n').enumerate();
        let lines = lines.map(|(index, text)| Line::new(index + 1, text));
        let mut lines = lines.filter(|line| !line.is_blank());
        title(lines.next())?;
        let mut parser = Parser {
            limits,
            header: Header::default(),
            seen: HashSet::new(),
            events: Vec::new(),
            order: Order::default(),
            functions: HashSet::new(),
            tail: Tail::Open,
        };
        for mut line in lines {
            parser.line(&mut line)?;
            line.end()?;
        }
        Ok(Journal {
            header: parser.header,
            events: parser.events,
            tail: parser.tail,
        })
    }
}

fn title(line: Option<Line<'_>>) -> Result<(), JournalError> {
    let mut line = line.ok_or(JournalError::NotAJournal)?;
    if !TITLE.split(' ').all(|word| line.skips(word)) {
        return Err(JournalError::NotAJournal);
    }
    if line.skips(VERSION) {
        return line.end();
    }
    match line.number("the version of the journal")? {
        0 => Err(JournalError::NotAJournal),
        found => Err(JournalError::Version { found, newest: 1 }),
    }
}

struct Parser<'a> {
    limits: &'a Limits,
    header: Header,
    /// What of the header may be there once, and is.
    seen: HashSet<&'static str>,
    events: Vec<Event>,
    order: Order,
    functions: HashSet<Arc<Function>>,
    tail: Tail,
}

impl Parser<'_> {
    fn line(&mut self, line: &mut Line<'_>) -> Result<(), JournalError> {
        if self.tail != Tail::Open {
            return Err(line.expected("nothing after the end of the journal"));
        }
        match line.word() {
            "start" => self.start(line),
            "end" => self.end(line),
            "finished" => {
                self.tail = Tail::Finished;
                Ok(())
            }
            "cut" => {
                let offset = offset(line)?;
                self.tail = Tail::Cut { offset };
                Ok(())
            }
            "damaged" => {
                let offset = offset(line)?;
                self.tail = Tail::Damaged { offset };
                Ok(())
            }
            word if self.events.is_empty() => self.header(word, line),
            word => Err(line.expected_before(word, "`start`, `end` or `finished`")),
        }
    }

    fn header<'l>(&mut self, word: &'l str, line: &mut Line<'l>) -> Result<(), JournalError> {
        let header = &mut self.header;
        let mut once = |name: &'static str| match self.seen.insert(name) {
            true => Ok(()),
            false => Err(line.expected_before(word, &format!("one line `{name}` alone"))),
        };
        match word {
            "packr" => {
                once("packr")?;
                header.packr = line.text()?;
            }
            "started" => {
                once("started")?;
                header.started = line.nanoseconds()?;
            }
            "package" => {
                once("package")?;
                let name = line.text()?;
                let sha256 = match line.skips("sha256") {
                    true => Some(line.hash()?),
                    false => None,
                };
                header.package = Some(RecordedPackage { name, sha256 });
            }
            "interface" => {
                let name = line.name()?;
                let hash = TypeHash::from_bytes(line.hash()?);
                header.interfaces.push(InterfaceHash { name, hash });
            }
            "determinism" => {
                let name = line.name()?;
                header.determinism.push((name, line.text()?));
            }
            "metadata" => {
                let name = line.name()?;
                header.metadata.push((name, line.text()?));
            }
            "wit" => {
                let text = line.text()?;
                match &mut header.wit {
                    None => header.wit = Some(text),
                    Some(wit) => {
                        wit.push('\n');
                        wit.push_str(&text);
                    }
                }
            }
            _ => {
                return Err(line.expected_before(word, "a line of the header, or `start`"));
            }
        }
        Ok(())
    }

    fn start(&mut self, line: &mut Line<'_>) -> Result<(), JournalError> {
        let call = line.number("the number of a call")?;
        let parent = match line.skips("in") {
            true => Some(line.number("the number of a call")?),
            false => None,
        };
        line.keyword("at")?;
        let at = line.nanoseconds()?;
        let (direction, interface, name) = line.call()?;
        let function = Function {
            direction,
            interface,
            name,
            parameters: line.names()?,
        };
        let function = match self.functions.get(&function) {
            Some(known) => known.clone(),
            None => {
                let new = Arc::new(function);
                self.functions.insert(new.clone());
                new
            }
        };
        let input = line.value(self.limits)?;
        let start = Start {
            call,
            parent,
            at,
            function,
            input,
        };
        self.add(line, Event::Start(start))
    }

    fn end(&mut self, line: &mut Line<'_>) -> Result<(), JournalError> {
        let call = line.number("the number of a call")?;
        line.keyword("at")?;
        let at = line.nanoseconds()?;
        let who = [Answered::Live, Answered::Interceptor, Answered::Replay];
        let who = who.into_iter().find(|who| line.skips(answered_word(*who)));
        let answered = who.ok_or_else(|| line.expected("`live`, `intercepted` or `replayed`"))?;
        let outcome = match line.word() {
            "returned" => Outcome::Returned(line.value(self.limits)?),
            "failed" => Outcome::Failed(failure::parse(line)?),
            word => return Err(line.expected_before(word, "`returned` or `failed`")),
        };
        let end = End {
            call,
            at,
            answered,
            outcome,
        };
        self.add(line, Event::End(end))
    }

    fn add(&mut self, line: &Line<'_>, event: Event) -> Result<(), JournalError> {
        let checked = self.order.check(&event);
        checked.map_err(|problem| line.misfit(problem))?;
        self.events.push(event);
        Ok(())
    }
}

fn offset(line: &mut Line<'_>) -> Result<u64, JournalError> {
    line.keyword("at")?;
    line.number("an offset in bytes")
}
