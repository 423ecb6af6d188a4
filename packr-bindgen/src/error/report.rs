//! Collects errors, so that one compile shows them all. Dropping a report unread is a bug, and panics.

use super::{Error, Errors};

#[derive(Debug)]
#[must_use]
pub(crate) struct Report {
    errors: Option<Vec<Error>>,
}

impl Report {
    pub(crate) fn new() -> Self {
        Report {
            errors: Some(Vec::new()),
        }
    }

    pub(crate) fn push(&mut self, error: Error) {
        let errors = self.errors.get_or_insert_default();
        if !errors.contains(&error) {
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
