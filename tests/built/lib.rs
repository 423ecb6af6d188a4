//! Bindings from a file; see `tests/`.

include!(concat!(env!("OUT_DIR"), "/calc.rs"));
