//! Frames: what a journal is made of, each with its length and a checksum.

use std::io::{self, Read};

use super::source::Source;
use super::{MAGIC, kind};
use crate::journal::error::Problem;

/// The length of the payload, the kind, a check of these five bytes, and the checksum of all that and the payload.
pub(super) const HEAD: usize = 4 + 1 + 1 + 4;

/// What comes next.
pub(super) enum Next<'a> {
    /// To be taken from the source when it was looked at.
    Frame { kind: u8, payload: &'a [u8] },
    /// Nothing.
    End,
    /// A frame that is not whole.
    Cut,
    /// No frame that was written.
    Damaged,
}

pub(super) fn next<R: Read>(source: &mut Source<R>) -> io::Result<Next<'_>> {
    let Some(head) = source.peek(HEAD)?.first_chunk::<HEAD>().copied() else {
        return Ok(match source.peek(1)? {
            [] => Next::End,
            _ => Next::Cut,
        });
    };
    let [a, b, c, d, kind, check, crc @ ..] = head;
    if check != check_of(&head[..5]) {
        // A file system that was stopped may leave room for what was not yet written.
        return Ok(match source.is_zero()? {
            true => Next::Cut,
            false => Next::Damaged,
        });
    }
    let len = u32::from_le_bytes([a, b, c, d]) as usize;
    let whole = HEAD.saturating_add(len);
    let Some(payload) = source.peek(whole)?.get(HEAD..whole) else {
        return Ok(Next::Cut);
    };
    Ok(
        match u32::from_le_bytes(crc) == checksum(&head[..6], payload) {
            true => Next::Frame { kind, payload },
            false => Next::Damaged,
        },
    )
}

/// Whether these are the bytes of one frame, with right checksums, that finishes a journal.
pub(in crate::journal) fn is_finish(bytes: &[u8]) -> bool {
    let whole = bytes.len();
    let mut source = Source::new(bytes);
    let next = next(&mut source);
    matches!(next, Ok(Next::Frame { kind: kind::FINISH, payload }) if HEAD + payload.len() == whole)
}

/// Whether the last of these frames finishes a journal: for a [store](crate::journal::JournalStore) that notes which runs are finished. They are what one
/// [`JournalSink::append`](crate::journal::JournalSink::append) gets, and are not checked.
///
/// ```
/// use packr_core::journal::{ends_finished, Journal};
///
/// let mut journal = Journal::default();
/// assert!(!ends_finished(&journal.to_bytes()?));
/// journal.tail = packr_core::journal::Tail::Finished;
/// assert!(ends_finished(&journal.to_bytes()?));
/// # Ok::<(), packr_core::journal::JournalError>(())
/// ```
pub fn ends_finished(frames: &[u8]) -> bool {
    let mut rest = match frames.split_at_checked(MAGIC.len() + 1) {
        Some((begun, rest)) if begun.starts_with(MAGIC) => rest,
        _ => frames,
    };
    let mut last = None;
    while let Some(([a, b, c, d, kind, ..], after)) = rest.split_first_chunk::<HEAD>() {
        let Some(after) = after.get(u32::from_le_bytes([*a, *b, *c, *d]) as usize..) else {
            return false;
        };
        (rest, last) = (after, Some(*kind));
    }
    rest.is_empty() && last == Some(kind::FINISH)
}

/// Writes a frame whose payload `write` appends.
pub(super) fn put(
    out: &mut Vec<u8>,
    kind: u8,
    write: impl FnOnce(&mut Vec<u8>),
) -> Result<(), Problem> {
    let start = out.len();
    out.extend([0; HEAD]);
    write(out);
    let bytes = out.len() - start - HEAD;
    let Ok(len) = u32::try_from(bytes) else {
        out.truncate(start);
        return Err(Problem::TooLarge { bytes });
    };
    let (head, payload) = out[start..].split_at_mut(HEAD);
    head[..4].copy_from_slice(&len.to_le_bytes());
    head[4] = kind;
    head[5] = check_of(&head[..5]);
    let crc = checksum(&head[..6], payload);
    head[6..].copy_from_slice(&crc.to_le_bytes());
    Ok(())
}

fn check_of(head: &[u8]) -> u8 {
    crc32fast::hash(head) as u8
}

fn checksum(head: &[u8], payload: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(head);
    hasher.update(payload);
    hasher.finalize()
}
