//! A compiled package.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use wasmtime::{Engine, Module};

use super::error::{Cause, Error};
use super::metadata::Told;

/// A compiled core WebAssembly module, ready to be instantiated any number of times. Cheap to clone.
#[derive(Clone)]
pub struct Package {
    name: String,
    /// Of the bytes it was compiled from.
    sha256: Option<[u8; 32]>,
    module: Module,
    pub(super) told: Arc<Told>,
}

impl fmt::Debug for Package {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Package")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Package {
    /// Compiles a package from the bytes of a WebAssembly module, in binary or text form.
    ///
    /// # Errors
    /// [`Error::Compile`] where the bytes are no valid module for this engine, [`Error::Component`] where they are a
    /// component.
    pub fn new(engine: &Engine, bytes: impl AsRef<[u8]>) -> Result<Self, Error> {
        Self::compile(engine, bytes.as_ref(), None)
    }

    /// Reads and compiles a package from a `.wasm` or `.wat` file.
    ///
    /// # Errors
    /// [`Error::Read`] where the file can't be read, [`Error::Compile`] and [`Error::Component`] where it is no valid
    /// module.
    pub fn from_file(engine: &Engine, path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|source| Error::Read {
            path: path.to_owned(),
            source,
        })?;
        Self::compile(engine, &bytes, Some(path.display().to_string()))
    }

    /// Takes a module that was compiled already, with options of wasmtime that packr does not show.
    pub fn from_module(module: Module) -> Self {
        let name = module.name().unwrap_or("package").to_owned();
        Self {
            name,
            sha256: None,
            module,
            told: Arc::default(),
        }
    }

    fn compile(engine: &Engine, bytes: &[u8], name: Option<String>) -> Result<Self, Error> {
        if is_component(bytes) {
            return Err(Error::Component {
                package: name.unwrap_or_else(|| "package".to_owned()),
            });
        }
        if let Some(reason) = no_module(bytes) {
            return Err(Error::Compile {
                package: name.unwrap_or_else(|| "package".to_owned()),
                source: Cause::of_guest(wasmtime::Error::msg(reason)),
            });
        }
        match Module::new(engine, bytes) {
            Ok(module) => {
                let name = name.or_else(|| module.name().map(str::to_owned));
                Ok(Self {
                    name: name.unwrap_or_else(|| "package".to_owned()),
                    sha256: Some(Sha256::digest(bytes).into()),
                    module,
                    told: Arc::default(),
                })
            }
            Err(source) => Err(Error::Compile {
                package: name.unwrap_or_else(|| "package".to_owned()),
                source: Cause::of_guest(source),
            }),
        }
    }

    /// The file it came from, else the name in the module's name section, else `package`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The SHA-256 of the bytes it was compiled from; `None` for one of a [module](Self::from_module) that was compiled already.
    pub fn sha256(&self) -> Option<[u8; 32]> {
        self.sha256
    }

    /// The compiled module.
    pub fn module(&self) -> &Module {
        &self.module
    }
}

/// Whether bytes are a component, in binary form or in text.
fn is_component(bytes: &[u8]) -> bool {
    // The layer that tells a component from a module, which share their magic number.
    if bytes.starts_with(b"\0asm") {
        return bytes.get(6..8) == Some(&[1, 0]);
    }
    let mut lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with(b";;"));
    first.is_some_and(|line| line.starts_with(b"(component"))
}

/// Why bytes are neither form of a module, as their beginning shows it.
///
/// The parser of the text form would answer with the whole first line, however long it is.
fn no_module(bytes: &[u8]) -> Option<&'static str> {
    let text = bytes.trim_ascii_start();
    if text.is_empty() {
        return Some("it is empty; was its build cut short?");
    }
    // A text may begin with a comment, `;;` or `(;`.
    let is_either =
        bytes.starts_with(b"\0asm") || text.starts_with(b"(") || text.starts_with(b";;");
    (!is_either).then_some(
        "it begins neither with the bytes `\\0asm`, as a binary module does, nor with `(`, as a text one",
    )
}
