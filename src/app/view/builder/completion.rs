//! What could stand at the caret: names and values from the registries.

use crate::app::value::builder::Field;
use crate::app::view::member::{content_encryption_words, key_management_words, signature_words};
use crate::engine::ground::jwa::{CONTENT_ENCRYPTION_ALGORITHMS, KEY_MANAGEMENT_ALGORITHMS, SIGNATURE_ALGORITHMS};
use crate::engine::jwt::claim::{CLAIMS, HEADER_PARAMETERS, VENDOR_CLAIMS};

/// One thing that could stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What replaces the string at the caret, without its quotes.
    pub insert: String,
    pub words: String,
    /// Behind a new name: the colon, and the quotes of a value that is a string.
    pub tail: &'static str,
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

/// What could stand in the string that begins before the caret, which is given in bytes. Empty where nothing is known.
pub fn completions(field: Field, text: &str, caret: usize) -> Vec<Completion> {
    let is_claims = match field {
        Field::Claims => true,
        Field::Protected(_)
        | Field::Unprotected(_)
        | Field::EncryptionHeader
        | Field::SharedHeader
        | Field::RecipientHeader(_) => false,
        _ => return Vec::new(),
    };
    let Some(place) = CaretPlace::at(text, caret) else { return Vec::new() };
    let typed = place.typed;
    let is_encryption = matches!(field, Field::EncryptionHeader | Field::SharedHeader | Field::RecipientHeader(_));
    let all: Vec<(&str, String, bool)> = match (&place.name, is_claims) {
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
        _ => return Vec::new(),
    };
    let lower = typed.to_ascii_lowercase();
    // What begins so comes before what holds it; nothing is offered for what is complete.
    let mut found: Vec<(u8, Completion)> = Vec::new();
    for (name, words, is_text) in all {
        let low = name.to_ascii_lowercase();
        let rank = if low.starts_with(&lower) {
            0
        } else if !lower.is_empty() && low.contains(&lower) {
            1
        } else {
            continue;
        };
        if name == typed || (place.name.is_none() && place.has(text, name)) {
            continue;
        }
        if found.iter().any(|(_, known)| known.insert == name) {
            continue;
        }
        let tail = match (&place.name, place.is_followed) {
            (Some(_), _) | (None, true) => "",
            (None, false) if is_text => ": \"\"",
            (None, false) => ": ",
        };
        found.push((rank, Completion { insert: name.to_owned(), words, tail }));
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.truncate(OFFERED);
    found.into_iter().map(|(_, completion)| completion).collect()
}

fn takes_text(value_type: &str) -> bool {
    matches!(value_type, "string" | "StringOrURI" | "StringOrURI or array" | "string or array")
        || value_type.starts_with("string")
}

/// Where the caret stands: in a name, or in the value of a member of the outermost object.
struct CaretPlace<'a> {
    /// What was typed of the string so far.
    typed: &'a str,
    /// Of which member it is the value; `None`: it is a name.
    name: Option<&'a str>,
    /// Behind the string a colon follows already.
    is_followed: bool,
}

impl<'a> CaretPlace<'a> {
    fn at(text: &'a str, caret: usize) -> Option<Self> {
        let before = text.get(..caret)?;
        // One pass over what stands before: strings, depth, and what the last name was.
        let mut depth = 0_i32;
        let mut open: Option<usize> = None;
        let mut is_escaped = false;
        let mut last: Option<&str> = None;
        let mut name: Option<&str> = None;
        for (at, byte) in before.bytes().enumerate() {
            match (open, byte) {
                (Some(_), _) if is_escaped => is_escaped = false,
                (Some(_), b'\\') => is_escaped = true,
                (Some(start), b'"') => {
                    last = before.get(start + 1..at);
                    open = None;
                }
                (Some(_), _) => {}
                (None, b'"') => open = Some(at),
                (None, b'{' | b'[') => {
                    depth += 1;
                    name = None;
                }
                (None, b'}' | b']') => {
                    depth -= 1;
                    name = None;
                }
                (None, b':') => name = last,
                (None, b',') => name = None,
                _ => {}
            }
        }
        let typed = before.get(open? + 1..)?;
        // Inside of an address or an actor other names are meant.
        if depth != 1 || is_escaped || typed.len() > 60 {
            return None;
        }
        let after = text.get(caret..)?;
        let rest = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "_-:/+.#".contains(c));
        // In the midst of a word nothing is offered.
        if rest.len() != after.len() && !after.starts_with([':', '"']) {
            return None;
        }
        let is_followed = after.trim_start_matches('"').trim_start().starts_with(':');
        Some(Self { typed, name, is_followed })
    }

    /// Whether the object has a member of this name already.
    fn has(&self, text: &str, name: &str) -> bool {
        text.contains(&format!("\"{name}\""))
    }
}

#[cfg(test)]
mod tests {
    use super::completions;
    use crate::app::value::builder::Field;

    fn offered(field: Field, text: &str) -> Vec<String> {
        let caret = text.find('|').unwrap();
        completions(field, &text.replace('|', ""), caret).into_iter().map(|each| each.insert + each.tail).collect()
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

    #[test]
    fn nothing_is_offered_elsewhere() {
        assert!(offered(Field::Claims, r#"{"sub":"al|"}"#).is_empty());
        assert!(offered(Field::Claims, r#"{|}"#).is_empty());
        assert!(offered(Field::Claims, r#"{"address":{"ex|"}}"#).is_empty());
        assert!(offered(Field::Aad, r#"{"ex|"}"#).is_empty());
        assert!(offered(Field::Claims, r#"{"e|xp":1}"#).is_empty(), "in the midst of a word");
    }
}
