//! A signature in the many spellings that tools give it: bytes, hexadecimal, base64, DER, and the answers of a KMS around
//! them.

use crate::engine::crypto::signature::raw_of_der;
use crate::engine::ground::base64url;
use crate::engine::ground::json::{self, Value};
use crate::engine::ground::jwa::{SignatureFamily, SignatureRow};
use crate::engine::ground::limit::Limits;
use crate::engine::text::envelope::{self, EnvelopeKind, take_off};
use data_encoding::HEXLOWER_PERMISSIVE;

/// Pieces of a text that are tried.
const MOST_PIECES: usize = 48;
/// Bytes of the shortest signature: a MAC of HS256 has 32.
const SHORTEST: usize = 32;
/// Names of the member that is the signature, in the answers of AWS, Google, Azure, Vault and OCI.
const MEMBERS: [&str; 7] = ["signature", "value", "result", "hmac", "mac", "sig", "ciphertext"];
/// What names how the digits behind it are written.
const LABELS: [&str; 5] = ["0x", "hex:", "base64:", "b64:", "base64url:"];
/// `TPM_ALG_ECDSA`, `TPM_ALG_RSASSA` and `TPM_ALG_RSAPSS` (TCG Algorithm Registry §6.10).
const TPM_ECDSA: u16 = 0x0018;
const TPM_RSA: [u16; 2] = [0x0014, 0x0016];

/// How it was spelt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    Bytes,
    Hexadecimal,
    Base64,
    /// `SEQUENCE { r, s }`, whatever that was spelt in.
    Der,
    /// What a TPM gives, with the names of the algorithms in front.
    Tpm,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) spelling: Spelling,
    pub(super) bytes: Vec<u8>,
}

/// What these bytes can mean; that they are the signature themselves comes first.
pub(super) fn readings(bytes: &[u8], row: &SignatureRow) -> Vec<Reading> {
    let mut found = vec![Reading { spelling: Spelling::Bytes, bytes: bytes.to_vec() }];
    // Whoever copies bytes with echo or an editor adds a line break.
    if let Some(line) = bytes.strip_suffix(b"\n") {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        found.push(Reading { spelling: Spelling::Bytes, bytes: line.to_vec() });
    }
    if let Some(file) = envelope::of_file(bytes) {
        of_text(&file.text, &mut found);
        if let Some((_, inner)) = take_off(&file.text, EnvelopeKind::ByteList) {
            of_text(&inner, &mut found);
        }
        let dump = envelope::dumped(&file.text);
        // hexdump fills the last of its words with a zero byte.
        let shorter = dump.strip_suffix(&[0]).map(<[u8]>::to_vec);
        for bytes in [Some(dump.to_vec()), shorter].into_iter().flatten().filter(|bytes| bytes.len() >= SHORTEST) {
            found.push(Reading { spelling: Spelling::Hexadecimal, bytes });
        }
    }
    let curve = row.curve.filter(|_| row.family == SignatureFamily::Ecdsa);
    let inner = |reading: &Reading| {
        let der = curve.and_then(|curve| raw_of_der(curve, &reading.bytes)).map(|bytes| (Spelling::Der, bytes));
        let (spelling, bytes) = der.or_else(|| Some((Spelling::Tpm, of_tpm(&reading.bytes, row)?)))?;
        Some(Reading { spelling, bytes })
    };
    let inner: Vec<Reading> = found.iter().filter_map(inner).collect();
    found.extend(inner);
    found
}

fn of_text(text: &str, found: &mut Vec<Reading>) {
    for piece in pieces(text) {
        // A digest's hexadecimal digits are base64 as well: which it is, the length or the key says.
        let digits = piece.replace(':', "");
        let hex = HEXLOWER_PERMISSIVE.decode(digits.as_bytes()).ok().map(|bytes| (Spelling::Hexadecimal, bytes));
        let url = piece.trim_end_matches('=').replace('+', "-").replace('/', "_");
        let decoded = base64url::decode(&url);
        let base64 = decoded.is_strict().then_some((Spelling::Base64, decoded.bytes));
        for (spelling, bytes) in hex.into_iter().chain(base64) {
            let reading = Reading { spelling, bytes };
            if reading.bytes.len() >= SHORTEST && !found.contains(&reading) {
                found.push(reading);
            }
        }
    }
}

/// How many bytes a text stands for as a whole, however few, where it is nothing but digits.
pub(super) fn length_of(bytes: &[u8]) -> Option<(Spelling, usize)> {
    let joined: String = std::str::from_utf8(bytes).ok()?.split_whitespace().collect();
    let digits = bare(&joined);
    let hex = digits.replace(':', "");
    if !hex.is_empty() && hex.len().is_multiple_of(2) && hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Some((Spelling::Hexadecimal, hex.len() / 2));
    }
    let url = digits.trim_end_matches('=').replace('+', "-").replace('/', "_");
    let decoded = base64url::decode(&url);
    (decoded.is_strict() && !decoded.bytes.is_empty()).then_some((Spelling::Base64, decoded.bytes.len()))
}

/// The parts of a text that could be the digits of a signature, the likeliest first.
fn pieces(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut add = |piece: &str| {
        let joined: String = piece.split_whitespace().collect();
        let bare = bare(&joined);
        if bare.len() >= SHORTEST && out.len() < MOST_PIECES && !out.iter().any(|known| known == bare) {
            out.push(bare.to_owned());
        }
    };
    let document = json::scan(text.trim().as_bytes(), Limits::DEFAULT.json_depth);
    for member in document.root().filter(|_| document.is_complete()).map(strings).unwrap_or_default() {
        add(&member);
    }
    add(text);
    // The armour of a PEM, and the lines of YAML around the digits.
    let is_digits = |line: &&str| line.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=-_:".contains(&byte));
    let lines = || text.lines().map(str::trim).filter(|line| !line.starts_with("-----"));
    add(&lines().filter(|line| is_digits(line) && !line.ends_with(':')).collect::<String>());
    for line in lines() {
        // openssl: "RSA-SHA2-256(stdin)= …", and YAML: "signature: …".
        if let Some((_, behind)) = line.rsplit_once("= ").or_else(|| line.split_once(": ")) {
            add(behind);
        }
        // AWS: key, signature and algorithm with tabs between them; Vault: a table; openssl -r: a name behind.
        line.split(|each: char| each.is_whitespace() || each == '|').for_each(&mut add);
    }
    out
}

/// Without quotation marks, a version of Vault's, a label, or the token in front.
fn bare(text: &str) -> &str {
    let quotes = |text: &'_ str| -> usize { text.len() - text.trim_start_matches(['"', '\'']).len() };
    let text = text[quotes(text)..].trim_end_matches(['"', '\'', ',']);
    let vault = text.strip_prefix("vault:v").and_then(|rest| rest.split_once(':'));
    let text = match vault {
        Some((version, digits)) if version.bytes().all(|byte| byte.is_ascii_digit()) => digits,
        _ => text,
    };
    let text = LABELS.iter().find_map(|label| text.strip_prefix(label)).unwrap_or(text);
    let mut parts = text.rsplitn(4, '.');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(signature), Some(_), Some(header), None) if header.starts_with("eyJ") => signature,
        _ => text,
    }
}

/// The texts in JSON, those first whose name says that it is a signature.
fn strings(root: Value<'_>) -> Vec<String> {
    let mut all: Vec<(usize, String)> = Vec::new();
    let document = root.document();
    let values = (root.index()..root.next_index()).filter_map(|index| document.value(index));
    for value in values {
        let Some(text) = value.as_str().filter(|text| text.len() >= SHORTEST) else { continue };
        let rank = |name: &str| MEMBERS.iter().position(|member| name.eq_ignore_ascii_case(member));
        let rank = value.name().and_then(|name| rank(&name)).unwrap_or(MEMBERS.len());
        all.push((rank, text.into_owned()));
    }
    all.sort_by_key(|(rank, _)| *rank);
    all.into_iter().map(|(_, text)| text).collect()
}

/// `TPMT_SIGNATURE` (TPM 2.0 part 2 §11.3.4): two names of algorithms, then the number, or r and s, each with its length.
fn of_tpm(bytes: &[u8], row: &SignatureRow) -> Option<Vec<u8>> {
    let (algorithm, rest) = bytes.split_first_chunk::<2>()?;
    let (_, rest) = rest.split_first_chunk::<2>()?;
    let algorithm = u16::from_be_bytes(*algorithm);
    let sized = |bytes| -> Option<(&[u8], &[u8])> {
        let (length, rest) = <[u8]>::split_first_chunk::<2>(bytes)?;
        rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
    };
    let (first, rest) = sized(rest)?;
    if TPM_RSA.contains(&algorithm) && rest.is_empty() {
        return Some(first.to_vec());
    }
    let (second, rest) = sized(rest)?;
    let length = row.curve?.row().private_len;
    let padded = |number: &[u8]| Some([vec![0; length.checked_sub(number.len())?], number.to_vec()].concat());
    (algorithm == TPM_ECDSA && rest.is_empty()).then_some([padded(first)?, padded(second)?].concat())
}
