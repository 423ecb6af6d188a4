//! The struct of the world, through which a host has everything.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs::docs;
use super::exports::Exports;
use super::imports::{Imports, Linking};
use super::rust_type::Place;
use super::schema;
use crate::model::InterfaceId;
use crate::names::{self, Scope};
use crate::options::FunctionRules;

/// Everything at the root but types.
pub(super) fn world(place: &Place<'_>, rules: &FunctionRules) -> TokenStream {
    let imports = imports(place, rules);
    let world = &place.context.model.world;
    let name = names::ident(&place.context.layout.world);
    let docs = docs(
        world.docs.as_deref(),
        &format!("The world `{}`.", world.name),
    );
    let exports = Exports::of_world(place);
    let interfaces = Interfaces::new(place, &exports);
    let (fields, calls) = (exports.fields(), exports.calls());
    let (interface_fields, accessors) = (interfaces.fields(), interfaces.accessors());
    let instance = place.rt.instance();
    let (linking, making) = (
        add_to_linker(place, rules),
        making(place, &exports, &interfaces),
    );
    let schema = schema(place);
    quote! {
        #imports
        #docs
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        pub struct #name {
            instance: #instance,
            #fields
            #interface_fields
        }
        impl #name {
            #linking
            #making
            #schema
            #calls
            #accessors
        }
    }
}

fn imports(place: &Place<'_>, rules: &FunctionRules) -> TokenStream {
    let world = &place.context.model.world;
    if world.imported_functions.is_empty() {
        return TokenStream::new();
    }
    let line = format!(
        "The functions that the world `{}` imports itself.",
        world.name
    );
    Imports::of_world(place, rules).host_trait(&docs(None, &line))
}

/// One call for everything that the world imports, and one for the functions that it imports itself.
fn add_to_linker(place: &Place<'_>, rules: &FunctionRules) -> TokenStream {
    let context = place.context;
    let world = &context.model.world;
    let linking = Linking::new(&context.layout.scope(&[]));
    let (mut hosts, mut interfaces) = (vec![], vec![]);
    for id in &world.imported_interfaces {
        if !context.model.interfaces[id.0].functions.is_empty() {
            let module = context.layout.imported(*id);
            hosts.push(place.path(module, "Host"));
            interfaces.push(place.path(module, "add_to_linker"));
        }
    }
    if !world.imported_functions.is_empty() {
        hosts.push(place.path(&[], &context.layout.world_imports));
    }
    let head = linking.head(&place.rt, &format_ident!("add_to_linker"), &hosts);
    let forward = linking.forward();
    let own = own_functions(place, rules, &linking);
    let own_call = own
        .is_some()
        .then(|| quote!(Self::add_to_linker_imports #forward?;));
    let unused = hosts.is_empty().then(Linking::unused);
    let docs = docs(
        None,
        &format!(
            "Defines everything that the world `{}` imports in a linker.",
            world.name
        ),
    );
    quote! {
        #docs
        #head {
            #unused
            #(#interfaces #forward?;)*
            #own_call
            ::core::result::Result::Ok(())
        }
        #own
    }
}

fn own_functions(
    place: &Place<'_>,
    rules: &FunctionRules,
    linking: &Linking,
) -> Option<TokenStream> {
    let context = place.context;
    let world = &context.model.world;
    if world.imported_functions.is_empty() {
        return None;
    }
    let name = format_ident!("add_to_linker_imports");
    let host = place.path(&[], &context.layout.world_imports);
    let head = linking.head(&place.rt, &name, &[host]);
    let body = Imports::of_world(place, rules).definitions(linking);
    let line = format!(
        "Defines the functions that the world `{}` imports itself in a linker.",
        world.name
    );
    let docs = docs(None, &line);
    Some(quote! {
        #docs
        #head {
            #body
            ::core::result::Result::Ok(())
        }
    })
}

fn making(place: &Place<'_>, exports: &Exports<'_>, interfaces: &Interfaces) -> TokenStream {
    let (rt, data) = (&place.rt, place.context.layout.scope(&[]).ident("T"));
    let (instance, package, linker) = (rt.instance(), rt.package(), rt.linker());
    let (context, this) = (rt.as_context_mut(), rt.fallible(quote!(Self)));
    let (lookups, interface_lookups) = (exports.lookups(), interfaces.lookups());
    let schema = rt.fixed(quote!(Self::schema()));
    quote! {
        #[doc = " Instantiates a package, and looks up everything that the world exports."]
        pub fn instantiate<#data: 'static>(
            store: impl #context<Data = #data>,
            package: &#package,
            linker: &#linker<#data>,
        ) -> #this {
            Self::new(&linker.instantiate(store, package, #schema)?)
        }
        #[doc = " Looks up everything that the world exports, in an instance made with `Linker::instantiate`."]
        pub fn new(instance: &#instance) -> #this {
            ::core::result::Result::Ok(Self {
                #lookups
                #interface_lookups
                instance: ::core::clone::Clone::clone(instance),
            })
        }
        #[doc = " The instance behind it."]
        pub fn instance(&self) -> &#instance {
            &self.instance
        }
    }
}

fn schema(place: &Place<'_>) -> TokenStream {
    let (ty, body) = (place.rt.world(), schema::world(place));
    quote! {
        #[doc = " The world's types and functions as data."]
        pub fn schema() -> &'static #ty {
            #body
        }
    }
}

/// The exported interfaces: field, type and accessor of each.
struct Interfaces(Vec<(Ident, TokenStream, TokenStream)>);

impl Interfaces {
    fn new(place: &Place<'_>, exports: &Exports<'_>) -> Self {
        let fixed = [
            "add_to_linker",
            "add_to_linker_imports",
            "instantiate",
            "new",
            "instance",
            "schema",
        ];
        let mut scope = Scope::with(fixed);
        exports
            .methods()
            .for_each(|method| drop(scope.claim(method.to_string())));
        let ids = place
            .context
            .model
            .world
            .exported_interfaces
            .iter()
            .enumerate();
        Interfaces(
            ids.map(|(index, id)| interface(place, &mut scope, index, *id))
                .collect(),
        )
    }

    fn fields(&self) -> TokenStream {
        self.0
            .iter()
            .map(|(field, guest, _)| quote!(#field: #guest,))
            .collect()
    }

    fn lookups(&self) -> TokenStream {
        self.0
            .iter()
            .map(|(field, guest, _)| quote!(#field: #guest::new(instance)?,))
            .collect()
    }

    fn accessors(&self) -> TokenStream {
        self.0
            .iter()
            .map(|(_, _, accessor)| accessor.clone())
            .collect()
    }
}

fn interface(
    place: &Place<'_>,
    scope: &mut Scope,
    index: usize,
    id: InterfaceId,
) -> (Ident, TokenStream, TokenStream) {
    let module = place.context.layout.exported(id);
    let (field, guest) = (
        format_ident!("interface{index}"),
        place.path(module, "Guest"),
    );
    // Through `snake` again: a module may end in an underscore, and two in a row are no snake case.
    let accessor = scope.ident(names::snake(&module[1..].join("_")));
    let interface = &place.context.model.interfaces[id.0];
    let line = format!("The exported interface `{}`.", interface.name);
    let docs = docs(None, &line);
    let method = quote! {
        #docs
        pub fn #accessor(&self) -> &#guest {
            &self.#field
        }
    };
    (field, guest, method)
}
