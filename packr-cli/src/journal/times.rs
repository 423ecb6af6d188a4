//! Times, for people.

use std::time::{Duration, UNIX_EPOCH};

use packr_core::journal::Header;

/// `12.3µs`
pub(super) fn duration(nanoseconds: u64) -> String {
    format!("{:.1?}", Duration::from_nanos(nanoseconds))
}

/// When a run began: `2026-11-26 10:14:00 UTC`; None where the journal does not say it.
pub(super) fn started(header: &Header) -> Option<String> {
    if header.started == 0 {
        return None;
    }
    let at = UNIX_EPOCH + Duration::from_nanos(header.started);
    let text = humantime::format_rfc3339_seconds(at).to_string();
    Some(text.replace('T', " ").replace('Z', " UTC"))
}
