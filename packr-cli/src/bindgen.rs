//! `packr bindgen`: prints what the macros generate.

use std::path::PathBuf;

use packr_bindgen::emit;
use packr_bindgen::expand::format_code;
use packr_bindgen::options::{GuestOptions, HostOptions};

use crate::error::Failure;
use crate::output;
use crate::world::{self, Which};

/// Print the Rust code that `packr::bindgen!` generates for a world, or `packr_guest::bindgen!`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  packr bindgen tests/wit/calc.wit
  packr bindgen tests/wit/calc.wit --guest")]
pub(crate) struct Args {
    /// A WIT file, or a folder of them with its `deps/`; several ones may use each other's packages.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    which: Which,

    /// The code of a guest, in the place of that of a host.
    #[arg(long)]
    guest: bool,

    /// Derive these for every generated type, as the macro's `additional_derives`.
    #[arg(long, value_name = "PATH", value_delimiter = ',')]
    derive: Vec<String>,

    /// Where the generated code finds packr, or packr-guest, as the macro's `crate`.
    #[arg(long = "crate", value_name = "PATH")]
    crate_path: Option<String>,
}

/// Reads the path of an item.
fn path(text: &str) -> Result<syn::Path, Failure> {
    let expected = format!("`{text}` is no path of an item, as `serde::Serialize` is");
    syn::parse_str(text).map_err(|_| Failure::usage(expected))
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let model = world::model(&args.paths, &args.which)?;
    let derives = args
        .derive
        .iter()
        .map(|text| path(text))
        .collect::<Result<Vec<_>, _>>()?;
    let crate_path = args.crate_path.as_deref().map(path).transpose()?;
    let code = if args.guest {
        let mut options = GuestOptions {
            additional_derives: derives,
            ..GuestOptions::default()
        };
        options.crate_path = crate_path.unwrap_or(options.crate_path);
        emit::guest(&model, &options)
    } else {
        let mut options = HostOptions {
            additional_derives: derives,
            ..HostOptions::default()
        };
        options.crate_path = crate_path.unwrap_or(options.crate_path);
        emit::host(&model, &options)
    };
    output::print(&format_code(&code))
}
