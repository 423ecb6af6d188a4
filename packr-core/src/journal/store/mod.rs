//! Where many journals are kept, by the names of their runs.

mod error;
mod files;
mod run_id;

use std::io::Read;

pub use error::StoreError;
pub use files::FileStore;
pub use run_id::{RunId, RunIdError};

use super::{Header, JournalError, JournalOptions, JournalWriter, ResumableSink};

/// Where journals are kept, by the names of their runs. [`FileStore`] keeps them in a folder; `packr-postgres` is one on a database.
///
/// A host holds an `Arc<dyn JournalStore>`. A run has one writer at a time, and any number of readers, also while it is written.
///
/// ```
/// use std::sync::Arc;
/// use packr_core::journal::{
///     FileStore, Header, Journal, JournalOptions, JournalStore, JournalWriter, RunId, StoreError,
/// };
///
/// # let folder = std::env::temp_dir().join(format!("packr-store-{}", std::process::id()));
/// let store: Arc<dyn JournalStore> = Arc::new(FileStore::new(&folder)?);
/// let run: RunId = "invoice-4711".parse()?;
/// let options = JournalOptions::DEFAULT;
/// let writer = JournalWriter::create_in(&*store, &run, &Header::new(), &options)?;
/// // linker.set_interceptor(writer.clone()), and calls; nobody else writes to the run meanwhile:
/// assert!(matches!(store.append(&run), Err(StoreError::InUse { .. })));
/// writer.finish()?;
/// drop(writer);
///
/// let journal = Journal::from_reader(store.read(&run)?)?;
/// assert!(journal.events.is_empty() && store.list()?[0].finished);
/// # drop(JournalWriter::append_in(&*store, &run, &options)?);
/// # std::fs::remove_dir_all(folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # To write one
///
/// A sink gets whole frames with each append, and keeps them in their order. What it keeps is what [`read`](Self::read) gives, byte by byte; of the last append
/// before a failure it may be a part. [`ends_finished`](crate::journal::ends_finished) tells whether the journal is finished with these. The errors
/// of a sink carry a [`StoreError`] where one fits: `io::Error::from(StoreError)`. packr's own tests have a suite that each store has to
/// pass, `packr-core/tests/conformance`.
pub trait JournalStore: Send + Sync {
    /// A new run, of which nothing is written yet, for one writer. The header is what the caller is about to write, for a store that
    /// lets people search by what is in it.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where there is such a run, and [`StoreError::Failed`].
    fn create(&self, run: &RunId, header: &Header) -> Result<Box<dyn ResumableSink>, StoreError>;

    /// A run to be gone on with, for one writer. Nobody else gets it until the sink is dropped, or its process has ended.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::InUse`] where somebody writes to it, [`StoreError::NotAJournal`] where the store can tell, and
    /// [`StoreError::Failed`].
    fn append(&self, run: &RunId) -> Result<Box<dyn ResumableSink>, StoreError>;

    /// Reads a run from its beginning, also while it is written: as much as there was, or more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] and [`StoreError::Failed`]. What fails later is an error of the reader.
    fn read(&self, run: &RunId) -> Result<Box<dyn Read + Send>, StoreError>;

    /// The runs, in the order of their names, with what can be told without reading them.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    fn list(&self) -> Result<Vec<RunInfo>, StoreError>;

    /// Removes a run, for ever.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::InUse`] where somebody writes to it, [`StoreError::NotAJournal`] where the store can tell, and
    /// [`StoreError::Failed`].
    fn remove(&self, run: &RunId) -> Result<(), StoreError>;
}

/// What a store tells of a run without reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RunInfo {
    /// The run.
    pub run: RunId,
    /// The bytes of its journal.
    pub bytes: u64,
    /// [`Header::started`], in nanoseconds since 1970-01-01 00:00 UTC; none where the header is not there or can't be read.
    pub started: Option<u64>,
    /// Whether its journal was finished. One that is not may still be written, or its process has ended.
    pub finished: bool,
}

impl RunInfo {
    /// A run with nothing in it.
    pub fn new(run: RunId) -> Self {
        Self {
            run,
            bytes: 0,
            started: None,
            finished: false,
        }
    }
}

impl JournalWriter {
    /// A new run in a store.
    ///
    /// # Errors
    /// [`JournalError::Store`] where there is such a run or the store fails, and as [`to_sink`](Self::to_sink).
    pub fn create_in(
        store: &dyn JournalStore,
        run: &RunId,
        header: &Header,
        options: &JournalOptions,
    ) -> Result<Self, JournalError> {
        Self::to_sink(store.create(run, header)?, header, options)
    }

    /// Goes on with a run in a store, as [`append`](Self::append) does with a file.
    ///
    /// # Errors
    /// [`JournalError::Store`] where there is no such run, somebody writes to it, or the store fails, and as [`append_to`](Self::append_to).
    pub fn append_in(
        store: &dyn JournalStore,
        run: &RunId,
        options: &JournalOptions,
    ) -> Result<Self, JournalError> {
        Self::append_to(store.append(run)?, options)
    }
}
