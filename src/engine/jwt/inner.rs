//! Tokens within claims: a notification with a signed transaction inside, a credential with a request object.

use crate::engine::ground::base64url;
use crate::engine::ground::json::{self, Kind, Value};
use crate::engine::jose::layer::Examination;

/// How many are looked for.
const MOST: usize = 16;
/// How deep in the claims.
const DEEPEST: usize = 8;
/// The claims that credentials are in (VCDM 2.0 §4.13, VCDM 1.1 §4.10, OpenID4VP §8.1).
const HOLDERS: [&str; 3] = ["verifiableCredential", "vp.verifiableCredential", "vp_token"];
/// Longest header of one that is read.
const LONGEST_HEADER: usize = 16 * 1024;
/// Bytes of headers that are read in search of them, those too that turn out to be none.
const MOST_READ: usize = 1 << 20;
/// What each costs besides its bytes.
const EACH: usize = 64;

/// A token that is the value of a claim.
#[derive(Clone)]
pub struct InnerToken<'a> {
    /// Where it is: `signedTransactionInfo`, `data.signedTransactionInfo`, `vp.verifiableCredential[1]`. No two are the same.
    pub path: String,
    /// Its text.
    pub text: String,
    /// The claim.
    pub value: Value<'a>,
    /// It is what a presentation presents.
    pub is_credential: bool,
}

/// The tokens in the claims of the innermost layer.
pub fn tokens(examination: &Examination) -> Vec<InnerToken<'_>> {
    let Some((_, root)) = examination.readable_claims() else { return Vec::new() };
    let mut found = Vec::new();
    let mut left = MOST_READ;
    below(root, "", 0, &mut found, &mut left);
    let mut paths = std::collections::HashSet::new();
    // Of a claim that is there twice, each is named.
    for inner in &mut found {
        let mut number = 1;
        let plain = inner.path.clone();
        while !paths.insert(inner.path.clone()) {
            number += 1;
            inner.path = format!("{plain}#{number}");
        }
    }
    found
}

/// How many credentials a presentation holds (VCDM 2.0 §4.13, VCDM 1.1 §4.10, OpenID4VP §8.1): tokens, and objects with a
/// proof of their own.
pub fn credentials(examination: &Examination) -> usize {
    let Some((_, root)) = examination.readable_claims() else { return 0 };
    let presentations = root.all("vp").filter(|vp| vp.kind() == Kind::Object).chain([root]);
    let held = presentations.flat_map(|vp| vp.all("verifiableCredential")).chain(root.all("vp_token"));
    let mut left = MOST_READ;
    held.map(|value| count(value, 0, &mut left)).sum()
}

fn count(value: Value<'_>, depth: usize, left: &mut usize) -> usize {
    match value.kind() {
        // One that nobody looked at is one that nobody vouches for.
        Kind::String => usize::from(value.as_str().is_some_and(|text| is_token(enveloped(&text), left) != Some(false))),
        Kind::Object if value.get("credentialSubject").is_some() => 1,
        Kind::Object if value.get("type").is_some() => {
            let enveloped = value.get("id").and_then(Value::as_str).is_some_and(|id| id.starts_with("data:"));
            usize::from(enveloped)
        }
        // vp_token has lists of presentations by the names of what was asked for.
        Kind::Array | Kind::Object if depth < DEEPEST => {
            value.children().map(|child| count(child, depth + 1, left)).sum()
        }
        _ => 0,
    }
}

/// What a text envelops: `data:application/vc+jwt,eyJ…` (VCDM 2.0 §4.13.2); else the text.
fn enveloped(text: &str) -> &str {
    let rest = text.strip_prefix("data:").and_then(|rest| rest.split_once(','));
    rest.map_or(text, |(_, rest)| rest)
}

fn below<'a>(value: Value<'a>, path: &str, depth: usize, found: &mut Vec<InnerToken<'a>>, left: &mut usize) {
    if depth > DEEPEST {
        return;
    }
    // Of several in a list each has its number; one alone is named by the list.
    let is_list = value.kind() == Kind::Array && value.child_count() > 1;
    for (index, child) in value.children().enumerate() {
        if found.len() >= MOST {
            return;
        }
        let name = child.name().unwrap_or_default();
        let path = match (path, &*name) {
            (path, _) if is_list => format!("{path}[{index}]"),
            (path, "") => path.to_owned(),
            ("", name) => name.to_owned(),
            (path, name) => format!("{path}.{name}"),
        };
        match child.kind() {
            Kind::String => {
                let text = child.as_str().and_then(|text| {
                    let text = enveloped(&text);
                    (is_token(text, left) == Some(true)).then(|| text.to_owned())
                });
                let is_credential = HOLDERS.iter().any(|holder| {
                    path.strip_prefix(holder).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[', '#']))
                });
                found.extend(text.map(|text| InnerToken { path, text, value: child, is_credential }));
            }
            Kind::Object | Kind::Array => below(child, &path, depth + 1, found, left),
            _ => {}
        }
    }
}

/// Whether this is a compact JWS or JWE, an SD-JWT too, whose header says so (RFC 7515 §7.1, RFC 7516 §7.1). `None`: it looks
/// like one, and of the bytes that are read none are left.
fn is_token(text: &str, left: &mut usize) -> Option<bool> {
    let compact = text.split('~').next().unwrap_or_default();
    let Some((header, _)) = compact.split_once('.').filter(|(header, _)| header.len() <= LONGEST_HEADER) else {
        return Some(false);
    };
    if !header.starts_with('e') || !matches!(memchr::memchr_iter(b'.', compact.as_bytes()).count(), 2 | 4) {
        return Some(false);
    }
    *left = left.saturating_sub(header.len() + EACH);
    if *left == 0 {
        return None;
    }
    let decoded = base64url::decode(header);
    let document = json::scan(decoded.bytes.as_slice(), 16);
    Some(decoded.is_strict() && document.root().is_some_and(|root| root.get("alg").is_some()))
}

#[cfg(test)]
mod tests {
    use super::{credentials, tokens};
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
        assert_eq!(
            paths(
                r#"{"vp":{"verifiableCredential":["TOKEN",{"id":"data:application/vc+jwt,TOKEN"}]},"a":["TOKEN",1]}"#
            ),
            ["vp.verifiableCredential[0]", "vp.verifiableCredential[1].id", "a[0]"]
        );
        assert_eq!(paths(r#"{"a":"TOKEN","a":"TOKEN","a":"TOKEN"}"#), ["a", "a#2", "a#3"]);
        // What only looks like one: a version, a host, a header without alg, a sentence.
        assert_eq!(paths(r#"{"a":"e.x.y","b":"eu.example.com","c":"eyJhIjoxfQ.e30.x","d":"e. g. this"}"#), [""; 0]);
    }

    /// Before the last of many that look like one, nobody reads on: it is not found, and what is presented is not called none.
    #[test]
    fn not_every_text_that_looks_like_one_is_read() {
        let long = format!("\"e{}.e30.x\",", "y".repeat(15 * 1024));
        let found = |count: usize| {
            let claims = format!(r#"{{"a":[{}0],"vp_token":["TOKEN"]}}"#, long.repeat(count));
            let claims = claims.replace("TOKEN", INNER);
            let examination = verified(r#"{"alg":"ES256"}"#, &claims);
            (tokens(&examination).len(), credentials(&examination))
        };
        assert_eq!(found(10), (1, 1));
        assert_eq!(found(100), (0, 1));
        let claims = format!(r#"{{"vp_token":[{}"TOKEN"]}}"#, long.repeat(100)).replace("TOKEN", INNER);
        let presented = credentials(&verified(r#"{"alg":"ES256"}"#, &claims));
        assert!((1..100).contains(&presented), "{presented}");
    }

    /// VCDM 1.1 §6.3.1, VCDM 2.0 §4.13.2, OpenID4VP §8.1: each in its own place.
    #[test]
    fn the_credentials_of_a_presentation_are_counted() {
        for (claims, expected) in [
            (r#"{"vp":{"verifiableCredential":["TOKEN","TOKEN"]}}"#, 2),
            (r#"{"vp":{"verifiableCredential":"TOKEN"}}"#, 1),
            (
                r#"{"verifiableCredential":[{"id":"data:application/vc+jwt,TOKEN","type":"EnvelopedVerifiableCredential"}]}"#,
                1,
            ),
            (
                r#"{"verifiableCredential":{"id":"data:application/vc+sd-jwt,TOKEN~","type":["EnvelopedVerifiableCredential"]}}"#,
                1,
            ),
            (r#"{"verifiableCredential":[{"credentialSubject":{"id":"a"},"proof":{}},"TOKEN"]}"#, 2),
            (r#"{"vp_token":{"pid":["TOKEN~","TOKEN"],"other":["TOKEN"]}}"#, 3),
            (r#"{"vp_token":"TOKEN"}"#, 1),
            (r#"{"verifiableCredential":["nothing"],"a":"TOKEN"}"#, 0),
            (r#"{"vp":{"verifiableCredential":[]}}"#, 0),
        ] {
            let examination = verified(r#"{"alg":"ES256"}"#, &claims.replace("TOKEN", INNER));
            assert_eq!(credentials(&examination), expected, "{claims}");
        }
        assert_eq!(
            paths(r#"{"verifiableCredential":[{"id":"data:application/vc+jwt,TOKEN"}]}"#),
            ["verifiableCredential.id"]
        );
    }
}
