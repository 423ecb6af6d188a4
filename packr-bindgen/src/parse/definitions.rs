//! The type definitions of a text with what they refer to, and a set of references that opens every cycle among them.
//!
//! wit-parser names one cycle a parse, so that opening them one by one would take as many parses as there are cycles.
//! The text is known to be well-formed when this runs (wit-parser looks for cycles after it has read all of it), so
//! that tokens are enough. Should this miss a reference, wit-parser names it, and it is opened by itself.

use std::collections::HashMap;
use std::ops::Range;

use super::scan::{Kind, Token, is_type_keyword, tokens};

/// A `record`, `variant` or `type`.
#[derive(Debug)]
pub(crate) struct Definition {
    pub(crate) name: Range<usize>,
    /// Where the interface or world around it begins; two definitions see each other if this is the same.
    pub(crate) block: usize,
    pub(crate) references: Vec<Range<usize>>,
}

/// All definitions of the text, in its order.
pub(crate) fn definitions(text: &str) -> Vec<Definition> {
    let tokens: Vec<Token> = tokens(text, 0).collect();
    let mut found = Vec::new();
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token.kind {
            Kind::Sign(b'{') => blocks.push(token.start),
            Kind::Sign(b'}') => {
                blocks.pop();
            }
            Kind::Word => {
                let end = match &text[token.range()] {
                    "record" | "variant" => b'}',
                    "type" => b';',
                    _ => continue,
                };
                let (Some(name), Some(&block)) = (tokens.get(at), blocks.last()) else {
                    continue;
                };
                let body = &tokens[at + 1..];
                let length = body.iter().position(|token| token.is_sign(end));
                let body = &body[..length.unwrap_or(body.len())];
                found.push(Definition {
                    name: name.range(),
                    block,
                    references: references(text, body),
                });
                at += 1 + body.len() + 1;
            }
            _ => {}
        }
    }
    found
}

/// The names in type position. They follow `:`, `(`, `=` or `<`, or a comma between `<` and `>`.
fn references(text: &str, body: &[Token]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut angles = 0usize;
    for (at, token) in body.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| body[at].kind);
        match (token.kind, before) {
            (Kind::Sign(b'<'), _) => angles += 1,
            (Kind::Sign(b'>'), _) => angles = angles.saturating_sub(1),
            (Kind::Word, _) if is_type_keyword(&text[token.range()]) => {}
            (Kind::Word | Kind::Escaped, Some(Kind::Sign(b':' | b'(' | b'='))) => {
                found.push(token.range());
            }
            (Kind::Word | Kind::Escaped, Some(Kind::Sign(b'<' | b',')))
                if angles > 0 && !in_handle(text, body, at) =>
            {
                found.push(token.range());
            }
            _ => {}
        }
    }
    found
}

/// Whether the token `at` is the `a` of `own<a>` or `borrow<a>`, where nothing but a name may stand.
pub(crate) fn in_handle(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some(at) = at.checked_sub(2) else {
        return false;
    };
    let keyword = &tokens[at];
    tokens[at + 1].is_sign(b'<')
        && (keyword.is_word(text, "own") || keyword.is_word(text, "borrow"))
}

/// References without which no definition needs itself, in the order of the text.
pub(crate) fn closing_references(text: &str, definitions: &[Definition]) -> Vec<Range<usize>> {
    let name = |range: &Range<usize>| text[range.clone()].trim_start_matches('%');
    let by_name: HashMap<(usize, &str), usize> = definitions
        .iter()
        .enumerate()
        .map(|(index, def)| ((def.block, name(&def.name)), index))
        .collect();

    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut states = vec![State::New; definitions.len()];
    let mut closing = Vec::new();
    for root in 0..definitions.len() {
        if states[root] != State::New {
            continue;
        }
        states[root] = State::Open;
        let mut path = vec![(root, 0)];
        while let Some((index, next)) = path.last_mut() {
            let def = &definitions[*index];
            let Some(reference) = def.references.get(*next) else {
                states[*index] = State::Done;
                path.pop();
                continue;
            };
            *next += 1;
            let Some(&target) = by_name.get(&(def.block, name(reference))) else {
                continue;
            };
            match states[target] {
                State::New => {
                    states[target] = State::Open;
                    path.push((target, 0));
                }
                State::Open => closing.push(reference.clone()),
                State::Done => {}
            }
        }
    }
    closing.sort_by_key(|range| range.start);
    closing
}

#[cfg(test)]
mod tests {
    use super::{closing_references, definitions};

    fn closing(text: &str) -> Vec<String> {
        let found = definitions(text);
        closing_references(text, &found)
            .into_iter()
            .map(|range| format!("{}@{}", &text[range.clone()], range.start))
            .collect()
    }

    #[test]
    fn references_are_told_from_names() {
        let text = "interface i { record a { b: list<b>, a: u8 } variant b { a, b(tuple<u8, a>), c(result<_, b>) } }";
        let found = definitions(text);
        let words: Vec<Vec<&str>> = found
            .iter()
            .map(|def| {
                def.references
                    .iter()
                    .map(|range| &text[range.clone()])
                    .collect()
            })
            .collect();
        assert_eq!(words, [vec!["b"], vec!["a", "b"]]);
    }

    #[test]
    fn comments_strings_and_escapes_are_understood() {
        let text = "interface i { /* record x { y: x } */ @external-id(\"record x { y: x }\") type %list = list<%list>; type l = list<list<l>>; // type z = z;\n }";
        assert_eq!(closing(text).len(), 2);
    }

    #[test]
    fn blocks_are_apart() {
        assert!(
            closing(
                "interface i { type a = b; type b = u8; } interface j { type b = a; type a = u8; }"
            )
            .is_empty()
        );
        assert_eq!(
            closing("world w { import i: interface { type a = list<a>; } type a = u8; }").len(),
            1
        );
    }

    #[test]
    fn handles_are_left_alone() {
        assert!(closing("interface i { record a { x: own<a>, y: borrow<a> } }").is_empty());
    }
}
