//! Test vectors for one's own verifier: what an attacker or a bug makes of a valid token, and what a correct verifier must
//! answer (RFC 8725, RFC 7515 §10, RFC 7519 §7.2).
//!
//! For keys that the person owns. Nothing is sent anywhere, and no private key is in the export.

use super::edit;
use super::edit::{NewValue, Position, quoted};
use crate::engine::crypto::{confusion, key_management, pkey, signature};
use crate::engine::ground::base64url;
use crate::engine::ground::json;
use crate::engine::ground::jwa;
use crate::engine::ground::jwa::{Curve, SignatureFamily, SignatureRow};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::jose::jws::Serialization;
use crate::engine::jose::layer::JoseObject;
use crate::engine::jose::parse::parse;
use crate::engine::key::{Jwk, KeyMaterial};
use crate::engine::key_file::jwk_text;
use std::borrow::Cow;

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
            Self::TooLong { length, limit } => write!(f, "the token has {length} bytes; variants are made of at most {limit}"),
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
            Forge::new(token, key.ok_or(TamperError::NotThisKey)?, now)?.run()
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

    /// CVE-2015-2951 and its many heirs.
    fn unsecured(&mut self) {
        let reference = "RFC 8725 §3.2; CVE-2015-2951";
        let why = "The verifier lets the token decide that it needs no signature";
        for (name, value) in [
            ("alg-none", "none"),
            ("alg-none-capital", "None"),
            ("alg-none-capitals", "NONE"),
            ("alg-none-mixed", "nOnE"),
        ] {
            let token = self.with_header(&self.with("alg", NewValue::Text(value)), b"");
            self.reject(name, format!("alg is \"{value}\" and the signature is empty"), why, reference, token);
        }
        let token = self.with_header(&self.with("alg", NewValue::Text("none")), &self.signature);
        self.reject("alg-none-signed", "alg is \"none\" and the old signature is kept", why, reference, token);
        let token = self.with_header(&self.with("alg", NewValue::Text("")), b"");
        self.reject("alg-empty", "alg is empty, and so is the signature", why, reference, token);
        if let Ok(edited) = edit::remove_member(&self.header, "alg", DEPTH) {
            let token = self.with_header(&edited.text, &self.signature);
            let why = "The verifier guesses an algorithm, although the header must name one";
            self.reject("alg-missing", "alg is removed", why, "RFC 7515 §4.1.1", token);
        }
    }

    fn algorithms(&mut self) {
        let name = self.row.name;
        let lower = name.to_ascii_lowercase();
        if let Some(token) = self.resigned_header(&self.with("alg", NewValue::Text(&lower))) {
            let why =
                "Algorithm names are case-sensitive; a case-insensitive comparison accepts names that are on no list";
            self.reject("alg-case", format!("alg is \"{lower}\", signed as {name}"), why, "RFC 7515 §4.1.1", token);
        }
        let other = match name {
            "HS256" => "HS512",
            "HS384" | "HS512" => "HS256",
            "RS256" => "PS256",
            "RS384" | "RS512" | "PS256" | "PS384" | "PS512" => "RS256",
            "ES256" => "ES384",
            "ES384" | "ES512" | "ES256K" | "EdDSA" | "Ed25519" | "Ed448" => "ES256",
            "ML-DSA-44" => "ML-DSA-65",
            _ => "ML-DSA-44",
        };
        let header = self.with("alg", NewValue::Text(other));
        if let Some(token) = self.resigned_header(&header) {
            let why =
                "The verifier does not use the algorithm that the header names, or accepts one that it should not";
            self.reject("alg-swapped", format!("alg is \"{other}\", signed as {name}"), why, "RFC 8725 §3.1", token);
        }
        // RS→HS: anyone who has the public key can make these.
        let header = self.with("alg", NewValue::Text("HS256"));
        for (writing, text) in confusion::public_key_texts(&self.key.material) {
            let Some(token) = self.forged(&header, "HS256", &KeyMaterial::Oct(SecretBytes::new(text))) else {
                continue;
            };
            let name = match writing {
                "its PEM text" => "hmac-public-key-pem",
                "its PEM text without the last line break" => "hmac-public-key-pem-trimmed",
                "its PKCS#1 PEM text" => "hmac-public-key-pkcs1",
                "its PKCS#1 PEM text without the last line break" => "hmac-public-key-pkcs1-trimmed",
                _ => "hmac-public-key-der",
            };
            let why = "The verifier uses the public key as an HMAC secret because the token says HS256";
            let title = format!("HS256 with the public key as the secret: {writing}");
            self.reject(name, title, why, "RFC 8725 §2.1; CVE-2015-9235", token);
        }
    }

    /// Keys that the attacker chooses.
    fn keys(&mut self) {
        let hs256 = self.with("alg", NewValue::Text("HS256"));
        let with_kid = |kid: &str| {
            edit::set_member(&hs256, "kid", NewValue::Text(kid), Position::Last, DEPTH).map(|edited| edited.text)
        };
        if let Ok(header) = with_kid("../../../../../../dev/null")
            && let Some(token) = self.forged(&header, "HS256", &KeyMaterial::Oct(SecretBytes::default()))
        {
            let why = "The verifier opens the file that kid names, and /dev/null yields an empty secret";
            let title = "kid is a path to an empty file; HS256 with the empty secret";
            self.reject("kid-path-traversal", title, why, "RFC 8725 §3.10", token);
        }
        if let Ok(header) = with_kid("x' UNION SELECT 'attacker' -- ")
            && let Some(token) = self.forged(&header, "HS256", &KeyMaterial::Oct(SecretBytes::from(&b"attacker"[..])))
        {
            let why = "The verifier puts kid into an SQL query, and the attacker's text becomes the secret";
            let title = "kid is an SQL injection; HS256 with the secret that it selects";
            self.reject("kid-sql-injection", title, why, "RFC 8725 §3.10", token);
        }
        if let Ok(fresh) = pkey::ephemeral(Curve::P256)
            && let Some(jwk) = jwk_text::public_text(&fresh)
        {
            let es256 = self.with("alg", NewValue::Text("ES256"));
            let with = |name: &str, value: NewValue<'_>| {
                edit::set_member(&es256, name, value, Position::Last, DEPTH).map(|edited| edited.text)
            };
            let chosen = "The verifier uses the key in the very token that it verifies";
            if let Ok(header) = with("jwk", NewValue::Json(&jwk))
                && let Some(token) = self.forged(&header, "ES256", &fresh)
            {
                let title = "Signed with a new key, which is in the header (jwk)";
                self.reject("embedded-jwk", title, chosen, "RFC 8725 §3.10; CVE-2018-0114", token);
            }
            for name in ["jku", "x5u"] {
                let address = NewValue::Text("https://attacker.invalid/keys");
                if let Ok(header) = with(name, address)
                    && let Some(token) = self.forged(&header, "ES256", &fresh)
                {
                    let why = "The verifier fetches keys from wherever the token says";
                    let title = format!("Signed with a new key; {name} points to the attacker's server");
                    self.reject(name, title, why, "RFC 8725 §3.10", token);
                }
            }
        }
        let other = match &self.key.material {
            KeyMaterial::Ec { curve, .. } if curve.row().agrees => pkey::ephemeral(*curve).ok(),
            KeyMaterial::Oct(secret) => {
                key_management::random(secret.len().max(32)).ok().map(|bytes| KeyMaterial::Oct(SecretBytes::new(bytes)))
            }
            _ => None,
        };
        if let Some(other) = other
            && let Some(token) = self.forged(&self.header, self.row.name, &other)
        {
            let why = "The verifier does not verify the signature at all";
            self.reject("another-key", "Signed with a new key of the same kind", why, "RFC 7515 §5.2", token);
        }
    }

    fn header_rules(&mut self) {
        let unknown = self.with("crit", NewValue::Json(r#"["urn:example:unknown"]"#));
        let unknown = edit::set_member(&unknown, "urn:example:unknown", NewValue::Json("true"), Position::Last, DEPTH);
        if let Ok(edited) = unknown
            && let Some(token) = self.resigned_header(&edited.text)
        {
            let why = "The verifier ignores crit, and with it what the signer declared mandatory";
            let title = "crit requires an unknown extension; re-signed";
            self.reject("crit-unknown", title, why, "RFC 7515 §4.1.11; CVE-2026-32597", token);
        }
        if let Some(token) = self.resigned_header(&self.with("crit", NewValue::Json("[]"))) {
            let why = "crit must not be empty; a verifier that accepts it does not check crit";
            self.reject("crit-empty", "crit is an empty list; re-signed", why, "RFC 7515 §4.1.11", token);
        }
        if let Some(token) = self.resigned_header(&self.with("crit", NewValue::Json(r#"["exp"]"#))) {
            let why = "crit names a parameter that is not in the header";
            let title = "crit names a missing parameter; re-signed";
            self.reject("crit-absent", title, why, "RFC 7515 §4.1.11", token);
        }
        let twice = self.header.replacen('{', &format!("{{{}:{},", quoted("alg"), quoted("none")), 1);
        if let Some(token) = self.resigned_header(&twice) {
            let why = "Parsers disagree on which duplicate wins: verification and use may see different values";
            let title = "alg appears twice, \"none\" first; re-signed";
            self.add("alg-twice", title, why, "RFC 7515 §4", Expected::RejectOrUseLast, token);
        }
        let token = self.with_header(&self.with("x-added", NewValue::Json("1")), &self.signature);
        let why = "The verifier does not verify the signature over the header as received";
        self.reject(
            "header-changed",
            "A member is added to the header; the signature is kept",
            why,
            "RFC 7515 §5.2",
            token,
        );
    }

    fn signatures(&mut self) {
        let (header, payload) = (self.header_part, self.payload_part);
        let whole = |signature: &[u8]| format!("{header}.{payload}.{}", base64url::encode(signature));
        let unchecked = "The verifier does not verify the signature at all, or treats a missing one as valid";
        self.reject("signature-stripped", "The signature is empty", unchecked, "RFC 7515 §5.2", whole(b""));
        let token = format!("{header}.{payload}");
        self.reject(
            "signature-missing",
            "Two parts: the signature and its dot are removed",
            unchecked,
            "RFC 7515 §3.1",
            token,
        );
        let mut flipped = self.signature.clone();
        let middle = flipped.len() / 2;
        if let Some(byte) = flipped.get_mut(middle) {
            *byte ^= 1;
        }
        self.reject(
            "signature-flipped",
            "One bit of the signature is flipped",
            unchecked,
            "RFC 7515 §5.2",
            whole(&flipped),
        );
        let mut short = self.signature.clone();
        short.pop();
        let why = "The verifier compares only as many bytes as it is given";
        self.reject("signature-truncated", "The signature is one byte short", why, "RFC 7515 §5.2", whole(&short));
        let mut long = self.signature.clone();
        long.push(0);
        let why = "The verifier ignores data after the signature";
        self.reject(
            "signature-extended",
            "A zero byte is added after the signature",
            why,
            "RFC 7515 §5.2",
            whole(&long),
        );
        if self.row.family == SignatureFamily::Ecdsa {
            let zero = vec![0; self.signature.len()];
            let why =
                "The verifier does not check that r and s are above zero: this \"psychic signature\" fits every text";
            self.reject("signature-psychic", "r and s are zero", why, "CVE-2022-21449", whole(&zero));
            let why = "JOSE concatenates r and s; a verifier that also accepts ASN.1 accepts two texts for one token";
            let der = der(&self.signature);
            self.reject("signature-der", "The signature is in ASN.1 (DER)", why, "RFC 7518 §3.4", whole(&der));
        }
        if let Some(claims) = &self.claims {
            let added = edit::set_member(claims, "admin", NewValue::Json("true"), Position::Last, DEPTH);
            if let Ok(added) = added {
                let token = self.token(&self.header, &added.text, &self.signature);
                let title = "\"admin\":true is added to the claims; the signature is kept";
                self.reject("claims-changed", title, unchecked, "RFC 7515 §5.2", token);
            }
        }
    }

    fn encoding(&mut self) {
        let (header, payload, signature) = (self.header_part, self.payload_part, self.signature_part);
        let why = "Several texts for one token defeat deny lists and caches; JOSE allows one form of base64url";
        let reference = "RFC 7515 §2; RFC 4648 §3.5";
        if let Some(other) = with_trailing_bits(signature) {
            let title = "The unused bits in the last character of the signature are not zero";
            self.reject("base64url-trailing-bits", title, why, reference, format!("{header}.{payload}.{other}"));
        }
        let padding = match signature.len() % 4 {
            2 => "==",
            _ => "=",
        };
        self.reject(
            "base64url-padded",
            "The signature is padded with =",
            why,
            "RFC 7515 §2",
            format!("{header}.{payload}.{signature}{padding}"),
        );
        let standard = signature.replace('-', "+").replace('_', "/");
        if standard != signature {
            let title = "The signature is in standard base64";
            self.reject("base64-alphabet", title, why, "RFC 7515 §2", format!("{header}.{payload}.{standard}"));
        }
        let (start, end) = signature.split_at_checked(signature.len() / 2).unwrap_or((signature, ""));
        self.reject(
            "base64url-line-break",
            "There is a line break inside the signature",
            why,
            "RFC 7515 §2",
            format!("{header}.{payload}.{start}\n{end}"),
        );
        let why = "The verifier splits at dots and reads only the first three parts";
        self.reject("fourth-part", "A fourth part is added", why, "RFC 7515 §5.2", format!("{}.AAAA", self.token));
    }

    fn claims(&mut self) {
        let Some(claims) = self.claims.clone() else { return };
        let set = |name: &str, value: &str| {
            let edited = edit::set_member(&claims, name, NewValue::Json(value), Position::Last, DEPTH);
            edited.ok().map(|edited| edited.text)
        };
        let document = json::scan(claims.as_bytes(), DEPTH);
        let has = |name: &str| document.object().is_some_and(|object| object.get(name).is_some());
        let mut variants: Vec<(&'static str, &'static str, &'static str, &'static str, Option<String>)> = vec![
            (
                "expired",
                "Expired an hour ago; re-signed",
                "The verifier does not check exp",
                "RFC 7519 §4.1.4",
                set("exp", &self.now.saturating_sub(3600).to_string()),
            ),
            (
                "exp-now",
                "exp is the current second; re-signed",
                "A token must not be accepted on or after exp",
                "RFC 7519 §4.1.4",
                set("exp", &self.now.to_string()),
            ),
            (
                "exp-text",
                "exp is a string; re-signed",
                "A time that is not a number must not be ignored",
                "RFC 7519 §2; CVE-2026-25537",
                set("exp", &quoted(&self.now.saturating_add(3600).to_string())),
            ),
            (
                "not-yet",
                "nbf is an hour from now; re-signed",
                "The verifier does not check nbf",
                "RFC 7519 §4.1.5",
                set("nbf", &self.now.saturating_add(3600).to_string()),
            ),
        ];
        if has("aud") {
            variants.push((
                "wrong-audience",
                "aud is another service; re-signed",
                "The verifier accepts tokens that are meant for others",
                "RFC 7519 §4.1.3; RFC 8725 §3.9",
                set("aud", "\"https://another-service.invalid\""),
            ));
        }
        if has("iss") {
            variants.push((
                "wrong-issuer",
                "iss is another issuer; re-signed",
                "The verifier does not bind the key to its issuer",
                "RFC 7519 §4.1.1; RFC 8725 §3.8",
                set("iss", "\"https://another-issuer.invalid\""),
            ));
        }
        for (name, title, why, reference, text) in variants {
            if let Some(token) = text.and_then(|text| self.resigned_claims(&text)) {
                self.add(name, title, why, reference, Expected::RejectClaims, token);
            }
        }
        // The original's value stays the last, so that who uses the last sees what was signed before.
        let name = if has("sub") { "sub" } else { "jotsmith" };
        let once = if has(name) { Some(claims.clone()) } else { set(name, "\"last\"") };
        let twice = once.map(|once| once.replacen('{', &format!("{{{}:{},", quoted(name), quoted("first")), 1));
        if let Some(token) = twice.and_then(|text| self.resigned_claims(&text)) {
            let why = "Parsers disagree on which duplicate wins: one service may check the first, and the next use the second";
            let title = format!("{name} appears twice; re-signed");
            self.add("claim-twice", title, why, "RFC 7519 §4", Expected::RejectOrUseLast, token);
        }
        if let Some(token) = claims.strip_suffix('}').and_then(|cut| self.resigned_claims(cut)) {
            let why = "Invalid JSON is not a claims set; a lenient parser may see other claims";
            self.add(
                "claims-broken",
                "The last brace is removed; re-signed",
                why,
                "RFC 7519 §7.2",
                Expected::RejectClaims,
                token,
            );
        }
    }
}

/// The same bytes, but with a bit in the last character that must be zero; `None` where there is no such bit.
fn with_trailing_bits(part: &str) -> Option<String> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    if !matches!(part.len() % 4, 2 | 3) {
        return None;
    }
    let (start, last) = part.split_at_checked(part.len() - 1)?;
    let value = ALPHABET.iter().position(|character| last.as_bytes().first() == Some(character))?;
    let other = ALPHABET.get(value | 1).filter(|_| value & 1 == 0)?;
    Some(format!("{start}{}", char::from(*other)))
}

/// r‖s as `SEQUENCE { INTEGER, INTEGER }` (RFC 3279 §2.2.3).
fn der(signature: &[u8]) -> Vec<u8> {
    fn integer(bytes: &[u8]) -> Vec<u8> {
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count().min(bytes.len().saturating_sub(1));
        let mut number = bytes.get(zeros..).unwrap_or_default().to_vec();
        if number.first().is_none_or(|first| *first >= 0x80) {
            number.insert(0, 0);
        }
        element(0x02, &number)
    }
    fn element(tag: u8, content: &[u8]) -> Vec<u8> {
        // At most 2 × 68 bytes: P-521 is the longest curve.
        let len = u8::try_from(content.len()).unwrap_or(u8::MAX);
        let mut out = if len < 0x80 { vec![tag, len] } else { vec![tag, 0x81, len] };
        out.extend_from_slice(content);
        out
    }
    let (r, s) = signature.split_at_checked(signature.len() / 2).unwrap_or((signature, &[]));
    element(0x30, &[integer(r), integer(s)].concat())
}

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
