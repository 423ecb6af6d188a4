//! Which compiler makes WebAssembly here.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::{Exit, Failure};

/// What guests are compiled for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Target {
    /// No system at all.
    #[value(name = "wasm32-unknown-unknown")]
    Unknown,
    /// WASI preview 1.
    #[value(name = "wasm32-wasip1")]
    Wasi,
}

impl Target {
    /// As rustc names it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Target::Unknown => "wasm32-unknown-unknown",
            Target::Wasi => "wasm32-wasip1",
        }
    }

    /// The beginning of its settings in cargo's environment.
    fn variables(self) -> String {
        let name = self.name().to_uppercase().replace('-', "_");
        format!("CARGO_TARGET_{name}")
    }
}

/// Where Debian has the C library of WASI.
const WASI_LIBC: &str = "/usr/lib/wasm32-wasi";

/// What cargo needs to be told.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Toolchain {
    pub(super) environment: Vec<(String, String)>,
    pub(super) options: Vec<String>,
}

impl Toolchain {
    /// Whether cargo compiles the standard library too.
    pub(super) fn builds_std(&self) -> bool {
        !self.options.is_empty()
    }

    /// The compiler in use where it has the target's standard library; else one with the sources of it, and a linker.
    pub(super) fn find(target: Target) -> Result<Self, Failure> {
        let own = env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
        let own = sysroot(&own);
        if own.as_deref().is_some_and(|root| has_target(root, target)) {
            return Ok(Toolchain {
                environment: Vec::new(),
                options: Vec::new(),
            });
        }
        let debians = Path::new("/usr/bin/rustc");
        let linker = linker(&folders());
        let sources = sysroot("/usr/bin/rustc").filter(|root| has_sources(root));
        let libc = target == Target::Unknown || Path::new(WASI_LIBC).is_dir();
        match (sources, linker, libc) {
            (Some(_), Some(linker), true) => Ok(from_sources(target, debians, &linker)),
            (_, _, _) => Err(missing(target)),
        }
    }
}

/// Compiles the standard library too, which only an unstable option does.
fn from_sources(target: Target, rustc: &Path, linker: &Path) -> Toolchain {
    let variables = target.variables();
    let text = |path: &Path| path.to_string_lossy().into_owned();
    let mut environment = vec![
        ("RUSTC".to_owned(), text(rustc)),
        ("RUSTC_BOOTSTRAP".to_owned(), "1".to_owned()),
        (format!("{variables}_LINKER"), text(linker)),
    ];
    if target == Target::Wasi {
        // What rustup's toolchain has in itself.
        let flags = format!(
            "-Clink-self-contained=no -Lnative={WASI_LIBC} -Clink-arg={WASI_LIBC}/crt1-reactor.o"
        );
        environment.push((format!("{variables}_RUSTFLAGS"), flags));
    }
    Toolchain {
        environment,
        options: vec!["-Zbuild-std=std,panic_abort".to_owned()],
    }
}

fn sysroot(rustc: &str) -> Option<PathBuf> {
    let output = Command::new(rustc)
        .args(["--print", "sysroot"])
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output
        .status
        .success()
        .then(|| PathBuf::from(text.trim_end()))
}

fn has_target(sysroot: &Path, target: Target) -> bool {
    sysroot
        .join("lib/rustlib")
        .join(target.name())
        .join("lib")
        .is_dir()
}

fn has_sources(sysroot: &Path) -> bool {
    sysroot
        .join("lib/rustlib/src/rust/library/std/Cargo.toml")
        .is_file()
}

fn folders() -> Vec<PathBuf> {
    env::var_os("PATH").map_or(Vec::new(), |path| env::split_paths(&path).collect())
}

/// `wasm-ld`, or the newest `wasm-ld-22` and the like.
fn linker(folders: &[PathBuf]) -> Option<PathBuf> {
    let plain = folders.iter().map(|folder| folder.join("wasm-ld"));
    if let Some(found) = plain.into_iter().find(|file| file.is_file()) {
        return Some(found);
    }
    let files = folders.iter().filter_map(|folder| folder.read_dir().ok());
    let numbered = files.flatten().flatten().filter_map(|file| {
        let number: u32 = file
            .file_name()
            .to_str()?
            .strip_prefix("wasm-ld-")?
            .parse()
            .ok()?;
        Some((number, file.path()))
    });
    numbered
        .max_by_key(|(number, _)| *number)
        .map(|(_, path)| path)
}

fn missing(target: Target) -> Failure {
    let libc = match target {
        Target::Unknown => "",
        Target::Wasi => " wasi-libc",
    };
    let name = target.name();
    Failure::new(
        Exit::Package,
        format!(
            "there is no compiler for {name} here: install one with `rustup target add {name}`, or on Debian with \
             `apt-get install rustc-web rust-web-src lld-22{libc}`"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_linker_is_taken() {
        let folder = env::temp_dir().join(format!("packr-linkers-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        assert_eq!(linker(std::slice::from_ref(&folder)), None);
        for name in ["wasm-ld-9", "wasm-ld-22", "wasm-ld-x"] {
            std::fs::write(folder.join(name), "").unwrap();
        }
        let found = linker(std::slice::from_ref(&folder)).unwrap();
        assert!(found.ends_with("wasm-ld-22"), "{found:?}");
        std::fs::write(folder.join("wasm-ld"), "").unwrap();
        let found = linker(std::slice::from_ref(&folder)).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(found.ends_with("wasm-ld"), "{found:?}");
    }

    #[test]
    fn cargo_is_told_by_its_environment() {
        let found = from_sources(Target::Wasi, Path::new("/r"), Path::new("/l"));
        let names: Vec<_> = found
            .environment
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(
            names,
            [
                "RUSTC",
                "RUSTC_BOOTSTRAP",
                "CARGO_TARGET_WASM32_WASIP1_LINKER",
                "CARGO_TARGET_WASM32_WASIP1_RUSTFLAGS"
            ]
        );
    }

    #[test]
    fn a_message_says_what_to_install() {
        let Failure::Told { message, .. } = missing(Target::Wasi) else {
            panic!()
        };
        assert!(
            message.contains("rustup target add wasm32-wasip1"),
            "{message}"
        );
        assert!(message.contains("wasi-libc"), "{message}");
    }
}
