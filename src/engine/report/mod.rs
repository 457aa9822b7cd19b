//! The JSON report, format 1: one structure for each object, members in the documented order.
//!
//! Header and claims stand in it as they stood in the token: order, duplicates and number lexemes are kept, which no
//! `serde_json::Value` could do. Hence the small writer at the end.

mod certificate;
mod checklist;
mod claim;
pub mod cross;
mod embedded;
pub mod page;
pub mod picture;
mod refusal;
pub mod sarif;
mod sd_jwt;

pub use certificate::{CertificateReport, ChainReport};
pub use checklist::{LineReport, ProfileReport};
pub use claim::{CheckReport, DifferenceReport};
pub use embedded::{EmbeddedReport, PossessionReport};
pub use refusal::unfit_as_made;
pub use sd_jwt::{DisclosureReport, KeyBindingReport, SdJwtReport};

use super::ground::base64url;
use super::ground::json::Kind;
use super::ground::span::Span;
use super::jose::header::JoseHeader;
use super::jose::jws::Serialization;
use super::jose::layer::{ContentKind, Examination, JoseObject, Layer};
use super::jose::reason::Reason;
use super::jose::status::{Assumed, Attempt, RecipientResult, SignatureResult};
use super::jwt::checklist::Checklist;
use super::jwt::policy::Judgement;
use super::key::Jwk;
use super::rule::finding::{Finding, Severity};
use super::speech;
use super::speech::act::Act;
use super::text::escape::{Whitespace, push_json_as_written, push_json_string};

/// The version of the report. A member may be added to an object without a new one; none is taken away or changed.
pub const FORMAT: u64 = 1;

#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// `valid`, `invalid`, `unchecked`, `unsecured` or `unreadable`.
    pub verdict: &'static str,
    /// The verdict and why, in one line.
    pub message: String,
    /// What was removed from around the token, in words.
    pub cleaned: Vec<String>,
    /// What else is worth knowing about how the token was written; left out where there is nothing.
    pub notes: Vec<String>,
    /// The tokens of the input; left out where there is one.
    pub picked: Option<Picked>,
    /// Outermost first.
    pub layers: Vec<LayerReport>,
    /// How the claims stand that were judged; left out where there is none.
    pub checks: Vec<CheckReport>,
    /// The kind of token; left out where none is recognised.
    pub profile: Option<ProfileReport>,
    /// Every demand of its standard; left out where there is no kind.
    pub checklist: Vec<LineReport>,
    /// What belongs together, held against each other; left out where there is nothing else.
    pub cross_checks: Vec<serde_json::Value>,
    /// What came with the token and is none, such as an authorization code; left out where there is none.
    pub opaque: Vec<serde_json::Value>,
    /// The credentials of a presentation; left out where there is none.
    pub credentials: Vec<serde_json::Value>,
    /// All findings: why it is rejected, what is to be said of the token, and of its claims at the time.
    pub findings: Vec<FindingReport>,
    /// Bytes and where they go.
    pub size: SizeReport,
}

/// Which of several tokens this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picked {
    /// Its number, the first being 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct LayerReport {
    /// `jws`, `jwe` or `unreadable`.
    pub kind: &'static str,
    /// `compact`, `flattened` or `general`; `None` where it is neither.
    pub serialization: Option<&'static str>,
    /// The header of the first signature or recipient; `None` where it is no complete JSON object.
    pub header: Option<Json>,
    /// The signatures of a JWS, or the recipients of a JWE; none for what is neither.
    pub entries: Option<Entries>,
    /// Payload or plaintext; `None` while it is locked or detached, and where a private key is in it.
    pub payload: Option<Vec<u8>>,
    /// The claims; `None` where the payload is no JSON object. Of an SD-JWT whose disclosures hold, the processed ones.
    pub claims: Option<Json>,
    /// What it discloses; left out where it is no SD-JWT.
    pub sd_jwt: Option<SdJwtReport>,
    /// The keys that the token carries; left out where there is none.
    pub embedded: Vec<EmbeddedReport>,
    /// How it stands to the token that it came with, where it is a proof of possession.
    pub possession: Option<PossessionReport>,
    /// The certificates in its headers; left out where there is none.
    pub certificates: Vec<ChainReport>,
}

/// What a layer has one or several of.
#[derive(Clone, Debug, PartialEq)]
pub enum Entries {
    Signatures(Vec<Entry>),
    Recipients(Vec<Entry>),
}

/// One signature or recipient.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The state, in one word.
    pub status: &'static str,
    /// `alg` as the token has it.
    pub algorithm: Option<String>,
    /// The key that did it.
    pub key: Option<KeyReport>,
    /// Why it is as it is.
    pub reasons: Vec<ReasonReport>,
    /// What had to be assumed for it, the words with a space between them; left out where that is nothing.
    pub assumed: Option<String>,
    /// Its own header: in the general serialization alone, where each has another.
    pub header: Option<Json>,
}

/// A key, without anything that is secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyReport {
    pub kid: Option<String>,
    /// What a person or its file calls it.
    pub name: Option<String>,
    /// SHA-256 thumbprint; `None` for a secret that could be guessed, because this would help to (RFC 7638 §7).
    pub thumbprint: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonReport {
    pub code: &'static str,
    pub message: String,
    /// What can be done about it; left out where there is nothing.
    pub act: Option<ActReport>,
}

/// Something that the program can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActReport {
    /// Stable name.
    pub code: &'static str,
    /// The option of `jotsmith inspect` that does it; left out where there is none.
    pub option: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingReport {
    pub rule: &'static str,
    /// `error`, `warning` or `info`.
    pub severity: Severity,
    pub message: String,
    /// Index into `layers`.
    pub layer: usize,
    /// Which of several signatures or recipients it is about: "signature 2"; left out where it is about none or all.
    pub of: Option<String>,
    /// Bytes of that layer's text.
    pub span: Option<Span>,
    /// What can be done about it; left out where there is nothing.
    pub act: Option<ActReport>,
}

/// Bytes and where they go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SizeReport {
    /// Bytes of the whole token.
    pub total: usize,
    /// Name and bytes of each part.
    pub parts: Vec<(&'static str, usize)>,
}

/// A complete JSON text, as the token has it and without the whitespace between values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Json(String);

impl Json {
    fn as_written(text: &str) -> Self {
        let mut out = String::with_capacity(text.len());
        push_json_as_written(&mut out, text, Whitespace::Removed);
        Self(out)
    }

    pub fn text(&self) -> &str {
        &self.0
    }
}

/// Assembles the report. `cleaned` is what was removed from the input, `notes` what is to be said about how the token
/// stood there, `picked` which of several tokens this is, `now` the time of the judgement in seconds since 1970.
pub fn report(
    examination: &Examination,
    judgement: &Judgement,
    cleaned: &[String],
    notes: &[String],
    picked: Option<Picked>,
    now: i64,
) -> Report {
    // Whatever is in it: who reads a report may be anybody.
    let shown = examination.covered();
    let layers = examination.layers.iter().zip(&shown.layers);
    let refusals = refusal::refusals(examination, &shown, judgement, now);
    Report {
        verdict: judgement.verdict.word(),
        message: speech::verdict::of(examination, judgement, now).line(),
        cleaned: cleaned.to_vec(),
        notes: notes.to_vec(),
        picked,
        layers: layers.map(|(layer, shown)| layer_report(layer, shown, judgement)).collect(),
        checks: judgement.checks.iter().map(claim::report).collect(),
        profile: None,
        checklist: Vec::new(),
        cross_checks: Vec::new(),
        opaque: Vec::new(),
        credentials: Vec::new(),
        findings: refusals
            .iter()
            .chain(&examination.findings)
            .chain(&judgement.findings)
            .map(|finding| FindingReport {
                of: speech::finding::of(examination, finding),
                ..finding_report(finding, speech::act::of_finding(finding, examination, judgement))
            })
            .collect(),
        size: SizeReport {
            total: examination.size.total,
            parts: examination.size.parts.iter().map(|part| (part.name, part.bytes)).collect(),
        },
    }
}

/// What is reported of a layer, of which only what is `shown` may be repeated.
fn layer_report(received: &Layer, layer: &Layer, judgement: &Judgement) -> LayerReport {
    let (serialization, first_header, entries) = match &layer.object {
        JoseObject::Jws(jws) => {
            let general = jws.serialization == Serialization::General;
            let headers = jws.signatures.iter().map(|signature| &signature.header);
            let entries = layer
                .signatures
                .iter()
                .zip(headers.clone())
                .map(|(result, header)| signature_entry(result, general.then_some(header)));
            let entries = Entries::Signatures(entries.collect());
            (Some(jws.serialization), headers.clone().next(), Some(entries))
        }
        JoseObject::Jwe(jwe) => {
            let general = jwe.serialization == Serialization::General;
            let headers = jwe.recipients.iter().map(|recipient| &recipient.header);
            let entries = layer
                .recipients
                .iter()
                .zip(headers.clone())
                .map(|(result, header)| recipient_entry(result, general.then_some(header)));
            let entries = Entries::Recipients(entries.collect());
            (Some(jwe.serialization), headers.clone().next(), Some(entries))
        }
        JoseObject::Unreadable(unreadable) => (None, Some(&unreadable.header), None),
    };
    LayerReport {
        kind: layer.kind_word(),
        serialization: serialization.map(Serialization::word),
        header: first_header.and_then(header_json),
        entries,
        payload: payload(received, layer),
        claims: layer.content.as_ref().filter(|content| content.kind == ContentKind::Claims).and_then(|content| {
            let object = layer.shown_claims().or(content.document.as_ref())?.object()?;
            Some(Json::as_written(&object.lexeme()))
        }),
        sd_jwt: sd_jwt::report(layer, judgement),
        embedded: layer.embedded.iter().map(embedded::report).collect(),
        possession: layer.possession.as_ref().map(embedded::possession),
        certificates: layer.certificates.iter().map(certificate::report).collect(),
    }
}

/// The payload as it was received; `None` where a private key is in it.
fn payload(received: &Layer, shown: &Layer) -> Option<Vec<u8>> {
    let (received, shown) = (received.content.as_ref()?, shown.content.as_ref()?);
    (received.bytes == shown.bytes).then(|| received.received().to_vec())
}

/// The header as one object: verbatim where it is one, else the members of its up to three objects in their order.
fn header_json(header: &JoseHeader) -> Option<Json> {
    let mut objects = header.sources.iter().map(|source| {
        let object = source.object()?;
        (source.document.is_complete() && object.kind() == Kind::Object).then_some(object)
    });
    if header.sources.len() == 1 {
        return objects.next().flatten().map(|object| Json::as_written(&object.lexeme()));
    }
    let objects: Vec<_> = objects.collect::<Option<_>>()?;
    if objects.is_empty() {
        return None;
    }
    let mut out = String::from("{");
    for value in objects.iter().flat_map(|object| object.children()) {
        if out.len() > 1 {
            out.push(',');
        }
        push_json_string(&mut out, &value.name()?);
        out.push(':');
        push_json_as_written(&mut out, &value.lexeme(), Whitespace::Removed);
    }
    out.push('}');
    Some(Json(out))
}

fn signature_entry(result: &SignatureResult, header: Option<&JoseHeader>) -> Entry {
    Entry {
        status: result.status.word(),
        algorithm: result.algorithm.clone(),
        key: result.key.as_deref().map(key_report),
        reasons: reasons(&result.reasons, &result.attempts, result.key.is_some()),
        assumed: assumed(&result.assumed),
        header: header.and_then(header_json),
    }
}

fn assumed(all: &[Assumed]) -> Option<String> {
    let words: Vec<&str> = all.iter().map(|assumed| assumed.word()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn recipient_entry(result: &RecipientResult, header: Option<&JoseHeader>) -> Entry {
    Entry {
        status: result.status.word(),
        algorithm: result.algorithm.clone(),
        key: result.key.as_deref().map(key_report),
        reasons: reasons(&result.reasons, &result.attempts, result.key.is_some()),
        assumed: assumed(&result.assumed),
        header: header.and_then(header_json),
    }
}

/// The reasons of the state; where it gives none and no key did it, what became of each key.
fn reasons(own: &[Reason], attempts: &[Attempt], has_key: bool) -> Vec<ReasonReport> {
    let attempted = attempts.iter().flat_map(|attempt| &attempt.reasons).filter(|_| own.is_empty() && !has_key);
    own.iter()
        .chain(attempted)
        .map(|reason| {
            let speech::Words { sentence, act, .. } = speech::reason::words(reason);
            ReasonReport { code: reason.code(), message: sentence, act: act.map(act_report) }
        })
        .collect()
}

fn act_report(act: Act) -> ActReport {
    ActReport { code: act.code(), option: act.flag().map(std::borrow::Cow::into_owned) }
}

fn key_report(key: &Jwk) -> KeyReport {
    KeyReport { kid: key.key_id.clone(), name: key.name.clone(), thumbprint: key.shown_thumbprint().map(str::to_owned) }
}

fn finding_report(finding: &Finding, act: Option<Act>) -> FindingReport {
    FindingReport {
        rule: finding.rule.id,
        severity: finding.severity,
        message: finding.message.clone(),
        layer: finding.layer,
        of: None,
        span: finding.span,
        act: act.map(act_report),
    }
}

impl Report {
    /// With the checklist of its kind, which was chosen or recognised.
    #[must_use]
    pub fn with_checklist(mut self, checklist: Option<&Checklist>, is_chosen: bool) -> Self {
        self.profile = checklist.map(|checklist| checklist::profile(checklist, is_chosen));
        self.checklist = checklist.map(checklist::lines).unwrap_or_default();
        self
    }

    /// The report as JSON in one line, without a line break at the end.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        let mut object = Object::begin(&mut out);
        object.number("format", FORMAT);
        object.text("verdict", self.verdict);
        object.text("message", &self.message);
        object.list("cleaned", &self.cleaned, |out, text| push_json_string(out, text));
        if !self.notes.is_empty() {
            object.list("notes", &self.notes, |out, text| push_json_string(out, text));
        }
        if let Some(picked) = self.picked {
            let mut member = Object::begin(object.name("picked"));
            member.number("number", picked.number as u64);
            member.number("of", picked.of as u64);
            member.end();
        }
        object.list("layers", &self.layers, LayerReport::write);
        if !self.checks.is_empty() {
            object.list("checks", &self.checks, CheckReport::write);
        }
        if let Some(profile) = &self.profile {
            ProfileReport::write(object.name("profile"), profile);
            object.list("checklist", &self.checklist, LineReport::write);
        }
        if !self.cross_checks.is_empty() {
            object.list("cross_checks", &self.cross_checks, |out, check| out.push_str(&check.to_string()));
        }
        if !self.opaque.is_empty() {
            object.list("opaque", &self.opaque, |out, opaque| out.push_str(&opaque.to_string()));
        }
        if !self.credentials.is_empty() {
            object.list("credentials", &self.credentials, |out, held| out.push_str(&held.to_string()));
        }
        object.list("findings", &self.findings, FindingReport::write);
        let mut size = Object::begin(object.name("size"));
        size.number("total", self.size.total as u64);
        size.list("parts", &self.size.parts, |out, (name, bytes)| {
            let mut part = Object::begin(out);
            part.text("name", name);
            part.number("bytes", *bytes as u64);
            part.end();
        });
        size.end();
        object.end();
        out
    }
}

impl LayerReport {
    fn write(out: &mut String, layer: &Self) {
        let mut object = Object::begin(out);
        object.text("kind", layer.kind);
        object.optional_text("serialization", layer.serialization);
        object.optional_json("header", layer.header.as_ref());
        match &layer.entries {
            Some(Entries::Signatures(entries)) => object.list("signatures", entries, Entry::write),
            Some(Entries::Recipients(entries)) => object.list("recipients", entries, Entry::write),
            None => {}
        }
        object.optional_text("payload_b64", layer.payload.as_deref().map(base64url::encode).as_deref());
        object.optional_json("claims", layer.claims.as_ref());
        if let Some(sd_jwt) = &layer.sd_jwt {
            SdJwtReport::write(object.name("sd_jwt"), sd_jwt);
        }
        if !layer.embedded.is_empty() {
            object.list("embedded", &layer.embedded, EmbeddedReport::write);
        }
        if let Some(possession) = &layer.possession {
            PossessionReport::write(object.name("possession"), possession);
        }
        if !layer.certificates.is_empty() {
            object.list("certificates", &layer.certificates, ChainReport::write);
        }
        object.end();
    }
}

impl ReasonReport {
    fn write(out: &mut String, reason: &Self) {
        let mut object = Object::begin(out);
        object.text("code", reason.code);
        object.text("message", &reason.message);
        write_act(&mut object, reason.act.as_ref());
        object.end();
    }
}

fn write_act(object: &mut Object<'_>, act: Option<&ActReport>) {
    let Some(act) = act else { return };
    let mut member = Object::begin(object.name("act"));
    member.text("code", act.code);
    if let Some(option) = &act.option {
        member.text("option", option);
    }
    member.end();
}

impl Entry {
    fn write(out: &mut String, entry: &Self) {
        let mut object = Object::begin(out);
        object.text("status", entry.status);
        object.optional_text("algorithm", entry.algorithm.as_deref());
        match &entry.key {
            Some(key) => {
                let mut member = Object::begin(object.name("key"));
                member.optional_text("kid", key.kid.as_deref());
                if let Some(name) = &key.name {
                    member.text("name", name);
                }
                member.optional_text("thumbprint", key.thumbprint.as_deref());
                member.end();
            }
            None => object.name("key").push_str("null"),
        }
        object.list("reasons", &entry.reasons, ReasonReport::write);
        if let Some(assumed) = &entry.assumed {
            object.text("assumed", assumed);
        }
        if entry.header.is_some() {
            object.optional_json("header", entry.header.as_ref());
        }
        object.end();
    }
}

impl FindingReport {
    fn write(out: &mut String, finding: &Self) {
        let mut object = Object::begin(out);
        object.text("rule", finding.rule);
        object.text("severity", finding.severity.word());
        object.text("message", &finding.message);
        object.number("layer", finding.layer as u64);
        if let Some(of) = &finding.of {
            object.text("of", of);
        }
        let member = object.name("span");
        match finding.span {
            Some(span) => member.push_str(&format!("[{},{}]", span.start, span.end)),
            None => member.push_str("null"),
        }
        write_act(&mut object, finding.act.as_ref());
        object.end();
    }
}

/// Writes one JSON object, member by member.
struct Object<'a> {
    out: &'a mut String,
    empty: bool,
}

impl<'a> Object<'a> {
    fn begin(out: &'a mut String) -> Self {
        out.push('{');
        Self { out, empty: true }
    }

    /// Begins a member; the caller writes its value.
    fn name(&mut self, name: &str) -> &mut String {
        if !self.empty {
            self.out.push(',');
        }
        self.empty = false;
        push_json_string(self.out, name);
        self.out.push(':');
        self.out
    }

    fn text(&mut self, name: &str, value: &str) {
        push_json_string(self.name(name), value);
    }

    fn optional_text(&mut self, name: &str, value: Option<&str>) {
        match value {
            Some(value) => self.text(name, value),
            None => self.name(name).push_str("null"),
        }
    }

    fn optional_json(&mut self, name: &str, value: Option<&Json>) {
        self.name(name).push_str(value.map_or("null", |json| &json.0));
    }

    /// A number or a truth value.
    fn optional<T: ToString>(&mut self, name: &str, value: Option<T>) {
        self.name(name).push_str(&value.map_or_else(|| "null".to_owned(), |value| value.to_string()));
    }

    fn number(&mut self, name: &str, value: u64) {
        self.name(name).push_str(&value.to_string());
    }

    fn list<T>(&mut self, name: &str, items: &[T], write: impl Fn(&mut String, &T)) {
        let out = self.name(name);
        out.push('[');
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            write(out, item);
        }
        out.push(']');
    }

    fn end(self) {
        self.out.push('}');
    }
}
