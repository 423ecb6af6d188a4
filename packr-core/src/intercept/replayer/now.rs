//! A call that is made now.

use super::{Call, Direction, RecordedCall};
use crate::Value;
use crate::intercept::recording::qualified;

/// A function in one direction.
pub(super) type Key = (Direction, String, String);

/// The call as the interceptor's methods tell it.
pub(super) struct Now<'a> {
    pub(super) id: Option<u64>,
    pub(super) parent: Option<u64>,
    pub(super) direction: Direction,
    pub(super) interface: &'a str,
    pub(super) function: &'a str,
    pub(super) parameters: &'a [&'a str],
    pub(super) input: &'a Value,
}

impl<'a> Now<'a> {
    pub(super) fn of(call: &Call<'a>) -> Self {
        Self {
            id: Some(call.id),
            parent: call.parent,
            direction: call.direction,
            interface: call.interface,
            function: call.function,
            parameters: call.parameters,
            input: call.input,
        }
    }

    pub(super) fn unnumbered(
        direction: Direction,
        (interface, function): (&'a str, &'a str),
        input: &'a Value,
    ) -> Self {
        Self {
            id: None,
            parent: None,
            direction,
            interface,
            function,
            parameters: &[],
            input,
        }
    }

    pub(super) fn name(&self) -> String {
        qualified(self.interface, self.function)
    }

    pub(super) fn key(&self) -> Key {
        (
            self.direction,
            self.interface.to_owned(),
            self.function.to_owned(),
        )
    }
}

/// Whether a recorded call is of the same function.
pub(super) fn is_of(call: &RecordedCall, now: &Now<'_>) -> bool {
    (call.direction, &*call.interface, &*call.function)
        == (now.direction, now.interface, now.function)
}
