//! Rules about base64url and JSON: the bytes themselves.

use super::claims::TIMES;
use super::{Subject, headers};
use crate::engine::ground::json::{Kind, Value};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::span::Span;
use crate::engine::jose::layer::member_span;
use crate::engine::jose::layer::{Examination, Layer};
use crate::engine::jose::reason::{Cause, Reason, SignatureForm};
use crate::engine::rule::finding::{Finding, Findings, Place};
use crate::engine::text::cut::{self, Cutter};
use crate::engine::text::mask;
use crate::engine::text::words::{grouped, shown};

crate::engine::rule::rules! {
    ENC_TRUNCATED: Error, "Cut off at the length of a field or a buffer", "Copy the whole token from its source, and enlarge that field", "";
    JSON_UNSAFE_INT: Warning, "A number that JavaScript rounds", "Send it as a string", "RFC 7493 §2.2";
    JSON_DEEP: Warning, "Nested deeper than 32 levels", "Deep nesting crashes some parsers", "RFC 8259 §9";
    JSON_LONE_SURROGATE: Warning, "A string contains half of a surrogate pair", "This is not valid Unicode", "RFC 7493 §2.1";
}

/// Deeper than this is worth a word.
const DEEP: usize = 32;
/// Largest integer that a double holds together with both its neighbours (RFC 7493 §2.2).
const LARGEST_SAFE: u128 = (1 << 53) - 1;

/// Lengths at which texts are cut, and by what.
const CUTS: &[(usize, &str)] = &[
    (64, "a field"),
    (100, "a field"),
    (128, "a field"),
    (191, "a database column of VARCHAR(191)"),
    (200, "a field"),
    (250, "a field"),
    (255, "a database column of VARCHAR(255)"),
    (256, "a field"),
    (300, "a field"),
    (400, "a field"),
    (500, "a field"),
    (511, "a buffer of 512 bytes"),
    (512, "a field"),
    (998, "a line of an e-mail (RFC 5322 §2.1.1)"),
    (1000, "a field"),
    (1023, "a buffer of 1,024 bytes"),
    (1024, "a field or a log line"),
    (1500, "a field"),
    (2000, "a field"),
    (2047, "a buffer of 2,048 bytes"),
    (2048, "a field, a log line or a URL"),
    (2083, "a URL in old browsers"),
    (3000, "a field"),
    (4000, "a database column of VARCHAR2(4000)"),
    (4095, "a line typed or pasted into a terminal"),
    (4096, "a cookie or a buffer"),
    (5000, "a field"),
    (8190, "a header line of Apache"),
    (8191, "a buffer of 8,192 bytes"),
    (8192, "a header line or a log line"),
    (10_000, "a field"),
    (16_383, "a buffer of 16,384 bytes"),
    (16_384, "a header or a log line"),
    (32_767, "an environment variable or a cell of a spreadsheet"),
    (65_535, "a database column of type TEXT"),
];

/// Rules that a token breaks when its end is missing.
const SIGNS_OF_A_CUT: &[&str] =
    &["PARTS_ONE", "PARTS_TWO", "PARTS_FOUR", "JSON_TRUNCATED", "ENC_B64_LENGTH", "TAG_LENGTH"];

/// A token whose end is missing, and whose length says by what it was cut.
pub(crate) fn truncation(subject: &Subject<'_>, layer: &Layer, findings: &mut Findings) {
    let length = layer.text.len();
    let Some((_, place)) = CUTS.iter().find(|(cut, _)| *cut == length) else { return };
    if is_short(subject.examination, layer) {
        let message =
            format!("Cut off after exactly {} characters, a common limit for {place}", grouped(length as u128));
        findings.push(Finding::new(&ENC_TRUNCATED, 0, Place::Token).saying(message));
    }
}

/// A token whose end is missing, in a text that says so behind it: with an ellipsis, or with what a log writes there. Where
/// the text tells which program cut it, how that prints all of it.
pub(crate) fn printed_short(examination: &Examination, before: &str, following: &str) -> Option<Finding> {
    let layer = examination.layers.first()?;
    let found = cut::behind(before, &layer.text, following)?;
    let mark = shown(mask::mark(found.mark));
    let behind = following.get(following.find(found.mark)? + found.mark.len()..)?;
    let goes_on = behind.starts_with(|next: char| next.is_ascii_alphanumeric() || matches!(next, '-' | '_'));
    let place = if goes_on { "what stood there" } else { "the rest" };
    let by = found.by.map_or_else(String::new, |by| format!(" by {}", by.name()));
    let message = match found.by {
        // It puts nothing there.
        Some(Cutter::SqlServer) => format!("Cut off where it was printed{by}"),
        _ => format!("Cut off where it was printed{by}: {mark} is in place of {place}"),
    };
    let advice =
        found.by.map_or("A program shortened it to show it: copy the whole token from its source", Cutter::advice);
    is_short(examination, layer).then(|| Finding::new(&ENC_TRUNCATED, 0, Place::Token).saying(message).advising(advice))
}

/// A token whose header somebody masked: what stands in front of the dot in front of it.
pub(crate) fn header_masked(examination: &Examination, before: &str) -> Option<Finding> {
    let found = examination.findings.iter().find(|finding| finding.rule.id == "PARTS_TWO" && finding.layer == 0)?;
    let word =
        before.strip_suffix('.')?.rsplit(|sign: char| sign.is_whitespace() || "\"'=:,`".contains(sign)).next()?;
    let writer = mask::masked(word)?.writer.map_or_else(String::new, |writer| format!(", as {writer}"));
    let message = format!("The header is masked: {} is in its place{writer}", shown(mask::mark(word)));
    let advice =
        "Without its header a token can be neither read as one nor verified: copy the whole token from its source";
    Some(found.clone().saying(message).advising(advice))
}

/// A token without its middle, in a text that tells which program left it out.
pub(crate) fn printed_without_middle(examination: &Examination, before: &str) -> Option<Finding> {
    let found = examination.findings.iter().find(|finding| finding.rule.id == "PART_MASKED" && finding.layer == 0)?;
    let by = cut::within(before)?;
    Some(found.clone().saying(format!("{}, by {}", found.message, by.name())).advising(by.advice()))
}

/// A header behind which a program printed an object or the name of nothing instead of the other parts.
pub(crate) fn placeholder_behind(examination: &Examination, following: &str) -> Option<Finding> {
    let found = examination.findings.iter().find(|finding| finding.rule.id == "PARTS_ONE" && finding.layer == 0)?;
    let rest = following.trim_start_matches('.');
    if let Some(word) = named_at(rest) {
        let message = format!("Only a header; {} is in place of the rest", shown(word));
        let advice = "A placeholder from an example, or somebody left it out: copy the whole token from its source";
        return Some(found.clone().saying(message).advising(advice));
    }
    let word = placeholder_at(rest)?;
    let message = format!("Only a header; what a program prints for no text, {}, is in place of the rest", shown(word));
    let advice = "The program that built the token joined an object instead of its text: use its encoded text there";
    Some(found.clone().saying(message).advising(advice))
}

/// `<payload>`, `[payload]`, `{payload}`: the name of a part in its place.
fn named_at(text: &str) -> Option<&str> {
    let close = match text.as_bytes().first()? {
        b'<' => '>',
        b'[' => ']',
        b'{' => '}',
        _ => return None,
    };
    let word = text.get(..=text.find(close)?)?;
    let inner = word.trim_matches(['<', '>', '[', ']', '{', '}']);
    let is_name = (3..=24).contains(&inner.len())
        && inner.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-' | b' '));
    (is_name
        && ["payload", "claim", "body", "base64", "rest"]
            .iter()
            .any(|known| inner.to_ascii_lowercase().contains(known)))
    .then_some(word)
}

/// What JavaScript and its kin print for an object or for nothing.
fn placeholder_at(text: &str) -> Option<&str> {
    if text.starts_with("[object ") {
        return text.find(']').and_then(|close| text.get(..=close));
    }
    let end = text.find(|next: char| !next.is_ascii_alphabetic()).unwrap_or(text.len());
    text.get(..end).filter(|word| matches!(*word, "undefined" | "null" | "None" | "NaN"))
}

/// Whether what is wrong with a token is that its end is missing.
fn is_short(examination: &Examination, layer: &Layer) -> bool {
    let mut found = examination.findings.iter().filter(|finding| finding.layer == 0);
    let mut reasons = layer.signatures.iter().flat_map(|result| &result.reasons);
    let is_short = |reason: &Reason| match reason {
        Reason::Signature(signature) => signature.is_about_length(),
        Reason::Cause(cause, _) => matches!(cause, Cause::Written(SignatureForm::Cut { .. })),
        _ => false,
    };
    found.any(|finding| SIGNS_OF_A_CUT.contains(&finding.rule.id)) || reasons.any(is_short)
}

/// Looks at every JSON object of a layer: its headers and its content.
pub(crate) fn check(index: usize, layer: &Layer, limits: &Limits, findings: &mut Findings) {
    for (place, header) in headers(layer, limits) {
        for source in &header.sources {
            if let Some(object) = source.object() {
                json(object, index, place, &|value| Some(source.span_in_text(value.span())), findings);
            }
        }
    }
    if let Some(content) = &layer.content
        && let Some(root) = content.document.as_deref().and_then(|document| document.root())
    {
        json(root, index, Place::Payload, &|value| member_span(content, value), findings);
    }
}

/// Every value of a subtree in the order written, itself first.
pub(crate) fn subtree(root: Value<'_>) -> impl Iterator<Item = Value<'_>> {
    (root.index()..root.next_index()).filter_map(move |index| root.document().value(index))
}

fn json(
    root: Value<'_>,
    layer: usize,
    place: Place,
    span: &dyn Fn(Value<'_>) -> Option<Span>,
    findings: &mut Findings,
) {
    let mut deepest = root;
    for value in subtree(root) {
        if value.depth() > deepest.depth() {
            deepest = value;
        }
        match value.kind() {
            Kind::Number => {
                if let Some(message) = rounded(value) {
                    let finding = Finding::new(&JSON_UNSAFE_INT, layer, place).at(span(value)).saying(message);
                    // A time that is a string makes the token invalid (RFC 7519 §2).
                    let is_time = value.name().is_some_and(|name| TIMES.contains(&&*name));
                    findings.push(if is_time { finding.advising("Write seconds since 1970") } else { finding });
                }
            }
            Kind::String if value.has_lone_surrogate() => {
                let message = format!("{} contains half of a surrogate pair", called(value));
                findings.push(Finding::new(&JSON_LONE_SURROGATE, layer, place).at(span(value)).saying(message));
            }
            _ => {}
        }
    }
    let depth = deepest.depth() - root.depth();
    if depth > DEEP {
        let message = format!("Nested {depth} levels deep");
        findings.push(Finding::new(&JSON_DEEP, layer, place).at(span(deepest)).saying(message));
    }
}

/// A value's name for a message.
pub(crate) fn called(value: Value<'_>) -> String {
    value.name().map_or_else(|| "An element".to_owned(), |name| shown(&name).into_owned())
}

/// What becomes of a number that a double does not hold; `None` for the others.
fn rounded(value: Value<'_>) -> Option<String> {
    let lexeme = value.lexeme();
    let digits = lexeme.strip_prefix('-').unwrap_or(&lexeme);
    let is_integer = digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_integer && (digits.len() < 16 || digits.parse::<u128>().is_ok_and(|number| number <= LARGEST_SAFE)) {
        return None;
    }
    let double: f64 = lexeme.parse().ok()?;
    let name = called(value);
    if double.is_infinite() {
        return Some(format!("{name} is too large for a JavaScript number"));
    }
    let becomes = if double.abs() < 1e21 { format!("{double}") } else { format!("{double:e}") };
    if !is_integer {
        let mantissa = digits.split(['e', 'E']).next().unwrap_or_default();
        let significant = mantissa.trim_start_matches(['0', '.']).bytes().filter(u8::is_ascii_digit).count();
        return (significant > 17)
            .then(|| format!("{name} has {significant} digits: JavaScript turns it into {becomes}"));
    }
    Some(if becomes == lexeme {
        format!("{name} is beyond 2⁵³: JavaScript cannot tell it from its neighbours")
    } else {
        format!("{name} is {} and becomes {becomes} in JavaScript", shown(&lexeme))
    })
}

#[cfg(test)]
mod tests {
    use super::RULES;
    use crate::engine::jwt::fixture::verified;
    use crate::engine::lint::tests::check;

    /// RFC 7519 §2: a time is a number, so that advice to make it a string would make the token invalid.
    #[test]
    fn a_time_is_not_to_be_a_string() {
        let advice = |claims: &str| {
            let findings = crate::engine::lint::lint(&verified("{}", claims));
            findings.into_iter().find(|finding| finding.rule.id == "JSON_UNSAFE_INT").map(|finding| finding.advice)
        };
        assert_eq!(advice(r#"{"exp":1800000600000000000}"#).as_deref(), Some("Write seconds since 1970"));
        assert_eq!(advice(r#"{"id":1800000600000000000}"#).as_deref(), Some("Send it as a string"));
    }

    fn message(claims: &str) -> Option<String> {
        let findings = crate::engine::lint::lint(&verified("{}", claims));
        findings.into_iter().find(|finding| finding.rule.id == "JSON_UNSAFE_INT").map(|finding| finding.message)
    }

    /// RFC 7493 §2.2.
    #[test]
    fn json_unsafe_int() {
        check(RULES, "{}", r#"{"a":9007199254740991}"#, &[]);
        check(RULES, "{}", r#"{"a":-9007199254740991}"#, &[]);
        check(RULES, "{}", r#"{"a":9007199254740992}"#, &["JSON_UNSAFE_INT"]);
        check(RULES, "{}", r#"{"a":[1,{"b":-9007199254740993}]}"#, &["JSON_UNSAFE_INT"]);
        check(RULES, r#"{"p2c":9007199254740993}"#, "{}", &["JSON_UNSAFE_INT"]);
        check(RULES, "{}", r#"{"a":0.1,"b":1e20,"c":1.5e300}"#, &[]);
        check(RULES, "{}", r#"{"a":0.123456789012345678}"#, &["JSON_UNSAFE_INT"]);
        check(RULES, "{}", r#"{"a":1e400}"#, &["JSON_UNSAFE_INT"]);
        let said = message(r#"{"id":9007199254740993}"#);
        assert_eq!(said.as_deref(), Some("id is 9007199254740993 and becomes 9007199254740992 in JavaScript"));
        assert!(message(r#"{"id":9007199254740992}"#).is_some_and(|said| said.contains("neighbours")));
        assert!(message(&format!(r#"{{"id":{}}}"#, "9".repeat(100_000))).is_some());
    }

    #[test]
    fn json_deep() {
        let nested = |levels: usize| format!(r#"{{"a":{}1{}}}"#, "[".repeat(levels), "]".repeat(levels));
        check(RULES, "{}", &nested(31), &[]);
        check(RULES, "{}", &nested(32), &["JSON_DEEP"]);
    }

    /// RFC 7493 §2.1.
    #[test]
    fn json_lone_surrogate() {
        check(RULES, "{}", r#"{"a":"\ud800"}"#, &["JSON_LONE_SURROGATE"]);
        check(RULES, "{}", r#"{"a":"\ud83d\ude00"}"#, &[]);
        check(RULES, r#"{"kid":"\udc00"}"#, "{}", &["JSON_LONE_SURROGATE"]);
    }
}
