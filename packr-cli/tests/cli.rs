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

/// Viewers stack the slices of a track by their times, so each is inside the one around it or after the one before.
#[test]
fn slices_of_a_track_are_nested() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["at-once", "cut", "half", "outlasts", "session"] {
        let mut packr = Command::new(env!("CARGO_BIN_EXE_packr"));
        packr.args(["journal", "export", "--format", "perfetto"]);
        let output = packr
            .arg(root.join(format!("tests/cmd/{name}.txt")))
            .output();
        let output = output.unwrap();
        assert!(output.status.success(), "{name}: {output:?}");
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let events = json["traceEvents"].as_array().unwrap().iter();
        let mut slices: Vec<(i64, [f64; 2])> = events
            .filter(|event| event["ph"] == "X")
            .map(|event| {
                let [ts, dur] = ["ts", "dur"].map(|it| event[it].as_f64().unwrap());
                (event["tid"].as_i64().unwrap(), [ts, ts + dur])
            })
            .collect();
        assert!(!slices.is_empty(), "{name}");
        slices.sort_by(|(track, [from, to]), (other, [after, until])| {
            let times = from.total_cmp(after).then(until.total_cmp(to));
            track.cmp(other).then(times)
        });
        let mut around: Vec<(i64, [f64; 2])> = Vec::new();
        for slice in slices {
            let (track, [from, to]) = slice;
            around.retain(|(other, [_, until])| *other == track && *until > from);
            if let Some((_, [_, until])) = around.last() {
                assert!(to <= until + 1e-9, "{name}: {slice:?} in {around:?}");
            }
            around.push(slice);
        }
    }
}

/// Two runs that have nothing in common, with all calls inside each other, and all under way at once: what would take a stack or a
/// track for each.
#[test]
fn long_journals_are_compared_and_exported() {
    const CALLS: u64 = 20_000;
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let [deep, open] = ["deep.txt", "open.txt"].map(|name| directory.join(name));
    let write = |path: &Path, is_deep: bool| {
        let mut text = "packr journal 1\n".to_owned();
        for call in 0..CALLS {
            let parent = match call.checked_sub(1).filter(|_| is_deep) {
                Some(parent) => format!("in {parent} "),
                None => String::new(),
            };
            text += &format!("start {call} {parent}at {call}ns import a:b/c#f [x] ({call}u32)\n");
        }
        for end in 0..CALLS {
            let call = if is_deep { CALLS - 1 - end } else { end };
            let at = CALLS + end;
            text += &format!("end {call} at {at}ns live returned {is_deep}\n");
        }
        std::fs::write(path, text + "finished\n").unwrap();
    };
    write(&deep, true);
    write(&open, false);
    let run = |command: &[&str], paths: &[&Path], code: i32| {
        let mut packr = Command::new(env!("CARGO_BIN_EXE_packr"));
        let output = packr.arg("journal").args(command).args(paths).output();
        assert_eq!(output.unwrap().status.code(), Some(code), "{command:?}");
    };
    run(&["diff"], &[&deep, &open], 7);
    run(&["export", "--format", "perfetto"], &[&open], 0);
    for path in [deep, open] {
        std::fs::remove_file(path).unwrap();
    }
}
