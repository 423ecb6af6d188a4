//! The error of guests: the whole one is a third of the code of a small guest.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use core::fmt;

use super::CodecErrorKind;
use crate::codec::{Path, Step, kind};

/// Why a value could not be read, written or converted, in fixed words, and the position in the input.
///
/// This is WebAssembly, where the code has to be small. Elsewhere it has a `kind`, and the path to the value.
#[derive(Debug, Clone, Copy)]
pub struct CodecError {
    what: &'static Brief,
    /// Where in the input; [`NOT_IN_INPUT`] if there is no such place.
    offset: u32,
}

/// Behind a pointer, so that an error is two words.
pub(super) type Brief = &'static str;

/// No message is as long.
const NOT_IN_INPUT: u32 = u32::MAX;

static NOWHERE: Path = Path::new();

impl CodecError {
    /// An error of that kind. What is in one's own is not freed.
    // Inlined, so that nothing is left of a kind but its text.
    #[inline(always)]
    pub fn new(kind: CodecErrorKind) -> Self {
        match kind {
            CodecErrorKind::Other(text) => Self::of(own(text)),
            kind => {
                let brief = kind.brief();
                // Nothing is in what packr makes of one, which only a call of its `drop` would find out.
                core::mem::forget(kind);
                Self::of(brief)
            }
        }
    }

    #[cold]
    pub(super) fn of(what: &'static Brief) -> Self {
        Self {
            what,
            offset: NOT_IN_INPUT,
        }
    }

    pub(super) fn detailed(
        brief: &'static Brief,
        _detailed: impl FnOnce() -> CodecErrorKind,
    ) -> Self {
        Self::of(brief)
    }

    /// A node of one kind where there should be one of another.
    #[cold]
    pub(in super::super) fn other_kind(wanted: u8, _found: u8) -> Self {
        Self::of(kind::expected(wanted))
    }

    /// The position in the input, where the error comes from bytes.
    pub fn offset(&self) -> Option<usize> {
        (self.offset != NOT_IN_INPUT).then_some(self.offset as usize)
    }

    /// Where inside the value: nowhere, here.
    pub fn path(&self) -> &Path {
        &NOWHERE
    }

    /// The same error: there are no steps here.
    #[must_use]
    pub fn at(self, step: Step) -> Self {
        self.on_the_way(|| step)
    }

    pub(crate) fn on_the_way(self, _: impl FnOnce() -> Step) -> Self {
        self
    }

    /// The same error with a position in the input, unless it has one.
    #[cold]
    #[must_use]
    pub fn at_offset(mut self, offset: usize) -> Self {
        if self.offset == NOT_IN_INPUT {
            self.offset = offset as u32;
        }
        self
    }

    pub(in super::super) fn inside(self, _: u32) -> Self {
        self
    }
}

#[cold]
fn own(text: Cow<'static, str>) -> &'static Brief {
    let text: &'static str = match text {
        Cow::Borrowed(text) => text,
        Cow::Owned(text) => text.leak(),
    };
    Box::leak(Box::new(text))
}

impl fmt::Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what)?;
        match self.offset() {
            Some(offset) => write!(f, " (at byte {offset})"),
            None => Ok(()),
        }
    }
}

impl core::error::Error for CodecError {}

#[cfg(test)]
mod tests {
    use alloc::string::{String, ToString};

    use super::*;
    use crate::codec::Limit;

    #[test]
    fn it_says_what_and_at_which_byte() {
        let limit = CodecErrorKind::Limit(Limit::Depth { max: 3 });
        let error = CodecError::new(limit).inside(1).at(Step::Some);
        assert_eq!(error.to_string(), "nested too deeply (max_depth)");
        let error = error.at_offset(7).at_offset(3);
        assert_eq!(
            error.to_string(),
            "nested too deeply (max_depth) (at byte 7)"
        );
        assert_eq!((error.offset(), error.path().len()), (Some(7), 0));
        let own = CodecErrorKind::Other(String::from("of one's own").into());
        assert_eq!(CodecError::new(own).to_string(), "of one's own");
        let kind = CodecError::other_kind(kind::OPTION, kind::BOOL);
        assert_eq!(kind.to_string(), "expected option");
        let brief = CodecError::detailed(&"in short", || unreachable!());
        assert_eq!(brief.to_string(), "in short");
    }
}
