//! The session's keys.

use super::drawer::finding_row;
use super::text::{elided, safe};
use super::{CopyTarget, KeyDetail, KeyRow, KeysView, Tone};
use crate::app::key;
use crate::app::state::State;
use crate::engine::finding::Severity;
use crate::engine::jwk::export::EXPORT_FORMATS;
use crate::engine::jwk::{Jwk, KeyMaterial};

pub(super) fn build(state: &State) -> KeysView {
    let keys = state.keys.ring.keys();
    let selected = state.keys.selected.filter(|id| state.keys.ring.get(key::id(*id)).is_some());
    KeysView {
        rows: keys.iter().map(|key| row(key)).collect(),
        selected,
        detail: selected.and_then(|id| state.keys.ring.get(key::id(id))).map(|key| detail(key)),
        can_undo_removal: state.keys.removed.is_some(),
    }
}

fn row(key: &Jwk) -> KeyRow {
    KeyRow {
        id: key.id.0,
        name: key::plain_name(key),
        kid: key.key_id.as_deref().map(|kid| elided(kid, 60)).unwrap_or_default(),
        kind: key::kind(key),
        can: can(key),
        private: key.is_private(),
        source: format!("{}, {}", elided(&key.source.name, 60), safe(&key.source.format)),
        thumbprint: thumbprint(key).unwrap_or_default(),
        tone: match key.findings.iter().map(|finding| finding.severity).max() {
            Some(Severity::Error) => Tone::Bad,
            Some(Severity::Warning) => Tone::Warning,
            _ => Tone::Neutral,
        },
    }
}

/// The thumbprint of a shared secret is a hash of it, with which a weak one can be guessed (RFC 7638 §7): it is not shown.
fn thumbprint(key: &Jwk) -> Option<String> {
    (!matches!(key.material, KeyMaterial::Oct(_))).then(|| key.thumbprint.clone())
}

/// What the key can do by what it is, and may do by what it says of itself.
pub(super) fn can(key: &Jwk) -> String {
    let is_private = key.is_private();
    let (signs, encrypts) = match &key.material {
        KeyMaterial::Oct(_) | KeyMaterial::Rsa { .. } => (true, true),
        KeyMaterial::Ec { curve, .. } | KeyMaterial::Okp { curve, .. } => (curve.row().signs, curve.row().agrees),
        KeyMaterial::Akp { .. } => (true, false),
    };
    let use_is = |wanted: &str| key.public_key_use.as_deref().is_none_or(|found| found == wanted);
    let mut can = Vec::new();
    if signs && use_is("sig") {
        can.push("verify");
        if is_private {
            can.push("sign");
        }
    }
    if encrypts && use_is("enc") {
        can.push("encrypt");
        if is_private {
            can.push("decrypt");
        }
    }
    if can.is_empty() { "nothing: its use is unknown".to_owned() } else { can.join(", ") }
}

fn detail(key: &Jwk) -> KeyDetail {
    let mut facts = vec![
        ("Kind".to_owned(), key::kind(key)),
        ("Type".to_owned(), key.key_type().name().to_owned()),
        ("Can".to_owned(), can(key)),
    ];
    let mut add = |label: &str, value: Option<String>| {
        if let Some(value) = value {
            facts.push((label.to_owned(), elided(&value, 120)));
        }
    };
    add("kid", key.key_id.clone());
    add("use", key.public_key_use.clone());
    add("key_ops", key.key_operations.as_ref().map(|operations| operations.join(", ")));
    add("alg", key.algorithm.clone());
    add("Material", Some(if key.is_private() { "private, never shown here" } else { "public" }.to_owned()));
    add("Thumbprint", thumbprint(key));
    add("x5t", key.x5t.clone());
    add("x5t#S256", key.x5t_s256.clone());
    add("Source", Some(format!("{}, {}", key.source.name, key.source.format)));
    let copies = copies(key);
    KeyDetail {
        name: key::plain_name(key),
        facts,
        findings: key.findings.iter().map(|finding| finding_row(finding, None, None)).collect(),
        copies,
    }
}

/// What a key can be copied as; what is private comes last and says so.
fn copies(key: &Jwk) -> Vec<(String, CopyTarget)> {
    let is_secret = matches!(key.material, KeyMaterial::Oct(_));
    EXPORT_FORMATS
        .iter()
        .filter(|row| !row.is_binary && !row.needs_passphrase && row.format.fits(key))
        // The hash of a secret is enough to guess it by (RFC 7638 §7).
        .filter(|row| row.is_private || !is_secret)
        .map(|row| (row.title.to_owned(), CopyTarget::KeyAs(key.id.0, row.format)))
        .collect()
}
