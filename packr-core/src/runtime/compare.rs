//! Compares the types in a package's metadata with those of the host's world.
//!
//! Types are walked with a list of what is left to do, not by recursion: a package's types can be a chain of any length.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::{self, Write as _};
use std::rc::Rc;

use super::link_error::{LinkProblem, MOST};
use super::names::{InterfaceName, full_name, spelled};
use crate::metadata::Metadata;
use crate::schema::{Function, Interface, Type, TypeDef, World, kebab};
use crate::value::same_name;
use crate::{Case, Limits, Name, Path, Step, Version};

/// The most functions of one interface and name: a package may import several versions of an interface, and its metadata names none.
const MOST_VERSIONS: usize = 16;
/// The most work on one package: pairs of types, and names of them by the 256 bytes.
const MOST_WORK: usize = 500_000;
/// Types further inside than values can be are not compared.
const DEEPEST: usize = Limits::DEFAULT.max_depth;
/// The most letters of a type that are shown.
const SHOWN: usize = 256;

/// All differences between the functions that both have, as problems.
pub(super) fn differences(host: &World, package: &Metadata) -> Vec<LinkProblem> {
    let mut problems = Vec::new();
    let mut comparison = Comparison::new(host, &package.world, package.version);
    let unread = |reason| vec![LinkProblem::BadMetadata { reason }];
    for (own, others) in [
        (&host.imports, &package.world.imports),
        (&host.exports, &package.world.exports),
    ] {
        let names = own
            .iter()
            .map(|interface| InterfaceName::new(&interface.id));
        let ids: Vec<_> = names.collect();
        let others = others_of(others, &ids);
        let known = by_name(&others);
        for (interface, id) in own.iter().zip(&ids) {
            for function in interface.functions.iter() {
                if problems.len() == MOST {
                    return problems;
                }
                let key = (id.base(), spelled(&function.name));
                let same = known.get(&key).map_or(&[][..], Vec::as_slice);
                let name = full_name(&interface.id, &function.name);
                if same.len() > MOST_VERSIONS {
                    return unread(format!(
                        "it lists the function `{name}` more than {MOST_VERSIONS} times"
                    ));
                }
                let mut nearest: Option<Vec<Difference>> = None;
                for (_, other) in same.iter().filter(|(other, _)| other.fits(id)) {
                    let found = comparison.functions(function, other);
                    if comparison.left == 0 {
                        return unread(
                            "its types are more than can be compared with the host's".to_owned(),
                        );
                    }
                    if nearest
                        .as_ref()
                        .is_none_or(|nearest| found.len() < nearest.len())
                    {
                        nearest = Some(found);
                    }
                    if nearest.as_ref().is_some_and(Vec::is_empty) {
                        break;
                    }
                }
                let told = nearest.into_iter().flatten().take(MOST - problems.len());
                problems.extend(told.map(|found| found.of(&name)));
            }
        }
    }
    problems
}

/// Those of the package's interfaces that the host has by name too.
fn others_of<'a>(
    interfaces: &'a [Interface],
    ids: &[InterfaceName],
) -> Vec<(InterfaceName, &'a Interface)> {
    let bases: HashSet<_> = ids.iter().map(InterfaceName::base).collect();
    let others = interfaces.iter().map(|it| (InterfaceName::new(&it.id), it));
    others.filter(|(id, _)| bases.contains(id.base())).collect()
}

type ByName<'a> = HashMap<(&'a str, String), Vec<(&'a InterfaceName, &'a Function)>>;

fn by_name<'a>(interfaces: &'a [(InterfaceName, &'a Interface)]) -> ByName<'a> {
    let mut known = ByName::new();
    for (id, interface) in interfaces {
        for function in interface.functions.iter() {
            let same = known.entry((id.base(), spelled(&function.name)));
            same.or_default().push((id, function));
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
    /// What of the work is left.
    left: usize,
    /// Pairs of types that are known to be the same.
    same: HashSet<(u32, u32)>,
    /// The fields of the package's records by their letters.
    fields: HashMap<u32, Rc<Fields<'a>>>,
    // And of the functions that are compared at present:
    /// The first is the function itself.
    steps: Vec<Way>,
    /// Each pair of types is compared once.
    seen: BTreeSet<(u32, u32)>,
    pairs: Vec<Pair>,
    found: Vec<Difference>,
}

type Fields<'a> = BTreeMap<String, (&'a Name, Type)>;

impl<'a> Comparison<'a> {
    fn new(host: &'a World, package: &'a World, version: Version) -> Self {
        Self {
            version,
            host,
            package,
            left: MOST_WORK,
            same: HashSet::new(),
            fields: HashMap::new(),
            steps: Vec::new(),
            seen: BTreeSet::new(),
            pairs: Vec::new(),
            found: Vec::new(),
        }
    }

    fn functions(&mut self, own: &Function, other: &Function) -> Vec<Difference> {
        self.steps = vec![Way {
            before: 0,
            step: None,
            length: 0,
        }];
        self.seen.clear();
        self.pairs.clear();
        self.function(own, other);
        let mut all = true;
        while let Some(pair) = self.pairs.pop() {
            all &= self.steps[pair.at].length < DEEPEST;
            self.types(pair);
            if self.found.len() >= MOST || self.left == 0 {
                break;
            }
        }
        if self.found.is_empty() && all && self.left > 0 {
            self.same.extend(&self.seen);
        }
        std::mem::take(&mut self.found)
    }

    /// Counts work on so many bytes of the package's names.
    fn work(&mut self, bytes: usize) {
        self.left = self.left.saturating_sub(1 + bytes / 256);
    }
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
            self.pairs.push(Pair { host, package, at });
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
        self.work(0);
        if let (Type::Def(host), Type::Def(package)) = (host, package)
            && (self.same.contains(&(host, package)) || !self.seen.insert((host, package)))
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
            ) => {
                let others = self.fields(package, &other_shape.fields, other_fields);
                self.records(at, (&shape.fields, fields), &others);
            }
            (
                Some(TypeDef::Variant {
                    cases, payloads, ..
                }),
                Some(TypeDef::Variant {
                    cases: other_cases,
                    payloads: other_payloads,
                    ..
                }),
            ) => {
                let own = Cases(cases, payloads);
                self.variants(at, own, Cases(other_cases, other_payloads));
            }
            _ => self.other_types(at, host, package),
        }
    }

    fn other_types(&mut self, at: usize, host: Type, package: Type) {
        self.work(weight(self.package, package));
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

    /// The fields of a record of the package.
    fn fields(&mut self, ty: Type, names: &'a [Name], types: &'a [Type]) -> Rc<Fields<'a>> {
        let Type::Def(index) = ty else {
            return Rc::default();
        };
        let made = || {
            let fields = names.iter().zip(types);
            Rc::new(
                fields
                    .map(|(name, ty)| (letters(name), (name, *ty)))
                    .collect(),
            )
        };
        self.fields.entry(index).or_insert_with(made).clone()
    }

    fn records(
        &mut self,
        at: usize,
        (names, types): (&[Name], &[Type]),
        others: &BTreeMap<String, (&Name, Type)>,
    ) {
        let mut common = Vec::new();
        let mut known = HashSet::new();
        for (name, host) in names.iter().zip(types) {
            let own = letters(name);
            match others.get(&own).filter(|_| !known.contains(&own)) {
                Some((_, package)) => {
                    common.push((name, *host, *package));
                    known.insert(own);
                }
                None => {
                    let at = self.step(at, Step::Field(name.clone()));
                    self.differ(at, described(self.host, *host), "no such field".into());
                }
            }
        }
        let unknown = others.iter().filter(|(name, _)| !known.contains(*name));
        for (name, package) in unknown.map(|(_, field)| *field).take(MOST) {
            self.work(name.len() + weight(self.package, package));
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
        let looked_at = other.iter().take(own.len() + 1);
        self.work(looked_at.map(|name| name.len()).sum());
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

    fn variants(&mut self, at: usize, own: Cases<'_>, other: Cases<'_>) {
        let count = own.0.len().max(other.0.len());
        let mut common = Vec::new();
        for i in 0..count {
            self.work(other.get(i).map_or(0, |(name, _)| name.len()));
            match (own.get(i), other.get(i)) {
                (Some(own), Some(other)) if same_name(own.0, other.0) => {
                    common.push((own.0, own.1, other.1));
                }
                // What comes after the first that differs has another position, and is not told case by case.
                (own, other) => {
                    let named = |case: Option<(&Name, Option<Type>)>| match case {
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
                    self.work(package.map_or(0, |ty| weight(self.package, ty)));
                    let (host, package) = (held(self.host, host), held(self.package, package));
                    let at = self.step(at, step);
                    self.differ(at, host, package);
                }
            }
        }
    }
}

/// The cases of a variant, and what they hold.
#[derive(Clone, Copy)]
struct Cases<'a>(&'a [Case], &'a [Option<Type>]);

impl<'a> Cases<'a> {
    fn get(self, i: usize) -> Option<(&'a Name, Option<Type>)> {
        Some((&self.0.get(i)?.name, *self.1.get(i)?))
    }
}

/// How many bytes are looked at to describe a type.
fn weight(world: &World, ty: Type) -> usize {
    match world.def(ty) {
        Some(TypeDef::Variant { payloads, .. }) => payloads.len(),
        _ => 0,
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
