//! What is left out of a journal, or of a comparison.

use packr_core::intercept::{PathError, Redaction};
use packr_core::journal::Header;

use crate::error::Failure;

/// The name of the metadata that says what a journal lacks: rules as [`read`] reads them.
pub(crate) const REDACTED: &str = "redacted";

/// Reads `FUNCTION=PATH` and `FUNCTION`.
pub(crate) fn read(rules: &[String], option: &str) -> Result<Redaction, Failure> {
    rules.iter().try_fold(Redaction::new(), |redaction, rule| {
        add(redaction, rule).map_err(|error| Failure::usage(format!("`{option} {rule}`: {error}")))
    })
}

/// The rules of the options, and those by which the journal was recorded.
pub(crate) fn with_recorded(rules: &[String], header: &Header) -> Vec<String> {
    let recorded = header.metadata.iter();
    let recorded = recorded.filter(|(name, rule)| {
        // Whoever made the journal may have written anything.
        name == REDACTED && add(Redaction::new(), rule).is_ok()
    });
    let recorded = recorded.map(|(_, rule)| rule.clone());
    rules.iter().cloned().chain(recorded).collect()
}

/// The function of a rule, and the path if it has one.
pub(crate) fn parts(rule: &str) -> (&str, Option<&str>) {
    match rule.split_once('=') {
        None => (rule, None),
        Some((function, path)) => (function.trim(), Some(path.trim())),
    }
}

fn add(redaction: Redaction, rule: &str) -> Result<Redaction, PathError> {
    match parts(rule) {
        (function, None) => Ok(redaction.function(function)),
        (function, Some(path)) => redaction.at(function, path),
    }
}
