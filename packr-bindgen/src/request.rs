//! What to read: the request that the macros, the tests and the command line make.

use std::path::PathBuf;

/// Where WIT is, and which world of it is meant.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The directory that paths are relative to: that of the invoking crate's Cargo.toml.
    pub directory: PathBuf,
    /// Directories (with their `deps/`), `.wit` files, or WIT packages encoded as WebAssembly.
    ///
    /// Without any, `wit/` is read if it exists. A later path may use the packages of earlier ones.
    pub paths: Vec<String>,
    /// WIT text beside the paths. It may use their packages, and the world is then looked for in it.
    pub inline: Option<Inline>,
    /// The world, by any name that wit-parser accepts: `name`, `ns:pkg/name` or `ns:pkg/name@version`.
    ///
    /// It may be left out where there is one only.
    pub world: Option<String>,
    /// Features whose `@unstable` items are taken in.
    pub features: Vec<String>,
}

/// WIT text that is not in a file of its own.
#[derive(Debug, Clone)]
pub struct Inline {
    /// The text.
    pub text: String,
    /// Where it stands, if its lines and columns are those of a file.
    pub place: Option<InlinePlace>,
}

/// Where an inline text begins.
#[derive(Debug, Clone)]
pub struct InlinePlace {
    /// The file's name, as messages are to show it.
    pub file: String,
    /// The line of the text's first character, from 1.
    pub line: usize,
    /// Its column, from 1.
    pub column: usize,
}
