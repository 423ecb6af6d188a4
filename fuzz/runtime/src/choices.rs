//! Choices that are taken from bytes. Where there are none left, the first choice is taken.

pub(crate) struct Choices<'a>(&'a [u8]);

/// Where pointers, lengths and counts go wrong.
const EDGES: [u32; 24] = [
    0,
    1,
    2,
    4,
    7,
    8,
    16,
    24,
    28,
    63,
    64,
    92,
    1024,
    4096,
    65_528,
    65_532,
    65_535,
    65_536,
    131_072,
    1 << 20,
    i32::MAX as u32,
    1 << 31,
    u32::MAX - 7,
    u32::MAX,
];

impl<'a> Choices<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(crate) fn byte(&mut self) -> u8 {
        match self.0.split_first() {
            Some((byte, rest)) => {
                self.0 = rest;
                *byte
            }
            None => 0,
        }
    }

    /// One of so many.
    pub(crate) fn below(&mut self, count: u8) -> u8 {
        self.byte() % count
    }

    /// A number, mostly one at an edge.
    pub(crate) fn word(&mut self) -> u32 {
        match self.byte() {
            byte @ ..192 => EDGES[usize::from(byte) % EDGES.len()],
            byte @ 192..250 => u32::from(byte) * 4 + u32::from(self.byte()),
            _ => u32::from_le_bytes([self.byte(), self.byte(), self.byte(), self.byte()]),
        }
    }

    /// Changes a few bytes, often none.
    pub(crate) fn change(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..self.below(8).saturating_sub(5) {
            let at = usize::from(self.byte()) % bytes.len().max(1);
            match self.below(3) {
                0 => bytes.truncate(at),
                1 => {
                    let by = self.word().to_le_bytes();
                    let end = bytes.len().min(at + by.len());
                    bytes[at..end].copy_from_slice(&by[..end - at]);
                }
                _ => {
                    let by = self.byte();
                    if let Some(byte) = bytes.get_mut(at) {
                        *byte = by;
                    }
                }
            }
        }
    }
}
