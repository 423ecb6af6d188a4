//! Opened cycles: which references stand replaced by a placeholder, and where a place of the changed text was before.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::scan::{Kind, tokens};

/// A reference that closes a cycle, and so was taken out before wit-parser read the text.
#[derive(Debug, Clone)]
pub(crate) struct Opening {
    /// The file, by its index in the sources.
    pub(crate) file: usize,
    /// The reference in the user's own text.
    pub(crate) range: Range<usize>,
    /// The type it names.
    pub(crate) name: String,
    number: u32,
    /// Where the placeholder begins in the changed text.
    changed_start: usize,
}

impl Opening {
    /// A type that parses wherever a type may stand, and is told from every other by its number.
    fn placeholder(&self) -> String {
        format!("future<list<u8, {}>>", self.number)
    }
}

/// Every opening of one reading.
#[derive(Debug, Default)]
pub(crate) struct Openings {
    /// By file, in the order of the text.
    files: HashMap<usize, Vec<Opening>>,
    numbers: HashMap<u32, (usize, usize)>,
    /// Numbers that the user wrote somewhere.
    taken: HashSet<u32>,
    next: u32,
}

impl Openings {
    /// Keeps the numbers that `text` contains out of the placeholders.
    pub(crate) fn reserve(&mut self, text: &str) {
        let numbers = tokens(text, 0).filter(|token| token.kind == Kind::Number);
        let numbers = numbers.filter_map(|token| text[token.range()].parse::<u32>().ok());
        self.taken.extend(numbers);
    }

    /// Keeps one number out of the placeholders.
    pub(crate) fn reserve_number(&mut self, number: u32) {
        self.taken.insert(number);
    }

    /// Opens the references `ranges` of a file. Those that are open already stay as they are.
    pub(crate) fn open(&mut self, file: usize, text: &str, ranges: Vec<Range<usize>>) {
        let mut opened = self.files.remove(&file).unwrap_or_default();
        let known: HashSet<usize> = opened.iter().map(|opening| opening.range.start).collect();
        for range in ranges {
            if known.contains(&range.start) {
                continue;
            }
            let name = text[range.clone()].trim_start_matches('%').to_owned();
            let number = self.fresh_number();
            opened.push(Opening {
                file,
                range,
                name,
                number,
                changed_start: 0,
            });
        }
        opened.sort_by_key(|opening| opening.range.start);
        let (mut done, mut length) = (0, 0);
        for (index, opening) in opened.iter_mut().enumerate() {
            self.numbers.insert(opening.number, (file, index));
            opening.changed_start = length + (opening.range.start - done);
            length = opening.changed_start + opening.placeholder().len();
            done = opening.range.end;
        }
        self.files.insert(file, opened);
    }

    fn fresh_number(&mut self) -> u32 {
        loop {
            self.next += 1;
            if !self.taken.contains(&self.next) {
                return self.next;
            }
        }
    }

    /// The text as wit-parser gets it.
    pub(crate) fn apply(&self, file: usize, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for opening in self.of_file(file) {
            out.push_str(&text[done..opening.range.start]);
            out.push_str(&opening.placeholder());
            done = opening.range.end;
        }
        out.push_str(&text[done..]);
        out
    }

    /// Where `range` of the changed text is in the user's own.
    pub(crate) fn original(&self, file: usize, range: Range<usize>) -> Range<usize> {
        let start = self.original_offset(file, range.start, false);
        let end = self.original_offset(file, range.end, true);
        start..end.max(start)
    }

    fn original_offset(&self, file: usize, offset: usize, is_end: bool) -> usize {
        let openings = self.of_file(file);
        let before = openings.partition_point(|opening| {
            opening.changed_start < offset || (!is_end && opening.changed_start == offset)
        });
        let Some(opening) = before.checked_sub(1).map(|last| &openings[last]) else {
            return offset;
        };
        let changed_end = opening.changed_start + opening.placeholder().len();
        if offset > changed_end || (offset == changed_end && !is_end) {
            return opening.range.end + (offset - changed_end);
        }
        if is_end {
            opening.range.end
        } else {
            opening.range.start
        }
    }

    /// What the placeholder with this number stands for.
    pub(crate) fn by_number(&self, number: u32) -> Option<&Opening> {
        let (file, index) = *self.numbers.get(&number)?;
        self.files.get(&file)?.get(index)
    }

    pub(crate) fn of_file(&self, file: usize) -> &[Opening] {
        self.files.get(&file).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::Openings;

    #[test]
    fn places_are_found_again() {
        let text = "type a = list<a>; type bb = list<bb>; type c = u8;";
        let mut openings = Openings::default();
        openings.open(0, text, vec![33..35, 14..15]);
        let changed = openings.apply(0, text);
        assert_eq!(
            changed,
            "type a = list<future<list<u8, 2>>>; type bb = list<future<list<u8, 1>>>; type c = u8;"
        );
        for word in ["type a", "; type bb", "; type c", " = u8;"] {
            let (there, here) = (changed.find(word).unwrap(), text.find(word).unwrap());
            let range = openings.original(0, there..there + word.len());
            assert_eq!(range, here..here + word.len(), "{word}");
        }
        for (part, whole) in [
            ("u8, 2", 14..15),
            ("future<list<u8, 1>>", 33..35),
            ("1", 33..35),
        ] {
            let there = changed.find(part).unwrap();
            assert_eq!(
                openings.original(0, there..there + part.len()),
                whole,
                "{part}"
            );
        }
        let (end, there) = (text.len(), changed.len());
        assert_eq!(openings.original(0, there..there), end..end);
    }

    #[test]
    fn numbers_of_the_user_are_not_used() {
        let text =
            "type a = list<a>; type b = future<list<u8, 001>>; type c = future<list<u8, 2>>;";
        let mut openings = Openings::default();
        openings.reserve(text);
        openings.open(0, text, std::iter::once(14..15).collect());
        assert!(openings.apply(0, text).contains("future<list<u8, 3>>"));
        assert!(openings.by_number(1).is_none());
    }
}
