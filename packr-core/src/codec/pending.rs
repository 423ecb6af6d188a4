//! A stack of nodes, which needs an allocation only when there are many.

use alloc::vec::Vec;

const FEW: usize = 8;

pub(super) struct Pending {
    few: [u32; FEW],
    len: usize,
    /// Those after the first few.
    more: Vec<u32>,
}

impl Pending {
    pub(super) const fn new() -> Self {
        Self {
            few: [0; FEW],
            len: 0,
            more: Vec::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    #[inline]
    pub(super) fn push(&mut self, node: u32) {
        match self.few.get_mut(self.len) {
            Some(place) => *place = node,
            None => self.push_more(node),
        }
        self.len += 1;
    }

    fn push_more(&mut self, node: u32) {
        if self.more.is_empty() {
            // All of them, so that they are in one place.
            self.more.reserve(4 * FEW);
            self.more.extend_from_slice(&self.few);
        }
        self.more.push(node);
    }

    /// The nodes from that one on.
    #[inline]
    pub(super) fn since(&self, mark: usize) -> &[u32] {
        match self.more.is_empty() {
            true => &self.few[mark..self.len],
            false => &self.more[mark..],
        }
    }

    #[inline]
    pub(super) fn truncate(&mut self, len: usize) {
        self.len = len;
        if !self.more.is_empty() {
            self.more.truncate(len);
            if len <= FEW {
                self.few[..len].copy_from_slice(&self.more);
                self.more.clear();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_a_stack() {
        let mut pending = Pending::new();
        let mut expected = Vec::new();
        for (pushed, left) in [
            (3, 2),
            (20, 18),
            (5, 17),
            (1, 16),
            (2, 10),
            (100, 0),
            (17, 17),
        ] {
            let mark = pending.len();
            for node in 0..pushed {
                pending.push(node);
                expected.push(node);
            }
            assert_eq!(pending.since(mark), &expected[mark..]);
            assert_eq!(pending.since(0), expected);
            pending.truncate(left);
            expected.truncate(left);
            assert_eq!((pending.since(0), pending.len()), (&expected[..], left));
        }
    }
}
