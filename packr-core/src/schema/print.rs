//! A world as WIT text.

mod merge;
mod names;

use alloc::borrow::ToOwned;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;
use core::fmt::Write;

use super::{Function, Interface, Type, TypeDef, World, kebab};

use merge::merged;
pub use names::wit_name;
use names::{escaped, interface_of, name, package_of};

const ROOT: &str = "$root";

impl World {
    /// The world as WIT text, recursive types included: reading it gives the same world.
    ///
    /// A world as data does not say which interface a type stands in. It is placed in the first interface whose
    /// functions need it, and taken from there with `use`; types that only the world's own functions need are placed in the
    /// world. Types that are the same but for their index are written once; other types of one name are numbered.
    ///
    /// Names that are no names in WIT are changed into such. What WIT can't say is named in a comment at the top, and the text is
    /// then no valid WIT: types about which nothing is known, flags without names, records without fields.
    pub fn to_wit(&self) -> String {
        Printer::new(self).print()
    }
}

/// An interface that is imported or exported, or both.
struct Place<'a> {
    id: &'a str,
    functions: Vec<&'a Function>,
    /// The named types that stand in it.
    types: Vec<usize>,
    /// The named types that it needs.
    needs: BTreeSet<usize>,
    imported: bool,
}

impl Place<'_> {
    /// Whether a place can take types from this one. Nobody can from an interface inside the world; and the world itself
    /// would import whatever it takes types from.
    fn lends_to(&self, other: &Place<'_>) -> bool {
        self.id.contains('/') && (other.id != ROOT || self.imported)
    }
}

struct Printer<'a> {
    world: &'a World,
    /// For each type, the first one that is the same.
    same: Vec<usize>,
    /// The world's own functions are the last place.
    places: Vec<Place<'a>>,
    names: BTreeMap<usize, String>,
    unsayable: BTreeSet<&'static str>,
    /// The world's own package.
    package: String,
}

impl<'a> Printer<'a> {
    fn new(world: &'a World) -> Self {
        let mut places: Vec<Place<'a>> = Vec::new();
        let imports = world.imports.iter().map(|interface| (interface, true));
        let all = imports.chain(world.exports.iter().map(|interface| (interface, false)));
        let (own, interfaces): (Vec<(&Interface, bool)>, Vec<_>) =
            all.partition(|(interface, _)| interface.id == ROOT);
        for (interface, imported) in interfaces.into_iter().chain(own) {
            let known = places.iter().position(|place| place.id == interface.id);
            let index = known.unwrap_or_else(|| {
                places.push(Place {
                    id: &interface.id,
                    functions: Vec::new(),
                    types: Vec::new(),
                    needs: BTreeSet::new(),
                    imported,
                });
                places.len() - 1
            });
            for function in interface.functions.iter() {
                let functions = &mut places[index].functions;
                if functions.iter().all(|known| known.name != function.name) {
                    functions.push(function);
                }
            }
        }
        let mut printer = Self {
            world,
            same: merged(world),
            places,
            names: BTreeMap::new(),
            unsayable: BTreeSet::new(),
            package: String::new(),
        };
        printer.package = printer.own_package();
        printer.place_types();
        printer.name_types();
        printer
    }

    /// The world's package is not known. That of its only interfaces is as good as any.
    fn own_package(&self) -> String {
        let mut packages = self.places.iter().filter_map(|place| package_of(place.id));
        match packages.next() {
            Some(first) if packages.all(|other| other == first) => first,
            _ => "root:component".to_owned(),
        }
    }

    /// An interface as it is named in another, or in the world: by its path, or by its own name in its package.
    fn reference(&self, id: &str, from: &str) -> String {
        let (Some(package), short) = (package_of(id), wit_name(&name(interface_of(id)))) else {
            return id.to_owned();
        };
        let from = package_of(from).unwrap_or_else(|| self.package.clone());
        if package == from {
            return short;
        }
        let (path, version) = match package.split_once('@') {
            Some((path, version)) => (path, format!("@{version}")),
            None => (package.as_str(), String::new()),
        };
        format!("{}/{short}{version}", escaped(path))
    }

    /// A type's definition, and the index of the first type that is the same.
    fn def(&self, ty: Type) -> Option<(usize, &'a TypeDef)> {
        let Type::Def(index) = ty else { return None };
        let index = *self.same.get(index as usize)?;
        Some((index, &self.world.types[index]))
    }

    fn place_types(&mut self) {
        for at in 0..self.places.len() {
            let functions = self.places[at].functions.clone();
            let types = functions.iter().flat_map(|function| {
                let params = function.params.iter().map(|(_, ty)| *ty);
                params.chain(function.result)
            });
            let mut open: Vec<Type> = types.collect();
            let mut seen = BTreeSet::new();
            while let Some(ty) = open.pop() {
                let Some((index, def)) = self.def(ty) else {
                    continue;
                };
                if seen.insert(index) {
                    open.extend(def.parts());
                }
            }
            seen.retain(|index| wit_name_of(&self.world.types[*index]).is_some());
            let place = &self.places[at];
            let lent = |index: &usize| {
                let mut lenders = self.places[..at]
                    .iter()
                    .filter(|other| other.lends_to(place));
                lenders.any(|other| other.types.contains(index))
            };
            let new: Vec<usize> = seen.iter().copied().filter(|index| !lent(index)).collect();
            self.places[at].types = new;
            self.places[at].needs = seen;
        }
    }

    /// Names are unique among all that an interface needs, so that `use` brings no clash.
    fn name_types(&mut self) {
        let mut taken: Vec<BTreeSet<String>> = self
            .places
            .iter()
            .map(|place| {
                place
                    .functions
                    .iter()
                    .map(|function| name(&function.name))
                    .collect()
            })
            .collect();
        let all: Vec<usize> = self
            .places
            .iter()
            .flat_map(|place| place.types.clone())
            .collect();
        for index in all {
            let Some(wanted) = wit_name_of(&self.world.types[index]) else {
                continue;
            };
            if self.names.contains_key(&index) {
                continue;
            }
            let wanted = name(wanted);
            let users: Vec<usize> = (0..self.places.len())
                .filter(|at| self.places[*at].needs.contains(&index))
                .collect();
            let free = |name: &String| users.iter().all(|at| !taken[*at].contains(name));
            let numbered = (2..).map(|number| format!("{wanted}-n{number}"));
            let Some(chosen) = core::iter::once(wanted.clone())
                .chain(numbered)
                .find(|name| free(name))
            else {
                continue;
            };
            for at in users {
                taken[at].insert(chosen.clone());
            }
            self.names.insert(index, chosen);
        }
    }

    fn print(mut self) -> String {
        let mut packages: Vec<(String, Vec<usize>)> = Vec::new();
        let mut inline = Vec::new();
        for (at, place) in self.places.iter().enumerate() {
            match package_of(place.id) {
                Some(package) => match packages.iter_mut().find(|(known, _)| *known == package) {
                    Some((_, all)) => all.push(at),
                    None => packages.push((package, vec![at])),
                },
                None if place.id != ROOT => inline.push(at),
                None => {}
            }
        }
        let own = self.package.clone();
        let mut body = String::new();
        for (package, places) in &packages {
            let nested = *package != own;
            if nested {
                let _ = writeln!(body, "\npackage {} {{", escaped(package));
            }
            for (nth, at) in places.iter().enumerate() {
                let start = if nested && nth == 0 { "" } else { "\n" };
                let indent = if nested { "    " } else { "" };
                let short = interface_of(self.places[*at].id);
                let text = self.interface(*at, short);
                let _ = write!(body, "{start}{}", indented(&text, indent));
            }
            if nested {
                body.push_str("}\n");
            }
        }
        let world = self.own_world(&inline);
        let mut text = String::new();
        for what in &self.unsayable {
            let _ = writeln!(text, "// {what}");
        }
        let _ = writeln!(text, "package {};", escaped(&own));
        text.push_str(&body);
        text.push('\n');
        text.push_str(&world);
        text
    }

    fn own_world(&mut self, inline: &[usize]) -> String {
        let mut text = format!("world {} {{\n", wit_name(&name(&self.world.name)));
        if let Some(at) = self.places.iter().position(|place| place.id == ROOT) {
            let uses = self.uses(at, "    ");
            let types = self.types(at, "    ");
            text.push_str(&uses);
            text.push_str(&types);
        }
        for (list, word) in [
            (&self.world.imports, "import"),
            (&self.world.exports, "export"),
        ] {
            for interface in list.iter() {
                if interface.id == ROOT {
                    for function in interface.functions.iter() {
                        let signature = self.function(function);
                        let _ = writeln!(text, "    {word} {signature};");
                    }
                    continue;
                }
                let at = self
                    .places
                    .iter()
                    .position(|place| place.id == interface.id);
                match at.filter(|at| inline.contains(at)) {
                    Some(at) => {
                        let body = self.interface(at, &interface.id);
                        let body = indented(&body, "    ");
                        let body = body
                            .trim_start()
                            .strip_prefix("interface ")
                            .unwrap_or(&body);
                        let (short, rest) = body.split_once(" {").unwrap_or((body, "}"));
                        let _ = write!(text, "    {word} {short}: interface {{{rest}");
                    }
                    None => {
                        let path = self.reference(&interface.id, ROOT);
                        let _ = writeln!(text, "    {word} {path};");
                    }
                }
            }
        }
        text.push_str("}\n");
        text
    }

    fn interface(&mut self, at: usize, short: &str) -> String {
        let mut text = format!("interface {} {{\n", wit_name(&name(short)));
        let (uses, types) = (self.uses(at, "    "), self.types(at, "    "));
        text.push_str(&uses);
        text.push_str(&types);
        for function in self.places[at].functions.clone() {
            let signature = self.function(function);
            let _ = writeln!(text, "    {signature};");
        }
        text.push_str("}\n");
        text
    }

    /// The types that stand elsewhere.
    fn uses(&self, at: usize, indent: &str) -> String {
        let place = &self.places[at];
        let mut text = String::new();
        for other in self.places[..at]
            .iter()
            .filter(|other| other.lends_to(place))
        {
            let names: Vec<String> = other
                .types
                .iter()
                .filter(|index| place.needs.contains(index) && !place.types.contains(index))
                .filter_map(|index| self.names.get(index))
                .map(|name| wit_name(name))
                .collect();
            if !names.is_empty() {
                let _ = writeln!(
                    text,
                    "{indent}use {}.{{{}}};",
                    self.reference(other.id, place.id),
                    names.join(", ")
                );
            }
        }
        text
    }

    fn types(&mut self, at: usize, indent: &str) -> String {
        let mut text = String::new();
        for index in self.places[at].types.clone() {
            let (world, own) = (
                self.world,
                self.names.get(&index).cloned().unwrap_or_default(),
            );
            let own = wit_name(&own);
            match &world.types[index] {
                TypeDef::Record { shape, fields, .. } => {
                    if fields.is_empty() {
                        self.unsayable
                            .insert("A record without fields, which WIT has not, stands here.");
                    }
                    let fields = shape.fields.iter().zip(fields.iter());
                    let lines = fields
                        .map(|(field, ty)| format!("{}: {}", wit_name(&name(field)), self.ty(*ty)));
                    block(&mut text, indent, "record", &own, lines.collect());
                }
                TypeDef::Variant {
                    cases, payloads, ..
                } => {
                    let kind = match payloads.iter().all(Option::is_none) {
                        true => "enum",
                        false => "variant",
                    };
                    let cases = cases.iter().zip(payloads.iter());
                    let lines = cases.map(|(case, held)| {
                        let case = wit_name(&name(&kebab(&case.name)));
                        match held {
                            Some(ty) => format!("{case}({})", self.ty(*ty)),
                            None => case,
                        }
                    });
                    let lines = lines.collect();
                    block(&mut text, indent, kind, &own, lines);
                }
                TypeDef::Flags { labels, .. } => {
                    if labels.is_empty() {
                        self.unsayable.insert(
                            "`flags` without names: the package's metadata does not tell them.",
                        );
                    }
                    let lines = labels.iter().map(|label| wit_name(&name(label)));
                    block(&mut text, indent, "flags", &own, lines.collect());
                }
                TypeDef::Alias { ty, .. } => {
                    let ty = self.ty(*ty);
                    let _ = writeln!(text, "{indent}type {own} = {ty};");
                }
                _ => {}
            }
        }
        text
    }

    fn function(&mut self, function: &Function) -> String {
        let (property, kind) = match function.name.split_once(']') {
            Some(("[get", property)) => (property, "get"),
            Some(("[set", property)) => (property, "set"),
            _ => (&*function.name, "func"),
        };
        let mut text = format!("{}: {kind}(", wit_name(&name(property)));
        for (nth, (param, ty)) in function.params.iter().enumerate() {
            let comma = if nth > 0 { ", " } else { "" };
            let ty = self.ty(*ty);
            let _ = write!(text, "{comma}{}: {ty}", wit_name(&name(param)));
        }
        text.push(')');
        if let Some(ty) = function.result {
            let ty = self.ty(ty);
            let _ = write!(text, " -> {ty}");
        }
        text
    }

    fn ty(&mut self, ty: Type) -> String {
        self.spelled(ty, self.world.types.len() + 1)
    }

    /// `fuel` ends a type that is made of nothing but itself, which only a world made by hand can have.
    fn spelled(&mut self, ty: Type, fuel: usize) -> String {
        let Type::Def(_) = ty else {
            return self.world.display(ty).to_string();
        };
        let (Some((index, def)), Some(fuel)) = (self.def(ty), fuel.checked_sub(1)) else {
            return self.unknown();
        };
        if let Some(name) = self.names.get(&index) {
            return wit_name(name);
        }
        let mut side = |side: &Option<Type>| match side {
            Some(ty) => self.spelled(*ty, fuel),
            None => "_".to_owned(),
        };
        match def {
            TypeDef::List(elem) => format!("list<{}>", self.spelled(*elem, fuel)),
            TypeDef::FixedList(elem, len) => format!("list<{}, {len}>", self.spelled(*elem, fuel)),
            TypeDef::Map(key, value) => {
                let (key, value) = (self.spelled(*key, fuel), self.spelled(*value, fuel));
                format!("map<{key}, {value}>")
            }
            TypeDef::Set(elem) => {
                self.unsayable
                    .insert("`set<T>`, which WIT has not, is a list without doubles.");
                format!("set<{}>", self.spelled(*elem, fuel))
            }
            TypeDef::Option(inner) => format!("option<{}>", self.spelled(*inner, fuel)),
            TypeDef::Result(None, None) => "result".to_owned(),
            TypeDef::Result(Some(ok), None) => format!("result<{}>", self.spelled(*ok, fuel)),
            TypeDef::Result(ok, err) => format!("result<{}, {}>", side(ok), side(err)),
            TypeDef::Tuple(items) => {
                if items.is_empty() {
                    self.unsayable
                        .insert("`tuple<>` is the empty tuple, which WIT has not.");
                }
                let items: Vec<_> = items.iter().map(|item| self.spelled(*item, fuel)).collect();
                format!("tuple<{}>", items.join(", "))
            }
            _ => self.unknown(),
        }
    }

    fn unknown(&mut self) -> String {
        self.unsayable
            .insert("`any-value` is a value whose type the package's metadata does not tell; no WIT type is it.");
        "any-value".to_owned()
    }
}

/// A definition in braces, one part a line.
fn block(text: &mut String, indent: &str, kind: &str, name: &str, lines: Vec<String>) {
    let _ = writeln!(text, "{indent}{kind} {name} {{");
    for line in lines {
        let _ = writeln!(text, "{indent}    {line},");
    }
    let _ = writeln!(text, "{indent}}}");
}

fn indented(text: &str, indent: &str) -> String {
    let lines = text.lines().map(|line| format!("{indent}{line}\n"));
    lines.collect()
}

fn wit_name_of(def: &TypeDef) -> Option<&str> {
    match def {
        TypeDef::Record { wit_name, .. }
        | TypeDef::Variant { wit_name, .. }
        | TypeDef::Flags { wit_name, .. }
        | TypeDef::Alias { wit_name, .. } => Some(wit_name),
        _ => None,
    }
}
