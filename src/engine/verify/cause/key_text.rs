//! The text of a key pair used as the secret of an HMAC: of its public half a forgery (CVE-2015-9235), of its private half
//! a mistake.

use super::{Effort, Subject};
use crate::engine::crypto::confusion;
use crate::engine::crypto::made::{MacHash, hash_of};
use crate::engine::ground::jwa::Hash;
use crate::engine::ground::secret::{SecretBytes, replaced};
use crate::engine::jose::reason::{Cause, Spelling};
use crate::engine::key::{Jwk, KeyMaterial};
use data_encoding::{BASE64, BASE64URL_NOPAD, HEXLOWER};
use zeroize::Zeroizing;

pub(super) fn find(subject: &Subject<'_>, key: &Jwk, effort: &Effort) -> Option<Cause> {
    if matches!(key.material, KeyMaterial::Oct(_)) {
        return None;
    }
    let algorithm = subject.row.name;
    let made_with = |text: &[u8]| {
        effort.verifies(subject.row, &KeyMaterial::Oct(SecretBytes::from(text)), subject.message, subject.signature)
    };
    let spelt =
        |text: &[u8]| spellings(text).into_iter().find(|(_, text)| made_with(text)).map(|(spelling, _)| spelling);
    for (form, text) in confusion::public_key_texts(&key.material) {
        if let Some(spelling) = spelt(&text) {
            return Some(Cause::ForgedWithPublicKey { algorithm, form, spelling });
        }
    }
    // As the file has it: a certificate, a JWK.
    if let Some(written) = &key.written
        && let Some(spelling) = spelt(written.expose())
    {
        let form = if key.source.format.ends_with("certificate") {
            "the text of its certificate"
        } else if written.expose().trim_ascii_start().starts_with(b"{") {
            "its JWK text"
        } else {
            "the text of its file"
        };
        return Some(text_of(key, algorithm, form, spelling));
    }
    if let Some(spelling) = key.written.iter().flat_map(|written| sets(written.expose())).find_map(|set| spelt(&set)) {
        return Some(text_of(key, algorithm, "the text of its JWK Set", spelling));
    }
    for (form, text) in confusion::private_key_texts(&key.material) {
        if let Some(spelling) = spelt(text.expose()) {
            return Some(Cause::PrivateKeyText { algorithm, form, spelling });
        }
    }
    None
}

fn text_of(key: &Jwk, algorithm: &'static str, form: &'static str, spelling: Spelling) -> Cause {
    if key.is_private() {
        Cause::PrivateKeyText { algorithm, form, spelling }
    } else {
        Cause::ForgedWithPublicKey { algorithm, form, spelling }
    }
}

/// The sets that have nothing but this JWK in them, as programs write them in one line.
fn sets(jwk: &[u8]) -> Vec<Zeroizing<Vec<u8>>> {
    let jwk = jwk.trim_ascii();
    if !jwk.starts_with(b"{") {
        return Vec::new();
    }
    [&b"{\"keys\":["[..], b"{\"keys\": ["].iter().map(|front| Zeroizing::new([*front, jwk, b"]}"].concat())).collect()
}

/// The ways in which the text of a key stands in files, variables and source code.
fn spellings(text: &[u8]) -> Vec<(Spelling, Zeroizing<Vec<u8>>)> {
    let mut out = vec![(Spelling::File, Zeroizing::new(text.to_vec()))];
    let Ok(text) = std::str::from_utf8(text) else { return out };
    encoded(text, &mut out);
    let trimmed = text.trim_end();
    if !text.starts_with("-----BEGIN") {
        out.push((Spelling::Trimmed, Zeroizing::new(text.trim().as_bytes().to_vec())));
        hashed(text, &mut out);
        return out;
    }
    let body: Vec<&str> = trimmed.lines().filter(|line| !line.starts_with("-----")).collect();
    let mut add = |spelling, mut text: Zeroizing<String>| {
        out.push((spelling, Zeroizing::new(std::mem::take(&mut *text).into_bytes())));
    };
    add(Spelling::Trimmed, Zeroizing::new(trimmed.to_owned()));
    add(Spelling::Escaped, replaced(text, "\n", "\\n"));
    add(Spelling::EscapedTrimmed, replaced(trimmed, "\n", "\\n"));
    add(Spelling::CrLf, replaced(text, "\n", "\r\n"));
    add(Spelling::CrLfTrimmed, replaced(trimmed, "\n", "\r\n"));
    add(Spelling::OneLine, replaced(trimmed, "\n", ""));
    add(Spelling::OneLine, replaced(trimmed, "\n", " "));
    add(Spelling::OneLine, replaced(text, "\n", " "));
    add(Spelling::Body, Zeroizing::new(body.concat()));
    add(Spelling::BodyLines, Zeroizing::new(body.join("\n")));
    hashed(text, &mut out);
    out
}

/// The base64 of the text, in which keys stand in variables: as text, because nothing decoded it.
fn encoded(text: &str, out: &mut Vec<(Spelling, Zeroizing<Vec<u8>>)>) {
    for written in [text, text.trim_end()] {
        for encoding in [BASE64, BASE64URL_NOPAD] {
            let encoded = Zeroizing::new(encoding.encode(written.as_bytes()).into_bytes());
            let with_break = Zeroizing::new([&encoded, &b"\n"[..]].concat());
            out.extend([encoded, with_break].map(|encoded| (Spelling::Base64, encoded)));
        }
    }
}

/// The hash of the text, where a library wants a key of fixed length. HMAC hashes a long key by itself (RFC 2104 §2): the
/// hash of its own then is the text once more, which is said first.
fn hashed(text: &str, out: &mut Vec<(Spelling, Zeroizing<Vec<u8>>)>) {
    for written in [text, text.trim_end()] {
        for hash in [MacHash::Sha(Hash::Sha256), MacHash::Sha(Hash::Sha1), MacHash::Md5] {
            let Some(hashed) = hash_of(hash, written.as_bytes()) else { continue };
            let digits = HEXLOWER.encode(&hashed).into_bytes();
            out.push((Spelling::HashedHex(hash), Zeroizing::new(digits)));
            out.push((Spelling::Hashed(hash), Zeroizing::new(hashed)));
        }
    }
}
