//! Signatures as other programs make them by mistake.

use crate::engine::crypto::digest::digest;
use crate::engine::crypto::made::Made;
use crate::engine::crypto::{mac, pkey};
use crate::engine::key::KeyMaterial;
use openssl::ecdsa::EcdsaSig;
use openssl::rsa::Padding;
use openssl::sign::{RsaPssSaltlen, Signer};

/// OpenSSL's signature, made like this.
pub(crate) fn sign_otherwise(key: &KeyMaterial, message: &[u8], made: Made) -> Vec<u8> {
    let private = pkey::private_pkey(key).expect("a private key");
    match made {
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
