//! Opening a keyring. Everything that the file says is checked before work is done for it.

use super::{Form, Keyring, MOST_BYTES, OpenError};
use crate::engine::ground::jwa::KeyManagementAlgorithm;
use crate::engine::ground::jwa::KeyManagementFamily;
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::jose::jwe::Jwe;
use crate::engine::jose::layer::JoseObject;
use crate::engine::jose::parse::parse;
use crate::engine::jose::reason::Reason;
use crate::engine::jose::status::RecipientStatus;
use crate::engine::key::{KeyIds, KeyRing};
use crate::engine::key_file::import::secret;
use crate::engine::key_file::secret::SecretEncoding;
use crate::engine::verify::decrypt;
use std::sync::Arc;
use zeroize::Zeroizing;

/// What everybody can see of a keyring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    pub form: Form,
    /// The name that stands in it; a public one has none.
    pub name: Option<String>,
    /// The iterations of key derivation that opening takes.
    pub iterations: Option<u64>,
    /// The `alg` of an encrypted one.
    pub algorithm: Option<String>,
}

/// What can be said without a passphrase.
pub fn outline(bytes: &[u8]) -> Result<Outline, OpenError> {
    match Shape::of(bytes)? {
        Shape::Plain(_) => Ok(Outline { form: Form::Public, name: None, iterations: None, algorithm: None }),
        Shape::Encrypted { jwe, .. } => {
            let header = jwe.recipients.first().map(|recipient| &recipient.header);
            Ok(Outline {
                form: Form::Encrypted,
                name: header.and_then(|header| header.key_id()),
                iterations: header.and_then(|header| header.get("p2c")?.value.as_u64()),
                algorithm: header.and_then(|header| header.algorithm()),
            })
        }
    }
}

/// Whether a file that is called an encrypted keyring is one: whoever can write its folder could put keys of their own in
/// its place, which need no passphrase.
pub fn check_form(bytes: &[u8], called: Form) -> Result<(), OpenError> {
    match Shape::of(bytes)? {
        Shape::Plain(_) if called == Form::Encrypted => Err(OpenError::NotEncrypted),
        _ => Ok(()),
    }
}

/// Opens a keyring. `name` is what it is called where nothing in it says so: its file's name. With a passphrase only an
/// encrypted one: who types it takes what opens for what it was given for.
///
/// A passphrase costs the same whether it is right or wrong, and says the same whether it is wrong or the file damaged.
pub fn open(
    bytes: &[u8],
    name: &str,
    passphrase: Option<&SecretBytes>,
    limits: &Limits,
    ids: &mut KeyIds,
) -> Result<Keyring, OpenError> {
    match Shape::of(bytes)? {
        Shape::Plain(text) => {
            let keyring = Keyring::read(text.as_bytes(), name.to_owned(), Form::Public, None, limits, ids)?;
            if passphrase.is_some() { Err(OpenError::NotEncrypted) } else { Ok(keyring) }
        }
        Shape::Encrypted { text, jwe } => {
            let passphrase = passphrase.ok_or(OpenError::PassphraseNeeded)?;
            let header = jwe.recipients.first().map(|recipient| &recipient.header);
            let own_name = header.and_then(|header| header.key_id()).unwrap_or_else(|| name.to_owned());
            let iterations = header.and_then(|header| header.get("p2c")?.value.as_u64());
            let plaintext = plaintext(&jwe, text, passphrase, limits)?;
            Keyring::read(&plaintext, own_name, Form::Encrypted, iterations, limits, ids)
        }
    }
}

/// The plaintext of an encrypted keyring, for the check before it is written.
pub(super) fn decrypted(
    bytes: &[u8],
    passphrase: &SecretBytes,
    limits: &Limits,
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    match Shape::of(bytes)? {
        Shape::Plain(_) => Err(OpenError::NotAKeyring),
        Shape::Encrypted { text, jwe } => plaintext(&jwe, text, passphrase, limits),
    }
}

/// What a file is, from its bytes.
enum Shape<'a> {
    Plain(&'a str),
    Encrypted { text: &'a str, jwe: Box<Jwe> },
}

impl<'a> Shape<'a> {
    fn of(bytes: &'a [u8]) -> Result<Self, OpenError> {
        if bytes.is_empty() {
            return Err(OpenError::Empty);
        }
        if bytes.len() > MOST_BYTES {
            return Err(OpenError::TooLong { length: bytes.len(), limit: MOST_BYTES });
        }
        // What Jotsmith writes has neither byte order mark nor line breaks; editors add them.
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let looks_encrypted = bytes.starts_with(b"eyJ");
        let Ok(text) = std::str::from_utf8(bytes) else {
            return Err(if looks_encrypted || bytes.first() == Some(&b'{') {
                OpenError::Damaged
            } else {
                OpenError::NotAKeyring
            });
        };
        let text = text.trim();
        if text.is_empty() {
            return Err(OpenError::Empty);
        }
        let parsed = parse(text, &Limits { text: MOST_BYTES, ..Limits::DEFAULT });
        match parsed.object {
            JoseObject::Jwe(jwe) => {
                let is_faulty = parsed.faults.iter().any(|fault| fault.is_fatal);
                if is_faulty { Err(OpenError::Damaged) } else { Ok(Self::Encrypted { text, jwe: Box::new(jwe) }) }
            }
            // A JWK Set is a JSON object that is no token.
            _ if text.starts_with('{') && !text.contains("\"signatures\"") => Ok(Self::Plain(text)),
            // "eyJ" is `{"` in base64url: a header that lost what belongs behind it.
            _ if looks_encrypted => Err(OpenError::Damaged),
            _ => Err(OpenError::NotAKeyring),
        }
    }
}

fn plaintext(
    jwe: &Jwe,
    text: &str,
    passphrase: &SecretBytes,
    limits: &Limits,
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let mut ids = KeyIds::default();
    let mut last = OpenError::Damaged;
    for (index, recipient) in jwe.recipients.iter().enumerate().take(limits.entries) {
        let algorithm = recipient.header.algorithm().unwrap_or_default();
        let KeyManagementAlgorithm::Known(row) = KeyManagementAlgorithm::named(&algorithm) else {
            last = if algorithm.is_empty() { OpenError::Damaged } else { OpenError::Unsupported(algorithm) };
            continue;
        };
        if row.family != KeyManagementFamily::Pbes2 {
            last = OpenError::OtherKeyNeeded { algorithm };
            continue;
        }
        if let Some(required) = recipient.header.get("p2c").and_then(|parameter| parameter.value.as_u64())
            && required > limits.pbes2_iterations.min(limits.pbes2_iterations_ceiling)
        {
            let may_be_allowed = required <= limits.pbes2_iterations_ceiling;
            return Err(OpenError::TooExpensive { required, limit: limits.pbes2_iterations, may_be_allowed });
        }
        if decrypt::faults(jwe, index).iter().any(|fault| fault.is_fatal) {
            last = OpenError::Damaged;
            continue;
        }
        // An empty passphrase is nobody's; the answer is that for any other wrong one.
        let Ok(key) = secret(passphrase.expose(), SecretEncoding::Utf8, "passphrase", &mut ids) else {
            return Err(OpenError::WrongPassphraseOrDamaged);
        };
        let ring = KeyRing::new([Arc::new(key)]);
        let (result, plaintext) = decrypt::decrypt(jwe, index, text, &[], &ring, &decrypt::Budget::new(limits, true));
        match (result.status, plaintext) {
            (RecipientStatus::Decrypted, Some(plaintext)) => return Ok(Zeroizing::new(plaintext)),
            (RecipientStatus::Malformed, _) => last = OpenError::Damaged,
            _ => {
                last = if result.reasons.iter().any(Reason::is_unsupported) {
                    OpenError::Unsupported(recipient.header.text("enc").unwrap_or(algorithm))
                } else {
                    OpenError::WrongPassphraseOrDamaged
                };
            }
        }
    }
    Err(last)
}
