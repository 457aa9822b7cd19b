//! Keys in words.

use crate::engine::jose::reason::NeededKey;
use crate::engine::key::KeyKind;

/// What a key is, with an article: "an EC key on P-256".
pub fn kind(kind: KeyKind) -> String {
    match kind {
        KeyKind::SharedSecret => "a shared secret".to_owned(),
        KeyKind::Rsa => "an RSA key".to_owned(),
        KeyKind::RsaPss => "an RSASSA-PSS key".to_owned(),
        KeyKind::Ec(curve) => format!("an EC key on {}", curve.name()),
        KeyKind::Okp(curve) => format!("an OKP key on {}", curve.name()),
        KeyKind::Akp(algorithm) => format!("a key for {algorithm}"),
    }
}

/// What an algorithm needs, with an article.
pub fn needed(needed: NeededKey) -> String {
    match needed {
        NeededKey::SharedSecret => "a shared secret".to_owned(),
        NeededKey::Password => "a password".to_owned(),
        NeededKey::Rsa => "an RSA key".to_owned(),
        NeededKey::Ec(curve) => format!("an EC key on {}", curve.name()),
        NeededKey::Okp(curve) => format!("an OKP key on {}", curve.name()),
        NeededKey::EdDsa => "an OKP key on Ed25519 or Ed448".to_owned(),
        NeededKey::Akp(algorithm) => format!("a key for {algorithm}"),
        NeededKey::Agreement => "an EC key on P-256, P-384 or P-521, or an OKP key on X25519 or X448".to_owned(),
        NeededKey::Nothing => "no key".to_owned(),
    }
}
