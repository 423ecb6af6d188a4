//! `with: { .. }`: interfaces that are generated elsewhere, and types that the user has.

use proc_macro2::Span;
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{LitStr, Path, Token, Type, braced};

use super::attributes::type_names;
use super::types::is_bare;
use super::{Problems, listed};
use crate::model::{
    Interface, InterfaceId, InterfaceName, Model, Owner, PackageName, TypeDef, TypeId, TypeKind,
};
use crate::names;

/// Names of the WIT and what stands for them in Rust.
///
/// A key is an interface (`ns:pkg/iface`), a package or a namespace, with or without version, for which a module is given; or a
/// type, by the names that `derives` takes, for which a type is. The most specific key counts. Interfaces that are only exported
/// have to be named themselves: their calls are generated in any case, and mostly nobody else has their types.
#[derive(Debug, Clone, Default)]
pub struct With {
    rules: Vec<Rule>,
}

#[derive(Debug, Clone)]
struct Rule {
    key: LitStr,
    /// Given as `use path`: it has packr's conversions already.
    used: bool,
    target: Type,
}

impl Parse for With {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let content;
        braced!(content in input);
        let rules = Punctuated::<Rule, Token![,]>::parse_terminated(&content)?;
        Ok(With {
            rules: rules.into_iter().collect(),
        })
    }
}

impl Parse for Rule {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key = input.parse()?;
        input.parse::<Token![:]>()?;
        Ok(Rule {
            key,
            used: input.parse::<Option<Token![use]>>()?.is_some(),
            target: input.parse()?,
        })
    }
}

/// What the keys mean in one world.
#[derive(Debug, Clone)]
pub(crate) struct Elsewhere {
    /// For each interface that is generated elsewhere, where.
    interfaces: Vec<Option<Home>>,
    /// For each type that the user has, which it is.
    types: Vec<Option<Own>>,
    /// The modules that paths begin with.
    pub(crate) modules: Vec<Path>,
}

/// A module: one of [`Elsewhere::modules`], and what is below it.
#[derive(Debug, Clone)]
pub(crate) struct Home {
    pub(crate) module: usize,
    pub(crate) below: Vec<String>,
}

/// A type of the user.
#[derive(Debug, Clone)]
pub(crate) struct Own {
    pub(crate) ty: Type,
    /// It has packr's conversions already; otherwise it is converted from and to the type that is generated.
    pub(crate) used: bool,
}

impl Elsewhere {
    pub(crate) fn interface(&self, id: InterfaceId) -> Option<&Home> {
        self.interfaces[id.0].as_ref()
    }

    pub(crate) fn own(&self, id: TypeId) -> Option<&Own> {
        self.types[id.0].as_ref()
    }

    pub(crate) fn types(&self) -> impl Iterator<Item = (TypeId, &Own)> {
        let ids = (0..).map(TypeId).zip(&self.types);
        ids.filter_map(|(id, own)| Some((id, own.as_ref()?)))
    }

    /// Whether a type is defined by what is generated here.
    pub(crate) fn is_defined(&self, model: &Model, id: TypeId) -> bool {
        let elsewhere = match model.types[id.0].owner {
            Owner::World => false,
            Owner::Interface(interface) => self.interface(interface).is_some(),
        };
        !elsewhere && !self.own(id).is_some_and(|own| own.used)
    }
}

impl With {
    /// Whether the text of some path can't stand in a file of its own, where `$crate` means nothing.
    pub(crate) fn names_macro_crate(&self) -> bool {
        let mut targets = self.rules.iter().map(|rule| rule.target.to_token_stream());
        targets.any(|target| target.to_string().contains("$crate"))
    }

    /// What the keys mean. Those that mean nothing are left out, and [`With::check`] tells them.
    pub(crate) fn resolve(&self, model: &Model) -> Elsewhere {
        self.solve(model, &mut Problems::default())
    }

    /// One error for each key that means nothing, or something else than its value.
    pub(crate) fn check(&self, model: &Model) -> syn::Result<()> {
        let mut problems = Problems::default();
        let found = self.solve(model, &mut problems);
        check_used_interfaces(model, self, &found, &mut problems);
        problems.finish()
    }

    fn solve(&self, model: &Model, problems: &mut Problems) -> Elsewhere {
        let mut found = Elsewhere {
            interfaces: vec![None; model.interfaces.len()],
            types: vec![None; model.types.len()],
            modules: vec![],
        };
        if self.rules.is_empty() {
            return found;
        }
        let packages = model.packages();
        // How specific the key of each interface is.
        let mut ranks = vec![usize::MAX; model.interfaces.len()];
        let mut keys = vec![None; model.types.len()];
        for (index, rule) in self.rules.iter().enumerate() {
            let key = rule.key.value();
            if self.rules[..index]
                .iter()
                .any(|other| other.key.value() == key)
            {
                problems.push(rule.error(format!("`{key}` is given twice")));
                continue;
            }
            let matching = matching_interfaces(model, &packages, &key);
            if !matching.is_empty() {
                let Some(path) = rule.module(problems) else {
                    continue;
                };
                found.modules.push(path.clone());
                let module = found.modules.len() - 1;
                for (interface, rank, below) in matching {
                    if rank < ranks[interface] {
                        ranks[interface] = rank;
                        found.interfaces[interface] = Some(Home { module, below });
                    }
                }
                continue;
            }
            let types = matching_types(model, &key);
            match types.as_slice() {
                [] => problems.push(rule.unmatched(model)),
                [one] => self.own_type(rule, model, *one, &mut found, &mut keys, problems),
                several => {
                    let names = several.iter().map(|id| full_name(model, *id));
                    let names: Vec<String> = names.collect();
                    let names = listed(&names.iter().map(String::as_str).collect::<Vec<_>>());
                    problems.push(rule.error(format!(
                        "`{key}` is several types, and a type in Rust stands for one: name one of {names}"
                    )));
                }
            }
        }
        for (id, key) in keys.iter().enumerate() {
            let (Some(key), Some(own)) = (key, &found.types[id]) else {
                continue;
            };
            if !own.used && !found.is_defined(model, TypeId(id)) {
                problems.push(syn::Error::new(
                    Span::clone(key),
                    format!(
                        "the interface of `{}` is generated elsewhere, and its conversions have to be there too: `use` before the type says that it has them",
                        model.types[id].name
                    ),
                ));
            }
        }
        found
    }

    fn own_type(
        &self,
        rule: &Rule,
        model: &Model,
        id: TypeId,
        found: &mut Elsewhere,
        keys: &mut [Option<Span>],
        problems: &mut Problems,
    ) {
        let text = rule.target.to_token_stream().to_string();
        if keys[id.0].is_some() {
            let name = full_name(model, id);
            problems.push(rule.error(format!("`{name}` is given twice, by two of its names")));
            return;
        }
        let twice = found.types().any(|(_, own)| {
            !own.used && !rule.used && own.ty.to_token_stream().to_string() == text
        });
        if twice {
            problems.push(syn::Error::new(
                rule.target.span(),
                format!(
                    "`{text}` stands for another type of the WIT already, and its conversions can be those of one only"
                ),
            ));
            return;
        }
        keys[id.0] = Some(rule.key.span());
        found.types[id.0] = Some(Own {
            ty: rule.target.clone(),
            used: rule.used,
        });
    }
}

impl Rule {
    fn error(&self, message: String) -> syn::Error {
        syn::Error::new(self.key.span(), message)
    }

    /// The value as the path of a module.
    fn module(&self, problems: &mut Problems) -> Option<&Path> {
        let key = self.key.value();
        match &self.target {
            Type::Path(path) if path.qself.is_none() && !self.used && is_bare(&path.path) => {
                Some(&path.path)
            }
            target => {
                problems.push(syn::Error::new(
                    target.span(),
                    format!(
                        "`{key}` takes the path of the module that it is generated in: `\"{key}\": path::to::module`"
                    ),
                ));
                None
            }
        }
    }

    fn unmatched(&self, model: &Model) -> syn::Error {
        let interfaces = model.interfaces.iter().map(|known| known.name.to_string());
        let interfaces: Vec<String> = interfaces.collect();
        let types = type_ids(model).map(|id| full_name(model, id));
        let types: Vec<String> = types.collect();
        let all = |names: &[String]| match names {
            [] => "none".to_owned(),
            names => listed(&names.iter().map(String::as_str).collect::<Vec<_>>()),
        };
        self.error(format!(
            "`{}` is no interface, package, namespace or type of this world; its interfaces are {}, and its types {}",
            self.key.value(),
            all(&interfaces),
            all(&types),
        ))
    }
}

/// An interface that is generated elsewhere has the types that it uses from there: with others of the same WIT here,
/// its functions would not take them.
fn check_used_interfaces(model: &Model, with: &With, found: &Elsewhere, problems: &mut Problems) {
    let mut told = vec![];
    for (index, interface) in model.interfaces.iter().enumerate() {
        if found.interfaces[index].is_none() {
            continue;
        }
        for id in &interface.types {
            let TypeKind::Use(target) = model.types[id.0].kind else {
                continue;
            };
            let Owner::Interface(owner) = model.types[target.0].owner else {
                continue;
            };
            if found.interface(owner).is_some() || told.contains(&owner) {
                continue;
            }
            told.push(owner);
            let packages = model.packages();
            let rule = with.rules.iter().find(|rule| {
                let matching = matching_interfaces(model, &packages, &rule.key.value());
                matching.iter().any(|(known, ..)| *known == index)
            });
            if let Some(rule) = rule {
                let (name, used) = (&interface.name, &model.interfaces[owner.0].name);
                problems.push(rule.error(format!(
                    "`{name}` is generated elsewhere, and with it `{used}`, whose types it uses: `with` has to say where"
                )));
            }
        }
    }
}

/// The interfaces that a key means, how specific it is for each (less is more), and the modules from the given one to
/// the interface's.
fn matching_interfaces(
    model: &Model,
    packages: &[&PackageName],
    key: &str,
) -> Vec<(usize, usize, Vec<String>)> {
    let interfaces = model.interfaces.iter().enumerate();
    interfaces
        .filter_map(|(index, interface)| {
            let keys = interface_keys(interface, packages);
            let rank = keys.iter().position(|(known, _)| known == key)?;
            Some((index, rank, keys[rank].1.clone()))
        })
        .collect()
}

/// The keys that mean an interface, the most specific first.
fn interface_keys(interface: &Interface, packages: &[&PackageName]) -> Vec<(String, Vec<String>)> {
    let InterfaceName::Package {
        package,
        interface: name,
    } = &interface.name
    else {
        return vec![(interface.name.to_string(), vec![])];
    };
    // Where a package is generated elsewhere, so is what the world gives to its guest, and not what it wants of it.
    let wide = interface.imported;
    let base = format!("{}:{}", package.namespace, package.name);
    let (module, root) = (names::snake(name), names::package_module(package, packages));
    let mut keys = vec![(format!("{base}/{name}"), vec![])];
    if let Some(version) = &package.version {
        keys.insert(0, (format!("{base}/{name}@{version}"), vec![]));
        if wide {
            keys.push((format!("{base}@{version}"), vec![module.clone()]));
        }
    }
    if wide {
        keys.push((base, vec![module.clone()]));
        keys.push((package.namespace.clone(), vec![root, module]));
    }
    keys
}

/// Types that have a name of their own: all but those taken in with `use`.
fn type_ids(model: &Model) -> impl Iterator<Item = TypeId> {
    let own = |id: &TypeId| !matches!(model.types[id.0].kind, TypeKind::Use(_));
    (0..model.types.len()).map(TypeId).filter(own)
}

fn matching_types(model: &Model, key: &str) -> Vec<TypeId> {
    let is_meant = |id: &TypeId| type_names(model, &model.types[id.0]).any(|name| name == key);
    type_ids(model).filter(is_meant).collect()
}

fn full_name(model: &Model, id: TypeId) -> String {
    let def: &TypeDef = &model.types[id.0];
    // The first is the bare name, and the second that of its interface, if it has one.
    let mut names = type_names(model, def);
    let bare = names.next();
    names.next().or(bare).unwrap_or_default()
}
