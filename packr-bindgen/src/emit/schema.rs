//! The world's types and functions as data, in statics.

use proc_macro2::{Literal, TokenStream};

use super::rt::schema as data;
use super::rust_type::Place;
use packr_core::schema::{Function, Interface, Type, TypeDef, World};

/// The body of a function that returns the schema.
pub(super) fn world(place: &Place<'_>) -> TokenStream {
    let context = place.context;
    let World {
        name,
        types,
        imports,
        exports,
    } = context.schema();
    let types: Vec<_> = types.iter().map(definition).collect();
    let imports: Vec<_> = imports.iter().map(interface).collect();
    let exports: Vec<_> = exports.iter().map(interface).collect();
    place.rt.schema(&name, &types, &imports, &exports)
}

fn definition(def: &TypeDef) -> TokenStream {
    match def {
        TypeDef::List(elem) => data::list(ty(elem)),
        TypeDef::FixedList(elem, length) => data::fixed_list(ty(elem), *length),
        TypeDef::Map(key, value) => data::map(ty(key), ty(value)),
        TypeDef::Option(inner) => data::option(ty(inner)),
        TypeDef::Result(ok, err) => data::result(optional(ok), optional(err)),
        TypeDef::Tuple(items) => data::tuple(&all(items)),
        TypeDef::Record {
            wit_name,
            shape,
            fields,
        } => data::record(wit_name, &shape.name, &shape.fields, &all(fields)),
        TypeDef::Variant {
            wit_name,
            cases,
            payloads,
        } => {
            let payloads: Vec<_> = payloads.iter().map(optional).collect();
            data::variant(wit_name, cases, &payloads)
        }
        TypeDef::Flags { wit_name, labels } => data::flags(wit_name, labels),
        TypeDef::Alias { wit_name, ty: body } => data::alias(wit_name, ty(body)),
        other => unreachable!("no WIT has {other:?}"),
    }
}

fn ty(ty: &Type) -> TokenStream {
    match ty {
        Type::Def(index) => data::reference(Literal::u32_unsuffixed(*index)),
        primitive => data::primitive(*primitive),
    }
}

fn all(types: &[Type]) -> Vec<TokenStream> {
    types.iter().map(ty).collect()
}

fn optional(side: &Option<Type>) -> TokenStream {
    data::optional(side.as_ref().map(ty))
}

fn interface(interface: &Interface) -> TokenStream {
    let functions: Vec<_> = interface.functions.iter().map(function).collect();
    data::interface(&interface.id, &functions)
}

fn function(function: &Function) -> TokenStream {
    let params = function.params.iter();
    let params: Vec<_> = params.map(|(name, param)| (&**name, ty(param))).collect();
    data::function(&function.name, &params, &optional(&function.result))
}
