//! Matches a package with a linker and a world, and instantiates it if they fit.

use std::sync::Arc;

use wasmtime::{Extern, ExternType, FuncType, StoreContextMut, ValType};

use super::call::Function;
use super::error::Error;
use super::export::RawExport;
use super::instance::{Exports, Instance, State};
use super::link_error::{LinkError, LinkProblem};
use super::linker::Linker;
use super::memory::Guest;
use super::names::{InterfaceName, full_name, likeness, spelled, split_export};
use super::package::Package;
use crate::intercept::Direction;
use crate::schema::World;

/// A function of the world and the export that is it.
struct Matched {
    interface: usize,
    index: usize,
    export: String,
}

pub(super) fn instantiate<T: 'static>(
    linker: &Linker<T>,
    ctx: &mut StoreContextMut<'_, T>,
    package: &Package,
    state: Arc<State>,
) -> Result<Instance, Error> {
    let mut problems = Vec::new();
    let imports = match_imports(linker, ctx, package, &state, &mut problems);
    let exports = match_exports(package, &state.world, &mut problems);
    check_memory(package, &mut problems);
    if !problems.is_empty() {
        return Err(Box::new(LinkError {
            package: package.name().to_owned(),
            world: state.world.name.to_string(),
            problems,
        })
        .into());
    }
    let failed = |error: wasmtime::Error| match error.downcast::<Error>() {
        Ok(error) => error.during("the start function", None),
        Err(error) => Error::Instantiate {
            package: package.name().to_owned(),
            source: error.into(),
        },
    };
    let wasm = wasmtime::Instance::new(&mut *ctx, package.module(), &imports).map_err(failed)?;
    let Some(memory) = wasm.get_memory(&mut *ctx, "memory") else {
        return Err(failed(wasmtime::Error::msg(
            "the package exports no memory",
        )));
    };
    let alloc = wasm.get_typed_func(&mut *ctx, "__pack_alloc").ok();
    let free = wasm.get_typed_func(&mut *ctx, "__pack_free").ok();
    state.set_guest(Guest::new(memory, alloc, free));
    // What a WASI reactor expects of its host before any other call.
    if let Ok(initialize) = wasm.get_typed_func::<(), ()>(&mut *ctx, "_initialize") {
        initialize.call(&mut *ctx, ()).map_err(failed)?;
    }

    let mut found = Exports::default();
    for Matched {
        interface,
        index,
        export,
    } in exports
    {
        let func = wasm.get_typed_func(&mut *ctx, &export).map_err(failed)?;
        let own = &state.world.exports[interface];
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
    Ok(Instance::new(state, wasm, found))
}

fn is_packr_function(ty: &FuncType) -> bool {
    let i32s = |types: &mut dyn Iterator<Item = ValType>, count| {
        let types: Vec<_> = types.collect();
        types.len() == count && types.iter().all(|ty| matches!(ty, ValType::I32))
    };
    i32s(&mut ty.params(), 4) && i32s(&mut ty.results(), 1)
}

fn match_imports<T: 'static>(
    linker: &Linker<T>,
    ctx: &mut StoreContextMut<'_, T>,
    package: &Package,
    state: &Arc<State>,
    problems: &mut Vec<LinkProblem>,
) -> Vec<Extern> {
    let mut found = Vec::new();
    for import in package.module().imports() {
        let (module, name) = (import.module(), import.name());
        if let Some(host) = linker.find(module, name) {
            match import.ty() {
                ExternType::Func(ty) if is_packr_function(&ty) => {
                    found.push(Linker::bind(ctx, host, state).into());
                }
                other => problems.push(LinkProblem::ImportSignature {
                    module: module.to_owned(),
                    name: name.to_owned(),
                    found: described(&other),
                }),
            }
        } else if let Some(external) = linker.find_core(ctx, &import) {
            found.push(external);
        } else {
            problems.push(LinkProblem::MissingImport {
                module: module.to_owned(),
                name: name.to_owned(),
                found: provided_nearby(linker, module),
            });
        }
    }
    found
}

/// What the linker provides under a module's name, or else all that it provides.
fn provided_nearby<T: 'static>(linker: &Linker<T>, module: &str) -> Vec<String> {
    let base = InterfaceName::new(module);
    let all = linker.provided();
    let near = |name: &&&str| match split_export(name) {
        (Some(interface), _) => interface.base() == base.base(),
        (None, _) => module == super::names::ROOT,
    };
    let nearby: Vec<String> = all
        .iter()
        .filter(near)
        .map(|name| (*name).to_owned())
        .collect();
    if nearby.is_empty() {
        all.into_iter().map(str::to_owned).collect()
    } else {
        nearby
    }
}

fn match_exports(
    package: &Package,
    world: &World,
    problems: &mut Vec<LinkProblem>,
) -> Vec<Matched> {
    let exports: Vec<_> = package
        .module()
        .exports()
        .map(|export| {
            let (interface, function) = split_export(export.name());
            (export.name().to_owned(), interface, function, export.ty())
        })
        .collect();
    let mut matched = Vec::new();
    for (at, interface) in world.exports.iter().enumerate() {
        let id = (&*interface.id != super::names::ROOT).then(|| InterfaceName::new(&interface.id));
        for (index, function) in interface.functions.iter().enumerate() {
            let name = full_name(&interface.id, &function.name);
            let own = spelled(&function.name);
            let mut fitting = exports.iter().filter(|(_, other, function, _)| {
                *function == own
                    && match (&id, other) {
                        (None, None) => true,
                        (Some(id), Some(other)) => id.fits(other),
                        _ => false,
                    }
            });
            // An exact name wins over one that only fits.
            let exact = exports.iter().find(|(export, ..)| *export == name);
            match exact.or_else(|| fitting.next()) {
                Some((export, _, _, ExternType::Func(ty))) if is_packr_function(ty) => {
                    matched.push(Matched {
                        interface: at,
                        index,
                        export: export.clone(),
                    });
                }
                Some((export, _, _, ty)) => problems.push(LinkProblem::ExportSignature {
                    name: export.clone(),
                    found: described(ty),
                }),
                None => {
                    let names = exports
                        .iter()
                        .filter(|(.., ty)| matches!(ty, ExternType::Func(_)));
                    let mut found: Vec<String> = names.map(|(export, ..)| export.clone()).collect();
                    found.retain(|export| !export.starts_with("__pack_"));
                    found.sort_by_key(|export| std::cmp::Reverse(likeness(export, &name)));
                    problems.push(LinkProblem::MissingExport { name, found });
                }
            }
        }
    }
    matched
}

fn check_memory(package: &Package, problems: &mut Vec<LinkProblem>) {
    let found = match package.module().get_export("memory") {
        Some(ExternType::Memory(ty)) if !ty.is_64() && !ty.is_shared() => return,
        Some(ExternType::Memory(ty)) if ty.is_64() => "a 64-bit memory".to_owned(),
        Some(ExternType::Memory(_)) => "a shared memory".to_owned(),
        Some(other) => described(&other),
        None => "nothing of that name".to_owned(),
    };
    problems.push(LinkProblem::Memory { found });
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
