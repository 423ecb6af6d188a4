//! Both generators as libraries: from the text of the WIT to tokens, which is what a macro does.

use std::path::PathBuf;
use std::str::FromStr;

use packr_bindgen::expand::{self, Context};
use packr_bindgen::options::HostMacro;
use proc_macro2::TokenStream;

pub type Generator = fn(&str) -> Result<TokenStream, String>;

pub fn packr(wit: &str) -> Result<TokenStream, String> {
    let options: HostMacro =
        syn::parse_str(&format!("{{ inline: {wit:?} }}")).map_err(|error| error.to_string())?;
    let context = Context {
        directory: PathBuf::new(),
        inline_place: None,
        debug_directory: None,
    };
    expand::host(&options, &context).map_err(|error| error.to_string())
}

pub fn wasmtime(wit: &str) -> Result<TokenStream, String> {
    let mut resolve = wit_parser_of_wasmtime::Resolve::default();
    let package = resolve
        .push_str("world.wit", wit)
        .map_err(|error| format!("{error:?}"))?;
    let world = resolve
        .select_world(&[package], None)
        .map_err(|error| format!("{error:?}"))?;
    let text = wasmtime_internal_wit_bindgen::Opts::default()
        .generate(&mut resolve, world)
        .map_err(|error| format!("{error:?}"))?;
    TokenStream::from_str(&text).map_err(|error| error.to_string())
}

/// Lines of the generated code, written by prettyplease.
pub fn lines(tokens: TokenStream) -> Result<usize, String> {
    let file = syn::parse2(tokens).map_err(|error| error.to_string())?;
    Ok(prettyplease::unparse(&file).lines().count())
}
