//! The right pane: signatures and their verdicts, or the parts of an encryption.

use super::act::buttons;
use super::cache::Kept;
use super::json::{NARROW, Places, hex_rows, text_rows};
use super::member::{fact, key_management_words};
use super::verdict::{could_a_key_help, key_actions};
use super::{EntryView, Message, ReasonView, RowList, SignaturePane, certificate, key_binding};
use crate::app::query::key;
use crate::app::state::State;
use crate::app::value::words::{counted, elided, safe};
use crate::app::value::{CopyTarget, Icon, PaneMode, Role, Run, Tone};
use crate::engine::ground::jwa::KeyManagementAlgorithm;
use crate::engine::jose::jwe::Jwe;
use crate::engine::jose::layer::{JoseObject, Layer};
use crate::engine::jose::part::Part;
use crate::engine::jose::reason::Reason;
use crate::engine::jose::status::{
    Assumed, Attempt, MatchedBy, Outcome, RecipientResult, RecipientStatus, SignatureResult, SignatureStatus,
};
use crate::engine::key::Jwk;
use crate::engine::key_file::weakness;
use crate::engine::rule::finding::Finding;
use crate::engine::speech;
use crate::engine::speech::key::missing_for;
use crate::engine::speech::verdict::weakness_of;
use std::sync::Arc;

pub(super) fn build(state: &State, kept: &mut Kept) -> SignaturePane {
    let mut pane = SignaturePane {
        title: "Signature".to_owned(),
        subtitle: String::new(),
        entries: Vec::new(),
        selected: state.entry_index(),
        facts: Vec::new(),
        bytes: kept.signature_rows(state),
        bytes_title: "Bytes".to_owned(),
        mode: state.settings.signature_mode,
        copy: None,
        message: None,
        actions: Vec::new(),
    };
    let Some(layer) = state.layer() else {
        pane.message = Some(Message::default());
        return pane;
    };
    match &layer.object {
        JoseObject::Jws(jws) => {
            if layer.signatures.len() > 1 {
                pane.title = "Signatures".to_owned();
            }
            pane.entries = layer.signatures.iter().map(|result| signature_entry(state, result)).collect();
            pane.entries.extend(key_binding::entry(state, layer));
            pane.facts = certificate::facts(state, layer, pane.selected);
            pane.facts.extend(key_binding::facts(state, layer));
            let shown = jws.signatures.get(pane.selected);
            let signature = shown.map_or_else(|| key_binding::signature(layer), |shown| shown.signature.as_ref());
            pane.subtitle = signature.map_or_else(String::new, |part| counted(part.bytes.len(), "byte"));
            pane.copy = signature.filter(|part| !part.bytes.is_empty()).map(|_| CopyTarget::Signature);
            if could_a_key_help(layer) {
                pane.actions = key_actions(state, layer);
            }
        }
        JoseObject::Jwe(jwe) => {
            pane.title = "Encryption".to_owned();
            pane.bytes_title = "Authentication tag".to_owned();
            pane.subtitle = jwe.content_encryption().map(|name| elided(&name, 30)).unwrap_or_default();
            pane.entries = layer
                .recipients
                .iter()
                .enumerate()
                .map(|(index, result)| recipient_entry(state, layer, index, result))
                .collect();
            pane.facts = facts(jwe, pane.selected);
            pane.facts.extend(certificate::facts(state, layer, pane.selected));
            if could_a_key_help(layer) {
                pane.actions = key_actions(state, layer);
            }
        }
        JoseObject::Unreadable(_) => {
            pane.message = Some(Message {
                icon: Some(Icon::Question),
                title: "There is no signature to check".to_owned(),
                lines: vec!["The rest of the token is not readable as a signature or as encryption".to_owned()],
                actions: Vec::new(),
                tone: Tone::Neutral,
            });
        }
    }
    pane
}

/// Whether it tells times of certificates or of a key binding, and so changes with the clock.
pub(super) fn shows_times(state: &State) -> bool {
    let has_chain = |layer: &Layer| layer.certificates.iter().any(|chain| chain.entry == state.entry_index());
    state.layer().is_some_and(|layer| layer.key_binding().is_some() || has_chain(layer))
}

fn signature_entry(state: &State, result: &SignatureResult) -> EntryView {
    let algorithm = result.algorithm.as_deref().map_or_else(|| "no alg".to_owned(), |name| elided(name, 30));
    let (tone, icon, title) = match result.status {
        SignatureStatus::Verified => {
            let name = result.key.as_ref().map(|key| key::name(key)).unwrap_or_default();
            let is_weak = weakness_of(result).is_some();
            // What is verified under an assumption is not as good as what is verified.
            let is_doubtful = is_weak || !result.assumed.is_empty();
            let (tone, icon) = if is_doubtful { (Tone::Warning, Icon::Warning) } else { (Tone::Good, Icon::Check) };
            let weak = if is_weak { "a weak key: " } else { "" };
            let title = if result.assumed.contains(&Assumed::OwnKey) {
                "Verified with the token's own key".to_owned()
            } else if result.assumed.contains(&Assumed::PublicSecret) {
                "Verified with a public secret".to_owned()
            } else {
                format!("Verified with {weak}{name}")
            };
            (tone, icon, title)
        }
        SignatureStatus::Rejected => (Tone::Bad, Icon::Cross, "Rejected".to_owned()),
        SignatureStatus::Unchecked => (Tone::Neutral, Icon::Question, "Not checked".to_owned()),
        SignatureStatus::Unsecured => (Tone::Warning, Icon::Unsigned, "Unsecured".to_owned()),
        SignatureStatus::Malformed => (Tone::Bad, Icon::Cross, "Malformed".to_owned()),
    };
    let mut reasons = reasons(state, &result.reasons, &result.attempts);
    // What makes the key weak, with what to do about it.
    for finding in against(result) {
        let reason = ReasonView::new(safe(&finding.message), safe(&finding.advice));
        if !reasons.contains(&reason) && reasons.len() < 6 {
            reasons.push(reason);
        }
    }
    EntryView {
        tone,
        icon,
        title,
        subtitle: subtitle(state, &algorithm, result.matched_by, result.key.as_deref()),
        reasons,
        note: tried(&result.attempts),
        key: at_hand(state, result.key.as_deref()),
    }
}

fn recipient_entry(state: &State, layer: &Layer, index: usize, result: &RecipientResult) -> EntryView {
    let algorithm = result.algorithm.as_deref().map_or_else(|| "no alg".to_owned(), |name| elided(name, 30));
    let (tone, icon, title) = match result.status {
        RecipientStatus::Decrypted => {
            let name = result.key.as_ref().map(|key| key::name(key)).unwrap_or_default();
            let tone = if result.assumed.is_empty() { Tone::Good } else { Tone::Warning };
            (tone, Icon::Unlock, format!("Decrypted with {name}"))
        }
        RecipientStatus::Failed => (Tone::Bad, Icon::Cross, "Could not be decrypted".to_owned()),
        RecipientStatus::Locked => (Tone::Neutral, Icon::Lock, "Locked".to_owned()),
        RecipientStatus::Malformed => (Tone::Bad, Icon::Cross, "Malformed".to_owned()),
    };
    let mut reasons = reasons(state, &result.reasons, &result.attempts);
    // One that is alone says what it needs in the pane of the claims.
    if result.status == RecipientStatus::Locked
        && layer.recipients.len() > 1
        && let Some(needed) = missing_for(layer, index)
    {
        reasons.insert(0, ReasonView::new(needed, ""));
    }
    EntryView {
        tone,
        icon,
        title,
        subtitle: subtitle(state, &algorithm, result.matched_by, result.key.as_deref()),
        reasons,
        note: tried(&result.attempts),
        key: at_hand(state, result.key.as_deref()),
    }
}

/// A key that can be named: not one of the token's own.
fn at_hand(state: &State, key: Option<&Jwk>) -> Option<u64> {
    key.map(|key| key.id.0).filter(|id| state.key(*id).is_some())
}

/// What speaks against the key that made this signature.
fn against(result: &SignatureResult) -> Vec<Finding> {
    let key = result.key.as_deref();
    key.map(|key| weakness::in_use(key, result.algorithm.as_deref())).unwrap_or_default()
}

/// "ES256 · matched by kid, in prod".
fn subtitle(state: &State, algorithm: &str, matched_by: Option<MatchedBy>, key: Option<&Jwk>) -> String {
    let Some(matched_by) = matched_by else { return algorithm.to_owned() };
    let place = key.and_then(|key| state.keyrings.origin(key.id)).map(|name| format!(", in {}", elided(name, 30)));
    format!("{algorithm} · {}{}", matched_by.words(), place.unwrap_or_default())
}

/// Why the status is what it is; for a success, what the key that did it has to note.
fn reasons(state: &State, reasons: &[Reason], attempts: &[Attempt]) -> Vec<ReasonView> {
    let noted =
        attempts.iter().filter(|attempt| attempt.outcome == Outcome::Success).flat_map(|attempt| &attempt.reasons);
    let mut shown: Vec<ReasonView> = Vec::new();
    for reason in reasons.iter().chain(noted).take(12) {
        let words = speech::reason::words(reason);
        let view = ReasonView { actions: buttons(state, reason), ..ReasonView::new(words.sentence, words.advice) };
        if !shown.contains(&view) {
            shown.push(view);
        }
    }
    shown
}

fn tried(attempts: &[Attempt]) -> String {
    let others = attempts.iter().filter(|attempt| attempt.outcome != Outcome::Success).count();
    let did = attempts.len() > others;
    match (others, did) {
        (0, _) => String::new(),
        (1, true) => "1 other key considered".to_owned(),
        (1, false) => "1 key considered".to_owned(),
        (count, true) => format!("{count} other keys considered"),
        (count, false) => format!("{count} keys considered"),
    }
}

fn facts(jwe: &Jwe, entry: usize) -> Vec<(String, Vec<Run>)> {
    let recipient = jwe.recipients.get(entry);
    let algorithm = recipient.and_then(|recipient| recipient.header.algorithm());
    let mut facts = Vec::new();
    if let Some(name) = &algorithm {
        let words = match KeyManagementAlgorithm::named(name).known() {
            Some(_) => key_management_words(name),
            None => format!("{}, which Jotsmith does not know", elided(name, 30)),
        };
        facts.push(fact("mode", vec![Run::new(words, Role::Plain)]));
    }
    let part = |part: &Part| {
        let words = if part.bytes.is_empty() { "empty".to_owned() } else { counted(part.bytes.len(), "byte") };
        let mut runs = vec![Run::new(words, Role::Plain)];
        if !part.is_strict() {
            runs.push(Run::new(" · not base64url", Role::Tone(Tone::Bad)));
        }
        runs
    };
    let missing = || vec![Run::new("missing", Role::Tone(Tone::Bad))];
    let encrypted_key = recipient.and_then(|recipient| recipient.encrypted_key.as_ref());
    let forbids = algorithm
        .as_deref()
        .and_then(|name| KeyManagementAlgorithm::named(name).known())
        .is_some_and(|row| row.mode.forbids_encrypted_key());
    facts.push(fact(
        "encrypted key",
        match encrypted_key {
            Some(key) if key.bytes.is_empty() && forbids => vec![Run::new("none in this mode", Role::Weak)],
            Some(key) => part(key),
            None if forbids => vec![Run::new("none in this mode", Role::Weak)],
            None => missing(),
        },
    ));
    for (label, found) in
        [("initialization vector", &jwe.iv), ("ciphertext", &jwe.ciphertext), ("authentication tag", &jwe.tag)]
    {
        facts.push(fact(label, found.as_ref().map_or_else(missing, &part)));
    }
    if let Some(aad) = &jwe.aad {
        facts.push(fact("additional data", readable(aad).unwrap_or_else(|| part(aad))));
    }
    if let Some(zip) = jwe.compression() {
        facts.push(fact("compression", vec![Run::new(elided(&zip, 20), Role::Plain)]));
    }
    facts
}

/// Additional data as the text that it is, where it is one: everybody can read it (RFC 7516 §2).
fn readable(aad: &Part) -> Option<Vec<Run>> {
    const SHOWN: usize = 400;
    let text = std::str::from_utf8(&aad.bytes).ok().filter(|text| !text.is_empty() && aad.is_strict())?;
    let is_text = !text.contains(|sign: char| sign.is_control() && !matches!(sign, '\n' | '\r' | '\t'));
    is_text.then(|| vec![Run::new(elided(text, SHOWN), Role::String)])
}

/// The bytes of the signature, or of the tag.
pub(super) fn rows(state: &State) -> Option<RowList> {
    let layer = state.layer()?;
    let part = match &layer.object {
        JoseObject::Jws(jws) => match jws.signatures.get(state.entry_index()) {
            Some(signature) => signature.signature.as_ref()?,
            None => key_binding::signature(layer)?,
        },
        JoseObject::Jwe(jwe) => jwe.tag.as_ref()?,
        JoseObject::Unreadable(_) => return None,
    };
    if part.bytes.is_empty() {
        return None;
    }
    let map = state.entry_map();
    let text = state.shown_key_binding().map_or(&layer.text, |key_binding| &key_binding.text);
    if state.settings.signature_mode == PaneMode::Base64url {
        // The rows are the characters themselves, so places count in characters of the layer's text.
        let start = part.span.start;
        let text: Arc<[u8]> = part.text(text).as_bytes().into();
        let map = map.filter(|_| part.unescaped.is_none()).and_then(|map| map.behind(start));
        return Some(text_rows(text, Places { part: None, map }, Role::Bytes, NARROW));
    }
    Some(hex_rows(Arc::clone(&part.bytes), Places { part: Some(part.clone()), map }, false))
}
