//! Names as WIT writes them.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::schema::kebab;

/// The words that need a `%` as names.
const KEYWORDS: &[&str] = &[
    "as",
    "async",
    "bool",
    "borrow",
    "char",
    "constructor",
    "enum",
    "error-context",
    "export",
    "f32",
    "f64",
    "flags",
    "from",
    "func",
    "future",
    "import",
    "include",
    "interface",
    "list",
    "map",
    "option",
    "own",
    "package",
    "record",
    "resource",
    "result",
    "s16",
    "s32",
    "s64",
    "s8",
    "self",
    "static",
    "stream",
    "string",
    "tuple",
    "type",
    "u16",
    "u32",
    "u64",
    "u8",
    "use",
    "variant",
    "with",
    "world",
];

/// A name as WIT text: with a `%` where it is a keyword.
pub fn wit_name(name: &str) -> String {
    match KEYWORDS.contains(&name) {
        true => format!("%{name}"),
        false => name.to_owned(),
    }
}

/// `ns:pkg` with a `%` before words of WIT.
pub(super) fn escaped(package: &str) -> String {
    let (path, version) = match package.split_once('@') {
        Some((path, version)) => (path, format!("@{version}")),
        None => (package, String::new()),
    };
    let words: Vec<String> = path.split(':').map(wit_name).collect();
    words.join(":") + &version
}

/// `ns:pkg@1.0.0` of `ns:pkg/iface@1.0.0`; `None` for an interface that stands in the world.
pub(super) fn package_of(id: &str) -> Option<String> {
    let (package, interface) = id.split_once('/')?;
    Some(match interface.split_once('@') {
        Some((_, version)) => format!("{package}@{version}"),
        None => package.to_owned(),
    })
}

pub(super) fn interface_of(id: &str) -> &str {
    let short = id.split_once('/').map_or(id, |(_, interface)| interface);
    short.split('@').next().unwrap_or(short)
}

/// A name of a package's metadata as a name of WIT: words of letters and digits between hyphens.
pub(super) fn name(found: &str) -> String {
    let mut words = String::new();
    for letter in found.chars() {
        if letter.is_ascii_alphanumeric() {
            words.push(letter);
        } else if !words.is_empty() && !words.ends_with('-') {
            words.push('-');
        }
    }
    let plain = |word: &str| {
        word.chars().all(|c| !c.is_ascii_uppercase())
            || word.chars().all(|c| !c.is_ascii_lowercase())
    };
    let words: Vec<String> = words
        .split('-')
        .filter(|word| !word.is_empty())
        .map(|word| {
            if plain(word) {
                word.to_owned()
            } else {
                kebab(word)
            }
        })
        .collect();
    let name = words.join("-");
    match name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => name,
        false => format!("n{name}"),
    }
}
