//! The same changes of the same files each time: what a fuzzer does, without looking where it leads.

/// What counts and lengths are replaced by.
const COUNTS: [u32; 4] = [0, 1, 1 << 31, u32::MAX];

pub(crate) struct Mutations<'a> {
    seeds: &'a [Vec<u8>],
    state: u64,
}

impl<'a> Mutations<'a> {
    pub(crate) fn new(seeds: &'a [Vec<u8>]) -> Self {
        let state = 0x9e37_79b9_7f4a_7c15;
        Self { seeds, state }
    }

    fn below(&mut self, end: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 16) as usize % end.max(1)
    }

    fn seed(&mut self) -> &'a [u8] {
        let at = self.below(self.seeds.len());
        &self.seeds[at]
    }

    /// One of the files with one to three changes.
    pub(crate) fn next(&mut self) -> Vec<u8> {
        let mut bytes = self.seed().to_vec();
        for _ in 0..=self.below(3) {
            self.change(&mut bytes);
        }
        bytes
    }

    fn change(&mut self, bytes: &mut Vec<u8>) {
        let at = self.below(bytes.len());
        match self.below(8) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << self.below(8),
            1 if !bytes.is_empty() => bytes[at] = self.below(32) as u8,
            2 => bytes.truncate(at),
            3 | 4 => {
                if let Some(count) = bytes.get_mut(at..).and_then(<[u8]>::first_chunk_mut) {
                    *count = COUNTS[self.below(COUNTS.len())].to_le_bytes();
                }
            }
            5 => {
                let to = at + self.below(bytes.len() - at);
                bytes.drain(at..to);
            }
            6 => {
                let to = at + self.below(bytes.len() - at);
                let again = bytes[at..to].to_vec();
                bytes.splice(at..at, again);
            }
            _ => {
                let other = self.seed();
                bytes.truncate(at);
                bytes.extend(&other[self.below(other.len())..]);
            }
        }
    }
}

/// The beginnings of a file, the shortest first.
pub(crate) fn truncated(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    (0..bytes.len()).map(|len| &bytes[..len])
}
