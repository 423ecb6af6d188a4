//! What the guest provides: a `call_*` method for each exported function.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs::docs;
use super::layout::function_names;
use super::rt;
use super::rust_type::Place;
use crate::model::{Function, Interface};
use crate::names::{self, Scope};

/// Functions that are exported together, as fields and methods of one struct.
pub(super) struct Exports<'a> {
    place: &'a Place<'a>,
    id: String,
    functions: Vec<(&'a Function, String)>,
}

impl<'a> Exports<'a> {
    pub(super) fn of_interface(place: &'a Place<'a>, interface: &'a Interface) -> Self {
        Exports::new(place, interface.name.to_string(), &interface.functions)
    }

    pub(super) fn of_world(place: &'a Place<'a>) -> Self {
        let functions = &place.context.model.world.exported_functions;
        Exports::new(place, crate::schema::WORLD.to_owned(), functions)
    }

    fn new(place: &'a Place<'a>, id: String, functions: &'a [Function]) -> Self {
        let functions = functions.iter().zip(function_names(functions)).collect();
        Exports {
            place,
            id,
            functions,
        }
    }

    /// The names of the methods.
    pub(super) fn methods(&self) -> impl Iterator<Item = Ident> {
        self.functions.iter().map(|(_, name)| method(name))
    }

    /// `name: Export` for each function.
    pub(super) fn fields(&self) -> TokenStream {
        let export = self.place.rt.export();
        let fields = self.functions.iter().map(|(_, name)| field(name));
        quote!(#(#fields: #export,)*)
    }

    /// `name: <look-up>` for each function, where `instance` is the instance.
    pub(super) fn lookups(&self) -> TokenStream {
        let lookups = self.functions.iter().map(|(function, name)| {
            let params = function.params.iter().map(|(name, _)| name.as_str());
            let signature = self.place.rt.signature(&self.id, &function.name, params);
            let field = field(name);
            quote!(#field: { #signature instance.export(&SIGNATURE)? },)
        });
        lookups.collect()
    }

    /// The methods.
    pub(super) fn calls(&self) -> TokenStream {
        self.functions
            .iter()
            .map(|(function, name)| self.call(function, name))
            .collect()
    }

    fn call(&self, function: &Function, name: &str) -> TokenStream {
        let place = self.place;
        let (method, field) = (method(name), field(name));
        let mut scope = Scope::default();
        let params = function
            .params
            .iter()
            .map(|(name, _)| scope.ident(names::snake(name)));
        let params: Vec<_> = params.collect();
        let store = scope.ident("store");
        let generic = place.context.layout.scope(place.module).ident("S");
        let types = function.params.iter().map(|(_, ty)| place.borrowed(ty));
        let args = rt::arguments(params.iter().map(|param| quote!(#param)));
        let result = function
            .result
            .as_ref()
            .map_or(quote!(()), |ty| place.owned(ty));
        let result = place.rt.fallible(result);
        let context = place.rt.as_context_mut();
        let docs = docs(
            function.docs.as_deref(),
            &format!("Calls the exported function `{}`.", function.name),
        );
        quote! {
            #docs
            pub fn #method<#generic: #context>(
                &self,
                #store: #generic
                #(, #params: #types)*
            ) -> #result {
                self.#field.call(#store, #args)
            }
        }
    }

    /// The struct of an exported interface.
    pub(super) fn guest(&self, documentation: &TokenStream) -> TokenStream {
        let (fields, lookups, calls) = (self.fields(), self.lookups(), self.calls());
        let instance = self.place.rt.instance();
        let result = self.place.rt.fallible(quote!(Self));
        let root = super::rust_type::path_to_root(self.place.module);
        quote! {
            #documentation
            #[derive(::core::clone::Clone, ::core::fmt::Debug)]
            pub struct Guest { #fields }
            impl Guest {
                pub(in #root) fn new(instance: &#instance) -> #result {
                    let _ = instance;
                    ::core::result::Result::Ok(Guest { #lookups })
                }
                #calls
            }
        }
    }
}

fn method(name: &str) -> Ident {
    format_ident!("call_{name}")
}

/// Not the bare name: the world's struct has fields of its own.
fn field(name: &str) -> Ident {
    format_ident!("func_{name}")
}
