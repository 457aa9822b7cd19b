//! Locking by itself when nothing happens.

use super::command::KeyringCommand;
use super::{RingId, State, change};
use crate::app::command::Command;
use crate::app::effect::Effect;
use crate::app::update::notify_until_seen;
use crate::app::view::{Action, Icon, Tone, counted, elided};
use crate::engine::keyring::Form;

/// Keyrings that the message offers to unlock.
const MOST_OFFERED: usize = 3;

/// The person did something.
pub(in crate::app) fn note_act(state: &mut State) {
    state.keyrings.last_act = state.clock.real;
}

/// In how many seconds the keyrings are to be locked; `None` where none is open, or that is not wanted.
pub(in crate::app) fn due_in(state: &State) -> Option<u64> {
    let minutes = state.settings.auto_lock?;
    let is_any = state.keyrings.open().any(|(_, open)| open.keyring.form() == Form::Encrypted && !open.lock_when_saved);
    if !is_any {
        return None;
    }
    let idle = u64::try_from(state.clock.real.saturating_sub(state.keyrings.last_act)).unwrap_or(0);
    Some((minutes * 60).saturating_sub(idle))
}

/// What was locked because nothing happened.
#[derive(Default)]
pub(in crate::app) struct IdleLock {
    /// Those that are still locked for that reason.
    pub rings: Vec<RingId>,
    /// The message that says so. It stays until something is done about it: whoever locked his keyrings by going away has
    /// not seen it go by.
    pub notice: Option<u64>,
}

/// The clock has moved on.
pub(in crate::app) fn tick(state: &mut State, effects: &mut Vec<Effect>) {
    if due_in(state) != Some(0) {
        return;
    }
    let minutes =
        counted(usize::try_from(state.settings.auto_lock.unwrap_or_default()).unwrap_or(usize::MAX), "minute");
    let locked = change::lock_all(state, true, effects);
    if locked.is_empty() {
        return;
    }
    let old = std::mem::take(&mut state.keyrings.idle);
    state.notices.retain(|notice| Some(notice.id) != old.notice);
    let mut rings: Vec<RingId> = old.rings.into_iter().filter(|ring| state.keyrings.get(*ring).is_some()).collect();
    rings.extend(locked.into_iter().filter(|ring| !rings.contains(ring)).collect::<Vec<_>>());
    let names: Vec<(RingId, String)> =
        rings.iter().filter_map(|ring| Some((*ring, elided(&state.keyrings.get(*ring)?.name, 30)))).collect();
    let subject = match names.as_slice() {
        [(_, name)] => format!("{name} was locked"),
        [(_, one), (_, other)] => format!("{one} and {other} were locked"),
        names => format!("{} were locked", counted(names.len(), "keyring")),
    };
    let actions = names
        .iter()
        .take(MOST_OFFERED)
        .map(|(ring, name)| Action {
            label: if names.len() == 1 { "Unlock…".to_owned() } else { format!("Unlock {name}…") },
            icon: Some(Icon::Unlock),
            command: Command::Keyring(KeyringCommand::OpenUnlock(*ring)),
        })
        .collect();
    let text = format!("{subject}, because nothing happened for {minutes}");
    let notice = notify_until_seen(state, Tone::Neutral, text, actions);
    state.keyrings.idle = IdleLock { rings, notice: Some(notice) };
}

/// One of them is open again: the message has done its work when it was the last.
pub(super) fn unlocked(state: &mut State, ring: RingId) {
    let idle = &mut state.keyrings.idle;
    idle.rings.retain(|each| *each != ring);
    if idle.rings.is_empty()
        && let Some(id) = idle.notice.take()
    {
        state.notices.retain(|notice| notice.id != id);
    }
}
