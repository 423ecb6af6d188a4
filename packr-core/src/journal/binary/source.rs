//! What a journal is read from, a piece at a time.

use std::io::{self, Read};

/// The room of the buffer at first, and when it has read so much that it grows for larger frames alone.
const LEAST: usize = 512;
const MOST: usize = 16 << 10;

/// A source with a buffer that grows with what was read, whatever lengths the source claims.
pub(super) struct Source<R> {
    from: R,
    buffer: Vec<u8>,
    /// What of the buffer was read and not yet taken.
    start: usize,
    end: usize,
    /// Where what is not yet taken begins in the source.
    at: u64,
}

impl<R: Read> Source<R> {
    pub(super) fn new(from: R) -> Self {
        Self {
            from,
            buffer: Vec::new(),
            start: 0,
            end: 0,
            at: 0,
        }
    }

    /// The bytes that were taken.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// What comes next, of which there are fewer than `len` bytes only where the source ends.
    #[inline]
    pub(super) fn peek(&mut self, len: usize) -> io::Result<&[u8]> {
        if self.end - self.start < len {
            self.fill(len)?;
        }
        Ok(&self.buffer[self.start..self.end])
    }

    /// Takes bytes that were seen.
    pub(super) fn take(&mut self, len: usize) {
        self.start += len;
        self.at += len as u64;
    }

    #[cold]
    fn fill(&mut self, len: usize) -> io::Result<()> {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        if self.buffer.len() < MOST {
            self.grow();
        }
        while self.end < len {
            if self.end == self.buffer.len() {
                self.grow();
            }
            match self.from.read(&mut self.buffer[self.end..]) {
                Ok(0) => break,
                // A source that claims more than it was given room for is wrong, and no reason to panic.
                Ok(read) => self.end = (self.end + read).min(self.buffer.len()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Makes room for as much again as there was.
    fn grow(&mut self) {
        let len = self.buffer.len();
        self.buffer.resize(len + len.max(LEAST), 0);
    }

    /// Takes all that is left, and tells whether it is nothing but zeros. What comes after another byte is not read.
    pub(super) fn is_zero(&mut self) -> io::Result<bool> {
        loop {
            let rest = self.peek(1)?;
            let len = rest.len();
            if len == 0 {
                return Ok(true);
            }
            if rest.iter().any(|byte| *byte != 0) {
                return Ok(false);
            }
            self.take(len);
        }
    }
}
