//! A run that a test compares with the one that is committed beside it.

use std::error::Error as _;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Journal, JournalError};
use crate::Value;
use crate::intercept::{
    Call, CallInterceptor, Decision, Diverged, End, Recorder, Redaction, ReplayMode, ReplayScope,
    Replayer,
};

/// The variable that has runs recorded anew.
const VARIABLE: &str = "PACKR_BLESS";

/// A test of a guest by a recorded run: the text of a journal, committed beside the test.
///
/// With the environment variable `PACKR_BLESS` set, to anything but `0`, the run is recorded and the file is written; without
/// it the run is replayed, and must be the recorded one. Times are left out, so that two recordings differ in what happened alone.
///
/// ```no_run
/// # fn run(_: &packr_core::Linker<()>) {}
/// # fn test(linker: &mut packr_core::Linker<()>) -> Result<(), packr_core::journal::GoldenError> {
/// use std::sync::Arc;
/// use packr_core::journal::Golden;
///
/// let golden = Arc::new(Golden::new("tests/golden/evaluation.txt")?);
/// linker.set_interceptor(golden.clone());
/// run(linker);
/// golden.finish()
/// # }
/// ```
///
/// The guest runs and what it asks is answered from the file, so that host functions run only when it is recorded;
/// [`scope`](Self::scope) and [`mode`](Self::mode) are those of the [`Replayer`].
#[derive(Debug)]
pub struct Golden {
    path: PathBuf,
    run: Run,
}

#[derive(Debug)]
enum Run {
    Recorded(Recorder),
    Replayed(Box<Replayer>),
}

/// A test by a recorded run failed.
///
/// `Debug` prints the message with its causes, since that is what a test shows which ends in it.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum GoldenError {
    /// There is no recorded run.
    #[error("there is no recorded run `{}`: run the test with {VARIABLE}=1 to record it", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The recorded run can't be read.
    #[error("can't read the recorded run `{}`", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: JournalError,
    },
    /// The run can't be written.
    #[error("can't write the recorded run `{}`", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The run was another than the recorded one.
    #[error("the run is not that of `{}` (if it should be, run the test with {VARIABLE}=1)\n{diverged}", path.display())]
    Diverged {
        /// The file.
        path: PathBuf,
        /// In what they differ.
        diverged: Box<Diverged>,
    },
}

impl fmt::Debug for GoldenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)?;
        let mut cause = self.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl Golden {
    /// The run of a file, to be recorded or replayed as the environment says.
    ///
    /// # Errors
    /// When it is to be replayed, and the file is not there or no journal.
    pub fn new(path: impl AsRef<Path>) -> Result<Self, GoldenError> {
        let bless =
            std::env::var_os(VARIABLE).is_some_and(|value| !value.is_empty() && value != "0");
        match bless {
            true => Ok(Self::recorded(path)),
            false => Self::replayed(path),
        }
    }

    /// The run of a file that is recorded, whatever the environment says.
    pub fn recorded(path: impl AsRef<Path>) -> Self {
        Self {
            path: path.as_ref().to_owned(),
            run: Run::Recorded(Recorder::new()),
        }
    }

    /// The run of a file that is replayed, whatever the environment says.
    ///
    /// # Errors
    /// When the file is not there or no journal.
    pub fn replayed(path: impl AsRef<Path>) -> Result<Self, GoldenError> {
        let path = path.as_ref().to_owned();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(GoldenError::Missing { path });
            }
            Err(source) => {
                let source = JournalError::Open {
                    path: path.clone(),
                    source,
                };
                return Err(GoldenError::Read { path, source });
            }
        };
        match text.parse::<Journal>() {
            Ok(journal) => Ok(Self {
                path,
                run: Run::Replayed(Box::new(Replayer::new(journal.recording()))),
            }),
            Err(source) => Err(GoldenError::Read { path, source }),
        }
    }

    /// Sets which calls are answered from the file, as [`Replayer::scope`].
    #[must_use]
    pub fn scope(self, scope: ReplayScope) -> Self {
        self.replayer(|replayer| replayer.scope(scope))
    }

    /// Sets which recorded call answers one that is made, as [`Replayer::mode`].
    #[must_use]
    pub fn mode(self, mode: ReplayMode) -> Self {
        self.replayer(|replayer| replayer.mode(mode))
    }

    /// Sets what is neither written to the file nor compared.
    #[must_use]
    pub fn redaction(self, redaction: Redaction) -> Self {
        match self.run {
            Run::Recorded(recorder) => Self {
                run: Run::Recorded(recorder.redaction(redaction)),
                ..self
            },
            Run::Replayed(_) => self.replayer(|replayer| replayer.redaction(redaction)),
        }
    }

    fn replayer(mut self, change: impl FnOnce(Replayer) -> Replayer) -> Self {
        if let Run::Replayed(replayer) = self.run {
            self.run = Run::Replayed(Box::new(change(*replayer)));
        }
        self
    }

    /// Ends the test: writes the file, or says whether the run was the one in it.
    ///
    /// # Errors
    /// When it can't be written, or the run was another.
    pub fn finish(&self) -> Result<(), GoldenError> {
        let path = self.path.clone();
        match &self.run {
            Run::Recorded(recorder) => {
                let journal = Journal::from(&recorder.recording());
                let directory = path.parent().filter(|path| !path.as_os_str().is_empty());
                directory
                    .map_or(Ok(()), fs::create_dir_all)
                    .and_then(|()| fs::write(&path, journal.to_string()))
                    .map_err(|source| GoldenError::Write { path, source })
            }
            Run::Replayed(replayer) => replayer
                .finish()
                .map_err(|diverged| GoldenError::Diverged { path, diverged }),
        }
    }
}

impl Golden {
    fn inner(&self) -> &dyn CallInterceptor {
        match &self.run {
            Run::Recorded(recorder) => recorder,
            Run::Replayed(replayer) => replayer,
        }
    }
}

impl CallInterceptor for Golden {
    fn before_import(&self, interface: &str, function: &str, input: &Value) -> Option<Value> {
        self.inner().before_import(interface, function, input)
    }

    fn after_import(&self, interface: &str, function: &str, input: &Value, output: &Value) {
        self.inner()
            .after_import(interface, function, input, output);
    }

    fn before_export(&self, function: &str, input: &Value) -> Option<Value> {
        self.inner().before_export(function, input)
    }

    fn after_export(&self, function: &str, input: &Value, output: &Value) {
        self.inner().after_export(function, input, output);
    }

    fn begin(&self, call: &Call<'_>) -> Decision {
        self.inner().begin(call)
    }

    fn end(&self, call: &Call<'_>, end: End<'_>) {
        self.inner().end(call, end);
    }
}
