//! Functions that build the cases of a variant whose payload is boxed: `Expr::neg(e)`, `Expr::add(a, b)`.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs::docs;
use super::rt;
use super::rust_type::Place;
use crate::model::{Case, Type, TypeId};
use crate::names::{self, Scope};

pub(super) fn constructors(
    place: &Place<'_>,
    id: TypeId,
    name: &Ident,
    cases: &[Case],
    idents: &[Ident],
) -> TokenStream {
    let mut scope = Scope::default();
    let functions: Vec<TokenStream> = cases
        .iter()
        .zip(idents)
        .filter_map(|(case, ident)| Some((case, ident, case.ty.as_ref()?)))
        .filter(|(_, _, ty)| holds_box(place, id, ty))
        .map(|(case, ident, ty)| {
            let function = scope.ident(names::snake(&case.name));
            let line = format!("Makes [`{ident}`](Self::{ident}), and what is boxed in it.");
            let docs = docs(None, &line);
            let (params, payload) = parameters(place, id, ty);
            quote! {
                #docs
                pub fn #function(#params) -> Self {
                    #name::#ident(#payload)
                }
            }
        })
        .collect();
    if functions.is_empty() {
        return TokenStream::new();
    }
    quote!(impl #name { #(#functions)* })
}

/// The parameters for a payload, and the payload made of them. A tuple's items come one by one.
fn parameters(place: &Place<'_>, id: TypeId, ty: &Type) -> (TokenStream, TokenStream) {
    match unaliased(place, id, ty) {
        (container, Type::Tuple(items)) => {
            let letters = ('a'..='z').map(|letter| format_ident!("{letter}"));
            let (mut params, mut values) = (vec![], vec![]);
            for (item, param) in items.iter().zip(letters) {
                let (ty, value) = parameter(place, container, item, &param);
                params.push(quote!(#param: #ty));
                values.push(value);
            }
            (quote!(#(#params),*), quote!((#(#values,)*)))
        }
        _ => {
            let param = format_ident!("value");
            let (ty, value) = parameter(place, id, ty, &param);
            (quote!(#param: #ty), value)
        }
    }
}

fn parameter(
    place: &Place<'_>,
    id: TypeId,
    ty: &Type,
    param: &Ident,
) -> (TokenStream, TokenStream) {
    match ty {
        Type::Named(part) if place.is_boxed(id, *part) => {
            let target = place.rt.boxed(place.named_in(id, *part));
            (
                rt::into(target),
                quote!(::core::convert::Into::into(#param)),
            )
        }
        _ => (
            unboxed(place, id, ty),
            boxing(place, id, ty, &quote!(#param)),
        ),
    }
}

/// The type without the boxes in it.
fn unboxed(place: &Place<'_>, id: TypeId, ty: &Type) -> TokenStream {
    if !holds_box(place, id, ty) {
        return place.part(id, ty);
    }
    let (container, structure) = unaliased(place, id, ty);
    let part = |ty: &Type| unboxed(place, container, ty);
    match structure {
        Type::Named(part) => place.named_in(container, *part),
        Type::Option(inner) => rt::option(part(inner)),
        Type::FixedList(elem, length) => {
            let (elem, length) = (part(elem), proc_macro2::Literal::u32_unsuffixed(*length));
            quote!([#elem; #length])
        }
        Type::Result(ok, err) => {
            let side = |side: &Option<Box<Type>>| match side {
                Some(ty) => part(ty),
                None => quote!(()),
            };
            rt::result(side(ok), side(err))
        }
        Type::Tuple(items) => {
            let items = items.iter().map(part);
            quote!((#(#items,)*))
        }
        _ => place.part(id, ty),
    }
}

/// An expression that puts the boxes into `value`.
fn boxing(place: &Place<'_>, id: TypeId, ty: &Type, value: &TokenStream) -> TokenStream {
    if !holds_box(place, id, ty) {
        return value.clone();
    }
    let (container, structure) = unaliased(place, id, ty);
    let function = |ty: &Type| match ty {
        Type::Named(part) if place.is_boxed(container, *part) => place.rt.box_new(),
        _ => {
            let body = boxing(place, container, ty, &quote!(value));
            quote!(|value| #body)
        }
    };
    match structure {
        Type::Named(_) => {
            let new = place.rt.box_new();
            quote!(#new(#value))
        }
        Type::Option(inner) | Type::FixedList(inner, _) => {
            let inner = function(inner);
            quote!(#value.map(#inner))
        }
        Type::Result(ok, err) => {
            let holds = |side: &Option<Box<Type>>| match side {
                Some(ty) if holds_box(place, container, ty) => Some(function(ty)),
                _ => None,
            };
            let ok = holds(ok).map(|ok| quote!(.map(#ok)));
            let err = holds(err).map(|err| quote!(.map_err(#err)));
            quote!(#value #ok #err)
        }
        Type::Tuple(items) => {
            let names: Vec<_> = (0..items.len()).map(|i| format_ident!("item{i}")).collect();
            let items = items.iter().zip(&names);
            let items = items.map(|(item, name)| boxing(place, container, item, &quote!(#name)));
            quote!({ let (#(#names,)*) = #value; (#(#items,)*) })
        }
        _ => value.clone(),
    }
}

/// Whether there is a box in a payload, be it inside a plain alias.
fn holds_box(place: &Place<'_>, id: TypeId, ty: &Type) -> bool {
    let (container, structure) = unaliased(place, id, ty);
    let holds = |ty: &Type| holds_box(place, container, ty);
    match structure {
        Type::Named(part) => place.is_boxed(container, *part),
        Type::Option(inner) | Type::FixedList(inner, _) => holds(inner),
        Type::Result(ok, err) => ok.iter().chain(err).any(|side| holds(side)),
        Type::Tuple(items) => items.iter().any(holds),
        _ => false,
    }
}

/// A type with plain aliases looked through, and the container that decides about boxes in it.
fn unaliased<'a>(place: &Place<'a>, id: TypeId, ty: &'a Type) -> (TypeId, &'a Type) {
    let (model, analysis) = (place.context.model, &place.context.analysis);
    let (alias, structure) = analysis.structure(model, ty);
    let alias = alias.filter(|alias| !analysis.is_spelled_out(model, id, *alias));
    (alias.unwrap_or(id), structure)
}
