//! What can go wrong with a store.

use std::error::Error;
use std::io;

use super::RunId;
use crate::journal::JournalError;

/// A store can't do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is such a run: it is not written over.
    #[error("there is a run `{run}` already")]
    Exists {
        /// The run.
        run: RunId,
    },
    /// There is no such run, or it was removed.
    #[error("there is no run `{run}`")]
    NotFound {
        /// The run.
        run: RunId,
    },
    /// Somebody else writes to the run.
    #[error("the run `{run}` is being written by somebody else")]
    InUse {
        /// The run.
        run: RunId,
    },
    /// Somebody else has taken over the run, so that nothing is written to it from here any more.
    #[error("the run `{run}` was taken over by somebody else, and nothing more is written to it")]
    TakenOver {
        /// The run.
        run: RunId,
    },
    /// What is stored under that name is no journal. It is left as it is.
    #[error("what is stored as `{run}` is no journal, and is left as it is")]
    NotAJournal {
        /// The run.
        run: RunId,
    },
    /// What the store is made of fails: a file system, a database, a network.
    #[error("can't {doing}")]
    Failed {
        /// What the store was to do: "open the file `run.journal`".
        doing: String,
        /// Why.
        source: Box<dyn Error + Send + Sync>,
    },
}

impl StoreError {
    /// [`Failed`](Self::Failed).
    pub fn failed(
        doing: impl Into<String>,
        source: impl Into<Box<dyn Error + Send + Sync>>,
    ) -> Self {
        let (doing, source) = (doing.into(), source.into());
        Self::Failed { doing, source }
    }

    /// The error of a store that a [sink](crate::journal::JournalSink) or a reader returned as one of I/O.
    pub fn of(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }
}

/// As the sinks and readers of a store return it; [`StoreError::of`] finds it again.
impl From<StoreError> for io::Error {
    fn from(error: StoreError) -> Self {
        io::Error::other(error)
    }
}

impl JournalError {
    /// The error of the store behind this: also one that a sink or a reader of a store returned.
    ///
    /// ```
    /// # use packr_core::journal::{JournalWriter, StoreError};
    /// # fn finish(writer: &JournalWriter) {
    /// match writer.finish() {
    ///     Err(error) if matches!(error.store(), Some(StoreError::TakenOver { .. })) => {} // another host goes on with the run
    ///     other => other.unwrap(),
    /// }
    /// # }
    /// ```
    pub fn store(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            Self::Write { source } => StoreError::of(source),
            Self::Read { source, .. } => StoreError::of(source),
            _ => None,
        }
    }
}
