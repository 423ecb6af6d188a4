//! Copies of a few bytes. In a guest, a copy whose length is not known at compile time is a call out of WebAssembly, and one
//! of a few words is most of the strings of a tree.

use alloc::vec::Vec;

/// So many bytes are few.
const FEW: usize = 32;

/// Copies all of `from`, which is as long as `to`.
#[inline]
pub(super) fn copy(to: &mut [u8], from: &[u8]) {
    match from.len() {
        16..=FEW => ends::<16>(to, from),
        8..16 => ends::<8>(to, from),
        4..8 => ends::<4>(to, from),
        2..4 => ends::<2>(to, from),
        1 => ends::<1>(to, from),
        _ => to.copy_from_slice(from),
    }
}

/// The first and the last `N` bytes, which are all if there are no more than twice as many.
#[inline]
fn ends<const N: usize>(to: &mut [u8], from: &[u8]) {
    if let (Some(to), Some(from)) = (to.first_chunk_mut::<N>(), from.first_chunk()) {
        *to = *from;
    }
    if let (Some(to), Some(from)) = (to.last_chunk_mut::<N>(), from.last_chunk()) {
        *to = *from;
    }
}

/// The bytes in a `Vec` of their own, of whose room up to seven bytes are unused.
#[inline]
pub(super) fn to_vec(bytes: &[u8]) -> Vec<u8> {
    match bytes.len() {
        1..=8 => cut(word(bytes).to_le_bytes(), bytes.len()),
        9..=16 => within::<16>(bytes),
        17..=24 => within::<24>(bytes),
        25..=FEW => within::<FEW>(bytes),
        _ => bytes.to_vec(),
    }
}

/// At most `N` bytes.
#[inline]
fn within<const N: usize>(bytes: &[u8]) -> Vec<u8> {
    let mut few = [0; N];
    if let Some(to) = few.get_mut(..bytes.len()) {
        copy(to, bytes);
    }
    cut(few, bytes.len())
}

#[inline]
fn cut<const N: usize>(bytes: [u8; N], len: usize) -> Vec<u8> {
    let mut vec = Vec::from(bytes);
    vec.truncate(len);
    vec
}

/// Up to eight bytes, the first the lowest.
#[inline]
fn word(bytes: &[u8]) -> u64 {
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let [first, last] = [first, last].map(|half| u64::from(u32::from_le_bytes(*half)));
        return first | last << (8 * (bytes.len() - 4));
    }
    let at = |i: usize| bytes.get(i).map_or(0, |byte| u64::from(*byte) << (8 * i));
    at(0) | at(1) | at(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_of_all_lengths() {
        let bytes: Vec<u8> = (1..=100).collect();
        for len in 0..=bytes.len() {
            let from = &bytes[..len];
            assert_eq!(to_vec(from), from);
            let mut to = [0; 102];
            copy(&mut to[1..][..len], from);
            assert_eq!(to[1..][..len], *from);
            assert!(to[0] == 0 && to[1 + len..].iter().all(|byte| *byte == 0));
        }
    }
}
