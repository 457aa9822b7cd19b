//! PuTTY's private keys, `.ppk` of version 2 and 3 (PuTTY's manual, appendix C).

use super::binary;
use super::binary::Context;
use super::draft::Draft;
use super::pem::decode_base64;
use super::ssh;
use super::ssh::Reader;
use super::thumbprint::thumbprint_sha256;
use crate::engine::crypto::digest::sha1;
use crate::engine::crypto::key;
use crate::engine::crypto::key_file::{self, Argon2};
use crate::engine::ground::jwa::{Curve, Hash};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::KeyMaterial;
use crate::engine::key::error::KeyError;
use data_encoding::HEXLOWER_PERMISSIVE;
use zeroize::Zeroizing;

/// What the first line begins with.
pub(crate) const START: &str = "PuTTY-User-Key-File-";
/// Memory that Argon2 is given at most, in KiB; `puttygen` writes 8192.
const MOST_MEMORY: u32 = 256 * 1024;
/// Lanes of Argon2 at most; `puttygen` writes 1.
const MOST_PARALLELISM: u32 = 64;
/// Iterations of PBKDF2 that cost as much as one pass of Argon2 over a KiB.
const ITERATIONS_OF_A_PASS: u64 = 2;

const fn damaged() -> KeyError {
    KeyError::Damaged("PuTTY key")
}

/// What stands in the file.
#[derive(Default)]
struct File<'a> {
    version: u8,
    algorithm: &'a str,
    encryption: &'a str,
    comment: &'a str,
    public: Vec<u8>,
    private: SecretBytes,
    mac: Vec<u8>,
    derivation: &'a str,
    memory: u32,
    passes: u32,
    parallelism: u32,
    salt: Vec<u8>,
}

impl<'a> File<'a> {
    /// `Name: value` lines, and base64 in as many lines as one of them says.
    fn read(text: &'a str) -> Option<Self> {
        let mut file = Self::default();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let Some((name, value)) = line.split_once(':') else {
                if line.trim().is_empty() {
                    continue;
                }
                return None;
            };
            let value = value.trim();
            let mut base64 = || {
                let count: usize = value.parse().ok()?;
                let mut text = Zeroizing::new(String::new());
                for _ in 0..count {
                    text.push_str(lines.next()?.trim());
                }
                decode_base64(&text)
            };
            match name.trim() {
                "Encryption" => file.encryption = value,
                "Comment" => file.comment = value,
                "Public-Lines" => file.public = base64()?.expose().to_vec(),
                "Private-Lines" => file.private = base64()?,
                // A hash without a key, which version 1 had, protects nothing.
                "Private-MAC" => file.mac = HEXLOWER_PERMISSIVE.decode(value.as_bytes()).ok()?,
                "Key-Derivation" => file.derivation = value,
                "Argon2-Memory" => file.memory = value.parse().ok()?,
                "Argon2-Passes" => file.passes = value.parse().ok()?,
                "Argon2-Parallelism" => file.parallelism = value.parse().ok()?,
                "Argon2-Salt" => file.salt = HEXLOWER_PERMISSIVE.decode(value.as_bytes()).ok()?,
                name => {
                    file.version = name.strip_prefix(START)?.parse().ok()?;
                    file.algorithm = value;
                }
            }
        }
        let is_whole = !file.algorithm.is_empty() && !file.public.is_empty() && !file.mac.is_empty();
        (is_whole && !file.private.is_empty()).then_some(file)
    }

    /// Key, initialization vector and the key of the MAC.
    fn keys(&self, passphrase: Option<&SecretBytes>, context: Context<'_>) -> Result<Keys, KeyError> {
        let nothing = SecretBytes::default();
        if self.encryption == "none" {
            // Version 2 derives the MAC's key from no passphrase, version 3 has an empty one.
            let mac = if self.version == 2 { mac_key_of_version_2(&nothing) } else { Zeroizing::default() };
            return Ok(Keys { cipher: None, mac });
        }
        if self.encryption != "aes256-cbc" {
            return Err(KeyError::EncryptionUnknown(self.encryption.to_owned()));
        }
        let passphrase = passphrase.ok_or(KeyError::PassphraseNeeded)?;
        if self.version == 2 {
            let half = |number: u8| {
                let counted = Zeroizing::new([&[0, 0, 0, number], passphrase.expose()].concat());
                Zeroizing::new(sha1(&counted))
            };
            let mut key = Zeroizing::new([half(0).as_slice(), half(1).as_slice()].concat());
            key.truncate(32);
            return Ok(Keys { cipher: Some((key, vec![0; 16])), mac: mac_key_of_version_2(passphrase) });
        }
        let variant = match self.derivation {
            "Argon2id" => Argon2::Id,
            "Argon2i" => Argon2::I,
            "Argon2d" => Argon2::D,
            other => return Err(KeyError::EncryptionUnknown(other.to_owned())),
        };
        let required = (u64::from(self.memory) * u64::from(self.passes)).saturating_mul(ITERATIONS_OF_A_PASS);
        let limit = context.limits.pbes2_iterations_ceiling;
        if self.memory > MOST_MEMORY || self.parallelism > MOST_PARALLELISM || required > limit {
            return Err(KeyError::ExcessiveWork { required, limit });
        }
        binary::spend(required, context)?;
        let derived = key_file::argon2(
            variant,
            passphrase,
            &self.salt,
            self.passes,
            self.parallelism,
            self.memory,
            32 + 16 + 32,
        )?;
        let part = |from: usize, to: usize| Zeroizing::new(derived.get(from..to).unwrap_or_default().to_vec());
        Ok(Keys { cipher: Some((part(0, 32), part(32, 48).to_vec())), mac: part(48, 80) })
    }
}

struct Keys {
    cipher: Option<(Zeroizing<Vec<u8>>, Vec<u8>)>,
    mac: Zeroizing<Vec<u8>>,
}

fn mac_key_of_version_2(passphrase: &SecretBytes) -> Zeroizing<Vec<u8>> {
    let text = Zeroizing::new([b"putty-private-key-file-mac-key", passphrase.expose()].concat());
    Zeroizing::new(sha1(&text).to_vec())
}

/// The key in a `.ppk` file.
pub(crate) fn read(text: &str, context: Context<'_>) -> Result<Draft, KeyError> {
    let file = File::read(text).ok_or_else(damaged)?;
    if !matches!(file.version, 2 | 3) {
        return Err(KeyError::Foreign(crate::engine::key::ForeignFormat::Putty));
    }
    let keys = file.keys(context.passphrase, context)?;
    let opened;
    let private = match &keys.cipher {
        Some((key, iv)) => {
            opened = key_file::decrypt_putty(key, iv, file.private.expose()).map_err(|_| damaged())?;
            &opened
        }
        None => &file.private,
    };
    let hash = if file.version == 2 { Hash::Sha1 } else { Hash::Sha256 };
    let fields = [file.algorithm.as_bytes(), file.encryption.as_bytes(), file.comment.as_bytes(), &file.public];
    let lengths = fields.map(length);
    let private_length = length(private.expose());
    let mut parts: Vec<&[u8]> = Vec::new();
    for (length, field) in lengths.iter().zip(fields) {
        parts.extend([length.as_slice(), field]);
    }
    parts.extend([private_length.as_slice(), private.expose()]);
    if !key_file::is_authentic(hash, &keys.mac, &parts, &file.mac) {
        return Err(if keys.cipher.is_some() { KeyError::PassphraseWrong } else { damaged() });
    }
    let material = material(file.algorithm, &file.public, private)?;
    let is_encrypted = if keys.cipher.is_some() { "encrypted " } else { "" };
    let draft = Draft::new(material, format!("{is_encrypted}PuTTY, version {}", file.version));
    Ok(ssh::commented(draft, file.comment))
}

/// A length as SSH writes it before a string (RFC 4251 §5).
fn length(bytes: &[u8]) -> [u8; 4] {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes()
}

fn material(algorithm: &str, public: &[u8], private: &SecretBytes) -> Result<KeyMaterial, KeyError> {
    let mut fields = Reader(public);
    let kind = fields.string().ok_or_else(damaged)?;
    // A key with a certificate names it here; the key itself is another kind.
    if kind != algorithm.as_bytes() {
        return Err(KeyError::NoJoseAlgorithm(algorithm.to_owned()));
    }
    let public = ssh::public(kind, &mut fields)?;
    let mut secret = Reader(private.expose());
    let made = match &public {
        KeyMaterial::Rsa { n, e, .. } => {
            let mut integer = || secret.integer().ok_or_else(damaged);
            let (d, p, q, qi) = (integer()?, integer()?, integer()?, integer()?);
            key_file::rsa_of_primes(n, e, d, p, q, qi)?
        }
        KeyMaterial::Ec { curve, .. } => key::ec_private(*curve, secret.integer().ok_or_else(damaged)?)?,
        KeyMaterial::Okp { curve: curve @ (Curve::Ed25519 | Curve::Ed448), .. } => {
            let written = secret.string().ok_or_else(damaged)?;
            // A little-endian number: zeros at its end may be missing.
            let mut seed = Zeroizing::new(written.to_vec());
            let expected = curve.row().private_len;
            if seed.len() > expected {
                return Err(damaged());
            }
            seed.resize(expected, 0);
            key::okp_private(*curve, &seed)?
        }
        _ => return Err(ssh::unusable(kind)),
    };
    if thumbprint_sha256(&made) != thumbprint_sha256(&public) {
        return Err(KeyError::PrivatePublicMismatch);
    }
    Ok(made)
}
