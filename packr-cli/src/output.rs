//! Standard output and standard error: colours on terminals alone, and readers that go away.

use std::io::{ErrorKind, Write};

use anstyle::{AnsiColor, Style};
use serde_json::Value as Json;

use crate::error::{Exit, Failure};

const ERROR: Style = AnsiColor::Red.on_default().bold();
const TITLE: Style = AnsiColor::Green.on_default().bold();
const FAINT: Style = Style::new().dimmed();

/// Text in the colour of headings.
pub(crate) fn title(text: &str) -> String {
    format!("{TITLE}{text}{TITLE:#}")
}

/// Text in the colour of what went wrong.
pub(crate) fn alarm(text: &str) -> String {
    format!("{ERROR}{text}{ERROR:#}")
}

/// Text that stands back.
pub(crate) fn faint(text: &str) -> String {
    format!("{FAINT}{text}{FAINT:#}")
}

/// A text that is cut where it is longer than a line or two.
pub(crate) fn cut(mut text: String) -> String {
    const SHOWN: usize = 160;
    if let Some((end, _)) = text.char_indices().nth(SHOWN) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The space before something that stands so deep. What is deeper than people can follow stands no deeper.
pub(crate) fn indent(depth: usize) -> String {
    const DEEPEST: usize = 40;
    "  ".repeat(depth.min(DEEPEST))
}

/// A text from a file, with what would change the terminal or the order of letters spelled out.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        // Those that are written from right to left, or over others, come as `\u{..}` from `escape_debug` alone.
        let moves = matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        match letter.is_control() || moves {
            true => plain.extend(letter.escape_debug()),
            false => plain.push(letter),
        }
    }
    plain
}

/// Writes text and a line's end to standard output. Colours are dropped where it is no terminal.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    written(writeln!(out, "{}", text.trim_end_matches('\n')).and_then(|()| out.flush()))
}

/// Writes JSON to standard output.
pub(crate) fn print_json(json: &Json) -> Result<(), Failure> {
    // Written without colours: a terminal's escape inside a string is data.
    let mut out = std::io::stdout().lock();
    written(writeln!(out, "{json:#}").and_then(|()| out.flush()))
}

/// Writes bytes to standard output as they are.
pub(crate) fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    written(out.write_all(bytes).and_then(|()| out.flush()))
}

fn written(result: std::io::Result<()>) -> Result<(), Failure> {
    result.map_err(|error| match error.kind() {
        ErrorKind::BrokenPipe => Failure::BrokenPipe,
        _ => Failure::new(
            Exit::Data,
            format!("can't write to standard output: {error}"),
        ),
    })
}

/// Tells an error on standard error.
pub(crate) fn error(message: &str) {
    note(&format!("{} {message}", alarm("error:")));
}

/// Writes a line to standard error. Nobody can be told if that fails.
pub(crate) fn note(line: &str) {
    let _ = writeln!(anstream::stderr(), "{line}");
}
