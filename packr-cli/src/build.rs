//! `packr build`: a guest crate to a WebAssembly package, with whatever compiler there is.

mod cargo;
mod toolchain;

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Exit, Failure};
use crate::{output, package};
use toolchain::{Target, Toolchain};

/// Compile a guest crate to a package, optimised for size.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The compiler is that of rustup, where it has the target; else one whose sources are installed, as Debian's.

Examples:
  packr build                        (in a folder that `packr new` made)
  packr build guests/twin --output twin.wasm")]
pub(crate) struct Args {
    /// The crate's folder, or that of a project with the crate in guest/ [default: the current folder].
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,

    /// What to compile for: wasm32-wasip1 is for guests with std that use files or clocks.
    #[arg(long, value_enum, default_value_t = Target::Unknown)]
    target: Target,

    /// Where to write the package [default: beside the crate's Cargo.toml, by the crate's name].
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let given = args.folder.as_deref().unwrap_or(Path::new("."));
    let inside = given.join("guest");
    let folder = match inside.join("Cargo.toml").is_file() {
        true => inside.as_path(),
        false => given,
    };
    let guest = cargo::guest(folder)?;
    let toolchain = Toolchain::find(args.target)?;
    if toolchain.builds_std() {
        output::note(
            "the compiler has no standard library for this target: it is compiled first, once a target directory",
        );
    }
    let built = cargo::build(&guest, args.target, &toolchain)?;
    let to = match &args.output {
        Some(file) => file.clone(),
        None => folder.join(format!("{}.wasm", guest.module)),
    };
    let size = fs::copy(&built, &to).map_err(|error| {
        Failure::new(
            Exit::Data,
            format!("can't write `{}`: {error}", to.display()),
        )
    })?;
    let shown = to.strip_prefix(".").unwrap_or(&to);
    output::print(&format!("{}: {size} bytes", shown.display()))?;
    if !package::exports_functions(&to)? {
        output::note(
            "warning: the package exports no function that a host could call; `export!(..)` exports those of a type",
        );
    }
    Ok(())
}
