//! WebAssembly backtraces as text.
//!
//! wasmtime's own text is never asked for. Names of functions are the guest's; with its feature `demangle`, which any crate
//! of a build can switch on, wasmtime reads them as C++, and 200 bytes of that can take hours.

use std::error::Error as StdError;
use std::fmt::{self, Write};

use wasmtime::{FrameInfo, WasmBacktrace};

use super::text::{OneLine, Room};

/// The most bytes of a function's name that are shown.
const SHOWN: usize = 256;
/// The longest names that are read as Rust's.
const READ: usize = 4096;
/// How many functions are shown of those that were inlined in one place.
const INLINED: usize = 8;

/// How the text begins, wasmtime's and packr's.
pub(super) const HEADING: &str = "error while executing at wasm backtrace:";

/// Whether the message of an error is a backtrace. Of a text that is, nothing but the beginning is written.
pub(super) fn is_backtrace(error: &(dyn StdError + 'static)) -> bool {
    let mut beginning = Room::new(HEADING.len());
    // It ends in an error as soon as there is no more room.
    let _ = write!(beginning, "{error}");
    beginning.text == HEADING
}

/// A frame a line.
pub(super) struct Backtrace<'a>(pub(super) &'a WasmBacktrace);

impl fmt::Display for Backtrace<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEADING)?;
        for (i, frame) in self.0.frames().iter().enumerate() {
            write!(f, "\n  {i:>3}: ")?;
            if let Some(offset) = frame.module_offset() {
                write!(f, "{offset:#8x} - ")?;
            }
            let module = shown(frame.module().name().unwrap_or("<unknown>"));
            write!(f, "{module}!{}", function(frame))?;
            places(f, frame)?;
        }
        Ok(())
    }
}

fn function(frame: &FrameInfo) -> String {
    match frame.func_name() {
        Some(name) => readable(name),
        None => format!("<wasm function {}>", frame.func_index()),
    }
}

/// Where that is in the source, which wasmtime finds with its feature `addr2line`.
fn places(f: &mut fmt::Formatter<'_>, frame: &FrameInfo) -> fmt::Result {
    for symbol in frame.symbols().iter().take(INLINED) {
        let name = symbol.name().map(readable);
        let name = name.as_deref().unwrap_or("<inlined function>");
        write!(f, "\n                - {name}")?;
        if let Some(file) = symbol.file() {
            write!(f, "\n                    at {}", shown(file))?;
            for number in [symbol.line(), symbol.column()].into_iter().flatten() {
                write!(f, ":{number}")?;
            }
        }
    }
    Ok(())
}

/// A name as Rust's compiler mangled it, as it was; any other as it is.
fn readable(name: &str) -> String {
    let read = || {
        let rust = rustc_demangle::try_demangle(name).ok()?;
        let mut room = Room::new(SHOWN);
        let whole = write!(room, "{rust:#}");
        let more = if whole.is_err() { "…" } else { "" };
        Some(OneLine(&room.text).to_string() + more)
    };
    let marks = name.trim_start_matches('_');
    let read = match name.len() <= READ {
        true if marks.starts_with("ZN") => read(),
        // Its parts are inside each other, up to a limit of 500, and the thread's stack may be used already.
        true if marks.starts_with('R') => stacker::grow(STACK, read),
        _ => None,
    };
    read.unwrap_or_else(|| shown(name))
}

/// What 500 levels take in a debug build.
const STACK: usize = 2 << 20;

fn shown(name: &str) -> String {
    let end = name.floor_char_boundary(SHOWN);
    let more = if end < name.len() { "…" } else { "" };
    OneLine(&name[..end]).to_string() + more
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_rust_are_readable() {
        for name in [
            "_ZN4core9panicking5panic17h0123456789abcdefE",
            "_RNvNtCsbmNqQUJIY6D_4core9panicking5panic",
        ] {
            assert_eq!(readable(name), "core::panicking::panic");
        }
        assert_eq!(readable("crash"), "crash");
        assert_eq!(readable("_Z1fv"), "_Z1fv");
    }

    /// With names of which each part is the one before it twice.
    #[test]
    fn no_name_takes_long_or_much() {
        let tuples = |count: usize| {
            let mut name = "_RINvC1a1f".to_owned();
            for _ in 0..count {
                let at = base62(name.len() - 2);
                name += &format!("TB{at}B{at}E");
            }
            name + "E"
        };
        let deep = |open: &str, count| format!("_RINvC1a1f{}uE", open.repeat(count));
        for name in [
            tuples(60),
            deep("R", 400),
            deep("TR", 450),
            deep("S", 4000),
            format!("_RNvC1a{}", "T".repeat(100_000)),
            format!("_ZN{}E", "1a".repeat(2000)),
            format!("_ZN{}E", "1\n".repeat(200)),
            "é".repeat(100_000),
        ] {
            let text = readable(&name);
            assert!(text.len() < 8 * SHOWN, "{} bytes", text.len());
            assert!(!text.contains('\n'));
        }
    }

    /// A place in a name, as it refers to it.
    fn base62(at: usize) -> String {
        let digits = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        let Some(mut rest) = at.checked_sub(1) else {
            return "_".to_owned();
        };
        let mut text = vec![b'_'];
        loop {
            text.push(digits[rest % 62]);
            rest /= 62;
            if rest == 0 {
                break;
            }
        }
        text.reverse();
        String::from_utf8(text).unwrap()
    }
}
