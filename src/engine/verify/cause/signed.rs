//! The right key and signature, over other bytes than the signing input (RFC 7515 §5.1 step 5, RFC 7797 §3).

use super::rewritten::outside_strings;
use super::{Effort, Proved, Subject, Tried, charset, rewritten};
use crate::engine::crypto::digest::digest;
use crate::engine::ground::base64url;
use crate::engine::ground::json;
use crate::engine::ground::jwa::Hash;
use crate::engine::ground::limit::Limits;
use crate::engine::jose::header::Origin;
use crate::engine::jose::jws::Signature;
use crate::engine::jose::reason::{Before, Behind, Cause, JsonWriting, PayloadForm, SignedForm};
use data_encoding::{BASE64, BASE64_NOPAD, BASE64URL, HEXLOWER};

/// Longest payload that is written anew for a trial.
pub(super) const LONGEST: usize = 256 * 1024;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

pub(super) fn find(subject: &Subject<'_>, keys: &[Tried<'_>], effort: &Effort) -> Option<Proved> {
    if subject.message.len() > LONGEST || keys.is_empty() {
        return None;
    }
    let fits = |message: &[u8]| keys.iter().find(|key| key.made(message, subject, effort));
    let mut seen: Vec<Vec<u8>> = vec![subject.message.to_vec()];
    for (form, message) in candidates(subject) {
        if seen.contains(&message) {
            continue;
        }
        if let Some(tried) = fits(&message) {
            return Some(Proved { cause: Cause::Signed(form), by: Some(tried.key.id), used: None });
        }
        seen.push(message);
    }
    None
}

/// Everything that programs are known to sign by mistake, the frequent first.
fn candidates(subject: &Subject<'_>) -> Vec<(SignedForm, Vec<u8>)> {
    let mut out = Vec::new();
    let Some(entry) = subject.jws.signatures.get(subject.index) else { return out };
    out.extend(graph_nonce(subject, entry));
    detached(subject, entry, &mut out);
    let behind = [
        (Behind::LineBreak, &b"\n"[..]),
        (Behind::CrLf, b"\r\n"),
        (Behind::Nul, b"\0"),
        (Behind::Blank, b" "),
        (Behind::Dot, b"."),
    ];
    for (what, bytes) in behind {
        out.push((SignedForm::WithBehind(what), [subject.message, bytes].concat()));
    }
    for (what, front, end) in [
        (Before::LineBreak, &b"\n"[..], &b""[..]),
        (Before::Blank, b" ", b""),
        (Before::Bearer, b"Bearer ", b""),
        (Before::Quotes, b"\"", b"\""),
    ] {
        out.push((SignedForm::WithBefore(what), [front, subject.message, end].concat()));
    }
    out.extend(encoded_otherwise(subject, entry));
    // The hash of the algorithm and, where a service was told another one, SHA-256.
    let hashes = [subject.row.hash.unwrap_or(Hash::Sha512), Hash::Sha256];
    for hash in &hashes[..if hashes[0] == hashes[1] { 1 } else { 2 }] {
        let hashed = digest(*hash, subject.message);
        out.push((SignedForm::HashText(*hash), HEXLOWER.encode(&hashed).into_bytes()));
        out.push((SignedForm::HashBase64(*hash), BASE64.encode(&hashed).into_bytes()));
        out.push((SignedForm::HashedTwice(*hash), hashed));
    }
    if let Ok(text) = std::str::from_utf8(subject.message) {
        out.push((SignedForm::Utf16, text.encode_utf16().flat_map(u16::to_le_bytes).collect()));
    }
    beside(subject, entry, &mut out);
    other_headers(subject, entry, &mut out);
    written_again(subject, entry, &mut out);
    out
}

/// What is signed by mistake often enough to be tried with a secret that is another too.
pub(super) fn frequent(subject: &Subject<'_>) -> Vec<(SignedForm, Vec<u8>)> {
    let Some(entry) = subject.jws.signatures.get(subject.index) else { return Vec::new() };
    let mut out = Vec::new();
    detached(subject, entry, &mut out);
    for (what, end) in [(Behind::LineBreak, &b"\n"[..]), (Behind::CrLf, b"\r\n")] {
        out.push((SignedForm::WithBehind(what), [subject.message, end].concat()));
    }
    let is_frequent = |form| matches!(form, SignedForm::Padded | SignedForm::StandardAlphabet | SignedForm::Decoded);
    out.extend(encoded_otherwise(subject, entry).into_iter().filter(|(form, _)| is_frequent(*form)));
    let hash = subject.row.hash.unwrap_or(Hash::Sha256);
    let hashed = digest(hash, subject.message);
    out.push((SignedForm::HashText(hash), HEXLOWER.encode(&hashed).into_bytes()));
    out.push((SignedForm::HashedTwice(hash), hashed));
    if let Some(payload) = subject.payload().filter(|payload| payload.starts_with(b"{") && !entry.is_unencoded()) {
        let written = base64url::encode(&rewritten::spaced(&compact(payload)));
        let text = entry.protected_text(subject.text).as_bytes();
        out.push((SignedForm::Rewritten(JsonWriting::Spaced), dotted(text, written.as_bytes())));
    }
    out.retain(|(_, message)| message != subject.message);
    out
}

/// Whether a token is for Microsoft Graph, which has the `nonce` of its header hashed before it is signed.
pub(crate) fn is_for_graph(subject: &Subject<'_>) -> bool {
    const GRAPH: [&str; 3] =
        ["00000003-0000-0000-c000-000000000000", "https://graph.microsoft.com", "https://graph.microsoft.com/"];
    let header = subject.jws.signatures.get(subject.index).map(|entry| &entry.header);
    let has_nonce = header.is_some_and(|header| header.protected("nonce").is_some());
    let payload = subject.payload().filter(|payload| has_nonce && payload.len() <= LONGEST);
    payload.is_some_and(|payload| {
        let document = json::scan(payload, Limits::DEFAULT.json_depth);
        let audience = document.root().and_then(|root| root.get("aud")?.as_str());
        audience.is_some_and(|audience| GRAPH.contains(&&*audience))
    })
}

/// The payload as it is in the token, under headers that the issuer may have signed: without one of the parameters, or one
/// that most libraries write.
fn other_headers(subject: &Subject<'_>, entry: &Signature, out: &mut Vec<(SignedForm, Vec<u8>)>) {
    const MOST: usize = 8;
    let (Some(payload), false) = (subject.jws.payload.as_ref(), entry.is_unencoded()) else { return };
    let payload = payload.text(subject.text).as_bytes();
    let name = subject.row.name;
    let mut headers = vec![
        format!(r#"{{"alg":"{name}","typ":"JWT"}}"#),
        format!(r#"{{"typ":"JWT","alg":"{name}"}}"#),
        format!(r#"{{"alg":"{name}"}}"#),
    ];
    let source = entry.header.sources.iter().find(|source| source.origin == Origin::Protected);
    let members: Vec<String> = source
        .and_then(|source| source.object())
        .into_iter()
        .flat_map(|object| object.children())
        .filter_map(|value| Some(format!("{}:{}", serde_json::Value::from(value.name()?.as_ref()), value.lexeme())))
        .take(MOST + 1)
        .collect();
    if members.len() <= MOST {
        for left_out in 0..members.len() {
            let rest =
                members.iter().enumerate().filter(|(index, _)| *index != left_out).map(|(_, member)| member.as_str());
            headers.push(format!("{{{}}}", rest.collect::<Vec<_>>().join(",")));
        }
    }
    let encoded = headers.into_iter().map(|header| dotted(base64url::encode(header.as_bytes()).as_bytes(), payload));
    out.extend(encoded.map(|message| (SignedForm::OtherHeader, message)));
}

fn protected_bytes(entry: &Signature) -> Option<&[u8]> {
    let source = entry.header.sources.iter().find(|source| source.origin == Origin::Protected)?;
    source.part.as_ref().map(|part| &*part.bytes)
}

fn dotted(left: &[u8], right: &[u8]) -> Vec<u8> {
    [left, b".", right].concat()
}

/// Header and payload, each encoded otherwise or not at all.
fn encoded_otherwise(subject: &Subject<'_>, entry: &Signature) -> Vec<(SignedForm, Vec<u8>)> {
    let (Some(header), Some(payload)) = (protected_bytes(entry), subject.payload()) else { return Vec::new() };
    let header_text = entry.protected_text(subject.text).as_bytes();
    let payload_text = base64url::encode(payload).into_bytes();
    let both = |encoding: &data_encoding::Encoding| {
        dotted(encoding.encode(header).as_bytes(), encoding.encode(payload).as_bytes())
    };
    let mut out = vec![
        (SignedForm::Padded, both(&BASE64URL)),
        (SignedForm::Canonical, dotted(base64url::encode(header).as_bytes(), &payload_text)),
        (SignedForm::StandardAlphabet, both(&BASE64)),
        (SignedForm::StandardAlphabet, both(&BASE64_NOPAD)),
        (SignedForm::Decoded, dotted(header, payload)),
        (encoded_once(payload), dotted(header_text, payload)),
        (SignedForm::PayloadEncoded, dotted(header_text, &payload_text)),
        (SignedForm::PayloadAlone, payload.to_vec()),
        (SignedForm::EncodedPayloadAlone, payload_text.clone()),
        (SignedForm::HeaderAlone, header_text.to_vec()),
        (SignedForm::PayloadFirst, dotted(&payload_text, header_text)),
        (SignedForm::WithoutDot, [header_text, &payload_text].concat()),
        (SignedForm::DecodedWithoutDot, [header, payload].concat()),
        // Where `b64` is false and the payload is in the token all the same, encoded.
        (SignedForm::PayloadUnencoded, unencoded_twice(subject, header_text)),
    ];
    if let (Some(header), Some(payload)) = (compact_json(header), compact_json(payload)) {
        let message = dotted(base64url::encode(&header).as_bytes(), base64url::encode(&payload).as_bytes());
        out.push((SignedForm::CompactJson, message));
    }
    out
}

/// What it means that the payload itself was signed: one that is base64url of JSON was encoded once more.
fn encoded_once(payload: &[u8]) -> SignedForm {
    let decoded = std::str::from_utf8(payload).ok().map(base64url::decode).filter(base64url::Decoded::is_strict);
    if decoded.is_some_and(|decoded| decoded.bytes.starts_with(b"{")) {
        SignedForm::PayloadEncodedOnce
    } else {
        SignedForm::PayloadUnencoded
    }
}

/// The payload, or header and payload, as another program writes the same JSON.
fn written_again(subject: &Subject<'_>, entry: &Signature, out: &mut Vec<(SignedForm, Vec<u8>)>) {
    let (Some(header), Some(payload)) = (protected_bytes(entry), subject.payload()) else { return };
    if entry.is_unencoded() {
        return;
    }
    let text = entry.protected_text(subject.text).as_bytes();
    let encoded = |bytes: &[u8]| base64url::encode(bytes).into_bytes();
    for (writing, written) in rewritten::writings(payload) {
        let written = encoded(&written);
        out.push((SignedForm::Rewritten(writing), dotted(text, &written)));
        // Who writes the payload like that writes the header like that.
        if matches!(writing, JsonWriting::Spaced | JsonWriting::SortedSpaced | JsonWriting::Python) {
            let header = encoded(&rewritten::spaced(&compact(header)));
            out.push((SignedForm::Rewritten(writing), dotted(&header, &written)));
        }
    }
}

/// With `b64` false the payload's characters are its bytes: what they encode, if they are base64url.
fn unencoded_twice(subject: &Subject<'_>, header: &[u8]) -> Vec<u8> {
    let decoded = subject
        .payload()
        .and_then(|payload| std::str::from_utf8(payload).ok())
        .map(base64url::decode)
        .filter(base64url::Decoded::is_strict);
    decoded.map_or_else(|| subject.message.to_vec(), |decoded| dotted(header, &decoded.bytes))
}

/// The signing input of the parts, encoded canonically.
pub(super) fn canonical(subject: &Subject<'_>) -> Option<Vec<u8>> {
    let entry = subject.jws.signatures.get(subject.index)?;
    let (header, payload) = (protected_bytes(entry)?, subject.payload()?);
    if payload.len() > LONGEST || entry.is_unencoded() {
        return None;
    }
    Some(dotted(base64url::encode(header).as_bytes(), base64url::encode(payload).as_bytes()))
}

/// Microsoft Graph sends the `nonce` in the header and signs the header with its SHA-256.
fn graph_nonce(subject: &Subject<'_>, entry: &Signature) -> Vec<(SignedForm, Vec<u8>)> {
    let Some(nonce) = entry.header.protected("nonce").and_then(|nonce| nonce.value.as_str()) else { return Vec::new() };
    let hash = digest(Hash::Sha256, nonce.as_bytes());
    let signed = |is_hex, written: &str| {
        Some((SignedForm::GraphNonce { is_hex }, with_parameter(subject, entry, "nonce", written)?))
    };
    let all = [
        signed(false, &base64url::encode(&hash)),
        signed(false, &BASE64.encode(&hash)),
        signed(true, &HEXLOWER.encode(&hash)),
    ];
    all.into_iter().flatten().collect()
}

/// The signing input with another value of a header parameter, in the place of the one that stands there.
pub(super) fn with_parameter(subject: &Subject<'_>, entry: &Signature, name: &str, value: &str) -> Option<Vec<u8>> {
    let (parameter, header) = (entry.header.protected(name)?, protected_bytes(entry)?);
    let span = parameter.value.span();
    let written = serde_json::Value::from(value).to_string();
    let header = [header.get(..span.start)?, written.as_bytes(), header.get(span.end..)?].concat();
    let payload = match (&subject.jws.payload, subject.detached) {
        (Some(part), _) => part.text(subject.text).as_bytes().to_vec(),
        (None, Some(payload)) if entry.is_unencoded() => payload.to_vec(),
        (None, Some(payload)) => base64url::encode(payload).into_bytes(),
        (None, None) => return None,
    };
    Some(dotted(base64url::encode(&header).as_bytes(), &payload))
}

/// Tokens that came with this one: their headers, and all that they sign.
fn beside(subject: &Subject<'_>, entry: &Signature, out: &mut Vec<(SignedForm, Vec<u8>)>) {
    const MOST: usize = 8;
    let (Some(payload), false) = (subject.jws.payload.as_ref(), entry.is_unencoded()) else { return };
    let payload = payload.text(subject.text).as_bytes();
    for token in subject.beside.iter().filter(|token| !token.is_apart).take(MOST) {
        let parts: Vec<&str> = token.text.splitn(4, '.').collect();
        if let [header, body, _] = parts[..]
            && token.text.len() <= LONGEST
        {
            out.push((SignedForm::AnotherToken, dotted(header.as_bytes(), body.as_bytes())));
            out.push((SignedForm::HeaderOfAnother, dotted(header.as_bytes(), payload)));
        }
    }
}

/// The payload that is not in the token, as an editor, a mail program or a shell may have changed it.
fn detached(subject: &Subject<'_>, entry: &Signature, out: &mut Vec<(SignedForm, Vec<u8>)>) {
    let Some(payload) = subject.detached.filter(|_| subject.jws.payload.is_none()) else { return };
    let header = entry.protected_text(subject.text).as_bytes();
    let signed = |payload: &[u8]| {
        if entry.is_unencoded() {
            dotted(header, payload)
        } else {
            dotted(header, base64url::encode(payload).as_bytes())
        }
    };
    let mut add = |form, payload: &[u8]| out.push((SignedForm::Detached(form), signed(payload)));
    let unbroken = payload.strip_suffix(b"\n").unwrap_or(payload);
    let unbroken = unbroken.strip_suffix(b"\r").unwrap_or(unbroken);
    add(PayloadForm::WithoutLineBreak, unbroken);
    add(PayloadForm::WithLineBreak, &[unbroken, b"\n"].concat());
    add(PayloadForm::WithCrLf, &[unbroken, b"\r\n"].concat());
    let lf = without_carriage_returns(payload);
    add(PayloadForm::Lf, &lf);
    let crlf: Vec<u8> =
        lf.iter().flat_map(|&byte| if byte == b'\n' { vec![b'\r', b'\n'] } else { vec![byte] }).collect();
    add(PayloadForm::CrLf, &crlf);
    match payload.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => add(PayloadForm::WithoutByteOrderMark, rest),
        None => add(PayloadForm::WithByteOrderMark, &[BYTE_ORDER_MARK, payload].concat()),
    }
    add(PayloadForm::Trimmed, payload.trim_ascii());
    // As PowerShell's `>` writes a file.
    if let Some(text) = charset::from_utf16(payload) {
        add(PayloadForm::FromUtf16, text.trim_end_matches(['\r', '\n']).as_bytes());
        add(PayloadForm::FromUtf16, text.as_bytes());
    }
    if let Some(compact) = compact_json(payload) {
        add(PayloadForm::CompactJson, &compact);
    }
}

fn without_carriage_returns(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for (index, &byte) in bytes.iter().enumerate() {
        if byte != b'\r' || bytes.get(index + 1) != Some(&b'\n') {
            out.push(byte);
        }
    }
    out
}

/// The same of what is JSON: of any other text, white space is a part of what it says.
fn compact_json(bytes: &[u8]) -> Option<Vec<u8>> {
    json::scan(bytes, Limits::DEFAULT.json_depth).is_complete().then(|| compact(bytes))
}

/// JSON without the white space between its tokens.
pub(super) fn compact(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    outside_strings(bytes, |byte, is_outside| {
        if !is_outside || !byte.is_ascii_whitespace() {
            out.push(byte);
        }
    });
    out
}
