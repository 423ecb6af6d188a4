//! What can be wrong with WIT: typed errors with their places. The texts are in `error/text.rs`.

mod report;
mod text;

use std::borrow::Cow;
use std::fmt;

use crate::source::Location;

pub(crate) use report::Report;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    location: Option<Location>,
    notes: Vec<Note>,
}

/// A remark below an error, with a place of its own where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Note {
    text: String,
    location: Option<Location>,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Neither a path nor inline text was given, and the default directory does not exist.
    NoSource {
        /// The default directory.
        directory: String,
    },
    /// A path that does not exist.
    PathNotFound {
        /// The path as it was given.
        path: String,
    },
    /// A file or directory that cannot be read.
    Unreadable {
        /// The file or directory.
        path: String,
        /// What the operating system says.
        reason: String,
    },
    /// A `.wit` file whose bytes are not UTF-8.
    NotUtf8 {
        /// The file.
        path: String,
    },
    /// A directory without `.wit` files.
    NoWitFiles {
        /// The directory.
        path: String,
    },
    /// An encoded WIT package in WebAssembly's text format.
    TextWasm {
        /// The file.
        path: String,
    },
    /// A WebAssembly file that is no encoded WIT package.
    NotAWitPackage {
        /// The file.
        path: String,
        /// What the decoder says.
        reason: String,
    },
    /// wit-parser refuses the text: syntax, or a name that does not resolve.
    Wit {
        /// wit-parser's message.
        message: String,
    },
    /// A package that is used, but was not given.
    PackageNotFound {
        /// Its name.
        name: String,
        /// The packages that were given.
        known: Vec<String>,
    },
    /// Interfaces that `use` each other, in a circle.
    InterfaceCycle {
        /// The interfaces, the first one repeated at the end; or one of them, where the others could not be told.
        circle: Vec<String>,
    },
    /// One package declared twice.
    DuplicatePackage {
        /// Its name.
        name: String,
    },
    /// `own<a>` or `borrow<a>` of a type that is no resource.
    NotAResource {
        /// The type.
        name: String,
    },
    /// A type behind a feature gate that is closed.
    GatedType {
        /// The type.
        name: String,
    },
    /// No world could be chosen.
    World {
        /// Why not.
        message: String,
        /// The worlds there are.
        worlds: Vec<String>,
    },
    /// A type that carries no value.
    UnsupportedType {
        /// Which of them.
        construct: Construct,
        /// The type or item as the user wrote it.
        name: String,
    },
    /// `@external-id("..")`.
    ExternalId {
        /// The annotated item.
        name: String,
    },
    /// A type of which no value can ever be built.
    NoFiniteValue {
        /// The types that need each other, the first one repeated at the end.
        cycle: Vec<String>,
    },
    /// A type whose name stands for more types than a compiler can hold.
    UnfoldedType {
        /// The type.
        name: String,
        /// How many it may stand for.
        most: usize,
    },
    /// A type in a type in a type, deeper than a compiler follows.
    NestedType {
        /// How many may be inside each other.
        most: usize,
    },
    /// A type whose values take more room where they stand than the stack of a thread should give.
    LargeType {
        /// How many bytes: of 64-bit hosts, without what lies behind pointers.
        bytes: u64,
        /// How many it may take.
        most: u64,
    },
    /// More of something than is read.
    TooMuch {
        /// What there is too much of, in the plural.
        what: &'static str,
        /// How much there may be.
        most: usize,
        /// What to do about it.
        help: &'static str,
    },
    /// A tuple of more items than packr can carry.
    WideTuple {
        /// How many it has.
        items: usize,
        /// How many it may have.
        most: usize,
    },
}

/// The types of the component model that have no place in the Value ABI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Construct {
    /// `resource`
    Resource,
    /// `own<..>`
    Own,
    /// `borrow<..>`
    Borrow,
    /// `future<..>`
    Future,
    /// `stream<..>`
    Stream,
    /// `error-context`
    ErrorContext,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Error {
            kind,
            location: None,
            notes: Vec::new(),
        }
    }

    pub(crate) fn at(mut self, location: &Location) -> Self {
        self.location = Some(location.clone());
        self
    }

    pub(crate) fn note(mut self, text: impl Into<String>, location: Option<&Location>) -> Self {
        self.notes.push(Note {
            text: text.into(),
            location: location.cloned(),
        });
        self
    }

    /// What is wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    /// Where, in the user's own text. `None` for errors about files and about the choice of a world.
    pub fn location(&self) -> Option<&Location> {
        self.location.as_ref()
    }
}

impl fmt::Display for Error {
    /// The message, the place with its line and a caret, then notes and help, as rustc shows them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = self.kind.message();
        let mut lines = message.lines();
        f.write_str(&shortened(lines.next().unwrap_or("")))?;
        let margin = match &self.location {
            Some(location) => {
                write!(f, "\n{}", location.snippet())?;
                " ".repeat(location.line().to_string().len())
            }
            None => " ".to_owned(),
        };
        let mut remarks: Vec<(&str, &str)> = lines.map(|line| ("note", line.trim())).collect();
        let plain = self.notes.iter().filter(|note| note.location.is_none());
        remarks.extend(plain.map(|note| ("note", note.text.as_str())));
        let help = self.kind.help();
        remarks.extend(help.as_ref().map(|help| ("help", help.as_str())));
        if self.location.is_some() && !remarks.is_empty() {
            write!(f, "\n{margin} |")?;
        }
        for (label, text) in remarks {
            write!(f, "\n{margin} = {label}: {}", shortened(text))?;
        }
        for note in &self.notes {
            if let Some(location) = &note.location {
                write!(f, "\nnote: {}\n{}", note.text, location.snippet())?;
            }
        }
        Ok(())
    }
}

/// Without the middle of what is longer than people read: a name can be as long as a file.
fn shortened(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 600;
    let length = text.chars().count();
    if length <= LONGEST {
        return Cow::Borrowed(text);
    }
    let first = text.chars().take(LONGEST - 200);
    let last = text.chars().skip(length - 200);
    Cow::Owned(first.chain(" .. ".chars()).chain(last).collect())
}

impl std::error::Error for Error {}

/// More errors than these are counted, and not shown.
const MOST_SHOWN: usize = 100;

/// Everything that is wrong, at least one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errors(Vec<Error>);

impl Errors {
    /// The errors, in the order of the text.
    pub fn iter(&self) -> std::slice::Iter<'_, Error> {
        self.0.iter()
    }
}

impl From<Error> for Errors {
    fn from(error: Error) -> Self {
        Errors(vec![error])
    }
}

impl<'a> IntoIterator for &'a Errors {
    type Item = &'a Error;
    type IntoIter = std::slice::Iter<'a, Error>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Errors {
    /// The first hundred of them, a blank line between two. The first one has no leading `error:`, as whoever prints it adds that.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.0.iter().take(MOST_SHOWN).enumerate() {
            if index > 0 {
                f.write_str("\n\nerror: ")?;
            }
            fmt::Display::fmt(error, f)?;
        }
        match self.0.len().saturating_sub(MOST_SHOWN) {
            0 => Ok(()),
            more => write!(
                f,
                "\n\nerror: there are {more} more errors, which are not shown"
            ),
        }
    }
}

impl std::error::Error for Errors {}
