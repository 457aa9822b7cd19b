//! PKCS#12 files (RFC 7292; PBMAC1 of RFC 9579): the keys and certificates in them, from OpenSSL, Windows, Java and macOS,
//! with today's encryption and with that of old.

use super::binary;
use super::binary::Context;
use super::der;
use super::der::{AlgorithmIdentifier, Element, Reader, Structure};
use super::draft::Draft;
use crate::engine::crypto::key_file::{self, Pkcs12Purpose};
use crate::engine::ground::jwa::Hash;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::error::KeyError;
use zeroize::Zeroizing;

const DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01];
const ENCRYPTED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x06];
/// 1.2.840.113549.1.12.10.1, one more arc to come.
const BAG: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x0a, 0x01];
const X509_CERTIFICATE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x16, 0x01];
const FRIENDLY_NAME: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x14];
const PBMAC1: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0e];

/// Bags in bags that are followed.
const MOST_DEPTH: usize = 4;
/// Iterations that are done to see whether the empty passphrase opens it, which nobody has asked for.
const MOST_UNASKED: u64 = 20_000;
/// Bags that are read.
const MOST_BAGS: usize = 10_000;

/// A key or certificate, or why it is none, and its place in words.
type Placed = (String, Result<Draft, KeyError>);

/// Every key and certificate, each with its place in words. An error is about the file as a whole.
pub(crate) fn read(file: &[u8], context: Context<'_>) -> Result<Vec<Placed>, KeyError> {
    let damaged = || KeyError::Damaged("PKCS#12 file");
    let mut fields = Reader::new(file).take(der::SEQUENCE).ok_or_else(damaged)?.inside();
    fields.take(der::INTEGER).ok_or_else(damaged)?;
    let content = content_info(fields.take(der::SEQUENCE).ok_or_else(damaged)?).ok_or_else(damaged)?;
    let Content::Data(safe) = content else {
        // Signed with a certificate instead of a passphrase (RFC 7292 §3.1): nobody writes that.
        return Err(damaged());
    };
    let safe = safe.as_slice();
    // Without a passphrase, the empty one is tried: many files that "have none" have that one.
    let nothing = SecretBytes::default();
    let given = context.passphrase.unwrap_or(&nothing);
    let refused = || if context.passphrase.is_some() { KeyError::PassphraseWrong } else { KeyError::PassphraseNeeded };
    let passphrase = match fields.take(der::SEQUENCE) {
        Some(mac) => authentic(mac, safe, given, context)?.ok_or_else(refused)?,
        None => Passphrase::new(given),
    };
    let mut walk = Walk { context, passphrase, out: Vec::new(), bags: 0 };
    let mut parts = Reader::new(safe).take(der::SEQUENCE).ok_or_else(damaged)?.inside();
    while let Some(part) = parts.take(der::SEQUENCE) {
        let contents = match content_info(part).ok_or_else(damaged)? {
            Content::Data(bytes) => SecretBytes::from(bytes.as_slice()),
            Content::Encrypted { algorithm, encrypted } => match walk.decrypt(algorithm, &encrypted) {
                Ok(plain) => plain,
                Err(KeyError::PassphraseWrong) => return Err(refused()),
                Err(error) => {
                    walk.out.push(("certificates".to_owned(), Err(error)));
                    continue;
                }
            },
        };
        walk.safe_contents(contents.expose(), 0);
    }
    Ok(walk.out)
}

/// A passphrase as PKCS#12 wants it, and as PBES2 does.
struct Passphrase {
    /// UTF-16, big-endian, with two zero bytes at the end (RFC 7292 §B.1).
    wide: Zeroizing<Vec<u8>>,
    plain: SecretBytes,
}

impl Passphrase {
    fn new(passphrase: &SecretBytes) -> Self {
        Self { wide: binary::wide(passphrase), plain: passphrase.clone() }
    }
}

enum Content<'a> {
    Data(Zeroizing<Vec<u8>>),
    Encrypted { algorithm: AlgorithmIdentifier<'a>, encrypted: Vec<u8> },
}

/// A ContentInfo (RFC 5652 §3): data, or data that is encrypted (§8).
fn content_info<'a>(info: Element<'a>) -> Option<Content<'a>> {
    let mut fields = info.inside();
    let oid = fields.take(der::OID)?.content;
    let mut explicit = fields.take(0xa0)?.inside();
    match oid {
        DATA => octets(explicit.next()?, der::OCTET_STRING).map(|bytes| Content::Data(Zeroizing::new(bytes))),
        ENCRYPTED_DATA => {
            let mut data = explicit.take(der::SEQUENCE)?.inside();
            data.take(der::INTEGER)?;
            let mut info = data.take(der::SEQUENCE)?.inside();
            info.take(der::OID)?;
            let algorithm = AlgorithmIdentifier::read(info.take(der::SEQUENCE)?)?;
            Some(Content::Encrypted { algorithm, encrypted: octets(info.next()?, 0x80)? })
        }
        _ => None,
    }
}

/// The octets of a string in one piece, or in several (constructed, as Windows and Java write it).
fn octets(element: Element<'_>, tag: u8) -> Option<Vec<u8>> {
    if element.tag == tag {
        return Some(element.content.to_vec());
    }
    if element.tag != tag | 0x20 {
        return None;
    }
    let mut pieces = element.inside();
    let mut out = Vec::new();
    while !pieces.is_empty() {
        out.extend_from_slice(pieces.take(der::OCTET_STRING)?.content);
    }
    Some(out)
}

fn hash_of(oid: &[u8]) -> Option<Hash> {
    match oid {
        [0x2b, 0x0e, 0x03, 0x02, 0x1a] => Some(Hash::Sha1),
        [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01] => Some(Hash::Sha256),
        [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02] => Some(Hash::Sha384),
        [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03] => Some(Hash::Sha512),
        _ => None,
    }
}

/// Checks the MAC over the whole (RFC 7292 §5.1); gives the passphrase in the form that was used, `None` where it is wrong.
fn authentic(
    mac: Element<'_>,
    safe: &[u8],
    given: &SecretBytes,
    context: Context<'_>,
) -> Result<Option<Passphrase>, KeyError> {
    let damaged = || KeyError::Damaged("PKCS#12 file");
    let mut fields = mac.inside();
    let mut info = fields.take(der::SEQUENCE).ok_or_else(damaged)?.inside();
    let algorithm = info.take(der::SEQUENCE).and_then(AlgorithmIdentifier::read).ok_or_else(damaged)?;
    let stated = info.take(der::OCTET_STRING).ok_or_else(damaged)?.content;
    let salt = fields.take(der::OCTET_STRING).ok_or_else(damaged)?.content;
    let iterations = if fields.is_empty() { 1 } else { fields.small().ok_or_else(damaged)? };
    let mut passphrase = Passphrase::new(given);
    if algorithm.oid == PBMAC1 {
        // RFC 9579 §4: salt and iterations stand in the parameters.
        let mut parameters = algorithm.parameters.ok_or_else(damaged)?.inside();
        let derivation = parameters.next().and_then(AlgorithmIdentifier::read).ok_or_else(damaged)?;
        let code = parameters.next().and_then(AlgorithmIdentifier::read).ok_or_else(damaged)?;
        let hash = binary::hmac_hash(code.oid).ok_or_else(|| unknown(code.oid))?;
        let key = binary::pbkdf2(derivation, given, context)?;
        return Ok(key_file::is_authentic(hash, key.expose(), &[safe], stated).then_some(passphrase));
    }
    let hash = hash_of(algorithm.oid).ok_or_else(|| unknown(algorithm.oid))?;
    if context.passphrase.is_none() && iterations > MOST_UNASKED {
        return Ok(None);
    }
    let iterations = binary::check_pkcs12_iterations(iterations, context)?.max(1);
    let is_authentic = |wide: &[u8]| {
        let length = hash.output_len();
        let key = key_file::pkcs12_derive(hash, Pkcs12Purpose::Mac, wide, salt, iterations, length);
        key_file::is_authentic(hash, &key, &[safe], stated)
    };
    if is_authentic(&passphrase.wide) {
        return Ok(Some(passphrase));
    }
    // The empty passphrase is two zero bytes to some programs and nothing at all to others.
    if given.is_empty() && is_authentic(&[]) {
        passphrase.wide.clear();
        return Ok(Some(passphrase));
    }
    Ok(None)
}

fn unknown(oid: &[u8]) -> KeyError {
    KeyError::EncryptionUnknown(binary::encryption_name(oid))
}

struct Walk<'a> {
    context: Context<'a>,
    passphrase: Passphrase,
    out: Vec<(String, Result<Draft, KeyError>)>,
    bags: usize,
}

impl Walk<'_> {
    fn decrypt(&self, algorithm: AlgorithmIdentifier<'_>, encrypted: &[u8]) -> Result<SecretBytes, KeyError> {
        binary::decrypt_content(algorithm, encrypted, &self.passphrase.plain, &self.passphrase.wide, self.context)
    }

    fn safe_contents(&mut self, bytes: &[u8], depth: usize) {
        let Some(bags) = Reader::new(bytes).take(der::SEQUENCE) else {
            self.out.push((String::new(), Err(KeyError::Damaged("PKCS#12 file"))));
            return;
        };
        let mut bags = bags.inside();
        while let Some(bag) = bags.take(der::SEQUENCE) {
            self.bags += 1;
            if self.bags > MOST_BAGS {
                return;
            }
            self.bag(bag, depth);
        }
    }

    fn bag(&mut self, bag: Element<'_>, depth: usize) {
        let mut fields = bag.inside();
        let oid = fields.take(der::OID).map(|oid| oid.content).unwrap_or_default();
        let kind = oid.strip_prefix(BAG);
        let Some(value) = fields.take(0xa0) else { return };
        let name = fields.take(0x31).and_then(friendly_name);
        let place = |what: &str| match &name {
            Some(name) => format!("{what} \u{201c}{}\u{201d}", crate::engine::text::words::shown(name)),
            None => what.to_owned(),
        };
        match kind {
            Some([1 | 2]) => {
                let draft = self.key(value.content).map(|mut draft| {
                    draft.format = format!("PKCS#12, {}", draft.format);
                    draft.name.clone_from(&name);
                    draft
                });
                let draft = draft.map_err(|error| match error {
                    // Without a MAC, only the key itself tells that the empty passphrase is not the one.
                    KeyError::PassphraseWrong if self.context.passphrase.is_none() => KeyError::PassphraseNeeded,
                    error => error,
                });
                self.out.push((place("key"), draft));
            }
            Some([3]) => {
                let Some(certificate) = certificate(value) else { return };
                let draft = self.certificate(&certificate).map(|mut draft| {
                    "PKCS#12, certificate".clone_into(&mut draft.format);
                    draft.name = name.clone().or(draft.name);
                    draft
                });
                self.out.push((place("certificate"), draft));
            }
            // RFC 7292 §4.2.6: bags in a bag.
            Some([6]) if depth < MOST_DEPTH => self.safe_contents(value.content, depth + 1),
            // Revocation lists and secrets of others' making hold no key.
            _ => {}
        }
    }

    fn key(&self, info: &[u8]) -> Result<Draft, KeyError> {
        match der::classify(info) {
            Some((Structure::EncryptedPrivateKeyInfo { algorithm, encrypted, .. }, _)) => {
                let plain = self.decrypt(algorithm, encrypted)?;
                match der::classify(plain.expose()) {
                    Some((structure @ Structure::PrivateKeyInfo { .. }, _)) => binary::read(structure, self.context),
                    _ => Err(KeyError::PassphraseWrong),
                }
            }
            Some((structure @ Structure::PrivateKeyInfo { .. }, _)) => binary::read(structure, self.context),
            _ => Err(KeyError::Damaged("PKCS#12 file")),
        }
    }

    fn certificate(&self, bytes: &[u8]) -> Result<Draft, KeyError> {
        match der::classify(bytes) {
            Some((structure @ Structure::Certificate { .. }, _)) => binary::read(structure, self.context),
            _ => Err(KeyError::Damaged("certificate")),
        }
    }
}

/// The DER of an X.509 certificate bag (RFC 7292 §4.2.3).
fn certificate(value: Element<'_>) -> Option<Vec<u8>> {
    let mut bag = value.inside().take(der::SEQUENCE)?.inside();
    if bag.take(der::OID)?.content != X509_CERTIFICATE {
        return None;
    }
    octets(bag.take(0xa0)?.inside().next()?, der::OCTET_STRING)
}

/// What a person calls it (RFC 2985 §5.5.1), as UTF-16.
fn friendly_name(attributes: Element<'_>) -> Option<String> {
    let mut attributes = attributes.inside();
    while let Some(attribute) = attributes.take(der::SEQUENCE) {
        let mut fields = attribute.inside();
        if fields.take(der::OID)?.content != FRIENDLY_NAME {
            continue;
        }
        let text = fields.take(0x31)?.inside().take(0x1e)?.content;
        let units = text.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair));
        let name: String = char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).take(128).collect();
        return (!name.is_empty()).then_some(name);
    }
    None
}
