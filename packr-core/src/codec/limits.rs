//! The limits on what is read and written, in one place.

/// What encoding and decoding may cost. Everything beyond is an error that names the limit.
///
/// With the default limits, whatever bytes are read:
/// - The memory that a decoded [`Value`](crate::Value) takes, and the work to read it, are below a
///   fixed multiple of the input's length: `max_unfold` bounds what a node that is shared by several
///   parents, and by their parents in turn, can unfold to.
/// - What is read as a type of Rust takes no more, but for its large elements: an option of a large record takes the record's size also where there is
///   none. `max_large` bounds these.
/// - Cloning, comparing, printing and dropping a `Value` fit a stack of 2 MiB, also in a debug build. Reading, writing and converting
///   values of any type take more stack where they need it.
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
    /// The most nodes of one message, and the most that reading visits: a node that is shared by several parents counts as often as it is
    /// reached. Default: 10 million. Reading as a [`Value`](crate::Value) makes as many types, of those that are written down, 65,536 at least.
    pub max_nodes: usize,
    /// The most values from the root to the innermost value, both counted. The same bound holds for
    /// types inside types, but for them it is never more than 512. Default: 512. An s-expression takes two a level.
    pub max_depth: usize,
    /// The most bytes of nodes that reading may visit, as a multiple of the message's length (and
    /// 64 KiB at least), a node counting as often as it is reached. Trees need no more than 1; only
    /// nodes that are shared need more. Default: 4.
    pub max_unfold: usize,
    /// The most bytes of memory that large values may take inside lists, maps, sets and boxes, where reading gives types of Rust: those of more
    /// than 128 bytes without what they point to, by their size in Rust. Default: 256 MiB. Maps and sets take five times the size of their entries
    /// and elements.
    pub max_large: usize,
}

impl Limits {
    /// The defaults.
    pub const DEFAULT: Limits = Limits {
        max_bytes: 256 << 20,
        max_nodes: 10_000_000,
        max_depth: 512,
        max_unfold: 4,
        max_large: 256 << 20,
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

    /// Sets [`max_depth`](Self::max_depth).
    ///
    /// Reading, writing and converting take stack from the system where the thread's does not suffice. But what Rust derives for a type, and dropping it, runs on
    /// the stack that is there: values that are much deeper than the default belong into [`with_stack`](Self::with_stack).
    #[must_use]
    pub const fn max_depth(mut self, depth: usize) -> Self {
        self.max_depth = depth;
        self
    }

    /// About the bytes of stack that the deepest values take to be made, passed, cloned, compared, printed and dropped: 4 KiB a level in a debug build of packr, else 1 KiB, and
    /// 1 MiB for all else. A record of dozens of fields can take more.
    pub const fn stack(&self) -> usize {
        self.max_depth.saturating_mul(LEVEL).saturating_add(1 << 20)
    }

    /// Runs something on a stack of [`stack`](Self::stack) bytes, on the same thread: where values of that depth are made, passed and dropped.
    ///
    /// The stack is taken from the system and given back in the end; of it, only what is used costs memory.
    ///
    /// ```
    /// use packr_core::{Limits, Value, decode_with, encode_with};
    ///
    /// let limits = Limits::default().max_depth(100_000);
    /// limits.with_stack(|| {
    ///     let deep = (1..100_000).fold(Value::U8(1), |inner, _| Value::Tuple(vec![inner]));
    ///     let bytes = encode_with(&deep, &limits)?;
    ///     assert!(decode_with::<Value>(&bytes, &limits)? == deep);
    ///     Ok::<(), packr_core::CodecError>(())
    /// })?;
    /// # Ok::<(), packr_core::CodecError>(())
    /// ```
    ///
    /// # Panics
    /// Where the system has no such stack.
    #[cfg(all(feature = "std", not(target_family = "wasm")))]
    pub fn with_stack<R>(&self, run: impl FnOnce() -> R) -> R {
        stacker::grow(self.stack(), run)
    }

    /// Sets [`max_unfold`](Self::max_unfold).
    #[must_use]
    pub const fn max_unfold(mut self, factor: usize) -> Self {
        self.max_unfold = factor;
        self
    }

    /// Sets [`max_large`](Self::max_large).
    #[must_use]
    pub const fn max_large(mut self, bytes: usize) -> Self {
        self.max_large = bytes;
        self
    }

    pub(crate) fn bytes(&self) -> usize {
        self.max_bytes.min(u32::MAX as usize)
    }

    /// How many types may be made of type tags.
    pub(crate) fn types(&self) -> usize {
        self.max_nodes.max(64 << 10)
    }

    pub(crate) fn unfolded(&self, len: usize) -> usize {
        len.saturating_mul(self.max_unfold).max(64 << 10)
    }
}

/// The most bytes of an element that reading pays for by the node that it visits.
pub(super) const SMALL_ELEMENT: usize = 128;

/// The bytes of stack for one level of a value, of most types: a level of a large record takes more. Debug builds take several times as much.
const LEVEL: usize = if cfg!(debug_assertions) { 4096 } else { 1024 };

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
