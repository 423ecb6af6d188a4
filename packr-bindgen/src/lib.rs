//! The generator behind `packr::bindgen!` and `packr_guest::bindgen!`: WIT with recursive types in, Rust out.
//!
//! The stages, of which only the first three can fail: read the [`Request`] with wit-parser ([`load`] opens the type
//! cycles that wit-parser refuses), build the [`model`] (closing them again), check it, and generate ([`emit`]).
//! [`expand`] runs all of them for a macro, and [`Builder`] for a build script.

#![warn(missing_docs)]

mod analysis;
mod builder;
mod checks;
pub mod emit;
pub mod error;
pub mod expand;
mod graph;
pub mod model;
mod names;
pub mod options;
mod parse;
mod print;
mod request;
mod resolve;
mod schema;
mod selection;
pub mod source;

use std::path::PathBuf;

pub use builder::{BuildError, Builder, Generated};
pub use error::{Error, Errors};
pub use names::world_type;
pub use request::{Inline, InlinePlace, Request};
pub use schema::world;

use error::Report;
use model::Model;
use parse::Places;

/// What came of a request.
#[derive(Debug)]
pub struct Loaded {
    /// Every file that was read, also where the result is an error: a change of any of them can change the result.
    pub files: Vec<PathBuf>,
    /// Every directory that was searched: a new file in one of them can change the result.
    pub directories: Vec<PathBuf>,
    /// The world, or everything that is wrong.
    pub model: Result<Model, Errors>,
}

/// Reads WIT, resolves it and checks it.
pub fn load(request: &Request) -> Loaded {
    let mut places = Places::default();
    let model = read(request, &mut places);
    Loaded {
        files: places.sources.tracked,
        directories: places.sources.directories,
        model,
    }
}

fn read(request: &Request, places: &mut Places) -> Result<Model, Errors> {
    let (resolve, world) = parse::parse(request, places)?;
    let mut report = Report::new();
    let model = resolve::build(&resolve, world, places, &mut report);
    checks::check(&model, &mut report);
    report.finish()?;
    Ok(model)
}
