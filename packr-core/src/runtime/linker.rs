//! Host functions by name, and instantiation.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

use wasmtime::{AsContextMut, Caller, Engine, Extern, Func, StoreContextMut};

use super::call::Function;
use super::error::Error;
use super::import::{HostFuture, Import, Pointers, Signature};
use super::instance::{Instance, Rules, State};
use super::link::Plan;
use super::names::{InterfaceName, full_name, spelled};
use super::package::Package;
use super::sandbox::Sandbox;
use super::{blocking, waiting};
use crate::intercept::CallInterceptor;
use crate::schema::World;
use crate::{Lift, LiftArgs, Limits, Lower, LowerArgs, Shared, Value, Version};

/// The host functions that packages can import, and the way to instantiate packages with them.
///
/// `T` is the data of the [`Store`](wasmtime::Store). Generated `add_to_linker` functions fill it;
/// [`core`](Self::core) holds everything else a package may import, WASI preview 1 for instance.
pub struct Linker<T: 'static> {
    engine: Engine,
    core: wasmtime::Linker<T>,
    /// By interface without version and by function, both in one spelling.
    imports: HashMap<(String, String), Vec<Candidate<T>>>,
    allow_shadowing: bool,
    limits: Limits,
    sandbox: Option<Sandbox>,
    call_after_trap: bool,
    interceptor: Option<Arc<dyn CallInterceptor>>,
    require_metadata: bool,
    default_version: Version,
    /// Module and name of imports that trap where nobody provides them.
    traps: HashSet<(String, String)>,
    trap_unknown: bool,
}

struct Candidate<T: 'static> {
    interface: InterfaceName,
    import: Import<T>,
}

impl<T> Clone for Candidate<T> {
    fn clone(&self) -> Self {
        Self {
            interface: self.interface.clone(),
            import: self.import.clone(),
        }
    }
}

impl<T: 'static> Clone for Linker<T> {
    fn clone(&self) -> Self {
        Self {
            engine: self.engine.clone(),
            core: self.core.clone(),
            imports: self.imports.clone(),
            allow_shadowing: self.allow_shadowing,
            limits: self.limits,
            sandbox: self.sandbox,
            call_after_trap: self.call_after_trap,
            interceptor: self.interceptor.clone(),
            require_metadata: self.require_metadata,
            default_version: self.default_version,
            traps: self.traps.clone(),
            trap_unknown: self.trap_unknown,
        }
    }
}

impl<T: 'static> fmt::Debug for Linker<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Linker")
            .field("imports", &self.provided())
            .finish_non_exhaustive()
    }
}

impl<T: 'static> Linker<T> {
    /// A linker that provides nothing yet.
    pub fn new(engine: &Engine) -> Self {
        Self {
            engine: engine.clone(),
            core: wasmtime::Linker::new(engine),
            imports: HashMap::new(),
            allow_shadowing: false,
            limits: Limits::default(),
            sandbox: None,
            call_after_trap: false,
            interceptor: None,
            require_metadata: false,
            default_version: Version::default(),
            traps: HashSet::new(),
            trap_unknown: false,
        }
    }

    /// The engine it was made for.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// wasmtime's own linker, for imports that are no packr functions. Packr functions are looked up first.
    pub fn core(&mut self) -> &mut wasmtime::Linker<T> {
        &mut self.core
    }

    /// Whether a host function may be defined again, in place of the one before. It may not, by default.
    pub fn allow_shadowing(&mut self, allow: bool) -> &mut Self {
        self.allow_shadowing = allow;
        self
    }

    /// The limits on values that cross the boundary of instances made from now on.
    pub fn limits(&mut self, limits: Limits) -> &mut Self {
        self.limits = limits;
        self
    }

    /// What instances made from now on may take, and the [limits](Self::limits) on their values. Calls have no deadline without it.
    ///
    /// [`Sandbox::linker`] does this for a new linker. The stores have to be made by [`Sandbox::store`], or given to [`Sandbox::limit`]: what is
    /// instantiated in another is refused, since nothing would limit its memory.
    ///
    /// # Errors
    /// [`Error::Sandbox`] where the engine can't enforce it, [`Error::Wasmtime`] where there is no thread for its clock.
    pub fn sandbox(&mut self, sandbox: Sandbox) -> Result<&mut Self, Error> {
        sandbox.start(&self.engine)?;
        self.limits = sandbox.limits;
        self.sandbox = Some(sandbox);
        Ok(self)
    }

    /// Whether an instance may be called again after its guest was stopped in the middle of a call, by a trap, a limit or a host function that
    /// failed. It may not, by default: [`Instance::is_interrupted`]. For guests that are known to bear it.
    pub fn call_after_trap(&mut self, call: bool) -> &mut Self {
        self.call_after_trap = call;
        self
    }

    /// Whether packages without metadata are refused. They are not, by default: the types of a package without it are
    /// not checked before its functions are called.
    pub fn require_metadata(&mut self, require: bool) -> &mut Self {
        self.require_metadata = require;
        self
    }

    pub(super) fn requires_metadata(&self) -> bool {
        self.require_metadata
    }

    /// The version of the byte format that packages without metadata speak. It is [`Version::V2`] by default, which is
    /// that of packr 0.6 to 0.21; those of later releases need [`Version::V3`].
    ///
    /// Metadata tells the version that its package speaks, and this changes nothing for a package with it. With the wrong
    /// version every call fails: a guest of packr 0.24 says "Unsupported version" of what it is given, and a buffer of
    /// the other version from a guest is [`CodecErrorKind::OtherVersion`](crate::CodecErrorKind::OtherVersion).
    pub fn default_version(&mut self, version: Version) -> &mut Self {
        self.default_version = version;
        self
    }

    pub(super) fn version_without_metadata(&self) -> Version {
        self.default_version
    }

    /// The interceptor that instances made from now on begin with. It sees a start function's calls too.
    pub fn set_interceptor(&mut self, interceptor: impl CallInterceptor + 'static) -> &mut Self {
        self.interceptor = Some(Arc::new(interceptor));
        self
    }

    /// Defines a host function with Rust types; generated code calls it.
    #[doc(hidden)]
    pub fn import<A, R, F>(&mut self, signature: &'static Signature, host: F) -> Result<(), Error>
    where
        A: LiftArgs + LowerArgs + 'static,
        R: Lift + Lower + 'static,
        F: Fn(StoreContextMut<'_, T>, A) -> wasmtime::Result<R> + Send + Sync + 'static,
    {
        self.define(Import::typed(signature, host))
    }

    /// Defines an async host function with Rust types; generated code calls it.
    #[doc(hidden)]
    pub fn import_async<A, R, F>(
        &mut self,
        signature: &'static Signature,
        host: F,
    ) -> Result<(), Error>
    where
        A: LiftArgs + LowerArgs + 'static,
        R: Lift + Lower + 'static,
        F: for<'a> Fn(StoreContextMut<'a, T>, A) -> HostFuture<'a, wasmtime::Result<R>>
            + Send
            + Sync
            + 'static,
    {
        self.define(Import::typed_async(signature, host))
    }

    /// Defines a host function of `world` on values.
    ///
    /// `interface` is `ns:pkg/iface@version`, or `$root` for a function of the world itself. The host gets a
    /// [`Value::Tuple`] of the arguments in canonical form; what it returns is checked against the result type.
    ///
    /// # Errors
    /// [`Error::Define`] where the world does not import such a function, or several versions of it, or it is
    /// defined already.
    pub fn define_dynamic<F>(
        &mut self,
        world: impl Into<Shared<World>>,
        interface: &str,
        function: &str,
        host: F,
    ) -> Result<(), Error>
    where
        F: Fn(StoreContextMut<'_, T>, Value) -> wasmtime::Result<Value> + Send + Sync + 'static,
    {
        let world = world.into();
        let at = imported(&world, interface, function)?;
        self.define(Import::dynamic(world, at, host))
    }

    /// [`define_dynamic`](Self::define_dynamic) for a host function that may wait. Packages that import it are instantiated by
    /// [`instantiate_async`](Self::instantiate_async).
    ///
    /// ```
    /// # fn define(linker: &mut packr_core::Linker<u32>, world: packr_core::schema::World) -> Result<(), packr_core::Error> {
    /// linker.define_dynamic_async(world, "demo:calc/host", "lookup", |mut store, _input| {
    ///     Box::pin(async move {
    ///         *store.data_mut() += 1;
    ///         Ok(packr_core::Lower::to_value(&None::<i64>))
    ///     })
    /// })
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`define_dynamic`](Self::define_dynamic).
    pub fn define_dynamic_async<F>(
        &mut self,
        world: impl Into<Shared<World>>,
        interface: &str,
        function: &str,
        host: F,
    ) -> Result<(), Error>
    where
        F: for<'a> Fn(StoreContextMut<'a, T>, Value) -> HostFuture<'a, wasmtime::Result<Value>>
            + Send
            + Sync
            + 'static,
    {
        let world = world.into();
        let at = imported(&world, interface, function)?;
        self.define(Import::dynamic_async(world, at, host))
    }

    /// Defines one import of `world` as a function that always fails, with [`NoHostFunction`].
    ///
    /// An interceptor can answer it. This is for a package that needs more than the host has, where the host knows what: it runs until
    /// it calls that function.
    ///
    /// # Errors
    /// As [`define_dynamic`](Self::define_dynamic).
    pub fn define_stub(
        &mut self,
        world: impl Into<Shared<World>>,
        interface: &str,
        function: &str,
    ) -> Result<(), Error> {
        let stub = |_: StoreContextMut<'_, T>, _| Err(wasmtime::Error::new(NoHostFunction));
        self.define_dynamic(world, interface, function, stub)
    }

    /// Lets packages import a function that nobody provides, by the module and the name of the import. It traps when it is
    /// called, with [`NoHostFunction`].
    ///
    /// Its types are not known, whatever its signature: no interceptor sees it. [`define_stub`](Self::define_stub) is for what the world imports.
    pub fn trap_import(&mut self, module: &str, name: &str) -> &mut Self {
        self.traps.insert((module.to_owned(), name.to_owned()));
        self
    }

    /// Lets packages import any function that nobody provides, as [`trap_import`](Self::trap_import) does for one.
    pub fn trap_unknown_imports(&mut self, trap: bool) -> &mut Self {
        self.trap_unknown = trap;
        self
    }

    /// A function that traps, in place of an import that nobody provides, if there may be one.
    pub(super) fn trap(
        &self,
        ctx: &mut StoreContextMut<'_, T>,
        import: &wasmtime::ImportType<'_>,
    ) -> Option<Extern> {
        let ty = import.ty().func()?.clone();
        let name = (import.module().to_owned(), import.name().to_owned());
        if !self.trap_unknown && !self.traps.contains(&name) {
            return None;
        }
        let function = Function::import(name.0, name.1);
        let trap = Func::new(ctx, ty, move |_, _, _| {
            Err(function.host(wasmtime::Error::new(NoHostFunction)).into())
        });
        Some(trap.into())
    }

    /// Defines every import of `world` that is not defined yet as a function that always fails.
    ///
    /// An interceptor can answer them: this is what a replay without the host's functions runs on. Define the host's
    /// own functions first: a stub is a definition as any other.
    ///
    /// # Errors
    /// None at present.
    pub fn define_stubs(&mut self, world: impl Into<Shared<World>>) -> Result<(), Error> {
        let world = world.into();
        for (at, interface) in world.imports.iter().enumerate() {
            for (index, function) in interface.functions.iter().enumerate() {
                if self.find(&interface.id, &function.name).is_empty() {
                    let stub =
                        |_: StoreContextMut<'_, T>, _| Err(wasmtime::Error::new(NoHostFunction));
                    self.define(Import::dynamic(world.clone(), (at, index), stub))?;
                }
            }
        }
        Ok(())
    }

    fn define(&mut self, import: Import<T>) -> Result<(), Error> {
        let interface = InterfaceName::new(&import.function().interface);
        let key = (
            interface.base().to_owned(),
            spelled(&import.function().function),
        );
        let candidate = Candidate { interface, import };
        match self.imports.entry(key) {
            Entry::Vacant(entry) => drop(entry.insert(vec![candidate])),
            Entry::Occupied(mut entry) => {
                let candidates = entry.get_mut();
                match candidates
                    .iter_mut()
                    .find(|known| known.interface == candidate.interface)
                {
                    None => candidates.push(candidate),
                    Some(known) if self.allow_shadowing => *known = candidate,
                    Some(known) => {
                        return Err(Error::Define {
                            name: known.import.function().name.clone(),
                            problem: "it is defined already; `Linker::allow_shadowing` lets it be replaced",
                        });
                    }
                }
            }
        }
        Ok(())
    }

    /// The host functions that fit an import: the one of that version, or all where one side names none.
    pub(super) fn find(&self, module: &str, name: &str) -> Vec<&Import<T>> {
        let module = InterfaceName::new(module);
        let key = (module.base().to_owned(), spelled(name));
        let candidates = self.imports.get(&key).map_or(&[][..], Vec::as_slice);
        let exact = candidates.iter().find(|known| known.interface == module);
        let fitting = candidates
            .iter()
            .filter(|known| exact.is_none() && known.interface.fits(&module));
        exact
            .into_iter()
            .chain(fitting)
            .map(|known| &known.import)
            .collect()
    }

    /// Full names of all host functions, sorted.
    pub(super) fn provided(&self) -> Vec<&str> {
        let all = self.imports.values().flatten();
        let mut names: Vec<&str> = all
            .map(|known| known.import.function().name.as_str())
            .collect();
        names.sort_unstable();
        names
    }

    /// What wasmtime's own linker has for an import.
    pub(super) fn find_core(
        &self,
        ctx: &mut StoreContextMut<'_, T>,
        import: &wasmtime::ImportType<'_>,
    ) -> Option<Extern> {
        self.core.get_by_import(ctx, import)
    }

    /// Instantiates a package as the guest of `world`, after checking that both fit together.
    ///
    /// Generated worlds call this; with a [`World`] made at run time it is the way to calls without generated code.
    /// Runs the module's start function, then `__pack_types` and `_initialize` where it exports them: the types in the
    /// package's metadata have to be those of the world.
    ///
    /// # Errors
    /// [`Error::Link`] with all that is missing on either side, or else all types that differ; [`Error::Instantiate`] where wasmtime refuses; the
    /// error of a call where the start function made one that failed.
    pub fn instantiate(
        &self,
        store: impl AsContextMut<Data = T>,
        package: &Package,
        world: impl Into<Shared<World>>,
    ) -> Result<Instance, Error> {
        self.instantiate_world(store, package, world.into(), &[])
    }

    /// The same with the names of exports that the package need not have: of functions, or of interfaces as a whole.
    #[doc(hidden)]
    pub fn instantiate_world(
        &self,
        mut store: impl AsContextMut<Data = T>,
        package: &Package,
        world: Shared<World>,
        optional: &[&str],
    ) -> Result<Instance, Error> {
        let mut ctx = store.as_context_mut();
        let state = self.state(package, world, false);
        let plan = Plan::new(self, &mut ctx, package, state, optional, bind)?;
        blocking::instantiate(plan, &mut ctx)
    }

    /// [`instantiate`](Self::instantiate) for an instance whose calls are futures: its host functions may wait, and
    /// its functions are called by [`Instance::call_async`]. Host functions that do not wait work in it as well.
    ///
    /// wasmtime runs each call on a stack of its own, of [`Config::async_stack_size`](wasmtime::Config::async_stack_size). No particular
    /// executor is needed.
    ///
    /// # Errors
    /// As [`instantiate`](Self::instantiate).
    pub async fn instantiate_async(
        &self,
        store: impl AsContextMut<Data = T>,
        package: &Package,
        world: impl Into<Shared<World>>,
    ) -> Result<Instance, Error>
    where
        T: Send,
    {
        self.instantiate_world_async(store, package, world.into(), &[])
            .await
    }

    #[doc(hidden)]
    pub async fn instantiate_world_async(
        &self,
        mut store: impl AsContextMut<Data = T>,
        package: &Package,
        world: Shared<World>,
        optional: &[&str],
    ) -> Result<Instance, Error>
    where
        T: Send,
    {
        let mut ctx = store.as_context_mut();
        let state = self.state(package, world, true);
        let plan = Plan::new(self, &mut ctx, package, state, optional, bind_async)?;
        waiting::instantiate(plan, &mut ctx).await
    }

    fn state(&self, package: &Package, world: Shared<World>, is_async: bool) -> Arc<State> {
        Arc::new(State::new(
            package.name().to_owned(),
            world,
            Rules {
                limits: self.limits,
                bounds: self
                    .sandbox
                    .map(|sandbox| sandbox.bounds())
                    .unwrap_or_default(),
                is_sandboxed: self.sandbox.is_some(),
                call_after_trap: self.call_after_trap,
                is_async,
            },
            self.interceptor.clone(),
        ))
    }
}

/// Where a world imports a function: index of the interface, and of the function in it.
fn imported(world: &World, interface: &str, function: &str) -> Result<(usize, usize), Error> {
    let (wanted, own) = (InterfaceName::new(interface), spelled(function));
    let mut found = Vec::new();
    for (at, interface) in world.imports.iter().enumerate() {
        let same = |function: &crate::schema::Function| spelled(&function.name) == own;
        if InterfaceName::new(&interface.id).fits(&wanted)
            && let Some(index) = interface.functions.iter().position(same)
        {
            found.push((at, index));
        }
    }
    let problem = match found[..] {
        [at] => return Ok(at),
        [] => "the world imports no such function",
        _ => "the world imports several versions of it, and the name has none",
    };
    Err(Error::Define {
        name: full_name(interface, function),
        problem,
    })
}

/// A host function as one instance imports it.
fn bind<T: 'static>(
    ctx: &mut StoreContextMut<'_, T>,
    import: &Import<T>,
    state: &Arc<State>,
) -> Func {
    let (import, state) = (import.clone(), state.clone());
    Func::wrap(
        ctx,
        move |caller: Caller<'_, T>, ptr: i32, len: i32, out_ptr: i32, out_len: i32| {
            import.call(caller, &state, Pointers::new(ptr, len, out_ptr, out_len))
        },
    )
}

fn bind_async<T: Send + 'static>(
    ctx: &mut StoreContextMut<'_, T>,
    import: &Import<T>,
    state: &Arc<State>,
) -> Func {
    let (import, state) = (import.clone(), state.clone());
    Func::wrap_async(
        ctx,
        move |caller: Caller<'_, T>, (ptr, len, out_ptr, out_len): (i32, i32, i32, i32)| {
            import.call_async(caller, &state, Pointers::new(ptr, len, out_ptr, out_len))
        },
    )
}

/// The error of a host function that [`Linker::define_stubs`] stands in for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoHostFunction;

impl fmt::Display for NoHostFunction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "there is no host function behind this import, and no interceptor answered the call",
        )
    }
}

impl std::error::Error for NoHostFunction {}
