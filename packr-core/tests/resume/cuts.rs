//! A run that was cut anywhere.

use std::sync::Arc;

use packr_core::Replayer;
use packr_core::intercept::{Direction, FailureKind, Outcome};
use packr_core::journal::{Event, Journal, JournalError, Resume, Tail};

use crate::guest::{
    CANCELLED, Calls, Folder, OPTIONS, RUN, Run, cut_after, resumed, run, run_async,
    run_async_once, run_once, whole, without_times,
};

/// The imports that are not complete in the first events: they, and no others, are made by the resumed run.
fn left(journal: &Journal, events: usize) -> Vec<String> {
    let has_end = |call| {
        let of = |event: &Event| matches!(event, Event::End(end) if end.call == call);
        journal.events[..events].iter().any(of)
    };
    // Nor what is inside one that is answered.
    let calls = &journal.recording().calls;
    let is_answered = |index: usize| {
        let mut outer = Some(index);
        std::iter::from_fn(|| {
            let index = outer?;
            outer = calls[index].parent;
            Some(index)
        })
        .any(|index| calls[index].direction == Direction::Import && has_end(index as u64))
    };
    let imports = calls
        .iter()
        .enumerate()
        .filter(|(index, call)| call.direction == Direction::Import && !is_answered(*index));
    let text = |input: &packr_core::Value| match input.as_tuple() {
        Some([packr_core::Value::String(text)]) => text.clone(),
        _ => panic!("{input}"),
    };
    imports.map(|(_, call)| text(&call.input)).collect()
}

/// One future was dropped with those inside it, and not all of their ends are there. A host function that was dropped then gets the error
/// of the call that it had made, and fails.
pub(crate) fn is_inside_a_drop(journal: &Journal, events: usize) -> bool {
    let cancelled = |event: Option<&Event>| match event {
        Some(Event::End(end)) => match &end.outcome {
            Outcome::Failed(failure) if failure.kind == FailureKind::Cancelled => Some(end.call),
            _ => None,
        },
        _ => None,
    };
    let is_import =
        |call: u64| journal.recording().calls[call as usize].direction == Direction::Import;
    let last = events
        .checked_sub(1)
        .and_then(|last| journal.events.get(last));
    let left = &journal.events[events..];
    let mut left = left.iter().map_while(|event| cancelled(Some(event)));
    cancelled(last).is_some() && left.any(is_import)
}

fn every_event(name: &str, calls: Calls<'_>, run: Run) {
    let (ran, journal) = whole(name, calls, run);
    let folder = Folder::new(name);
    for events in 0..=journal.events.len() {
        if is_inside_a_drop(&journal, events) {
            continue;
        }
        let path = folder.with(&cut_after(&journal, events));
        let again = resumed(&path, calls, run);
        let now = without_times(Journal::open(&path).unwrap());
        assert_eq!(now, journal, "cut after {events} events");
        assert_eq!(again.texts(), ran.texts(), "cut after {events} events");
        assert_eq!(
            again.passed,
            left(&journal, events),
            "cut after {events} events"
        );

        let replayer = Arc::new(Replayer::new(now.recording()));
        let replayed = run(calls, Box::new(replayer.clone()));
        replayer.finish().unwrap();
        assert_eq!(replayed.passed, [""; 0]);
    }
}

#[test]
fn cut_after_any_event() {
    every_event("sync", RUN, run);
}

#[test]
fn cut_after_any_event_of_a_run_that_waits() {
    every_event("async", RUN, run_async);
}

#[test]
fn cut_after_any_event_of_a_run_with_dropped_futures() {
    every_event("cancelled", CANCELLED, run_async);
    // The first that is dropped ends the instance.
    every_event("cancelled", &CANCELLED[2..], run_async);
}

#[test]
fn cut_after_any_event_of_a_run_that_a_trap_ends() {
    for run in [run_once, run_async_once] {
        every_event("ended", &RUN[..4], run);
        every_event("ended", &RUN[2..], run);
    }
}

#[test]
fn cut_at_any_byte() {
    let calls: Calls<'_> = &[("twice", "deep:a"), ("send", "error")];
    let (_, journal) = whole("bytes", calls, run);
    let folder = Folder::new("bytes");
    let bytes = journal.to_bytes().unwrap();
    for length in 0..=bytes.len() {
        let path = folder.with(&bytes[..length]);
        if let Err(error) = Resume::open(&path, &OPTIONS) {
            assert!(Journal::read(&bytes[..length]).unwrap().events.is_empty());
            assert!(matches!(error, JournalError::Damaged { .. }), "{error}");
            continue;
        }
        resumed(&path, calls, run);
        let now = without_times(Journal::open(&path).unwrap());
        assert_eq!(now, journal, "cut at byte {length}");
    }
}

/// And stopped again and again, after each event that it got to.
#[test]
fn cut_many_times() {
    let (_, journal) = whole("many", RUN, run);
    let folder = Folder::new("many");
    let mut path = folder.with(&cut_after(&journal, 0));
    for events in 1..=journal.events.len() {
        resumed(&path, RUN, run);
        let now = without_times(Journal::open(&path).unwrap());
        assert_eq!(now.tail, Tail::Finished);
        path = folder.with(&cut_after(&now, events));
    }
    assert_eq!(resumed(&path, RUN, run).passed, [""; 0]);
}
