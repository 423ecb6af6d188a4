//! The limits on what is read and written, in one place.

/// What encoding and decoding may cost. Everything beyond is an error that names the limit.
///
/// With the default limits, whatever bytes are read:
/// - The memory that a decoded [`Value`](crate::Value) takes, and the work to read it, are below a
///   fixed multiple of the input's length: `max_unfold` bounds what a node that is shared by several
///   parents, and by their parents in turn, can unfold to.
/// - Reading a value of any type, and cloning, comparing, printing and dropping a `Value`, fit a stack
///   of 2 MiB, also in a debug build.
///
/// ```
/// use packr_core::{Limits, Value, decode_with, encode};
///
/// let bytes = encode(&Value::some(Value::U8(1)))?;
/// let limits = Limits::default().max_depth(1);
/// let error = decode_with::<Value>(&bytes, &limits).unwrap_err();
/// assert!(error.to_string().contains("nested deeper than 1"));
/// # Ok::<(), packr_core::CodecError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The most bytes of one message. Default: 256 MiB; more than `u32::MAX` never fits the format.
    pub max_bytes: usize,
    /// The most nodes of one message. Default: 10 million.
    pub max_nodes: usize,
    /// The most values from the root to the innermost value, both counted; the same bound holds for
    /// types inside types. Default: 512. An s-expression takes two a level.
    pub max_depth: usize,
    /// The most bytes of stack that reading may take, as far as it can be seen. Default: 1 MiB.
    ///
    /// How much one level takes depends on the type, and on the build: a record of many fields takes
    /// kilobytes in a debug build. This ends reading before it could end the process.
    pub max_stack: usize,
    /// The most bytes of nodes that reading may visit, as a multiple of the message's length (and
    /// 64 KiB at least), a node counting as often as it is reached. Trees need no more than 1; only
    /// nodes that are shared need more. Default: 4.
    pub max_unfold: usize,
}

impl Limits {
    /// The defaults.
    pub const DEFAULT: Limits = Limits {
        max_bytes: 256 << 20,
        max_nodes: 10_000_000,
        max_depth: 512,
        max_stack: 1 << 20,
        max_unfold: 4,
    };

    /// Sets [`max_bytes`](Self::max_bytes).
    #[must_use]
    pub const fn max_bytes(mut self, bytes: usize) -> Self {
        self.max_bytes = bytes;
        self
    }

    /// Sets [`max_nodes`](Self::max_nodes).
    #[must_use]
    pub const fn max_nodes(mut self, nodes: usize) -> Self {
        self.max_nodes = nodes;
        self
    }

    /// Sets [`max_depth`](Self::max_depth). What is much deeper needs more stack than 2 MiB in a debug
    /// build, also to be cloned, compared, printed and dropped.
    #[must_use]
    pub const fn max_depth(mut self, depth: usize) -> Self {
        self.max_depth = depth;
        self
    }

    /// Sets [`max_stack`](Self::max_stack).
    #[must_use]
    pub const fn max_stack(mut self, bytes: usize) -> Self {
        self.max_stack = bytes;
        self
    }

    /// Sets [`max_unfold`](Self::max_unfold).
    #[must_use]
    pub const fn max_unfold(mut self, factor: usize) -> Self {
        self.max_unfold = factor;
        self
    }

    pub(crate) fn bytes(&self) -> usize {
        self.max_bytes.min(u32::MAX as usize)
    }

    pub(crate) fn unfolded(&self, len: usize) -> usize {
        len.saturating_mul(self.max_unfold).max(64 << 10)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
