//! From the tokens of a macro's invocation to those of its expansion.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::quote;
use syn::LitStr;

use crate::error::{ErrorKind, Errors};
use crate::model::Model;
use crate::options::{Attributes, GuestMacro, HostMacro, Problems, SourceOptions, TypeOptions};
use crate::request::{Inline, InlinePlace, Request};
use crate::{emit, load, selection};

/// The surroundings of an invocation.
#[derive(Debug, Clone)]
pub struct Context {
    /// The directory of the invoking crate's Cargo.toml.
    pub directory: PathBuf,
    /// Where the inline text stands, if its lines and columns are those of a file.
    pub inline_place: Option<InlinePlace>,
    /// Write the expansion into a file of this directory, and expand to an `include!` of it.
    pub debug_directory: Option<PathBuf>,
}

/// Expands `packr::bindgen!`.
///
/// # Errors
///
/// One [`syn::Error`] with everything that is wrong with the WIT, or one for each option that is.
pub fn host(options: &HostMacro, context: &Context) -> syn::Result<TokenStream> {
    let output = Output {
        stringify: options.stringify,
        in_place: names_macro_crate(&options.host.crate_path)
            || options.host.types.with.names_macro_crate(),
    };
    output.of(host_code(options, context)?, context)
}

/// Expands `packr_guest::bindgen!`.
///
/// # Errors
///
/// As [`host`].
pub fn guest(options: &GuestMacro, context: &Context) -> syn::Result<TokenStream> {
    let output = Output {
        stringify: options.stringify,
        in_place: names_macro_crate(&options.guest.crate_path)
            || options.guest.types.with.names_macro_crate(),
    };
    output.of(guest_code(options, context)?, context)
}

/// What a world was turned into, and what it depends on.
pub(crate) struct Code {
    pub(crate) items: TokenStream,
    pub(crate) model: Model,
    pub(crate) files: Vec<PathBuf>,
    pub(crate) directories: Vec<PathBuf>,
}

pub(crate) fn host_code(options: &HostMacro, context: &Context) -> syn::Result<Code> {
    code(&options.source, context, |model| {
        let mut problems = Problems::default();
        problems.keep(selection::check(&options.host, model));
        check_types(
            &options.host.types,
            &options.host.attributes,
            model,
            &mut problems,
        );
        problems.finish()?;
        selection::ignore(&options.host, model);
        Ok(emit::host(model, &options.host))
    })
}

pub(crate) fn guest_code(options: &GuestMacro, context: &Context) -> syn::Result<Code> {
    code(&options.source, context, |model| {
        let mut problems = Problems::default();
        check_types(
            &options.guest.types,
            &options.guest.attributes,
            model,
            &mut problems,
        );
        problems.finish()?;
        Ok(emit::guest(model, &options.guest))
    })
}

fn check_types(
    types: &TypeOptions,
    attributes: &Attributes,
    model: &Model,
    problems: &mut Problems,
) {
    problems.keep(types.with.check(model));
    problems.keep(attributes.check(model, &types.with.resolve(model)));
}

fn code(
    source: &SourceOptions,
    context: &Context,
    emit: impl FnOnce(&mut Model) -> syn::Result<TokenStream>,
) -> syn::Result<Code> {
    let loaded = load(&request(source, context));
    let mut model = loaded.model.map_err(|errors| blame(&errors, source))?;
    Ok(Code {
        items: emit(&mut model)?,
        model,
        files: loaded.files,
        directories: loaded.directories,
    })
}

/// The form in which the generated code is given.
struct Output {
    stringify: bool,
    /// It names `$crate`, which would mean nothing in a file.
    in_place: bool,
}

impl Output {
    fn of(&self, code: Code, context: &Context) -> syn::Result<TokenStream> {
        if self.stringify {
            let text = format_code(&code.items);
            return Ok(quote!(#text));
        }
        let items = match &context.debug_directory {
            Some(directory) if !self.in_place => {
                write_to_file(&code.items, &code.model, directory)?
            }
            _ => code.items,
        };
        let tracked = track(&code.files);
        Ok(quote!(#items #tracked))
    }
}

fn request(source: &SourceOptions, context: &Context) -> Request {
    let values = |literals: &[LitStr]| literals.iter().map(LitStr::value).collect();
    Request {
        directory: context.directory.clone(),
        paths: values(&source.paths),
        inline: source.inline.as_ref().map(|literal| Inline {
            text: literal.value(),
            place: context.inline_place.clone(),
        }),
        world: source.world.as_ref().map(LitStr::value),
        features: values(&source.features),
    }
}

/// The errors as one, at the option that the first of them is about.
fn blame(errors: &Errors, source: &SourceOptions) -> syn::Error {
    let first = errors.iter().next();
    let literal = first.and_then(|error| match error.kind() {
        ErrorKind::World { .. } => source.world.as_ref(),
        ErrorKind::PathNotFound { path }
        | ErrorKind::NoWitFiles { path }
        | ErrorKind::TextWasm { path }
        | ErrorKind::NotAWitPackage { path, .. } => {
            source.paths.iter().find(|literal| literal.value() == *path)
        }
        _ => None,
    });
    let span = literal.map_or_else(|| source.span(), LitStr::span);
    syn::Error::new(span, errors)
}

/// Tells the compiler which files and which variable the expansion depends on.
fn track(files: &[PathBuf]) -> TokenStream {
    let files = files.iter().filter_map(|file| file.to_str());
    quote! {
        #(const _: &[::core::primitive::u8] = ::core::include_bytes!(#files);)*
        const _: ::core::option::Option<&::core::primitive::str> =
            ::core::option_env!("PACKR_DEBUG_BINDGEN");
    }
}

/// Generated code, formatted; as one line of tokens where it is no Rust, or nested deeper than `syn` can read on the stack
/// of a thread.
pub fn format_code(code: &TokenStream) -> String {
    if depth(code) > DEEPEST_FORMATTED {
        return code.to_string();
    }
    match syn::parse2(code.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(_) => code.to_string(),
    }
}

/// `syn` takes 60 KB of stack for each level in a debug build, and a thread has 2 MiB.
const DEEPEST_FORMATTED: usize = 32;

/// How many groups and angle brackets are inside each other.
fn depth(code: &TokenStream) -> usize {
    let (mut deepest, mut angles) = (0, 0usize);
    let mut arrow = false;
    for token in code.clone() {
        let here = match &token {
            TokenTree::Group(group) => 1 + depth(&group.stream()),
            TokenTree::Punct(sign) if sign.as_char() == '<' => {
                angles += 1;
                0
            }
            TokenTree::Punct(sign) if sign.as_char() == '>' && !arrow => {
                angles = angles.saturating_sub(1);
                0
            }
            _ => 0,
        };
        arrow = matches!(&token, TokenTree::Punct(sign) if matches!(sign.as_char(), '-' | '='));
        deepest = deepest.max(angles + here);
    }
    deepest
}

/// Whether a path begins with `$crate`: the crate of the macro that invoked this one.
fn names_macro_crate(path: &syn::Path) -> bool {
    let first = path.segments.first();
    first.is_some_and(|first| first.ident == "$crate")
}

fn write_to_file(code: &TokenStream, model: &Model, directory: &Path) -> syn::Result<TokenStream> {
    static INVOCATIONS: AtomicUsize = AtomicUsize::new(0);
    let crate_name = std::env::var("CARGO_CRATE_NAME").unwrap_or_else(|_| "crate".to_owned());
    let number = INVOCATIONS.fetch_add(1, Ordering::Relaxed);
    let file = directory.join(format!("{crate_name}-{}-{number}.rs", model.world.name));
    let written = std::fs::create_dir_all(directory)
        .and_then(|()| std::fs::write(&file, format_code(code)))
        .map_err(|error| error.to_string());
    match (written, file.to_str()) {
        (Ok(()), Some(path)) => Ok(quote!(::core::include!(#path);)),
        (result, _) => Err(syn::Error::new(
            Span::call_site(),
            format!(
                "the expansion is to be written to a file, but `{}` cannot be: {}",
                file.display(),
                result
                    .err()
                    .unwrap_or_else(|| "its name is not UTF-8".to_owned())
            ),
        )),
    }
}

/// Where `PACKR_DEBUG_BINDGEN` sends expansions, by its value: a directory is taken as it is (relative to the crate),
/// and `1` means the crate's `OUT_DIR` if it has a build script, else `packr-bindgen` in the target directory.
///
/// `None` if the variable is not set, empty or `0`.
pub fn debug_directory(crate_directory: &Path) -> Option<PathBuf> {
    let value = std::env::var_os("PACKR_DEBUG_BINDGEN")?;
    match value.to_str() {
        Some("" | "0") => None,
        Some("1") => Some(default_debug_directory(crate_directory)),
        _ => Some(crate_directory.join(value)),
    }
}

/// Where the option `debug` sends an expansion, and `PACKR_DEBUG_BINDGEN=1` all of them.
pub fn default_debug_directory(crate_directory: &Path) -> PathBuf {
    if let Some(out) = std::env::var_os("OUT_DIR") {
        return PathBuf::from(out);
    }
    let target = match std::env::var_os("CARGO_TARGET_DIR") {
        Some(target) => std::path::absolute(&target).unwrap_or_else(|_| PathBuf::from(target)),
        None => {
            let mut above = crate_directory.ancestors().map(|dir| dir.join("target"));
            above
                .find(|target| target.is_dir())
                .unwrap_or_else(|| crate_directory.join("target"))
        }
    };
    target.join("packr-bindgen")
}

/// Where the text of a string literal begins, if it stands in the file as it is: raw, or without any backslash.
///
/// `line` and `column` are those of the literal's first character, from 1.
pub fn inline_place(
    literal: &LitStr,
    file: String,
    line: usize,
    column: usize,
) -> Option<InlinePlace> {
    let written = literal.token().to_string();
    let opening = written.find('"')? + 1;
    let raw = written.starts_with('r');
    (raw || !written.contains('\\')).then_some(InlinePlace {
        file,
        line,
        column: column + opening,
    })
}
