//! What is said of objects at random is true by the way in which they were made, and nothing but that can be assumed.

use super::{EC, ED, RSA, acted, agreed, causes, examined, input, pair, sealed, secret, sign};
use crate::engine::crypto::key_management;
use crate::engine::crypto::made::Made;
use crate::engine::crypto::tests::sign_otherwise;
use crate::engine::ground::base64url::encode;
use crate::engine::ground::jwa::{Hash, signature as signatures};
use crate::engine::jose::reason::{
    Behind, Cause, JsonWriting, OpeningForm, Reason, SignatureForm, SignatureReason, SignedForm,
};
use crate::engine::jose::status::{RecipientStatus, SignatureStatus};
use crate::engine::key::Jwk;
use data_encoding::HEXLOWER;
use std::sync::Arc;

/// xorshift64*, so that every run tries the same objects.
pub(super) struct Seeded(pub u64);

impl Seeded {
    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub(super) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap()
    }

    pub(super) fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| self.next().to_be_bytes()[0]).collect()
    }
}

/// A token by this key in one of the forms that are told, with what is true of it.
fn in_a_form(random: &mut Seeded, alg: &'static str, key: &Jwk, header: &str, payload: &str) -> (String, Cause) {
    let signing_input = input(header, payload);
    let made = sign(alg, key, signing_input.as_bytes());
    let over =
        |message: &[u8], form| (format!("{signing_input}.{}", encode(&sign(alg, key, message))), Cause::Signed(form));
    let written = |bytes: &[u8], form| (format!("{signing_input}.{}", encode(bytes)), Cause::Written(form));
    match random.below(9) {
        0 => written(HEXLOWER.encode(&made).as_bytes(), SignatureForm::EncodedHex),
        1 => written(encode(&made).as_bytes(), SignatureForm::EncodedBase64 { times: 2 }),
        2 => {
            let front = random.bytes(1 + random.0 as usize % 5);
            let form = SignatureForm::Prefixed { bytes: made.len(), more: front.len() };
            written(&[&*front, &made].concat(), form)
        }
        3 => {
            let behind = [&[200], &*random.bytes(3)].concat();
            written(&[&*made, &behind].concat(), SignatureForm::Glued { bytes: made.len(), more: 4 })
        }
        4 => over(format!("{signing_input}\n").as_bytes(), SignedForm::WithBehind(Behind::LineBreak)),
        5 => over(payload.as_bytes(), SignedForm::PayloadAlone),
        6 => {
            let spaced = payload.replace(':', ": ").replace(',', ", ");
            over(input(header, &spaced).as_bytes(), SignedForm::Rewritten(JsonWriting::Spaced))
        }
        7 => {
            let (head, body) = signing_input.split_once('.').expect("two parts");
            over(format!("{body}.{head}").as_bytes(), SignedForm::PayloadFirst)
        }
        _ => {
            let other = match alg {
                "HS256" => "HS512",
                "RS256" => "PS384",
                "PS256" => "RS512",
                "EdDSA" => "Ed25519",
                _ => "ES384",
            };
            let changed = input(&header.replace(alg, other), payload);
            (format!("{changed}.{}", encode(&made)), Cause::AlgorithmChanged { made_with: alg, named: other })
        }
    }
}

/// Other parameters than those of the algorithm, where it has some.
fn made_otherwise(random: &mut Seeded, alg: &str, hash: Hash) -> Option<Made> {
    match alg {
        "ES256" => Some(Made::Ecdsa { hash }),
        "RS256" => Some(Made::Pkcs1 { hash: Hash::Sha1, has_digest_info: random.below(2) == 0 }),
        "PS256" => Some(Made::Pss { hash: Hash::Sha256, mgf1: hash, salt: random.below(100) }),
        _ => None,
    }
}

/// What is said of an object is true by the way in which it was made.
#[test]
fn no_cause_is_said_that_is_not_true() {
    let mut random = Seeded(0x1234_5678_9abc_def1);
    let others = [pair("p-256", 30), pair("ed25519", 31), pair("rsa-2048", 32)];
    let mut counts = [0_usize; 6];
    for number in 0..2000 {
        let bytes = random.bytes(32);
        let text = HEXLOWER.encode(&bytes);
        let own = match number % 3 {
            0 => secret(&bytes),
            _ => secret(text.as_bytes()),
        };
        // Signatures with key pairs cost more; one in eight shows the same.
        let (alg, own, other) = match number % 16 {
            7 => ("ES256", EC.clone(), others[0].clone()),
            15 => ("EdDSA", ED.clone(), others[1].clone()),
            3 => ("RS256", RSA.clone(), others[2].clone()),
            11 => ("PS256", RSA.clone(), others[2].clone()),
            _ => ("HS256", own, secret(&random.bytes(32))),
        };
        let header = format!(r#"{{"alg":"{alg}","n":{number}}}"#);
        let payload = format!(r#"{{"sub":"{}","n":{}}}"#, HEXLOWER.encode(&random.bytes(8)), random.next());
        let input = input(&header, &payload);
        let made = sign(alg, &own, input.as_bytes());
        let kind = random.below(6);
        let (token, key, allowed): (String, &Arc<Jwk>, Vec<Cause>) = match kind {
            // Another key.
            0 => (format!("{input}.{}", encode(&made)), &other, vec![]),
            // A character of the payload changed.
            1 => {
                let dot = input.find('.').unwrap();
                let at = dot + 1 + random.below(input.len() - dot - 3);
                let mut changed = input.clone().into_bytes();
                changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
                (format!("{}.{}", String::from_utf8(changed).unwrap(), encode(&made)), &own, vec![])
            }
            // The signature cut, at a byte.
            2 => {
                let found = 1 + random.below(made.len() - 1);
                let cut = Cause::Written(SignatureForm::Cut { expected: made.len(), found });
                let allowed = if alg == "HS256" { vec![cut] } else { vec![] };
                (format!("{input}.{}", encode(&made[..found])), &own, allowed)
            }
            // Made in another way than the algorithm says, by the key or by another.
            3 => {
                let hash = [Hash::Sha1, Hash::Sha384, Hash::Sha512][random.below(3)];
                let Some(made) = made_otherwise(&mut random, alg, hash) else { continue };
                let row = signatures::find(alg).expect("an algorithm");
                let is_own = random.below(2) == 0;
                let signer = if is_own { &own } else { &other };
                let signature = sign_otherwise(&signer.material, input.as_bytes(), made);
                let allowed = if is_own { vec![Cause::Made { made, row }] } else { vec![] };
                (format!("{input}.{}", encode(&signature)), &own, allowed)
            }
            // In a form that is told, by the key or by another.
            4 => {
                let is_own = random.below(2) == 0;
                let (token, cause) = in_a_form(&mut random, alg, if is_own { &own } else { &other }, &header, &payload);
                (token, &own, if is_own { vec![cause] } else { vec![] })
            }
            // The payload written anew after signing: another number, the same length.
            _ => {
                let other = payload.replace("\"n\":", "\"m\":");
                (format!("{}.{}", self::input(&header, &other), encode(&made)), &own, vec![])
            }
        };
        counts[kind] += 1;
        let examination = examined(&token, &[key], None);
        let result = &examination.layers[0].signatures[0];
        assert_ne!(result.status, SignatureStatus::Verified, "{number} {token}");
        // Nothing but what was proved is ever assumed.
        acted(&token, key, None, &examination);
        let said = causes(&examination);
        for cause in &said {
            assert!(allowed.contains(cause), "{number}, kind {kind}: {cause:?} of {token}");
        }
        assert!(!matches!(kind, 3 | 4) || said == allowed, "{number}: {allowed:?} is not said of {token}");
        let is_form = |reason: &Reason| {
            matches!(
                reason,
                Reason::Signature(SignatureReason::Redacted { .. } | SignatureReason::UnusualLength { .. })
            )
        };
        assert!(!result.reasons.iter().any(is_form), "{number}: {:?}", result.reasons);
        let says_cut = |reason: &Reason| matches!(reason, Reason::Signature(SignatureReason::Cut { .. }));
        assert!(kind == 2 || !result.reasons.iter().any(says_cut), "{number}, kind {kind}: {:?}", result.reasons);
    }
    // Not every algorithm has parameters to make it with others.
    let are_many = |(kind, count): (usize, &usize)| *count > if kind == 3 { 50 } else { 250 };
    assert!(counts.iter().enumerate().all(are_many), "{counts:?}");
}

/// What is said of an encrypted object is true by the way in which it was made.
#[test]
fn no_cause_of_an_encryption_is_said_that_is_not_true() {
    let mut random = Seeded(0x0bad_cafe_1234_5678);
    let other = pair("p-256", 40);
    let hashes = [Hash::Sha1, Hash::Sha256, Hash::Sha384, Hash::Sha512];
    for number in 0..160 {
        let (cek, wrong) = (random.bytes(16), random.bytes(16));
        let (hash, mgf1) = (hashes[random.below(4)], hashes[random.below(4)]);
        let mut encrypted = key_management::encrypt_oaep(&RSA.material, hash, mgf1, &cek).expect("encrypted");
        let (token, key, allowed) = match number % 5 {
            // The encrypted key changed.
            0 => {
                let at = random.below(encrypted.len());
                encrypted[at] ^= 1;
                (sealed("RSA-OAEP-256", "A128GCM", "", &cek, &encrypted), RSA.clone(), vec![])
            }
            // The content was encrypted with another key than was sent.
            1 => (sealed("RSA-OAEP-256", "A128GCM", "", &wrong, &encrypted), RSA.clone(), vec![]),
            // Two hashes, whichever.
            2 => {
                let named = "RSA-OAEP-256";
                let mixed = Cause::Opens(OpeningForm::Oaep { named, hash, mgf1 });
                let made_with = if hash == Hash::Sha1 {
                    "RSA-OAEP"
                } else if hash == Hash::Sha384 {
                    "RSA-OAEP-384"
                } else {
                    "RSA-OAEP-512"
                };
                let same = Cause::Opens(OpeningForm::OtherAlgorithm { made_with, named });
                let allowed = match (hash == mgf1, hash == Hash::Sha256) {
                    (true, true) => continue,
                    (true, false) => same,
                    _ => mixed,
                };
                (sealed(named, "A128GCM", "", &cek, &encrypted), RSA.clone(), vec![allowed])
            }
            // Agreed for somebody else.
            3 => (agreed("ECDH-ES", (b"a", b"b"), (None, None)), other.clone(), vec![]),
            // Party information that neither the header nor its text is.
            _ => {
                let info = random.bytes(9);
                (agreed("ECDH-ES+A128KW", (b"a", b"b"), (Some(&info), None)), EC.clone(), vec![])
            }
        };
        let examination = examined(&token, &[&key], None);
        assert_ne!(examination.layers[0].recipients[0].status, RecipientStatus::Decrypted, "{number}");
        acted(&token, &key, None, &examination);
        assert_eq!(causes(&examination), allowed, "{number}");
    }
}
