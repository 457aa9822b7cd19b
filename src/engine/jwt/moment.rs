//! Times and lengths of time as people give them: one grammar for the command line, the window and files.

use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::rfc2822;
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// A time as a person gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Seconds from now: `now`, `+5m`, `-1h30m`, `yesterday`, `tomorrow`.
    FromNow(i64),
    /// Seconds since 1970: a NumericDate (RFC 7519 §2), a date, what HTTP calls `Date`.
    At(i64),
    /// A time of a day counted from today, as the clocks there show it: `23:30`, `yesterday 08:00`.
    OfDay { days: i64, time: Time },
}

/// A time to evaluate a token at, which may be one of its own: `at iat`, `just before exp`, `exp-1h`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenMoment {
    Given(Moment),
    /// Seconds from the time that a claim of the token names.
    OfClaim {
        claim: &'static str,
        distance: i64,
    },
}

/// The token does not name the time that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the token has no {0} to evaluate it at")]
pub struct NoSuchTime(pub &'static str);

impl TokenMoment {
    /// `at iat`
    pub const ISSUED: Self = Self::OfClaim { claim: "iat", distance: 0 };

    /// Reads one.
    ///
    /// # Errors
    ///
    /// See [`MomentError`].
    pub fn parse(text: &str) -> Result<Self, MomentError> {
        let lower = text.to_ascii_lowercase();
        let words: Vec<&str> = lower.split_whitespace().collect();
        let (rest, before) = match words.as_slice() {
            ["just", "before", rest @ ..] => (rest, -1),
            ["at", rest @ ..] => (rest, 0),
            rest => (rest, 0),
        };
        let rest = rest.concat();
        let named = ["iat", "nbf", "exp"].into_iter().find_map(|claim| Some((claim, rest.strip_prefix(claim)?)));
        // What can be written is more than where there is no token.
        let of_token = |error| if error == MomentError::Unreadable { MomentError::UnreadableOfToken } else { error };
        let Some((claim, rest)) = named else { return Moment::parse(text).map(Self::Given).map_err(of_token) };
        let distance = match rest {
            "" => 0,
            rest if rest.starts_with(['+', '-']) => distance(rest).map_err(of_token)?,
            _ => return Err(MomentError::UnreadableOfToken),
        };
        Ok(Self::OfClaim { claim, distance: distance.checked_add(before).ok_or(MomentError::TooFar)? })
    }

    /// Seconds since 1970. `claim` is the time that a claim of the token names.
    ///
    /// # Errors
    ///
    /// The token names none.
    pub fn at(self, now: i64, zone: &TimeZone, claim: impl Fn(&'static str) -> Option<i64>) -> Result<i64, NoSuchTime> {
        match self {
            Self::Given(moment) => Ok(moment.at(now, zone)),
            Self::OfClaim { claim: name, distance } => {
                claim(name).map(|seconds| seconds.saturating_add(distance)).ok_or(NoSuchTime(name))
            }
        }
    }
}

/// Why a text is no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MomentError {
    /// Nothing of the kind.
    #[error("not a time: use now, +5m, -1h, yesterday, 23:30, 2026-11-23 14:20, an HTTP date or seconds since 1970")]
    Unreadable,
    /// The same, where it may be a time of a token.
    #[error(
        "not a time: use now, +5m, -1h, yesterday, 23:30, 2026-11-23 14:20, at iat, just before exp, exp-1h, an HTTP date or seconds since 1970"
    )]
    UnreadableOfToken,
    /// Farther away than seconds can be counted.
    #[error("too far away")]
    TooFar,
    /// Four digits that are a year: as seconds, half an hour of 1970.
    #[error("is that a year? Write a date, such as 2026-01-31; for seconds since 1970, write 1970-01-01T00:33:46Z")]
    Year,
    /// Digits that are a date: as seconds, some day of 1970.
    #[error("is that a date? Write it with hyphens, such as 2026-01-31 or 2026-01-31T12:00Z")]
    Digits,
    /// A length of time where a claim takes a time.
    #[error("as seconds since 1970, that is a time around 1970. Did you mean +{0}s?")]
    Length(i64),
}

/// From here on a number counts milliseconds: as seconds it is past the year 5138.
const MILLISECONDS: i64 = 100_000_000_000;
/// From here on it is no time at all.
const NO_TIME: i64 = MILLISECONDS * 1_000;

/// Below this, a number of seconds since 1970 is no time that a token was ever made for: 1973.
const EARLIEST: i64 = 100_000_000;

impl Moment {
    /// Reads one.
    ///
    /// # Errors
    ///
    /// See [`MomentError`].
    pub fn parse(text: &str) -> Result<Self, MomentError> {
        let text = text.trim();
        let digits = text.strip_prefix('-').unwrap_or(text);
        if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return if let Some(error) = date_in_digits(text) { Err(error) } else { number(text) };
        }
        if let Some(day) = of_day(text) {
            return Ok(day);
        }
        match date(text) {
            Some(seconds) => Ok(Self::At(seconds)),
            None => match distance(text) {
                // What is farther away than any clock goes is no time to evaluate a token at.
                Ok(seconds) if seconds.unsigned_abs() >= NO_TIME.unsigned_abs() => Err(MomentError::TooFar),
                // A date that the calendar has and the clock does not: the last day of the year 9999.
                Err(MomentError::Unreadable) if date_time_stamp(text, false).is_some() => Err(MomentError::TooFar),
                distance => distance.map(Self::FromNow),
            },
        }
    }

    /// Reads one for a claim that is to be made: a small number is meant as a length of time, and nobody makes a token for 1970.
    ///
    /// # Errors
    ///
    /// See [`MomentError`].
    pub fn parse_claim(text: &str) -> Result<Self, MomentError> {
        match Self::parse(text)? {
            Self::At(seconds @ 1..EARLIEST) if text.trim().bytes().all(|byte| byte.is_ascii_digit()) => {
                Err(MomentError::Length(seconds))
            }
            moment => Ok(moment),
        }
    }

    /// Seconds since 1970. `zone` is where the clocks are that a time of day is meant by.
    pub fn at(self, now: i64, zone: &TimeZone) -> i64 {
        match self {
            Self::FromNow(distance) => now.saturating_add(distance),
            Self::At(seconds) => seconds,
            Self::OfDay { days, time } => {
                let day = Timestamp::from_second(now).ok().map(|now| now.to_zoned(zone.clone()).date());
                let day = day.and_then(|day| day.checked_add(Span::new().try_days(days).ok()?).ok());
                let zoned = day.and_then(|day| day.to_datetime(time).to_zoned(zone.clone()).ok());
                zoned.map_or(now, |zoned| zoned.timestamp().as_second())
            }
        }
    }

    /// Seconds since 1970, where it does not depend on what time it is.
    pub const fn absolute(self) -> Option<i64> {
        match self {
            Self::At(seconds) => Some(seconds),
            Self::FromNow(_) | Self::OfDay { .. } => None,
        }
    }
}

/// What digits are that nobody means as seconds: `2026`, `20260131`, `20260131120000`.
fn date_in_digits(text: &str) -> Option<MomentError> {
    let year = text.get(..4)?.parse::<i16>().ok().filter(|year| (1970..2200).contains(year))?;
    let part = |from: usize| text.get(from..from + 2)?.parse::<i8>().ok();
    match text.len() {
        4 => Some(MomentError::Year),
        8 | 12 | 14 => Date::new(year, part(4)?, part(6)?).ok().map(|_| MomentError::Digits),
        _ => None,
    }
}

fn number(text: &str) -> Result<Moment, MomentError> {
    let seconds: i64 = text.parse().map_err(|_| MomentError::TooFar)?;
    match seconds.unsigned_abs() {
        size if size < MILLISECONDS.unsigned_abs() => Ok(Moment::At(seconds)),
        size if size < NO_TIME.unsigned_abs() => Ok(Moment::At(seconds.div_euclid(1_000))),
        _ => Err(MomentError::TooFar),
    }
}

/// `now`, `yesterday`, `23:30`, `tomorrow 08:00`.
fn of_day(text: &str) -> Option<Moment> {
    let (first, rest) = text.split_once(' ').map_or((text, ""), |(first, rest)| (first, rest.trim()));
    let days = match &*first.to_ascii_lowercase() {
        "now" if rest.is_empty() => return Some(Moment::FromNow(0)),
        "today" => 0,
        "yesterday" => -1,
        "tomorrow" => 1,
        _ => return time_of_day(text).map(|time| Moment::OfDay { days: 0, time }),
    };
    if rest.is_empty() {
        return Some(Moment::FromNow(days * 86_400));
    }
    time_of_day(rest).map(|time| Moment::OfDay { days, time })
}

fn time_of_day(text: &str) -> Option<Time> {
    let is_clock = text.len() >= 4 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    let padded = if text.find(':') == Some(1) { format!("0{text}") } else { text.to_owned() };
    padded.parse().ok().filter(|_| is_clock && text.contains(':'))
}

/// XML Schema's `dateTimeStamp`, as RFC 3339 writes it; its `dateTime` where the zone may be left out (UTC then). In whole
/// seconds since 1970, rounded up: no clock in seconds is at it before. Years of any length, and `24:00:00`, the end of a day
/// (XML Schema 1.1 Part 2 §3.3.7.2), count; a time beyond what seconds can count is the last that they can.
pub(super) fn date_time_stamp(text: &str, is_zone_needed: bool) -> Option<i64> {
    /// After as many years the days of the calendar are the same again.
    const CYCLE: i128 = 400;
    const CYCLE_SECONDS: i128 = 146_097 * 86_400;
    let (is_negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (year, rest) = digits.split_once('-')?;
    let is_year =
        year.bytes().all(|byte| byte.is_ascii_digit()) && (year.len() == 4 || year.len() > 4 && !year.starts_with('0'));
    if !is_year || text.contains('[') || !rest.contains(['T', 't']) {
        return None;
    }
    // So many digits are beyond all seconds, whatever they are.
    let year = year.get(..30.min(year.len()))?.parse::<i128>().ok()?;
    let year = if is_negative { -year } else { year };
    let like = 2_000 + year.rem_euclid(CYCLE);
    let (date, time) = rest.split_once(['T', 't'])?;
    let (time, days) = match time.strip_prefix("24:00:00") {
        Some(rest) => {
            let is_whole = rest.strip_prefix('.').is_none_or(|rest| rest.starts_with('0'));
            let fraction = rest.strip_prefix('.').map_or("", |rest| rest.trim_start_matches('0'));
            if !is_whole || fraction.starts_with(|sign: char| sign.is_ascii_digit()) {
                return None;
            }
            (format!("00:00:00{rest}"), 1)
        }
        None => (time.to_owned(), 0),
    };
    let text = format!("{like:04}-{date}T{time}");
    let timestamp = text.parse::<Timestamp>().ok().or_else(|| {
        let civil = text.parse::<DateTime>().ok().filter(|_| !is_zone_needed)?;
        Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp())
    })?;
    let seconds = i128::from(timestamp.as_second()) + i128::from(timestamp.subsec_nanosecond() > 0);
    let seconds = seconds + (year - like) / CYCLE * CYCLE_SECONDS + days * 86_400;
    Some(i64::try_from(seconds).unwrap_or(if seconds < 0 { i64::MIN } else { i64::MAX }))
}

/// A date as RFC 3339 and ISO 8601 write it, UTC unless it says otherwise; as HTTP writes it (RFC 9110 §5.6.7), also in its
/// two old forms; as mail (RFC 5322 §3.3), JavaScript, Java and C do. In seconds since 1970.
pub(super) fn date(text: &str) -> Option<i64> {
    let text = text.strip_prefix("Date:").unwrap_or(text).trim();
    if let Ok(timestamp) = text.parse::<Timestamp>() {
        return Some(timestamp.as_second());
    }
    let civil = ["UTC", "GMT"].into_iter().find_map(|zone| text.strip_suffix(zone)).unwrap_or(text).trim_end();
    let civil = civil.parse::<DateTime>().or_else(|_| civil.parse::<Date>().map(|date| date.at(0, 0, 0, 0)));
    if let Ok(civil) = civil {
        return Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second());
    }
    // A zone that mail does not know would count as UTC (RFC 5322 §4.3), which CEST is not.
    let zone = text.rsplit(' ').next().unwrap_or_default();
    if (zone.starts_with(['+', '-']) || ZONES.contains(&zone))
        && let Ok(timestamp) = rfc2822::DateTimeParser::new().parse_timestamp(text)
    {
        return Some(timestamp.as_second());
    }
    // JavaScript names the zone once more, in parentheses.
    let text = text.split(" (").next().unwrap_or(text);
    FORMATS.iter().find_map(|format| {
        let read = BrokenDownTime::parse(format, text).ok()?;
        let day = || read.to_datetime().or_else(|_| read.to_date().map(|date| date.at(0, 0, 0, 0))).ok();
        let civil = || Some(day()?.to_zoned(TimeZone::UTC).ok()?.timestamp());
        let timestamp = if read.offset().is_some() { read.to_timestamp().ok() } else { civil() };
        Some(timestamp?.as_second())
    })
}

/// Whether a date that was read says in which zone it is: by name, by Z or by an offset behind the time.
pub(super) fn has_zone(text: &str) -> bool {
    let text = text.strip_prefix("Date:").unwrap_or(text).trim();
    let named = text.split(|sign: char| !sign.is_ascii_alphabetic()).any(|word| word == "UTC" || ZONES.contains(&word));
    let behind_time = text.split_once(':').map_or("", |(_, behind)| behind);
    named || text.ends_with(['Z', 'z']) && !behind_time.is_empty() || behind_time.contains(['+', '-'])
}

/// The zones that mail knows by name (RFC 5322 §4.3).
const ZONES: [&str; 10] = ["UT", "GMT", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"];
/// HTTP's two old forms, those of JavaScript, Java and C, and the one with dots, in which the day is first everywhere.
const FORMATS: [&str; 9] = [
    "%A, %d-%b-%y %H:%M:%S GMT",
    "%a %b %d %H:%M:%S %Y",
    "%a %b %d %Y %H:%M:%S GMT%z",
    "%a %b %d %H:%M:%S UTC %Y",
    "%B %d, %Y %H:%M:%S",
    "%d %b %Y %H:%M UTC",
    "%d %b %Y %H:%M:%S UTC",
    "%d.%m.%Y",
    "%d.%m.%Y %H:%M",
];

/// `+5m`, `-1h30m`, `1d`; units s, m, h, d, w, and mo and y, which count as 30 and 365 days.
fn distance(text: &str) -> Result<i64, MomentError> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    Ok(sign * units(rest)?)
}

/// The longer name first.
const UNITS: [(&str, i64); 7] =
    [("s", 1), ("mo", 30 * 86_400), ("m", 60), ("h", 3_600), ("d", 86_400), ("w", 604_800), ("y", 365 * 86_400)];

fn units(mut rest: &str) -> Result<i64, MomentError> {
    if rest.is_empty() {
        return Err(MomentError::Unreadable);
    }
    let mut total = 0_i64;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, tail) = rest.split_at_checked(digits).ok_or(MomentError::Unreadable)?;
        let known = UNITS.iter().find_map(|(name, seconds)| Some((tail.strip_prefix(name)?, *seconds)));
        let Some((tail, unit)) = known else { return Err(MomentError::Unreadable) };
        if number.is_empty() {
            return Err(MomentError::Unreadable);
        }
        let number: i64 = number.parse().map_err(|_| MomentError::TooFar)?;
        let seconds = number.checked_mul(unit).ok_or(MomentError::TooFar)?;
        total = total.checked_add(seconds).ok_or(MomentError::TooFar)?;
        rest = tail;
    }
    Ok(total)
}

/// Why a text is no length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LengthError {
    /// Nothing of the kind.
    #[error("not a length of time: use 7d, 12h, 30m or seconds")]
    Unreadable,
    #[error("a length of time cannot be negative: use 7d, 12h, 30m or seconds")]
    Negative,
    /// More seconds than can be counted.
    #[error("too long")]
    TooLong,
}

/// Seconds: `7d`, `1h30m`, `600`.
///
/// # Errors
///
/// It is none.
pub fn length(text: &str) -> Result<u64, LengthError> {
    let text = text.trim();
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(rest) = text.strip_prefix('-') {
        let is_length = is_number(rest) || units(rest).is_ok();
        return Err(if is_length { LengthError::Negative } else { LengthError::Unreadable });
    }
    if is_number(text.strip_prefix('+').unwrap_or(text)) {
        return text.parse().map_err(|_| LengthError::TooLong);
    }
    match units(text) {
        Ok(seconds) => u64::try_from(seconds).map_err(|_| LengthError::Negative),
        Err(MomentError::TooFar) => Err(LengthError::TooLong),
        Err(_) => Err(LengthError::Unreadable),
    }
}

#[cfg(test)]
mod tests {
    use super::Moment::{At, FromNow};
    use super::{Moment, MomentError, NoSuchTime, TokenMoment, date_time_stamp, length};
    use jiff::tz::{TimeZone, offset};

    #[test]
    fn times_as_people_give_them() {
        for (text, time) in [
            ("now", FromNow(0)),
            ("+5m", FromNow(300)),
            ("5m", FromNow(300)),
            ("-1h", FromNow(-3600)),
            ("+1d", FromNow(86_400)),
            ("+2w", FromNow(1_209_600)),
            ("+1mo", FromNow(2_592_000)),
            ("+1y1m", FromNow(31_536_060)),
            ("1790000", At(1_790_000)),
            ("20261399", At(20_261_399)),
            ("+1h30m", FromNow(5_400)),
            ("-90s", FromNow(-90)),
            ("yesterday", FromNow(-86_400)),
            ("tomorrow", FromNow(86_400)),
            ("1300819380", At(1_300_819_380)),
            ("1300819380123", At(1_300_819_380)),
            ("-1", At(-1)),
            ("0", At(0)),
        ] {
            assert_eq!(Moment::parse(text), Ok(time), "{text}");
        }
        for text in [
            "2011-03-22T18:43:00Z",
            "2011-03-22T18:43:00.5Z",
            "2011-03-22 18:43:00",
            "2011-03-22 18:43",
            "2011-03-22 18:43:00 UTC",
            " 2011-03-22T19:43:00+01:00 ",
            "Tue, 22 Mar 2011 18:43:00 GMT",
            "Date: Tue, 22 Mar 2011 18:43:00 GMT",
            "Tue, 22 Mar 2011 19:43:00 +0100",
            "Tuesday, 22-Mar-11 18:43:00 GMT",
            "Tue Mar 22 18:43:00 2011",
        ] {
            assert_eq!(Moment::parse(text), Ok(At(1_300_819_380)), "{text}");
        }
        assert_eq!(Moment::parse("2011-03-22"), Ok(At(1_300_752_000)));
        assert_eq!(Moment::parse("22.3.2011"), Ok(At(1_300_752_000)));
        assert_eq!(Moment::parse("22.03.2011 18:43"), Ok(At(1_300_819_380)));
        for text in [
            "",
            "+",
            "-",
            "+300",
            "+5",
            "5x",
            "+m",
            "+5mm",
            "1.5h",
            "+5m ago",
            "٣m",
            "24:00",
            "1:2",
            "2011-13-01",
            "noon",
            "yesterday noon",
            "nowhere",
            "Tue, 42 Mar 2011 18:43:00 GMT",
        ] {
            assert_eq!(Moment::parse(text), Err(MomentError::Unreadable), "{text}");
        }
        for text in [
            "+99999999999999999w",
            "+99999999999999d",
            "99999999999999999999",
            "100000000000000",
            "9999-12-31T23:59:59Z",
            "12026-01-01T00:00:00Z",
        ] {
            assert_eq!(Moment::parse(text), Err(MomentError::TooFar), "{text}");
        }
    }

    #[test]
    fn a_date_in_digits_is_not_taken_for_seconds() {
        for text in ["2026", "2030", "1970"] {
            assert_eq!(Moment::parse(text), Err(MomentError::Year), "{text}");
        }
        for text in ["20261129", "20300101", "202611291200", "20261129120000"] {
            assert_eq!(Moment::parse(text), Err(MomentError::Digits), "{text}");
        }
        assert_eq!(Moment::parse_claim("90"), Err(MomentError::Length(90)));
        assert_eq!(Moment::parse_claim("3600"), Err(MomentError::Length(3600)));
        for text in ["0", "-90", "+90s", "1300819380", "1970-01-01T00:01:30Z"] {
            assert_eq!(Moment::parse_claim(text), Moment::parse(text), "{text}");
        }
    }

    #[test]
    fn a_time_of_day_is_that_of_the_clocks_there() {
        // 2011-03-22 18:43:00 UTC
        let now = 1_300_819_380;
        let utc = |text: &str| Moment::parse(text).unwrap().at(now, &TimeZone::UTC);
        assert_eq!(utc("18:43"), now);
        assert_eq!(utc("9:30"), now - 9 * 3_600 - 13 * 60);
        assert_eq!(utc("18:43:01"), now + 1);
        assert_eq!(utc("yesterday 18:43"), now - 86_400);
        assert_eq!(utc("tomorrow 00:00"), 1_300_838_400);
        // There it is 20:43 of the same day, and 5:43 of the next.
        let there = |hours: i8, text: &str| Moment::parse(text).unwrap().at(now, &TimeZone::fixed(offset(hours)));
        assert_eq!(there(2, "20:43"), now);
        assert_eq!(there(11, "05:43"), now);
        assert_eq!(there(11, "yesterday 05:43"), now - 86_400);
        assert_eq!(Moment::parse("23:30").unwrap().at(i64::MAX, &TimeZone::UTC), i64::MAX);
        assert_eq!(FromNow(i64::MAX).at(1000, &TimeZone::UTC), i64::MAX);
    }

    /// XML Schema 1.1 Part 2 §3.3.7.2 and §3.4.28.
    #[test]
    fn a_date_time_stamp_may_be_the_end_of_a_day_and_of_any_year() {
        let of = |text: &str| date_time_stamp(text, true);
        assert_eq!(of("2011-03-22T18:43:00Z"), Some(1_300_819_380));
        assert_eq!(of("2011-03-22T18:43:00.5Z"), Some(1_300_819_381));
        assert_eq!(of("2011-03-22T24:00:00Z"), of("2011-03-23T00:00:00Z"));
        assert_eq!(of("2011-03-22T24:00:00.000+02:00"), of("2011-03-23T00:00:00+02:00"));
        assert_eq!(of("2011-12-31T24:00:00Z"), of("2012-01-01T00:00:00Z"));
        assert_eq!(of("9999-12-31T23:59:59Z"), Some(253_402_300_799));
        assert_eq!(of("9999-12-31T24:00:00Z"), Some(253_402_300_800));
        assert_eq!(of("10000-01-01T00:00:00Z"), Some(253_402_300_800));
        assert_eq!(of("10000-02-29T00:00:00Z"), Some(253_402_300_800 + 59 * 86_400));
        assert_eq!(of("0000-01-01T00:00:00Z"), Some(-62_167_219_200));
        assert_eq!(of("-0001-12-31T24:00:00Z"), of("0000-01-01T00:00:00Z"));
        let digits = "9".repeat(5_000);
        for long in ["999999999999", "9999999999999999999999999", &digits] {
            assert_eq!(of(&format!("{long}-12-31T23:59:59Z")), Some(i64::MAX), "{}", long.len());
            assert_eq!(of(&format!("-{long}-12-31T23:59:59Z")), Some(i64::MIN), "{}", long.len());
        }
        for none in [
            "2011-03-22T24:00:01Z",
            "2011-03-22T24:00:00.1Z",
            "2011-03-22T24:00:00.01Z",
            "2011-03-22T24:00:00.Z",
            "2011-03-22T24:30:00Z",
            "2011-03-22T25:00:00Z",
            "2011-02-29T24:00:00Z",
            "10001-02-29T00:00:00Z",
            "02011-03-22T18:43:00Z",
            "211-03-22T18:43:00Z",
            "20110322T184300Z",
            "2011-03-22",
            "2011-03-22T18:43:00",
            "2011-03-22T24:00:00",
            "+2011-03-22T18:43:00Z",
            "-",
            "",
        ] {
            assert_eq!(of(none), None, "{none}");
        }
        assert_eq!(date_time_stamp("2011-03-22T24:00:00", false), of("2011-03-23T00:00:00Z"));
    }

    #[test]
    fn lengths_of_time() {
        for (text, seconds) in
            [("7d", 604_800), ("1h30m", 5_400), ("1y", 31_536_000), ("600", 600), ("0", 0), (" 2w ", 1_209_600)]
        {
            assert_eq!(length(text), Ok(seconds), "{text}");
        }
        for text in ["", "d", "-1", "-1d", "+7d", "7 days", "1.5h", "99999999999999999999"] {
            assert!(length(text).is_err(), "{text}");
        }
    }

    /// One grammar in window and terminal, in any case.
    #[test]
    fn a_time_may_be_one_of_the_tokens_own() {
        let claim = |name: &'static str| match name {
            "iat" => Some(1_000),
            "exp" => Some(5_000),
            _ => None,
        };
        let at = |text: &str| TokenMoment::parse(text).expect(text).at(100, &TimeZone::UTC, claim);
        for (text, expected) in [
            ("at iat", 1_000),
            ("iat", 1_000),
            ("At Iat", 1_000),
            ("just before exp", 4_999),
            ("exp", 5_000),
            ("exp-1h", 1_400),
            ("exp - 1h", 1_400),
            ("iat+5m", 1_300),
            ("NOW", 100),
            ("+1h", 3_700),
        ] {
            assert_eq!(at(text), Ok(expected), "{text}");
        }
        assert_eq!(at("Yesterday"), Ok(100 - 86_400));
        assert_eq!(at("nbf"), Err(NoSuchTime("nbf")));
        for text in
            ["at", "just before", "before exp", "expires", "iat 5m", "iat+", "at +5m", "just before now", "exp+x"]
        {
            assert!(TokenMoment::parse(text).is_err(), "{text}");
        }
    }
}
