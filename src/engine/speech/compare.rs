//! What two tokens differ in, in words.

use super::Words;
use crate::engine::compare::{Change, Comparison, SignatureDifference, Stale, Unread};
use crate::engine::jwt::numeric_date;
use crate::engine::text::words::counted;

/// How two signatures relate; `None` where there is nothing to compare.
pub fn signature(difference: SignatureDifference) -> Option<Words> {
    Some(match difference {
        SignatureDifference::None => return None,
        SignatureDifference::Fewer => Words::new("One of them has fewer signatures than the other, or none"),
        SignatureDifference::Same => Words::new("The signatures are the same, over the same content"),
        SignatureDifference::Different => Words::new("The signatures differ: they cover different bytes"),
        SignatureDifference::SignedAgain => {
            Words::new("The signatures differ, but cover the same bytes: signed again, or one of them was altered")
        }
        SignatureDifference::Moved => {
            Words::new("Both carry the same signature over different content: at most one of them can be valid")
                .advising("Check each with the issuer's key; the other one was changed after signing")
        }
    })
}

/// How far the second of two times is from the first: "2 h 5 min later".
fn distance(first: i128, second: i128) -> String {
    let length = u64::try_from(first.abs_diff(second)).unwrap_or(u64::MAX);
    format!("{} {}", numeric_date::duration(length), if second > first { "later" } else { "earlier" })
}

/// How far the second of two sizes is from the first, in bytes.
pub fn growth(first: usize, second: usize) -> String {
    match first.abs_diff(second) {
        0 => "the same size".to_owned(),
        bytes => format!("{} {}", counted(bytes, "byte"), if second > first { "more" } else { "less" }),
    }
}

/// What is to be said of how a member differs, beside its values; empty where they say it all.
pub fn note(change: &Change) -> String {
    match change {
        Change::OnlyFirst(_) => "only in the first".to_owned(),
        Change::OnlySecond(_) => "only in the second".to_owned(),
        Change::Time { first, second } => distance(*first, *second),
        Change::Repeated { .. } => "a name that appears more than once".to_owned(),
        Change::Items { .. } | Change::Value { .. } => String::new(),
    }
}

/// A member's name where it is at the top of header or claims, else its JSON Pointer.
pub fn name(pointer: &str) -> String {
    let path = pointer.strip_prefix('/').unwrap_or(pointer);
    if path.contains('/') { pointer.to_owned() } else { path.replace("~1", "/").replace("~0", "~") }
}

/// The verdict on both together.
pub fn headline(comparison: &Comparison) -> &'static str {
    match (comparison.is_different(), comparison.is_same_text) {
        _ if comparison.is_unknown() => "It is not known whether they differ",
        (true, _) => "They differ",
        (false, true) => "They are the same text",
        (false, false) => "They have the same content, written differently",
    }
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
pub fn unread(unread: Unread, is_locked: bool) -> Words {
    let sentence = match unread {
        Unread::First => "The claims of the first token cannot be read",
        Unread::Second => "The claims of the second token cannot be read",
        Unread::Both => "The claims of neither token can be read",
    };
    let words = Words::new(sentence);
    if is_locked { words.advising("Supply the key that decrypts an encrypted token") } else { words }
}
