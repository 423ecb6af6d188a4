//! Tokens of the text form.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// A piece of the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'a> {
    Word(&'a str),
    Number(&'a str),
    Name(String),
    Text(String),
    Char(char),
    Bytes(Vec<u8>),
    Mark(&'a str),
    End,
}

/// What should have stood at that place in the text.
pub(crate) struct Misfit {
    pub(crate) at: usize,
    pub(crate) expected: &'static str,
}

impl Token<'_> {
    pub(super) fn describe(&self) -> String {
        match self {
            Token::Word(text) | Token::Number(text) | Token::Mark(text) => {
                let cut: String = text.chars().take(32).flat_map(char::escape_debug).collect();
                let dots = if text.chars().nth(32).is_some() {
                    "…"
                } else {
                    ""
                };
                format!("`{cut}{dots}`")
            }
            Token::Name(_) => "a quoted name".into(),
            Token::Text(_) => "a string".into(),
            Token::Char(_) => "a char".into(),
            Token::Bytes(_) => "bytes".into(),
            Token::End => "the end of the text".into(),
        }
    }
}

/// The token that begins at or after `at`: where it begins, what it is, and where it ends.
pub(super) fn next(text: &str, at: usize) -> Result<(usize, Token<'_>, usize), Misfit> {
    let rest = text[at..].trim_start_matches([' ', '\t', '\r', '\n']);
    let start = text.len() - rest.len();
    let Some(first) = rest.chars().next() else {
        return Ok((start, Token::End, start));
    };
    let starts = |c: char| c.is_ascii_alphabetic() || c == '_';
    let (token, len) = match first {
        '"' => {
            let (text, end) = quoted(text, start + 1, '"')?;
            return Ok((start, Token::Text(text), end));
        }
        '`' => {
            let (name, end) = quoted(text, start + 1, '`')?;
            return Ok((start, Token::Name(name), end));
        }
        '\'' => {
            let (inside, end) = quoted(text, start + 1, '\'')?;
            let mut letters = inside.chars();
            return match (letters.next(), letters.next()) {
                (Some(letter), None) => Ok((start, Token::Char(letter), end)),
                _ => Err(misfit(start, "one char between the quotes")),
            };
        }
        'b' if rest.starts_with("b\"") => {
            let (bytes, end) = bytes(text, start + 2)?;
            return Ok((start, Token::Bytes(bytes), end));
        }
        '0'..='9' | '-' => {
            let mut last = '-';
            let len = rest.find(|c: char| {
                let sign = matches!(c, '+' | '-') && matches!(last, 'e' | 'E' | '-');
                last = if last == '-' && c == '-' { ' ' } else { c };
                !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_') || sign)
            });
            let len = len.unwrap_or(rest.len());
            (Token::Number(&rest[..len]), len)
        }
        _ if starts(first) => {
            let more = |c: char| !(starts(c) || c.is_ascii_digit() || c == '-');
            let len = rest.find(more).unwrap_or(rest.len());
            (Token::Word(&rest[..len]), len)
        }
        _ => {
            let len = if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            (Token::Mark(&rest[..len]), len)
        }
    };
    Ok((start, token, start + len))
}

fn misfit(at: usize, expected: &'static str) -> Misfit {
    Misfit { at, expected }
}

const ESCAPE: &str = "an escape: \\n, \\r, \\t, \\0, \\\\, a quote, or \\u{hex}";

/// What stands in quotes from `start` to the closing one, and where that ends.
pub(crate) fn quoted(text: &str, start: usize, close: char) -> Result<(String, usize), Misfit> {
    let mut out = String::new();
    let mut letters = text[start..].char_indices();
    while let Some((at, letter)) = letters.next() {
        let at = start + at;
        match letter {
            _ if letter == close => return Ok((out, at + 1)),
            '\\' => {
                let escape = letters.next().map(|(_, letter)| letter);
                out.push(match escape {
                    Some('n') => '\n',
                    Some('r') => '\r',
                    Some('t') => '\t',
                    Some('0') => '\0',
                    Some(quote @ ('\\' | '"' | '\'' | '`')) => quote,
                    Some('u') => {
                        let rest = letters.as_str();
                        let code = rest.strip_prefix('{').and_then(|rest| {
                            let end = rest.bytes().take(7).position(|b| b == b'}')?;
                            let digits = &rest[..end];
                            let hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
                            let code = u32::from_str_radix(digits, 16).ok().filter(|_| hex)?;
                            Some((char::from_u32(code)?, end + 2))
                        });
                        let (letter, len) = code.ok_or(misfit(at, ESCAPE))?;
                        for _ in 0..len {
                            letters.next();
                        }
                        letter
                    }
                    _ => return Err(misfit(at, ESCAPE)),
                });
            }
            _ if letter.is_control() => {
                return Err(misfit(at, "control characters to be escaped, as in \\u{1}"));
            }
            _ => out.push(letter),
        }
    }
    Err(misfit(start - 1, "the quote that begins here to be closed"))
}

fn bytes(text: &str, start: usize) -> Result<(Vec<u8>, usize), Misfit> {
    let all = text.as_bytes();
    let (mut out, mut at) = (Vec::new(), start);
    while let Some(byte) = all.get(at) {
        match byte {
            b'"' => return Ok((out, at + 1)),
            b'\\' => {
                let digit = |i: usize| (*all.get(at + i)? as char).to_digit(16);
                out.push(match all.get(at + 1) {
                    Some(b'n') => b'\n',
                    Some(b'r') => b'\r',
                    Some(b't') => b'\t',
                    Some(b'0') => 0,
                    Some(quote @ (b'\\' | b'"' | b'\'')) => *quote,
                    Some(b'x') => match (digit(2), digit(3)) {
                        (Some(high), Some(low)) => {
                            at += 2;
                            (high * 16 + low) as u8
                        }
                        _ => return Err(misfit(at, "two hex digits after \\x")),
                    },
                    _ => {
                        return Err(misfit(
                            at,
                            "an escape: \\n, \\r, \\t, \\0, \\\\, \\\" or \\xFF",
                        ));
                    }
                });
                at += 2;
            }
            0x20..=0x7E => {
                out.push(*byte);
                at += 1;
            }
            _ => return Err(misfit(at, "printable ASCII, or an escape such as \\xFF")),
        }
    }
    Err(misfit(
        start - 1,
        "the bytes that begin here to end with a quote",
    ))
}
