//! Runs that are not those of the journal.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use packr_core::intercept::{Call, Decision, Divergence, DivergenceKind, End};
use packr_core::journal::{Journal, JournalError, Resume, ResumeError};
use packr_core::{CallInterceptor, Error, Value};

use crate::guest::{
    Calls, Folder, OPTIONS, Ran, cut_after, resumed, run, run_async, whole, without_times,
};

const RUN: Calls<'static> = &[("twice", "a"), ("send", "deep:b"), ("send", "c")];

fn try_resume(path: &std::path::Path, calls: Calls<'_>) -> (Ran, Result<(), ResumeError>) {
    let resume = Arc::new(Resume::open(path, &OPTIONS).unwrap());
    let ran = run(calls, Box::new(resume.clone()));
    let finished = resume.finish();
    (ran, finished)
}

fn diverged(finished: Result<(), ResumeError>) -> Divergence {
    match finished.unwrap_err() {
        ResumeError::Diverged(diverged) => diverged.first,
        error => panic!("{error}"),
    }
}

/// Nothing is written of another run, whatever was recorded of the right one, which then goes on.
#[test]
fn another_run_leaves_the_journal_as_it_was() {
    let (_, journal) = whole("other", RUN, run);
    let folder = Folder::new("other");
    for events in 1..=journal.events.len() {
        let mut bytes = cut_after(&journal, events);
        bytes.extend([1, 2, 3]);
        let path = folder.with(&bytes);
        let others: [Calls<'_>; 3] = [
            &[("twice", "b"), ("send", "deep:b"), ("send", "c")],
            &[("send", "a"), ("send", "deep:b"), ("send", "c")],
            &[],
        ];
        for other in others {
            let (ran, finished) = try_resume(&path, other);
            diverged(finished);
            assert_eq!(
                std::fs::read(&path).unwrap(),
                bytes,
                "{other:?} after {events}"
            );
            assert_eq!(ran.passed, [""; 0], "{other:?} after {events}");
            for error in ran.errors() {
                let error = error.unwrap();
                assert!(matches!(error, Error::Refused { .. }), "{error}");
                assert!(error.downcast_ref::<Divergence>().is_some(), "{error}");
            }
        }
        resumed(&path, RUN, run);
        assert_eq!(without_times(Journal::open(&path).unwrap()), journal);
    }
}

/// The other run begins as the recorded one did, and is another only inside.
#[test]
fn what_is_inside_differs() {
    let (_, journal) = whole("inside", RUN, run);
    let folder = Folder::new("inside");
    // The second `pass` of the first call.
    for events in 4..=journal.events.len() {
        let bytes = cut_after(&journal, events);
        let path = folder.with(&bytes);
        let resume = Arc::new(Resume::open(&path, &OPTIONS).unwrap());
        let other = Other {
            resume: resume.clone(),
            calls: AtomicU32::new(0),
        };
        run(RUN, Box::new(other));
        let first = diverged(resume.finish());
        assert_eq!(first.index, 2, "{first}");
        assert!(matches!(first.kind, DivergenceKind::Input(_)), "{first}");
        drop(resume);
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
    }
}

/// Shows another input of the third call, as a guest would that asks for something else.
struct Other {
    resume: Arc<Resume>,
    calls: AtomicU32,
}

impl CallInterceptor for Other {
    fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}
    fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_export(&self, _: &str, _: &Value, _: &Value) {}

    fn begin(&self, call: &Call<'_>) -> Decision {
        let input = Value::Tuple(vec![Value::String("other".to_owned())]);
        let mut shown = *call;
        if self.calls.fetch_add(1, Ordering::Relaxed) == 2 {
            shown.input = &input;
        }
        self.resume.begin(&shown)
    }

    fn end(&self, call: &Call<'_>, end: End<'_>) {
        self.resume.end(call, end);
    }
}

/// A call that had ended makes no more calls.
#[test]
fn a_complete_call_that_goes_on_diverges() {
    let (_, journal) = whole("on", &[("send", "a")], run);
    let mut text = journal.to_string();
    text = text.replace("export send", "export twice");
    let journal: Journal = text.parse().unwrap();
    let folder = Folder::new("on");
    let bytes = cut_after(&journal, journal.events.len());
    let path = folder.with(&bytes);
    for run in [run, run_async] {
        let resume = Arc::new(Resume::open(&path, &OPTIONS).unwrap());
        let ran = run(&[("twice", "a"), ("send", "b")], Box::new(resume.clone()));
        assert_eq!(ran.passed, [""; 0]);
        assert!(ran.errors().all(|error| error.is_some()));
        let first = diverged(resume.finish());
        assert_eq!(first.kind, DivergenceKind::Extra, "{first}");
        drop(resume);
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
    }
}

/// The guest no longer takes what the journal answers with.
#[test]
fn an_answer_that_does_not_fit_diverges() {
    let (_, journal) = whole("fit", RUN, run);
    let text = journal
        .to_string()
        .replacen(r#"returned "<a>""#, "returned 1u8", 1);
    let journal: Journal = text.parse().unwrap();
    let folder = Folder::new("fit");
    let bytes = cut_after(&journal, 3);
    let path = folder.with(&bytes);
    let (_, finished) = try_resume(&path, RUN);
    let first = diverged(finished);
    assert!(
        matches!(first.kind, DivergenceKind::Ending { .. }),
        "{first}"
    );
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

/// Also where it is dropped without being finished.
#[test]
fn a_run_that_is_given_up_stays_open() {
    let (_, journal) = whole("given-up", RUN, run);
    let folder = Folder::new("given-up");
    let bytes = cut_after(&journal, 9);
    let path = folder.with(&bytes);
    drop(Resume::open(&path, &OPTIONS).unwrap());
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
    let resume = Arc::new(Resume::open(&path, &OPTIONS).unwrap());
    run(&RUN[..1], Box::new(resume.clone()));
    let error = resume.finish().unwrap_err();
    assert!(
        error.to_string().contains("recorded calls were not made"),
        "{error}"
    );
    let refused = run(RUN, Box::new(resume.clone()));
    assert!(refused.errors().all(|error| error.is_some()));
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

#[test]
fn what_is_no_journal_is_not_resumed() {
    let folder = Folder::new("nothing");
    let error = Resume::open(folder.file(), &OPTIONS).unwrap_err();
    assert!(matches!(error, JournalError::Open { .. }), "{error}");
    let (_, journal) = whole("none", RUN, run);
    let mut bytes = journal.to_bytes().unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let path = folder.with(&bytes);
    let error = Resume::open(&path, &OPTIONS).unwrap_err();
    assert!(matches!(error, JournalError::Damaged { .. }), "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), bytes);

    let path = folder.with(&journal.to_bytes().unwrap());
    let first = Resume::open(&path, &OPTIONS).unwrap();
    let error = Resume::open(&path, &OPTIONS).unwrap_err();
    assert!(matches!(error, JournalError::InUse { .. }), "{error}");
    drop(first);
}
