//! The text of every message about WIT, each with its help.

use super::{Construct, ErrorKind};

/// More names than these are not shown.
const MOST_SHOWN: usize = 20;

/// Names with commas between, the first ones if there are many.
fn list(names: impl ExactSizeIterator<Item = String>) -> String {
    let more = names.len().saturating_sub(MOST_SHOWN);
    let shown: Vec<String> = names.take(MOST_SHOWN).collect();
    let shown = shown.join(", ");
    match more {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// Names with arrows between, without the middle of a long chain.
fn chain(names: &[String]) -> String {
    match names {
        [first @ .., before, last] if names.len() > MOST_SHOWN => {
            let first = &first[..MOST_SHOWN - 2];
            format!("{} -> .. -> {before} -> {last}", first.join(" -> "))
        }
        _ => names.join(" -> "),
    }
}

impl Construct {
    /// The keyword in WIT.
    pub fn keyword(self) -> &'static str {
        match self {
            Construct::Resource => "resource",
            Construct::Own => "own",
            Construct::Borrow => "borrow",
            Construct::Future => "future",
            Construct::Stream => "stream",
            Construct::ErrorContext => "error-context",
        }
    }
}

impl ErrorKind {
    /// What is wrong. Lines after the first are remarks.
    pub fn message(&self) -> String {
        match self {
            ErrorKind::NoSource { directory } => {
                format!("no WIT was given, and there is no directory `{directory}`")
            }
            ErrorKind::PathNotFound { path } => format!("there is no file or directory `{path}`"),
            ErrorKind::Unreadable { path, reason } => format!("`{path}` cannot be read: {reason}"),
            ErrorKind::NotUtf8 { path } => format!("`{path}` is not UTF-8 text"),
            ErrorKind::NoWitFiles { path } => format!("there is no `.wit` file in `{path}`"),
            ErrorKind::TextWasm { path } => {
                format!("`{path}` is WebAssembly in text form, which is not read here")
            }
            ErrorKind::NotAWitPackage { path, reason } => {
                format!("`{path}` is not a WIT package encoded as WebAssembly: {reason}")
            }
            ErrorKind::Wit { message } => message.clone(),
            ErrorKind::PackageNotFound { name, known } => {
                let known = match known.as_slice() {
                    [] => String::new(),
                    known => {
                        let known = known.iter().map(|name| format!("`{name}`"));
                        format!("\nthe packages are {}", list(known))
                    }
                };
                format!("there is no package `{name}`{known}")
            }
            ErrorKind::InterfaceCycle { circle } => match circle.as_slice() {
                [name] => format!(
                    "interface `{name}` is part of a circle of interfaces that `use` each other, which is not supported"
                ),
                circle => format!(
                    "interfaces that `use` each other are not supported: {}",
                    chain(circle)
                ),
            },
            ErrorKind::DuplicatePackage { name } => format!("package `{name}` is declared twice"),
            ErrorKind::NotAResource { name } => {
                format!("type `{name}` stands in `own<..>` or `borrow<..>`, but it is no resource")
            }
            ErrorKind::GatedType { name } => {
                format!("type `{name}` is used here, but it is behind a feature that is not active")
            }
            ErrorKind::World { message, .. } => message.clone(),
            ErrorKind::UnsupportedType { construct, name } => match construct {
                Construct::Resource => format!(
                    "resource `{name}` is not supported: packr passes values, and a resource is a handle"
                ),
                Construct::Own | Construct::Borrow => format!(
                    "`{name}` is not supported: packr passes values, and this is a handle to a resource"
                ),
                Construct::Future | Construct::Stream => format!(
                    "`{name}` is not supported: packr passes values that are complete when the call is made"
                ),
                Construct::ErrorContext => format!(
                    "`{name}` is not supported: packr passes values, and this is a handle to a host's error"
                ),
            },
            ErrorKind::ExternalId { name } => {
                format!("`@external-id` on `{name}` is not supported: packr cannot carry it")
            }
            ErrorKind::NoFiniteValue { cycle } => format!(
                "no value of type `{}` can ever be built, because it always needs another one: {}",
                cycle.first().map_or("", String::as_str),
                chain(cycle)
            ),
            ErrorKind::UnfoldedType { name, most } => format!(
                "type `{name}` stands for more than {most} types when all the names in it are written out"
            ),
            ErrorKind::NestedType { most } => {
                format!("types are nested here more than {most} deep")
            }
            ErrorKind::LargeType { bytes, most } => format!(
                "values of this type take {bytes} bytes where they stand, and packr passes up to {most} on the stack"
            ),
            ErrorKind::TooMuch { what, most, .. } => format!("there are more than {most} {what}"),
            ErrorKind::WideTuple { items, most } => format!(
                "a tuple of {items} items is not supported: packr carries tuples of up to {most}"
            ),
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            ErrorKind::NoSource { directory } => format!(
                "put WIT files into `{directory}` beside Cargo.toml, or give `path: \"..\"` or `inline: \"..\"`"
            ),
            ErrorKind::PathNotFound { .. } => {
                "paths are relative to the directory of the crate's Cargo.toml".to_owned()
            }
            ErrorKind::TextWasm { .. } => {
                "convert it with `wasm-tools parse`, or give the WIT text itself".to_owned()
            }
            ErrorKind::NotAWitPackage { .. } => {
                "`wasm-tools component wit --wasm` encodes a WIT directory".to_owned()
            }
            ErrorKind::PackageNotFound { .. } => {
                "put it into `deps/` beside the files that use it, or name its path before theirs: `path: [\"..\", \"..\"]`"
                    .to_owned()
            }
            ErrorKind::InterfaceCycle { .. } => {
                "put the types that need each other into one interface, and let the others `use` them from there"
                    .to_owned()
            }
            ErrorKind::DuplicatePackage { .. } => {
                "keep one of the two, or give them different versions".to_owned()
            }
            ErrorKind::NotAResource { name } => format!("write `{name}` for the value itself"),
            ErrorKind::GatedType { .. } => {
                "name the feature in the option `features: [\"..\"]`, or put the same `@unstable` on whatever uses the type"
                    .to_owned()
            }
            ErrorKind::World { worlds, .. } if !worlds.is_empty() => format!(
                "choose one with the option `world`: {}",
                list(worlds.iter().map(|world| format!("\"{world}\"")))
            ),
            ErrorKind::UnsupportedType { construct, .. } => match construct {
                Construct::Resource | Construct::Own | Construct::Borrow => {
                    "pass an id instead, a `u64` for example, and keep what it stands for in a table"
                        .to_owned()
                }
                Construct::Future => "return the value itself".to_owned(),
                Construct::Stream => {
                    "pass a `list`, or call a function once for each item".to_owned()
                }
                Construct::ErrorContext => {
                    "use a `string` or a type of your own for errors".to_owned()
                }
            },
            ErrorKind::ExternalId { .. } => "remove the annotation".to_owned(),
            ErrorKind::NoFiniteValue { .. } => {
                "put an `option`, a `list` or a variant case without payload on the way".to_owned()
            }
            ErrorKind::UnfoldedType { .. } => {
                "declare a `record` for one of its parts, which counts as one type".to_owned()
            }
            ErrorKind::NestedType { .. } => {
                "declare a `record` for one of the inner types; a `type` does not help, as it stands for all that is in it"
                    .to_owned()
            }
            ErrorKind::LargeType { .. } => {
                "write a `list<T>` in place of a `list<T, N>`, or put the parts in a `list`: its elements lie on the heap".to_owned()
            }
            ErrorKind::TooMuch { help, .. } => (*help).to_owned(),
            ErrorKind::WideTuple { .. } => {
                "declare a `record`, whose fields have names and may be any number".to_owned()
            }
            _ => return None,
        };
        Some(help)
    }
}
