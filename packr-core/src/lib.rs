//! The parts of packr that host and guest share: [`Value`] and its types, the CGRF byte format, the
//! conversion traits that generated code implements, and WIT types as data.
//!
//! Without the feature `std` the crate is `no_std` + `alloc`.
#![no_std]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

pub mod codec;
pub mod convert;
pub mod schema;
pub mod value;

pub use codec::{
    CodecError, CodecErrorKind, Limits, Path, Reader, Step, Writer, decode, decode_with, encode,
    encode_with,
};
pub use convert::{Lift, LiftArgs, Lower, LowerArgs, WitType};
pub use value::{
    Case, List, Name, Record, RecordShape, ResultType, Shared, Value, ValueType, Variant,
};
