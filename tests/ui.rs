//! What a user reads when something is wrong: every case in `ui/`, with the compiler's exact output beside it.
//!
//! The output of rustc changes from version to version, so these cases run on the version they were written with and
//! are skipped, visibly, on any other. `TRYBUILD=overwrite cargo test --test ui` writes the outputs anew.

use std::process::Command;

/// The compiler whose output the `.stderr` files hold.
const VERSION: &str = "1.95.0";

#[test]
fn messages() {
    if !is_the_version() {
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
        "guest",
        "types",
    ] {
        cases.compile_fail(format!("tests/ui/{topic}/*.rs"));
    }
}

fn is_the_version() -> bool {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let version = Command::new(rustc)
        .arg("--version")
        .output()
        .expect("rustc runs, as it compiled this test");
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    let same = version.split(' ').nth(1) == Some(VERSION);
    if !same {
        eprintln!(
            "SKIPPED: the messages in tests/ui are those of rustc {VERSION}, this is {version}"
        );
    }
    same
}

/// With `PACKR_DEBUG_BINDGEN`, bindings come from files and are as good, also those of a macro that says `$crate`.
#[test]
fn expansions_in_files() {
    const VARIABLE: &str = "PACKR_DEBUG_BINDGEN";
    if !is_the_version() {
        return;
    }
    if std::env::var_os(VARIABLE).is_some() {
        // Cases that fail are only checked, which spares a build of everything below.
        trybuild::TestCases::new().compile_fail("tests/ui/debug/*.rs");
        return;
    }
    // Once more in a process of its own: the variable must not reach the other cases.
    let this = std::env::current_exe().expect("a test is a program");
    let directory = concat!(env!("CARGO_TARGET_TMPDIR"), "/expansions");
    let status = Command::new(this)
        .args(["--exact", "expansions_in_files"])
        .env(VARIABLE, directory)
        .status();
    assert!(status.expect("it runs").success());
}
