use super::{
    RSA_1024, RSA_2048, decode, examples, flips, hex, ml_dsa, ml_dsa_public, oct, on_curve, public_half, rsa,
    without_primes,
};
use crate::engine::crypto::mac;
use crate::engine::crypto::pkey;
use crate::engine::crypto::signature::{SignError, VerifyError, is_available, sign, verify};
use crate::engine::ground::jwa::signature::find;
use crate::engine::ground::jwa::{Curve, SIGNATURE_ALGORITHMS, SignatureFamily, SignatureRow};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::KeyMaterial;
use openssl::bn::BigNum;
use openssl::ecdsa::EcdsaSig;
use openssl::hash::MessageDigest;
use openssl::rsa::Padding;
use openssl::sign::{RsaPssSaltlen, Signer};

const MESSAGE: &[u8] = b"eyJhbGciOiJub3QgdGVsbGluZyJ9.eyJpc3MiOiJqb2UifQ";

fn row(name: &str) -> &'static SignatureRow {
    find(name).unwrap()
}

/// A key that fits the row.
fn fitting(row: &SignatureRow) -> KeyMaterial {
    match row.family {
        SignatureFamily::Hmac => oct(&[0xa5; 64]),
        SignatureFamily::RsaPkcs1 | SignatureFamily::RsaPss => RSA_2048.clone(),
        SignatureFamily::Ecdsa => on_curve(row.curve.unwrap()),
        SignatureFamily::EdDsa => on_curve(row.curve.unwrap_or(Curve::Ed25519)),
        SignatureFamily::MlDsa => ml_dsa(row.name),
        SignatureFamily::Unsecured => oct(b""),
    }
}

fn all_that_sign() -> impl Iterator<Item = &'static SignatureRow> {
    SIGNATURE_ALGORITHMS.iter().filter(|row| is_available(row))
}

#[test]
fn the_examples_of_the_rfcs_verify_and_changed_ones_do_not() {
    let examples = examples(3);
    assert_eq!(examples.len(), 8);
    for example in examples {
        let row = row(example.header["alg"].as_str().unwrap());
        if !is_available(row) {
            continue;
        }
        let signed = example.token.rsplit_once('.').unwrap().0.as_bytes();
        let signature = &example.parts[2];
        assert_eq!(verify(row, &example.key, signed, signature), Ok(()), "{}", example.source);
        assert_eq!(verify(row, &public_half(&example.key), signed, signature), Ok(()), "{}", example.source);
        for changed in flips(signed, 97) {
            assert_eq!(
                verify(row, &example.key, &changed, signature),
                Err(VerifyError::Mismatch),
                "{}",
                example.source
            );
        }
    }
}

#[cfg(feature = "ml-dsa")]
#[test]
fn seeds_give_the_public_keys_of_the_rfcs() {
    // RFC 9964 Appendix A: a seed of zeros.
    let mut seen = 0;
    for example in examples(3) {
        if let KeyMaterial::Akp { algorithm, public, .. } = &example.key {
            seen += 1;
            assert!(ml_dsa_public(algorithm, &[0; 32]) == *public, "{algorithm}");
        }
    }
    assert_eq!(seen, 3);
    // RFC 9881 Appendix C.2: the bytes 00 to 1f.
    let public = ml_dsa_public("ML-DSA-44", &Vec::from_iter(0..32));
    assert_eq!(public[..16], hex("d7b2b47254aae0db45e7930d4a98d2c9"));
}

#[test]
fn rfc_7515_a1_and_rfc_8037_a4_are_made_again() {
    for example in examples(3) {
        let row = row(example.header["alg"].as_str().unwrap());
        if row.family == SignatureFamily::Hmac {
            let signed = example.token.rsplit_once('.').unwrap().0.as_bytes();
            assert_eq!(sign(row, &example.key, signed).as_ref(), Ok(&example.parts[2]), "{}", example.source);
        }
    }
    // RFC 8037 Appendix A.1 has the private key of A.4.
    let key = KeyMaterial::Okp {
        curve: Curve::Ed25519,
        x: decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"),
        d: Some(SecretBytes::new(decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"))),
    };
    let signature = sign(row("EdDSA"), &key, b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc").unwrap();
    assert_eq!(
        signature,
        decode("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg")
    );
}

#[test]
fn every_algorithm_verifies_what_it_signs_and_no_bit_of_it_may_change() {
    for row in all_that_sign() {
        let key = fitting(row);
        let signature = sign(row, &key, MESSAGE).unwrap();
        if let Some(len) = row.signature_len {
            assert_eq!(signature.len(), len, "{}", row.name);
        }
        let public = public_half(&key);
        assert_eq!(verify(row, &public, MESSAGE, &signature), Ok(()), "{}", row.name);
        assert_eq!(verify(row, &public, b"", &signature), Err(VerifyError::Mismatch), "{}", row.name);
        let step = match row.family {
            SignatureFamily::MlDsa => 331,
            SignatureFamily::RsaPkcs1 | SignatureFamily::RsaPss => 7,
            _ => 1,
        };
        for flipped in flips(&signature, step) {
            assert!(verify(row, &public, MESSAGE, &flipped).is_err(), "{}", row.name);
        }
        for flipped in flips(MESSAGE, 29) {
            assert_eq!(verify(row, &public, &flipped, &signature), Err(VerifyError::Mismatch), "{}", row.name);
        }
    }
}

#[test]
fn the_empty_message_is_signed_like_any_other() {
    for row in all_that_sign() {
        let key = fitting(row);
        let signature = sign(row, &key, b"").unwrap();
        assert_eq!(verify(row, &key, b"", &signature), Ok(()), "{}", row.name);
    }
}

#[test]
fn another_key_of_the_same_kind_is_a_mismatch() {
    for row in all_that_sign() {
        let key = fitting(row);
        let other = match row.family {
            SignatureFamily::Hmac => oct(&[0xa4; 64]),
            SignatureFamily::RsaPkcs1 | SignatureFamily::RsaPss => rsa(2048),
            SignatureFamily::MlDsa => {
                let KeyMaterial::Akp { algorithm, .. } = key else { panic!("AKP") };
                KeyMaterial::Akp { algorithm, public: ml_dsa_public(algorithm, &[9; 32]), seed: None }
            }
            _ => fitting(row),
        };
        let signature = sign(row, &key, MESSAGE).unwrap();
        assert_eq!(verify(row, &other, MESSAGE, &signature), Err(VerifyError::Mismatch), "{}", row.name);
    }
}

#[test]
fn a_signature_of_another_length_says_so() {
    for row in all_that_sign() {
        let key = fitting(row);
        let signature = sign(row, &key, MESSAGE).unwrap();
        let expected = signature.len();
        for len in [0, 1, expected / 2, expected - 1, expected + 1, 2 * expected] {
            let mut other = signature.clone();
            other.resize(len, 0);
            assert_eq!(
                verify(row, &key, MESSAGE, &other),
                Err(VerifyError::SignatureLength { expected, found: len }),
                "{}",
                row.name
            );
        }
    }
}

#[test]
fn none_is_never_verified() {
    for key in [oct(b""), RSA_2048.clone(), on_curve(Curve::P256)] {
        assert!(matches!(verify(row("none"), &key, MESSAGE, b""), Err(VerifyError::Unsupported(_))));
        assert!(matches!(sign(row("none"), &key, MESSAGE), Err(SignError::Unsupported(_))));
    }
}

#[test]
fn a_key_of_another_type_is_never_tried() {
    for row in all_that_sign() {
        for key in
            [oct(&[1; 64]), RSA_2048.clone(), on_curve(Curve::P256), on_curve(Curve::Ed25519), ml_dsa("ML-DSA-44")]
        {
            let found = pkey::key_type(&key);
            if found != row.key_type {
                let needed = row.key_type;
                assert_eq!(verify(row, &key, MESSAGE, b"x"), Err(VerifyError::KeyType { needed, found }));
                assert_eq!(sign(row, &key, MESSAGE), Err(SignError::KeyType { needed, found }));
            }
        }
    }
}

#[test]
fn an_algorithm_is_bound_to_its_curve() {
    let confuse = |name: &str, curve: Curve, needed: &'static str| {
        let found = curve.name();
        let key = on_curve(curve);
        assert_eq!(verify(row(name), &key, MESSAGE, &[1; 64]), Err(VerifyError::Curve { needed, found }));
        assert_eq!(sign(row(name), &key, MESSAGE), Err(SignError::Curve { needed, found }));
    };
    confuse("ES256", Curve::P384, "P-256");
    confuse("ES256", Curve::Secp256k1, "P-256");
    confuse("ES256K", Curve::P256, "secp256k1");
    confuse("ES384", Curve::P521, "P-384");
    confuse("ES512", Curve::P256, "P-521");
    confuse("Ed25519", Curve::Ed448, "Ed25519");
    confuse("Ed448", Curve::Ed25519, "Ed448");
    confuse("Ed25519", Curve::X25519, "Ed25519");
    confuse("EdDSA", Curve::X25519, "Ed25519 or Ed448");
    confuse("EdDSA", Curve::X448, "Ed25519 or Ed448");
    let key = ml_dsa("ML-DSA-65");
    let error = VerifyError::KeyType { needed: "ML-DSA-44", found: "ML-DSA-65" };
    assert_eq!(verify(row("ML-DSA-44"), &key, MESSAGE, &[1; 2420]), Err(error));
}

#[test]
fn eddsa_takes_both_curves() {
    for (curve, len) in [(Curve::Ed25519, 64), (Curve::Ed448, 114)] {
        let key = on_curve(curve);
        let signature = sign(row("EdDSA"), &key, MESSAGE).unwrap();
        assert_eq!(signature.len(), len);
        assert_eq!(verify(row("EdDSA"), &key, MESSAGE, &signature), Ok(()));
        assert_eq!(verify(row(curve.name()), &key, MESSAGE, &signature), Ok(()));
    }
}

#[test]
fn hmac_keys_of_any_length_verify() {
    for len in [0, 1, 5, 31, 32, 63, 64, 65, 127, 128, 129, 200, 4096] {
        let key = oct(&vec![0x5a; len]);
        for name in ["HS256", "HS384", "HS512"] {
            let signature = sign(row(name), &key, MESSAGE).unwrap();
            assert_eq!(verify(row(name), &key, MESSAGE, &signature), Ok(()), "{name} {len}");
        }
    }
    // The token that jwt.io has shown for years, signed with 15 bytes.
    let signed = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.\
                  eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ";
    let signature = decode("SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c");
    assert_eq!(verify(row("HS256"), &oct(b"your-256-bit-secret"), signed.as_bytes(), &signature), Ok(()));
    assert_eq!(
        verify(row("HS256"), &oct(b"your-256-bit-secret\n"), signed.as_bytes(), &signature),
        Err(VerifyError::Mismatch)
    );
    assert_eq!(mac::hmac(row("HS256").hash.unwrap(), b"", &[MESSAGE]).len(), 32);
}

#[test]
fn short_and_odd_rsa_moduli_verify() {
    for key in [RSA_1024.clone(), rsa(1030), rsa(1536), rsa(2041), rsa(2047), rsa(2049), rsa(3072)] {
        for name in ["RS256", "RS384", "RS512", "PS256", "PS384"] {
            let signature = sign(row(name), &key, MESSAGE).unwrap();
            assert_eq!(verify(row(name), &public_half(&key), MESSAGE, &signature), Ok(()), "{name}");
            for flipped in flips(&signature, 101) {
                assert_eq!(verify(row(name), &key, MESSAGE, &flipped), Err(VerifyError::Mismatch), "{name}");
            }
        }
    }
}

#[test]
fn a_modulus_too_short_for_the_hash_is_the_keys_fault() {
    let key = rsa(512);
    for name in ["RS512", "PS256", "PS384", "PS512"] {
        assert!(matches!(verify(row(name), &key, MESSAGE, &[1; 64]), Err(VerifyError::KeyInvalid(_))), "{name}");
        assert!(matches!(sign(row(name), &key, MESSAGE), Err(SignError::KeyInvalid(_))), "{name}");
    }
    let signature = sign(row("RS256"), &key, MESSAGE).unwrap();
    assert_eq!(verify(row("RS256"), &key, MESSAGE, &signature), Ok(()));
    assert!(matches!(verify(row("PS512"), &RSA_1024, MESSAGE, &[1; 128]), Err(VerifyError::KeyInvalid(_))));
}

#[test]
fn the_two_paddings_of_rsa_are_not_confused() {
    for key in [&*RSA_2048, &*RSA_1024] {
        for (made, checked) in [("RS256", "PS256"), ("PS256", "RS256"), ("RS256", "RS384"), ("PS384", "PS256")] {
            let signature = sign(row(made), key, MESSAGE).unwrap();
            assert_eq!(verify(row(checked), key, MESSAGE, &signature), Err(VerifyError::Mismatch), "{made} {checked}");
        }
    }
}

#[test]
fn a_pss_salt_of_another_length_or_another_mgf1_hash_is_refused() {
    for key in [&*RSA_2048, &*RSA_1024] {
        let private = pkey::private_pkey(key).unwrap();
        let made = |salt: i32, mgf1: MessageDigest| {
            let mut signer = Signer::new(MessageDigest::sha256(), &private).unwrap();
            signer.set_rsa_padding(Padding::PKCS1_PSS).unwrap();
            signer.set_rsa_pss_saltlen(RsaPssSaltlen::custom(salt)).unwrap();
            signer.set_rsa_mgf1_md(mgf1).unwrap();
            signer.update(MESSAGE).unwrap();
            signer.sign_to_vec().unwrap()
        };
        let check = |signature: Vec<u8>| verify(row("PS256"), key, MESSAGE, &signature);
        assert_eq!(check(made(32, MessageDigest::sha256())), Ok(()));
        for salt in [0, 20, 31, 33, 64] {
            assert_eq!(check(made(salt, MessageDigest::sha256())), Err(VerifyError::Mismatch), "{salt}");
        }
        assert_eq!(check(made(32, MessageDigest::sha384())), Err(VerifyError::Mismatch));
    }
}

#[test]
fn rsa_numbers_that_are_no_key_are_named_at_once() {
    let KeyMaterial::Rsa { n, .. } = RSA_2048.clone() else { panic!("RSA") };
    let with = |n: &[u8], e: &[u8]| {
        let key = KeyMaterial::Rsa { n: n.to_vec(), e: e.to_vec(), private: None };
        verify(row("RS256"), &key, MESSAGE, &vec![1; n.len()])
    };
    let invalid = |n: &[u8], e: &[u8]| assert!(matches!(with(n, e), Err(VerifyError::KeyInvalid(_))), "{e:?}");
    assert_eq!(with(&n, &[1, 0, 1]), Err(VerifyError::Mismatch));
    invalid(&n, &[1]);
    invalid(&n, &[0, 0, 1]);
    invalid(&n, &[]);
    invalid(&n, &[0]);
    invalid(&n, &[2]);
    invalid(&n, &[1, 0, 0]);
    invalid(&n, &n);
    let mut even = n.clone();
    *even.last_mut().unwrap() &= 0xfe;
    invalid(&even, &[1, 0, 1]);
    invalid(&[], &[1, 0, 1]);
    invalid(&[0], &[1, 0, 1]);
    invalid(&[1], &[3]);
    invalid(&[15], &[3]);
    assert!(matches!(with(&vec![0xff; 2049], &[1, 0, 1]), Err(VerifyError::Unsupported(_))));
    assert_eq!(with(&vec![0xff; 2048], &[1, 0, 1]), Err(VerifyError::Mismatch));
    assert!(matches!(with(&vec![0xff; 512], &[0xff; 9]), Err(VerifyError::Unsupported(_))));
}

#[test]
fn a_modulus_with_leading_zeros_is_the_same_key() {
    for key in [&*RSA_2048, &*RSA_1024] {
        let signature = sign(row("RS256"), key, MESSAGE).unwrap();
        let KeyMaterial::Rsa { n, e, .. } = key.clone() else { panic!("RSA") };
        let padded = KeyMaterial::Rsa { n: [vec![0], n].concat(), e: [vec![0], e].concat(), private: None };
        assert_eq!(verify(row("RS256"), &padded, MESSAGE, &signature), Ok(()));
    }
}

#[test]
fn rsa_keys_without_primes_sign() {
    for key in [&*RSA_2048, &*RSA_1024] {
        for name in ["RS256", "PS256"] {
            let signature = sign(row(name), &without_primes(key), MESSAGE).unwrap();
            assert_eq!(verify(row(name), key, MESSAGE, &signature), Ok(()));
        }
    }
}

#[test]
fn ecdsa_in_asn_1_is_named() {
    for row in all_that_sign().filter(|row| row.family == SignatureFamily::Ecdsa) {
        let key = fitting(row);
        let signature = sign(row, &key, MESSAGE).unwrap();
        let (r, s) = signature.split_at(signature.len() / 2);
        let number = |bytes| BigNum::from_slice(bytes).unwrap();
        let der = EcdsaSig::from_private_components(number(r), number(s)).unwrap().to_der().unwrap();
        assert_eq!(verify(row, &key, MESSAGE, &der), Err(VerifyError::DerSignature), "{}", row.name);
        let trailing = [der, vec![0]].concat();
        let expected = signature.len();
        assert_eq!(
            verify(row, &key, MESSAGE, &trailing),
            Err(VerifyError::SignatureLength { expected, found: trailing.len() })
        );
    }
}

#[test]
fn r_and_s_lie_between_zero_and_the_order() {
    for row in all_that_sign().filter(|row| row.family == SignatureFamily::Ecdsa) {
        let key = fitting(row);
        let curve = row.curve.unwrap();
        let signature = sign(row, &key, MESSAGE).unwrap();
        let (r, s) = signature.split_at(signature.len() / 2);
        let (zero, order) = (vec![0; r.len()], pkey::order(curve).unwrap());
        let mut below = order.clone();
        *below.last_mut().unwrap() -= 1;
        let check = |r: &[u8], s: &[u8]| verify(row, &key, MESSAGE, &[r, s].concat());
        for bad in [&zero, &order, &vec![0xff; r.len()]] {
            assert_eq!(check(bad, bad), Err(VerifyError::ZeroSignature), "{}", row.name);
            assert_eq!(check(r, bad), Err(VerifyError::ZeroSignature), "{}", row.name);
            assert_eq!(check(bad, s), Err(VerifyError::ZeroSignature), "{}", row.name);
        }
        assert_eq!(check(&below, s), Err(VerifyError::Mismatch), "{}", row.name);
        assert_eq!(check(r, &below), Err(VerifyError::Mismatch), "{}", row.name);
    }
}

#[test]
fn the_orders_are_those_of_the_standards() {
    // SEC 2 §2.4.2 and §2.4.1.
    let order = |curve| pkey::order(curve).unwrap();
    assert_eq!(order(Curve::P256), hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"));
    assert_eq!(order(Curve::Secp256k1), hex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"));
    assert_eq!(order(Curve::P521).len(), 66);
}

#[test]
fn small_r_and_s_keep_their_zeros() {
    let key = on_curve(Curve::P256);
    let mut seen = 0;
    for round in 0u32..4000 {
        let signature = sign(row("ES256"), &key, &round.to_be_bytes()).unwrap();
        assert_eq!(signature.len(), 64);
        if signature[0] == 0 || signature[32] == 0 {
            seen += 1;
            assert_eq!(verify(row("ES256"), &key, &round.to_be_bytes(), &signature), Ok(()));
        }
        if seen > 3 {
            break;
        }
    }
    assert!(seen > 0);
}

#[test]
fn points_off_the_curve_are_no_keys() {
    for row in all_that_sign().filter(|row| row.family == SignatureFamily::Ecdsa) {
        let key = fitting(row);
        let signature = sign(row, &key, MESSAGE).unwrap();
        let KeyMaterial::Ec { curve, x, y, .. } = key else { panic!("EC") };
        let len = x.len();
        let with = |x: &[u8], y: &[u8]| {
            let key = KeyMaterial::Ec { curve, x: x.to_vec(), y: y.to_vec(), d: None };
            verify(row, &key, MESSAGE, &signature)
        };
        let mut off = y.clone();
        *off.last_mut().unwrap() ^= 1;
        for (x, y) in [
            (&x, &off),
            (&vec![0; len], &vec![0; len]),
            (&vec![0xff; len], &vec![0xff; len]),
            (&x[1..].to_vec(), &y),
            (&[&[0], x.as_slice()].concat(), &y),
            (&x, &vec![]),
        ] {
            assert!(matches!(with(x, y), Err(VerifyError::KeyInvalid(_))), "{}", row.name);
        }
        assert_eq!(with(&x, &y), Ok(()));
    }
}

#[test]
fn edwards_points_of_small_order_are_no_keys() {
    // With the neutral element as key, R the neutral element and S zero satisfy SB = R + kA for every message.
    let mut neutral = vec![0; 32];
    neutral[0] = 1;
    let forged = [neutral.clone(), vec![0; 32]].concat();
    let key = |x: Vec<u8>| KeyMaterial::Okp { curve: Curve::Ed25519, x, d: None };
    assert!(matches!(verify(row("EdDSA"), &key(neutral), MESSAGE, &forged), Err(VerifyError::KeyInvalid(_))));
    for point in [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ] {
        assert!(matches!(verify(row("Ed25519"), &key(hex(point)), MESSAGE, &forged), Err(VerifyError::KeyInvalid(_))));
    }
    let mut neutral = vec![0; 57];
    neutral[0] = 1;
    let forged = [neutral.clone(), vec![0; 57]].concat();
    let key = KeyMaterial::Okp { curve: Curve::Ed448, x: neutral, d: None };
    assert!(matches!(verify(row("Ed448"), &key, MESSAGE, &forged), Err(VerifyError::KeyInvalid(_))));
}

#[test]
fn octet_key_pairs_of_the_wrong_length_are_no_keys() {
    for len in [0, 31, 33, 57] {
        let key = KeyMaterial::Okp { curve: Curve::Ed25519, x: vec![7; len], d: None };
        assert!(matches!(verify(row("EdDSA"), &key, MESSAGE, &[1; 64]), Err(VerifyError::KeyInvalid(_))));
    }
    let key = KeyMaterial::Akp { algorithm: "ML-DSA-44", public: vec![7; 1311], seed: None };
    assert!(matches!(verify(row("ML-DSA-44"), &key, MESSAGE, &[1; 2420]), Err(VerifyError::KeyInvalid(_))));
}

#[test]
fn without_a_private_half_nothing_is_signed() {
    for row in all_that_sign().filter(|row| row.family != SignatureFamily::Hmac) {
        assert_eq!(sign(row, &public_half(&fitting(row)), MESSAGE), Err(SignError::NoPrivateKey), "{}", row.name);
    }
}

#[test]
fn a_private_half_of_another_key_does_not_sign() {
    let foreign = |row: &SignatureRow| match (fitting(row), fitting(row)) {
        (KeyMaterial::Ec { curve, x, y, .. }, KeyMaterial::Ec { d, .. }) => KeyMaterial::Ec { curve, x, y, d },
        (KeyMaterial::Okp { curve, x, .. }, KeyMaterial::Okp { d, .. }) => KeyMaterial::Okp { curve, x, d },
        (KeyMaterial::Akp { algorithm, public, .. }, _) => {
            KeyMaterial::Akp { algorithm, public, seed: Some(SecretBytes::new(vec![3; 32])) }
        }
        (KeyMaterial::Rsa { n, e, .. }, _) => match rsa(2048) {
            KeyMaterial::Rsa { private, .. } => KeyMaterial::Rsa { n, e, private },
            _ => panic!("RSA"),
        },
        _ => panic!("a pair"),
    };
    for row in all_that_sign().filter(|row| row.family != SignatureFamily::Hmac) {
        assert!(matches!(sign(row, &foreign(row), MESSAGE), Err(SignError::KeyInvalid(_))), "{}", row.name);
    }
}

#[test]
fn private_numbers_longer_than_the_modulus_are_refused_without_work() {
    let KeyMaterial::Rsa { n, e, private: Some(mut private) } = RSA_2048.clone() else { panic!("RSA") };
    private.d = SecretBytes::new(vec![0xff; 4 * 1024 * 1024]);
    private.crt = None;
    let key = KeyMaterial::Rsa { n, e, private: Some(private) };
    assert!(matches!(sign(row("RS256"), &key, MESSAGE), Err(SignError::KeyInvalid(_))));
}

#[test]
fn garbage_instead_of_a_key_is_refused() {
    for row in all_that_sign() {
        for len in [0, 1, 2, 31, 32, 57, 66, 128, 256, 1312, 1952, 2592] {
            for byte in [0x00, 0x01, 0x7f, 0xff] {
                let bytes = vec![byte; len];
                let key = match fitting(row) {
                    KeyMaterial::Rsa { .. } => KeyMaterial::Rsa { n: bytes.clone(), e: bytes, private: None },
                    KeyMaterial::Ec { curve, .. } => KeyMaterial::Ec { curve, x: bytes.clone(), y: bytes, d: None },
                    KeyMaterial::Okp { curve, .. } => KeyMaterial::Okp { curve, x: bytes, d: None },
                    KeyMaterial::Akp { algorithm, .. } => KeyMaterial::Akp { algorithm, public: bytes, seed: None },
                    KeyMaterial::Oct(_) => oct(&bytes),
                };
                for signature in [0, 1, 32, 64, 96, 114, 128, 132, 256, 2420].map(|len| vec![byte; len]) {
                    assert!(verify(row, &key, MESSAGE, &signature).is_err(), "{} {len} {byte}", row.name);
                }
            }
        }
    }
}

#[cfg(not(feature = "ml-dsa"))]
#[test]
fn without_ml_dsa_nothing_is_said_about_a_signature() {
    for row in SIGNATURE_ALGORITHMS.iter().filter(|row| row.family == SignatureFamily::MlDsa) {
        let key = fitting(row);
        let signature = vec![1; row.signature_len.unwrap()];
        assert!(matches!(verify(row, &key, MESSAGE, &signature), Err(VerifyError::Unsupported(_))), "{}", row.name);
        assert!(matches!(sign(row, &key, MESSAGE), Err(SignError::Unsupported(_))), "{}", row.name);
        assert!(matches!(crate::engine::crypto::key::check(&key, &mut Default::default()), Ok(())), "{}", row.name);
    }
}
