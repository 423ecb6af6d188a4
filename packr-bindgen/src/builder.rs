//! The macros' code without the macros: in a file, from a build script or any other program.

use std::path::{Path, PathBuf};
use std::{env, fmt, fs, io};

use crate::expand::{self, Context};
use crate::options::{GuestMacro, HostMacro};

/// Generates what [`packr::bindgen!`] or `packr_guest::bindgen!` would, as text.
///
/// In a build script, with `packr-bindgen` among the build dependencies:
///
/// ```no_run
/// fn main() -> Result<(), packr_bindgen::BuildError> {
///     packr_bindgen::Builder::host()
///         .path("wit")
///         .world("calc")
///         .option("imports", "{ default: trappable }")
///         .build("calc.rs")
/// }
/// ```
///
/// and in the crate, `include!(concat!(env!("OUT_DIR"), "/calc.rs"));`, in a module of its own if there are several.
///
/// [`packr::bindgen!`]: https://docs.rs/packr/latest/packr/macro.bindgen.html
#[derive(Debug, Clone)]
pub struct Builder {
    guest: bool,
    directory: Option<PathBuf>,
    paths: Vec<String>,
    features: Vec<String>,
    /// The other options by name, with their values as the macro reads them.
    options: Vec<(String, String)>,
}

/// What a [`Builder`] made.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Generated {
    /// The Rust code: items, for a module or the root of a crate.
    pub code: String,
    /// Every WIT file that was read.
    pub files: Vec<PathBuf>,
    /// Every directory that was searched for WIT files.
    pub directories: Vec<PathBuf>,
}

/// Why a [`Builder`] made nothing.
///
/// Its `Debug` is its `Display`, since that is what a build script that returns it shows.
#[non_exhaustive]
pub enum BuildError {
    /// The options or the WIT: all that is wrong, with places.
    Generate(String),
    /// A file that cannot be written.
    Write {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// There is no `OUT_DIR`: [`Builder::build`] is for build scripts.
    NoBuildScript,
}

impl Builder {
    /// The host's side of a world, as `packr::bindgen!` generates it.
    pub fn host() -> Self {
        Builder {
            guest: false,
            directory: None,
            paths: Vec::new(),
            features: Vec::new(),
            options: Vec::new(),
        }
    }

    /// The guest's side of a world, as `packr_guest::bindgen!` generates it.
    pub fn guest() -> Self {
        Builder {
            guest: true,
            ..Builder::host()
        }
    }

    /// What paths are relative to, if not to the directory of the crate's Cargo.toml, or else to the current one.
    pub fn directory(mut self, directory: impl Into<PathBuf>) -> Self {
        self.directory = Some(directory.into());
        self
    }

    /// A directory with its `deps/`, a `.wit` file, or an encoded package. May be given several times; without any it is `wit`.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.paths.push(path.into());
        self
    }

    /// WIT text instead of a path, or beside paths whose packages it uses.
    pub fn inline(self, wit: &str) -> Self {
        self.option("inline", format!("{wit:?}"))
    }

    /// The world, where there are several.
    pub fn world(self, world: &str) -> Self {
        self.option("world", format!("{world:?}"))
    }

    /// Opens a feature gate. May be given several times.
    pub fn feature(mut self, feature: impl Into<String>) -> Self {
        self.features.push(feature.into());
        self
    }

    /// Any other option of the macro, its value as it stands there: `.option("additional_derives", "[serde::Serialize]")`.
    pub fn option(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.options.push((name.into(), value.into()));
        self
    }

    /// Generates the code.
    ///
    /// # Errors
    ///
    /// [`BuildError::Generate`] with everything that is wrong with the options or the WIT.
    pub fn generate(&self) -> Result<Generated, BuildError> {
        let context = Context {
            directory: self.base(),
            inline_place: None,
            debug_directory: None,
        };
        let options = self.options();
        let code = match self.guest {
            false => syn::parse_str::<HostMacro>(&options)
                .and_then(|options| expand::host_code(&options, &context)),
            true => syn::parse_str::<GuestMacro>(&options)
                .and_then(|options| expand::guest_code(&options, &context)),
        };
        let code = code.map_err(|errors| BuildError::Generate(all(errors)))?;
        Ok(Generated {
            code: format!("{HEAD}{}", expand::format_code(&code.items)),
            files: code.files,
            directories: code.directories,
        })
    }

    /// Generates the code into a file. One that has this content already is left as it is.
    ///
    /// # Errors
    ///
    /// As [`generate`](Self::generate), and [`BuildError::Write`].
    pub fn write(&self, file: impl AsRef<Path>) -> Result<Generated, BuildError> {
        let generated = self.generate()?;
        write_changed(file.as_ref(), &generated.code)?;
        Ok(generated)
    }

    /// For build scripts: generates the code into `file` of `OUT_DIR`, and tells cargo to run the script again when a WIT
    /// file, or a directory of them, changes.
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write), and [`BuildError::NoBuildScript`].
    pub fn build(&self, file: impl AsRef<Path>) -> Result<(), BuildError> {
        let out = env::var_os("OUT_DIR").ok_or(BuildError::NoBuildScript)?;
        self.build_into(Path::new(&out).join(file))
    }

    /// The same with a file of the source tree, where it can be read and committed: a path relative to the crate, or an
    /// absolute one. `mod bindings;` then takes in `src/bindings.rs`.
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write).
    pub fn build_into(&self, file: impl AsRef<Path>) -> Result<(), BuildError> {
        let generated = self.write(self.base().join(file))?;
        for path in generated.files.iter().chain(&generated.directories) {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        Ok(())
    }

    fn base(&self) -> PathBuf {
        let manifest = || env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let directory = self.directory.clone().or_else(manifest);
        directory.unwrap_or_default()
    }

    /// What would stand between the parentheses of the macro.
    fn options(&self) -> String {
        let mut options = self.options.clone();
        for (name, list) in [("path", &self.paths), ("features", &self.features)] {
            if !list.is_empty() {
                options.push((name.to_owned(), format!("{list:?}")));
            }
        }
        let options = options
            .iter()
            .map(|(name, value)| format!("{name}: {value},\n"));
        format!("{{\n{}}}", options.collect::<String>())
    }
}

const HEAD: &str = "// @generated by packr-bindgen from WIT; changes are overwritten.\n\n";

fn all(errors: syn::Error) -> String {
    let texts: Vec<String> = errors.into_iter().map(|error| error.to_string()).collect();
    texts.join("\n")
}

/// A file that is written anew makes cargo compile what includes it anew.
fn write_changed(file: &Path, code: &str) -> Result<(), BuildError> {
    if fs::read(file).is_ok_and(|there| there == code.as_bytes()) {
        return Ok(());
    }
    let directory = file.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(directory)
        .and_then(|()| fs::write(file, code))
        .map_err(|source| BuildError::Write {
            path: file.to_owned(),
            source,
        })
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BuildError::Generate(text) => f.write_str(text),
            BuildError::Write { path, source } => {
                write!(f, "`{}` cannot be written: {source}", path.display())
            }
            BuildError::NoBuildScript => f.write_str(
                "the environment variable OUT_DIR is not set: `build` is for build scripts, `write` for everything else",
            ),
        }
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            BuildError::Write { source, .. } => Some(source),
            _ => None,
        }
    }
}
