//! OpenSSH's keys: `authorized_keys` and `.pub` lines (RFC 4253 §6.6, RFC 5656 §3.1, RFC 8709 §4), the private keys of
//! OpenSSH's PROTOCOL.key, and SSH2 public keys (RFC 4716).

use super::binary::Context;
use super::der::without_leading_zeros;
use super::draft::Draft;
use super::pem::decode_base64;
use crate::engine::crypto::{key, key_file};
use crate::engine::ground::jwa::Curve;
use crate::engine::key::KeyMaterial;
use crate::engine::key::error::KeyError;
use crate::engine::text::words::shown;

/// What every private key file begins with.
const MAGIC: &[u8] = b"openssh-key-v1\0";
/// Rounds of bcrypt_pbkdf that are done; `ssh-keygen` writes 16 or 24, and each costs as much as twenty thousand
/// iterations of PBKDF2.
const MOST_ROUNDS: u64 = 512;
const ITERATIONS_OF_A_ROUND: u64 = 20_000;

/// Reads strings and numbers as RFC 4251 §5 writes them.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn number(&mut self) -> Option<u32> {
        let (number, rest) = self.0.split_first_chunk::<4>()?;
        self.0 = rest;
        Some(u32::from_be_bytes(*number))
    }

    pub(crate) fn string(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        let (string, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(string)
    }

    /// An `mpint` that is not negative, without leading zeros.
    pub(crate) fn integer(&mut self) -> Option<&'a [u8]> {
        let bytes = self.string()?;
        bytes.first().is_none_or(|first| *first < 0x80).then(|| without_leading_zeros(bytes))
    }
}

/// The kinds of keys: all lines of `authorized_keys` begin with one of these, options aside.
pub(crate) fn is_kind(word: &str) -> bool {
    ["ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-"].iter().any(|start| word.starts_with(start))
}

/// One line: options, kind, base64, comment. `None` where it is no key at all.
pub(crate) fn public_line(line: &str) -> Option<Result<Draft, KeyError>> {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') {
        return None;
    }
    let mut words = line.split_ascii_whitespace().take(64);
    while let Some(word) = words.next() {
        if !is_kind(word) {
            continue;
        }
        let Some(base64) = words.next().filter(|next| next.starts_with("AAAA")) else { continue };
        let comment = line.split_once(base64).map(|(_, comment)| comment.trim()).unwrap_or_default();
        return Some(match decode_base64(base64) {
            Some(blob) => public_blob(blob.expose()).map(|draft| commented(draft, comment)),
            None => Err(KeyError::NotBase64),
        });
    }
    None
}

/// The public key as it goes over the wire.
pub(crate) fn public_blob(blob: &[u8]) -> Result<Draft, KeyError> {
    let mut fields = Reader(blob);
    let kind = fields.string().ok_or(KeyError::Damaged("OpenSSH key"))?;
    let material = public(kind, &mut fields)?;
    Ok(Draft::new(material, "OpenSSH, public"))
}

pub(crate) fn curve_of(kind: &[u8]) -> Option<Curve> {
    match kind {
        b"ecdsa-sha2-nistp256" => Some(Curve::P256),
        b"ecdsa-sha2-nistp384" => Some(Curve::P384),
        b"ecdsa-sha2-nistp521" => Some(Curve::P521),
        _ => None,
    }
}

pub(crate) fn unusable(kind: &[u8]) -> KeyError {
    let name = String::from_utf8_lossy(kind).into_owned();
    KeyError::NoJoseAlgorithm(match kind {
        b"ssh-dss" => "DSA".to_owned(),
        _ if name.starts_with("sk-") => "a key on a security device".to_owned(),
        _ => name,
    })
}

pub(crate) fn public(kind: &[u8], fields: &mut Reader<'_>) -> Result<KeyMaterial, KeyError> {
    let damaged = KeyError::Damaged("OpenSSH key");
    match kind {
        b"ssh-rsa" => {
            let e = fields.integer().ok_or(damaged.clone())?.to_vec();
            let n = fields.integer().ok_or(damaged)?.to_vec();
            Ok(KeyMaterial::Rsa { n, e, private: None })
        }
        b"ssh-ed25519" => octets(Curve::Ed25519, fields.string().ok_or(damaged)?),
        b"ssh-ed448" => octets(Curve::Ed448, fields.string().ok_or(damaged)?),
        _ => {
            let curve = curve_of(kind).ok_or_else(|| unusable(kind))?;
            let name = fields.string().ok_or(damaged.clone())?;
            if !kind.ends_with(name) || name.is_empty() {
                return Err(damaged);
            }
            key::ec_public(curve, fields.string().ok_or(damaged)?)
        }
    }
}

fn octets(curve: Curve, x: &[u8]) -> Result<KeyMaterial, KeyError> {
    let expected = curve.row().coordinate_len;
    if x.len() != expected {
        return Err(KeyError::MemberLength { name: "x", expected, found: x.len() });
    }
    Ok(KeyMaterial::Okp { curve, x: x.to_vec(), d: None })
}

/// The bytes of an `OPENSSH PRIVATE KEY` block.
pub(crate) fn private(bytes: &[u8], context: Context<'_>) -> Result<Draft, KeyError> {
    let damaged = || KeyError::Damaged("OpenSSH key");
    let mut fields = Reader(bytes.strip_prefix(MAGIC).ok_or_else(damaged)?);
    let cipher = fields.string().ok_or_else(damaged)?;
    let derivation = fields.string().ok_or_else(damaged)?;
    let options = fields.string().ok_or_else(damaged)?;
    let count = fields.number().ok_or_else(damaged)?;
    if count != 1 {
        // The format allows several; no program has ever written them.
        return Err(damaged());
    }
    fields.string().ok_or_else(damaged)?;
    let private = fields.string().ok_or_else(damaged)?;
    if cipher == b"none" {
        return private_part(private)?.ok_or_else(damaged);
    }
    let cipher = String::from_utf8_lossy(cipher);
    if derivation != b"bcrypt" {
        return Err(KeyError::EncryptionUnknown(String::from_utf8_lossy(derivation).into_owned()));
    }
    let mut options = Reader(options);
    let salt = options.string().ok_or_else(damaged)?;
    let rounds = options.number().ok_or_else(damaged)?;
    let passphrase = context.passphrase.ok_or(KeyError::PassphraseNeeded)?;
    if u64::from(rounds) > MOST_ROUNDS {
        return Err(KeyError::ExcessiveWork { required: u64::from(rounds), limit: MOST_ROUNDS });
    }
    super::binary::spend(u64::from(rounds) * ITERATIONS_OF_A_ROUND, context)?;
    if passphrase.is_empty() {
        return Err(KeyError::PassphraseWrong);
    }
    let plain = key_file::decrypt_open_ssh(&cipher, passphrase, salt, rounds, private, fields.0)?;
    // Two numbers that are the same where the passphrase is right.
    let mut draft = private_part(plain.expose())?.ok_or(KeyError::PassphraseWrong)?;
    draft.format = format!("encrypted {}", draft.format);
    Ok(draft)
}

/// The private part, decrypted; `None` where its two check numbers differ.
fn private_part(bytes: &[u8]) -> Result<Option<Draft>, KeyError> {
    let damaged = || KeyError::Damaged("OpenSSH key");
    let mut fields = Reader(bytes);
    let (first, second) = (fields.number().ok_or_else(damaged)?, fields.number().ok_or_else(damaged)?);
    if first != second {
        return Ok(None);
    }
    let kind = fields.string().ok_or_else(damaged)?;
    let material = match kind {
        b"ssh-rsa" => {
            let mut integer = || fields.integer().ok_or_else(damaged);
            let (n, e, d, qi, p, q) = (integer()?, integer()?, integer()?, integer()?, integer()?, integer()?);
            key_file::rsa_of_primes(n, e, d, p, q, qi)?
        }
        b"ssh-ed25519" => {
            let public = fields.string().ok_or_else(damaged)?;
            // Seed and public key, one behind the other.
            let pair = fields.string().ok_or_else(damaged)?;
            let (seed, again) = pair.split_at_checked(32).ok_or_else(damaged)?;
            let material = key::okp_private(Curve::Ed25519, seed)?;
            let is_whole = matches!(&material, KeyMaterial::Okp { x, .. } if x == public && x == again);
            if !is_whole {
                return Err(KeyError::PrivatePublicMismatch);
            }
            material
        }
        _ => {
            let curve = curve_of(kind).ok_or_else(|| unusable(kind))?;
            let public = public(kind, &mut fields)?;
            let d = fields.integer().ok_or_else(damaged)?;
            let material = key::ec_private(curve, d)?;
            if super::thumbprint::thumbprint_sha256(&material) != super::thumbprint::thumbprint_sha256(&public) {
                return Err(KeyError::PrivatePublicMismatch);
            }
            material
        }
    };
    let comment = fields.string().map(String::from_utf8_lossy).unwrap_or_default();
    Ok(Some(commented(Draft::new(material, "OpenSSH"), &comment)))
}

/// A comment says where a key comes from, and names it. It is no `kid`: tokens name their keys otherwise.
pub(crate) fn commented(mut draft: Draft, comment: &str) -> Draft {
    if !comment.is_empty() {
        draft.format = format!("{}, {}", draft.format, shown(comment));
        draft.name = Some(comment.to_owned());
    }
    draft
}

/// The base64 of an SSH2 public key, its headers left out (RFC 4716 §3.3): a header may go on behind a backslash.
pub(crate) fn ssh2_public(text: &str) -> Result<Draft, KeyError> {
    let mut base64 = String::new();
    let mut is_in_header = false;
    let inside = text.lines().map(str::trim).skip_while(|line| !line.starts_with("---- BEGIN")).skip(1);
    for line in inside.take_while(|line| !line.starts_with("---- END")) {
        if is_in_header || line.contains(':') {
            is_in_header = line.ends_with('\\');
            continue;
        }
        base64.push_str(line);
    }
    let draft = public_blob(decode_base64(&base64).ok_or(KeyError::NotBase64)?.expose())?;
    Ok(Draft { format: "SSH2, public".to_owned(), ..draft })
}
