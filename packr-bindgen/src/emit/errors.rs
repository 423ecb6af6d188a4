//! Errors of the WIT for which host functions return a type of the host's own.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::rust_type::{Place, path_to_root};
use crate::model::{Function, Interface, Model, Owner, Type, TypeId, TypeKind};
use crate::names;
use crate::options::{self, Attributes};

/// All that the options name.
pub(super) struct TrappableErrors(Vec<TrappableError>);

/// One of them.
pub(super) struct TrappableError {
    id: TypeId,
    owner: Owner,
    /// The name of the type in the WIT.
    pub(super) name: String,
    /// The method of the owner's `Host` trait that converts it.
    pub(super) method: Ident,
    /// The name of the host's type at the root of the generated code.
    alias: Ident,
    path: syn::Path,
}

impl TrappableErrors {
    pub(super) fn new(model: &Model, options: &[options::TrappableError]) -> Self {
        let world = names::snake(&model.world.name);
        let errors = options.iter().enumerate().filter_map(|(index, option)| {
            let id = Attributes::find(model, &option.key.value())?;
            let id = resolved(model, id);
            let def = &model.types[id.0];
            Some(TrappableError {
                id,
                owner: def.owner,
                name: def.name.clone(),
                method: format_ident!("convert_{}", names::snake(&def.name)),
                alias: format_ident!("__trappable_error_{index}_of_{world}"),
                path: option.path.clone(),
            })
        });
        TrappableErrors(errors.collect())
    }

    /// The one that a function returns.
    pub(super) fn of(&self, model: &Model, function: &Function) -> Option<&TrappableError> {
        let id = error_of(model, function)?;
        self.0.iter().find(|error| error.id == id)
    }

    /// Those that belong to an interface, whose trait converts them.
    pub(super) fn of_interface(&self, interface: &Interface) -> Vec<&TrappableError> {
        let errors = self.0.iter();
        errors
            .filter(|error| interface.types.contains(&error.id))
            .collect()
    }

    /// Those that belong to the world.
    pub(super) fn of_world(&self) -> Vec<&TrappableError> {
        let errors = self.0.iter();
        errors.filter(|error| error.owner == Owner::World).collect()
    }

    /// The names of the host's types at the root.
    pub(super) fn aliases(&self) -> TokenStream {
        let aliases = self.0.iter().map(|error| {
            let TrappableError { alias, path, .. } = error;
            quote!(#[allow(unused_imports)] use #path as #alias;)
        });
        aliases.collect()
    }
}

impl TrappableError {
    /// The host's type.
    pub(super) fn path(&self, place: &Place<'_>) -> TokenStream {
        let (root, alias) = (path_to_root(place.module), &self.alias);
        quote!(#root::#alias)
    }

    /// The trait that converts it.
    pub(super) fn host(&self, place: &Place<'_>) -> TokenStream {
        let layout = &place.context.layout;
        match self.owner {
            Owner::World => place.path(&[], &layout.world_imports),
            Owner::Interface(id) => place.path(layout.imported(id), "Host"),
        }
    }

    /// `fn convert_error(&mut self, error: Mine) -> Result<Error>`
    pub(super) fn signature(&self, place: &Place<'_>) -> TokenStream {
        let (method, path) = (&self.method, self.path(place));
        let result = place.rt.trappable(place.named(self.id));
        quote!(fn #method(&mut self, error: #path) -> #result)
    }
}

/// The named type that a function returns as its error.
pub(crate) fn error_of(model: &Model, function: &Function) -> Option<TypeId> {
    match &function.result {
        Some(Type::Result(_, Some(error))) => match &**error {
            Type::Named(id) => Some(resolved(model, *id)),
            _ => None,
        },
        _ => None,
    }
}

/// The type behind names that were taken in with `use`, and other names.
pub(crate) fn resolved(model: &Model, id: TypeId) -> TypeId {
    let mut at = id;
    // An alias may contain itself.
    for _ in 0..model.types.len() {
        match &model.types[at.0].kind {
            TypeKind::Use(target) | TypeKind::Alias(Type::Named(target)) => at = *target,
            _ => break,
        }
    }
    at
}
