//! NumericDate (RFC 7519 §2): seconds since 1970-01-01T00:00:00Z, leap seconds ignored, with a fraction if need be.
//!
//! Read exactly from the digits as written: a double rounds, and a rounded `exp` is another `exp`.

use super::moment;
use crate::engine::ground::json::{Kind, Value};
use crate::engine::text::words::counted;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// Seconds that stand for "further away than any clock reaches"; larger values are cut to this.
pub const FAR: i128 = 10_i128.pow(30);

/// First second that is behind the year 9999.
const END_OF_CALENDAR: i128 = 253_402_300_800;
/// First second of the year 1.
const START_OF_CALENDAR: i128 = -62_135_596_800;

/// A time as a token has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumericDate {
    /// The number exactly as written; a very long one is cut after 64 characters.
    pub lexeme: String,
    /// Whole seconds, rounded down; cut to ±[`FAR`].
    pub seconds: i128,
    /// Nanoseconds behind `seconds`, rounded down.
    pub nanos: u32,
    /// Whether the value is a whole number of seconds, however it is written (`1e3` is).
    pub is_integer: bool,
    /// Whether it is written with digits alone, as every library reads it.
    pub is_plain: bool,
}

/// Why a value is no NumericDate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumericDateFault {
    /// Not a number. Never to be treated as absent (CVE-2026-25537).
    NotANumber {
        /// What stands there instead.
        found: Kind,
    },
    /// A number that the document breaks off, or that JSON does not have.
    BrokenNumber,
}

/// Reads a JSON value as NumericDate, exactly.
pub fn parse(value: Value<'_>) -> Result<NumericDate, NumericDateFault> {
    match value.kind() {
        Kind::Number => from_lexeme(&value.lexeme()).ok_or(NumericDateFault::BrokenNumber),
        found => Err(NumericDateFault::NotANumber { found }),
    }
}

/// Reads a JSON number (RFC 8259 §6); `None` if it is none.
pub fn from_lexeme(lexeme: &str) -> Option<NumericDate> {
    let (is_negative, unsigned) = match lexeme.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, lexeme),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent_of(exponent)?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(fraction) || mantissa.ends_with('.') {
        return None;
    }
    let digit = |position: i64| -> Option<u8> {
        // Position 0 is the first digit of `whole`; the decimal point was behind the last.
        let position = usize::try_from(position).ok()?;
        let byte =
            whole.as_bytes().get(position).or_else(|| fraction.as_bytes().get(position.checked_sub(whole.len())?));
        byte.map(|byte| byte - b'0')
    };
    let digits = i64::try_from(whole.len() + fraction.len()).ok()?;
    let point = i64::try_from(whole.len()).ok()?.saturating_add(exponent);
    let first = (0..digits).find(|&position| digit(position) != Some(0));
    let last = (0..digits).rev().find(|&position| digit(position) != Some(0));
    let (Some(first), Some(last)) = (first, last) else {
        return Some(NumericDate::new(lexeme, 0, 0, true));
    };
    if point.saturating_sub(first) > 30 {
        return Some(NumericDate::new(lexeme, if is_negative { -FAR } else { FAR }, 0, true));
    }
    // At most 30 digits stand between `first` and `point`.
    let mut seconds = 0_i128;
    for position in first..point.max(first) {
        seconds = seconds * 10 + i128::from(digit(position).unwrap_or(0));
    }
    let mut nanos = 0_u32;
    for place in 0..9 {
        nanos = nanos * 10 + u32::from(digit(point.saturating_add(place)).unwrap_or(0));
    }
    let is_integer = last < point;
    if is_negative && !is_integer {
        // Rounded down, away from zero; the nanoseconds count upwards from there. What is finer than a nanosecond also
        // counts: -0.0000000001 lies in the last nanosecond before zero. The sum is at least 1, as this is no integer.
        let is_finer = last >= point.saturating_add(9);
        let nanos = 1_000_000_000 - (nanos + u32::from(is_finer));
        return Some(NumericDate::new(lexeme, -seconds - 1, nanos, false));
    }
    Some(NumericDate::new(lexeme, if is_negative { -seconds } else { seconds }, nanos, is_integer))
}

fn exponent_of(text: &str) -> Option<i64> {
    let (is_negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, text.get(1..)?),
        b'+' => (false, text.get(1..)?),
        _ => (false, text),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let size = digits.bytes().fold(0_i64, |sum, byte| sum.saturating_mul(10).saturating_add(i64::from(byte - b'0')));
    Some(if is_negative { -size } else { size })
}

impl NumericDate {
    fn new(lexeme: &str, seconds: i128, nanos: u32, is_integer: bool) -> Self {
        Self {
            lexeme: lexeme.chars().take(64).collect(),
            seconds,
            nanos,
            is_integer,
            is_plain: lexeme.bytes().all(|byte| byte.is_ascii_digit()),
        }
    }

    /// The first whole second that is not before this time. For a clock in whole seconds `now < exp` is `now < ceil`
    /// and `now >= nbf` is `now >= ceil`, exactly.
    pub const fn ceil(&self) -> i128 {
        if self.is_integer { self.seconds } else { self.seconds + 1 }
    }

    /// As date and time in UTC, "2026-11-23 14:20:00 UTC"; `None` outside the years 1 to 9999.
    pub fn utc(&self) -> Option<String> {
        civil_utc(self.seconds)
    }

    /// Whether anything can have been meant to be issued, begin or end then: from 2001 on. Less is a duration, more is another
    /// unit.
    pub const fn is_plausible(&self) -> bool {
        self.seconds >= 1_000_000_000 && self.seconds < 100_000_000_000
    }

    /// Whether it makes sense only as milliseconds: at least 10¹¹, which in seconds is past the year 5138.
    pub const fn looks_like_milliseconds(&self) -> bool {
        self.seconds >= 100_000_000_000 && self.seconds < 100_000_000_000_000
    }
}

/// The time that a text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextTime {
    /// Since 1970, where it is UTC.
    pub seconds: i64,
    /// Whether the text says in which zone.
    pub has_zone: bool,
}

impl TextTime {
    /// What was meant: in UTC, or as it is written.
    pub fn words(self) -> String {
        match civil(i128::from(self.seconds)) {
            Some(civil) if !self.has_zone => format!("{civil} was meant, and no time zone is named"),
            _ => format!("{} was meant", format_utc(self.seconds)),
        }
    }
}

/// The time since 1970 that a text means which stands where a number should: seconds or milliseconds in quotation marks,
/// a date as ISO 8601 and RFC 3339 have it or in words, .NET's `/Date(…)/`.
pub fn of_text(text: &str) -> Option<TextTime> {
    let in_utc = |seconds: i64| TextTime { seconds, has_zone: true };
    let text = text.trim();
    let text = text.strip_prefix("/Date(").and_then(|rest| rest.strip_suffix(")/")).unwrap_or(text);
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return match text.len() {
            9..=10 => text.parse().ok().map(in_utc),
            12..=13 => text.parse::<i64>().ok().map(|milliseconds| in_utc(milliseconds / 1000)),
            _ => None,
        };
    }
    // Seconds with a fraction.
    if let Some((seconds, fraction)) = text.split_once('.')
        && seconds.len() == 10
        && [seconds, fraction].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return seconds.parse().ok().map(in_utc);
    }
    moment::date(text).map(|seconds| TextTime { seconds, has_zone: moment::has_zone(text) })
}

/// Seconds since 1970 as date and time in a zone, with its offset; UTC where the calendar ends.
pub fn format_in(seconds: i64, zone: &TimeZone) -> String {
    Timestamp::from_second(seconds).map_or_else(
        |_| format_utc(seconds),
        |timestamp| timestamp.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M:%S %:z").to_string(),
    )
}

/// The same in UTC where no zone is given.
pub fn format_at(seconds: i64, zone: Option<&TimeZone>) -> String {
    zone.map_or_else(|| format_utc(seconds), |zone| format_in(seconds, zone))
}

/// "2026-11-23 14:20:00 UTC"; outside the years 1 to 9999 words instead of a date.
pub fn format_utc(seconds: i64) -> String {
    civil_utc(i128::from(seconds))
        .unwrap_or_else(|| if seconds > 0 { "after the year 9999".to_owned() } else { "before the year 1".to_owned() })
}

fn civil(seconds: i128) -> Option<String> {
    if !(START_OF_CALENDAR..END_OF_CALENDAR).contains(&seconds) {
        return None;
    }
    let since_1970 = SignedDuration::from_secs(i64::try_from(seconds).ok()?);
    let time = DateTime::constant(1970, 1, 1, 0, 0, 0, 0).checked_add(since_1970).ok()?;
    Some(time.strftime("%Y-%m-%d %H:%M:%S").to_string())
}

fn civil_utc(seconds: i128) -> Option<String> {
    civil(seconds).map(|civil| format!("{civil} UTC"))
}

/// "in 11 min 20 s", "3 h 12 min ago", "in 5 days", "now": at most two units, rounded towards now.
pub fn relative(seconds_from_now: i128) -> String {
    let length = duration(u64::try_from(seconds_from_now.unsigned_abs()).unwrap_or(u64::MAX));
    match seconds_from_now {
        0 => "now".to_owned(),
        1.. => format!("in {length}"),
        _ => format!("{length} ago"),
    }
}

/// "45 s", "11 min 20 s", "3 h 12 min", "5 days 3 h", "30 days", "10 years": at most two units, rounded down.
pub fn duration(seconds: u64) -> String {
    let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400);
    // A year of 365 days, so that ten calendar years are not "9 years"; over centuries the leap days are counted.
    let years = if days < 36_525 { days / 365 } else { (u128::from(days) * 400 / 146_097) as u64 };
    let two = |large: String, small: u64, unit: &str| match small {
        0 => large,
        _ => format!("{large} {small} {unit}"),
    };
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3_600 => two(format!("{minutes} min"), seconds % 60, "s"),
        3_600..86_400 => two(format!("{hours} h"), minutes % 60, "min"),
        86_400..604_800 => two(counted(days, "day"), hours % 24, "h"),
        _ if years < 2 => counted(days, "day"),
        _ if years > 100_000 => "more than 100,000 years".to_owned(),
        _ => counted(years, "year"),
    }
}

#[cfg(test)]
mod tests {
    use super::{FAR, NumericDate, NumericDateFault, duration, format_utc, from_lexeme, of_text, parse, relative};
    use crate::engine::ground::json::{Kind, scan};

    fn date(lexeme: &str) -> NumericDate {
        from_lexeme(lexeme).unwrap_or_else(|| panic!("{lexeme} is a number"))
    }

    fn parts(lexeme: &str) -> (i128, u32, bool) {
        let date = date(lexeme);
        (date.seconds, date.nanos, date.is_integer)
    }

    #[test]
    fn a_date_in_words_is_read_as_its_writers_mean_it() {
        for text in [
            "Fri, 15 Jan 2027 08:10:00 GMT",
            "15 Jan 2027 08:10 UTC",
            "Fri, 15 Jan 2027 09:10:00 +0100",
            "Fri Jan 15 2027 08:10:00 GMT+0000 (Coordinated Universal Time)",
            "Fri Jan 15 2027 03:10:00 GMT-0500 (Eastern Standard Time)",
            "Fri Jan 15 08:10:00 UTC 2027",
            "Fri Jan 15 08:10:00 2027",
            "January 15, 2027 08:10:00",
            "2027-01-15T08:10:00Z",
            "2027-01-15 13:40:00+05:30",
            "1800000600",
            "1800000600.123",
            "1800000600000",
        ] {
            assert_eq!(of_text(text).map(|time| time.seconds), Some(1_800_000_600), "{text}");
        }
        for text in [
            "Fri, 15 Jan 2027",
            "Fri, 15 Jan 2027 08:10:00 CEST",
            "Fri, 15 Jan 2027 25:10:00 GMT",
            "Fri, 32 Jan 2027 08:10:00 GMT",
            "15 Jan 2027 16 08:10:00",
            "never",
            "1.5",
            "Jan",
            "",
        ] {
            assert_eq!(of_text(text), None, "{text}");
        }
    }

    /// Local time is not UTC for want of a word.
    #[test]
    fn a_zone_is_only_said_where_the_text_has_one() {
        for (text, has_zone) in [
            ("2027-01-15 08:10:00", false),
            ("2027-01-15T08:10:00", false),
            ("2027-01-15", false),
            ("January 15, 2027 08:10:00", false),
            ("Fri Jan 15 08:10:00 2027", false),
            ("15.01.2027 08:10", false),
            ("2027-01-15T08:10:00Z", true),
            ("2027-01-15 08:10:00 UTC", true),
            ("2027-01-15 13:40:00+05:30", true),
            ("Fri, 15 Jan 2027 09:10:00 +0100", true),
            ("Fri, 15 Jan 2027 03:10:00 EST", true),
            ("Fri Jan 15 2027 03:10:00 GMT-0500 (Eastern Standard Time)", true),
            ("1800000600", true),
        ] {
            let time = of_text(text).expect(text);
            assert_eq!(time.has_zone, has_zone, "{text}");
            assert_eq!(time.words().contains(" UTC "), has_zone, "{text}");
        }
    }

    #[test]
    fn digits_are_read_exactly() {
        assert_eq!(parts("1300819380"), (1_300_819_380, 0, true));
        assert_eq!(parts("0"), (0, 0, true));
        assert_eq!(parts("-0"), (0, 0, true));
        assert_eq!(parts("-1"), (-1, 0, true));
        assert_eq!(parts("1.5"), (1, 500_000_000, false));
        assert_eq!(parts("1.0"), (1, 0, true));
        assert_eq!(parts("1e3"), (1_000, 0, true));
        assert_eq!(parts("1.3e9"), (1_300_000_000, 0, true));
        assert_eq!(parts("1300819380e-3"), (1_300_819, 380_000_000, false));
        assert_eq!(parts("12E-1"), (1, 200_000_000, false));
        // A double would make 9007199254740992 of it.
        assert_eq!(parts("9007199254740993"), (9_007_199_254_740_993, 0, true));
        assert_eq!(parts("1700000000.0000000001"), (1_700_000_000, 0, false));
    }

    #[test]
    fn negative_fractions_are_rounded_down() {
        assert_eq!(parts("-1.5"), (-2, 500_000_000, false));
        assert_eq!(parts("-0.25"), (-1, 750_000_000, false));
        assert_eq!(parts("-0.0000000001"), (-1, 999_999_999, false));
        assert_eq!(parts("-0.9999999999"), (-1, 0, false));
        assert_eq!(date("-0.9999999999").ceil(), 0);
        assert_eq!(date("-1.5").ceil(), -1);
    }

    #[test]
    fn nothing_is_too_large_or_too_small() {
        assert_eq!(parts("1e308"), (FAR, 0, true));
        assert_eq!(parts("-1e308"), (-FAR, 0, true));
        assert_eq!(parts("1e99999999999999999999999999"), (FAR, 0, true));
        assert_eq!(parts("1e-99999999999999999999999999"), (0, 0, false));
        assert_eq!(date("1e-99999999999999999999999999").ceil(), 1);
        assert_eq!(parts("0e99999999999999999999999999"), (0, 0, true));
        assert_eq!(parts(&"9".repeat(100_000)), (FAR, 0, true));
        assert_eq!(parts(&format!("0.{}1", "0".repeat(100_000))), (0, 0, false));
        assert_eq!(parts("9223372036854775807"), (9_223_372_036_854_775_807, 0, true));
        assert_eq!(date(&"9".repeat(100_000)).lexeme.len(), 64);
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", "-", "1.", ".5", "1e", "1e+", "0x1", "NaN", "1_000", "١"] {
            assert_eq!(from_lexeme(text), None, "{text}");
        }
    }

    /// CVE-2026-25537: a string is malformed, never absent.
    #[test]
    fn other_json_than_a_number_is_a_fault() {
        for (json, found) in [
            ("\"123\"", Kind::String),
            ("null", Kind::Null),
            ("true", Kind::True),
            ("[1]", Kind::Array),
            ("{}", Kind::Object),
        ] {
            let document = scan(json.as_bytes(), 8);
            let value = document.root().expect("a value");
            assert_eq!(parse(value), Err(NumericDateFault::NotANumber { found }), "{json}");
        }
        let document = scan(b"1".as_slice(), 8);
        assert!(parse(document.root().expect("a value")).is_ok());
    }

    #[test]
    fn the_first_whole_second_decides() {
        assert_eq!(date("10").ceil(), 10);
        assert_eq!(date("10.5").ceil(), 11);
        assert_eq!(date("10.00000000000001").ceil(), 11);
    }

    #[test]
    fn dates_are_those_of_the_calendar() {
        assert_eq!(format_utc(0), "1970-01-01 00:00:00 UTC");
        assert_eq!(format_utc(1_300_819_380), "2011-03-22 18:43:00 UTC");
        assert_eq!(format_utc(951_782_400), "2000-02-29 00:00:00 UTC");
        assert_eq!(format_utc(-1), "1969-12-31 23:59:59 UTC");
        assert_eq!(format_utc(4_107_542_400), "2100-03-01 00:00:00 UTC");
        assert_eq!(format_utc(253_402_300_799), "9999-12-31 23:59:59 UTC");
        assert_eq!(format_utc(253_402_300_800), "after the year 9999");
        assert_eq!(format_utc(-62_135_596_800), "0001-01-01 00:00:00 UTC");
        assert_eq!(format_utc(i64::MIN), "before the year 1");
        assert_eq!(format_utc(i64::MAX), "after the year 9999");
        assert_eq!(date("1e308").utc(), None);
        assert_eq!(date("1.5").utc().as_deref(), Some("1970-01-01 00:00:01 UTC"));
    }

    #[test]
    fn milliseconds_are_noticed() {
        assert!(date("1700000000000").looks_like_milliseconds());
        assert!(!date("1700000000").looks_like_milliseconds());
        assert!(!date("99999999999").looks_like_milliseconds());
        assert!(!date("1e308").looks_like_milliseconds());
    }

    #[test]
    fn lengths_have_two_units_and_are_never_rounded_up() {
        for (seconds, words) in [
            (0, "0 s"),
            (59, "59 s"),
            (60, "1 min"),
            (680, "11 min 20 s"),
            (3_599, "59 min 59 s"),
            (3_600, "1 h"),
            (11_520, "3 h 12 min"),
            (86_399, "23 h 59 min"),
            (86_400, "1 day"),
            (97_200, "1 day 3 h"),
            (432_000, "5 days"),
            (604_799, "6 days 23 h"),
            (2_592_000, "30 days"),
            (31_536_000, "365 days"),
            (63_071_999, "729 days"),
            (63_072_000, "2 years"),
            (315_532_800, "10 years"),
            (u64::MAX, "more than 100,000 years"),
        ] {
            assert_eq!(duration(seconds), words, "{seconds}");
        }
    }

    #[test]
    fn relative_times_read_like_speech() {
        assert_eq!(relative(680), "in 11 min 20 s");
        assert_eq!(relative(-11_520), "3 h 12 min ago");
        assert_eq!(relative(432_000), "in 5 days");
        assert_eq!(relative(59), "in 59 s");
        assert_eq!(relative(0), "now");
        assert_eq!(relative(-1), "1 s ago");
        assert_eq!(relative(i128::MIN), "more than 100,000 years ago");
    }
}
