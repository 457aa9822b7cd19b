//! What a text may be that was taken for a shared secret because nothing else is known of it.

use crate::engine::ground::jwa::Curve;

/// What else it may be than a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Likeness {
    /// A key that is written as nothing but its bytes.
    Raw { bytes: usize, kind: RawKind },
    /// The hash of a key or certificate, by the name of the hash.
    Fingerprint(&'static str),
    /// What stands where a secret was to be put.
    Placeholder,
    /// The same text, read otherwise.
    OtherReading,
}

/// How a key is written as its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RawKind {
    /// The public key of an OKP curve (RFC 8032 §5.1.5, §5.2.5).
    Public(Curve),
    /// Both coordinates of a point, without the byte in front of them.
    Coordinates(Curve),
    /// One coordinate, and the sign of the other (SEC 1 §2.3.3).
    Compressed(Curve),
    /// The private number of an EC key, or the private key of an OKP curve.
    Private(Curve),
}

/// The hash whose value is written like this, as certificates and keys are known by: `A1:B2:…`, `SHA256:…`.
pub(crate) fn fingerprint(text: &str) -> Option<&'static str> {
    let text = text.trim();
    if let Some(base64) = text.strip_prefix("SHA256:") {
        let is_one = base64.trim_end_matches('=').len() == 43
            && base64.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='));
        return is_one.then_some("SHA-256");
    }
    let behind = ["SHA1 Fingerprint=", "SHA256 Fingerprint=", "sha1 Fingerprint=", "sha256 Fingerprint=", "MD5:"];
    let digits = behind.iter().find_map(|front| text.strip_prefix(front)).unwrap_or(text);
    let is_byte = |pair: &str| pair.len() == 2 && pair.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !digits.split(':').all(is_byte) {
        return None;
    }
    match digits.split(':').count() {
        16 => Some("MD5"),
        20 => Some("SHA-1"),
        32 => Some("SHA-256"),
        48 => Some("SHA-384"),
        64 => Some("SHA-512"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn a_fingerprint_is_known_by_its_length() {
        let of = |count: usize| vec!["a1"; count].join(":");
        for (count, name) in [
            (16, Some("MD5")),
            (20, Some("SHA-1")),
            (32, Some("SHA-256")),
            (64, Some("SHA-512")),
            (21, None),
            (1, None),
        ] {
            assert_eq!(fingerprint(&of(count)), name, "{count}");
        }
        assert_eq!(fingerprint("SHA256:uNiVztksCsDhcc0u9e8BrrhpB9SgVoaApkDPpCI7G38"), Some("SHA-256"));
        for other in ["SHA256:short", "a1b2", "correct:horse", ""] {
            assert_eq!(fingerprint(other), None, "{other}");
        }
    }
}
