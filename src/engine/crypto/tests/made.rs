//! Signatures as other programs make them by mistake.

use crate::engine::crypto::digest::digest;
use crate::engine::crypto::made::{MacHash, Made, Opened, of_hmac};
use crate::engine::crypto::signature::sign;
use crate::engine::crypto::{mac, pkey};
use crate::engine::ground::jwa::signature as signatures;
use crate::engine::key::{KeyIds, KeyMaterial};
use crate::engine::key_file::generate::{Recipe, find, generate};
use openssl::ecdsa::EcdsaSig;
use openssl::rsa::Padding;
use openssl::sign::{RsaPssSaltlen, Signer};

/// OpenSSL's signature, made like this.
pub(crate) fn sign_otherwise(key: &KeyMaterial, message: &[u8], made: Made) -> Vec<u8> {
    let private = pkey::private_pkey(key).expect("a private key");
    match made {
        Made::Hmac { .. } => panic!("a secret is no key pair"),
        Made::Pkcs1 { hash, has_digest_info: false } => {
            let rsa = private.rsa().expect("an RSA key");
            let mut signature = vec![0; usize::try_from(rsa.size()).expect("a length")];
            rsa.private_encrypt(&digest(hash, message), &mut signature, Padding::PKCS1).expect("a signature");
            signature
        }
        Made::Pkcs1 { hash, .. } => {
            let mut signer = Signer::new(mac::message_digest(hash), &private).expect("a signer");
            signer.sign_oneshot_to_vec(message).expect("a signature")
        }
        Made::Pss { hash, mgf1, salt } => {
            let mut signer = Signer::new(mac::message_digest(hash), &private).expect("a signer");
            signer.set_rsa_padding(Padding::PKCS1_PSS).expect("PSS");
            let salt = i32::try_from(salt).expect("a length");
            signer.set_rsa_pss_saltlen(RsaPssSaltlen::custom(salt)).expect("a salt");
            signer.set_rsa_mgf1_md(mac::message_digest(mgf1)).expect("MGF1");
            signer.sign_oneshot_to_vec(message).expect("a signature")
        }
        Made::Ecdsa { hash } => {
            let key_pair = private.ec_key().expect("an EC key");
            let signature = EcdsaSig::sign(&digest(hash, message), &key_pair).expect("a signature");
            let KeyMaterial::Ec { curve, .. } = key else { panic!("an EC key") };
            let half = |number| pkey::padded(number, curve.row().private_len).expect("a number");
            [half(signature.r()), half(signature.s())].concat()
        }
    }
}

/// RFC 2202 §2, the second and the sixth case: a short key, and one that is longer than a block.
#[test]
fn hmac_with_md5_is_that_of_rfc_2202() {
    let made = |secret: &[u8], message: &[u8], code: &str| {
        let code = data_encoding::HEXLOWER.decode(code.as_bytes()).expect("hexadecimal");
        of_hmac(secret, message, &code)
    };
    let md5 = Some(Made::Hmac { hash: MacHash::Md5, is_cut: false });
    assert_eq!(made(b"Jefe", b"what do ya want for nothing?", "750c783e6ab0b503eaa86e310a5db738"), md5);
    let text = b"Test Using Larger Than Block-Size Key - Hash Key First";
    assert_eq!(made(&[0xaa; 80], text, "6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd"), md5);
    assert_eq!(made(&[0xaa; 79], text, "6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd"), None);
}

/// What is told of a signature from what the key makes of it is what verifying says.
#[test]
fn what_is_opened_agrees_with_what_is_verified() {
    for (number, (kind, algorithms)) in [
        ("rsa-2048", &["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"][..]),
        ("p-256", &["ES256"]),
        ("p-384", &["ES384"]),
        ("p-521", &["ES512"]),
        ("secp256k1", &["ES256K"]),
    ]
    .into_iter()
    .enumerate()
    {
        let recipe = Recipe::usual(find(kind).expect("a kind"));
        let key = generate(&recipe, &mut KeyIds(number as u64 + 1)).expect("a key");
        let other = generate(&recipe, &mut KeyIds(number as u64 + 50)).expect("a key");
        for alg in algorithms {
            let row = signatures::find(alg).expect("an algorithm");
            let signature = sign(row, &key.material, b"message").expect("signed");
            let opened = Opened::new(&key.material, &signature).expect("opened");
            for other in algorithms.iter().map(|alg| signatures::find(alg).expect("an algorithm")) {
                assert_eq!(opened.is_over(other, b"message"), other.name == *alg, "{alg} {}", other.name);
                assert!(!opened.is_over(other, b"massage"), "{alg}");
            }
            let by_other = Opened::new(&other.material, &signature);
            assert!(by_other.is_none_or(|opened| opened.made(b"message").is_none()), "{alg}");
        }
    }
}
