//! Whether a value is a key at all, as it is or in base64.

use super::{der, pem};

/// Whether a value is a key, in base64 or as it is.
pub(crate) fn is_key(value: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(value) else { return false };
    let bytes = (text.len() > 60).then(|| pem::decode_base64(text)).flatten();
    pem::is_likely(text)
        || bytes.is_some_and(|bytes| {
            let inner = std::str::from_utf8(bytes.expose());
            der::classify(bytes.expose()).is_some()
                || inner.is_ok_and(|text| pem::is_likely(text) || mentions_keys(text))
        })
}

/// Whether broken JSON was meant to hold keys.
pub(super) fn mentions_keys(text: &str) -> bool {
    ["\"kty\"", "\"keys\"", "\"private_key\"", "BEGIN "].iter().any(|mark| text.contains(mark))
}
