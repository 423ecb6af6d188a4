//! What a host can choose, and ask.

use std::sync::Arc;

use packr_core::Value;
use packr_core::intercept::{Answered, CallInterceptor, Redaction};
use packr_core::journal::{Complete, Event, Header, Journal, JournalWriter, Resume, Tail};

use crate::guest::{Calls, Folder, OPTIONS, cut_after, run, run_async, whole, without_times};

const RUN: Calls<'static> = &[
    ("twice", "a"),
    ("send", "error"),
    ("twice", "deep:b"),
    ("send", "c"),
];

/// The exports that are complete after so many events.
fn complete(journal: &Journal, events: usize) -> usize {
    let calls = &journal.recording().calls;
    let is_host_s = |call: u64| calls[call as usize].parent.is_none();
    let is_it = |event: &&Event| matches!(event, Event::End(end) if is_host_s(end.call));
    journal.events[..events].iter().filter(is_it).count()
}

#[test]
fn complete_calls_are_answered_or_skipped() {
    for run in [run, run_async] {
        let (ran, journal) = whole("complete", RUN, run);
        let folder = Folder::new("complete");
        for events in 0..=journal.events.len() {
            for choice in [Complete::Again, Complete::Answered, Complete::Skipped] {
                let path = folder.with(&cut_after(&journal, events));
                let resume = Resume::open(&path, &OPTIONS).unwrap().complete(choice);
                let resume = Arc::new(resume);
                let skipped = match choice {
                    Complete::Skipped => complete(&journal, events),
                    _ => 0,
                };
                let again = run(&RUN[skipped..], Box::new(resume.clone()));
                resume.finish().unwrap();
                assert_eq!(again.texts(), ran.texts()[skipped..]);
                let now = without_times(Journal::open(&path).unwrap());
                assert_eq!(now, journal, "{choice:?} after {events} events");
            }
        }
    }
}

/// So says what ran, by what was put beside it.
#[test]
fn an_answered_guest_does_not_run() {
    let (_, journal) = whole("answered", RUN, run);
    let folder = Folder::new("answered");
    let path = folder.with(&cut_after(&journal, journal.events.len()));
    let resume = Resume::open(&path, &OPTIONS)
        .unwrap()
        .complete(Complete::Answered);
    let beside = folder.file().with_extension("beside");
    let writer = JournalWriter::create(&beside, &Header::default(), &OPTIONS).unwrap();
    let both: Vec<Box<dyn CallInterceptor>> = vec![Box::new(resume), Box::new(writer)];
    run(RUN, Box::new(both));
    let beside = Journal::open(&beside).unwrap();
    assert_eq!(beside.recording().calls.len(), RUN.len());
    for event in &beside.events {
        if let Event::End(end) = event {
            assert_eq!(end.answered, Answered::Replay);
        }
    }
}

#[test]
fn what_was_under_way_is_known() {
    let (_, journal) = whole("under-way", RUN, run);
    let folder = Folder::new("under-way");
    for events in 0..=journal.events.len() {
        let path = folder.with(&cut_after(&journal, events));
        let resume = Resume::open(&path, &OPTIONS).unwrap();
        assert_eq!(resume.header(), &journal.header);
        let mut open = vec![];
        for event in &journal.events[..events] {
            match event {
                Event::Start(start) => open.push(start.call),
                Event::End(end) => open.retain(|call| *call != end.call),
                _ => {}
            }
        }
        let calls: Vec<_> = resume.under_way().iter().map(|start| start.call).collect();
        assert_eq!(calls, open);
    }
}

#[test]
fn a_host_knows_when_it_is_new() {
    let (_, journal) = whole("replaying", RUN, run);
    let folder = Folder::new("replaying");
    // In the middle of the third call.
    let path = folder.with(&cut_after(&journal, 12));
    let resume = Arc::new(Resume::open(&path, &OPTIONS).unwrap());
    let mut states = vec![resume.is_replaying()];
    for calls in [&RUN[..1], &RUN[1..2], &RUN[2..3], &RUN[3..]] {
        // Each on an instance of its own: it keeps nothing.
        run(calls, Box::new(resume.clone()));
        states.push(resume.is_replaying());
    }
    assert_eq!(states, [true, true, true, false, false]);
    resume.finish().unwrap();
    let path = folder.with(&cut_after(&journal, 0));
    assert!(!Resume::open(path, &OPTIONS).unwrap().is_replaying());
}

#[test]
fn a_finished_run_goes_on() {
    let (_, journal) = whole("finished", RUN, run);
    let folder = Folder::new("finished");
    let path = folder.with(&journal.to_bytes().unwrap());
    let resume = Arc::new(Resume::open(&path, &OPTIONS).unwrap());
    assert!(resume.under_way().is_empty());
    let more = [RUN, &[("send", "more")]].concat();
    assert_eq!(run(&more, Box::new(resume.clone())).passed, ["more"]);
    resume.finish().unwrap();
    let now = Journal::open(&path).unwrap();
    assert_eq!(now.tail, Tail::Finished);
    assert_eq!(now.events.len(), journal.events.len() + 4);
    let (_, whole) = whole("finished", &more, run);
    assert_eq!(without_times(now), whole);
}

#[test]
fn what_is_left_out_stays_so() {
    let redaction = || {
        let places = [
            ("pass", "args.text"),
            ("pass", "result"),
            ("send", "args.text"),
            ("send", "result"),
        ];
        places
            .into_iter()
            .fold(Redaction::new(), |redaction, (function, path)| {
                redaction.at(function, path).unwrap()
            })
    };
    let folder = Folder::new("left-out");
    let writer = JournalWriter::create(folder.file(), &Header::default(), &OPTIONS).unwrap();
    let writer = writer.redaction(redaction());
    run(&[("send", "a"), ("send", "deep:b")], Box::new(writer));
    let journal = without_times(Journal::open(folder.file()).unwrap());
    assert_eq!(journal.recording().calls.len(), 6);
    for events in 0..=journal.events.len() {
        let path = folder.with(&cut_after(&journal, events));
        let resume = Resume::open(&path, &OPTIONS)
            .unwrap()
            .redaction(redaction());
        let resume = Arc::new(resume);
        // Other secrets each time.
        run(
            &[("send", "c"), ("send", "deep:d")],
            Box::new(resume.clone()),
        );
        resume.finish().unwrap();
        assert_eq!(without_times(Journal::open(&path).unwrap()), journal);
    }
}

/// Calls that nothing numbers, as an interceptor passes them on that knows only the four methods.
#[test]
fn the_four_methods_are_enough() {
    struct Four<I>(I);
    impl<I: CallInterceptor> CallInterceptor for Four<I> {
        fn before_import(&self, interface: &str, function: &str, input: &Value) -> Option<Value> {
            self.0.before_import(interface, function, input)
        }
        fn after_import(&self, interface: &str, function: &str, input: &Value, output: &Value) {
            self.0.after_import(interface, function, input, output);
        }
        fn before_export(&self, function: &str, input: &Value) -> Option<Value> {
            self.0.before_export(function, input)
        }
        fn after_export(&self, function: &str, input: &Value, output: &Value) {
            self.0.after_export(function, input, output);
        }
    }
    let calls: Calls<'_> = &[("twice", "a"), ("twice", "deep:b"), ("send", "c")];
    let folder = Folder::new("four");
    let writer = JournalWriter::create(folder.file(), &Header::default(), &OPTIONS).unwrap();
    run(calls, Box::new(Four(writer)));
    let journal = without_times(Journal::open(folder.file()).unwrap());
    for events in 0..=journal.events.len() {
        let path = folder.with(&cut_after(&journal, events));
        let resume = Arc::new(Resume::open(&path, &OPTIONS).unwrap());
        run(calls, Box::new(Four(resume.clone())));
        resume.finish().unwrap();
        let now = without_times(Journal::open(&path).unwrap());
        assert_eq!(now, journal, "cut after {events} events");
    }
}

/// An answer from somebody who is asked first is no part of the recorded run.
#[test]
fn somebody_else_answers() {
    struct Answer;
    impl CallInterceptor for Answer {
        fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
            Some(Value::String("<other>".to_owned()))
        }
        fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}
        fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
            None
        }
        fn after_export(&self, _: &str, _: &Value, _: &Value) {}
    }
    let (_, journal) = whole("answer", RUN, run);
    let folder = Folder::new("answer");
    let bytes = cut_after(&journal, 3);
    let path = folder.with(&bytes);
    let resume = Arc::new(Resume::open(&path, &OPTIONS).unwrap());
    let both: Vec<Box<dyn CallInterceptor>> = vec![Box::new(Answer), Box::new(resume.clone())];
    run(RUN, Box::new(both));
    let error = resume.finish().unwrap_err();
    assert!(
        error
            .to_string()
            .contains("result: recorded \"<a>\", now \"<other>\""),
        "{error}"
    );
    drop(resume);
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}
