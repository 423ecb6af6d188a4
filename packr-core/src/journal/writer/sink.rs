//! Where a journal is written to.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::Limits;
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

    /// [`append`](Self::append), and then [`sync`](Self::sync). For a sink that has a faster way to do both.
    ///
    /// # Errors
    /// As those.
    fn append_and_sync(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.append(bytes)?;
        self.sync()
    }
}

/// A sink that has a journal already, which [`JournalWriter::append_to`](super::JournalWriter::append_to) goes on with. Nobody else
/// may write to it meanwhile: that is the sink's to see to.
///
/// ```
/// use std::io::{self, Read};
/// use packr_core::journal::{Journal, JournalOptions, JournalSink, JournalWriter, ResumableSink, Tail};
///
/// struct Memory(Vec<u8>);
///
/// impl JournalSink for Memory {
///     fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
///         self.0.extend(bytes);
///         Ok(())
///     }
///     fn sync(&mut self) -> io::Result<()> { Ok(()) }
/// }
///
/// impl ResumableSink for Memory {
///     fn read(&mut self) -> io::Result<Box<dyn Read + '_>> {
///         Ok(Box::new(&self.0[..]))
///     }
///     fn truncate(&mut self, offset: u64) -> io::Result<()> {
///         self.0.truncate(offset as usize);
///         Ok(())
///     }
/// }
///
/// let journal: Journal = "packr journal 1\nmetadata ticket \"4711\"".parse()?;
/// let writer = JournalWriter::append_to(Memory(journal.to_bytes()?), &JournalOptions::DEFAULT)?;
/// # drop(writer);
/// # Ok::<(), packr_core::journal::JournalError>(())
/// ```
pub trait ResumableSink: JournalSink {
    /// Reads what is there, from its beginning.
    ///
    /// # Errors
    /// Where that fails.
    fn read(&mut self) -> io::Result<Box<dyn Read + '_>>;

    /// Takes off what comes after so many bytes. The next append stands there. It is no more than there is.
    ///
    /// # Errors
    /// Where that fails. All of it, or a beginning, is there then.
    fn truncate(&mut self, offset: u64) -> io::Result<()>;
}

impl<S: JournalSink + ?Sized> JournalSink for Box<S> {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        (**self).append(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        (**self).sync()
    }

    fn append_and_sync(&mut self, bytes: &[u8]) -> io::Result<()> {
        (**self).append_and_sync(bytes)
    }
}

impl<S: ResumableSink + ?Sized> ResumableSink for Box<S> {
    fn read(&mut self) -> io::Result<Box<dyn Read + '_>> {
        (**self).read()
    }

    fn truncate(&mut self, offset: u64) -> io::Result<()> {
        (**self).truncate(offset)
    }
}

/// Reads and checks what is there, and changes nothing yet.
pub(super) fn read(
    sink: &mut impl ResumableSink,
    limits: &Limits,
    each: impl FnMut(Event),
) -> Result<Resumed, JournalError> {
    let source = sink
        .read()
        .map_err(|source| JournalError::Read { offset: 0, source })?;
    JournalReader::from_reader(source, limits)?.resume(each)
}

/// A file, locked as long as it is open.
pub(in crate::journal) struct FileSink {
    file: File,
    /// A new file, whose name is not on the disk before its directory is.
    unsynced: Option<PathBuf>,
}

impl JournalSink for FileSink {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        if let Some(path) = &self.unsynced {
            sync_directory(path)?;
            self.unsynced = None;
        }
        self.file.sync_data()
    }
}

impl ResumableSink for FileSink {
    fn read(&mut self) -> io::Result<Box<dyn Read + '_>> {
        self.file.rewind()?;
        Ok(Box::new(&self.file))
    }

    fn truncate(&mut self, offset: u64) -> io::Result<()> {
        self.file.set_len(offset)?;
        self.file.seek(SeekFrom::Start(offset))?;
        Ok(())
    }
}

impl FileSink {
    pub(in crate::journal) fn create(path: &Path) -> Result<Self, JournalError> {
        let file = File::create_new(path).map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => JournalError::Exists {
                path: path.to_owned(),
            },
            _ => JournalError::open(path, source),
        })?;
        lock(&file, path)?;
        Ok(Self {
            file,
            unsynced: Some(path.to_owned()),
        })
    }

    /// Opens a file to write on.
    pub(in crate::journal) fn open(path: &Path) -> Result<Self, JournalError> {
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .open(path)
            .map_err(|source| JournalError::open(path, source))?;
        lock(&file, path)?;
        Ok(Self {
            file,
            unsynced: None,
        })
    }
}

impl Drop for FileSink {
    fn drop(&mut self) {
        // Closing is not enough: a process that is being started has the file open for a moment too.
        let _ = self.file.unlock();
    }
}

impl FileSink {
    /// Whether the file is still the one of that name.
    pub(in crate::journal) fn is_at(&self, path: &Path) -> io::Result<bool> {
        let (own, named) = (self.file.metadata()?, std::fs::symlink_metadata(path)?);
        #[cfg(unix)]
        let is_same = {
            use std::os::unix::fs::MetadataExt;
            (own.dev(), own.ino()) == (named.dev(), named.ino())
        };
        #[cfg(not(unix))]
        let is_same = own.created().ok() == named.created().ok();
        Ok(is_same)
    }
}

fn lock(file: &File, path: &Path) -> Result<(), JournalError> {
    file.try_lock().map_err(|error| match error {
        TryLockError::WouldBlock => JournalError::InUse {
            path: path.to_owned(),
        },
        TryLockError::Error(source) => JournalError::open(path, source),
    })
}

fn sync_directory(path: &Path) -> io::Result<()> {
    if cfg!(unix) {
        let directory = path.parent().filter(|path| !path.as_os_str().is_empty());
        File::open(directory.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}
