//! What the host provides: a trait for each set of imported functions, and their way into the linker.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs::docs;
use super::errors::TrappableError;
use super::layout::function_names;
use super::rt::{self, Rt};
use super::rust_type::Place;
use crate::model::{Function, Interface, Type};
use crate::names::{self, Scope};
use crate::options::{FunctionFlags, FunctionRules};
use crate::schema::WORLD;

/// Functions that are imported together.
pub(super) struct Imports<'a> {
    place: &'a Place<'a>,
    /// The trait that the host implements for them.
    host: Ident,
    /// Where they are imported from.
    id: String,
    functions: Vec<Import<'a>>,
    /// Errors for which the host has a type of its own, which the trait converts.
    errors: Vec<&'a TrappableError>,
    scope: Scope,
}

struct Import<'a> {
    function: &'a Function,
    name: Ident,
    flags: FunctionFlags,
    /// What the host returns in place of the error of the result.
    error: Option<&'a TrappableError>,
}

impl Import<'_> {
    fn is_async(&self) -> bool {
        self.flags.is_async || self.function.is_async
    }

    /// Whether the method returns a `Result` around what the function returns.
    fn is_trappable(&self) -> bool {
        self.flags.trappable || self.flags.optional
    }
}

impl<'a> Imports<'a> {
    pub(super) fn of_interface(
        place: &'a Place<'a>,
        interface: &'a Interface,
        rules: &FunctionRules,
    ) -> Self {
        let id = interface.name.to_string();
        let errors = place.context.errors.of_interface(interface);
        Imports::new(place, "Host", Some(id), interface.imports(), rules, errors)
    }

    pub(super) fn of_world(place: &'a Place<'a>, rules: &FunctionRules) -> Self {
        let host = &place.context.layout.world_imports;
        let functions = &place.context.model.world.imported_functions;
        let errors = place.context.errors.of_world();
        Imports::new(place, host, None, functions.iter().collect(), rules, errors)
    }

    fn new(
        place: &'a Place<'a>,
        host: &str,
        id: Option<String>,
        functions: Vec<&'a Function>,
        rules: &FunctionRules,
        errors: Vec<&'a TrappableError>,
    ) -> Self {
        let names = function_names(functions.iter().copied());
        let functions = functions
            .into_iter()
            .zip(names)
            .map(|(function, name)| Import {
                function,
                name: names::ident(&name),
                flags: rules.flags(id.as_deref(), &function.name),
                error: place.context.errors.of(place.context.model, function),
            });
        Imports {
            place,
            host: names::ident(host),
            functions: functions.collect(),
            errors,
            id: id.unwrap_or_else(|| WORLD.to_owned()),
            scope: place.context.layout.scope(place.module),
        }
    }

    fn is_async(&self) -> bool {
        self.functions.iter().any(Import::is_async)
    }

    /// The trait, and that a `&mut` to its implementor implements it too.
    pub(super) fn host_trait(&self, documentation: &TokenStream) -> TokenStream {
        let host = &self.host;
        let data = self.scope.clone().ident("T");
        let methods = self.functions.iter().map(|import| {
            let line = format!("The imported function `{}`.", import.function.name);
            let docs = docs(import.function.docs.as_deref(), &line);
            let params = self.parameter_names(import);
            let signature = self.signature(import, &params);
            let default = self.default(import, &params);
            quote!(#docs #signature #default)
        });
        let forwards = self.functions.iter().map(|import| {
            let params = self.parameter_names(import);
            let (signature, name) = (self.signature(import, &params), &import.name);
            quote!(#signature { <#data as #host>::#name(&mut **self #(, #params)*) })
        });
        let conversions = self.errors.iter().map(|error| {
            let signature = error.signature(self.place);
            let line = format!(
                " The error `{}` for one of the host's, or a trap.",
                error.name
            );
            quote!(#[doc = #line] #signature;)
        });
        let forward_conversions = self.errors.iter().map(|error| {
            let (signature, method) = (error.signature(self.place), &error.method);
            quote!(#signature { <#data as #host>::#method(&mut **self, error) })
        });
        let send = self.is_async().then(rt::send);
        let send = send.map(|send| quote!(: #send));
        quote! {
            #documentation
            pub trait #host #send { #(#methods)* #(#conversions)* }
            impl<#data: #host + ?::core::marker::Sized> #host for &mut #data {
                #(#forwards)*
                #(#forward_conversions)*
            }
        }
    }

    fn parameter_names(&self, import: &Import<'_>) -> Vec<Ident> {
        let mut scope = Scope::default();
        import
            .function
            .params
            .iter()
            .map(|(name, _)| scope.ident(names::snake(name)))
            .collect()
    }

    fn signature(&self, import: &Import<'_>, params: &[Ident]) -> TokenStream {
        let (name, place) = (&import.name, self.place);
        let types = import.function.params.iter().map(|(_, ty)| place.owned(ty));
        let result = self.result(import);
        let result = match (import.is_async(), result) {
            (true, result) => Some(rt::future(&result.unwrap_or(quote!(())))),
            (false, result) => result,
        };
        let result = result.map(|ty| quote!(-> #ty));
        quote!(fn #name(&mut self #(, #params: #types)*) #result)
    }

    /// What the method returns, or its future.
    fn result(&self, import: &Import<'_>) -> Option<TokenStream> {
        let place = self.place;
        let result = import.function.result.as_ref();
        if let (Some(error), Some(Type::Result(ok, _))) = (import.error, result) {
            let ok = ok.as_ref().map_or(quote!(()), |ty| place.owned(ty));
            return Some(rt::result(ok, error.path(place)));
        }
        let result = result.map(|ty| place.owned(ty));
        match import.is_trappable() {
            false => result,
            true => Some(place.rt.trappable(result.unwrap_or(quote!(())))),
        }
    }

    /// `;`, or the body of a method that need not be implemented.
    fn default(&self, import: &Import<'_>, params: &[Ident]) -> TokenStream {
        if !import.flags.optional || import.error.is_some() {
            return quote!(;);
        }
        let error = self.place.rt.no_host_function();
        let error = quote!(::core::result::Result::Err(#error));
        let error = match import.is_async() {
            true => rt::ready(&error),
            false => error,
        };
        quote!({ let _ = (#(#params,)*); #error })
    }

    /// The traits that the host implements for these functions.
    pub(super) fn hosts(&self) -> Vec<TokenStream> {
        let own = &self.host;
        let mut hosts = vec![];
        if !self.functions.is_empty() || !self.errors.is_empty() {
            hosts.push(quote!(#own));
        }
        for import in &self.functions {
            let converting = import.error.map(|error| error.host(self.place));
            if let Some(host) = converting
                && !hosts
                    .iter()
                    .any(|known| known.to_string() == host.to_string())
            {
                hosts.push(host);
            }
        }
        hosts
    }

    /// The function that defines all of an interface's functions in a linker.
    pub(super) fn add_to_linker(&self) -> TokenStream {
        let linking = Linking::new(&self.scope, self.is_async());
        let (line, hosts, body) = match self.functions.is_empty() {
            true => (
                "The interface has no functions, so this defines nothing.".to_owned(),
                vec![],
                Linking::unused(),
            ),
            false => (
                format!("Defines the functions of `{}` in a linker.", self.id),
                self.hosts(),
                self.definitions(&linking),
            ),
        };
        let docs = docs(None, &line);
        let head = linking.head(&self.place.rt, &format_ident!("add_to_linker"), &hosts);
        quote! {
            #docs
            #head {
                #body
                ::core::result::Result::Ok(())
            }
        }
    }

    /// Statements that define each function.
    pub(super) fn definitions(&self, linking: &Linking) -> TokenStream {
        self.functions
            .iter()
            .map(|import| self.definition(import, linking))
            .collect()
    }

    fn definition(&self, import: &Import<'_>, linking: &Linking) -> TokenStream {
        let (rt, host, name) = (&self.place.rt, &self.host, &import.name);
        let Function {
            name: wit, params, ..
        } = import.function;
        let names = params.iter().map(|(name, _)| name.as_str());
        let signature = rt.signature(&self.id, wit, names, import.flags.tracing);
        // Positional, so that no name of the WIT meets a name of this function.
        let args: Vec<_> = (0..params.len()).map(|i| format_ident!("a{i}")).collect();
        let pattern = rt::arguments(args.iter().map(|arg| quote!(#arg)));
        let types = rt::arguments(params.iter().map(|(_, ty)| self.place.owned(ty)));
        let wait = import.is_async().then(|| quote!(.await));
        let call = quote!(#host::#name(&mut host #(, #args)*) #wait);
        let result = match import.error {
            Some(error) => {
                let (owner, method) = (error.host(self.place), &error.method);
                quote! {
                    ::core::result::Result::Ok(match #call {
                        ::core::result::Result::Ok(value) => ::core::result::Result::Ok(value),
                        ::core::result::Result::Err(error) => {
                            ::core::result::Result::Err(#owner::#method(&mut host, error)?)
                        }
                    })
                }
            }
            None if import.is_trappable() => call,
            None => quote!(::core::result::Result::Ok(#call)),
        };
        let (data, store) = (&linking.data, rt.store_context());
        let body = quote! {
            let mut host = host_getter(store.data_mut());
            #result
        };
        let (define, body) = match import.is_async() {
            true => (quote!(import_async), rt.pinned(&body)),
            false => (quote!(import), body),
        };
        quote! {{
            #signature
            linker.#define(&SIGNATURE, move |mut store: #store<'_, #data>, #pattern: #types| {
                #body
            })?;
        }}
    }
}

/// The generics of an `add_to_linker`.
pub(super) struct Linking {
    data: Ident,
    host: Ident,
    /// The store's data has to be `Send`.
    is_async: bool,
}

impl Linking {
    /// `scope` is that of the module it stands in, whose types come before generics.
    pub(super) fn new(scope: &Scope, is_async: bool) -> Self {
        let mut scope = scope.clone();
        Linking {
            data: scope.ident("T"),
            host: scope.ident("D"),
            is_async,
        }
    }

    /// The signature. What the getter gives has to implement all of `hosts`.
    pub(super) fn head(&self, rt: &Rt, name: &Ident, hosts: &[TokenStream]) -> TokenStream {
        let Linking { data, host, .. } = self;
        let send = self.is_async.then(rt::send);
        let send = send.map(|send| quote!(+ #send));
        let (linker, has_data, result) = (rt.linker(), rt.has_data(), rt.fallible(quote!(())));
        let bound = (!hosts.is_empty()).then(|| quote!(for<'a> #host::Data<'a>: #(#hosts)+*,));
        quote! {
            pub fn #name<#data, #host>(
                linker: &mut #linker<#data>,
                host_getter: fn(&mut #data) -> #host::Data<'_>,
            ) -> #result
            where
                #data: 'static #send,
                #host: #has_data,
                #bound
        }
    }

    /// The body of one that has nothing to define.
    pub(super) fn unused() -> TokenStream {
        quote!(let _ = (linker, host_getter);)
    }

    /// `::<T, D>(linker, host_getter)`
    pub(super) fn forward(&self) -> TokenStream {
        let Linking { data, host, .. } = self;
        quote!(::<#data, #host>(linker, host_getter))
    }
}
