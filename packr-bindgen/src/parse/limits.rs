//! What is refused before wit-parser works on it, as it would take its stack or its time: it follows interfaces and
//! packages by recursion, gives every world a copy of all it includes.

use std::collections::{HashMap, HashSet};

use wit_parser::{
    AstItem, InterfaceId, PackageName, ParseError, Span, Type, TypeDefKind, TypeOwner,
    UnresolvedPackage, UnresolvedPackageGroup, World, WorldItem,
};

use super::Places;
use super::scan::tokens;
use crate::checks::DEEPEST_TYPE;
use crate::error::{Error, ErrorKind};
use crate::graph::Graph;

/// Bytes of WIT in all files together; wit-parser counts them in 32 bits.
pub(super) const MOST_TEXT: usize = 64 << 20;
/// Interfaces that use each other in a row, and worlds that include each other.
const LONGEST_CHAIN: usize = 500;
const MOST_PACKAGES: usize = 500;
/// Items of all worlds, those of included worlds and of used interfaces counted for each of them.
const MOST_WORLD_ITEMS: usize = 300_000;
/// The generated code has them as pairs inside pairs, which rustc follows to 128.
const MOST_PARAMETERS: usize = 100;

pub(super) fn too_much(what: &'static str, most: usize, help: &'static str) -> Error {
    Error::new(ErrorKind::TooMuch { what, most, help })
}

/// No function of a text has too many parameters.
pub(super) fn check_text(file: usize, places: &Places) -> Result<(), Error> {
    let text = places.text(file);
    let mut after_func = false;
    let mut in_params = false;
    let mut params = 0;
    for token in tokens(text, 0) {
        if token.is_sign(b'(') {
            in_params = after_func;
            params = 0;
        } else if token.is_sign(b')') || token.is_sign(b';') {
            in_params = false;
        } else if in_params && token.is_sign(b':') {
            params += 1;
            if params > MOST_PARAMETERS {
                let place = places.location(file, token.range());
                let help = "declare a `record` for them, and pass that";
                let error = too_much("parameters of one function", MOST_PARAMETERS, help);
                return Err(error.at(&place));
            }
        }
        after_func = token.is_word(text, "func");
    }
    Ok(())
}

/// wit-parser's own limits, which it tells without saying what they are.
pub(super) fn of_parser(error: &ParseError) -> Option<ErrorKind> {
    match error.to_string().as_str() {
        "type nesting too deep" => Some(ErrorKind::NestedType { most: DEEPEST_TYPE }),
        "package nesting too deep" => Some(ErrorKind::TooMuch {
            what: "packages inside each other",
            most: 100,
            help: "a `package` may stand beside another as well: what is inside has its full name anyway",
        }),
        _ => None,
    }
}

/// All interfaces and worlds that are known so far, with what they lead to.
#[derive(Default)]
pub(super) struct Reach {
    packages: usize,
    /// By package and name.
    nodes: HashMap<(PackageName, String), usize>,
    graph: Vec<Node>,
}

struct Node {
    leads_to: Vec<usize>,
    /// Items that are written here.
    own: usize,
    is_world: bool,
    place: (usize, Span),
}

impl Reach {
    /// Adds packages that are parsed, and checks that all together can be resolved.
    pub(super) fn add(
        &mut self,
        groups: &[&UnresolvedPackageGroup],
        places: &Places,
    ) -> Result<(), Error> {
        let packages = groups.iter().enumerate().flat_map(|(index, group)| {
            let packages = group.nested.iter().chain([&group.main]);
            packages.map(move |package| (index, package))
        });
        let packages: Vec<(usize, &UnresolvedPackage)> = packages.collect();
        self.packages += packages.len();
        let first = self.graph.len();
        for (group, package) in &packages {
            self.add_package(*group, package);
        }
        for (_, package) in &packages {
            self.connect(package);
        }
        let locate = |place: (usize, Span)| places.locate(&groups[place.0].source_map, place.1);
        let at = |error: Error, place| match locate(place) {
            Some(place) => error.at(&place),
            None => error,
        };
        if self.packages > MOST_PACKAGES {
            let error = too_much(
                "packages",
                MOST_PACKAGES,
                "leave out those that the world does not need, or join some of them",
            );
            return Err(match self.graph.last() {
                Some(node) => at(error, node.place),
                None => error,
            });
        }
        self.check(first)
            .map_err(|(error, node)| at(error, self.graph[node].place))
    }

    fn add_package(&mut self, group: usize, package: &UnresolvedPackage) {
        let own = |name: &str| (package.name.clone(), name.to_owned());
        let foreign = package
            .foreign_deps
            .values()
            .flat_map(|items| items.values());
        let foreign: HashSet<_> = foreign.map(|(item, _)| index(*item)).collect();
        for (id, interface) in package.interfaces.iter() {
            if foreign.contains(&index(AstItem::Interface(id))) {
                continue;
            }
            // Those that stand in worlds have no name.
            let key = interface
                .name
                .as_deref()
                .map_or_else(|| inline(id), str::to_owned);
            self.nodes.insert(own(&key), self.graph.len());
            self.graph.push(Node {
                leads_to: Vec::new(),
                own: 1,
                is_world: false,
                place: (group, interface.span),
            });
        }
        for (id, world) in package.worlds.iter() {
            if foreign.contains(&index(AstItem::World(id))) {
                continue;
            }
            let renamed = world.includes.iter().map(|include| include.names.len());
            self.nodes.insert(own(&world.name), self.graph.len());
            self.graph.push(Node {
                leads_to: Vec::new(),
                own: world.imports.len() + world.exports.len() + renamed.sum::<usize>(),
                is_world: true,
                place: (group, world.span),
            });
        }
    }

    fn connect(&mut self, package: &UnresolvedPackage) {
        let mut foreign = HashMap::new();
        for (name, items) in &package.foreign_deps {
            for (item, (id, _)) in items {
                let key = (name.clone(), item.clone());
                foreign.extend(self.nodes.get(&key).map(|&node| (index(*id), node)));
            }
        }
        let node = |item: AstItem| {
            let name = match item {
                AstItem::Interface(id) => {
                    let name = package.interfaces[id].name.clone();
                    name.unwrap_or_else(|| inline(id))
                }
                AstItem::World(id) => package.worlds[id].name.clone(),
            };
            let own = || self.nodes.get(&(package.name.clone(), name)).copied();
            foreign.get(&index(item)).copied().or_else(own)
        };
        let owner = |id| match package.types[id].owner {
            TypeOwner::Interface(id) => node(AstItem::Interface(id)),
            _ => None,
        };
        let mut edges = Vec::new();
        for (id, interface) in package.interfaces.iter() {
            let used = interface
                .types
                .values()
                .filter_map(|&id| match package.types[id].kind {
                    TypeDefKind::Type(Type::Id(used)) => owner(used),
                    _ => None,
                });
            let from = node(AstItem::Interface(id));
            edges.extend(used.filter_map(|used| Some((from?, used))));
        }
        for (id, world) in package.worlds.iter() {
            let from = node(AstItem::World(id));
            let interfaces = items(world).filter_map(|item| match item {
                WorldItem::Interface { id, .. } => node(AstItem::Interface(*id)),
                WorldItem::Type { id, .. } => match package.types[*id].kind {
                    TypeDefKind::Type(Type::Id(used)) => owner(used),
                    _ => None,
                },
                WorldItem::Function(_) => None,
            });
            let includes = world.includes.iter();
            let includes = includes.filter_map(|include| node(AstItem::World(include.id)));
            edges.extend(
                interfaces
                    .chain(includes)
                    .filter_map(|to| Some((from?, to))),
            );
        }
        edges.sort_unstable();
        edges.dedup();
        for (from, to) in edges.into_iter().filter(|(from, to)| from != to) {
            self.graph[from].leads_to.push(to);
        }
    }

    /// `first` is the first node that is new: those before it have been checked.
    fn check(&self, first: usize) -> Result<(), (Error, usize)> {
        let mut graph = Graph::new(self.graph.len());
        for (from, node) in self.graph.iter().enumerate() {
            node.leads_to.iter().for_each(|&to| graph.edge(from, to));
        }
        let most: usize = self.graph.iter().map(|node| node.own).sum();
        let mut depth = vec![0; self.graph.len()];
        let mut items = vec![0; self.graph.len()];
        let mut all = 0usize;
        for at in graph.by_time_of_leaving() {
            let node = &self.graph[at];
            let leads_to = || node.leads_to.iter();
            depth[at] = 1 + leads_to().map(|&to| depth[to]).max().unwrap_or(0);
            items[at] = leads_to().fold(node.own, |sum, &to| sum.saturating_add(items[to]));
            items[at] = items[at].min(most);
            if node.is_world {
                all = all.saturating_add(items[at]);
            }
            if at >= first && depth[at] > LONGEST_CHAIN {
                let error = too_much(
                    "interfaces that `use` each other, or worlds that `include` each other, in one chain that ends here",
                    LONGEST_CHAIN,
                    "take what is needed from where it is declared, not from one that uses it itself",
                );
                return Err((error, at));
            }
            if at >= first && all > MOST_WORLD_ITEMS {
                let error = too_much(
                    "items of worlds up to this one, where each world counts what it includes",
                    MOST_WORLD_ITEMS,
                    "leave out the worlds that are not needed",
                );
                return Err((error, at));
            }
        }
        Ok(())
    }
}

fn items(world: &World) -> impl Iterator<Item = &WorldItem> {
    world.imports.values().chain(world.exports.values())
}

/// No name of WIT has a space.
fn inline(id: InterfaceId) -> String {
    format!("inline {}", id.index())
}

/// A number for each item of a package.
fn index(item: AstItem) -> (bool, usize) {
    match item {
        AstItem::Interface(id) => (true, id.index()),
        AstItem::World(id) => (false, id.index()),
    }
}
