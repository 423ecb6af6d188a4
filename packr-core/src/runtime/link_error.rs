//! Everything that keeps a package and a host apart, in one error.

use std::error::Error as StdError;
use std::fmt;
use std::ops::Deref;

use super::text::{OneLine, escaped, kept};
use crate::Path;

/// The most problems of one package that are told.
pub(super) const MOST: usize = 64;
/// The most names that a problem lists.
const LISTED: usize = 12;

/// A package that can't be instantiated with this linker and world. Displays one line a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LinkError {
    /// The package's name.
    pub package: String,
    /// The world that was asked for; empty where none was, by [`Package::metadata`](super::Package::metadata).
    pub world: String,
    /// What is wrong, imports first; 64 problems at most.
    pub problems: Vec<LinkProblem>,
    /// How many more there are.
    pub more: usize,
}

/// The names that a [`LinkProblem`] lists. It is the slice of those that are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct NameList {
    /// A dozen at most, the nearest first.
    pub shown: Vec<String>,
    /// How many more there are.
    pub more: usize,
}

impl NameList {
    pub(super) fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut names = names.into_iter();
        let shown = names.by_ref().take(LISTED).map(kept).collect();
        let more = names.count();
        Self { shown, more }
    }
}

impl Deref for NameList {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.shown
    }
}

/// The problems of a package, as they are found: beyond those that are told they are counted.
#[derive(Default)]
pub(super) struct Problems {
    told: Vec<LinkProblem>,
    more: usize,
}

impl Problems {
    pub(super) fn push(&mut self, problem: impl FnOnce() -> LinkProblem) {
        match self.told.len() < MOST {
            true => self.told.push(problem()),
            false => self.more += 1,
        }
    }

    /// As many as there are at present, for [`truncate`](Self::truncate).
    pub(super) fn len(&self) -> usize {
        self.told.len() + self.more
    }

    /// Takes the last ones back.
    pub(super) fn truncate(&mut self, len: usize) {
        self.told.truncate(len);
        self.more = len - self.told.len();
    }

    pub(super) fn into_error(self, package: &str, world: &str) -> Option<Box<LinkError>> {
        let Self { told, more } = self;
        (!told.is_empty()).then(|| {
            Box::new(LinkError {
                package: package.to_owned(),
                world: world.to_owned(),
                problems: told,
                more,
            })
        })
    }
}

/// One thing that keeps a package and a host apart.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LinkProblem {
    /// The package imports something that nobody provides.
    MissingImport {
        /// The import's module.
        module: String,
        /// The import's name.
        name: String,
        /// What the host provides under that module, or else the modules that it provides.
        found: NameList,
    },
    /// The package imports a function without a version, of which the host provides several.
    AmbiguousImport {
        /// The import's module.
        module: String,
        /// The import's name.
        name: String,
        /// The full names of the host's functions that fit.
        found: NameList,
    },
    /// The package imports a packr function with a signature that packr functions do not have.
    ImportSignature {
        /// The import's module.
        module: String,
        /// The import's name.
        name: String,
        /// The signature it has.
        found: String,
    },
    /// A host function is async, and the package was to be instantiated without waiting.
    AsyncImport {
        /// The full name of the host function.
        name: String,
    },
    /// The world has an export that the package lacks.
    MissingExport {
        /// The full name of the export, as packr would write it.
        name: String,
        /// The nearest names that the package exports.
        found: NameList,
    },
    /// The world does not name the version of an export, and the package has several.
    AmbiguousExport {
        /// The full name of the export, as packr would write it.
        name: String,
        /// The package's exports that fit.
        found: NameList,
    },
    /// The package does not name the version of an export, and the world has several.
    SharedExport {
        /// The export's name in the package.
        name: String,
        /// The full names of the world's functions that it fits.
        wanted: NameList,
    },
    /// The package exports something else under the name of a function of the world, or of one that packr calls itself.
    ExportSignature {
        /// The export's name in the package.
        name: String,
        /// What it is there.
        found: String,
        /// What it has to be.
        expected: &'static str,
    },
    /// The package's metadata has a function with another type than the world. Types are compared
    /// once everything else fits, and at most 64 differences are told.
    TypeMismatch {
        /// The full name of the function, as packr would write it.
        function: String,
        /// Where in it: `result.some.lst[]`. Empty for the function itself.
        path: Path,
        /// What the world has there, as WIT spells it.
        host: String,
        /// What the package has there.
        package: String,
    },
    /// The package's metadata can't be read.
    BadMetadata {
        /// Why, and where.
        reason: String,
    },
    /// The package has no metadata, and [`Linker::require_metadata`](super::Linker::require_metadata) asks for it.
    NoMetadata,
    /// The package exports no usable memory.
    Memory {
        /// What it exports as `memory`.
        found: String,
    },
}

/// How packr functions look to WebAssembly.
pub(super) const SIGNATURE: &str = "(i32, i32, i32, i32) -> i32";
/// And the two functions of the allocator.
pub(super) const ALLOC: &str = "(i32) -> i32";
pub(super) const FREE: &str = "(i32, i32)";
/// And those that point at the metadata, and at the message of a panic.
pub(super) const TYPES: &str = "(i32, i32) -> i32";
/// And the one that is called once.
pub(super) const INITIALIZE_TYPE: &str = "()";

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            package,
            world,
            problems,
            more,
        } = self;
        let (package, count) = (OneLine(package), problems.len() + more);
        let things = if count == 1 { "problem" } else { "problems" };
        match world.as_str() {
            "" => write!(f, "`{package}` is not fit to run")?,
            world => write!(f, "`{package}` does not fit the world `{world}`")?,
        }
        write!(f, ": {count} {things}")?;
        for problem in problems {
            write!(f, "\n  - {}", one_line(problem))?;
        }
        match more {
            0 => Ok(()),
            more => write!(f, "\n  - and {more} more"),
        }
    }
}

impl StdError for LinkError {}

impl fmt::Display for LinkProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingImport {
                module,
                name,
                found,
            } => {
                write!(
                    f,
                    "the package imports `{name}` from `{module}`, which the host does not provide; "
                )?;
                list(f, "the host provides ", found, "the host provides nothing")
            }
            Self::AmbiguousImport {
                module,
                name,
                found,
            } => {
                write!(
                    f,
                    "the package imports `{name}` from `{module}`, whose version it does not name; "
                )?;
                list(f, "the host provides ", found, "the host provides nothing")
            }
            Self::ImportSignature {
                module,
                name,
                found,
            } => write!(
                f,
                "the package imports `{name}` from `{module}` as {found}, but a packr function is {SIGNATURE}"
            ),
            Self::AsyncImport { name } => write!(
                f,
                "the host function `{name}` is async: instantiate the package with `instantiate_async`"
            ),
            Self::MissingExport { name, found } => {
                write!(f, "the package does not export `{name}`; ")?;
                list(f, "it exports ", found, "it exports no function")
            }
            Self::AmbiguousExport { name, found } => {
                write!(f, "the world's export `{name}` names no version; ")?;
                list(f, "the package exports ", found, "the package exports none")
            }
            Self::SharedExport { name, wanted } => {
                write!(f, "the package's export `{name}` names no version; ")?;
                list(f, "the world has ", wanted, "the world has none")
            }
            Self::ExportSignature {
                name,
                found,
                expected,
            } => write!(
                f,
                "the package exports `{name}` as {found}, but it must be {expected}"
            ),
            Self::TypeMismatch {
                function,
                path,
                host,
                package,
            } => {
                write!(f, "{function}: ")?;
                if !path.is_empty() {
                    write!(f, "{path}: ")?;
                }
                write!(f, "the host has {host}, the package {package}")
            }
            Self::BadMetadata { reason } => {
                write!(f, "the package's metadata can't be read: {reason}")
            }
            Self::NoMetadata => f.write_str(
                "the package has no metadata (it exports no `__pack_types`), and the host requires it",
            ),
            Self::Memory { found } => write!(
                f,
                "the package must export a 32-bit memory that is not shared as `memory`; it exports {found}"
            ),
        }
    }
}

/// A package's names can have any characters in them, line breaks and those that a terminal obeys too.
fn one_line(problem: &LinkProblem) -> String {
    escaped(&problem.to_string()).collect()
}

fn list(f: &mut fmt::Formatter<'_>, lead: &str, names: &NameList, none: &str) -> fmt::Result {
    if names.is_empty() {
        return f.write_str(none);
    }
    f.write_str(lead)?;
    for (index, name) in names.iter().enumerate() {
        let separator = if index == 0 { "" } else { ", " };
        write!(f, "{separator}`{name}`")?;
    }
    match names.more {
        0 => Ok(()),
        more => write!(f, " and {more} more"),
    }
}
