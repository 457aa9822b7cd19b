//! Every algorithm, one bit at a time: a token with any single bit flipped is never verified and never opened, and nothing
//! panics. Short tokens are swept whole, of long ones a bit in every so many.

use crate::support::{explain, is_decrypted, is_verified};
use jotsmith::engine::builder::{
    BuildRequest, Encryption, Payload, RecipientRequest, SignatureRequest, Signing, build,
};
use jotsmith::engine::crypto::signature::is_available;
use jotsmith::engine::examine::examine;
use jotsmith::engine::ground::jwa::{
    CONTENT_ENCRYPTION_ALGORITHMS, KEY_MANAGEMENT_ALGORITHMS, KeyManagementFamily, KeyManagementRow,
    SIGNATURE_ALGORITHMS, SignatureFamily, SignatureRow,
};
use jotsmith::engine::ground::limit::ExamineOptions;
use jotsmith::engine::ground::limit::Limits;
use jotsmith::engine::key::{Jwk, KeyIds, KeyRing};
use jotsmith::engine::key_file::generate::{Recipe, find, generate};
use std::sync::{Arc, LazyLock};

/// Bits of a token that is short, and swept whole.
const SHORT: usize = 1_300;
/// Flips in a longer one, at most: more would take minutes in a build for tests.
const MOST: usize = 500;

/// A key of this kind that says nothing about what it is for.
fn key(kind: &str) -> Arc<Jwk> {
    let mut key = generate(&Recipe::usual(find(kind).unwrap()), &mut KeyIds::default()).unwrap();
    (key.algorithm, key.public_key_use, key.key_operations, key.key_id) = (None, None, None, None);
    Arc::new(key)
}

static RSA: LazyLock<Arc<Jwk>> = LazyLock::new(|| key("rsa-2048"));

/// Sweeps over a token; says how many bits were flipped.
fn sweep(name: &str, token: &str, key: &Arc<Jwk>) -> usize {
    let options = ExamineOptions { keys_are_for_this_token: true, ..ExamineOptions::default() };
    let ring = KeyRing::new([Arc::clone(key)]);
    let see = |token: &str| examine(token, &ring, &options);
    let good = see(token);
    assert!(is_verified(&good) || is_decrypted(&good), "{name}: {}", explain(&good));
    // Not a multiple of eight, so that every place in a byte has its turn.
    let bits = token.len() * 8;
    let step = if bits <= SHORT { 1 } else { bits.div_ceil(MOST) | 1 };
    let mut flipped = 0;
    for bit in (0..token.len() * 8).step_by(step) {
        let mut bytes = token.as_bytes().to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let Ok(changed) = String::from_utf8(bytes) else { continue };
        let examination = see(&changed);
        assert!(
            !is_verified(&examination) && !is_decrypted(&examination),
            "{name}: accepted with bit {bit} flipped: {changed}"
        );
        flipped += 1;
    }
    flipped
}

fn signing_key(row: &SignatureRow) -> Arc<Jwk> {
    match (row.family, row.name) {
        (SignatureFamily::Hmac, _) => key("oct-512"),
        (SignatureFamily::RsaPkcs1 | SignatureFamily::RsaPss, _) => Arc::clone(&RSA),
        (_, "ES256") => key("p-256"),
        (_, "ES384") => key("p-384"),
        (_, "ES512") => key("p-521"),
        (_, "ES256K") => key("secp256k1"),
        (_, "Ed448") => key("ed448"),
        (SignatureFamily::EdDsa, _) => key("ed25519"),
        (_, name) => key(&name.to_lowercase()),
    }
}

#[test]
fn no_flipped_bit_of_any_signature_algorithm_is_verified() {
    for row in SIGNATURE_ALGORITHMS.iter().filter(|row| row.family != SignatureFamily::Unsecured && is_available(row)) {
        let signer = signing_key(row);
        let mut request = SignatureRequest::new(Arc::clone(&signer), "");
        request.algorithm = Some(row);
        let signing = Some(Signing::compact(request));
        let request = BuildRequest {
            payload: Payload::Claims("{\"a\":1}".to_owned()),
            signing,
            allow_weak: true,
            ..Default::default()
        };
        let token = build(&request, &Limits::DEFAULT).unwrap_or_else(|error| panic!("{}: {error:?}", row.name)).text;
        let flipped = sweep(row.name, &token, &signer);
        println!("| {} | {flipped} bits flipped | 0 verified |", row.name);
    }
}

fn recipient_keys(row: &KeyManagementRow, enc: &str) -> Vec<Arc<Jwk>> {
    match row.family {
        KeyManagementFamily::RsaOaep | KeyManagementFamily::Rsa15 => vec![Arc::clone(&RSA)],
        KeyManagementFamily::EcdhEs => ["p-256", "p-384", "p-521", "x25519", "x448"].map(key).into(),
        KeyManagementFamily::Pbes2 => vec![key("oct-256")],
        KeyManagementFamily::Direct => {
            let length = CONTENT_ENCRYPTION_ALGORITHMS.iter().find(|row| row.name == enc).unwrap().key_len * 8;
            vec![key(&format!("oct-{length}"))]
        }
        _ => vec![key(&format!("oct-{}", &row.name[1..4]))],
    }
}

fn swept(row: &'static KeyManagementRow, enc: &str) {
    let enc = CONTENT_ENCRYPTION_ALGORITHMS.iter().find(|row| row.name == enc).unwrap();
    for recipient in recipient_keys(row, enc.name) {
        let mut request = RecipientRequest::new(Arc::clone(&recipient));
        request.algorithm = Some(row);
        request.pbes2_count = (row.family == KeyManagementFamily::Pbes2).then_some(1_000);
        let mut encryption = Encryption::compact(request, "");
        encryption.content_encryption = Some(enc);
        let payload = Payload::Claims("{}".to_owned());
        let request = BuildRequest { payload, encryption: Some(encryption), allow_weak: true, ..Default::default() };
        let name = format!("{} {}", row.name, enc.name);
        let token = build(&request, &Limits::DEFAULT).unwrap_or_else(|error| panic!("{name}: {error:?}")).text;
        let flipped = sweep(&name, &token, &recipient);
        println!("| {name} | {flipped} bits flipped | 0 decrypted |");
    }
}

#[test]
fn no_flipped_bit_of_any_key_management_is_decrypted() {
    KEY_MANAGEMENT_ALGORITHMS.iter().for_each(|row| swept(row, "A128GCM"));
}

#[test]
fn no_flipped_bit_of_any_content_encryption_is_decrypted() {
    let direct = KEY_MANAGEMENT_ALGORITHMS.iter().find(|row| row.name == "dir").unwrap();
    CONTENT_ENCRYPTION_ALGORITHMS.iter().for_each(|enc| swept(direct, enc.name));
}
