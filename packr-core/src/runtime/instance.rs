//! An instantiated package.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use wasmtime::{AsContextMut, Caller, Extern, TypedFunc};

use super::call::{Begun, Function, Interception};
use super::error::Error;
use super::export::{Export, RawExport};
use super::guard::{Bounds, Under};
use super::import::Signature;
use super::memory::{Fault, Format, Guest, KEEPS_OUTPUTS, Lowering, PANIC, Prepared};
use super::names::{full_name, split_export};
use super::{blocking, waiting};
use crate::codec::{Input, Output};
use crate::intercept::CallInterceptor;
use crate::metadata::Metadata;
use crate::schema::{self, World};
use crate::{Limits, Shared, Value, Version};

/// An instantiated package, checked against a world. Cheap to clone; lives as long as its store.
///
/// After a call that failed:
///
/// | what ended it | the instance |
/// |---|---|
/// | the guest returned: [`Error::Guest`], [`Error::Result`], [`Error::Convention`] of an export | can be called again |
/// | the guest was not run: [`Error::Arguments`], [`Error::Refused`], [`Error::Answer`], [`Error::Limit`] of calls inside each other, [`Error::WrongKind`] | can be called again |
/// | the guest was stopped in the middle of its code: [`Error::Trap`], any other [`Error::Limit`], whatever a host function or its interceptor ended with | [is interrupted](Self::is_interrupted): each later call is [`Error::Interrupted`] |
/// | the future of the call was dropped while the guest ran | the same |
///
/// An interrupted guest is not trusted with further calls, since what it had half done stays so, and the stack
/// that compiled languages keep in memory is not given back. Its store is in order, and so are the others in it: take a new instance.
/// [`Linker::call_after_trap`](super::Linker::call_after_trap) is for guests that are known to bear it.
///
/// Like all of wasmtime, its methods panic when given another store than its own.
#[derive(Clone)]
pub struct Instance {
    pub(super) shared: Arc<State>,
    wasm: wasmtime::Instance,
    exports: Arc<Exports>,
    metadata: Option<Arc<Metadata>>,
}

/// What the calls of one instance share, in both directions.
pub(super) struct State {
    pub(super) package: String,
    pub(super) world: Shared<World>,
    pub(super) limits: Limits,
    pub(super) bounds: Bounds,
    pub(super) interception: Interception,
    /// `None` before the package's metadata is read.
    version: OnceLock<Version>,
    guest: OnceLock<Guest>,
    /// Whether its host functions wait, and so all that calls it.
    is_async: bool,
    is_sandboxed: bool,
    call_after_trap: bool,
    /// The full name of the function in the middle of which the guest was stopped.
    interrupted: OnceLock<String>,
}

/// What a linker says of its instances.
pub(super) struct Rules {
    pub(super) limits: Limits,
    pub(super) bounds: Bounds,
    pub(super) is_sandboxed: bool,
    pub(super) call_after_trap: bool,
    pub(super) is_async: bool,
}

#[derive(Default)]
pub(super) struct Exports {
    by_name: HashMap<String, Arc<RawExport>>,
    /// Full names in the order of the world.
    names: Vec<String>,
}

impl Exports {
    pub(super) fn push(&mut self, export: RawExport) {
        let name = export.function.name.clone();
        self.names.push(name.clone());
        self.by_name.insert(name, Arc::new(export));
    }
}

impl State {
    pub(super) fn new(
        package: String,
        world: Shared<World>,
        rules: Rules,
        interceptor: Option<Arc<dyn CallInterceptor>>,
    ) -> Self {
        Self {
            package,
            world,
            limits: rules.limits,
            bounds: rules.bounds,
            interception: Interception::new(interceptor),
            version: OnceLock::new(),
            guest: OnceLock::new(),
            is_async: rules.is_async,
            is_sandboxed: rules.is_sandboxed,
            call_after_trap: rules.call_after_trap,
            interrupted: OnceLock::new(),
        }
    }

    /// Whether the memories of its store have to be limited.
    pub(super) fn is_sandboxed(&self) -> bool {
        self.is_sandboxed
    }

    /// The version that the package speaks; `None` before its metadata is read, during a start function.
    #[inline]
    pub(super) fn version(&self) -> Option<Version> {
        self.version.get().copied()
    }

    pub(super) fn set_version(&self, version: Version) {
        let _ = self.version.set(version);
    }

    /// How the inputs of exports are written.
    #[inline]
    pub(super) fn format(&self) -> Format<'_> {
        Format {
            version: self.version().unwrap_or_default(),
            limits: &self.limits,
        }
    }

    /// The guest's memory and allocator, for a call of that kind.
    #[inline]
    pub(super) fn guest_for(&self, function: &Function, is_async: bool) -> Result<&Guest, Error> {
        if self.is_async != is_async {
            return Err(function.wrong_kind(self.is_async));
        }
        self.not_interrupted(function)?;
        self.guest
            .get()
            .ok_or_else(|| function.convention("the instance is not ready".to_owned()))
    }

    pub(super) fn is_async(&self) -> bool {
        self.is_async
    }

    /// Lowers the input of an export ahead of its call, which may never be made.
    pub(super) fn ahead(
        &self,
        ctx: &mut impl AsContextMut,
        lower: Lowering<'_>,
    ) -> Result<Option<Prepared<'_>>, Fault> {
        match self.guest.get() {
            Some(guest) => guest.ahead(ctx, self.format(), lower),
            None => Ok(self.format().check(lower).map(|()| None)?),
        }
    }

    /// Fails where the guest was stopped in the middle of a call.
    #[inline]
    pub(super) fn not_interrupted(&self, function: &Function) -> Result<(), Error> {
        match self.interrupted.get() {
            None => Ok(()),
            Some(interrupted) => Err(Error::Interrupted {
                call: function.site(),
                interrupted: interrupted.clone(),
            }),
        }
    }

    /// The error of a call in the middle of which the guest was stopped.
    #[cold]
    pub(super) fn stopped(&self, function: &Function, under: &Under, error: Error) -> Error {
        if let Error::Cancelled { .. } = error {
            // Replayed: whose future is dropped ends by itself, and its instance too, in any case.
            self.interrupt(function);
            return Error::Cancelled {
                call: function.site(),
            };
        }
        self.stop(function);
        under.named(error)
    }

    /// The guest was stopped in the middle of a call, and is not run again unless it is known to bear that.
    #[cold]
    pub(super) fn stop(&self, function: &Function) {
        if !self.call_after_trap {
            self.interrupt(function);
        }
    }

    /// The error of a fault of guest memory on the way of an export.
    #[cold]
    pub(super) fn fault(
        &self,
        function: &Function,
        under: &Under,
        fault: Fault,
        error: impl FnOnce(&Function, Fault) -> Error,
    ) -> Error {
        let is_stopped = matches!(fault, Fault::Wasm(_));
        let error = error(function, fault);
        match is_stopped {
            true => self.stopped(function, under, error),
            false => error,
        }
    }

    /// The guest was stopped during a call.
    pub(super) fn interrupt(&self, function: &Function) {
        // The innermost call ends first, and tells it.
        let _ = self.interrupted.set(function.name.clone());
    }

    /// Sets the guest's memory and allocator.
    pub(super) fn set_guest(&self, guest: Guest) -> &Guest {
        // A start function that called an import has set it already, to the same.
        self.guest.get_or_init(|| guest)
    }

    /// The same during a host function, which a start function may call before the instance is there.
    #[inline]
    pub(super) fn guest_of_caller<T>(
        &self,
        caller: &mut Caller<'_, T>,
        function: &Function,
    ) -> Result<&Guest, Error> {
        match self.guest.get() {
            Some(guest) => Ok(guest),
            None => self.first_guest_of_caller(caller, function),
        }
    }

    #[cold]
    fn first_guest_of_caller<T>(
        &self,
        caller: &mut Caller<'_, T>,
        function: &Function,
    ) -> Result<&Guest, Error> {
        let memory = match caller.get_export("memory") {
            Some(Extern::Memory(memory)) => memory,
            _ => return Err(function.convention("it exports no `memory`".to_owned())),
        };
        let alloc = caller
            .get_export("__pack_alloc")
            .and_then(Extern::into_func);
        let alloc = alloc.and_then(|func| func.typed(&*caller).ok());
        let free = caller.get_export("__pack_free").and_then(Extern::into_func);
        let free = free.and_then(|func| func.typed(&*caller).ok());
        let panic = caller.get_export(PANIC).and_then(Extern::into_func);
        let panic = panic.and_then(|func| func.typed(&*caller).ok());
        let keeps = caller.get_export(KEEPS_OUTPUTS);
        let keeps = keeps.and_then(Extern::into_func).is_some();
        Ok(self
            .guest
            .get_or_init(|| Guest::new(memory, alloc, free, panic, keeps, self.bounds.max_calls)))
    }
}

impl Instance {
    pub(super) fn new(
        shared: Arc<State>,
        wasm: wasmtime::Instance,
        exports: Exports,
        metadata: Option<Arc<Metadata>>,
    ) -> Self {
        Self {
            shared,
            wasm,
            exports: Arc::new(exports),
            metadata,
        }
    }

    /// What the package says about its imports and exports; `None` where it says nothing.
    pub fn metadata(&self) -> Option<&Metadata> {
        self.metadata.as_deref()
    }

    /// The version of the byte format that the package speaks: its metadata's, or else
    /// [`Linker::default_version`](super::Linker::default_version).
    pub fn version(&self) -> Version {
        self.shared.version().unwrap_or_default()
    }

    /// The package's name, as [`Package::name`](super::Package::name) gives it.
    pub fn package(&self) -> &str {
        &self.shared.package
    }

    /// The world that the package was checked against.
    pub fn world(&self) -> &World {
        &self.shared.world
    }

    /// wasmtime's own instance, for exports that are no packr functions.
    pub fn wasm(&self) -> &wasmtime::Instance {
        &self.wasm
    }

    /// Whether it was made by [`instantiate_async`](super::Linker::instantiate_async), so that its functions are called by
    /// [`call_async`](Self::call_async).
    pub fn is_async(&self) -> bool {
        self.shared.is_async
    }

    /// Whether the guest was stopped in the middle of a call: by a trap, a limit, a host function that failed, or because the call's future was
    /// dropped. Every later call is [`Error::Interrupted`]: take a new instance.
    pub fn is_interrupted(&self) -> bool {
        self.shared.interrupted.get().is_some()
    }

    /// Lets `interceptor` see every call from now on, in both directions, in place of the one before. Calls under
    /// way end with the one that saw them begin.
    ///
    /// An interceptor that keeps an `Instance` of its own keeps both alive for ever; have it keep something else.
    pub fn set_interceptor(&self, interceptor: impl CallInterceptor + 'static) {
        self.shared.interception.set(Some(Arc::new(interceptor)));
    }

    /// Lets no interceptor see calls from now on.
    pub fn clear_interceptor(&self) {
        self.shared.interception.set(None);
    }

    /// The full names of the exported functions, in the order of the world.
    pub fn exports(&self) -> impl Iterator<Item = &str> {
        self.exports.names.iter().map(String::as_str)
    }

    /// Calls an exported function by name, with values checked against the world's types on both ways.
    ///
    /// `name` is `function` or `ns:pkg/iface#function`; a version may be left out where there is one alone. `input` is a [`Value::Tuple`] of
    /// the arguments; a single one may stand bare. The result of a function without one is an empty tuple.
    ///
    /// # Errors
    /// [`Error::UnknownFunction`], [`Error::AmbiguousFunction`], [`Error::Arguments`] where the input does not fit, and
    /// all that a typed call has.
    pub fn call(
        &self,
        mut store: impl AsContextMut,
        name: &str,
        input: Value,
    ) -> Result<Value, Error> {
        let Called {
            export,
            signature,
            input,
        } = self.called(name, input)?;
        let (world, state, function) = (&self.shared.world, &self.shared, &export.function);
        let from_value = |value| world.conform_result_with(signature, value, &state.limits);
        let ctx = store.as_context_mut();
        let live = || {
            let lower: Lowering<'_> = &|output| output.value(&input);
            let lift = |input: Input<'_>| {
                let value = input.with_reader(|reader| reader.value(reader.root()))?;
                from_value(value.0)
            };
            blocking::invoke(export, state, ctx, None, lower, lift)
        };
        let Some(interceptor) = state.interception.get() else {
            return live();
        };
        let parameters = signature.parameters();
        let mut begun = Begun::begin(&*interceptor, function, &parameters, &input);
        let result = match begun.answer(from_value) {
            Ok(Some(answer)) => Ok(answer),
            Ok(None) => begun.run(live),
            Err(error) => Err(error),
        };
        begun.end(result, Value::clone)
    }

    /// [`call`](Self::call) for an instance that was made by
    /// [`instantiate_async`](super::Linker::instantiate_async).
    ///
    /// Dropping the future ends the call: its interceptor is told that it was [cancelled](Error::Cancelled), and if the guest was
    /// running, the instance [can't be called any more](Self::is_interrupted).
    ///
    /// # Errors
    /// As [`call`](Self::call).
    pub async fn call_async(
        &self,
        mut store: impl AsContextMut<Data: Send>,
        name: &str,
        input: Value,
    ) -> Result<Value, Error> {
        let Called {
            export,
            signature,
            input,
        } = self.called(name, input)?;
        let (world, state, function) = (&self.shared.world, &self.shared, &export.function);
        let from_value = |value| world.conform_result_with(signature, value, &state.limits);
        let ctx = store.as_context_mut();
        let lower = |output: Output<'_>| output.value(&input);
        let lift = |input: Input<'_>| {
            let value = input.with_reader(|reader| reader.value(reader.root()))?;
            from_value(value.0)
        };
        let live = waiting::invoke(export, state, ctx, None, lower, lift);
        let Some(interceptor) = state.interception.get() else {
            return live.await;
        };
        let parameters = signature.parameters();
        let mut begun = Begun::begin_async(&*interceptor, function, &parameters, &input).await;
        let result = match begun.answer(from_value) {
            Ok(Some(answer)) => Ok(answer),
            Ok(None) => begun.run_async(live).await,
            Err(error) => Err(error),
        };
        begun.end_async(result, Value::clone).await
    }

    /// Finds a function, and checks what it is to be called with.
    fn called(&self, name: &str, input: Value) -> Result<Called<'_>, Error> {
        let export = self.find(name)?;
        let world = &*self.shared.world;
        let signature = &world.exports[export.interface].functions[export.index];
        let input = world
            .conform_args_with(signature, input, &self.shared.limits)
            .map_err(|source| export.function.arguments(source))?;
        Ok(Called {
            export,
            signature,
            input,
        })
    }

    fn find(&self, name: &str) -> Result<&RawExport, Error> {
        if let Some(export) = self.exports.by_name.get(name) {
            return Ok(export);
        }
        let (interface, function) = split_export(name);
        let fits = |full: &&String| {
            let (own_interface, own_function) = split_export(full);
            own_function == function
                && match (&interface, &own_interface) {
                    (None, None) => true,
                    (Some(a), Some(b)) => a.fits(b),
                    _ => false,
                }
        };
        let mut found = self.exports.names.iter().filter(fits);
        match (found.next(), found.next()) {
            (Some(name), None) => Ok(&self.exports.by_name[name]),
            (Some(one), Some(other)) => Err(Error::AmbiguousFunction {
                name: name.to_owned(),
                fitting: [one.clone(), other.clone()]
                    .into_iter()
                    .chain(found.cloned())
                    .collect(),
            }),
            _ => Err(Error::UnknownFunction {
                name: name.to_owned(),
                available: self.exports.names.clone(),
            }),
        }
    }

    /// The exported function that generated code calls.
    #[doc(hidden)]
    pub fn export(&self, signature: &'static Signature) -> Result<Export, Error> {
        let name = full_name(signature.interface, signature.name);
        let raw = self
            .exports
            .by_name
            .get(&name)
            .ok_or_else(|| Error::UnknownFunction {
                name,
                available: self.exports.names.clone(),
            })?;
        Ok(Export::new(raw.clone(), self.shared.clone(), signature))
    }

    /// The same for one that the package need not have.
    #[doc(hidden)]
    pub fn optional_export(&self, signature: &'static Signature) -> Option<Export> {
        self.export(signature).ok()
    }

    /// Whether the package has the functions of an interface that it need not have.
    #[doc(hidden)]
    pub fn exports_interface(&self, id: &str) -> bool {
        let world = &self.shared.world;
        let mut functions = world.exports.iter().filter(|it| it.id == id);
        functions.any(|it| {
            let mut names = it.functions.iter().map(|it| full_name(id, &it.name));
            names.all(|name| self.exports.by_name.contains_key(&name))
        })
    }
}

/// A call by name.
struct Called<'a> {
    export: &'a RawExport,
    signature: &'a schema::Function,
    input: Value,
}

impl fmt::Debug for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Instance")
            .field("package", &self.shared.package)
            .field("exports", &self.exports.names)
            .finish_non_exhaustive()
    }
}

/// How every packr function looks to WebAssembly.
pub(super) type Core = TypedFunc<(i32, i32, i32, i32), i32>;
