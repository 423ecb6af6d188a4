//! The message of a panic, kept for the host, which asks for it after the trap.
#![allow(unsafe_code, reason = "the host passes the addresses of its slots")]

use core::fmt::{self, Write};
use core::panic::{Location, PanicInfo};
use core::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

/// What does not fit is cut. It is no allocation: the panic may be the allocator's.
const MAX: usize = 1024;

static MESSAGE: [AtomicU8; MAX] = [const { AtomicU8::new(0) }; MAX];
static LEN: AtomicUsize = AtomicUsize::new(0);

struct Keep {
    len: usize,
}

impl Write for Keep {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = MESSAGE.get(self.len..).unwrap_or_default();
        for (kept, byte) in room.iter().zip(text.bytes()) {
            kept.store(byte, Ordering::Relaxed);
            self.len += 1;
        }
        Ok(())
    }
}

/// Keeps the message and the place, and traps.
pub fn panicked(info: &PanicInfo<'_>) -> ! {
    keep(&info.message(), info.location());
    trap()
}

fn keep(message: &dyn fmt::Display, place: Option<&Location<'_>>) {
    let mut keep = Keep { len: 0 };
    let _ = write!(keep, "{message}");
    // A build may leave out where things are, and then says line 0.
    if let Some(place) = place.filter(|place| place.line() > 0) {
        let _ = write!(keep, ", at {place}");
    }
    LEN.store(keep.len, Ordering::Relaxed);
}

/// What `std` has for a panic handler: a hook, which only code that runs can install.
#[cfg(all(feature = "std", target_family = "wasm"))]
mod std_hook {
    extern crate std;

    use std::boxed::Box;
    use std::panic::{PanicHookInfo, set_hook, take_hook};
    use std::sync::Once;

    /// Installs the hook, once. Whatever hook is there runs after it.
    pub(crate) fn install() {
        static INSTALLED: Once = Once::new();
        INSTALLED.call_once(|| {
            let before = take_hook();
            set_hook(Box::new(move |info: &PanicHookInfo<'_>| {
                let message = info.payload_as_str().unwrap_or("a panic without a message");
                super::keep(&message, info.location());
                before(info);
            }));
        });
    }

    #[unsafe(export_name = "__pack_panic")]
    extern "C" fn take_panic(ptr: *mut *const u8, len: *mut usize) -> i32 {
        // SAFETY: the host calls this with the addresses of two slots.
        unsafe { super::take_panic(ptr, len) }
    }
}

#[cfg(all(feature = "std", target_family = "wasm"))]
pub(crate) use std_hook::install as install_hook;

#[cfg(not(all(feature = "std", target_family = "wasm")))]
pub(crate) fn install_hook() {}

#[cfg(target_arch = "wasm32")]
fn trap() -> ! {
    core::arch::wasm32::unreachable()
}

#[cfg(not(target_arch = "wasm32"))]
fn trap() -> ! {
    panic!("only WebAssembly has a panic handler of packr's")
}

/// Tells where the message of the last panic is, once. -1 if there is none.
///
/// # Safety
///
/// Both slots can be written to.
pub unsafe fn take_panic(ptr: *mut *const u8, len: *mut usize) -> i32 {
    let kept = LEN.swap(0, Ordering::Relaxed);
    if kept == 0 {
        return -1;
    }
    // SAFETY: the caller says so.
    unsafe {
        ptr.write_unaligned(MESSAGE.as_ptr().cast());
        len.write_unaligned(kept);
    }
    0
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::string::String;

    use super::*;

    fn taken() -> Option<String> {
        let (mut ptr, mut len) = (core::ptr::null(), 0);
        // SAFETY: both slots are there; with status 0 they say where static bytes are.
        let kept = unsafe {
            match take_panic(&mut ptr, &mut len) {
                0 => core::slice::from_raw_parts(ptr, len),
                _ => return None,
            }
        };
        Some(String::from_utf8(kept.into()).unwrap())
    }

    #[test]
    fn a_message_is_kept_once_and_cut() {
        assert_eq!(taken(), None);
        keep(&format_args!("{} of {}", 1, 2), None);
        assert_eq!(taken().as_deref(), Some("1 of 2"));
        assert_eq!(taken(), None);
        keep(&"here", Some(Location::caller()));
        assert!(
            taken()
                .unwrap()
                .starts_with("here, at packr-guest/src/panic.rs:")
        );
        keep(&"x".repeat(MAX + 10), None);
        assert_eq!(taken().map(|message| message.len()), Some(MAX));
        keep(&"short", None);
        assert_eq!(taken().as_deref(), Some("short"));
    }
}
