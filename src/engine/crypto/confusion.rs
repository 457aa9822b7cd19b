//! The texts of a public key that somebody could have used as an HMAC secret (CVE-2015-9235).

use super::digest::digest;
use super::pkey;
use crate::engine::ground::jwa::Hash;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::KeyMaterial;

/// Every usual writing of the public half: what it is called, and its bytes. Empty for a shared secret.
pub fn public_key_texts(material: &KeyMaterial) -> Vec<(&'static str, Vec<u8>)> {
    let Ok(key) = pkey::public_pkey(material) else { return Vec::new() };
    let mut texts = Vec::new();
    if let Ok(text) = key.public_key_to_pem() {
        texts.push(("its PEM text", text));
    }
    if let Ok(text) = key.rsa().and_then(|rsa| rsa.public_key_to_pem_pkcs1()) {
        texts.push(("its PKCS#1 PEM text", text));
    }
    if let Ok(der) = key.public_key_to_der() {
        texts.push(("its DER bytes", der));
    }
    texts
}

/// SHA-256 of the public half in DER (SPKI), in base64.
pub fn public_key_fingerprint(material: &KeyMaterial) -> Option<String> {
    let der = pkey::public_pkey(material).ok()?.public_key_to_der().ok()?;
    Some(data_encoding::BASE64.encode(&digest(Hash::Sha256, &der)))
}

/// Every usual writing of the private half, for the same question. Empty where there is none.
pub fn private_key_texts(material: &KeyMaterial) -> Vec<(&'static str, SecretBytes)> {
    let Ok(key) = pkey::private_pkey(material) else { return Vec::new() };
    let mut texts = Vec::new();
    if let Ok(text) = key.private_key_to_pem_pkcs8() {
        texts.push(("its PKCS#8 PEM text", SecretBytes::new(text)));
    }
    if let Ok(text) = key.rsa().and_then(|rsa| rsa.private_key_to_pem()) {
        texts.push(("its PKCS#1 PEM text", SecretBytes::new(text)));
    }
    if let Ok(text) = key.ec_key().and_then(|ec| ec.private_key_to_pem()) {
        texts.push(("its SEC1 PEM text", SecretBytes::new(text)));
    }
    texts
}
