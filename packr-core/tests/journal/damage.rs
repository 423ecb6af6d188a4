//! Journals that were cut or changed, and bytes that somebody made up.

use packr_core::journal::{Event, Journal, JournalError, Problem, Tail};

use crate::runs;

/// Where each event ends; the first is the end of the header.
fn ends(journal: &Journal) -> Vec<u64> {
    let mut prefix = journal.clone();
    prefix.tail = Tail::Open;
    (0..=journal.events.len())
        .map(|count| {
            prefix.events.truncate(0);
            prefix.events.extend_from_slice(&journal.events[..count]);
            prefix.to_bytes().unwrap().len() as u64
        })
        .collect()
}

#[test]
fn a_journal_that_is_cut_anywhere_opens() {
    let journal = runs::small();
    let bytes = journal.to_bytes().unwrap();
    let ends = ends(&journal);
    for len in 0..bytes.len() {
        let cut = Journal::read(&bytes[..len]).unwrap();
        let whole = ends.iter().filter(|end| **end <= len as u64).count();
        let events = whole.saturating_sub(1);
        assert_eq!(cut.events, journal.events[..events], "cut at {len}");
        assert_eq!(cut.header == journal.header, whole > 0, "cut at {len}");
        match cut.tail {
            // The definition of a function may stand between the last event and the cut.
            Tail::Open => assert!(whole > 0 && ends[whole - 1] <= len as u64, "cut at {len}"),
            Tail::Cut { offset } => {
                let earliest = if whole == 0 { 0 } else { ends[whole - 1] };
                assert!((earliest..len as u64 + 1).contains(&offset), "cut at {len}");
            }
            other => panic!("cut at {len}: {other:?}"),
        }
        let open = cut
            .recording()
            .calls
            .iter()
            .filter(|call| call.outcome.is_none())
            .count();
        assert_eq!(cut.unfinished().len(), open, "cut at {len}");
    }
}

#[test]
fn a_journal_with_any_bit_changed_shows_nothing_else_than_what_was_before_it() {
    let journal = runs::small();
    let bytes = journal.to_bytes().unwrap();
    let ends = ends(&journal);
    for bit in 0..bytes.len() * 8 {
        let mut changed = bytes.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let found = match Journal::read(&changed) {
            Ok(found) => found,
            Err(JournalError::NotAJournal | JournalError::Version { .. }) if bit / 8 < 8 => {
                continue;
            }
            Err(error) => panic!("bit {bit}: {error}"),
        };
        let before = ends.iter().filter(|end| **end <= (bit / 8) as u64).count();
        assert_eq!(
            found.events,
            journal.events[..before.saturating_sub(1)],
            "bit {bit}"
        );
        assert!(
            matches!(found.tail, Tail::Damaged { .. }),
            "bit {bit}: {:?}",
            found.tail
        );
    }
}

/// As file systems leave it that had made room and not yet written.
#[test]
fn zeros_at_the_end_are_a_cut() {
    let mut journal = runs::small();
    journal.tail = Tail::Open;
    let mut bytes = journal.to_bytes().unwrap();
    let offset = bytes.len() as u64;
    bytes.resize(bytes.len() + 5000, 0);
    let read = Journal::read(&bytes).unwrap();
    assert_eq!(read.tail, Tail::Cut { offset });
    assert_eq!(read.events, journal.events);
}

#[test]
fn what_is_no_journal_is_told() {
    for bytes in [&b"packr journal 1\n"[..], b"CGRF", b"packrjn\0", b"x"] {
        assert!(matches!(
            Journal::read(bytes),
            Err(JournalError::NotAJournal)
        ));
    }
    for bytes in [&b""[..], b"p", b"packrjn"] {
        assert_eq!(Journal::read(bytes).unwrap().tail, Tail::Cut { offset: 0 });
    }
    let error = Journal::read(b"packrjn\x02whatever comes").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the journal is of version 2, and this packr knows none after 1"
    );
}

/// Changes an event before the frames are made, as one with a right checksum would be.
fn invalid(change: impl FnOnce(&mut Vec<Event>)) -> Problem {
    let mut journal = runs::small();
    change(&mut journal.events);
    match journal.to_bytes().unwrap_err() {
        JournalError::Event { problem, .. } => problem,
        other => panic!("{other}"),
    }
}

#[test]
fn events_that_do_not_fit_each_other_are_not_written() {
    let start = |event: &mut Event, number| match event {
        Event::Start(start) => start.call = number,
        Event::End(end) => end.call = number,
        _ => unreachable!(),
    };
    let problem = invalid(|events| start(&mut events[1], 7));
    assert_eq!(problem.to_string(), "call 7 begins where the next one is 1");
    let problem = invalid(|events| start(&mut events[2], 1 << 40));
    assert!(matches!(problem, Problem::NotUnderWay { call } if call == 1 << 40));
    let problem = invalid(|events| {
        let again = events[2].clone();
        events.insert(3, again);
    });
    assert!(matches!(problem, Problem::NotUnderWay { call: 1 }));
    let problem = invalid(|events| {
        if let Event::Start(start) = &mut events[1] {
            start.parent = Some(1);
        }
    });
    assert!(matches!(problem, Problem::Parent { call: 1, parent: 1 }));
}
