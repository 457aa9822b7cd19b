//! Tokens within claims: a notification with a signed transaction inside, a credential with a request object.

use crate::engine::ground::base64url;
use crate::engine::ground::json::{self, Kind, Value};
use crate::engine::jose::layer::Examination;

/// How many are looked for.
const MOST: usize = 16;
/// Longest header of one that is read.
const LONGEST_HEADER: usize = 16 * 1024;

/// A token that is the value of a claim.
#[derive(Clone)]
pub struct InnerToken<'a> {
    /// Where it is: `signedTransactionInfo`, `data.signedTransactionInfo`.
    pub path: String,
    /// Its text.
    pub text: String,
    /// The claim.
    pub value: Value<'a>,
}

/// The tokens in the claims of the innermost layer.
pub fn tokens(examination: &Examination) -> Vec<InnerToken<'_>> {
    let Some((_, root)) = examination.readable_claims() else { return Vec::new() };
    let mut found = Vec::new();
    below(root, "", 0, &mut found);
    found
}

fn below<'a>(value: Value<'a>, path: &str, depth: usize, found: &mut Vec<InnerToken<'a>>) {
    if depth > 8 {
        return;
    }
    for child in value.children() {
        if found.len() >= MOST {
            return;
        }
        let name = child.name().unwrap_or_default();
        let path = match (path, &*name) {
            (path, "") => path.to_owned(),
            ("", name) => name.to_owned(),
            (path, name) => format!("{path}.{name}"),
        };
        match child.kind() {
            Kind::String => {
                if let Some(text) = child.as_str().filter(|text| is_token(text)) {
                    found.push(InnerToken { path, text: text.into_owned(), value: child });
                }
            }
            Kind::Object | Kind::Array => below(child, &path, depth + 1, found),
            _ => {}
        }
    }
}

/// Whether this is a compact JWS or JWE, an SD-JWT too, whose header says so (RFC 7515 §7.1, RFC 7516 §7.1).
fn is_token(text: &str) -> bool {
    let compact = text.split('~').next().unwrap_or_default();
    let dots = memchr::memchr_iter(b'.', compact.as_bytes()).count();
    let Some((header, _)) = compact.split_once('.').filter(|(header, _)| header.len() <= LONGEST_HEADER) else {
        return false;
    };
    if !matches!(dots, 2 | 4) || !header.starts_with('e') {
        return false;
    }
    let decoded = base64url::decode(header);
    let document = json::scan(decoded.bytes.as_slice(), 16);
    decoded.is_strict() && document.root().is_some_and(|root| root.get("alg").is_some())
}

#[cfg(test)]
mod tests {
    use super::tokens;
    use crate::engine::jwt::fixture::verified;

    const INNER: &str = "eyJhbGciOiJub25lIn0.e30.";

    fn paths(claims: &str) -> Vec<String> {
        let examination = verified(r#"{"alg":"ES256"}"#, &claims.replace("TOKEN", INNER));
        tokens(&examination).into_iter().map(|inner| inner.path).collect()
    }

    #[test]
    fn a_token_is_found_wherever_it_is_in_the_claims() {
        assert_eq!(paths(r#"{"request":"TOKEN"}"#), ["request"]);
        assert_eq!(
            paths(r#"{"data":{"signedTransactionInfo":"TOKEN"},"a":["TOKEN"]}"#),
            ["data.signedTransactionInfo", "a"]
        );
        // What only looks like one: a version, a host, a header without alg, a sentence.
        assert_eq!(paths(r#"{"a":"e.x.y","b":"eu.example.com","c":"eyJhIjoxfQ.e30.x","d":"e. g. this"}"#), [""; 0]);
    }
}
