//! Encryptions in which something is not of JOSE, and what is said of keys that do not open one.

use super::{CLAIMS, EC, RSA, acted, as_made, causes, examined, pair, sealed, secret, taken};
use crate::engine::crypto::content;
use crate::engine::crypto::key_management::{self, SenderChoices};
use crate::engine::crypto::tests::public_half;
use crate::engine::ground::base64url::encode;
use crate::engine::ground::jwa::{Hash, content_encryption, key_management as algorithms};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::jose::reason::{
    AlgorithmReason, AlgorithmRole, Cause, MissingKey, MissingKeyReason, OpeningForm, Reason, Remedy,
};
use crate::engine::jose::status::RecipientStatus;
use crate::engine::key::reading::SecretReading;
use crate::engine::key::{Jwk, KeyMaterial};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use std::io::Write;
use std::sync::Arc;

fn reasons(token: &str, keys: &[&Arc<Jwk>]) -> Vec<Reason> {
    examined(token, keys, None).layers[0].recipients[0].reasons.clone()
}

/// A direct one over these bytes, under this header.
fn direct(header: &str, cek: &[u8], plaintext: &[u8]) -> String {
    let row = content_encryption::find("A128GCM").unwrap();
    let header = encode(header.as_bytes());
    let iv = vec![7; row.iv_len];
    let content::Encrypted { ciphertext, tag, .. } =
        content::encrypt(row, cek, &iv, plaintext, header.as_bytes()).unwrap();
    format!("{header}..{}.{}.{}", encode(&iv), encode(&ciphertext), encode(&tag))
}

#[test]
fn names_of_other_worlds_for_encryption() {
    let cek: Vec<u8> = (0..16).collect();
    let key = secret(&cek);
    for (header, role, registered) in [
        (r#"{"alg":"dir","enc":"AES128GCM"}"#, AlgorithmRole::ContentEncryption, "A128GCM"),
        (r#"{"alg":"direct","enc":"A128GCM"}"#, AlgorithmRole::KeyManagement, "dir"),
    ] {
        let token = direct(header, &cek, CLAIMS.as_bytes());
        let form = OpeningForm::NamedElsewhere { algorithm: "dir", enc: "A128GCM" };
        let name = if registered == "dir" { "direct" } else { "AES128GCM" }.to_owned();
        let foreign = Reason::Algorithm(AlgorithmReason::Foreign { role, name, registered });
        let fits = Reason::Cause(Cause::Opens(form), Remedy::AsMade);
        assert_eq!(reasons(&token, &[&key]), [foreign.clone(), fits], "{header}");
        assert!(taken(&as_made(&token, &[&key], None)).is_some());
        assert_eq!(reasons(&token, &[&secret(b"0123456789abcdef")]), [foreign], "{header}");
    }
    // Java's name, and its hash for MGF1.
    let name = "RSA/ECB/OAEPWithSHA-256AndMGF1Padding";
    let encrypted = key_management::encrypt_oaep(&RSA.material, Hash::Sha256, Hash::Sha1, &cek).expect("encrypted");
    let token = sealed(name, "A128GCM", "", &cek, &encrypted);
    let java = OpeningForm::Oaep { named: "RSA-OAEP-256", hash: Hash::Sha256, mgf1: Hash::Sha1 };
    let own = Arc::new(Jwk { public_key_use: None, key_operations: None, algorithm: None, ..Jwk::clone(&RSA) });
    assert_eq!(causes(&examined(&token, &[&own], None)), [Cause::Opens(java)]);
    assert_eq!(taken(&as_made(&token, &[&own], None)).map(<[_]>::len), Some(2));
}

#[test]
fn a_plaintext_in_the_format_around_deflate() {
    let cek: Vec<u8> = (0..16).collect();
    let key = secret(&cek);
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::best());
    zlib.write_all(CLAIMS.as_bytes()).unwrap();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(CLAIMS.as_bytes()).unwrap();
    let header = r#"{"alg":"dir","enc":"A128GCM","zip":"DEF"}"#;
    for (plaintext, form) in [(zlib.finish().unwrap(), OpeningForm::Zlib), (gzip.finish().unwrap(), OpeningForm::Gzip)]
    {
        let token = direct(header, &cek, &plaintext);
        let examination = examined(&token, &[&key], None);
        assert_eq!(causes(&examination), [Cause::Opens(form)]);
        acted(&token, &key, None, &examination);
    }
    assert_eq!(causes(&examined(&direct(header, &cek, b"\x78\x9cnothing"), &[&key], None)), []);
}

/// A shorter tag is named for what it is, and never taken.
#[test]
fn a_tag_that_is_the_beginning_of_the_right_one() {
    let kek: Vec<u8> = (50..66).collect();
    let wrapping = KeyMaterial::Oct(kek.clone().into());
    for enc in ["A128GCM", "A128CBC-HS256"] {
        let row = content_encryption::find(enc).unwrap();
        let cek: Vec<u8> = (0..u8::try_from(row.key_len).unwrap()).collect();
        let choices = SenderChoices { cek: Some(&SecretBytes::from(cek.as_slice())), ..SenderChoices::default() };
        let wrapped =
            key_management::determine(algorithms::find("A128KW").unwrap(), row, &wrapping, &choices, &Limits::DEFAULT)
                .unwrap();
        let token = sealed("A128KW", enc, "", &cek, &wrapped.encrypted_key);
        let (front, tag) = token.rsplit_once('.').unwrap();
        let whole = BASE64URL_NOPAD.decode(tag.as_bytes()).unwrap();
        let cut = &format!("{front}.{}", encode(&whole[..whole.len() - 4]));
        let (right, other) = (secret(&kek), secret(b"0123456789abcdef"));
        let examination = examined(cut, &[&right], None);
        let form = OpeningForm::TagCut { expected: row.tag_len, found: row.tag_len - 4 };
        assert_eq!(causes(&examination), [Cause::Opens(form)], "{enc}");
        assert_eq!(examination.layers[0].recipients[0].status, RecipientStatus::Malformed);
        acted(cut, &right, None, &examination);
        assert_eq!(causes(&examined(cut, &[&other], None)), [], "{enc}");
    }
}

#[test]
fn the_content_key_in_hexadecimal() {
    let (cek, kek): (Vec<u8>, Vec<u8>) = ((0..16).collect(), (50..66).collect());
    let row = content_encryption::find("A128GCM").unwrap();
    let choices = SenderChoices { cek: Some(&SecretBytes::from(cek.as_slice())), ..SenderChoices::default() };
    let wrapping = KeyMaterial::Oct(kek.into());
    let wrapped =
        key_management::determine(algorithms::find("A128KW").unwrap(), row, &wrapping, &choices, &Limits::DEFAULT)
            .unwrap();
    let token = sealed("A128KW", "A128GCM", "", &cek, &wrapped.encrypted_key);
    let key = secret(HEXLOWER.encode(&cek).as_bytes());
    let form = OpeningForm::ContentKey { reading: Some(SecretReading::Hex) };
    let examination = examined(&token, &[&key], None);
    assert_eq!(causes(&examination), [Cause::Opens(form)]);
    acted(&token, &key, None, &examination);
}

/// Nothing says of a public key that it is the one, unless the token names it.
#[test]
fn a_public_key_matches_where_the_token_names_it() {
    let other = pair("rsa-2048", 79);
    let public = |key: &Arc<Jwk>, kid: Option<&str>| {
        Arc::new(Jwk { material: public_half(&key.material), key_id: kid.map(str::to_owned), ..Jwk::clone(key) })
    };
    let cek: Vec<u8> = (0..16).collect();
    let encrypted = key_management::encrypt_oaep(&RSA.material, Hash::Sha1, Hash::Sha1, &cek).expect("encrypted");
    let token = sealed("RSA-OAEP", "A128GCM", r#","kid":"e1""#, &cek, &encrypted);
    for (kid, is_named) in [(None, false), (Some("zz"), false), (Some("e1"), true)] {
        let missing = MissingKey::RsaPrivateKey;
        let told = MissingKeyReason::PublicHalfOnly { algorithm: "RSA-OAEP", missing, is_named };
        assert_eq!(reasons(&token, &[&public(&other, kid)]), [Reason::MissingKey(told)], "{kid:?}");
    }
}

/// Who has the secret of a session must not cut it to the length of a key.
#[test]
fn a_secret_of_a_session_that_does_not_open_it() {
    let token = sealed("dir", "A256GCM", "", &[9; 32], b"");
    let none_fits = |is_derivation_tried| {
        let missing = MissingKey::SharedKey;
        [Reason::MissingKey(MissingKeyReason::NoneFits { algorithm: "dir", missing, is_derivation_tried })]
    };
    assert_eq!(reasons(&token, &[&secret(b"a-next-auth-secret-of-some-length")]), none_fits(true));
    assert_eq!(reasons(&token, &[&EC]), none_fits(false));
    let other = sealed("dir", "A128GCM", "", &[9; 16], b"");
    assert_eq!(reasons(&other, &[&secret(b"a-secret-of-some-length")]), none_fits(false));
}
