//! What can go wrong between host and guest.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::path::PathBuf;

use wasmtime::Trap;

use super::link_error::LinkError;
use super::sandbox::SandboxLimit;
use crate::CodecError;
use crate::intercept::{Call, Direction};

/// Any failure of packr's runtime.
///
/// Variants with a [`CallSite`] say which call failed. When a guest traps because one of *its* calls to the host
/// failed, the caller of the guest gets the error of that inner call, not a bare trap.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The package's file can't be read.
    #[error("can't read the package `{}`", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The package is no valid core WebAssembly module, in binary or text form.
    #[error("`{package}` is not a valid core WebAssembly module")]
    Compile {
        /// The package's name.
        package: String,
        /// packr's reason, or wasmtime's.
        source: Cause,
    },
    /// The package is a component; packr runs core modules.
    #[error(
        "`{package}` is a component, and packr runs core modules: build it for `wasm32-unknown-unknown` or `wasm32-wasip1`"
    )]
    Component {
        /// The package's name.
        package: String,
    },
    /// The package and the host do not fit together. Lists everything that is missing.
    #[error(transparent)]
    Link(#[from] Box<LinkError>),
    /// wasmtime could not instantiate the module, for another reason than a failed call.
    #[error("can't instantiate `{package}`")]
    Instantiate {
        /// The package's name.
        package: String,
        /// wasmtime's reason.
        source: Cause,
    },
    /// A host function is defined twice, or by a name that the world does not have.
    #[error("can't define the host function `{name}`: {problem}")]
    Define {
        /// `interface#function`
        name: String,
        /// What is wrong.
        problem: &'static str,
    },
    /// A dynamic call names a function that the instance's world does not export.
    #[error(
        "the world has no exported function `{name}`; it has {}",
        listed(available)
    )]
    UnknownFunction {
        /// The name that was asked for.
        name: String,
        /// What there is.
        available: Vec<String>,
    },
    /// A dynamic call names no version of a function that the instance's world exports in several.
    #[error("several exported functions are `{name}`: {}", listed(fitting))]
    AmbiguousFunction {
        /// The name that was asked for.
        name: String,
        /// The full names that fit.
        fitting: Vec<String>,
    },
    /// The arguments of a call can't be passed: they do not fit the WIT type, or exceed a limit. For a call of the
    /// guest, the guest's bytes did not read as the function's parameters.
    #[error("bad arguments of {call}")]
    Arguments {
        /// The call.
        call: Box<CallSite>,
        /// What is wrong with them, and where.
        source: CodecError,
    },
    /// The result of a call can't be passed: the guest's bytes did not read as the function's result, or the host's
    /// result exceeds a limit.
    #[error("bad result of {call}")]
    Result {
        /// The call.
        call: Box<CallSite>,
        /// What is wrong with it, and where.
        source: CodecError,
    },
    /// An interceptor answered a call with a value that does not fit the function's result type.
    #[error("an interceptor answered {call} with a value of another type")]
    Answer {
        /// The call.
        call: Box<CallSite>,
        /// What is wrong with the value, and where.
        source: CodecError,
    },
    /// An interceptor refused the call.
    #[error("{call} was refused")]
    Refused {
        /// The call.
        call: Box<CallSite>,
        /// The interceptor's reason.
        #[source]
        reason: Box<dyn StdError + Send + Sync>,
    },
    /// The guest trapped.
    #[error("{call} {}", trap_text(trap.as_ref(), panic.as_deref()))]
    Trap {
        /// The call.
        call: Box<CallSite>,
        /// The message and place of the panic that was the trap, where the guest keeps them; cut at 64 KiB.
        panic: Option<Box<str>>,
        /// wasmtime's trap code; `None` where the engine stopped for another reason, which `source` tells.
        trap: Option<Trap>,
        /// wasmtime's error, with the WebAssembly backtrace.
        source: Cause,
    },
    /// The guest's function reported failure by a status below 0.
    #[error("{call} failed in the guest: {message}")]
    Guest {
        /// The call.
        call: Box<CallSite>,
        /// The status.
        status: i32,
        /// The guest's message, cut at 64 KiB.
        message: String,
    },
    /// The call was ended, or not made, because of a limit of the [`Sandbox`](super::Sandbox).
    #[error("{call} {limit}")]
    Limit {
        /// The call.
        call: Box<CallSite>,
        /// Which limit.
        limit: SandboxLimit,
        /// wasmtime's error, with the WebAssembly backtrace, where the guest was running.
        source: Option<Cause>,
    },
    /// An engine that can't enforce what a [`Sandbox`](super::Sandbox) asks for, or a store that does not.
    #[error("the sandbox is of no use here: {problem}")]
    Sandbox {
        /// What is missing, and what to do.
        problem: &'static str,
    },
    /// A host function returned an error. [`Error::downcast_ref`] finds it.
    #[error("{call} failed in the host")]
    Host {
        /// The host function.
        call: Box<CallSite>,
        /// The host function's own error.
        source: Cause,
    },
    /// A host function panicked, or a conversion of the host's own types. The guest was stopped; the store stays usable.
    #[error("{call} panicked in the host: {message}")]
    HostPanic {
        /// The host function.
        call: Box<CallSite>,
        /// The panic's message, where it has one.
        message: String,
    },
    /// An interceptor panicked. The call failed by it, whatever it had come to.
    #[error("an interceptor panicked at {call}: {message}")]
    InterceptorPanic {
        /// The call that it was told of.
        call: Box<CallSite>,
        /// The panic's message, where it has one.
        message: String,
    },
    /// The future of an async call was dropped before it was ready. Interceptors are told; nobody else is left.
    #[error("{call} was cancelled: its future was dropped")]
    Cancelled {
        /// The call.
        call: Box<CallSite>,
    },
    /// The instance can't be called any more: the guest was stopped in the middle of an earlier call, by a trap, a limit, a host
    /// function that failed, or because the future of that call was dropped. Take a new instance.
    #[error(
        "{call} can't be made: the guest was stopped in the middle of `{interrupted}`, and left half way; take a new instance"
    )]
    Interrupted {
        /// The call.
        call: Box<CallSite>,
        /// The full name of the function that was running.
        interrupted: String,
    },
    /// An async call of an instance that was made for others, or the other way round.
    #[error("{call} can't be made: {}", wrong_kind(*is_async))]
    WrongKind {
        /// The call.
        call: Box<CallSite>,
        /// Whether the instance was made by [`instantiate_async`](super::Linker::instantiate_async).
        is_async: bool,
    },
    /// An operation of wasmtime itself, for a host that uses `?` on both.
    #[error("wasmtime failed")]
    Wasmtime {
        /// wasmtime's reason.
        source: Cause,
    },
    /// The guest broke the calling convention: a pointer outside its memory, an allocator that fails, an unknown
    /// status.
    #[error("{call}: {problem}")]
    Convention {
        /// The call.
        call: Box<CallSite>,
        /// What it did.
        problem: String,
    },
}

fn listed(names: &[String]) -> String {
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

impl Error {
    /// The call that failed, where one did.
    pub fn call(&self) -> Option<&CallSite> {
        match self {
            Self::Arguments { call, .. }
            | Self::Result { call, .. }
            | Self::Answer { call, .. }
            | Self::Refused { call, .. }
            | Self::Trap { call, .. }
            | Self::Limit { call, .. }
            | Self::Guest { call, .. }
            | Self::Host { call, .. }
            | Self::HostPanic { call, .. }
            | Self::InterceptorPanic { call, .. }
            | Self::Cancelled { call }
            | Self::Interrupted { call, .. }
            | Self::WrongKind { call, .. }
            | Self::Convention { call, .. } => Some(call),
            _ => None,
        }
    }

    /// The first cause of type `E`, through any number of calls inside calls: a host function's own error, an
    /// interceptor's reason, a [`Divergence`](crate::intercept::Divergence), a [`LinkError`], an error of a call that a
    /// host function made in turn.
    pub fn downcast_ref<E: StdError + Send + Sync + 'static>(&self) -> Option<&E> {
        match self {
            Self::Link(link) => first(&**link),
            Self::Limit { limit, source, .. } => {
                first(limit).or_else(|| source.as_ref().and_then(|source| first(source)))
            }
            _ => first(StdError::source(self)?),
        }
    }

    /// The message with all causes behind it, each told once. It is one line, but for the backtrace of a trap.
    pub fn report(&self) -> String {
        self.told(true).join(": ")
    }

    /// The message with all causes behind it, and the causes alone where there are any; both without backtraces.
    pub(crate) fn messages(&self) -> (String, Option<String>) {
        let messages = self.told(false);
        let causes = &messages[1..];
        let cause = (!causes.is_empty()).then(|| causes.join(": "));
        (messages.join(": "), cause)
    }

    /// This error's own message, and those of its causes.
    fn told(&self, with_backtrace: bool) -> Vec<String> {
        let mut messages = vec![self.to_string()];
        let mut backtrace = None;
        let mut cause = StdError::source(self);
        while let Some(error) = cause {
            let message = error.to_string();
            if let Some(cause) = error.downcast_ref::<Cause>()
                && let Some(found) = cause.get().downcast_ref::<wasmtime::WasmBacktrace>()
            {
                backtrace = Some(found.to_string());
            }
            let is_left_out = !with_backtrace && backtrace.as_ref() == Some(&message);
            // Many errors show a cause at their own end.
            let shows = |told: &String| told.len() > message.len() && told.ends_with(&message);
            if !is_left_out && !messages.iter().any(shows) {
                messages.push(message);
            }
            cause = error.source();
        }
        messages
    }

    pub(crate) fn cancelled(call: &Call<'_>) -> Self {
        Self::Cancelled {
            call: Box::new(CallSite {
                direction: call.direction,
                interface: call.interface.to_owned().into(),
                function: call.function.to_owned().into(),
                during: None,
                backtrace: None,
            }),
        }
    }

    pub(crate) fn during(mut self, export: &str, backtrace: Option<String>) -> Self {
        let call = match &mut self {
            Self::Arguments { call, .. }
            | Self::Result { call, .. }
            | Self::Answer { call, .. }
            | Self::Refused { call, .. }
            | Self::Trap { call, .. }
            | Self::Limit { call, .. }
            | Self::Guest { call, .. }
            | Self::Host { call, .. }
            | Self::HostPanic { call, .. }
            | Self::InterceptorPanic { call, .. }
            | Self::Cancelled { call }
            | Self::Interrupted { call, .. }
            | Self::WrongKind { call, .. }
            | Self::Convention { call, .. } => call,
            _ => return self,
        };
        if call.during.is_none() {
            call.during = Some(export.to_owned());
            call.backtrace = backtrace;
        }
        self
    }
}

/// An error of packr that went through wasmtime is itself again.
impl From<wasmtime::Error> for Error {
    fn from(error: wasmtime::Error) -> Self {
        match error.downcast() {
            Ok(error) => error,
            Err(error) => Self::Wasmtime {
                source: error.into(),
            },
        }
    }
}

/// The message with all causes, which is what `unwrap` and a `main` that returns the error show.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.report())
    }
}

fn wrong_kind(is_async: bool) -> &'static str {
    if is_async {
        "the instance is async, so its functions are called by `call_async`, or as `exports: { default: async }` generates them"
    } else {
        "the call is async, and the instance was made by `instantiate`; make it by `instantiate_async`"
    }
}

fn trap_text(trap: Option<&Trap>, panic: Option<&str>) -> String {
    match (panic, trap) {
        (Some(message), _) => format!("panicked: {message}"),
        (None, Some(trap @ Trap::StackOverflow)) => {
            format!("trapped: {trap} (`Config::max_wasm_stack`)")
        }
        (None, Some(trap)) => format!("trapped: {trap}"),
        (None, None) => "trapped".to_owned(),
    }
}

/// Which call an [`Error`] is about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallSite {
    /// Which way the call went.
    pub direction: Direction,
    /// The interface's WIT name, or `$root` for a function of the world itself.
    pub interface: Cow<'static, str>,
    /// The function's name, as WIT writes it.
    pub function: Cow<'static, str>,
    /// For a host function: the full name of the guest function that was running.
    pub during: Option<String>,
    /// For a host function: where in the guest the call was made, a frame a line.
    pub backtrace: Option<String>,
}

impl fmt::Display for CallSite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.direction {
            Direction::Import => "host function `",
            Direction::Export => "guest function `",
        })?;
        if self.interface != "$root" {
            write!(f, "{}#", self.interface)?;
        }
        write!(f, "{}`", self.function)?;
        if let Some(export) = &self.during {
            write!(f, " (called by `{export}`)")?;
        }
        Ok(())
    }
}

/// An error of wasmtime or of a host function, whatever its type, as a standard error.
pub struct Cause(wasmtime::Error);

impl Cause {
    /// The error itself.
    pub fn get(&self) -> &wasmtime::Error {
        &self.0
    }

    /// The first error or context of type `E` in it, if there is one.
    pub fn downcast_ref<E: StdError + Send + Sync + 'static>(&self) -> Option<&E> {
        // wasmtime finds contexts as well, which are no errors of their own; the causes are what is behind a `Cause`.
        let own = self.0.downcast_ref::<E>();
        own.or_else(|| first(AsRef::<dyn StdError + Send + Sync>::as_ref(&self.0)))
    }
}

/// The first error of type `E` among an error and its causes.
fn first<'a, E>(error: &'a (dyn StdError + 'static)) -> Option<&'a E>
where
    E: StdError + Send + Sync + 'static,
{
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        if let Some(cause) = error.downcast_ref::<Cause>() {
            return cause.downcast_ref();
        }
        // The limit stands beside wasmtime's error, and is not the cause of it.
        if let Some(Error::Limit { limit, .. }) = error.downcast_ref()
            && let Some(found) = (limit as &dyn StdError).downcast_ref()
        {
            return Some(found);
        }
        next = error.source();
    }
    None
}

impl From<wasmtime::Error> for Cause {
    fn from(error: wasmtime::Error) -> Self {
        Self(error)
    }
}

impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl StdError for Cause {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        AsRef::<dyn StdError + Send + Sync>::as_ref(&self.0).source()
    }
}
