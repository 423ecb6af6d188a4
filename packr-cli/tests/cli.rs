//! The sessions of `docs/cli.md` and of `tests/cmd` are real: each command is run, and prints what stands there.

use std::path::Path;

#[test]
fn sessions_are_real() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    // The sessions name files as they are named from the root of the repository.
    std::env::set_current_dir(root).unwrap();
    std::fs::create_dir_all("target").unwrap();
    trycmd::TestCases::new()
        .case("docs/cli.md")
        .case("packr-cli/tests/cmd/*.md");
}
