//! The one clock of the command line.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Seconds since 1970, below zero before it.
#[expect(clippy::disallowed_methods, reason = "the command line reads the clock where --now does not say it")]
pub(in crate::cli) fn clock() -> i64 {
    let seconds = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
    SystemTime::now().duration_since(UNIX_EPOCH).map_or_else(|error| -seconds(error.duration()), seconds)
}
