//! What the tests share: keys from JSON, one examination, the words for its outcome.

use jotsmith::engine::examine::examine;
use jotsmith::engine::ground::limit::ExamineOptions;
use jotsmith::engine::ground::limit::Limits;
use jotsmith::engine::jose::layer::Examination;
use jotsmith::engine::jose::status::{RecipientStatus, SignatureStatus};
use jotsmith::engine::key::KeyIds;
use jotsmith::engine::key::{Jwk, KeyRing};
use jotsmith::engine::key_file::import::ImportOptions;
use jotsmith::engine::verify::key_file::import;
use std::sync::Arc;

/// Every key in `bytes`, whatever its format.
pub fn keys(bytes: &[u8]) -> Vec<Jwk> {
    import(bytes, "test", &ImportOptions::default(), &Limits::DEFAULT, &mut KeyIds::default()).keys
}

/// How many keys or blocks of `bytes` could not be used.
pub fn problems(bytes: &[u8]) -> usize {
    import(bytes, "test", &ImportOptions::default(), &Limits::DEFAULT, &mut KeyIds::default()).problems.len()
}

/// A ring of the keys in this JSON.
pub fn ring(json: &serde_json::Value) -> KeyRing {
    KeyRing::new(keys(json.to_string().as_bytes()).into_iter().map(Arc::new))
}

/// Examines `token` with keys that were given for it, and a detached payload where there is one.
pub fn look(token: &str, ring: &KeyRing, detached: Option<&[u8]>) -> Examination {
    let options = ExamineOptions {
        keys_are_for_this_token: true,
        detached_payload: detached.map(Into::into),
        ..ExamineOptions::default()
    };
    examine(token, ring, &options)
}

/// Whether any signature is verified.
pub fn is_verified(examination: &Examination) -> bool {
    examination.layers[0].signatures.iter().any(|result| result.status == SignatureStatus::Verified)
}

/// Whether any recipient could read the token.
pub fn is_decrypted(examination: &Examination) -> bool {
    examination.layers[0].recipients.iter().any(|result| result.status == RecipientStatus::Decrypted)
}

/// The states of all signatures and recipients of the outermost layer and why, for a failing test's message.
pub fn explain(examination: &Examination) -> String {
    let layer = &examination.layers[0];
    let signatures = layer.signatures.iter().map(|result| format!("{} {:?}", result.status.word(), result.reasons));
    let recipients = layer.recipients.iter().map(|result| format!("{} {:?}", result.status.word(), result.reasons));
    let states: Vec<String> = signatures.chain(recipients).collect();
    format!("{} [{}]", layer.kind_word(), states.join("; "))
}
