//! Bytes: how many, where they go, and how many a session identifier would need.

/// Characters of a safe opaque session identifier: 128 bits in base64url.
pub const SESSION_ID_BYTES: usize = 22;

/// Where a token's bytes go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SizeReport {
    /// Bytes of the token as it is sent.
    pub total: usize,
    /// Its parts in the order in which they stand: name and bytes. Dots and JSON punctuation belong to none.
    pub parts: Vec<PartSize>,
}

/// One part's share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartSize {
    /// `header`, `payload`, `signature`, `encrypted key`, `iv`, `ciphertext`, `tag`, `aad`; of an SD-JWT also
    /// `disclosures` and `key binding`.
    pub name: &'static str,
    /// Encoded bytes.
    pub bytes: usize,
}

impl SizeReport {
    /// How many times the bytes of a session identifier ([`SESSION_ID_BYTES`]).
    pub fn ratio_to_session_id(&self) -> f64 {
        self.total as f64 / SESSION_ID_BYTES as f64
    }
}
