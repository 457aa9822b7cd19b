//! From text to a JOSE object. Parsing never fails: it yields what can be had, and what is wrong with it.
//!
//! Everything that a verdict needs is kept as it was received; nothing is ever written anew.

use super::fault::{json_fault, source_faults};
use super::header::{HeaderSource, JoseHeader, Origin};
use super::jwe::{Jwe, Recipient};
use super::jws::{Jws, Serialization, Signature};
use super::layer::{JoseObject, Unreadable};
use super::part::{Part, PartName};
use crate::engine::ground::base64url;
use crate::engine::ground::json::{self, Document, Kind, Value};
use crate::engine::ground::jwa::ContentEncryptionAlgorithm;
use crate::engine::ground::limit::Limits;
use crate::engine::ground::registry::REGISTERED_CLAIMS;
use crate::engine::ground::span::Span;
use crate::engine::rule::finding::Fault;
use crate::engine::rule::{encoding, sd_jwt, structure};
use crate::engine::text::mask;
use crate::engine::text::words::{counted, grouped, shown, times};
use std::sync::Arc;

#[derive(Clone, Debug)]
pub struct Parsed {
    pub object: JoseObject,
    /// What is wrong with it as a whole. Faults of one header or part are found by the checks of `jws` and `jwe`.
    pub faults: Vec<Fault>,
}

/// Compact parts that are looked at; a JWE has five.
const MOST_PARTS: usize = 6;

/// Reads `text` as a JOSE object in any serialization.
pub fn parse(text: &str, limits: &Limits) -> Parsed {
    if text.len() > limits.text {
        let (length, limit) = (counted(text.len(), "byte"), grouped(limits.text as u128));
        let message = format!("The text has {length}; at most {limit} are read");
        return unreadable("", Fault::fatal(&encoding::ENC_TOO_LONG, None, message));
    }
    if text.trim_start().starts_with('{') { parse_json(text, limits) } else { parse_compact(text, limits) }
}

fn unreadable(text: &str, fault: Fault) -> Parsed {
    let object = JoseObject::Unreadable(Unreadable { parts: fragments(text), header: JoseHeader::default() });
    Parsed { object, faults: vec![fault] }
}

/// The spans between the dots, at most [`MOST_PARTS`]; the last one holds the rest, dots and all.
fn split(text: &str) -> Vec<Span> {
    let mut spans = Vec::with_capacity(MOST_PARTS);
    let mut start = 0;
    for dot in memchr::memchr_iter(b'.', text.as_bytes()) {
        if spans.len() == MOST_PARTS - 1 {
            break;
        }
        spans.push(Span::new(start, dot));
        start = dot + 1;
    }
    spans.push(Span::new(start, text.len()));
    spans
}

fn fragments(text: &str) -> Vec<Part> {
    split(text)
        .into_iter()
        .enumerate()
        .map(|(index, span)| {
            let name = match index {
                0 => PartName::Header,
                1 => PartName::Payload,
                2 => PartName::Signature,
                _ => PartName::Unknown,
            };
            Part::decode(name, text, span)
        })
        .collect()
}

fn parse_compact(text: &str, limits: &Limits) -> Parsed {
    let jws_end = jws_end(text, limits);
    let head = &text[..jws_end];
    let spans = split(head);
    let protected = |text: &str| {
        let part = Part::decode(PartName::Header, text, spans[0]);
        protected_source(part, limits)
    };
    let first = protected(head);
    let masked = masked(head, &first);
    let is_masked = masked.is_some();
    let misplaced = masked.or_else(|| misplaced(head, &first, limits));
    match spans.len() {
        3 => {
            let detached = spans[1].is_empty();
            let header = JoseHeader { sources: vec![first] };
            let signature = Signature { header, signature: Some(Part::decode(PartName::Signature, head, spans[2])) };
            let payload = (!detached).then(|| {
                if signature.is_unencoded() {
                    unencoded_part(head, spans[1])
                } else {
                    Part::decode(PartName::Payload, head, spans[1])
                }
            });
            let object = Jws { serialization: Serialization::Compact, payload, detached, signatures: vec![signature] };
            Parsed { object: JoseObject::Jws(object), faults: misplaced.into_iter().collect() }
        }
        5 => {
            let source = first;
            let part = |name, index: usize| Some(Part::decode(name, head, spans[index]));
            let recipient = Recipient {
                encrypted_key: part(PartName::EncryptedKey, 1),
                header: JoseHeader { sources: vec![source.clone()] },
            };
            let object = Jwe {
                serialization: Serialization::Compact,
                protected: source.part,
                recipients: vec![recipient],
                iv: part(PartName::InitializationVector, 2),
                ciphertext: part(PartName::Ciphertext, 3),
                tag: part(PartName::AuthenticationTag, 4),
                aad: None,
            };
            // Only a JWS carries disclosures (RFC 9901 §4); a JWE does not end with a tilde.
            let rest = (jws_end < text.len()).then(|| {
                Fault::fatal(&sd_jwt::SDJWT_NOT_JWS, Span::new(jws_end, text.len()), sd_jwt::SDJWT_NOT_JWS.title)
            });
            Parsed { object: JoseObject::Jwe(object), faults: misplaced.into_iter().chain(rest).collect() }
        }
        count => {
            let rule = match count {
                1 => &structure::PARTS_ONE,
                2 => &structure::PARTS_TWO,
                4 => &structure::PARTS_FOUR,
                _ => &structure::PARTS_MANY,
            };
            let mut parts = fragments(head);
            if is_masked {
                // How many parts there are, and what the header says, is not known.
                let header = JoseHeader { sources: vec![first] };
                let object = JoseObject::Unreadable(Unreadable { parts, header });
                return Parsed { object, faults: misplaced.into_iter().collect() };
            }
            let fault = |message: &str| Fault::fatal(rule, Span::new(0, head.len()), message);
            if count < 3 && misplaced.as_ref().is_some_and(|fault| fault.rule.id == structure::HEADER_IS_CLAIMS.id) {
                // It is shown as what it is; what follows it would be the signature.
                for (part, name) in parts.iter_mut().zip([PartName::Payload, PartName::Signature]) {
                    part.name = name;
                }
                let message = match count {
                    1 => "Only one part: a payload without header and signature",
                    _ => "Two parts: the header and its dot are missing",
                };
                let object = JoseObject::Unreadable(Unreadable { parts, header: JoseHeader::default() });
                return Parsed { object, faults: vec![fault(message)] };
            }
            let message = if count == 4 { four_parts(&parts, &first) } else { rule.title };
            let mut faults: Vec<Fault> = misplaced.into_iter().chain([fault(message)]).collect();
            let header = JoseHeader { sources: vec![first] };
            if let Some(source) = header.sources.first() {
                faults.extend(source_faults(source));
            }
            Parsed { object: JoseObject::Unreadable(Unreadable { parts, header }), faults }
        }
    }
}

/// Which part of a JWE is missing that has four, by the lengths of the others (RFC 7518 §5).
fn four_parts(parts: &[Part], header: &HeaderSource) -> &'static str {
    let enc = header.object().and_then(|object| object.get("enc")?.as_str());
    let row = enc.and_then(|enc| ContentEncryptionAlgorithm::named(&enc).known());
    let length = |index: usize| parts.get(index).map(|part| part.bytes.len());
    match row {
        Some(row) if length(1) == Some(row.iv_len) && length(3) == Some(row.tag_len) => {
            "Four parts: a JWE without its second, the encrypted key; where that is empty, its dot is missing"
        }
        Some(row) if length(2) == Some(row.iv_len) => "Four parts: a JWE without its last, the authentication tag",
        Some(_) => "Four parts: a JWE has five",
        None => structure::PARTS_FOUR.title,
    }
}

/// Characters of the shortest header: `{"alg":"A"}`.
const SHORTEST_HEADER: usize = 15;
/// Longest header that is looked at more closely.
const LONGEST_HEADER: usize = 16 * 1024;

/// That something stands in the place of characters of the token. A placeholder that is the whole signature is told of that.
fn masked(text: &str, source: &HeaderSource) -> Option<Fault> {
    // What is not encoded may hold anything (RFC 7797 §5.2).
    let is_unencoded = || source.object().and_then(|object| object.get("b64")).is_some();
    let span = mask::within(text)?;
    let front = text.get(..span.start)?;
    let is_signature = front.ends_with('.') && front.bytes().filter(|byte| *byte == b'.').count() == 2;
    if is_signature || span.end == text.len() && text.ends_with('.') || is_unencoded() {
        return None;
    }
    let message =
        format!("Part of the token is masked: {} is in place of its characters", shown(mask::mark(span.of(text)?)));
    Some(Fault::fatal(&structure::PART_MASKED, span, message))
}

/// What stands in the header's place: a header without its first characters, or the claims.
fn misplaced(text: &str, source: &HeaderSource, limits: &Limits) -> Option<Fault> {
    let part = source.part.as_ref().filter(|part| part.span.len() <= LONGEST_HEADER)?;
    let header = part.text(text);
    let is_one_case =
        !header.bytes().any(|byte| byte.is_ascii_lowercase()) || !header.bytes().any(|byte| byte.is_ascii_uppercase());
    if is_one_case
        && !source.document.is_complete()
        && header.len() >= SHORTEST_HEADER
        && header.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("eyj"))
    {
        return Some(Fault::fatal(&structure::CASE_LOST, part.span, structure::CASE_LOST.title));
    }
    if let Some(object) = source.object().filter(|object| object.kind() == Kind::Object) {
        let has = |name: &&str| object.get(name).is_some();
        let is_claims = !["alg", "enc"].iter().any(has) && CLAIMS.iter().any(has);
        let fault = || Fault::fatal(&structure::HEADER_IS_CLAIMS, part.span, structure::HEADER_IS_CLAIMS.title);
        return is_claims.then(fault);
    }
    let missing = missing_start(header, limits)?;
    let message = match missing {
        1 => "The first character of the token is missing".to_owned(),
        missing => format!("The first {missing} characters of the token are missing"),
    };
    Some(Fault::fatal(&structure::START_MISSING, part.span, message))
}

/// Claims that a header without `alg` hardly has.
const CLAIMS: [&str; 7] = REGISTERED_CLAIMS;

/// How many characters in front make a header of what is none: those with which nearly all headers begin.
fn missing_start(text: &str, limits: &Limits) -> Option<usize> {
    // `{"alg":"`, `{"typ":"`, `{"kid":"`, `{"enc":"`, `{"cty":"`, `{"x5t":"`, `{"jku":"`, `{"alg": "`, `{"typ": "`.
    const STARTS: [&str; 9] = [
        "eyJhbGciOi",
        "eyJ0eXAiOi",
        "eyJraWQiOi",
        "eyJlbmMiOi",
        "eyJjdHkiOi",
        "eyJ4NXQiOi",
        "eyJqa3UiOi",
        "eyJhbGciOiAi",
        "eyJ0eXAiOiAi",
    ];
    let names_algorithm = |whole: String| {
        let decoded = base64url::decode(&whole);
        let document = decoded.is_strict().then(|| json::scan(decoded.bytes, limits.json_depth))?;
        let root = document.root().filter(|root| document.is_complete() && root.kind() == Kind::Object)?;
        root.get("alg").map(|_| ())
    };
    STARTS
        .iter()
        .flat_map(|start| (1..=start.len()).map(move |missing| (missing, &start[..missing])))
        .find(|(_, start)| names_algorithm(format!("{start}{text}")).is_some())
        .map(|(missing, _)| missing)
}

/// Where the JWS ends: an SD-JWT (RFC 9901 §4) is one in front of its first tilde; what follows are disclosures.
pub(crate) fn jws_end(text: &str, limits: &Limits) -> usize {
    let bytes = text.as_bytes();
    let Some(tilde) = memchr::memchr(b'~', bytes) else { return text.len() };
    // A payload that is not encoded may hold a tilde itself (RFC 7797 §5.2): the signature decides then.
    let mut dots = memchr::memchr_iter(b'.', bytes);
    if let (Some(first), Some(second)) = (dots.next(), dots.next())
        && first < tilde
        && tilde < second
    {
        let source = protected_source(Part::decode(PartName::Header, text, Span::new(0, first)), limits);
        let header = JoseHeader { sources: vec![source] };
        if (Signature { header, signature: None }).is_unencoded() {
            let rest = bytes.get(second..).unwrap_or_default();
            return memchr::memchr(b'~', rest).map_or(text.len(), |at| second + at);
        }
    }
    tilde
}

/// A payload that is its own characters (RFC 7797 §3).
fn unencoded_part(text: &str, span: Span) -> Part {
    let bytes = span.of(text).unwrap_or_default().as_bytes().into();
    Part { name: PartName::Payload, span, unescaped: None, bytes, faults: Vec::new() }
}

fn protected_source(part: Part, limits: &Limits) -> HeaderSource {
    let document = Arc::new(json::scan(part.bytes.clone(), limits.json_depth));
    HeaderSource { origin: Origin::Protected, part: Some(part), document, root: 0 }
}

// ---- JSON serializations (RFC 7515 §7.2, RFC 7516 §7.2)

/// Reads members of one serialization and notes what is wrong with them.
struct Reader<'a> {
    text: &'a str,
    document: Arc<Document>,
    limits: &'a Limits,
    faults: Vec<Fault>,
}

fn parse_json(text: &str, limits: &Limits) -> Parsed {
    let document = Arc::new(json::scan(text.as_bytes(), limits.json_depth));
    let mut reader = Reader { text, document: document.clone(), limits, faults: Vec::new() };
    if let Some(fault) = document.fault() {
        reader.faults.push(json_fault(fault, "The text", Some(fault.span)));
    }
    let Some(root) = document.root().filter(|root| root.kind() == Kind::Object) else {
        reader.faults.insert(0, Fault::fatal(&structure::NOT_JOSE, None, "Not a JOSE object"));
        return Parsed { object: empty_unreadable(), faults: reader.faults };
    };
    for (name, values) in json::duplicates(root) {
        let span = values.last().map(|value| value.span());
        let message = format!("\"{}\" appears {}", shown(&name), times(values.len()));
        reader.faults.push(Fault::fatal(&encoding::JSON_DUP_KEY, span, message));
    }
    let has = |name: &str| root.get(name).is_some();
    // RFC 7516 §9: "payload" tells a JWS, "ciphertext" a JWE. Other members are ignored (RFC 7515 §7.2, RFC 7516 §7.2),
    // those of the other kind too.
    let (jws, jwe) = match (has("payload"), has("ciphertext")) {
        (true, false) if has("signature") || has("signatures") => (true, false),
        (false, true) => (false, true),
        _ => (has("signature") || has("signatures"), has("ciphertext") || has("recipients") || has("encrypted_key")),
    };
    let foreign: &[&str] = match (jws, jwe) {
        (true, false) => &["ciphertext", "recipients", "encrypted_key", "iv", "tag", "aad", "unprotected"],
        (false, true) => &["signature", "signatures"],
        _ => &[],
    };
    for name in foreign {
        if let Some(value) = root.get(name) {
            let message = format!("\"{name}\" does not belong in this object and is ignored");
            reader.faults.push(Fault::note(&structure::JSON_MEMBER_FOREIGN, value.span(), message));
        }
    }
    let object = match (jws, jwe) {
        (true, false) => JoseObject::Jws(reader.jws(root)),
        (false, true) => JoseObject::Jwe(reader.jwe(root)),
        (true, true) => {
            reader
                .faults
                .insert(0, Fault::fatal(&structure::JSON_MIXED, None, "The object mixes members of a JWS and a JWE"));
            empty_unreadable()
        }
        (false, false) => {
            let message = "Neither a JWS (payload, signature) nor a JWE (ciphertext, recipients)";
            reader.faults.insert(0, Fault::fatal(&structure::NOT_JOSE, None, message));
            empty_unreadable()
        }
    };
    Parsed { object, faults: reader.faults }
}

fn empty_unreadable() -> JoseObject {
    JoseObject::Unreadable(Unreadable { parts: Vec::new(), header: JoseHeader::default() })
}

impl Reader<'_> {
    fn jws(&mut self, root: Value<'_>) -> Jws {
        let entries = root.get("signatures");
        let serialization = if entries.is_some() { Serialization::General } else { Serialization::Flattened };
        let mut signatures = Vec::new();
        if let Some(list) = entries {
            // RFC 7515 §7.2.2: the flattened members must not stand beside "signatures".
            for name in ["signature", "protected", "header"] {
                if let Some(value) = root.get(name) {
                    let message = format!("\"{name}\" appears beside \"signatures\"");
                    self.faults.push(Fault::fatal(&structure::JSON_MIXED, value.span(), message));
                }
            }
            for entry in self.list(list, "signatures") {
                signatures.push(self.signature(entry));
            }
            if signatures.is_empty() {
                self.faults.push(Fault::fatal(
                    &structure::JSON_MEMBER_MISSING,
                    list.span(),
                    "\"signatures\" contains no signature",
                ));
            }
        } else {
            signatures.push(self.signature(root));
        }
        let unencoded = signatures.iter().any(Signature::is_unencoded);
        let payload = root.get("payload");
        let payload_part = payload.and_then(|value| {
            let part = self.part(value, "payload", PartName::Payload)?;
            Some(if unencoded {
                let bytes: Arc<[u8]> = part.text(self.text).as_bytes().into();
                Part { bytes, faults: Vec::new(), ..part }
            } else {
                part
            })
        });
        Jws { serialization, detached: payload.is_none(), payload: payload_part, signatures }
    }

    fn signature(&mut self, entry: Value<'_>) -> Signature {
        let mut sources = Vec::new();
        if let Some(value) = entry.get("protected") {
            sources.extend(self.protected(value));
        }
        if let Some(value) = entry.get("header") {
            sources.extend(self.open_header(value, "header", Origin::Unprotected));
        }
        let signature = match entry.get("signature") {
            Some(value) => self.part(value, "signature", PartName::Signature),
            None => {
                self.faults.push(Fault::fatal(
                    &structure::JSON_MEMBER_MISSING,
                    entry.span(),
                    "A signature entry has no \"signature\"",
                ));
                None
            }
        };
        Signature { header: JoseHeader { sources }, signature }
    }

    fn jwe(&mut self, root: Value<'_>) -> Jwe {
        let protected = root.get("protected").and_then(|value| self.protected(value));
        let shared =
            root.get("unprotected").and_then(|value| self.open_header(value, "unprotected", Origin::SharedUnprotected));
        let entries = root.get("recipients");
        let serialization = if entries.is_some() { Serialization::General } else { Serialization::Flattened };
        let mut recipients = Vec::new();
        if let Some(list) = entries {
            // RFC 7516 §7.2.2: the flattened members must not stand beside "recipients".
            for name in ["header", "encrypted_key"] {
                if let Some(value) = root.get(name) {
                    let message = format!("\"{name}\" appears beside \"recipients\"");
                    self.faults.push(Fault::fatal(&structure::JSON_MIXED, value.span(), message));
                }
            }
            for entry in self.list(list, "recipients") {
                recipients.push(self.recipient(entry, &protected, &shared));
            }
            if recipients.is_empty() {
                self.faults.push(Fault::fatal(
                    &structure::JSON_MEMBER_MISSING,
                    list.span(),
                    "\"recipients\" contains no recipient",
                ));
            }
        } else {
            recipients.push(self.recipient(root, &protected, &shared));
        }
        let mut part = |name: &str, part_name| root.get(name).and_then(|value| self.part(value, name, part_name));
        let iv = part("iv", PartName::InitializationVector);
        let ciphertext = part("ciphertext", PartName::Ciphertext);
        let tag = part("tag", PartName::AuthenticationTag);
        let aad = part("aad", PartName::AdditionalData);
        // RFC 7516 §7.2.1 again: whether an empty one adds its full stop to what is authenticated, readers differ.
        if let Some(aad) = aad.as_ref().filter(|aad| aad.span.is_empty() && aad.unescaped.is_none()) {
            let message = "\"aad\" is empty; without additional data, it must be left out";
            self.faults.push(Fault::fatal(&structure::JSON_MEMBER_EMPTY, aad.span, message));
        }
        if root.get("ciphertext").is_none() {
            self.faults.push(Fault::fatal(&structure::JSON_MEMBER_MISSING, None, "There is no \"ciphertext\""));
        }
        Jwe { serialization, protected: protected.and_then(|source| source.part), recipients, iv, ciphertext, tag, aad }
    }

    fn recipient(
        &mut self,
        entry: Value<'_>,
        protected: &Option<HeaderSource>,
        shared: &Option<HeaderSource>,
    ) -> Recipient {
        let own = entry.get("header").and_then(|value| self.open_header(value, "header", Origin::PerRecipient));
        let sources = [protected.clone(), shared.clone(), own].into_iter().flatten().collect();
        let encrypted_key =
            entry.get("encrypted_key").and_then(|value| self.part(value, "encrypted_key", PartName::EncryptedKey));
        // Where the algorithm needs one, that is said instead.
        if let Some(empty) = encrypted_key.as_ref().filter(|part| part.span.is_empty() && part.unescaped.is_none()) {
            let message = "\"encrypted_key\" is empty; it should have been left out";
            self.faults.push(Fault::note(&structure::JSON_MEMBER_NEEDLESS, empty.span, message));
        }
        Recipient { header: JoseHeader { sources }, encrypted_key }
    }

    /// The objects of a list, at most as many as the limit allows.
    fn list<'a>(&mut self, list: Value<'a>, name: &str) -> Vec<Value<'a>> {
        if list.kind() != Kind::Array {
            let message = format!("\"{name}\" is {}, not a list", list.kind().words());
            self.faults.push(Fault::fatal(&structure::JSON_MEMBER_TYPE, list.span(), message));
            return Vec::new();
        }
        if list.child_count() > self.limits.entries {
            let message = format!(
                "\"{name}\" contains {}; only the first {} are examined",
                list.child_count(),
                self.limits.entries
            );
            self.faults.push(Fault::note(&structure::TOO_MANY_ENTRIES, list.span(), message));
        }
        let mut objects = Vec::new();
        for entry in list.children().take(self.limits.entries) {
            if entry.kind() == Kind::Object {
                for (member, values) in json::duplicates(entry) {
                    let message = format!("\"{}\" appears {}", shown(&member), times(values.len()));
                    self.faults.push(Fault::fatal(&encoding::JSON_DUP_KEY, entry.span(), message));
                }
                objects.push(entry);
            } else {
                let message = format!("\"{name}\" contains {}, not an object", entry.kind().words());
                self.faults.push(Fault::fatal(&structure::JSON_MEMBER_TYPE, entry.span(), message));
            }
        }
        objects
    }

    fn protected(&mut self, value: Value<'_>) -> Option<HeaderSource> {
        let part = self.part(value, "protected", PartName::Header)?;
        // RFC 7515 §7.2.1, RFC 7516 §7.2.1: without a protected header the member must be absent.
        if part.span.is_empty() && part.unescaped.is_none() {
            let message = "\"protected\" is empty; without a protected header, it must be left out";
            self.faults.push(Fault::fatal(&structure::JSON_MEMBER_EMPTY, value.span(), message));
            return None;
        }
        Some(protected_source(part, self.limits))
    }

    fn open_header(&mut self, value: Value<'_>, name: &str, origin: Origin) -> Option<HeaderSource> {
        if value.kind() != Kind::Object {
            let message = format!("\"{name}\" is {}, not an object", value.kind().words());
            self.faults.push(Fault::fatal(&structure::JSON_MEMBER_TYPE, value.span(), message));
            return None;
        }
        if value.child_count() == 0 {
            let message = format!("\"{name}\" is empty; it should have been left out");
            self.faults.push(Fault::note(&structure::JSON_MEMBER_NEEDLESS, value.span(), message));
        }
        Some(HeaderSource { origin, part: None, document: self.document.clone(), root: value.index() })
    }

    /// A member that must be a string of base64url.
    fn part(&mut self, value: Value<'_>, name: &str, part_name: PartName) -> Option<Part> {
        let Some(content) = value.as_str() else {
            let message = format!("\"{name}\" is {}, not a string", value.kind().words());
            self.faults.push(Fault::fatal(&structure::JSON_MEMBER_TYPE, value.span(), message));
            return None;
        };
        Some(string_part(self.text, value.span(), &content, part_name))
    }
}

/// A part that is a JSON string of `text`: `quoted` with its quotes, `content` with its escapes resolved.
pub(crate) fn string_part(text: &str, quoted: Span, content: &str, name: PartName) -> Part {
    // Where the text breaks off in the middle of the string there is no closing quote to leave out.
    let is_closed = quoted.len() > 1 && text.as_bytes().get(quoted.end - 1) == Some(&b'"');
    let start = (quoted.start + 1).min(quoted.end);
    let span = Span::new(start, if is_closed { quoted.end - 1 } else { quoted.end }.max(start));
    if span.of(text) == Some(content) {
        return Part::decode(name, text, span);
    }
    let decoded = base64url::decode(content);
    Part { name, span, unescaped: Some(content.into()), bytes: decoded.bytes.into(), faults: decoded.faults }
}

// ---- What is wrong with one part or one header

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::engine::ground::base64url::encode;
    use crate::engine::ground::limit::Limits;
    use crate::engine::jose::layer::JoseObject;
    use crate::engine::jose::part::PartName;
    use crate::engine::rule::structure;

    const CLAIMS: &str = "eyJpc3MiOiJhIiwiaWF0IjoxfQ";

    /// The first fault: rule and message.
    fn fault(text: &str) -> Option<(&'static str, String)> {
        let fault = parse(text, &Limits::DEFAULT).faults.into_iter().next()?;
        Some((fault.rule.id, fault.message))
    }

    #[test]
    fn the_first_characters_that_are_missing_are_counted() {
        for header in
            [r#"{"alg":"HS256","typ":"JWT"}"#, r#"{"typ":"JWT","alg":"RS256"}"#, r#"{"kid":"1","alg":"ES256"}"#]
        {
            let token = format!("{}.{CLAIMS}.AAAA", encode(header.as_bytes()));
            assert_eq!(fault(&token), None);
            for missing in 1..=10 {
                let found = fault(&token[missing..]).expect("a fault");
                assert_eq!(found.0, structure::START_MISSING.id, "{missing} of {token}");
                let said =
                    if missing == 1 { "The first character".to_owned() } else { format!("The first {missing} ") };
                assert!(found.1.starts_with(&said), "{missing}: {}", found.1);
            }
            // What is missing in its middle is not missing in front.
            let damaged = format!("{}{}", &token[..12], &token[14..]);
            assert_ne!(fault(&damaged).map(|found| found.0), Some(structure::START_MISSING.id), "{damaged}");
        }
    }

    #[test]
    fn a_token_in_one_case_has_lost_the_other() {
        let token = format!("{}.{CLAIMS}.AAAA", encode(br#"{"alg":"HS256","typ":"JWT"}"#));
        for lost in [token.to_uppercase(), token.to_lowercase()] {
            assert_eq!(fault(&lost).map(|found| found.0), Some(structure::CASE_LOST.id), "{lost}");
        }
    }

    #[test]
    fn claims_in_the_place_of_the_header_are_a_payload() {
        assert_eq!(fault(&format!("{CLAIMS}.e30.AAAA")).map(|found| found.0), Some(structure::HEADER_IS_CLAIMS.id));
        for (text, rule, names) in [
            (CLAIMS.to_owned(), "PARTS_ONE", &[PartName::Payload][..]),
            (format!("{CLAIMS}.AAAA"), "PARTS_TWO", &[PartName::Payload, PartName::Signature]),
        ] {
            let parsed = parse(&text, &Limits::DEFAULT);
            assert_eq!(parsed.faults.iter().map(|fault| fault.rule.id).collect::<Vec<_>>(), [rule]);
            let JoseObject::Unreadable(unreadable) = parsed.object else { panic!("{text}") };
            assert_eq!(unreadable.parts.iter().map(|part| part.name).collect::<Vec<_>>(), names);
            assert!(unreadable.header.sources.is_empty());
        }
        // RFC 7519 §5.3: a header may repeat claims.
        let repeated = encode(br#"{"alg":"HS256","iss":"a"}"#);
        assert_eq!(fault(&format!("{repeated}.{CLAIMS}.AAAA")), None);
    }
}
