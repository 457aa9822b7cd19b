//! The key of whoever holds a token, which is not its issuer's: a token names it in `cnf` (RFC 7800 §3), and the holder shows
//! that they have it with a proof, a presentation or a key binding beside it. That this key did not make the token says
//! nothing.

use super::own_key::every;
use crate::engine::ground::base64url;
use crate::engine::ground::json::{self, Value};
use crate::engine::ground::limit::Limits;
use crate::engine::key::Jwk;
use crate::engine::key_file::import::public_material;
use crate::engine::key_file::thumbprint::thumbprint_sha256;
use std::collections::HashSet;

/// The keys that the claims of a token name in `cnf`, all of them: which one a reader takes is theirs to say.
#[derive(Default)]
pub(crate) struct Confirmed {
    /// RFC 7638 thumbprints: `jkt` (RFC 9449 §6.1), or of `jwk` (RFC 7800 §3.2).
    thumbprints: HashSet<String>,
    /// `kid` (RFC 7800 §3.4).
    key_ids: HashSet<String>,
    /// `x5t#S256` (RFC 8705 §3.1).
    certificates: HashSet<String>,
}

impl Confirmed {
    pub(crate) fn of(claims: Option<Value<'_>>) -> Self {
        let mut confirmed = Self::default();
        for cnf in every(claims, "cnf") {
            let texts = |name: &str| -> Vec<String> {
                let texts = every(Some(cnf), name).filter_map(Value::as_str);
                texts.map(std::borrow::Cow::into_owned).collect()
            };
            let keys = every(Some(cnf), "jwk").filter_map(|jwk| public_material(jwk).ok());
            confirmed.thumbprints.extend(keys.map(|material| thumbprint_sha256(&material)));
            confirmed.thumbprints.extend(texts("jkt"));
            confirmed.key_ids.extend(texts("kid"));
            confirmed.certificates.extend(texts("x5t#S256"));
        }
        confirmed
    }

    /// Whether it is one of them.
    pub(crate) fn names(&self, key: &Jwk) -> bool {
        let has = |set: &HashSet<String>, name: &Option<String>| name.as_ref().is_some_and(|name| set.contains(name));
        self.thumbprints.contains(&key.thumbprint)
            || has(&self.key_ids, &key.key_id)
            || has(&self.certificates, &key.x5t_s256)
    }
}

/// The thumbprint of the key that an identifier is (did:jwk Method Specification): whoever bears it signs with no other.
pub(crate) fn key_of_identifier(identifier: &str) -> Option<String> {
    let key = base64url::decode(identifier.strip_prefix("did:jwk:")?);
    let document = json::scan(key.bytes, Limits::DEFAULT.json_depth);
    Some(thumbprint_sha256(&public_material(document.root()?).ok()?))
}
