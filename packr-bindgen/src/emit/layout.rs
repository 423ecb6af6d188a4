//! Where everything stands in the generated code, and what it is called there.

use std::collections::HashMap;

use crate::model::{Function, InterfaceId, InterfaceName, Model, Owner, PackageName, TypeId};
use crate::names::{self, Scope};
use crate::options::Elsewhere;

/// Names of modules from the root of the expansion. Empty: the root itself.
pub(super) type ModulePath = Vec<String>;

/// Places and names for one model.
pub(super) struct Layout {
    imports: Vec<ModulePath>,
    exports: Vec<ModulePath>,
    /// Which interfaces are generated elsewhere: their modules among the imports are there.
    elsewhere: Vec<bool>,
    types: Vec<String>,
    /// The names of types that stand behind one of the user's.
    wires: Vec<String>,
    /// The world's struct, and the trait of the functions it imports itself.
    pub(super) world: String,
    pub(super) world_imports: String,
    scopes: HashMap<ModulePath, Scope>,
}

impl Layout {
    pub(super) fn of_host(model: &Model, elsewhere: &Elsewhere) -> Self {
        Layout::new(model, elsewhere, &[])
    }

    /// The same names as the host's, but that the root has a `Guest`.
    pub(super) fn of_guest(model: &Model, elsewhere: &Elsewhere) -> Self {
        Layout::new(model, elsewhere, &["Guest"])
    }

    fn new(model: &Model, elsewhere: &Elsewhere, at_root: &[&str]) -> Self {
        let world = names::world_type(&model.world.name);
        let world_imports = format!("{world}Imports");
        let packages = model.packages();
        let mut imports = module_paths(model, &packages, &[]);
        let ids = (0..model.interfaces.len()).map(InterfaceId);
        let homes: Vec<_> = ids.map(|id| elsewhere.interface(id)).collect();
        for (path, home) in imports.iter_mut().zip(&homes) {
            if let Some(home) = home {
                *path = vec![super::elsewhere::module(model, home.module)];
                path.extend(home.below.iter().cloned());
            }
        }
        let exports = module_paths(model, &packages, &["exports"]);
        let mut layout = Layout {
            imports,
            exports,
            elsewhere: homes.iter().map(Option::is_some).collect(),
            types: vec![String::new(); model.types.len()],
            wires: vec![String::new(); model.types.len()],
            scopes: HashMap::new(),
            world,
            world_imports,
        };
        layout.name_types(model, elsewhere, at_root);
        layout
    }

    fn name_types(&mut self, model: &Model, elsewhere: &Elsewhere, at_root: &[&str]) {
        let wire = |id: TypeId| elsewhere.own(id).is_some_and(|own| !own.used);
        let own = [self.world.as_str(), self.world_imports.as_str()];
        let mut root = Scope::with(at_root.iter().copied().chain(own));
        for id in &model.world.types {
            self.types[id.0] = root.claim(names::camel(&model.types[id.0].name));
        }
        for id in model.world.types.iter().filter(|id| wire(**id)) {
            self.wires[id.0] = root.claim(format!("Wire{}", self.types[id.0]));
        }
        self.scopes.insert(ModulePath::new(), root);
        for (index, interface) in model.interfaces.iter().enumerate() {
            let reserved = match interface.exported {
                true => &["Host", "Guest"][..],
                false => &["Host"],
            };
            let mut scope = Scope::with(reserved.iter().copied());
            for id in &interface.types {
                self.types[id.0] = scope.claim(names::camel(&model.types[id.0].name));
            }
            for id in interface.types.iter().filter(|id| wire(**id)) {
                self.wires[id.0] = scope.claim(format!("Wire{}", self.types[id.0]));
            }
            // Two that the world writes out, one imported and one exported, may have the same name: each has one of the
            // two modules.
            if interface.imported || !interface.exported {
                let path = self.imports[index].clone();
                self.scopes.insert(path, scope.clone());
            }
            if interface.exported {
                self.scopes.insert(self.exports[index].clone(), scope);
            }
        }
    }

    /// The module of an interface among the imports.
    pub(super) fn imported(&self, id: InterfaceId) -> &[String] {
        &self.imports[id.0]
    }

    /// The module of an interface among the exports.
    pub(super) fn exported(&self, id: InterfaceId) -> &[String] {
        &self.exports[id.0]
    }

    /// The module where the types of an interface are defined.
    pub(super) fn home(&self, model: &Model, id: InterfaceId) -> &[String] {
        let interface = &model.interfaces[id.0];
        if interface.exported && !interface.imported && !self.elsewhere[id.0] {
            self.exported(id)
        } else {
            self.imported(id)
        }
    }

    /// The module where a type is defined.
    pub(super) fn home_of_type(&self, model: &Model, id: TypeId) -> &[String] {
        match model.types[id.0].owner {
            Owner::World => &[],
            Owner::Interface(interface) => self.home(model, interface),
        }
    }

    /// The Rust name of a type, the same in every module of its owner.
    pub(super) fn type_name(&self, id: TypeId) -> &str {
        &self.types[id.0]
    }

    /// The Rust name of the type that stands behind one of the user's, and is only read and written.
    pub(super) fn wire_name(&self, id: TypeId) -> &str {
        &self.wires[id.0]
    }

    /// Whether an interface is generated elsewhere.
    pub(super) fn is_elsewhere(&self, id: InterfaceId) -> bool {
        self.elsewhere[id.0]
    }

    /// The names of the types of a module, for those who need others beside them.
    pub(super) fn scope(&self, module: &[String]) -> Scope {
        self.scopes.get(module).cloned().unwrap_or_default()
    }

    /// Whether a module at the root hides the primitive type of that name there.
    pub(super) fn root_hides(&self, primitive: &str) -> bool {
        self.imports.iter().any(|path| path[0] == primitive)
    }
}

/// A module for each interface below `base`. Interfaces written in the world give way to namespaces, and at
/// the root all give way to `exports`.
fn module_paths(model: &Model, packages: &[&PackageName], base: &[&str]) -> Vec<ModulePath> {
    let base: ModulePath = base.iter().map(|&name| name.to_owned()).collect();
    let mut modules = Modules::default();
    if base.is_empty() {
        modules.scope(&base).claim("exports");
    }
    let mut paths = vec![ModulePath::new(); model.interfaces.len()];
    for (path, interface) in paths.iter_mut().zip(&model.interfaces) {
        if let InterfaceName::Package { package, interface } = &interface.name {
            let namespace =
                modules.get(&base, &package.namespace, names::snake(&package.namespace));
            let key = format!("{}@{:?}", package.name, package.version);
            let package = modules.get(&namespace, &key, names::package_module(package, packages));
            *path = modules.get(&package, interface, names::snake(interface));
        }
    }
    for (path, interface) in paths.iter_mut().zip(&model.interfaces) {
        if let InterfaceName::Inline(name) = &interface.name {
            let key = format!("interface {name}");
            *path = modules.get(&base, &key, names::snake(name));
        }
    }
    paths
}

#[derive(Default)]
struct Modules {
    scopes: HashMap<ModulePath, Scope>,
    known: HashMap<(ModulePath, String), ModulePath>,
}

impl Modules {
    fn scope(&mut self, parent: &ModulePath) -> &mut Scope {
        self.scopes.entry(parent.clone()).or_default()
    }

    /// The module in `parent` that stands for `key`, made with the nearest name that is free.
    fn get(&mut self, parent: &ModulePath, key: &str, wanted: String) -> ModulePath {
        let known = (parent.clone(), key.to_owned());
        if let Some(path) = self.known.get(&known) {
            return path.clone();
        }
        let mut path = parent.clone();
        path.push(self.scope(parent).claim(wanted));
        self.known.insert(known, path.clone());
        path
    }
}

/// Names for functions in one scope, in order.
pub(super) fn function_names<'a>(functions: impl IntoIterator<Item = &'a Function>) -> Vec<String> {
    let mut scope = Scope::default();
    functions
        .into_iter()
        .map(|function| scope.claim(names::function(&function.name)))
        .collect()
}
