//! Docs of WIT as docs of Rust.

use proc_macro2::TokenStream;
use quote::quote;

/// The docs as they are written in WIT, or `otherwise`, so that nothing public is without.
///
/// Code in them is no Rust, so rustdoc must not colour it as such, nor test it: blocks without a language are `text`, and docs with
/// code are there except in doctests.
pub(super) fn docs(wit: Option<&str>, otherwise: &str) -> TokenStream {
    let Some(text) = wit.map(clean).filter(|text| !text.is_empty()) else {
        let line = format!(" {otherwise}");
        return quote!(#[doc = #line]);
    };
    let lines = text.lines().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        }
    });
    if may_hold_code(&text) {
        let lines = with_languages(lines);
        quote!(#(#[cfg_attr(not(doctest), doc = #lines)])*)
    } else {
        quote!(#(#[doc = #lines])*)
    }
}

/// The docs as they are written in WIT, and after them, or alone, a line on what the item is in Rust.
pub(super) fn docs_and(wit: Option<&str>, line: &str) -> TokenStream {
    let own = wit.map(clean).filter(|text| !text.is_empty());
    let own = own.map(|text| {
        let docs = docs(Some(&text), "");
        quote!(#docs #[doc = ""])
    });
    let line = docs(None, line);
    quote!(#own #line)
}

/// Without trailing blanks, and without characters that make rustc complain about the text.
fn clean(wit: &str) -> String {
    let lines: Vec<&str> = wit.lines().map(str::trim_end).collect();
    let text = lines.join("\n");
    text.trim_matches('\n').replace('\r', "")
}

/// Whether Markdown could take a part of it for a block of code: by a fence or by indentation.
fn may_hold_code(text: &str) -> bool {
    text.contains("```")
        || text.contains("~~~")
        || text.contains('\t')
        || text.lines().any(|line| line.contains("    "))
}

/// The lines, where a fence that opens a block and says no language says `text`.
fn with_languages(lines: impl Iterator<Item = String>) -> impl Iterator<Item = String> {
    let mut open: Option<String> = None;
    lines.map(move |line| {
        let Some(fence) = fence(&line) else {
            return line;
        };
        let is_bare = line.trim().len() == fence.len();
        match &open {
            Some(begin) if is_bare && fence.starts_with(begin.as_str()) => open = None,
            Some(_) => {}
            None => {
                open = Some(fence.to_owned());
                if is_bare {
                    return format!("{line}text");
                }
            }
        }
        line
    })
}

/// What a line begins with, if that is a fence around code.
fn fence(line: &str) -> Option<&str> {
    let line = line.trim();
    let rest = line.trim_start_matches(line.chars().next()?);
    let fence = &line[..line.len() - rest.len()];
    (fence.starts_with("```") || fence.starts_with("~~~")).then_some(fence)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(wit: &str) -> String {
        docs(Some(wit), "nothing").to_string()
    }

    #[test]
    fn docs_are_kept_as_they_are() {
        assert_eq!(
            shown("A \"tree\".\n\nIt */ grows.  \n"),
            docs(Some("A \"tree\".\n\nIt */ grows."), "").to_string()
        );
        assert_eq!(shown("One."), quote!(#[doc = " One."]).to_string());
        assert_eq!(
            docs(Some(" \n"), "Two.").to_string(),
            quote!(#[doc = " Two."]).to_string()
        );
        assert_eq!(
            docs(None, "Two.").to_string(),
            quote!(#[doc = " Two."]).to_string()
        );
    }

    #[test]
    fn code_is_kept_from_doctests() {
        for code in [
            "x\n```\nlet x;\n```",
            "~~~\nx\n~~~",
            "x:\n\n    let x;",
            "x:\n\n\tlet x;",
            "- x\n\n      y",
        ] {
            assert!(
                shown(code).starts_with("# [cfg_attr (not (doctest) , doc ="),
                "{code}"
            );
        }
        let fenced = "```\n~~~\nx\n```\n````wit\ny\n```\n````\n~~~\nz\n~~~";
        let lines = with_languages(fenced.lines().map(str::to_owned));
        assert_eq!(
            lines.collect::<Vec<_>>().join("\n"),
            "```text\n~~~\nx\n```\n````wit\ny\n```\n````\n~~~text\nz\n~~~"
        );
        assert!(!shown("plain `code` only\n  - item\n   - item").contains("doctest"));
    }
}
