//! All of it together: from a text and keys to layers, statuses and findings. Time-free.

mod beside;
mod lost;

use crate::engine::ground::json::Kind;
use crate::engine::ground::limit::ExamineOptions;
use crate::engine::ground::size::{PartSize, SizeReport};
use crate::engine::ground::span::Span;
use crate::engine::jose::certificate::CertificateChain;
use crate::engine::jose::content::{self, Dress};
use crate::engine::jose::embedded::EmbeddedSource;
use crate::engine::jose::exposed::Exposed;
use crate::engine::jose::fault::{duplicate_faults, json_fault};
use crate::engine::jose::jws::{Jws, Serialization};
use crate::engine::jose::layer::{Content, ContentKind, Examination, JoseObject, Layer, text_span};
use crate::engine::jose::parse::parse;
use crate::engine::jose::part::{Part, PartName};
use crate::engine::jose::reason::{Belonging, BrokenRule, Cause, Intact, MissingKeyReason, Reason, SignatureForm};
use crate::engine::jose::status::{RecipientStatus, SignatureStatus};
use crate::engine::key::public_secret::Trial;
use crate::engine::key::{Jwk, KeyId, KeyRing};
use crate::engine::lint;
use crate::engine::rule::finding::{Fault, Finding, Findings, Place, Severity};
use crate::engine::rule::header::{HDR_EMBEDDED_MISMATCH, HDR_X5T_MISMATCH};
use crate::engine::rule::{self, Rule, encoding, structure};
use crate::engine::text::words::shown;
use crate::engine::verify::cause::Effort;
use crate::engine::verify::chain;
use crate::engine::verify::decrypt;
use crate::engine::verify::exposed;
use crate::engine::verify::holder::{Confirmed, key_of_identifier};
use crate::engine::verify::sd_jwt;
use crate::engine::verify::work::Work;
use crate::engine::verify::{attribution, embedded};
use crate::engine::verify::{public_secret, signature};
use std::cell::OnceCell;
use std::collections::HashSet;
use std::sync::Arc;

/// Looks into `text`, the cleaned token, with the keys at hand. Never fails: something unreadable is a layer too.
pub fn examine(text: &str, keys: &KeyRing, options: &ExamineOptions) -> Examination {
    examine_again(text, keys, options, None)
}

/// The same, faster where `before` is an examination of the same text: what no key changes is taken from there.
pub fn examine_again(
    text: &str,
    keys: &KeyRing,
    options: &ExamineOptions,
    before: Option<&Examination>,
) -> Examination {
    let mut layers: Vec<Layer> = Vec::new();
    let mut findings = Findings::new(options.limits.findings_of_a_kind);
    let mut next: Option<Arc<str>> = Some(text.into());
    let decryption = decrypt::Budget::explaining(options).until(&options.cancel);
    let public_secrets = public_secret::Effort::new(&options.limits);
    let mut budget = Budget { decryption, public_secrets };
    while let Some(text) = next.take() {
        let index = layers.len();
        let layer = examine_layer(text, (&layers, before), keys, options, &mut budget, &mut findings);
        let inner = layer.content.as_ref().filter(|content| content.kind == ContentKind::Nested);
        if let Some(inner) = inner {
            if index + 1 < options.limits.layers {
                next = std::str::from_utf8(&inner.bytes).ok().map(|text| text.trim().into());
            } else {
                let message =
                    format!("Another token is nested inside; only {} layers are examined", options.limits.layers);
                findings.push(Finding::new(&structure::TOO_MANY_LAYERS, index, Place::Payload).saying(message));
            }
        }
        layers.push(layer);
    }
    for index in 0..layers.len() {
        other_issuers(&layers, index, keys, &mut findings);
    }
    tell_whole_price(&mut layers, budget.decryption.work.left_out());
    let is_search_short = budget.decryption.causes.was_short();
    let mut size = layers.first().map(layer_size).unwrap_or_default();
    size.sending.clone_from(&options.sending);
    let mut examination = Examination { layers, findings: findings.list().to_vec(), size, is_search_short };
    for finding in lint::lint_within(&examination, &options.limits) {
        findings.push(finding);
    }
    let following = options.following.as_deref();
    let preceding = options.preceding.as_deref().unwrap_or_default();
    let printed_short = following.and_then(|rest| {
        let placeholder = || lint::encoding::placeholder_behind(&examination, rest);
        let header = || lint::encoding::header_masked(&examination, preceding);
        let middle = || lint::encoding::printed_without_middle(&examination, preceding);
        lint::encoding::printed_short(&examination, preceding, rest)
            .or_else(placeholder)
            .or_else(middle)
            .or_else(header)
    });
    examination.findings = findings.into_list();
    if let Some(finding) = printed_short {
        // The text says by what it was cut: that its length is that of a field means nothing then.
        examination.findings.retain(|other| other.rule.id != finding.rule.id);
        examination.findings.push(finding);
    }
    in_step_with_causes(&mut examination);
    lost::explain(&mut examination);
    for finding in &mut examination.findings {
        examination.layers.iter().for_each(|layer| layer.exposed.hide_in(finding));
    }
    // By what a token was cut says more than what is missing of it.
    let follows = |finding: &Finding| finding.rule.id != lint::encoding::ENC_TRUNCATED.id;
    examination.findings.sort_by_key(|finding| (finding.layer, std::cmp::Reverse(finding.severity), follows(finding)));
    examination
}

/// What a rule says of the encoding alone is not said where it was proved what the characters are, and nobody is told to
/// correct what is signed as it stands.
fn in_step_with_causes(examination: &mut Examination) {
    const AS_WRITTEN: &str = "Leave header and payload as they are: the signature is over the text as written";
    let results = |layer: usize| examination.layers.get(layer).map_or(&[][..], |layer| &layer.signatures);
    let is_as_written = |cause: &Cause| matches!(cause, Cause::Intact(Intact::AsWritten { .. }));
    // One that is cut off is short indeed.
    let is_written_otherwise =
        |cause: &Cause| matches!(cause, Cause::Written(form) if !matches!(form, SignatureForm::Cut { .. }));
    examination.findings.retain_mut(|finding| {
        if encoding::is_readable(finding.rule) && results(finding.layer).iter().any(|one| one.has_cause(is_as_written))
        {
            AS_WRITTEN.clone_into(&mut finding.advice);
        }
        let Place::Signature(entry) = finding.place else { return true };
        let is_told = results(finding.layer).get(entry).is_some_and(|one| one.has_cause(is_written_otherwise));
        !(is_told && finding.rule.id == encoding::ENC_B64_LENGTH.id)
    });
}

/// Says of each key that was not tried what all of them together would cost: that is what it takes to try any.
fn tell_whole_price(layers: &mut [Layer], sum: u64) {
    let reasons = layers.iter_mut().flat_map(|layer| {
        let signatures = layer.signatures.iter_mut().map(|result| &mut result.reasons);
        signatures.chain(layer.recipients.iter_mut().map(|result| &mut result.reasons)).flatten()
    });
    for reason in reasons {
        if let Reason::MissingKey(MissingKeyReason::Untried { whole, .. }) = reason {
            *whole = sum;
        }
    }
}

/// What one examination may still cost, over all its layers.
struct Budget<'a> {
    decryption: decrypt::Budget<'a>,
    public_secrets: public_secret::Effort,
}

fn examine_layer(
    text: Arc<str>,
    (outside, before): (&[Layer], Option<&Examination>),
    keys: &KeyRing,
    options: &ExamineOptions,
    budget: &mut Budget<'_>,
    findings: &mut Findings,
) -> Layer {
    let index = outside.len();
    let outermost = outside.first().map_or_else(|| Arc::clone(&text), |layer| Arc::clone(&layer.text));
    let outside = attribution::used_outside(outside);
    let parsed = parse(&text, &options.limits);
    let entries = match &parsed.object {
        JoseObject::Jws(jws) => jws.signatures.len(),
        JoseObject::Jwe(jwe) => jwe.recipients.len(),
        JoseObject::Unreadable(_) => 0,
    };
    let mut report = Report { layer: index, entries, findings };
    report.add(&parsed.faults, Place::Token);
    let whole = fatal_reasons(&parsed.faults);
    let mut layer = Layer {
        text: text.clone(),
        object: parsed.object,
        content: None,
        signatures: Vec::new(),
        recipients: Vec::new(),
        sd_jwt: None,
        embedded: Vec::new(),
        possession: None,
        certificates: Vec::new(),
        public_secrets: Vec::new(),
        exposed: Exposed::default(),
    };
    match &layer.object {
        JoseObject::Jws(_) => {
            signatures(&mut layer, (&outside, &outermost), &whole, keys, options, budget, &mut report);
        }
        JoseObject::Jwe(_) => recipients(&mut layer, &outside, whole, keys, options, budget, &mut report),
        JoseObject::Unreadable(unreadable) => {
            // What stands where a payload would stand is shown as one.
            let part = unreadable.parts.iter().find(|part| part.name == PartName::Payload && !part.bytes.is_empty());
            layer.content =
                part.map(|part| content::read(part.bytes.clone(), Some(part.clone()), &layer.object, &options.limits));
        }
    }
    content_findings(&layer, &mut report);
    // What came with a token came with all of it.
    let companion = if index == 0 { beside::companion(&layer, keys, options) } else { None };
    let following = options.following.as_deref().filter(|_| index == 0);
    let effort = (&budget.decryption.causes, &budget.decryption.work);
    layer.embedded = embedded::examine(&mut layer, keys, (companion.as_ref(), following), options, effort);
    layer.possession = companion.and_then(|companion| companion.possession(&layer));
    embedded_mismatches(&layer, &mut report);
    other_certificate(&layer, &mut report);
    layer.certificates = certificates(&layer, options, &budget.decryption.work, &mut report);
    if let Some((sd_jwt, faults)) = sd_jwt::examine(&layer, keys, options) {
        report.add(&faults, Place::Payload);
        layer.sd_jwt = Some(sd_jwt);
    }
    layer.exposed = own_key_inside(&layer, &budget.decryption.work, &mut report);
    layer.public_secrets = public_secrets(&layer, before, options, budget, &mut report);
    public_secret::settle(&mut layer.signatures, &layer.public_secrets);
    if options.assumptions.public_secret {
        let results = layer.public_secrets.iter().zip(&mut layer.signatures);
        results.for_each(|(trial, result)| public_secret::assume(*trial, result));
    }
    layer
}

/// The payload of a JWS, and what its signatures are worth.
fn signatures(
    layer: &mut Layer,
    (outside, outermost): (&[KeyId], &str),
    whole: &[Reason],
    keys: &KeyRing,
    options: &ExamineOptions,
    budget: &Budget<'_>,
    report: &mut Report<'_>,
) {
    let JoseObject::Jws(jws) = &layer.object else { return };
    let detached = jws.detached.then_some(options.detached_payload.as_ref()).flatten();
    let received = jws.payload.as_ref().map(|part| (part.bytes.clone(), Some(part.clone())));
    let payload = received.or_else(|| Some((detached?.clone(), None)));
    layer.content = payload.map(|(bytes, part)| content::read(bytes, part, &layer.object, &options.limits));
    let supplied = signature::Supplied {
        payload: options.detached_payload.as_deref(),
        // Of the layers inside nothing was left out.
        following: options.following.as_deref().filter(|_| report.layer == 0),
        beside: if report.layer == 0 { &options.beside } else { &[] },
        keys_are_for_this_token: options.keys_are_for_this_token,
        // Nothing vouches for it before the signature is checked.
        issuer: issuer_of(layer.content.as_ref()).filter(|_| keys.has_pins()),
        causes: &budget.decryption.causes,
        assumptions: options.assumptions,
        work: budget.decryption.work.clone(),
    };
    let text = &*layer.text;
    for entry in 0..jws.signatures.len() {
        let faults = signature::faults_of_received(jws, entry, text, supplied.following);
        report.add(&faults, Place::Signature(entry));
        let mut fatal = whole.to_vec();
        fatal.extend(fatal_reasons(&faults));
        layer.signatures.push(signature::verify(jws, entry, text, &fatal, keys, &supplied));
    }
    let names: Vec<_> = jws.signatures.iter().map(|signature| signature.header.key_id()).collect();
    // Asked only where a key did not make a signature.
    let claims = layer.content.as_ref().and_then(|content| content.document.as_deref()?.object());
    let first = jws.signatures.first().map(|signature| &signature.header);
    let (confirmed, bearers, issuers) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
    let holder = |key: &Jwk| {
        if confirmed.get_or_init(|| Confirmed::of(claims)).names(key) {
            return Some(Belonging::Confirmed);
        }
        let of_bearers = || beside::bearers_keys(outermost, claims, keys, options);
        if bearers.get_or_init(of_bearers).contains(&*key.thumbprint) {
            return Some(Belonging::Bearer);
        }
        let of_issuers = || match beside::is_presentation(first, claims) {
            true => beside::issuers_keys(claims, keys, options),
            false => HashSet::new(),
        };
        issuers.get_or_init(of_issuers).contains(&key.id).then_some(Belonging::Issuer)
    };
    attribution::settle_signatures(&mut layer.signatures, &names, outside, &holder);
    if jws.serialization != Serialization::Compact && layer.object.says_jwt() {
        report.say(&structure::JWT_NOT_COMPACT, Place::Token);
    }
    if jws.detached {
        report.say(&structure::DETACHED, Place::Payload);
    }
}

/// What the recipients of a JWE can open, and the plaintext.
fn recipients(
    layer: &mut Layer,
    outside: &[KeyId],
    mut whole: Vec<Reason>,
    keys: &KeyRing,
    options: &ExamineOptions,
    budget: &Budget<'_>,
    report: &mut Report<'_>,
) {
    let JoseObject::Jwe(jwe) = &layer.object else { return };
    let mut plaintext = None;
    let shared = decrypt::shared_faults(jwe);
    report.add(&shared, Place::Token);
    whole.extend(fatal_reasons(&shared));
    for entry in 0..jwe.recipients.len() {
        let faults = decrypt::faults(jwe, entry);
        report.add(&faults, Place::Recipient(entry));
        let mut fatal = whole.clone();
        fatal.extend(fatal_reasons(&faults));
        let (result, opened) = decrypt::decrypt(jwe, entry, &layer.text, &fatal, keys, &budget.decryption);
        layer.recipients.push(result);
        plaintext = plaintext.or(opened);
    }
    let names: Vec<_> = jwe.recipients.iter().map(|recipient| recipient.header.key_id()).collect();
    attribution::settle_recipients(&mut layer.recipients, &names, outside);
    layer.content = plaintext.map(|bytes| content::read(bytes.into(), None, &layer.object, &options.limits));
}

/// What is wrong with a payload, and where it is not what the header says.
fn content_findings(layer: &Layer, report: &mut Report<'_>) {
    let content = layer.content.as_ref();
    let span = content.and_then(|content| content.part.as_ref()).map(|part| part.span);
    if let Some(content) = content {
        report.add(&content_faults(content), Place::Payload);
    }
    let kind = content.map_or(ContentKind::Empty, |content| content.kind);
    if layer.is_no_nested_token() {
        let name = content_name(&layer.object);
        let is_spaced = content.is_some_and(|content| {
            kind == ContentKind::Text
                && content.bytes.trim_ascii().len() < content.bytes.len()
                && is_one_word(&content.bytes)
        });
        let message = if is_spaced {
            format!("cty announces a nested token, but {name} has white space around it")
        } else {
            format!("cty announces a nested token, but {name} is {}", kind.words())
        };
        let finding = Finding::new(&structure::CTY_NOT_NESTED, report.layer, Place::Payload);
        report.findings.push(finding.at(span).saying(message));
    }
    if layer.is_no_claims_set() {
        let message = format!("typ says that this is a JWT, but {} is {}", content_name(&layer.object), kind.words());
        let finding =
            Finding::new(&lint::claims::JSON_NOT_OBJECT, report.layer, Place::Payload).graded(Severity::Error);
        let advice = "The payload of a JWT is a JSON object of claims: send one, or leave typ out";
        report.findings.push(finding.at(span).saying(message).advising(advice));
    }
}

/// Whether there is white space at the ends alone.
fn is_one_word(bytes: &[u8]) -> bool {
    !bytes.trim_ascii().iter().any(u8::is_ascii_whitespace)
}

/// The texts with the key that made the layer, of which the first is reported.
fn own_key_inside(layer: &Layer, work: &Work, report: &mut Report<'_>) -> Exposed {
    let (exposed, found) = exposed::examine(layer, work);
    if let Some(exposed::Found { place, span, name }) = found {
        let made = if layer.jws().is_some() { "made" } else { "encrypted" };
        let message = format!("{} contains the key that this token was {made} with", shown(&name));
        let finding = Finding::new(&rule::key::KEY_IN_TOKEN, report.layer, place).at(span).saying(message);
        report.findings.push(finding);
    }
    exposed
}

/// Which signatures of the layer were made with a secret that everybody knows. Last of all: the keys that were supplied come
/// first where the work is bounded.
fn public_secrets(
    layer: &Layer,
    before: Option<&Examination>,
    options: &ExamineOptions,
    budget: &mut Budget<'_>,
    report: &mut Report<'_>,
) -> Vec<Trial> {
    let JoseObject::Jws(jws) = &layer.object else { return Vec::new() };
    let known = before.map(|before| known_trials(jws, &layer.text, before)).unwrap_or_default();
    let sums = (&mut budget.public_secrets, &budget.decryption.work);
    let mut trials = Vec::with_capacity(jws.signatures.len());
    for entry in 0..jws.signatures.len() {
        let supplied = (&*layer.text, options.detached_payload.as_deref());
        let known = known.get(entry).copied();
        let trial = public_secret::examine(jws, entry, supplied, known, &options.limits, (&mut *sums.0, sums.1));
        trials.push(trial);
        if let Some(finding) = public_secret::finding(trial, jws, entry, report.layer) {
            report.findings.push(finding);
        }
    }
    trials
}

/// What an earlier examination found out about the same text, where the text alone decides it.
fn known_trials<'a>(jws: &Jws, text: &str, before: &'a Examination) -> &'a [Trial] {
    if jws.detached || jws.payload.is_none() {
        return &[];
    }
    let same = before.layers.iter().find(|layer| *layer.text == *text);
    same.map(|layer| layer.public_secrets.as_slice()).unwrap_or_default()
}

/// The `iss` that a payload names.
fn issuer_of(content: Option<&Content>) -> Option<String> {
    Some(content?.document.as_deref()?.object()?.get("iss")?.as_str()?.into_owned())
}

/// A key that is pinned to one issuer, or is not the issuer that is a key, and a token of another (RFC 8725 §3.8). What is nested has the issuer of the innermost
/// claims: the layers around it have none.
fn other_issuers(layers: &[Layer], index: usize, keys: &KeyRing, findings: &mut Findings) {
    let Some(layer) = layers.get(index) else { return };
    let is_nested = layer.content.as_ref().is_some_and(|content| content.kind == ContentKind::Nested);
    let Some((owner, source)) = (if is_nested { layers.iter().enumerate().next_back() } else { Some((index, layer)) })
    else {
        return;
    };
    let root = source.content.as_ref().and_then(|content| content.document.as_deref()?.object());
    let value = root.and_then(|root| root.get("iss"));
    let issuer = issuer_of(source.content.as_ref());
    let verified = layer.signatures.iter().filter(|result| result.status == SignatureStatus::Verified);
    let own_key = issuer.as_deref().and_then(key_of_identifier);
    for key in verified.filter_map(|result| result.key.as_ref()) {
        if own_key.as_ref().is_some_and(|own| *own != key.thumbprint) {
            let span = value.and_then(|value| text_span(source.content.as_ref()?, value.span()));
            let message = "The issuer is a key itself (did:jwk), and another key made the signature";
            findings.push(
                Finding::new(&lint::key::KEY_OTHER_ISSUER, owner, Place::Payload).at(span).saying(message.to_owned()),
            );
        }
        let Some(pinned) = keys.pinned(key.id).filter(|pinned| issuer.as_deref() != Some(pinned)) else { continue };
        let token = match (&issuer, value) {
            (Some(issuer), _) => format!("the token is from \"{}\"", shown(issuer)),
            (None, Some(value)) => format!("iss is {}", value.kind().words()),
            (None, None) if source.content.is_none() => "whose token it is cannot be read".to_owned(),
            (None, None) => "the token names no issuer".to_owned(),
        };
        let message = format!("The key is pinned to issuer \"{}\", but {token}", shown(pinned));
        let span = value.and_then(|value| text_span(source.content.as_ref()?, value.span()));
        let finding = Finding::new(&lint::key::KEY_OTHER_ISSUER, owner, Place::Payload);
        findings.push(finding.at(span).saying(message));
    }
}

/// A key in a protected header that is not the one that made the signature. Of certificates their own check says it.
fn embedded_mismatches(layer: &Layer, report: &mut Report<'_>) {
    let Some(jws) = layer.jws() else { return };
    for found in layer.embedded.iter().filter(|found| found.source == EmbeddedSource::Jwk) {
        let header = jws.signatures.get(found.entry).map(|entry| &entry.header);
        let verified = layer.signatures.get(found.entry).filter(|result| result.status == SignatureStatus::Verified);
        let key = verified.and_then(|result| result.key.as_deref());
        let message = match (found.fits, key) {
            (_, Some(key)) if key.thumbprint != found.key.thumbprint => {
                "The key in the header (jwk) is not the key that verified the signature"
            }
            (Some(false), None) => HDR_EMBEDDED_MISMATCH.title,
            _ => continue,
        };
        let span = header.and_then(|header| header.protected("jwk")).map(|parameter| parameter.span_in_text());
        report
            .findings
            .push(Finding::new(&HDR_EMBEDDED_MISMATCH, report.layer, Place::Header).at(span).saying(message));
    }
}

/// A header that names another certificate than the one of the key that verified it (RFC 7515 §4.1.7, §4.1.8). Where the
/// certificate itself is in the header, its own check says it.
fn other_certificate(layer: &Layer, report: &mut Report<'_>) {
    let Some(jws) = layer.jws() else { return };
    for (entry, result) in jws.signatures.iter().zip(&layer.signatures) {
        let Some(key) = result.key.as_deref().filter(|_| result.status == SignatureStatus::Verified) else { continue };
        if entry.header.get("x5c").is_some() {
            continue;
        }
        for (name, own) in [("x5t", &key.x5t), ("x5t#S256", &key.x5t_s256)] {
            let (Some(own), Some(parameter)) = (own, entry.header.get(name)) else { continue };
            if parameter.value.as_str().as_deref() != Some(own.as_str()) {
                let message = format!("{name} does not name the certificate of the key that verified the signature");
                let finding = Finding::new(&HDR_X5T_MISMATCH, report.layer, Place::Header);
                report.findings.push(finding.at(Some(parameter.span_in_text())).saying(message));
            }
        }
    }
}

/// The certificates in the headers of a layer whose signatures and recipients were looked into.
fn certificates(
    layer: &Layer,
    options: &ExamineOptions,
    work: &Work,
    report: &mut Report<'_>,
) -> Vec<CertificateChain> {
    let mut found = Vec::new();
    if let JoseObject::Jws(jws) = &layer.object {
        let place = |entry| if jws.signatures.len() == 1 { Place::Header } else { Place::Signature(entry) };
        for (entry, (signature, result)) in jws.signatures.iter().zip(&layer.signatures).enumerate() {
            // Where no key at hand did it, the first certificate's may have: a fact, no proof of anything.
            let made_by = |ring: &KeyRing| {
                if result.status == SignatureStatus::Malformed {
                    return None;
                }
                let payload = options.detached_payload.as_deref();
                let causes = &Effort::none();
                let supplied = signature::Supplied {
                    payload,
                    following: None,
                    beside: &[],
                    keys_are_for_this_token: true,
                    issuer: None,
                    causes,
                    work: work.clone(),
                    assumptions: options.assumptions,
                };
                match signature::verify(jws, entry, &layer.text, &[], ring, &supplied).status {
                    SignatureStatus::Verified => Some(true),
                    SignatureStatus::Rejected => Some(false),
                    _ => None,
                }
            };
            let key = result.key.as_deref().filter(|_| result.status == SignatureStatus::Verified);
            if let Some((chain, faults)) = chain::examine(&signature.header, entry, key, made_by) {
                report.add(&faults, place(entry));
                found.push(chain);
            }
        }
    }
    if let JoseObject::Jwe(jwe) = &layer.object {
        let place = |entry| if jwe.recipients.len() == 1 { Place::Header } else { Place::Recipient(entry) };
        for (entry, (recipient, result)) in jwe.recipients.iter().zip(&layer.recipients).enumerate() {
            let key = result.key.as_deref().filter(|_| result.status == RecipientStatus::Decrypted);
            if let Some((chain, faults)) = chain::examine(&recipient.header, entry, key, |_| None) {
                report.add(&faults, place(entry));
                found.push(chain);
            }
        }
    }
    found
}

/// Turns faults of a layer into findings.
struct Report<'a> {
    layer: usize,
    /// How many signatures or recipients the layer has.
    entries: usize,
    findings: &'a mut Findings,
}

impl Report<'_> {
    fn add(&mut self, faults: &[Fault], place: Place) {
        for fault in faults {
            let place = match place {
                _ if !fault.is_of_header => place,
                // Of several headers the pane is that of their entry.
                Place::Signature(_) | Place::Recipient(_) if self.entries > 1 => place,
                _ => Place::Header,
            };
            self.findings
                .push(Finding::new(fault.rule, self.layer, place).at(fault.span).saying(fault.message.clone()));
        }
    }

    fn say(&mut self, rule: &'static Rule, place: Place) {
        self.findings.push(Finding::new(rule, self.layer, place));
    }
}

/// At most so many reasons are given for one rejection.
const MOST_REASONS: usize = 8;

/// The reasons that the faults give for rejecting, each once, with how often it is the case.
fn fatal_reasons(faults: &[Fault]) -> Vec<Reason> {
    let mut broken: Vec<(BrokenRule, usize)> = Vec::new();
    for fault in faults.iter().filter(|fault| fault.is_fatal) {
        let once = BrokenRule { rule: fault.rule, message: fault.message.clone(), more: 0 };
        if let Some((_, more)) = broken.iter_mut().find(|(known, _)| *known == once) {
            *more += 1;
        } else if broken.len() < MOST_REASONS {
            broken.push((once, 0));
        }
    }
    broken.into_iter().map(|(rule, more)| Reason::Rule(BrokenRule { more, ..rule })).collect()
}

const fn content_name(object: &JoseObject) -> &'static str {
    if matches!(object, JoseObject::Jwe(_)) { "the plaintext" } else { "the payload" }
}

/// What is wrong with a claims set's JSON: where it breaks, what is there twice.
fn content_faults(content: &Content) -> Vec<Fault> {
    let Some(document) = &content.document else { return Vec::new() };
    let in_text = |span: Span| text_span(content, span);
    let mut faults = Vec::new();
    if let Some(dress) = content.dress.filter(|dress| !dress.is_specified()) {
        let rule = match dress {
            Dress::ByteOrderMark => &encoding::JSON_BOM,
            Dress::Utf16 | Dress::Utf32 => &encoding::JSON_NOT_UTF8,
            _ => &encoding::JSON_WRAPPED,
        };
        let span = content.part.as_ref().map(|part| part.span);
        faults.push(Fault::fatal(rule, span, format!("The claims {}", dress.words())));
    }
    if let Some(object) = document.object().filter(|object| content::looks_nested(*object)) {
        let span = in_text(object.span());
        faults.push(Fault::note(&structure::NESTED_LOOKALIKE, span, structure::NESTED_LOOKALIKE.title));
    }
    if content.kind == ContentKind::BrokenClaims
        && let Some(fault) = document.fault()
    {
        let mut bytes = fault.span;
        if bytes.is_empty() {
            bytes = Span::new(bytes.start.saturating_sub(1), bytes.end);
        }
        faults.push(json_fault(fault, "The payload", in_text(bytes)));
    }
    if let Some(root) = document.root().filter(|root| root.kind() == Kind::Object) {
        faults.extend(
            duplicate_faults(root, |span| in_text(span).unwrap_or_default())
                .into_iter()
                .map(|fault| Fault { span: fault.span.filter(|_| content.part.is_some()), ..fault }),
        );
    }
    faults
}

/// Bytes of a layer, with what an SD-JWT carries beside its JWS.
fn layer_size(layer: &Layer) -> SizeReport {
    let mut size = size_report(&layer.text, &layer.object);
    if let Some(sd_jwt) = &layer.sd_jwt {
        let disclosures = sd_jwt.disclosures.iter().map(|disclosure| disclosure.part.span.len()).sum();
        let key_binding = sd_jwt.key_binding.as_ref().map_or(0, |key_binding| key_binding.span.len());
        let parts = [("disclosures", disclosures), ("key binding", key_binding)];
        size.parts
            .extend(parts.into_iter().filter(|(_, bytes)| *bytes > 0).map(|(name, bytes)| PartSize { name, bytes }));
    }
    size
}

/// Bytes of the outermost layer: a JSON serialization's parts are counted as they stand in it.
pub(crate) fn size_report(text: &str, object: &JoseObject) -> SizeReport {
    let mut parts: Vec<PartSize> = Vec::new();
    let mut add = |part: &Part| {
        // Several signatures or recipients share a name: their bytes are one figure.
        if let Some(known) = parts.iter_mut().find(|known| known.name == part.name.word()) {
            known.bytes += part.span.len();
        } else {
            parts.push(PartSize { name: part.name.word(), bytes: part.span.len() });
        }
    };
    match object {
        JoseObject::Jws(jws) => {
            let protected = |index: usize| {
                jws.signatures
                    .get(index)
                    .into_iter()
                    .flat_map(|entry| &entry.header.sources)
                    .filter_map(|source| source.part.as_ref())
            };
            (0..jws.signatures.len()).flat_map(protected).for_each(&mut add);
            jws.payload.iter().for_each(&mut add);
            jws.signatures.iter().filter_map(|entry| entry.signature.as_ref()).for_each(&mut add);
        }
        JoseObject::Jwe(jwe) => {
            jwe.protected.iter().for_each(&mut add);
            jwe.recipients.iter().filter_map(|entry| entry.encrypted_key.as_ref()).for_each(&mut add);
            [&jwe.iv, &jwe.ciphertext, &jwe.tag, &jwe.aad].into_iter().flatten().for_each(&mut add);
        }
        JoseObject::Unreadable(unreadable) => unreadable.parts.iter().for_each(&mut add),
    }
    SizeReport { total: text.len(), parts, ..SizeReport::default() }
}
