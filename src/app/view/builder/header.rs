//! Keys, algorithms and headers of what is signed and encrypted.

use super::claims::form;
use super::{Choice, Editor, EncryptionEdit, KeyChoice, KeyPicker, SignatureEdit, Tab, editor, missing};
use crate::app::message::builder::BuildCommand;
use crate::app::message::command::Command;
use crate::app::message::notice::Action;
use crate::app::query;
use crate::app::query::builder::key::{
    encryption_algorithms, fits_recipient, fits_signature, generated_for, iterations, resolve, resolve_to_sign,
};
use crate::app::query::key;
use crate::app::state::State;
use crate::app::state::builder::MadeFor;
use crate::app::value::builder::{EditMode, Field, Follow, PayloadKind, Slot, Writing};
use crate::app::value::words::{elided, grouped, in_short};
use crate::app::value::{Icon, Tone};
use crate::app::view::PasswordView;
use crate::app::view::keyring_dialog::rating;
use crate::app::view::member::{content_encryption_words, key_management_words, signature_words};
use crate::engine::builder::draft::{Draft, KeyReference};
use crate::engine::builder::jws;
use crate::engine::ground::jwa::{
    CONTENT_ENCRYPTION_ALGORITHMS, Hash, KEY_MANAGEMENT_ALGORITHMS, KeyManagementFamily, KeyManagementRow,
    SIGNATURE_ALGORITHMS, key_management,
};
use crate::engine::ground::limit::Limits;
use crate::engine::key::{Jwk, KeyMaterial};
use crate::engine::keyring::guess;
use std::sync::Arc;

/// Keys that are offered.
const KEYS: usize = 200;

/// The editor of a header, with its members where they are edited as a table.
fn header(state: &State, field: Field, name: &'static str) -> Editor {
    let editor = editor(&state.build, field, name);
    let is_table = state.build.header_mode == EditMode::Form;
    let rows = || {
        if editor.text.trim().is_empty() {
            return Some(Vec::new());
        }
        let document = state.build.derived.document(field)?;
        document.object().map(|_| form(state, field, document))
    };
    let table = is_table.then(rows).flatten();
    Editor { has_no_table: is_table && table.is_none(), table, ..editor }
}

pub(in crate::app) fn signature(state: &State, draft: &Draft) -> Option<SignatureEdit> {
    let signing = &draft.signing;
    let index = state.build.signature.min(signing.signatures.len().checked_sub(1)?);
    let shown = signing.signatures.get(index)?;
    let is_compact = signing.writing == Writing::Compact || draft.structure.encrypts();
    let has_unprotected = !shown.unprotected.trim().is_empty();
    Some(SignatureEdit {
        tabs: tabs(signing.signatures.iter().map(|each| (each.algorithm.as_str(), each.key.as_ref())), state),
        index,
        choice: (!signing.is_unsecured).then(|| {
            let keys = state.build.ring.keys().iter().filter(|key| can_sign(key)).collect();
            let algorithms = SIGNATURE_ALGORITHMS.iter().map(|row| row.name).filter(|name| *name != "none");
            choice(
                state,
                Slot::Signature(index),
                shown.key.as_ref(),
                &shown.algorithm,
                keys,
                algorithms.collect(),
                fits_signature,
                signature_words,
            )
        }),
        follow: shown.follow,
        protected: header(state, Field::Protected(index), "Header"),
        pending: pending(state, index, &shown.protected, shown.follow),
        unprotected: (!is_compact || has_unprotected)
            .then(|| header(state, Field::Unprotected(index), "Unprotected header")),
        writing: signing.writing,
        can_choose_writing: !draft.structure.encrypts(),
        is_detached: signing.is_detached,
        is_unencoded: signing.is_unencoded,
        is_unsecured: signing.is_unsecured,
        can_add: signing.signatures.len() < Limits::DEFAULT.entries && !signing.is_unsecured,
    })
}

pub(in crate::app) fn encryption(state: &State, draft: &Draft) -> Option<EncryptionEdit> {
    let builder = &state.build;
    let encryption = &draft.encryption;
    let index = builder.recipient.min(encryption.recipients.len().checked_sub(1)?);
    let shown = encryption.recipients.get(index)?;
    let is_compact = encryption.writing == Writing::Compact;
    let row = key_management::find(&shown.algorithm);
    let room = |field: Field, text: &str, name: &'static str| -> Option<Editor> {
        let is_shown = !is_compact || !text.trim().is_empty();
        is_shown.then(|| if field == Field::Aad { editor(builder, field, name) } else { header(state, field, name) })
    };
    let keys = state.build.ring.keys().iter().filter(|key| !encryption_algorithms(key).is_empty()).collect();
    let used = used_content_encryption(state, draft);
    Some(EncryptionEdit {
        tabs: tabs(encryption.recipients.iter().map(|each| (each.algorithm.as_str(), each.key.as_ref())), state),
        index,
        choice: choice(
            state,
            Slot::Recipient(index),
            shown.key.as_ref(),
            &shown.algorithm,
            keys,
            KEY_MANAGEMENT_ALGORITHMS.iter().map(|row| row.name).collect(),
            fits_recipient,
            key_management_words,
        ),
        content_encryptions: CONTENT_ENCRYPTION_ALGORITHMS
            .iter()
            .map(|row| Choice {
                value: row.name,
                name: row.name.to_owned(),
                words: content_encryption_words(row.name),
                fits: true,
            })
            .collect(),
        content_encryption: used,
        follow: encryption.follow,
        protected: header(state, Field::EncryptionHeader, "Encryption header"),
        pending: pending_encryption(state, &encryption.protected, encryption.follow),
        shared: room(Field::SharedHeader, &encryption.shared, "Shared unprotected header"),
        header: room(Field::RecipientHeader(index), &shown.header, "Recipient's own header"),
        aad: room(Field::Aad, &encryption.aad, "Additional authenticated data"),
        parties: row.filter(|row| row.family == KeyManagementFamily::EcdhEs).map(|_| {
            [editor(builder, Field::Apu(index), "Sender (apu)"), editor(builder, Field::Apv(index), "Recipient (apv)")]
        }),
        count: row
            .filter(|row| row.family == KeyManagementFamily::Pbes2)
            .map(|row| (editor(builder, Field::Count(index), "PBKDF2 iterations"), advised(row))),
        password: row.filter(|row| row.family == KeyManagementFamily::Pbes2).map(|row| {
            let cost = guess::cost_of_guess(row.hash, iterations(&shown.count));
            let made = state.build.making.answer.as_ref().filter(|_| shown.key.is_some());
            let guessing = made.and_then(|(_, made)| made.guessings.get(index).copied().flatten());
            PasswordView { strength: guessing.map(|guessing| rating(&guessing, cost.clone())), cost }
        }),
        writing: encryption.writing,
        is_compressed: encryption.is_compressed,
        can_add: encryption.recipients.len() < Limits::DEFAULT.entries,
    })
}

fn advised(row: &KeyManagementRow) -> String {
    let count = match row.hash {
        Some(Hash::Sha256) => 600_000,
        _ => 220_000,
    };
    grouped(count)
}

/// The one that was chosen, or the one that was used because it follows from the key.
fn used_content_encryption(state: &State, draft: &Draft) -> String {
    let chosen = &draft.encryption.content_encryption;
    if !chosen.is_empty() && draft.encryption.follow != Follow::LeftAlone {
        return chosen.clone();
    }
    let read = |text: &str| {
        let document = crate::engine::ground::json::scan(text.as_bytes(), Limits::DEFAULT.json_depth);
        document.object()?.get("enc")?.as_str().map(std::borrow::Cow::into_owned)
    };
    let written = state.build.making.answer.as_ref().and_then(|(_, made)| made.headers.as_ref()?.encryption.as_ref());
    written
        .and_then(|written| read(&written.protected))
        .or_else(|| read(&draft.encryption.protected))
        .unwrap_or_default()
}

fn can_sign(key: &Jwk) -> bool {
    key.is_private() && !jws::algorithms_for(key).is_empty()
}

/// Characters of a key's name on a tab, and some.
const SHORTEST_TAB: usize = 8;

fn tabs<'a>(each: impl Iterator<Item = (&'a str, Option<&'a KeyReference>)>, state: &State) -> Vec<Tab> {
    each.enumerate()
        .map(|(index, (algorithm, key))| {
            let found = key.and_then(|key| key.resolve(&state.build.ring));
            let tone = if found.is_some() || algorithm == "none" { Tone::Neutral } else { Tone::Warning };
            // Whose it is tells them apart; the algorithm may be the same.
            let who = found.map_or_else(|| algorithm.to_owned(), |key| in_short(&key::plain_name(key), SHORTEST_TAB));
            Tab { label: format!("{} · {who}", index + 1), tone }
        })
        .collect()
}

#[allow(clippy::too_many_arguments, reason = "signatures and recipients differ in each of them")]
fn choice(
    state: &State,
    slot: Slot,
    reference: Option<&KeyReference>,
    algorithm: &str,
    keys: Vec<&Arc<Jwk>>,
    algorithms: Vec<&'static str>,
    fits: fn(&Jwk, &str) -> bool,
    words: fn(&str) -> String,
) -> KeyChoice {
    let key = match slot {
        Slot::Signature(_) => resolve_to_sign(reference, &state.build.ring),
        Slot::Recipient(_) => resolve(reference, &state.build.ring),
    };
    let any_fits = keys.iter().any(|key| fits(key, algorithm));
    let missing = match (key, reference) {
        (Some(_), _) => String::new(),
        (None, Some(reference)) => format!("{}, missing", missing::name(reference)),
        (None, None) if any_fits => "Choose a key".to_owned(),
        (None, None) => "No key fits".to_owned(),
    };
    let by_type = |name: &str| match key {
        Some(key) => fits(key, name),
        None => keys.iter().any(|key| fits(key, name)),
    };
    let mut rows: Vec<Choice<&'static str>> = algorithms
        .into_iter()
        .map(|name| Choice { value: name, name: name.to_owned(), words: words(name), fits: by_type(name) })
        .collect();
    rows.sort_by_key(|choice| !choice.fits);
    let make = generated_for(algorithm, "").is_some().then_some(BuildCommand::MakeKey(slot));
    KeyChoice {
        slot,
        picker: KeyPicker {
            name: if matches!(slot, Slot::Signature(_)) { "Signing key" } else { "Recipient's key" },
            key: key.map(|key| key.id.0),
            words: key.map_or(missing, |key| key::plain_name(key)),
            is_making: state.build.generating.is_some_and(|(_, making)| making == MadeFor::Slot(slot)),
            ..picker(state, &keys, |key| fits(key, algorithm), make)
        },
        algorithms: rows,
        algorithm: algorithm.to_owned(),
        algorithm_words: words(algorithm),
    }
}

/// The choice of a key that is at hand, with the algorithm that it brings.
pub(super) fn use_key(key: &Jwk, algorithm: Option<&str>, slot: Slot) -> Action {
    let command = Command::Build(BuildCommand::SetKey(slot, Some(key.id.0)));
    let name = key.called().or_else(|| key.name_to_keep());
    let name = name.map_or_else(|| key::plain_name(key), |name| in_short(name, 28));
    let label = match algorithm {
        Some(algorithm) => format!("Use {name} ({algorithm})"),
        None => format!("Use {name}"),
    };
    Action { label, icon: Some(Icon::Key), command }
}

/// What every picker offers: the keys at hand, those that fit first, and what brings others.
pub(super) fn picker(
    state: &State,
    keys: &[&Arc<Jwk>],
    fits: impl Fn(&Jwk) -> bool,
    make: Option<BuildCommand>,
) -> KeyPicker {
    let choice = |key: &&Arc<Jwk>| Choice {
        value: key.id.0,
        name: key::plain_name(key),
        words: with_place(state, key),
        fits: fits(key),
    };
    let mut choices: Vec<Choice<u64>> = keys.iter().map(choice).collect();
    choices.sort_by_key(|choice| !choice.fits);
    choices.truncate(KEYS);
    let action = |label: &str, icon, command| Action { label: label.to_owned(), icon: Some(icon), command };
    let mut actions: Vec<Action> =
        make.into_iter().map(|make| action("New key", Icon::Plus, Command::Build(make))).collect();
    actions.push(action("Paste key or secret…", Icon::Paste, Command::OpenAddKey));
    actions.push(action("Load key file…", Icon::Open, Command::LoadKeyFile));
    actions.extend(query::keyring::locked(state).map(query::keyring::unlock_action));
    KeyPicker { keys: choices, actions, ..KeyPicker::default() }
}

/// What a key is, and where it is: in a keyring, in its file, or in this session alone.
fn with_place(state: &State, key: &Jwk) -> String {
    match (state.keyrings.origin(key.id), key.source.file()) {
        (Some(ring), _) => format!("{}, in {}", kind(key), elided(ring, 30)),
        (None, Some(file)) => format!("{}, from {}", kind(key), elided(file, 30)),
        (None, None) => format!("{}, this session", kind(key)),
    }
}

/// "EC P-256, private", "secret of 32 bytes".
fn kind(key: &Jwk) -> String {
    match (&key.material, key.is_private()) {
        (KeyMaterial::Oct(_), _) => key::kind(key),
        (_, true) => format!("{}, private", key::kind(key)),
        (_, false) => format!("{}, public", key::kind(key)),
    }
}

/// What will stand in the token and not in the text.
fn pending(state: &State, index: usize, typed: &str, follow: Follow) -> String {
    let written = || state.build.making.answer.as_ref()?.1.headers.as_ref()?.signatures.get(index);
    written().map_or_else(String::new, |written| difference(typed, &written.protected, follow))
}

fn pending_encryption(state: &State, typed: &str, follow: Follow) -> String {
    let written = || state.build.making.answer.as_ref()?.1.headers.as_ref()?.encryption.as_ref();
    written().map_or_else(String::new, |written| difference(typed, &written.protected, follow))
}

/// Names of members that differ between what was typed and what is written.
fn difference(typed: &str, written: &str, follow: Follow) -> String {
    // What every token has anew is no difference (RFC 7518 §4.6.1, §4.7.1, §4.8.1).
    const GENERATED: &[&str] = &["epk", "iv", "tag", "p2s"];
    let depth = Limits::DEFAULT.json_depth;
    let scan = |text: &str| crate::engine::ground::json::scan(text.as_bytes(), depth);
    let (before, after) = (scan(if typed.trim().is_empty() { "{}" } else { typed }), scan(written));
    let (Some(before), Some(after)) = (before.object(), after.object()) else { return String::new() };
    let names: Vec<String> = after
        .members()
        .filter(|member| !GENERATED.contains(&&*member.name))
        .filter(|member| before.get(&member.name).is_none_or(|value| value.lexeme() != member.value.lexeme()))
        .map(|member| format!("{} {}", member.name, elided(&member.value.lexeme(), 30)))
        .collect();
    match (names.is_empty(), follow) {
        (true, _) => String::new(),
        (false, Follow::LeftAlone) => format!("Added by the algorithm: {}", names.join(", ")),
        (false, _) => format!("In the token: {}", names.join(", ")),
    }
}

/// How much of what is rarely used is in use.
pub(in crate::app) fn rare_in_use(draft: &Draft) -> String {
    let (signing, encryption) = (&draft.signing, &draft.encryption);
    let mut used = usize::from(draft.payload.kind != PayloadKind::Claims);
    if draft.structure.signs() {
        used += usize::from(signing.writing != Writing::Compact && !draft.structure.encrypts());
        used += usize::from(signing.is_detached) + usize::from(signing.is_unencoded);
        used += usize::from(signing.is_unsecured) + usize::from(signing.signatures.len() > 1);
        used += usize::from(signing.signatures.iter().any(|each| !each.unprotected.trim().is_empty()));
    }
    if draft.structure.encrypts() {
        used += usize::from(encryption.writing != Writing::Compact);
        used += usize::from(encryption.is_compressed) + usize::from(encryption.recipients.len() > 1);
        used += [&encryption.shared, &encryption.aad].iter().filter(|text| !text.trim().is_empty()).count();
        used += encryption
            .recipients
            .iter()
            .flat_map(|each| [&each.apu, &each.apv, &each.count, &each.header])
            .filter(|text| !text.trim().is_empty())
            .count();
    }
    if used == 0 { String::new() } else { format!("{used} in use") }
}
