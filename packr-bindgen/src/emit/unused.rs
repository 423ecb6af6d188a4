//! Which types some function needs, for `generate_unused_types: false`.

use crate::model::{Function, Interface, Model, Type, TypeId, TypeKind};
use crate::options::TypeOptions;

/// For each type, whether it is generated.
pub(super) fn used_types(model: &Model, options: &TypeOptions) -> Vec<bool> {
    if options.generate_unused_types {
        return vec![true; model.types.len()];
    }
    let mut used = vec![false; model.types.len()];
    let mut open: Vec<TypeId> = vec![];
    for ty in functions(model).flat_map(signature) {
        ty.each_name(&mut |id| open.push(id));
    }
    while let Some(id) = open.pop() {
        if std::mem::replace(&mut used[id.0], true) {
            continue;
        }
        match &model.types[id.0].kind {
            TypeKind::Use(target) => open.push(*target),
            kind => kind
                .types()
                .for_each(|ty| ty.each_name(&mut |id| open.push(id))),
        }
    }
    used
}

fn functions(model: &Model) -> impl Iterator<Item = &Function> {
    let world = &model.world;
    let imported = model.interfaces.iter().filter(|known| known.imported);
    let exported = model.interfaces.iter().filter(|known| known.exported);
    let imports = imported.flat_map(Interface::imports);
    let exports = exported.flat_map(Interface::exports);
    let own = world.imported_functions.iter();
    let own = own.chain(&world.exported_functions);
    own.chain(imports).chain(exports)
}

pub(super) fn signature(function: &Function) -> impl Iterator<Item = &Type> {
    let params = function.params.iter().map(|(_, ty)| ty);
    params.chain(&function.result)
}
