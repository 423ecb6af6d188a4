//! Names of runs.

use std::fmt;
use std::str::FromStr;

/// The most bytes of a name.
const MAX: usize = 128;

/// The name of a run in a [`JournalStore`](super::JournalStore): text that is the same on every system, and the name of a file on each.
///
/// It has 1 to 128 ASCII lower-case letters, digits, `-`, `_` and `.`, begins with a letter or a digit, and does not end with a `.`. Upper-case letters are
/// refused, since many file systems do not tell them from lower-case ones; so are names that Windows has for devices, with whatever
/// comes after a `.`: `con`, `prn`, `aux`, `nul`, and `com` or `lpt` with one digit.
///
/// ```
/// use packr_core::journal::{RunId, RunIdError};
///
/// let run: RunId = "invoice-4711.retry_2".parse()?;
/// assert_eq!(run.as_str(), "invoice-4711.retry_2");
/// let error = "../passwd".parse::<RunId>().unwrap_err();
/// assert_eq!(error, RunIdError::Beginning { found: '.' });
/// # Ok::<(), RunIdError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunId(String);

/// A text is no name of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RunIdError {
    /// It is empty.
    #[error("the name of a run can't be empty")]
    Empty,
    /// It is too long.
    #[error("the name of a run has {found} bytes, and {max} are allowed")]
    Long {
        /// The most bytes.
        max: usize,
        /// Its bytes.
        found: usize,
    },
    /// It has another character.
    #[error(
        "the name of a run can't have a {found:?}: lower-case letters, digits, `-`, `_` and `.` are allowed"
    )]
    Character {
        /// The first such character.
        found: char,
    },
    /// It begins with something else than a letter or a digit.
    #[error("the name of a run can't begin with {found:?}: a lower-case letter or a digit can")]
    Beginning {
        /// The character.
        found: char,
    },
    /// It ends with a `.`.
    #[error("the name of a run can't end with `.`")]
    End,
    /// Windows has a device of that name.
    #[error("the name of a run can't be one that Windows has for a device, up to the first `.`")]
    Device,
}

impl RunId {
    /// Checks a name.
    ///
    /// # Errors
    /// Where it breaks the rule above.
    pub fn new(name: impl Into<String>) -> Result<Self, RunIdError> {
        let name = name.into();
        check(&name)?;
        Ok(Self(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn check(name: &str) -> Result<(), RunIdError> {
    let first = name.chars().next().ok_or(RunIdError::Empty)?;
    let found = name.len();
    if found > MAX {
        return Err(RunIdError::Long { max: MAX, found });
    }
    let is_letter = |found: char| found.is_ascii_lowercase() || found.is_ascii_digit();
    if !is_letter(first) {
        return Err(RunIdError::Beginning { found: first });
    }
    let is_allowed = |found: char| is_letter(found) || "-_.".contains(found);
    if let Some(found) = name.chars().find(|found| !is_allowed(*found)) {
        return Err(RunIdError::Character { found });
    }
    if name.ends_with('.') {
        return Err(RunIdError::End);
    }
    match is_device(name.split('.').next().unwrap_or_default()) {
        true => Err(RunIdError::Device),
        false => Ok(()),
    }
}

fn is_device(stem: &str) -> bool {
    let numbered = ["com", "lpt"]
        .iter()
        .find_map(|kind| stem.strip_prefix(kind));
    ["con", "prn", "aux", "nul"].contains(&stem)
        || matches!(numbered.map(str::as_bytes), Some([digit]) if digit.is_ascii_digit())
}

impl FromStr for RunId {
    type Err = RunIdError;

    fn from_str(name: &str) -> Result<Self, RunIdError> {
        Self::new(name)
    }
}

impl TryFrom<String> for RunId {
    type Error = RunIdError;

    fn try_from(name: String) -> Result<Self, RunIdError> {
        Self::new(name)
    }
}

impl AsRef<str> for RunId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
