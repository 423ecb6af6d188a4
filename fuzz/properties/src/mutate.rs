//! Changes of files: the same each time for the same seed. Of bytes, and of messages as messages, so that their lengths still fit.

mod message;

pub use message::change_message;

/// What counts and lengths are replaced by.
const COUNTS: [u32; 4] = [0, 1, 1 << 31, u32::MAX];

/// Numbers by which changes are chosen.
pub struct Random(u64);

impl Random {
    /// Numbers that depend on nothing but the seed.
    pub fn new(seed: u32) -> Self {
        Self(0x9e37_79b9_7f4a_7c15 ^ u64::from(seed))
    }

    /// A number below `end`, or 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % end.max(1)
    }

    fn count(&mut self) -> [u8; 4] {
        COUNTS[self.below(COUNTS.len())].to_le_bytes()
    }
}

/// Changes the first `size` bytes of `data`, as a message or else by the fuzzer's `bytes`, and returns how many they then are.
pub fn in_place(
    data: &mut [u8],
    size: usize,
    max: usize,
    seed: u32,
    bytes: impl Fn(&mut [u8], usize, usize) -> usize,
) -> usize {
    let mut random = Random::new(seed);
    let mut message = data[..size].to_vec();
    let as_message = random.below(2) == 0 && change_message(&mut message, &mut random);
    if as_message && message.len() <= max {
        data[..message.len()].copy_from_slice(&message);
        return message.len();
    }
    bytes(data, size, max)
}

/// Changes some bytes; `other` is a file to take some from.
pub fn change_bytes(bytes: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    let at = random.below(bytes.len());
    match random.below(8) {
        0 if !bytes.is_empty() => bytes[at] ^= 1 << random.below(8),
        1 if !bytes.is_empty() => bytes[at] = random.below(32) as u8,
        2 => bytes.truncate(at),
        3 | 4 => {
            if let Some(count) = bytes.get_mut(at..).and_then(<[u8]>::first_chunk_mut) {
                *count = random.count();
            }
        }
        5 => {
            let to = at + random.below(bytes.len() - at);
            bytes.drain(at..to);
        }
        6 => {
            let to = at + random.below(bytes.len() - at);
            let again = bytes[at..to].to_vec();
            bytes.splice(at..at, again);
        }
        _ => {
            bytes.truncate(at);
            bytes.extend(&other[random.below(other.len())..]);
        }
    }
}
