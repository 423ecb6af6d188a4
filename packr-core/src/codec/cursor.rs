//! The one place where bytes are taken from the input, each time checked against what is left.

use super::error::{CodecError, CodecErrorKind, Malformed};
use super::heads::same;

/// What is left of the input, or of a node's payload.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    left: &'a [u8],
    offset: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(left: &'a [u8], offset: usize) -> Self {
        Self { left, offset }
    }

    /// The position in the whole input.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    /// How many bytes are left.
    pub(super) fn left(&self) -> usize {
        self.left.len()
    }

    pub(super) fn take(&mut self, len: usize, what: &'static str) -> Result<&'a [u8], CodecError> {
        let Some((taken, left)) = self.left.split_at_checked(len) else {
            return Err(self.truncated(len, what));
        };
        self.left = left;
        self.offset += len;
        Ok(taken)
    }

    pub(super) fn array<const N: usize>(
        &mut self,
        what: &'static str,
    ) -> Result<[u8; N], CodecError> {
        let Some((taken, left)) = self.left.split_first_chunk() else {
            return Err(self.truncated(N, what));
        };
        self.left = left;
        self.offset += N;
        Ok(*taken)
    }

    #[cold]
    fn truncated(&self, needed: usize, what: &'static str) -> CodecError {
        let left = self.left();
        CodecError::new(CodecErrorKind::Truncated { what, needed, left }).at_offset(self.offset)
    }

    pub(super) fn u8(&mut self, what: &'static str) -> Result<u8, CodecError> {
        Ok(self.array::<1>(what)?[0])
    }

    pub(super) fn u16(&mut self, what: &'static str) -> Result<u16, CodecError> {
        Ok(u16::from_le_bytes(self.array(what)?))
    }

    pub(super) fn u32(&mut self, what: &'static str) -> Result<u32, CodecError> {
        Ok(u32::from_le_bytes(self.array(what)?))
    }

    pub(super) fn u64(&mut self, what: &'static str) -> Result<u64, CodecError> {
        Ok(u64::from_le_bytes(self.array(what)?))
    }

    /// A length and that many bytes of text.
    pub(super) fn text(&mut self, what: &'static str) -> Result<&'a str, CodecError> {
        let len = self.u32("a length")? as usize;
        let at = self.offset;
        let bytes = self.take(len, what)?;
        core::str::from_utf8(bytes).map_err(|error| {
            CodecError::malformed(Malformed::Text).at_offset(at + error.valid_up_to())
        })
    }

    /// A count of things that take at least `each` bytes of what is left.
    pub(super) fn count(&mut self, what: &'static str, each: usize) -> Result<usize, CodecError> {
        let at = self.offset;
        let count = self.u32("a count")? as usize;
        let needed = count.saturating_mul(each);
        if needed > self.left() {
            let left = self.left();
            let error = CodecErrorKind::Truncated { what, needed, left };
            return Err(CodecError::new(error).at_offset(at));
        }
        Ok(count)
    }

    /// Takes these bytes, if they are what comes next.
    pub(super) fn skip(&mut self, expected: &[u8]) -> bool {
        match self.left.split_at_checked(expected.len()) {
            Some((taken, left)) if same(taken, expected) => {
                self.left = left;
                self.offset += expected.len();
                true
            }
            _ => false,
        }
    }

    /// What was taken between this earlier state and `now`.
    pub(super) fn until(&self, now: &Self) -> &'a [u8] {
        &self.left[..self.left.len() - now.left.len()]
    }

    /// That nothing is left.
    pub(super) fn end(&self, what: &'static str) -> Result<(), CodecError> {
        match self.left() {
            0 => Ok(()),
            _ => Err(self.more(what)),
        }
    }

    /// That more comes after the end.
    #[cold]
    pub(super) fn more(&self, what: &'static str) -> CodecError {
        let count = self.left();
        CodecError::new(CodecErrorKind::TrailingBytes { what, count }).at_offset(self.offset)
    }
}
