//! Times as a person reads them.

use super::{Role, Run, TimeStyle};
use crate::engine::ground::json::Value;
pub(in crate::app) use crate::engine::jwt::claim::{is_called_time, is_time, unregistered_time};
use crate::engine::jwt::moment::Moment;
pub use crate::engine::jwt::numeric_date::format_in as local;
use crate::engine::jwt::numeric_date::{self, format_utc, relative};
use jiff::tz::TimeZone;

/// The time of day in UTC: "14:08:39 UTC", or "14:08 UTC".
pub fn of_day(seconds: i64, to_the_second: bool) -> String {
    let second = seconds.rem_euclid(86_400);
    let minute = format!("{:02}:{:02}", second / 3_600, second / 60 % 60);
    if to_the_second { format!("{minute}:{:02} UTC", second % 60) } else { format!("{minute} UTC") }
}

/// How far `seconds` lies from `now`: "in 11 min 20 s", "3 h 12 min ago".
pub fn from_now(seconds: i128, now: i64) -> String {
    relative(seconds.saturating_sub(i128::from(now)))
}

/// A time in the chosen style first, and how far away it is beside it.
pub fn reading(seconds: i128, now: i64, style: TimeStyle, zone: &TimeZone) -> Vec<Run> {
    let distance = from_now(seconds, now);
    let Ok(second) = i64::try_from(seconds) else {
        return vec![Run::new("out of range", Role::Weak)];
    };
    let (first, second) = match style {
        TimeStyle::Utc => (format_utc(second), distance),
        TimeStyle::Local => (local(second, zone), distance),
        TimeStyle::Relative => (distance, format_utc(second)),
        TimeStyle::Unix => (format!("{second} s since 1970"), distance),
    };
    vec![Run::new(first, Role::Plain), Run::new(" · ", Role::Weak), Run::new(second, Role::Weak)]
}

/// The time in a claim, in seconds since 1970, where its name says that it is one.
pub(in crate::app) fn of_claim(name: &str, value: Value<'_>) -> Option<i128> {
    if !is_time(name) {
        return unregistered_time(name, value).map(|(seconds, _)| seconds);
    }
    let date = numeric_date::parse(value).ok().filter(|date| !date.looks_like_milliseconds())?;
    date.utc().map(|_| date.seconds)
}

/// What a person typed as a time that does not depend on the clock: Unix seconds, a date, a date and time (UTC unless it has
/// an offset).
pub fn parse(text: &str) -> Option<i64> {
    Moment::parse(text).ok()?.absolute()
}

#[cfg(test)]
mod tests {
    use super::{local, of_day, parse, reading};
    use crate::app::value::TimeStyle;
    use jiff::tz::{TimeZone, offset};

    #[test]
    fn a_time_can_be_typed_in_the_ways_people_write_it() {
        for text in [
            "1300819380",
            "2011-03-22T18:43:00Z",
            "2011-03-22 18:43:00",
            "2011-03-22 18:43",
            "2011-03-22 18:43:00 UTC",
            " 2011-03-22T19:43:00+01:00 ",
        ] {
            assert_eq!(parse(text), Some(1_300_819_380), "{text}");
        }
        assert_eq!(parse("2011-03-22"), Some(1_300_752_000));
        assert_eq!(parse("-1"), Some(-1));
        for text in ["", "yesterday", "99999999999999999", "2011-13-01", "18:43"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn every_style_says_the_same_time() {
        let zone = TimeZone::fixed(offset(2));
        let text = |style| -> String {
            reading(1_300_819_380, 1_300_819_380 - 680, style, &zone).into_iter().map(|run| run.text).collect()
        };
        assert_eq!(text(TimeStyle::Utc), "2011-03-22 18:43:00 UTC · in 11 min 20 s");
        assert_eq!(text(TimeStyle::Local), "2011-03-22 20:43:00 +02:00 · in 11 min 20 s");
        assert_eq!(text(TimeStyle::Relative), "in 11 min 20 s · 2011-03-22 18:43:00 UTC");
        assert_eq!(text(TimeStyle::Unix), "1300819380 s since 1970 · in 11 min 20 s");
        assert_eq!(of_day(1_300_819_380, true), "18:43:00 UTC");
    }

    #[test]
    fn no_time_is_too_far_away() {
        for seconds in [i128::MIN, i128::MAX, i128::from(i64::MIN), i128::from(i64::MAX), 253_402_300_800] {
            for style in [TimeStyle::Utc, TimeStyle::Local, TimeStyle::Relative, TimeStyle::Unix] {
                assert!(!reading(seconds, i64::MIN, style, &TimeZone::UTC).is_empty());
            }
        }
        assert!(!local(i64::MAX, &TimeZone::UTC).is_empty());
    }
}
