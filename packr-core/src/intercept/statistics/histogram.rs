//! How often what times came.

use std::time::Duration;

/// Counts times in buckets: up to 16 ns one each, and from there on 16 for each power of two, so that a bucket's end is at most a sixteenth above
/// what is in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Histogram {
    /// As long as the last bucket that has anything needs.
    counts: Vec<u64>,
    count: u64,
    total: Duration,
    max: u64,
}

/// Buckets a power of two, as a power of two.
const BITS: u32 = 4;

fn bucket(nanoseconds: u64) -> usize {
    let power = nanoseconds.checked_ilog2().unwrap_or(0);
    match power.checked_sub(BITS) {
        None | Some(0) => nanoseconds as usize,
        Some(shift) => ((shift as usize) << BITS) + (nanoseconds >> shift) as usize,
    }
}

/// The largest time in a bucket.
fn end(bucket: usize) -> u64 {
    let shift = (bucket >> BITS).saturating_sub(1);
    let start = (bucket - (shift << BITS)) as u64;
    (start << shift) + ((1 << shift) - 1)
}

impl Histogram {
    pub(super) fn add(&mut self, time: Duration) {
        let nanoseconds = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        let bucket = bucket(nanoseconds);
        if bucket >= self.counts.len() {
            self.counts.resize(bucket + 1, 0);
        }
        self.counts[bucket] += 1;
        self.count += 1;
        self.total = self.total.saturating_add(time);
        self.max = self.max.max(nanoseconds);
    }

    pub(super) fn merge(&mut self, other: &Self) {
        if self.counts.len() < other.counts.len() {
            self.counts.resize(other.counts.len(), 0);
        }
        for (own, others) in self.counts.iter_mut().zip(&other.counts) {
            *own += others;
        }
        self.count += other.count;
        self.total = self.total.saturating_add(other.total);
        self.max = self.max.max(other.max);
    }

    pub(super) fn total(&self) -> Duration {
        self.total
    }

    pub(super) fn max(&self) -> Duration {
        Duration::from_nanos(self.max)
    }

    /// The time that so many of a hundred did not exceed, or up to a sixteenth more; 0 where there is none.
    pub(super) fn percentile(&self, percent: u64) -> Duration {
        let rank = (u128::from(self.count) * u128::from(percent)).div_ceil(100);
        let mut counted = 0;
        let found = self.counts.iter().position(|count| {
            counted += u128::from(*count);
            counted > 0 && counted >= rank
        });
        Duration::from_nanos(found.map_or(0, end).min(self.max))
    }

    /// The ends of the buckets that have anything, and what they have.
    pub(super) fn buckets(&self) -> Vec<(Duration, u64)> {
        let counts = self.counts.iter().enumerate();
        counts
            .filter(|(_, count)| **count > 0)
            .map(|(bucket, count)| (Duration::from_nanos(end(bucket)), *count))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_time_has_a_bucket_whose_end_is_near() {
        let powers = (0..64).flat_map(|power| {
            let at = 1_u64 << power;
            [at - 1, at, at + 1, at + at / 3]
        });
        for time in powers.chain([u64::MAX, u64::MAX - 1]) {
            let end = end(bucket(time));
            assert!(end >= time && end - time <= time / 16, "{time}: {end}");
            if time > 0 {
                assert!(bucket(time - 1) <= bucket(time), "{time}");
                assert!(super::end(bucket(time).saturating_sub(1)) < time || bucket(time) == 0);
            }
        }
    }

    #[test]
    fn percentiles_are_those_of_the_sorted_times() {
        // SplitMix64 over seven powers of ten.
        let mut state = 7_u64;
        let mut times: Vec<u64> = (0..10_000)
            .map(|index| {
                state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                (mixed >> 20) % 10_u64.pow(3 + index % 7)
            })
            .collect();
        let (mut one, mut other) = (Histogram::default(), Histogram::default());
        for (index, time) in times.iter().enumerate() {
            let half = if index % 2 == 0 { &mut one } else { &mut other };
            half.add(Duration::from_nanos(*time));
        }
        one.merge(&other);
        times.sort_unstable();
        for percent in [1, 50, 90, 99, 100] {
            let exact = times[(times.len() * percent as usize).div_ceil(100) - 1];
            let found = one.percentile(percent).as_nanos() as u64;
            assert!(
                found >= exact && found - exact <= exact / 16,
                "{percent}: {exact} {found}"
            );
        }
        assert_eq!(one.max(), Duration::from_nanos(times[9_999]));
        assert_eq!(one.total(), Duration::from_nanos(times.iter().sum()));
        assert_eq!(
            one.buckets().iter().map(|(_, count)| count).sum::<u64>(),
            10_000
        );
        assert_eq!(Histogram::default().percentile(50), Duration::ZERO);
    }
}
