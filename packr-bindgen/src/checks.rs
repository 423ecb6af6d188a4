//! What packr asks of a model beyond what wit-parser asks of WIT: one function a rule.

mod room;

use std::fmt;

use crate::error::{Error, ErrorKind, Report};
use crate::graph::Graph;
use crate::model::{Function, Interface, Model, Type, TypeId, TypeKind};
use crate::source::Location;

/// The runtime implements its conversions for tuples up to this width.
const WIDEST_TUPLE: usize = 16;

/// A tuple of 16 tuples of 16 tuples of 16 compiles at once; with a few more steps the compiler runs out of memory.
const MOST_UNFOLDED: usize = 5_000;

/// rustc follows types to a depth of 128 unless a crate says otherwise, and a list inside a list takes five of those. It
/// is also what `syn` reads on the stack of a thread.
pub(crate) const DEEPEST_TYPE: usize = 20;

/// Checks every rule.
pub(crate) fn check(model: &Model, report: &mut Report) {
    check_finite_values(model, report);
    check_tuples(model, report);
    let sizes = sizes(model);
    check_unfolded(model, &sizes, report);
    check_nesting(model, &sizes, report);
    room::check(model, report);
}

/// An alias stands for few enough types. `type a = tuple<b, b>` with `type b = tuple<c, c>` and so on doubles with each
/// name, and the Rust compiler writes all of them out.
fn check_unfolded(model: &Model, sizes: &[Size], report: &mut Report) {
    let too_large = |ty: &Type| {
        let mut found = false;
        ty.each_name(&mut |id| found |= sizes[id.0].types > MOST_UNFOLDED);
        found
    };
    for def in &model.types {
        // Those that use one that is too large are right themselves.
        let is_large = |ty: &Type| size(sizes, ty).types > MOST_UNFOLDED && !too_large(ty);
        if def.kind.types().any(is_large) {
            let (name, most) = (def.name.clone(), MOST_UNFOLDED);
            let error = Error::new(ErrorKind::UnfoldedType { name, most });
            report.push(error.at(&def.location));
        }
    }
}

/// No type is nested too deep where the names of aliases are written out.
fn check_nesting(model: &Model, sizes: &[Size], report: &mut Report) {
    each_type(model, &mut |ty, location, inside| {
        let mut names = 0;
        ty.each_name(&mut |id| names = names.max(sizes[id.0].depth));
        // An alias that is too deep by itself is reported where it is declared.
        if size(sizes, ty).depth > DEEPEST_TYPE && names <= DEEPEST_TYPE {
            let most = DEEPEST_TYPE;
            let error = Error::new(ErrorKind::NestedType { most }).at(location);
            report.push(error.note(inside.to_string(), None));
        }
    });
}

/// What a type is when aliases are written out.
#[derive(Clone, Copy)]
struct Size {
    types: usize,
    /// How many of `list`, `option` and so on are inside each other.
    depth: usize,
}

impl Size {
    const NAME: Size = Size { types: 1, depth: 0 };
}

/// The size of what each name stands for.
fn sizes(model: &Model) -> Vec<Size> {
    let mut graph = Graph::new(model.types.len());
    for (id, def) in model.types.iter().enumerate() {
        match &def.kind {
            TypeKind::Alias(body) => body.each_name(&mut |part| graph.edge(id, part.0)),
            TypeKind::Use(target) => graph.edge(id, target.0),
            _ => {}
        }
    }
    // An alias that contains itself becomes a struct, which is one type.
    let mut sizes = vec![Size::NAME; model.types.len()];
    let recursive = graph.on_cycle();
    for id in graph.by_time_of_leaving() {
        sizes[id] = match &model.types[id].kind {
            TypeKind::Alias(_) if recursive[id] => Size::NAME,
            TypeKind::Alias(body) => size(&sizes, body),
            TypeKind::Use(target) => sizes[target.0],
            _ => Size::NAME,
        };
    }
    sizes
}

fn size(sizes: &[Size], ty: &Type) -> Size {
    let nested = |all: Size, part: &Type| {
        let part = size(sizes, part);
        Size {
            types: all.types.saturating_add(part.types),
            depth: all.depth.max(part.depth.saturating_add(1)),
        }
    };
    match ty {
        Type::Named(id) => sizes[id.0],
        ty => ty.parts().fold(Size::NAME, nested),
    }
}

/// No tuple has more items than the runtime's traits are implemented for.
fn check_tuples(model: &Model, report: &mut Report) {
    each_type(model, &mut |ty, location, inside| {
        each_tuple(ty, &mut |items| {
            if items > WIDEST_TUPLE {
                let most = WIDEST_TUPLE;
                let error = Error::new(ErrorKind::WideTuple { items, most });
                report.push(error.at(location).note(inside.to_string(), None));
            }
        });
    });
}

/// Calls `f` with every type that the WIT spells, its place, and what it is inside of, for people.
fn each_type(model: &Model, f: &mut impl FnMut(&Type, &Location, fmt::Arguments<'_>)) {
    for def in &model.types {
        let name = &def.name;
        match &def.kind {
            TypeKind::Record(fields) => fields.iter().for_each(|field| {
                let inside = format_args!("in field `{}` of record `{name}`", field.name);
                f(&field.ty, &field.location, inside);
            }),
            TypeKind::Variant(cases) => cases.iter().for_each(|case| {
                let payload = case.ty.iter();
                payload.for_each(|ty| {
                    let inside = format_args!("in case `{}` of variant `{name}`", case.name);
                    f(ty, &case.location, inside);
                });
            }),
            TypeKind::Alias(ty) => f(ty, &def.location, format_args!("in type `{name}`")),
            TypeKind::Enum(_) | TypeKind::Flags(_) | TypeKind::Use(_) => {}
        }
    }
    for function in functions(model) {
        let (name, location) = (&function.name, &function.location);
        for (param, ty) in &function.params {
            let inside = format_args!("in parameter `{param}` of function `{name}`");
            f(ty, location, inside);
        }
        let result = function.result.iter();
        result.for_each(|ty| {
            f(
                ty,
                location,
                format_args!("in the result of function `{name}`"),
            );
        });
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
