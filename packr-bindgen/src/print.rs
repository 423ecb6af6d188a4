//! A resolved world as WIT again: one text with everything that the world reaches, recursion included.

use std::fmt::{self, Write};

use packr_core::schema::wit_name;

use crate::model::{
    Function, Interface, InterfaceName, Label, Model, Owner, PackageName, Type, TypeId, TypeKind,
};
use crate::names::{self, Accessor};

impl fmt::Display for Model {
    /// The world as one WIT text, which reads as the same world. Docs are kept; what features gated and `include`
    /// brought in stands there as if it had been written so.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let own = &self.world.package;
        let mut out = Printer {
            model: self,
            out: f,
            package: own,
            indent: 0,
        };
        let head = out.package_name(own, "");
        out.line(format_args!("package {head};"))?;
        out.interfaces()?;
        out.world()?;
        for package in self.other_packages() {
            out.package = package;
            out.gap()?;
            let head = out.package_name(package, "");
            out.open(format_args!("package {head}"))?;
            out.interfaces()?;
            out.close()?;
        }
        Ok(())
    }
}

impl Model {
    /// The packages of the interfaces, but for that of the world, each once.
    fn other_packages(&self) -> Vec<&PackageName> {
        let mut packages = vec![];
        for interface in &self.interfaces {
            if let InterfaceName::Package { package, .. } = &interface.name
                && *package != self.world.package
                && !packages.contains(&package)
            {
                packages.push(package);
            }
        }
        packages
    }
}

struct Printer<'a, 'f, 'w> {
    model: &'a Model,
    out: &'f mut fmt::Formatter<'w>,
    /// The package that is being written.
    package: &'a PackageName,
    indent: usize,
}

impl<'a> Printer<'a, '_, '_> {
    fn line(&mut self, line: fmt::Arguments<'_>) -> fmt::Result {
        writeln!(self.out, "{:1$}{line}", "", 4 * self.indent)
    }

    fn gap(&mut self) -> fmt::Result {
        self.out.write_char('\n')
    }

    fn open(&mut self, head: fmt::Arguments<'_>) -> fmt::Result {
        self.line(format_args!("{head} {{"))?;
        self.indent += 1;
        Ok(())
    }

    fn close(&mut self) -> fmt::Result {
        self.indent -= 1;
        self.line(format_args!("}}"))
    }

    /// Without what all lines begin and each ends with, as wit-parser reads them: so that they print the same when read again.
    fn docs(&mut self, docs: &Option<String>) -> fmt::Result {
        let lines = docs.iter().flat_map(|docs| docs.lines().map(str::trim_end));
        let indents = lines.clone().filter(|line| !line.is_empty());
        let indents = indents.map(|line| line.len() - line.trim_ascii_start().len());
        let indent = indents.min().unwrap_or(0);
        for line in lines {
            let line = line.get(indent..).unwrap_or_default();
            let gap = if line.is_empty() { "" } else { " " };
            self.line(format_args!("///{gap}{line}"))?;
        }
        Ok(())
    }

    /// The interfaces that the package at hand declares.
    fn interfaces(&mut self) -> fmt::Result {
        for (index, interface) in self.model.interfaces.iter().enumerate() {
            let InterfaceName::Package {
                package,
                interface: name,
            } = &interface.name
            else {
                continue;
            };
            if package == self.package {
                if index > 0 || self.indent == 0 {
                    self.gap()?;
                }
                self.docs(&interface.docs)?;
                self.open(format_args!("interface {}", Id(name)))?;
                self.interface_items(interface)?;
                self.close()?;
            }
        }
        Ok(())
    }

    fn interface_items(&mut self, interface: &Interface) -> fmt::Result {
        self.types(&interface.types)?;
        for function in &interface.functions {
            self.function("", function)?;
        }
        Ok(())
    }

    fn world(&mut self) -> fmt::Result {
        let model = self.model;
        let world = &model.world;
        self.gap()?;
        self.docs(&world.docs)?;
        self.open(format_args!("world {}", Id(&world.name)))?;
        self.types(&world.types)?;
        let sides = [
            (
                "import ",
                &world.imported_interfaces,
                &world.imported_functions,
            ),
            (
                "export ",
                &world.exported_interfaces,
                &world.exported_functions,
            ),
        ];
        for (keyword, interfaces, functions) in sides {
            for id in interfaces {
                let interface = &model.interfaces[id.0];
                match (&interface.name, interface.implements) {
                    (InterfaceName::Inline(label), Some(original)) => {
                        let path = self.path(&model.interfaces[original.0].name);
                        self.line(format_args!("{keyword}{}: {path};", Id(label)))?;
                    }
                    (InterfaceName::Inline(name), None) => {
                        self.docs(&interface.docs)?;
                        self.open(format_args!("{keyword}{}: interface", Id(name)))?;
                        self.interface_items(interface)?;
                        self.close()?;
                    }
                    (name, _) => {
                        let path = self.path(name);
                        self.line(format_args!("{keyword}{path};"))?;
                    }
                }
            }
            for function in functions {
                self.function(keyword, function)?;
            }
        }
        self.close()
    }

    /// An interface as the package at hand names it.
    fn path(&self, name: &InterfaceName) -> String {
        match name {
            InterfaceName::Package { package, interface } if package != self.package => {
                self.package_name(package, &format!("/{}", Id(interface)))
            }
            InterfaceName::Package {
                interface: name, ..
            }
            | InterfaceName::Inline(name) => Id(name).to_string(),
        }
    }

    /// `ns:pkg@version`, with something before the version.
    fn package_name(&self, package: &PackageName, inside: &str) -> String {
        let (namespace, name) = (Id(&package.namespace), Id(&package.name));
        match &package.version {
            Some(version) => format!("{namespace}:{name}{inside}@{version}"),
            None => format!("{namespace}:{name}{inside}"),
        }
    }

    fn types(&mut self, types: &[TypeId]) -> fmt::Result {
        for (from, names) in self.uses(types) {
            self.line(format_args!("use {from}.{{{}}};", names.join(", ")))?;
        }
        for id in types {
            let model = self.model;
            let def = &model.types[id.0];
            let name = Id(&def.name);
            if let TypeKind::Use(_) = def.kind {
                continue;
            }
            self.docs(&def.docs)?;
            match &def.kind {
                TypeKind::Record(fields) => {
                    self.open(format_args!("record {name}"))?;
                    for field in fields {
                        self.docs(&field.docs)?;
                        let ty = self.ty(&field.ty);
                        self.line(format_args!("{}: {ty},", Id(&field.name)))?;
                    }
                    self.close()?;
                }
                TypeKind::Variant(cases) => {
                    self.open(format_args!("variant {name}"))?;
                    for case in cases {
                        self.docs(&case.docs)?;
                        let held = case.ty.as_ref().map(|ty| format!("({})", self.ty(ty)));
                        self.line(format_args!(
                            "{}{},",
                            Id(&case.name),
                            held.unwrap_or_default()
                        ))?;
                    }
                    self.close()?;
                }
                TypeKind::Enum(labels) => self.labels("enum", name, labels)?,
                TypeKind::Flags(labels) => self.labels("flags", name, labels)?,
                TypeKind::Alias(body) => {
                    let body = self.ty(body);
                    self.line(format_args!("type {name} = {body};"))?;
                }
                TypeKind::Use(_) => {}
            }
        }
        Ok(())
    }

    fn labels(&mut self, keyword: &str, name: Id<'_>, labels: &[Label]) -> fmt::Result {
        self.open(format_args!("{keyword} {name}"))?;
        for label in labels {
            self.docs(&label.docs)?;
            self.line(format_args!("{},", Id(&label.name)))?;
        }
        self.close()
    }

    /// The names taken in from each interface. From a world none can be.
    fn uses(&self, types: &[TypeId]) -> Vec<(String, Vec<String>)> {
        let model = self.model;
        let mut uses: Vec<(String, Vec<String>)> = vec![];
        for id in types {
            let def = &model.types[id.0];
            let TypeKind::Use(target) = def.kind else {
                continue;
            };
            let target = &model.types[target.0];
            let Owner::Interface(owner) = target.owner else {
                continue;
            };
            let path = self.path(&model.interfaces[owner.0].name);
            let name = match def.name == target.name {
                true => Id(&def.name).to_string(),
                false => format!("{} as {}", Id(&target.name), Id(&def.name)),
            };
            match uses.iter_mut().find(|(from, _)| *from == path) {
                Some((_, names)) => names.push(name),
                None => uses.push((path, vec![name])),
            }
        }
        uses
    }

    fn function(&mut self, keyword: &str, function: &Function) -> fmt::Result {
        self.docs(&function.docs)?;
        let params = function.params.iter();
        let params: Vec<String> = params
            .map(|(name, ty)| format!("{}: {}", Id(name), self.ty(ty)))
            .collect();
        let params = params.join(", ");
        let is_async = if function.is_async { "async " } else { "" };
        let result = match &function.result {
            Some(ty) => format!(" -> {}", self.ty(ty)),
            None => String::new(),
        };
        let (name, kind) = match names::accessor(&function.name) {
            Some((Accessor::Get, property)) => (Id(property), "get"),
            Some((Accessor::Set, property)) => (Id(property), "set"),
            None => (Id(&function.name), "func"),
        };
        self.line(format_args!(
            "{keyword}{name}: {is_async}{kind}({params}){result};"
        ))
    }

    fn ty(&self, ty: &'a Type) -> Spelled<'a> {
        Spelled {
            model: self.model,
            ty,
        }
    }
}

/// A name of WIT, with a `%` where it is a keyword.
struct Id<'a>(&'a str);

impl fmt::Display for Id<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&wit_name(self.0))
    }
}

/// A type in the place of a reference.
struct Spelled<'a> {
    model: &'a Model,
    ty: &'a Type,
}

impl fmt::Display for Spelled<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ty = |ty| Spelled {
            model: self.model,
            ty,
        };
        f.write_str(match self.ty {
            Type::Bool => "bool",
            Type::U8 => "u8",
            Type::U16 => "u16",
            Type::U32 => "u32",
            Type::U64 => "u64",
            Type::S8 => "s8",
            Type::S16 => "s16",
            Type::S32 => "s32",
            Type::S64 => "s64",
            Type::F32 => "f32",
            Type::F64 => "f64",
            Type::Char => "char",
            Type::String => "string",
            Type::Named(id) => return Id(&self.model.types[id.0].name).fmt(f),
            Type::List(elem) => return write!(f, "list<{}>", ty(elem)),
            Type::FixedList(elem, length) => return write!(f, "list<{}, {length}>", ty(elem)),
            Type::Map(key, value) => return write!(f, "map<{}, {}>", ty(key), ty(value)),
            Type::Option(inner) => return write!(f, "option<{}>", ty(inner)),
            Type::Result(None, None) => "result",
            Type::Result(Some(ok), None) => return write!(f, "result<{}>", ty(ok)),
            Type::Result(None, Some(err)) => return write!(f, "result<_, {}>", ty(err)),
            Type::Result(Some(ok), Some(err)) => {
                return write!(f, "result<{}, {}>", ty(ok), ty(err));
            }
            Type::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| ty(item).to_string()).collect();
                return write!(f, "tuple<{}>", items.join(", "));
            }
        })
    }
}
