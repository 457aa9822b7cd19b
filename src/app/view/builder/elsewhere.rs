//! What is to be signed elsewhere, and what came back.

use super::header::picker;
use super::{Choice, ElsewhereView, InputView, KeyPicker, missing, remark};
use crate::app::message::notice::Action;
use crate::app::query::builder::key::verifies;
use crate::app::query::key;
use crate::app::state::State;
use crate::app::state::builder::Elsewhere;
use crate::app::value::Tone;
use crate::app::value::builder::Field;
use crate::app::value::words::{elided, size};
use crate::app::view::Note;
use crate::app::view::member::signature_words;
use crate::engine::builder::elsewhere::ToSign;
use crate::engine::builder::jws;
use crate::engine::ground::base64url;
use crate::engine::ground::json;
use crate::engine::ground::jwa::{self, SIGNATURE_ALGORITHMS, SignatureFamily};
use crate::engine::ground::limit::Limits;
use crate::engine::key::{Jwk, KeyId};
use crate::engine::speech::builder::{assembly, signature_forms, signed_of};

/// Characters of what is to be signed that are shown.
const SHOWN: usize = 4 * 1024;

pub(in crate::app) fn view(state: &State, elsewhere: &Elsewhere) -> ElsewhereView {
    let keys: Vec<_> = state.build.ring.keys().iter().filter(|key| verifies(key)).collect();
    let chosen = elsewhere.key.and_then(|id| state.build.ring.get(KeyId(id)));
    let fits = |key: &Jwk| jws::algorithms_for(key).iter().any(|row| row.name == elsewhere.algorithm);
    let algorithms = SIGNATURE_ALGORITHMS.iter().filter(|row| row.name != "none").map(|row| Choice {
        value: row.name,
        name: row.name.to_owned(),
        words: signature_words(row.name),
        fits: chosen.is_none_or(|key| jws::algorithms_for(key).iter().any(|fitting| fitting.name == row.name)),
    });
    let mut algorithms: Vec<_> = algorithms.collect();
    algorithms.sort_by_key(|choice| !choice.fits);
    let row = jwa::signature::find(&elsewhere.algorithm);
    let name = if row.is_some_and(|row| row.family == SignatureFamily::Hmac) { "Shared secret" } else { "Public key" };
    let mut view = ElsewhereView {
        forms: row.map_or("", signature_forms),
        picker: KeyPicker {
            name,
            key: elsewhere.key,
            words: chosen.map_or_else(|| unchecked(state, elsewhere), |key| key::plain_name(key)),
            is_optional: true,
            ..picker(state, &keys, fits, None)
        },
        algorithms,
        algorithm: elsewhere.algorithm.clone(),
        ..ElsewhereView::default()
    };
    match &elsewhere.input {
        Ok(input) => {
            view.input = Some(input_view(input));
            view.mendable.extend(chosen.and_then(|key| strange_kid_of(input, key)));
        }
        Err(reasons) => {
            view.reasons = reasons.iter().map(|words| (words.sentence.clone(), words.advice.clone())).collect();
        }
    }
    match &elsewhere.made {
        None => {}
        Some(Err(error)) => view.error = assembly(error).joined(),
        Some(Ok(made)) => {
            let key = made.checked_with.and_then(|id| state.build.ring.get(KeyId(id)));
            view.outcome = match key {
                Some(key) => (Tone::Good, format!("The signature fits, verified with {}", key::words(key))),
                None => (Tone::Warning, format!("Not verified: no {} is chosen", name.to_lowercase())),
            };
            view.token = made.token.clone();
        }
    }
    view
}

/// Why the signature is not checked: the key that the draft names is missing, or none is chosen.
fn unchecked(state: &State, elsewhere: &Elsewhere) -> String {
    let signature = state.build.draft.as_ref().and_then(|draft| draft.signing.signatures.first());
    match signature.and_then(|signature| signature.key.as_ref()).filter(|_| !elsewhere.is_chosen) {
        Some(meant) => format!("{}, missing: the signature is not checked", missing::name(meant)),
        None => "None: the signature is not checked".to_owned(),
    }
}

/// The header that is to be signed names another key than the one that is to sign it.
fn strange_kid_of(input: &ToSign, key: &Jwk) -> Option<(Note, Action)> {
    let header = input.bytes.split(|byte| *byte == b'.').next()?;
    let header = base64url::decode(std::str::from_utf8(header).ok()?).bytes;
    let document = json::scan(header.as_slice(), Limits::DEFAULT.json_depth);
    let named = document.object()?.get("kid")?.as_str()?;
    let is_strange = key.key_id.as_deref() != Some(&*named);
    is_strange.then(|| {
        let (text, advice, action) = remark::strange_kid(Field::Protected(0), &named, key, true);
        (Note { tone: Tone::Warning, text: format!("{text}: {advice}"), token: None }, action)
    })
}

fn input_view(input: &ToSign) -> InputView {
    let digest = input.digest().map(|(_, digest)| digest.iter().map(|byte| format!("{byte:02x}")).collect());
    InputView {
        text: elided(&String::from_utf8_lossy(&input.bytes), SHOWN),
        size: size(input.bytes.len()),
        words: signed_of(input),
        digest: digest.unwrap_or_default(),
        can_copy: std::str::from_utf8(&input.bytes).is_ok(),
    }
}
