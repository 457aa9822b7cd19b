//! The hashes that tokens hold of each other.

use crate::engine::crypto::digest::digest;
use crate::engine::ground::base64url;
use crate::engine::ground::jwa::Hash;
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

/// Hashes of texts, each computed once.
#[derive(Default)]
pub(super) struct Hashes {
    known: HashMap<(Hash, String), Vec<u8>>,
}

impl Hashes {
    /// Base64url of the left half.
    pub(super) fn left_half(&mut self, hash: Hash, text: &str) -> String {
        let digest = self.digest(hash, text);
        base64url::encode(digest.get(..digest.len() / 2).unwrap_or_default())
    }

    /// Base64url of all of it.
    pub(super) fn whole(&mut self, hash: Hash, text: &str) -> String {
        base64url::encode(self.digest(hash, text))
    }

    fn digest(&mut self, hash: Hash, text: &str) -> &[u8] {
        self.known.entry((hash, text.to_owned())).or_insert_with(|| digest(hash, text.as_bytes()))
    }
}
