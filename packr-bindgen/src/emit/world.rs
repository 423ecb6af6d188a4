//! The struct of the world, through which a host has everything.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs::{docs, docs_and};
use super::exports::Exports;
use super::imports::{Imports, Linking};
use super::rt;
use super::rust_type::Place;
use super::schema;
use crate::model::{Function, Interface, InterfaceId, Model};
use crate::names::{self, Scope};
use crate::options::{FunctionRules, HostOptions};

/// Everything at the root but types.
pub(super) fn world(place: &Place<'_>, options: &HostOptions) -> TokenStream {
    let rules = &options.imports;
    let imports = imports(place, rules);
    let world = &place.context.model.world;
    let name = names::ident(&place.context.layout.world);
    let line = format!(
        "A package of the world `{}`, instantiated: what it exports is called by methods.",
        world.name
    );
    let docs = docs_and(world.docs.as_deref(), &line);
    let exports = Exports::of_world(place, &options.exports);
    let interfaces = Interfaces::new(place, &exports, &options.exports);
    let (fields, calls) = (exports.fields(), exports.calls());
    let (interface_fields, accessors) = (interfaces.fields(), interfaces.accessors());
    let instance = place.rt.instance();
    let (linking, making) = (
        add_to_linker(place, rules),
        making(place, &exports, &interfaces, options),
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
    let linking = Linking::new(
        &context.layout.scope(&[]),
        waits(&imported(place.context.model), rules),
    );
    let (mut hosts, mut interfaces) = (vec![], vec![]);
    for id in &world.imported_interfaces {
        let (interface, module) = (
            &context.model.interfaces[id.0],
            context.layout.imported(*id),
        );
        let converts = !context.errors.of_interface(interface).is_empty();
        if converts || !interface.imports().is_empty() {
            hosts.push(place.path(module, "Host"));
        }
        if !interface.imports().is_empty() {
            interfaces.push(place.path(module, "add_to_linker"));
        }
    }
    if !world.imported_functions.is_empty() {
        hosts.push(place.path(&[], &context.layout.world_imports));
    }
    let head = linking.head(&place.rt, &format_ident!("add_to_linker"), &hosts);
    let forward = linking.forward();
    let own = own_functions(place, rules);
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

fn own_functions(place: &Place<'_>, rules: &FunctionRules) -> Option<TokenStream> {
    let context = place.context;
    let world = &context.model.world;
    if world.imported_functions.is_empty() {
        return None;
    }
    let own = world.imported_functions.iter().map(|it| (None, it));
    let linking = Linking::new(
        &context.layout.scope(&[]),
        waits(&own.collect::<Vec<_>>(), rules),
    );
    let name = format_ident!("add_to_linker_imports");
    let imports = Imports::of_world(place, rules);
    let head = linking.head(&place.rt, &name, &imports.hosts());
    let body = imports.definitions(&linking);
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

/// Functions with the names of their interfaces.
type Functions<'a> = Vec<(Option<String>, &'a Function)>;

fn imported(model: &Model) -> Functions<'_> {
    let world = &model.world;
    let own = world.imported_functions.iter();
    let of = |id| functions_of(model, id, Interface::imports);
    let others = world.imported_interfaces.iter().flat_map(of);
    own.map(|it| (None, it)).chain(others).collect()
}

fn exported(model: &Model) -> Functions<'_> {
    let world = &model.world;
    let own = world.exported_functions.iter();
    let of = |id| functions_of(model, id, Interface::exports);
    let others = world.exported_interfaces.iter().flat_map(of);
    own.map(|it| (None, it)).chain(others).collect()
}

fn functions_of<'a>(
    model: &'a Model,
    id: &InterfaceId,
    functions: fn(&Interface) -> Vec<&Function>,
) -> Functions<'a> {
    let interface = &model.interfaces[id.0];
    let name = interface.name.to_string();
    let functions = functions(interface).into_iter();
    functions.map(|it| (Some(name.clone()), it)).collect()
}

/// Whether any of the functions is async.
fn waits(functions: &[(Option<String>, &Function)], rules: &FunctionRules) -> bool {
    let mut functions = functions.iter();
    functions.any(|(interface, function)| function_waits(interface.as_deref(), function, rules))
}

fn function_waits(interface: Option<&str>, function: &Function, rules: &FunctionRules) -> bool {
    function.is_async || rules.flags(interface, &function.name).is_async
}

/// The functions of the host that are async.
pub(super) fn waiting<'a>(model: &'a Model, rules: &FunctionRules) -> Vec<&'a Function> {
    let functions = imported(model).into_iter();
    let waiting = functions.filter(|(name, it)| function_waits(name.as_deref(), it, rules));
    waiting.map(|(_, function)| function).collect()
}

fn making(
    place: &Place<'_>,
    exports: &Exports<'_>,
    interfaces: &Interfaces,
    options: &HostOptions,
) -> TokenStream {
    let rt = &place.rt;
    let instance = rt.instance();
    let this = rt.fallible(quote!(Self));
    let (lookups, interface_lookups) = (exports.lookups(), interfaces.lookups());
    let imports_wait = waits(&imported(place.context.model), &options.imports);
    let exports_wait = waits(&exported(place.context.model), &options.exports);
    let optional: Vec<String> = exports
        .optional()
        .chain(interfaces.optional.iter().cloned())
        .collect();
    let plain = (!imports_wait).then(|| instantiate(place, &optional, false));
    let waiting = (imports_wait || exports_wait).then(|| instantiate(place, &optional, true));
    quote! {
        #plain
        #waiting
        #[doc = " Looks up everything that the world exports, in an instance made by a `Linker`."]
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

fn instantiate(place: &Place<'_>, optional: &[String], is_async: bool) -> TokenStream {
    let (rt, data) = (&place.rt, place.context.layout.scope(&[]).ident("T"));
    let (package, linker) = (rt.package(), rt.linker());
    let (context, this) = (rt.as_context_mut(), rt.fallible(quote!(Self)));
    let schema = rt.fixed(quote!(Self::schema()));
    let send = rt::send();
    let (head, method, wait, bound) = match is_async {
        false => (
            quote!(fn instantiate),
            quote!(instantiate_world),
            quote!(),
            quote!(),
        ),
        true => (
            quote!(async fn instantiate_async),
            quote!(instantiate_world_async),
            quote!(.await),
            quote!(+ #send),
        ),
    };
    quote! {
        #[doc = " Instantiates a package, and looks up everything that the world exports."]
        pub #head<#data: 'static #bound>(
            store: impl #context<Data = #data>,
            package: &#package,
            linker: &#linker<#data>,
        ) -> #this {
            Self::new(&linker.#method(store, package, #schema, &[#(#optional),*])#wait?)
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

/// The exported interfaces.
struct Interfaces {
    all: Vec<Exported>,
    /// The names of those that packages need not have, and of functions in them.
    optional: Vec<String>,
}

/// Field, type, name and accessor of one.
struct Exported {
    field: Ident,
    guest: TokenStream,
    id: String,
    optional: bool,
    accessor: TokenStream,
}

impl Interfaces {
    fn new(place: &Place<'_>, exports: &Exports<'_>, rules: &FunctionRules) -> Self {
        let fixed = [
            "add_to_linker",
            "add_to_linker_imports",
            "instantiate",
            "instantiate_async",
            "new",
            "instance",
            "schema",
        ];
        let mut scope = Scope::with(fixed);
        exports
            .methods()
            .for_each(|method| drop(scope.claim(method.to_string())));
        let ids = place.context.model.world.exported_interfaces.iter();
        let all: Vec<Exported> = ids
            .enumerate()
            .map(|(index, id)| interface(place, &mut scope, index, *id, rules))
            .collect();
        let whole = all.iter().filter(|it| it.optional);
        let mut optional: Vec<String> = whole.map(|it| it.id.clone()).collect();
        for id in &place.context.model.world.exported_interfaces {
            let interface = &place.context.model.interfaces[id.0];
            optional.extend(Exports::of_interface(place, interface, rules).optional());
        }
        Interfaces { all, optional }
    }

    fn fields(&self) -> TokenStream {
        let fields = self.all.iter().map(|it| {
            let (field, guest) = (&it.field, it.guest.clone());
            let guest = match it.optional {
                true => rt::option(guest),
                false => guest,
            };
            quote!(#field: #guest,)
        });
        fields.collect()
    }

    fn lookups(&self) -> TokenStream {
        let lookups = self.all.iter().map(|it| {
            let Exported {
                field, guest, id, ..
            } = it;
            match it.optional {
                false => quote!(#field: #guest::new(instance)?,),
                true => quote! {
                    #field: match instance.exports_interface(#id) {
                        true => ::core::option::Option::Some(#guest::new(instance)?),
                        false => ::core::option::Option::None,
                    },
                },
            }
        });
        lookups.collect()
    }

    fn accessors(&self) -> TokenStream {
        let accessors = self.all.iter();
        accessors.map(|it| it.accessor.clone()).collect()
    }
}

fn interface(
    place: &Place<'_>,
    scope: &mut Scope,
    index: usize,
    id: InterfaceId,
    rules: &FunctionRules,
) -> Exported {
    let module = place.context.layout.exported(id);
    let (field, guest) = (
        format_ident!("interface{index}"),
        place.path(module, "Guest"),
    );
    // Through `snake` again: a module may end in an underscore, and two in a row are no snake case.
    let accessor = scope.ident(names::snake(&module[1..].join("_")));
    let interface = &place.context.model.interfaces[id.0];
    let name = interface.name.to_string();
    let optional = rules.interface_flags(&name).optional;
    let line = format!("The exported interface `{name}`.");
    let docs = docs(None, &line);
    let accessor = match optional {
        false => quote! {
            #docs
            pub fn #accessor(&self) -> &#guest {
                &self.#field
            }
        },
        true => {
            let guest = rt::option(quote!(&#guest));
            quote! {
                #docs
                #[doc = "\n `None`: the package does not export it."]
                pub fn #accessor(&self) -> #guest {
                    self.#field.as_ref()
                }
            }
        }
    };
    Exported {
        field,
        guest,
        id: name,
        optional,
        accessor,
    }
}
