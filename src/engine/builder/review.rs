//! What an inspection would say about a token in the making, at the bytes that were typed.
//!
//! The token is made first and then examined as any other, so that nothing is said here that Inspect would not say. What is
//! encrypted for somebody else is examined a second time, encrypted for a key of our own.

use super::{
    BuildRequest, Built, Encryption, HeaderSync, Payload, Place, RecipientRequest, SignatureRequest, Signing, build,
};
use crate::engine::examine::examine;
use crate::engine::ground::json::{self, Document, Kind, Value};
use crate::engine::ground::jwa::key_management::{OWN_PARAMETERS, own_parameters};
use crate::engine::ground::jwa::{Curve, KeyManagementFamily, KeyManagementRow};
use crate::engine::ground::limit::{ExamineOptions, Limits};
use crate::engine::ground::size::limit::Sending;
use crate::engine::ground::span::Span;
use crate::engine::jose::header::{JoseHeader, Origin};
use crate::engine::jose::jws::Serialization;
use crate::engine::jose::layer::{Examination, Layer, text_span};
use crate::engine::judge;
use crate::engine::jwt::policy::{Judgement, Policy};
use crate::engine::key::{Jwk, KeyIds, KeyRing};
use crate::engine::key_file::generate::{GeneratedKind, KeyIdSource, Recipe, generate};
use crate::engine::lint::claims::audiences_in;
use crate::engine::lint::header::{HDR_STRAY, stray};
use crate::engine::rule::finding::{self, Finding, Severity};
use std::sync::Arc;

/// Bytes of a payload above which only its header is looked at: this is done while somebody types.
const LONGEST: usize = 128 * 1024;
/// Values of the claims whose place is looked up.
const VALUES: usize = 4_000;

/// One thing that Inspect would say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What it says.
    pub finding: Finding,
    /// Which of the texts it is about.
    pub place: Place,
    /// The bytes of that text as it was typed; `None`: none of them.
    pub span: Option<Span>,
    /// What mends it in one step; `None`: that takes a decision.
    pub fix: Option<Fix>,
}

/// A change that mends what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// `exp` in this many seconds from now.
    Expire(i64),
    /// A new `jti`.
    Identify,
    /// `iat` is now.
    Issue,
    /// Another value of a claim, as JSON.
    Set {
        /// The claim.
        name: String,
        /// Its value.
        json: String,
    },
    /// A member is taken out.
    Remove(String),
}

/// What an inspection says besides, in rooms above this one.
pub type Beyond = fn(&Examination, &Judgement) -> Vec<Finding>;

/// What Inspect would say about a token that was made of this request, and what of its texts is not in it; the worst first.
pub fn review(request: &BuildRequest, built: &Built, now: i64, sending: &Sending, beyond: Beyond) -> Vec<Remark> {
    let mut found = of_token(request, built, now, sending, beyond);
    if let Some(encryption) = request.encryption.as_ref().filter(|encryption| encryption.sync != HeaderSync::LeftAlone)
    {
        left_out(encryption, &mut found);
    }
    found.sort_by_key(|remark: &Remark| std::cmp::Reverse(remark.finding.severity));
    found
}

/// What Inspect would say about a token that was made of this request, the worst first.
pub fn of_token(request: &BuildRequest, built: &Built, now: i64, sending: &Sending, beyond: Beyond) -> Vec<Remark> {
    let typed = match &request.payload {
        Payload::Claims(text) if text.len() <= LONGEST => Some(text.as_str()),
        _ => None,
    };
    let is_short = request.payload.bytes().len() <= LONGEST;
    let mut found = Vec::new();
    let outer = Review { request, typed, sending, beyond, is_content: request.encryption.is_none() && is_short };
    outer.look(&built.text, &signing_keys(request.signing.as_ref()), now, &mut found);
    if let (Some(encryption), true) = (&request.encryption, is_short)
        && let Some((text, key)) = readable(request, encryption, built)
    {
        let mut ring = signing_keys(request.signing.as_ref());
        ring.push(key);
        let inner = Review { request, typed, sending, beyond, is_content: true };
        inner.look(&text, &ring, now, &mut found);
    }
    if request.signing.is_none() && typed.is_some() {
        place_in_clear(request, typed, now, beyond, &mut found);
    }
    found.sort_by_key(|remark: &Remark| std::cmp::Reverse(remark.finding.severity));
    found
}

/// Parameters of other algorithms, which a header that follows its algorithm leaves out: they are in the text, and not in the
/// token (RFC 7518 §4.6.1, §4.7.1, §4.8.1).
fn left_out(encryption: &Encryption, found: &mut Vec<Remark>) {
    let rows: Vec<_> = encryption.recipients.iter().filter_map(|recipient| recipient.algorithm).collect();
    let Some(first) = rows.first() else { return };
    let uses = |row: &&KeyManagementRow, name: &str| own_parameters(row.family).contains(&name);
    let mut look = |place: Place, text: &str, row: &'static KeyManagementRow, is_used: &dyn Fn(&str) -> bool| {
        for name in OWN_PARAMETERS.iter().filter(|name| !is_used(name)) {
            let Some(span) = member_span(text, name) else { continue };
            let of = finding::Place::Recipient(0);
            let finding = Finding::new(&HDR_STRAY, 0, of).saying(stray(name, row.name));
            let fix = Some(Fix::Remove((*name).to_owned()));
            let remark = Remark { finding, place, span: Some(span), fix };
            if !found.iter().any(|other| other.place == place && other.span == remark.span) {
                found.push(remark);
            }
        }
    };
    let is_shared = |name: &str| rows.iter().any(|row| uses(row, name));
    look(Place::EncryptionHeader, &encryption.protected, first, &is_shared);
    look(Place::SharedHeader, &encryption.shared, first, &is_shared);
    for (index, recipient) in encryption.recipients.iter().enumerate() {
        if let Some(row) = recipient.algorithm {
            look(Place::RecipientHeader(index), &recipient.header, row, &|name| uses(&row, name));
        }
    }
}

/// The worst of them; `None`: nothing is said.
pub fn worst(remarks: &[Remark]) -> Option<Severity> {
    remarks.iter().map(|remark| remark.finding.severity).max()
}

fn signing_keys(signing: Option<&Signing>) -> KeyRing {
    let signatures = signing.into_iter().flat_map(|signing| &signing.signatures);
    KeyRing::new(signatures.filter_map(|signature| signature.key.clone()))
}

/// The same, encrypted for a key of our own that nobody keeps.
fn readable(request: &BuildRequest, encryption: &Encryption, built: &Built) -> Option<(String, Arc<Jwk>)> {
    // What anybody can encrypt is said to be so: with a public key here as well.
    let is_public = encryption.recipients.iter().filter_map(|recipient| recipient.algorithm).any(|row| {
        matches!(row.family, KeyManagementFamily::RsaOaep | KeyManagementFamily::Rsa15 | KeyManagementFamily::EcdhEs)
    });
    let (kind, algorithm) =
        if is_public { (GeneratedKind::Curve(Curve::P256), "ECDH-ES") } else { (GeneratedKind::Oct(256), "dir") };
    let key = own(kind)?;
    let mut recipient = RecipientRequest::new(key.clone());
    recipient.algorithm = crate::engine::ground::jwa::key_management::find(algorithm);
    let written = built.headers.encryption.as_ref()?;
    let document = json::scan(written.protected.as_bytes(), Limits::DEFAULT.json_depth);
    let kept = ["typ", "cty"].map(|name| {
        let value = document.object()?.get(name)?;
        Some(format!("\"{name}\":{}", value.lexeme()))
    });
    let header = format!("{{{}}}", kept.into_iter().flatten().collect::<Vec<_>>().join(","));
    let own = Encryption { sync: encryption.sync, ..Encryption::compact(recipient, header) };
    let request = BuildRequest {
        encryption: Some(Encryption { sync: HeaderSync::InStep, ..own }),
        allow_weak: true,
        ..request.clone()
    };
    build(&request, &Limits::DEFAULT).ok().map(|built| (built.text, key))
}

/// What was encrypted has no characters in the token that a finding could point at: its place is that in a token of the
/// same claims that nobody encrypts, and nobody sees.
fn place_in_clear(request: &BuildRequest, typed: Option<&str>, now: i64, beyond: Beyond, found: &mut [Remark]) {
    let Some(key) = own_key() else { return };
    let signing = Signing {
        serialization: Serialization::Compact,
        is_detached: false,
        is_unencoded: false,
        signatures: vec![SignatureRequest::new(key.clone(), "")],
    };
    let payload = request.payload.clone();
    let clear = BuildRequest { payload, signing: Some(signing), encryption: None, allow_weak: true };
    let Ok(built) = build(&clear, &Limits::DEFAULT) else { return };
    let mut seen = Vec::new();
    let review = Review { request: &clear, typed, sending: &Sending::default(), beyond, is_content: true };
    review.look(&built.text, &KeyRing::new([key]), now, &mut seen);
    // Both are found by the same rules in the same order: each takes the first of its rule that is left.
    for remark in found.iter_mut().filter(|remark| remark.place == Place::Payload && remark.span.is_none()) {
        let same = seen.iter().position(|other| other.finding.rule.id == remark.finding.rule.id);
        if let Some(same) = same.map(|at| seen.remove(at)) {
            (remark.span, remark.fix) = (same.span, same.fix);
        }
    }
}

/// A key that nobody keeps.
fn own_key() -> Option<Arc<Jwk>> {
    own(GeneratedKind::Oct(256))
}

fn own(kind: GeneratedKind) -> Option<Arc<Jwk>> {
    let recipe =
        Recipe { kind, key_id: KeyIdSource::None, public_key_use: None, algorithm: None, key_operations: None };
    generate(&recipe, &mut KeyIds::default()).ok().map(Arc::new)
}

struct Review<'a> {
    request: &'a BuildRequest,
    /// The claims as they were typed; `None`: there are none, or too many.
    typed: Option<&'a str>,
    /// How the token is sent.
    sending: &'a Sending,
    beyond: Beyond,
    /// Whether it is the content that is looked at; else the headers of what is encrypted for others.
    is_content: bool,
}

impl Review<'_> {
    fn look(&self, text: &str, keys: &KeyRing, now: i64, found: &mut Vec<Remark>) {
        let detached = self.request.signing.as_ref().is_some_and(|signing| signing.is_detached);
        let options = ExamineOptions {
            detached_payload: detached.then(|| self.request.payload.bytes().into()),
            keys_are_for_this_token: true,
            sending: self.sending.clone(),
            ..ExamineOptions::default()
        };
        let examination = examine(text, keys, &options);
        let judgement = judge::judge(&examination, &Policy::default(), now);
        // A token within is at least one layer further in; the layer of our own has no header that anybody wrote.
        let is_encrypted = self.request.encryption.is_some();
        let beyond = (self.beyond)(&examination, &judgement);
        for finding in examination.findings.iter().chain(&judgement.findings).chain(&beyond) {
            let is_of_payload = finding.place == finding::Place::Payload;
            // That nothing is signed is seen once the content is, and is about the whole.
            let is_of_whole = finding.rule.id == "ALG_JWE_WHERE_JWS";
            let is_outermost = finding.layer == 0 && !is_of_payload && !is_of_whole;
            let is_wanted = match (is_encrypted, self.is_content) {
                (false, _) => true,
                (true, true) => !is_outermost,
                (true, false) => is_outermost,
            };
            if is_wanted && let Some(layer) = examination.layers.get(finding.layer) {
                let remark = self.remark(&examination, layer, finding);
                if !found.contains(&remark) {
                    found.push(remark);
                }
            }
        }
    }

    fn remark(&self, examination: &Examination, layer: &Layer, finding: &Finding) -> Remark {
        let is_jws = layer.jws().is_some();
        let header = match finding.place {
            finding::Place::Header => Some(0),
            finding::Place::Signature(index) | finding::Place::Recipient(index) => Some(index),
            _ => None,
        };
        let (mut place, mut span, mut member) = (Place::Request, None, None);
        match (finding.place, header) {
            (finding::Place::Payload, _) => {
                place = Place::Payload;
                let is_innermost = finding.layer + 1 == examination.layers.len();
                if let (Some(typed), true) = (self.typed, is_innermost) {
                    (span, member) = self.in_claims(typed, layer, finding.span);
                }
            }
            (_, Some(index)) => {
                place = if is_jws { Place::ProtectedHeader(index) } else { Place::EncryptionHeader };
                if let Some((name, origin)) = self.parameter(layer, index, finding.span) {
                    place = self.home(is_jws, index, origin);
                    span = member_span(self.text(place), &name);
                    member = Some(name);
                }
            }
            (finding::Place::Key, _) if is_jws => place = Place::SigningKey(0),
            _ => {}
        }
        let fix = fix(finding, place, member.as_deref(), self.typed);
        Remark { finding: finding.clone(), place, span, fix }
    }

    /// The bytes of the claims that a finding is about, and the member at the top that they belong to.
    fn in_claims(&self, typed: &str, layer: &Layer, wanted: Option<Span>) -> (Option<Span>, Option<String>) {
        let (Some(content), Some(wanted)) = (&layer.content, wanted) else { return (None, None) };
        if *content.bytes != *typed.as_bytes() {
            return (None, None);
        }
        let document = json::scan(typed.as_bytes(), Limits::DEFAULT.json_depth);
        // What was decrypted has no characters in the text: its findings point into the content.
        let carried = |span: Span| text_span(content, span).unwrap_or(span) == wanted;
        let whole = |value: Value<'_>| {
            let start = value.name_span().map_or(value.span().start, |name| name.start);
            Span::new(start, value.span().end)
        };
        let found = (0..document.len().min(VALUES)).filter_map(|index| document.value(index)).find_map(|value| {
            let spans = [Some(whole(value)), Some(value.span()), value.name_span()];
            spans.into_iter().flatten().find(|span| carried(*span))
        });
        let member = found.and_then(|span| uppermost(&document, span));
        (found, member)
    }

    /// The parameter that stands at these bytes of the token.
    fn parameter(&self, layer: &Layer, index: usize, wanted: Option<Span>) -> Option<(String, Origin)> {
        let header: &JoseHeader = match (layer.jws(), layer.jwe()) {
            (Some(jws), _) => &jws.signatures.get(index)?.header,
            (_, Some(jwe)) => &jwe.recipients.get(index)?.header,
            _ => return None,
        };
        let found = header.parameters().find(|parameter| {
            let value = parameter.source.span_in_text(parameter.value.span());
            wanted.is_some_and(|wanted| parameter.span_in_text() == wanted || value == wanted)
        })?;
        Some((found.value.name()?.into_owned(), found.origin))
    }

    /// The text that a parameter of this origin was typed into.
    fn home(&self, is_jws: bool, index: usize, origin: Origin) -> Place {
        match (is_jws, origin) {
            (true, Origin::Protected) => Place::ProtectedHeader(index),
            (true, _) => Place::UnprotectedHeader(index),
            (false, Origin::Protected) => Place::EncryptionHeader,
            (false, Origin::PerRecipient) => Place::RecipientHeader(index),
            (false, _) => Place::SharedHeader,
        }
    }

    fn text(&self, place: Place) -> &str {
        let signature = |index: usize| self.request.signing.as_ref()?.signatures.get(index);
        let encryption = self.request.encryption.as_ref();
        let text = match place {
            Place::ProtectedHeader(index) => signature(index).map(|each| &each.protected),
            Place::UnprotectedHeader(index) => signature(index).map(|each| &each.unprotected),
            Place::EncryptionHeader => encryption.map(|each| &each.protected),
            Place::SharedHeader => encryption.map(|each| &each.shared),
            Place::RecipientHeader(index) => {
                encryption.and_then(|each| each.recipients.get(index)).map(|recipient| &recipient.header)
            }
            _ => None,
        };
        text.map_or("", String::as_str)
    }
}

/// Name and value of a member, as bytes of a text.
fn member_span(text: &str, name: &str) -> Option<Span> {
    let document = json::scan(text.as_bytes(), Limits::DEFAULT.json_depth);
    let value = document.object()?.get(name)?;
    Some(Span::new(value.name_span()?.start, value.span().end))
}

/// The member at the top that these bytes belong to.
fn uppermost(document: &Document, span: Span) -> Option<String> {
    let root = document.root()?;
    root.members()
        .find(|member| member.name_span.start <= span.start && span.end <= member.value.span().end)
        .map(|member| member.name.into_owned())
}

/// What mends a finding without a decision that is the person's.
fn fix(finding: &Finding, place: Place, member: Option<&str>, typed: Option<&str>) -> Option<Fix> {
    const LIFETIME: i64 = 5 * 60;
    match (finding.rule.id, member) {
        ("EXP_MISSING" | "EXP_PAST", _) => Some(Fix::Expire(LIFETIME)),
        ("LIFE_LONG" | "LIFE_10Y", _) => Some(Fix::Expire(60 * 60)),
        ("JTI_MISSING", _) => Some(Fix::Identify),
        ("IAT_FUTURE", _) => Some(Fix::Issue),
        ("TIME_MALFORMED" | "TIME_MILLIS" | "TIME_FRACTION", Some(name)) => {
            let document = json::scan(typed?.as_bytes(), Limits::DEFAULT.json_depth);
            match (seconds(document.object()?.get(name)?), name) {
                (Some(seconds), _) => Some(Fix::Set { name: name.to_owned(), json: seconds.to_string() }),
                // No time was meant that can be read: the usual one.
                (None, "exp") => Some(Fix::Expire(LIFETIME)),
                (None, "iat") => Some(Fix::Issue),
                (None, _) => None,
            }
        }
        ("AUD_JOINED", Some("aud")) => {
            let document = json::scan(typed?.as_bytes(), Limits::DEFAULT.json_depth);
            let value = document.object()?.get("aud")?;
            let texts = match value.kind() {
                Kind::Array => {
                    value.children().map(|one| Some(one.as_str()?.into_owned())).collect::<Option<Vec<_>>>()?
                }
                _ => vec![value.as_str()?.into_owned()],
            };
            let each: Vec<&str> =
                texts.iter().flat_map(|text| audiences_in(text).unwrap_or_else(|| vec![text])).collect();
            Some(Fix::Set { name: "aud".to_owned(), json: serde_json::json!(each).to_string() })
        }
        // RFC 6749 §3.3: the scopes stand in one text, with a blank between two.
        ("CLAIM_TYPE", Some("scope")) => {
            let document = json::scan(typed?.as_bytes(), Limits::DEFAULT.json_depth);
            let value = document.object()?.get("scope").filter(|value| value.kind() == Kind::Array)?;
            let scopes = value.children().map(|one| Some(one.as_str()?.into_owned())).collect::<Option<Vec<_>>>()?;
            let is_each_one = scopes.iter().all(|scope| !scope.is_empty() && !scope.contains(char::is_whitespace));
            is_each_one
                .then(|| Fix::Set { name: "scope".to_owned(), json: serde_json::json!(scopes.join(" ")).to_string() })
        }
        ("CLAIM_TYPE", Some("aud")) => {
            let document = json::scan(typed?.as_bytes(), Limits::DEFAULT.json_depth);
            let value = document.object()?.get("aud")?;
            let is_one = !matches!(value.kind(), Kind::Array | Kind::Object | Kind::Null);
            let text = value.as_str().map_or_else(|| value.lexeme().into_owned(), |text| text.into_owned());
            is_one.then(|| Fix::Set { name: "aud".to_owned(), json: serde_json::json!([text]).to_string() })
        }
        ("HDR_STRAY" | "ZIP_IN_JWS" | "HDR_JWK_PRIVATE" | "LOGOUT_NONCE" | "PII_PASSWORD", Some(name))
            if place != Place::Request =>
        {
            Some(Fix::Remove(name.to_owned()))
        }
        _ => None,
    }
}

/// The NumericDate that was meant: a number in quotes, a date, milliseconds, a fraction.
fn seconds(value: Value<'_>) -> Option<i64> {
    /// Later than this is no second that anybody means.
    const MOST: i128 = 100_000_000_000;
    let written = value.as_str().map_or_else(|| value.lexeme().into_owned(), |text| text.into_owned());
    let number = match written.trim().parse::<f64>() {
        Ok(number) if number.is_finite() && number.abs() < 1e17 => number.trunc() as i128,
        _ => i128::from(written.trim().parse::<jiff::Timestamp>().ok()?.as_second()),
    };
    let number = if number.abs() >= MOST { number / 1_000 } else { number };
    i64::try_from(number).ok()
}

#[cfg(test)]
mod tests {
    use super::{Fix, Place, Remark, review};
    use crate::engine::builder::{BuildRequest, Payload, SignatureRequest, Signing, build};
    use crate::engine::ground::limit::Limits;
    use crate::engine::ground::size::limit::Sending;
    use crate::engine::jose::jws::Serialization;
    use crate::engine::key::KeyIds;
    use crate::engine::key_file::generate::{GeneratedKind, KeyIdSource, Recipe, generate};
    use std::sync::Arc;

    const NOW: i64 = 1_700_000_000;

    fn request(claims: &str) -> BuildRequest {
        let recipe = Recipe {
            kind: GeneratedKind::Oct(256),
            key_id: KeyIdSource::None,
            public_key_use: None,
            algorithm: None,
            key_operations: None,
        };
        let key = Arc::new(generate(&recipe, &mut KeyIds::default()).unwrap());
        let signing = Signing {
            serialization: Serialization::Compact,
            is_detached: false,
            is_unencoded: false,
            signatures: vec![SignatureRequest::new(key, "")],
        };
        let payload = Payload::Claims(claims.to_owned());
        BuildRequest { payload, signing: Some(signing), encryption: None, allow_weak: false }
    }

    fn remarks(request: &BuildRequest) -> Vec<Remark> {
        review(request, &build(request, &Limits::DEFAULT).unwrap(), NOW, &Sending::default(), |_, _| Vec::new())
    }

    /// The bytes that a rule points at, and what mends it.
    fn at<'a>(remarks: &'a [Remark], claims: &'a str, rule: &str) -> (Option<&'a str>, Option<&'a Fix>) {
        let remark = remarks.iter().find(|remark| remark.finding.rule.id == rule);
        let remark = remark.unwrap_or_else(|| panic!("{rule}: {remarks:#?}"));
        (remark.span.and_then(|span| span.of(claims)), remark.fix.as_ref())
    }

    #[test]
    fn what_inspect_says_points_at_the_bytes_that_were_typed() {
        let claims = "{ \"sub\": \"a\",\n  \"exp\" : \"1700000300\",\n \"iat\":1700000000000 }";
        let found = remarks(&request(claims));
        let (span, fix) = at(&found, claims, "TIME_MALFORMED");
        assert!(span.is_some_and(|span| span.contains("1700000300")), "{span:?}");
        assert_eq!(fix, Some(&Fix::Set { name: "exp".to_owned(), json: "1700000300".to_owned() }));
        let (span, fix) = at(&found, claims, "TIME_MILLIS");
        assert!(span.is_some_and(|span| span.contains("1700000000000")), "{span:?}");
        assert_eq!(fix, Some(&Fix::Set { name: "iat".to_owned(), json: "1700000000".to_owned() }));
        let found = remarks(&request(r#"{"sub":"a"}"#));
        assert_eq!(at(&found, "", "EXP_MISSING"), (None, Some(&Fix::Expire(300))));
        // A text that is no time at all has a fix as well: the usual lifetime.
        let claims = r#"{"sub":"a","exp":"soon"}"#;
        let found = remarks(&request(claims));
        assert_eq!(at(&found, claims, "TIME_MALFORMED").1, Some(&Fix::Expire(300)));
    }

    #[test]
    fn several_in_one_text_and_scopes_in_a_list_have_a_fix() {
        let set = |name: &str, json: &str| Fix::Set { name: name.to_owned(), json: json.to_owned() };
        for (claims, rule, expected) in [
            (r#"{"aud":"web, api"}"#, "AUD_JOINED", Some(set("aud", r#"["web","api"]"#))),
            (r#"{"aud":["a","b;c"]}"#, "AUD_JOINED", Some(set("aud", r#"["a","b","c"]"#))),
            (r#"{"scope":["read","write"]}"#, "CLAIM_TYPE", Some(set("scope", r#""read write""#))),
            (r#"{"scope":["read all",""]}"#, "CLAIM_TYPE", None),
            (r#"{"scope":["read",1]}"#, "CLAIM_TYPE", None),
        ] {
            let found = remarks(&request(claims));
            assert_eq!(at(&found, claims, rule).1, expected.as_ref(), "{claims}");
        }
    }

    #[test]
    fn what_is_encrypted_for_others_is_looked_at_too() {
        use crate::engine::builder::{Encryption, RecipientRequest};
        let claims = r#"{"sub":"a","exp":"soon"}"#;
        let mut both = request(claims);
        let recipe = Recipe {
            kind: GeneratedKind::Oct(256),
            key_id: KeyIdSource::None,
            public_key_use: None,
            algorithm: Some("A256KW".to_owned()),
            key_operations: None,
        };
        let recipient = Arc::new(generate(&recipe, &mut KeyIds::default()).unwrap());
        let header = r#"{"p2c":1000}"#;
        let mut encryption = Encryption::compact(RecipientRequest::new(recipient), header);
        encryption.sync = crate::engine::builder::HeaderSync::AlgorithmOnly;
        both.encryption = Some(encryption);
        for is_signed in [true, false] {
            if !is_signed {
                both.signing = None;
            }
            let found = remarks(&both);
            let (span, _) = at(&found, claims, "TIME_MALFORMED");
            assert!(span.is_some_and(|span| span.contains("soon")), "{found:#?}");
            let of_claims = found.iter().filter(|remark| remark.place == Place::Payload).count();
            assert!(of_claims >= 1);
            // Nothing is said of the key that it was read with here.
            assert!(found.iter().all(|remark| !remark.finding.message.contains("dir")), "{found:#?}");
        }
    }

    #[test]
    fn a_stray_parameter_is_taken_out_by_its_fix() {
        let mut stray = request(r#"{"sub":"a","exp":1700000300}"#);
        let header = r#"{"alg":"HS256","p2c":1000}"#;
        let signature = &mut stray.signing.as_mut().unwrap().signatures[0];
        signature.protected = header.to_owned();
        let found = remarks(&stray);
        let remark = found.iter().find(|remark| remark.finding.rule.id == "HDR_STRAY").expect("it is said");
        assert_eq!(remark.place, Place::ProtectedHeader(0));
        assert_eq!(remark.span.and_then(|span| span.of(header)), Some(r#""p2c":1000"#));
        assert_eq!(remark.fix, Some(Fix::Remove("p2c".to_owned())));
    }
}
