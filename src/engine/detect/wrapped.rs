//! Tokens and keys below envelopes: percent-encoding, quoted-printable, base64, hex dumps and whatever else
//! [`envelope`] takes off.
//!
//! The text as it stands comes first. What is below envelopes counts only if it is whole, so that no piece of prose is
//! ever taken for a token because something in it could be decoded.

use super::key::KeyHintKind;
use super::run::{Changes, Run};
use super::{Candidate, CandidateKind, Cleanup, CleanupKind, Detection, NoteKind, Wanted, plain, trimmed};
use crate::engine::ground::base64url;
use crate::engine::ground::json;
use crate::engine::ground::limit::Limits;
use crate::engine::ground::span::Span;
use crate::engine::text::envelope::{self, EnvelopeKind, Layer, Work};
use crate::engine::text::words::{clause, times};
use zeroize::Zeroizing;

/// What is found in `text` as it stands, or below envelopes if that is more.
pub(super) fn improved(text: &str, limits: &Limits, wanted: Wanted) -> Detection {
    let direct = plain(text, limits, wanted);
    let whole = |detection: &Detection| {
        detection.candidates.iter().filter(|candidate| is_whole(candidate, limits.json_depth)).count()
    };
    let found = whole(&direct);
    // Hyphens of a line break are none of the token, and belong to its alphabet.
    let is_hyphenated = direct.candidates.len() == 1 && envelope::is_hyphenated(text);
    let is_garbled = is_hyphenated && direct.candidates.iter().all(|token| !has_claims(token, limits.json_depth));
    let is_settled = found > 0 && found == direct.candidates.len() && !is_garbled;
    // What was masked is no envelope.
    let is_masked = direct.candidates.iter().any(|known| known.notes.iter().any(|note| note.kind == NoteKind::Masked));
    if is_settled || is_masked || direct.text_truncated || direct.candidates.is_empty() && direct.key_material.is_some()
    {
        return direct;
    }
    let work = Work::of(text.len());
    let better = envelope::search(text, &work, |inner, layers| {
        let detection = plain(inner, limits, Wanted::Keys);
        // A token that was only encoded once more is one.
        let is_nothing = direct.candidates.iter().all(|candidate| candidate.kind == CandidateKind::Fragment);
        let is_key = found == 0 && is_nothing && direct.key_material.is_none() && holds_key(inner, &detection);
        let is_mended = is_garbled && detection.candidates.iter().any(|token| has_claims(token, limits.json_depth));
        (whole(&detection) > found || is_key || is_mended && whole(&detection) > 0)
            .then(|| (detection, Zeroizing::new(inner.to_owned()), layers.to_vec()))
    });
    match better {
        Some((found, inner, layers)) => {
            // What else is there is said of the one text that counts, and not looked for in all that were tried.
            let found = if wanted == Wanted::All { plain(&inner, limits, wanted) } else { found };
            merged(text, direct, found, &layers)
        }
        None => direct,
    }
}

/// What was taken off a text to get at the best token in it, the outermost first: each in words, with the text as it was
/// before. What is not an envelope around all of it, such as a scheme or quotes, is one step, the last.
pub fn steps(text: &str, candidate: &Candidate) -> Vec<(String, String)> {
    let mut steps: Vec<(String, String)> = Vec::new();
    let mut current = text.to_owned();
    let mut others = Vec::new();
    for cleanup in &candidate.cleaned {
        let CleanupKind::Envelope(kind) = cleanup.kind else {
            others.push(cleanup.text.as_str());
            continue;
        };
        // Undone together with the one before it.
        if kind == EnvelopeKind::Form {
            if let Some((words, _)) = steps.last_mut() {
                words.push_str(", ");
                words.push_str(&clause(&cleanup.text));
            }
            continue;
        }
        for _ in 0..cleanup.count {
            let Some((words, inner)) = envelope::take_off(&current, kind) else { return Vec::new() };
            steps.push((words.to_owned(), std::mem::replace(&mut current, inner.to_string())));
        }
    }
    if !others.is_empty() {
        steps.push((others.join(", "), current));
    }
    steps
}

/// Whether nothing of the token is missing and nothing in it is of another alphabet.
fn is_whole(candidate: &Candidate, depth: usize) -> bool {
    match candidate.kind {
        CandidateKind::JsonSerialization => json::scan(candidate.text.as_bytes(), depth).is_complete(),
        CandidateKind::Fragment => false,
        CandidateKind::CompactJws | CandidateKind::CompactJwe | CandidateKind::SdJwt => {
            let span = Span::new(0, candidate.text.len());
            let run = Run::of(candidate.text.clone(), span, Changes::default(), depth);
            let is_clean = run.opening.unencoded || !candidate.text.contains(['+', '/', '=']);
            let is_clean = is_clean && candidate.notes.is_empty();
            is_clean && run.opening.complete && run.opening.is_jose() && (run.is_selective() || run.is_complete())
        }
    }
}

/// Whether the second part of a token is a whole JSON object.
fn has_claims(candidate: &Candidate, depth: usize) -> bool {
    let payload = candidate.text.split('.').nth(1).unwrap_or_default();
    let document = json::scan(base64url::decode(payload).bytes, depth);
    document.is_complete() && document.object().is_some()
}

/// Whether what is below the envelopes is a key. One in the header of a token belongs to that.
fn holds_key(inner: &str, detection: &Detection) -> bool {
    let Some(key) = detection.key_material.filter(|_| detection.candidates.is_empty()) else { return false };
    let is_json = matches!(key.kind, KeyHintKind::Jwk | KeyHintKind::JwkSet);
    let before = inner.get(..key.span.start).unwrap_or_default().trim_end();
    let before = before.strip_suffix(':').map_or("", str::trim_end);
    !is_json || !["\"jwk\"", "\"epk\"", "\"jwks\""].iter().any(|name| before.ends_with(name))
}

/// What was found below `layers`, as something found in `text`.
fn merged(text: &str, direct: Detection, inner: Detection, layers: &[Layer]) -> Detection {
    let outer = trimmed(text, Span::new(0, text.len()));
    let place = |token: &str| text.find(token).map_or(outer, |at| Span::new(at, at + token.len()));
    let candidates = inner.candidates.into_iter().map(|candidate| {
        // What stands there as it is was in no envelope.
        if let Some(known) = direct.candidates.iter().find(|known| known.text == candidate.text) {
            return Candidate { label: candidate.label, is_named: candidate.is_named, ..known.clone() };
        }
        let mut cleaned = listed(layers);
        cleaned.extend(candidate.cleaned);
        Candidate { source: place(&candidate.text), cleaned, ..candidate }
    });
    Detection {
        candidates: candidates.collect(),
        key_material: inner.key_material.map(|key| super::KeyHint { span: outer, ..key }),
        foreign: inner.foreign.map(|foreign| super::Foreign { source: outer, ..foreign }),
        others: inner.others.into_iter().map(|other| super::Foreign { source: outer, ..other }).collect(),
        truncated: direct.truncated || inner.truncated,
        text_truncated: direct.text_truncated,
    }
}

/// The layers, outermost first, as clean-ups.
fn listed(layers: &[Layer]) -> Vec<Cleanup> {
    let mut out: Vec<Cleanup> = Vec::new();
    for layer in layers {
        match out.last_mut().filter(|last| last.kind == CleanupKind::Envelope(layer.kind)) {
            Some(last) => {
                last.count += 1;
                last.text = format!("{}, {}", layer.words, times(last.count));
            }
            None => {
                out.push(Cleanup { kind: CleanupKind::Envelope(layer.kind), text: layer.words.to_owned(), count: 1 })
            }
        }
    }
    out
}
