//! Bytes: how many, where they go, what they fit into, and how many a session identifier would need.

pub mod baseline;
pub mod limit;
pub mod qr;
mod table;
pub mod traffic;

use limit::Sending;

/// Characters of a safe opaque session identifier: 128 bits in base64url.
pub const SESSION_ID_BYTES: usize = 22;

/// Where a token's bytes go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SizeReport {
    /// Bytes of the token as it is sent.
    pub total: usize,
    /// Its parts in the order in which they stand: name and bytes. Dots and JSON punctuation belong to none.
    pub parts: Vec<PartSize>,
    /// What it is measured for.
    pub sending: Sending,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartSize {
    /// `header`, `payload`, `signature`, `encrypted key`, `iv`, `ciphertext`, `tag`, `aad`; of an SD-JWT also
    /// `disclosures` and `key binding`.
    pub name: &'static str,
    /// Encoded bytes.
    pub bytes: usize,
}

/// Characters that base64url takes for so many bytes, without padding.
pub const fn encoded_len(bytes: usize) -> usize {
    bytes / 3 * 4 + if bytes.is_multiple_of(3) { 0 } else { bytes % 3 + 1 }
}

#[cfg(test)]
mod tests {
    use super::encoded_len;
    use crate::engine::ground::base64url::encode;

    #[test]
    fn the_length_is_that_of_the_encoding() {
        for bytes in 0..20 {
            assert_eq!(encoded_len(bytes), encode(&vec![0; bytes]).len(), "{bytes}");
        }
    }
}
