//! What the host provides: a trait for each set of imported functions, and their way into the linker.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs::docs;
use super::layout::function_names;
use super::rt::{self, Rt};
use super::rust_type::Place;
use crate::model::{Function, Interface};
use crate::names::{self, Scope};
use crate::options::FunctionRules;

use crate::schema::WORLD;

/// Functions that are imported together.
pub(super) struct Imports<'a> {
    place: &'a Place<'a>,
    /// The trait that the host implements for them.
    host: Ident,
    /// Where they are imported from.
    id: String,
    functions: Vec<Import<'a>>,
    scope: Scope,
}

struct Import<'a> {
    function: &'a Function,
    name: Ident,
    trappable: bool,
}

impl<'a> Imports<'a> {
    pub(super) fn of_interface(
        place: &'a Place<'a>,
        interface: &'a Interface,
        rules: &FunctionRules,
    ) -> Self {
        let id = interface.name.to_string();
        Imports::new(place, "Host", Some(id), &interface.functions, rules)
    }

    pub(super) fn of_world(place: &'a Place<'a>, rules: &FunctionRules) -> Self {
        let host = &place.context.layout.world_imports;
        Imports::new(
            place,
            host,
            None,
            &place.context.model.world.imported_functions,
            rules,
        )
    }

    fn new(
        place: &'a Place<'a>,
        host: &str,
        id: Option<String>,
        functions: &'a [Function],
        rules: &FunctionRules,
    ) -> Self {
        let functions = functions
            .iter()
            .zip(function_names(functions))
            .map(|(function, name)| Import {
                function,
                name: names::ident(&name),
                trappable: rules.flags(id.as_deref(), &function.name).trappable,
            });
        Imports {
            place,
            host: names::ident(host),
            functions: functions.collect(),
            id: id.unwrap_or_else(|| WORLD.to_owned()),
            scope: place.context.layout.scope(place.module),
        }
    }

    /// The trait, and that a `&mut` to its implementor implements it too.
    pub(super) fn host_trait(&self, documentation: &TokenStream) -> TokenStream {
        let host = &self.host;
        let data = self.scope.clone().ident("T");
        let methods = self.functions.iter().map(|import| {
            let line = format!("The imported function `{}`.", import.function.name);
            let docs = docs(import.function.docs.as_deref(), &line);
            let signature = self.signature(import, &self.parameter_names(import));
            quote!(#docs #signature;)
        });
        let forwards = self.functions.iter().map(|import| {
            let params = self.parameter_names(import);
            let (signature, name) = (self.signature(import, &params), &import.name);
            quote!(#signature { <#data as #host>::#name(&mut **self #(, #params)*) })
        });
        quote! {
            #documentation
            pub trait #host { #(#methods)* }
            impl<#data: #host + ?::core::marker::Sized> #host for &mut #data { #(#forwards)* }
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
        let result = import.function.result.as_ref().map(|ty| place.owned(ty));
        let result = match (import.trappable, result) {
            (false, result) => result,
            (true, None) => Some(place.rt.trappable(quote!(()))),
            (true, Some(ty)) => Some(place.rt.trappable(ty)),
        };
        let result = result.map(|ty| quote!(-> #ty));
        quote!(fn #name(&mut self #(, #params: #types)*) #result)
    }

    /// The function that defines all of an interface's functions in a linker.
    pub(super) fn add_to_linker(&self) -> TokenStream {
        let host = &self.host;
        let linking = Linking::new(&self.scope);
        let (line, hosts, body) = match self.functions.is_empty() {
            true => (
                "The interface has no functions, so this defines nothing.".to_owned(),
                vec![],
                Linking::unused(),
            ),
            false => (
                format!("Defines the functions of `{}` in a linker.", self.id),
                vec![quote!(#host)],
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
        let signature = rt.signature(&self.id, wit, params.iter().map(|(name, _)| name.as_str()));
        // Positional, so that no name of the WIT meets a name of this function.
        let args: Vec<_> = (0..params.len()).map(|i| format_ident!("a{i}")).collect();
        let pattern = rt::arguments(args.iter().map(|arg| quote!(#arg)));
        let types = rt::arguments(params.iter().map(|(_, ty)| self.place.owned(ty)));
        let call = quote!(#host::#name(&mut host #(, #args)*));
        let result = match import.trappable {
            true => call,
            false => quote!(::core::result::Result::Ok(#call)),
        };
        let (data, store) = (&linking.data, rt.store_context());
        quote! {{
            #signature
            linker.import(&SIGNATURE, move |mut store: #store<'_, #data>, #pattern: #types| {
                let mut host = host_getter(store.data_mut());
                #result
            })?;
        }}
    }
}

/// The generics of an `add_to_linker`.
pub(super) struct Linking {
    data: Ident,
    host: Ident,
}

impl Linking {
    /// `scope` is that of the module it stands in, whose types come before generics.
    pub(super) fn new(scope: &Scope) -> Self {
        let mut scope = scope.clone();
        Linking {
            data: scope.ident("T"),
            host: scope.ident("D"),
        }
    }

    /// The signature. What the getter gives has to implement all of `hosts`.
    pub(super) fn head(&self, rt: &Rt, name: &Ident, hosts: &[TokenStream]) -> TokenStream {
        let Linking { data, host } = self;
        let (linker, has_data, result) = (rt.linker(), rt.has_data(), rt.fallible(quote!(())));
        let bound = (!hosts.is_empty()).then(|| quote!(for<'a> #host::Data<'a>: #(#hosts)+*,));
        quote! {
            pub fn #name<#data, #host>(
                linker: &mut #linker<#data>,
                host_getter: fn(&mut #data) -> #host::Data<'_>,
            ) -> #result
            where
                #data: 'static,
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
        let Linking { data, host } = self;
        quote!(::<#data, #host>(linker, host_getter))
    }
}
