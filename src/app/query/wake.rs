//! When the clock has to be looked at again.

use crate::app::state::State;
use crate::app::value::{TABLE_ROWS, Workspace, is_time, unregistered_time};
use crate::engine::jose::layer::Examination;
use crate::engine::jwt::numeric_date;

/// Within so many seconds of a time its distance is told to the second: an hour, and the minute before it.
const NEAR: u128 = 3_660;

impl State {
    /// Whether anything on the screen changes with the clock: then, and only then, a tick a second is wanted.
    pub fn wants_ticks(&self) -> bool {
        self.next_tick().is_some()
    }

    /// In how many seconds something that is shown changes by itself: within an hour of a time of the token each second,
    /// else when a minute of the distance is over. `None`: nothing does.
    pub fn next_tick(&self) -> Option<u64> {
        let tick = self.tick().map(|(seconds, _)| seconds);
        // The countdown of a secret on the clipboard.
        if self.secret_left().is_some() { Some(1) } else { tick }
    }

    /// In how many seconds the clock has to be looked at again, for what is shown or for what is to be done: keyrings
    /// are locked also where nothing else wakes the window.
    pub fn next_wake(&self) -> Option<u64> {
        let lock = super::keyring::due_in(self).map(|seconds| seconds.max(1));
        [self.next_tick(), lock].into_iter().flatten().min()
    }

    /// Whether a time is shown whose distance changes.
    pub(in crate::app) fn has_times(&self) -> bool {
        self.tick().is_some()
    }

    /// Whether what is shown changes each second, so that the clock may show seconds.
    pub(in crate::app) fn shows_seconds(&self) -> bool {
        self.tick().is_some_and(|(_, is_near)| is_near)
    }

    fn tick(&self) -> Option<(u64, bool)> {
        if self.clock.set.is_some() {
            return None;
        }
        if self.workspace == Workspace::Build {
            return super::builder::next_tick(self);
        }
        let root = self.examination().and_then(Examination::claims_document).and_then(|document| document.root());
        let now = i128::from(self.clock.real);
        let leeway = i128::from(self.policy().leeway());
        let mut next: Option<u64> = None;
        let mut is_near = false;
        for member in root.into_iter().flat_map(|root| root.members()).take(TABLE_ROWS) {
            let time = match numeric_date::parse(member.value) {
                Ok(date) if is_time(&member.name) && date.looks_like_milliseconds() => date.seconds / 1_000,
                Ok(date) if is_time(&member.name) => date.seconds,
                _ => match unregistered_time(&member.name, member.value) {
                    Some((seconds, _)) => seconds,
                    None => continue,
                },
            };
            let distance = time.saturating_sub(now);
            is_near |= [-leeway, 0, leeway].iter().any(|shift| distance.saturating_add(*shift).unsigned_abs() <= NEAR);
            // The words round down: what is ahead loses its minute a second after the full one, what is past gains one.
            let left = distance.rem_euclid(60) + i128::from(distance >= 0);
            let left = u64::try_from(left).unwrap_or(60);
            let left = if left == 0 { 60 } else { left };
            next = Some(next.map_or(left, |next| next.min(left)));
        }
        // Those of the other tokens are told by the minute.
        if super::desk::has_several(self) {
            next = Some(next.map_or(60, |next| next.min(60)));
        }
        // The clock in the bottom line turns with the minute.
        let minute = u64::try_from(60 - self.clock.real.rem_euclid(60)).unwrap_or(60);
        next.map(|next| (if is_near { 1 } else { next.min(minute) }, is_near))
    }
}
