//! The guest's side: functions that call the host, traits for what the guest provides, and the macro that exports it.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::Side;
use super::docs::{docs, docs_and};
use super::layout::function_names;
use super::rt::{self, Rt};
use super::rust_type::Place;
use crate::model::{Function, Interface};
use crate::names::{self, Scope};
use crate::schema::WORLD;

/// The trait that a guest implements, in the module of each exported interface and at the root.
const GUEST: &str = "Guest";

/// The functions of an interface.
pub(super) fn interface(place: &Place<'_>, interface: &Interface, side: Side) -> TokenStream {
    let functions = Functions::of_interface(interface);
    match side {
        Side::Imported => functions.imports(place),
        Side::Exported => {
            let documentation = match interface.functions.is_empty() {
                true => docs(
                    None,
                    "The interface has no functions, so nothing has to implement this.",
                ),
                false => docs_and(
                    interface.docs.as_deref(),
                    &format!("What the guest implements for `{}`.", interface.name),
                ),
            };
            functions.guest(place, &documentation)
        }
    }
}

/// Everything at the root but types. `metadata` is what the package says about itself.
pub(super) fn world(place: &Place<'_>, metadata: Option<&[u8]>) -> TokenStream {
    let world = &place.context.model.world;
    let imports = Functions::new(WORLD.to_owned(), &world.imported_functions).imports(place);
    let exports = Functions::new(WORLD.to_owned(), &world.exported_functions);
    let guest = (!exports.functions.is_empty()).then(|| {
        let line = format!(
            "What the guest provides for the world `{}` itself.",
            world.name
        );
        exports.guest(place, &docs(None, &line))
    });
    let export = export_macro(place, &exports, metadata);
    quote!(#imports #guest #export)
}

/// Functions that are imported or exported together.
struct Functions<'a> {
    id: String,
    functions: Vec<(&'a Function, Ident)>,
}

impl<'a> Functions<'a> {
    fn new(id: String, functions: &'a [Function]) -> Self {
        let named = function_names(functions);
        let named = named.iter().map(|name| names::ident(name));
        Functions {
            id,
            functions: functions.iter().zip(named).collect(),
        }
    }

    fn of_interface(interface: &'a Interface) -> Self {
        Functions::new(interface.name.to_string(), &interface.functions)
    }

    /// A function for each, which calls the host.
    fn imports(&self, place: &Place<'_>) -> TokenStream {
        let imports = self.functions.iter().map(|(function, name)| {
            let params = parameter_names(function);
            let types = function.params.iter().map(|(_, ty)| place.borrowed(ty));
            let result = result(place, function);
            let args = rt::arguments(params.iter().map(|param| quote!(#param)));
            let body = place.rt.import(&self.id, function, args);
            let line = format!("Calls the imported function `{}`.", function.name);
            let docs = docs(function.docs.as_deref(), &line);
            quote! {
                #docs
                pub fn #name(#(#params: #types),*) #result {
                    #body
                }
            }
        });
        imports.collect()
    }

    /// The trait with a function for each, which the host calls.
    fn guest(&self, place: &Place<'_>, documentation: &TokenStream) -> TokenStream {
        let functions = self.functions.iter().map(|(function, name)| {
            let params = parameter_names(function);
            let types = function.params.iter().map(|(_, ty)| place.owned(ty));
            let result = result(place, function);
            let line = format!("The exported function `{}`.", function.name);
            let docs = docs(function.docs.as_deref(), &line);
            quote!(#docs fn #name(#(#params: #types),*) #result;)
        });
        let name = names::ident(GUEST);
        quote! {
            #documentation
            pub trait #name { #(#functions)* }
        }
    }

    /// The exports of all of them, inside the macro: `$ty` implements `guest`.
    fn exports(&self, rt: &Rt, guest: &TokenStream) -> TokenStream {
        let exports = self.functions.iter().map(|(function, name)| {
            let wit = &function.name;
            let full = match self.id.as_str() {
                WORLD => wit.clone(),
                interface => format!("{interface}#{wit}"),
            };
            rt.export_as(&full, function, quote!(<$ty as #guest>::#name))
        });
        exports.collect()
    }
}

/// `export!(MyType)`, which exports what `MyType` implements. Elsewhere than beside the generated code:
/// `export!(MyType with_types_in path::to::it)`, as wit-bindgen has it.
fn export_macro(place: &Place<'_>, own: &Functions<'_>, metadata: Option<&[u8]>) -> TokenStream {
    let context = place.context;
    let (model, layout) = (context.model, &context.layout);
    // What a path at the root of the generated code begins with where the macro is used.
    let root = quote!($($types)*);
    let rt = Rt::new(context.packr(&root));
    let mut exports = TokenStream::new();
    for id in &model.world.exported_interfaces {
        let module = layout.exported(*id).iter().map(|name| names::ident(name));
        let guest = names::ident(GUEST);
        let guest = quote!(#root #(:: #module)* :: #guest);
        exports.extend(Functions::of_interface(&model.interfaces[id.0]).exports(&rt, &guest));
    }
    let guest = names::ident(GUEST);
    exports.extend(own.exports(&rt, &quote!(#root :: #guest)));
    exports.extend(metadata.map(|metadata| rt.metadata(metadata)));
    let name = format_ident!("__export_{}_impl", names::snake(&model.world.name));
    quote! {
        #[doc(hidden)]
        #[allow(unused_macros)]
        macro_rules! #name {
            ($ty:ident) => {
                self::export!($ty with_types_in self);
            };
            ($ty:ident with_types_in $($types:tt)*) => {
                const _: () = { #exports };
            };
        }
        #[doc(hidden)]
        pub(crate) use #name as export;
    }
}

fn parameter_names(function: &Function) -> Vec<Ident> {
    let mut scope = Scope::default();
    let params = function.params.iter();
    params
        .map(|(name, _)| scope.ident(names::snake(name)))
        .collect()
}

fn result(place: &Place<'_>, function: &Function) -> Option<TokenStream> {
    let ty = place.owned(function.result.as_ref()?);
    Some(quote!(-> #ty))
}
