//! Journals: bytes and text both ways, hostile bytes, and the writer.

#[path = "../common/mod.rs"]
mod common;
mod damage;
mod files;
mod kill;
mod roundtrip;
mod runs;
mod sample;
mod text;
mod writer;
