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
        match self.known(bytes) {
            Some(known) => Ok(known),
            None => Ok(self.keep(bytes, read()?)),
        }
    }

    /// The description that was read from the same bytes.
    pub(super) fn known(&self, bytes: &'a [u8]) -> Option<Shared<T>> {
        let known = self.kept.iter().find(|(from, _)| *from == bytes);
        known.map(|(_, known)| known.clone())
    }

    /// Keeps a new one.
    pub(super) fn keep(&mut self, bytes: &'a [u8], new: T) -> Shared<T> {
        let new = Shared::from(new);
        let entry = (bytes, new.clone());
        match self.kept.get_mut(self.next % KEPT) {
            Some(old) => *old = entry,
            None => self.kept.push(entry),
        }
        self.next = (self.next + 1) % KEPT;
        new
    }
}
