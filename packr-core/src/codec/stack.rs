//! Room on the stack for what recurses into values: when a stretch of it is used up, more is taken from the system.
//!
//! How deep a value is has a limit ([`Limits::max_depth`](super::Limits::max_depth)); how much stack a level takes depends on the
//! type and on the build, kilobytes for a record of many fields in a debug build. In guests nothing is watched: what overflows a guest's stack is a trap.

/// How much is used of one stretch, of which a thread of 2 MiB has three left after the most that a guest may take.
const STRETCH: usize = 512 << 10;

/// The address of a place on the stack, where a stretch begins.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stack(usize);

impl Stack {
    #[inline]
    pub(crate) fn here() -> Self {
        let here = 0u8;
        Self(core::ptr::from_ref(core::hint::black_box(&here)).addr())
    }

    /// Whether the stretch that began here is used up.
    #[inline]
    pub(crate) fn is_used_up(self) -> bool {
        cfg!(all(feature = "std", not(target_family = "wasm")))
            && Self::here().0.abs_diff(self.0) > STRETCH
    }
}

/// Runs something on a new stretch, after which there is as much again for one level of any value.
#[cold]
#[inline(never)]
pub(crate) fn on_new_stretch<R>(run: impl FnOnce() -> R) -> R {
    #[cfg(all(feature = "std", not(target_family = "wasm")))]
    return stacker::grow(2 * STRETCH, run);
    #[cfg(not(all(feature = "std", not(target_family = "wasm"))))]
    run()
}

/// Runs a part of a conversion, which nothing goes along with, on a new stretch where that is needed.
#[cfg(all(feature = "std", not(target_family = "wasm")))]
#[inline]
pub(crate) fn with_room<R>(run: impl FnOnce() -> R) -> R {
    use core::cell::Cell;

    std::thread_local! {
        /// Where the stretch of the conversion under way on this thread begins.
        static BEGAN: Cell<Option<Stack>> = const { Cell::new(None) };
    }

    struct Began(Option<Stack>);

    impl Began {
        fn now() -> Self {
            Self(BEGAN.replace(Some(Stack::here())))
        }
    }

    impl Drop for Began {
        fn drop(&mut self) {
            BEGAN.set(self.0);
        }
    }

    match BEGAN.get() {
        Some(began) if !began.is_used_up() => run(),
        Some(_) => on_new_stretch(|| {
            let _began = Began::now();
            run()
        }),
        None => {
            let _began = Began::now();
            run()
        }
    }
}

#[cfg(not(all(feature = "std", not(target_family = "wasm"))))]
#[inline(always)]
pub(crate) fn with_room<R>(run: impl FnOnce() -> R) -> R {
    run()
}
