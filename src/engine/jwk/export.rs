//! Keys out again, in the formats of others. What is private leaves only in a format whose row says so.

use super::generate::thumbprint_uri;
use super::structure;
use super::{Jwk, KeyMaterial};
use crate::engine::base64url;
use crate::engine::jwa::Curve;
use crate::engine::secret::SecretBytes;
use std::fmt;
use zeroize::Zeroizing;

/// How a key can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExportFormat {
    /// A JWK with its private half.
    Jwk,
    /// A JWK without it.
    PublicJwk,
    /// A JWK Set with the private halves.
    JwkSet,
    /// A JWK Set without them, as an authorization server publishes it.
    PublicJwkSet,
    /// PKCS#8, PEM.
    Pkcs8Pem,
    /// PKCS#8, binary.
    Pkcs8Der,
    /// PKCS#8 under a passphrase, PEM.
    EncryptedPkcs8Pem,
    /// PKCS#8 under a passphrase, binary.
    EncryptedPkcs8Der,
    /// SEC1, PEM: EC alone.
    Sec1Pem,
    /// SEC1, binary.
    Sec1Der,
    /// PKCS#1, PEM: RSA alone.
    Pkcs1Pem,
    /// PKCS#1, binary.
    Pkcs1Der,
    /// SubjectPublicKeyInfo, PEM.
    SpkiPem,
    /// SubjectPublicKeyInfo, binary.
    SpkiDer,
    /// The public half in PKCS#1, PEM: RSA alone.
    Pkcs1PublicPem,
    /// The public half in PKCS#1, binary.
    Pkcs1PublicDer,
    /// A line of OpenSSH's `authorized_keys`.
    OpenSshPublic,
    /// The bytes of a shared secret.
    Secret,
    /// The SHA-256 thumbprint (RFC 7638).
    Thumbprint,
    /// The same as a URI (RFC 9278).
    ThumbprintUri,
}

/// What is to be known about a format.
#[derive(Debug, PartialEq, Eq)]
pub struct ExportRow {
    /// Which one.
    pub format: ExportFormat,
    /// How it is called on the command line.
    pub name: &'static str,
    /// How a person reads it; says "private" where it is.
    pub title: &'static str,
    /// The usual end of a file's name.
    pub extension: &'static str,
    /// Whether it holds what must not be shown.
    pub is_private: bool,
    /// Whether it is bytes rather than text.
    pub is_binary: bool,
    /// Whether it takes several keys.
    pub is_set: bool,
    /// Whether it needs a passphrase.
    pub needs_passphrase: bool,
}

use ExportFormat as F;

/// format, name, title, extension, then P for private, B for binary, S for a set, E for encrypted
#[rustfmt::skip]
pub static EXPORT_FORMATS: &[ExportRow] = &[
    row(F::PublicJwk, "public-jwk", "Public JWK", "json", ""),
    row(F::PublicJwkSet, "public-jwk-set", "Public JWK Set", "json", "S"),
    row(F::SpkiPem, "spki-pem", "Public key, PEM (SPKI)", "pem", ""),
    row(F::SpkiDer, "spki-der", "Public key, DER (SPKI)", "der", "B"),
    row(F::Pkcs1PublicPem, "pkcs1-public-pem", "Public key, PEM (PKCS#1)", "pem", ""),
    row(F::Pkcs1PublicDer, "pkcs1-public-der", "Public key, DER (PKCS#1)", "der", "B"),
    row(F::OpenSshPublic, "openssh-public", "Public key, OpenSSH", "pub", ""),
    row(F::Thumbprint, "thumbprint", "Thumbprint, SHA-256", "txt", ""),
    row(F::ThumbprintUri, "thumbprint-uri", "Thumbprint, SHA-256, as a URI", "txt", ""),
    row(F::Jwk, "jwk", "JWK, private", "json", "P"),
    row(F::JwkSet, "jwk-set", "JWK Set, private", "json", "PS"),
    row(F::EncryptedPkcs8Pem, "encrypted-pkcs8-pem", "Private key, PEM under a passphrase (PKCS#8)", "pem", "PE"),
    row(F::EncryptedPkcs8Der, "encrypted-pkcs8-der", "Private key, DER under a passphrase (PKCS#8)", "der", "PBE"),
    row(F::Pkcs8Pem, "pkcs8-pem", "Private key, PEM (PKCS#8)", "pem", "P"),
    row(F::Pkcs8Der, "pkcs8-der", "Private key, DER (PKCS#8)", "der", "PB"),
    row(F::Sec1Pem, "sec1-pem", "Private key, PEM (SEC1)", "pem", "P"),
    row(F::Sec1Der, "sec1-der", "Private key, DER (SEC1)", "der", "PB"),
    row(F::Pkcs1Pem, "pkcs1-pem", "Private key, PEM (PKCS#1)", "pem", "P"),
    row(F::Pkcs1Der, "pkcs1-der", "Private key, DER (PKCS#1)", "der", "PB"),
    row(F::Secret, "secret", "Shared secret, its bytes, private", "bin", "PB"),
];

const fn row(
    format: ExportFormat,
    name: &'static str,
    title: &'static str,
    extension: &'static str,
    marks: &'static str,
) -> ExportRow {
    const fn has(marks: &str, mark: u8) -> bool {
        let bytes = marks.as_bytes();
        let mut index = 0;
        while index < bytes.len() {
            if bytes[index] == mark {
                return true;
            }
            index += 1;
        }
        false
    }
    ExportRow {
        format,
        name,
        title,
        extension,
        is_private: has(marks, b'P'),
        is_binary: has(marks, b'B'),
        is_set: has(marks, b'S'),
        needs_passphrase: has(marks, b'E'),
    }
}

impl ExportFormat {
    /// Its row.
    pub fn row(self) -> &'static ExportRow {
        EXPORT_FORMATS.iter().find(|row| row.format == self).unwrap_or(&EXPORT_FORMATS[0])
    }

    /// The format of this name.
    pub fn named(name: &str) -> Option<Self> {
        EXPORT_FORMATS.iter().find(|row| row.name == name).map(|row| row.format)
    }
}

/// Whether [`export`] writes this key like that, and it is worth offering: no private format for a public key, no
/// thumbprint of a shared secret, with which a weak one can be guessed (RFC 7638 §7).
pub fn is_offered(format: ExportFormat, key: &Jwk) -> bool {
    use super::KeyType::{Ec, Oct, Rsa};
    let key_type = key.key_type();
    if format.row().is_private && !key.is_private() {
        return false;
    }
    // PKCS#1 and PKCS#8 demand the primes.
    let is_whole = !matches!(&key.material, KeyMaterial::Rsa { private: Some(private), .. } if private.crt.is_none());
    match format {
        F::Jwk | F::JwkSet => true,
        F::PublicJwk | F::PublicJwkSet | F::SpkiPem | F::SpkiDer | F::Thumbprint | F::ThumbprintUri => key_type != Oct,
        F::Pkcs8Pem | F::Pkcs8Der | F::EncryptedPkcs8Pem | F::EncryptedPkcs8Der => key_type != Oct && is_whole,
        F::Sec1Pem | F::Sec1Der => key_type == Ec,
        F::Pkcs1Pem | F::Pkcs1Der => key_type == Rsa && is_whole,
        F::Pkcs1PublicPem | F::Pkcs1PublicDer => key_type == Rsa,
        F::OpenSshPublic => match &key.material {
            KeyMaterial::Rsa { .. } => true,
            KeyMaterial::Ec { curve, .. } => *curve != Curve::Secp256k1,
            KeyMaterial::Okp { curve, .. } => *curve == Curve::Ed25519,
            KeyMaterial::Oct(_) | KeyMaterial::Akp { .. } => false,
        },
        F::Secret => key_type == Oct,
    }
}

/// Why a key cannot be written like this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportError {
    /// There is no key at all.
    NoKey,
    /// Several keys, and a format for one.
    OneKeyOnly,
    /// The private half is not there.
    NoPrivateHalf,
    /// A shared secret, which has no half that may be shown.
    NoPublicHalf,
    /// The format is for other keys.
    OtherKeyType {
        /// For which, with an article.
        needed: &'static str,
    },
    /// An RSA private key without its primes, which PKCS#1 and PKCS#8 demand.
    PrimesMissing,
    /// The format needs a passphrase.
    PassphraseMissing,
    /// OpenSSL refuses, or has no randomness.
    Refused,
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoKey => f.write_str("there is no key to write"),
            Self::OneKeyOnly => f.write_str("this format holds one key, and here are several"),
            Self::NoPrivateHalf => f.write_str("the private half is not there"),
            Self::NoPublicHalf => f.write_str("a shared secret has no public half"),
            Self::OtherKeyType { needed } => write!(f, "this format is for {needed}"),
            Self::PrimesMissing => f.write_str("the RSA key has no primes, and this format must have them"),
            Self::PassphraseMissing => f.write_str("this format needs a passphrase"),
            Self::Refused => f.write_str("OpenSSL refuses"),
        }
    }
}

impl std::error::Error for ExportError {}

/// Which half of a key is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// All of it.
    Private,
    /// What everybody may see.
    Public,
}

/// Writes keys. A set leaves out what has no public half; every other format takes exactly one key.
///
/// Texts end with a line break, except thumbprints.
pub fn export(
    keys: &[&Jwk],
    format: ExportFormat,
    passphrase: Option<&SecretBytes>,
) -> Result<SecretBytes, ExportError> {
    let set = |half| {
        let mut out = Zeroizing::new(String::from("{\"keys\":["));
        let mut written = 0_usize;
        for key in keys {
            if let Ok(text) = jwk_text(key, half) {
                if written > 0 {
                    out.push(',');
                }
                out.push_str(&text);
                written += 1;
            }
        }
        out.push_str("]}\n");
        if written == 0 { Err(ExportError::NoPublicHalf) } else { Ok(SecretBytes::from(out.as_bytes())) }
    };
    let key = match keys {
        [] => return Err(ExportError::NoKey),
        _ if format == F::JwkSet => return set(Half::Private),
        _ if format == F::PublicJwkSet => return set(Half::Public),
        [key] => *key,
        _ => return Err(ExportError::OneKeyOnly),
    };
    let material = &key.material;
    let encrypted = || structure::encrypted_pkcs8(material, passphrase.ok_or(ExportError::PassphraseMissing)?);
    let bytes = |der: structure::Der| Ok(SecretBytes::from(der.as_slice()));
    let line = |text: &str| SecretBytes::from([text.as_bytes(), b"\n"].concat());
    match format {
        F::Jwk => jwk_text(key, Half::Private).map(|text| line(&text)),
        F::PublicJwk => jwk_text(key, Half::Public).map(|text| line(&text)),
        F::JwkSet | F::PublicJwkSet => set(Half::Public),
        F::Pkcs8Pem => Ok(pem("PRIVATE KEY", &structure::pkcs8(material)?)),
        F::Pkcs8Der => bytes(structure::pkcs8(material)?),
        F::EncryptedPkcs8Pem => Ok(pem("ENCRYPTED PRIVATE KEY", &encrypted()?)),
        F::EncryptedPkcs8Der => bytes(encrypted()?),
        F::Sec1Pem => Ok(pem("EC PRIVATE KEY", &structure::sec1(material)?)),
        F::Sec1Der => bytes(structure::sec1(material)?),
        F::Pkcs1Pem => Ok(pem("RSA PRIVATE KEY", &structure::pkcs1_private(material)?)),
        F::Pkcs1Der => bytes(structure::pkcs1_private(material)?),
        F::SpkiPem => Ok(pem("PUBLIC KEY", &structure::spki(material)?)),
        F::SpkiDer => bytes(structure::spki(material)?),
        F::Pkcs1PublicPem => Ok(pem("RSA PUBLIC KEY", &structure::pkcs1_public(material)?)),
        F::Pkcs1PublicDer => bytes(structure::pkcs1_public(material)?),
        F::OpenSshPublic => open_ssh_public(key).map(|text| line(&text)),
        F::Secret => match material {
            KeyMaterial::Oct(secret) => Ok(secret.clone()),
            _ => Err(ExportError::OtherKeyType { needed: "a shared secret" }),
        },
        F::Thumbprint => Ok(SecretBytes::from(key.thumbprint.as_bytes())),
        F::ThumbprintUri => Ok(SecretBytes::from(thumbprint_uri(&key.thumbprint).as_bytes())),
    }
}

/// The key as a JWK in one line. With [`Half::Private`] a key that has no private half is written as far as it goes.
pub fn jwk_text(key: &Jwk, half: Half) -> Result<Zeroizing<String>, ExportError> {
    let is_public = half == Half::Public;
    let mut object = Object::new();
    object.text("kty", key.key_type().name());
    if let Some(key_id) = &key.key_id {
        object.text("kid", key_id);
    }
    if let Some(public_key_use) = &key.public_key_use {
        object.text("use", public_key_use);
    }
    if let Some(operations) = &key.key_operations {
        let kept = if is_public { public_operations(operations) } else { operations.clone() };
        // An empty list forbids everything; where nothing is left, nothing is said.
        if !kept.is_empty() || !is_public {
            object.raw("key_ops", &serde_json::Value::from(kept).to_string());
        }
    }
    if let (Some(algorithm), false) = (&key.algorithm, matches!(key.material, KeyMaterial::Akp { .. })) {
        object.text("alg", algorithm);
    }
    match &key.material {
        KeyMaterial::Oct(_) if is_public => return Err(ExportError::NoPublicHalf),
        KeyMaterial::Oct(secret) => object.bytes("k", secret.expose()),
        KeyMaterial::Rsa { n, e, private } => {
            object.bytes("n", n);
            object.bytes("e", e);
            if let (Some(private), false) = (private, is_public) {
                object.bytes("d", private.d.expose());
                for (name, number) in ["p", "q", "dp", "dq", "qi"].iter().zip(private.crt.iter().flatten()) {
                    object.bytes(name, number.expose());
                }
            }
        }
        KeyMaterial::Ec { curve, x, y, d } => {
            object.text("crv", curve.name());
            object.bytes("x", x);
            object.bytes("y", y);
            if let (Some(d), false) = (d, is_public) {
                object.bytes("d", d.expose());
            }
        }
        KeyMaterial::Okp { curve, x, d } => {
            object.text("crv", curve.name());
            object.bytes("x", x);
            if let (Some(d), false) = (d, is_public) {
                object.bytes("d", d.expose());
            }
        }
        KeyMaterial::Akp { algorithm, public, seed } => {
            object.text("alg", algorithm);
            object.bytes("pub", public);
            if let (Some(seed), false) = (seed, is_public) {
                object.bytes("priv", seed.expose());
            }
        }
    }
    for (name, value) in [("x5t", &key.x5t), ("x5t#S256", &key.x5t_s256)] {
        if let Some(value) = value {
            object.text(name, value);
        }
    }
    Ok(object.close())
}

/// What the public half may do where the whole key may do this (RFC 7517 §4.3).
fn public_operations(operations: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for operation in operations {
        let public = match operation.as_str() {
            "sign" | "verify" => "verify",
            "decrypt" | "encrypt" => "encrypt",
            "unwrapKey" | "wrapKey" => "wrapKey",
            // WebCrypto gives the public half of a key agreement no use at all; other words are not ours to turn round.
            _ => continue,
        };
        if !kept.iter().any(|known| known == public) {
            kept.push(public.to_owned());
        }
    }
    kept
}

/// A JSON object in the making.
struct Object(Zeroizing<String>);

impl Object {
    fn new() -> Self {
        // Room for RSA with 4096 bits, so that no copy is left behind in growing.
        let mut text = Zeroizing::new(String::with_capacity(4096));
        text.push('{');
        Self(text)
    }

    fn raw(&mut self, name: &str, value: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        self.0.push('"');
        self.0.push_str(name);
        self.0.push_str("\":");
        self.0.push_str(value);
    }

    fn text(&mut self, name: &str, value: &str) {
        self.raw(name, &serde_json::Value::from(value).to_string());
    }

    fn bytes(&mut self, name: &str, value: &[u8]) {
        let encoded = Zeroizing::new(base64url::encode(value));
        self.raw(name, "\"");
        self.0.push_str(&encoded);
        self.0.push('"');
    }

    fn close(mut self) -> Zeroizing<String> {
        self.0.push('}');
        self.0
    }
}

/// RFC 7468 §3: 64 characters a line.
fn pem(label: &str, der: &[u8]) -> SecretBytes {
    let base64 = Zeroizing::new(data_encoding::BASE64.encode(der));
    let mut out = Zeroizing::new(Vec::with_capacity(base64.len() + base64.len() / 64 + 80));
    out.extend_from_slice(format!("-----BEGIN {label}-----\n").as_bytes());
    for line in base64.as_bytes().chunks(64) {
        out.extend_from_slice(line);
        out.push(b'\n');
    }
    out.extend_from_slice(format!("-----END {label}-----\n").as_bytes());
    SecretBytes::from(out.as_slice())
}

/// A line of `authorized_keys` (RFC 4253 §6.6, RFC 5656 §3.1, RFC 8709 §4), the `kid` as its comment.
fn open_ssh_public(key: &Jwk) -> Result<String, ExportError> {
    let mut blob = Vec::new();
    let name = match &key.material {
        KeyMaterial::Rsa { n, e, .. } => {
            put(&mut blob, b"ssh-rsa");
            put(&mut blob, &multiple_precision(e));
            put(&mut blob, &multiple_precision(n));
            "ssh-rsa"
        }
        KeyMaterial::Ec { curve, x, y, .. } => {
            let (name, identifier) = match curve {
                Curve::P256 => ("ecdsa-sha2-nistp256", "nistp256"),
                Curve::P384 => ("ecdsa-sha2-nistp384", "nistp384"),
                Curve::P521 => ("ecdsa-sha2-nistp521", "nistp521"),
                _ => return Err(ExportError::OtherKeyType { needed: OPEN_SSH }),
            };
            put(&mut blob, name.as_bytes());
            put(&mut blob, identifier.as_bytes());
            put(&mut blob, &structure::point(x, y));
            name
        }
        KeyMaterial::Okp { curve: Curve::Ed25519, x, .. } => {
            put(&mut blob, b"ssh-ed25519");
            put(&mut blob, x);
            "ssh-ed25519"
        }
        KeyMaterial::Oct(_) => return Err(ExportError::NoPublicHalf),
        _ => return Err(ExportError::OtherKeyType { needed: OPEN_SSH }),
    };
    // A comment is the rest of the line: it must not begin another one.
    let comment: String =
        key.key_id.iter().flat_map(|key_id| key_id.chars()).filter(|c| !c.is_control()).take(128).collect();
    let line = format!("{name} {} {comment}", data_encoding::BASE64.encode(&blob));
    Ok(line.trim_end().to_owned())
}

const OPEN_SSH: &str = "RSA, P-256, P-384, P-521 and Ed25519";

fn put(blob: &mut Vec<u8>, bytes: &[u8]) {
    blob.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    blob.extend_from_slice(bytes);
}

/// An `mpint` (RFC 4251 §5): a zero in front where the first bit would be a sign.
fn multiple_precision(number: &[u8]) -> Vec<u8> {
    let number = super::der::without_leading_zeros(number);
    let sign: &[u8] = if number.first().is_some_and(|first| *first >= 0x80) { &[0] } else { &[] };
    [sign, number].concat()
}

#[cfg(test)]
mod tests {
    use super::{EXPORT_FORMATS, ExportError, ExportFormat as F, Half, export, is_offered, jwk_text};
    use crate::engine::crypto::ml_dsa;
    use crate::engine::jwk::generate::{
        GENERATED_KINDS, GeneratedKind, GeneratedRow, KeyIdSource, Recipe, find, generate,
    };
    use crate::engine::jwk::{ImportOptions, Jwk, KeyIds, KeyMaterial, import};
    use crate::engine::limit::Limits;
    use crate::engine::secret::SecretBytes;

    fn key(name: &str) -> Jwk {
        let recipe = Recipe { key_id: KeyIdSource::Typed("k\"1".into()), ..Recipe::usual(find(name).unwrap()) };
        generate(&recipe, &mut KeyIds::default()).unwrap()
    }

    /// All that this build can make in no time.
    fn quick_kinds() -> impl Iterator<Item = &'static GeneratedRow> {
        let is_there = |kind: &&GeneratedRow| ml_dsa::IS_AVAILABLE || !matches!(kind.kind, GeneratedKind::MlDsa(_));
        GENERATED_KINDS.iter().filter(is_there).filter(|kind| !matches!(kind.name, "rsa-3072" | "rsa-4096"))
    }

    /// The private numbers of a key.
    fn secrets(key: &Jwk) -> Vec<Vec<u8>> {
        match &key.material {
            KeyMaterial::Oct(k) => vec![k.expose().to_vec()],
            KeyMaterial::Rsa { private: Some(private), .. } => {
                private.crt.iter().flatten().chain([&private.d]).map(|number| number.expose().to_vec()).collect()
            }
            KeyMaterial::Ec { d: Some(d), .. } | KeyMaterial::Okp { d: Some(d), .. } => vec![d.expose().to_vec()],
            KeyMaterial::Akp { seed: Some(seed), .. } => vec![seed.expose().to_vec()],
            _ => Vec::new(),
        }
    }

    /// Whether `haystack` holds one of the secrets, plain or in base64 at any of the three alignments.
    fn leaks(haystack: &[u8], secrets: &[Vec<u8>]) -> bool {
        let holds = |needle: &[u8]| haystack.windows(needle.len()).any(|window| window == needle);
        let folded: Vec<u8> = haystack.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
        let holds_text = |needle: &str| {
            let needle = needle.as_bytes();
            folded.windows(needle.len()).any(|window| window == needle)
        };
        secrets.iter().any(|secret| {
            // Parts of a number are enough to give it away.
            holds(&secret[..12])
                || (0..3).any(|skip| {
                    let part = &secret[skip..skip + 12];
                    holds_text(&data_encoding::BASE64URL_NOPAD.encode(part))
                        || holds_text(&data_encoding::BASE64.encode(part))
                })
        })
    }

    #[test]
    fn what_is_offered_is_written_and_the_rest_is_not() {
        let passphrase = SecretBytes::from(&b"open sesame"[..]);
        for row in quick_kinds() {
            let private = key(row.name);
            let public = export(&[&private], F::PublicJwk, None).ok().map(|text| {
                let options = ImportOptions::default();
                import(text.expose(), "", &options, &Limits::DEFAULT, &mut KeyIds::default()).keys.remove(0)
            });
            for key in [Some(&private), public.as_ref()].into_iter().flatten() {
                for format in EXPORT_FORMATS.iter().map(|row| row.format) {
                    // A JWK is written of what there is; the thumbprint of a secret is written and not offered.
                    let is_asked_for_less = format.row().is_private && !key.is_private();
                    let is_secret_thumbprint = matches!(format, F::Thumbprint | F::ThumbprintUri)
                        && matches!(key.material, KeyMaterial::Oct(_));
                    if !is_asked_for_less && !is_secret_thumbprint {
                        let written = export(&[key], format, Some(&passphrase)).is_ok();
                        assert_eq!(is_offered(format, key), written, "{} as {:?}", row.name, format);
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_public_holds_no_byte_of_the_private_half() {
        let mut written = 0;
        for kind in quick_kinds() {
            let key = key(kind.name);
            let secrets = secrets(&key);
            assert!(leaks(export(&[&key], F::Jwk, None).unwrap().expose(), &secrets), "the search finds what is there");
            for row in EXPORT_FORMATS.iter().filter(|row| !row.is_private) {
                let Ok(bytes) = export(&[&key], row.format, None) else { continue };
                written += 1;
                assert!(!leaks(bytes.expose(), &secrets), "{} as {}", kind.name, row.name);
                let text = String::from_utf8_lossy(bytes.expose());
                for member in ["\"d\"", "\"k\"", "\"p\"", "\"q\"", "\"dp\"", "\"dq\"", "\"qi\"", "\"priv\"", "PRIVATE"]
                {
                    assert!(!text.contains(member), "{} as {}: {member}", kind.name, row.name);
                }
            }
        }
        assert!(written > if ml_dsa::IS_AVAILABLE { 60 } else { 45 }, "{written}");
    }

    #[test]
    fn what_is_written_reads_back_as_the_same_key() {
        let passphrase = SecretBytes::from(&b"open sesame"[..]);
        let options = ImportOptions { passphrase: Some(passphrase.clone()), ..ImportOptions::default() };
        for kind in quick_kinds() {
            let key = key(kind.name);
            let mut formats = 0;
            for row in EXPORT_FORMATS {
                if matches!(row.format, F::Thumbprint | F::ThumbprintUri | F::Secret) {
                    continue;
                }
                let Ok(bytes) = export(&[&key], row.format, Some(&passphrase)) else { continue };
                formats += 1;
                let read = import(bytes.expose(), "t", &options, &Limits::DEFAULT, &mut KeyIds::default());
                assert_eq!(read.keys.len(), 1, "{} as {}: {:?}", kind.name, row.name, read.problems);
                assert_eq!(read.keys[0].thumbprint, key.thumbprint, "{} as {}", kind.name, row.name);
                assert_eq!(read.keys[0].is_private(), row.is_private, "{} as {}", kind.name, row.name);
                if row.is_private {
                    assert_eq!(read.keys[0].material, key.material, "{} as {}", kind.name, row.name);
                }
                if row.name.contains("jwk") {
                    assert_eq!(read.keys[0].key_id, key.key_id);
                    assert_eq!(read.keys[0].algorithm, key.algorithm);
                    assert_eq!(read.keys[0].public_key_use, key.public_key_use);
                }
            }
            assert!(formats >= if kind.name.starts_with("oct") { 2 } else { 10 }, "{}: {formats}", kind.name);
        }
    }

    #[test]
    fn what_does_not_go_says_why() {
        let (secret, pair) = (key("oct-256"), key("ed25519"));
        let refused = |keys: &[&Jwk], format| export(keys, format, None).unwrap_err();
        assert_eq!(refused(&[], F::Jwk), ExportError::NoKey);
        assert_eq!(refused(&[&secret, &pair], F::Jwk), ExportError::OneKeyOnly);
        assert_eq!(refused(&[&secret], F::PublicJwk), ExportError::NoPublicHalf);
        assert_eq!(refused(&[&secret], F::PublicJwkSet), ExportError::NoPublicHalf);
        assert_eq!(refused(&[&secret], F::SpkiPem), ExportError::NoPublicHalf);
        assert_eq!(refused(&[&pair], F::Sec1Pem), ExportError::OtherKeyType { needed: "an EC key" });
        assert_eq!(refused(&[&pair], F::EncryptedPkcs8Pem), ExportError::PassphraseMissing);
        let set = export(&[&secret, &pair], F::PublicJwkSet, None).unwrap();
        let set: serde_json::Value = serde_json::from_slice(set.expose()).unwrap();
        assert_eq!(set["keys"].as_array().map(Vec::len), Some(1), "the secret is left out");
    }

    #[test]
    fn the_operations_of_the_public_half_are_its_own() {
        let mut key = key("p-256");
        let mut check = |operations: &[&str], expected: Option<&str>| {
            key.key_operations = Some(operations.iter().map(|name| (*name).to_owned()).collect());
            let text = jwk_text(&key, Half::Public).unwrap();
            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!(value.get("key_ops").map(ToString::to_string).as_deref(), expected);
        };
        check(&["sign", "verify"], Some("[\"verify\"]"));
        check(&["decrypt", "unwrapKey"], Some("[\"encrypt\",\"wrapKey\"]"));
        check(&["deriveKey"], None);
    }
}
