//! The sessions of `docs/cli.md` and of `tests/cmd` are real: each command is run, and prints what stands there.

use std::path::Path;
use std::process::Command;

#[test]
fn sessions_are_real() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    // The sessions name files as they are named from the root of the repository.
    std::env::set_current_dir(root).unwrap();
    std::fs::create_dir_all("target").unwrap();
    // No journal is written over.
    let _ = std::fs::remove_dir_all("target/cli-journals");
    std::fs::create_dir_all("target/cli-journals").unwrap();
    trycmd::TestCases::new()
        .case("docs/cli.md")
        .case("packr-cli/tests/cmd/*.md");
}

/// `tests/recorded.rs` of the repository is what the command writes, and is run there.
#[test]
fn a_test_is_written_from_a_journal() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut packr = Command::new(env!("CARGO_BIN_EXE_packr"));
    packr.current_dir(&root).args([
        "journal",
        "test",
        "packr-cli/tests/cmd/session.txt",
        "--name",
        "evaluates_as_recorded",
    ]);
    let output = packr.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let written = String::from_utf8(output.stdout).unwrap();
    let path = root.join("tests/recorded.rs");
    if std::env::var_os("PACKR_BLESS").is_some() {
        std::fs::write(&path, &written).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap();
    similar_asserts::assert_eq!(committed, written);
}
