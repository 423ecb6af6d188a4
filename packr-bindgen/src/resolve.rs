//! From wit-parser's opened world to packr's model, putting back the references that were taken out.

mod close;
mod convert;
mod find;
mod label;

use std::cell::OnceCell;
use std::collections::HashMap;

use wit_parser::{
    self as wit, IndexMap, Resolve, Stability, TypeDefKind, TypeOwner, WorldId, WorldItem, WorldKey,
};

use crate::error::{Error, ErrorKind, Report};
use crate::model::{
    Function, Interface, InterfaceId, InterfaceName, Model, Owner, PackageName, TypeDef, TypeId,
    TypeKind, World,
};
use crate::parse::Places;
use crate::source::Location;

/// Builds the model. Whatever packr cannot carry is reported, and stands in the model as something harmless.
pub(crate) fn build(
    resolve: &Resolve,
    world: WorldId,
    places: &Places,
    report: &mut Report,
) -> Model {
    let mut builder = Builder {
        resolve,
        world,
        places,
        report,
        interface_ids: HashMap::new(),
        labelled: HashMap::new(),
        interfaces: Vec::new(),
        type_ids: HashMap::new(),
        types: Vec::new(),
        definitions: close::Definitions::default(),
        world_items: OnceCell::new(),
    };
    builder.build()
}

struct Builder<'a> {
    resolve: &'a Resolve,
    world: WorldId,
    places: &'a Places,
    report: &'a mut Report,
    interface_ids: HashMap<wit::InterfaceId, InterfaceId>,
    /// Second names of interfaces that have one of their own.
    labelled: HashMap<(wit::InterfaceId, String), InterfaceId>,
    /// In the order of the model.
    interfaces: Vec<(wit::InterfaceId, Interface)>,
    type_ids: HashMap<wit::TypeId, TypeId>,
    /// In the order of the model.
    types: Vec<wit::TypeId>,
    definitions: close::Definitions,
    world_items: OnceCell<HashMap<String, Location>>,
}

impl Builder<'_> {
    fn build(&mut self) -> Model {
        let resolve = self.resolve;
        let world = &resolve.worlds[self.world];
        let mut imported_interfaces = Vec::new();
        let mut exported_interfaces = Vec::new();
        let imports = self.open_items(&world.imports);
        let exports = self.open_items(&world.exports);
        for &(key, item) in &imports {
            if let Some(id) = self.world_interface(key, item) {
                self.interfaces[id.0].1.imported = true;
                imported_interfaces.push(id);
            }
        }
        for &(key, item) in &exports {
            if let Some(id) = self.world_interface(key, item) {
                self.interfaces[id.0].1.exported = true;
                exported_interfaces.push(id);
            }
        }

        let own_types = imports.iter().chain(&exports);
        let own_types = own_types.filter_map(|(_, item)| match item {
            WorldItem::Type { id, .. } => Some(*id),
            _ => None,
        });
        let own_types = self.declare(own_types.collect());
        for index in 0..self.interfaces.len() {
            let id = self.interfaces[index].0;
            if self.interfaces[index].1.implements.is_some() {
                continue;
            }
            let declared = resolve.interfaces[id].types.values().copied();
            let open = declared.filter(|&id| self.is_open(&resolve.types[id].stability));
            let open = open.collect();
            self.interfaces[index].1.types = self.declare(open);
        }

        let types = self.types.clone();
        let mut types: Vec<TypeDef> = types.into_iter().map(|id| self.type_def(id)).collect();
        for index in 0..self.interfaces.len() {
            if let Some(original) = self.interfaces[index].1.implements {
                self.borrow_items(InterfaceId(index), original, &mut types);
                continue;
            }
            let functions = &resolve.interfaces[self.interfaces[index].0].functions;
            self.interfaces[index].1.functions = self.functions(functions.values());
        }
        let imported_functions = self.functions(imports.iter().filter_map(as_function));
        let exported_functions = self.functions(exports.iter().filter_map(as_function));
        let world = World {
            name: world.name.clone(),
            package: self.package(world.package),
            docs: world.docs.contents.clone(),
            location: self.locate(world.span, world.package),
            imported_interfaces,
            imported_functions,
            exported_interfaces,
            exported_functions,
            types: own_types,
        };
        let interfaces = std::mem::take(&mut self.interfaces);
        Model {
            world,
            interfaces: interfaces
                .into_iter()
                .map(|(_, interface)| interface)
                .collect(),
            types,
        }
    }

    /// The items of a world that are behind no closed gate. wit-parser has left out the others of texts, but of
    /// encoded packages only functions.
    fn open_items<'w>(
        &self,
        items: &'w IndexMap<WorldKey, WorldItem>,
    ) -> Vec<(&'w WorldKey, &'w WorldItem)> {
        let is_open = |item: &WorldItem| self.is_open(item.stability(self.resolve));
        items.iter().filter(|(_, item)| is_open(item)).collect()
    }

    fn is_open(&self, stability: &Stability) -> bool {
        match stability {
            Stability::Unstable { feature, .. } => self.resolve.features.contains(feature),
            Stability::Stable { .. } | Stability::Unknown => true,
        }
    }

    /// The interface that a world's item brings in, if it is one. Those that it uses come before it.
    fn world_interface(&mut self, key: &WorldKey, item: &WorldItem) -> Option<InterfaceId> {
        let WorldItem::Interface {
            id,
            external_id,
            span,
            ..
        } = item
        else {
            return None;
        };
        let label = match key {
            WorldKey::Name(label) => Some(label),
            WorldKey::Interface(_) => None,
        };
        let name = label.or(self.resolve.interfaces[*id].name.as_ref());
        let location = self.world_item(*span, name.map_or("", String::as_str));
        if external_id.is_some() {
            let name = self.resolve.name_world_key(key);
            self.external_id(name, &location);
        }
        let original = self.interface(*id, label);
        Some(match label {
            Some(label) if self.resolve.interfaces[*id].name.is_some() => {
                self.labelled(*id, original, label, location)
            }
            _ => original,
        })
    }

    fn interface(&mut self, id: wit::InterfaceId, label: Option<&String>) -> InterfaceId {
        if let Some(&known) = self.interface_ids.get(&id) {
            return known;
        }
        let resolve = self.resolve;
        let interface = &resolve.interfaces[id];
        for used in resolve.interface_direct_deps(id) {
            if used != id {
                self.interface(used, None);
            }
        }
        let package = self.package(interface.package);
        let name = match (&interface.name, label) {
            (Some(name), _) => InterfaceName::Package {
                package,
                interface: name.clone(),
            },
            (None, label) => InterfaceName::Inline(label.cloned().unwrap_or_default()),
        };
        let ours = InterfaceId(self.interfaces.len());
        let location = self.locate(interface.span, interface.package);
        self.interfaces.push((
            id,
            Interface {
                name,
                implements: None,
                docs: interface.docs.contents.clone(),
                location,
                types: Vec::new(),
                functions: Vec::new(),
                imported: false,
                exported: false,
            },
        ));
        self.interface_ids.insert(id, ours);
        ours
    }

    /// Gives types their ids, in the order in which they are declared; wit-parser has them in dependency order.
    fn declare(&mut self, mut declared: Vec<wit::TypeId>) -> Vec<TypeId> {
        let map = &self.resolve.source_map;
        declared.sort_by_key(|&id| {
            let place = self.places.find(map, self.resolve.types[id].span);
            place.map(|(file, range)| (file, range.start))
        });
        declared
            .into_iter()
            .map(|id| {
                let ours = TypeId(self.types.len());
                self.types.push(id);
                self.type_ids.insert(id, ours);
                self.define(id);
                ours
            })
            .collect()
    }

    fn type_def(&mut self, id: wit::TypeId) -> TypeDef {
        let def = &self.resolve.types[id];
        let name = def.name.clone().unwrap_or_default();
        let location = self.locate(def.span, self.owner_package(def.owner));
        if def.external_id.is_some() && !self.is_use(def) {
            self.external_id(name.clone(), &location);
        }
        let kind = match def.kind {
            TypeDefKind::Type(wit::Type::Id(target)) if self.is_use(def) => self.use_of(target),
            _ => self.type_kind(def, &location),
        };
        TypeDef {
            name,
            owner: self.owner(def.owner),
            docs: def.docs.contents.clone(),
            location,
            kind,
        }
    }

    fn use_of(&self, target: wit::TypeId) -> TypeKind {
        match self.type_ids.get(&target) {
            Some(&target) => TypeKind::Use(target),
            None => TypeKind::Enum(Vec::new()),
        }
    }

    /// `use other.{a}` is an alias of a type that belongs to another owner.
    fn is_use(&self, def: &wit::TypeDef) -> bool {
        match def.kind {
            TypeDefKind::Type(wit::Type::Id(target)) => {
                let owner = self.resolve.types[target].owner;
                owner != TypeOwner::None && owner != def.owner
            }
            _ => false,
        }
    }

    fn functions<'f>(
        &mut self,
        functions: impl Iterator<Item = &'f wit::Function>,
    ) -> Vec<Function> {
        functions
            .filter_map(|function| self.function(function))
            .collect()
    }

    fn owner(&self, owner: TypeOwner) -> Owner {
        match owner {
            TypeOwner::Interface(id) => match self.interface_ids.get(&id) {
                Some(&id) => Owner::Interface(id),
                None => Owner::World,
            },
            TypeOwner::World(_) | TypeOwner::None => Owner::World,
        }
    }

    fn owner_package(&self, owner: TypeOwner) -> Option<wit::PackageId> {
        match owner {
            TypeOwner::Interface(id) => self.resolve.interfaces[id].package,
            TypeOwner::World(id) => self.resolve.worlds[id].package,
            TypeOwner::None => None,
        }
    }

    fn package(&self, id: Option<wit::PackageId>) -> PackageName {
        let name = id.map(|id| self.resolve.packages[id].name.clone());
        PackageName {
            namespace: name
                .as_ref()
                .map_or_else(String::new, |n| n.namespace.clone()),
            name: name.as_ref().map_or_else(String::new, |n| n.name.clone()),
            version: name.and_then(|name| name.version),
        }
    }

    fn locate(&self, span: wit::Span, package: Option<wit::PackageId>) -> Location {
        let place = self.places.locate(&self.resolve.source_map, span);
        place.unwrap_or_else(|| match package {
            Some(id) => {
                let name = &self.resolve.packages[id].name;
                Location::binary(&format!("package {name} (encoded as WebAssembly)"))
            }
            None => Location::binary("a package encoded as WebAssembly"),
        })
    }

    /// An import or export of the world; wit-parser has no place for those that it puts into another order.
    fn world_item(&self, span: wit::Span, name: &str) -> Location {
        let map = &self.resolve.source_map;
        self.places.locate(map, span).unwrap_or_else(|| {
            let world = &self.resolve.worlds[self.world];
            let world = self.locate(world.span, world.package);
            let items = self.world_items.get_or_init(|| find::world_items(&world));
            items.get(name).cloned().unwrap_or(world)
        })
    }

    fn external_id(&mut self, name: String, location: &Location) {
        self.report
            .push(Error::new(ErrorKind::ExternalId { name }).at(location));
    }
}

fn as_function<'w>((_, item): &(&WorldKey, &'w WorldItem)) -> Option<&'w wit::Function> {
    match item {
        WorldItem::Function(function) => Some(function),
        _ => None,
    }
}
