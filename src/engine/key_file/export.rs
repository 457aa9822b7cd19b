//! Keys out again, in the formats of others. What is private leaves only in a format whose row says so.

use super::generate::thumbprint_uri;
use super::jwk_text::{Half, jwk_set_text, jwk_text};
use super::structure;
use crate::engine::ground::jwa::Curve;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::{Jwk, KeyMaterial};
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
    row(F::EncryptedPkcs8Pem, "encrypted-pkcs8-pem", "Private key, PEM with a passphrase (PKCS#8)", "pem", "PE"),
    row(F::EncryptedPkcs8Der, "encrypted-pkcs8-der", "Private key, DER with a passphrase (PKCS#8)", "der", "PBE"),
    row(F::Pkcs8Pem, "pkcs8-pem", "Private key, PEM (PKCS#8)", "pem", "P"),
    row(F::Pkcs8Der, "pkcs8-der", "Private key, DER (PKCS#8)", "der", "PB"),
    row(F::Sec1Pem, "sec1-pem", "Private key, PEM (SEC1)", "pem", "P"),
    row(F::Sec1Der, "sec1-der", "Private key, DER (SEC1)", "der", "PB"),
    row(F::Pkcs1Pem, "pkcs1-pem", "Private key, PEM (PKCS#1)", "pem", "P"),
    row(F::Pkcs1Der, "pkcs1-der", "Private key, DER (PKCS#1)", "der", "PB"),
    row(F::Secret, "secret", "Shared secret, raw bytes, private", "bin", "PB"),
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
    pub fn row(self) -> &'static ExportRow {
        EXPORT_FORMATS.iter().find(|row| row.format == self).unwrap_or(&EXPORT_FORMATS[0])
    }

    /// Whether this key can be written like this.
    pub fn fits(self, key: &Jwk) -> bool {
        if self.row().is_private && !key.is_private() {
            return false;
        }
        let material = &key.material;
        let has_primes = match material {
            KeyMaterial::Rsa { private, .. } => private.as_ref().is_none_or(|private| private.crt.is_some()),
            _ => true,
        };
        let is_secret = matches!(material, KeyMaterial::Oct(_));
        match self {
            F::Jwk | F::JwkSet => true,
            F::Thumbprint | F::ThumbprintUri => key.shown_thumbprint().is_some(),
            F::Secret => is_secret,
            F::PublicJwk | F::PublicJwkSet | F::SpkiPem | F::SpkiDer => !is_secret,
            F::Pkcs8Pem | F::Pkcs8Der | F::EncryptedPkcs8Pem | F::EncryptedPkcs8Der => !is_secret && has_primes,
            F::Sec1Pem | F::Sec1Der => matches!(material, KeyMaterial::Ec { .. }),
            F::Pkcs1Pem | F::Pkcs1Der => matches!(material, KeyMaterial::Rsa { .. }) && has_primes,
            F::Pkcs1PublicPem | F::Pkcs1PublicDer => matches!(material, KeyMaterial::Rsa { .. }),
            F::OpenSshPublic => matches!(
                material,
                KeyMaterial::Rsa { .. }
                    | KeyMaterial::Ec { curve: Curve::P256 | Curve::P384 | Curve::P521, .. }
                    | KeyMaterial::Okp { curve: Curve::Ed25519, .. }
            ),
        }
    }

    /// The format of this name.
    pub fn named(name: &str) -> Option<Self> {
        EXPORT_FORMATS.iter().find(|row| row.name == name).map(|row| row.format)
    }
}

/// Why a key cannot be written like this.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// There is no key at all.
    #[error("no key to write")]
    NoKey,
    /// Several keys, and a format for one.
    #[error("this format holds one key, but there are several")]
    OneKeyOnly,
    /// The private half is not there.
    #[error("the private half is missing")]
    NoPrivateHalf,
    /// A shared secret, which has no half that may be shown.
    #[error("a shared secret has no public half")]
    NoPublicHalf,
    /// The format is for other keys.
    #[error("this format is for {needed}")]
    OtherKeyType {
        /// For which, with an article.
        needed: &'static str,
    },
    /// An RSA private key without its primes, which PKCS#1 and PKCS#8 demand.
    #[error("the RSA key has no primes, which this format requires")]
    PrimesMissing,
    /// The format needs a passphrase.
    #[error("this format needs a passphrase")]
    PassphraseMissing,
    /// The thumbprint of a secret that could be guessed with its help (RFC 7638 §7).
    #[error("the thumbprint of this secret is a hash that would help to guess it")]
    Guessable,
    /// OpenSSL refuses, or has no randomness.
    #[error("OpenSSL rejects the key")]
    Refused,
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
        let text = jwk_set_text(keys.iter().copied(), half).ok_or(ExportError::NoPublicHalf)?;
        Ok(SecretBytes::from([text.as_bytes(), b"\n"].concat()))
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
        F::Jwk => Ok(line(&jwk_text(key, Half::Private).ok_or(ExportError::NoPublicHalf)?)),
        F::PublicJwk => Ok(line(&jwk_text(key, Half::Public).ok_or(ExportError::NoPublicHalf)?)),
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
        F::Thumbprint => Ok(SecretBytes::from(key.shown_thumbprint().ok_or(ExportError::Guessable)?.as_bytes())),
        F::ThumbprintUri => {
            let thumbprint = key.shown_thumbprint().ok_or(ExportError::Guessable)?;
            Ok(SecretBytes::from(thumbprint_uri(thumbprint).as_bytes()))
        }
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
    use super::{EXPORT_FORMATS, ExportError, ExportFormat as F, Half, export, jwk_text};
    use crate::engine::crypto::ml_dsa;
    use crate::engine::ground::limit::Limits;
    use crate::engine::ground::secret::SecretBytes;
    use crate::engine::key::{Jwk, KeyIds, KeyMaterial};
    use crate::engine::key_file::generate::{
        GENERATED_KINDS, GeneratedKind, GeneratedRow, KeyIdSource, Recipe, find, generate,
    };
    use crate::engine::key_file::import::ImportOptions;
    use crate::engine::verify::key_file::import;

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

    /// What is offered for a key is what works.
    #[test]
    fn a_format_fits_exactly_where_it_can_be_written() {
        let passphrase = SecretBytes::from(&b"open sesame"[..]);
        for row in GENERATED_KINDS.iter().filter(|row| !matches!(row.name, "rsa-3072" | "rsa-4096")) {
            if !ml_dsa::IS_AVAILABLE && row.name.starts_with("ml-dsa") {
                continue;
            }
            let private = generate(&Recipe::usual(row), &mut KeyIds::default()).unwrap();
            let public = export(&[&private], F::PublicJwk, None).ok().map(|text| {
                import(text.expose(), "x", &ImportOptions::default(), &Limits::DEFAULT, &mut KeyIds::default())
                    .keys
                    .remove(0)
            });
            for key in [Some(private), public].iter().flatten() {
                for format in EXPORT_FORMATS.iter().filter(|format| !format.needs_passphrase) {
                    let can = export(&[key], format.format, Some(&passphrase)).is_ok();
                    // A public JWK Set among the private ones is written as far as it goes; it is not offered.
                    let is_far = matches!(format.format, F::Jwk | F::JwkSet) && !key.is_private();
                    assert_eq!(format.format.fits(key), can && !is_far, "{} {}", row.name, format.name);
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
