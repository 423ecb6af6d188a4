//! The one place that knows identifiers: cases of letters, keywords, clashes, module names.

use std::collections::HashSet;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span};

use crate::model::PackageName;

/// Keywords that cannot even be raw identifiers.
const NEVER_RAW: [&str; 5] = ["self", "Self", "super", "crate", "_"];

/// Keywords of every edition from 2018 to 2024, in use and reserved.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// The identifier of that name: raw where it is a keyword.
///
/// The name must come from one of the functions here or from a [`Scope`].
pub(crate) fn ident(name: &str) -> Ident {
    if NEVER_RAW.contains(&name) {
        Ident::new(&format!("{name}_"), Span::call_site())
    } else if KEYWORDS.contains(&name) {
        Ident::new_raw(name, Span::call_site())
    } else {
        Ident::new(name, Span::call_site())
    }
}

/// `UpperCamelCase`: types and cases, in Rust and on the wire.
pub(crate) fn camel(wit: &str) -> String {
    wit.to_upper_camel_case()
}

/// `snake_case`: fields, functions, parameters and modules in Rust, fields on the wire.
pub(crate) fn snake(wit: &str) -> String {
    wit.to_snake_case()
}

/// The Rust name of a function: as in wit-bindgen, a property's getter has its plain name, and its setter a `set_`.
pub(crate) fn function(wit: &str) -> String {
    match accessor(wit) {
        Some((Accessor::Get, property)) => snake(property),
        Some((Accessor::Set, property)) => format!("set_{}", snake(property)),
        None => snake(wit),
    }
}

/// The two functions of a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Accessor {
    /// `property: get() -> t`
    Get,
    /// `property: set(value: t)`
    Set,
}

/// What `[get]property` and `[set]property` say; no other name of WIT has brackets.
pub(crate) fn accessor(wit: &str) -> Option<(Accessor, &str)> {
    let get = wit.strip_prefix("[get]").map(|name| (Accessor::Get, name));
    get.or_else(|| wit.strip_prefix("[set]").map(|name| (Accessor::Set, name)))
}

/// `SHOUTY_SNAKE_CASE`: flags.
pub(crate) fn shouty(wit: &str) -> String {
    wit.to_shouty_snake_case()
}

/// The world's type. wasmtime gives way to its trait `Host`, so a world `host` is `Host_`.
pub fn world_type(wit: &str) -> String {
    match camel(wit) {
        name if name == "Host" => "Host_".to_owned(),
        name => name,
    }
}

/// The module of a package, by wasmtime's rule: the version is part of the name only where `all`, the
/// packages in sight, have another of the same namespace and name.
pub(crate) fn package_module(package: &PackageName, all: &[&PackageName]) -> String {
    let base = snake(&package.name);
    let same = |other: &&&PackageName| {
        other.namespace == package.namespace && other.name == package.name && **other != package
    };
    match &package.version {
        Some(version) if all.iter().any(|other| same(&other)) => {
            let version = version.to_string().replace(['.', '-', '+'], "_");
            format!("{base}{}", snake(&version))
        }
        _ => base,
    }
}

/// The names of one Rust scope. A name that is taken gives way by underscores at its end.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scope(HashSet<String>);

impl Scope {
    /// A scope in which these names are taken already.
    pub(crate) fn with<'a>(taken: impl IntoIterator<Item = &'a str>) -> Self {
        Scope(taken.into_iter().map(str::to_owned).collect())
    }

    /// Takes the name, or the nearest free one.
    pub(crate) fn claim(&mut self, wanted: impl Into<String>) -> String {
        let mut name = wanted.into();
        while NEVER_RAW.contains(&name.as_str()) || self.0.contains(&name) {
            name.push('_');
        }
        self.0.insert(name.clone());
        name
    }

    /// [`Scope::claim`], as an identifier.
    pub(crate) fn ident(&mut self, wanted: impl Into<String>) -> Ident {
        ident(&self.claim(wanted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_raw_and_the_rest_gives_way() {
        assert_eq!(ident("type").to_string(), "r#type");
        assert_eq!(ident("gen").to_string(), "r#gen");
        assert_eq!(ident("self").to_string(), "self_");
        assert_eq!(ident("Self").to_string(), "Self_");
        assert_eq!(ident("crate").to_string(), "crate_");
        assert_eq!(ident("super").to_string(), "super_");
        assert_eq!(ident("union").to_string(), "union");
    }

    #[test]
    fn every_keyword_parses_as_an_identifier() {
        for word in KEYWORDS
            .iter()
            .chain(&NEVER_RAW)
            .chain(&["str", "u8", "union"])
        {
            let ident = ident(word);
            let source = format!("mod {ident} {{ fn {ident}({ident}: u8) {{}} }}");
            syn::parse_str::<syn::Item>(&source).expect(&source);
        }
    }

    #[test]
    fn letters() {
        assert_eq!(camel("not-found"), "NotFound");
        assert_eq!(camel("is-XML"), "IsXml");
        assert_eq!(snake("last-msg"), "last_msg");
        assert_eq!(snake("is-XML"), "is_xml");
        assert_eq!(shouty("create-new"), "CREATE_NEW");
        assert_eq!(world_type("host"), "Host_");
        assert_eq!(world_type("the-world"), "TheWorld");
    }

    #[test]
    fn accessors_are_named_after_their_property() {
        assert_eq!(function("last-msg"), "last_msg");
        assert_eq!(function("[get]last-msg"), "last_msg");
        assert_eq!(function("[set]last-msg"), "set_last_msg");
    }

    #[test]
    fn a_taken_name_gives_way() {
        let mut scope = Scope::with(["store"]);
        assert_eq!(scope.claim("store"), "store_");
        assert_eq!(scope.claim("store"), "store__");
        assert_eq!(scope.claim("self"), "self_");
        assert_eq!(scope.claim("self"), "self__");
        assert_eq!(scope.claim("type"), "type");
        assert_eq!(scope.ident("type").to_string(), "type_");
    }

    fn package(name: &str, version: Option<&str>) -> PackageName {
        PackageName {
            namespace: "my".into(),
            name: name.into(),
            version: version.map(|version| version.parse().unwrap()),
        }
    }

    #[test]
    fn versions_show_only_where_two_of_them_meet() {
        let one = package("dep-a", Some("1.0.0"));
        let two = package("dep-a", Some("2.1.0-rc.1+x"));
        let none = package("dep-a", None);
        let other = package("dep-b", Some("1.0.0"));
        assert_eq!(package_module(&one, &[&one, &other, &one]), "dep_a");
        assert_eq!(package_module(&one, &[&one, &two]), "dep_a1_0_0");
        assert_eq!(package_module(&two, &[&one, &two]), "dep_a2_1_0_rc_1_x");
        assert_eq!(package_module(&none, &[&one, &none]), "dep_a");
        assert_eq!(package_module(&one, &[&one, &none]), "dep_a1_0_0");
    }
}
