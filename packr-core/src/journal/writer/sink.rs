//! Where a journal is written to.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::options::{Durability, JournalOptions};
use crate::journal::binary::{JournalReader, Resumed};
use crate::journal::error::JournalError;
use crate::journal::model::Event;

/// Where a journal is written to. One thread calls it, and not again after an error.
pub trait JournalSink: Send + 'static {
    /// Appends all of the bytes, whole events, and gives them to whoever keeps them.
    ///
    /// # Errors
    /// Where that fails. Some of the bytes may have been written.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Returns when all that was appended outlives the machine.
    ///
    /// # Errors
    /// Where that is not known.
    fn sync(&mut self) -> io::Result<()>;
}

/// A file, locked as long as it is open.
pub(super) struct FileSink {
    file: File,
}

impl JournalSink for FileSink {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.file.sync_data()
    }
}

impl FileSink {
    pub(super) fn create(path: &Path, options: &JournalOptions) -> Result<Self, JournalError> {
        let file = File::create_new(path).map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => JournalError::Exists {
                path: path.to_owned(),
            },
            _ => open_error(path)(source),
        })?;
        lock(&file, path)?;
        if options.durability == Durability::Sync {
            sync_directory(path).map_err(open_error(path))?;
        }
        Ok(Self { file })
    }

    /// Opens a journal to write on where its last whole event ends.
    pub(super) fn append(
        path: &Path,
        options: &JournalOptions,
    ) -> Result<(Self, Resumed), JournalError> {
        let (mut sink, resumed) = Self::open(path, options, drop)?;
        sink.truncate(resumed.offset).map_err(open_error(path))?;
        Ok((sink, resumed))
    }

    /// Opens a journal and reads it, and changes nothing yet.
    pub(super) fn open(
        path: &Path,
        options: &JournalOptions,
        each: impl FnMut(Event),
    ) -> Result<(Self, Resumed), JournalError> {
        let error = open_error(path);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .open(path)
            .map_err(&error)?;
        lock(&file, path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(&error)?;
        let resumed = JournalReader::new(&bytes, &options.limits)?.resume(each)?;
        Ok((Self { file }, resumed))
    }

    /// Cuts off what comes after that many bytes, and writes on there.
    pub(super) fn truncate(&mut self, offset: u64) -> io::Result<()> {
        self.file.set_len(offset)?;
        self.file.seek(SeekFrom::End(0)).map(drop)
    }
}

impl Drop for FileSink {
    fn drop(&mut self) {
        // Closing is not enough: a process that is being started has the file open for a moment too.
        let _ = self.file.unlock();
    }
}

fn open_error(path: &Path) -> impl Fn(io::Error) -> JournalError {
    move |source| JournalError::Open {
        path: path.to_owned(),
        source,
    }
}

fn lock(file: &File, path: &Path) -> Result<(), JournalError> {
    file.try_lock().map_err(|error| match error {
        TryLockError::WouldBlock => JournalError::InUse {
            path: path.to_owned(),
        },
        TryLockError::Error(source) => open_error(path)(source),
    })
}

/// A file is not on the disk before its name is.
fn sync_directory(path: &Path) -> io::Result<()> {
    if cfg!(unix) {
        let directory = path.parent().filter(|path| !path.as_os_str().is_empty());
        File::open(directory.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}
