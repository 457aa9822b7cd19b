//! Tokens to try, each with its key. The keys are public: see `assets/samples/README.md`.
//!
//! A token that is to be good has to be made when it is opened, or it would have to live for decades, which is a problem
//! of its own.

use crate::engine::builder::{BuildRequest, Encryption, Payload, RecipientRequest, SignatureRequest, Signing, build};
use crate::engine::ground::limit::Limits;
use crate::engine::key::{Jwk, KeyIds};
use crate::engine::key_file::import::ImportOptions;
use crate::engine::key_file::jwk_text::{Half, jwk_set_text};
use crate::engine::verify::key_file::import;
use std::sync::Arc;

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!("../../../assets/samples/", $name))
    };
}

/// One token to try.
#[derive(Clone, Copy, Debug)]
pub struct SampleToken {
    pub name: &'static str,
    /// What it shows, in one line.
    pub description: &'static str,
    pub token: &'static str,
    /// Its key or key set as JSON; empty where there is none to load.
    pub keys: &'static str,
    /// What the keys are called in the list of keys.
    pub key_source: &'static str,
    /// How one is made that is good now, in place of `token`.
    pub fresh: Option<Fresh>,
}

/// A sample that is made when it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fresh {
    /// An access token, signed.
    Signed,
    Encrypted,
    /// An ID token, signed and then encrypted.
    SignedThenEncrypted,
}

/// Seconds that a fresh sample lives.
const LIFE: i64 = 600;

impl Fresh {
    /// The token and the keys that check or open it, as JSON; `None` where OpenSSL has no randomness.
    fn make(self, now: i64) -> Option<(String, String)> {
        let read = |text: &str| -> Option<Arc<Jwk>> {
            let limits = Limits::DEFAULT;
            let read = import(text.as_bytes(), "sample", &ImportOptions::default(), &limits, &mut KeyIds::default());
            read.keys.into_iter().next().map(Arc::new)
        };
        let encryption = file!("encryption-key.json");
        let (signer, recipient) = (read(file!("fresh-signing-key.json"))?, read(encryption)?);
        let (before, end) = (now - 5, now + LIFE);
        let claims = match self {
            Self::Signed => format!(
                r#"{{"iss":"https://login.example.com","sub":"user-4711","aud":"https://cdn.example.com","client_id":"media-portal","iat":{now},"nbf":{now},"exp":{end},"jti":"sample-{now}","scope":"media:read media:list","roles":["editor","cdn:read"],"groups":["newsroom"],"auth_time":{before}}}"#
            ),
            Self::Encrypted => format!(
                r#"{{"iss":"https://login.example.com","sub":"user-4711","aud":"https://profile.example.com","iat":{now},"exp":{end},"jti":"sample-{now}","locale":"en-GB","customer_number":"C-20260311"}}"#
            ),
            Self::SignedThenEncrypted => format!(
                r#"{{"iss":"https://login.example.com","sub":"user-4711","aud":"https://api.example.com","iat":{now},"exp":{end},"jti":"sample-{now}","acr":"urn:example:two-factor","roles":["editor"]}}"#
            ),
        };
        let typ = if self == Self::Signed { r#"{"typ":"at+jwt"}"# } else { r#"{"typ":"JWT"}"# };
        let signing = Signing::compact(SignatureRequest::new(Arc::clone(&signer), typ));
        let outer = if self == Self::Encrypted { r#"{"typ":"JWT"}"# } else { "" };
        let encrypting = Encryption::compact(RecipientRequest::new(recipient), outer);
        let request = BuildRequest {
            payload: Payload::Claims(claims),
            signing: (self != Self::Encrypted).then_some(signing),
            encryption: (self != Self::Signed).then_some(encrypting),
            allow_weak: false,
        };
        let token = build(&request, &Limits::DEFAULT).ok()?.text;
        let public = jwk_set_text([&*signer], Half::Public)?.to_string();
        let keys = match self {
            Self::Signed => public,
            Self::Encrypted => encryption.to_owned(),
            Self::SignedThenEncrypted => public.replacen("]}", &format!(",{encryption}]}}"), 1),
        };
        Some((token, keys))
    }
}

impl SampleToken {
    /// The token and its keys, made now where it has to be fresh.
    pub fn at(&self, now: i64) -> (String, String) {
        let fresh = self.fresh.and_then(|fresh| fresh.make(now));
        fresh.unwrap_or_else(|| (self.token.trim().to_owned(), self.keys.to_owned()))
    }
}

/// All of them, in the order in which they are offered.
pub static SAMPLES: &[SampleToken] = &[
    SampleToken {
        name: "Access token, ES256",
        description: "An OAuth 2.0 access token with roles; issued just now, valid for ten minutes",
        token: file!("access-token.txt"),
        keys: file!("signing-key.json"),
        key_source: "sample signing key",
        fresh: Some(Fresh::Signed),
    },
    SampleToken {
        name: "Shared secret, HS256",
        description: "The first example of RFC 7515: a valid signature, but expired since 2011",
        token: file!("rfc7515-a1.txt"),
        keys: file!("rfc7515-a1-key.json"),
        key_source: "RFC 7515 A.1",
        fresh: None,
    },
    SampleToken {
        name: "Encrypted, RSA-OAEP-256",
        description: "A JWE that its private key decrypts",
        token: file!("encrypted.txt"),
        keys: file!("encryption-key.json"),
        key_source: "sample encryption key",
        fresh: Some(Fresh::Encrypted),
    },
    SampleToken {
        name: "Signed, then encrypted",
        description: "A Nested JWT: two layers, two keys",
        token: file!("nested.txt"),
        keys: file!("nested-keys.json"),
        key_source: "sample keys",
        fresh: Some(Fresh::SignedThenEncrypted),
    },
    SampleToken {
        name: "Encrypted with a passphrase",
        description: "PBES2; the passphrase is: correct horse battery staple",
        token: file!("passphrase.txt"),
        keys: "",
        key_source: "",
        fresh: None,
    },
    SampleToken {
        name: "SD-JWT with key binding",
        description: "A credential whose holder disclosed three claims to one verifier",
        token: file!("sd-jwt.txt"),
        keys: file!("sd-jwt-key.json"),
        key_source: "sample issuer key",
        fresh: None,
    },
    SampleToken {
        name: "Expired",
        description: "An expired ID token with a valid signature",
        token: file!("expired.txt"),
        keys: file!("signing-key.json"),
        key_source: "sample signing key",
        fresh: None,
    },
    SampleToken {
        name: "Broken",
        description: "Cut off in the middle of its claims; the rest is still readable",
        token: file!("broken.txt"),
        keys: file!("signing-key.json"),
        key_source: "sample signing key",
        fresh: None,
    },
    SampleToken {
        name: "Unsecured",
        description: "alg is none: anyone could have written it",
        token: file!("unsecured.txt"),
        keys: "",
        key_source: "",
        fresh: None,
    },
];
