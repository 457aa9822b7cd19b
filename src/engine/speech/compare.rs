//! What two tokens differ in, in words.

use super::Words;
use crate::engine::compare::{SignatureDifference, Stale, Unread};

/// How two signatures relate; `None` where there is nothing to compare.
pub fn signature(difference: SignatureDifference) -> Option<Words> {
    Some(match difference {
        SignatureDifference::None => return None,
        SignatureDifference::Fewer => Words::new("One of them has fewer signatures than the other, or none"),
        SignatureDifference::Same => Words::new("The signatures are the same, over the same content"),
        SignatureDifference::Different => Words::new("The signatures differ: they cover different bytes"),
        SignatureDifference::SignedAgain => {
            Words::new("The same content was signed again: with another key, or by an algorithm that adds randomness")
        }
        SignatureDifference::Moved => {
            Words::new("Both carry the same signature over different content: at most one of them can be valid")
                .advising("Check each with the issuer's key; the other one was changed after signing")
        }
    })
}

/// What a replacement should have changed.
pub fn stale(stale: Stale) -> Words {
    match stale {
        Stale::IssuedAt => Words::new("iat is unchanged: the second token was not newly issued"),
        Stale::Expiry => Words::new("exp is unchanged: the second token is valid no longer than the first"),
        Stale::EarlierExpiry => Words::new("The second token expires before the first"),
        Stale::TokenId => Words::new("jti is unchanged: two different tokens share one ID (RFC 7519 §4.1.7)")
            .advising("Issue each token with its own jti; a server that remembers used IDs rejects the second"),
    }
}

/// Whose claims are missing from the comparison.
pub fn unread(unread: Unread) -> Words {
    let sentence = match unread {
        Unread::First => "The claims of the first token cannot be read",
        Unread::Second => "The claims of the second token cannot be read",
        Unread::Both => "The claims of neither token can be read",
    };
    Words::new(sentence).advising("Supply the key that decrypts an encrypted token")
}
