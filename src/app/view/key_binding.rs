//! The key binding of an SD-JWT in the right pane: an entry behind the signatures, and what it says.

use super::{EntryView, ReasonView};
use crate::app::state::State;
use crate::app::value::words::{elided, safe};
use crate::app::value::{Icon, Role, Run, Tone, time};
use crate::engine::jose::layer::Layer;
use crate::engine::jose::part::Part;
use crate::engine::jose::sd_jwt::{HashCheck, HolderKey, KeyBindingStatus};
use crate::engine::jwt::numeric_date;
use crate::engine::speech;

/// Characters of a claim that a fact shows.
const SHOWN: usize = 200;

/// How it stands and why.
pub(super) fn entry(state: &State, layer: &Layer) -> Option<EntryView> {
    let key_binding = layer.key_binding()?;
    // Its own exp and nbf count with the time: a binding that was right when it was examined may be over by now.
    let judgement = state.derived.judgement.as_ref();
    let standing = judgement.map_or_else(|| layer.key_binding_standing(), |judged| judged.key_binding_standing(layer));
    let (status, reasons) = standing?;
    let (tone, icon, title) = match status {
        KeyBindingStatus::Verified => (Tone::Good, Icon::Check, "Key binding verified"),
        KeyBindingStatus::Rejected => (Tone::Bad, Icon::Cross, "Key binding rejected"),
        KeyBindingStatus::Unchecked => (Tone::Neutral, Icon::Question, "Key binding not checked"),
    };
    let algorithm = key_binding.signature.algorithm.as_deref();
    let algorithm = algorithm.map_or_else(|| "no alg".to_owned(), |name| elided(name, 30));
    let key = match key_binding.holder_key {
        HolderKey::Embedded => "the holder's key in cnf",
        HolderKey::Thumbprint => "the holder's key by its thumbprint in cnf",
        HolderKey::KeyId => "the holder's key by its name in cnf",
        HolderKey::Unknown => "the holder's key is not known",
    };
    Some(EntryView {
        tone,
        icon,
        title: title.to_owned(),
        subtitle: format!("{algorithm} · {key}"),
        reasons: reasons
            .iter()
            .map(speech::reason::words)
            .map(|words| ReasonView::new(safe(&words.sentence), safe(&words.advice)))
            .collect(),
        note: String::new(),
        key: None,
    })
}

/// What it was made for, and of what.
pub(super) fn facts(state: &State, layer: &Layer) -> Vec<(String, Vec<Run>)> {
    let Some(key_binding) = layer.key_binding() else { return Vec::new() };
    let tone = |text: &str, tone| vec![Run::new(text, Role::Tone(tone))];
    let hash = match key_binding.hash {
        HashCheck::Matches => tone("matches this presentation", Tone::Good),
        HashCheck::Differs => tone("belongs to another presentation", Tone::Bad),
        HashCheck::Missing => tone("missing", Tone::Bad),
        HashCheck::Unchecked => tone("could not be compared", Tone::Warning),
    };
    let claim = |value: Option<String>| match value {
        Some(value) => vec![Run::new(elided(&value, SHOWN), Role::String)],
        None => tone("missing, or not a string", Tone::Bad),
    };
    let made = match key_binding.issued_at() {
        None => tone("missing, or not a number", Tone::Bad),
        Some(lexeme) => match numeric_date::from_lexeme(&lexeme) {
            Some(date) => time::reading(date.seconds, state.now(), state.settings.time_style, &state.zone),
            None => vec![Run::new(elided(&lexeme, SHOWN), Role::Number)],
        },
    };
    let fact = |label: &str, runs| (label.to_owned(), runs);
    vec![
        fact("Binding sd_hash", hash),
        fact("Binding nonce", claim(key_binding.nonce())),
        fact("Binding aud", claim(key_binding.audience())),
        fact("Binding iat", made),
    ]
}

pub(super) fn signature(layer: &Layer) -> Option<&Part> {
    layer.key_binding()?.jws.as_ref()?.signatures.first()?.signature.as_ref()
}
