//! What josekit computes, behind names and plain bytes: the only file that names it.
//!
//! Its key object is made from checked numbers and nothing else. What a person's JWK says about itself (`use`, `key_ops`, `alg`, `kid`) stays out: josekit would compare it more
//! strictly than the standards do, and the engine judges it itself. josekit's readers of DER and PEM are never
//! reached: a declared length can abort the process there.

use super::content::Encrypted;
use super::pkey;
use crate::engine::ground::jwa::ContentEncryptionRow;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::KeyMaterial;
use data_encoding::BASE64URL_NOPAD;
use josekit::jwe::{self, JweContentEncryption, JweDecrypter, JweEncrypter, JweHeader, enc};
use josekit::jwk::Jwk;
use josekit::jws::{self, JwsSigner, JwsVerifier};
use josekit::{Map, Value};
use zeroize::Zeroize;

/// josekit's verifier or signer of one name, from the key `self`.
macro_rules! by_name {
    ($name:expr, $key:ident.$from:ident as $kind:ident) => {
        by_name!($name, $key.$from as $kind, RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 ES256K)
    };
    ($name:expr, $key:ident.$from:ident as $kind:ident, $($alg:ident)*) => {
        match $name {
            $(stringify!($alg) => jws::$alg.$from(&$key.0).map(|made| Box::new(made) as Box<dyn $kind>),)*
            // RFC 9864 gives the two curves of RFC 8037's EdDSA names of their own; the computation is the same.
            "EdDSA" | "Ed25519" | "Ed448" => jws::EdDSA.$from(&$key.0).map(|made| Box::new(made) as Box<dyn $kind>),
            _ => return Err(Refusal::Unknown),
        }
    };
}

/// Why nothing was computed. What josekit says itself may quote a key, so it is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// josekit does not have the algorithm.
    Unknown,
    /// It refuses the key.
    Key,
    /// The encrypted key does not open.
    Closed,
}

/// A josekit key whose text is wiped when dropped. It has no `Debug`, for josekit's prints the key.
pub(super) struct ProviderKey(Jwk);

impl ProviderKey {
    /// The public half. `None` for a key that josekit does not take: of a type that it does not have, or an RSA key of
    /// less than 2048 bits, which it counts in whole bytes. An old token is still this key's or not.
    pub(super) fn public(material: &KeyMaterial) -> Option<Self> {
        let mut map = Map::new();
        let mut put = |name: &str, text: String| map.insert(name.to_owned(), Value::String(text));
        match material {
            KeyMaterial::Rsa { n, .. } if pkey::significant(n).len() < 256 => return None,
            KeyMaterial::Rsa { n, e, .. } => {
                put("kty", "RSA".to_owned());
                put("n", BASE64URL_NOPAD.encode(n));
                put("e", BASE64URL_NOPAD.encode(e));
            }
            KeyMaterial::Ec { curve, x, y, .. } => {
                put("kty", "EC".to_owned());
                put("crv", curve.name().to_owned());
                put("x", BASE64URL_NOPAD.encode(x));
                put("y", BASE64URL_NOPAD.encode(y));
            }
            KeyMaterial::Okp { curve, x, .. } => {
                put("kty", "OKP".to_owned());
                put("crv", curve.name().to_owned());
                put("x", BASE64URL_NOPAD.encode(x));
            }
            KeyMaterial::Oct(_) | KeyMaterial::Akp { .. } => return None,
        }
        Jwk::from_map(map).ok().map(Self)
    }

    /// Both halves. `None` where josekit does not take the public half, the private half is missing, or it is an RSA
    /// key without the primes, which josekit does not read.
    pub(super) fn private(material: &KeyMaterial) -> Option<Self> {
        let mut key = Self::public(material)?;
        match material {
            KeyMaterial::Rsa { private: Some(private), .. } => {
                key.put("d", private.d.expose())?;
                for (name, number) in ["p", "q", "dp", "dq", "qi"].iter().zip(private.crt.as_ref()?) {
                    key.put(name, number.expose())?;
                }
            }
            KeyMaterial::Ec { d: Some(d), .. } | KeyMaterial::Okp { d: Some(d), .. } => key.put("d", d.expose())?,
            _ => return None,
        }
        Some(key)
    }

    /// The key, for what tests do with josekit.
    #[cfg(test)]
    pub(super) fn jwk(&self) -> &Jwk {
        &self.0
    }

    /// Whether `signature` is this key's over `message`, by the algorithm of this name.
    pub(super) fn verify(&self, name: &str, message: &[u8], signature: &[u8]) -> Result<bool, Refusal> {
        let verifier = by_name!(name, self.verifier_from_jwk as JwsVerifier).map_err(|_| Refusal::Key)?;
        Ok(verifier.verify(message, signature).is_ok())
    }

    /// This key's signature over `message`.
    pub(super) fn sign(&self, name: &str, message: &[u8]) -> Result<Vec<u8>, Refusal> {
        let signer = by_name!(name, self.signer_from_jwk as JwsSigner).map_err(|_| Refusal::Key)?;
        signer.sign(message).map_err(|_| Refusal::Key)
    }

    /// What the RSA algorithm of this name encrypted for this key.
    pub(super) fn decrypt(
        &self,
        name: &str,
        enc: &ContentEncryptionRow,
        encrypted_key: &[u8],
    ) -> Result<SecretBytes, Refusal> {
        let decrypter = rsa(name)?.decrypter_from_jwk(&self.0).map_err(|_| Refusal::Key)?;
        opened(&decrypter, enc, encrypted_key, &JweHeader::new())
    }

    /// `cek`, encrypted for this key by the RSA algorithm of this name.
    pub(super) fn encrypt(&self, name: &str, cek: &SecretBytes) -> Result<Vec<u8>, Refusal> {
        sealed(&rsa(name)?.encrypter_from_jwk(&self.0).map_err(|_| Refusal::Key)?, cek)
    }

    fn put(&mut self, name: &str, number: &[u8]) -> Option<()> {
        self.0.set_parameter(name, Some(Value::String(BASE64URL_NOPAD.encode(number)))).ok()
    }
}

impl Drop for ProviderKey {
    fn drop(&mut self) {
        let mut map: Map<String, Value> = std::mem::replace(&mut self.0, Jwk::new("oct")).into();
        for value in map.values_mut() {
            if let Value::String(text) = value {
                text.zeroize();
            }
        }
    }
}

/// AES Key Wrap (RFC 3394). josekit panics on an encrypted key of less than 8 bytes: the caller has checked its length.
pub(super) fn unwrap_aes(
    wrapping_key: &SecretBytes,
    enc: &ContentEncryptionRow,
    encrypted_key: &[u8],
) -> Result<SecretBytes, Refusal> {
    let decrypter = aes_key_wrap(wrapping_key)?.decrypter_from_bytes(wrapping_key.expose());
    opened(&decrypter.map_err(|_| Refusal::Key)?, enc, encrypted_key, &JweHeader::new())
}

/// AES Key Wrap (RFC 3394).
pub(super) fn wrap_aes(wrapping_key: &SecretBytes, cek: &SecretBytes) -> Result<Vec<u8>, Refusal> {
    let encrypter = aes_key_wrap(wrapping_key)?.encrypter_from_bytes(wrapping_key.expose());
    sealed(&encrypter.map_err(|_| Refusal::Key)?, cek)
}

/// AES-GCM key wrap (RFC 7518 §4.7). josekit takes a tag of any length: the caller has checked it.
pub(super) fn unwrap_gcm(
    secret: &SecretBytes,
    enc: &ContentEncryptionRow,
    encrypted_key: &[u8],
    iv: &[u8],
    tag: &[u8],
) -> Result<SecretBytes, Refusal> {
    let algorithm = match secret.len() {
        16 => jwe::A128GCMKW,
        24 => jwe::A192GCMKW,
        32 => jwe::A256GCMKW,
        _ => return Err(Refusal::Unknown),
    };
    let mut header = JweHeader::new();
    for (name, bytes) in [("iv", iv), ("tag", tag)] {
        let text = Value::String(BASE64URL_NOPAD.encode(bytes));
        header.set_claim(name, Some(text)).map_err(|_| Refusal::Unknown)?;
    }
    let decrypter = algorithm.decrypter_from_bytes(secret.expose()).map_err(|_| Refusal::Key)?;
    opened(&decrypter, enc, encrypted_key, &header)
}

/// Encrypts with AES-GCM. `None` where josekit does not have the algorithm.
pub(super) fn encrypt_gcm(
    enc: &ContentEncryptionRow,
    cek: &[u8],
    iv: &[u8],
    plaintext: &[u8],
    aad: &[u8],
) -> Option<Encrypted> {
    let (ciphertext, tag) = content_encryption(enc)?.encrypt(cek, Some(iv), plaintext, aad).ok()?;
    Some(Encrypted { ciphertext, tag: tag? })
}

/// Decrypts with AES-GCM. josekit takes any prefix of a tag: the caller has checked its length. [`Refusal::Closed`]
/// where the tag is not the one of these bytes.
pub(super) fn decrypt_gcm(
    enc: &ContentEncryptionRow,
    cek: &[u8],
    iv: &[u8],
    ciphertext: &[u8],
    tag: &[u8],
    aad: &[u8],
) -> Result<Vec<u8>, Refusal> {
    let josekit = content_encryption(enc).ok_or(Refusal::Unknown)?;
    josekit.decrypt(cek, Some(iv), ciphertext, aad, Some(tag)).map_err(|_| Refusal::Closed)
}

fn opened(
    decrypter: &dyn JweDecrypter,
    enc: &ContentEncryptionRow,
    encrypted_key: &[u8],
    header: &JweHeader,
) -> Result<SecretBytes, Refusal> {
    let josekit = content_encryption(enc).ok_or(Refusal::Unknown)?;
    let opened = decrypter.decrypt(Some(encrypted_key), josekit, header).map_err(|_| Refusal::Closed)?;
    Ok(SecretBytes::new(opened.into_owned()))
}

fn sealed(encrypter: &dyn JweEncrypter, cek: &SecretBytes) -> Result<Vec<u8>, Refusal> {
    let sealed = encrypter.encrypt(cek.expose(), &JweHeader::new(), &mut JweHeader::new());
    sealed.ok().flatten().ok_or(Refusal::Unknown)
}

fn aes_key_wrap(key: &SecretBytes) -> Result<jwe::alg::aeskw::AeskwJweAlgorithm, Refusal> {
    match key.len() {
        16 => Ok(jwe::A128KW),
        24 => Ok(jwe::A192KW),
        32 => Ok(jwe::A256KW),
        _ => Err(Refusal::Unknown),
    }
}

#[allow(deprecated, reason = "josekit marks RSA1_5 as deprecated, and tokens that use it still have to open")]
fn rsa(name: &str) -> Result<jwe::alg::rsaes::RsaesJweAlgorithm, Refusal> {
    match name {
        "RSA1_5" => Ok(jwe::RSA1_5),
        "RSA-OAEP" => Ok(jwe::RSA_OAEP),
        "RSA-OAEP-256" => Ok(jwe::RSA_OAEP_256),
        "RSA-OAEP-384" => Ok(jwe::RSA_OAEP_384),
        "RSA-OAEP-512" => Ok(jwe::RSA_OAEP_512),
        _ => Err(Refusal::Unknown),
    }
}

/// josekit's object of this name.
pub(super) fn content_encryption(row: &ContentEncryptionRow) -> Option<&'static dyn JweContentEncryption> {
    Some(match row.name {
        "A128CBC-HS256" => &enc::A128CBC_HS256,
        "A192CBC-HS384" => &enc::A192CBC_HS384,
        "A256CBC-HS512" => &enc::A256CBC_HS512,
        "A128GCM" => &enc::A128GCM,
        "A192GCM" => &enc::A192GCM,
        "A256GCM" => &enc::A256GCM,
        _ => return None,
    })
}
