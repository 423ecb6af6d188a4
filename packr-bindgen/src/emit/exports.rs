//! What the guest provides: a `call_*` method for each exported function.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs::docs;
use super::layout::function_names;
use super::rt;
use super::rust_type::Place;
use crate::model::{Function, Interface};
use crate::names::{self, Scope};
use crate::options::{FunctionFlags, FunctionRules};
use crate::schema::WORLD;

/// Functions that are exported together, as fields and methods of one struct.
pub(super) struct Exports<'a> {
    place: &'a Place<'a>,
    id: String,
    functions: Vec<Export<'a>>,
}

struct Export<'a> {
    function: &'a Function,
    name: String,
    flags: FunctionFlags,
}

impl<'a> Exports<'a> {
    pub(super) fn of_interface(
        place: &'a Place<'a>,
        interface: &'a Interface,
        rules: &FunctionRules,
    ) -> Self {
        let id = interface.name.to_string();
        let as_a_whole = rules.interface_flags(&id).optional;
        let flags = |name: &str| {
            let flags = rules.flags(Some(&id), name);
            let optional = flags.optional && !as_a_whole;
            FunctionFlags { optional, ..flags }
        };
        let functions = Self::functions(interface.exports(), flags);
        Exports {
            place,
            id,
            functions,
        }
    }

    pub(super) fn of_world(place: &'a Place<'a>, rules: &FunctionRules) -> Self {
        let functions = &place.context.model.world.exported_functions;
        Exports {
            place,
            id: WORLD.to_owned(),
            functions: Self::functions(functions.iter().collect(), |name| rules.flags(None, name)),
        }
    }

    fn functions(
        functions: Vec<&'a Function>,
        flags: impl Fn(&str) -> FunctionFlags,
    ) -> Vec<Export<'a>> {
        let names = function_names(functions.iter().copied());
        let named = functions.into_iter().zip(names);
        named
            .map(|(function, name)| Export {
                function,
                name,
                flags: flags(&function.name),
            })
            .collect()
    }

    /// The names of the methods.
    pub(super) fn methods(&self) -> impl Iterator<Item = Ident> {
        self.functions.iter().map(|export| method(&export.name))
    }

    /// The full names of the functions that packages need not have.
    pub(super) fn optional(&self) -> impl Iterator<Item = String> {
        let optional = self.functions.iter().filter(|it| it.flags.optional);
        optional.map(|export| match self.id.as_str() {
            WORLD => export.function.name.clone(),
            id => format!("{id}#{}", export.function.name),
        })
    }

    /// `name: Export` for each function.
    pub(super) fn fields(&self) -> TokenStream {
        let ty = self.place.rt.export();
        let fields = self.functions.iter().map(|export| {
            let field = field(&export.name);
            let ty = match export.flags.optional {
                true => rt::option(ty.clone()),
                false => ty.clone(),
            };
            quote!(#field: #ty,)
        });
        fields.collect()
    }

    /// `name: <look-up>` for each function, where `instance` is the instance.
    pub(super) fn lookups(&self) -> TokenStream {
        let lookups = self.functions.iter().map(|export| {
            let Export {
                function, flags, ..
            } = export;
            let params = function.params.iter().map(|(name, _)| name.as_str());
            let rt = &self.place.rt;
            let signature = rt.signature(&self.id, &function.name, params, flags.tracing);
            let field = field(&export.name);
            let look_up = match flags.optional {
                true => quote!(instance.optional_export(&SIGNATURE)),
                false => quote!(instance.export(&SIGNATURE)?),
            };
            quote!(#field: { #signature #look_up },)
        });
        lookups.collect()
    }

    /// The methods.
    pub(super) fn calls(&self) -> TokenStream {
        self.functions.iter().map(|it| self.call(it)).collect()
    }

    fn call(&self, export: &Export<'_>) -> TokenStream {
        let Export {
            function,
            name,
            flags,
        } = export;
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
        let result = match flags.optional {
            true => place.rt.fallible(rt::option(result)),
            false => place.rt.fallible(result),
        };
        let line = format!("Calls the exported function `{}`.", function.name);
        let docs = docs(function.docs.as_deref(), &line);
        let context = place.rt.as_context_mut();
        let (keyword, call, data) = match flags.is_async || function.is_async {
            true => {
                let send = rt::send();
                (
                    quote!(async),
                    quote!(call_async(#store, #args).await),
                    quote!(<Data: #send>),
                )
            }
            false => (quote!(), quote!(call(#store, #args)), quote!()),
        };
        let (absent, body) = match flags.optional {
            true => (
                quote!(#[doc = "\n `None`: the package does not export it."]),
                quote! {
                    match &self.#field {
                        ::core::option::Option::Some(function) => {
                            ::core::result::Result::Ok(::core::option::Option::Some(function.#call?))
                        }
                        ::core::option::Option::None => ::core::result::Result::Ok(::core::option::Option::None),
                    }
                },
            ),
            false => (quote!(), quote!(self.#field.#call)),
        };
        quote! {
            #docs
            #absent
            pub #keyword fn #method<#generic: #context #data>(
                &self,
                #store: #generic
                #(, #params: #types)*
            ) -> #result {
                #body
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
