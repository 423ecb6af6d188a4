//! Any bytes, any frames with right checksums, and any text are a journal, or an error, in memory that the documentation bounds; and
//! a journal comes back from its bytes and from its text.

use std::io::{self, Read};

use packr_core::Limits;
use packr_core::journal::{Journal, JournalError, JournalReader, Tail};
use packr_fuzz::memory::peak;

/// Bytes of memory for each byte read: `docs/journal.md`.
const FACTOR: usize = 100;
/// What does not grow with the journal.
const CONSTANT: usize = 8 << 10;
/// The buffer of a source that gives few bytes at a time, old and new while it grows.
const BUFFER: usize = 24 << 10;

/// What a journal of version 1 begins with.
const MAGIC: &[u8] = b"packrjn\x01";

/// Checks the property.
pub fn check(data: &[u8]) {
    bytes(data);
    bytes(&framed(data));
    if let Ok(text) = str::from_utf8(data) {
        match in_bounds(data, || text.parse::<Journal>()) {
            Ok(journal) => comes_back(&journal),
            Err(error) => check_place(&error, text),
        }
    }
}

/// Frames out of choices: of each the kind, and the length in two bytes, and what is in it.
pub fn framed(mut choices: &[u8]) -> Vec<u8> {
    let mut journal = MAGIC.to_vec();
    while let Some(([kind, low, high], rest)) = choices.split_first_chunk() {
        let len = usize::from(u16::from_le_bytes([*low, *high])).min(rest.len());
        let (payload, rest) = rest.split_at(len);
        let mut head = (len as u32).to_le_bytes().to_vec();
        head.push(*kind);
        head.push(crc32fast::hash(&head) as u8);
        let crc = crc32fast::hash(&[&head, payload].concat());
        head.extend(crc.to_le_bytes());
        journal.extend(head);
        journal.extend(payload);
        choices = rest;
    }
    journal
}

/// The choices of which [`framed`] makes that journal, if its frames are small.
pub fn choices(journal: &[u8]) -> Option<Vec<u8>> {
    let mut frames = journal.strip_prefix(MAGIC)?;
    let mut choices = Vec::new();
    while let Some(([a, b, 0, 0, kind, _, _, _, _, _], rest)) = frames.split_first_chunk() {
        let len = usize::from(u16::from_le_bytes([*a, *b]));
        choices.extend([*kind, *a, *b]);
        choices.extend(rest.get(..len)?);
        frames = &rest[len..];
    }
    frames.is_empty().then_some(choices)
}

fn bytes(data: &[u8]) {
    let read = in_bounds(data, || Journal::read(data));
    one_by_one(data, &read);
    in_pieces(data, &read);
    let Ok(mut journal) = read else {
        return;
    };
    let recording = journal.recording();
    let open = recording.calls.iter().filter(|call| call.outcome.is_none());
    assert_eq!(journal.unfinished().len(), open.count());
    if let Tail::Cut { offset } | Tail::Damaged { offset } = journal.tail {
        let whole = Journal::read(&data[..offset as usize]);
        let whole = whole.expect("what is before the cut was read");
        assert_eq!(whole.events, journal.events);
    }
    comes_back(&journal);
    if journal.tail != Tail::Finished {
        journal.tail = Tail::Open;
    }
    let again = journal.to_bytes().expect("what was read can be written");
    assert_eq!(Journal::read(&again).expect("and read again"), journal);
}

fn in_bounds<R>(data: &[u8], read: impl FnOnce() -> R) -> R {
    within(FACTOR * data.len() + CONSTANT, data, read)
}

fn within<R>(most: usize, data: &[u8], read: impl FnOnce() -> R) -> R {
    let (read, peak) = peak(read);
    assert!(peak <= most, "{peak} bytes of memory for {}", data.len());
    read
}

fn one_by_one(data: &[u8], read: &Result<Journal, JournalError>) {
    let events = JournalReader::new(data, &Limits::DEFAULT)
        .and_then(|mut reader| reader.try_fold(0, |count, event| event.map(|_| count + 1)));
    match (events, read) {
        (Ok(count), Ok(journal)) => assert_eq!(count, journal.events.len()),
        (Err(one), Err(other)) => assert_eq!(one.to_string(), other.to_string()),
        (events, _) => panic!("{events:?} and {read:?}"),
    }
}

/// A source that gives few bytes at a time is read as the bytes at once are.
fn in_pieces(data: &[u8], read: &Result<Journal, JournalError>) {
    struct Pieces<'a>(&'a [u8]);
    impl Read for Pieces<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let len = buffer.len().min(1 + self.0.len() % 7);
            self.0.read(&mut buffer[..len])
        }
    }
    let most = FACTOR * data.len() + CONSTANT + BUFFER;
    let pieces = within(most, data, || Journal::from_reader(Pieces(data)));
    match (pieces, read) {
        (Ok(pieces), Ok(read)) => assert_eq!(&pieces, read),
        (Err(one), Err(other)) => assert_eq!(one.to_string(), other.to_string()),
        (pieces, _) => panic!("{pieces:?} and {read:?}"),
    }
}

fn comes_back(journal: &Journal) {
    let text = journal.to_string();
    match text.parse::<Journal>() {
        Ok(again) => assert_eq!(&again, journal, "{text}"),
        Err(error) => panic!("{error}\n{text}"),
    }
}

fn check_place(error: &JournalError, text: &str) {
    if let JournalError::Text { line, column, .. } = error {
        let line = text.split('\n').nth(line - 1).expect("there is that line");
        assert!(*column <= line.chars().count() + 1, "{error}");
    }
}
