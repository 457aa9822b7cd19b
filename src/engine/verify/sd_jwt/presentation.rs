//! Taking an SD-JWT apart: at its tildes (RFC 9901 §4), or out of the unprotected header (§8).

use crate::engine::ground::json::{Kind, Value};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::span::Span;
use crate::engine::jose::header::{HeaderSource, Origin};
use crate::engine::jose::jws::{Jws, Serialization};
use crate::engine::jose::parse::{jws_end, string_part};
use crate::engine::jose::part::{Part, PartName};
use crate::engine::rule::finding::Fault;
use crate::engine::rule::sd_jwt;
use std::sync::Arc;

/// The parts beside the JWS.
#[derive(Default)]
pub(crate) struct Presentation {
    pub disclosures: Vec<Part>,
    pub key_binding: Option<Part>,
    /// What `sd_hash` covers: everything up to the last tilde, itself included (RFC 9901 §4.3.1).
    pub bound: Option<Arc<str>>,
    /// Nothing says that it is an SD-JWT but its payload or its type.
    pub is_assumed: bool,
}

/// `None` where neither a tilde nor a header parameter says that it is an SD-JWT.
pub(crate) fn read(jws: &Jws, text: &str, limits: &Limits, faults: &mut Vec<Fault>) -> Option<Presentation> {
    match jws.serialization {
        Serialization::Compact => compact(text, limits, faults),
        Serialization::Flattened | Serialization::General => json(jws, text, limits, faults),
    }
}

fn too_many(count: usize, limits: &Limits) -> Fault {
    let message = format!("There are {count} disclosures; only the first {} are read", limits.disclosures);
    Fault::fatal(&sd_jwt::SDJWT_TOO_MANY, None, message)
}

fn compact(text: &str, limits: &Limits, faults: &mut Vec<Fault>) -> Option<Presentation> {
    let first = jws_end(text, limits);
    if first >= text.len() {
        return None;
    }
    let last = memchr::memrchr(b'~', text.as_bytes()).unwrap_or(first);
    let mut found = Presentation { bound: text.get(..=last).map(Into::into), ..Presentation::default() };
    let mut start = first + 1;
    let mut count = 0;
    let between = text.as_bytes().get(start..=last).unwrap_or_default();
    for tilde in memchr::memchr_iter(b'~', between).map(|at| first + 1 + at) {
        count += 1;
        if count <= limits.disclosures {
            found.disclosures.push(Part::decode(PartName::Unknown, text, Span::new(start, tilde)));
        }
        start = tilde + 1;
    }
    let rest = Span::new(last + 1, text.len());
    if rest.of(text).is_some_and(|rest| rest.contains('.')) {
        found.key_binding = Some(Part::decode(PartName::Unknown, text, rest));
    } else if !rest.is_empty() {
        let message = "The last disclosure does not end with a tilde: something is missing after it";
        faults.push(Fault::fatal(&sd_jwt::SDJWT_NO_TILDE, rest, message));
        count += 1;
        if count <= limits.disclosures {
            found.disclosures.push(Part::decode(PartName::Unknown, text, rest));
        }
    }
    if count > limits.disclosures {
        faults.push(too_many(count, limits));
    }
    Some(found)
}

fn open_header(jws: &Jws, index: usize) -> Option<&HeaderSource> {
    jws.signatures.get(index)?.header.sources.iter().find(|source| source.origin == Origin::Unprotected)
}

fn parameter<'a>(jws: &'a Jws, index: usize, name: &str) -> Option<Value<'a>> {
    open_header(jws, index)?.object()?.get(name)
}

fn json(jws: &Jws, text: &str, limits: &Limits, faults: &mut Vec<Fault>) -> Option<Presentation> {
    let mut found = Presentation::default();
    let mut is_there = false;
    // RFC 9901 §8.3: in the first unprotected header, and in no other.
    for index in 1..jws.signatures.len() {
        for name in ["disclosures", "kb_jwt"] {
            if let Some(value) = parameter(jws, index, name) {
                is_there = true;
                let message = format!("{name} is in the header of signature {}, not of the first", index + 1);
                faults.push(Fault::fatal(&sd_jwt::SDJWT_JSON_PLACE, value.span(), message));
            }
        }
    }
    if let Some(list) = parameter(jws, 0, "disclosures") {
        is_there = true;
        if list.kind() != Kind::Array {
            let message = format!("disclosures is {}, not a list", list.kind().words());
            faults.push(Fault::fatal(&sd_jwt::SDJWT_ENCODING, list.span(), message));
        }
        let is_list = list.kind() == Kind::Array;
        for value in list.children().filter(|_| is_list).take(limits.disclosures) {
            match value.as_str() {
                Some(content) => found.disclosures.push(string_part(text, value.span(), &content, PartName::Unknown)),
                None => {
                    let message = format!("disclosures contains {}, not a string", value.kind().words());
                    faults.push(Fault::fatal(&sd_jwt::SDJWT_ENCODING, value.span(), message));
                }
            }
        }
        if is_list && list.child_count() > limits.disclosures {
            faults.push(too_many(list.child_count(), limits));
        }
    }
    if let Some(value) = parameter(jws, 0, "kb_jwt") {
        is_there = true;
        match value.as_str() {
            Some(content) => found.key_binding = Some(string_part(text, value.span(), &content, PartName::Unknown)),
            None => {
                let message = format!("kb_jwt is {}, not a string", value.kind().words());
                faults.push(Fault::fatal(&sd_jwt::SDJWT_KB_INVALID, value.span(), message));
            }
        }
    }
    if !is_there {
        return None;
    }
    if found.key_binding.is_some() {
        let disclosures = found.disclosures.iter().map(|part| part.text(text));
        found.bound = bound_text(jws, text, disclosures).map(Into::into);
    }
    Some(found)
}

/// RFC 9901 §8.1: the compact form is made for `sd_hash` alone.
pub(crate) fn bound_text<'a>(jws: &Jws, text: &str, disclosures: impl Iterator<Item = &'a str>) -> Option<String> {
    let entry = jws.signatures.first()?;
    let payload = jws.payload.as_ref()?.text(text);
    let signature = entry.signature.as_ref()?.text(text);
    let mut out = format!("{}.{payload}.{signature}~", entry.protected_text(text));
    for disclosure in disclosures {
        out.push_str(disclosure);
        out.push('~');
    }
    Some(out)
}
