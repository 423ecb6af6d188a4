//! A folder with a file for each run.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::{JournalStore, RunId, RunInfo, StoreError};
use crate::Limits;
use crate::journal::binary::{FINISH_LEN, begins, is_finish};
use crate::journal::writer::FileSink;
use crate::journal::{Header, JournalError, JournalReader, ResumableSink, Tail};

const EXTENSION: &str = "journal";

/// Journals in a folder: the run `NAME` is the file `NAME.journal`.
///
/// Who writes to a file locks it, as [`JournalWriter::create`](crate::journal::JournalWriter::create) does. The lock ends with its process. What is in the folder and no journal,
/// whatever its name, is neither listed nor read nor touched; [`others`](Self::others) tells of it.
///
/// Whether a run is [finished](RunInfo::finished) is seen by the last 18 bytes of its file. A value that ends in such bytes, in a run that was
/// stopped right there, looks the same: [`Journal::tail`](crate::journal::Journal::tail) tells for sure.
#[derive(Debug, Clone)]
pub struct FileStore {
    folder: PathBuf,
}

impl FileStore {
    /// The journals of a folder, which is made where it is not there.
    ///
    /// # Errors
    /// [`StoreError::Failed`] where it can't be made.
    pub fn new(folder: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let folder = folder.into();
        fs::create_dir_all(&folder).map_err(failed("make the folder", &folder))?;
        Ok(Self { folder })
    }

    /// The file of a run, whether it is there or not.
    pub fn path(&self, run: &RunId) -> PathBuf {
        self.folder.join(format!("{run}.{EXTENSION}"))
    }

    /// What is in the folder and no journal of a run: other names, other files, folders.
    ///
    /// # Errors
    /// [`StoreError::Failed`] where the folder can't be read.
    pub fn others(&self) -> Result<Vec<PathBuf>, StoreError> {
        let mut others = Vec::new();
        for path in self.entries()? {
            let run = run_of(&path);
            if run.is_none_or(|run| matches!(self.info(run), Err(StoreError::NotAJournal { .. }))) {
                others.push(path);
            }
        }
        Ok(others)
    }

    fn entries(&self) -> Result<Vec<PathBuf>, StoreError> {
        let entries = fs::read_dir(&self.folder).and_then(|entries| {
            let paths = entries.map(|entry| entry.map(|entry| entry.path()));
            paths.collect::<io::Result<Vec<_>>>()
        });
        let mut paths = entries.map_err(failed("read the folder", &self.folder))?;
        paths.sort();
        Ok(paths)
    }

    /// Opens a file that begins as a journal does, and is one: to open a pipe would wait for ever, and a link leads elsewhere.
    fn open(&self, run: &RunId) -> Result<File, StoreError> {
        let path = self.path(run);
        let opened = fs::symlink_metadata(&path).and_then(|metadata| match metadata.is_file() {
            true => File::open(&path).map(Some),
            false => Ok(None),
        });
        let file = opened.map_err(|error| open_error(run, &path, error))?;
        let not_a_journal = || StoreError::NotAJournal { run: run.clone() };
        let mut file = file.ok_or_else(not_a_journal)?;
        let mut first = Vec::new();
        (&mut file)
            .take(8)
            .read_to_end(&mut first)
            .and_then(|_| file.rewind())
            .map_err(failed("read the file", &path))?;
        match begins(&first) {
            true => Ok(file),
            false => Err(not_a_journal()),
        }
    }

    fn info(&self, run: RunId) -> Result<RunInfo, StoreError> {
        let mut file = self.open(&run)?;
        let path = self.path(&run);
        let mut info = RunInfo::new(run);
        let read = |file: &mut File| {
            let bytes = file.metadata()?.len();
            let mut last = Vec::new();
            if let Some(at) = bytes.checked_sub(FINISH_LEN) {
                file.seek(SeekFrom::Start(at))?;
                file.take(FINISH_LEN).read_to_end(&mut last)?;
                file.rewind()?;
            }
            Ok((bytes, is_finish(&last)))
        };
        (info.bytes, info.finished) = read(&mut file).map_err(failed("read the file", &path))?;
        // A later version has a header that this one can't read.
        let header = JournalReader::from_reader(file, &Limits::DEFAULT).ok();
        info.started = header
            .filter(|reader| reader.tail() == Tail::Open)
            .map(|reader| reader.header().started);
        Ok(info)
    }

    /// Opens and locks a file that a journal is in.
    fn lock(&self, run: &RunId) -> Result<FileSink, StoreError> {
        self.open(run)?;
        let path = self.path(run);
        let sink = FileSink::open(&path).map_err(|error| store_error(run, error))?;
        // It may have been removed before it was locked, and made anew.
        match sink.is_at(&path) {
            Ok(true) => Ok(sink),
            Ok(false) => Err(StoreError::NotFound { run: run.clone() }),
            Err(error) => Err(open_error(run, &path, error)),
        }
    }
}

impl JournalStore for FileStore {
    fn create(&self, run: &RunId, _: &Header) -> Result<Box<dyn ResumableSink>, StoreError> {
        let sink = FileSink::create(&self.path(run)).map_err(|error| store_error(run, error))?;
        Ok(Box::new(sink))
    }

    fn append(&self, run: &RunId) -> Result<Box<dyn ResumableSink>, StoreError> {
        Ok(Box::new(self.lock(run)?))
    }

    fn read(&self, run: &RunId) -> Result<Box<dyn Read + Send>, StoreError> {
        Ok(Box::new(self.open(run)?))
    }

    fn list(&self) -> Result<Vec<RunInfo>, StoreError> {
        let mut runs = Vec::new();
        for run in self.entries()?.iter().filter_map(|path| run_of(path)) {
            match self.info(run) {
                Ok(info) => runs.push(info),
                // It was removed meanwhile, or is one of the others.
                Err(StoreError::NotFound { .. } | StoreError::NotAJournal { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        runs.sort_by(|one, other| one.run.cmp(&other.run));
        Ok(runs)
    }

    fn remove(&self, run: &RunId) -> Result<(), StoreError> {
        let locked = self.lock(run)?;
        let path = self.path(run);
        fs::remove_file(&path).map_err(failed("remove the file", &path))?;
        drop(locked);
        Ok(())
    }
}

fn run_of(path: &Path) -> Option<RunId> {
    let name = path.file_name()?.to_str()?;
    let name = name.strip_suffix(EXTENSION)?.strip_suffix('.')?;
    RunId::new(name).ok()
}

fn failed(doing: &str, path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    move |error| StoreError::failed(format!("{doing} `{}`", path.display()), error)
}

fn open_error(run: &RunId, path: &Path, error: io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::NotFound => StoreError::NotFound { run: run.clone() },
        _ => failed("open the file", path)(error),
    }
}

fn store_error(run: &RunId, error: JournalError) -> StoreError {
    match error {
        JournalError::Exists { .. } => StoreError::Exists { run: run.clone() },
        JournalError::InUse { .. } => StoreError::InUse { run: run.clone() },
        JournalError::Open { path, source } => open_error(run, &path, source),
        other => StoreError::failed("open the journal", other),
    }
}
