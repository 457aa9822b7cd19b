//! Locking by itself when nothing happens.

use super::change;
use crate::app::message::command::Command;
use crate::app::message::effect::Effect;
use crate::app::message::keyring::{Away, KeyringCommand};
use crate::app::message::notice::Action;
use crate::app::query::keyring::due_in;
use crate::app::state::State;
use crate::app::state::keyring::IdleLock;
use crate::app::update::act::notify_until_seen;
use crate::app::value::words::{counted, elided};
use crate::app::value::{Icon, RingId, Tone};

/// Keyrings that the message offers to unlock.
const MOST_OFFERED: usize = 3;

/// The person did something.
pub(in crate::app) fn note_act(state: &mut State) {
    state.keyrings.last_act = state.clock.passed;
}

/// Time has gone by.
pub(in crate::app) fn tick(state: &mut State, effects: &mut Vec<Effect>) {
    if due_in(state) != Some(0) {
        return;
    }
    let minutes =
        counted(usize::try_from(state.settings.auto_lock.unwrap_or_default()).unwrap_or(usize::MAX), "minute");
    lock(state, &format!("after {minutes} of inactivity"), effects);
}

/// The desktop says that the person goes away. Who wants no keyring locked by itself wants none locked by this.
pub(in crate::app) fn away(state: &mut State, away: Away, effects: &mut Vec<Effect>) {
    if state.settings.auto_lock.is_some() {
        let why = match away {
            Away::Sleep => "because the computer went to sleep",
            Away::ScreenLock => "because the screen was locked",
            Away::SessionSwitch => "because another session came to the front",
        };
        lock(state, why, effects);
    }
}

/// Locks them all and says why, until that is seen.
fn lock(state: &mut State, why: &str, effects: &mut Vec<Effect>) {
    state.revisions.changes += 1;
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
    let text = format!("{subject} {why}");
    let notice = notify_until_seen(state, Tone::Neutral, text, actions);
    state.keyrings.idle = IdleLock { rings, notice: Some(notice) };
}

/// One of them is open again: the message has done its work when it was the last.
pub(in crate::app) fn unlocked(state: &mut State, ring: RingId) {
    let idle = &mut state.keyrings.idle;
    idle.rings.retain(|each| *each != ring);
    if idle.rings.is_empty()
        && let Some(id) = idle.notice.take()
    {
        state.notices.retain(|notice| notice.id != id);
    }
}
