//! The error with all that is known: on every host.

use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use core::fmt;

use super::{CodecErrorKind, Limit};
use crate::codec::{Path, Step, kind};

/// Why a value could not be read, written or converted: what was expected, what was found, and where.
///
/// One word in size. [`kind`](Self::kind) is what to match on; the text says everything.
///
/// In WebAssembly, where the code has to be small, it is a fixed text and an offset: there is no `kind`, and the path is empty.
pub struct CodecError(Box<Inner>);

struct Inner {
    kind: CodecErrorKind,
    offset: Option<usize>,
    path: Path,
    /// For limits that a cycle reaches too: the nodes that are left on the way out.
    way: BTreeSet<u32>,
}

impl CodecError {
    /// An error of that kind, at the outermost value.
    #[cold]
    pub fn new(kind: CodecErrorKind) -> Self {
        Self(Box::new(Inner {
            kind,
            offset: None,
            path: Path::default(),
            way: BTreeSet::new(),
        }))
    }

    /// The kind; guests say `_brief` in its place.
    #[cold]
    pub(super) fn detailed(
        _brief: &'static &'static str,
        detailed: impl FnOnce() -> CodecErrorKind,
    ) -> Self {
        Self::new(detailed())
    }

    /// A node of one kind where there should be one of another.
    #[cold]
    pub(in super::super) fn other_kind(wanted: u8, found: u8) -> Self {
        let name = |of| kind::name(of).unwrap_or("a node");
        Self::new(CodecErrorKind::Mismatch {
            expected: name(wanted).into(),
            found: name(found).into(),
        })
    }

    /// What is wrong.
    pub fn kind(&self) -> &CodecErrorKind {
        &self.0.kind
    }

    /// The position in the input, where the error comes from bytes.
    pub fn offset(&self) -> Option<usize> {
        self.0.offset
    }

    /// Where inside the value.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// The same error, seen from one step further out.
    #[cold]
    #[must_use]
    pub fn at(self, step: Step) -> Self {
        self.on_the_way(|| step)
    }

    pub(crate) fn on_the_way(mut self, step: impl FnOnce() -> Step) -> Self {
        self.0.path.prepend(step());
        self
    }

    /// The same error with a position in the input, unless it has one.
    #[cold]
    #[must_use]
    pub fn at_offset(mut self, offset: usize) -> Self {
        self.0.offset.get_or_insert(offset);
        self
    }

    /// The same error, seen from around a node. A limit that is exceeded in a cycle becomes the error of the cycle.
    #[cold]
    pub(in super::super) fn inside(mut self, node: u32) -> Self {
        let Inner { kind, way, .. } = &mut *self.0;
        let CodecErrorKind::Limit(Limit::Depth { .. } | Limit::Unfold { .. } | Limit::Large { .. }) =
            kind
        else {
            return self;
        };
        if !way.insert(node) {
            *kind = CodecErrorKind::Cycle { node };
        }
        self
    }
}

impl fmt::Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path().is_empty() {
            write!(f, "{}: ", self.path())?;
        }
        write!(f, "{}", self.0.kind)?;
        match self.0.offset {
            Some(offset) => write!(f, " (at byte {offset})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CodecError")
            .field("kind", &self.0.kind)
            .field("offset", &self.0.offset)
            .field("path", &format_args!("{}", self.path()))
            .finish()
    }
}

impl core::error::Error for CodecError {}
