//! How a token opens: a first part that is base64url of a JSON object, and what that object says.

use super::alphabet::is_core;
use crate::engine::ground::{base64url, json};

/// What the first part of a token says, as far as it can be read.
#[derive(Clone, Debug, Default)]
pub(super) struct Opening {
    /// It is a complete JSON object.
    pub(super) complete: bool,
    /// `alg`.
    pub(super) algorithm: Option<String>,
    /// `enc`.
    pub(super) content_encryption: Option<String>,
    /// `typ`, in lower case.
    pub(super) media_type: Option<String>,
    /// `b64` is false (RFC 7797 §3).
    pub(super) unencoded: bool,
}

/// Lengths in characters of the last part that an algorithm allows.
pub(super) struct LastPart {
    /// Ascending.
    pub(super) lengths: &'static [usize],
    /// Whether the key decides which of them it is.
    pub(super) by_key: bool,
}

impl Opening {
    /// Reads the first part.
    pub(super) fn read(part: &str, depth: usize) -> Self {
        let document = json::scan(base64url::decode(part).bytes, depth);
        let Some(root) = document.root().filter(|root| root.kind() == json::Kind::Object) else {
            return Self::default();
        };
        let text = |name: &str| root.get(name).and_then(json::Value::as_str).map(|value| value.into_owned());
        Self {
            complete: document.is_complete(),
            algorithm: text("alg"),
            content_encryption: text("enc"),
            media_type: text("typ").map(|value| value.to_ascii_lowercase()),
            unencoded: root.get("b64").and_then(json::Value::as_bool) == Some(false),
        }
    }

    /// How many dots the token has when it is whole: two in a JWS, four in a JWE (RFC 7516 §9).
    pub(super) fn dots(&self) -> usize {
        if self.content_encryption.is_some() { 4 } else { 2 }
    }

    /// Whether this is the header of a JOSE object and not just some JSON.
    pub(super) fn is_jose(&self) -> bool {
        self.algorithm.is_some() || self.content_encryption.is_some()
    }

    /// How long the signature or the tag is; `None` for an algorithm that is not known.
    pub(super) fn last_part(&self) -> Option<LastPart> {
        let fixed = |lengths| Some(LastPart { lengths, by_key: false });
        match self.content_encryption.as_deref() {
            Some("A128GCM" | "A192GCM" | "A256GCM" | "A128CBC-HS256") => return fixed(&[22]),
            Some("A192CBC-HS384") => return fixed(&[32]),
            Some("A256CBC-HS512") => return fixed(&[43]),
            Some(_) => return None,
            None => {}
        }
        match self.algorithm.as_deref()? {
            "none" => fixed(&[0]),
            "HS256" => fixed(&[43]),
            "HS384" => fixed(&[64]),
            "HS512" => fixed(&[86]),
            "ES256" | "ES256K" | "EdDSA" | "Ed25519" => fixed(&[86]),
            "ES384" => fixed(&[128]),
            "ES512" => fixed(&[176]),
            "Ed448" => fixed(&[152]),
            "ML-DSA-44" => fixed(&[3227]),
            "ML-DSA-65" => fixed(&[4412]),
            "ML-DSA-87" => fixed(&[6170]),
            // A modulus of 1,024, 2,048, 3,072, 4,096, 6,144 or 8,192 bits.
            "RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512" => {
                Some(LastPart { lengths: &[171, 342, 512, 683, 1024, 1366], by_key: true })
            }
            _ => None,
        }
    }
}

/// Whether `text` starts as base64url of a JSON object does: `{`, then blanks, then a quote or the end.
///
/// `{"` gives `eyI`…`eyL` (nearly always `eyJ`), `{ ` gives `eyA`…, a line break `ewo` or `ew0`, a tab `ewk`, `{}` `e30`.
pub(super) fn starts(text: &str) -> bool {
    let bytes = text.as_bytes();
    let possible = matches!(
        bytes,
        [b'e', b'y', b'A'..=b'D' | b'I'..=b'L', ..] | [b'e', b'w', b'o' | b'0' | b'k', ..] | [b'e', b'3', b'0', ..]
    );
    if !possible {
        return false;
    }
    let length = bytes.iter().take(12).take_while(|&&byte| is_core(byte)).count();
    let decoded = base64url::decode(&text[..length]).bytes;
    let Some(inside) = decoded.strip_prefix(b"{") else { return false };
    match inside.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n')) {
        Some(b'"' | b'}') => true,
        Some(_) => false,
        // Blanks only, as far as was read: a header can open with a deep indentation.
        None => length >= 3,
    }
}

/// Whether `text` starts as a token does whose letters have all become small, or all capital.
pub(super) fn starts_without_case(text: &str) -> bool {
    text.starts_with("eyj") || text.starts_with("EYJ")
}

/// Whether base64url `text` ends with the byte `}`: only then can it be a complete object.
pub(super) fn ends_object(text: &str) -> bool {
    let text = text.trim_end_matches('=');
    let tail = match text.len() % 4 {
        0 => text.len().saturating_sub(4),
        rest => text.len() - rest,
    };
    text.get(tail..).is_some_and(|tail| {
        base64url::decode(tail).bytes.iter().rfind(|byte| !byte.is_ascii_whitespace()) == Some(&b'}')
    })
}
