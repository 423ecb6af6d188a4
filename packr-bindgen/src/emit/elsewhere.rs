//! What is not generated here: the names at the root by which the user's modules and types are found, and what makes
//! the user's types values of the WIT.
//!
//! A path means something where the macro stands, and generated code stands in modules below. So each has a name at the
//! root.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::spanned::Spanned;

use super::Context;
use super::docs::docs;
use super::rt::mapped;
use super::rust_type::Place;
use crate::model::{Model, TypeId};
use crate::names;
use crate::options::Own;

/// The name of a module that was given for an interface, a package or a namespace.
pub(super) fn module(model: &Model, index: usize) -> String {
    format!("__with_{index}_of_{}", names::snake(&model.world.name))
}

fn own_type(model: &Model, id: TypeId, span: Span) -> Ident {
    let name = format_ident!("__Own{}Of{}", id.0, names::camel(&model.world.name));
    Ident::new(&name.to_string(), span)
}

/// The name of a type that was given for strings, bytes or maps.
pub(super) fn given(model: &Model, what: &str) -> Ident {
    format_ident!("__{what}Of{}", names::camel(&model.world.name))
}

/// Everything at the root.
pub(super) fn items(place: &Place<'_>) -> TokenStream {
    let Context {
        model,
        elsewhere,
        types,
        ..
    } = place.context;
    let modules = elsewhere.modules.iter().enumerate().map(|(index, path)| {
        let name = names::ident(&module(model, index));
        quote!(use #path as #name;)
    });
    let own = elsewhere.types().map(|(id, own)| {
        let (name, ty) = (own_type(model, id, Span::call_site()), &own.ty);
        let conversions = match own.used {
            true => mapped::used(&place.rt, &own_type(model, id, ty.span()), ty.span()),
            false => conversions(place, id, own),
        };
        quote!(type #name = #ty; #conversions)
    });
    let strings = types.string_type.as_ref().map(|ty| {
        let name = given(model, "String");
        let check = mapped::used(&place.rt, &spanned(&name, ty.span()), ty.span());
        quote!(type #name = #ty; #check)
    });
    let bytes = types.bytes_type.as_ref().map(|ty| {
        let name = given(model, "Bytes");
        let check = mapped::used(&place.rt, &spanned(&name, ty.span()), ty.span());
        quote!(type #name = #ty; #check)
    });
    let maps = types.map_type.as_ref().map(|path| {
        let name = given(model, "Map");
        quote!(use #path as #name;)
    });
    quote!(#(#modules)* #(#own)* #strings #bytes #maps)
}

fn spanned(name: &Ident, span: Span) -> Ident {
    Ident::new(&name.to_string(), span)
}

fn conversions(place: &Place<'_>, id: TypeId, own: &Own) -> TokenStream {
    let span = own.ty.span();
    let name = own_type(place.context.model, id, span);
    mapped::converted(&place.rt, &name, &place.wire(id), span)
}

/// The type of the user by its name in the WIT.
pub(super) fn alias(place: &Place<'_>, id: TypeId, name: &Ident) -> TokenStream {
    let model = place.context.model;
    let given = place.context.elsewhere.own(id).map(|own| &own.ty);
    // The user's type is here already, by that name.
    if let Some(syn::Type::Path(given)) = given
        && place.module.is_empty()
        && given.path.get_ident() == Some(name)
    {
        return TokenStream::new();
    }
    let own = own_type(model, id, Span::call_site());
    let root = super::rust_type::path_to_root(place.module);
    let def = &model.types[id.0];
    let line = format!("What stands for the WIT type `{}`.", def.name);
    let docs = docs(def.docs.as_deref(), &line);
    quote!(#docs pub type #name = #root::#own;)
}

/// The line for a type that only conversions see.
pub(super) fn wire_line(def: &crate::model::TypeDef) -> String {
    format!("The WIT type `{}` as it is read and written.", def.name)
}

/// The parameters of a given map type.
pub(super) fn map(place: &Place<'_>, key: TokenStream, value: TokenStream) -> TokenStream {
    match &place.context.types.map_type {
        None => place.rt.map(key, value),
        Some(_) => {
            let given = root_item(place, "Map");
            quote!(#given<#key, #value>)
        }
    }
}

/// The type of strings.
pub(super) fn string(place: &Place<'_>) -> TokenStream {
    match &place.context.types.string_type {
        None => place.rt.string(),
        Some(_) => root_item(place, "String"),
    }
}

/// The type of `list<u8>`, where one is given.
pub(super) fn bytes(place: &Place<'_>) -> Option<TokenStream> {
    let given = place.context.types.bytes_type.is_some();
    given.then(|| root_item(place, "Bytes"))
}

fn root_item(place: &Place<'_>, what: &str) -> TokenStream {
    let root = super::rust_type::path_to_root(place.module);
    let name = given(place.context.model, what);
    quote!(#root::#name)
}
