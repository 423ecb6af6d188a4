//! `imports: { .. }`: flags by default, by interface and by function.

use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Token, braced};

use super::{Problems, listed};

/// What is asked for one function.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct FunctionFlags {
    /// The host's method returns a `Result` whose error traps the guest.
    pub trappable: bool,
}

const FLAGS: &[&str] = &["trappable"];

/// Flags by default, by interface and by function.
///
/// A function takes the flags of its own rule, else of its interface's, else of its package's, else the default.
/// A rule replaces what is less specific; it does not add to it.
#[derive(Debug, Clone, Default)]
pub struct FunctionRules {
    default: FunctionFlags,
    rules: Vec<Rule>,
}

#[derive(Debug, Clone)]
struct Rule {
    key: LitStr,
    flags: FunctionFlags,
}

impl FunctionRules {
    /// The same flags for every function.
    pub fn all(flags: FunctionFlags) -> Self {
        FunctionRules {
            default: flags,
            rules: Vec::new(),
        }
    }

    /// The flags of one function.
    ///
    /// `interface` is `ns:pkg/iface@version`, or a plain name for an interface written inside the world,
    /// or `None` for a function of the world itself.
    pub fn flags(&self, interface: Option<&str>, function: &str) -> FunctionFlags {
        let matching = keys(interface, function).find_map(|key| self.rule(&key));
        matching.map_or(self.default, |rule| rule.flags)
    }

    fn rule(&self, key: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.key.value() == key)
    }

    /// The keys that match none of `functions`, given as interface and name.
    pub(crate) fn unmatched<'a>(
        &self,
        functions: impl Iterator<Item = (Option<&'a str>, &'a str)>,
    ) -> Vec<&LitStr> {
        let mut unmatched: Vec<&LitStr> = self.rules.iter().map(|rule| &rule.key).collect();
        for (interface, function) in functions {
            if unmatched.is_empty() {
                break;
            }
            let known: Vec<String> = keys(interface, function).collect();
            unmatched.retain(|key| !known.contains(&key.value()));
        }
        unmatched
    }
}

/// The keys a rule for this function can have, the most specific first.
fn keys<'a>(interface: Option<&'a str>, function: &'a str) -> impl Iterator<Item = String> + 'a {
    let mut keys = Vec::new();
    let Some(interface) = interface else {
        let own = ["", "$root.", "$root#"].map(|root| format!("{root}{function}"));
        return Vec::from(own).into_iter();
    };
    let (unversioned, version) = match interface.split_once('@') {
        Some((name, version)) => (name, Some(version)),
        None => (interface, None),
    };
    let spellings = |name: &str| match version {
        Some(version) => vec![format!("{name}@{version}"), name.to_owned()],
        None => vec![name.to_owned()],
    };
    // All spellings that are in use: packr's own, and those of wasmtime's macro.
    keys.push(format!("{interface}#{function}"));
    keys.push(format!("{unversioned}#{function}"));
    keys.push(format!("{interface}.{function}"));
    keys.extend(spellings(&format!("{unversioned}.{function}")));
    keys.extend(spellings(unversioned));
    if let Some((package, _)) = unversioned.split_once('/') {
        keys.extend(spellings(package));
    }
    keys.into_iter()
}

impl Parse for FunctionRules {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let content;
        braced!(content in input);
        let entries = Punctuated::<Entry, Token![,]>::parse_terminated(&content)?;
        let mut rules = FunctionRules::default();
        let mut default_given = false;
        let mut problems = Problems::default();
        for entry in entries {
            match entry {
                Entry::Default(ident, _) if default_given => {
                    problems.push(syn::Error::new(ident.span(), "`default` is given twice"))
                }
                Entry::Default(_, flags) => {
                    rules.default = flags;
                    default_given = true;
                }
                Entry::Rule(rule) if rules.rule(&rule.key.value()).is_some() => {
                    problems.push(syn::Error::new(
                        rule.key.span(),
                        format!("there are two rules for `{}`", rule.key.value()),
                    ));
                }
                Entry::Rule(rule) => rules.rules.push(rule),
            }
        }
        problems.finish()?;
        Ok(rules)
    }
}

enum Entry {
    Default(Ident, FunctionFlags),
    Rule(Rule),
}

impl Parse for Entry {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitStr) {
            let key = input.parse()?;
            let flags = parse_flags(input)?;
            return Ok(Entry::Rule(Rule { key, flags }));
        }
        let ident = input.call(Ident::parse_any)?;
        if ident != "default" {
            return Err(syn::Error::new(
                ident.span(),
                format!(
                    "expected `default` or a name in quotes such as `\"ns:pkg/iface.func\"`, found `{ident}`"
                ),
            ));
        }
        let flags = parse_flags(input)?;
        Ok(Entry::Default(ident, flags))
    }
}

fn parse_flags(input: ParseStream<'_>) -> syn::Result<FunctionFlags> {
    input.parse::<Token![:]>()?;
    let mut flags = FunctionFlags::default();
    loop {
        let ident = input.call(Ident::parse_any)?;
        match ident.to_string().as_str() {
            "trappable" => flags.trappable = true,
            other => {
                return Err(syn::Error::new(
                    ident.span(),
                    format!(
                        "there is no flag `{other}`; the flags are {}",
                        listed(FLAGS)
                    ),
                ));
            }
        }
        if input.parse::<Option<Token![|]>>()?.is_none() {
            return Ok(flags);
        }
    }
}
