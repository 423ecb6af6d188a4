//! The store of files, and names of runs.

mod conformance;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use packr_core::journal::{
    FileStore, Header, Journal, JournalOptions, JournalStore, JournalWriter, RunId, RunIdError,
    StoreError, Tail,
};
use proptest::prelude::*;

/// A folder of a test's own, which is not there yet.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("stores-{name}"));
    let _ = fs::remove_dir_all(&folder);
    folder
}

#[test]
fn files_are_a_store() {
    let folder = folder("conformance").join("made");
    let store = || Arc::new(FileStore::new(&folder).unwrap());
    conformance::all(store(), store());
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
}

#[test]
fn a_run_is_a_file_of_its_name() {
    let folder = folder("name");
    let store = FileStore::new(&folder).unwrap();
    let run = RunId::new("my-run").unwrap();
    let options = JournalOptions::DEFAULT;
    let writer = JournalWriter::create_in(&store, &run, &Header::new(), &options).unwrap();
    assert_eq!(store.path(&run), folder.join("my-run.journal"));
    // Whoever opens the file itself is kept out as well.
    let error = JournalWriter::append(store.path(&run), &options).unwrap_err();
    assert!(error.to_string().contains("by somebody else"), "{error}");
    writer.finish().unwrap();
    let journal = Journal::open(folder.join("my-run.journal")).unwrap();
    assert_eq!(journal.tail, Tail::Finished);
}

#[test]
fn what_is_no_journal_is_told_and_not_touched() {
    let folder = folder("others");
    let store = FileStore::new(&folder).unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).unwrap();
    write("text.journal", b"packr journal 1\n");
    write("notes.txt", b"notes");
    write("Upper.journal", b"packrjn\x01");
    write("con.journal", b"packrjn\x01");
    write("...journal", b"packrjn\x01");
    fs::create_dir(folder.join("folder.journal")).unwrap();
    // These are journals: one that was only begun, one that was cut, and one of a later version.
    write("begun.journal", b"");
    write("cut.journal", b"packrjn\x01\x00\x00");
    write("later.journal", b"packrjn\x07anything");
    let mut expected = vec![
        "...journal",
        "Upper.journal",
        "con.journal",
        "folder.journal",
        "notes.txt",
        "text.journal",
    ];
    if cfg!(unix) {
        // A pipe is not opened, and a link not followed.
        let link = std::process::Command::new("ln")
            .args(["-s", "cut.journal"])
            .arg(folder.join("link.journal"))
            .status();
        assert!(link.unwrap().success());
        let pipe = folder.join("pipe.journal");
        let made = std::process::Command::new("mkfifo").arg(pipe).status();
        assert!(made.unwrap().success());
        expected.extend(["link.journal", "pipe.journal"]);
        expected.sort_unstable();
    }
    let others = store.others().unwrap();
    let others: Vec<&str> = others
        .iter()
        .map(|path| path.file_name().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(others, expected);
    let runs = store.list().unwrap();
    let runs: Vec<(&str, Option<u64>)> = runs
        .iter()
        .map(|info| (info.run.as_str(), info.started))
        .collect();
    assert_eq!(runs, [("begun", None), ("cut", None), ("later", None)]);
    for name in ["text", "folder", "link", "pipe"] {
        let run = RunId::new(name).unwrap();
        if !folder.join(format!("{name}.journal")).exists() {
            continue;
        }
        for error in [
            store.append(&run).err(),
            store.read(&run).err(),
            store.remove(&run).err(),
        ] {
            assert!(
                matches!(error, Some(StoreError::NotAJournal { .. })),
                "{name}: {error:?}"
            );
        }
        let error = store.create(&run, &Header::new()).err();
        assert!(
            matches!(error, Some(StoreError::Exists { .. })),
            "{name}: {error:?}"
        );
    }
    let text = fs::read(folder.join("text.journal")).unwrap();
    assert_eq!(text, b"packr journal 1\n");
    store.remove(&RunId::new("later").unwrap()).unwrap();
}

#[test]
fn a_folder_that_is_gone_is_an_error_with_its_name() {
    let folder = folder("gone");
    let store = FileStore::new(&folder).unwrap();
    fs::remove_dir(&folder).unwrap();
    let error = store.list().unwrap_err();
    let StoreError::Failed { doing, .. } = &error else {
        panic!("{error}")
    };
    assert!(doing.contains("stores-gone"), "{doing}");
    fs::write(&folder, "a file").unwrap();
    assert!(FileStore::new(&folder).is_err());
    fs::remove_file(folder).unwrap();
}

#[test]
fn names_of_runs_have_a_rule() {
    for name in [
        "0",
        "a",
        "2026-11-26t10.15_retry-2",
        "com",
        "com10",
        "console",
        "a.con",
    ] {
        assert_eq!(RunId::new(name).unwrap().as_str(), name);
    }
    let refused = |name: &str| RunId::new(name).unwrap_err();
    assert_eq!(refused(""), RunIdError::Empty);
    assert!(RunId::new("x".repeat(128)).is_ok());
    let long = RunIdError::Long {
        max: 128,
        found: 129,
    };
    assert_eq!(refused(&"x".repeat(129)), long);
    for name in ["../x", "/x", "-x", ".x", "_x", "X", " x", "\\x", "é", "\0"] {
        let found = name.chars().next().unwrap();
        assert_eq!(refused(name), RunIdError::Beginning { found });
    }
    for (name, found) in [
        ("a/b", '/'),
        ("a\\b", '\\'),
        ("aB", 'B'),
        ("a:b", ':'),
        ("a\0", '\0'),
    ] {
        assert_eq!(refused(name), RunIdError::Character { found });
    }
    assert_eq!(refused("a."), RunIdError::End);
    for name in [
        "con",
        "nul.x",
        "aux",
        "prn.journal",
        "com1",
        "lpt9.a.b",
        "com0",
    ] {
        assert_eq!(refused(name), RunIdError::Device);
    }
}

proptest! {
    #[test]
    fn no_name_leaves_the_folder(name in ".{0,20}|[a-z./\\\\]{0,20}") {
        let folder = Path::new("folder");
        if let Ok(run) = RunId::new(name) {
            let path = FileStore::new(std::env::temp_dir()).unwrap().path(&run);
            prop_assert_eq!(path.parent(), Some(&*std::env::temp_dir()));
            prop_assert_eq!(folder.join(run.as_str()).components().count(), 2);
        }
    }
}
