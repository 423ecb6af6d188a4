//! Buffers that are kept from one call to the next, so that messages need no memory of their own.
#![allow(
    unsafe_code,
    reason = "a buffer in a static changes hands as a pointer, without a lock"
)]

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::ptr;
use core::sync::atomic::{AtomicPtr, Ordering};

/// A buffer behind one pointer, which an atomic can hold.
#[allow(clippy::box_collection, reason = "a `Vec` is three words")]
pub(crate) type Buffer = Box<Vec<u8>>;

/// A buffer, or none while somebody uses it. A use inside another gets one of its own.
pub(crate) struct Kept {
    buffer: AtomicPtr<Vec<u8>>,
    /// Where its bytes are, to compare with.
    at: AtomicPtr<u8>,
}

/// For the outputs of exports.
pub(crate) static OUTPUT: Kept = Kept::new();
/// For the arguments of imports.
pub(crate) static INPUT: Kept = Kept::new();

impl Kept {
    const fn new() -> Self {
        Kept {
            buffer: AtomicPtr::new(ptr::null_mut()),
            at: AtomicPtr::new(ptr::null_mut()),
        }
    }

    /// The buffer, for the caller alone.
    pub(crate) fn take(&self) -> Buffer {
        let buffer = self.buffer.swap(ptr::null_mut(), Ordering::Acquire);
        if buffer.is_null() {
            return Box::default();
        }
        // SAFETY: only `put` stores a pointer, which is that of a box, and each is swapped out once.
        unsafe { Box::from_raw(buffer) }
    }

    /// Keeps a buffer, in place of one that was put here meanwhile, and tells where its bytes are.
    pub(crate) fn put(&self, mut buffer: Buffer) -> *mut u8 {
        let at = buffer.as_mut_ptr();
        self.at.store(at, Ordering::Relaxed);
        let other = self.buffer.swap(Box::into_raw(buffer), Ordering::AcqRel);
        if !other.is_null() {
            // SAFETY: as in `take`.
            drop(unsafe { Box::from_raw(other) });
        }
        at
    }

    /// Whether these are the bytes of the buffer that was put here last.
    pub(crate) fn is_at(&self, bytes: *mut u8) -> bool {
        self.at.load(Ordering::Relaxed) == bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_is_used_again_and_by_one_alone() {
        let kept = Kept::new();
        let mut first = kept.take();
        assert!(first.is_empty());
        first.resize(100, 7);
        let at = kept.put(first);
        assert!(kept.is_at(at));
        let again = kept.take();
        assert_eq!((again.len(), again.as_ptr()), (100, at.cast_const()));
        let inner = kept.take();
        assert!(inner.is_empty());
        kept.put(inner);
        kept.put(again);
        assert_eq!(kept.take().len(), 100);
    }

    #[test]
    fn threads_never_share_one() {
        extern crate std;
        static KEPT: Kept = Kept::new();
        let work = |number: u8| {
            for _ in 0..100 {
                let mut buffer = KEPT.take();
                buffer.clear();
                buffer.resize(64, number);
                assert!(buffer.iter().all(|byte| *byte == number));
                KEPT.put(buffer);
            }
        };
        std::thread::scope(|scope| {
            (0..4).for_each(|number| drop(scope.spawn(move || work(number))))
        });
        drop(KEPT.take());
    }
}
