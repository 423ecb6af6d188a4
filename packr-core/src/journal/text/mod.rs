//! The text of a journal: `docs/journal.md` describes it.

mod failure;
mod line;
mod parse;
mod print;

use crate::intercept::{Answered, Direction};

/// What the text begins with; the version follows.
const TITLE: &str = "packr journal";
/// The version of the text.
const VERSION: &str = "1";

fn direction_word(direction: Direction) -> &'static str {
    match direction {
        Direction::Import => "import",
        Direction::Export => "export",
    }
}

fn answered_word(answered: Answered) -> &'static str {
    match answered {
        Answered::Live => "live",
        Answered::Interceptor => "intercepted",
        Answered::Replay => "replayed",
    }
}

/// Whether a byte of a name stands without quotes.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_-:/@.+$".contains(&byte)
}
