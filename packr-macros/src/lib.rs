//! The procedural macros `packr::bindgen!` and `packr_guest::bindgen!`; everything they do is in `packr-bindgen`.

use packr_bindgen::InlinePlace;
use packr_bindgen::expand::{self, Context};
use packr_bindgen::options::{GuestMacro, HostMacro, SourceOptions};
use proc_macro::TokenStream;
use syn::{LitStr, parse_macro_input};

/// Generates the host side of a WIT world: its types, a `Host` trait for each imported interface, and typed calls of
/// its exports.
///
/// # Forms
///
/// - `bindgen!()`: the only world of the package in `wit/`, beside the crate's Cargo.toml
/// - `bindgen!("world")`: this world of it
/// - `bindgen!(in "path")`, `bindgen!("world" in "path")`: of the package at `path`
/// - `bindgen!({ option: value, .. })`: any of the options below
///
/// # Options
///
/// - `path: "wit"` or `path: ["a", "b"]`: directories (with their `deps/`), `.wit` files, or WIT packages encoded as
///   WebAssembly, relative to the crate's Cargo.toml. A later one may use the packages of earlier ones.
/// - `inline: "package a:b; world w { .. }"`: WIT text right here. It may use the packages at `path`, and the world is
///   then looked for in it.
/// - `world: "name"`: the world, also as `ns:pkg/name` or `ns:pkg/name@version`. May be left out where there is one only.
/// - `features: ["name"]`: feature gates to open; `@unstable` items of others are left out.
/// - `imports: { "ns:pkg/iface.func": async | trappable, default: trappable }`: how imported functions are implemented. A rule is for a
///   function, an interface (`"ns:pkg/iface"`), a package (`"ns:pkg"`) or all others (`default`); the first that matches counts, and one
///   that has no effect is an error. The flags:
///   - `trappable`: the method returns a `Result`, whose error traps the guest and reaches the caller.
///   - `async`: the method is an `async fn`. An `async func` of the WIT is one without a rule.
///   - `tracing`: a span of the crate `tracing` around each call.
///   - `optional`: the method has a body that fails, so that a host need not implement it.
///   - `ignore`: as if the world did not have the function.
/// - `exports: { default: async }`: the same for calls of exported functions, but for `trappable`. What is `optional`, a package need not
///   export: the call gives an `Option`.
/// - `skip: ["ns:pkg/iface.func"]`: functions to leave out, whichever way they go.
/// - `trappable_error_type: { "ns:pkg/iface.error" => MyError }`: host functions return this error in place of the WIT's, and the `Host`
///   trait of its interface has a method `convert_error` that makes it the WIT's, or traps.
/// - `additional_derives: [serde::Serialize]`: further derives for every generated type.
/// - `derives: { "expr": [Hash] }`: further derives for one type. It is named as in the WIT, `expr` or `ns:pkg/iface.expr`, and so it is in the
///   next two options.
/// - `type_attributes: { "expr": #[serde(tag = "kind")] }`: attributes for one type.
/// - `field_attributes: { "expr.num": #[serde(rename = "n")] }`: attributes for a field or case.
/// - `with: { "ns:pkg/iface": path::to::module }`: an interface, a package or a namespace that is generated elsewhere, in this crate or another. Its
///   types, `Host` trait and `add_to_linker` are those of that module.
/// - `with: { "ns:pkg/iface.point": MyPoint }`: a type of the user's own, which has `Debug`, `Clone` and `PartialEq`. It is made of the
///   generated type, then called `WirePoint`, by `TryFrom` or `From`, and `WirePoint` implements `From<&MyPoint>`. With `use` before it,
///   it is a type that packr converts already, and nothing is generated.
/// - `ownership: Owning`: arguments of exported functions are given away; `Borrowing`, the default, takes references.
/// - `map_type: std::collections::HashMap`, `string_type: std::sync::Arc<str>`, `bytes_type: bytes::Bytes`: what stands for `map`, `string` and
///   `list<u8>`. `Bytes` needs packr's feature `bytes`.
/// - `generate_unused_types: false`: leave out types that no function needs.
/// - `crate: path::to::packr`: where the generated code finds packr, if not at `::packr`.
/// - `stringify: true`: expand to the generated code as a string literal.
/// - `debug: true`: as the environment variable below, for this invocation.
///
/// # Reading the generated code
///
/// With the environment variable `PACKR_DEBUG_BINDGEN` set, each expansion is written to a file, formatted, and the
/// macro expands to an `include!` of it: the compiler's messages then name that file. The variable's value is a
/// directory (relative to the crate), or `1` for the crate's `OUT_DIR` where it has a build script, else
/// `packr-bindgen` in the target directory. The files are called `<crate>-<world>-<number>.rs`. Cargo does not watch
/// the variable: touch the crate, or build it anew, after setting it. Where `crate` begins with `$crate`, which means
/// nothing in a file, the expansion stays in place.
#[proc_macro]
pub fn bindgen(input: TokenStream) -> TokenStream {
    let options = parse_macro_input!(input as HostMacro);
    expand::host(&options, &context(&options.source, options.debug))
        .unwrap_or_else(syn::Error::into_compile_error)
        .into()
}

/// Generates the guest side of a WIT world: its types, a function for each imported one, a trait `Guest` for each
/// exported interface and one for the world's own exports, and the macro `export!`.
///
/// # What it generates
///
/// - Types in the modules where the host's macro has them: those of `ns:pkg/iface` in `ns::pkg::iface` where the world
///   imports it, else in `exports::ns::pkg::iface`; those of the world right here.
/// - `ns::pkg::iface::func(..)` calls the host, and so does `func(..)` for a function that the world imports itself.
///   Parameters are borrowed and results are owned. A call that the host refuses or fails does not return.
/// - `exports::ns::pkg::iface::Guest` and `Guest` are what a guest implements, with owned parameters and results.
/// - `export!(MyType)` exports what `MyType` implements, and does not compile where a trait is missing. In another module than this one it
///   is `path::export!(MyType with_types_in path)`.
///
/// # Forms and options
///
/// - `bindgen!()`: the only world of the package in `wit/`, beside the crate's Cargo.toml
/// - `bindgen!("world")`, `bindgen!(in "path")`, `bindgen!("world" in "path")`
/// - `bindgen!({ option: value, .. })` with `path`, `inline`, `world`, `features`, `additional_derives`, `derives`, `type_attributes`,
///   `field_attributes` and `stringify`, which are the host macro's, and `crate: path::to::packr_guest` where that is not at
///   `::packr_guest`. With a path that does not begin with `::` or `crate`, `export!` stands in the module of the macro or inside it.
/// - `metadata: false` leaves out `__pack_types`, by which hosts compare the package's types with theirs. A module has one: a guest of
///   several worlds leaves it out for all but one.
///
/// Guests are synchronous: an `async func` is an ordinary function here, and the host may wait in it.
///
/// `PACKR_DEBUG_BINDGEN` writes the expansion into a file, as for the host's macro.
#[proc_macro]
pub fn guest_bindgen(input: TokenStream) -> TokenStream {
    let options = parse_macro_input!(input as GuestMacro);
    expand::guest(&options, &context(&options.source, options.debug))
        .unwrap_or_else(syn::Error::into_compile_error)
        .into()
}

fn context(source: &SourceOptions, debug: bool) -> Context {
    let directory = match std::env::var_os("CARGO_MANIFEST_DIR") {
        Some(directory) => directory.into(),
        None => std::path::PathBuf::new(),
    };
    Context {
        inline_place: source.inline.as_ref().and_then(inline_place),
        debug_directory: expand::debug_directory(&directory)
            .or_else(|| debug.then(|| expand::default_debug_directory(&directory))),
        directory,
    }
}

fn inline_place(literal: &LitStr) -> Option<InlinePlace> {
    let start = literal.span().unwrap().start();
    expand::inline_place(literal, start.file(), start.line(), start.column())
}
