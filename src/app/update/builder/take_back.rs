//! *Undo* on a message: what its own step changed is as it was before, and what was changed since stays.

use super::restore;
use crate::app::message::builder::BuildCommand;
use crate::app::message::command::Command;
use crate::app::message::effect::Effect;
use crate::app::message::notice::Action;
use crate::app::state::State;
use crate::app::state::builder::{Snapshot, Step};
use crate::app::update::act::{forget_offer, notify};
use crate::app::value::{Icon, Tone};
use crate::engine::builder::draft::{Draft, DraftRecipient, DraftSignature};

/// Keeps what was changed since `before`, and gives the button that takes it back.
pub(in crate::app) fn offer(state: &mut State, label: &str, before: Snapshot) -> Action {
    let after = state.build.snapshot();
    let number = state.build.steps.push(Step { before, after });
    let command = Command::Build(BuildCommand::TakeBack(number));
    Action { label: label.to_owned(), icon: Some(Icon::Undo), command }
}

/// It is a step like any other: *Undo in the builder* takes it back.
pub(in crate::app) fn take_back(state: &mut State, number: u64, effects: &mut Vec<Effect>) {
    forget_offer(state, &Command::Build(BuildCommand::TakeBack(number)));
    let Some((_, Step { before, after })) = state.build.steps.take(Some(number)) else { return };
    let now = state.build.snapshot();
    let wanted = match (&before.draft, &after.draft, &now.draft) {
        (Some(before_draft), Some(after_draft), Some(draft)) => {
            let is_own = before.original != after.original && now.original == after.original;
            let original = if is_own { before.original.clone() } else { now.original.clone() };
            Snapshot { draft: Some(without(before_draft, after_draft, draft)), original }
        }
        // It was discarded: all of it comes back.
        _ => before,
    };
    if wanted == now {
        let text = "Nothing to take back: what it changed was changed again. Ctrl+Z goes back step by step";
        return notify(state, Tone::Neutral, text, None, effects);
    }
    if now.draft.is_some() {
        state.build.history.step(now);
    }
    restore(state, wanted, effects);
}

/// `now` without what changed between the other two, so far as nothing else has changed it since.
fn without(before: &Draft, after: &Draft, now: &Draft) -> Draft {
    let mut draft = now.clone();
    macro_rules! back {
        ($($($field:ident).+),+ $(,)?) => {$(
            if before.$($field).+ != after.$($field).+ && now.$($field).+ == after.$($field).+ {
                draft.$($field).+ = before.$($field).+.clone();
            }
        )+};
    }
    back!(title, template, structure, selection);
    back!(payload.kind, payload.claims, payload.is_compacted, payload.text, payload.file);
    back!(signing.writing, signing.is_detached, signing.is_unencoded, signing.is_unsecured);
    back!(encryption.writing, encryption.content_encryption, encryption.protected, encryption.shared, encryption.aad);
    back!(encryption.is_compressed, encryption.follow);
    let (one, two, three) = (&before.signing.signatures, &after.signing.signatures, &now.signing.signatures);
    if one.len() == two.len() && two.len() == three.len() {
        let each = draft.signing.signatures.iter_mut().zip(one).zip(two);
        each.for_each(|((signature, before), after)| signature_without(before, after, signature));
    } else {
        back!(signing.signatures);
    }
    let (one, two, three) = (&before.encryption.recipients, &after.encryption.recipients, &now.encryption.recipients);
    if one.len() == two.len() && two.len() == three.len() {
        let each = draft.encryption.recipients.iter_mut().zip(one).zip(two);
        each.for_each(|((recipient, before), after)| recipient_without(before, after, recipient));
    } else {
        back!(encryption.recipients);
    }
    draft
}

macro_rules! back_in {
    ($now:ident, $before:ident, $after:ident: $($field:ident),+) => {$(
        if $before.$field != $after.$field && $now.$field == $after.$field {
            $now.$field = $before.$field.clone();
        }
    )+};
}

fn signature_without(before: &DraftSignature, after: &DraftSignature, now: &mut DraftSignature) {
    back_in!(now, before, after: key, algorithm, protected, unprotected, follow, kid_in_step);
}

fn recipient_without(before: &DraftRecipient, after: &DraftRecipient, now: &mut DraftRecipient) {
    back_in!(now, before, after: key, algorithm, header, apu, apv, count, kid_in_step);
}
