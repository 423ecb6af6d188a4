//! Collects errors, so that one compile shows them all. Dropping a report unread is a bug, and panics.

use std::collections::HashMap;

use super::{Error, Errors};

#[derive(Debug)]
#[must_use]
pub(crate) struct Report {
    errors: Option<Vec<Error>>,
    /// By file and offset, where equal errors are looked for.
    places: HashMap<Option<(String, usize)>, Vec<usize>>,
}

impl Report {
    pub(crate) fn new() -> Self {
        Report {
            errors: Some(Vec::new()),
            places: HashMap::new(),
        }
    }

    pub(crate) fn push(&mut self, error: Error) {
        let errors = self.errors.get_or_insert_default();
        let place = |error: &Error| {
            let location = error.location();
            location.map(|at| (at.file().to_owned(), at.offset()))
        };
        let there = self.places.entry(place(&error)).or_default();
        if !there.iter().any(|&known| errors[known] == error) {
            there.push(errors.len());
            errors.push(error);
        }
    }

    /// What was collected, in the order of the text.
    pub(crate) fn finish(mut self) -> Result<(), Errors> {
        let mut errors = self.errors.take().unwrap_or_default();
        errors.sort_by_key(|error| {
            let place = error.location();
            place.map(|place| (place.file().to_owned(), place.offset()))
        });
        if errors.is_empty() {
            return Ok(());
        }
        Err(Errors(errors))
    }
}

impl Drop for Report {
    fn drop(&mut self) {
        if self.errors.is_some() && !std::thread::panicking() {
            panic!("a report of errors was dropped without being read");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Report;

    #[test]
    #[should_panic(expected = "without being read")]
    fn an_unread_report_panics() {
        drop(Report::new());
    }

    #[test]
    fn a_read_one_does_not() {
        assert!(Report::new().finish().is_ok());
    }
}
