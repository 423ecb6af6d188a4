//! Prints a journal.

use std::fmt::{self, Display, Formatter};

use super::{TITLE, VERSION, answered_word, direction_word, failure, is_plain};
use crate::intercept::{Direction, Outcome};
use crate::journal::model::{End, Event, Header, Journal, Start, Tail};
use crate::value::text_name;

/// The text form, which parses back to the same journal.
impl Display for Journal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{TITLE} {VERSION}")?;
        header(f, &self.header)?;
        writeln!(f)?;
        for event in &self.events {
            writeln!(f, "{event}")?;
        }
        match self.tail {
            Tail::Finished => writeln!(f, "finished"),
            Tail::Open => Ok(()),
            Tail::Cut { offset } => writeln!(f, "cut at {offset}"),
            Tail::Damaged { offset } => writeln!(f, "damaged at {offset}"),
        }
    }
}

fn header(f: &mut Formatter<'_>, header: &Header) -> fmt::Result {
    writeln!(f, "packr {}", Quoted(&header.packr))?;
    writeln!(f, "started {}ns", header.started)?;
    if let Some(package) = &header.package {
        write!(f, "package {}", Quoted(&package.name))?;
        if let Some(hash) = &package.sha256 {
            write!(f, " sha256 {}", Hex(hash))?;
        }
        writeln!(f)?;
    }
    for interface in &header.interfaces {
        let hash = Hex(interface.hash.as_bytes());
        writeln!(f, "interface {} {hash}", Name(&interface.name))?;
    }
    for (key, value) in &header.determinism {
        writeln!(f, "determinism {} {}", Name(key), Quoted(value))?;
    }
    for (key, value) in &header.metadata {
        writeln!(f, "metadata {} {}", Name(key), Quoted(value))?;
    }
    if let Some(wit) = &header.wit {
        for line in wit.split('\n') {
            writeln!(f, "wit {}", Quoted(line))?;
        }
    }
    Ok(())
}

/// One line of the text form, without its end.
impl Display for Event {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Event::Start(start) => start.fmt(f),
            Event::End(end) => end.fmt(f),
        }
    }
}

/// One line of the text form, without its end.
impl Display for Start {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "start {}", self.call)?;
        if let Some(parent) = self.parent {
            write!(f, " in {parent}")?;
        }
        let function = &*self.function;
        write!(f, " at {}ns ", self.at)?;
        call(f, function.direction, &function.interface, &function.name)?;
        f.write_str(" [")?;
        for (index, parameter) in function.parameters.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{}", Name(parameter))?;
        }
        write!(f, "] {}", self.input)
    }
}

/// One line of the text form, without its end.
impl Display for End {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let who = answered_word(self.answered);
        write!(f, "end {} at {}ns {who} ", self.call, self.at)?;
        match &self.outcome {
            Outcome::Returned(value) => write!(f, "returned {value}"),
            Outcome::Failed(failure) => failure::print(f, failure),
        }
    }
}

pub(super) fn call(
    f: &mut Formatter<'_>,
    direction: Direction,
    interface: &str,
    function: &str,
) -> fmt::Result {
    write!(f, "{} ", direction_word(direction))?;
    if interface != "$root" {
        write!(f, "{}#", Name(interface))?;
    }
    write!(f, "{}", Name(function))
}

/// A name, in back quotes unless it is plain.
struct Name<'a>(&'a str);

impl Display for Name<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match !self.0.is_empty() && self.0.bytes().all(is_plain) {
            true => f.write_str(self.0),
            false => text_name(f, self.0),
        }
    }
}

/// A string as values have it.
pub(super) struct Quoted<'a>(pub(super) &'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

struct Hex<'a>(&'a [u8; 32]);

impl Display for Hex<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
