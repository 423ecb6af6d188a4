//! Generated code of guests compiles wherever it stands and whatever the WIT calls things, as that of hosts in `tests/hygiene`.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, clippy::all)]

#[path = "hygiene/keywords.rs"]
pub mod keywords;
#[path = "hygiene/prelude.rs"]
pub mod prelude;
#[path = "hygiene/reexport.rs"]
pub mod reexport;
#[path = "hygiene/several.rs"]
pub mod several;
#[path = "hygiene/worlds.rs"]
pub mod worlds;
