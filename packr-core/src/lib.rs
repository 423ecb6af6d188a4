//! The parts of packr that host and guest share: [`Value`] and its types, the CGRF byte format, the
//! conversion traits that generated code implements, and WIT types as data.
//!
//! With the feature `runtime`, on by default, also the host: the call interceptor, recording and replay, and the runtime
//! on wasmtime. Without it the crate is `no_std` + `alloc`, so that guests share the rest.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod codec;
pub mod convert;
#[cfg(feature = "runtime")]
pub mod intercept;
#[cfg(feature = "runtime")]
pub mod journal;
pub mod metadata;
#[cfg(feature = "runtime")]
mod runtime;
pub mod schema;
pub mod value;

pub use codec::{
    CodecError, CodecErrorKind, Limit, Limits, Malformed, Path, Reader, Step, Version, Writer,
    decode, decode_with, encode, encode_as, encode_with, encoded_len,
};
pub use convert::{Lift, LiftArgs, Lower, LowerArgs, WitType};
#[cfg(feature = "runtime")]
pub use intercept::{AsyncInterceptor, CallInterceptor, Recorder, Recording, Replayer, Waiting};
pub use metadata::Metadata;
#[cfg(feature = "runtime")]
pub use runtime::{
    CallSite, Cause, Error, HasData, HasSelf, Instance, LinkError, LinkProblem, Linker, NameList,
    NoHostFunction, Package, Sandbox, SandboxLimit,
};
pub use value::{
    Case, List, Map, MapType, Name, ParseValueError, ParseValueErrorKind, Record, RecordShape,
    ResultType, Set, Shared, Value, ValueType, Variant,
};

/// What generated code uses. No part of the public interface.
#[doc(hidden)]
pub mod __private {
    pub extern crate alloc;
    pub extern crate bitflags;

    pub use crate::codec::{FixedCase, FixedShape, Forward, levels, node_count};
    pub use crate::convert::{
        FromWire, ToWire, assert_mapped, assert_used, bare_value, case_value, enum_tag,
        field_value, flags_value, lower_case, no_payload_value, payload_value, record_values,
        variant_parts,
    };
    #[cfg(feature = "runtime")]
    pub use crate::runtime::{Export, HostFuture, Signature};
    pub use crate::schema;
    pub use crate::{
        Case, CodecError, Lift, Lower, Name, Reader, Record, RecordShape, Shared, Value, ValueType,
        Variant, WitType, Writer,
    };
}
