//! The limits on what guests may take, in one place.

use std::time::Duration;

use wasmtime::{Config, Engine, Store};

use super::clock;
use super::error::Error;
use super::guard::Bounds;
use super::limiter;
use super::linker::Linker;
use crate::Limits;

/// What guests may take: time, memory, and the size and depth of what passes the boundary. Every limit has a safe default.
///
/// One value makes the engine, the linker and the stores, so that all of it is enforced, and what exceeds a limit is an error that
/// names it: [`Error::Limit`] for those of this struct, a [`CodecError`](crate::CodecError) for [`limits`](Self::limits).
///
/// ```
/// use std::time::Duration;
/// use packr_core::{Error, Package, Sandbox, SandboxLimit, schema};
///
/// let sandbox = Sandbox::default().deadline(Duration::from_millis(50));
/// let engine = sandbox.engine()?;
/// let package = Package::new(&engine, r#"(module (memory (export "memory") 1) (func $start (loop (br 0))) (start $start))"#)?;
/// let linker = sandbox.linker(&engine)?;
/// let mut store = sandbox.store(&engine, ());
///
/// let error = linker.instantiate(&mut store, &package, &schema::World::EMPTY).unwrap_err();
/// assert!(matches!(error.downcast_ref(), Some(SandboxLimit::Deadline { .. })));
/// # Ok::<(), Error>(())
/// ```
///
/// For an engine with settings of one's own there is [`configure`](Self::configure), for a store that exists
/// [`limit`](Self::limit), and for a linker [`Linker::sandbox`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sandbox {
    /// The limits on values in either direction: bytes, nodes, depth. They are lower than [`Limits::DEFAULT`] by default, so that no message
    /// takes more than 2 GiB of the host: 16 MiB, a million nodes, and twice the length for what is shared. Others are best made of these:
    /// `Sandbox::DEFAULT.limits.max_depth(64)`.
    pub limits: Limits,
    /// How long a call may take, and instantiation as well, all that is called inside included. Default: 10 seconds.
    ///
    /// It is looked at where WebAssembly enters a function or a loop, 200 times a second. So a guest is ended at most 15 ms after it, by a
    /// thread that gets to run, and after the bulk instruction that it is in. A host function is never cut short: its guest is
    /// ended when it returns. Reading and writing values is bounded by [`limits`](Self::limits).
    pub deadline: Option<Duration>,
    /// How much fuel a call begins with, and instantiation as well: about one for each instruction. A call inside a call in the same store
    /// uses that of the outer one. Default: none, and nothing is counted.
    ///
    /// It gives the same end each time, and costs more than the deadline, which can be set beside it.
    pub fuel: Option<u64>,
    /// The most bytes of all memories of a store together. Default: 256 MiB.
    pub max_memory: usize,
    /// The most elements of all tables of a store together, 8 bytes each or more. Default: 100,000.
    pub max_table_elements: usize,
    /// The most instances in a store, and the most memories, and the most tables. Default: 10,000, which is wasmtime's.
    pub max_instances: usize,
    /// The most calls of guests inside each other on one thread, from the host through any number of guests. Default: 64, which also
    /// holds without a sandbox.
    ///
    /// Calls of a guest's allocator for results of the host count too, and there may be one more of them: an allocator may call the host.
    ///
    /// Where they do not wait, calls inside each other share `max_wasm_stack`, so that fewer may fit. This alone bounds a package that exports a
    /// host function as its own, which calls it: no code of the guest looks at the stack there. Such a call takes 12 KiB of the thread's stack
    /// in a debug build, beside what the host function itself takes.
    pub max_calls: usize,
    /// The most bytes of the thread's stack for guests, and for what the host does between the innermost guest and the outermost. Default: 512 KiB, which is wasmtime's.
    pub max_wasm_stack: usize,
}

impl Sandbox {
    /// The defaults.
    pub const DEFAULT: Sandbox = Sandbox {
        limits: Limits::DEFAULT
            .max_bytes(16 << 20)
            .max_nodes(1_000_000)
            .max_unfold(2)
            .max_large(64 << 20),
        deadline: Some(Duration::from_secs(10)),
        fuel: None,
        max_memory: 256 << 20,
        max_table_elements: 100_000,
        max_instances: 10_000,
        max_calls: 64,
        max_wasm_stack: 512 << 10,
    };

    /// Sets [`limits`](Self::limits).
    #[must_use]
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets [`deadline`](Self::deadline).
    #[must_use]
    pub const fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// Lets calls take as long as they do.
    #[must_use]
    pub const fn no_deadline(mut self) -> Self {
        self.deadline = None;
        self
    }

    /// Sets [`fuel`](Self::fuel).
    #[must_use]
    pub const fn fuel(mut self, fuel: u64) -> Self {
        self.fuel = Some(fuel);
        self
    }

    /// Sets [`max_memory`](Self::max_memory).
    #[must_use]
    pub const fn max_memory(mut self, bytes: usize) -> Self {
        self.max_memory = bytes;
        self
    }

    /// Sets [`max_table_elements`](Self::max_table_elements).
    #[must_use]
    pub const fn max_table_elements(mut self, elements: usize) -> Self {
        self.max_table_elements = elements;
        self
    }

    /// Sets [`max_instances`](Self::max_instances).
    #[must_use]
    pub const fn max_instances(mut self, instances: usize) -> Self {
        self.max_instances = instances;
        self
    }

    /// Sets [`max_calls`](Self::max_calls).
    #[must_use]
    pub const fn max_calls(mut self, calls: usize) -> Self {
        self.max_calls = calls;
        self
    }

    /// Sets [`max_wasm_stack`](Self::max_wasm_stack).
    #[must_use]
    pub const fn max_wasm_stack(mut self, bytes: usize) -> Self {
        self.max_wasm_stack = bytes;
        self
    }

    /// Sets what this needs in the configuration of an engine.
    pub fn configure(&self, config: &mut Config) {
        config.epoch_interruption(self.deadline.is_some());
        config.consume_fuel(self.fuel.is_some());
        config.max_wasm_stack(self.max_wasm_stack);
        // What the host needs beside the guest, as on a thread of 2 MiB.
        config.async_stack_size(self.max_wasm_stack.saturating_add(HOST_STACK));
    }

    /// An engine of wasmtime's defaults and what this needs.
    ///
    /// # Errors
    /// [`Error::Wasmtime`] where wasmtime has no such engine.
    pub fn engine(&self) -> Result<Engine, Error> {
        let mut config = Config::new();
        self.configure(&mut config);
        Ok(Engine::new(&config)?)
    }

    /// A linker whose instances have these limits: [`Linker::new`] and [`Linker::sandbox`].
    ///
    /// # Errors
    /// As [`Linker::sandbox`].
    pub fn linker<T: 'static>(&self, engine: &Engine) -> Result<Linker<T>, Error> {
        let mut linker = Linker::new(engine);
        linker.sandbox(*self)?;
        Ok(linker)
    }

    /// A store with these limits: [`Store::new`] and [`limit`](Self::limit).
    pub fn store<T: 'static>(&self, engine: &Engine, data: T) -> Store<T> {
        let mut store = Store::new(engine, data);
        self.limit(&mut store);
        store
    }

    /// Limits the memories, tables and instances of a store from now on, in place of a [`Store::limiter`]; and
    /// [`Package::metadata`](super::Package::metadata) in it as a call. What wasmtime itself runs in it before the first call of packr has the deadline
    /// and the fuel from now on.
    pub fn limit<T: 'static>(&self, store: &mut Store<T>) {
        limiter::install(store, *self);
        if self.deadline.is_some() && store.engine().get_epoch_interruption() {
            // Where there is no thread for it, what runs packages says so.
            let _ = clock::watch(store.engine());
        }
        if let Some(deadline) = self.deadline {
            store.set_epoch_deadline(clock::ticks(deadline));
        }
        if let Some(fuel) = self.fuel {
            // An engine without fuel is refused by the linker.
            let _ = store.set_fuel(fuel);
        }
    }

    /// What can't be enforced with an engine; else the engine's clock runs from now on.
    pub(super) fn start(&self, engine: &Engine) -> Result<(), Error> {
        let refused = |problem| Err(Error::Sandbox { problem });
        if self.fuel.is_some() && !engine.get_consume_fuel() {
            return refused(
                "it limits fuel, and the engine counts none: make it by `Sandbox::engine`, or by `Sandbox::configure`",
            );
        }
        if self.deadline.is_some() {
            if !engine.get_epoch_interruption() {
                return refused(
                    "it has a deadline, and the engine has no epochs: make it by `Sandbox::engine`, or by `Sandbox::configure`",
                );
            }
            clock::watch(engine).map_err(|error| Error::Wasmtime {
                source: wasmtime::Error::from(error)
                    .context("can't start the clock for deadlines")
                    .into(),
            })?;
        }
        Ok(())
    }

    pub(super) fn bounds(&self) -> Bounds {
        Bounds {
            max_calls: self.max_calls,
            deadline: self.deadline,
            fuel: self.fuel,
        }
    }
}

impl Default for Sandbox {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// The default of wasmtime's `async_stack_size` less that of its `max_wasm_stack`.
const HOST_STACK: usize = 1536 << 10;

/// A limit of a [`Sandbox`] that was exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum SandboxLimit {
    /// [`Sandbox::deadline`].
    #[error("took longer than {max:?} (the sandbox's `deadline`)")]
    Deadline {
        /// The limit: that of the outermost call on the thread, where it ended first.
        max: Duration,
    },
    /// [`Sandbox::fuel`].
    #[error("ran longer than {max} units of fuel last (the sandbox's `fuel`)")]
    Fuel {
        /// The limit.
        max: u64,
    },
    /// [`Sandbox::max_memory`].
    #[error(
        "would have {found} bytes of memory in its store, and {max} are allowed (the sandbox's `max_memory`)"
    )]
    Memory {
        /// The limit, in bytes.
        max: usize,
        /// What all memories of the store together would have had.
        found: usize,
    },
    /// [`Sandbox::max_table_elements`].
    #[error(
        "would have {found} elements of tables in its store, and {max} are allowed (the sandbox's `max_table_elements`)"
    )]
    Table {
        /// The limit, in elements.
        max: usize,
        /// What all tables of the store together would have had.
        found: usize,
    },
    /// [`Sandbox::max_calls`].
    #[error("is inside more than {max} calls of guests (the sandbox's `max_calls`)")]
    Calls {
        /// The limit.
        max: usize,
    },
}
