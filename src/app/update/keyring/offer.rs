//! Messages whose buttons are about keyrings: they go when what they offer was done, or cannot be done any more.

use crate::app::message::command::Command;
use crate::app::message::keyring::KeyringCommand;
use crate::app::state::State;
use crate::app::state::keyring::{Keyrings, RingStatus};
use crate::app::value::{Place, RingId};

/// Takes away the messages that ask for what is settled.
pub(in crate::app) fn follow(state: &mut State) {
    let keyrings = &state.keyrings;
    state.notices.retain(|notice| {
        let is_offered = |command: &Command| match command {
            Command::Keyring(command) => is_open(keyrings, command),
            _ => true,
        };
        notice.actions.is_empty() || notice.actions.iter().any(|action| is_offered(&action.command))
    });
}

/// Takes away what asks whether to open a keyring that was changed: the person has opened another one instead.
pub(in crate::app) fn forget_questions(state: &mut State) {
    let is_question = |command: &Command| matches!(command, Command::Keyring(KeyringCommand::OpenAnyway(..)));
    state.notices.retain(|notice| !notice.actions.iter().any(|action| is_question(&action.command)));
}

/// Takes away what asks the same of another version of the file.
pub(in crate::app) fn forget_question(state: &mut State, asked: &KeyringCommand) {
    use KeyringCommand as C;
    let is_same = |command: &Command| match (command, asked) {
        (Command::Keyring(C::OpenAnyway(ring, _)), C::OpenAnyway(other, _)) => ring == other,
        (Command::Keyring(C::TakeAnyway(ring, spare, _)), C::TakeAnyway(other, of, _)) => (ring, spare) == (other, of),
        _ => false,
    };
    state.notices.retain(|notice| !notice.actions.iter().any(|action| is_same(&action.command)));
}

/// Whether what is offered can still be done, and is worth it.
fn is_open(keyrings: &Keyrings, command: &KeyringCommand) -> bool {
    use KeyringCommand as C;
    let open = |ring: RingId| keyrings.get(ring).and_then(|ring| ring.open());
    match command {
        // What is opened without a question is not asked about.
        C::OpenAnyway(ring, _) => keyrings
            .get(*ring)
            .is_some_and(|found| matches!(found.standing, RingStatus::Locked) && found.fault.is_none()),
        C::Retry(ring) | C::OpenSaveElsewhere(ring) | C::OpenChanged(ring) | C::LockAndLose(ring) => {
            open(*ring).is_some_and(|open| open.is_unsaved() || open.is_gone)
        }
        C::UnlockAgain(ring) => open(*ring).is_some_and(|open| open.outside.is_some()),
        C::DiscardOlder(ring) | C::TakeAnyway(ring, None, _) => open(*ring).is_some(),
        C::TakeAnyway(ring, Some(spare), _) => open(*ring).is_some_and(|open| open.leftovers.contains(spare)),
        C::OpenUnlock(ring) => keyrings.get(*ring).is_some_and(|found| found.open().is_none()),
        C::Choose(Place::Keyring(ring)) => keyrings.get(*ring).is_some(),
        _ => true,
    }
}
