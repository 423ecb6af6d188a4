//! Finds the word in the user's text that an unsupported type is written with: wit-parser keeps one place for all
//! equal anonymous types, and none for `error-context`.

use std::cell::OnceCell;
use std::collections::HashMap;

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
    /// The tokens of its type, once somebody asks.
    tokens: OnceCell<Vec<Token>>,
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
            tokens: OnceCell::new(),
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
        self.position(construct).is_some()
    }

    /// The next such construct: its place, and how it is written, with what stands between its angle brackets.
    pub(super) fn take(&mut self, construct: Construct) -> Option<(Location, String)> {
        let at = self.position(construct)?;
        let tokens = self.tokens();
        let length = 1 + angle_brackets(&tokens[at + 1..]);
        let taken = &tokens[at..at + length];
        let text = self.location.source().text();
        let spelled = taken.iter().map(|token| match &text[token.range()] {
            "," => ", ",
            other => other,
        });
        let place = taken[0].start..taken[length - 1].end;
        let taken = (
            Location::new(self.location.source(), place),
            spelled.collect(),
        );
        self.next = at + length;
        Some(taken)
    }

    fn position(&self, construct: Construct) -> Option<usize> {
        let text = self.location.source().text();
        let rest = self.tokens().get(self.next..)?;
        let at = rest
            .iter()
            .position(|token| token.is_word(text, construct.keyword()))?;
        Some(self.next + at)
    }

    fn tokens(&self) -> &[Token] {
        self.tokens.get_or_init(|| self.read_tokens())
    }

    /// The tokens of the item's type.
    fn read_tokens(&self) -> Vec<Token> {
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

/// The imports and exports in the text after the world's name, by all the words that they are written with.
pub(super) fn world_items(world: &Location) -> HashMap<String, Location> {
    let text = world.source().text();
    let mut found = HashMap::new();
    let mut depth = 0usize;
    let mut in_item = false;
    for token in tokens(text, world.offset()).skip(1) {
        depth += usize::from(token.is_sign(b'{'));
        if token.is_sign(b'}') {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                break;
            }
        }
        if token.is_word(text, "import") || token.is_word(text, "export") {
            in_item = depth == 1;
        } else if token.is_sign(b';') || token.is_sign(b'{') {
            in_item = false;
        } else if in_item {
            let place = || Location::new(world.source(), token.range());
            let name = token.name(text).to_owned();
            found.entry(name).or_insert_with(place);
        }
    }
    found
}

/// How many tokens `<..>` takes, if that is what follows.
fn angle_brackets(tokens: &[Token]) -> usize {
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate() {
        depth += usize::from(token.is_sign(b'<'));
        if depth == 0 {
            return 0;
        }
        depth -= usize::from(token.is_sign(b'>'));
        if depth == 0 {
            return at + 1;
        }
    }
    tokens.len()
}
