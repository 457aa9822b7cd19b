//! What outlives the window: the draft, so that a crash takes nothing away, and templates of one's own. Neither holds a key.

use super::in_step::text_of;
use super::make::make;
use super::{begin, take_back};
use crate::app::message::builder::BuildCommand;
use crate::app::message::builder::keep::{Happened, KeepAnswer, KeepCommand, KeepWork};
use crate::app::message::command::Command;
use crate::app::message::effect::Effect;
use crate::app::message::notice::Action;
use crate::app::query::builder::key::{recipient_key, signing_key};
use crate::app::state::State;
use crate::app::update::act::notify_with;
use crate::app::value::words::{capital, counted, elided};
use crate::app::value::{Icon, Tone, Workspace};
use crate::engine::builder::draft::{Draft, DraftSignature, Follow, KeyReference};
use crate::engine::builder::saved::{SavedTemplate, settle_kid};
use crate::engine::key::{Jwk, KeyRing};
use std::sync::Arc;

pub(in crate::app) fn apply(state: &mut State, command: KeepCommand, effects: &mut Vec<Effect>) {
    match command {
        KeepCommand::Discard => {
            let before = state.build.snapshot();
            state.build.keep.restored = None;
            if state.build.draft.take().is_some() {
                state.build.original = None;
                state.build.history.step(before.clone());
                state.build.revision += 1;
                make(state, effects);
                let undo = take_back::offer(state, "Restore it", before);
                notify_with(state, Tone::Neutral, "Draft discarded", vec![undo], effects);
            }
        }
        KeepCommand::Settled => state.build.keep.restored = None,
        KeepCommand::Show => {
            seen(state);
            state.workspace = Workspace::Build;
            state.build.is_choosing = false;
        }
        KeepCommand::Name(asked) => {
            state.build.keep.naming = (asked && state.build.draft.is_some()).then(String::new);
        }
        KeepCommand::Save(name) => {
            let Some(draft) = &state.build.draft else { return };
            match SavedTemplate::of(name.trim(), draft, state.now()) {
                Ok(template) => {
                    let words = strange_kids(&template.draft, draft, &state.build.ring).into_iter().map(|strange| {
                        let StrangeKid { typed, own, .. } = strange;
                        format!(
                            "The template keeps the kid that was typed, \"{typed}\"; the key that is used here {own}"
                        )
                    });
                    let words: Vec<String> = words.collect();
                    effects.push(Effect::Keep(KeepWork::Save(Box::new(template))));
                    for words in words {
                        notify_with(state, Tone::Warning, words, Vec::new(), effects);
                    }
                }
                Err(error) => state.build.keep.naming = Some(capital(&error.to_string())),
            }
        }
        KeepCommand::Start(name) => {
            let Some(template) = state.build.keep.templates.iter().find(|template| template.name == name) else {
                return;
            };
            match template.fill(state.now()) {
                Ok(mut draft) => {
                    with_keys(&mut draft, state);
                    let strange = strange_kids(&draft, &draft, &state.build.ring);
                    let settled = settle_kids(&mut draft, &state.build.ring);
                    begin(state, draft, None, effects);
                    let of_recipients = strange.into_iter().filter(|strange| !strange.signs);
                    let words = of_recipients.map(|StrangeKid { typed, own, follows, .. }| {
                        if follows {
                            format!("The kid of the template, \"{typed}\", gave way to the key's: the key {own}")
                        } else {
                            format!("The template says kid \"{typed}\", but the key that is used {own}")
                        }
                    });
                    let words: Vec<String> = settled.into_iter().chain(words).collect();
                    for words in words {
                        notify_with(state, Tone::Warning, words, Vec::new(), effects);
                    }
                }
                Err(error) => notify_with(state, Tone::Bad, error.to_string(), Vec::new(), effects),
            }
        }
        KeepCommand::Delete(name) => effects.push(Effect::Keep(KeepWork::Delete(vec![name]))),
        KeepCommand::DeleteAll => {
            let names = state.build.keep.templates.iter().map(|template| template.name.clone()).collect();
            effects.push(Effect::Keep(KeepWork::Delete(names)));
        }
        KeepCommand::PutBack(templates) => effects.push(Effect::Keep(KeepWork::PutBack(templates))),
    }
}

/// A `kid` that was typed by hand, and is not that of the key that is meant.
struct StrangeKid {
    typed: String,
    /// "is called \"prod-2026\"", "has no kid".
    own: String,
    /// In the token stands the key's.
    follows: bool,
    /// Else it is that of a recipient.
    signs: bool,
}

/// Each `kid` of the signatures that is not that of the key which is meant gives way to that one's, or is taken out, however
/// the header follows: what is typed after that stays. Returns what is told about it.
fn settle_kids(draft: &mut Draft, ring: &KeyRing) -> Vec<String> {
    let mut told = Vec::new();
    if !draft.structure.signs() {
        return told;
    }
    let is_unsecured = draft.signing.is_unsecured;
    for DraftSignature { key, protected, unprotected, .. } in &mut draft.signing.signatures {
        let meant = key.as_ref().filter(|_| !is_unsecured);
        let key = meant.and_then(|key| key.resolve(ring));
        // A key that is not at hand is known by what the template noted of it.
        let own = match key {
            Some(key) => key.key_id.as_deref(),
            None => meant.and_then(|key| key.key_id.as_deref()),
        };
        let thumbprint = match key {
            Some(key) => key.shown_thumbprint(),
            None => meant.and_then(|key| key.thumbprint.as_deref()),
        };
        for text in [protected, unprotected] {
            let Some(typed) = settle_kid(text, own, thumbprint) else { continue };
            let typed = elided(&typed, 40);
            told.push(match own {
                Some(own) => {
                    let own = elided(own, 40);
                    format!(
                        "The kid of the template, \"{typed}\", gave way to the key's: the key has the kid \"{own}\""
                    )
                }
                None if key.is_some() => {
                    format!("The kid of the template, \"{typed}\", is left out: the key that is used has no kid")
                }
                None => format!("The kid of the template, \"{typed}\", is left out: no key is chosen that has it"),
            });
        }
    }
    told
}

/// Those in the headers of a template, held against the keys that a draft means.
fn strange_kids(template: &Draft, meant: &Draft, ring: &KeyRing) -> Vec<StrangeKid> {
    let mut found = Vec::new();
    let mut look = |texts: &[&String], key: Option<&KeyReference>, follow: Follow, signs: bool| {
        let Some(key) = key.and_then(|key| key.resolve(ring)) else { return };
        let typed = texts.iter().find_map(|text| text_of(text, "kid"));
        let Some(typed) = typed.filter(|typed| key.key_id.as_ref() != Some(typed)) else { return };
        let own = match &key.key_id {
            Some(kid) => format!("has the kid \"{}\"", elided(kid, 40)),
            None => "has no kid".to_owned(),
        };
        let follows = follow == Follow::InStep && key.key_id.is_some();
        found.push(StrangeKid { typed: elided(&typed, 40), own, follows, signs });
    };
    if template.structure.signs() && !template.signing.is_unsecured {
        for (each, key) in template.signing.signatures.iter().zip(&meant.signing.signatures) {
            look(&[&each.protected, &each.unprotected], key.key.as_ref(), each.follow, true);
        }
    }
    if template.structure.encrypts() {
        let encryption = &template.encryption;
        for (each, key) in encryption.recipients.iter().zip(&meant.encryption.recipients) {
            let texts = [&each.header, &encryption.protected, &encryption.shared];
            look(&texts, key.key.as_ref(), encryption.follow, false);
        }
    }
    found
}

/// The builder is shown, and says itself that a draft was restored: no message need say it too.
pub(in crate::app) fn seen(state: &mut State) {
    let show = Command::Build(BuildCommand::Keep(KeepCommand::Show));
    state.notices.retain(|notice| !notice.actions.iter().any(|action| action.command == show));
}

/// Keys for a template that means none: the one that its header names, else none. One that it means stays the one.
fn with_keys(draft: &mut Draft, state: &State) {
    let all = &state.build.ring;
    let called = |text: &str| {
        let kid = text_of(text, "kid");
        let is_it = |key: &&Arc<Jwk>| kid.is_some() && key.key_id == kid;
        KeyRing::new(all.keys().iter().filter(is_it).cloned())
    };
    for signature in draft.signing.signatures.iter_mut().filter(|each| each.key.is_none()) {
        let named = called(&signature.protected);
        signature.key = signing_key(&named, &signature.algorithm).map(|key| KeyReference::to(key));
    }
    let protected = &draft.encryption.protected;
    for recipient in draft.encryption.recipients.iter_mut().filter(|each| each.key.is_none()) {
        let named = called(if text_of(&recipient.header, "kid").is_some() { &recipient.header } else { protected });
        recipient.key = recipient_key(&named, &recipient.algorithm).map(|key| KeyReference::to(key));
    }
}

/// Takes what the disk says.
pub(in crate::app) fn take_answer(state: &mut State, answer: KeepAnswer, effects: &mut Vec<Effect>) {
    match answer {
        KeepAnswer::Restored { draft, saved_at, left_out } => {
            let before = state.build.snapshot();
            if before.draft.is_some() {
                state.build.history.step(before);
            }
            // Not a byte of it changes, whatever keys are at hand.
            let build = &mut state.build;
            build.draft = Some(*draft);
            build.original = None;
            build.is_choosing = false;
            build.revision += 1;
            build.keep.restored = Some((saved_at, left_out));
            make(state, effects);
            // It is kept already.
            state.build.keep.told = state.build.making.revision;
            if state.workspace != Workspace::Build {
                let action = |label: &str, icon, command| Action {
                    label: label.to_owned(),
                    icon: Some(icon),
                    command: Command::Build(BuildCommand::Keep(command)),
                };
                let actions = vec![
                    action("Show it", Icon::Build, KeepCommand::Show),
                    action("Discard", Icon::Trash, KeepCommand::Discard),
                ];
                notify_with(state, Tone::Neutral, "Your draft was restored", actions, effects);
            }
        }
        KeepAnswer::Templates(templates, happened) => {
            state.build.keep.templates = templates;
            match happened {
                Happened::Read | Happened::PutBack => {}
                Happened::Saved(name) => {
                    state.build.keep.naming = None;
                    notify_with(
                        state,
                        Tone::Good,
                        format!("Saved as template {name}, without keys"),
                        Vec::new(),
                        effects,
                    );
                }
                Happened::Deleted(deleted) => {
                    let text = match deleted.as_slice() {
                        [] => return,
                        [one] => format!("Template {} deleted", one.name),
                        several => format!("{} deleted", counted(several.len(), "template")),
                    };
                    let undo = Action {
                        label: "Undo".to_owned(),
                        icon: Some(Icon::Undo),
                        command: Command::Build(BuildCommand::Keep(KeepCommand::PutBack(deleted))),
                    };
                    notify_with(state, Tone::Neutral, text, vec![undo], effects);
                }
            }
        }
        KeepAnswer::NotSaved(why) => state.build.keep.naming = Some(why),
        KeepAnswer::Failed(why) => notify_with(state, Tone::Bad, why, Vec::new(), effects),
        KeepAnswer::Notices(notices) => {
            for notice in notices {
                notify_with(state, Tone::Warning, notice, Vec::new(), effects);
            }
        }
    }
}

/// Whether the draft is kept was decided anew: the disk follows at once.
pub(in crate::app) fn keep_or_forget(state: &State, effects: &mut Vec<Effect>) {
    let kept = state.build.draft.clone().filter(|_| state.settings.keeps_draft);
    effects.push(Effect::Keep(KeepWork::Draft(kept.map(Box::new))));
}

/// After every command: a draft that has changed is kept.
pub(in crate::app) fn keep(state: &mut State, effects: &mut Vec<Effect>) {
    let build = &mut state.build;
    if build.keep.told == build.making.revision {
        return;
    }
    build.keep.told = build.making.revision;
    keep_or_forget(state, effects);
}
