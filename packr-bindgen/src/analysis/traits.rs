//! Which of std's traits a generated type can have, as the greatest fixpoint over all types.

use std::collections::VecDeque;

use super::{Analysis, WIDEST_STD_TUPLE};
use crate::model::{Model, Type, TypeId, TypeKind};

/// A set of traits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Traits(u8);

impl Traits {
    pub(crate) const COPY: Traits = Traits(1);
    pub(crate) const EQ: Traits = Traits(1 << 1);
    pub(crate) const HASH: Traits = Traits(1 << 2);
    pub(crate) const PARTIAL_ORD: Traits = Traits(1 << 3);
    pub(crate) const ORD: Traits = Traits(1 << 4);
    /// `Debug` and `PartialEq` as std implements them. Every named type has them, if need be by hand.
    pub(crate) const STD: Traits = Traits(1 << 5);

    pub(super) const ALL: Traits = Traits((1 << 6) - 1);
    const OF_FLOATS: Traits = Traits(Self::COPY.0 | Self::PARTIAL_ORD.0 | Self::STD.0);
    const OF_WIDE_TUPLES: Traits = Self::COPY;

    pub(crate) fn contains(self, other: Traits) -> bool {
        self.0 & other.0 == other.0
    }

    fn and(self, other: Traits) -> Traits {
        Traits(self.0 & other.0)
    }

    pub(super) fn and_also(self, other: Traits) -> Traits {
        Traits(self.0 | other.0)
    }

    pub(super) fn without(self, other: Traits) -> Traits {
        Traits(self.0 & !other.0)
    }
}

/// Where a type stands.
#[derive(Clone, Copy)]
pub(super) struct Within {
    /// The definition that it is a part of.
    container: Option<TypeId>,
    /// With nothing on the heap between.
    inline: bool,
}

impl Within {
    /// In a function's signature.
    pub(super) const NOTHING: Within = Within {
        container: None,
        inline: false,
    };
}

/// Starts from every trait for every type, and takes away until nothing changes. `order` has parts before what they are
/// parts of, so that most types are looked at once.
pub(super) fn solve(model: &Model, analysis: &Analysis, order: &[usize]) -> Vec<Traits> {
    let mut users = vec![Vec::new(); model.types.len()];
    for (id, def) in model.types.iter().enumerate() {
        let mut uses = |part: TypeId| users[analysis.renamed(part).0].push(id);
        match &def.kind {
            TypeKind::Use(target) => uses(*target),
            kind => kind.types().for_each(|ty| ty.each_name(&mut uses)),
        }
    }
    let mut known = vec![Traits::ALL; model.types.len()];
    let mut pending: VecDeque<usize> = order.iter().copied().collect();
    let mut is_pending = vec![true; model.types.len()];
    while let Some(id) = pending.pop_front() {
        is_pending[id] = false;
        let traits = of_definition(model, analysis, &known, TypeId(id));
        if traits == known[id] {
            continue;
        }
        known[id] = traits;
        for &user in &users[id] {
            if !std::mem::replace(&mut is_pending[user], true) {
                pending.push_back(user);
            }
        }
    }
    known
}

fn of_definition(model: &Model, analysis: &Analysis, known: &[Traits], id: TypeId) -> Traits {
    let within = Within {
        container: Some(id),
        inline: true,
    };
    let of = |ty: &Type| of(model, analysis, known, within, ty);
    match &model.types[id.0].kind {
        TypeKind::Record(fields) => all(fields.iter().map(|field| of(&field.ty))),
        TypeKind::Variant(cases) => all(cases.iter().filter_map(|case| case.ty.as_ref()).map(of)),
        TypeKind::Alias(body) => of(body),
        TypeKind::Use(target) => known[analysis.renamed(*target).0],
        TypeKind::Enum(_) | TypeKind::Flags(_) => Traits::ALL,
    }
}

/// The traits of a type inside `container`, where a part of it may be boxed.
pub(super) fn of(
    model: &Model,
    analysis: &Analysis,
    known: &[Traits],
    within: Within,
    ty: &Type,
) -> Traits {
    let inline = |ty: &Type| of(model, analysis, known, within, ty);
    let on_heap = |ty: &Type| {
        let within = Within {
            inline: false,
            ..within
        };
        of(model, analysis, known, within, ty).without(Traits::COPY)
    };
    let mapping = &analysis.mapping;
    match ty {
        Type::Bool | Type::Char => Traits::ALL,
        Type::U8 | Type::U16 | Type::U32 | Type::U64 => Traits::ALL,
        Type::S8 | Type::S16 | Type::S32 | Type::S64 => Traits::ALL,
        Type::F32 | Type::F64 => Traits::OF_FLOATS,
        Type::String => mapping.strings,
        Type::List(elem) if analysis.is_byte(model, elem) => mapping.bytes,
        Type::List(elem) => on_heap(elem),
        Type::Map(key, value) => on_heap(key).and(on_heap(value)).and(mapping.maps),
        Type::FixedList(inner, _) | Type::Option(inner) => inline(inner),
        Type::Result(ok, err) => all(ok.iter().chain(err).map(|side| inline(side))),
        Type::Tuple(items) => {
            let traits = all(items.iter().map(inline));
            let wide = items.len() > WIDEST_STD_TUPLE;
            if wide {
                traits.and(Traits::OF_WIDE_TUPLES)
            } else {
                traits
            }
        }
        Type::Named(id) => {
            let target = analysis.renamed(*id);
            let wire = within
                .container
                .is_some_and(|container| analysis.is_wire(model, container, target));
            if mapping.is_opaque(target) && !wire {
                return Traits::STD;
            }
            let traits = known[target.0];
            let alias = matches!(model.types[target.0].kind, TypeKind::Alias(_));
            if alias && !analysis.is_newtype(target) {
                return traits;
            }
            let traits = Traits(traits.0 | Traits::STD.0);
            match within.container {
                Some(id) if within.inline && analysis.is_boxed(model, id, target) => {
                    traits.without(Traits::COPY)
                }
                _ => traits,
            }
        }
    }
}

fn all(parts: impl Iterator<Item = Traits>) -> Traits {
    parts.fold(Traits::ALL, Traits::and)
}
