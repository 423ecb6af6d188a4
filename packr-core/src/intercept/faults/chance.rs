//! Numbers by chance that are the same each time.

/// A number from 0 to below 1, the same one for the same arguments: SplitMix64, of a stream for each rule and function.
pub(super) fn draw(seed: u64, rule: usize, function: &str, count: u64) -> f64 {
    const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |mut z: u64| {
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    // FNV-1a, which never changes, unlike the standard library's.
    let start = 0xcbf2_9ce4_8422_2325_u64;
    let bytes = function.bytes();
    let function = bytes.fold(start, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let stream = mix(seed.wrapping_add(STEP))
        .wrapping_add(mix(function))
        .wrapping_add(mix((rule as u64).wrapping_add(STEP)));
    let number = mix(mix(stream).wrapping_add(count.wrapping_mul(STEP)));
    (number >> 11) as f64 / (1_u64 << 53) as f64
}
