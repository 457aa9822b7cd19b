//! Rules about text that looks like something else than it is (Unicode UTS #39).

use super::encoding::{called, subtree};
use super::headers;
use crate::engine::ground::json::{Kind, Value};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::span::Span;
use crate::engine::jose::layer::Layer;
use crate::engine::jose::layer::member_span;
use crate::engine::rule::Rule;
use crate::engine::rule::finding::{Finding, Findings, Place};
use crate::engine::text::deceptive::{hidden, turns_writing};
use unicode_security::{MixedScript, RestrictionLevel, RestrictionLevelDetection};

crate::engine::rule::rules! {
    TXT_BIDI: Warning, "Text contains invisible characters that change how it reads", "Compare it character by character, not by eye", "Unicode UTS #39";
    TXT_CONTROL: Info, "Text contains control characters", "They are shown as escapes here; elsewhere they may break a log or a terminal", "";
    TXT_CONFUSABLE: Warning, "A word mixes letters of several scripts that look alike", "Compare it character by character, not by eye", "Unicode UTS #39";
}

/// Claims and parameters that somebody compares or decides by.
const IDENTIFIERS: [&str; 20] = [
    "iss",
    "sub",
    "aud",
    "azp",
    "client_id",
    "jti",
    "kid",
    "email",
    "upn",
    "preferred_username",
    "unique_name",
    "scope",
    "scp",
    "roles",
    "groups",
    "tid",
    "oid",
    "alg",
    "jku",
    "x5u",
];

/// Looks at every name and string of a layer's headers and content.
pub(crate) fn check(index: usize, layer: &Layer, limits: &Limits, findings: &mut Findings) {
    for (place, header) in headers(layer, limits) {
        for source in &header.sources {
            if let Some(object) = source.object() {
                strings(object, index, place, &|value| Some(source.span_in_text(value.span())), findings);
            }
        }
    }
    if let Some(content) = &layer.content
        && let Some(root) = content.document.as_deref().and_then(|document| document.root())
    {
        strings(root, index, Place::Payload, &|value| member_span(content, value), findings);
    }
}

fn strings(
    root: Value<'_>,
    layer: usize,
    place: Place,
    span: &dyn Fn(Value<'_>) -> Option<Span>,
    findings: &mut Findings,
) {
    // An element of a list belongs to the member that holds the list.
    let mut identifier_until = 0;
    for value in subtree(root) {
        let mut add = |rule: &'static Rule, message: String| {
            findings.push(Finding::new(rule, layer, place).at(span(value)).saying(message));
        };
        if let Some(name) = value.name() {
            if !name.is_ascii() {
                if let Some(words) = name.chars().find_map(hidden) {
                    add(&TXT_BIDI, format!("The name {} contains {words}", called(value)));
                } else if mixes_scripts(&name) {
                    add(&TXT_CONFUSABLE, format!("The name {} mixes letters of several scripts", called(value)));
                }
            }
            if IDENTIFIERS.contains(&&*name) {
                identifier_until = value.next_index();
            }
        }
        if value.kind() != Kind::String {
            continue;
        }
        let Some(text) = value.as_str() else { continue };
        let is_identifier = value.index() < identifier_until;
        // Names of people may need joiners and direction marks; what turns the writing around is suspicious anywhere.
        let is_suspicious = |character: &char| is_identifier || turns_writing(*character);
        if !text.is_ascii() {
            if let Some((character, words)) =
                text.chars().filter(is_suspicious).find_map(|character| Some((character, hidden(character)?)))
            {
                add(&TXT_BIDI, format!("{} contains {words}, U+{:04X}", called(value), u32::from(character)));
            } else if is_identifier && mixes_scripts(&text) {
                add(&TXT_CONFUSABLE, format!("{} mixes letters of several scripts", called(value)));
            }
        }
        let is_control =
            |character: &char| character.is_control() && (is_identifier || !matches!(character, '\n' | '\r' | '\t'));
        // All bytes of most texts are past it at once; C1 controls are none of ASCII.
        let may_have_one = !text.is_ascii() || text.bytes().fold(false, |found, byte| found | byte.is_ascii_control());
        if may_have_one && let Some(character) = text.chars().find(is_control) {
            add(
                &TXT_CONTROL,
                format!("{} contains the control character U+{:04X}", called(value), u32::from(character)),
            );
        }
    }
}

/// Whether one word mixes scripts, as no language does (UTS #39 §5.1, §5.2: Latin stands beside Chinese, Japanese and
/// Korean letters, and beside no other).
fn mixes_scripts(text: &str) -> bool {
    text.split(|character: char| !character.is_alphabetic())
        .any(|word| !word.is_single_script() && word.detect_restriction_level() > RestrictionLevel::HighlyRestrictive)
}

#[cfg(test)]
mod tests {
    use super::RULES;
    use crate::engine::lint::tests::check;

    #[test]
    fn txt_bidi() {
        check(RULES, "{}", "{\"sub\":\"admin\u{202e}resu\"}", &["TXT_BIDI"]);
        check(RULES, "{}", r#"{"name":"a\u202eb"}"#, &["TXT_BIDI"]);
        check(RULES, "{}", "{\"sub\":\"ad\u{200b}min\"}", &["TXT_BIDI"]);
        check(RULES, "{}", "{\"e\u{200b}xp\":1}", &["TXT_BIDI"]);
        check(RULES, "{\"kid\":\"a\u{feff}\"}", "{}", &["TXT_BIDI"]);
        // A Persian name needs its joiner, an emoji too.
        check(RULES, "{}", "{\"name\":\"علی\u{200c}رضا 👩\u{200d}💻\"}", &[]);
        check(RULES, "{}", r#"{"sub":"مدير"}"#, &[]);
    }

    #[test]
    fn txt_control() {
        check(RULES, "{}", r#"{"note":"a\u0007b"}"#, &["TXT_CONTROL"]);
        check(RULES, "{}", r#"{"sub":"a\nb"}"#, &["TXT_CONTROL"]);
        check(RULES, "{}", r#"{"roles":["a\nb"]}"#, &["TXT_CONTROL"]);
        check(RULES, "{}", r#"{"note":"two\nlines"}"#, &[]);
    }

    #[test]
    fn txt_confusable() {
        check(RULES, "{}", r#"{"iss":"https://pаypal.example"}"#, &["TXT_CONFUSABLE"]);
        check(RULES, "{}", r#"{"ехp":1}"#, &["TXT_CONFUSABLE"]);
        check(RULES, "{}", r#"{"iss":"https://paypal.example"}"#, &[]);
        check(RULES, "{}", r#"{"sub":"Иван Müller"}"#, &[]);
        check(RULES, "{}", r#"{"name":"pаypal"}"#, &[]);
    }
}
