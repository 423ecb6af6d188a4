//! `packr wit`: checks WIT and prints the resolved world.

use std::path::PathBuf;

use crate::error::Failure;
use crate::output;
use crate::world::{self, Which};

/// Check WIT, with recursive types, and print the resolved world.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
All that is wrong with a world is told at once, each with its place. What is printed is WIT again, in one text: the world
with everything that it reaches.

Examples:
  packr wit tests/wit/calc.wit
  packr wit wit --world ns:pkg/name --json")]
pub(crate) struct Args {
    /// A WIT file, or a folder of them with its `deps/`; several ones may use each other's packages.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    which: Which,

    /// Print the world as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let model = world::model(&args.paths, &args.which)?;
    match args.json {
        true => output::print_json(&crate::json::world(&packr_bindgen::world(&model))),
        false => output::print(&model.to_string()),
    }
}
