//! What packr asks of a model beyond what wit-parser asks of WIT: one function a rule.

use crate::error::{Error, ErrorKind, Report};
use crate::model::{Function, Interface, Model, Type, TypeId, TypeKind};
use crate::source::Location;

/// The runtime implements its conversions for tuples up to this width.
const WIDEST_TUPLE: usize = 16;

/// A tuple of 16 tuples of 16 tuples of 16 compiles at once; with a few more steps the compiler runs out of memory.
const MOST_UNFOLDED: usize = 5_000;

/// Checks every rule.
pub(crate) fn check(model: &Model, report: &mut Report) {
    check_finite_values(model, report);
    check_tuples(model, report);
    check_unfolded(model, report);
}

/// An alias stands for few enough types. `type a = tuple<b, b>` with `type b = tuple<c, c>` and so on doubles with each
/// name, and the Rust compiler writes all of them out.
fn check_unfolded(model: &Model, report: &mut Report) {
    let mut unfolded = Unfolded {
        model,
        known: vec![None; model.types.len()],
    };
    for (index, def) in model.types.iter().enumerate() {
        let parts = def.kind.types().map(|ty| unfolded.of(ty));
        let most = MOST_UNFOLDED;
        // Those that use one that is too large are right themselves.
        let own = parts.fold(0, usize::saturating_add);
        if own > most && !def.kind.types().any(|ty| unfolded.holds_too_large(ty)) {
            let name = def.name.clone();
            let error = Error::new(ErrorKind::UnfoldedType { name, most });
            report.push(error.at(&model.types[index].location));
        }
    }
}

/// How many types each alias stands for.
struct Unfolded<'a> {
    model: &'a Model,
    known: Vec<Option<usize>>,
}

impl Unfolded<'_> {
    fn of(&mut self, ty: &Type) -> usize {
        match ty {
            Type::Named(id) => self.of_name(*id),
            ty => ty
                .parts()
                .fold(1, |sum, part| self.of(part).saturating_add(sum)),
        }
    }

    fn of_name(&mut self, id: TypeId) -> usize {
        if let Some(known) = self.known[id.0] {
            return known;
        }
        // One that contains itself becomes a struct, which is one type.
        self.known[id.0] = Some(1);
        let model = self.model;
        let count = match &model.types[id.0].kind {
            TypeKind::Alias(ty) => self.of(ty),
            TypeKind::Use(id) => self.of_name(*id),
            _ => 1,
        };
        self.known[id.0] = Some(count);
        count
    }

    fn holds_too_large(&mut self, ty: &Type) -> bool {
        let mut found = false;
        ty.each_name(&mut |id| found |= self.of_name(id) > MOST_UNFOLDED);
        found
    }
}

/// No tuple has more items than the runtime's traits are implemented for.
fn check_tuples(model: &Model, report: &mut Report) {
    let mut check = |ty: &Type, location: &Location, inside: String| {
        each_tuple(ty, &mut |items| {
            if items > WIDEST_TUPLE {
                let most = WIDEST_TUPLE;
                let error = Error::new(ErrorKind::WideTuple { items, most });
                report.push(error.at(location).note(inside.clone(), None));
            }
        });
    };
    for def in &model.types {
        let name = &def.name;
        match &def.kind {
            TypeKind::Record(fields) => fields.iter().for_each(|field| {
                let inside = format!("in field `{}` of record `{name}`", field.name);
                check(&field.ty, &field.location, inside);
            }),
            TypeKind::Variant(cases) => cases.iter().for_each(|case| {
                let inside = format!("in case `{}` of variant `{name}`", case.name);
                let payload = case.ty.iter();
                payload.for_each(|ty| check(ty, &case.location, inside.clone()));
            }),
            TypeKind::Alias(ty) => check(ty, &def.location, format!("in type `{name}`")),
            TypeKind::Enum(_) | TypeKind::Flags(_) | TypeKind::Use(_) => {}
        }
    }
    for function in functions(model) {
        let (name, location) = (&function.name, &function.location);
        for (param, ty) in &function.params {
            let inside = format!("in parameter `{param}` of function `{name}`");
            check(ty, location, inside);
        }
        let result = function.result.iter();
        result.for_each(|ty| check(ty, location, format!("in the result of function `{name}`")));
    }
}

fn functions(model: &Model) -> impl Iterator<Item = &Function> {
    let world = &model.world;
    let own = |known: &&Interface| known.implements.is_none();
    let of_interfaces = model.interfaces.iter().filter(own);
    let of_interfaces = of_interfaces.flat_map(|known| &known.functions);
    let imported = of_interfaces.chain(&world.imported_functions);
    imported.chain(&world.exported_functions)
}

/// Calls `f` with the width of every tuple in a type.
fn each_tuple(ty: &Type, f: &mut impl FnMut(usize)) {
    if let Type::Tuple(items) = ty {
        f(items.len());
    }
    ty.parts().for_each(|part| each_tuple(part, f));
}

/// Every type has a value of finite size. `record a { b: b }` with `record b { a: a }` has none: each needs the other.
/// An empty list, map or option, a case without payload, or a result without a side ends the chain.
fn check_finite_values(model: &Model, report: &mut Report) {
    let finite = finite_types(model);
    // From each type that has no value, follow what it lacks. The walk ends in a circle, which is what is reported.
    let mut visited = vec![false; model.types.len()];
    for start in 0..model.types.len() {
        let mut walk = Vec::new();
        let mut at = TypeId(start);
        while !finite[at.0] && !visited[at.0] {
            visited[at.0] = true;
            walk.push(at);
            match lacking(&model.types[at.0].kind, &finite) {
                Some(next) => at = next,
                None => break,
            }
        }
        let Some(from) = walk.iter().position(|&id| id == at) else {
            continue;
        };
        let cycle = &walk[from..];
        let first = (0..cycle.len()).min_by_key(|&index| cycle[index]);
        let turned = cycle.iter().cycle().skip(first.unwrap_or(0));
        let turned = turned.take(cycle.len() + 1);
        let names = turned.map(|id| model.types[id.0].name.clone()).collect();
        let place = cycle.iter().min().map(|id| &model.types[id.0].location);
        let error = Error::new(ErrorKind::NoFiniteValue { cycle: names });
        report.push(match place {
            Some(place) => error.at(place),
            None => error,
        });
    }
}

/// For each type, whether it has a value of finite size: the least fixed point, reached by telling a type's users.
fn finite_types(model: &Model) -> Vec<bool> {
    let mut users = vec![Vec::new(); model.types.len()];
    for (index, def) in model.types.iter().enumerate() {
        each_reference(&def.kind, &mut |used| users[used.0].push(index));
    }
    let mut finite = vec![false; model.types.len()];
    let mut pending: Vec<usize> = (0..model.types.len()).collect();
    while let Some(index) = pending.pop() {
        if !finite[index] && lacking(&model.types[index].kind, &finite).is_none() {
            finite[index] = true;
            pending.extend(&users[index]);
        }
    }
    finite
}

/// The first type that has to be finite for this one to be, and is not known to be.
fn lacking(kind: &TypeKind, finite: &[bool]) -> Option<TypeId> {
    match kind {
        TypeKind::Record(fields) => fields
            .iter()
            .find_map(|field| lacking_in(&field.ty, finite)),
        TypeKind::Variant(cases) => {
            let mut payloads = cases.iter().map(|case| case.ty.as_ref());
            if payloads.any(|ty| ty.is_none_or(|ty| lacking_in(ty, finite).is_none())) {
                return None;
            }
            let mut payloads = cases.iter().filter_map(|case| case.ty.as_ref());
            payloads.find_map(|ty| lacking_in(ty, finite))
        }
        TypeKind::Enum(_) | TypeKind::Flags(_) => None,
        TypeKind::Alias(ty) => lacking_in(ty, finite),
        TypeKind::Use(id) => (!finite[id.0]).then_some(*id),
    }
}

fn lacking_in(ty: &Type, finite: &[bool]) -> Option<TypeId> {
    match ty {
        Type::Named(id) => (!finite[id.0]).then_some(*id),
        Type::FixedList(_, 0) | Type::Result(None, _) | Type::Result(_, None) => None,
        Type::FixedList(ty, _) => lacking_in(ty, finite),
        Type::Tuple(types) => types.iter().find_map(|ty| lacking_in(ty, finite)),
        Type::Result(Some(ok), Some(err)) => {
            let ok = lacking_in(ok, finite)?;
            lacking_in(err, finite).map(|_| ok)
        }
        _ => None,
    }
}

fn each_reference(kind: &TypeKind, f: &mut impl FnMut(TypeId)) {
    match kind {
        TypeKind::Use(id) => f(*id),
        kind => kind.types().for_each(|ty| ty.each_name(f)),
    }
}
