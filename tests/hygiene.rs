//! Generated code compiles wherever it stands and whatever the WIT calls things.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, clippy::all)]

#[path = "hygiene/docs.rs"]
pub mod docs;
#[path = "hygiene/elsewhere.rs"]
pub mod elsewhere;
#[path = "hygiene/keywords.rs"]
pub mod keywords;
#[path = "hygiene/modules.rs"]
pub mod modules;
#[path = "hygiene/prelude.rs"]
pub mod prelude;
#[path = "hygiene/reexport.rs"]
pub mod reexport;
#[path = "hygiene/rules.rs"]
pub mod rules;
#[path = "hygiene/shapes.rs"]
pub mod shapes;
#[path = "hygiene/worlds.rs"]
pub mod worlds;
