//! The options that say where the WIT is; every macro of packr takes them.

use proc_macro2::Span;
use syn::parse::ParseStream;
use syn::{LitStr, Token};

use super::parse_list;

/// Where the WIT is, which world is meant, and which feature gates are open.
#[derive(Debug, Clone, Default)]
pub struct SourceOptions {
    /// Directories, `.wit` files or encoded WIT packages, relative to the invoking crate.
    pub paths: Vec<LitStr>,
    /// WIT text in the invocation itself. It may use the packages found at `paths`, and the world is looked for in it.
    pub inline: Option<LitStr>,
    /// The world, by any name that wit-parser accepts; may be left out where there is one only.
    pub world: Option<LitStr>,
    /// Features whose `@unstable` items are taken in.
    pub features: Vec<LitStr>,
}

impl SourceOptions {
    /// Reads one of `path`, `inline`, `world` and `features`.
    ///
    /// # Errors
    ///
    /// A value of another form than the option takes.
    pub fn parse_option(&mut self, name: &str, value: ParseStream<'_>) -> syn::Result<()> {
        match name {
            "path" if value.peek(syn::token::Bracket) => self.paths = parse_list(value)?,
            "path" => self.paths = vec![value.parse()?],
            "inline" => self.inline = Some(value.parse()?),
            "world" => self.world = Some(value.parse()?),
            "features" => self.features = parse_list(value)?,
            _ => return Err(value.error(format!("`{name}` says nothing about a WIT source"))),
        }
        Ok(())
    }

    /// Reads the forms without braces: nothing, `"world"`, `in "path"`, `"world" in "path"`.
    ///
    /// # Errors
    ///
    /// Anything else.
    pub fn parse_short(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut source = SourceOptions {
            world: input.parse()?,
            ..SourceOptions::default()
        };
        if input.parse::<Option<Token![in]>>()?.is_some() {
            source.paths.push(input.parse()?);
        }
        if !input.is_empty() {
            return Err(input.error(
                "expected nothing, `\"world\"`, `in \"path\"`, `\"world\" in \"path\"` or `{ option: value, .. }`",
            ));
        }
        Ok(source)
    }

    /// The place to blame for problems of the WIT itself: the inline text or the path, where there is one.
    pub fn span(&self) -> Span {
        let literal = self.inline.as_ref().or(self.paths.first());
        literal.map_or_else(Span::call_site, LitStr::span)
    }
}
