//! `trappable_error_type: { .. }`: errors of the WIT for which host functions return a type of the host's own.

use syn::parse::ParseStream;
use syn::{LitStr, Path, Token, braced};

/// An error type of the WIT, and what host functions return in its place.
#[derive(Debug, Clone)]
pub struct TrappableError {
    /// The type's name, `ns:pkg/iface.error`.
    pub key: LitStr,
    /// The host's type.
    pub path: Path,
}

/// Reads `{ "ns:pkg/iface.error" => Path, .. }`; a `:` in place of the arrow is as good.
pub(super) fn parse_trappable_errors(input: ParseStream<'_>) -> syn::Result<Vec<TrappableError>> {
    let content;
    braced!(content in input);
    let mut errors = vec![];
    while !content.is_empty() {
        let key: LitStr = content.parse()?;
        if content.parse::<Option<Token![=>]>>()?.is_none() {
            content.parse::<Token![:]>()?;
        }
        let path = content.call(Path::parse_mod_style)?;
        errors.push(TrappableError { key, path });
        if !content.is_empty() {
            content.parse::<Token![,]>()?;
        }
    }
    Ok(errors)
}
