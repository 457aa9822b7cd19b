//! Tokens within claims: a notification with a signed transaction inside, a credential with a request object.

use crate::engine::ground::base64url;
use crate::engine::ground::json::{self, Kind, Value};
use crate::engine::jose::layer::Examination;
use std::collections::HashSet;

/// How many are looked for.
const MOST: usize = 16;
/// How deep in the claims.
const DEEPEST: usize = 8;
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
    examination.readable_claims().map_or_else(Vec::new, |(_, root)| tokens_in(root))
}

/// The tokens in these claims.
pub fn tokens_in(root: Value<'_>) -> Vec<InnerToken<'_>> {
    let mut found = Vec::new();
    let credentials = presented(root).into_iter().map(Value::index).collect();
    below(root, "", 0, &mut found, &mut Search { left: MOST_READ, credentials });
    let mut paths = HashSet::new();
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

/// Who says that they made the token with these claims.
pub fn party(claims: Value<'_>) -> Option<String> {
    let said = ["iss", "issuer", "holder"].into_iter().find_map(|name| claims.get(name))?;
    Some(said.as_str().or_else(|| said.get("id")?.as_str())?.into_owned())
}

/// How many credentials a presentation holds: tokens, objects with a proof of their own, and what is neither.
pub fn credentials(examination: &Examination) -> usize {
    examination.readable_claims().map_or(0, |(_, root)| presented(root).len())
}

/// What is where the credentials of a presentation are (VCDM 2.0 §4.13, VCDM 1.1 §4.10, OpenID4VP §8.1), whatever it is: what
/// cannot be checked here is no less presented.
fn presented(root: Value<'_>) -> Vec<Value<'_>> {
    let mut all = Vec::new();
    let presentations: Vec<_> = root.all("vp").filter(|vp| vp.kind() == Kind::Object).chain([root]).collect();
    // A presentation that is in an envelope itself: nothing else of it is to be seen.
    let is_enveloped = |vp: &&Value<'_>| {
        let types = vp.all("type").flat_map(|of| std::iter::once(of).chain(of.children()));
        let mut types = types.filter_map(|of| of.as_str());
        types.any(|of| of == "EnvelopedVerifiablePresentation")
    };
    presentations.iter().filter(is_enveloped).for_each(|vp| all.extend(vp.all("id")));
    presentations.into_iter().flat_map(|vp| vp.all("verifiableCredential")).for_each(|held| present(held, 0, &mut all));
    for held in root.all("vp_token") {
        // Lists by the names of what was asked for, or a presentation itself.
        let is_one =
            ["@context", "type", "id", "proof", "verifiableCredential"].iter().any(|name| held.get(name).is_some());
        match held.kind() {
            Kind::Object if !is_one => held.children().for_each(|held| present(held, 0, &mut all)),
            _ => present(held, 0, &mut all),
        }
    }
    all
}

fn present<'a>(value: Value<'a>, depth: usize, all: &mut Vec<Value<'a>>) {
    match value.kind() {
        Kind::Array if depth < DEEPEST => value.children().for_each(|child| present(child, depth + 1, all)),
        Kind::Null if depth == 0 => {}
        Kind::Object => {
            // VCDM 2.0 §4.13.2.
            let is_envelope = |id: &Value<'_>| id.as_str().is_some_and(|id| id.starts_with("data:"));
            if let Some(enveloped) = value.get("id").filter(is_envelope) {
                return all.push(enveloped);
            }
            all.push(value);
            // A presentation with a proof of its own.
            if depth < DEEPEST {
                value.all("verifiableCredential").for_each(|held| present(held, depth + 1, all));
            }
        }
        _ => all.push(value),
    }
}

/// What a text envelops: `data:application/vc+jwt,eyJ…` (VCDM 2.0 §4.13.2); else the text.
fn enveloped(text: &str) -> &str {
    let rest = text.strip_prefix("data:").and_then(|rest| rest.split_once(','));
    rest.map_or(text, |(_, rest)| rest)
}

/// What goes with the search of all claims.
struct Search {
    /// Bytes of headers that may still be read.
    left: usize,
    /// The claims that are presented.
    credentials: HashSet<usize>,
}

fn below<'a>(value: Value<'a>, path: &str, depth: usize, found: &mut Vec<InnerToken<'a>>, search: &mut Search) {
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
                    is_token(text, &mut search.left).then(|| text.to_owned())
                });
                let is_credential = search.credentials.contains(&child.index());
                found.extend(text.map(|text| InnerToken { path, text, value: child, is_credential }));
            }
            Kind::Object | Kind::Array => below(child, &path, depth + 1, found, search),
            _ => {}
        }
    }
}

/// Whether this is a compact JWS or JWE, an SD-JWT too, whose header says so (RFC 7515 §7.1, RFC 7516 §7.1). Where
/// of the bytes that are read none are `left`, nothing is.
fn is_token(text: &str, left: &mut usize) -> bool {
    let compact = text.split('~').next().unwrap_or_default();
    let Some((header, _)) = compact.split_once('.').filter(|(header, _)| header.len() <= LONGEST_HEADER) else {
        return false;
    };
    if !header.starts_with('e') || !matches!(memchr::memchr_iter(b'.', compact.as_bytes()).count(), 2 | 4) {
        return false;
    }
    *left = left.saturating_sub(header.len() + EACH);
    if *left == 0 {
        return false;
    }
    let decoded = base64url::decode(header);
    let document = json::scan(decoded.bytes.as_slice(), 16);
    decoded.is_strict() && document.root().is_some_and(|root| root.get("alg").is_some())
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
            // With a proof of its own, and whatever else is no token.
            (r#"{"vp":{"verifiableCredential":[{"type":["VerifiableCredential"],"issuer":"a","proof":{}}]}}"#, 1),
            (r#"{"verifiableCredential":{"id":"urn:a","proof":{"jws":"TOKEN"}}}"#, 1),
            (r#"{"verifiableCredential":["nothing",7,null,{},[["TOKEN"]]],"a":"TOKEN"}"#, 5),
            (r#"{"verifiableCredential":[{"type":"EnvelopedVerifiableCredential","id":"data:,nothing"}]}"#, 1),
            (r#"{"vp_token":{"mdl":["o2d2ZXJzaW9uYzEuMA"],"other":"TOKEN"}}"#, 2),
            (
                r#"{"vp_token":{"type":"VerifiablePresentation","verifiableCredential":["TOKEN","TOKEN"],"proof":{}}}"#,
                3,
            ),
            (r#"{"vp_token":[{"verifiableCredential":{"proof":{}},"proof":{}},"TOKEN"]}"#, 3),
            (r#"{"vp_token":{}}"#, 0),
            (r#"{"vp_token":null,"vp":{"verifiableCredential":null}}"#, 0),
            (r#"{"vp_token":{"pid":["TOKEN~","TOKEN"],"other":["TOKEN"]}}"#, 3),
            (r#"{"vp_token":"TOKEN"}"#, 1),
            (r#"{"type":"EnvelopedVerifiablePresentation","id":"data:application/vp+jwt,TOKEN"}"#, 1),
            (r#"{"vp":{"type":["EnvelopedVerifiablePresentation"],"id":"data:application/vp+jwt,TOKEN"}}"#, 1),
            (r#"{"type":"VerifiablePresentation","id":"data:application/vp+jwt,TOKEN"}"#, 0),
            (r#"{"vp":{"verifiableCredential":[]}}"#, 0),
        ] {
            let examination = verified(r#"{"alg":"ES256"}"#, &claims.replace("TOKEN", INNER));
            assert_eq!(credentials(&examination), expected, "{claims}");
        }
        // What a credential says or is signed with is not presented, and no presentation is invalid because of it.
        let claims =
            r#"{"verifiableCredential":[{"credentialSubject":{"login":"TOKEN"},"proof":{"jws":"TOKEN"}},"TOKEN"]}"#;
        let examination = verified(r#"{"alg":"ES256"}"#, &claims.replace("TOKEN", INNER));
        let are_credentials: Vec<bool> = tokens(&examination).iter().map(|inner| inner.is_credential).collect();
        assert_eq!(are_credentials, [false, false, true]);
        assert_eq!(
            paths(r#"{"verifiableCredential":[{"id":"data:application/vc+jwt,TOKEN"}]}"#),
            ["verifiableCredential.id"]
        );
    }
}
