//! Encrypting (RFC 7516 §5.1): first everything is looked at, then everything is made.

mod written;

use super::edit::{NewValue, Position, quoted};
use super::error::{BuildError, Place, WeakPoint};
use super::header::{self, HeaderText};
use super::weakness::{self, BuildNote, Weakness};
use super::{HeaderSync, WrittenEncryptionHeader};
use crate::engine::crypto::compression::deflate;
use crate::engine::crypto::content;
use crate::engine::crypto::key_management::{self, DecryptError, DetermineError, DeterminedKey, SenderChoices};
use crate::engine::ground::base64url;
use crate::engine::ground::jwa::{
    CONTENT_ENCRYPTION_ALGORITHMS, ContentEncryptionRow, KEY_MANAGEMENT_ALGORITHMS, KeyManagementFamily,
    KeyManagementRow,
};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::jose::header::Origin;
use crate::engine::jose::jws::Serialization;
use crate::engine::key::{Jwk, KeyMaterial};
use crate::engine::key_file::jwk_text;
use std::sync::Arc;
use written::Headers;

/// The encryption of a token.
#[derive(Clone, Debug)]
pub struct Encryption {
    /// How it is written. Compact and flattened have one recipient, general has any number.
    pub serialization: Serialization,
    /// `enc`; `None`: the one that the header names.
    pub content_encryption: Option<&'static ContentEncryptionRow>,
    /// The protected header, JSON text as typed; blank: none but what is inserted.
    pub protected: String,
    /// The shared unprotected header, JSON text as typed; blank: none. Not in compact.
    pub shared: String,
    /// At least one.
    pub recipients: Vec<RecipientRequest>,
    /// Additional authenticated data. Not in compact.
    pub aad: Option<Arc<[u8]>>,
    /// Compresses the plaintext: `zip` is `DEF`. A protected header that says so itself is obeyed too. Off by default: the
    /// length of what is compressed together with something secret tells about the secret (RFC 8725 §3.6).
    pub compress: bool,
    /// Whether the headers follow algorithms and keys.
    pub sync: HeaderSync,
    /// Values that must be random, chosen instead. To reproduce published examples, and for nothing else.
    pub dangerous: Option<DangerousChoices>,
}

#[derive(Clone, Debug)]
pub struct RecipientRequest {
    /// `alg`; `None`: the one that the header names.
    pub algorithm: Option<&'static KeyManagementRow>,
    /// The recipient's public key, shared key or password.
    pub key: Arc<Jwk>,
    /// The recipient's own header, JSON text as typed; blank: none but what is inserted. Not in compact.
    pub header: String,
    /// Agreement PartyUInfo (RFC 7518 §4.6.1.2); `None`: as the header says.
    pub apu: Option<Arc<[u8]>>,
    /// Agreement PartyVInfo (RFC 7518 §4.6.1.3); `None`: as the header says.
    pub apv: Option<Arc<[u8]>>,
    /// The iteration count of PBES2; `None`: as the header says, else OWASP's: 600,000 with SHA-256, 220,000 above.
    pub pbes2_count: Option<u64>,
}

/// What must be random, and is chosen. **Dangerous**: a content key with an IV that was used before betrays both
/// plaintexts, a chosen ephemeral key betrays the content key. It is there to reproduce the RFCs' examples.
#[derive(Clone, Debug, Default)]
pub struct DangerousChoices {
    /// The content encryption key.
    pub cek: Option<SecretBytes>,
    /// The initialization vector of the content.
    pub iv: Option<Vec<u8>>,
    /// Those of each recipient, in order; missing ones are random.
    pub recipients: Vec<DangerousRecipientChoices>,
}

/// What must be random for one recipient, and is chosen.
#[derive(Clone, Debug, Default)]
pub struct DangerousRecipientChoices {
    /// The ephemeral key pair of ECDH-ES.
    pub epk: Option<KeyMaterial>,
    /// The initialization vector of AES-GCM key wrap.
    pub iv: Option<Vec<u8>>,
    /// The salt input of PBES2.
    pub p2s: Option<Vec<u8>>,
}

impl RecipientRequest {
    /// A recipient with the algorithm that follows from the key.
    pub fn new(key: Arc<Jwk>) -> Self {
        let algorithm = default_algorithm(&key);
        Self { algorithm, key, header: String::new(), apu: None, apv: None, pbes2_count: None }
    }
}

impl Encryption {
    /// One recipient, compact, with the content encryption that follows from the key.
    pub fn compact(recipient: RecipientRequest, protected: impl Into<String>) -> Self {
        let content_encryption = recipient.algorithm.and_then(|row| default_encryption(row, &recipient.key));
        Self {
            serialization: Serialization::Compact,
            content_encryption,
            protected: protected.into(),
            shared: String::new(),
            recipients: vec![recipient],
            aad: None,
            compress: false,
            sync: HeaderSync::InStep,
            dangerous: None,
        }
    }
}

/// The algorithms that a key can receive with by its type, curve and length, in the order of the table. Every secret can
/// be a password.
pub fn algorithms_for(key: &Jwk) -> Vec<&'static KeyManagementRow> {
    let fits = |row: &&'static KeyManagementRow| {
        let length = match &key.material {
            KeyMaterial::Oct(secret) => Some(secret.len()),
            _ => None,
        };
        row.key_types.contains(&key.key_type().name())
            && match row.family {
                KeyManagementFamily::EcdhEs => key.curve().is_some_and(|curve| curve.row().agrees),
                KeyManagementFamily::AesKeyWrap | KeyManagementFamily::AesGcmKeyWrap => length == row.wrapping_key_len,
                KeyManagementFamily::Direct => {
                    CONTENT_ENCRYPTION_ALGORITHMS.iter().any(|enc| Some(enc.key_len) == length)
                }
                KeyManagementFamily::Rsa15 | KeyManagementFamily::RsaOaep | KeyManagementFamily::Pbes2 => true,
            }
    };
    KEY_MANAGEMENT_ALGORITHMS.iter().filter(fits).collect()
}

/// The algorithm for a key: its own `alg`, else RSA-OAEP-256, ECDH-ES+A256KW, AES Key Wrap for a secret of its length,
/// `dir` for a secret that is as long as a content key alone, PBES2 for any other. `None`: it does not receive.
pub fn default_algorithm(key: &Jwk) -> Option<&'static KeyManagementRow> {
    let fitting = algorithms_for(key);
    let named = |name: &str| fitting.iter().copied().find(|row| row.name == name);
    if let Some(own) = key.algorithm.as_deref() {
        // RFC 7520 §5.6: a key for direct encryption names the enc.
        let is_enc = CONTENT_ENCRYPTION_ALGORITHMS.iter().any(|enc| enc.name == own);
        return if is_enc { named("dir") } else { named(own) };
    }
    if key.public_key_use.as_deref() == Some("sig") {
        return None;
    }
    ["RSA-OAEP-256", "ECDH-ES+A256KW", "A256KW", "A192KW", "A128KW", "dir", "PBES2-HS512+A256KW"]
        .into_iter()
        .find_map(named)
}

/// The content encryption for a recipient: the one that a key for `dir` names or has the length of, else A256GCM.
pub fn default_encryption(row: &KeyManagementRow, key: &Jwk) -> Option<&'static ContentEncryptionRow> {
    let named = |name: &str| CONTENT_ENCRYPTION_ALGORITHMS.iter().find(|enc| enc.name == name);
    if row.family != KeyManagementFamily::Direct {
        return named("A256GCM");
    }
    if let Some(own) = key.algorithm.as_deref().and_then(named) {
        return Some(own);
    }
    let KeyMaterial::Oct(secret) = &key.material else { return None };
    // GCM where both fit: one pass, and a shorter token.
    let fits = |enc: &&ContentEncryptionRow| enc.key_len == secret.len();
    CONTENT_ENCRYPTION_ALGORITHMS.iter().rev().find(fits)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inner {
    /// Claims: the result is a JWT.
    Claims,
    Bytes,
    /// A token that was signed before.
    Jws {
        is_jwt: bool,
        is_compact: bool,
    },
}

/// What is to be encrypted, looked at and found sound.
pub(crate) struct Plan {
    serialization: Serialization,
    enc: &'static ContentEncryptionRow,
    protected: HeaderText,
    shared: HeaderText,
    recipients: Vec<PlannedRecipient>,
    aad: Option<Arc<[u8]>>,
    is_compressed: bool,
    sync: HeaderSync,
    dangerous: DangerousChoices,
    notes: Vec<BuildNote>,
    weak_points: Vec<WeakPoint>,
}

struct PlannedRecipient {
    row: &'static KeyManagementRow,
    key: Arc<Jwk>,
    header: HeaderText,
    apu: Option<Vec<u8>>,
    apv: Option<Vec<u8>>,
    p2s: Option<Vec<u8>>,
    p2c: Option<u64>,
}

pub(crate) struct Made {
    pub text: String,
    pub headers: WrittenEncryptionHeader,
    pub notes: Vec<BuildNote>,
}

/// Looks at everything before anything is computed.
pub(crate) fn plan(request: &Encryption, inner: Inner, limits: &Limits) -> Result<Plan, BuildError> {
    let serialization = request.serialization;
    let count = request.recipients.len();
    match (serialization, count) {
        (_, 0) => return Err(BuildError::NothingToMake),
        (Serialization::Compact | Serialization::Flattened, 2..) => {
            return Err(BuildError::Serialization { serialization, what: "more than one recipient" });
        }
        _ if count > limits.entries => return Err(BuildError::TooManyEntries { count, limit: limits.entries }),
        _ => {}
    }
    let protected = HeaderText::read(Place::EncryptionHeader, Origin::Protected, &request.protected, limits)?;
    let shared = HeaderText::read(Place::SharedHeader, Origin::SharedUnprotected, &request.shared, limits)?;
    let mut own = Vec::with_capacity(count);
    for (index, recipient) in request.recipients.iter().enumerate() {
        own.push(HeaderText::read(Place::RecipientHeader(index), Origin::PerRecipient, &recipient.header, limits)?);
    }
    let mut headers = Headers { protected, shared, own };
    if serialization == Serialization::Compact {
        headers.check_compact(request.aad.is_some())?;
    }
    let mut rows = Vec::with_capacity(count);
    for (index, recipient) in request.recipients.iter().enumerate() {
        rows.push(headers.algorithm(index, recipient, request.sync)?);
    }
    let enc = headers.content_encryption(request.content_encryption, request.sync)?;
    let is_compressed = headers.keep_in_step(request, &rows, enc, inner)?;
    let mut notes = notes(&headers, inner, is_compressed);
    let mut weak_points: Vec<WeakPoint> = Vec::new();
    weak_points.extend(headers.protected.published_secret());
    weak_points.extend(headers.shared.published_secret());
    let mut recipients = Vec::with_capacity(count);
    for (index, (recipient, row)) in request.recipients.iter().zip(rows).enumerate() {
        if row.mode.forbids_encrypted_key() && count > 1 {
            let place = Place::RecipientKey(index);
            return Err(BuildError::DirectWithSeveral { place, algorithm: row.name });
        }
        check_key(row, enc, &recipient.key, Place::RecipientKey(index))?;
        notes.extend(header::check(&headers.of(index), &[])?);
        let p2c = headers.pbes2_count(index, row, recipient.pbes2_count)?;
        notes.extend(p2c.and_then(|count| fewer_iterations(row, count)));
        let place = Place::RecipientKey(index);
        weak_points.extend(weakness::of_recipient(row, enc, &recipient.key, p2c, place));
        weak_points.extend(headers.own.get(index).and_then(HeaderText::published_secret));
        // A salt that was typed counts where the header is not kept in step; else each token has a new one.
        let p2s = match request.sync {
            HeaderSync::InStep => None,
            _ => headers.home(index, "p2s").bytes("p2s")?,
        };
        recipients.push(PlannedRecipient {
            row,
            key: recipient.key.clone(),
            header: HeaderText::read(Place::RecipientHeader(index), Origin::PerRecipient, "", limits)?,
            apu: headers.home(index, "apu").bytes("apu")?,
            apv: headers.home(index, "apv").bytes("apv")?,
            p2s,
            p2c,
        });
    }
    for (recipient, header) in recipients.iter_mut().zip(headers.own) {
        recipient.header = header;
    }
    notes.dedup();
    Ok(Plan {
        serialization,
        enc,
        protected: headers.protected,
        shared: headers.shared,
        recipients,
        aad: request.aad.clone(),
        is_compressed,
        sync: request.sync,
        dangerous: request.dangerous.clone().unwrap_or_default(),
        notes,
        weak_points,
    })
}

/// A note where the rounds of a password are fewer than is advised.
fn fewer_iterations(row: &'static KeyManagementRow, count: u64) -> Option<BuildNote> {
    let advised = weakness::advised_pbes2_count(row.hash);
    (count < advised).then_some(BuildNote::FewerIterations { count, advised, algorithm: row.name })
}

fn notes(headers: &Headers, inner: Inner, is_compressed: bool) -> Vec<BuildNote> {
    let mut notes = Vec::new();
    if is_compressed {
        notes.push(BuildNote::Compressed);
    }
    if let Inner::Jws { is_jwt: true, .. } = inner
        && header::media_type(&headers.of(0), "cty").as_deref() != Some("application/jwt")
    {
        notes.push(BuildNote::ContentTypeMissing);
    }
    notes
}

/// Type, curve and length, before anything is computed.
fn check_key(
    row: &'static KeyManagementRow,
    enc: &ContentEncryptionRow,
    key: &Jwk,
    place: Place,
) -> Result<(), BuildError> {
    let refused = |error: DecryptError| {
        Err(BuildError::Determine { place, algorithm: row.name, error: DetermineError::Refused(error) })
    };
    let found = key.key_type().name();
    if !row.key_types.contains(&found) {
        let needed = if row.family == KeyManagementFamily::EcdhEs {
            "EC or OKP"
        } else {
            row.key_types.first().copied().unwrap_or_default()
        };
        return refused(DecryptError::KeyType { needed, found });
    }
    if let Some(curve) = key.curve().filter(|curve| !curve.row().agrees) {
        return refused(DecryptError::Curve { needed: "P-256, P-384, P-521, X25519 or X448", found: curve.name() });
    }
    let needed = match row.family {
        KeyManagementFamily::Direct => Some(enc.key_len),
        KeyManagementFamily::AesKeyWrap | KeyManagementFamily::AesGcmKeyWrap => row.wrapping_key_len,
        _ => None,
    };
    match (&key.material, needed) {
        (KeyMaterial::Oct(secret), Some(needed)) if secret.len() != needed => {
            refused(DecryptError::KeyLength { needed, found: secret.len() })
        }
        _ => Ok(()),
    }
}

impl Plan {
    pub fn weak_points(&self) -> impl Iterator<Item = WeakPoint> {
        self.weak_points.iter().cloned()
    }

    pub fn headers(&self) -> WrittenEncryptionHeader {
        WrittenEncryptionHeader {
            protected: self.protected.written().to_owned(),
            shared: self.shared.written().to_owned(),
            recipients: self.recipients.iter().map(|recipient| recipient.header.written().to_owned()).collect(),
        }
    }

    /// Determines the keys, completes the headers, encrypts and writes (RFC 7516 §5.1).
    pub fn make(mut self, plaintext: &[u8], allow_weak: bool, limits: &Limits) -> Result<Made, BuildError> {
        let (cek, encrypted_keys) = self.keys(limits)?;
        let compressed = self.is_compressed.then(|| deflate(plaintext));
        if compressed.is_some() && plaintext.len() > limits.inflated && !allow_weak {
            let weakness = Weakness::TooMuchCompressed { bytes: plaintext.len(), limit: limits.inflated };
            return Err(BuildError::TooWeak {
                weak_points: vec![WeakPoint { place: Place::EncryptionHeader, weakness }],
            });
        }
        let iv = match self.dangerous.iv.take() {
            Some(iv) => iv,
            None => key_management::random(self.enc.iv_len).map_err(|_| BuildError::NoRandomness)?,
        };
        let protected = base64url::encode(self.protected.written().as_bytes());
        let aad = self.aad.as_ref().map(|aad| base64url::encode(aad));
        // RFC 7516 §5.1 step 14.
        let authenticated = match &aad {
            Some(aad) => format!("{protected}.{aad}"),
            None => protected.clone(),
        };
        let content = compressed.as_deref().unwrap_or(plaintext);
        let encrypted = content::encrypt(self.enc, cek.expose(), &iv, content, authenticated.as_bytes())
            .map_err(|error| BuildError::Encrypt { encryption: self.enc.name, error })?;
        let iv = base64url::encode(&iv);
        let ciphertext = base64url::encode(&encrypted.ciphertext);
        let tag = base64url::encode(&encrypted.tag);
        let headers = self.headers();
        let text = if self.serialization == Serialization::Compact {
            let encrypted_key = encrypted_keys.first().map(String::as_str).unwrap_or_default();
            format!("{protected}.{encrypted_key}.{iv}.{ciphertext}.{tag}")
        } else {
            let mut members = Vec::new();
            let mut add = |name: &str, value: String| members.push(format!("\"{name}\":{value}"));
            if !protected.is_empty() {
                add("protected", quoted(&protected));
            }
            if !headers.shared.is_empty() {
                add("unprotected", headers.shared.trim().to_owned());
            }
            let entries: Vec<String> = headers
                .recipients
                .iter()
                .zip(&encrypted_keys)
                .map(|(header, encrypted_key)| {
                    let header = (!header.is_empty()).then(|| format!("\"header\":{}", header.trim()));
                    let encrypted_key =
                        (!encrypted_key.is_empty()).then(|| format!("\"encrypted_key\":\"{encrypted_key}\""));
                    header.into_iter().chain(encrypted_key).collect::<Vec<_>>().join(",")
                })
                .collect();
            if self.serialization == Serialization::General {
                let list: Vec<String> = entries.iter().map(|entry| format!("{{{entry}}}")).collect();
                add("recipients", format!("[{}]", list.join(",")));
            } else if let Some(entry) = entries.into_iter().next().filter(|entry| !entry.is_empty()) {
                members.push(entry);
            }
            let mut add = |name: &str, value: String| members.push(format!("\"{name}\":\"{value}\""));
            if let Some(aad) = aad {
                add("aad", aad);
            }
            add("iv", iv);
            add("ciphertext", ciphertext);
            add("tag", tag);
            format!("{{{}}}", members.join(","))
        };
        Ok(Made { text, headers, notes: self.notes })
    }

    /// One content encryption key for all, encrypted for each; what it takes to find it goes into the headers.
    fn keys(&mut self, limits: &Limits) -> Result<(SecretBytes, Vec<String>), BuildError> {
        let mut cek = self.dangerous.cek.take();
        let chosen = std::mem::take(&mut self.dangerous.recipients);
        let mut encrypted_keys = Vec::with_capacity(self.recipients.len());
        for index in 0..self.recipients.len() {
            let none = DangerousRecipientChoices::default();
            let chosen = chosen.get(index).unwrap_or(&none);
            let Some(recipient) = self.recipients.get(index) else { break };
            let choices = SenderChoices {
                cek: cek.as_ref(),
                epk: chosen.epk.as_ref(),
                apu: recipient.apu.as_deref(),
                apv: recipient.apv.as_deref(),
                iv: chosen.iv.as_deref(),
                p2s: chosen.p2s.as_deref().or(recipient.p2s.as_deref()),
                p2c: recipient.p2c,
            };
            let determined =
                key_management::determine(recipient.row, self.enc, &recipient.key.material, &choices, limits).map_err(
                    |error| BuildError::Determine {
                        place: Place::RecipientKey(index),
                        algorithm: recipient.row.name,
                        error,
                    },
                )?;
            encrypted_keys.push(base64url::encode(&determined.encrypted_key));
            self.put_generated(index, &determined)?;
            cek.get_or_insert(determined.cek);
        }
        match cek {
            Some(cek) => Ok((cek, encrypted_keys)),
            None => Err(BuildError::NothingToMake),
        }
    }

    /// The parameters that the algorithm generated (RFC 7518 §4.6.1.1, §4.7.1, §4.8.1), in place of any that stand there.
    fn put_generated(&mut self, index: usize, determined: &DeterminedKey) -> Result<(), BuildError> {
        let epk = determined.epk.as_ref().and_then(jwk_text::public_text);
        let bytes = [("iv", &determined.iv), ("tag", &determined.tag), ("p2s", &determined.p2s)];
        let mut values: Vec<(&str, String)> = Vec::new();
        values.extend(epk.map(|epk| ("epk", epk)));
        for (name, value) in bytes {
            values.extend(value.as_ref().map(|value| (name, quoted(&base64url::encode(value)))));
        }
        let is_kept = self.sync != HeaderSync::InStep;
        let is_single = self.recipients.len() == 1;
        let Some(recipient) = self.recipients.get_mut(index) else { return Ok(()) };
        for (name, value) in values {
            // A salt that was typed and used stands there already.
            if name == "p2s" && is_kept && recipient.p2s.is_some() && recipient.p2s == determined.p2s {
                continue;
            }
            let home = if recipient.header.has(name) || !is_single {
                self.protected.remove(name)?;
                self.shared.remove(name)?;
                &mut recipient.header
            } else if self.shared.has(name) {
                &mut self.shared
            } else {
                &mut self.protected
            };
            if name == "epk" && home.says_key(&value) {
                continue;
            }
            home.set(name, NewValue::Json(&value), Position::Last)?;
        }
        Ok(())
    }
}
