//! WIT texts as the user wrote them, and places in them.

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

/// One WIT text: a file, or the text given inline.
#[derive(Debug)]
pub struct SourceFile {
    name: String,
    text: String,
    line_starts: Vec<usize>,
    /// Line and column, both from 0, that the text's first character has in the file called `name`.
    origin: (usize, usize),
    encoded: bool,
}

impl SourceFile {
    pub(crate) fn new(name: String, text: String) -> Self {
        SourceFile::inside(name, text, (0, 0))
    }

    /// A text that is part of the file `name`, starting at `origin` (line and column, from 0).
    pub(crate) fn inside(name: String, text: String, origin: (usize, usize)) -> Self {
        let breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let line_starts = std::iter::once(0)
            .chain(breaks.map(|(at, _)| at + 1))
            .collect();
        SourceFile {
            name,
            text,
            line_starts,
            origin,
            encoded: false,
        }
    }

    /// The name that messages use: the path as it was given, relative to the crate.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn line_index(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= offset) - 1
    }

    fn line_text(&self, index: usize) -> &str {
        let start = self.line_starts[index];
        let end = self
            .line_starts
            .get(index + 1)
            .copied()
            .unwrap_or(self.text.len());
        self.text[start..end].trim_end_matches(['\n', '\r'])
    }
}

/// A place in the user's own WIT. Cheap to clone.
#[derive(Clone)]
pub struct Location {
    file: Arc<SourceFile>,
    range: Range<usize>,
}

impl Location {
    /// The place `range` (bytes) of `file`; bounds are moved onto the text and onto characters.
    pub(crate) fn new(file: &Arc<SourceFile>, range: Range<usize>) -> Self {
        let text = file.text();
        let start = floor(text, range.start);
        let end = floor(text, range.end).max(start);
        Location {
            file: Arc::clone(file),
            range: start..end,
        }
    }

    /// An item of a package that was read from WebAssembly, where only a file is known.
    pub(crate) fn binary(name: &str) -> Self {
        let mut file = SourceFile::new(name.to_owned(), String::new());
        file.encoded = true;
        Location {
            file: Arc::new(file),
            range: 0..0,
        }
    }

    /// The file's name, as messages show it.
    pub fn file(&self) -> &str {
        self.file.name()
    }

    /// The line, from 1.
    pub fn line(&self) -> usize {
        self.file.origin.0 + self.file.line_index(self.range.start) + 1
    }

    /// The column, from 1, counted in characters.
    pub fn column(&self) -> usize {
        let line = self.file.line_index(self.range.start);
        let before = if line == 0 { self.file.origin.1 } else { 0 };
        before + self.columns_before(line) + 1
    }

    /// The text of the line.
    pub fn line_text(&self) -> &str {
        self.file.line_text(self.file.line_index(self.range.start))
    }

    /// The text at the place itself.
    pub fn text(&self) -> &str {
        &self.file.text()[self.range.clone()]
    }

    pub(crate) fn source(&self) -> &Arc<SourceFile> {
        &self.file
    }

    /// Where the place begins, in bytes.
    pub fn offset(&self) -> usize {
        self.range.start
    }

    /// Known only by its file: the package came as WebAssembly.
    pub(crate) fn is_binary(&self) -> bool {
        self.file.encoded
    }

    fn columns_before(&self, line: usize) -> usize {
        let start = self.file.line_starts[line];
        self.file.text()[start..self.range.start].chars().count()
    }

    /// The place as rustc shows it: an arrow with file, line and column, the line's text, and a caret below.
    pub fn snippet(&self) -> String {
        if self.is_binary() {
            return format!(" --> {}", self.file());
        }
        let line = self.file.line_index(self.range.start);
        let text = self.line_text();
        let at = (self.range.start - self.file.line_starts[line]).min(text.len());
        let (before, after) = text.split_at(at);
        let marked = self.text().lines().next().unwrap_or("");
        let marked = marked.chars().take(WIDEST).count();

        // A line can be as long as a file: only what is near the place is looked at.
        let is_wide = text.chars().nth(WIDEST).is_some();
        let most = if is_wide { WIDEST / 2 } else { WIDEST };
        let mut before: Vec<char> = before.chars().rev().take(most).collect();
        before.reverse();
        let after: Vec<char> = after.chars().take(WIDEST - before.len()).collect();
        let marked = marked.min(after.len()).max(1);
        let shown = before.iter().chain(&after);
        let shown: String = shown.map(|&c| visible(c)).collect();
        let padding = before.iter().map(|&c| if c == '\t' { '\t' } else { ' ' });
        let padding: String = padding.collect();
        let number = self.line().to_string();
        let margin = " ".repeat(number.len());
        format!(
            "{margin}--> {self}\n{margin} |\n{number} | {}\n{margin} | {padding}{}",
            shown.trim_end(),
            "^".repeat(marked)
        )
    }
}

/// More of a line than this is cut away around the caret.
const WIDEST: usize = 140;

/// Characters that would change how the terminal shows the rest are not handed on.
fn visible(c: char) -> char {
    match c {
        '\t' => '\t',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}

fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

impl fmt::Display for Location {
    /// `file:line:column`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_binary() {
            return f.write_str(self.file());
        }
        write!(f, "{}:{}:{}", self.file(), self.line(), self.column())
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl PartialEq for Location {
    fn eq(&self, other: &Self) -> bool {
        self.range == other.range && self.file() == other.file()
    }
}

impl Eq for Location {}

/// Every text that was read, and every file and directory that the result depends on.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    pub(crate) files: Vec<Arc<SourceFile>>,
    pub(crate) tracked: Vec<PathBuf>,
    pub(crate) directories: Vec<PathBuf>,
    /// Bytes of all texts together.
    pub(crate) size: usize,
}

impl Sources {
    pub(crate) fn add(&mut self, file: SourceFile) -> usize {
        self.size += file.text().len();
        self.files.push(Arc::new(file));
        self.files.len() - 1
    }
}
