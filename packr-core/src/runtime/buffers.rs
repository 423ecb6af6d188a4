//! The parts of guest memory that are the host's, without a lock in the calls that most instances only have.
//!
//! They are atomics so that an instance can be shared between threads. Only who has its store takes or gives anything: see
//! [`Guest::lease`](super::memory::Guest::lease).

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::memory::Region;

#[derive(Default)]
pub(super) struct Buffers {
    /// A buffer for the inputs of exports that no call uses now. Nested calls need one each.
    idle: Slot,
    /// Where the results of imports go; the next import call writes over it.
    scratch: Slot,
    /// Regions that the host owns, to find an allocator that hands out one twice.
    owned: [Slot; 4],
    /// Whether there is more of anything.
    more: AtomicBool,
    rest: Mutex<Rest>,
}

#[derive(Default)]
struct Rest {
    idle: Vec<Region>,
    owned: Vec<Region>,
}

/// A region, or none.
#[derive(Default)]
struct Slot(AtomicU64);

impl Slot {
    #[inline]
    fn get(&self) -> Option<Region> {
        Region::unpacked(self.0.load(Ordering::Relaxed))
    }

    #[inline]
    fn take(&self) -> Option<Region> {
        let region = self.get();
        // No exchange: who has the store is alone, and an exchange is a twelfth of a call.
        self.0.store(0, Ordering::Relaxed);
        region
    }

    /// Puts a region in, if there is none.
    #[inline]
    fn put(&self, region: Region) -> bool {
        let empty = self.0.load(Ordering::Relaxed) == 0;
        if empty {
            self.0.store(region.packed(), Ordering::Relaxed);
        }
        empty
    }
}

impl Buffers {
    fn rest(&self) -> MutexGuard<'_, Rest> {
        self.rest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The rest, if there ever was one.
    fn any_rest(&self) -> Option<MutexGuard<'_, Rest>> {
        self.more.load(Ordering::Relaxed).then(|| self.rest())
    }

    fn more(&self) -> MutexGuard<'_, Rest> {
        self.more.store(true, Ordering::Relaxed);
        self.rest()
    }

    /// A buffer that nobody uses; the one for results of imports if it is to be `scratch`.
    #[inline]
    pub(super) fn take(&self, scratch: bool) -> Option<Region> {
        if scratch {
            return self.scratch.take();
        }
        self.idle
            .take()
            .or_else(|| self.any_rest().and_then(|mut rest| rest.idle.pop()))
    }

    /// Gives a buffer back.
    #[inline]
    pub(super) fn give_back(&self, region: Region, scratch: bool) {
        // Two for results: an allocator that calls the host, which gave a result meanwhile. The other is as good for inputs.
        let slot = if scratch { &self.scratch } else { &self.idle };
        if !slot.put(region) && !self.idle.put(region) {
            self.more().idle.push(region);
        }
    }

    /// Whether any of it is the host's.
    #[inline]
    pub(super) fn owns(&self, region: Region) -> bool {
        let mut first = self.owned.iter().filter_map(Slot::get);
        first.any(|owned| owned.overlaps(region))
            || self
                .any_rest()
                .is_some_and(|rest| rest.owned.iter().any(|owned| owned.overlaps(region)))
    }

    /// Makes a region the host's.
    pub(super) fn own(&self, region: Region) {
        if !self.owned.iter().any(|slot| slot.put(region)) {
            self.more().owned.push(region);
        }
    }

    /// A region is the host's no more.
    pub(super) fn disown(&self, region: Region) {
        match self.owned.iter().find(|slot| slot.get() == Some(region)) {
            Some(slot) => drop(slot.take()),
            None => {
                if let Some(mut rest) = self.any_rest() {
                    rest.owned.retain(|owned| *owned != region);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(ptr: u32) -> Region {
        Region { ptr, len: 8 }
    }

    #[test]
    fn every_use_has_its_own_buffer() {
        let buffers = Buffers::default();
        assert_eq!(buffers.take(false), None);
        for ptr in [8, 16, 24] {
            buffers.give_back(region(ptr), false);
        }
        let mut taken: Vec<_> = (0..3).map(|_| buffers.take(false).unwrap().ptr).collect();
        taken.sort_unstable();
        assert_eq!(taken, [8, 16, 24]);
        assert_eq!(buffers.take(false), None);
        buffers.give_back(region(32), true);
        buffers.give_back(region(40), true);
        assert_eq!(buffers.take(true), Some(region(32)));
        assert_eq!(buffers.take(true), None);
        assert_eq!(buffers.take(false), Some(region(40)));
    }

    #[test]
    fn many_regions_are_owned() {
        let buffers = Buffers::default();
        let regions: Vec<_> = (1..10).map(|i| region(16 * i)).collect();
        for region in &regions {
            assert!(!buffers.owns(*region));
            buffers.own(*region);
        }
        for region in regions {
            assert!(buffers.owns(Region {
                ptr: region.ptr + 7,
                len: 1
            }));
            assert!(!buffers.owns(Region {
                ptr: region.ptr + 8,
                len: 8
            }));
            buffers.disown(region);
            assert!(!buffers.owns(region));
        }
    }
}
