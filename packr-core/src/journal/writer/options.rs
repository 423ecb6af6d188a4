//! How a journal is written.

use crate::Limits;

/// How a journal is written.
///
/// ```
/// use packr_core::journal::{Durability, JournalOptions, WhenFull};
///
/// let options = JournalOptions::default()
///     .durability(Durability::Sync)
///     .when_full(WhenFull::Refuse);
/// assert_eq!(options.max_queued, 1 << 20);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct JournalOptions {
    /// What has happened to an event before its call goes on. [`Durability::Flush`] by default.
    pub durability: Durability,
    /// What a call does whose beginning does not fit the queue. [`WhenFull::Wait`] by default.
    pub when_full: WhenFull,
    /// The most bytes that wait to be written, or are being written, when a call begins. One event alone may be larger, and the ends of calls
    /// under way are queued beyond it. Default: 1 MiB.
    pub max_queued: usize,
    /// The limits of each value. Who reads the journal needs no smaller ones. [`Limits::DEFAULT`] by default.
    pub limits: Limits,
}

impl JournalOptions {
    /// The defaults.
    pub const DEFAULT: JournalOptions = JournalOptions {
        durability: Durability::Flush,
        when_full: WhenFull::Wait,
        max_queued: 1 << 20,
        limits: Limits::DEFAULT,
    };

    /// Sets [`durability`](Self::durability).
    #[must_use]
    pub const fn durability(mut self, durability: Durability) -> Self {
        self.durability = durability;
        self
    }

    /// Sets [`when_full`](Self::when_full).
    #[must_use]
    pub const fn when_full(mut self, when_full: WhenFull) -> Self {
        self.when_full = when_full;
        self
    }

    /// Sets [`max_queued`](Self::max_queued).
    #[must_use]
    pub const fn max_queued(mut self, bytes: usize) -> Self {
        self.max_queued = bytes;
        self
    }

    /// Sets [`limits`](Self::limits).
    #[must_use]
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }
}

impl Default for JournalOptions {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// What has happened to an event before its call goes on: which events a journal still has after a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Durability {
    /// It is queued. A process that is killed loses what was not yet written.
    None,
    /// It was given to the system. A process that is killed loses nothing; a machine that stops may.
    Flush,
    /// It is on the disk, as far as the system knows. Calls of several threads share the wait.
    Sync,
}

/// What a call does whose beginning does not fit the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WhenFull {
    /// It waits until there is room: the host is as fast as the journal.
    Wait,
    /// It is refused with [`JournalError::Full`](super::super::JournalError::Full).
    Refuse,
}
