//! Compares the types in a package's metadata with those of the host's world.
//!
//! Types are walked with a list of what is left to do, not by recursion: a package's types can be a chain of any length.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};

use super::link_error::LinkProblem;
use super::names::{InterfaceName, full_name, spelled};
use crate::metadata::Metadata;
use crate::schema::{Function, Interface, Type, TypeDef, World, kebab};
use crate::value::same_name;
use crate::{Limits, Name, Path, Step, Version};

/// The most differences of one package that are told.
const MOST: usize = 64;
/// Types further inside than values can be are not compared.
const DEEPEST: usize = Limits::DEFAULT.max_depth;
/// The most letters of a type that are shown.
const SHOWN: usize = 256;

/// All differences between the functions that both have, as problems.
pub(super) fn differences(host: &World, package: &Metadata) -> Vec<LinkProblem> {
    let (version, package) = (package.version, &package.world);
    let mut problems = Vec::new();
    for (own, others) in [
        (&host.imports, &package.imports),
        (&host.exports, &package.exports),
    ] {
        let known = by_name(others);
        for interface in own.iter() {
            let id = InterfaceName::new(&interface.id);
            for function in interface.functions.iter() {
                if problems.len() == MOST {
                    return problems;
                }
                let key = (id.base().to_owned(), spelled(&function.name));
                let fitting = known.get(&key).map_or(&[][..], Vec::as_slice);
                let fitting = fitting.iter().filter(|(other, _)| other.fits(&id));
                let all =
                    fitting.map(|(_, other)| compare((host, function), (package, other), version));
                // A package may import several versions of an interface, but its metadata names none.
                let found = all.min_by_key(Vec::len).unwrap_or_default();
                let name = full_name(&interface.id, &function.name);
                let told = found.into_iter().take(MOST - problems.len());
                problems.extend(told.map(|found| found.of(&name)));
            }
        }
    }
    problems
}

type ByName<'a> = BTreeMap<(String, String), Vec<(InterfaceName, &'a Function)>>;

fn by_name(interfaces: &[Interface]) -> ByName<'_> {
    let mut known = ByName::new();
    for interface in interfaces {
        let id = InterfaceName::new(&interface.id);
        for function in interface.functions.iter() {
            let key = (id.base().to_owned(), spelled(&function.name));
            known.entry(key).or_default().push((id.clone(), function));
        }
    }
    known
}

struct Difference {
    path: Path,
    host: String,
    package: String,
}

impl Difference {
    fn of(self, function: &str) -> LinkProblem {
        LinkProblem::TypeMismatch {
            function: function.to_owned(),
            path: self.path,
            host: self.host,
            package: self.package,
        }
    }
}

/// Two types to be compared, and the step that led to them.
struct Pair {
    host: Type,
    package: Type,
    at: usize,
}

/// A step, the one before it, and how many there are.
struct Way {
    before: usize,
    step: Option<Step>,
    length: usize,
}

struct Comparison<'a> {
    /// In version 2 maps and sets are lists.
    version: Version,
    host: &'a World,
    package: &'a World,
    /// The first is the function itself.
    steps: Vec<Way>,
    /// Each pair of types is compared once.
    seen: BTreeSet<(u32, u32)>,
    left: Vec<Pair>,
    found: Vec<Difference>,
}

fn compare(
    (host, own): (&World, &Function),
    (package, other): (&World, &Function),
    version: Version,
) -> Vec<Difference> {
    let mut comparison = Comparison {
        version,
        host,
        package,
        steps: vec![Way {
            before: 0,
            step: None,
            length: 0,
        }],
        seen: BTreeSet::new(),
        left: Vec::new(),
        found: Vec::new(),
    };
    comparison.function(own, other);
    while let Some(pair) = comparison.left.pop() {
        comparison.types(pair);
        if comparison.found.len() >= MOST {
            break;
        }
    }
    comparison.found
}

impl<'a> Comparison<'a> {
    fn function(&mut self, own: &Function, other: &Function) {
        // A function on values gets the tuple of its parameters.
        let on_values = matches!(other.params[..], [(_, ty)] if is_any(self.package, ty));
        let same_params = on_values || own.params.len() == other.params.len();
        let nothing = |ty: Option<Type>| match ty {
            None => true,
            Some(ty) => is_any(self.package, ty) || is_unit(self.package, ty),
        };
        let same_result = match own.result {
            Some(_) => other.result.is_some(),
            None => nothing(other.result),
        };
        if !same_params || !same_result {
            let host = signature(self.host, own);
            let package = signature(self.package, other);
            self.differ(0, host, package);
        }
        if let (Some(host), Some(package)) = (own.result, other.result) {
            self.push(0, Step::Field("result".into()), host, package);
        }
        if !on_values {
            for ((name, host), (_, package)) in own.params.iter().zip(&*other.params).rev() {
                self.push(0, Step::Field(name.clone()), *host, *package);
            }
        }
    }

    fn push(&mut self, at: usize, step: Step, host: Type, package: Type) {
        if self.steps[at].length < DEEPEST {
            let at = self.step(at, step);
            self.left.push(Pair { host, package, at });
        }
    }

    fn step(&mut self, at: usize, step: Step) -> usize {
        self.steps.push(Way {
            before: at,
            step: Some(step),
            length: self.steps[at].length + 1,
        });
        self.steps.len() - 1
    }

    fn differ(&mut self, at: usize, host: String, package: String) {
        let mut path = Path::default();
        let mut way = &self.steps[at];
        while let Some(step) = &way.step {
            path.prepend(step.clone());
            way = &self.steps[way.before];
        }
        self.found.push(Difference {
            path,
            host,
            package,
        });
    }

    fn types(&mut self, Pair { host, package, at }: Pair) {
        let (Some(host), Some(package)) = (
            self.host.behind_aliases(host),
            self.package.behind_aliases(package),
        ) else {
            return;
        };
        if let (Type::Def(host), Type::Def(package)) = (host, package)
            && !self.seen.insert((host, package))
        {
            return;
        }
        let own = self.host.def(host);
        let other = self.package.def(package);
        match (own, other) {
            (Some(TypeDef::Any), _) | (_, Some(TypeDef::Any)) => {}
            (None, None) if host == package => {}
            (Some(TypeDef::FixedList(_, own)), Some(TypeDef::FixedList(_, other)))
                if own != other =>
            {
                self.other_types(at, host, package);
            }
            (
                Some(TypeDef::List(own) | TypeDef::FixedList(own, _)),
                Some(TypeDef::List(other) | TypeDef::FixedList(other, _)),
            ) => self.push(at, Step::Element, *own, *other),
            (Some(TypeDef::Map(key, value)), Some(TypeDef::Map(other_key, other_value))) => {
                self.push(at, Step::Value, *value, *other_value);
                self.push(at, Step::Key, *key, *other_key);
            }
            (Some(TypeDef::Map(key, value)), Some(TypeDef::List(entry)))
                if self.version == Version::V2 =>
            {
                match self.package.def(*entry) {
                    Some(TypeDef::Tuple(items)) if items.len() == 2 => {
                        self.push(at, Step::Value, *value, items[1]);
                        self.push(at, Step::Key, *key, items[0]);
                    }
                    Some(TypeDef::Any) => {}
                    _ => self.other_types(at, host, package),
                }
            }
            (Some(TypeDef::Set(own)), Some(TypeDef::Set(other))) => {
                self.push(at, Step::Element, *own, *other);
            }
            (Some(TypeDef::Set(own)), Some(TypeDef::List(other)))
                if self.version == Version::V2 =>
            {
                self.push(at, Step::Element, *own, *other);
            }
            (Some(TypeDef::Option(own)), Some(TypeDef::Option(other))) => {
                self.push(at, Step::Some, *own, *other);
            }
            (Some(TypeDef::Result(ok, err)), Some(TypeDef::Result(other_ok, other_err))) => {
                self.side(at, Step::Err, *err, *other_err, Type::String);
                self.side(at, Step::Ok, *ok, *other_ok, Type::Bool);
            }
            (Some(TypeDef::Tuple(own)), Some(TypeDef::Tuple(other)))
                if own.len() == other.len() =>
            {
                for (i, (own, other)) in own.iter().zip(&**other).enumerate().rev() {
                    self.push(at, Step::Index(i), *own, *other);
                }
            }
            (Some(TypeDef::Flags { labels, .. }), Some(TypeDef::Flags { labels: other, .. })) => {
                self.flags(at, labels, other);
            }
            (
                Some(TypeDef::Record { shape, fields, .. }),
                Some(TypeDef::Record {
                    shape: other_shape,
                    fields: other_fields,
                    ..
                }),
            ) => self.records(
                at,
                (&shape.fields, fields),
                (&other_shape.fields, other_fields),
            ),
            (Some(TypeDef::Variant { .. }), Some(TypeDef::Variant { .. })) => {
                self.variants(at, cases(own), cases(other));
            }
            _ => self.other_types(at, host, package),
        }
    }

    fn other_types(&mut self, at: usize, host: Type, package: Type) {
        let (host, package) = (described(self.host, host), described(self.package, package));
        self.differ(at, host, package);
    }

    /// A side of a result. `stand_in` is what published packages write for one that is not there.
    fn side(
        &mut self,
        at: usize,
        step: Step,
        host: Option<Type>,
        package: Option<Type>,
        stand_in: Type,
    ) {
        match (host, package) {
            (Some(host), Some(package)) => self.push(at, step, host, package),
            (None, None) => {}
            (None, Some(package)) => {
                let nothing = package == stand_in
                    || is_any(self.package, package)
                    || is_unit(self.package, package);
                if !nothing {
                    let at = self.step(at, step);
                    self.differ(at, "nothing".into(), described(self.package, package));
                }
            }
            (Some(host), None) => {
                if !is_unit(self.host, host) {
                    let at = self.step(at, step);
                    self.differ(at, described(self.host, host), "nothing".into());
                }
            }
        }
    }

    fn records(
        &mut self,
        at: usize,
        (names, types): (&[Name], &[Type]),
        (other_names, other_types): (&[Name], &[Type]),
    ) {
        let mut others: BTreeMap<String, (&Name, Type)> = BTreeMap::new();
        for (name, ty) in other_names.iter().zip(other_types) {
            others.insert(letters(name), (name, *ty));
        }
        let mut common = Vec::new();
        for (name, host) in names.iter().zip(types) {
            match others.remove(&letters(name)) {
                Some((_, package)) => common.push((name, *host, package)),
                None => {
                    let at = self.step(at, Step::Field(name.clone()));
                    self.differ(at, described(self.host, *host), "no such field".into());
                }
            }
        }
        for (name, package) in others.into_values().take(MOST) {
            let at = self.step(at, Step::Field(name.clone()));
            let package = described(self.package, package);
            self.differ(at, "no such field".into(), package);
        }
        for (name, host, package) in common.into_iter().rev() {
            self.push(at, Step::Field(name.clone()), host, package);
        }
    }

    /// Published packages do not say what their flags are called.
    fn flags(&mut self, at: usize, own: &[Name], other: &[Name]) {
        if own.is_empty() || other.is_empty() {
            return;
        }
        let differs = |i: &usize| match (own.get(*i), other.get(*i)) {
            (Some(own), Some(other)) => !same_name(own, other),
            _ => true,
        };
        if let Some(i) = (0..own.len().max(other.len())).find(differs) {
            let named = |flag: Option<&Name>| match flag {
                Some(name) => cut(format_args!("`{name}` as flag {i}")),
                None => format!("no flag {i}"),
            };
            self.differ(at, named(own.get(i)), named(other.get(i)));
        }
    }

    fn variants(&mut self, at: usize, own: Vec<CaseOf<'a>>, other: Vec<CaseOf<'a>>) {
        let count = own.len().max(other.len());
        let mut common = Vec::new();
        for i in 0..count {
            match (own.get(i), other.get(i)) {
                (Some(own), Some(other)) if same_name(own.0, other.0) => {
                    common.push((own.0, own.1, other.1));
                }
                // What comes after the first that differs has another position, and is not told case by case.
                (own, other) => {
                    let named = |case: Option<&CaseOf<'_>>| match case {
                        Some((name, _)) => cut(format_args!("`{}` as case {i}", kebab(name))),
                        None => format!("no case {i}"),
                    };
                    self.differ(at, named(own), named(other));
                    break;
                }
            }
        }
        for (name, host, package) in common.into_iter().rev() {
            let step = Step::Case(name.clone());
            match (host, package) {
                (Some(host), Some(package)) => self.push(at, step, host, package),
                (None, None) => {}
                (host, package) => {
                    let held = |world, ty: Option<Type>| match ty {
                        Some(ty) => described(world, ty),
                        None => "nothing".into(),
                    };
                    let (host, package) = (held(self.host, host), held(self.package, package));
                    let at = self.step(at, step);
                    self.differ(at, host, package);
                }
            }
        }
    }
}

type CaseOf<'a> = (&'a Name, Option<Type>);

fn cases(def: Option<&TypeDef>) -> Vec<CaseOf<'_>> {
    match def {
        Some(TypeDef::Variant {
            cases, payloads, ..
        }) => {
            let names = cases.iter().map(|case| &case.name);
            names.zip(payloads.iter().copied()).collect()
        }
        _ => Vec::new(),
    }
}

fn is_any(world: &World, ty: Type) -> bool {
    matches!(world.def(ty), Some(TypeDef::Any))
}

fn is_unit(world: &World, ty: Type) -> bool {
    matches!(world.def(ty), Some(TypeDef::Tuple(items)) if items.is_empty())
}

/// What [`same_name`] compares.
fn letters(name: &str) -> String {
    let letters = name.chars().filter(|letter| !['-', '_'].contains(letter));
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}

/// A type as WIT spells it; a named one with what it is.
fn described(world: &World, ty: Type) -> String {
    let kind = match world.def(ty) {
        Some(TypeDef::Record { .. }) => "record ",
        Some(TypeDef::Variant { payloads, .. }) if payloads.iter().all(Option::is_none) => "enum ",
        Some(TypeDef::Variant { .. }) => "variant ",
        Some(TypeDef::Flags { labels, .. }) if !labels.is_empty() => "flags ",
        _ => "",
    };
    cut(format_args!("{kind}{}", world.display(ty)))
}

fn signature(world: &World, function: &Function) -> String {
    let mut text = String::from("func(");
    for (i, (name, ty)) in function.params.iter().enumerate() {
        let comma = if i > 0 { ", " } else { "" };
        let _ = write!(
            text,
            "{comma}{name}: {}",
            cut(format_args!("{}", world.display(*ty)))
        );
        if text.len() > SHOWN {
            break;
        }
    }
    text.push(')');
    if let Some(result) = function.result {
        let _ = write!(text, " -> {}", world.display(result));
    }
    cut(format_args!("{text}"))
}

/// The text with what is no letter escaped, and its end left out where it is long: it may be a package's.
fn cut(text: fmt::Arguments<'_>) -> String {
    struct Cut(String);
    impl fmt::Write for Cut {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            for letter in text.chars() {
                if self.0.len() >= SHOWN {
                    return Err(fmt::Error);
                }
                self.0.extend(letter.escape_debug());
            }
            Ok(())
        }
    }
    let mut out = Cut(String::new());
    if out.write_fmt(text).is_err() {
        out.0.push('…');
    }
    out.0
}
