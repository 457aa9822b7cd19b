//! Why a signature that was made elsewhere does not fit: what it looks like, and what was really signed, where that can be
//! found out.

use super::spelling::{Reading, Spelling, length_of};
use super::{ToSign, payload};
use crate::engine::crypto::signature::{self, VerifyError, verify};
use crate::engine::detect::detect;
use crate::engine::examine::examine;
use crate::engine::ground::json;
use crate::engine::ground::jwa::{SIGNATURE_ALGORITHMS, SignatureFamily};
use crate::engine::ground::limit::{ExamineOptions, Limits};
use crate::engine::jose::reason::Reason;
use crate::engine::key::{Jwk, KeyRing};
use crate::engine::text::envelope;
use std::sync::Arc;

/// What came back instead of the signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    pub kind: MisfitKind,
    /// The algorithm of the header.
    pub algorithm: &'static str,
    /// Bytes that a signature has of this algorithm, and of this key where one is at hand.
    pub expected: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MisfitKind {
    /// No bytes.
    Empty,
    /// A key or a certificate.
    Key,
    /// A signature of another kind.
    Foreign(ForeignSignature),
    /// What a service says where it did not sign.
    Refusal,
    /// Text, in which nothing can be a signature.
    Text,
    /// The hash that was to be signed.
    Digest,
    /// The key is none for the algorithm.
    OtherKey(VerifyError),
    /// Another length; `like` is an algorithm whose signatures have it.
    Length { found: usize, spelling: Spelling, like: Option<&'static str> },
    /// Made with this key, otherwise than the header says, or over other bytes.
    Made(Box<Reason>),
    /// As long as it has to be, and over other bytes or by another key.
    Unknown,
}

/// Signatures that are made over something else, so that none of them can be in a JWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignSignature {
    Ssh,
    OpenPgp,
    Cms,
}

/// The object identifier of signed data (RFC 5652 §5.1), in DER.
const SIGNED_DATA: &[u8] = &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
/// How far from its beginning that stands.
const NEAR: usize = 32;

pub(super) fn find(input: &ToSign, bytes: &[u8], readings: &[Reading], key: Option<&Jwk>) -> Misfit {
    let expected = key.and_then(|key| signature::length(input.row, &key.material)).or_else(|| fixed(input));
    let kind = plain(bytes).unwrap_or_else(|| computed(input, bytes, readings, key, expected));
    Misfit { kind, algorithm: input.row.name, expected }
}

/// The length of every signature of this algorithm, where it has one.
fn fixed(input: &ToSign) -> Option<usize> {
    let row = input.row;
    match row.family {
        SignatureFamily::Hmac => row.hash.map(|hash| hash.output_len()),
        SignatureFamily::Ecdsa => row.curve.map(|curve| 2 * curve.row().private_len),
        _ => row.signature_len,
    }
}

/// What can be seen without computing anything.
fn plain(bytes: &[u8]) -> Option<MisfitKind> {
    if bytes.trim_ascii().is_empty() {
        return Some(MisfitKind::Empty);
    }
    let is_cms = |bytes: &[u8]| bytes.windows(SIGNED_DATA.len()).take(NEAR).any(|window| window == SIGNED_DATA);
    if is_cms(bytes) {
        return Some(MisfitKind::Foreign(ForeignSignature::Cms));
    }
    let text = envelope::of_file(bytes)?.text;
    let armour = [
        ("-----BEGIN SSH SIGNATURE-----", ForeignSignature::Ssh),
        ("-----BEGIN PGP ", ForeignSignature::OpenPgp),
        ("-----BEGIN PKCS7-----", ForeignSignature::Cms),
        ("-----BEGIN CMS-----", ForeignSignature::Cms),
    ];
    if let Some((_, foreign)) = armour.iter().find(|(armour, _)| text.contains(armour)) {
        return Some(MisfitKind::Foreign(*foreign));
    }
    if detect(&text, &Limits::DEFAULT).key_material.is_some() {
        return Some(MisfitKind::Key);
    }
    let document = json::scan(text.trim().as_bytes(), Limits::DEFAULT.json_depth);
    let answer = document.object().filter(|_| document.is_complete());
    let is_refusal =
        answer.is_some_and(|answer| ["errors", "error", "__type"].iter().any(|name| answer.get(name).is_some()));
    is_refusal.then_some(MisfitKind::Refusal)
}

/// What has to be computed.
fn computed(
    input: &ToSign,
    bytes: &[u8],
    readings: &[Reading],
    key: Option<&Jwk>,
    expected: Option<usize>,
) -> MisfitKind {
    // Text stands for bytes, and is not them.
    let first = usize::from(readings.len() > 1);
    let likely = readings.get(first..).filter(|readings| !readings.is_empty()).unwrap_or(readings);
    if input.digest().is_some_and(|(_, digest)| readings.iter().any(|reading| reading.bytes == digest)) {
        return MisfitKind::Digest;
    }
    let as_long = || readings.iter().rev().find(|reading| Some(reading.bytes.len()) == expected);
    if let Some(key) = key {
        let any = as_long().or(likely.first()).map(|reading| reading.bytes.as_slice()).unwrap_or_default();
        if let Err(error @ (VerifyError::KeyType { .. } | VerifyError::Curve { .. } | VerifyError::KeyInvalid(_))) =
            verify(input.row, &key.material, &input.bytes, any)
        {
            return MisfitKind::OtherKey(error);
        }
        let plausible = readings.iter().rev().filter(|reading| is_plausible(input, reading.bytes.len(), expected));
        let made = plausible.take(MOST_TRIED).find_map(|reading| made(input, &reading.bytes, key));
        if let Some(reason) = made {
            return MisfitKind::Made(Box::new(reason));
        }
    }
    if as_long().is_some() {
        return MisfitKind::Unknown;
    }
    let is_text = |reading: &Reading| envelope::text_of(&reading.bytes).is_some();
    match likely.iter().find(|reading| !is_text(reading)) {
        // Words are base64 of a few bytes as well, if one will: only where there is no blank between them.
        None => match length_of(bytes).filter(|_| !bytes.trim_ascii().contains(&b' ')) {
            Some((spelling, found)) => MisfitKind::Length { found, spelling, like: None },
            None => MisfitKind::Text,
        },
        Some(Reading { spelling, bytes }) => {
            let like = SIGNATURE_ALGORITHMS.iter().filter(|row| row.family != SignatureFamily::RsaPkcs1);
            let like =
                like.filter(|row| row.name != input.row.name).find(|row| usual_length(row.name) == Some(bytes.len()));
            MisfitKind::Length { found: bytes.len(), spelling: *spelling, like: like.map(|row| row.name) }
        }
    }
}

fn usual_length(name: &str) -> Option<usize> {
    let row = crate::engine::ground::jwa::signature::find(name)?;
    fixed(&ToSign { bytes: Vec::new(), row, is_detached: false })
}

/// Readings of which it is tried how they were made: each takes as long as looking into a token.
const MOST_TRIED: usize = 4;
/// Bytes behind a signature that a copy may have.
const GLUED: usize = 4;

/// Whether something so long can have been made with this key: a MAC of another hash has another length.
fn is_plausible(input: &ToSign, length: usize, expected: Option<usize>) -> bool {
    let is_near = expected.is_some_and(|expected| (expected..=expected + GLUED).contains(&length));
    is_near || (input.is_mac() && [20, 32, 48, 64].contains(&length))
}

/// How the key made it, if it did: tried as of any token that is rejected.
fn made(input: &ToSign, bytes: &[u8], key: &Jwk) -> Option<Reason> {
    let token = input.with(bytes).ok()?;
    let options = ExamineOptions {
        detached_payload: payload(&input.bytes).filter(|_| input.is_detached).map(Into::into),
        keys_are_for_this_token: true,
        ..ExamineOptions::default()
    };
    let examination = examine(&token, &KeyRing::new([Arc::new(key.clone())]), &options);
    let result = examination.layers.first()?.signatures.first()?;
    let reasons = result.reasons.iter().chain(result.attempts.iter().flat_map(|attempt| &attempt.reasons));
    let mut causes = reasons.filter(|reason| matches!(reason, Reason::Cause(..)));
    causes.next().cloned()
}
