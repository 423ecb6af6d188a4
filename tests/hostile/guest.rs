//! The files of the catalogue, and what their comments say.

use std::ops::Range;
use std::path::Path;
use std::time::Duration;

/// A guest, and what its file says about it.
pub(crate) struct Guest {
    pub(crate) name: String,
    pub(crate) wat: String,
    pub(crate) end: End,
    /// It is called with each of them, each time as a new instance.
    pub(crate) inputs: Range<u32>,
    /// Where its memory may be another after instantiation or the call.
    pub(crate) writes: Vec<Range<usize>>,
    /// A deadline that it does exceed.
    pub(crate) deadline: Option<Duration>,
}

/// How its instantiation or else its call ends.
pub(crate) enum End {
    Answer(String),
    /// The variant of `Error`, and parts of its report.
    Error {
        variant: String,
        words: Vec<String>,
    },
}

/// All guests, by name.
pub(crate) fn all() -> Vec<Guest> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    let mut guests = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|it| it == "wat") {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            guests.push(Guest::new(name, std::fs::read_to_string(&path).unwrap()));
        }
    }
    guests.sort_by(|a, b| a.name.cmp(&b.name));
    guests
}

impl Guest {
    fn new(name: String, wat: String) -> Self {
        let mut end = None;
        let mut inputs = 1..2;
        let mut writes = Vec::new();
        let mut deadline = None;
        let mut prose = 0;
        for line in wat.lines().map_while(|line| line.strip_prefix(";; ")) {
            match line.split_once(": ") {
                Some(("expects", text)) => end = Some(End::new(&name, text)),
                Some(("inputs", text)) => inputs = range(&name, text),
                Some(("writes", text)) => {
                    writes.extend(text.split(' ').map(|text| range(&name, text)));
                }
                Some(("deadline", text)) => deadline = Some(milliseconds(&name, text)),
                _ => prose += 1,
            }
        }
        assert!(prose > 0, "{name}: it does not say what it tries");
        let end = end.unwrap_or_else(|| panic!("{name}: it does not say what it expects"));
        Self {
            name,
            wat,
            end,
            inputs,
            writes,
            deadline,
        }
    }
}

impl End {
    /// `answer VALUE`, or `VARIANT "words" "more words"`.
    fn new(name: &str, text: &str) -> Self {
        let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
        if first == "answer" {
            return Self::Answer(rest.to_owned());
        }
        let quoted = rest.split('"').skip(1).step_by(2);
        let words: Vec<_> = quoted.map(str::to_owned).collect();
        assert!(!words.is_empty(), "{name}: no words of the report");
        Self::Error {
            variant: first.to_owned(),
            words,
        }
    }
}

fn range<T: std::str::FromStr>(name: &str, text: &str) -> Range<T> {
    let ends = text.split_once("..");
    let ends = ends.and_then(|(from, to)| Some(from.parse().ok()?..to.parse().ok()?));
    ends.unwrap_or_else(|| panic!("{name}: `{text}` is no range"))
}

fn milliseconds(name: &str, text: &str) -> Duration {
    let number = text.strip_suffix(" ms").and_then(|text| text.parse().ok());
    Duration::from_millis(number.unwrap_or_else(|| panic!("{name}: `{text}` is no time")))
}
