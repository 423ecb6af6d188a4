//! Texts of guests inside packr's own: no name and no message passes for a line of packr's, or tells a terminal what to do.

use std::fmt::{self, Write};

/// The most bytes of a name that are shown.
pub(super) const NAME: usize = 1024;
/// The most bytes of a message that are kept, and shown.
pub(super) const MESSAGE: usize = 64 << 10;

/// Begins each further line of a guest's text. No line of packr's own begins so.
const FURTHER: &str = "\n    | ";

/// A guest's name: one line.
pub(super) struct OneLine<'a>(pub(super) &'a str);

/// A guest's message: its first line, and the further ones set off.
pub(super) struct Lines<'a>(pub(super) &'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = Escaped { to: f, left: NAME };
        out.end(escaped(self.0))
    }
}

impl fmt::Display for Lines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = Escaped {
            to: f,
            left: MESSAGE,
        };
        let mut lines = self.0.trim_end().lines();
        let first = lines.next().unwrap_or_default();
        let further = lines.flat_map(|line| FURTHER.chars().chain(escaped(line)));
        out.end(escaped(first).chain(further))
    }
}

/// A name as far as it is kept in an error.
pub(super) fn kept(name: &str) -> String {
    match name.len() > NAME {
        false => name.to_owned(),
        true => format!("{}…", &name[..name.floor_char_boundary(NAME)]),
    }
}

pub(super) fn escaped(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(|letter| {
        let plain = (!obeyed(letter)).then_some(letter);
        let escape = plain.is_none().then(|| letter.escape_default());
        plain.into_iter().chain(escape.into_iter().flatten())
    })
}

/// Whether a terminal does something else with a letter than to show it: breaks the line, moves, turns the text around.
fn obeyed(letter: char) -> bool {
    let turns = matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let breaks = matches!(letter, '\u{2028}' | '\u{2029}');
    letter.is_control() || turns || breaks
}

/// Passes so many bytes on.
struct Escaped<'a, W> {
    to: &'a mut W,
    left: usize,
}

impl<W: Write> Escaped<'_, W> {
    fn end(&mut self, text: impl Iterator<Item = char>) -> fmt::Result {
        for letter in text {
            match self.left.checked_sub(letter.len_utf8()) {
                Some(left) => self.left = left,
                None => return self.to.write_char('…'),
            }
            self.to.write_char(letter)?;
        }
        Ok(())
    }
}

/// Takes as many bytes of what is written as there is room for, and then stops the writer.
pub(super) struct Room {
    pub(super) text: String,
    most: usize,
}

impl Room {
    pub(super) fn new(most: usize) -> Self {
        let text = String::new();
        Self { text, most }
    }
}

impl Write for Room {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = self.most - self.text.len();
        self.text.push_str(&text[..text.floor_char_boundary(room)]);
        match text.len() > room {
            true => Err(fmt::Error),
            false => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_whatever_is_in_it() {
        let name = OneLine("f`\n  - `g\r\u{1b}[2J\u{202e}\u{2028}é").to_string();
        assert_eq!(name, "f`\\n  - `g\\r\\u{1b}[2J\\u{202e}\\u{2028}é");
        assert_eq!(OneLine(&"é".repeat(NAME)).to_string().len(), NAME + 3);
        assert_eq!(kept(&"é".repeat(NAME)).len(), NAME + 3);
        assert_eq!(kept("é"), "é");
    }

    #[test]
    fn the_further_lines_of_a_message_are_set_off() {
        let panic = "assertion failed\r\n  left: 1\n right: \u{1b}2\n";
        assert_eq!(
            Lines(panic).to_string(),
            "assertion failed\n    |   left: 1\n    |  right: \\u{1b}2"
        );
        assert_eq!(Lines("").to_string(), "");
        let many = Lines(&"\n".repeat(MESSAGE)).to_string();
        assert!(many.len() <= MESSAGE + 3);
        let many = Lines(&"a\n".repeat(MESSAGE)).to_string();
        assert!(many.len() <= MESSAGE + 3);
        assert!(
            many.lines()
                .skip(1)
                .all(|line| line.starts_with("    |") || line == "…")
        );
    }
}
