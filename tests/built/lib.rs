//! Bindings from a file; see `tests/`.

include!(concat!(env!("OUT_DIR"), "/calc.rs"));

/// The guide's code for build scripts.
#[cfg(doctest)]
#[doc = include_str!("../../docs/guide/src/build-scripts.md")]
struct BuildScripts;
