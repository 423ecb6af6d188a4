//! Loading and running packages on wasmtime.

mod blocking;
mod buffers;
mod call;
mod clock;
mod compare;
mod error;
mod export;
mod guard;
mod has_data;
mod import;
mod instance;
mod limiter;
mod link;
mod link_error;
mod linker;
mod memory;
mod metadata;
mod names;
mod package;
mod passing;
mod peek;
mod replayed;
mod sandbox;
mod serving;
mod trace;
mod waiting;

pub use error::{CallSite, Cause, Error};
pub use export::Export;
pub use has_data::{HasData, HasSelf};
pub use import::{HostFuture, Signature};
pub use instance::Instance;
pub use link_error::{LinkError, LinkProblem};
pub use linker::{Linker, NoHostFunction};
pub use package::Package;
pub use sandbox::{Sandbox, SandboxLimit};
