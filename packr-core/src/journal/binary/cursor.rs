//! Reads the parts of a payload.

use crate::journal::error::Problem;

/// What is left of a payload.
pub(super) struct Cursor<'a>(pub(super) &'a [u8]);

impl<'a> Cursor<'a> {
    pub(super) fn take(&mut self, len: usize, what: &'static str) -> Result<&'a [u8], Problem> {
        let (taken, rest) = self.0.split_at_checked(len).ok_or(Problem::Ends { what })?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn array<const N: usize>(&mut self, what: &'static str) -> Result<[u8; N], Problem> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(Problem::Ends { what })?;
        self.0 = rest;
        Ok(*taken)
    }

    pub(super) fn u8(&mut self, what: &'static str) -> Result<u8, Problem> {
        self.array::<1>(what).map(|[byte]| byte)
    }

    pub(super) fn u32(&mut self, what: &'static str) -> Result<u32, Problem> {
        self.array(what).map(u32::from_le_bytes)
    }

    pub(super) fn u64(&mut self, what: &'static str) -> Result<u64, Problem> {
        self.array(what).map(u64::from_le_bytes)
    }

    pub(super) fn text(&mut self, what: &'static str) -> Result<String, Problem> {
        let len = self.u32(what)? as usize;
        let text = str::from_utf8(self.take(len, what)?);
        text.map(str::to_owned)
            .map_err(|_| Problem::NotUtf8 { what })
    }

    pub(super) fn optional<T>(
        &mut self,
        what: &'static str,
        read: impl FnOnce(&mut Self) -> Result<T, Problem>,
    ) -> Result<Option<T>, Problem> {
        match self.u8(what)? {
            0 => Ok(None),
            1 => read(self).map(Some),
            found => Err(Problem::Byte { what, found }),
        }
    }

    /// As many as are said to be there; no room is made for those that are not.
    pub(super) fn list<T>(
        &mut self,
        what: &'static str,
        mut read: impl FnMut(&mut Self) -> Result<T, Problem>,
    ) -> Result<Vec<T>, Problem> {
        let mut items = Vec::new();
        for _ in 0..self.u32(what)? {
            items.push(read(self)?);
        }
        Ok(items)
    }

    pub(super) fn end(&self) -> Result<(), Problem> {
        match self.0.len() {
            0 => Ok(()),
            count => Err(Problem::TooLong { count }),
        }
    }
}
