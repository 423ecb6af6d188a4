//! The procedural macro [`bindgen!`]; everything it does is in `packr-bindgen`.

use packr_bindgen::InlinePlace;
use packr_bindgen::expand::{self, Context};
use packr_bindgen::options::HostMacro;
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
/// - `imports: { default: trappable, "ns:pkg/iface.func": trappable }`: how imported functions are implemented.
///   `trappable` lets the method return a `Result`, whose error traps the guest and reaches the caller. A rule can be
///   for a function, an interface (`"ns:pkg/iface"`) or a package (`"ns:pkg"`); the most specific one counts.
/// - `additional_derives: [serde::Serialize]`: further derives for every generated type.
/// - `crate: path::to::packr`: where the generated code finds packr, if not at `::packr`.
/// - `stringify: true`: expand to the generated code as a string literal.
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
    let directory = match std::env::var_os("CARGO_MANIFEST_DIR") {
        Some(directory) => directory.into(),
        None => std::path::PathBuf::new(),
    };
    let context = Context {
        inline_place: options.source.inline.as_ref().and_then(inline_place),
        debug_directory: expand::debug_directory(&directory),
        directory,
    };
    expand::host(&options, &context)
        .unwrap_or_else(syn::Error::into_compile_error)
        .into()
}

fn inline_place(literal: &LitStr) -> Option<InlinePlace> {
    let start = literal.span().unwrap().start();
    expand::inline_place(literal, start.file(), start.line(), start.column())
}
