//! josekit's key object, made from checked numbers and nothing else.
//!
//! What a person's JWK says about itself (`use`, `key_ops`, `alg`, `kid`) stays out: josekit would compare it more
//! strictly than the standards do, and the engine judges it itself. josekit's readers of DER and PEM are never
//! reached: a declared length can abort the process there.

use crate::engine::key::KeyMaterial;
use data_encoding::BASE64URL_NOPAD;
use josekit::jwk::Jwk;
use josekit::{Map, Value};
use zeroize::Zeroize;

/// A josekit key whose text is wiped when dropped. It has no `Debug`, for josekit's prints the key.
pub(super) struct JosekitKey(Jwk);

impl JosekitKey {
    /// The public half. `None` for a key type that josekit does not have.
    pub(super) fn public(material: &KeyMaterial) -> Option<Self> {
        let mut map = Map::new();
        let mut put = |name: &str, text: String| map.insert(name.to_owned(), Value::String(text));
        match material {
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

    /// Both halves. `None` where josekit does not have the key type, the private half is missing, or it is an RSA key
    /// without the primes, which josekit does not read.
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

    /// The key, for one of josekit's `…_from_jwk`.
    pub(super) fn jwk(&self) -> &Jwk {
        &self.0
    }

    fn put(&mut self, name: &str, number: &[u8]) -> Option<()> {
        self.0.set_parameter(name, Some(Value::String(BASE64URL_NOPAD.encode(number)))).ok()
    }
}

impl Drop for JosekitKey {
    fn drop(&mut self) {
        let mut map: Map<String, Value> = std::mem::replace(&mut self.0, Jwk::new("oct")).into();
        for value in map.values_mut() {
            if let Value::String(text) = value {
                text.zeroize();
            }
        }
    }
}
