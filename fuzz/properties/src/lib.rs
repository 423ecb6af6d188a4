//! What holds for any bytes and any text: one property a module, each a function `check` that panics where it does not
//! hold. The fuzz targets and `tests/corpus.rs` run them; `fuzz/README.md` says what each is.

pub mod decode;
pub mod memory;
pub mod metadata;
pub mod mutate;
pub mod published;
pub mod roundtrip;
pub mod text;
pub mod typed;
pub mod wit;

/// A property by the name of its fuzz target and of its folder in the corpus.
pub type Property = (&'static str, fn(&[u8]));

/// All of them.
pub const ALL: &[Property] = &[
    ("decode", decode::check),
    ("roundtrip", roundtrip::check),
    ("published", published::check),
    ("text", text::check),
    ("typed", typed::check),
    ("wit", wit::check),
    ("metadata", metadata::check),
];
