//! `packr inspect`: what a package is, and whether it can run.

use std::ffi::OsStr;
use std::path::Path;

use packr_core::metadata::{InterfaceHash, TypeHash};
use packr_core::schema::{Function, Interface, World};
use packr_core::{Error, Linker, Metadata, Version};
use serde_json::{Value as Json, json};
use wasmtime::{Caller, ExternType, Module, Val};

use crate::error::Failure;
use crate::output::{self, alarm, faint, title};
use crate::package::{self, Clock, Loaded, PackageArg, TimeLimit, is_packr, is_wasi};
use crate::world::ROOT;

/// Show what a package imports and exports, its types, and whether it is fit to run.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The types are the package's own, from its metadata, as WIT. Without metadata there are only names.
To read them, the package's start function and its `__pack_types` run, for no longer than --timeout.

Example:
  packr inspect guests/calc.wasm")]
pub(crate) struct Args {
    #[command(flatten)]
    package: PackageArg,

    /// Print JSON.
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    time: TimeLimit,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let loaded = package::load(&args.package.package)?;
    let clock = args.time.clock();
    let report = Report::new(&loaded, &clock);
    match args.json {
        true => output::print_json(&report.json()),
        false => output::print(&report.text()),
    }
}

/// Everything that is told of a package.
struct Report<'a> {
    loaded: &'a Loaded,
    metadata: Option<Metadata>,
    /// Its imports and exports: from the metadata, or else by name alone.
    world: World,
    /// Why it can't run, if it can't.
    problems: Vec<String>,
    /// What it imports beside packr functions: `module` and `name`.
    others: Vec<(String, String)>,
}

impl<'a> Report<'a> {
    fn new(loaded: &'a Loaded, clock: &Clock) -> Self {
        let module = loaded.package.module();
        let mut problems = Vec::new();
        let metadata = loaded.metadata(clock).unwrap_or_else(|error| {
            add(&mut problems, &error);
            None
        });
        let world = match &metadata {
            Some(metadata) => World {
                name: stem(loaded.package.name()).into(),
                ..metadata.world.clone()
            },
            None => names_alone(module),
        };
        let others: Vec<_> = module
            .imports()
            .filter(|import| !is_packr(&import.ty()))
            .map(|import| (import.module().to_owned(), import.name().to_owned()))
            .collect();
        if problems.is_empty()
            && let Err(error) = instantiate(loaded, clock, &world)
        {
            add(&mut problems, &error);
        }
        Self {
            loaded,
            metadata,
            world,
            problems,
            others,
        }
    }

    /// The version of the format, where the package tells it.
    fn version(&self) -> Option<Version> {
        self.metadata.as_ref().map(|it| it.version)
    }

    fn exports(&self, name: &str) -> bool {
        self.loaded.package.module().get_export(name).is_some()
    }

    /// The least and most pages of its memory.
    fn memory(&self) -> Option<(u64, Option<u64>)> {
        match self.loaded.package.module().get_export("memory") {
            Some(ExternType::Memory(memory)) => Some((memory.minimum(), memory.maximum())),
            _ => None,
        }
    }

    fn text(&self) -> String {
        let mut lines = vec![format!(
            "{} {} bytes",
            title(self.loaded.package.name()),
            self.loaded.size
        )];
        let mut line = |label: &str, text: String| lines.push(format!("  {label:<11} {text}"));
        line(
            "fit to run",
            match self.problems.is_empty() {
                true => "yes".to_owned(),
                false => alarm("no"),
            },
        );
        if self.others.iter().any(|(module, _)| is_wasi(module)) {
            line(
                "needs",
                "WASI, which its host adds to `linker.core()`".to_owned(),
            );
        }
        line(
            "format",
            match self.version() {
                Some(version) => format!("CGRF version {}", version.number()),
                None if self.exports("__pack_types") => {
                    "not told: its metadata can't be read".to_owned()
                }
                None => "not told: the package has no metadata".to_owned(),
            },
        );
        line(
            "memory",
            match self.memory() {
                Some((least, Some(most))) => format!("{least} to {most} pages of 64 KiB"),
                Some((1, None)) => "1 page of 64 KiB, and more as it needs".to_owned(),
                Some((least, None)) => format!("{least} pages of 64 KiB, and more as it needs"),
                None => "none".to_owned(),
            },
        );
        line(
            "allocator",
            match (self.exports("__pack_alloc"), self.exports("__pack_free")) {
                (true, true) => "__pack_alloc, __pack_free".to_owned(),
                (true, false) => "__pack_alloc alone: results are never freed".to_owned(),
                (false, _) => "none: the host adds pages for its values".to_owned(),
            },
        );
        line(
            "panics",
            match self.exports("__pack_panic") {
                true => "their messages reach the host".to_owned(),
                false => "told as traps; a guest built with packr-guest 0.6 loops for ever instead"
                    .to_owned(),
            },
        );
        for problem in &self.problems {
            lines.push(format!(
                "  {} {}",
                alarm("problem"),
                problem.replace('\n', "\n        ")
            ));
        }
        for (heading, interfaces, hashes) in [
            (
                "imports",
                &self.world.imports,
                self.metadata.as_ref().map(|it| &it.import_hashes),
            ),
            (
                "exports",
                &self.world.exports,
                self.metadata.as_ref().map(|it| &it.export_hashes),
            ),
        ] {
            lines.push(format!("\n{}", title(heading)));
            if interfaces.is_empty() {
                lines.push("  none".to_owned());
            }
            for interface in interfaces.iter() {
                lines.push(format!("  {}", shown_id(&interface.id)));
                if let Some(hashes) = hashes {
                    lines.push(format!("    {}", self.hash(interface, hashes).text()));
                }
                if self.metadata.is_none() {
                    lines.extend(
                        interface
                            .functions
                            .iter()
                            .map(|it| format!("    {}", it.name)),
                    );
                }
            }
        }
        if !self.others.is_empty() {
            lines.push(format!(
                "\n{}",
                title("imports that are no packr functions")
            ));
            let others = self
                .others
                .iter()
                .map(|(module, name)| format!("  {module} {name}"));
            lines.extend(others);
        }
        if self.metadata.is_some() {
            lines.push(format!(
                "\n{}\n{}",
                title("types"),
                self.world.to_wit().trim_end()
            ));
        }
        lines.join("\n")
    }

    fn hash(&self, interface: &Interface, hashes: &[InterfaceHash]) -> Hash {
        let plain = |name: &str| name.split('@').next().unwrap_or_default().to_owned();
        let id = match &*interface.id {
            ROOT => "",
            id => id,
        };
        let written = hashes
            .iter()
            .find(|it| it.name == id || plain(&it.name) == plain(id));
        Hash {
            written: written.map(|it| it.hash),
            computed: self
                .world
                .interface_hash_as(interface, self.version().unwrap_or_default()),
        }
    }

    fn json(&self) -> Json {
        let interfaces = |list: &[Interface], hashes: Option<&Vec<InterfaceHash>>| -> Vec<Json> {
            let each = list.iter().map(|interface| {
                let mut it = json!({
                    "id": interface.id,
                    "functions": interface.functions.iter().map(|it| &it.name).collect::<Vec<_>>(),
                });
                if let Some(hashes) = hashes {
                    let hash = self.hash(interface, hashes);
                    it["hash"] = json!(hash.written.map(|hash| hash.to_string()));
                    it["computed"] = json!(hash.computed.map(|hash| hash.to_string()));
                    it["agrees"] = json!(hash.agrees());
                }
                it
            });
            each.collect()
        };
        let metadata = self.metadata.as_ref();
        json!({
            "package": self.loaded.package.name(),
            "size": self.loaded.size,
            "fit": self.problems.is_empty(),
            "problems": self.problems,
            "format_version": self.version().map(Version::number),
            "memory": self.memory().map(|(least, most)| json!({ "minimum": least, "maximum": most })),
            "allocator": self.exports("__pack_alloc"),
            "panic_messages": self.exports("__pack_panic"),
            "imports": interfaces(&self.world.imports, metadata.map(|it| &it.import_hashes)),
            "exports": interfaces(&self.world.exports, metadata.map(|it| &it.export_hashes)),
            "other_imports": self.others.iter().map(|(module, name)| json!({ "module": module, "name": name })).collect::<Vec<_>>(),
            "wit": metadata.map(|_| self.world.to_wit()),
            "world": metadata.map(|_| crate::json::world(&self.world)),
        })
    }
}

/// An interface's hash, as written and as its types have it.
struct Hash {
    written: Option<TypeHash>,
    computed: Option<TypeHash>,
}

impl Hash {
    fn agrees(&self) -> Option<bool> {
        Some(self.written? == self.computed?)
    }

    fn text(&self) -> String {
        match (self.written, self.computed) {
            (Some(written), Some(computed)) if written == computed => {
                faint(&format!("hash {written}, which its types have"))
            }
            (Some(written), Some(computed)) => {
                format!(
                    "hash {written}, which is not {computed}, that of its types as far as they are told"
                )
            }
            (Some(written), None) => {
                format!("hash {written}; its types are too many to compute it")
            }
            (None, _) => faint("no hash"),
        }
    }
}

/// `calc` of `guests/calc.wasm`: metadata does not tell the world's name.
fn stem(path: &str) -> String {
    let stem = Path::new(path).file_stem().and_then(OsStr::to_str);
    stem.unwrap_or("package").to_owned()
}

fn shown_id(id: &str) -> &str {
    match id {
        ROOT => "the world's own functions",
        id => id,
    }
}

/// The world of a package without metadata: its packr functions, without parameters.
fn names_alone(module: &Module) -> World {
    let mut imports: Vec<(String, Vec<Function>)> = Vec::new();
    let mut exports: Vec<(String, Vec<Function>)> = Vec::new();
    fn push(list: &mut Vec<(String, Vec<Function>)>, interface: &str, name: &str) {
        let function = Function {
            name: name.to_owned().into(),
            params: Vec::new().into(),
            result: None,
        };
        match list.iter_mut().find(|(known, _)| known == interface) {
            Some((_, functions)) => functions.push(function),
            None => list.push((interface.to_owned(), vec![function])),
        }
    }
    for import in module.imports().filter(|import| is_packr(&import.ty())) {
        push(&mut imports, import.module(), import.name());
    }
    for export in module.exports().filter(|export| is_packr(&export.ty())) {
        let name = export.name();
        if name.starts_with("__pack_") {
            continue;
        }
        match name.split_once('#').or_else(|| name.rsplit_once('.')) {
            Some((interface, function)) => push(&mut exports, interface, function),
            None => push(&mut exports, ROOT, name),
        }
    }
    let interfaces = |list: Vec<(String, Vec<Function>)>| -> Vec<Interface> {
        let each = list.into_iter().map(|(id, functions)| Interface {
            id: id.into(),
            functions: functions.into(),
        });
        each.collect()
    };
    World {
        name: "package".into(),
        imports: interfaces(imports).into(),
        exports: interfaces(exports).into(),
        ..World::EMPTY
    }
}

/// Instantiates it with host functions that fail, and those of WASI too: that is all that can be found out without calling it.
fn instantiate(loaded: &Loaded, clock: &Clock, world: &World) -> Result<(), Error> {
    let mut linker = Linker::new(&loaded.engine);
    linker.define_stubs(world.clone())?;
    for import in loaded.package.module().imports() {
        if let (true, ExternType::Func(ty)) = (is_wasi(import.module()), import.ty()) {
            let fails = |_: Caller<'_, ()>, _: &[Val], _: &mut [Val]| {
                Err(wasmtime::Error::new(packr_core::NoHostFunction))
            };
            let core = linker.core();
            core.func_new(import.module(), import.name(), ty, fails)?;
        }
    }
    clock.restart();
    let mut store = loaded.store(clock, ());
    linker.instantiate(&mut store, &loaded.package, world.clone())?;
    Ok(())
}

fn add(problems: &mut Vec<String>, error: &Error) {
    match error {
        Error::Link(link) => problems.extend(link.problems.iter().map(ToString::to_string)),
        // Host functions that only stand in say nothing about the package.
        other if other.downcast_ref::<packr_core::NoHostFunction>().is_some() => {}
        other => problems.push(other.brief()),
    }
}
