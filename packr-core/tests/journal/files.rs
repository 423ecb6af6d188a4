//! Journals in files: what is in them when, locks, and runs that are appended.

use std::path::{Path, PathBuf};

use packr_core::Value;
use packr_core::intercept::{CallInterceptor, End};
use packr_core::journal::{
    Durability, Event, Header, Journal, JournalError, JournalOptions, JournalWriter, Tail,
};

use crate::writer::{arguments, begin, call};

const OPTIONS: JournalOptions = JournalOptions::DEFAULT;

/// A folder of a test's own.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("journal-{name}"));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_call_that_returns_is_in_the_file() {
    let folder = Folder::new("flush");
    let path = folder.file("run");
    let writer = JournalWriter::create(&path, &Header::new(), &OPTIONS).unwrap();
    let input = arguments("x");
    for id in 1..10 {
        begin(&writer, &call(id, None, &input)).unwrap();
        let journal = Journal::open(&path).unwrap();
        assert_eq!(
            (journal.events.len() as u64, journal.tail),
            (2 * id - 1, Tail::Open)
        );
        writer.end(&call(id, None, &input), End::Returned(&Value::UNIT));
        assert_eq!(Journal::open(&path).unwrap().events.len() as u64, 2 * id);
    }
}

#[test]
fn a_file_is_not_written_over_nor_by_two() {
    let folder = Folder::new("locked");
    let path = folder.file("run");
    let writer = JournalWriter::create(&path, &Header::new(), &OPTIONS).unwrap();
    let again = JournalWriter::create(&path, &Header::new(), &OPTIONS).unwrap_err();
    assert!(matches!(again, JournalError::Exists { .. }));
    let second = JournalWriter::append(&path, &OPTIONS).unwrap_err();
    assert!(matches!(second, JournalError::InUse { .. }), "{second}");
    drop(writer);
    JournalWriter::append(&path, &OPTIONS).unwrap();
    let nowhere = JournalWriter::append(folder.file("nowhere"), &OPTIONS).unwrap_err();
    assert!(matches!(nowhere, JournalError::Open { .. }));
    let nowhere = JournalWriter::create(folder.file("no/where"), &Header::new(), &OPTIONS);
    assert!(matches!(nowhere, Err(JournalError::Open { .. })));
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let folder = Folder::new("unreadable");
    // Linux opens a folder, and does not read it.
    let error = Journal::open(folder.file("")).unwrap_err();
    let JournalError::Open { path, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(path, &folder.file(""));
}

#[test]
fn runs_are_appended_after_a_finish_an_open_end_and_a_cut() {
    let folder = Folder::new("append");
    let path = folder.file("run");
    let input = arguments("x");
    let header = Header::new().metadata("run", 1);
    let options = OPTIONS.durability(Durability::Sync);
    let writer = JournalWriter::create(&path, &header, &options).unwrap();
    begin(&writer, &call(1, None, &input)).unwrap();
    writer.finish().unwrap();
    drop(writer);
    assert_eq!(Journal::open(&path).unwrap().tail, Tail::Finished);

    for run in 1..4_usize {
        let writer = JournalWriter::append(&path, &OPTIONS).unwrap();
        // Ids begin anew in each process: the call of the first run is not ended by this one.
        begin(&writer, &call(1, None, &input)).unwrap();
        begin(&writer, &call(2, Some(1), &input)).unwrap();
        writer.end(&call(1, None, &input), End::Returned(&Value::UNIT));
        writer.finish().unwrap();
        drop(writer);
        let journal = Journal::open(&path).unwrap();
        assert_eq!((&journal.header, journal.tail), (&header, Tail::Finished));
        assert_eq!(journal.events.len(), 1 + 3 * run);
        assert_eq!(journal.unfinished().len(), 1 + run);
        let calls = journal.recording().calls;
        assert_eq!(calls.last().unwrap().parent, Some(calls.len() - 2));
        let at = |event: &Event| match event {
            Event::Start(start) => start.at,
            Event::End(end) => end.at,
            _ => unreachable!(),
        };
        assert!(journal.events.is_sorted_by_key(at));

        // As if the process had been killed while it wrote.
        let mut bytes = std::fs::read(&path).unwrap();
        bytes.truncate(bytes.len() - 3 * run);
        std::fs::write(&path, &bytes).unwrap();
        assert!(matches!(
            Journal::open(&path).unwrap().tail,
            Tail::Cut { .. }
        ));
    }
}

#[test]
fn nothing_is_appended_to_a_damaged_journal() {
    let folder = Folder::new("damaged");
    let path = folder.file("run");
    let input = arguments("x");
    let writer = JournalWriter::create(&path, &Header::new(), &OPTIONS).unwrap();
    let begun = std::fs::metadata(&path).unwrap().len();
    begin(&writer, &call(1, None, &input)).unwrap();
    drop(writer);
    let bytes = std::fs::read(&path).unwrap();
    let mut changed = bytes.clone();
    changed[begun as usize + 20] ^= 1;
    std::fs::write(&path, &changed).unwrap();
    let error = JournalWriter::append(&path, &OPTIONS).unwrap_err();
    assert!(
        matches!(error, JournalError::Damaged { offset } if offset == begun),
        "{error}"
    );
    assert_eq!(std::fs::read(&path).unwrap(), changed);
    // Nor to one without a header.
    for len in [0, 5, 8, begun as usize - 1] {
        std::fs::write(&path, &bytes[..len]).unwrap();
        let error = JournalWriter::append(&path, &OPTIONS).unwrap_err();
        assert!(matches!(error, JournalError::Damaged { .. }), "{error}");
        assert_eq!(std::fs::read(&path).unwrap().len(), len);
    }
}
