use super::{flips, hex};
use crate::engine::crypto::content::{EncryptError, decrypt, encrypt};
use crate::engine::crypto::key_management::DecryptError;
use crate::engine::crypto::mac;
use crate::engine::ground::jwa::content_encryption::find;
use crate::engine::ground::jwa::{CONTENT_ENCRYPTION_ALGORITHMS, ContentEncryptionRow, Hash};
use openssl::symm::{Cipher, Crypter, Mode};

const AAD: &[u8] = b"eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0";

fn row(name: &str) -> &'static ContentEncryptionRow {
    find(name).unwrap()
}

fn key(row: &ContentEncryptionRow) -> Vec<u8> {
    (0..row.key_len).map(|byte| byte as u8).collect()
}

#[test]
fn rfc_7518_appendix_b() {
    let plaintext =
        b"A cipher system must not be required to be secret, and it must be able to fall into the hands of \
                      the enemy without inconvenience";
    let iv = hex("1af38c2dc2b96ffdd86694092341bc04");
    let aad = b"The second principle of Auguste Kerckhoffs";
    for (name, start, tag) in [
        ("A128CBC-HS256", "c80edfa32ddf39d5ef00c0b468834279", "652c3fa36b0a7c5b3219fab3a30bc1c4"),
        ("A192CBC-HS384", "ea65da6b59e61edb419be62d19712ae5", "8490ac0e58949bfe51875d733f93ac2075168039ccc733d7"),
        (
            "A256CBC-HS512",
            "4affaaadb78c31c5da4b1b590d10ffbd",
            "4dd3b4c088a7f45c216839645b2012bf2e6269a8c56a816dbc1b267761955bc5",
        ),
    ] {
        let row = row(name);
        let encrypted = encrypt(row, &key(row), &iv, plaintext, aad).unwrap();
        assert_eq!(encrypted.tag, hex(tag), "{name}");
        assert_eq!(encrypted.ciphertext[..16], hex(start), "{name}");
        assert_eq!(encrypted.ciphertext.len(), 144);
        let opened = decrypt(row, &key(row), &iv, &encrypted.ciphertext, &encrypted.tag, aad);
        assert_eq!(opened.as_deref(), Ok(&plaintext[..]));
    }
}

#[test]
fn what_was_encrypted_opens_and_nothing_of_it_may_change() {
    for row in CONTENT_ENCRYPTION_ALGORITHMS {
        for plaintext in [&b""[..], b"x", b"exactly 16 bytes", b"Live long and prosper."] {
            let (cek, iv) = (key(row), vec![7; row.iv_len]);
            let encrypted = encrypt(row, &cek, &iv, plaintext, AAD).unwrap();
            let (ciphertext, tag) = (&encrypted.ciphertext, &encrypted.tag);
            assert_eq!(tag.len(), row.tag_len);
            assert_eq!(decrypt(row, &cek, &iv, ciphertext, tag, AAD).as_deref(), Ok(plaintext), "{}", row.name);
            let mismatch = Err(DecryptError::TagMismatch);
            for flipped in flips(&cek, 1) {
                // The low half of a CBC key is for AES alone, and the tag does not depend on it.
                let opened = decrypt(row, &flipped, &iv, ciphertext, tag, AAD);
                assert!(matches!(&opened, Err(DecryptError::TagMismatch | DecryptError::Padding)) || row.is_cbc_hmac);
                assert_ne!(opened.as_deref(), Ok(plaintext), "{}", row.name);
            }
            for flipped in flips(&iv, 1) {
                assert_eq!(decrypt(row, &cek, &flipped, ciphertext, tag, AAD), mismatch, "{}", row.name);
            }
            for flipped in flips(ciphertext, 1) {
                assert_eq!(decrypt(row, &cek, &iv, &flipped, tag, AAD), mismatch, "{}", row.name);
            }
            for flipped in flips(tag, 1) {
                assert_eq!(decrypt(row, &cek, &iv, ciphertext, &flipped, AAD), mismatch, "{}", row.name);
            }
            for flipped in flips(AAD, 1) {
                assert_eq!(decrypt(row, &cek, &iv, ciphertext, tag, &flipped), mismatch, "{}", row.name);
            }
            assert_eq!(decrypt(row, &cek, &iv, ciphertext, tag, b""), mismatch, "{}", row.name);
        }
    }
}

#[test]
fn every_other_length_is_refused_before_anything_is_computed() {
    for row in CONTENT_ENCRYPTION_ALGORITHMS {
        let (cek, iv) = (key(row), vec![7; row.iv_len]);
        let encrypted = encrypt(row, &cek, &iv, b"Live long and prosper.", AAD).unwrap();
        let (ciphertext, tag) = (&encrypted.ciphertext, &encrypted.tag);
        for len in (0..80).filter(|len| *len != row.tag_len) {
            let mut other = tag.clone();
            other.resize(len, 0);
            let error = DecryptError::TagLength { needed: row.tag_len, found: len };
            assert_eq!(decrypt(row, &cek, &iv, ciphertext, &other, AAD), Err(error), "{}", row.name);
        }
        for len in (0..40).filter(|len| *len != row.iv_len) {
            let error = DecryptError::IvLength { needed: row.iv_len, found: len };
            assert_eq!(decrypt(row, &cek, &vec![7; len], ciphertext, tag, AAD), Err(error), "{}", row.name);
            let error = EncryptError::IvLength { needed: row.iv_len, found: len };
            assert_eq!(encrypt(row, &cek, &vec![7; len], b"", AAD), Err(error), "{}", row.name);
        }
        for len in (0..80).filter(|len| *len != row.key_len) {
            let error = DecryptError::CekLength { needed: row.key_len, found: len };
            assert_eq!(decrypt(row, &vec![7; len], &iv, ciphertext, tag, AAD), Err(error), "{}", row.name);
        }
        for len in [0, 1, 15, 17, 31, 33] {
            let opened = decrypt(row, &cek, &iv, &vec![7; len], tag, AAD);
            let cbc = DecryptError::CiphertextLength { found: len };
            assert_eq!(opened, Err(if row.is_cbc_hmac { cbc } else { DecryptError::TagMismatch }), "{}", row.name);
        }
    }
}

#[test]
fn an_authentic_ciphertext_with_wrong_padding_is_the_senders_error() {
    let (row, iv) = (row("A128CBC-HS256"), [7; 16]);
    let cek = key(row);
    let mut crypter = Crypter::new(Cipher::aes_128_cbc(), Mode::Encrypt, &cek[16..], Some(&iv)).unwrap();
    crypter.pad(false);
    let mut ciphertext = vec![0; 48];
    let len = crypter.update(&[0xee; 16], &mut ciphertext).unwrap();
    ciphertext.truncate(len);
    let mut tag = mac::hmac(Hash::Sha256, &cek[..16], &[AAD, &iv, &ciphertext, &(AAD.len() as u64 * 8).to_be_bytes()]);
    tag.truncate(16);
    assert_eq!(decrypt(row, &cek, &iv, &ciphertext, &tag, AAD), Err(DecryptError::Padding));
    // With a wrong tag the padding is never looked at.
    tag[0] ^= 1;
    assert_eq!(decrypt(row, &cek, &iv, &ciphertext, &tag, AAD), Err(DecryptError::TagMismatch));
}
