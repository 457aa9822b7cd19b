//! The texts of a public key that somebody could have used as an HMAC secret (CVE-2015-9235).

use super::pkey;
use crate::engine::key::KeyMaterial;

/// Every usual writing of the public half: what it is called, and its bytes. Empty for a shared secret.
pub fn public_key_texts(material: &KeyMaterial) -> Vec<(&'static str, Vec<u8>)> {
    let Ok(key) = pkey::public_pkey(material) else { return Vec::new() };
    let mut texts = Vec::new();
    let mut pem = |name: &'static str, name_trimmed: &'static str, text: Vec<u8>| {
        texts.push((name_trimmed, text.trim_ascii_end().to_vec()));
        texts.push((name, text));
    };
    if let Ok(text) = key.public_key_to_pem() {
        pem("its PEM text", "its PEM text without the last line break", text);
    }
    if let Ok(text) = key.rsa().and_then(|rsa| rsa.public_key_to_pem_pkcs1()) {
        pem("its PKCS#1 PEM text", "its PKCS#1 PEM text without the last line break", text);
    }
    if let Ok(der) = key.public_key_to_der() {
        texts.push(("its DER bytes", der));
    }
    texts
}
