//! Calls of several threads in one journal: whether they go on depends on their order, and the journal stays one in any case.

use std::sync::Arc;
use std::thread;

use packr_core::CallInterceptor;
use packr_core::journal::{Header, Journal, JournalWriter, Resume, ResumeError, Tail};

use crate::guest::{Folder, OPTIONS, cut_after, run};

/// Two threads, each with an instance of its own.
fn both(interceptor: Arc<impl CallInterceptor + 'static>) {
    thread::scope(|scope| {
        for calls in [
            [("twice", "a"), ("send", "b")],
            [("send", "c"), ("twice", "d")],
        ] {
            let interceptor = interceptor.clone();
            scope.spawn(move || run(&calls, Box::new(interceptor)));
        }
    });
}

#[test]
fn overlapping_calls_go_on_or_leave_a_journal_that_can() {
    let folder = Folder::new("overlap");
    let writer = JournalWriter::create(folder.file(), &Header::default(), &OPTIONS).unwrap();
    let writer = Arc::new(writer);
    both(writer.clone());
    writer.finish().unwrap();
    drop(writer);
    let journal = Journal::open(folder.file()).unwrap();
    assert_eq!(journal.recording().calls.len(), 10);
    for events in 0..=journal.events.len() {
        let path = folder.with(&cut_after(&journal, events));
        let mut before = journal.events[..events].to_vec();
        // Each time it gets further, or stays where it is.
        for _ in 0..20 {
            let resume = Arc::new(Resume::open(&path, &OPTIONS).unwrap());
            both(resume.clone());
            let finished = resume.finish();
            drop(resume);
            let now = Journal::open(&path).unwrap();
            assert_eq!(now.events[..before.len()], before, "after {events} events");
            before = now.events.clone();
            match finished {
                Ok(()) => {
                    assert_eq!(now.tail, Tail::Finished);
                    assert!(now.unfinished().is_empty());
                    assert_eq!(now.recording().calls.len(), 10);
                    break;
                }
                Err(ResumeError::Diverged(_)) => assert_eq!(now.tail, Tail::Open),
                Err(error) => panic!("{error}"),
            }
        }
    }
}
