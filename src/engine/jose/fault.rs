//! Faults of a part, a header or a JSON object, as they are received.

use super::header::HeaderSource;
use super::part::Part;
use crate::engine::ground::base64url::{FaultKind as EncodingFault, MAX_FAULTS};
use crate::engine::ground::json::{self, FaultKind as JsonFault, Kind, Value};
use crate::engine::ground::span::Span;
use crate::engine::rule::finding::Fault;
use crate::engine::rule::{encoding, structure};
use crate::engine::text::words::{shown, times};

/// The faults of a part's encoding; each makes a verifier reject (RFC 7515 §5.2, RFC 7516 §5.2: "no line breaks,
/// whitespace, or other additional characters").
pub(crate) fn part_faults(part: &Part) -> Vec<Fault> {
    let what = sentence_start(part.name.word());
    let mut kinds: Vec<EncodingFault> = Vec::new();
    // Of what is wrong in many places the first is shown, and how many there are.
    let mut is_first = |kind: EncodingFault| {
        let is_new = !kinds.contains(&kind);
        kinds.push(kind);
        is_new
    };
    let first = part.faults.iter().filter(|fault| is_first(fault.kind));
    first
        .map(|fault| {
            let count = part.faults.iter().filter(|other| other.kind == fault.kind).count();
            let least = if part.faults.len() >= MAX_FAULTS { "at least " } else { "" };
            let places = match count {
                1 => String::new(),
                _ => format!(" in {least}{count} places, first at character {}", fault.span.start + 1),
            };
            let (rule, message) = match fault.kind {
                EncodingFault::Padding => {
                    (&encoding::ENC_B64_PADDED, format!("{what} ends with =, which JOSE does not allow"))
                }
                EncodingFault::StandardAlphabet => (
                    &encoding::ENC_B64_STD_ALPHABET,
                    match count {
                        1 => format!("{what} uses + or /, which belong to standard base64"),
                        _ => format!("{what} uses + or /, which belong to standard base64,{places}"),
                    },
                ),
                EncodingFault::Whitespace => {
                    (&encoding::ENC_B64_WHITESPACE, format!("{what} contains whitespace{places}"))
                }
                EncodingFault::Foreign => {
                    (&encoding::ENC_B64_FOREIGN, format!("{what} contains a character that is not base64url{places}"))
                }
                EncodingFault::Length => {
                    (&encoding::ENC_B64_LENGTH, format!("{what} has one character too few or too many"))
                }
                EncodingFault::TrailingBits => (
                    &encoding::ENC_B64_NONCANON,
                    format!("The unused bits in the last character of the {} are not zero", part.name.word()),
                ),
            };
            let span = if part.unescaped.is_some() { part.span } else { fault.span.shift(part.span.start) };
            Fault::fatal(rule, span, message)
        })
        .collect()
}

pub(crate) fn sentence_start(word: &str) -> String {
    match word {
        "iv" => "The IV".to_owned(),
        "aad" => "The AAD".to_owned(),
        word => format!("The {word}"),
    }
}

/// The words for a JSON fault.
pub(crate) fn json_fault(fault: &json::Fault, what: &str, span: Option<Span>) -> Fault {
    let at = fault.span.start;
    let expected = match fault.expected.words() {
        "" => String::new(),
        words => format!(", expected {words}"),
    };
    let (rule, message) = match fault.kind {
        JsonFault::Empty => (&encoding::JSON_EMPTY, format!("{what} is empty, expected JSON")),
        JsonFault::ByteOrderMark => (&encoding::JSON_BOM, format!("{what} starts with a byte order mark")),
        JsonFault::NotUtf8 => (&encoding::JSON_NOT_UTF8, format!("{what} is not UTF-8 from byte {at} on")),
        JsonFault::Truncated => (&encoding::JSON_TRUNCATED, format!("{what} is cut off at byte {at}{expected}")),
        JsonFault::Unexpected => (&encoding::JSON_SYNTAX, format!("{what} is not JSON at byte {at}{expected}")),
        JsonFault::BadNumber => (&encoding::JSON_SYNTAX, format!("{what} has an invalid number at byte {at}")),
        JsonFault::BadEscape => (&encoding::JSON_SYNTAX, format!("{what} has an invalid escape at byte {at}")),
        JsonFault::ControlCharacter => {
            (&encoding::JSON_SYNTAX, format!("{what} has a control character in a string at byte {at}"))
        }
        JsonFault::Trailing => (&encoding::JSON_TRAILING, format!("{what} has trailing data at byte {at}")),
        JsonFault::TooDeep => (&encoding::JSON_TOO_DEEP, format!("{what} is nested too deeply at byte {at}")),
        JsonFault::TooLong => (&encoding::ENC_TOO_LONG, format!("{what} is too long")),
    };
    Fault::fatal(rule, span, message)
}

/// The faults of one header source: encoding, JSON, type, duplicates.
pub(crate) fn source_faults(source: &HeaderSource) -> Vec<Fault> {
    let mut faults = source.part.as_ref().map(part_faults).unwrap_or_default();
    if source.part.is_some() {
        if let Some(fault) = source.document.fault() {
            let mut bytes = fault.span;
            if bytes.is_empty() {
                bytes = Span::new(bytes.start.saturating_sub(1), bytes.end);
            }
            faults.push(json_fault(fault, "The header", Some(source.span_in_text(bytes))));
        }
        if let Some(root) = source.document.root()
            && root.kind() != Kind::Object
        {
            let message = format!("The header is {}, not a JSON object", root.kind().words());
            faults.push(Fault::fatal(&structure::HEADER_NOT_OBJECT, source.span_in_text(root.span()), message));
        }
    }
    if let Some(object) = source.object() {
        faults.extend(duplicate_faults(object, |span| source.span_in_text(span)));
    }
    faults.into_iter().map(Fault::of_header).collect()
}

/// A fault for each member name that stands more than once in `object`.
pub(crate) fn duplicate_faults(object: Value<'_>, in_text: impl Fn(Span) -> Span) -> Vec<Fault> {
    json::duplicates(object)
        .into_iter()
        .map(|(name, values)| {
            // A name that is written in two ways hides the second one from a reader (RFC 7515 §5.3).
            let spellings: std::collections::HashSet<_> =
                values.iter().filter_map(|value| value.name_span()).map(|span| object_bytes(object, span)).collect();
            let rule = if spellings.len() > 1 { &encoding::JSON_DUP_KEY_ESCAPED } else { &encoding::JSON_DUP_KEY };
            let span = values.last().map(|value| {
                let name = value.name_span().unwrap_or_else(|| value.span());
                in_text(Span::new(name.start, value.span().end))
            });
            let name = shown(&name);
            let message = format!("\"{name}\" appears {}; parsers disagree on which one wins", times(values.len()));
            Fault::fatal(rule, span, message)
        })
        .collect()
}

pub(crate) fn object_bytes(object: Value<'_>, span: Span) -> Vec<u8> {
    object.document().bytes().get(span.range()).map(<[u8]>::to_vec).unwrap_or_default()
}
