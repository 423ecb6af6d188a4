//! The tree of modules of one expansion.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

use super::docs::docs;
use super::layout::ModulePath;
use crate::names;

/// A module: docs, items, and the modules inside it in the order in which they came.
#[derive(Default)]
pub(super) struct Module {
    docs: TokenStream,
    items: TokenStream,
    children: Vec<(String, Module)>,
}

impl Module {
    /// Adds items to the module at a path, which gets these docs unless it has some.
    pub(super) fn add(&mut self, path: &[String], docs: TokenStream, items: TokenStream) {
        let mut module = self;
        for name in path {
            module = module.child(name);
        }
        if module.docs.is_empty() {
            module.docs = docs;
        }
        module.items.extend(items);
    }

    fn child(&mut self, name: &str) -> &mut Module {
        let known = self.children.iter().position(|(other, _)| other == name);
        let index = known.unwrap_or_else(|| {
            self.children.push((name.to_owned(), Module::default()));
            self.children.len() - 1
        });
        &mut self.children[index].1
    }

    /// The items of the root, with the modules as items before them.
    pub(super) fn into_tokens(self) -> TokenStream {
        let modules = self.children.into_iter().map(|(name, module)| {
            let path = vec![name];
            let allow = allow();
            let module = module.into_item(&path);
            quote!(#allow #module)
        });
        let modules: TokenStream = modules.collect();
        let items = allowed(self.items);
        quote!(#modules #items)
    }

    fn into_item(self, path: &ModulePath) -> TokenStream {
        let children = self.children.into_iter().map(|(name, module)| {
            let mut path = path.clone();
            path.push(name);
            module.into_item(&path)
        });
        let children: TokenStream = children.collect();
        let name = names::ident(path.last().expect("the root is no item"));
        let attributes = match self.docs.is_empty() {
            true => fallback(path),
            false => self.docs,
        };
        let items = self.items;
        quote! {
            #attributes
            pub mod #name {
                #items
                #children
            }
        }
    }
}

fn fallback(path: &ModulePath) -> TokenStream {
    let line = match &path[..] {
        [name] if name == "exports" => "What the world exports.".to_owned(),
        [first, namespace] if first == "exports" => {
            format!("What the world exports of the namespace `{namespace}`.")
        }
        [first, namespace, name] if first == "exports" => {
            format!("What the world exports of the package `{namespace}:{name}`.")
        }
        [namespace] => format!("The namespace `{namespace}`."),
        [namespace, name, ..] => {
            format!("The package `{namespace}:{name}`: types, and what the world imports of it.")
        }
        [] => String::new(),
    };
    docs(None, &line)
}

/// Gives each item its own attribute: at the root there is no module to have it.
fn allowed(items: TokenStream) -> TokenStream {
    let allow = allow();
    let mut all = TokenStream::new();
    for item in split(items) {
        if !is_macro(&item) {
            all.extend(allow.clone());
        }
        all.extend(item);
    }
    all
}

/// The items one by one, told apart by their ends only: parsing them would take most of the expansion's time.
fn split(items: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut found = vec![];
    let mut item = vec![];
    let mut ends_with_semicolon = false;
    for token in items {
        let ends = match &token {
            TokenTree::Ident(word) => {
                // `const _: () = { .. };` and `use a::{b};` have braces inside.
                ends_with_semicolon |= word == "const" || word == "use" || word == "static";
                false
            }
            TokenTree::Punct(sign) => sign.as_char() == ';',
            TokenTree::Group(group) => {
                group.delimiter() == Delimiter::Brace && !ends_with_semicolon
            }
            TokenTree::Literal(_) => false,
        };
        item.push(token);
        if ends {
            found.push(std::mem::take(&mut item));
            ends_with_semicolon = false;
        }
    }
    if !item.is_empty() {
        found.push(item);
    }
    found
}

fn is_macro(item: &[TokenTree]) -> bool {
    item.iter()
        .any(|token| matches!(token, TokenTree::Punct(sign) if sign.as_char() == '!'))
}

/// Lints that must not look at generated items.
fn allow() -> TokenStream {
    quote!(#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)])
}
