//! Journals that were cut or changed, and bytes that somebody made up.

use std::io::{self, Read};

use packr_core::intercept::{FailureKind, Outcome};
use packr_core::journal::{Event, Journal, JournalError, JournalReader, Problem, Tail};
use packr_core::{Limits, Value, encode};

use crate::runs;

/// Gives no more than so many bytes at once, and is interrupted before each time.
struct Trickle<'a> {
    bytes: &'a [u8],
    step: usize,
    interrupted: bool,
}

impl Read for Trickle<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.interrupted = !self.interrupted;
        if self.interrupted {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let len = self.step.min(buffer.len());
        self.bytes.read(&mut buffer[..len])
    }
}

/// Reads bytes in memory, and the same from a source that gives them a few at a time.
fn read(bytes: &[u8]) -> Result<Journal, JournalError> {
    let whole = Journal::read(bytes);
    for step in [1, 7, 1000] {
        let interrupted = false;
        let trickled = Journal::from_reader(Trickle {
            bytes,
            step,
            interrupted,
        });
        match (&whole, &trickled) {
            (Ok(whole), Ok(trickled)) => assert_eq!(whole, trickled),
            (Err(whole), Err(trickled)) => {
                assert_eq!(format!("{whole:?}"), format!("{trickled:?}"));
            }
            _ => panic!("{whole:?} and {trickled:?}"),
        }
    }
    whole
}

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
        let cut = read(&bytes[..len]).unwrap();
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
        let found = match read(&changed) {
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
    let read = read(&bytes).unwrap();
    assert_eq!(read.tail, Tail::Cut { offset });
    assert_eq!(read.events, journal.events);
}

/// A source that fails after so many bytes.
struct Fails<'a>(&'a [u8]);

impl Read for Fails<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer)? {
            0 => Err(io::Error::other("the cable was pulled")),
            read => Ok(read),
        }
    }
}

#[test]
fn a_source_that_fails_anywhere_is_an_error_that_keeps_its_cause() {
    let journal = runs::small();
    let bytes = journal.to_bytes().unwrap();
    let ends = ends(&journal);
    for len in 0..bytes.len() {
        let mut events = Vec::new();
        let reader = JournalReader::from_reader(Fails(&bytes[..len]), &Limits::DEFAULT);
        let error = reader.and_then(|mut reader| {
            let read = reader.try_for_each(|event| event.map(|event| events.push(event)));
            assert!(reader.next().is_none(), "it has ended");
            read
        });
        let JournalError::Read { offset, source } = error.unwrap_err() else {
            panic!("at {len}")
        };
        assert_eq!(source.to_string(), "the cable was pulled");
        assert!(offset <= len as u64);
        let whole = ends.iter().filter(|end| **end <= len as u64).count();
        assert_eq!(events, journal.events[..whole.saturating_sub(1)]);
    }
}

#[test]
fn what_is_no_journal_is_told() {
    for bytes in [&b"packr journal 1\n"[..], b"CGRF", b"packrjn\0", b"x"] {
        assert!(matches!(read(bytes), Err(JournalError::NotAJournal)));
    }
    for bytes in [&b""[..], b"p", b"packrjn"] {
        assert_eq!(read(bytes).unwrap().tail, Tail::Cut { offset: 0 });
    }
    let error = read(b"packrjn\x02whatever comes").unwrap_err();
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

/// A frame of that kind with a right checksum.
fn frame(kind: u8, payload: &[u8]) -> Vec<u8> {
    let mut head = (payload.len() as u32).to_le_bytes().to_vec();
    head.push(kind);
    head.push(crc32fast::hash(&head) as u8);
    let crc = crc32fast::hash(&[&head, payload].concat());
    [&head, &crc.to_le_bytes()[..], payload].concat()
}

/// The beginning of a journal, with one function.
fn begun() -> Vec<u8> {
    let mut journal = Journal::default().to_bytes().unwrap();
    journal.extend(frame(2, b"\0\x01\0\0\0i\x01\0\0\0f\0\0\0\0"));
    journal
}

/// The beginning of a call, with a value as bytes.
fn start(call: u64, parent: u64, function: u32, value: &[u8]) -> Vec<u8> {
    let numbers = [call, parent, 7].map(u64::to_le_bytes);
    let payload = [numbers.as_flattened(), &function.to_le_bytes(), value].concat();
    frame(3, &payload)
}

fn end(call: u64, answered: u8, outcome: &[u8]) -> Vec<u8> {
    let numbers = [call, 8].map(u64::to_le_bytes);
    frame(4, &[numbers.as_flattened(), &[answered], outcome].concat())
}

const NONE: u64 = u64::MAX;

#[test]
fn frames_that_make_no_sense_are_errors_with_a_place_and_a_reason() {
    let unit = encode(&Value::UNIT).unwrap();
    let returned = [&[0], &unit[..]].concat();
    let first = start(0, NONE, 0, &unit);
    // A tuple of one node twice.
    let shared = b"CGRF\x03\0\0\0\x02\0\0\0\x01\0\0\0\x0b\0\0\0\x04\0\0\0\0\0\0\0\x0b\0\0\0\x0c\0\0\0\x02\0\0\0\0\0\0\0\0\0\0\0";
    let long = |len: u32| {
        [
            &[0],
            &len.to_le_bytes()[..],
            &vec![b'x'; len as usize],
            &[0; 8],
        ]
        .concat()
    };
    for (frames, told) in [
        (vec![frame(9, b"")], "a frame of kind 9 has no place there"),
        (vec![frame(1, b"")], "a frame of kind 1 has no place there"),
        (vec![frame(2, b"\x02")], "a direction can't be 2"),
        (
            vec![frame(2, b"\0\xff\xff\xff\xff")],
            "it ends inside an interface",
        ),
        (
            vec![frame(2, b"\0\x01\0\0\0\xff")],
            "an interface is not UTF-8",
        ),
        (
            vec![frame(2, b"\0\0\0\0\0\0\0\0\0\xff\xff\xff\xff")],
            "it ends inside a parameter",
        ),
        (
            vec![frame(2, b"\0\0\0\0\0\0\0\0\0\0\0\0\0!")],
            "1 bytes too many",
        ),
        (
            vec![frame(2, &long(1025))],
            "the names of interface and function have 1025 bytes, and 1024 are allowed",
        ),
        (
            vec![start(1, NONE, 0, &unit)],
            "call 1 begins where the next one is 0",
        ),
        (
            vec![start(0, 0, 0, &unit)],
            "call 0 can't be inside call 0, which does not come before it",
        ),
        (vec![start(0, NONE, 1, &unit)], "function 1 is not there"),
        (vec![start(0, NONE, 0, b"")], "the value is not valid"),
        (vec![start(0, NONE, 0, shared)], "the value is not valid"),
        (
            vec![frame(3, b"\0")],
            "it ends inside the number of the call",
        ),
        (
            vec![end(0, 0, &returned)],
            "call 0 ends, and is not under way",
        ),
        (
            vec![first.clone(), end(0, 0, &returned), end(0, 0, &returned)],
            "call 0 ends, and is not under way",
        ),
        (
            vec![first.clone(), end(0, 3, &returned)],
            "who answered can't be 3",
        ),
        (
            vec![first.clone(), end(0, 0, b"\x02")],
            "an outcome can't be 2",
        ),
        (
            vec![first.clone(), end(0, 0, b"\x01\x0e")],
            "a kind of failure can't be 14",
        ),
        (
            vec![
                first.clone(),
                end(0, 0, b"\x01\x02\x05\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
            ],
            "a limit can't be 5",
        ),
        (
            vec![first.clone(), end(0, 0, b"\x01\x03\0\0\0\0\0\0\x02")],
            "a call can't be 2",
        ),
        (
            vec![first.clone(), frame(5, &2_u64.to_le_bytes())],
            "there are 1 events, and 2 were noted",
        ),
        (vec![frame(5, &[0; 9])], "1 bytes too many"),
        (
            vec![frame(5, &[0; 8]), first.clone()],
            "a frame of kind 3 has no place there",
        ),
        (
            vec![frame(5, &[0; 8]), frame(5, &[0; 8])],
            "a frame of kind 5 has no place there",
        ),
    ] {
        let mut journal = begun();
        let (last, before) = frames.split_last().unwrap();
        journal.extend(before.concat());
        let at = journal.len() as u64;
        journal.extend(last);
        match read(&journal).unwrap_err() {
            JournalError::Invalid { offset, problem } => {
                assert_eq!((offset, &*problem.to_string()), (at, told));
            }
            other => panic!("{told}: {other}"),
        }
    }
    let no_header = [&b"packrjn\x01"[..], &first].concat();
    assert!(matches!(
        read(&no_header),
        Err(JournalError::Invalid { offset: 8, .. })
    ));
}

/// A trap of another wasmtime is one without a code.
#[test]
fn an_unknown_trap_is_read() {
    let mut journal = begun();
    journal.extend(start(0, NONE, 0, &encode(&Value::UNIT).unwrap()));
    journal.extend(end(0, 0, b"\x01\x00\x01\x03\0\0\0New\x04\0\0\0oops\0\0\0"));
    let recording = read(&journal).unwrap().recording();
    let Some(Outcome::Failed(failure)) = &recording.calls[0].outcome else {
        panic!("{recording:?}")
    };
    assert_eq!(failure.kind, FailureKind::Trap { code: None });
    assert_eq!(failure.message, "oops");
}
