//! Keys out of whatever a person has: the content decides, never the file's name.

pub(crate) mod below;
mod block;
mod coordinate;
mod importer;
mod spelling;

use super::draft::Draft;
use super::object;
use crate::engine::crypto::key::{self, Effort};
use crate::engine::ground::json::{Document, Kind, Value};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::jose::jwe::Jwe;
use crate::engine::key::certificate::Certificate;
use crate::engine::key::error::KeyError;
use crate::engine::key::{Doubtful, Jwk, KeyId, KeyIds, KeyMaterial, KeyRing, Unread};
use crate::engine::rule::Rule;
use crate::engine::text::envelope;
use crate::engine::text::variable::Part;
use crate::engine::text::words::shown;
use importer::Importer;
use std::cell::{Cell, OnceCell};
use zeroize::Zeroizing;

pub use super::secret::{SecretEncoding, SecretReading, secret_readings};

/// What the person says besides the bytes.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// Opens encrypted key files.
    pub passphrase: Option<SecretBytes>,
    /// The bytes are a secret, written like this; nothing is guessed.
    pub secret_encoding: Option<SecretEncoding>,
    /// Keys that open a JWK or JWK Set that is encrypted for one of them (RFC 7517 §7).
    pub keys: KeyRing,
    /// What they are called is the name of a file.
    pub is_file: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Import {
    /// The keys, in the order in which they stand.
    pub keys: Vec<Jwk>,
    /// One for each key or block that could not be used.
    pub problems: Vec<KeyProblem>,
    /// Repairs that were made, and other things worth saying; no key bytes.
    pub notes: Vec<String>,
    /// What of it was searched for the secrets among variables, where a limit ended that.
    pub part: Option<Part>,
    /// Whether something is encrypted and no passphrase was given.
    pub needs_passphrase: bool,
    /// What the certificates say that keys came from.
    pub certificates: Vec<(KeyId, Certificate)>,
    /// The secret in what came in, where that is not all of it: then its readings are those of these bytes.
    pub secret: Option<SecretBytes>,
    /// The JSON of keys that came as JWKs, with the members that a [`Jwk`] does not keep.
    pub texts: Vec<(KeyId, SecretBytes)>,
    /// The values of variables that are called like secrets and hardly are any: see [`Unread::doubtful`].
    pub doubtful: Vec<Doubtful>,
    /// What keys that could not be used would be if they were written as their problem says.
    pub mended: Vec<Jwk>,
}

impl Import {
    /// What it holds beside its keys.
    pub fn unread(&self) -> Unread {
        Unread { doubtful: self.doubtful.clone(), is_partial: self.part.is_some() }
    }
}

/// Something that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyProblem {
    /// Where: `block 2, RSA PRIVATE KEY` or `keys[3]`; empty where it is all there is.
    pub place: String,
    pub error: KeyError,
    /// The `kid` of the key that could not be used.
    pub key_id: Option<String>,
}

impl KeyProblem {
    /// The rule that it breaks, where there is one.
    pub fn rule(&self) -> Option<&'static Rule> {
        self.error.rule()
    }
}

/// Longest file that is taken for a secret without being told so, in bytes.
const LONGEST_GUESSED_SECRET: usize = 8 * 1024;
/// Longest secret that is taken out of base64 in several lines.
const LONGEST_SECRET_IN_LINES: usize = 256;
/// How often the most costly key derivation is done for one file.
const DERIVATIONS: u64 = 4;
/// Iterations that are done for one file to see whether the empty passphrase opens it, which nobody has asked for.
const UNASKED: u64 = 100_000;
/// How often base64 around a key file is taken off.
const WRAPPINGS: u8 = 2;

/// Opens a JWK or JWK Set that is encrypted (RFC 7517 §7), as far as the options allow. What it costs in iterations is
/// taken off `work`.
pub(crate) type Opener = fn(&Jwe, &str, &ImportOptions, &Limits, &Cell<u64>) -> Result<Zeroizing<Vec<u8>>, KeyError>;

/// Reads every key in `bytes`; `open` decrypts what is a JWE. Never fails: what cannot be used is a problem.
pub(crate) fn import_with(
    open: Opener,
    bytes: &[u8],
    source_name: &str,
    options: &ImportOptions,
    limits: &Limits,
    ids: &mut KeyIds,
) -> Import {
    let mut importer = Importer {
        open,
        source_name,
        options,
        limits,
        ids,
        effort: Effort::default(),
        work: Cell::new(match options.passphrase {
            Some(_) => limits.pbes2_iterations_ceiling.saturating_mul(DERIVATIONS),
            None => UNASKED,
        }),
        is_full: false,
        is_encrypted: false,
        key_id: None,
        guesses: true,
        nesting: 0,
        out: Import::default(),
    };
    if bytes.len() > limits.key_file {
        importer.problem("", KeyError::TooLong { length: bytes.len(), limit: limits.key_file });
    } else if let Some(encoding) = options.secret_encoding {
        match encoding.decode(bytes) {
            Ok(secret) => importer.secret(secret, encoding.words()),
            Err(error) => importer.problem("", error),
        }
    } else {
        importer.content(bytes, "", 0);
        importer.take_envelopes_off(bytes);
        importer.relate();
        importer.keep_texts(bytes);
        let Import { keys, doubtful, .. } = &mut importer.out;
        doubtful.retain(|doubtful| keys.iter().all(|key| key.material != doubtful.key.material));
    }
    importer.out
}

/// A key out of a secret that is written in this encoding.
pub fn secret(bytes: &[u8], encoding: SecretEncoding, source_name: &str, ids: &mut KeyIds) -> Result<Jwk, KeyError> {
    let draft = Draft::secret(encoding.decode(bytes)?, encoding.words());
    Ok(named(draft, source_name, ids, &mut Effort::default()).0)
}

/// A secret as what PBES2 derives its keys from (RFC 7518 §4.8), and nothing else: as a general secret it would speak against
/// every HMAC that it was never meant for.
pub fn as_passphrase(mut key: Jwk) -> Jwk {
    key.public_key_use = Some("enc".to_owned());
    key.source.format = "passphrase".to_owned();
    key.source.is_secret = false;
    key
}

/// The public key in a header parameter, whole and on its curve: `epk` (RFC 7518 §4.6.1.1), `jwk` (RFC 7515 §4.1.3).
///
/// A private half is left out, whatever the header says.
pub fn public_material(value: Value<'_>) -> Result<KeyMaterial, KeyError> {
    let material = match object::read(value)?.material {
        KeyMaterial::Ec { curve, x, y, .. } => KeyMaterial::Ec { curve, x, y, d: None },
        KeyMaterial::Okp { curve, x, .. } => KeyMaterial::Okp { curve, x, d: None },
        KeyMaterial::Rsa { n, e, .. } => KeyMaterial::Rsa { n, e, private: None },
        KeyMaterial::Akp { algorithm, public, .. } => KeyMaterial::Akp { algorithm, public, seed: None },
        KeyMaterial::Oct(_) => return Err(KeyError::KeyTypeUnknown("oct".to_owned())),
    };
    key::check(&material, &mut Effort::default())?;
    Ok(material)
}

/// The public key in a claim or header parameter with what it says of its own use, named `id` and `source_name`: the
/// holder's key in `cnf` (RFC 7800 §3.2).
///
/// A private half is left out, whatever the object says.
pub(crate) fn public_key(value: Value<'_>, id: KeyId, source_name: &str) -> Result<Jwk, KeyError> {
    let material = public_material(value)?;
    let draft = Draft { material, ..object::read(value)? };
    let mut key = draft.into_key(id, source_name);
    let findings = super::weakness::examine(&key, &mut Effort::default());
    key.findings.extend(findings);
    Ok(key)
}

/// One JWK as a key, for those who keep the set it stands in themselves.
pub(crate) fn read_jwk(
    object: Value<'_>,
    source_name: &str,
    ids: &mut KeyIds,
    effort: &mut Effort,
) -> Result<Jwk, KeyError> {
    let mut draft = object::read(object)?;
    key::check(&draft.material, effort)?;
    "JWK Set".clone_into(&mut draft.format);
    Ok(named(draft, source_name, ids, effort).0)
}

/// A checked draft becomes a key.
pub(crate) fn named(
    mut draft: Draft,
    source_name: &str,
    ids: &mut KeyIds,
    effort: &mut Effort,
) -> (Jwk, Option<Certificate>) {
    let certificate = draft.certificate.take();
    let mut key = draft.into_key(ids.next_id(), source_name);
    let findings = super::weakness::examine(&key, effort);
    key.findings.extend(findings);
    (key, certificate)
}

/// One value on the way from the root to where the walk stands.
struct Ancestor {
    index: usize,
    position: usize,
    seen: usize,
    /// Its name as it may be shown: what is within it is asked for its path over and over, and the name may be long.
    name: OnceCell<Option<String>>,
}

/// `jwks.keys[3]`; empty for the root.
fn path(document: &Document, ancestors: &[Ancestor]) -> String {
    let mut out = String::new();
    for ancestor in ancestors.iter().skip(1) {
        let name = || document.value(ancestor.index)?.name().map(|name| shown(&name).into_owned());
        match ancestor.name.get_or_init(name) {
            Some(name) => {
                if !out.is_empty() {
                    out.push('.');
                }
                out.push_str(name);
            }
            None => out.push_str(&format!("[{}]", ancestor.position)),
        }
    }
    out
}

fn join(outer: &str, inner: &str) -> String {
    match (outer.is_empty(), inner.is_empty()) {
        (true, _) => inner.to_owned(),
        (_, true) => outer.to_owned(),
        _ => format!("{outer}: {inner}"),
    }
}

/// Whether an array is a list of keys: one of its elements has a `kty`, or it is the `keys` of the root.
fn is_key_list(document: &Document, array: Value<'_>, ancestors: &[Ancestor]) -> bool {
    array.children().any(|element| element.get("kty").is_some())
        || (ancestors.len() == 2
            && array.children().any(|element| element.kind() != Kind::String)
            && array.name().is_some_and(|name| name == "keys")
            && document.root().is_some_and(|root| root.get("jwks").is_none()))
}

/// The text, and what had to be done for it. `None` for bytes that are no text.
fn text_of(bytes: &[u8]) -> Option<(Zeroizing<String>, Option<&'static str>)> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        let text = std::str::from_utf8(rest).ok()?;
        return Some((Zeroizing::new(text.to_owned()), Some("a byte order mark was removed")));
    }
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let (units, odd) = rest.as_chunks::<2>();
        if !odd.is_empty() {
            return None;
        }
        let text: Result<String, _> = char::decode_utf16(units.iter().map(|&pair| unit(pair))).collect();
        let text = Zeroizing::new(text.ok()?);
        // One random secret in 32,768 starts like UTF-16; what it gives then is no ASCII.
        (text.is_ascii() || text.contains("BEGIN ")).then_some((text, Some("read as UTF-16")))
    };
    if matches!(bytes, [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..]) {
        return envelope::text_of(bytes).map(|read| {
            let note = read.note();
            (read.text, note)
        });
    }
    match bytes {
        // These marks are not UTF-8, so that what is no UTF-16 is no text at all.
        [0xff, 0xfe, rest @ ..] => return utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => return utf16(rest, u16::from_be_bytes),
        // Without a mark: ASCII characters whose other half is zero.
        [0x20..0x7f, 0, 0x20..0x7f, 0, 0x20..0x7f, 0, ..] => return utf16(bytes, u16::from_le_bytes),
        [0, 0x20..0x7f, 0, 0x20..0x7f, 0, 0x20..0x7f, ..] => return utf16(bytes, u16::from_be_bytes),
        _ => {}
    }
    std::str::from_utf8(bytes).ok().map(|text| (Zeroizing::new(text.to_owned()), None))
}

#[cfg(test)]
mod tests;
