//! Why a token stays closed: trials with other parameters of the same key. Each has to open the content, tag and all.

use super::secret::{self, Found};
use super::{Effort, MOST_KEYS};
use crate::engine::crypto::content;
use crate::engine::crypto::key_management::{self, RecipientParameters};
use crate::engine::crypto::{mac, oaep};
use crate::engine::ground::base64url;
use crate::engine::ground::jwa::{
    ContentEncryptionRow, Hash, KEY_MANAGEMENT_ALGORITHMS, KeyManagementFamily, KeyManagementRow,
};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::jose::jwe::Jwe;
use crate::engine::jose::part::Part;
use crate::engine::jose::reason::OpeningForm;
use crate::engine::key::reading::SecretReading;
use crate::engine::key::{Jwk, KeyMaterial};
use crate::engine::key_file::secret::secret_readings;
use crate::engine::verify::work;
use std::cell::OnceCell;

/// HMACs that one derivation by HKDF takes, and then some.
const DERIVING: usize = 8;

/// One recipient that no key opens as it is.
pub(crate) struct Closed<'a> {
    pub row: &'static KeyManagementRow,
    pub enc: &'static ContentEncryptionRow,
    pub jwe: &'a Jwe,
    pub aad: &'a [u8],
    pub parameters: RecipientParameters<'a>,
    pub limits: &'a Limits,
}

impl Closed<'_> {
    fn content(&self, cek: &[u8]) -> Option<Vec<u8>> {
        let bytes = |part: &'_ Option<Part>| part.as_ref().map_or_else(Default::default, |part| part.bytes.clone());
        let (iv, ciphertext, tag) = (bytes(&self.jwe.iv), bytes(&self.jwe.ciphertext), bytes(&self.jwe.tag));
        content::decrypt(self.enc, cek, &iv, &ciphertext, &tag, self.aad).ok()
    }

    fn length(&self) -> usize {
        self.jwe.ciphertext.as_ref().map_or(0, |part| part.bytes.len())
    }

    /// What opens with this row, key and parameters.
    fn open(
        &self,
        row: &KeyManagementRow,
        key: &KeyMaterial,
        parameters: &RecipientParameters<'_>,
        effort: &Effort,
    ) -> Option<Vec<u8>> {
        if !effort.spend_on(work::opening(row, key, parameters.p2c, self.length()), self.length()) {
            return None;
        }
        let cek = key_management::content_encryption_key(row, self.enc, key, parameters, self.limits).ok()?;
        self.content(cek.expose())
    }
}

/// With what a token opens.
pub(crate) struct Opening<'k> {
    pub form: OpeningForm,
    pub key: &'k Jwk,
    /// Still compressed, where it is.
    pub plaintext: Vec<u8>,
}

/// A form, and what opens with it.
type Opened = (OpeningForm, Vec<u8>);

/// With what the token opens.
pub(crate) fn find<'k>(
    closed: &Closed<'_>,
    keys: impl Iterator<Item = &'k Jwk>,
    effort: &Effort,
) -> Option<Opening<'k>> {
    effort.begin();
    let keys: Vec<&Jwk> = keys.take(MOST_KEYS).collect();
    for key in &keys {
        effort.give_out(work::opening(closed.row, &key.material, closed.parameters.p2c, closed.length()));
    }
    for key in keys {
        let found = match (closed.row.family, &key.material) {
            (KeyManagementFamily::RsaOaep | KeyManagementFamily::Rsa15, KeyMaterial::Rsa { .. }) => {
                rsa(closed, &key.material, effort)
            }
            (KeyManagementFamily::EcdhEs, KeyMaterial::Ec { .. } | KeyMaterial::Okp { .. }) => {
                agreement(closed, &key.material, effort)
            }
            (_, KeyMaterial::Oct(secret)) => auth_js(closed, secret, effort).or_else(|| shared(closed, secret, effort)),
            _ => None,
        };
        if let Some((form, plaintext)) = found.or_else(|| put_together(closed, &key.material, effort)) {
            return Some(Opening { form, key, plaintext });
        }
    }
    None
}

/// OAEP with other hashes; Java's `OAEPWithSHA-256AndMGF1Padding` means MGF1 with SHA-1.
fn rsa(closed: &Closed<'_>, key: &KeyMaterial, effort: &Effort) -> Option<Opened> {
    let named = closed.row.name;
    let is_other = |row: &&KeyManagementRow| row.family == KeyManagementFamily::Rsa15 && row.name != named;
    if let Some(row) = KEY_MANAGEMENT_ALGORITHMS.iter().find(is_other)
        && let Some(plaintext) = closed.open(row, key, &closed.parameters, effort)
    {
        return Some((OpeningForm::OtherAlgorithm { made_with: row.name, named }, plaintext));
    }
    // What was padded is the same for all of them.
    let length = closed.length();
    if !effort.spend_on(work::opening(closed.row, key, None, length), length) {
        return None;
    }
    let padded = oaep::padded(key, closed.parameters.encrypted_key)?;
    let hashes = [Hash::Sha256, Hash::Sha384, Hash::Sha512, Hash::Sha1];
    let pairs = hashes.iter().flat_map(|hash| hashes.iter().map(move |mgf1| (*hash, *mgf1)));
    let (hash, mgf1, plaintext) = pairs.into_iter().find_map(|(hash, mgf1)| {
        let cek = oaep::content(&padded, hash, mgf1)?;
        Some((hash, mgf1, effort.spend(1, length).then(|| closed.content(cek.expose())).flatten()?))
    })?;
    let other = oaep::algorithm(hash, mgf1).filter(|other| *other != named);
    let form = match other {
        Some(made_with) => OpeningForm::OtherAlgorithm { made_with, named },
        None => OpeningForm::Oaep { named, hash, mgf1 },
    };
    Some((form, plaintext))
}

/// `apu` and `apv` that went into the key otherwise than they stand in the header (RFC 7518 §4.6.2).
fn agreement(closed: &Closed<'_>, key: &KeyMaterial, effort: &Effort) -> Option<Opened> {
    let own = closed.parameters;
    if own.apu.is_none() && own.apv.is_none() {
        return None;
    }
    let with = |form, apu: Option<&[u8]>, apv: Option<&[u8]>| {
        Some((form, closed.open(closed.row, key, &RecipientParameters { apu, apv, ..own }, effort)?))
    };
    let text = |bytes: Option<&[u8]>| bytes.map(|bytes| base64url::encode(bytes).into_bytes());
    let (apu, apv) = (text(own.apu), text(own.apv));
    with(OpeningForm::WithoutPartyInfo, None, None)
        .or_else(|| with(OpeningForm::PartyInfoAsText, apu.as_deref(), apv.as_deref()))
        .or_else(|| with(OpeningForm::SwappedPartyInfo, own.apv, own.apu))
}

/// The right key for parts that were put together otherwise than RFC 7516 §5.1 has it. Where a wrong key cannot be told from
/// a right one, nothing opens either.
fn put_together(closed: &Closed<'_>, key: &KeyMaterial, effort: &Effort) -> Option<Opened> {
    // A password's price is the sender's choice.
    let length = closed.length();
    if closed.row.family == KeyManagementFamily::Pbes2
        || !effort.spend_on(work::opening(closed.row, key, None, length), length)
    {
        return None;
    }
    let cek = key_management::content_encryption_key(closed.row, closed.enc, key, &closed.parameters, closed.limits);
    let cek = cek.ok()?;
    let bytes = |part: &Option<Part>| part.as_ref().map_or_else(Default::default, |part| part.bytes.clone());
    let (iv, ciphertext, tag) = (bytes(&closed.jwe.iv), bytes(&closed.jwe.ciphertext), bytes(&closed.jwe.tag));
    let with = |form, ciphertext: &[u8], tag: &[u8], aad: &[u8]| {
        let plaintext = || content::decrypt(closed.enc, cek.expose(), &iv, ciphertext, tag, aad).ok();
        Some((form, effort.spend(1, length).then(plaintext)??))
    };
    let header = closed.jwe.protected.as_ref().map(|part| part.bytes.clone()).unwrap_or_default();
    let repeated = ciphertext.strip_suffix(&*tag).filter(|_| !tag.is_empty());
    repeated
        .and_then(|rest| with(OpeningForm::TagAppended, rest, &tag, closed.aad))
        .or_else(|| with(OpeningForm::IvPrepended, ciphertext.strip_prefix(&*iv)?, &tag, closed.aad))
        .or_else(|| with(OpeningForm::NoAdditionalData, &ciphertext, &tag, b""))
        .or_else(|| with(OpeningForm::DecodedHeader, &ciphertext, &tag, &header))
}

/// A secret in another form, or one that is the content encryption key itself.
fn shared(closed: &Closed<'_>, secret: &SecretBytes, effort: &Effort) -> Option<Opened> {
    if closed.row.family != KeyManagementFamily::Direct {
        let of_length = |(_, bytes): &(SecretReading, SecretBytes)| bytes.len() == closed.enc.key_len;
        let content = |(reading, bytes): (SecretReading, SecretBytes)| {
            let plaintext = effort.spend(1, closed.length()).then(|| closed.content(bytes.expose()))??;
            let reading = Some(reading).filter(|reading| *reading != SecretReading::AsIs);
            Some((OpeningForm::ContentKey { reading }, plaintext))
        };
        let readings = secret_readings(secret.expose());
        if let Some(opened) = readings.into_iter().filter(of_length).find_map(content) {
            return Some(opened);
        }
    }
    // Each try of a password costs as much as the sender chose.
    if closed.row.family == KeyManagementFamily::Pbes2 && closed.parameters.p2c.is_none_or(|count| count > 10_000) {
        return None;
    }
    let opened = OnceCell::new();
    let fits = |bytes: &SecretBytes| {
        let needed = match closed.row.family {
            KeyManagementFamily::Direct => Some(closed.enc.key_len),
            _ => closed.row.wrapping_key_len.filter(|_| closed.row.family != KeyManagementFamily::Pbes2),
        };
        let key = || KeyMaterial::Oct(bytes.clone());
        let is_of_length = needed.is_none_or(|needed| needed == bytes.len());
        let plaintext = is_of_length.then(|| closed.open(closed.row, &key(), &closed.parameters, effort)).flatten();
        plaintext.is_some_and(|plaintext| opened.set(plaintext).is_ok())
    };
    let form = match secret::search(secret, &fits)? {
        Found::Reading(reading) => OpeningForm::SecretReading(reading),
        Found::Form { form, reading } => OpeningForm::Secret { form, reading },
        Found::LineBreak => OpeningForm::LineBreak,
        Found::Writing(writing) => OpeningForm::UndecodedSecret(writing),
    };
    Some((form, opened.into_inner()?))
}

/// The salts that `Auth.js` takes: the names of its cookies. `NextAuth.js` 4 has none.
const AUTH_JS_SALTS: [Option<&str>; 5] = [
    None,
    Some("authjs.session-token"),
    Some("__Secure-authjs.session-token"),
    Some("next-auth.session-token"),
    Some("__Secure-next-auth.session-token"),
];

/// `NextAuth.js` and `Auth.js` encrypt their session with a key that HKDF (RFC 5869) derives from the secret.
fn auth_js(closed: &Closed<'_>, secret: &SecretBytes, effort: &Effort) -> Option<Opened> {
    if closed.row.family != KeyManagementFamily::Direct {
        return None;
    }
    AUTH_JS_SALTS.into_iter().find_map(|salt| {
        ["NextAuth.js", "Auth.js"].into_iter().find_map(|product| {
            if !effort.spend(DERIVING, closed.length()) {
                return None;
            }
            let behind = salt.map_or_else(String::new, |salt| format!(" ({salt})"));
            let info = format!("{product} Generated Encryption Key{behind}");
            let key = hkdf_sha256(secret.expose(), salt.unwrap_or_default().as_bytes(), &info, closed.enc.key_len);
            Some((OpeningForm::AuthJs { salted: salt }, closed.content(key.expose())?))
        })
    })
}

/// HKDF with SHA-256 (RFC 5869 §2).
pub(super) fn hkdf_sha256(secret: &[u8], salt: &[u8], info: &str, length: usize) -> SecretBytes {
    let zeros = [0; 32];
    let extracted = mac::hmac(Hash::Sha256, if salt.is_empty() { &zeros } else { salt }, &[secret]);
    let (mut out, mut block) = (Vec::with_capacity(length + 32), Vec::new());
    for count in 1_u8..=8 {
        block = mac::hmac(Hash::Sha256, &extracted, &[&block, info.as_bytes(), &[count]]);
        out.extend_from_slice(&block);
    }
    out.truncate(length);
    SecretBytes::new(out)
}

#[cfg(test)]
mod tests {
    use super::hkdf_sha256;
    use data_encoding::HEXLOWER;

    /// RFC 5869 appendix A.1 has an info that is no text; this is A.3: neither salt nor info.
    #[test]
    fn rfc5869_a3() {
        let key = hkdf_sha256(&[0x0b; 22], b"", "", 42);
        assert_eq!(
            HEXLOWER.encode(key.expose()),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
        );
    }
}
