//! What can go wrong between host and guest.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use wasmtime::{Trap, WasmBacktrace};

use super::backtrace::{self, Backtrace, is_backtrace};
use super::link_error::LinkError;
use super::sandbox::SandboxLimit;
use super::text::{Lines, MESSAGE, OneLine, Room};
use crate::CodecError;
use crate::intercept::{Call, Direction};

/// Any failure of packr's runtime.
///
/// Variants with a [`CallSite`] say which call failed. When a guest traps because one of *its* calls to the host
/// failed, the caller of the guest gets the error of that inner call, not a bare trap.
///
/// What guests say stands in messages as text alone: control characters are escaped, and each further line of a guest's message begins
/// with `    | `, as none of packr's does. The fields have it as it is.
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
    #[error("`{}` is not a valid core WebAssembly module", OneLine(package))]
    Compile {
        /// The package's name.
        package: String,
        /// packr's reason, or wasmtime's.
        source: Cause,
    },
    /// The package is a component; packr runs core modules.
    #[error(
        "`{}` is a component, and packr runs core modules: build it for `wasm32-unknown-unknown` or `wasm32-wasip1`",
        OneLine(package)
    )]
    Component {
        /// The package's name.
        package: String,
    },
    /// The package and the host do not fit together. Lists everything that is missing.
    #[error(transparent)]
    Link(#[from] Box<LinkError>),
    /// wasmtime could not instantiate the module, for another reason than a failed call.
    #[error("can't instantiate `{}`", OneLine(package))]
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
    #[error("{call} failed in the guest: {}", Lines(message))]
    Guest {
        /// The call.
        call: Box<CallSite>,
        /// The status.
        status: i32,
        /// The guest's message as it is, cut at 64 KiB.
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

    /// The message with all causes behind it, each told once. It is one line, but for the problems of a [`LinkError`], further lines of what a
    /// guest or a host function says, and the backtrace of a trap.
    pub fn report(&self) -> String {
        self.told().join(": ")
    }

    /// The [report](Self::report) without the backtrace of a trap.
    pub fn brief(&self) -> String {
        self.messages().0
    }

    /// The message with all causes behind it, and the causes alone where there are any; both without backtraces.
    pub(crate) fn messages(&self) -> (String, Option<String>) {
        let mut messages = self.told();
        messages.retain(|message| !message.starts_with(backtrace::HEADING));
        let causes = &messages[1..];
        let cause = (!causes.is_empty()).then(|| causes.join(": "));
        (messages.join(": "), cause)
    }

    /// This error's own message, and those of its causes.
    fn told(&self) -> Vec<String> {
        let mut messages = vec![self.to_string()];
        let mut cause = StdError::source(self);
        let mut is_guests = false;
        while let Some(error) = cause {
            let message = match (error.downcast_ref::<Cause>(), error.is::<Link>()) {
                (Some(cause), _) => {
                    is_guests = cause.0.is_guests;
                    cause.to_string()
                }
                (_, true) => error.to_string(),
                _ => told(error, is_guests),
            };
            // Many errors show a cause at their own end.
            let shows = |told: &String| told.len() > message.len() && told.ends_with(&message);
            if !messages.iter().any(shows) {
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
        (Some(message), _) => format!("panicked: {}", Lines(message)),
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
        // They are the guest's where an import traps that nobody knows.
        if self.interface != "$root" {
            write!(f, "{}#", OneLine(&self.interface))?;
        }
        write!(f, "{}`", OneLine(&self.function))?;
        if let Some(export) = &self.during {
            write!(f, " (called by `{}`)", OneLine(export))?;
        }
        Ok(())
    }
}

/// An error of wasmtime or of a host function, whatever its type, as a standard error.
///
/// Its text is packr's own where it has a WebAssembly backtrace in it, whose names are the guest's: they are cut, escaped, and of mangled
/// ones only Rust's are read.
pub struct Cause(Box<Link>);

/// An error of a chain that has a backtrace in it, up to the backtrace.
struct Link {
    error: Arc<wasmtime::Error>,
    at: usize,
    is_backtrace: bool,
    /// Whether the text may be a guest's: what wasmtime says of a module.
    is_guests: bool,
    next: Option<Box<Link>>,
}

impl Cause {
    /// Where the host has no part in the error.
    pub(super) fn of_guest(error: wasmtime::Error) -> Self {
        Self::new(error, true)
    }

    fn new(error: wasmtime::Error, is_guests: bool) -> Self {
        let backtrace = match error.is::<WasmBacktrace>() {
            true => error.chain().position(is_backtrace),
            false => None,
        };
        let error = Arc::new(error);
        let link = |at, next| {
            Box::new(Link {
                error: error.clone(),
                at,
                is_backtrace: backtrace == Some(at),
                is_guests,
                next,
            })
        };
        let last = backtrace.unwrap_or(0);
        let before = (0..last).rev();
        Self(before.fold(link(last, None), |next, at| link(at, Some(next))))
    }

    /// The error itself.
    pub fn get(&self) -> &wasmtime::Error {
        &self.0.error
    }

    /// The first error or context of type `E` in it, if there is one.
    pub fn downcast_ref<E: StdError + Send + Sync + 'static>(&self) -> Option<&E> {
        // wasmtime finds contexts as well, which are no errors of their own; the causes are what is behind a `Cause`.
        let own = self.get().downcast_ref::<E>();
        own.or_else(|| first(AsRef::<dyn StdError + Send + Sync>::as_ref(self.get())))
    }
}

/// The message of an error that is none of packr's.
fn told(error: &(dyn StdError + 'static), is_guests: bool) -> String {
    if is_backtrace(error) {
        return format!("{} (left out)", backtrace::HEADING.trim_end_matches(':'));
    }
    if !is_guests {
        return error.to_string();
    }
    let mut room = Room::new(MESSAGE);
    // What does not fit is left out.
    let _ = fmt::write(&mut room, format_args!("{error}"));
    Lines(&room.text).to_string()
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
        Self::new(error, false)
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.error.downcast_ref() {
            Some(trace) if self.is_backtrace => Backtrace(trace).fmt(f),
            _ => match self.error.chain().nth(self.at) {
                Some(error) => f.write_str(&told(error, self.is_guests)),
                None => Ok(()),
            },
        }
    }
}

impl StdError for Link {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.next {
            Some(next) => Some(&**next),
            None => self.error.chain().nth(self.at + 1),
        }
    }
}

impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:#}")
    }
}

/// With `#` the causes follow.
impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)?;
        let mut cause = self.source().filter(|_| f.alternate());
        while let Some(error) = cause {
            match error.is::<Link>() || error.is::<Cause>() {
                true => write!(f, ": {error}")?,
                false => write!(f, ": {}", told(error, self.0.is_guests))?,
            }
            cause = error.source();
        }
        Ok(())
    }
}

impl StdError for Cause {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}
