//! What Rust needs to know about types that can contain each other: where a `Box` goes, which aliases
//! become types of their own, and which traits can be derived.

mod mapping;
mod traits;

pub(crate) use mapping::Mapping;
pub(crate) use traits::Traits;

use crate::graph::Graph;
use crate::model::{Model, Type, TypeId, TypeKind};
use traits::Within;

/// Std implements its traits for tuples up to this width.
pub(crate) const WIDEST_STD_TUPLE: usize = 12;

/// Facts about the types of one model.
#[derive(Debug)]
pub(crate) struct Analysis {
    /// Aliases that contain themselves through aliases only.
    newtypes: Vec<bool>,
    /// What remains of a type's name when renames are looked through.
    renamed: Vec<TypeId>,
    /// The component of each type in the graph of inline containment.
    components: Vec<usize>,
    /// The component of each type in the graph of all containment.
    cycles: Vec<usize>,
    /// By these components: whether a type of the user stands for one of its types.
    converted: Vec<bool>,
    /// Whether values of the type can contain others of it.
    recursive: Vec<bool>,
    mapping: Mapping,
    traits: Vec<Traits>,
    /// The types that some function returns as its error.
    errors: Vec<bool>,
}

impl Analysis {
    /// Facts about the WIT's types as they are.
    pub(crate) fn new(model: &Model) -> Self {
        Analysis::of(model, Mapping::none(model))
    }

    /// Facts about what stands for the WIT's types.
    pub(crate) fn of(model: &Model, mapping: Mapping) -> Self {
        let newtypes = recursive_aliases(model);
        let renamed = look_through_renames(model, &newtypes, &mapping);
        let all = containment(model);
        let cycles = all.components();
        let mut converted = vec![false; model.types.len()];
        for id in (0..model.types.len()).filter(|&id| mapping.is_converted(TypeId(id))) {
            converted[cycles[id]] = true;
        }
        let mut analysis = Analysis {
            newtypes,
            renamed,
            components: inline_containment(model).components(),
            cycles,
            converted,
            recursive: all.on_cycle(),
            mapping,
            traits: Vec::new(),
            errors: vec![false; model.types.len()],
        };
        analysis.traits = traits::solve(model, &analysis, &all.by_time_of_leaving());
        for error in function_errors(model) {
            if let (_, Type::Named(id)) = analysis.structure(model, error) {
                let id = analysis.renamed(*id);
                analysis.errors[id.0] = true;
            }
        }
        analysis
    }

    /// Whether values of a type can contain others of it.
    pub(crate) fn is_recursive(&self, id: TypeId) -> bool {
        self.recursive[id.0]
    }

    /// Whether no type of the user stands for one of the WIT.
    pub(crate) fn is_of_wit(&self) -> bool {
        self.mapping.is_of_wit()
    }

    /// An alias that contains itself, which Rust can only have as a type of its own.
    pub(crate) fn is_newtype(&self, id: TypeId) -> bool {
        self.newtypes[id.0]
    }

    /// The type that a name stands for: through `use`, and through aliases that only rename.
    pub(crate) fn renamed(&self, id: TypeId) -> TypeId {
        self.renamed[id.0]
    }

    /// What a type is when all plain aliases are looked through, and the alias whose body that is.
    pub(crate) fn structure<'m>(
        &self,
        model: &'m Model,
        ty: &'m Type,
    ) -> (Option<TypeId>, &'m Type) {
        let (mut alias, mut ty) = (None, ty);
        while let Type::Named(id) = ty {
            let id = self.renamed(*id);
            match &model.types[id.0].kind {
                TypeKind::Alias(body) if !self.is_newtype(id) && !self.mapping.is_opaque(id) => {
                    (alias, ty) = (Some(id), body)
                }
                _ => break,
            }
        }
        (alias, ty)
    }

    /// Whether the type of that name stands in a `Box` where it is an inline part of `container`.
    ///
    /// It does when the two contain each other inline. A plain alias never does: the boxes that are
    /// needed stand inside it.
    pub(crate) fn is_boxed(&self, model: &Model, container: TypeId, part: TypeId) -> bool {
        let part = self.renamed(part);
        let plain_alias =
            matches!(model.types[part.0].kind, TypeKind::Alias(_)) && !self.is_newtype(part);
        !plain_alias && self.components[container.0] == self.components[part.0]
    }

    /// Whether `container` refers to what is generated for `part`, and not to the type of the user that is made from it:
    /// types that contain each other are converted as a whole.
    pub(crate) fn is_wire(&self, model: &Model, container: TypeId, part: TypeId) -> bool {
        let part = self.renamed(part);
        self.mapping.is_converted(part)
            && self.cycles[container.0] == self.cycles[part.0]
            && !self.is_plain_alias(model, container)
    }

    /// Whether `container` spells out the plain alias `part`: in there it stands for what is generated, and everywhere else
    /// for the types of the user.
    pub(crate) fn is_spelled_out(&self, model: &Model, container: TypeId, part: TypeId) -> bool {
        let part = self.renamed(part);
        let cycle = self.cycles[container.0];
        self.cycles[part.0] == cycle
            && self.converted[cycle]
            && self.is_plain_alias(model, part)
            && !self.is_plain_alias(model, container)
    }

    /// An alias that is one in Rust too, and that can be looked through.
    fn is_plain_alias(&self, model: &Model, id: TypeId) -> bool {
        matches!(model.types[id.0].kind, TypeKind::Alias(_))
            && !self.is_newtype(id)
            && !self.mapping.is_opaque(id)
    }

    /// What the generated type of that name implements.
    pub(crate) fn traits(&self, id: TypeId) -> Traits {
        self.traits[self.renamed(id).0]
    }

    /// Whether some function returns the type as its error.
    pub(crate) fn is_error(&self, id: TypeId) -> bool {
        self.errors[id.0]
    }

    /// Whether a list of the type is one of bytes.
    pub(crate) fn is_byte(&self, model: &Model, elem: &Type) -> bool {
        matches!(self.structure(model, elem).1, Type::U8)
    }

    /// Whether values of a type are copied rather than borrowed. `false` also where that is not known
    /// without the container that the type stands in.
    pub(crate) fn is_copy(&self, model: &Model, ty: &Type) -> bool {
        traits::of(model, self, &self.traits, Within::NOTHING, ty).contains(Traits::COPY)
    }
}

/// The error side of every function whose result has one.
fn function_errors(model: &Model) -> impl Iterator<Item = &Type> {
    let world = &model.world;
    let own = world
        .imported_functions
        .iter()
        .chain(&world.exported_functions);
    let others = model
        .interfaces
        .iter()
        .flat_map(|interface| &interface.functions);
    own.chain(others)
        .filter_map(|function| match &function.result {
            Some(Type::Result(_, Some(error))) => Some(&**error),
            _ => None,
        })
}

/// The aliases that lie on a cycle of aliases. A cycle through a record or variant needs none of this.
fn recursive_aliases(model: &Model) -> Vec<bool> {
    let mut graph = Graph::new(model.types.len());
    for (id, def) in model.types.iter().enumerate() {
        match &def.kind {
            TypeKind::Use(target) => graph.edge(id, target.0),
            TypeKind::Alias(body) => body.each_name(&mut |name| {
                if matches!(
                    model.types[name.0].kind,
                    TypeKind::Alias(_) | TypeKind::Use(_)
                ) {
                    graph.edge(id, name.0);
                }
            }),
            _ => {}
        }
    }
    let on_cycle = graph.on_cycle();
    let aliases = model.types.iter().zip(on_cycle);
    aliases
        .map(|(def, cyclic)| cyclic && matches!(def.kind, TypeKind::Alias(_)))
        .collect()
}

/// For each name what remains when renames are looked through, each of which is followed once.
fn look_through_renames(model: &Model, newtypes: &[bool], mapping: &Mapping) -> Vec<TypeId> {
    let next = |id: TypeId| match &model.types[id.0].kind {
        TypeKind::Alias(_) if mapping.is_opaque(id) => None,
        TypeKind::Use(target) => Some(*target),
        TypeKind::Alias(Type::Named(target)) if !newtypes[id.0] => Some(*target),
        _ => None,
    };
    let mut known: Vec<Option<TypeId>> = vec![None; model.types.len()];
    for start in (0..model.types.len()).map(TypeId) {
        let mut walk = vec![];
        let mut at = start;
        let end = loop {
            walk.push(at);
            match (known[at.0], next(at)) {
                (Some(end), _) => break end,
                (None, Some(target)) => at = target,
                (None, None) => break at,
            }
        };
        walk.into_iter().for_each(|id| known[id.0] = Some(end));
    }
    known.into_iter().flatten().collect()
}

/// Which type's values lie inside which other's, by the names that `each` finds in a type.
/// Which types contain which.
pub(crate) fn containment(model: &Model) -> Graph {
    graph_of(model, |ty, visit| ty.each_name(&mut |id| visit(id)))
}

/// Which types contain which without a list or map between them.
pub(crate) fn inline_containment(model: &Model) -> Graph {
    graph_of(model, each_inline_name)
}

fn graph_of(model: &Model, each: impl Fn(&Type, &mut dyn FnMut(TypeId))) -> Graph {
    let mut graph = Graph::new(model.types.len());
    for (id, def) in model.types.iter().enumerate() {
        let mut edge = |name: TypeId| graph.edge(id, name.0);
        match &def.kind {
            TypeKind::Use(target) => edge(*target),
            kind => kind.types().for_each(|ty| each(ty, &mut edge)),
        }
    }
    graph
}

/// The names in a type that are not behind a list or map, whose elements lie on the heap anyway.
fn each_inline_name(ty: &Type, visit: &mut dyn FnMut(TypeId)) {
    match ty {
        Type::Named(id) => visit(*id),
        Type::List(_) | Type::Map(..) => {}
        _ => ty.parts().for_each(|part| each_inline_name(part, visit)),
    }
}

#[cfg(test)]
mod tests;
