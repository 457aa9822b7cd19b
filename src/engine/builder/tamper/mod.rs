//! Test vectors for one's own verifier: what an attacker or a bug makes of a valid token, and what a correct verifier must
//! answer (RFC 8725, RFC 7515 §10, RFC 7519 §7.2).
//!
//! For keys that the person owns. Nothing is sent anywhere, and no private key is in the export.

mod variant;

use super::edit::{self, NewValue, Position};
use crate::engine::crypto::signature;
use crate::engine::ground::jwa::{self, SignatureFamily, SignatureRow};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::{base64url, json};
use crate::engine::jose::jws::Serialization;
use crate::engine::jose::layer::JoseObject;
use crate::engine::jose::parse::parse;
use crate::engine::key::{Jwk, KeyMaterial};
use crate::engine::key_file::jwk_text;
use crate::engine::text::words::grouped;
use std::borrow::Cow;
use variant::with_trailing_bits;

/// What a correct verifier must answer, with the one key that made the token and the expectations of the export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Expected {
    /// It is good: the control.
    Accept,
    /// It must be rejected, whatever the claims say.
    Reject,
    /// The signature is right, the claims must be refused at the export's time.
    RejectClaims,
    /// The standard leaves two answers: reject, or use the last of two values (RFC 7519 §4).
    RejectOrUseLast,
}

impl Expected {
    /// The word of the export.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::RejectClaims => "reject-claims",
            Self::RejectOrUseLast => "reject-or-use-last",
        }
    }
}

/// One variant of the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Stable, `kebab-case`.
    pub name: Cow<'static, str>,
    pub title: Cow<'static, str>,
    /// What a verifier that accepts it does wrong.
    pub why: &'static str,
    /// Where the standard or an advisory says so.
    pub reference: &'static str,
    /// What a correct verifier must answer.
    pub expected: Expected,
    pub token: String,
}

/// The variants, and what the verifier is to be told.
#[derive(Clone, Debug)]
pub struct TamperSet {
    /// The token as it was.
    pub original: String,
    /// The one algorithm that the verifier accepts.
    pub algorithm: String,
    /// The time at which the verifier judges, in seconds since 1970.
    pub now: i64,
    /// `iss` of the original: what the verifier expects.
    pub issuer: Option<String>,
    /// `aud` of the original, the first: what the verifier expects.
    pub audience: Option<String>,
    /// The public half of the key as a JWK; `None` for a shared secret.
    pub public_key: Option<String>,
    /// The variants, the control first.
    pub variants: Vec<Variant>,
}

/// Why there are no variants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TamperError {
    /// Only compact tokens, signed or encrypted, are varied; no SD-JWT, and none with an unencoded payload.
    NotCompact,
    /// Forty variants of a token this long are of no use to anybody.
    TooLong {
        /// Bytes that it has.
        length: usize,
        /// Bytes that are varied.
        limit: usize,
    },
    /// A signed token without a key: whether it is good, and so what its variants are worth, is unknown.
    NoKey,
    /// The key is not the one that made the token, so that every variant would be rejected for that alone.
    NotThisKey,
    /// The token's algorithm makes no signature, or is not computed here.
    Algorithm(String),
}

impl std::fmt::Display for TamperError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotCompact => f.write_str(
                "only compact tokens without disclosures have variants: choose Compact, and let the holder withhold nothing",
            ),
            Self::TooLong { length, limit } => {
                let (length, limit) = (grouped(*length as u128), grouped(*limit as u128));
                write!(f, "the token has {length} bytes; variants are made of at most {limit}")
            }
            Self::NoKey => f.write_str("a signed token has variants only with the key that made it, or its public half"),
            Self::NotThisKey => f.write_str("the key did not make this token, so every variant would be rejected anyway"),
            Self::Algorithm(name) => write!(f, "{} makes no signature to vary", name.escape_debug()),
        }
    }
}

impl std::error::Error for TamperError {}

/// Makes every variant of a compact token that can be made. With the public half alone, those that have to be signed anew
/// are left out; a JWE is varied without its key.
///
/// # Errors
///
/// See [`TamperError`].
pub fn tamper(token: &str, key: Option<&Jwk>, now: i64) -> Result<TamperSet, TamperError> {
    let token = token.trim();
    if token.len() > LONGEST {
        return Err(TamperError::TooLong { length: token.len(), limit: LONGEST });
    }
    if token.contains('~') {
        return Err(TamperError::NotCompact);
    }
    match parse(token, &Limits::DEFAULT).object {
        JoseObject::Jws(jws) if jws.serialization == Serialization::Compact => {
            Forge::new(token, key.ok_or(TamperError::NoKey)?, now)?.run()
        }
        JoseObject::Jwe(jwe) if jwe.serialization == Serialization::Compact => Ok(tamper_jwe(token, now)),
        _ => Err(TamperError::NotCompact),
    }
}

impl TamperSet {
    /// The set as JSON test vectors. No private key is in it.
    pub fn to_json(&self) -> String {
        let variants: Vec<serde_json::Value> = self
            .variants
            .iter()
            .map(|variant| {
                serde_json::json!({
                    "name": variant.name,
                    "title": variant.title,
                    "expected": variant.expected.word(),
                    "why": variant.why,
                    "reference": variant.reference,
                    "token": variant.token,
                })
            })
            .collect();
        let key: Option<serde_json::Value> = self.public_key.as_deref().and_then(|key| serde_json::from_str(key).ok());
        let export = serde_json::json!({
            "format": "jotsmith-tamper-1",
            "verifier": {
                "algorithm": self.algorithm,
                "key": key,
                "now": self.now,
                "issuer": self.issuer,
                "audience": self.audience,
            },
            "original": self.original,
            "variants": variants,
        });
        serde_json::to_string_pretty(&export).unwrap_or_default()
    }
}

/// The original's texts, and the variants so far.
struct Forge<'a> {
    now: i64,
    key: &'a Jwk,
    row: &'static SignatureRow,
    token: &'a str,
    header_part: &'a str,
    payload_part: &'a str,
    signature_part: &'a str,
    header: String,
    /// Only where it is a JSON object.
    claims: Option<String>,
    signature: Vec<u8>,
    variants: Vec<Variant>,
}

/// Bytes of the longest token that is varied.
const LONGEST: usize = 256 * 1024;
const DEPTH: usize = Limits::DEFAULT.json_depth;

impl<'a> Forge<'a> {
    fn new(token: &'a str, key: &'a Jwk, now: i64) -> Result<Self, TamperError> {
        let mut parts = token.split('.');
        let (Some(header_part), Some(payload_part), Some(signature_part)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(TamperError::NotCompact);
        };
        let header = String::from_utf8(base64url::decode(header_part).bytes).map_err(|_| TamperError::NotCompact)?;
        let document = json::scan(header.as_bytes(), DEPTH);
        let object = document.object().ok_or(TamperError::NotCompact)?;
        let name = object.get("alg").and_then(|alg| alg.as_str()).unwrap_or_default();
        let row = jwa::signature::find(&name).filter(|row| row.family != SignatureFamily::Unsecured);
        let row = row.ok_or_else(|| TamperError::Algorithm(name.chars().take(40).collect()))?;
        // An unencoded payload is not base64url, and its variants would be others.
        if object.get("b64").is_some() {
            return Err(TamperError::NotCompact);
        }
        let signature = base64url::decode(signature_part).bytes;
        let message = format!("{header_part}.{payload_part}");
        signature::verify(row, &key.material, message.as_bytes(), &signature).map_err(|_| TamperError::NotThisKey)?;
        let payload = base64url::decode(payload_part).bytes;
        let is_object = json::scan(payload.as_slice(), DEPTH).object().is_some();
        let claims = String::from_utf8(payload).ok().filter(|_| is_object);
        Ok(Self {
            now,
            key,
            row,
            token,
            header_part,
            payload_part,
            signature_part,
            header,
            claims,
            signature,
            variants: Vec::new(),
        })
    }

    fn run(mut self) -> Result<TamperSet, TamperError> {
        let token = self.token.to_owned();
        let why = "Nothing was changed: a verifier that rejects this is too strict or expects something else";
        self.add("original", "The token, unchanged", why, "", Expected::Accept, token);
        self.unsecured();
        self.algorithms();
        self.keys();
        self.header_rules();
        self.signatures();
        self.encoding();
        self.claims();
        let text = |name: &str| {
            let claims = self.claims.as_deref()?;
            let document = json::scan(claims.as_bytes(), DEPTH);
            let value = document.object()?.get(name)?;
            let first = value.as_str().or_else(|| value.children().next()?.as_str());
            first.map(Cow::into_owned)
        };
        Ok(TamperSet {
            original: self.token.to_owned(),
            algorithm: self.row.name.to_owned(),
            now: self.now,
            issuer: text("iss"),
            audience: text("aud"),
            public_key: jwk_text::public_text(&self.key.material),
            variants: self.variants,
        })
    }

    fn add(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        title: impl Into<Cow<'static, str>>,
        why: &'static str,
        reference: &'static str,
        expected: Expected,
        token: String,
    ) {
        self.variants.push(Variant { name: name.into(), title: title.into(), why, reference, expected, token });
    }

    fn reject(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        title: impl Into<Cow<'static, str>>,
        why: &'static str,
        reference: &'static str,
        token: String,
    ) {
        self.add(name, title, why, reference, Expected::Reject, token);
    }

    /// The header with a member set to JSON text; the text as it was where that fails, which it cannot for an object.
    fn with(&self, name: &str, value: NewValue<'_>) -> String {
        edit::set_member(&self.header, name, value, Position::Last, DEPTH)
            .map_or_else(|_| self.header.clone(), |edited| edited.text)
    }

    /// Header and payload with this signature.
    fn token(&self, header: &str, payload: &str, signature: &[u8]) -> String {
        let header = base64url::encode(header.as_bytes());
        let payload = base64url::encode(payload.as_bytes());
        format!("{header}.{payload}.{}", base64url::encode(signature))
    }

    fn with_header(&self, header: &str, signature: &[u8]) -> String {
        let header = base64url::encode(header.as_bytes());
        format!("{header}.{}.{}", self.payload_part, base64url::encode(signature))
    }

    /// Signed anew with the token's own key and algorithm, whatever the header says; `None` with a public key.
    fn resigned(&self, header_part: &str, payload_part: &str) -> Option<String> {
        let message = format!("{header_part}.{payload_part}");
        let made = signature::sign(self.row, &self.key.material, message.as_bytes()).ok()?;
        Some(format!("{message}.{}", base64url::encode(&made)))
    }

    fn resigned_header(&self, header: &str) -> Option<String> {
        self.resigned(&base64url::encode(header.as_bytes()), self.payload_part)
    }

    fn resigned_claims(&self, claims: &str) -> Option<String> {
        self.resigned(self.header_part, &base64url::encode(claims.as_bytes()))
    }

    /// Signed with another key and algorithm.
    fn forged(&self, header: &str, algorithm: &str, key: &KeyMaterial) -> Option<String> {
        let message = format!("{}.{}", base64url::encode(header.as_bytes()), self.payload_part);
        let made = signature::sign(jwa::signature::find(algorithm)?, key, message.as_bytes()).ok()?;
        Some(format!("{message}.{}", base64url::encode(&made)))
    }
}

/// CVE-2015-2951 and its many heirs.
/// A JWE: every part is authenticated, so every change must be refused.
fn tamper_jwe(token: &str, now: i64) -> TamperSet {
    let parts: Vec<&str> = token.split('.').collect();
    let decoded: Vec<Vec<u8>> = parts.iter().map(|part| base64url::decode(part).bytes).collect();
    let header = decoded.first().and_then(|bytes| String::from_utf8(bytes.clone()).ok()).unwrap_or_default();
    let document = json::scan(header.as_bytes(), DEPTH);
    let text = |name: &str| document.object().and_then(|object| object.get(name)?.as_str()).unwrap_or_default();
    let algorithm = format!("{} {}", text("alg"), text("enc"));
    let with_part = |index: usize, bytes: &[u8]| {
        let part = |(at, part): (usize, &&str)| if at == index { base64url::encode(bytes) } else { (*part).to_owned() };
        parts.iter().enumerate().map(part).collect::<Vec<_>>().join(".")
    };
    let mut variants = vec![Variant {
        name: "original".into(),
        title: "The token, unchanged".into(),
        why: "Nothing was changed: a recipient that rejects this is too strict or has another key",
        reference: "",
        expected: Expected::Accept,
        token: token.to_owned(),
    }];
    let mut reject = |name: &'static str, title: &'static str, why, reference, token| {
        variants.push(Variant {
            name: name.into(),
            title: title.into(),
            why,
            reference,
            expected: Expected::Reject,
            token,
        });
    };
    let flips = [
        ("header-flipped", "One bit of the header is flipped"),
        ("encrypted-key-flipped", "One bit of the encrypted key is flipped"),
        ("iv-flipped", "One bit of the IV is flipped"),
        ("ciphertext-flipped", "One bit of the ciphertext is flipped"),
        ("tag-flipped", "One bit of the tag is flipped"),
    ];
    for (index, (name, title)) in flips.into_iter().enumerate() {
        let Some(mut bytes) = decoded.get(index).filter(|bytes| !bytes.is_empty()).cloned() else { continue };
        let middle = bytes.len() / 2;
        if let Some(byte) = bytes.get_mut(middle) {
            *byte ^= 1;
        }
        let why = "The recipient does not check the authentication tag";
        reject(name, title, why, "RFC 7516 §5.2", with_part(index, &bytes));
    }
    if let Some(tag) = decoded.get(4) {
        let why =
            "The recipient compares only as many bytes of the tag as it is given: one byte is guessed in 256 tries";
        reject(
            "tag-truncated",
            "The tag is one byte long",
            why,
            "RFC 7518 §5",
            with_part(4, tag.get(..1).unwrap_or(tag)),
        );
        reject("tag-empty", "The tag is empty", why, "RFC 7518 §5", with_part(4, b""));
    }
    if let Ok(edited) =
        edit::set_member(&header, "crit", NewValue::Json(r#"["urn:example:unknown"]"#), Position::Last, DEPTH)
    {
        let why = "The header is authenticated, and crit must be obeyed";
        reject(
            "header-changed",
            "crit is added to the header",
            why,
            "RFC 7516 §4.1.13",
            with_part(0, edited.text.as_bytes()),
        );
    }
    if let Some(other) = parts.get(4).and_then(|tag| with_trailing_bits(tag)) {
        let mut changed: Vec<&str> = parts.clone();
        if let Some(last) = changed.get_mut(4) {
            *last = &other;
        }
        let why = "Several texts for one token defeat deny lists and caches; JOSE allows one form of base64url";
        let title = "The unused bits in the last character of the tag are not zero";
        reject("base64url-trailing-bits", title, why, "RFC 7515 §2; RFC 4648 §3.5", changed.join("."));
    }
    TamperSet { original: token.to_owned(), algorithm, now, issuer: None, audience: None, public_key: None, variants }
}
