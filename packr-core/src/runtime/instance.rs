//! An instantiated package.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use wasmtime::{AsContextMut, Caller, Extern, StoreContextMut, TypedFunc};

use super::call::{Conversion, Function, Interception};
use super::error::Error;
use super::export::{Export, RawExport};
use super::import::Signature;
use super::memory::{Format, Guest};
use super::names::{full_name, split_export};
use crate::intercept::CallInterceptor;
use crate::metadata::Metadata;
use crate::schema::World;
use crate::{Limits, Shared, Value, Version};

/// An instantiated package, checked against a world. Cheap to clone; lives as long as its store.
///
/// After a call that failed it can be called again, and packr's own buffers in it are in order. But the guest's code was
/// stopped where it was when it trapped, or when a host function failed: what it had half done stays so, and the stack
/// that compiled languages keep in memory is not given back. So take a new instance after a trap, unless the guest is
/// known to bear it. After [`Error::Guest`], with which a guest returned, there is no such doubt.
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
    pub(super) interception: Interception,
    /// `None` before the package's metadata is read.
    version: OnceLock<Version>,
    guest: OnceLock<Guest>,
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
        limits: Limits,
        interceptor: Option<Arc<dyn CallInterceptor>>,
    ) -> Self {
        let interception = Interception::new(interceptor);
        Self {
            package,
            world,
            limits,
            interception,
            version: OnceLock::new(),
            guest: OnceLock::new(),
        }
    }

    /// The version that the package speaks; `None` before its metadata is read, during a start function.
    pub(super) fn version(&self) -> Option<Version> {
        self.version.get().copied()
    }

    pub(super) fn set_version(&self, version: Version) {
        let _ = self.version.set(version);
    }

    /// How the inputs of exports are written.
    pub(super) fn format(&self) -> Format<'_> {
        Format {
            version: self.version().unwrap_or_default(),
            limits: &self.limits,
        }
    }

    /// The guest's memory and allocator; `None` before the instance is there.
    pub(super) fn guest(&self) -> Option<&Guest> {
        self.guest.get()
    }

    pub(super) fn set_guest(&self, guest: Guest) {
        // A start function that called an import has set it already, to the same.
        let _ = self.guest.set(guest);
    }

    /// The same during a host function, which a start function may call before the instance is there.
    pub(super) fn guest_of_caller<T>(
        &self,
        caller: &mut Caller<'_, T>,
        function: &Function,
    ) -> Result<&Guest, Error> {
        if let Some(guest) = self.guest.get() {
            return Ok(guest);
        }
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
        let panic = caller
            .get_export("__pack_panic")
            .and_then(Extern::into_func);
        let panic = panic.and_then(|func| func.typed(&*caller).ok());
        Ok(self
            .guest
            .get_or_init(|| Guest::new(memory, alloc, free, panic)))
    }
}

impl Instance {
    pub(super) fn new(
        shared: Arc<State>,
        wasm: wasmtime::Instance,
        exports: Exports,
        metadata: Option<Metadata>,
    ) -> Self {
        Self {
            shared,
            wasm,
            exports: Arc::new(exports),
            metadata: metadata.map(Arc::new),
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
    pub fn call<T: 'static>(
        &self,
        mut store: impl AsContextMut<Data = T>,
        name: &str,
        input: Value,
    ) -> Result<Value, Error> {
        self.call_value(store.as_context_mut(), name, input)
    }

    fn call_value<T: 'static>(
        &self,
        mut ctx: StoreContextMut<'_, T>,
        name: &str,
        input: Value,
    ) -> Result<Value, Error> {
        let export = self.find(name)?;
        let world = &*self.shared.world;
        let signature = &world.exports[export.interface].functions[export.index];
        let input = world
            .conform_args(signature, input)
            .map_err(|source| export.function.arguments(source))?;
        let from_value = |value| world.conform_result(signature, value);
        let live = |ctx: StoreContextMut<'_, T>| {
            export.invoke(
                &self.shared,
                ctx,
                &|writer| writer.value(&input),
                |reader, root| from_value(reader.value(root)?),
            )
        };
        match self.shared.interception.get() {
            None => live(ctx.as_context_mut()),
            Some(interceptor) => {
                let parameters: Vec<&str> =
                    signature.params.iter().map(|(name, _)| &**name).collect();
                let convert = Conversion {
                    from_value: &from_value,
                    to_value: &Value::clone,
                };
                Interception::call(
                    &*interceptor,
                    &export.function,
                    &parameters,
                    &input,
                    convert,
                    |answer| answer.map_or_else(|| live(ctx.as_context_mut()), Ok),
                )
            }
        }
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
