//! The clock and the time zone of this computer. Nowhere else is either asked.

use jiff::tz::TimeZone;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

pub trait Clock {
    /// Seconds since 1970.
    fn now(&self) -> i64;
    /// Seconds of a clock that nobody sets, and that goes on while the computer sleeps. Where it began means nothing.
    fn passed(&self) -> i64;
    /// How long until the next second begins.
    fn until_next_second(&self) -> Duration;
}

/// The clock of this computer.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

#[expect(clippy::disallowed_methods, reason = "this is the clock")]
impl Clock for SystemClock {
    fn now(&self) -> i64 {
        match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
            Err(before) => -i64::try_from(before.duration().as_secs()).unwrap_or(i64::MAX),
        }
    }

    fn passed(&self) -> i64 {
        passed()
    }

    fn until_next_second(&self) -> Duration {
        let nanos = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.subsec_nanos());
        // A moment behind the turn, so that the second has surely turned.
        Duration::from_nanos(u64::from(1_000_000_000 - nanos.min(999_999_999))) + Duration::from_millis(5)
    }
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn passed() -> i64 {
    rustix::time::clock_gettime(rustix::time::ClockId::Boottime).tv_sec
}

/// That of macOS goes on while the computer sleeps.
#[cfg(all(unix, not(any(target_os = "linux", target_os = "android"))))]
fn passed() -> i64 {
    rustix::time::clock_gettime(rustix::time::ClockId::Monotonic).tv_sec
}

/// So does that of Windows, which the standard library reads.
#[cfg(not(unix))]
fn passed() -> i64 {
    static BEGIN: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    i64::try_from(BEGIN.get_or_init(std::time::Instant::now).elapsed().as_secs()).unwrap_or(i64::MAX)
}

/// The time zone of this computer; UTC where it cannot be found out.
pub fn time_zone() -> TimeZone {
    TimeZone::system()
}
