//! What a user reads when something is wrong: every case in `ui/`, with the compiler's exact output beside it.
//!
//! The output of rustc changes from version to version, so these cases run on the version they were written with and
//! are skipped, visibly, on any other. `TRYBUILD=overwrite cargo test --test ui` writes the outputs anew.

use std::process::Command;

/// The compiler whose output the `.stderr` files hold.
const VERSION: &str = "1.95.0";

#[test]
fn messages() {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let version = Command::new(rustc)
        .arg("--version")
        .output()
        .expect("rustc runs, as it compiled this test");
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    if version.split(' ').nth(1) != Some(VERSION) {
        eprintln!(
            "SKIPPED: the messages in tests/ui are those of rustc {VERSION}, this is {version}"
        );
        return;
    }
    let cases = trybuild::TestCases::new();
    for topic in [
        "options",
        "wit",
        "recursion",
        "unsupported",
        "names",
        "host",
        "calls",
    ] {
        cases.compile_fail(format!("tests/ui/{topic}/*.rs"));
    }
}
