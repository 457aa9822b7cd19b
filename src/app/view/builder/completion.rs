//! What could stand at the caret: names and values from the registries, times, and what recent tokens have.

use crate::app::query::builder::caret::CaretPlace;
use crate::app::query::desk;
use crate::app::state::State;
use crate::app::value::builder::Field;
use crate::app::value::is_time;
use crate::app::value::words::elided;
use crate::app::view::member::{content_encryption_words, key_management_words, signature_words};
use crate::engine::ground::jwa::{CONTENT_ENCRYPTION_ALGORITHMS, KEY_MANAGEMENT_ALGORITHMS, SIGNATURE_ALGORITHMS};
use crate::engine::jwt::claim::{CLAIMS, HEADER_PARAMETERS, VENDOR_CLAIMS};

/// One thing that could stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What is listed.
    pub shown: String,
    /// What replaces the word at the caret: a string without its quotes, where the caret is in one, else JSON.
    pub insert: String,
    pub words: String,
    /// Behind a new name: the colon, and the quotes of a value that is a string.
    pub tail: &'static str,
    /// Bytes of the word in front of the caret, which it replaces.
    pub word: usize,
    /// And of what stands of it behind the caret.
    pub rest: usize,
    /// The caret is in a string, which is closed behind it.
    pub is_in_string: bool,
    /// It is a value of few that could stand there.
    pub is_value: bool,
}

/// Values that a member could have here and now, beside those of the registries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownValues {
    /// The member.
    pub of: String,
    pub values: Vec<KnownValue>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownValue {
    /// "+5 min", or the text itself.
    pub shown: String,
    /// A text, or a number.
    pub is_text: bool,
    /// As it is written.
    pub value: String,
    pub words: String,
}

/// From how many tokens values are offered, and how many.
const TOKENS: usize = 64;
const VALUES: usize = 12;
/// Lengths of time after which tokens expire, in seconds.
const LIFETIMES: [(&str, i64); 5] =
    [("+5 min", 300), ("+15 min", 900), ("+1 h", 3_600), ("+1 d", 86_400), ("+30 d", 30 * 86_400)];

/// What the member at the caret of the claims could be.
pub(in crate::app) fn known_values(state: &State, text: &str) -> KnownValues {
    let caret = state.build.caret.filter(|(field, _)| *field == Field::Claims);
    let place = caret.and_then(|(_, caret)| CaretPlace::at(text, caret));
    let Some(name) = place.and_then(|place| place.name) else { return KnownValues::default() };
    let values = if is_time(name) { times(name, state.now()) } else { of_tokens(state, name) };
    KnownValues { of: name.to_owned(), values }
}

fn times(name: &str, now: i64) -> Vec<KnownValue> {
    let time = |(shown, seconds): (&str, i64)| KnownValue {
        shown: shown.to_owned(),
        is_text: false,
        value: now.saturating_add(seconds).to_string(),
        words: super::seconds_words(now.saturating_add(seconds), now),
    };
    if name == "exp" { LIFETIMES.map(time).into() } else { vec![time(("now", 0)), time(("−1 h", -3_600))] }
}

/// What recent tokens have there, the newest first.
fn of_tokens(state: &State, name: &str) -> Vec<KnownValue> {
    let mut found: Vec<KnownValue> = Vec::new();
    for entry in state.desk.entries.iter().rev().take(TOKENS) {
        let Some((_, claims)) = desk::known(state, entry).and_then(|(examination, _)| examination.readable_claims())
        else {
            continue;
        };
        let Some(value) = claims.get(name) else { continue };
        let texts = std::iter::once(value).chain(value.children()).filter_map(|value| value.as_str());
        for text in texts.map(std::borrow::Cow::into_owned) {
            if found.len() < VALUES && text.len() <= 200 && found.iter().all(|known| known.value != text) {
                let words = format!("of {}", elided(&desk::title(state, entry), 40));
                found.push(KnownValue { shown: text.clone(), is_text: true, value: text, words });
            }
        }
    }
    found
}

/// Most that are offered at once.
const OFFERED: usize = 40;

/// Media types for `typ` and `cty` that people mean.
const TYPES: &[(&str, &str)] = &[
    ("JWT", "a JSON Web Token (RFC 7519 §5.1)"),
    ("at+jwt", "an OAuth 2.0 access token (RFC 9068 §2.1)"),
    ("dpop+jwt", "a DPoP proof (RFC 9449 §4.2)"),
    ("logout+jwt", "a back-channel logout token"),
    ("client-authentication+jwt", "a client assertion (RFC 7523)"),
    ("secevent+jwt", "a security event token (RFC 8417)"),
    ("entity-statement+jwt", "OpenID Federation"),
    ("oauth-authz-req+jwt", "a request object (RFC 9101)"),
    ("token-introspection+jwt", "an introspection response (RFC 9701)"),
    ("jose", "compact"),
    ("jose+json", "a JSON serialization"),
];

/// What could stand at the caret, which is given in bytes. Empty where nothing is known. In the midst of a word, and where a
/// word is complete, it is told only where it was asked for: whatever else could stand there.
pub fn completions(field: Field, text: &str, caret: usize, known: &KnownValues, is_asked: bool) -> Vec<Completion> {
    let Some(place) = CaretPlace::at(text, caret) else { return Vec::new() };
    if place.rest > 0 && !is_asked {
        return Vec::new();
    }
    // Digits that stand there are no beginning of "+15 min".
    let is_number = !place.typed.is_empty() && place.typed.bytes().all(|byte| byte.is_ascii_digit());
    let typed = if is_asked && is_number { "" } else { place.typed };
    let mut found = matching(field, text, &place, typed, known);
    // Who asks in the midst of a value wants another.
    if is_asked && (found.is_empty() || (place.rest > 0 && place.name.is_some())) {
        for other in matching(field, text, &place, "", known) {
            if !found.contains(&other) {
                found.push(other);
            }
        }
        let start = caret.saturating_sub(place.typed.len());
        let word = text.get(start..caret + place.rest).unwrap_or_default().trim_matches('"');
        found.retain(|offer| offer.shown != word);
        found.truncate(OFFERED);
    }
    found
}

/// What could stand there by the registries: name, words, and whether a value in quotes belongs to it.
fn registered(field: Field, place: &CaretPlace<'_>) -> Vec<(&'static str, String, bool)> {
    let is_claims = match field {
        Field::Claims => true,
        Field::Protected(_)
        | Field::Unprotected(_)
        | Field::EncryptionHeader
        | Field::SharedHeader
        | Field::RecipientHeader(_) => false,
        _ => return Vec::new(),
    };
    let is_encryption = matches!(field, Field::EncryptionHeader | Field::SharedHeader | Field::RecipientHeader(_));
    match (&place.name, is_claims) {
        (None, true) => CLAIMS
            .iter()
            .chain(VENDOR_CLAIMS.iter())
            .map(|row| (row.name, row.words().to_owned(), takes_text(row.value_type)))
            .collect(),
        (None, false) => HEADER_PARAMETERS
            .iter()
            .filter(|row| if is_encryption { row.in_jwe } else { row.in_jws })
            .map(|row| {
                let words = if row.plain.is_empty() { row.description } else { row.plain };
                (row.name, words.to_owned(), takes_text(row.value_type))
            })
            .collect(),
        (Some("alg"), false) if is_encryption => {
            KEY_MANAGEMENT_ALGORITHMS.iter().map(|row| (row.name, key_management_words(row.name), false)).collect()
        }
        (Some("alg"), false) => {
            SIGNATURE_ALGORITHMS.iter().map(|row| (row.name, signature_words(row.name), false)).collect()
        }
        (Some("enc"), false) => CONTENT_ENCRYPTION_ALGORITHMS
            .iter()
            .map(|row| (row.name, content_encryption_words(row.name), false))
            .collect(),
        (Some("typ" | "cty"), false) => TYPES.iter().map(|(name, words)| (*name, (*words).to_owned(), false)).collect(),
        (Some("zip"), false) if is_encryption => vec![("DEF", "DEFLATE (RFC 7516 §4.1.3)".to_owned(), false)],
        _ => Vec::new(),
    }
}

/// Those that have `typed` in them, which begin so first.
fn matching(field: Field, text: &str, place: &CaretPlace<'_>, typed: &str, known: &KnownValues) -> Vec<Completion> {
    if field == Field::Claims && place.name.is_some_and(|name| name == known.of) {
        return of_known(place, typed, known);
    }
    let lower = typed.to_ascii_lowercase();
    // What begins so comes before what holds it; nothing is offered for what is complete.
    let mut found: Vec<(u8, Completion)> = Vec::new();
    for (name, words, is_text) in registered(field, place) {
        let low = name.to_ascii_lowercase();
        let rank = if low.starts_with(&lower) {
            0
        } else if !lower.is_empty() && low.contains(&lower) {
            1
        } else {
            continue;
        };
        if name == place.typed || (place.name.is_none() && place.has(text, name)) {
            continue;
        }
        if found.iter().any(|(_, known)| known.shown == name) {
            continue;
        }
        let tail = match (&place.name, place.is_followed) {
            (Some(_), _) | (None, true) => "",
            (None, false) if is_text => ": \"\"",
            (None, false) => ": ",
        };
        // Outside of a string the quotes come along.
        let insert = match (place.is_in_string, tail.is_empty()) {
            (true, _) => name.to_owned(),
            (false, true) => format!("\"{name}\""),
            (false, false) => format!("\"{name}\"{tail}"),
        };
        let tail = if place.is_in_string { tail } else { "" };
        let completion = Completion {
            shown: name.to_owned(),
            insert,
            words,
            tail,
            word: place.typed.len(),
            rest: place.rest,
            is_in_string: place.is_in_string,
            is_value: place.name.is_some(),
        };
        found.push((rank, completion));
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.truncate(OFFERED);
    found.into_iter().map(|(_, completion)| completion).collect()
}

fn of_known(place: &CaretPlace<'_>, typed: &str, known: &KnownValues) -> Vec<Completion> {
    let lower = typed.to_lowercase();
    let begins = |value: &&KnownValue| value.shown.to_lowercase().contains(&lower) && value.shown != place.typed;
    let mut values: Vec<&KnownValue> = known.values.iter().filter(begins).collect();
    values.sort_by_key(|value| !value.shown.to_lowercase().starts_with(&lower));
    let completion = |value: &KnownValue| {
        // A number takes the place of the quotes, too.
        let quotes = usize::from(place.is_in_string && !value.is_text);
        Completion {
            shown: value.shown.clone(),
            insert: match (value.is_text, place.is_in_string) {
                (false, _) => value.value.clone(),
                // Inside of quotes that are there, without those of its own.
                (true, true) => inside_of_quotes(&value.value),
                (true, false) => format!("\"{}\"", inside_of_quotes(&value.value)),
            },
            words: value.words.clone(),
            tail: "",
            word: place.typed.len() + quotes,
            rest: place.rest + if place.is_closed { quotes } else { 0 },
            is_in_string: place.is_in_string && value.is_text,
            is_value: true,
        }
    };
    values.into_iter().map(completion).collect()
}

/// A text as JSON writes it between quotes.
fn inside_of_quotes(text: &str) -> String {
    let quoted = crate::engine::builder::edit::quoted(text);
    quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default().to_owned()
}

fn takes_text(value_type: &str) -> bool {
    matches!(value_type, "string" | "StringOrURI" | "StringOrURI or array" | "string or array")
        || value_type.starts_with("string")
}

#[cfg(test)]
mod tests {
    use super::{KnownValue, KnownValues, completions, times};
    use crate::app::value::builder::Field;

    fn offered(field: Field, text: &str) -> Vec<String> {
        offered_with(field, text, &KnownValues::default())
    }

    fn offered_with(field: Field, text: &str, known: &KnownValues) -> Vec<String> {
        let caret = text.find('|').unwrap();
        let text = text.replace('|', "");
        completions(field, &text, caret, known, false).into_iter().map(|each| each.insert + each.tail).collect()
    }

    #[test]
    fn names_and_algorithms_are_offered_where_they_can_stand() {
        assert_eq!(offered(Field::Protected(0), r#"{"al|"}"#), ["alg: \"\""]);
        assert_eq!(offered(Field::Protected(0), r#"{"alg":"ES2|"}"#), ["ES256", "ES256K"]);
        assert_eq!(offered(Field::EncryptionHeader, r#"{"enc":"A256G|"}"#), ["A256GCM"]);
        assert!(offered(Field::EncryptionHeader, r#"{"alg":"RSA-O|"}"#).contains(&"RSA-OAEP-256".to_owned()));
        assert!(offered(Field::Claims, r#"{"ex|"}"#).contains(&"exp: ".to_owned()));
        assert!(offered(Field::Claims, r#"{"exp":1,"ex|"}"#).iter().all(|name| !name.starts_with("exp:")));
        assert_eq!(offered(Field::Protected(0), r#"{"ty|":"JWT"}"#), ["typ", "cty"], "the colon is there already");
    }

    /// Without the quotes too, which then come along.
    #[test]
    fn what_is_offered_outside_of_a_string_has_its_quotes() {
        assert!(offered(Field::Claims, r#"{|}"#).contains(&"\"exp\": ".to_owned()));
        assert!(offered(Field::Claims, r#"{"a":1, ex|}"#).contains(&"\"exp\": ".to_owned()));
        assert_eq!(offered(Field::Protected(0), r#"{"alg": ES5|}"#), ["\"ES512\""]);
        assert!(offered(Field::Claims, r#"{"a":1|}"#).is_empty() && offered(Field::Claims, r#"{"a":[|]}"#).is_empty());
    }

    #[test]
    fn values_are_times_and_what_recent_tokens_have() {
        let known = KnownValues { of: "exp".to_owned(), values: times("exp", 1_700_000_000) };
        assert_eq!(offered_with(Field::Claims, r#"{"exp": |}"#, &known)[0], "1700000300");
        assert_eq!(offered_with(Field::Claims, r#"{"exp": +1 |}"#, &known).len(), 0, "that is none");
        assert_eq!(offered_with(Field::Claims, r#"{"exp": +1|}"#, &known).len(), 3, "+15 min, +1 h, +1 d");
        assert!(offered_with(Field::Claims, r#"{"exp": 17|}"#, &known).is_empty(), "who types digits means them");
        assert!(offered_with(Field::Claims, r#"{"iat": |}"#, &known).is_empty(), "of another member");
        let text = |value: &str| KnownValue {
            shown: value.to_owned(),
            is_text: true,
            value: value.to_owned(),
            words: String::new(),
        };
        let known = KnownValues { of: "aud".to_owned(), values: vec![text("https://api.example"), text("a \"b\"")] };
        assert_eq!(offered_with(Field::Claims, r#"{"aud": "|"}"#, &known), ["https://api.example", "a \\\"b\\\""]);
        assert_eq!(offered_with(Field::Claims, r#"{"aud": |}"#, &known)[0], "\"https://api.example\"");
        assert_eq!(offered_with(Field::Claims, r#"{"aud": "api|"}"#, &known), ["https://api.example"]);
    }

    /// What is asked for where something stands already takes its place.
    #[test]
    fn what_is_asked_for_replaces_what_is_there() {
        let asked = |field: Field, marked: &str, known: &KnownValues, shown: &str| {
            let caret = marked.find('|').unwrap();
            let mut text = marked.replace('|', "");
            let offered = completions(field, &text, caret, known, true);
            let offer = offered.iter().find(|offer| offer.shown == shown);
            let offer = offer.unwrap_or_else(|| panic!("{marked}: {offered:?}"));
            text.replace_range(caret - offer.word..caret + offer.rest, &offer.insert);
            text
        };
        let none = KnownValues::default();
        assert_eq!(asked(Field::Protected(0), r#"{"alg":"HS256|"}"#, &none, "ES256"), r#"{"alg":"ES256"}"#);
        assert_eq!(asked(Field::Protected(0), r#"{"alg":"|HS256"}"#, &none, "ES256"), r#"{"alg":"ES256"}"#);
        assert_eq!(asked(Field::Protected(0), r#"{"alg":|"HS256"}"#, &none, "ES256"), r#"{"alg":"ES256"}"#);
        assert_eq!(asked(Field::Protected(0), r#"{"t|ip":"JWT"}"#, &none, "typ"), r#"{"typ":"JWT"}"#);
        assert_eq!(asked(Field::Protected(0), r#"{"typ":"J|WT"}"#, &none, "at+jwt"), r#"{"typ":"at+jwt"}"#);
        let known = KnownValues { of: "exp".to_owned(), values: times("exp", 1_700_000_000) };
        for marked in [r#"{"exp":17|00}"#, r#"{"exp":|1700}"#, r#"{"exp":"|"}"#, r#"{"exp":"soon|"}"#] {
            assert_eq!(asked(Field::Claims, marked, &known, "+5 min"), r#"{"exp":1700000300}"#, "{marked}");
        }
        let text = |value: &str| KnownValue {
            shown: value.to_owned(),
            is_text: true,
            value: value.to_owned(),
            words: String::new(),
        };
        let known = KnownValues { of: "aud".to_owned(), values: vec![text("https://api.example")] };
        for (marked, after) in [
            (r#"{"aud":["x","|"]}"#, r#"{"aud":["x","https://api.example"]}"#),
            (r#"{"aud":[|]}"#, r#"{"aud":["https://api.example"]}"#),
            (r#"{"aud":"https://o|ther.example"}"#, r#"{"aud":"https://api.example"}"#),
        ] {
            assert_eq!(asked(Field::Claims, marked, &known, "https://api.example"), after);
        }
        // Who did not ask is left alone.
        assert!(offered(Field::Protected(0), r#"{"t|ip":"JWT"}"#).is_empty());
        assert!(offered(Field::Protected(0), r#"{"alg":"HS256|"}"#).is_empty());
    }

    #[test]
    fn nothing_is_offered_elsewhere() {
        assert!(offered(Field::Claims, r#"{"sub":"al|"}"#).is_empty());
        assert!(offered(Field::Claims, r#"{"address":{"ex|"}}"#).is_empty());
        assert!(offered(Field::Aad, r#"{"ex|"}"#).is_empty());
        assert!(offered(Field::Claims, r#"{"e|xp":1}"#).is_empty(), "in the midst of a word");
    }
}
