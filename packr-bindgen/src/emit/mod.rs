//! Model to tokens; cannot fail.
//!
//! `types`, `convert` and `constructors` are the same for host and guest; `imports`, `exports`, `schema` and `world`
//! are the host's, `guest` is the guest's.

mod constructors;
mod convert;
mod docs;
mod elsewhere;
pub(crate) mod errors;
mod exports;
mod guest;
mod imports;
mod layout;
mod modules;
mod recursion_limit;
mod rt;
mod rust_type;
mod schema;
mod types;
mod unused;
mod world;

use packr_core::Metadata;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};

use crate::analysis::{Analysis, Mapping};
use crate::model::{Interface, InterfaceId, Model};
use crate::names;
use crate::options::{Attributes, Elsewhere, GuestOptions, HostOptions, TypeOptions};
use docs::{docs, docs_and};
use errors::TrappableErrors;
use exports::Exports;
use imports::Imports;
use layout::Layout;
use modules::Module;
use rust_type::Place;

/// The host side of a world: types, `Host` traits, and the struct of the world with its calls.
///
/// The model has passed the checks. The result is a list of items.
pub fn host(model: &Model, options: &HostOptions) -> TokenStream {
    let elsewhere = options.types.with.resolve(model);
    let mapping = Mapping::new(model, &options.types, &elsewhere);
    let context = Context {
        model,
        crate_path: &options.crate_path,
        additional_derives: &options.additional_derives,
        attributes: &options.attributes,
        types: &options.types,
        analysis: Analysis::of(model, mapping),
        layout: Layout::of_host(model, &elsewhere),
        used: unused::used_types(model, &options.types),
        elsewhere,
        errors: TrappableErrors::new(model, &options.trappable_errors),
    };
    let items = context.items(
        |place, interface, side| match side {
            Side::Imported => {
                let imports = Imports::of_interface(place, interface, &options.imports);
                let documentation = match imports.hosts().is_empty() {
                    true => docs(None, NO_FUNCTIONS),
                    false => docs_and(
                        interface.docs.as_deref(),
                        &format!(
                            "What a host implements for `{}`; [`add_to_linker`] defines it in a linker.",
                            interface.name
                        ),
                    ),
                };
                let host = imports.host_trait(&documentation);
                let add_to_linker = imports.add_to_linker();
                quote!(#host #add_to_linker)
            }
            Side::Exported => {
                let line = format!("The functions of `{}` in a package.", interface.name);
                Exports::of_interface(place, interface, &options.exports)
                    .guest(&docs_and(interface.docs.as_deref(), &line))
            }
        },
        |place| world::world(place, options),
    );
    let check = recursion_limit::check(&context, &world::waiting(model, &options.imports));
    quote!(#check #items)
}

/// The guest side of a world: types, functions for imports, `Guest` traits for exports, and the macro `export!`.
///
/// The model has passed the checks. The result is a list of items.
pub fn guest(model: &Model, options: &GuestOptions) -> TokenStream {
    let elsewhere = options.types.with.resolve(model);
    let mapping = Mapping::new(model, &options.types, &elsewhere);
    let context = Context {
        model,
        crate_path: &options.crate_path,
        additional_derives: &options.additional_derives,
        attributes: &options.attributes,
        types: &options.types,
        analysis: Analysis::of(model, mapping),
        layout: Layout::of_guest(model, &elsewhere),
        used: unused::used_types(model, &options.types),
        elsewhere,
        errors: TrappableErrors::new(model, &[]),
    };
    let metadata = options.metadata.then(|| Metadata::write(&context.schema()));
    // A world without a place for all its types has none: the limits are far beyond what a package can be.
    let metadata = metadata.and_then(Result::ok);
    let items = context.items(guest::interface, |place| {
        guest::world(place, metadata.as_deref())
    });
    let check = recursion_limit::check(&context, &[]);
    quote!(#check #items)
}

/// The two ways of a world with an interface.
#[derive(Clone, Copy)]
enum Side {
    Imported,
    Exported,
}

/// The docs of a `Host` trait that is there for those who are used to implementing one for every interface.
const NO_FUNCTIONS: &str = "The interface has no functions, so nothing has to implement this.";

/// What all parts of the generator look at.
struct Context<'a> {
    model: &'a Model,
    crate_path: &'a syn::Path,
    additional_derives: &'a [syn::Path],
    attributes: &'a Attributes,
    types: &'a TypeOptions,
    elsewhere: Elsewhere,
    analysis: Analysis,
    layout: Layout,
    errors: TrappableErrors,
    /// The types that are generated.
    used: Vec<bool>,
}

impl Context<'_> {
    /// All items: types, and the functions of interfaces and world as the two functions give them.
    fn items(
        &self,
        functions: impl Fn(&Place<'_>, &Interface, Side) -> TokenStream,
        world: impl Fn(&Place<'_>) -> TokenStream,
    ) -> TokenStream {
        let mut root = Module::default();
        for (index, interface) in self.model.interfaces.iter().enumerate() {
            self.interface(&mut root, InterfaceId(index), interface, &functions);
        }
        let place = Place::new(self, &[]);
        root.add(&[], TokenStream::new(), elsewhere::items(&place));
        for id in &self.model.world.types {
            if self.used[id.0] {
                root.add(&[], TokenStream::new(), types::define(&place, *id));
            }
        }
        root.add(&[], TokenStream::new(), world(&place));
        let (alias, errors) = (self.alias(), self.errors.aliases());
        let items = root.into_tokens();
        quote!(#alias #errors #items)
    }

    /// The modules of an interface: one where it is imported, one where it is exported. Types are defined in the
    /// first there is.
    fn interface(
        &self,
        root: &mut Module,
        id: InterfaceId,
        interface: &Interface,
        functions: impl Fn(&Place<'_>, &Interface, Side) -> TokenStream,
    ) {
        let home = self.layout.home(self.model, id);
        let mut modules = match self.layout.is_elsewhere(id) {
            true => vec![],
            false => vec![home],
        };
        if interface.exported && home != self.layout.exported(id) {
            modules.push(self.layout.exported(id));
        }
        for module in modules {
            let place = Place::new(self, module);
            let mut items = TokenStream::new();
            for ty in interface.types.iter().filter(|ty| self.used[ty.0]) {
                items.extend(if module == home {
                    types::define(&place, *ty)
                } else {
                    types::reexport(&place, *ty, &names::ident(self.layout.type_name(*ty)))
                });
            }
            if interface.imported && module == self.layout.imported(id) {
                items.extend(functions(&place, interface, Side::Imported));
            }
            if interface.exported && module == self.layout.exported(id) {
                items.extend(functions(&place, interface, Side::Exported));
            }
            root.add(module, interface_docs(interface, "The interface"), items);
        }
    }

    /// The world as data, which is as the WIT has it whatever stands for its types.
    fn schema(&self) -> packr_core::schema::World {
        match self.analysis.is_of_wit() {
            true => crate::schema::of(self.model, &self.analysis),
            false => crate::schema::world(self.model),
        }
    }

    /// The path of packr for a module below `root`.
    ///
    /// A path that means something else in another module is given a name at the root.
    fn packr(&self, root: &TokenStream) -> TokenStream {
        let path = self.crate_path;
        match self.packr_alias() {
            Some(alias) => quote!(#root::#alias),
            None => path.to_token_stream(),
        }
    }

    fn packr_alias(&self) -> Option<Ident> {
        let path = self.crate_path;
        let first = path
            .segments
            .first()
            .map(|segment| segment.ident.to_string());
        let absolute = path.leading_colon.is_some()
            || first.is_some_and(|first| first == "crate" || first == "$crate");
        let world = names::snake(&self.model.world.name);
        (!absolute).then(|| format_ident!("__packr_of_{world}"))
    }

    fn alias(&self) -> Option<TokenStream> {
        let path = self.crate_path;
        let alias = self.packr_alias()?;
        Some(quote!(#[allow(unused_imports)] use #path as #alias;))
    }
}

/// The interface's own docs, or `line` with its name.
fn interface_docs(interface: &Interface, line: &str) -> TokenStream {
    docs(
        interface.docs.as_deref(),
        &format!("{line} `{}`.", interface.name),
    )
}
