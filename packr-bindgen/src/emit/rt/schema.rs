//! Paths of the types that describe types. They stand in a function where the hidden module is called `rt`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Rt;
use packr_core::schema::Type;
use packr_core::{Case, Name};

impl Rt {
    /// The body of a function that returns the description of a world.
    pub(in super::super) fn schema(
        &self,
        name: &str,
        types: &[TokenStream],
        imports: &[TokenStream],
        exports: &[TokenStream],
    ) -> TokenStream {
        let private = self.private();
        let (type_count, import_count, export_count) = (types.len(), imports.len(), exports.len());
        quote! {
            use #private::{self as rt, schema};
            static TYPES: [schema::TypeDef; #type_count] = [#(#types),*];
            static IMPORTS: [schema::Interface; #import_count] = [#(#imports),*];
            static EXPORTS: [schema::Interface; #export_count] = [#(#exports),*];
            static WORLD: schema::World = schema::World {
                name: rt::Name::Borrowed(#name),
                types: rt::alloc::borrow::Cow::Borrowed(&TYPES),
                imports: rt::alloc::borrow::Cow::Borrowed(&IMPORTS),
                exports: rt::alloc::borrow::Cow::Borrowed(&EXPORTS),
            };
            &WORLD
        }
    }
}

fn name(name: &str) -> TokenStream {
    quote!(rt::Name::Borrowed(#name))
}

fn slice(items: impl IntoIterator<Item = TokenStream>) -> TokenStream {
    let items = items.into_iter();
    quote!(rt::alloc::borrow::Cow::Borrowed(&[#(#items),*]))
}

/// A type that is not in the table.
pub(in super::super) fn primitive(ty: Type) -> TokenStream {
    match ty {
        Type::Bool => quote!(schema::Type::Bool),
        Type::U8 => quote!(schema::Type::U8),
        Type::U16 => quote!(schema::Type::U16),
        Type::U32 => quote!(schema::Type::U32),
        Type::U64 => quote!(schema::Type::U64),
        Type::S8 => quote!(schema::Type::S8),
        Type::S16 => quote!(schema::Type::S16),
        Type::S32 => quote!(schema::Type::S32),
        Type::S64 => quote!(schema::Type::S64),
        Type::F32 => quote!(schema::Type::F32),
        Type::F64 => quote!(schema::Type::F64),
        Type::Char => quote!(schema::Type::Char),
        Type::String => quote!(schema::Type::String),
        Type::Def(_) => unreachable!("a type of the table"),
    }
}

/// A type in the table.
pub(in super::super) fn reference(index: Literal) -> TokenStream {
    quote!(schema::Type::Def(#index))
}

pub(in super::super) fn optional(ty: Option<TokenStream>) -> TokenStream {
    match ty {
        Some(ty) => quote!(::core::option::Option::Some(#ty)),
        None => quote!(::core::option::Option::None),
    }
}

pub(in super::super) fn list(elem: TokenStream) -> TokenStream {
    quote!(schema::TypeDef::List(#elem))
}

pub(in super::super) fn fixed_list(elem: TokenStream, length: u32) -> TokenStream {
    quote!(schema::TypeDef::FixedList(#elem, #length))
}

pub(in super::super) fn map(key: TokenStream, value: TokenStream) -> TokenStream {
    quote!(schema::TypeDef::Map(#key, #value))
}

pub(in super::super) fn option(inner: TokenStream) -> TokenStream {
    quote!(schema::TypeDef::Option(#inner))
}

pub(in super::super) fn result(ok: TokenStream, err: TokenStream) -> TokenStream {
    quote!(schema::TypeDef::Result(#ok, #err))
}

pub(in super::super) fn tuple(items: &[TokenStream]) -> TokenStream {
    let items = slice(items.iter().cloned());
    quote!(schema::TypeDef::Tuple(#items))
}

pub(in super::super) fn record(
    wit: &str,
    wire: &str,
    wire_fields: &[Name],
    types: &[TokenStream],
) -> TokenStream {
    let (wit, fields) = (name(wit), slice(types.iter().cloned()));
    let wire_fields = wire_fields.iter().map(|field| name(field));
    quote! {
        schema::TypeDef::Record {
            wit_name: #wit,
            shape: rt::Shared::Static(&rt::RecordShape::fixed(#wire, &[#(#wire_fields),*])),
            fields: #fields,
        }
    }
}

pub(in super::super) fn variant(
    wit: &str,
    cases: &[Case],
    payloads: &[TokenStream],
) -> TokenStream {
    let (wit, payloads) = (name(wit), slice(payloads.iter().cloned()));
    let cases = cases.iter().map(|case| {
        let tag = Literal::u32_unsuffixed(case.tag);
        let (type_name, case) = (&*case.type_name, &*case.name);
        quote!(rt::Case::fixed(#type_name, #case, #tag))
    });
    quote! {
        schema::TypeDef::Variant {
            wit_name: #wit,
            cases: rt::Shared::Static(&[#(#cases),*]),
            payloads: #payloads,
        }
    }
}

pub(in super::super) fn flags(wit: &str, labels: &[Name]) -> TokenStream {
    let (wit, labels) = (name(wit), slice(labels.iter().map(|label| name(label))));
    quote!(schema::TypeDef::Flags { wit_name: #wit, labels: #labels })
}

pub(in super::super) fn alias(wit: &str, ty: TokenStream) -> TokenStream {
    let wit = name(wit);
    quote!(schema::TypeDef::Alias { wit_name: #wit, ty: #ty })
}

pub(in super::super) fn function(
    wit: &str,
    params: &[(&str, TokenStream)],
    result: &TokenStream,
) -> TokenStream {
    let params = slice(params.iter().map(|(param, ty)| {
        let param = name(param);
        quote!((#param, #ty))
    }));
    let wit = name(wit);
    quote!(schema::Function { name: #wit, params: #params, result: #result })
}

pub(in super::super) fn interface(id: &str, functions: &[TokenStream]) -> TokenStream {
    let (id, functions) = (name(id), slice(functions.iter().cloned()));
    quote!(schema::Interface { id: #id, functions: #functions })
}
