//! The options that say which Rust types stand for those of the WIT; the macros of host and guest both take them.

use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Ident, LitBool, Path, Type};

use super::With;

/// Which Rust types stand for those of the WIT, and which are generated.
#[derive(Debug, Clone)]
pub struct TypeOptions {
    /// Interfaces that are generated elsewhere, and types that the user has.
    pub with: With,
    /// How arguments of calls are handed over.
    pub ownership: Ownership,
    /// The type of maps, without its parameters; `BTreeMap` if none is given.
    pub map_type: Option<Path>,
    /// The type of strings; `String` if none is given.
    pub string_type: Option<Type>,
    /// The type of `list<u8>`; `Vec<u8>` if none is given.
    pub bytes_type: Option<Type>,
    /// Generate types that no function needs; on unless the option says `false`.
    pub generate_unused_types: bool,
}

impl Default for TypeOptions {
    fn default() -> Self {
        TypeOptions {
            with: With::default(),
            ownership: Ownership::default(),
            map_type: None,
            string_type: None,
            bytes_type: None,
            generate_unused_types: true,
        }
    }
}

/// How arguments are handed over in calls: of exports for hosts, of imports for guests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Ownership {
    /// Read only: `&str`, `&[T]`, `&Expr`.
    #[default]
    Borrowing,
    /// Given away: `String`, `Vec<T>`, `Expr`.
    Owning,
}

impl TypeOptions {
    pub(super) const NAMES: [&str; 6] = [
        "with",
        "ownership",
        "map_type",
        "string_type",
        "bytes_type",
        "generate_unused_types",
    ];

    /// Reads one of [`TypeOptions::NAMES`].
    pub(super) fn parse_option(&mut self, name: &str, value: ParseStream<'_>) -> syn::Result<()> {
        match name {
            "with" => self.with = value.parse()?,
            "ownership" => self.ownership = value.parse()?,
            "map_type" => self.map_type = Some(parse_bare(value)?),
            "string_type" => self.string_type = Some(value.parse()?),
            "bytes_type" => self.bytes_type = Some(value.parse()?),
            "generate_unused_types" => {
                self.generate_unused_types = value.parse::<LitBool>()?.value;
            }
            _ => return Err(value.error(format!("`{name}` says nothing about types"))),
        }
        Ok(())
    }
}

/// A type without parameters.
fn parse_bare(input: ParseStream<'_>) -> syn::Result<Path> {
    match input.parse()? {
        Type::Path(path) if path.qself.is_none() && is_bare(&path.path) => Ok(path.path),
        other => Err(syn::Error::new(other.span(), "no bare type")),
    }
}

pub(super) fn is_bare(path: &Path) -> bool {
    let mut segments = path.segments.iter();
    segments.all(|segment| segment.arguments.is_empty())
}

impl Parse for Ownership {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let ident = input.call(Ident::parse_any)?;
        let ownership = match ident.to_string().as_str() {
            "Owning" => Ownership::Owning,
            "Borrowing" => Ownership::Borrowing,
            _ => return Err(syn::Error::new(ident.span(), "no ownership")),
        };
        // wasmtime's `Borrowing { duplicate_if_necessary: .. }` asks for types that do not exist here.
        match input.peek(syn::token::Brace) {
            true => Err(input.error("no ownership")),
            false => Ok(ownership),
        }
    }
}
