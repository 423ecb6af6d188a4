//! What is said of WAVE text that can't be read.

use std::fmt::Display;

use wasm_wave::ast::NodeType;
use wasm_wave::parser::{ParserError, ParserErrorKind};

use super::Mistake;

pub(super) fn syntax(error: &ParserError, text: &str) -> Mistake {
    let message = match error.kind() {
        ParserErrorKind::UnexpectedEnd => "the text ends here, inside a value".to_owned(),
        ParserErrorKind::UnexpectedToken => "this does not belong here".to_owned(),
        ParserErrorKind::InvalidToken
            if text
                .get(error.span().start..)
                .is_some_and(|rest| rest.starts_with('"')) =>
        {
            "this string has no closing quote, or an escape other than \\n, \\r, \\t, \\\\, \\\", \\' and \\u{..}"
                .to_owned()
        }
        ParserErrorKind::InvalidToken => {
            "this is no WAVE: strings stand in double quotes, and characters in single ones"
                .to_owned()
        }
        ParserErrorKind::NestingTooDeep => "values in WAVE text are at most 100 deep".to_owned(),
        kind => match error.detail() {
            Some(detail) => format!("{kind}: {detail}"),
            None => kind.to_string(),
        },
    };
    let span = error.span();
    // At the end of the text there is nothing left to mark.
    let start = span.start.min(text.len());
    Mistake::new(start..span.end.clamp(start, text.len()), message)
}

pub(super) fn found(ty: NodeType) -> &'static str {
    match ty {
        NodeType::BoolTrue | NodeType::BoolFalse => "a bool",
        NodeType::Number => "a number",
        NodeType::Char => "a char",
        NodeType::String | NodeType::MultilineString => "a string",
        NodeType::Tuple => "a tuple",
        NodeType::List => "a list",
        NodeType::TupleSet => "a record or map",
        NodeType::EmptySet => "empty braces",
        NodeType::Label => "a name",
        NodeType::VariantWithPayload => "a case with a value",
        NodeType::OptionSome | NodeType::OptionNone => "an option",
        NodeType::ResultOk | NodeType::ResultErr => "a result",
        NodeType::Flags => "flags",
    }
}

/// `` `a`, `b` and `c` ``, and no more than a line of it.
pub(crate) fn listed(names: impl Iterator<Item = impl Display>) -> String {
    const SHOWN: usize = 12;
    let mut names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    if names.len() > SHOWN {
        let more = names.len() - SHOWN;
        names.truncate(SHOWN);
        names.push(format!("{more} more"));
    }
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => "none".to_owned(),
    }
}
