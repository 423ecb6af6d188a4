//! Definitions of types: everything about them but their conversions. Host and guest have the same.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use syn::Path;

use super::constructors::constructors;
use super::convert;
use super::docs::docs;
use super::elsewhere;
use super::rt;
use super::rust_type::Place;
use crate::analysis::Traits;
use crate::model::{Case, Field, Label, Type, TypeDef, TypeId, TypeKind};
use crate::names::{self, Scope};

/// A named type with its conversions, in the module of its owner.
pub(super) fn define(place: &Place<'_>, id: TypeId) -> TokenStream {
    let name = names::ident(place.context.layout.type_name(id));
    let Some(own) = place.context.elsewhere.own(id) else {
        return define_as(place, id, name);
    };
    let alias = elsewhere::alias(place, id, &name);
    let wire = (!own.used).then(|| {
        let name = names::ident(place.context.layout.wire_name(id));
        define_as(place, id, name)
    });
    quote!(#alias #wire)
}

fn define_as(place: &Place<'_>, id: TypeId, name: Ident) -> TokenStream {
    let def = &place.context.model.types[id.0];
    let item = Item {
        place,
        id,
        def,
        name,
    };
    match &def.kind {
        TypeKind::Record(fields) => item.record(fields),
        TypeKind::Variant(cases) => item.variant(cases),
        TypeKind::Enum(labels) => item.enumeration(labels),
        TypeKind::Flags(labels) => item.flags(labels),
        TypeKind::Alias(body) if place.context.analysis.is_newtype(id) => item.newtype(body),
        TypeKind::Alias(body) => item.alias(body),
        TypeKind::Use(target) => reexport(place, *target, &item.name),
    }
}

/// A type of another module under a name of this one.
pub(super) fn reexport(place: &Place<'_>, target: TypeId, name: &Ident) -> TokenStream {
    let path = place.named(target);
    if names::ident(place.context.layout.type_name(target)) == *name {
        quote!(#[doc(inline)] pub use #path;)
    } else {
        quote!(#[doc(inline)] pub use #path as #name;)
    }
}

/// The Rust names of the cases of a variant or enum.
pub(super) fn case_names<'a>(cases: impl Iterator<Item = &'a str>) -> Vec<Ident> {
    let mut scope = Scope::default();
    cases.map(|name| scope.ident(names::camel(name))).collect()
}

/// The Rust names of the fields of a record.
pub(super) fn field_names(fields: &[Field]) -> Vec<Ident> {
    let mut scope = Scope::default();
    fields
        .iter()
        .map(|field| scope.ident(names::snake(&field.name)))
        .collect()
}

/// The unsigned integer that holds so many flags.
pub(super) fn flags_bits(flags: usize) -> &'static str {
    match flags {
        0..=8 => "u8",
        9..=16 => "u16",
        17..=32 => "u32",
        _ => "u64",
    }
}

struct Item<'a> {
    place: &'a Place<'a>,
    id: TypeId,
    def: &'a TypeDef,
    name: Ident,
}

impl Item<'_> {
    fn docs(&self, kind: &str) -> TokenStream {
        let line = match self.is_wire() {
            true => elsewhere::wire_line(self.def),
            false => format!("The WIT {kind} `{}`.", self.def.name),
        };
        docs(self.def.docs.as_deref(), &line)
    }

    /// Whether a type of the user stands for this one.
    fn is_wire(&self) -> bool {
        self.place.context.elsewhere.own(self.id).is_some()
    }

    /// Derives for a type that is made of others.
    fn derives(&self) -> TokenStream {
        let traits = self.place.context.analysis.traits(self.id);
        let more = [
            ("Copy", Traits::COPY),
            ("PartialEq", Traits::STD),
            ("Eq", Traits::EQ),
            ("Hash", Traits::HASH),
            ("PartialOrd", Traits::PARTIAL_ORD),
            ("Ord", Traits::ORD),
        ];
        let std = traits.contains(Traits::STD).then_some("Debug");
        let mut names: Vec<_> = std.into_iter().chain(["Clone"]).collect();
        names.extend(
            more.iter()
                .filter(|(_, of)| traits.contains(*of))
                .map(|(name, _)| *name),
        );
        self.derive(&names)
    }

    fn derive(&self, names: &[&str]) -> TokenStream {
        let std = rt::derives(names);
        let context = self.place.context;
        let own = context.attributes.derives(context.model, self.def);
        let mut additional: Vec<&Path> = vec![];
        for path in context.additional_derives.iter().chain(own) {
            let last = path.segments.last();
            // Every type has `Debug`, whether derived or written.
            let has = |name: &&str| last.is_some_and(|last| last.ident == name);
            if !names.iter().chain(&["Debug"]).any(has) && !additional.contains(&path) {
                additional.push(path);
            }
        }
        let attributes = context.attributes.of_type(context.model, self.def);
        quote!(#[derive(#(#std,)* #(#additional),*)] #attributes)
    }

    /// What the user adds to a field or case.
    fn part_attributes(&self, part: &str) -> TokenStream {
        let context = self.place.context;
        context.attributes.of_part(context.model, self.def, part)
    }

    /// What cannot be derived because of a tuple for which std has no impls.
    fn by_hand(&self) -> TokenStream {
        let traits = self.place.context.analysis.traits(self.id);
        if traits.contains(Traits::STD) {
            TokenStream::new()
        } else {
            self.place.rt.through_value(&self.name)
        }
    }

    /// A type that a function returns as its error is one, as in wasmtime.
    fn error(&self) -> TokenStream {
        if self.place.context.analysis.is_error(self.id) && !self.is_wire() {
            rt::error(&self.name)
        } else {
            TokenStream::new()
        }
    }

    fn record(&self, fields: &[Field]) -> TokenStream {
        let names = field_names(fields);
        let definitions = fields.iter().zip(&names).map(|(field, name)| {
            let docs = docs(
                field.docs.as_deref(),
                &format!("The field `{}`.", field.name),
            );
            let ty = self.place.part(self.id, &field.ty);
            let attributes = self.part_attributes(&field.name);
            quote!(#docs #attributes pub #name: #ty)
        });
        let Item { name, .. } = self;
        let (docs, derives, by_hand) = (self.docs("record"), self.derives(), self.by_hand());
        let error = self.error();
        // Where a type contains itself, what is constant about it would be asked of itself.
        let types = (!self.place.context.analysis.is_recursive(self.id)).then(|| {
            let types = fields
                .iter()
                .map(|field| self.place.part(self.id, &field.ty));
            types.collect()
        });
        let conversions = convert::record(self.place, name, &self.def.name, types, fields, &names);
        quote! {
            #docs
            #derives
            pub struct #name { #(#definitions),* }
            #by_hand
            #error
            #conversions
        }
    }

    fn variant(&self, cases: &[Case]) -> TokenStream {
        let names = case_names(cases.iter().map(|case| case.name.as_str()));
        let definitions = cases.iter().zip(&names).map(|(case, name)| {
            let docs = docs(case.docs.as_deref(), &format!("The case `{}`.", case.name));
            let payload = case.ty.as_ref().map(|ty| self.place.part(self.id, ty));
            let payload = payload.map(|ty| quote!((#ty)));
            let attributes = self.part_attributes(&case.name);
            quote!(#docs #attributes #name #payload)
        });
        let Item { name, .. } = self;
        let (docs, derives, by_hand) = (self.docs("variant"), self.derives(), self.by_hand());
        let error = self.error();
        let constructors = constructors(self.place, self.id, name, cases, &names);
        let conversions = convert::variant(self.place, name, &self.def.name, cases, &names);
        quote! {
            #docs
            #derives
            pub enum #name { #(#definitions),* }
            #by_hand
            #error
            #constructors
            #conversions
        }
    }

    fn enumeration(&self, labels: &[Label]) -> TokenStream {
        let names = case_names(labels.iter().map(|label| label.name.as_str()));
        let definitions = labels.iter().zip(&names).map(|(label, name)| {
            let docs = docs(
                label.docs.as_deref(),
                &format!("The case `{}`.", label.name),
            );
            let attributes = self.part_attributes(&label.name);
            quote!(#docs #attributes #name)
        });
        let Item { name, .. } = self;
        let (docs, derives, error) = (self.docs("enum"), self.derives(), self.error());
        let conversions = convert::enumeration(self.place, name, &self.def.name, labels, &names);
        quote! {
            #docs
            #derives
            pub enum #name { #(#definitions),* }
            #error
            #conversions
        }
    }

    fn flags(&self, labels: &[Label]) -> TokenStream {
        let mut scope = Scope::default();
        let constants = labels.iter().enumerate().map(|(bit, label)| {
            let docs = docs(
                label.docs.as_deref(),
                &format!("The flag `{}`.", label.name),
            );
            let (name, bit) = (
                scope.ident(names::shouty(&label.name)),
                Literal::usize_unsuffixed(bit),
            );
            quote!(#docs const #name = 1 << #bit;)
        });
        let Item { name, place, .. } = self;
        let docs = self.docs("flags");
        let derives = self.derive(&[
            "Clone",
            "Copy",
            "Default",
            "PartialEq",
            "Eq",
            "Hash",
            "PartialOrd",
            "Ord",
        ]);
        let bits = place.primitive(flags_bits(labels.len()));
        let bitflags = place.rt.bitflags();
        let debug = place.rt.flags_debug(name);
        let conversions = convert::flags(place, name, labels.len(), &bits);
        quote! {
            #docs
            #derives
            pub struct #name(#bits);
            #bitflags! {
                impl #name: #bits { #(#constants)* }
            }
            #debug
            #conversions
        }
    }

    fn newtype(&self, body: &Type) -> TokenStream {
        let Item { name, place, .. } = self;
        let inner = place.body(self.id, body);
        let (docs, derives, by_hand) = (self.docs("type"), self.derives(), self.by_hand());
        let around = rt::newtype(name, &inner);
        let conversions = convert::newtype(place, name, &self.def.name, &inner);
        quote! {
            #docs
            #derives
            pub struct #name(
                #[doc = " What the name stands for."]
                pub #inner
            );
            #by_hand
            #around
            #conversions
        }
    }

    fn alias(&self, body: &Type) -> TokenStream {
        let Item { name, .. } = self;
        let (docs, body) = (self.docs("type"), self.place.body(self.id, body));
        quote!(#docs pub type #name = #body;)
    }
}
