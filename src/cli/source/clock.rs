//! The one clock of the command line.

use crate::engine::jwt::moment::{Moment, NoSuchTime, TokenMoment};
use jiff::tz::TimeZone;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Seconds since 1970, below zero before it.
#[expect(clippy::disallowed_methods, reason = "the command line reads the clock where --now does not say it")]
pub(in crate::cli) fn clock() -> i64 {
    let seconds = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
    SystemTime::now().duration_since(UNIX_EPOCH).map_or_else(|error| -seconds(error.duration()), seconds)
}

/// The time that was given, counted from the clock where it is relative; times of day are in UTC, as everything that is
/// printed.
pub(in crate::cli) fn now(given: Option<Moment>) -> i64 {
    let real = clock();
    given.map_or(real, |moment| moment.at(real, &TimeZone::UTC))
}

/// The same where it may be a time of the token's own; `claim` is the one that a claim names.
pub(in crate::cli) fn now_of_token(
    given: Option<TokenMoment>,
    claim: impl Fn(&'static str) -> Option<i64>,
) -> Result<i64, NoSuchTime> {
    let real = clock();
    given.map_or(Ok(real), |moment| moment.at(real, &TimeZone::UTC, claim))
}

/// The same for what is no token: of one of its times nothing is known yet.
pub(in crate::cli) fn now_of_keys(given: Option<TokenMoment>) -> i64 {
    now_of_token(given, |_| None).unwrap_or_else(|_| clock())
}

/// The time zone of this computer; UTC where it cannot be found out.
pub(in crate::cli) fn local_zone() -> TimeZone {
    TimeZone::system()
}
