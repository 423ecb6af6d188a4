//! Types of the user in place of generated ones. Generated code converts by these traits, so that what is missing is
//! told in their words.

use alloc::string::ToString;
use core::fmt::{Debug, Display};

use super::{Lift, Lower, WitType};
use crate::codec::CodecError;

/// A type that can be made from a generated one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be made from the WIT type `{Wire}`",
    label = "`with` puts this in the place of `{Wire}`",
    note = "implement `TryFrom<{Wire}>` for `{Self}`, with an error that is `Display`, or `From<{Wire}>`"
)]
pub trait FromWire<Wire>: Sized {
    /// Makes one, or says why there is none.
    ///
    /// # Errors
    ///
    /// The error of the user's conversion.
    fn from_wire(wire: Wire) -> Result<Self, CodecError>;
}

#[diagnostic::do_not_recommend]
impl<Wire, T: TryFrom<Wire, Error: Display>> FromWire<Wire> for T {
    fn from_wire(wire: Wire) -> Result<Self, CodecError> {
        T::try_from(wire).map_err(|error| CodecError::other(error.to_string()))
    }
}

/// A type of which a generated one can be made.
#[diagnostic::on_unimplemented(
    message = "the WIT type `{Wire}` cannot be made from `{Self}`",
    label = "`with` puts this in the place of `{Wire}`",
    note = "implement `From<&{Self}>` for `{Wire}`"
)]
pub trait ToWire<Wire> {
    /// Makes one.
    fn to_wire(&self) -> Wire;
}

#[diagnostic::do_not_recommend]
impl<T, Wire: for<'a> From<&'a T>> ToWire<Wire> for T {
    fn to_wire(&self) -> Wire {
        Wire::from(self)
    }
}

/// What every type has that is a part of generated ones.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a part of generated types",
    label = "`with` puts this in the place of a WIT type",
    note = "implement `Debug`, `Clone` and `PartialEq` for it, which every generated type has"
)]
pub trait Mapped {}

#[diagnostic::do_not_recommend]
impl<T: Debug + Clone + PartialEq> Mapped for T {}

/// What a type has that is a value of the WIT by itself.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has none of packr's conversions",
    label = "this is to stand for a type of the WIT as it is",
    note = "it has to be a type that packr generated, or one of those that packr converts; with `with`, and without `use`, packr converts others by `From`"
)]
pub trait Used {}

#[diagnostic::do_not_recommend]
impl<T: WitType + Lower + Lift> Used for T {}

/// That a type can stand for a WIT type that is converted.
pub const fn assert_mapped<T: Mapped>() {}

/// That a type can stand for a WIT type as it is.
pub const fn assert_used<T: Used + Mapped>() {}
