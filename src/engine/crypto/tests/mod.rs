//! Keys and RFC examples that the tests of all primitives share.

mod content;
mod key_management;
mod made;
mod signature;

pub(crate) use made::sign_otherwise;

use super::ml_dsa::{IS_AVAILABLE, parameter_set};
use super::{key, pkey};
use crate::engine::ground::jwa::Curve;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::{KeyMaterial, RsaPrivate};
use data_encoding::BASE64URL_NOPAD;
use openssl::bn::{BigNum, BigNumContext};
use openssl::ec::{EcGroup, EcKey};
use openssl::nid::Nid;
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use serde_json::Value;
use std::sync::LazyLock;

/// RSA keys are slow to make, so one of each length is made.
pub(super) static RSA_2048: LazyLock<KeyMaterial> = LazyLock::new(|| rsa(2048));
pub(super) static RSA_1024: LazyLock<KeyMaterial> = LazyLock::new(|| rsa(1024));

pub(super) fn oct(bytes: &[u8]) -> KeyMaterial {
    KeyMaterial::Oct(SecretBytes::from(bytes))
}

pub(super) fn decode(text: &str) -> Vec<u8> {
    BASE64URL_NOPAD.decode(text.as_bytes()).unwrap()
}

pub(super) fn hex(text: &str) -> Vec<u8> {
    data_encoding::HEXLOWER_PERMISSIVE.decode(text.as_bytes()).unwrap()
}

pub(super) fn rsa(bits: u32) -> KeyMaterial {
    let key = Rsa::generate(bits).unwrap();
    let secret = |number: &openssl::bn::BigNumRef| SecretBytes::new(number.to_vec());
    KeyMaterial::Rsa {
        n: key.n().to_vec(),
        e: key.e().to_vec(),
        private: Some(RsaPrivate {
            d: secret(key.d()),
            crt: Some([
                secret(key.p().unwrap()),
                secret(key.q().unwrap()),
                secret(key.dmp1().unwrap()),
                secret(key.dmq1().unwrap()),
                secret(key.iqmp().unwrap()),
            ]),
        }),
    }
}

/// The same key, known without its primes.
pub(super) fn without_primes(key: &KeyMaterial) -> KeyMaterial {
    let KeyMaterial::Rsa { n, e, private: Some(private) } = key else { panic!("an RSA key") };
    let private = Some(RsaPrivate { d: private.d.clone(), crt: None });
    KeyMaterial::Rsa { n: n.clone(), e: e.clone(), private }
}

pub(in crate::engine) fn public_half(key: &KeyMaterial) -> KeyMaterial {
    match key.clone() {
        KeyMaterial::Rsa { n, e, .. } => KeyMaterial::Rsa { n, e, private: None },
        KeyMaterial::Ec { curve, x, y, .. } => KeyMaterial::Ec { curve, x, y, d: None },
        KeyMaterial::Okp { curve, x, .. } => KeyMaterial::Okp { curve, x, d: None },
        KeyMaterial::Akp { algorithm, public, .. } => KeyMaterial::Akp { algorithm, public, seed: None },
        KeyMaterial::Oct(secret) => KeyMaterial::Oct(secret),
    }
}

pub(super) fn on_curve(curve: Curve) -> KeyMaterial {
    match curve {
        Curve::Ed25519 | Curve::Ed448 => {
            let key = if curve == Curve::Ed448 { PKey::generate_ed448() } else { PKey::generate_ed25519() }.unwrap();
            let d = Some(SecretBytes::new(key.raw_private_key().unwrap()));
            KeyMaterial::Okp { curve, x: key.raw_public_key().unwrap(), d }
        }
        Curve::Secp256k1 => {
            let group = EcGroup::from_curve_name(Nid::SECP256K1).unwrap();
            let key = EcKey::generate(&group).unwrap();
            let (mut x, mut y) = (BigNum::new().unwrap(), BigNum::new().unwrap());
            let mut context = BigNumContext::new().unwrap();
            key.public_key().affine_coordinates(&group, &mut x, &mut y, &mut context).unwrap();
            let padded = |number: &openssl::bn::BigNumRef| number.to_vec_padded(32).unwrap();
            let d = Some(SecretBytes::new(padded(key.private_key())));
            KeyMaterial::Ec { curve, x: padded(&x), y: padded(&y), d }
        }
        _ => pkey::ephemeral(curve).unwrap(),
    }
}

/// A key pair; where this build cannot compute one, numbers of the right lengths.
pub(super) fn ml_dsa(algorithm: &str) -> KeyMaterial {
    let set = parameter_set(algorithm).unwrap();
    let seed: Vec<u8> = (0..32).collect();
    if !IS_AVAILABLE {
        let seed = Some(SecretBytes::new(seed));
        return KeyMaterial::Akp { algorithm: set.name, public: vec![7; set.public_len], seed };
    }
    key::akp_private(set, &seed, None).unwrap()
}

/// The public key that a seed gives.
pub(super) fn ml_dsa_public(algorithm: &str, seed: &[u8]) -> Vec<u8> {
    match key::akp_private(parameter_set(algorithm).unwrap(), seed, None).unwrap() {
        KeyMaterial::Akp { public, .. } => public,
        _ => panic!("AKP"),
    }
}

/// The key of an example, by the members of its JWK.
pub(super) fn from_jwk(jwk: &Value) -> KeyMaterial {
    let bytes = |name: &str| jwk[name].as_str().map(decode);
    let secret = |name: &str| bytes(name).map(SecretBytes::new);
    match jwk["kty"].as_str().unwrap() {
        "oct" => KeyMaterial::Oct(secret("k").unwrap()),
        "RSA" => KeyMaterial::Rsa {
            n: bytes("n").unwrap(),
            e: bytes("e").unwrap(),
            private: secret("d").map(|d| RsaPrivate {
                d,
                crt: secret("p").map(|p| {
                    [p, secret("q").unwrap(), secret("dp").unwrap(), secret("dq").unwrap(), secret("qi").unwrap()]
                }),
            }),
        },
        "EC" => KeyMaterial::Ec {
            curve: Curve::named(jwk["crv"].as_str().unwrap()).unwrap(),
            x: bytes("x").unwrap(),
            y: bytes("y").unwrap(),
            d: secret("d"),
        },
        "OKP" => KeyMaterial::Okp {
            curve: Curve::named(jwk["crv"].as_str().unwrap()).unwrap(),
            x: bytes("x").unwrap(),
            d: secret("d"),
        },
        "AKP" => KeyMaterial::Akp {
            algorithm: ["ML-DSA-44", "ML-DSA-65", "ML-DSA-87"].into_iter().find(|name| jwk["alg"] == **name).unwrap(),
            public: bytes("pub").unwrap(),
            seed: secret("priv"),
        },
        other => panic!("{other}"),
    }
}

pub(super) struct Example {
    pub(super) source: String,
    pub(super) header: Value,
    /// Decoded, from the second on; the first is the header as it stands.
    pub(super) parts: Vec<Vec<u8>>,
    pub(super) token: String,
    pub(super) key: KeyMaterial,
    pub(super) plaintext: Option<String>,
}

/// The examples with this many parts: three for JWS, five for JWE.
pub(super) fn examples(parts: usize) -> Vec<Example> {
    let all: Vec<Value> = serde_json::from_str(include_str!("rfc_examples.json")).unwrap();
    let examples = all.iter().map(|example| {
        let token = example["token"].as_str().unwrap().to_owned();
        let parts: Vec<_> = token.split('.').map(decode).collect();
        Example {
            source: example["source"].as_str().unwrap().to_owned(),
            header: serde_json::from_slice(&parts[0]).unwrap(),
            parts,
            token,
            key: from_jwk(&example["key"]),
            plaintext: example["plaintext"].as_str().map(str::to_owned),
        }
    });
    examples.filter(|example| example.parts.len() == parts).collect()
}

/// All copies of `bytes` with one bit changed, every `step`th.
pub(super) fn flips(bytes: &[u8], step: usize) -> impl Iterator<Item = Vec<u8>> {
    (0..bytes.len() * 8).step_by(step).map(move |bit| {
        let mut flipped = bytes.to_vec();
        flipped[bit / 8] ^= 1 << (bit % 8);
        flipped
    })
}
