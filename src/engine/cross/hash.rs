//! The hashes that tokens hold of each other.

use super::{Demand, Outcome};
use crate::engine::crypto::digest::digest;
use crate::engine::ground::base64url;
use crate::engine::ground::jwa::Hash;
use data_encoding::HEXLOWER_PERMISSIVE;
use std::collections::HashMap;

/// The hash function that goes with the algorithm of a signature (OpenID Connect Core §3.1.3.6: "the hash algorithm used in
/// the alg parameter"). EdDSA with Ed25519 hashes with SHA-512 (OpenID Connect Core, errata set 2); what else has none in
/// its name is not fixed.
pub(super) fn of_algorithm(algorithm: &str) -> Option<Hash> {
    match algorithm {
        "HS256" | "RS256" | "PS256" | "ES256" | "ES256K" => Some(Hash::Sha256),
        "HS384" | "RS384" | "PS384" | "ES384" => Some(Hash::Sha384),
        "HS512" | "RS512" | "PS512" | "ES512" | "EdDSA" | "Ed25519" => Some(Hash::Sha512),
        _ => None,
    }
}

/// How a hash is made or written that is the right one otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Miswriting {
    /// With another hash function.
    Hash { made_with: Hash, demanded: Hash },
    /// The left half, where all of it is asked for.
    LeftHalf,
    /// In hexadecimal digits.
    Hexadecimal,
    /// In base64 with padding, or of the other alphabet.
    Base64,
}

/// How a text is the hash `wanted`, which is in base64url, in another writing; `None` where it is another hash.
pub(super) fn respelled(wanted: &str, found: &str) -> Option<Outcome> {
    let bytes = base64url::decode(wanted).bytes;
    let is_it = |other: &[u8]| !other.is_empty() && *other == *bytes;
    // A tool prints colons between the digits of a fingerprint.
    let digits = found.trim().replace(':', "");
    let hex = |text: &[u8]| HEXLOWER_PERMISSIVE.decode(text).ok();
    let decoded = base64url::decode(found.trim()).bytes;
    let is_hex = [hex(digits.as_bytes()), hex(&decoded)].iter().flatten().any(|bytes| is_it(bytes));
    match is_hex {
        true => Some(Outcome::Miswritten(Miswriting::Hexadecimal)),
        false => is_it(&decoded).then_some(Outcome::Miswritten(Miswriting::Base64)),
    }
}

fn hex(text: &[u8]) -> Option<Vec<u8>> {
    HEXLOWER_PERMISSIVE.decode(text).ok()
}

/// The bytes that a text with a hash may stand for.
pub(super) fn readings(text: &str) -> Vec<Vec<u8>> {
    let decoded = base64url::decode(text.trim()).bytes;
    let hex = [hex(text.trim().as_bytes()), hex(&decoded)];
    hex.into_iter().flatten().chain([decoded]).collect()
}

fn left_half(digest: &[u8]) -> &[u8] {
    digest.get(..digest.len() / 2).unwrap_or_default()
}

/// Hashes of texts, each computed once.
#[derive(Default)]
pub(super) struct Hashes {
    known: HashMap<(Hash, String), Vec<u8>>,
}

impl Hashes {
    /// What is demanded of a text, in base64url.
    pub(super) fn expected(&mut self, demand: Demand, text: &str) -> String {
        let digest = self.digest(demand.hash, text);
        base64url::encode(if demand.is_half { left_half(digest) } else { digest })
    }

    /// How what was found is the hash of the text all the same; `None` where it is not.
    pub(super) fn otherwise(&mut self, demand: Demand, text: &str, found: &str) -> Option<Outcome> {
        let decoded = base64url::decode(found.trim()).bytes;
        // Hexadecimal digits, as they are, or encoded once more.
        let spelled = [
            hex(found.trim().as_bytes()).map(|bytes| (bytes, Miswriting::Hexadecimal)),
            hex(&decoded).map(|bytes| (bytes, Miswriting::Hexadecimal)),
            Some((decoded, Miswriting::Base64)),
        ];
        for hash in [demand.hash, Hash::Sha256, Hash::Sha384, Hash::Sha512, Hash::Sha1] {
            let digest = self.digest(hash, text).to_vec();
            for (bytes, spelling) in spelled.iter().flatten() {
                let is_whole = *bytes == digest;
                if !is_whole && bytes != left_half(&digest) {
                    continue;
                }
                return Some(match () {
                    () if hash != demand.hash => {
                        Outcome::Miswritten(Miswriting::Hash { made_with: hash, demanded: demand.hash })
                    }
                    () if is_whole && demand.is_half => Outcome::WholeHash,
                    () if !is_whole && !demand.is_half => Outcome::Miswritten(Miswriting::LeftHalf),
                    () => Outcome::Miswritten(*spelling),
                });
            }
        }
        None
    }

    /// A hash of a text, and its left half.
    pub(super) fn prints(hash: Hash, text: &str) -> [Vec<u8>; 2] {
        let digest = digest(hash, text.as_bytes());
        let half = left_half(&digest).to_vec();
        [digest, half]
    }

    fn digest(&mut self, hash: Hash, text: &str) -> &[u8] {
        self.known.entry((hash, text.to_owned())).or_insert_with(|| digest(hash, text.as_bytes()))
    }
}
