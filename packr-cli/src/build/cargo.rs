//! Cargo as `packr build` calls it.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value as Json;

use super::toolchain::{Target, Toolchain};
use crate::error::{Exit, Failure};

/// A small module, whatever the crate's own profile says.
const PROFILE: [&str; 5] = [
    "profile.release.opt-level=\"z\"",
    "profile.release.lto=true",
    "profile.release.codegen-units=1",
    "profile.release.panic=\"abort\"",
    "profile.release.strip=true",
];

/// A crate that makes a module.
#[derive(Debug)]
pub(super) struct Guest {
    manifest: PathBuf,
    /// The module's name, without `.wasm`.
    pub(super) module: String,
}

fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
}

fn cannot_run(error: std::io::Error) -> Failure {
    Failure::new(Exit::Package, format!("can't run cargo: {error}"))
}

/// The guest crate in a folder.
pub(super) fn guest(folder: &Path) -> Result<Guest, Failure> {
    let shown = folder.join("Cargo.toml");
    let manifest = shown.canonicalize().map_err(|error| {
        Failure::usage(format!(
            "there is no crate in `{}`: {error}",
            folder.display()
        ))
    })?;
    let output = cargo()
        .args([
            "metadata",
            "--no-deps",
            "--format-version",
            "1",
            "--manifest-path",
        ])
        .arg(&manifest)
        .stderr(Stdio::inherit())
        .output()
        .map_err(cannot_run)?;
    let metadata: Option<Json> = serde_json::from_slice(&output.stdout).ok();
    let Some(metadata) = metadata.filter(|_| output.status.success()) else {
        return Err(Failure::new(
            Exit::Package,
            format!("cargo can't read `{}`", shown.display()),
        ));
    };
    let Some(module) = module(&metadata, &manifest) else {
        return Err(Failure::new(
            Exit::Package,
            format!(
                "`{}` makes no module: a guest is a package with `crate-type = [\"cdylib\"]` under `[lib]`",
                shown.display()
            ),
        ));
    };
    Ok(Guest { manifest, module })
}

/// The name of the dynamic library of the package with that manifest.
fn module(metadata: &Json, manifest: &Path) -> Option<String> {
    let packages = metadata["packages"].as_array()?;
    let own = |package: &&Json| package["manifest_path"].as_str().map(Path::new) == Some(manifest);
    let targets = packages.iter().find(own)?["targets"].as_array()?;
    let dynamic = |target: &&Json| {
        let types = target["crate_types"].as_array();
        types.is_some_and(|types| types.iter().any(|ty| ty == "cdylib"))
    };
    let name = targets.iter().find(dynamic)?["name"].as_str()?;
    Some(name.replace('-', "_"))
}

/// Compiles it, and says where the module is.
pub(super) fn build(
    guest: &Guest,
    target: Target,
    toolchain: &Toolchain,
) -> Result<PathBuf, Failure> {
    let mut command = cargo();
    command
        .args(["build", "--release", "--lib", "--target", target.name()])
        .arg("--message-format=json-render-diagnostics")
        .arg("--manifest-path")
        .arg(&guest.manifest)
        .args(PROFILE.iter().flat_map(|setting| ["--config", setting]))
        .args(&toolchain.options)
        .envs(
            toolchain
                .environment
                .iter()
                .map(|(name, value)| (name, value)),
        )
        .stderr(Stdio::inherit());
    let output = command.output().map_err(cannot_run)?;
    if !output.status.success() {
        return Err(Failure::new(Exit::Package, "the guest does not compile"));
    }
    let messages = String::from_utf8_lossy(&output.stdout);
    artifact(&messages, &guest.manifest)
        .ok_or_else(|| Failure::new(Exit::Package, "cargo does not say where the module is"))
}

/// The module among cargo's messages.
fn artifact(messages: &str, manifest: &Path) -> Option<PathBuf> {
    let messages = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Json>(line).ok());
    let own = messages.filter(|message| {
        message["reason"] == "compiler-artifact"
            && message["manifest_path"].as_str().map(Path::new) == Some(manifest)
    });
    let files = own.filter_map(|message| message["filenames"].as_array().cloned());
    let mut files = files
        .flatten()
        .filter_map(|file| file.as_str().map(PathBuf::from));
    files.find(|file| {
        file.extension()
            .is_some_and(|extension| extension == "wasm")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "/a/guest/Cargo.toml";

    #[test]
    fn a_guest_is_a_dynamic_library() {
        let metadata = |types: &str| {
            let text = format!(
                r#"{{"packages": [
                    {{"manifest_path": "/a/Cargo.toml", "targets": [{{"name": "other", "crate_types": ["cdylib"]}}]}},
                    {{"manifest_path": "{MANIFEST}", "targets": [{{"name": "my-guest", "crate_types": {types}}}]}}
                ]}}"#
            );
            module(&serde_json::from_str(&text).unwrap(), Path::new(MANIFEST))
        };
        assert_eq!(
            metadata(r#"["rlib", "cdylib"]"#).as_deref(),
            Some("my_guest")
        );
        assert_eq!(metadata(r#"["lib"]"#), None);
    }

    #[test]
    fn the_module_is_what_cargo_says() {
        let messages = format!(
            "no JSON\n{}\n{}\n",
            r#"{"reason": "compiler-artifact", "manifest_path": "/b/Cargo.toml", "filenames": ["/t/b.wasm"]}"#,
            format_args!(
                r#"{{"reason": "compiler-artifact", "manifest_path": "{MANIFEST}", "filenames": ["/t/a.rlib", "/t/a.wasm"]}}"#
            ),
        );
        let found = artifact(&messages, Path::new(MANIFEST));
        assert_eq!(found.as_deref(), Some(Path::new("/t/a.wasm")));
        assert_eq!(artifact("", Path::new(MANIFEST)), None);
    }

    #[test]
    fn a_folder_without_a_crate_is_told() {
        let Err(Failure::Told { message, .. }) = guest(Path::new("/nowhere/at/all")) else {
            panic!()
        };
        assert!(
            message.starts_with("there is no crate in `/nowhere/at/all`"),
            "{message}"
        );
    }
}
