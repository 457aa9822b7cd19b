//! Encryptions in which something is not of JOSE: names, the format of the plaintext, a tag that is too short: what they would open with.

use super::cause::Effort;
use super::decrypt::{Budget, Opener, Parameters, content_faults, encrypted_key_faults};
use super::{select, work};
use crate::engine::crypto::compression::Wrapping;
use crate::engine::crypto::{content, key_management, mac};
use crate::engine::ground::jwa::{
    ContentEncryptionAlgorithm, ContentEncryptionRow, KeyManagementAlgorithm, KeyManagementFamily, KeyManagementRow,
    content_encryption, elsewhere, key_management as algorithms,
};
use crate::engine::jose::header::JoseHeader;
use crate::engine::jose::jwe::Jwe;
use crate::engine::jose::part::Part;
use crate::engine::jose::reason::{AlgorithmRole, Cause, OpeningForm, Reason, Remedy};
use crate::engine::jose::status::{Assumed, Attempt, RecipientResult, RecipientStatus};
use crate::engine::key::{KeyMaterial, KeyRing};
use crate::engine::key_file::secret::secret_readings;
use crate::engine::rule::structure;

/// The registered `alg` or `enc` that a name most likely means.
pub(super) fn meant(role: AlgorithmRole, name: &str) -> Option<&'static str> {
    let registered = elsewhere::registered_encryption(name)?;
    match role {
        AlgorithmRole::KeyManagement => algorithms::find(registered).map(|row| row.name),
        AlgorithmRole::ContentEncryption => content_encryption::find(registered).map(|row| row.name),
        AlgorithmRole::Signature => None,
    }
}

/// The two algorithms of a header, each the registered one or the one that is most likely meant.
fn rows(header: &JoseHeader) -> Option<(&'static KeyManagementRow, &'static ContentEncryptionRow)> {
    let (algorithm, enc) = (header.algorithm()?, header.text("enc")?);
    let row = KeyManagementAlgorithm::named(&algorithm).known();
    let row = row.or_else(|| algorithms::find(meant(AlgorithmRole::KeyManagement, &algorithm)?))?;
    let known = ContentEncryptionAlgorithm::named(&enc).known();
    let enc = known.or_else(|| content_encryption::find(meant(AlgorithmRole::ContentEncryption, &enc)?))?;
    Some((row, enc))
}

/// Whether the token opens with the algorithms that its names most likely mean; the plaintext, where it is to be taken as it
/// was made.
pub(super) fn fits_as(
    result: &mut RecipientResult,
    jwe: &Jwe,
    index: usize,
    text: &str,
    ring: &KeyRing,
    budget: &Budget<'_>,
) -> Option<Vec<u8>> {
    let recipient = jwe.recipients.get(index)?;
    let header = &recipient.header;
    let (row, enc) = rows(header)?;
    let of_key = encrypted_key_faults(row, recipient.encrypted_key.as_ref());
    if content_faults(jwe, enc).iter().chain(&of_key).any(|fault| fault.is_fatal) {
        return None;
    }
    let opener = Opener::new(jwe, index, text, (row, enc), Parameters::read(row, header).ok()?, budget);
    let matches = select::for_recipient(row, enc.name, header, ring);
    let mut meant = RecipientResult::new(RecipientStatus::Locked);
    let plaintext = opener.try_keys(&mut meant, header.key_id().as_deref(), matches);
    let cause = Cause::Opens(OpeningForm::NamedElsewhere { algorithm: row.name, enc: enc.name });
    let Some(plaintext) = plaintext else {
        // What else is otherwise is found under the right name alone.
        result.reasons.extend(meant.reasons.into_iter().filter(|reason| matches!(reason, Reason::Cause(..))));
        return None;
    };
    if budget.as_made {
        meant.algorithm = result.algorithm.take();
        meant.assumed.insert(0, Assumed::AsMade(cause));
        *result = meant;
        return Some(plaintext);
    }
    result.reasons.push(Reason::Cause(cause, Remedy::AsMade));
    result.reasons.extend(meant.reasons);
    None
}

/// What can be done about a form in which the token opens: the option that reads secrets in one way reads all of them in it.
pub(super) fn remedy(form: OpeningForm, attempts: &[Attempt]) -> Remedy {
    let secrets = attempts.iter().filter(|attempt| matches!(attempt.key.material, KeyMaterial::Oct(_)));
    let is_alone = matches!(form, OpeningForm::SecretReading(_)) && secrets.take(2).count() > 1;
    if is_alone { Remedy::AsMadeAlone } else { Remedy::AsMade }
}

/// The cause that the format of a plaintext is.
pub(super) const fn wrapped(wrapping: Wrapping) -> OpeningForm {
    match wrapping {
        Wrapping::Zlib => OpeningForm::Zlib,
        Wrapping::Gzip => OpeningForm::Gzip,
    }
}

/// Whether a tag that is too short is the beginning of the right one. Such a token is never opened.
pub(super) fn tag_cut(
    jwe: &Jwe,
    index: usize,
    text: &str,
    fatal: &[Reason],
    ring: &KeyRing,
    budget: &Budget<'_>,
) -> Option<OpeningForm> {
    /// Fewer bytes that happen to agree prove nothing.
    const FEWEST: usize = 8;
    let is_of_length =
        |reason: &Reason| matches!(reason, Reason::Rule(broken) if broken.rule.id == structure::TAG_LENGTH.id);
    let recipient = jwe.recipients.get(index)?;
    let header = &recipient.header;
    let row = KeyManagementAlgorithm::named(&header.algorithm()?).known()?;
    let enc = ContentEncryptionAlgorithm::named(&header.text("enc")?).known()?;
    let bytes = |part: &Option<Part>| part.as_ref().map_or_else(Default::default, |part| part.bytes.clone());
    let (iv, ciphertext, tag) = (bytes(&jwe.iv), bytes(&jwe.ciphertext), bytes(&jwe.tag));
    // A password's price is the sender's choice.
    let is_dear = row.family == KeyManagementFamily::Pbes2;
    if is_dear || !(FEWEST..enc.tag_len).contains(&tag.len()) || !fatal.iter().all(is_of_length) {
        return None;
    }
    let parameters = Parameters::read(row, header).ok()?;
    let encrypted_key = recipient.encrypted_key.as_ref().map_or(&[][..], |part| &part.bytes);
    let parameters = parameters.borrow(encrypted_key);
    let aad = jwe.additional_authenticated_data(text);
    let causes: &Effort = &budget.causes;
    let usable = |found: &select::KeyMatch| found.unfit.is_empty();
    let is_beginning = select::for_recipient(row, enc.name, header, ring).into_iter().filter(usable).any(|found| {
        let key = &found.key.material;
        let tagged = |key: &KeyMaterial| {
            let cek = key_management::content_encryption_key(row, enc, key, &parameters, budget.limits).ok()?;
            let right = content::tag(enc, cek.expose(), &iv, &ciphertext, &aad)?;
            right.get(..tag.len()).map(|front| mac::equal(front, &tag))
        };
        if !causes.may_open(work::opening(row, key, None, ciphertext.len()), ciphertext.len()) {
            return false;
        }
        match key {
            // One of another length is none, so that most readings cost nothing.
            KeyMaterial::Oct(secret) => secret_readings(secret.expose())
                .into_iter()
                .any(|(_, bytes)| tagged(&KeyMaterial::Oct(bytes)) == Some(true)),
            key => tagged(key) == Some(true),
        }
    });
    is_beginning.then_some(OpeningForm::TagCut { expected: enc.tag_len, found: tag.len() })
}
