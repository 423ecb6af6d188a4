//! packr
