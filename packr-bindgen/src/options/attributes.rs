//! `derives`, `type_attributes` and `field_attributes`: what users add to generated types, by name.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::ParseStream;
use syn::{Attribute, LitStr, Path, Token, braced};

use super::{Elsewhere, Problems, parse_list};
use crate::analysis::Analysis;
use crate::model::{InterfaceName, Model, Owner, TypeDef, TypeId, TypeKind};

/// What is added to generated types and their parts.
///
/// A key is the name of a type, `expr`, which means every type of that name, or `ns:pkg/iface.expr`, with or without the version.
/// That of a field or case is the type's and its own name: `expr.num`. All keys that match count.
#[derive(Debug, Clone, Default)]
pub struct Attributes {
    /// Derives of types.
    pub derives: Vec<(LitStr, Vec<Path>)>,
    /// Attributes of types.
    pub types: Vec<(LitStr, Vec<Attribute>)>,
    /// Attributes of fields and cases.
    pub fields: Vec<(LitStr, Vec<Attribute>)>,
}

impl Attributes {
    /// The derives of a type.
    pub(crate) fn derives<'a>(
        &'a self,
        model: &'a Model,
        def: &'a TypeDef,
    ) -> impl Iterator<Item = &'a Path> {
        matching(&self.derives, type_names(model, def))
    }

    /// The attributes of a type.
    pub(crate) fn of_type(&self, model: &Model, def: &TypeDef) -> TokenStream {
        let attributes = matching(&self.types, type_names(model, def));
        quote!(#(#attributes)*)
    }

    /// The attributes of a field or case.
    pub(crate) fn of_part(&self, model: &Model, def: &TypeDef, part: &str) -> TokenStream {
        let names = type_names(model, def).map(|name| format!("{name}.{part}"));
        let attributes = matching(&self.fields, names);
        quote!(#(#attributes)*)
    }

    /// The first type that a key means.
    pub(crate) fn find(model: &Model, key: &str) -> Option<TypeId> {
        let mut ids = (0..).map(TypeId).zip(&model.types);
        ids.find(|(_, def)| type_names(model, def).any(|name| name == key))
            .map(|(id, _)| id)
    }

    /// One error for each key that matches nothing in `model`.
    pub(crate) fn check(&self, model: &Model, elsewhere: &Elsewhere) -> syn::Result<()> {
        let analysis = Analysis::new(model);
        // An alias that is one in Rust too can carry no attributes, and a name taken in with `use` is no item of its own.
        let is_item = |(id, def): &(TypeId, &TypeDef)| match def.kind {
            TypeKind::Alias(_) => analysis.is_newtype(*id),
            TypeKind::Use(_) => false,
            _ => true,
        };
        let ids = (0..).map(TypeId).zip(&model.types);
        let here = ids.filter(|(id, _)| elsewhere.is_defined(model, *id));
        let own = here.filter(is_item).map(|(_, def)| def);
        let types: Vec<String> = own.clone().flat_map(|def| type_names(model, def)).collect();
        let parts: Vec<String> = own
            .flat_map(|def| {
                let parts = parts(def);
                parts.flat_map(move |part| {
                    type_names(model, def).map(move |name| format!("{name}.{part}"))
                })
            })
            .collect();
        let mut problems = Problems::default();
        let derives = self.derives.iter().map(|(key, _)| key);
        for key in derives.chain(self.types.iter().map(|(key, _)| key)) {
            if !types.contains(&key.value()) {
                problems.push(unmatched(key, "type", "`expr` or `ns:pkg/iface.expr`"));
            }
        }
        for (key, _) in &self.fields {
            if !parts.contains(&key.value()) {
                problems.push(unmatched(
                    key,
                    "field or case",
                    "`expr.num` or `ns:pkg/iface.expr.num`",
                ));
            }
        }
        problems.finish()
    }
}

fn unmatched(key: &LitStr, what: &str, form: &str) -> syn::Error {
    let name = key.value();
    let message = format!(
        "`{name}` is no {what} that is generated for this world; a name is written as {form}, as in the WIT"
    );
    syn::Error::new(key.span(), message)
}

/// The names that mean a type.
pub(super) fn type_names<'a>(
    model: &'a Model,
    def: &'a TypeDef,
) -> impl Iterator<Item = String> + 'a {
    let name = &def.name;
    let interface = match def.owner {
        Owner::World => None,
        Owner::Interface(id) => Some(&model.interfaces[id.0].name),
    };
    let mut names = vec![name.clone()];
    if let Some(interface) = interface {
        names.push(format!("{interface}.{name}"));
        if let InterfaceName::Package { package, interface } = interface
            && package.version.is_some()
        {
            names.push(format!(
                "{}:{}/{interface}.{name}",
                package.namespace, package.name
            ));
        }
    }
    names.into_iter()
}

fn parts(def: &TypeDef) -> impl Iterator<Item = &str> {
    let names: Vec<&str> = match &def.kind {
        TypeKind::Record(fields) => fields.iter().map(|field| field.name.as_str()).collect(),
        TypeKind::Variant(cases) => cases.iter().map(|case| case.name.as_str()).collect(),
        TypeKind::Enum(labels) => labels.iter().map(|label| label.name.as_str()).collect(),
        TypeKind::Flags(_) | TypeKind::Alias(_) | TypeKind::Use(_) => vec![],
    };
    names.into_iter()
}

fn matching<T>(
    rules: &[(LitStr, Vec<T>)],
    names: impl Iterator<Item = String>,
) -> impl Iterator<Item = &T> {
    let names: Vec<String> = names.collect();
    let rules = rules
        .iter()
        .filter(move |(key, _)| names.contains(&key.value()));
    rules.flat_map(|(_, added)| added)
}

/// Reads `{ "key": value, .. }`.
fn parse_rules<T>(
    input: ParseStream<'_>,
    value: impl Fn(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<Vec<(LitStr, T)>> {
    let content;
    braced!(content in input);
    let mut rules = vec![];
    while !content.is_empty() {
        let key: LitStr = content.parse()?;
        content.parse::<Token![:]>()?;
        rules.push((key, value(&content)?));
        if !content.is_empty() {
            content.parse::<Token![,]>()?;
        }
    }
    Ok(rules)
}

pub(super) fn parse_derives(input: ParseStream<'_>) -> syn::Result<Vec<(LitStr, Vec<Path>)>> {
    parse_rules(input, parse_list)
}

pub(super) fn parse_attributes(
    input: ParseStream<'_>,
) -> syn::Result<Vec<(LitStr, Vec<Attribute>)>> {
    parse_rules(input, |value| {
        let attributes = value.call(Attribute::parse_outer)?;
        match attributes.is_empty() {
            true => Err(value.error("expected an attribute")),
            false => Ok(attributes),
        }
    })
}
