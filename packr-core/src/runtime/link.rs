//! Matches a package with a linker and a world, and instantiates it if they fit.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use wasmtime::{
    AsContextMut, Extern, ExternType, Func, FuncType, Module, StoreContextMut, TypedFunc, ValType,
};

use super::call::Function;
use super::compare;
use super::error::{Cause, Error};
use super::export::RawExport;
use super::guard::Under;
use super::import::Import;
use super::instance::{Exports, Instance, State};
use super::link_error::{
    ALLOC, FREE, INITIALIZE_TYPE, LinkProblem, NameList, Problems, SIGNATURE, TYPES,
};
use super::linker::Linker;
use super::memory::{Fault, Guest, PANIC};
use super::metadata::{TYPES_FUNCTION, Told};
use super::names::{InterfaceName, ROOT, full_name, likeness, spelled, split_export};
use super::package::Package;
use super::text::kept;
use crate::Version;
use crate::intercept::Direction;
use crate::metadata::Metadata;
use crate::schema::World;

const INITIALIZE: &str = "_initialize";

/// What runs while a module is instantiated, in errors.
pub(super) const START: &str = "the start function";

/// A function of the world and the export that is it.
struct Matched {
    interface: usize,
    index: usize,
    export: String,
}

/// A package that fits a linker and a world, as far as can be seen before it is instantiated.
pub(super) struct Plan<'a> {
    package: &'a Package,
    pub(super) state: Arc<State>,
    pub(super) imports: Vec<Extern>,
    exports: Vec<Matched>,
    version_without_metadata: Version,
    /// Once it runs.
    under: Option<Under>,
}

impl<'a> Plan<'a> {
    /// Matches everything by name. `bind` makes a host function one of the instance.
    pub(super) fn new<T: 'static>(
        linker: &Linker<T>,
        ctx: &mut StoreContextMut<'_, T>,
        package: &'a Package,
        state: Arc<State>,
        optional: &[&str],
        bind: Bind<T>,
    ) -> Result<Self, Error> {
        let mut problems = Problems::default();
        let imports = match_imports(linker, ctx, package, &state, bind, &mut problems);
        let exports = match_exports(package, &state.world, optional, &mut problems);
        check_memory(package, &mut problems);
        check_own_functions(package, &mut problems);
        if linker.requires_metadata() && package.module().get_export(TYPES_FUNCTION).is_none() {
            problems.push(|| LinkProblem::NoMetadata);
        }
        let plan = Self {
            package,
            state,
            imports,
            exports,
            version_without_metadata: linker.version_without_metadata(),
            under: None,
        };
        plan.refused(problems)?;
        Ok(plan)
    }

    pub(super) fn module(&self) -> &Module {
        self.package.module()
    }

    pub(super) fn told(&self) -> &Told {
        &self.package.told
    }

    fn refused(&self, problems: Problems) -> Result<(), Error> {
        let error = problems.into_error(self.package.name(), &self.state.world.name);
        error.map_or(Ok(()), |error| Err(Error::Link(error)))
    }

    /// Begins what runs of the guest, as a call.
    pub(super) fn enter<T: 'static>(
        &mut self,
        ctx: &mut StoreContextMut<'_, T>,
    ) -> Result<Under, Error> {
        let under = self.state.bounds.enter(ctx);
        let under = under.map_err(|limit| self.failed(wasmtime::Error::new(limit), START))?;
        self.under = Some(under);
        Ok(under)
    }

    /// Fails where the new instance is in a store that does not limit its memory, though it should.
    pub(super) fn check_limited(&self, was_asked: bool) -> Result<(), Error> {
        let has_memory = || self.module().resources_required().num_memories > 0;
        match was_asked || !self.state.is_sandboxed() || !has_memory() {
            true => Ok(()),
            false => Err(Error::Sandbox {
                problem: "the store limits no memory: make it by `Sandbox::store`, or give it to `Sandbox::limit`",
            }),
        }
    }

    /// The error of instantiation, or of a call that was made during `during`.
    pub(super) fn failed(&self, error: wasmtime::Error, during: &str) -> Error {
        let error = match error.downcast::<Error>() {
            Ok(error) => return error.during(during, None),
            Err(error) => error,
        };
        let limit = |under: &Under| under.limit_of(error.downcast_ref());
        Error::Instantiate {
            package: self.package.name().to_owned(),
            source: match self.under.as_ref().and_then(limit) {
                Some(limit) => Cause::of_guest(error.context(limit)),
                None => Cause::of_guest(error),
            },
        }
    }

    /// What the runtime uses of the new instance.
    pub(super) fn guest(
        &self,
        ctx: &mut impl AsContextMut,
        wasm: &wasmtime::Instance,
    ) -> Result<&Guest, Error> {
        let guest = Guest::of(ctx, wasm, self.state.bounds.max_calls).ok_or_else(|| {
            let error = wasmtime::Error::msg("the package exports no memory");
            self.failed(error, START)
        })?;
        Ok(self.state.set_guest(guest))
    }

    /// Compares the types of the package's metadata, if it has some, with the world's.
    pub(super) fn compare(
        &self,
        metadata: Option<Result<Arc<Metadata>, Fault>>,
    ) -> Result<Option<Arc<Metadata>>, Error> {
        let bad = |reason| {
            let mut problems = Problems::default();
            problems.push(|| LinkProblem::BadMetadata { reason });
            self.refused(problems)
        };
        let metadata = match metadata.transpose() {
            Ok(metadata) => metadata,
            Err(Fault::Wasm(error)) => return Err(self.failed(error, TYPES_FUNCTION)),
            Err(Fault::Convention(reason)) => bad(reason).map(|()| None)?,
            Err(Fault::Codec(error)) => bad(error.to_string()).map(|()| None)?,
        };
        let version = metadata.as_ref().map(|metadata| metadata.version);
        let version = version.unwrap_or(self.version_without_metadata);
        self.state.set_version(version);
        if let Some(metadata) = &metadata {
            let (told, world) = (self.told(), &self.state.world);
            if !told.fits(metadata, world) {
                let mut problems = Problems::default();
                for problem in compare::differences(world, metadata) {
                    problems.push(|| problem);
                }
                self.refused(problems)?;
                told.found_fitting(metadata, world);
            }
        }
        Ok(metadata)
    }

    /// What a WASI reactor expects of its host before any other call.
    pub(super) fn initialize(
        ctx: &mut impl AsContextMut,
        wasm: &wasmtime::Instance,
    ) -> Option<TypedFunc<(), ()>> {
        wasm.get_typed_func(ctx, INITIALIZE).ok()
    }

    pub(super) fn initialized(&self, called: wasmtime::Result<()>) -> Result<(), Error> {
        called.map_err(|error| self.failed(error, INITIALIZE))
    }

    /// Looks up all that the world exports.
    pub(super) fn finish(
        mut self,
        ctx: &mut impl AsContextMut,
        wasm: wasmtime::Instance,
        metadata: Option<Arc<Metadata>>,
    ) -> Result<Instance, Error> {
        let mut found = Exports::default();
        for Matched {
            interface,
            index,
            export,
        } in std::mem::take(&mut self.exports)
        {
            let func = wasm
                .get_typed_func(&mut *ctx, &export)
                .map_err(|error| self.failed(error, START))?;
            let own = &self.state.world.exports[interface];
            let function = &own.functions[index];
            found.push(RawExport {
                function: Function {
                    direction: Direction::Export,
                    interface: own.id.clone(),
                    function: function.name.clone(),
                    name: full_name(&own.id, &function.name),
                },
                interface,
                index,
                func,
            });
        }
        Ok(Instance::new(self.state, wasm, found, metadata))
    }
}

/// Makes a host function one of an instance.
pub(super) type Bind<T> = fn(&mut StoreContextMut<'_, T>, &Import<T>, &Arc<State>) -> Func;

fn is_packr(ty: &ExternType) -> bool {
    ty.func().is_some_and(|ty| is_function(ty, 4, 1))
}

/// Whether a function has so many parameters and results, all of them `i32`.
fn is_function(ty: &FuncType, params: usize, results: usize) -> bool {
    let is_i32 = |ty: ValType| matches!(ty, ValType::I32);
    ty.params().len() == params
        && ty.params().all(is_i32)
        && ty.results().len() == results
        && ty.results().all(is_i32)
}

fn match_imports<T: 'static>(
    linker: &Linker<T>,
    ctx: &mut StoreContextMut<'_, T>,
    package: &Package,
    state: &Arc<State>,
    bind: Bind<T>,
    problems: &mut Problems,
) -> Vec<Extern> {
    let mut found = Vec::new();
    let provided = OnceCell::new();
    for import in package.module().imports() {
        let (module, name) = (import.module(), import.name());
        let hosts = linker.find(module, name);
        if let [host] = hosts[..] {
            match import.ty() {
                ty if is_packr(&ty) && host.is_async() && !state.is_async() => {
                    problems.push(|| LinkProblem::AsyncImport {
                        name: host.function().name.clone(),
                    });
                }
                ty if is_packr(&ty) => found.push(bind(ctx, host, state).into()),
                other => problems.push(|| LinkProblem::ImportSignature {
                    module: kept(module),
                    name: kept(name),
                    found: described(&other),
                }),
            }
        } else if !hosts.is_empty() {
            problems.push(|| LinkProblem::AmbiguousImport {
                module: kept(module),
                name: kept(name),
                found: NameList::of(hosts.iter().map(|host| &*host.function().name)),
            });
        } else if let Some(external) = linker.find_core(ctx, &import) {
            found.push(external);
        } else if let Some(trap) = linker.trap(ctx, &import) {
            found.push(trap);
        } else {
            problems.push(|| LinkProblem::MissingImport {
                module: kept(module),
                name: kept(name),
                found: provided_nearby(provided.get_or_init(|| linker.provided()), module),
            });
        }
    }
    found
}

/// What of all that the linker provides is under a module's name, or else all.
fn provided_nearby(all: &[&str], module: &str) -> NameList {
    let base = InterfaceName::new(module);
    let near = |name: &&str| match split_export(name) {
        (Some(interface), _) => interface.base() == base.base(),
        (None, _) => module == ROOT,
    };
    let nearby = NameList::of(all.iter().copied().filter(near));
    match nearby.is_empty() {
        true => NameList::of(all.iter().copied()),
        false => nearby,
    }
}

/// An export of the package.
struct Offered {
    name: String,
    interface: Option<InterfaceName>,
    function: String,
    ty: ExternType,
}

fn match_exports(
    package: &Package,
    world: &World,
    optional: &[&str],
    problems: &mut Problems,
) -> Vec<Matched> {
    let exports = package.module().exports();
    let offered: Vec<_> = exports
        .map(|export| {
            let (interface, function) = split_export(export.name());
            Offered {
                name: export.name().to_owned(),
                interface,
                function,
                ty: export.ty(),
            }
        })
        .collect();
    let mut by_function = HashMap::<&str, Vec<&Offered>>::new();
    for export in &offered {
        by_function
            .entry(&export.function)
            .or_default()
            .push(export);
    }
    let mut matched = Vec::new();
    for (at, interface) in world.exports.iter().enumerate() {
        let id = (&*interface.id != ROOT).then(|| InterfaceName::new(&interface.id));
        let (before, first) = (matched.len(), problems.len());
        let mut absent = 0;
        for (index, function) in interface.functions.iter().enumerate() {
            let name = full_name(&interface.id, &function.name);
            let own = spelled(&function.name);
            let fits = |export: &&Offered| match (&id, &export.interface) {
                (None, None) => true,
                (Some(id), Some(other)) => id.fits(other),
                _ => false,
            };
            let same = by_function.get(&*own).into_iter().flatten().copied();
            let fitting: Vec<_> = same.filter(fits).collect();
            match best(&fitting, &name, id.as_ref()) {
                Some(export) if is_packr(&export.ty) => matched.push(Matched {
                    interface: at,
                    index,
                    export: export.name.clone(),
                }),
                Some(export) => problems.push(|| LinkProblem::ExportSignature {
                    name: kept(&export.name),
                    found: described(&export.ty),
                    expected: SIGNATURE,
                }),
                None if fitting.is_empty() && optional.contains(&&*name) => {}
                None if fitting.is_empty() => {
                    absent += 1;
                    problems.push(|| LinkProblem::MissingExport {
                        found: functions_like(&name, &offered),
                        name,
                    });
                }
                None => problems.push(|| LinkProblem::AmbiguousExport {
                    name,
                    found: NameList::of(fitting.iter().map(|export| &*export.name)),
                }),
            }
        }
        // An optional interface is there as a whole, or not at all.
        if matched.len() == before
            && optional.contains(&&*interface.id)
            && problems.len() - first == absent
        {
            problems.truncate(first);
        }
    }
    check_shared(&matched, world, problems);
    matched
}

/// The name as packr writes it, else the first of the right version, else the first if all are of one version.
fn best<'a>(
    fitting: &[&'a Offered],
    name: &str,
    id: Option<&InterfaceName>,
) -> Option<&'a Offered> {
    let first = |is_it: &dyn Fn(&Offered) -> bool| fitting.iter().copied().find(|it| is_it(it));
    first(&|export| export.name == name)
        .or_else(|| first(&|export| export.interface.as_ref() == id))
        .or_else(|| {
            let (first, others) = fitting.split_first()?;
            let same = others.iter().all(|it| it.interface == first.interface);
            same.then_some(*first)
        })
}

/// The most of a package's functions that are looked at for names like another.
const LOOKED_AT: usize = 1000;

/// The names of the package's functions, those that are most like `name` first.
fn functions_like(name: &str, offered: &[Offered]) -> NameList {
    let is_function = |it: &&Offered| it.ty.func().is_some() && !it.name.starts_with("__pack_");
    let mut functions = offered.iter().filter(is_function).map(|it| &*it.name);
    let mut names: Vec<_> = functions.by_ref().take(LOOKED_AT).collect();
    names.sort_by_cached_key(|export| Reverse(likeness(&kept(export), name)));
    NameList::of(names.into_iter().chain(functions))
}

/// One export can't be two functions of the world.
fn check_shared(matched: &[Matched], world: &World, problems: &mut Problems) {
    let full = |it: &Matched| {
        let interface = &world.exports[it.interface];
        full_name(&interface.id, &interface.functions[it.index].name)
    };
    let mut by_export = BTreeMap::<&str, Vec<String>>::new();
    for it in matched {
        by_export.entry(&it.export).or_default().push(full(it));
    }
    let shared = by_export.into_iter().filter(|(_, wanted)| wanted.len() > 1);
    for (name, wanted) in shared {
        problems.push(|| LinkProblem::SharedExport {
            name: kept(name),
            wanted: NameList::of(wanted.iter().map(|wanted| &**wanted)),
        });
    }
}

/// One of another signature would be passed over in silence.
pub(super) fn check_own_functions(package: &Package, problems: &mut Problems) {
    for (name, params, results, expected) in [
        ("__pack_alloc", 1, 1, ALLOC),
        ("__pack_free", 2, 0, FREE),
        (TYPES_FUNCTION, 2, 1, TYPES),
        (PANIC, 2, 1, TYPES),
        (INITIALIZE, 0, 0, INITIALIZE_TYPE),
    ] {
        match package.module().get_export(name) {
            None => {}
            Some(ExternType::Func(ty)) if is_function(&ty, params, results) => {}
            Some(other) => problems.push(|| LinkProblem::ExportSignature {
                name: name.to_owned(),
                found: described(&other),
                expected,
            }),
        }
    }
}

pub(super) fn check_memory(package: &Package, problems: &mut Problems) {
    let found = match package.module().get_export("memory") {
        Some(ExternType::Memory(ty)) if !ty.is_64() && !ty.is_shared() => return,
        Some(ExternType::Memory(ty)) if ty.is_64() => "a 64-bit memory".to_owned(),
        Some(ExternType::Memory(_)) => "a shared memory".to_owned(),
        Some(other) => described(&other),
        None => "nothing of that name".to_owned(),
    };
    problems.push(|| LinkProblem::Memory { found });
}

fn described(ty: &ExternType) -> String {
    match ty {
        ExternType::Func(ty) => {
            let list = |types: &mut dyn Iterator<Item = ValType>| {
                types
                    .map(|ty| ty.to_string())
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            let (params, results) = (list(&mut ty.params()), list(&mut ty.results()));
            match ty.results().len() {
                0 => format!("({params})"),
                1 => format!("({params}) -> {results}"),
                _ => format!("({params}) -> ({results})"),
            }
        }
        ExternType::Global(_) => "a global".to_owned(),
        ExternType::Table(_) => "a table".to_owned(),
        ExternType::Memory(_) => "a memory".to_owned(),
        ExternType::Tag(_) => "a tag".to_owned(),
    }
}
