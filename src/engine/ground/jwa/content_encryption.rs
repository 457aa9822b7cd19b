//! Content encryption algorithms (RFC 7518 §5).

#[derive(Debug, PartialEq, Eq)]
pub struct ContentEncryptionRow {
    /// The `enc` value.
    pub name: &'static str,
    /// Bytes of the content encryption key.
    pub key_len: usize,
    /// Bytes of the initialization vector: 12 for GCM, 16 for CBC.
    pub iv_len: usize,
    /// Bytes of the authentication tag.
    pub tag_len: usize,
    /// AES-CBC with HMAC rather than AES-GCM.
    pub is_cbc_hmac: bool,
    /// IANA's "JOSE Implementation Requirements".
    pub requirement: &'static str,
    pub reference: &'static str,
}

const fn row(
    name: &'static str,
    key_len: usize,
    iv_len: usize,
    tag_len: usize,
    is_cbc_hmac: bool,
    requirement: &'static str,
    reference: &'static str,
) -> ContentEncryptionRow {
    ContentEncryptionRow { name, key_len, iv_len, tag_len, is_cbc_hmac, requirement, reference }
}

/// name, key bytes, IV bytes, tag bytes, CBC-HMAC, IANA requirement, reference
pub static CONTENT_ENCRYPTION_ALGORITHMS: &[ContentEncryptionRow] = &[
    row("A128CBC-HS256", 32, 16, 16, true, "Required", "RFC 7518 §5.2.3"),
    row("A192CBC-HS384", 48, 16, 24, true, "Optional", "RFC 7518 §5.2.4"),
    row("A256CBC-HS512", 64, 16, 32, true, "Required", "RFC 7518 §5.2.5"),
    row("A128GCM", 16, 12, 16, false, "Recommended", "RFC 7518 §5.3"),
    row("A192GCM", 24, 12, 16, false, "Optional", "RFC 7518 §5.3"),
    row("A256GCM", 32, 12, 16, false, "Recommended", "RFC 7518 §5.3"),
];

/// The row of exactly this name.
pub fn find(name: &str) -> Option<&'static ContentEncryptionRow> {
    CONTENT_ENCRYPTION_ALGORITHMS.iter().find(|row| row.name == name)
}
