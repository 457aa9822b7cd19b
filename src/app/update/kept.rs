//! Tokens that keyrings keep: put there, read again, taken out. They are in memory while the keyring is open, and encrypted else.

use super::act::{notify, notify_until_seen};
use super::keyring::change::change;
use super::token;
use crate::app::message::command::Command;
use crate::app::message::effect::Effect;
use crate::app::message::kept::KeptCommand;
use crate::app::message::keyring::KeyringCommand;
use crate::app::message::notice::Action;
use crate::app::query;
use crate::app::state::State;
use crate::app::value::desk::EntryId;
use crate::app::value::words::{capital, capital_word, elided, safe};
use crate::app::value::{Icon, RingId, Tone, Workspace};
use crate::engine::keyring::KeptToken;

/// Characters of a name that are said, and of what else is kept of a token.
const SHOWN: usize = 60;
const LONGEST: usize = 200;

pub(super) fn apply(state: &mut State, command: KeptCommand, effects: &mut Vec<Effect>) {
    match command {
        KeptCommand::Keep { token, ring } => keep(state, token, ring, effects),
        KeptCommand::NoKeyring => say_what_to_do(state),
        KeptCommand::Open { ring, token } => {
            let kept = query::kept::get(state, ring, &token).map(|kept| kept.token().to_owned());
            if let Some(text) = kept {
                state.workspace = Workspace::Inspect;
                token::paste(state, text, effects);
            }
        }
        KeptCommand::Remove { ring, token } => remove(state, ring, &token, effects),
        KeptCommand::UndoRemove(number) => undo_remove(state, number, effects),
    }
}

fn keep(state: &mut State, token: Option<EntryId>, ring: RingId, effects: &mut Vec<Effect>) {
    let Some((text, name, about)) = query::kept::to_keep(state, token) else { return };
    let (name, about) = (elided(&name, LONGEST), elided(&about, LONGEST));
    let kept = KeptToken::new(&text, name.as_str(), about, state.clock.real);
    let Some(added) = change(state, ring, effects, |keyring| keyring.keep_token(kept)) else { return };
    let keyring = state.keyrings.get(ring).map(|ring| ring.name.clone()).unwrap_or_default();
    let name = capital_word(&elided(&safe(&name), SHOWN));
    let (tone, text) = match added {
        Ok(true) => (Tone::Good, format!("{name} kept in {keyring}, encrypted")),
        Ok(false) => (Tone::Neutral, format!("{keyring} already has this token")),
        Err(error) => (Tone::Bad, capital(&error.to_string())),
    };
    notify(state, tone, text, None, effects);
}

/// Tokens are kept where a passphrase protects them, and nowhere else.
fn say_what_to_do(state: &mut State) {
    let create = Action {
        label: "New keyring…".to_owned(),
        icon: Some(Icon::Plus),
        command: Command::Keyring(KeyringCommand::OpenCreate),
    };
    let unlock = query::keyring::locked(state).take(2).map(query::keyring::unlock_action);
    let actions: Vec<Action> = unlock.chain([create]).collect();
    let text = "Tokens are kept in an unlocked keyring, encrypted: there is none";
    // What is to be done takes a while.
    notify_until_seen(state, Tone::Warning, text, actions);
}

fn remove(state: &mut State, ring: RingId, mark: &str, effects: &mut Vec<Effect>) {
    let Some(Some(removed)) = change(state, ring, effects, |keyring| keyring.forget_token(mark)) else { return };
    let keyring = state.keyrings.get(ring).map(|ring| ring.name.clone()).unwrap_or_default();
    let text = format!("{} removed from {keyring}", capital_word(&elided(&safe(&removed.name), SHOWN)));
    let number = state.keyrings.removed_tokens.push((ring, removed));
    let command = Command::Kept(KeptCommand::UndoRemove(number));
    let undo = Action { label: "Undo".to_owned(), icon: Some(Icon::Undo), command };
    notify(state, Tone::Neutral, text, Some(undo), effects);
}

fn undo_remove(state: &mut State, number: u64, effects: &mut Vec<Effect>) {
    let Some((number, (ring, token))) = state.keyrings.removed_tokens.take(Some(number)) else { return };
    if change(state, ring, effects, |keyring| keyring.keep_token(token.clone())).is_none() {
        // The person was told why, and may try once more.
        state.keyrings.removed_tokens.put_back(number, (ring, token));
    }
}
