//! The journal of version 1 that is committed: each later packr reads it.

use std::path::PathBuf;

use packr_core::journal::Journal;

use crate::runs;

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/journal")
        .join(name)
}

#[test]
fn the_sample_of_version_1_is_read() {
    let journal = Journal::open(file("v1.journal")).unwrap();
    assert_eq!(journal, runs::small());
    let text = std::fs::read_to_string(file("v1.txt")).unwrap();
    assert_eq!(text.parse::<Journal>().unwrap(), journal);
    assert_eq!(journal.to_string(), text);
}

/// How the sample was made, by the packr that had version 1 first. It is not made again: what it is for is to stay as it is.
///
/// `cargo test -p packr-core --test journal -- --ignored the_sample_is_made`
#[test]
#[ignore = "writes the sample"]
fn the_sample_is_made() {
    let journal = runs::small();
    std::fs::write(file("v1.journal"), journal.to_bytes().unwrap()).unwrap();
    std::fs::write(file("v1.txt"), journal.to_string()).unwrap();
}
