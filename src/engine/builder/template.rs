//! Tokens to start from: each a correct example of its kind, with times relative to now and identifiers of its own.

use super::claims::{ClaimsError, new_uuid};
use crate::engine::crypto::digest;
use crate::engine::ground::base64url;
use crate::engine::key::Jwk;
use crate::engine::key_file::jwk_text;

/// One kind of token to start from.
#[derive(Debug, PartialEq, Eq)]
pub struct Template {
    /// Its name on the command line.
    pub name: &'static str,
    pub title: &'static str,
    /// Who makes it, who checks it, what for: one line.
    pub summary: &'static str,
    /// Where the kind is defined; may be empty.
    pub reference: &'static str,
    /// What to sign with, the best first; empty: it is not signed.
    pub algorithms: &'static [&'static str],
    /// What is to be known, one sentence each.
    pub notes: &'static [&'static str],
    /// The header of the signature; empty: it is not signed. `$…` is filled in.
    header: &'static str,
    /// The claims. `$…` is filled in.
    claims: &'static str,
    /// How it is encrypted, where it is.
    pub encryption: Option<EncryptionTemplate>,
    /// What its holder may withhold (RFC 9901), as [`ClaimPath`](super::sd_jwt::ClaimPath) reads it; empty: it is no SD-JWT.
    pub selective: &'static [&'static str],
}

/// How a template encrypts.
#[derive(Debug, PartialEq, Eq)]
pub struct EncryptionTemplate {
    /// What to encrypt for, the best first.
    pub algorithms: &'static [&'static str],
    pub encryption: &'static str,
    pub header: &'static str,
}

/// What is filled in.
#[derive(Clone, Copy, Debug, Default)]
pub struct TemplateValues<'a> {
    /// Seconds since 1970.
    pub now: i64,
    /// The key that will sign; its public half stands in the header of a proof.
    pub key: Option<&'a Jwk>,
    /// The access token that a proof is bound to; `None`: that of RFC 9449's example.
    pub access_token: Option<&'a str>,
}

/// A template, filled in: the texts to edit and to sign. One member a line; [`compact`](super::edit::compact) makes them
/// as short as they are usually sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The header of the signature; empty: it is not signed.
    pub header: String,
    pub claims: String,
    /// The protected header of the encryption; empty: it is not encrypted.
    pub encryption_header: String,
}

/// Why a template was not filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// The header carries the public key, and no key is chosen.
    #[error("its header contains the public key: choose the key to sign with")]
    KeyNeeded,
    /// The header carries the public key, and the chosen one is a shared secret.
    #[error("its header contains the public key, but a shared secret has none")]
    KeyIsSecret,
    /// There are no random numbers to be had.
    #[error("the operating system provides no random numbers")]
    NoRandomness,
}

impl From<ClaimsError> for TemplateError {
    fn from(_: ClaimsError) -> Self {
        Self::NoRandomness
    }
}

/// RFC 9449 §7.1: the access token of the example.
const EXAMPLE_ACCESS_TOKEN: &str = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";

const PUBLIC_FIRST: &[&str] = &["ES256", "Ed25519", "PS256", "RS256", "ES384", "ML-DSA-44"];
const AGREEMENT_FIRST: &[&str] = &["ECDH-ES+A256KW", "RSA-OAEP-256", "A256KW"];

pub static TEMPLATES: &[Template] = &[
    Template {
        name: "session",
        title: "Short session token",
        summary: "A server records who is signed in, and verifies it itself on the next request",
        reference: "RFC 7519",
        algorithms: &["HS256", "ES256", "Ed25519"],
        notes: &[
            "It is valid for 15 minutes: renew it while the user is active",
            "It cannot be revoked before it expires; a session in a database can",
        ],
        header: r#"{"alg":"HS256","typ":"JWT"}"#,
        claims: r#"{
  "iss": "https://app.example.com",
  "sub": "user-4711",
  "aud": "https://app.example.com",
  "iat": $now,
  "exp": $now+900,
  "jti": "$uuid"
}"#,
        encryption: None,
        selective: &[],
    },
    Template {
        name: "cdn-grant",
        title: "CDN access grant",
        summary: "The auth server signs it for 5 minutes with its private key; the CDN verifies it with only the public key",
        reference: "RFC 7519",
        algorithms: &["ES256", "Ed25519"],
        notes: &[
            "Only the auth server has the private key; copy the public JWK Set to every CDN node",
            "The CDN keeps no sessions: it checks signature, aud, nbf and exp, then reads roles",
            "Permissions are fixed for the 5 minutes that it is valid",
        ],
        header: r#"{"alg":"ES256","typ":"JWT"}"#,
        claims: r#"{
  "iss": "https://auth.example.com",
  "sub": "user-4711",
  "aud": "https://cdn.example.com",
  "iat": $now,
  "nbf": $now,
  "exp": $now+300,
  "jti": "$uuid",
  "roles": ["viewer"]
}"#,
        encryption: None,
        selective: &[],
    },
    Template {
        name: "id-token",
        title: "OIDC ID token",
        summary: "Tells an application who signed in; not meant for APIs",
        reference: "OpenID Connect Core §2",
        algorithms: &["RS256", "ES256", "PS256", "Ed25519"],
        notes: &["nonce must be the one in the request", "aud is the client_id of the application"],
        header: r#"{"alg":"RS256","typ":"JWT"}"#,
        claims: r#"{
  "iss": "https://login.example.com",
  "sub": "248289761001",
  "aud": "s6BhdRkqt3",
  "nonce": "$nonce",
  "iat": $now,
  "exp": $now+600,
  "auth_time": $now-30,
  "amr": ["pwd", "otp"]
}"#,
        encryption: None,
        selective: &[],
    },
    Template {
        name: "access-token",
        title: "Access token (RFC 9068)",
        summary: "Grants access to an API to whoever holds it",
        reference: "RFC 9068 §2.2",
        algorithms: PUBLIC_FIRST,
        notes: &["typ at+jwt prevents it from passing as an ID token", "aud is the API, not the application"],
        header: r#"{"alg":"ES256","typ":"at+jwt"}"#,
        claims: r#"{
  "iss": "https://login.example.com",
  "sub": "248289761001",
  "aud": "https://api.example.com",
  "client_id": "s6BhdRkqt3",
  "scope": "orders:read orders:write",
  "iat": $now,
  "exp": $now+600,
  "jti": "$uuid"
}"#,
        encryption: None,
        selective: &[],
    },
    Template {
        name: "dpop",
        title: "DPoP proof",
        summary: "Proves, for one request, that the sender holds the key that its access token is bound to",
        reference: "RFC 9449 §4.2",
        algorithms: PUBLIC_FIRST,
        notes: &[
            "The public key is in the header; the access token's cnf.jkt is its thumbprint",
            "ath is the SHA-256 of the access token; without an access token leave it out",
            "One proof per request: htm and htu are its method and its URL without the query",
        ],
        header: r#"{"alg":"ES256","typ":"dpop+jwt","jwk":$jwk}"#,
        claims: r#"{
  "jti": "$uuid",
  "htm": "GET",
  "htu": "https://api.example.com/orders",
  "iat": $now,
  "ath": "$ath"
}"#,
        encryption: None,
        selective: &[],
    },
    Template {
        name: "client-assertion",
        title: "Client assertion",
        summary: "Authenticates an application to its authorization server without a shared secret",
        reference: "RFC 7523 §3",
        algorithms: PUBLIC_FIRST,
        notes: &["iss and sub are both the client_id", "aud is the issuer of the authorization server"],
        header: r#"{"alg":"ES256","typ":"client-authentication+jwt"}"#,
        claims: r#"{
  "iss": "s6BhdRkqt3",
  "sub": "s6BhdRkqt3",
  "aud": "https://login.example.com",
  "iat": $now,
  "exp": $now+60,
  "jti": "$uuid"
}"#,
        encryption: None,
        selective: &[],
    },
    Template {
        name: "service-account",
        title: "Service-account assertion",
        summary: "A program exchanges it for an access token without a user (Google service accounts and similar)",
        reference: "RFC 7523 §2.1",
        algorithms: &["RS256", "ES256"],
        notes: &[
            "kid names the key of the account; the token endpoint is the audience",
            "Google requires RS256, a lifetime of at most one hour, and the scope in the assertion",
        ],
        header: r#"{"alg":"RS256","typ":"JWT"}"#,
        claims: r#"{
  "iss": "reporter@my-project.iam.gserviceaccount.com",
  "sub": "reporter@my-project.iam.gserviceaccount.com",
  "aud": "https://oauth2.googleapis.com/token",
  "scope": "https://www.googleapis.com/auth/devstorage.read_only",
  "iat": $now,
  "exp": $now+3600
}"#,
        encryption: None,
        selective: &[],
    },
    Template {
        name: "logout-token",
        title: "Back-channel logout token",
        summary: "The provider tells an application to end a user's sessions",
        reference: "OpenID Connect Back-Channel Logout §2.4",
        algorithms: &["RS256", "ES256", "PS256", "Ed25519"],
        notes: &["sub, sid or both say whose sessions", "It must have no nonce, so that it cannot pass as an ID token"],
        header: r#"{"alg":"RS256","typ":"logout+jwt"}"#,
        claims: r#"{
  "iss": "https://login.example.com",
  "sub": "248289761001",
  "aud": "s6BhdRkqt3",
  "iat": $now,
  "exp": $now+120,
  "jti": "$uuid",
  "sid": "08a5019c-17e1-4977-8f42-65a12843ea02",
  "events": {
    "http://schemas.openid.net/event/backchannel-logout": {}
  }
}"#,
        encryption: None,
        selective: &[],
    },
    Template {
        name: "encrypted-profile",
        title: "Encrypted profile",
        summary: "Personal data that only the recipient can read",
        reference: "RFC 7519 §3",
        algorithms: &[],
        notes: &[
            "Whoever can encrypt for the recipient can make one: with a public key, that is anyone. It does not prove who \
             made it. Nest a signed token if that matters",
        ],
        header: "",
        claims: r#"{
  "iss": "https://login.example.com",
  "sub": "248289761001",
  "aud": "https://app.example.com",
  "iat": $now,
  "exp": $now+600,
  "jti": "$uuid",
  "name": "Jane Doe",
  "email": "jane.doe@example.com",
  "email_verified": true
}"#,
        encryption: Some(EncryptionTemplate {
            algorithms: AGREEMENT_FIRST,
            encryption: "A256GCM",
            header: r#"{"alg":"ECDH-ES+A256KW","enc":"A256GCM","typ":"JWT"}"#,
        }),
        selective: &[],
    },
    Template {
        name: "nested",
        title: "Signed, then encrypted",
        summary: "Only the recipient can read it, and knows who made it",
        reference: "RFC 7519 §11.2, Appendix A.2",
        algorithms: PUBLIC_FIRST,
        notes: &["Signed first: a signature around a ciphertext could be taken off and replaced"],
        header: r#"{"alg":"ES256","typ":"JWT"}"#,
        claims: r#"{
  "iss": "https://login.example.com",
  "sub": "248289761001",
  "aud": "https://app.example.com",
  "iat": $now,
  "exp": $now+600,
  "jti": "$uuid",
  "name": "Jane Doe",
  "email": "jane.doe@example.com",
  "email_verified": true
}"#,
        encryption: Some(EncryptionTemplate {
            algorithms: AGREEMENT_FIRST,
            encryption: "A256GCM",
            header: r#"{"alg":"ECDH-ES+A256KW","enc":"A256GCM","cty":"JWT"}"#,
        }),
        selective: &[],
    },
    Template {
        name: "sd-jwt-vc",
        title: "Verifiable credential (SD-JWT VC)",
        summary: "The issuer signs it once; its holder shows each verifier only what is needed",
        reference: "RFC 9901; draft-ietf-oauth-sd-jwt-vc",
        algorithms: PUBLIC_FIRST,
        notes: &[
            "The holder's public key goes into cnf: without it, anyone who has seen the credential can present it",
            "Each claim that can be withheld has its own disclosure; iss, vct and the times cannot be withheld",
        ],
        header: r#"{"alg":"ES256","typ":"dc+sd-jwt"}"#,
        claims: r#"{
  "iss": "https://issuer.example.com",
  "vct": "https://credentials.example.com/identity",
  "iat": $now,
  "exp": $now+31536000,
  "given_name": "Jane",
  "family_name": "Doe",
  "birthdate": "1990-01-31",
  "address": {
    "street_address": "1 Main St",
    "locality": "Anytown",
    "country": "US"
  },
  "nationalities": ["US", "DE"]
}"#,
        encryption: None,
        selective: &["given_name", "family_name", "birthdate", "/address", "/address/*", "/nationalities/*"],
    },
];

/// The template of this name.
pub fn find(name: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.name == name)
}

impl Template {
    /// Whether it is signed.
    pub const fn is_signed(&self) -> bool {
        !self.header.is_empty()
    }

    /// Fills in times, identifiers and keys.
    ///
    /// # Errors
    ///
    /// See [`TemplateError`].
    pub fn fill(&self, values: &TemplateValues<'_>) -> Result<Filled, TemplateError> {
        Ok(Filled {
            header: expand(self.header, values)?,
            claims: expand(self.claims, values)?,
            encryption_header: match &self.encryption {
                Some(encryption) => expand(encryption.header, values)?,
                None => String::new(),
            },
        })
    }
}

/// Replaces `$now`, `$now+N`, `$now-N`, `$uuid`, `$nonce`, `$ath` and `$jwk`.
fn expand(text: &str, values: &TemplateValues<'_>) -> Result<String, TemplateError> {
    let mut out = String::with_capacity(text.len() + 256);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        let name_len = after.bytes().take_while(u8::is_ascii_lowercase).count();
        let (name, tail) = after.split_at_checked(name_len).unwrap_or((after, ""));
        rest = tail;
        match name {
            "now" => {
                let signed = tail.starts_with(['+', '-']);
                let len = if signed { 1 + tail.bytes().skip(1).take_while(u8::is_ascii_digit).count() } else { 0 };
                let (distance, tail) = tail.split_at_checked(len).unwrap_or(("", tail));
                rest = tail;
                let distance: i64 = distance.parse().unwrap_or(0);
                out.push_str(&values.now.saturating_add(distance).to_string());
            }
            "uuid" => out.push_str(&new_uuid()?),
            // 122 random bits, with none of them in a fixed place.
            "nonce" => out.push_str(&base64url::encode(&digest::sha256(new_uuid()?.as_bytes())[..16])),
            "ath" => {
                let token = values.access_token.unwrap_or(EXAMPLE_ACCESS_TOKEN);
                out.push_str(&base64url::encode(&digest::sha256(token.as_bytes())));
            }
            "jwk" => {
                let key = values.key.ok_or(TemplateError::KeyNeeded)?;
                out.push_str(&jwk_text::public_text(&key.material).ok_or(TemplateError::KeyIsSecret)?);
            }
            _ => {
                out.push('$');
                out.push_str(name);
            }
        }
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::{TEMPLATES, TemplateError, TemplateValues, find};

    #[test]
    fn every_name_is_there_once_and_every_text_is_whole() {
        let mut seen = std::collections::HashSet::new();
        for template in TEMPLATES {
            assert!(seen.insert(template.name), "{}", template.name);
            assert_eq!(find(template.name), Some(template));
            assert_eq!(template.is_signed(), !template.algorithms.is_empty(), "{}", template.name);
            for text in template.notes.iter().chain([&template.summary, &template.title]) {
                assert!(!text.ends_with('.'), "{text}");
            }
        }
    }

    #[test]
    fn times_follow_now_and_identifiers_are_new() {
        let values = TemplateValues { now: 1_000_000, ..TemplateValues::default() };
        let fill = || find("cdn-grant").unwrap().fill(&values).unwrap();
        let (one, two) = (fill(), fill());
        let claims: serde_json::Value = serde_json::from_str(&one.claims).unwrap();
        assert_eq!((&claims["iat"], &claims["exp"]), (&1_000_000.into(), &1_000_300.into()));
        assert_ne!(one.claims, two.claims);
        let claims: serde_json::Value =
            serde_json::from_str(&find("id-token").unwrap().fill(&values).unwrap().claims).unwrap();
        assert_eq!(claims["auth_time"], 999_970);
    }

    /// RFC 9449 §7.1 prints the hash of its access token.
    #[test]
    fn a_proof_is_bound_to_its_access_token() {
        let dpop = find("dpop").unwrap();
        assert_eq!(dpop.fill(&TemplateValues::default()), Err(TemplateError::KeyNeeded));
        let expanded = super::expand("$ath", &TemplateValues::default()).unwrap();
        assert_eq!(expanded, "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo");
    }
}
