//! Descriptions that were read lately, so that values of one type share one of them.

use alloc::vec::Vec;

use crate::value::Shared;

/// How many descriptions are kept.
const KEPT: usize = 8;

/// Descriptions by the bytes that they were read from.
pub(super) struct Memo<'a, T: 'static> {
    kept: Vec<(&'a [u8], Shared<T>)>,
    next: usize,
}

impl<T> Default for Memo<'_, T> {
    fn default() -> Self {
        let kept = Vec::new();
        Self { kept, next: 0 }
    }
}

impl<'a, T> Memo<'a, T> {
    /// The description that was read from the same bytes, or else a new one.
    pub(super) fn get<E>(
        &mut self,
        bytes: &'a [u8],
        read: impl FnOnce() -> Result<T, E>,
    ) -> Result<Shared<T>, E> {
        if let Some((_, known)) = self.kept.iter().find(|(from, _)| *from == bytes) {
            return Ok(known.clone());
        }
        let new = Shared::from(read()?);
        let entry = (bytes, new.clone());
        match self.kept.get_mut(self.next % KEPT) {
            Some(old) => *old = entry,
            None => self.kept.push(entry),
        }
        self.next = (self.next + 1) % KEPT;
        Ok(new)
    }
}
