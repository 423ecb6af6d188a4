//! `imports: { .. }` and `exports: { .. }`: flags by function, interface, package, and by default; `skip: [ .. ]`.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Token, braced};

use super::{Problems, listed};

/// What is asked for one function.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct FunctionFlags {
    /// The host waits: its method, or the call, is an `async fn`.
    pub is_async: bool,
    /// The host's method returns a `Result` whose error traps the guest.
    pub trappable: bool,
    /// A span of `tracing` around each call.
    pub tracing: bool,
    /// A package need not export it; a host need not implement it.
    pub optional: bool,
    /// As if the world did not have it.
    pub ignore: bool,
}

const FLAGS: &[&str] = &["async", "trappable", "tracing", "optional", "ignore"];

/// Flags by function, interface, package and namespace, and by default.
///
/// A function takes the flags of the first rule that matches it, in the order in which they are written, else the default. Rules
/// are not added to each other.
#[derive(Debug, Clone, Default)]
pub struct FunctionRules {
    default: FunctionFlags,
    /// Where `default` is written.
    default_span: Option<Span>,
    rules: Vec<Rule>,
}

#[derive(Debug, Clone)]
struct Rule {
    key: LitStr,
    flags: FunctionFlags,
}

/// Why a rule has no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unused {
    /// No function is of that name.
    Unmatched,
    /// Each function that it matches has an earlier rule.
    Shadowed,
}

impl FunctionRules {
    /// The same flags for every function.
    pub fn all(flags: FunctionFlags) -> Self {
        FunctionRules {
            default: flags,
            ..FunctionRules::default()
        }
    }

    /// Where the flag `trappable` is given.
    pub(crate) fn trappable(&self) -> impl Iterator<Item = Span> {
        let default = self.default_span.filter(|_| self.default.trappable);
        let rules = self.rules.iter().filter(|rule| rule.flags.trappable);
        default.into_iter().chain(rules.map(|rule| rule.key.span()))
    }

    /// The flags of one function.
    ///
    /// `interface` is `ns:pkg/iface@version`, or a plain name for an interface written inside the world,
    /// or `None` for a function of the world itself.
    pub fn flags(&self, interface: Option<&str>, function: &str) -> FunctionFlags {
        let mut keys = function_keys(interface, function);
        keys.extend(interface.into_iter().flat_map(interface_keys));
        self.first(&keys)
    }

    /// The flags of an interface as a whole.
    pub fn interface_flags(&self, interface: &str) -> FunctionFlags {
        self.first(&interface_keys(interface))
    }

    fn first(&self, keys: &[String]) -> FunctionFlags {
        let matching = self
            .rules
            .iter()
            .find(|rule| keys.contains(&rule.key.value()));
        matching.map_or(self.default, |rule| rule.flags)
    }

    /// The keys of rules that have no effect on any of `functions`, given as interface and name.
    pub(crate) fn unused<'a>(
        &self,
        functions: impl Iterator<Item = (Option<&'a str>, &'a str)>,
    ) -> Vec<(&LitStr, Unused)> {
        let mut state = vec![Some(Unused::Unmatched); self.rules.len()];
        for (interface, function) in functions {
            let mut keys = function_keys(interface, function);
            keys.extend(interface.into_iter().flat_map(interface_keys));
            let mut first = true;
            for (rule, state) in self.rules.iter().zip(&mut state) {
                if keys.contains(&rule.key.value()) {
                    match first {
                        true => *state = None,
                        false if state.is_some() => *state = Some(Unused::Shadowed),
                        false => {}
                    }
                    first = false;
                }
            }
        }
        let rules = self.rules.iter().zip(state);
        rules
            .filter_map(|(rule, state)| Some((&rule.key, state?)))
            .collect()
    }
}

/// The keys a rule for this very function can have, in all spellings that are in use: packr's own, and those of
/// wasmtime's macro.
pub(crate) fn function_keys(interface: Option<&str>, function: &str) -> Vec<String> {
    let Some(interface) = interface else {
        return ["", "$root.", "$root#"]
            .map(|root| format!("{root}{function}"))
            .into();
    };
    let (unversioned, version) = split_version(interface);
    let mut keys = vec![
        format!("{interface}#{function}"),
        format!("{unversioned}#{function}"),
        format!("{interface}.{function}"),
    ];
    keys.extend(spellings(&format!("{unversioned}.{function}"), version));
    keys
}

/// The keys a rule for a whole interface can have: its name, its package's and its namespace's.
fn interface_keys(interface: &str) -> Vec<String> {
    let (unversioned, version) = split_version(interface);
    let mut keys = spellings(unversioned, version);
    if let Some((package, _)) = unversioned.split_once('/') {
        keys.extend(spellings(package, version));
        keys.extend(package.split(':').next().map(str::to_owned));
    }
    keys
}

fn split_version(interface: &str) -> (&str, Option<&str>) {
    match interface.split_once('@') {
        Some((name, version)) => (name, Some(version)),
        None => (interface, None),
    }
}

fn spellings(name: &str, version: Option<&str>) -> Vec<String> {
    let versioned = version.map(|version| format!("{name}@{version}"));
    versioned.into_iter().chain([name.to_owned()]).collect()
}

impl Parse for FunctionRules {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let content;
        braced!(content in input);
        let entries = Punctuated::<Entry, Token![,]>::parse_terminated(&content)?;
        let mut rules = FunctionRules::default();
        let mut problems = Problems::default();
        for entry in entries {
            match entry {
                Entry::Default(ident, _) if rules.default_span.is_some() => {
                    problems.push(syn::Error::new(ident.span(), "`default` is given twice"))
                }
                Entry::Default(ident, flags) => {
                    rules.default = flags;
                    rules.default_span = Some(ident.span());
                }
                Entry::Rule(rule)
                    if rules
                        .rules
                        .iter()
                        .any(|known| known.key.value() == rule.key.value()) =>
                {
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
            "async" => flags.is_async = true,
            "trappable" => flags.trappable = true,
            "tracing" => flags.tracing = true,
            "optional" => flags.optional = true,
            "ignore" => flags.ignore = true,
            other => {
                return Err(syn::Error::new(
                    ident.span(),
                    format!(
                        "there is no flag `{other}`{}; the flags are {}",
                        elsewhere(other),
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

/// What to say of the flags that wasmtime's macro has.
fn elsewhere(flag: &str) -> &'static str {
    match flag {
        "store" => {
            ": a host function has the store's data, and one that needs the store is defined with `Linker::define_dynamic`"
        }
        "verbose_tracing" => ": `tracing` shows arguments and results",
        "exact" => ": a rule for an interface is no rule for others",
        _ => "",
    }
}
