//! The options of the macros: what may stand between the parentheses, read with spans so that each mistake is marked where it is.

mod attributes;
mod errors;
mod rules;
mod source;
mod types;
mod with;

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Ident, LitBool, LitStr, Token, braced, bracketed};

pub use attributes::Attributes;
pub use errors::TrappableError;
pub use rules::{FunctionFlags, FunctionRules};
pub(crate) use rules::{Unused, function_keys};
pub use source::SourceOptions;
pub use types::{Ownership, TypeOptions};
pub use with::With;

pub(crate) use with::{Elsewhere, Own};

use attributes::{parse_attributes, parse_derives};
use errors::parse_trappable_errors;

/// What decides the shape of the generated host code.
#[derive(Debug, Clone)]
pub struct HostOptions {
    /// Where the generated code finds packr; `::packr` unless the option `crate` says otherwise.
    pub crate_path: syn::Path,
    /// Flags of imported functions.
    pub imports: FunctionRules,
    /// Flags of exported functions.
    pub exports: FunctionRules,
    /// Functions that are left out, whichever way they go.
    pub skip: Vec<LitStr>,
    /// Errors that the host returns as a type of its own.
    pub trappable_errors: Vec<TrappableError>,
    /// Derives added to every generated type.
    pub additional_derives: Vec<syn::Path>,
    /// What is added to single types.
    pub attributes: Attributes,
    /// Which Rust types stand for those of the WIT.
    pub types: TypeOptions,
}

impl Default for HostOptions {
    fn default() -> Self {
        HostOptions {
            crate_path: syn::parse_quote!(::packr),
            imports: FunctionRules::default(),
            exports: FunctionRules::default(),
            skip: Vec::new(),
            trappable_errors: Vec::new(),
            additional_derives: Vec::new(),
            attributes: Attributes::default(),
            types: TypeOptions::default(),
        }
    }
}

/// Everything `packr::bindgen!` was told.
#[derive(Debug, Clone, Default)]
pub struct HostMacro {
    /// Where the WIT is, and which world of it is meant.
    pub source: SourceOptions,
    /// The shape of the generated code.
    pub host: HostOptions,
    /// Expand to the generated code as a string literal.
    pub stringify: bool,
    /// Write the expansion into a file, as `PACKR_DEBUG_BINDGEN` does for all.
    pub debug: bool,
}

/// What decides the shape of the generated guest code.
#[derive(Debug, Clone)]
pub struct GuestOptions {
    /// Where the generated code finds packr-guest; `::packr_guest` unless the option `crate` says otherwise.
    pub crate_path: syn::Path,
    /// Derives added to every generated type.
    pub additional_derives: Vec<syn::Path>,
    /// What is added to single types.
    pub attributes: Attributes,
    /// Which Rust types stand for those of the WIT.
    pub types: TypeOptions,
    /// Export `__pack_types`, which says what the package imports and exports; on unless the option says `false`.
    pub metadata: bool,
}

impl Default for GuestOptions {
    fn default() -> Self {
        GuestOptions {
            crate_path: syn::parse_quote!(::packr_guest),
            additional_derives: Vec::new(),
            attributes: Attributes::default(),
            types: TypeOptions::default(),
            metadata: true,
        }
    }
}

/// Everything `packr_guest::bindgen!` was told.
#[derive(Debug, Clone, Default)]
pub struct GuestMacro {
    /// Where the WIT is, and which world of it is meant.
    pub source: SourceOptions,
    /// The shape of the generated code.
    pub guest: GuestOptions,
    /// Expand to the generated code as a string literal.
    pub stringify: bool,
    /// Write the expansion into a file, as `PACKR_DEBUG_BINDGEN` does for all.
    pub debug: bool,
}

const HOST_OPTIONS: &[&str] = &[
    "path",
    "inline",
    "world",
    "features",
    "imports",
    "exports",
    "skip",
    "trappable_error_type",
    "additional_derives",
    "derives",
    "type_attributes",
    "field_attributes",
    "with",
    "ownership",
    "map_type",
    "string_type",
    "bytes_type",
    "generate_unused_types",
    "crate",
    "stringify",
    "debug",
];

impl Parse for HostMacro {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut options = HostMacro::default();
        if !input.peek(syn::token::Brace) {
            options.source = SourceOptions::parse_short(input)?;
            return Ok(options);
        }
        parse_braced(input, HOST_OPTIONS, |name, value| {
            match name {
                "imports" => options.host.imports = value.parse()?,
                "exports" => options.host.exports = value.parse()?,
                "skip" => options.host.skip = parse_list(value)?,
                "trappable_error_type" => {
                    options.host.trappable_errors = parse_trappable_errors(value)?;
                }
                "additional_derives" => options.host.additional_derives = parse_list(value)?,
                "derives" => options.host.attributes.derives = parse_derives(value)?,
                "type_attributes" => options.host.attributes.types = parse_attributes(value)?,
                "field_attributes" => options.host.attributes.fields = parse_attributes(value)?,
                name if TypeOptions::NAMES.contains(&name) => {
                    options.host.types.parse_option(name, value)?;
                }
                "crate" => options.host.crate_path = value.call(syn::Path::parse_mod_style)?,
                "stringify" => options.stringify = value.parse::<LitBool>()?.value,
                "debug" => options.debug = value.parse::<LitBool>()?.value,
                _ => options.source.parse_option(name, value)?,
            }
            Ok(())
        })?;
        Ok(options)
    }
}

const GUEST_OPTIONS: &[&str] = &[
    "path",
    "inline",
    "world",
    "features",
    "additional_derives",
    "derives",
    "type_attributes",
    "field_attributes",
    "with",
    "ownership",
    "map_type",
    "string_type",
    "bytes_type",
    "generate_unused_types",
    "metadata",
    "crate",
    "stringify",
    "debug",
];

impl Parse for GuestMacro {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut options = GuestMacro::default();
        if !input.peek(syn::token::Brace) {
            options.source = SourceOptions::parse_short(input)?;
            return Ok(options);
        }
        parse_braced(input, GUEST_OPTIONS, |name, value| {
            match name {
                "additional_derives" => options.guest.additional_derives = parse_list(value)?,
                "derives" => options.guest.attributes.derives = parse_derives(value)?,
                "type_attributes" => options.guest.attributes.types = parse_attributes(value)?,
                "field_attributes" => options.guest.attributes.fields = parse_attributes(value)?,
                name if TypeOptions::NAMES.contains(&name) => {
                    options.guest.types.parse_option(name, value)?;
                }
                "metadata" => options.guest.metadata = value.parse::<LitBool>()?.value,
                "crate" => options.guest.crate_path = value.call(syn::Path::parse_mod_style)?,
                "stringify" => options.stringify = value.parse::<LitBool>()?.value,
                "debug" => options.debug = value.parse::<LitBool>()?.value,
                _ => options.source.parse_option(name, value)?,
            }
            Ok(())
        })?;
        Ok(options)
    }
}

/// Reads `{ name: value, .. }`. Unknown, doubled and malformed options are all reported, each at its own place.
fn parse_braced(
    input: ParseStream<'_>,
    known: &[&str],
    mut set: impl FnMut(&str, ParseStream<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    let content;
    braced!(content in input);
    let mut problems = Problems::default();
    let mut seen: Vec<String> = Vec::new();
    while !content.is_empty() {
        let result = parse_one(&content, known, &mut seen, &mut set);
        if problems.keep(result) {
            expect_comma(&content, &mut problems)?;
        } else {
            skip_past_comma(&content)?;
        }
    }
    if !input.is_empty() {
        problems.push(input.error("nothing may follow the options"));
        input.parse::<proc_macro2::TokenStream>()?;
    }
    problems.finish()
}

fn parse_one(
    content: ParseStream<'_>,
    known: &[&str],
    seen: &mut Vec<String>,
    set: &mut impl FnMut(&str, ParseStream<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    let ident = content.call(Ident::parse_any)?;
    let name = ident.unraw().to_string();
    if !known.contains(&name.as_str()) && HOST_OPTIONS.contains(&name.as_str()) {
        return Err(syn::Error::new(
            ident.span(),
            format!(
                "the option `{name}` is for hosts alone; the options are {}",
                listed(known)
            ),
        ));
    }
    if !known.contains(&name.as_str()) {
        return Err(syn::Error::new(
            ident.span(),
            format!(
                "there is no option `{name}`{}; the options are {}",
                absent(&name),
                listed(known)
            ),
        ));
    }
    if seen.contains(&name) {
        let advice = match name.as_str() {
            "path" => "; several paths are written as a list: `path: [\"a\", \"b\"]`",
            _ => "",
        };
        return Err(syn::Error::new(
            ident.span(),
            format!(
                "the option `{name}` is given twice{advice}; the options are {}, each at most once",
                listed(known)
            ),
        ));
    }
    seen.push(name.clone());
    content.parse::<Token![:]>()?;
    // Rules have messages of their own.
    let own = ["imports", "exports"].contains(&name.as_str()) && content.peek(syn::token::Brace);
    set(&name, content).map_err(|error| match own {
        true => error,
        false => syn::Error::new(
            error.span(),
            format!("the option `{name}` takes {}", takes(&name)),
        ),
    })
}

/// The form of an option's value, with an example.
fn takes(option: &str) -> &'static str {
    match option {
        "path" => "a path or a list of them: `path: \"wit\"` or `path: [\"a\", \"b\"]`",
        "inline" => "a string of WIT: `inline: \"package a:b; world w { .. }\"`",
        "world" => "a name in quotes: `world: \"ns:pkg/name\"`",
        "features" => "a list of names: `features: [\"name\"]`",
        "imports" => "rules in braces: `imports: { default: trappable }`",
        "exports" => "rules in braces: `exports: { default: async }`",
        "skip" => "a list of names of functions: `skip: [\"ns:pkg/iface.func\"]`",
        "trappable_error_type" => {
            "errors and the host's types for them: `trappable_error_type: { \"ns:pkg/iface.error\" => MyError }`"
        }
        "additional_derives" => "a list of derives: `additional_derives: [serde::Serialize]`",
        "derives" => "derives by the name of a type: `derives: { \"expr\": [serde::Serialize] }`",
        "type_attributes" => {
            "attributes by the name of a type: `type_attributes: { \"expr\": #[serde(tag = \"kind\")] }`"
        }
        "field_attributes" => {
            "attributes by the name of a field or case: `field_attributes: { \"expr.num\": #[serde(rename = \"n\")] }`"
        }
        "crate" => "the path of packr: `crate: other::packr`",
        "with" => {
            "names of the WIT and what stands for them: `with: { \"ns:pkg/iface\": path::to::module, \"ns:pkg/iface.point\": MyPoint }`"
        }
        "ownership" => "`Owning` or `Borrowing`, for the arguments of calls",
        "map_type" => {
            "the path of a map, without its parameters: `map_type: std::collections::HashMap`"
        }
        "string_type" => "a type of strings: `string_type: std::sync::Arc<str>`",
        "bytes_type" => "a type for `list<u8>`: `bytes_type: bytes::Bytes`",
        "metadata" | "stringify" | "generate_unused_types" | "debug" => "`true` or `false`",
        _ => "a value of another form",
    }
}

fn expect_comma(content: ParseStream<'_>, problems: &mut Problems) -> syn::Result<()> {
    if !content.is_empty() && !content.peek(Token![,]) {
        problems.push(content.error("expected `,` between options"));
    }
    skip_past_comma(content)
}

fn skip_past_comma(content: ParseStream<'_>) -> syn::Result<()> {
    while !content.is_empty() {
        if content.parse::<Option<Token![,]>>()?.is_some() {
            return Ok(());
        }
        content.parse::<proc_macro2::TokenTree>()?;
    }
    Ok(())
}

/// Reads `[a, b, ..]`.
fn parse_list<T: Parse>(input: ParseStream<'_>) -> syn::Result<Vec<T>> {
    let content;
    bracketed!(content in input);
    Ok(Punctuated::<T, Token![,]>::parse_terminated(&content)?
        .into_iter()
        .collect())
}

/// What to say of the options that other binding generators have.
fn absent(name: &str) -> &'static str {
    match name {
        "async" => ": write `imports: { default: async }, exports: { default: async }`",
        "metadata" => " of hosts: it says whether a guest carries metadata",
        "wasmtime_crate" => ": `crate` is the path of packr",
        "include_generated_code_from_file" => ": `debug` writes the code into a file",
        "interfaces" => ": write a world with these imports in `inline`",
        "anyhow" => ": `packr::wasmtime::Result` takes errors of `anyhow` by `?`",
        "require_store_data_send" => {
            ": the store's data has to be `Send` where a function is `async`, and nowhere else"
        }
        "named_imports" => ": an interface under another name is `import label: iface` in the WIT",
        "include_component_type" => ": the method `schema` of the world describes it",
        _ => "",
    }
}

/// `` `a`, `b` and `c` ``
fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// Mistakes in options, folded into one [`syn::Error`].
#[derive(Default)]
pub(crate) struct Problems(Option<syn::Error>);

impl Problems {
    pub(crate) fn push(&mut self, error: syn::Error) {
        match &mut self.0 {
            Some(first) => first.combine(error),
            None => self.0 = Some(error),
        }
    }

    pub(crate) fn keep(&mut self, result: syn::Result<()>) -> bool {
        match result {
            Ok(()) => true,
            Err(error) => {
                self.push(error);
                false
            }
        }
    }

    pub(crate) fn finish(self) -> syn::Result<()> {
        match self.0 {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }
}

impl HostMacro {
    /// The place that stands for the whole invocation where no single option is to blame.
    pub fn span(&self) -> Span {
        self.source.span()
    }
}
