//! What guessing the password costs that a token is encrypted with (PBES2, RFC 7518 §4.8): whoever has the token can try.

use crate::cli::source::print::complain;
use crate::engine::builder::{BuildRequest, WrittenHeaders};
use crate::engine::ground::json;
use crate::engine::ground::jwa::{KeyManagementAlgorithm, KeyManagementFamily};
use crate::engine::ground::limit::Limits;
use crate::engine::key::{Jwk, KeyMaterial};
use crate::engine::keyring::guess::{self, Guessing, Rank};
use crate::engine::speech::Words;

/// Those of all recipients that have one, by what their headers say: algorithm and count may be written there alone.
pub(super) fn guessings(request: &BuildRequest, headers: &WrittenHeaders) -> Vec<Guessing> {
    let Some((encryption, written)) = request.encryption.as_ref().zip(headers.encryption.as_ref()) else {
        return Vec::new();
    };
    let own = written.recipients.iter().map(String::as_str).chain(std::iter::repeat(""));
    let recipients = encryption.recipients.iter().zip(own);
    recipients.filter_map(|(one, own)| guessing(&one.key, &[own, &written.protected, &written.shared])).collect()
}

fn guessing(key: &Jwk, headers: &[&str]) -> Option<Guessing> {
    let KeyMaterial::Oct(secret) = &key.material else { return None };
    let documents: Vec<_> =
        headers.iter().map(|header| json::scan(header.as_bytes(), Limits::DEFAULT.json_depth)).collect();
    let find = |name| documents.iter().find_map(|document| document.object()?.get(name));
    let KeyManagementAlgorithm::Known(row) = KeyManagementAlgorithm::named(&find("alg")?.as_str()?) else {
        return None;
    };
    let count = find("p2c").and_then(|count| count.as_u64());
    (row.family == KeyManagementFamily::Pbes2).then(|| guess::rate_for_token(secret.expose(), row.hash, count))
}

/// Why a token with a password like this is not to be made where warnings count.
pub(super) fn too_weak(guessings: &[Guessing]) -> impl Iterator<Item = Words> {
    guessings.iter().filter(|guessing| guessing.rank <= Rank::Weak).map(|guessing| Words::new(sentence(guessing)))
}

pub(super) fn tell(guessings: &[Guessing]) {
    for guessing in guessings {
        let before = if guessing.rank <= Rank::Weak { "warning: " } else { "" };
        complain(&format!("{before}{}", sentence(guessing)));
    }
}

fn sentence(guessing: &Guessing) -> String {
    let hint = if guessing.hint.is_empty() { String::new() } else { format!(". {}", guessing.hint) };
    format!("{} passphrase. {}{hint}", guessing.word(), guessing.cost())
}
