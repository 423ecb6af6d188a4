//! placeholder
pub mod emit;
pub mod model;
pub mod options;
pub mod source;
