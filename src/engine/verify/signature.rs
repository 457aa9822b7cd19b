//! Checking the signatures of a JWS (RFC 7515 §5.2): the rules first, then the keys, then the reasons.

use super::attempt::{self, Refusal};
use super::attribution::{distinct, named_among, not_among};
use super::cause::{self, Effort, Proved, Subject};
use super::critical::{header_faults, is_critical};
use super::form;
use super::raw;
use super::select;
use super::select::KeyMatch;
use super::work::{self, Work};
use crate::engine::crypto::key::Effort as KeyEffort;
use crate::engine::crypto::signature::{self, VerifyError};
use crate::engine::ground::jwa::{SignatureAlgorithm, SignatureFamily, SignatureRow, elsewhere};
use crate::engine::ground::limit::{Assumptions, Beside};
use crate::engine::ground::registry;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::jose::fault::part_faults;
use crate::engine::jose::header::{HeaderParameter, JoseHeader, Origin};
use crate::engine::jose::jws::{Jws, Serialization};
use crate::engine::jose::part::Part;
use crate::engine::jose::reason::{
    AlgorithmReason, AlgorithmRole, Cause, Intact, KeyReason, MissingKey, MissingKeyReason, Purpose, Reason, Remedy,
    SignatureReason, SignedForm,
};
use crate::engine::jose::status::{Assumed, Attempt, MatchedBy, Outcome, SignatureResult, SignatureStatus};
use crate::engine::key::{Doubtful, Jwk, KeyId, KeyMaterial, KeyRing};
use crate::engine::key_file::recognition::is_key;
use crate::engine::key_file::secret::secret_readings;
use crate::engine::key_file::weakness;
use crate::engine::rule::finding::Fault;
use crate::engine::rule::key::is_of_place;
use crate::engine::rule::{encoding, structure};
use crate::engine::text::words::shown;
use std::sync::Arc;

/// The extensions that Jotsmith implements and `crit` may demand of a JWS.
const UNDERSTOOD: &[&str] = &["b64"];

/// What is supplied beside token and keys.
pub(crate) struct Supplied<'a> {
    pub payload: Option<&'a [u8]>,
    /// See [`ExamineOptions::following`](crate::engine::ground::limit::ExamineOptions).
    pub following: Option<&'a str>,
    /// See [`ExamineOptions::beside`](crate::engine::ground::limit::ExamineOptions).
    pub beside: &'a [Beside],
    /// See [`ExamineOptions::keys_are_for_this_token`](crate::engine::ground::limit::ExamineOptions).
    pub keys_are_for_this_token: bool,
    /// The `iss` of the payload, for keys that are pinned to an issuer.
    pub issuer: Option<String>,
    /// What the examination may still cost.
    pub work: Work,
    /// What finding out why a signature is rejected may cost.
    pub causes: &'a Effort,
    /// What the person wants assumed.
    pub assumptions: Assumptions,
}

/// Everything that is wrong with the signature at `index`, whatever the keys.
pub(crate) fn faults(jws: &Jws, index: usize) -> Vec<Fault> {
    let Some(entry) = jws.signatures.get(index) else { return Vec::new() };
    let mut faults = header_faults(&entry.header, UNDERSTOOD);
    faults.extend(base64_payload_faults(jws, index));
    if let Some(payload) = &jws.payload {
        faults.extend(part_faults(payload));
    }
    if let Some(part) = &entry.signature {
        faults.extend(part_faults(part));
        if entry.header.algorithm().as_deref() == Some("none") && !part.span.is_empty() {
            faults.push(Fault::fatal(
                &structure::NONE_WITH_SIGNATURE,
                part.span,
                "alg is none, yet there is a signature",
            ));
        }
    }
    faults.extend(unprotected_note(&entry.header));
    faults
}

/// The same of one that was received: what somebody put in the place of a signature has no encoding that could be wrong.
pub(crate) fn faults_of_received(jws: &Jws, index: usize, text: &str, following: Option<&str>) -> Vec<Fault> {
    let mut faults = faults(jws, index);
    let part = jws.signatures.get(index).and_then(|entry| entry.signature.as_ref());
    let following = following.filter(|_| jws.serialization == Serialization::Compact);
    if let Some(part) = part.filter(|part| form::redacted(part, text, following).is_some()) {
        let of_encoding = part_faults(part);
        faults.retain(|fault| !of_encoding.contains(fault));
    }
    faults
}

/// RFC 7797 §3, §5, §6, §7.
fn base64_payload_faults(jws: &Jws, index: usize) -> Vec<Fault> {
    let Some(entry) = jws.signatures.get(index) else { return Vec::new() };
    let mut faults = Vec::new();
    if let Some(parameter) = entry.header.get("b64") {
        let span = parameter.span_in_text();
        match parameter.value.as_bool() {
            None => faults.push(Fault::fatal(&structure::B64_TYPE, span, "b64 is not true or false")),
            Some(_) if parameter.origin != Origin::Protected => {
                faults.push(Fault::fatal(&structure::B64_TYPE, span, "b64 is outside the protected header"));
            }
            Some(false) if !is_critical(&entry.header, "b64") => {
                faults.push(Fault::fatal(&structure::B64_NOT_CRIT, span, structure::B64_NOT_CRIT.title));
            }
            Some(false) if entry.header.says_jwt() => {
                faults.push(Fault::fatal(&structure::B64_IN_JWT, span, structure::B64_IN_JWT.title));
            }
            Some(_) => {}
        }
    }
    let unencoded = entry.is_unencoded();
    if jws.signatures.iter().any(|other| other.is_unencoded() != unencoded) {
        faults.push(Fault::fatal(&structure::B64_DIFFERS, None, structure::B64_DIFFERS.title));
    }
    faults
}

fn unprotected_note(header: &JoseHeader) -> Option<Fault> {
    // Digests and a signature of its own protect what RFC 9901 §8.1 puts there.
    let is_open = |parameter: &HeaderParameter<'_>| {
        parameter.origin != Origin::Protected
            && !matches!(parameter.value.name().as_deref(), Some("disclosures" | "kb_jwt"))
    };
    let names: Vec<String> = header
        .parameters()
        .filter(is_open)
        .filter_map(|parameter| parameter.value.name().map(std::borrow::Cow::into_owned))
        .collect();
    let span = header.parameters().find(is_open)?.span_in_text();
    let message = format!("Nothing protects {}: anyone can change it in transit", names.join(", "));
    Some(Fault::note(&structure::HEADER_UNPROTECTED, span, message))
}

/// Looks into the signature at `index`, with what the person wants assumed where it is not verified without.
pub(crate) fn verify(
    jws: &Jws,
    index: usize,
    text: &str,
    fatal: &[Reason],
    ring: &KeyRing,
    supplied: &Supplied<'_>,
) -> SignatureResult {
    let is_as_written = |reason: &Reason| matches!(reason, Reason::Rule(broken) if encoding::is_readable(broken.rule));
    if supplied.assumptions.as_written && !fatal.is_empty() && fatal.iter().all(is_as_written) {
        let mut result = verify_strictly(jws, index, text, &[], ring, supplied);
        if result.status == SignatureStatus::Verified {
            result.assumed.insert(0, Assumed::AsWritten);
            return result;
        }
    }
    verify_strictly(jws, index, text, fatal, ring, supplied)
}

fn verify_strictly(
    jws: &Jws,
    index: usize,
    text: &str,
    fatal: &[Reason],
    ring: &KeyRing,
    supplied: &Supplied<'_>,
) -> SignatureResult {
    let mut result = SignatureResult::new(SignatureStatus::Malformed);
    let Some(entry) = jws.signatures.get(index) else { return result };
    result.algorithm = entry.header.algorithm();
    if !fatal.is_empty() {
        malformed(&mut result, jws, index, text, fatal, ring, supplied);
        return result;
    }
    let (Some(algorithm), Some(part)) = (result.algorithm.clone(), &entry.signature) else {
        result.reasons.push(Reason::Signature(SignatureReason::Missing));
        return result;
    };
    let SignatureAlgorithm::Known(row) = SignatureAlgorithm::named(&algorithm) else {
        result.status = SignatureStatus::Unchecked;
        result.reasons.push(unknown_algorithm(&algorithm));
        fits_as(&mut result, &algorithm, jws, index, text, ring, supplied);
        return result;
    };
    if row.family == SignatureFamily::Unsecured {
        result.status = SignatureStatus::Unsecured;
        result.reasons.push(Reason::Signature(SignatureReason::Unsecured));
        return result;
    }
    let following = supplied.following.filter(|_| jws.serialization == Serialization::Compact);
    if let Some(reason) = form::missing(row, part, text, following) {
        result.status = SignatureStatus::Rejected;
        result.reasons.push(Reason::Signature(reason));
        return result;
    }
    let matches = select::for_signature(row, &entry.header, ring, supplied.issuer.as_deref());
    let named = entry.header.key_id();
    let named = named.as_deref();
    match jws.signing_input(index, text, supplied.payload) {
        Some(message) => {
            let message = &*message;
            let (detached, following, beside) = (supplied.payload, supplied.following, supplied.beside);
            let subject =
                Subject { row, jws, index, text, following, detached, beside, message, signature: &part.bytes };
            try_keys(&mut result, named, matches, &subject, supplied);
            // What was read in part, and what may be a secret among settings, is of shared secrets alone.
            if row.family == SignatureFamily::Hmac {
                let is_whole = try_doubtful(&mut result, ring.doubtful(), &subject, supplied);
                if ring.is_partial() || !is_whole {
                    leave_open(&mut result);
                }
            }
            raw::settle(&mut result, row, message, &part.bytes, supplied.causes);
            settle_form(&mut result, row, part, following);
        }
        None => {
            // `header..signature` is also what an empty payload looks like: if a key says so, that is what it is.
            if jws.serialization == Serialization::Compact
                && let Some(message) = jws.signing_input(index, text, Some(b""))
            {
                let (message, nothing) = (&*message, &Effort::none());
                let signature = &*part.bytes;
                let subject =
                    Subject { row, jws, index, text, following: None, detached: None, beside: &[], message, signature };
                let supplied = Supplied { issuer: None, causes: nothing, work: supplied.work.clone(), ..*supplied };
                try_keys(&mut result, named, matches, &subject, &supplied);
            }
            if result.status != SignatureStatus::Verified {
                result.status = SignatureStatus::Unchecked;
                result.key = None;
                result.attempts.clear();
                result.reasons = vec![Reason::Signature(SignatureReason::PayloadDetached)];
            }
        }
    }
    result
}

/// What the form of a signature says that no key could decide.
fn settle_form(result: &mut SignatureResult, row: &'static SignatureRow, part: &Part, following: Option<&str>) {
    if result.status != SignatureStatus::Unchecked {
        return;
    }
    if let Some(reason) = form::impossible(row, part, following) {
        result.status = SignatureStatus::Rejected;
        result.reasons.insert(0, Reason::Signature(reason));
    } else if result.attempts.iter().all(|attempt| attempt.outcome == Outcome::Unfit)
        && let Some(reason) = form::unusual(row, part)
    {
        result.reasons.insert(0, Reason::Signature(reason));
    }
}

/// Why an object is refused that breaks a rule, and what is right about its signature all the same.
fn malformed(
    result: &mut SignatureResult,
    jws: &Jws,
    index: usize,
    text: &str,
    fatal: &[Reason],
    ring: &KeyRing,
    supplied: &Supplied<'_>,
) {
    result.reasons = fatal.to_vec();
    let Some(entry) = jws.signatures.get(index) else { return };
    let algorithm = entry.header.algorithm();
    let row = algorithm.as_deref().and_then(|name| SignatureAlgorithm::named(name).known());
    if let (Some(row), Some(part)) = (row, &entry.signature)
        && !part.bytes.is_empty()
        && let Some(message) = jws.signing_input(index, text, supplied.payload)
    {
        let (message, detached, following) = (&*message, supplied.payload, supplied.following);
        let (beside, signature) = (supplied.beside, &*part.bytes);
        let subject = Subject { row, jws, index, text, following, detached, beside, message, signature };
        let matches = select::for_signature(row, &entry.header, ring, supplied.issuer.as_deref());
        if row.family == SignatureFamily::Unsecured {
            let mut keys = matches.iter().map(|found| &*found.key);
            let cause = cause::unsecured(&subject, &mut keys, supplied.causes);
            result.reasons.extend(cause.map(|cause| Reason::Cause(cause, Remedy::Advice)));
            return;
        }
        let attempts: Vec<Attempt> = matches
            .into_iter()
            .filter(|found| found.forbidden.is_empty())
            .map(|found| Attempt {
                key: found.key,
                matched_by: found.matched_by,
                outcome: if found.unfit.is_empty() { Outcome::Failure } else { Outcome::Unfit },
                reasons: Vec::new(),
            })
            .collect();
        let usable = attempts.iter().filter(|attempt| attempt.outcome == Outcome::Failure);
        let keys: Vec<&Jwk> = usable.map(|attempt| &*attempt.key).collect();
        let is_of_encoding =
            fatal.iter().all(|reason| matches!(reason, Reason::Rule(broken) if encoding::is_of_alphabet(broken.rule)));
        if let Some(cause) = cause::intact(&subject, &keys, is_of_encoding, supplied.causes) {
            // What is wrong leads; that the rest is right comes next. Where correcting it would break the signature, that leads.
            let is_as_written = matches!(cause, Cause::Intact(Intact::AsWritten { .. }));
            let at = usize::from(!is_as_written || are_of_signature(fatal, part, jws, index));
            result.reasons.insert(at, Reason::Cause(cause, Remedy::Advice));
            return;
        }
        if let Some(proved) = cause::find(&subject, &attempts, supplied.causes) {
            // How the signature is written is what the cause is about; nothing else may be broken.
            let is_of_signature = are_of_signature(fatal, part, jws, index);
            let usable = if is_of_signature { keys.iter().map(|key| key.id).collect() } else { Vec::new() };
            // It says what its characters are: that they are not base64url is no more than that, and none is missing.
            let is_told = is_of_signature && matches!(proved.cause, Cause::Written(_));
            let refused = std::mem::replace(&mut result.attempts, attempts);
            if let Some(reason) = explained(result, proved, &usable, supplied.assumptions) {
                result.attempts = refused;
                if is_told {
                    result.reasons.clear();
                }
                result.reasons.insert(0, reason);
            }
            return;
        }
    }
    // An HMAC that was computed has another beginning.
    let is_computed = row.is_some_and(|row| {
        row.family == SignatureFamily::Hmac
            && select::for_signature(row, &entry.header, ring, None).iter().any(|found| found.unfit.is_empty())
    });
    let lengths = row.into_iter().flat_map(|row| {
        let matches = select::for_signature(row, &entry.header, ring, supplied.issuer.as_deref());
        matches.into_iter().filter_map(move |found| signature::length(row, &found.key.material))
    });
    let (by_key, following) = (lengths.max(), supplied.following);
    let following = following.filter(|_| jws.serialization == Serialization::Compact);
    let of_form = entry.signature.as_ref().and_then(|part| {
        let cut = || form::cut(row?, part, by_key, is_computed);
        form::redacted(part, text, following).or_else(cut)
    });
    // Where not even the beginning is there, the end is not what matters.
    let is_misplaced = result
        .reasons
        .first()
        .is_some_and(|reason| matches!(reason, Reason::Rule(broken) if structure::is_of_beginning(broken.rule)));
    result.reasons.splice(0..0, of_form.filter(|_| !is_misplaced).map(Reason::Signature));
}

/// Whether nothing is broken but the encoding of the signature.
fn are_of_signature(fatal: &[Reason], part: &Part, jws: &Jws, index: usize) -> bool {
    let own = part_faults(part);
    let is_own = |reason: &Reason| matches!(reason, Reason::Rule(broken) if own.iter().any(|fault| fault.rule.id == broken.rule.id));
    let sources = jws.signatures.get(index).into_iter().flat_map(|entry| &entry.header.sources);
    let mut others = sources.filter_map(|source| source.part.as_ref()).chain(&jws.payload);
    fatal.iter().all(is_own) && others.all(Part::is_strict)
}

/// What was proved, as a reason; `None` where the token is verified as it was made, because the person says so and the key
/// may be used.
fn explained(
    result: &mut SignatureResult,
    Proved { cause, by, used }: Proved,
    usable: &[KeyId],
    assumptions: Assumptions,
) -> Option<Reason> {
    let is_graph = matches!(cause, Cause::Signed(SignedForm::GraphNonce { .. }));
    let by = by.filter(|by| cause.is_of_the_making() && usable.contains(by));
    // What is shorter than that is guessed at once, however it was taken out of what was given.
    let is_guessed = used.as_ref().is_some_and(|used| used.len() < 8);
    let by = by.filter(|_| !is_guessed);
    // Of the text of a key, what is made of it is anybody's who has the key: a hash, another case.
    let is_text_of_key = |key: &Jwk| matches!(&key.material, KeyMaterial::Oct(secret) if is_key(secret.expose()));
    let by = by.filter(|by| !result.attempts.iter().any(|one| one.key.id == *by && is_text_of_key(&one.key)));
    let is_assumed = by.is_some() && (assumptions.as_made || (is_graph && assumptions.hashed_nonce));
    let attempt = result.attempts.iter_mut().find(|attempt| is_assumed && Some(attempt.key.id) == by);
    if let Some(attempt) = attempt {
        attempt.outcome = Outcome::Success;
        // What it is called stays worth saying.
        attempt.reasons.retain(|reason| matches!(reason, Reason::Key(KeyReason::OtherName { .. })));
        result.key = Some(used.map_or_else(|| Arc::clone(&attempt.key), |used| as_used(&attempt.key, used)));
        result.matched_by = Some(attempt.matched_by);
        result.status = SignatureStatus::Verified;
        result.assumed.push(if is_graph { Assumed::HashedNonce } else { Assumed::AsMade(cause) });
        result.reasons.clear();
        return None;
    }
    let secrets = result.attempts.iter().filter(|attempt| matches!(attempt.key.material, KeyMaterial::Oct(_)));
    let remedy = match by {
        None => Remedy::Advice,
        // The option that reads secrets in one way reads all of them in it.
        Some(_) if matches!(cause, Cause::SecretReading(_)) && secrets.take(2).count() > 1 => Remedy::AsMadeAlone,
        Some(_) => Remedy::AsMade,
    };
    Some(Reason::Cause(cause, remedy))
}

/// The key with the secret that really made the signature: that one is judged, and no longer one.
fn as_used(key: &Jwk, secret: SecretBytes) -> Arc<Jwk> {
    // Where it came from does not change with how it is read.
    let mut used = Jwk { material: KeyMaterial::Oct(secret), written: None, findings: Vec::new(), ..key.clone() };
    used.findings = weakness::examine(&used, &mut KeyEffort::default());
    for finding in key.findings.iter().filter(|finding| is_of_place(finding.rule)) {
        if used.findings.iter().all(|known| known.rule.id != finding.rule.id) {
            used.findings.push(finding.clone());
        }
    }
    Arc::new(used)
}

/// Whether the signature is right by the registered algorithm that an unregistered name most likely means.
fn fits_as(
    result: &mut SignatureResult,
    name: &str,
    jws: &Jws,
    index: usize,
    text: &str,
    ring: &KeyRing,
    supplied: &Supplied<'_>,
) {
    let (Some(row), Some(entry)) = (cause::named_elsewhere(name), jws.signatures.get(index)) else { return };
    let (Some(message), Some(part)) = (jws.signing_input(index, text, supplied.payload), &entry.signature) else {
        return;
    };
    let matches = select::for_signature(row, &entry.header, ring, supplied.issuer.as_deref());
    let mut usable = matches.into_iter().filter(|found| found.unfit.is_empty()).take(8).peekable();
    if usable.peek().is_none() {
        return;
    }
    let made = usable.find(|found| supplied.causes.verifies(row, &found.key.material, &message, &part.bytes));
    let cause = Cause::FitsAs { algorithm: row.name, fits: made.is_some() };
    let Some(found) = made else {
        result.reasons.push(Reason::Cause(cause, Remedy::Advice));
        return;
    };
    let attempt =
        Attempt { key: found.key, matched_by: found.matched_by, outcome: Outcome::Unfit, reasons: found.notes };
    let usable = if found.forbidden.is_empty() { vec![attempt.key.id] } else { Vec::new() };
    let proved = Proved { cause, by: Some(attempt.key.id), used: None };
    result.attempts = vec![attempt];
    if let Some(reason) = explained(result, proved, &usable, supplied.assumptions) {
        result.attempts.clear();
        result.reasons.push(reason);
    }
}

fn unknown_algorithm(name: &str) -> Reason {
    let role = AlgorithmRole::Signature;
    let known = crate::engine::ground::jwa::SIGNATURE_ALGORITHMS;
    let in_another_case = known.iter().find(|row| row.name.eq_ignore_ascii_case(name));
    let name = name.to_owned();
    Reason::Algorithm(if let Some(row) = in_another_case {
        AlgorithmReason::OtherCase { role, name, registered: row.name }
    } else if let Some(row) = cause::named_elsewhere(&name) {
        AlgorithmReason::Foreign { role, name, registered: row.name }
    } else if let Some(words) = elsewhere::algorithm(&name) {
        AlgorithmReason::KnownByName { role, name, words }
    } else if registry::algorithm(&name).is_some_and(|row| row.location != "JWK") {
        AlgorithmReason::OtherRole { role, name }
    } else {
        AlgorithmReason::Unknown { role, name }
    })
}

fn try_keys(
    result: &mut SignatureResult,
    named: Option<&str>,
    matches: Vec<KeyMatch>,
    subject: &Subject<'_>,
    supplied: &Supplied<'_>,
) {
    let row = subject.row;
    // One of another type may still be a text that was used as a secret.
    let is_other = |reason: &Reason| !matches!(reason, Reason::Key(KeyReason::WrongKind { .. }));
    let is_usable = |found: &&KeyMatch| found.forbidden.is_empty() && !found.unfit.iter().any(is_other);
    let usable: Vec<KeyId> = matches.iter().filter(is_usable).map(|found| found.key.id).collect();
    let price = |key: &KeyMaterial| work::checking(row, key, subject.message.len());
    let fit = |key: &KeyMaterial| match signature::verify(row, key, subject.message, subject.signature) {
        Ok(()) => Ok(((), None)),
        Err(error) => Err(Refusal {
            outcome: outcome_of(&error),
            reason: Reason::Signature(SignatureReason::Refused { algorithm: row.name, error }),
            is_of_the_token: false,
        }),
    };
    let is_for_this = supplied.keys_are_for_this_token;
    let tried = attempt::try_keys(matches, Purpose::Signature, is_for_this, &supplied.work, price, fit);
    result.attempts = tried.all;
    (result.status, result.reasons) = if let Some((key, matched_by, ())) = tried.fitting {
        result.key = Some(key);
        result.matched_by = Some(matched_by);
        (SignatureStatus::Verified, Vec::new())
    } else if tried.untried.keys > 0 {
        // One of them may have made it: nothing is known.
        (SignatureStatus::Unchecked, vec![tried.untried.reason(result.attempts.len())])
    } else if let Some((key, reasons)) = tried.forbidden {
        result.key = Some(key);
        (SignatureStatus::Rejected, reasons)
    } else if let Some(proved) = cause::find(subject, &result.attempts, supplied.causes) {
        match explained(result, proved, &usable, supplied.assumptions) {
            Some(reason) => (SignatureStatus::Rejected, vec![reason]),
            None => return,
        }
    } else if tried.tried > 0 && tried.speaks_against {
        (SignatureStatus::Rejected, rejection(result, subject, supplied.causes.is_short()))
    } else {
        (SignatureStatus::Unchecked, vec![unchecked_reason(result, row, named, tried.tried)])
    };
}

/// Takes back that a signature is rejected for which no cause was found: what made it may be in what was not read or tried.
fn leave_open(result: &mut SignatureResult) {
    use MissingKeyReason::{NoneFits, NoneLoaded};
    use SignatureReason::{Mismatch, NoneOf};
    let is_unexplained = |reason: &Reason| match reason {
        Reason::Signature(Mismatch { .. } | NoneOf { .. }) => result.status == SignatureStatus::Rejected,
        Reason::MissingKey(NoneLoaded(_) | NoneFits { .. }) => result.status == SignatureStatus::Unchecked,
        _ => false,
    };
    if result.reasons.first().is_some_and(is_unexplained) {
        let failures = result.attempts.iter().filter(|attempt| attempt.outcome == Outcome::Failure);
        let keys = distinct(failures.map(|attempt| &*attempt.key));
        result.status = SignatureStatus::Unchecked;
        result.reasons = vec![Reason::MissingKey(MissingKeyReason::ReadInPart { keys })];
    }
}

/// Whether the signature was made with a value that is called like a secret and hardly is one: then that is why no key fits.
/// Says whether all of them were tried that had to be.
fn try_doubtful<'a>(
    result: &mut SignatureResult,
    mut doubtful: impl Iterator<Item = &'a Doubtful>,
    subject: &Subject<'_>,
    supplied: &Supplied<'_>,
) -> bool {
    let is_open = matches!(result.status, SignatureStatus::Rejected | SignatureStatus::Unchecked);
    let is_explained = result.reasons.iter().any(|reason| matches!(reason, Reason::Cause(..)));
    if !is_open || is_explained {
        return true;
    }
    let mut is_whole = true;
    let mut fits = |bytes: &SecretBytes| {
        let is_tried = supplied.causes.may_doubt(subject.message.len());
        is_whole &= is_tried;
        let key = KeyMaterial::Oct(bytes.clone());
        is_tried && signature::verify(subject.row, &key, subject.message, subject.signature).is_ok()
    };
    let mut used = |doubtful: &Doubtful| {
        let KeyMaterial::Oct(secret) = &doubtful.key.material else { return None };
        secret_readings(secret.expose()).into_iter().map(|(_, bytes)| bytes).find(|bytes| fits(bytes))
    };
    let Some((found, used)) = doubtful.find_map(|doubtful| Some((doubtful, used(doubtful)?))) else { return is_whole };
    // What is shorter than that is guessed at once.
    let is_usable = found.doubt.is_open() && used.len() >= 8;
    if is_usable && supplied.assumptions.as_made {
        let attempt = Attempt {
            key: Arc::clone(&found.key),
            matched_by: MatchedBy::Trial,
            outcome: Outcome::Success,
            reasons: Vec::new(),
        };
        result.key = Some(as_used(&found.key, used));
        result.matched_by = Some(MatchedBy::Trial);
        result.attempts.push(attempt);
        result.status = SignatureStatus::Verified;
        result.assumed.push(Assumed::NamedValue);
        result.reasons.clear();
        return true;
    }
    let name = shown(found.key.called().unwrap_or_default()).into_owned();
    let reason = KeyReason::FitsDoubtful { name, doubt: found.doubt, is_usable };
    result.status = SignatureStatus::Rejected;
    result.reasons = vec![Reason::Key(reason)];
    true
}

/// Why a signature that was tried is rejected: what all failing keys have in common, else the general sentence.
fn rejection(result: &SignatureResult, subject: &Subject<'_>, is_search_short: bool) -> Vec<Reason> {
    let row = subject.row;
    let failures: Vec<&Attempt> =
        result.attempts.iter().filter(|attempt| attempt.outcome == Outcome::Failure).collect();
    // A fault of the signature's own form is the same for every key: say that.
    let own_form = failures
        .iter()
        .flat_map(|attempt| &attempt.reasons)
        .find(|reason| matches!(reason, Reason::Signature(signature) if signature.is_about_form()));
    if let Some(reason) = own_form {
        // What it stands for was tried, unless the search was short.
        let other = match reason {
            Reason::Signature(SignatureReason::Refused { error, .. }) => {
                form::other_writing(row, error, subject.signature, !is_search_short)
            }
            _ => None,
        };
        return vec![other.map_or_else(|| reason.clone(), Reason::Signature)];
    }
    let is_for_graph = cause::is_for_graph(subject);
    let supplied = subject.detached.filter(|_| subject.jws.payload.is_none()).map(<[u8]>::len);
    let is_secret = row.family == SignatureFamily::Hmac;
    let keys = distinct(failures.iter().map(|attempt| &*attempt.key));
    let mut reasons = vec![Reason::Signature(if keys == 1 {
        SignatureReason::Mismatch { is_secret, is_for_graph, is_search_short, supplied }
    } else {
        SignatureReason::NoneOf { keys, named: named_among(&failures), is_for_graph, is_search_short, supplied }
    })];
    if let [only] = failures.as_slice() {
        reasons.extend(
            only.reasons.iter().filter(|reason| matches!(reason, Reason::Key(KeyReason::OtherName { .. }))).cloned(),
        );
    }
    reasons
}

fn unchecked_reason(result: &SignatureResult, row: &'static SignatureRow, named: Option<&str>, tried: usize) -> Reason {
    let name = row.name;
    if !signature::is_available(row) {
        return Reason::Algorithm(AlgorithmReason::NotInThisBuild { name, needs_openssl_35: true });
    }
    let missing = match row.family {
        SignatureFamily::Hmac => MissingKey::SharedSecret,
        _ => MissingKey::IssuerKey,
    };
    if result.attempts.is_empty() {
        return Reason::MissingKey(MissingKeyReason::NoneLoaded(missing));
    }
    if tried > 0 {
        return not_among(Purpose::Signature, named, &result.attempts);
    }
    let is_unsupported = |reason: &Reason| {
        matches!(reason, Reason::Signature(SignatureReason::Refused { error: VerifyError::Unsupported(_), .. }))
    };
    if result.attempts.iter().flat_map(|attempt| &attempt.reasons).any(is_unsupported) {
        return Reason::Algorithm(AlgorithmReason::NotInThisBuild { name, needs_openssl_35: false });
    }
    Reason::MissingKey(MissingKeyReason::NoneFits { algorithm: name, missing, is_derivation_tried: false })
}

/// Whether a key with which the check failed counts as tried.
fn outcome_of(error: &VerifyError) -> Outcome {
    match error {
        VerifyError::Mismatch
        | VerifyError::SignatureLength { .. }
        | VerifyError::DerSignature
        | VerifyError::ZeroSignature => Outcome::Failure,
        VerifyError::KeyType { .. }
        | VerifyError::Curve { .. }
        | VerifyError::Unsupported(_)
        | VerifyError::KeyInvalid(_) => Outcome::Unfit,
    }
}
