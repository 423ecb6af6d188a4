//! Writes the frames of a journal.

use std::collections::HashMap;

use super::frame::put;
use super::{
    MAGIC, NO_PARENT, VERSION, answered_byte, check_names, direction_byte, failure, kind, outcome,
};
use crate::intercept::{Answered, Direction, Failure, Outcome};
use crate::journal::error::Problem;
use crate::journal::model::{Function, Header};
use crate::{Limits, Value, Version, encode_as};

/// The beginning of a journal.
pub(in crate::journal) fn begin(out: &mut Vec<u8>, header: &Header) -> Result<(), Problem> {
    let Header {
        packr,
        started,
        package,
        wit,
        interfaces,
        determinism,
        metadata,
    } = header;
    out.extend(MAGIC);
    out.push(VERSION);
    put(out, kind::HEADER, |out| {
        text(out, packr);
        out.extend(started.to_le_bytes());
        optional(out, package.as_ref(), |out, package| {
            text(out, &package.name);
            optional(out, package.sha256.as_ref(), |out, hash| out.extend(hash));
        });
        optional(out, wit.as_ref(), |out, wit| text(out, wit));
        list(out, interfaces, |out, interface| {
            text(out, &interface.name);
            out.extend(interface.hash.as_bytes());
        });
        for pairs in [determinism, metadata] {
            list(out, pairs, |out, (name, value)| {
                text(out, name);
                text(out, value);
            });
        }
    })
}

/// The end of a journal of that many events.
pub(in crate::journal) fn finish(out: &mut Vec<u8>, events: u64) -> Result<(), Problem> {
    put(out, kind::FINISH, |out| out.extend(events.to_le_bytes()))
}

/// A value, or how a call ended, ready to be written.
pub(in crate::journal) struct Message(Vec<u8>);

impl Message {
    pub(in crate::journal) fn of(value: &Value, limits: &Limits) -> Result<Self, Problem> {
        encode_as(value, Version::V3, limits)
            .map(Self)
            .map_err(Problem::Value)
    }

    pub(in crate::journal) fn returned(value: &Value, limits: &Limits) -> Result<Self, Problem> {
        let Self(mut bytes) = Self::of(value, limits)?;
        bytes.insert(0, outcome::RETURNED);
        Ok(Self(bytes))
    }

    pub(in crate::journal) fn failed(failure: &Failure) -> Self {
        let mut bytes = vec![outcome::FAILED];
        failure::write(&mut bytes, failure);
        Self(bytes)
    }

    pub(in crate::journal) fn of_outcome(
        outcome: &Outcome,
        limits: &Limits,
    ) -> Result<Self, Problem> {
        match outcome {
            Outcome::Returned(value) => Self::returned(value, limits),
            Outcome::Failed(failure) => Ok(Self::failed(failure)),
        }
    }

    pub(in crate::journal) fn len(&self) -> usize {
        self.0.len()
    }
}

pub(in crate::journal) fn put_start(
    out: &mut Vec<u8>,
    (call, parent): (u64, Option<u64>),
    at: u64,
    function: u32,
    input: &Message,
) -> Result<(), Problem> {
    put(out, kind::START, |out| {
        out.extend(call.to_le_bytes());
        out.extend(parent.unwrap_or(NO_PARENT).to_le_bytes());
        out.extend(at.to_le_bytes());
        out.extend(function.to_le_bytes());
        out.extend(&input.0);
    })
}

pub(in crate::journal) fn put_end(
    out: &mut Vec<u8>,
    call: u64,
    at: u64,
    answered: Answered,
    outcome: &Message,
) -> Result<(), Problem> {
    put(out, kind::END, |out| {
        out.extend(call.to_le_bytes());
        out.extend(at.to_le_bytes());
        out.push(answered_byte(answered));
        out.extend(&outcome.0);
    })
}

/// The functions that are defined, by their own name, with their numbers.
#[derive(Default)]
pub(in crate::journal) struct Functions {
    by_name: HashMap<String, Vec<(Function, u32)>>,
    count: u32,
}

impl Functions {
    /// A function that is defined, and gets the next number.
    pub(in crate::journal) fn add(&mut self, function: Function) -> u32 {
        let number = self.count;
        self.count += 1;
        let named = self.by_name.entry(function.name.clone()).or_default();
        named.push((function, number));
        number
    }

    /// The number of a function that is defined.
    pub(in crate::journal) fn find<P: AsRef<str>>(
        &self,
        direction: Direction,
        interface: &str,
        name: &str,
        parameters: &[P],
    ) -> Option<u32> {
        let parameters = || parameters.iter().map(AsRef::as_ref);
        let is_it = |(known, _): &&(Function, u32)| {
            known.direction == direction
                && known.interface == interface
                && known.parameters.iter().map(String::as_str).eq(parameters())
        };
        let (_, number) = self.by_name.get(name)?.iter().find(is_it)?;
        Some(*number)
    }

    /// The number of a function, which is defined in `out` where it was not.
    pub(in crate::journal) fn number<P: AsRef<str>>(
        &mut self,
        out: &mut Vec<u8>,
        direction: Direction,
        interface: &str,
        name: &str,
        parameters: &[P],
    ) -> Result<u32, Problem> {
        if let Some(number) = self.find(direction, interface, name, parameters) {
            return Ok(number);
        }
        check_names(interface, name)?;
        let function = Function {
            direction,
            interface: interface.to_owned(),
            name: name.to_owned(),
            parameters: parameters
                .iter()
                .map(|name| name.as_ref().to_owned())
                .collect(),
        };
        put(out, kind::FUNCTION, |out| {
            out.push(direction_byte(direction));
            text(out, interface);
            text(out, name);
            list(out, &function.parameters, |out, name| text(out, name));
        })?;
        Ok(self.add(function))
    }
}

/// What is too long for its length does not fit a frame, which is then refused.
pub(super) fn text(out: &mut Vec<u8>, text: &str) {
    out.extend((text.len() as u32).to_le_bytes());
    out.extend(text.as_bytes());
}

pub(super) fn optional<T>(
    out: &mut Vec<u8>,
    value: Option<T>,
    write: impl FnOnce(&mut Vec<u8>, T),
) {
    out.push(u8::from(value.is_some()));
    if let Some(value) = value {
        write(out, value);
    }
}

fn list<T>(out: &mut Vec<u8>, items: &[T], mut write: impl FnMut(&mut Vec<u8>, &T)) {
    out.extend((items.len() as u32).to_le_bytes());
    for item in items {
        write(out, item);
    }
}
