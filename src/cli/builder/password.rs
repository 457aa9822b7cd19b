//! What guessing the password costs that a token is encrypted with (PBES2, RFC 7518 §4.8): whoever has the token can try.

use crate::cli::source::print::complain;
use crate::engine::builder::{BuildRequest, RecipientRequest, jwe};
use crate::engine::ground::jwa::KeyManagementFamily;
use crate::engine::key::KeyMaterial;
use crate::engine::keyring::guess::{self, Guessing, Rank};
use crate::engine::speech::Words;

/// Those of all recipients that have one.
pub(super) fn guessings(request: &BuildRequest) -> Vec<Guessing> {
    let recipients = request.encryption.iter().flat_map(|encryption| &encryption.recipients);
    recipients.filter_map(guessing).collect()
}

fn guessing(recipient: &RecipientRequest) -> Option<Guessing> {
    let row = recipient.algorithm.or_else(|| jwe::default_algorithm(&recipient.key))?;
    let KeyMaterial::Oct(secret) = &recipient.key.material else { return None };
    (row.family == KeyManagementFamily::Pbes2)
        .then(|| guess::rate_for_token(secret.expose(), row.hash, recipient.pbes2_count))
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
