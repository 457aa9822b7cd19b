//! What guessing the password costs that a token is encrypted with (PBES2, RFC 7518 §4.8): whoever has the token can try.

use crate::cli::source::print::complain;
use crate::engine::builder::BuildRequest;
use crate::engine::keyring::guess::{self, Guessing, Rank};
use crate::engine::speech::Words;

/// Those of all recipients that have one.
pub(super) fn guessings(request: &BuildRequest) -> Vec<Guessing> {
    guess::of_request(request).into_iter().flatten().collect()
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
