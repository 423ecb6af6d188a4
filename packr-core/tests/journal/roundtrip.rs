//! What is written is read again.

use std::io::{self, Read};

use packr_core::intercept::Outcome;
use packr_core::journal::{Event, Journal, JournalReader, Tail};
use packr_core::{Limits, Value};
use proptest::prelude::*;

use crate::runs;

proptest! {
    #[test]
    fn bytes_come_back(mut journal in runs::journal()) {
        let bytes = journal.to_bytes().unwrap();
        if journal.tail != Tail::Finished {
            journal.tail = Tail::Open;
        }
        let again = Journal::read(&bytes).unwrap();
        prop_assert_eq!(&again, &journal);
        prop_assert_eq!(again.to_bytes().unwrap(), bytes);
    }

    #[test]
    fn text_comes_back(journal in runs::journal()) {
        let text = journal.to_string();
        let again: Journal = text.parse().map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        prop_assert_eq!(&again, &journal);
        prop_assert_eq!(again.to_string(), text);
    }

    #[test]
    fn each_event_is_one_line(events in runs::events()) {
        for event in events {
            prop_assert_eq!(event.to_string().lines().count(), 1);
        }
    }

    #[test]
    fn calls_without_an_end_are_unfinished(events in runs::events()) {
        let journal = Journal::new(Default::default(), events);
        let recording = journal.recording();
        let unfinished: Vec<u64> = journal.unfinished().iter().map(|start| start.call).collect();
        let without: Vec<u64> = (0..).zip(&recording.calls)
            .filter_map(|(call, recorded)| recorded.outcome.is_none().then_some(call))
            .collect();
        prop_assert_eq!(unfinished, without);
    }
}

/// As deep as values may be.
#[test]
fn deep_values_come_back() {
    let limits = Limits::DEFAULT;
    let mut journal = runs::small();
    let depth = limits.max_depth;
    let value = (1..depth).fold(Value::F32(f32::from_bits(0xffc0_0001)), |inner, _| {
        Value::Tuple(vec![inner])
    });
    if let Event::Start(start) = &mut journal.events[0] {
        start.input = value;
    }
    let bytes = journal.to_bytes().unwrap();
    assert!(Journal::read(&bytes).unwrap() == journal);
    assert!(journal.to_string().parse::<Journal>().unwrap() == journal);
}

/// Frames that are larger than what is read at once, and smaller ones, in pieces of many sizes.
#[test]
fn frames_of_any_size_come_back_in_pieces_of_any_size() {
    struct Pieces<'a>(&'a [u8], usize);
    impl Read for Pieces<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.1 = self.1 * 31 % 65_521 + 1;
            let len = self.1.min(buffer.len());
            self.0.read(&mut buffer[..len])
        }
    }
    let mut journal = runs::small();
    for (index, len) in [0, 400, 600, 16_000, 17_000, 300_000, 1]
        .into_iter()
        .enumerate()
    {
        if let Event::Start(start) = &mut journal.events[index] {
            start.input = Value::String("x".repeat(len));
        }
        if let Event::End(end) = &mut journal.events[index] {
            end.outcome = Outcome::Returned(Value::String("y".repeat(len)));
        }
    }
    let bytes = journal.to_bytes().unwrap();
    for seed in 1..100 {
        assert!(Journal::from_reader(Pieces(&bytes, seed)).unwrap() == journal);
    }
}

#[test]
fn a_reader_gives_the_same_event_by_event() {
    let journal = runs::small();
    let bytes = journal.to_bytes().unwrap();
    let mut reader = JournalReader::new(&bytes, &Limits::DEFAULT).unwrap();
    assert_eq!(reader.header(), &journal.header);
    let events: Result<Vec<Event>, _> = reader.by_ref().collect();
    assert_eq!(events.unwrap(), journal.events);
    assert_eq!(reader.tail(), Tail::Finished);
    assert!(reader.next().is_none());
}
