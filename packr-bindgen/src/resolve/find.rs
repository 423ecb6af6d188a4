//! Finds the word in the user's text that an unsupported type is written with: wit-parser keeps one place for all
//! equal anonymous types, and none for `error-context`.

use wit_parser::TypeOwner;

use crate::error::Construct;
use crate::parse::scan::{Token, tokens};
use crate::source::Location;

/// A field, case, parameter, result or alias, whose type is being read from left to right.
pub(super) struct Item {
    /// The item's name.
    pub(super) location: Location,
    /// Who declares the type around the item; nobody for functions, in which no reference is ever opened.
    pub(super) owner: TypeOwner,
    /// Where the type stands, for people.
    pub(super) inside: String,
    is_result: bool,
    next: usize,
}

impl Item {
    /// The type follows the name: `name: type`, `name(type)`, `type name = type`.
    pub(super) fn after_name(location: Location, inside: String) -> Self {
        Item {
            location,
            owner: TypeOwner::None,
            inside,
            is_result: false,
            next: 0,
        }
    }

    /// The type follows the arrow: `name: func(..) -> type`.
    pub(super) fn after_arrow(location: Location, inside: String) -> Self {
        Item {
            is_result: true,
            ..Item::after_name(location, inside)
        }
    }

    /// Whether the construct is written here, after the last one that was taken.
    pub(super) fn has(&self, construct: Construct) -> bool {
        self.position(construct, &self.tokens()).is_some()
    }

    /// The place of the next such construct, with what stands between its angle brackets.
    pub(super) fn take(&mut self, construct: Construct) -> Option<Location> {
        let tokens = self.tokens();
        let at = self.position(construct, &tokens)?;
        self.next = at + 1;
        let end = closing_angle(&tokens[at + 1..]).unwrap_or(tokens[at].end);
        Some(Location::new(self.location.source(), tokens[at].start..end))
    }

    fn position(&self, construct: Construct, tokens: &[Token]) -> Option<usize> {
        let text = self.location.source().text();
        let rest = tokens.get(self.next..)?;
        let at = rest
            .iter()
            .position(|token| token.is_word(text, construct.keyword()))?;
        Some(self.next + at)
    }

    /// The tokens of the item's type.
    fn tokens(&self) -> Vec<Token> {
        let text = self.location.source().text();
        let mut depth = 0usize;
        let mut started = !self.is_result;
        let mut after_minus = false;
        let mut found = Vec::new();
        for token in tokens(text, self.location.offset()).skip(1) {
            let arrow = after_minus && token.is_sign(b'>');
            after_minus = token.is_sign(b'-');
            if arrow {
                started |= depth == 0;
                continue;
            }
            let opens = [b'<', b'(', b'{'].iter().any(|&sign| token.is_sign(sign));
            let closes = [b'>', b')', b'}'].iter().any(|&sign| token.is_sign(sign));
            let ends = token.is_sign(b';') || token.is_sign(b',') || closes;
            if depth == 0 && ends {
                break;
            }
            depth += usize::from(opens);
            depth -= usize::from(closes);
            if started {
                found.push(token);
            }
        }
        found
    }
}

/// The end of `<..>`, if that is what follows.
fn closing_angle(tokens: &[Token]) -> Option<usize> {
    let mut depth = 0usize;
    for token in tokens {
        depth += usize::from(token.is_sign(b'<'));
        if depth == 0 {
            return None;
        }
        depth -= usize::from(token.is_sign(b'>'));
        if depth == 0 {
            return Some(token.end);
        }
    }
    None
}
