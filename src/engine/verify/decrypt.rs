//! Opening a JWE (RFC 7516 §5.2): every rule is checked before a primitive is called, then the keys, then the reasons.

use super::attempt::{self, Refusal};
use super::attribution::{distinct, named_among, not_among};
use super::cause::Effort;
use super::cause::encryption::{self, Closed, Opening};
use super::critical::header_faults;
use super::foreign;
use super::select;
use super::select::KeyMatch;
use super::work::{self, Work};
use crate::engine::crypto::compression::{self, InflateError, Wrapping};
use crate::engine::crypto::content;
use crate::engine::crypto::key_management::{self, DecryptError, RecipientParameters};
use crate::engine::detect::is_own_redaction;
use crate::engine::ground::json::Kind;
use crate::engine::ground::jwa::{
    ContentEncryptionAlgorithm, ContentEncryptionRow, KeyManagementAlgorithm, KeyManagementFamily, KeyManagementRow,
    elsewhere,
};
use crate::engine::ground::limit::{Cancel, ExamineOptions, Limits};
use crate::engine::ground::{base64url, registry};
use crate::engine::jose::fault::part_faults;
use crate::engine::jose::header::{JoseHeader, Origin};
use crate::engine::jose::jwe::Jwe;
use crate::engine::jose::part::Part;
use crate::engine::jose::reason::{
    AlgorithmReason, AlgorithmRole, Cause, DecryptionReason, KeyReason, MissingKey, MissingKeyReason, OpeningForm,
    Purpose, Reason, Remedy,
};
use crate::engine::jose::status::{Assumed, Attempt, MatchedBy, Outcome, RecipientResult, RecipientStatus};
use crate::engine::key::{KeyError, KeyId, KeyMaterial, KeyRing};
use crate::engine::key_file::import;
use crate::engine::rule::finding::Fault;
use crate::engine::rule::structure;
use crate::engine::text::words::{counted, shown};
use std::cell::Cell;

/// `crit` extensions of a JWE that Jotsmith implements: none.
const UNDERSTOOD: &[&str] = &[];

/// What is wrong with all recipients because one of them differs (RFC 7516 §7.2.1: "enc" and "zip" "MUST be the same for
/// all recipients"; one ciphertext has one of each).
pub(crate) fn shared_faults(jwe: &Jwe) -> Vec<Fault> {
    let first = jwe.content_encryption();
    let differing = jwe.recipients.iter().filter_map(|recipient| recipient.header.get("enc")?.value.as_str());
    if let (Some(first), Some(other)) = (&first, { differing }.find(|enc| Some(&**enc) != first.as_deref())) {
        let message = format!("enc is {} for one recipient and {first} for another", shown(&other));
        return vec![Fault::fatal(&structure::ENC_DIFFERS, None, message)];
    }
    let zip = jwe.recipients.iter().find_map(|recipient| recipient.header.get("zip"));
    zip.filter(|zip| zip.origin != Origin::Protected)
        .map(|zip| Fault::fatal(&structure::ZIP_UNPROTECTED, zip.span_in_text(), structure::ZIP_UNPROTECTED.title))
        .into_iter()
        .collect()
}

/// Everything that is wrong with the object as a whole and with the recipient at `index`, whatever the keys.
pub(crate) fn faults(jwe: &Jwe, index: usize) -> Vec<Fault> {
    let Some(recipient) = jwe.recipients.get(index) else { return Vec::new() };
    let header = &recipient.header;
    let mut faults = header_faults(header, UNDERSTOOD);
    // What was removed has no length that could be wrong.
    let removed = [&recipient.encrypted_key, &jwe.iv, &jwe.ciphertext, &jwe.tag].into_iter().flatten();
    if let Some(part) = removed.into_iter().find(|part| is_own_redaction(&base64url::encode(&part.bytes))) {
        let message = format!("Its {} is a placeholder, \"REDACTED\"", part.name.word());
        faults.push(Fault::fatal(&structure::PART_REDACTED, Some(part.span), message));
        return faults;
    }
    let parts = [&recipient.encrypted_key, &jwe.iv, &jwe.ciphertext, &jwe.tag, &jwe.aad];
    faults.extend(parts.into_iter().flatten().flat_map(part_faults));
    faults.extend(compression_faults(header));
    let algorithm = header.algorithm().unwrap_or_default();
    if algorithm.starts_with("HPKE-") {
        let note = format!("{} is HPKE, which Jotsmith does not support yet", shown(&algorithm));
        faults.push(Fault::note(&structure::HPKE, None, note));
        return faults;
    }
    let enc = match header.get("enc") {
        None => {
            faults.push(Fault::fatal(&structure::ENC_MISSING, None, "The header names no content encryption (enc)"));
            None
        }
        Some(parameter) if parameter.value.kind() != Kind::String => {
            let message = format!("enc is {}, not a string", parameter.value.kind().words());
            faults.push(Fault::fatal(&structure::ENC_MISSING, parameter.span_in_text(), message));
            None
        }
        Some(parameter) => parameter.value.as_str().map(|name| ContentEncryptionAlgorithm::named(&name)),
    };
    if let Some(ContentEncryptionAlgorithm::Known(row)) = enc {
        faults.extend(content_faults(jwe, row));
    }
    if let KeyManagementAlgorithm::Known(row) = KeyManagementAlgorithm::named(&algorithm) {
        faults.extend(encrypted_key_faults(row, recipient.encrypted_key.as_ref()));
    }
    faults
}

/// RFC 7516 §4.1.3: `zip` stands in the protected header and says `DEF`.
fn compression_faults(header: &JoseHeader) -> Option<Fault> {
    let parameter = header.get("zip")?;
    let span = parameter.span_in_text();
    if parameter.origin != Origin::Protected {
        return Some(Fault::fatal(&structure::ZIP_UNPROTECTED, span, structure::ZIP_UNPROTECTED.title));
    }
    match parameter.value.as_str().as_deref() {
        Some("DEF") => None,
        _ => {
            let message = format!("zip is {}, but only DEF is defined", shown(&parameter.value.lexeme()));
            Some(Fault::fatal(&structure::ZIP_UNKNOWN, span, message))
        }
    }
}

/// RFC 7518 §5: the lengths of IV and tag. A truncated tag is easier to forge; josekit accepts one of a single byte.
pub(super) fn content_faults(jwe: &Jwe, row: &ContentEncryptionRow) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut check = |part: &Option<Part>, what: &str, rule, needed: usize| {
        let found = part.as_ref().map_or(0, |part| part.bytes.len());
        if found != needed {
            let message = format!("{what} has {}; {} needs {needed}", counted(found, "byte"), row.name);
            faults.push(Fault::fatal(rule, part.as_ref().map(|part| part.span), message));
        }
    };
    check(&jwe.iv, "The IV", &structure::IV_LENGTH, row.iv_len);
    check(&jwe.tag, "The tag", &structure::TAG_LENGTH, row.tag_len);
    if row.is_cbc_hmac {
        let length = jwe.ciphertext.as_ref().map_or(0, |part| part.bytes.len());
        if length == 0 || !length.is_multiple_of(16) {
            let message = format!("The ciphertext has {}; CBC needs a multiple of 16", counted(length, "byte"));
            faults.push(Fault::fatal(
                &structure::CIPHERTEXT_LENGTH,
                jwe.ciphertext.as_ref().map(|part| part.span),
                message,
            ));
        }
    }
    faults
}

/// RFC 7516 §5.2 steps 9 and 10: an encrypted key exactly where the mode has one.
pub(super) fn encrypted_key_faults(row: &KeyManagementRow, part: Option<&Part>) -> Option<Fault> {
    let length = part.map_or(0, |part| part.bytes.len());
    let span = part.map(|part| part.span);
    if row.mode.forbids_encrypted_key() && length > 0 {
        let message = format!("{} is {} and uses no encrypted key, but there is one", row.name, row.mode.words());
        return Some(Fault::fatal(&structure::EK_PRESENT, span, message));
    }
    if !row.mode.forbids_encrypted_key() && length == 0 {
        let message = format!("{} needs an encrypted key, but there is none", row.name);
        return Some(Fault::fatal(&structure::EK_MISSING, span, message));
    }
    None
}

/// What one examination may still cost.
pub(crate) struct Budget<'a> {
    /// Bounds on each piece of work.
    pub limits: &'a Limits,
    /// See [`ExamineOptions`](crate::engine::ground::limit::ExamineOptions): a password of a ring that does not open a token is
    /// just another password, one that was given for it is wrong.
    pub keys_are_for_this_token: bool,
    /// What is left for trying keys, over all layers and recipients.
    pub work: Work,
    /// What finding out why a token stays closed, or a signature is rejected, may cost.
    pub causes: Effort,
    /// See [`Assumptions::as_made`](crate::engine::ground::limit::Assumptions).
    pub as_made: bool,
}

impl<'a> Budget<'a> {
    pub(crate) fn new(limits: &'a Limits, keys_are_for_this_token: bool) -> Self {
        Self { limits, keys_are_for_this_token, work: Work::new(limits), causes: Effort::none(), as_made: false }
    }

    /// A full one, with as much for causes as the limits allow.
    pub(crate) fn explaining(options: &'a ExamineOptions) -> Self {
        let (limits, as_made) = (&options.limits, options.assumptions.as_made);
        Self { causes: Effort::new(limits), as_made, ..Self::new(limits, options.keys_are_for_this_token) }
    }

    /// One whose work ends where this is cancelled.
    pub(crate) fn until(self, cancel: &Cancel) -> Self {
        Self { work: self.work.until(cancel), ..self }
    }
}

/// Looks into the recipient at `index`; on success the plaintext comes with it.
pub(crate) fn decrypt(
    jwe: &Jwe,
    index: usize,
    text: &str,
    fatal: &[Reason],
    ring: &KeyRing,
    budget: &Budget<'_>,
) -> (RecipientResult, Option<Vec<u8>>) {
    let mut result = RecipientResult::new(RecipientStatus::Malformed);
    let Some(recipient) = jwe.recipients.get(index) else { return (result, None) };
    let header = &recipient.header;
    result.algorithm = header.algorithm();
    if !fatal.is_empty() {
        let Some((found, plaintext)) = tag_in_ciphertext(jwe, index, text, fatal, ring, budget) else {
            let cut = foreign::tag_cut(jwe, index, text, fatal, ring, budget);
            result.reasons = cut.map(|form| Reason::Cause(Cause::Opens(form), Remedy::Advice)).into_iter().collect();
            result.reasons.extend_from_slice(fatal);
            return (result, None);
        };
        if plaintext.is_some() && budget.as_made {
            return (found, plaintext);
        }
        let remedy = if plaintext.is_some() { Remedy::AsMade } else { Remedy::Advice };
        result.reasons = vec![Reason::Cause(Cause::Opens(OpeningForm::TagInCiphertext), remedy)];
        result.reasons.extend_from_slice(fatal);
        return (result, None);
    }
    result.status = RecipientStatus::Locked;
    let algorithm = result.algorithm.clone().unwrap_or_default();
    let KeyManagementAlgorithm::Known(row) = KeyManagementAlgorithm::named(&algorithm) else {
        result.reasons.push(unknown_algorithm(AlgorithmRole::KeyManagement, &algorithm));
        let plaintext = foreign::fits_as(&mut result, jwe, index, text, ring, budget);
        return (result, plaintext);
    };
    let enc_name = header.text("enc").unwrap_or_default();
    let ContentEncryptionAlgorithm::Known(enc) = ContentEncryptionAlgorithm::named(&enc_name) else {
        result.reasons.push(unknown_algorithm(AlgorithmRole::ContentEncryption, &enc_name));
        let plaintext = foreign::fits_as(&mut result, jwe, index, text, ring, budget);
        return (result, plaintext);
    };
    let parameters = match Parameters::read(row, header) {
        Ok(parameters) => parameters,
        Err(reason) => {
            if !reason.is_unsupported() {
                result.status = RecipientStatus::Malformed;
            }
            result.reasons.push(reason);
            return (result, None);
        }
    };
    let opener = Opener::new(jwe, index, text, (row, enc), parameters, budget);
    let matches = select::for_recipient(row, enc.name, header, ring);
    let plaintext = opener.try_keys(&mut result, header.key_id().as_deref(), matches);
    (result, plaintext)
}

/// Opens a token whose tag stands at the end of the ciphertext, where its own part is empty, as libraries return the two.
/// There is no plaintext where the key may not be used.
fn tag_in_ciphertext(
    jwe: &Jwe,
    index: usize,
    text: &str,
    fatal: &[Reason],
    ring: &KeyRing,
    budget: &Budget<'_>,
) -> Option<(RecipientResult, Option<Vec<u8>>)> {
    let is_of_length = |reason: &Reason| {
        let rules = [&structure::TAG_LENGTH, &structure::CIPHERTEXT_LENGTH];
        matches!(reason, Reason::Rule(broken) if rules.iter().any(|rule| rule.id == broken.rule.id))
    };
    let header = &jwe.recipients.get(index)?.header;
    let ContentEncryptionAlgorithm::Known(enc) = ContentEncryptionAlgorithm::named(&header.text("enc")?) else {
        return None;
    };
    let (ciphertext, tag) = (jwe.ciphertext.as_ref()?, jwe.tag.as_ref()?);
    if !tag.bytes.is_empty() || !fatal.iter().all(is_of_length) {
        return None;
    }
    let (front, end) = ciphertext.bytes.split_at_checked(ciphertext.bytes.len().checked_sub(enc.tag_len)?)?;
    let part = |part: &Part, bytes: &[u8]| Some(Part { bytes: bytes.into(), ..part.clone() });
    let split = Jwe { ciphertext: part(ciphertext, front), tag: part(tag, end), ..jwe.clone() };
    if faults(&split, index).iter().any(|fault| fault.is_fatal) {
        return None;
    }
    let strictly = Budget {
        limits: budget.limits,
        keys_are_for_this_token: budget.keys_are_for_this_token,
        work: budget.work.clone(),
        causes: Effort::none(),
        as_made: false,
    };
    let (mut result, plaintext) = decrypt(&split, index, text, &[], ring, &strictly);
    let fits_anyway = |reason: &Reason| matches!(reason, Reason::Key(KeyReason::FitsAnyway(_)));
    let is_forbidden = result.attempts.iter().flat_map(|attempt| &attempt.reasons).any(fits_anyway);
    result.assumed.push(Assumed::AsMade(Cause::Opens(OpeningForm::TagInCiphertext)));
    (plaintext.is_some() || is_forbidden).then_some((result, plaintext))
}

/// Why an `alg` or `enc` is not one to decrypt with.
fn unknown_algorithm(role: AlgorithmRole, name: &str) -> Reason {
    let name = name.to_owned();
    Reason::Algorithm(if let Some(words) = elsewhere::algorithm(&name) {
        AlgorithmReason::KnownByName { role, name, words }
    } else if let Some(row) = registry::algorithm_in_another_case(&name) {
        AlgorithmReason::OtherCase { role, name, registered: row.name }
    } else if let Some(registered) = foreign::meant(role, &name) {
        AlgorithmReason::Foreign { role, name, registered }
    } else if registry::algorithm(&name).is_some_and(|row| row.location != "JWK") {
        AlgorithmReason::OtherRole { role, name }
    } else {
        AlgorithmReason::Unknown { role, name }
    })
}

/// The header parameters of one key management algorithm, decoded and of the right type (RFC 7518 §4.6.1, 4.7.1, 4.8.1).
pub(super) struct Parameters {
    epk: Option<KeyMaterial>,
    apu: Option<Vec<u8>>,
    apv: Option<Vec<u8>>,
    iv: Option<Vec<u8>>,
    tag: Option<Vec<u8>>,
    p2s: Option<Vec<u8>>,
    p2c: Option<u64>,
}

impl Parameters {
    pub(super) fn read(row: &'static KeyManagementRow, header: &JoseHeader) -> Result<Self, Reason> {
        let mut parameters = Self { epk: None, apu: None, apv: None, iv: None, tag: None, p2s: None, p2c: None };
        match row.family {
            KeyManagementFamily::EcdhEs => {
                let parameter = header.get("epk").ok_or_else(|| missing(row, "epk"))?;
                let material = import::public_material(parameter.value).map_err(|error| {
                    let known = match &error {
                        KeyError::CurveUnknown(name) => elsewhere::curve(name),
                        _ => None,
                    };
                    match known {
                        // A curve that is known by name is no fault of the token.
                        Some(curve) => Reason::Algorithm(AlgorithmReason::EphemeralCurve { curve }),
                        None => Reason::Decryption(DecryptionReason::EphemeralKeyUnusable(error)),
                    }
                })?;
                parameters.epk = Some(material);
                parameters.apu = bytes(header, "apu")?;
                parameters.apv = bytes(header, "apv")?;
            }
            KeyManagementFamily::AesGcmKeyWrap => {
                parameters.iv = Some(bytes(header, "iv")?.ok_or_else(|| missing(row, "iv"))?);
                parameters.tag = Some(bytes(header, "tag")?.ok_or_else(|| missing(row, "tag"))?);
            }
            KeyManagementFamily::Pbes2 => {
                parameters.p2s = Some(bytes(header, "p2s")?.ok_or_else(|| missing(row, "p2s"))?);
                let count = header.get("p2c").ok_or_else(|| missing(row, "p2c"))?;
                let number = count.value.as_u64().filter(|&number| number > 0).ok_or_else(|| {
                    let found = count.value.lexeme().chars().take(40).collect();
                    Reason::Decryption(DecryptionReason::P2cInvalid { found })
                })?;
                parameters.p2c = Some(number);
            }
            _ => {}
        }
        Ok(parameters)
    }

    pub(super) fn borrow<'a>(&'a self, encrypted_key: &'a [u8]) -> RecipientParameters<'a> {
        RecipientParameters {
            encrypted_key,
            epk: self.epk.as_ref(),
            apu: self.apu.as_deref(),
            apv: self.apv.as_deref(),
            iv: self.iv.as_deref(),
            tag: self.tag.as_deref(),
            p2s: self.p2s.as_deref(),
            p2c: self.p2c,
        }
    }
}

fn missing(row: &'static KeyManagementRow, name: &'static str) -> Reason {
    Reason::Decryption(DecryptionReason::ParameterMissing { algorithm: row.name, name })
}

/// A header parameter that must be canonical base64url.
fn bytes(header: &JoseHeader, name: &'static str) -> Result<Option<Vec<u8>>, Reason> {
    let Some(parameter) = header.get(name) else { return Ok(None) };
    let Some(text) = parameter.value.as_str() else {
        let found = parameter.value.kind();
        return Err(Reason::Decryption(DecryptionReason::ParameterType { name, found }));
    };
    let decoded = base64url::decode(&text);
    if !decoded.is_strict() {
        return Err(Reason::Decryption(DecryptionReason::ParameterEncoding { name }));
    }
    Ok(Some(decoded.bytes))
}

pub(super) struct Opener<'a> {
    jwe: &'a Jwe,
    row: &'static KeyManagementRow,
    enc: &'static ContentEncryptionRow,
    limits: &'a Limits,
    work: &'a Work,
    causes: &'a Effort,
    as_made: bool,
    keys_are_for_this_token: bool,
    aad: Vec<u8>,
    encrypted_key: &'a [u8],
    parameters: Parameters,
    /// What the plaintext was found to be wrapped in.
    wrapping: Cell<Option<Wrapping>>,
}

impl<'a> Opener<'a> {
    pub(super) fn new(
        jwe: &'a Jwe,
        index: usize,
        text: &str,
        (row, enc): (&'static KeyManagementRow, &'static ContentEncryptionRow),
        parameters: Parameters,
        budget: &'a Budget<'_>,
    ) -> Self {
        let encrypted_key = jwe.recipients.get(index).and_then(|recipient| recipient.encrypted_key.as_ref());
        Self {
            jwe,
            row,
            enc,
            limits: budget.limits,
            work: &budget.work,
            causes: &budget.causes,
            as_made: budget.as_made,
            keys_are_for_this_token: budget.keys_are_for_this_token,
            aad: jwe.additional_authenticated_data(text),
            encrypted_key: encrypted_key.map_or(&[][..], |part| &part.bytes),
            parameters,
            wrapping: Cell::new(None),
        }
    }
}

impl Opener<'_> {
    pub(super) fn try_keys(
        &self,
        result: &mut RecipientResult,
        named: Option<&str>,
        matches: Vec<KeyMatch>,
    ) -> Option<Vec<u8>> {
        let mut opened_but: Option<Reason> = None;
        let mut too_dear: Option<Reason> = None;
        // What one try costs the sender chooses, and how many recipients there are. The sum is bounded; a single count that
        // is too high is refused below, with its price.
        let rounds = self.parameters.p2c.filter(|rounds| *rounds <= self.limits.pbes2_iterations);
        let ciphertext = self.jwe.ciphertext.as_ref().map_or(0, |part| part.bytes.len());
        let price = |key: &KeyMaterial| work::opening(self.row, key, rounds, ciphertext);
        let fit = |key: &KeyMaterial| {
            self.open(key).map_err(|Closing { outcome, reason, opened }| {
                if opened {
                    opened_but.get_or_insert_with(|| reason.clone());
                } else if reason.is_excessive_work() {
                    too_dear.get_or_insert_with(|| reason.clone());
                }
                Refusal { outcome, is_of_the_token: !reason.lies_in_the_key(), reason }
            })
        };
        let is_for_this = self.keys_are_for_this_token;
        let usable: Vec<KeyId> =
            matches.iter().filter(|found| found.forbidden.is_empty()).map(|found| found.key.id).collect();
        let tried = attempt::try_keys(matches, Purpose::Decryption, is_for_this, self.work, price, fit);
        result.attempts = tried.all;
        let is_explained = tried.fitting.is_some()
            || tried.untried.keys > 0
            || tried.forbidden.is_some()
            || opened_but.is_some()
            || too_dear.is_some();
        if let Some(plaintext) = if is_explained { None } else { self.explain(result, &usable) } {
            return plaintext;
        }
        if let Some((key, matched_by, plaintext)) = tried.fitting {
            result.status = RecipientStatus::Decrypted;
            result.key = Some(key);
            result.matched_by = Some(matched_by);
            result
                .assumed
                .extend(self.wrapping.get().map(|wrapping| Assumed::AsMade(Cause::Opens(foreign::wrapped(wrapping)))));
            return Some(plaintext);
        }
        (result.status, result.reasons) = if tried.untried.keys > 0 {
            (RecipientStatus::Locked, vec![tried.untried.reason(result.attempts.len())])
        } else if let Some((_, reasons)) = tried.forbidden {
            (RecipientStatus::Failed, reasons)
        } else if let Some(reason) = opened_but {
            (RecipientStatus::Failed, vec![reason])
        } else if let Some(reason) = too_dear {
            (RecipientStatus::Locked, vec![reason])
        } else if tried.tried > 0 && self.row.family == KeyManagementFamily::Pbes2 && !is_for_this {
            (RecipientStatus::Locked, vec![Reason::MissingKey(MissingKeyReason::NoPassphraseOpens)])
        } else if tried.tried > 0 && tried.speaks_against {
            (RecipientStatus::Failed, Self::failure(result))
        } else if tried.tried > 0 {
            (RecipientStatus::Locked, vec![not_among(Purpose::Decryption, named, &result.attempts)])
        } else {
            (RecipientStatus::Locked, vec![self.locked(result)])
        };
        None
    }

    /// Says with what the token opens, where one of the keys has to do with it. Where a key is derived from it in a way that
    /// has a name, or the person has it taken as it was made, the plaintext comes with it.
    fn explain(&self, result: &mut RecipientResult, usable: &[KeyId]) -> Option<Option<Vec<u8>>> {
        let is_of_length = |reason: &Reason| {
            matches!(
                reason,
                Reason::Decryption(DecryptionReason::Refused { error: DecryptError::KeyLength { .. }, .. })
            )
        };
        let keys: Vec<_> = result
            .attempts
            .iter()
            .filter(|attempt| attempt.outcome == Outcome::Failure || attempt.reasons.iter().any(is_of_length))
            .map(|attempt| attempt.key.clone())
            .collect();
        let closed = Closed {
            row: self.row,
            enc: self.enc,
            jwe: self.jwe,
            aad: &self.aad,
            parameters: self.parameters.borrow(self.encrypted_key),
            limits: self.limits,
        };
        let Opening { form, key, plaintext } = encryption::find(&closed, keys.iter().map(|key| &**key), self.causes)?;
        let cause = Cause::Opens(form);
        let is_derived = matches!(form, OpeningForm::AuthJs { .. }) && usable.contains(&key.id);
        let is_possible = cause.is_of_the_making() && usable.contains(&key.id);
        let remedy = if is_possible { foreign::remedy(form, &result.attempts) } else { Remedy::Advice };
        let reason = Reason::Cause(cause, remedy);
        if !(is_derived || is_possible && self.as_made) {
            result.status = RecipientStatus::Failed;
            result.reasons.push(reason);
            return Some(None);
        }
        let plaintext = if self.jwe.compression().is_none() {
            plaintext
        } else {
            compression::inflate(&plaintext, self.limits.inflated).ok()?.bytes
        };
        let attempt = result.attempts.iter_mut().find(|attempt| attempt.key.id == key.id)?;
        attempt.outcome = Outcome::Success;
        result.status = RecipientStatus::Decrypted;
        result.key = Some(attempt.key.clone());
        result.matched_by = Some(attempt.matched_by);
        if is_derived {
            attempt.reasons = vec![reason.clone()];
            result.reasons.push(reason);
        } else {
            attempt.reasons.retain(|reason| matches!(reason, Reason::Key(KeyReason::OtherName { .. })));
            result.assumed.push(Assumed::AsMade(cause));
        }
        Some(Some(plaintext))
    }

    fn open(&self, key: &KeyMaterial) -> Result<(Vec<u8>, Option<Reason>), Closing> {
        let parameters = self.parameters.borrow(self.encrypted_key);
        let cek = key_management::content_encryption_key(self.row, self.enc, key, &parameters, self.limits)
            .map_err(|error| self.closing(error))?;
        let bytes = |part: &'_ Option<Part>| part.as_ref().map_or_else(Default::default, |part| part.bytes.clone());
        let (iv, ciphertext, tag) = (bytes(&self.jwe.iv), bytes(&self.jwe.ciphertext), bytes(&self.jwe.tag));
        let plaintext = content::decrypt(self.enc, cek.expose(), &iv, &ciphertext, &tag, &self.aad)
            .map_err(|error| self.closing(error))?;
        if self.jwe.compression().is_none() {
            return Ok((plaintext, None));
        }
        let inflated = compression::inflate(&plaintext, self.limits.inflated);
        let wrapped = || compression::inflate_wrapped(&plaintext, self.limits.inflated);
        if let Some((wrapping, bytes)) = if inflated.is_err() { wrapped() } else { None } {
            if self.as_made {
                self.wrapping.set(Some(wrapping));
                return Ok((bytes, None));
            }
            let reason = Reason::Cause(Cause::Opens(foreign::wrapped(wrapping)), Remedy::AsMade);
            return Err(Closing { outcome: Outcome::Failure, reason, opened: true });
        }
        let inflated = inflated.map_err(|error| {
            let reason = match error {
                InflateError::TooLarge { limit } => DecryptionReason::InflateLimit { limit },
                InflateError::Damaged | InflateError::Truncated => DecryptionReason::InflateDamaged,
            };
            Closing { outcome: Outcome::Failure, reason: Reason::Decryption(reason), opened: true }
        })?;
        // The tag covers it, and every reader passes over it: the plaintext is what was meant.
        let note = (inflated.trailing > 0)
            .then_some(Reason::Decryption(DecryptionReason::InflateTrailing { bytes: inflated.trailing }));
        Ok((inflated.bytes, note))
    }

    fn closing(&self, error: DecryptError) -> Closing {
        let outcome = outcome_of(&error);
        let reason = match error {
            DecryptError::MissingParameter(name) => missing(self.row, name),
            error => Reason::Decryption(DecryptionReason::Refused { row: self.row, enc: self.enc, error }),
        };
        Closing { outcome, reason, opened: false }
    }

    fn failure(result: &RecipientResult) -> Vec<Reason> {
        let failures: Vec<&Attempt> =
            result.attempts.iter().filter(|attempt| attempt.outcome == Outcome::Failure).collect();
        if let [only] = failures.as_slice() {
            return only.reasons.clone();
        }
        let keys = distinct(failures.iter().map(|attempt| &*attempt.key));
        match failures.first() {
            Some(first) if keys == 1 => first.reasons.clone(),
            _ => vec![Reason::Decryption(DecryptionReason::NoneOf { keys, named: named_among(&failures) })],
        }
    }

    fn locked(&self, result: &RecipientResult) -> Reason {
        let missing = match self.row.family {
            KeyManagementFamily::Pbes2 => MissingKey::Passphrase,
            KeyManagementFamily::RsaOaep | KeyManagementFamily::Rsa15 => MissingKey::RsaPrivateKey,
            KeyManagementFamily::EcdhEs => MissingKey::PrivateKey,
            KeyManagementFamily::Direct => MissingKey::SharedKey,
            KeyManagementFamily::AesKeyWrap | KeyManagementFamily::AesGcmKeyWrap => MissingKey::KeyEncryptionKey,
        };
        let is_of_public_key = |reason: &Reason| {
            matches!(
                reason,
                Reason::Key(KeyReason::PublicHalf)
                    | Reason::Decryption(DecryptionReason::Refused { error: DecryptError::NoPrivateKey, .. })
            )
        };
        let is_public = |attempt: &&Attempt| attempt.reasons.iter().any(is_of_public_key);
        let is_named = |attempt: &Attempt| matches!(attempt.matched_by, MatchedBy::KeyId | MatchedBy::Thumbprint);
        Reason::MissingKey(if result.attempts.is_empty() {
            MissingKeyReason::NoneLoaded(missing)
        } else if result.attempts.iter().any(|attempt| is_public(&attempt)) {
            let is_named = result.attempts.iter().filter(is_public).any(is_named);
            MissingKeyReason::PublicHalfOnly { algorithm: self.row.name, missing, is_named }
        } else {
            // What they make, and no other sender derives a key like that.
            let is_of_auth_js =
                self.row.family == KeyManagementFamily::Direct && matches!(self.enc.name, "A256GCM" | "A256CBC-HS512");
            let is_of_length = |reason: &Reason| {
                let Reason::Decryption(DecryptionReason::Refused { error, .. }) = reason else { return false };
                matches!(error, DecryptError::KeyLength { .. })
            };
            let is_derivation_tried = is_of_auth_js
                && self.causes.was_complete()
                && result.attempts.iter().flat_map(|attempt| &attempt.reasons).any(is_of_length);
            MissingKeyReason::NoneFits { algorithm: self.row.name, missing, is_derivation_tried }
        })
    }
}

/// Why one key did not open the token.
struct Closing {
    outcome: Outcome,
    reason: Reason,
    /// The tag was right; what follows was not.
    opened: bool,
}

/// Whether a key with which the token did not open counts as tried.
fn outcome_of(error: &DecryptError) -> Outcome {
    match error {
        DecryptError::KeyType { .. }
        | DecryptError::Curve { .. }
        | DecryptError::KeyLength { .. }
        | DecryptError::KeyInvalid(_)
        | DecryptError::NoPrivateKey
        | DecryptError::Unsupported(_)
        | DecryptError::ExcessiveWork { .. } => Outcome::Unfit,
        DecryptError::EncryptedKeyLength { .. }
        | DecryptError::EncryptedKeyForbidden
        | DecryptError::EncryptedKeyMissing
        | DecryptError::IvLength { .. }
        | DecryptError::TagLength { .. }
        | DecryptError::CiphertextLength { .. }
        | DecryptError::CekLength { .. }
        | DecryptError::MissingParameter(_)
        | DecryptError::ParameterLength { .. }
        | DecryptError::EphemeralKey(_)
        | DecryptError::P2cInvalid
        | DecryptError::SaltTooShort { .. }
        | DecryptError::KeyUnwrap
        | DecryptError::TagMismatch
        | DecryptError::Padding => Outcome::Failure,
    }
}
