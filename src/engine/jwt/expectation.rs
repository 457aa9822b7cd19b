//! What the person expects besides issuer and audience: the kind of token, its algorithms, claims that have to be there,
//! how old it may be (rfc8725bis §3.1, §3.11, §3.12).

use super::ClaimsSet;
use super::numeric_date;
use super::period;
use super::policy::Policy;
use crate::engine::ground::json::{self, Kind, Value};
use crate::engine::ground::jwa::{ContentEncryptionAlgorithm, KeyManagementAlgorithm, SignatureAlgorithm};
use crate::engine::ground::limit::Limits;
use crate::engine::jose::header::{JoseHeader, full_media_type};
use crate::engine::jose::layer::{Examination, JoseObject, Layer, member_bytes};
use crate::engine::rule::Rule;
use crate::engine::rule::claims::{
    AGE_EXCEEDED, ALG_NOT_EXPECTED, CLAIM_EXPECTED, CLAIM_VALUE, EXPIRES_SOON, TYP_NOT_EXPECTED,
};
use crate::engine::rule::finding::{Finding, Place};
use crate::engine::text::meaning::{is_ambiguous, meaning};
use crate::engine::text::words::shown;
use std::collections::HashSet;

/// Where expectations are not met; each makes the token invalid.
pub(super) fn unmet(examination: &Examination, policy: &Policy, now: i64) -> Vec<Finding> {
    let mut found = Vec::new();
    let innermost = examination.layers.len().saturating_sub(1);
    let Some(layer) = examination.innermost() else { return found };
    // What is locked may hold all that is expected: it is not checked, not unmet.
    let is_in_sight = layer.is_payload_known();
    if let Some(expected) = policy.token_type.as_deref().filter(|_| is_in_sight) {
        found.extend(token_type(layer, innermost, expected));
    }
    found.extend(algorithms(examination, policy, is_in_sight));
    if is_in_sight && !matches!(layer.object, JoseObject::Unreadable(_)) {
        let names = examination.readable_claims().map(|(_, object)| object);
        for name in &policy.required_claims {
            let mut values = names.into_iter().flat_map(Value::members).filter(|member| member.name == name.as_str());
            // Readers take null for nothing; of a duplicate any reader may see any.
            let is_there = values
                .next()
                .map(|first| std::iter::once(first).chain(values).all(|member| member.value.kind() != Kind::Null));
            // Where a file of expectations says null, any value will do.
            let is_any = policy.required_values.iter().any(|(of, wanted)| of == name && wanted.is_null());
            if is_any && is_there.is_some() {
                continue;
            }
            if is_there != Some(true) {
                let words = if is_there.is_some() { "is null" } else { "is missing" };
                let message = format!("{} {words}, but you expect it", shown(name));
                found.push(Finding::new(&CLAIM_EXPECTED, innermost, Place::Payload).saying(message));
            }
        }
        let object = names;
        let wanted = policy.required_values.iter().filter(|(_, wanted)| !wanted.is_null());
        found.extend(wanted.filter_map(|wanted| value(examination, innermost, object, wanted)));
        if let Some(least) = policy.min_remaining {
            found.extend(remaining(examination, innermost, (least, policy.leeway()), now));
        }
        if let Some(limit) = policy.max_age {
            found.extend(age(examination, innermost, limit, policy.leeway(), now));
        }
    }
    found
}

fn issued_at(claims: &ClaimsSet<'_>) -> Option<i128> {
    // Of several the oldest counts, lest a duplicate make the token young.
    let dates = claims.all("iat").iter().map(|&value| numeric_date::parse(value).ok()).collect::<Option<Vec<_>>>()?;
    dates.iter().map(|date| date.seconds).min()
}

/// A claim that is there and has another value. Every occurrence counts; of a list it has to be among the elements. Values
/// are compared by what they mean: `1.0` is `1`, `"\u0061"` is `"a"`.
fn value(
    examination: &Examination,
    layer: usize,
    object: Option<Value<'_>>,
    (name, wanted): &(String, serde_json::Value),
) -> Option<Finding> {
    let members = object?.members().filter(|member| member.name == name.as_str());
    let expected = wanted.to_string();
    let document = json::scan(expected.as_bytes(), Limits::DEFAULT.json_depth);
    let wanted =
        Wanted { value: document.root()?, meaning: meaning(document.root()?), is_of_words: WORDS.contains(&&**name) };
    let other = members.map(|member| member.value).find(|own| !wanted.is_met(name, *own))?;
    let span = examination.innermost().and_then(|layer| layer.claims_span(member_bytes(other)));
    let found = other.lexeme();
    let message = format!("{} is {}, but {} is expected", shown(name), shown(&found), shown(&expected));
    Some(Finding::new(&CLAIM_VALUE, layer, Place::Payload).at(span).saying(message))
}

/// Claims that are lists of words in one string, in any order (RFC 6749 §3.3).
const WORDS: [&str; 2] = ["scope", "scp"];

/// A value that is expected.
struct Wanted<'a> {
    value: Value<'a>,
    meaning: String,
    is_of_words: bool,
}

impl Wanted<'_> {
    fn is_met(&self, name: &str, own: Value<'_>) -> bool {
        if is_ambiguous(own) {
            return false;
        }
        if let (true, Some(wanted), Some(own)) = (self.is_of_words, self.value.as_str(), own.as_str()) {
            let own: HashSet<&str> = own.split(' ').collect();
            return wanted.split(' ').all(|word| own.contains(word));
        }
        if meaning(own) == self.meaning {
            return true;
        }
        let is_among = || own.children().any(|child| meaning(child) == self.meaning);
        if own.kind() == Kind::Array && is_among() {
            return true;
        }
        // A list of texts has no order, but for the contexts of a credential (VCDM 2.0 §4.3); one audience is a list of one
        // (RFC 7519 §4.1.3).
        let texts = |value: Value<'_>| -> Option<Vec<String>> {
            let mut texts: Vec<String> = match value.kind() {
                Kind::Array => {
                    value.children().map(|child| Some(child.as_str()?.into_owned())).collect::<Option<_>>()?
                }
                Kind::String if name == "aud" => vec![value.as_str()?.into_owned()],
                _ => return None,
            };
            texts.sort_unstable();
            Some(texts)
        };
        name != "@context" && texts(self.value).is_some_and(|wanted| Some(wanted) == texts(own))
    }
}

/// The earliest end, in whole seconds of which all are still valid, and where it is, if it is in the claims: `exp`, or what
/// takes its place.
fn expiry<'a>(claims: Option<&ClaimsSet<'a>>, examination: &Examination) -> Option<(i128, Option<Value<'a>>)> {
    let values = claims.into_iter().flat_map(|claims| claims.all("exp"));
    let dates = values.filter_map(|&value| Some((numeric_date::parse(value).ok()?.seconds, Some(value))));
    dates.chain(period::end(examination).map(|at| (i128::from(at), None))).min_by_key(|(at, _)| *at)
}

fn exp_wanted(name: &str) -> Option<&'static str> {
    (name == "exp").then_some("exp")
}

/// That it has expired already is said elsewhere, unless the leeway covers it.
fn remaining(examination: &Examination, layer: usize, (least, leeway): (u64, u64), now: i64) -> Option<Finding> {
    let claims = ClaimsSet::readable(examination, exp_wanted);
    let (at, value) = expiry(claims.as_ref(), examination)?;
    let left = at - i128::from(now);
    if left <= 0 && -left >= i128::from(leeway) || left >= i128::from(least) {
        return None;
    }
    let least = numeric_date::duration(least);
    let message = match left {
        ..=0 => format!("Expired {}, but at least {least} is expected", numeric_date::relative(left)),
        _ => format!("Expires {}, but at least {least} is expected", numeric_date::relative(left)),
    };
    let span = value.and_then(|value| claims.as_ref()?.span(value));
    Some(Finding::new(&EXPIRES_SOON, layer, Place::Payload).at(span).saying(message))
}

/// The second at which it expires too soon.
pub(super) fn turns_too_short(examination: &Examination, policy: &Policy) -> Option<i64> {
    let least = policy.min_remaining?;
    let (at, _) = expiry(ClaimsSet::readable(examination, exp_wanted).as_ref(), examination)?;
    i64::try_from(at - i128::from(least) + 1).ok()
}

fn wanted(name: &str) -> Option<&'static str> {
    (name == "iat").then_some("iat")
}

fn age(examination: &Examination, layer: usize, limit: u64, leeway: u64, now: i64) -> Option<Finding> {
    let claims = ClaimsSet::readable(examination, wanted);
    let allowed = numeric_date::duration(limit);
    let Some(at) = claims.as_ref().and_then(issued_at) else {
        let message = format!("Its age is unknown (no iat), but at most {allowed} is expected");
        return Some(Finding::new(&AGE_EXCEEDED, layer, Place::Payload).saying(message));
    };
    let age = i128::from(now) - at;
    // An iat to come would never let it become too old.
    if -age > i128::from(leeway) {
        let span = claims.as_ref().and_then(|claims| claims.span(claims.get("iat")?));
        let message = format!("Its age is unknown (issued in the future), but at most {allowed} is expected");
        return Some(Finding::new(&AGE_EXCEEDED, layer, Place::Payload).at(span).saying(message));
    }
    if age <= i128::from(limit) + i128::from(leeway) {
        return None;
    }
    let span = claims.as_ref().and_then(|claims| claims.span(claims.get("iat")?));
    let age = numeric_date::duration(u64::try_from(age).unwrap_or(u64::MAX));
    let message = format!("Issued {age} ago, but at most {allowed} is expected");
    Some(Finding::new(&AGE_EXCEEDED, layer, Place::Payload).at(span).saying(message))
}

/// The second at which the token becomes too old.
pub(super) fn turns_too_old(examination: &Examination, policy: &Policy) -> Option<i64> {
    let limit = policy.max_age?;
    let at = issued_at(&ClaimsSet::readable(examination, wanted)?)?;
    i64::try_from(at + i128::from(limit) + i128::from(policy.leeway()) + 1).ok()
}

/// All headers of a layer: one for each signature or recipient.
fn headers(layer: &Layer) -> Vec<&JoseHeader> {
    match &layer.object {
        JoseObject::Jws(jws) => jws.signatures.iter().map(|signature| &signature.header).collect(),
        JoseObject::Jwe(jwe) => jwe.recipients.iter().map(|recipient| &recipient.header).collect(),
        JoseObject::Unreadable(_) => Vec::new(),
    }
}

fn finding(
    rule: &'static Rule,
    layer: usize,
    value: Option<Value<'_>>,
    header: &JoseHeader,
    message: String,
) -> Finding {
    let span = value.and_then(|value| {
        header.parameters().find(|parameter| parameter.value.index() == value.index()).map(|found| found.span_in_text())
    });
    Finding::new(rule, layer, Place::Header).at(span).saying(message)
}

/// RFC 7515 §4.1.9: media types compare without regard to case, `application/` may be left out.
fn token_type(layer: &Layer, index: usize, expected: &str) -> Option<Finding> {
    let expected_type = Some(full_media_type(expected));
    let other = headers(layer).into_iter().find(|header| header.protected_media_type("typ") != expected_type)?;
    let typ = other.protected("typ").and_then(|typ| typ.value.as_str().map(|typ| typ.into_owned()));
    let message = match typ {
        Some(typ) => format!("This is {}, but {} is expected", shown(&typ), shown(expected)),
        None if other.get("typ").is_some() => {
            format!("Its typ is not protected, so anyone could have set it; {} is expected", shown(expected))
        }
        None => format!("It does not say what it is (no typ), but {} is expected", shown(expected)),
    };
    Some(finding(&TYP_NOT_EXPECTED, index, other.get("typ").map(|found| found.value), other, message))
}

/// Names of signature algorithms restrict signatures, those of key management and content encryption what is encrypted.
fn algorithms(examination: &Examination, policy: &Policy, is_in_sight: bool) -> Vec<Finding> {
    let expected = &policy.algorithms;
    if expected.is_empty() {
        return Vec::new();
    }
    let is_expected = |name: &str| expected.iter().any(|known| known == name);
    let is_of_encryption =
        |name: &String| KeyManagementAlgorithm::named(name).known().is_some() || name.starts_with("HPKE-");
    let is_of_content = |name: &String| ContentEncryptionAlgorithm::named(name).known().is_some();
    let for_keys = expected.iter().any(is_of_encryption);
    let for_content = expected.iter().any(is_of_content);
    // What no table knows can be the name of a signature algorithm alone.
    let for_signatures = expected.iter().any(|name| {
        SignatureAlgorithm::named(name).known().is_some() || !(is_of_encryption(name) || is_of_content(name))
    });
    let list = || expected.iter().map(|name| shown(name).into_owned()).collect::<Vec<_>>().join(" or ");
    let mut found = Vec::new();
    for (index, layer) in examination.layers.iter().enumerate() {
        let names: &[(&str, bool)] = match layer.object {
            JoseObject::Jws(_) => &[("alg", for_signatures)],
            JoseObject::Jwe(_) => &[("alg", for_keys), ("enc", for_content)],
            JoseObject::Unreadable(_) => continue,
        };
        for (name, _) in names.iter().filter(|(_, is_restricted)| *is_restricted) {
            let other = headers(layer)
                .into_iter()
                .find_map(|header| header.text(name).filter(|found| !is_expected(found)).map(|found| (header, found)));
            if let Some((header, algorithm)) = other {
                let message = format!("{name} is {}, but {} is expected", shown(&algorithm), list());
                let value = header.get(name).map(|found| found.value);
                found.push(finding(&ALG_NOT_EXPECTED, index, value, header, message));
            }
        }
    }
    // A key binding is a JWS of its own (RFC 9901 §7.3 step 5.2).
    let bound = examination.layers.iter().enumerate().filter_map(|(index, layer)| {
        let jws = layer.sd_jwt.as_ref()?.key_binding.as_ref()?.jws.as_ref()?;
        Some((index, jws.signatures.first()?.header.algorithm()?))
    });
    for (index, algorithm) in bound.filter(|(_, algorithm)| for_signatures && !is_expected(algorithm)) {
        let message = format!("alg of the key binding is {}, but {} is expected", shown(&algorithm), list());
        found.push(Finding::new(&ALG_NOT_EXPECTED, index, Place::Payload).saying(message));
    }
    // rfc8725bis §3.3: encrypting proves nothing about who made it.
    let is_signed = examination.layers.iter().any(|layer| layer.jws().is_some());
    let is_encrypted = examination.layers.iter().any(|layer| layer.jwe().is_some());
    if for_signatures && !is_signed && is_encrypted && is_in_sight {
        let message = format!("It is encrypted but not signed; a signature with {} is expected", list());
        found.push(Finding::new(&ALG_NOT_EXPECTED, 0, Place::Header).saying(message));
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::engine::jose::layer::Examination;
    use crate::engine::jose::status::RecipientStatus::{Decrypted, Locked};
    use crate::engine::jose::status::SignatureStatus::Verified;
    use crate::engine::judge::{judge, next_change};
    use crate::engine::jwt::fixture::{examination, jwe, jws, verified};
    use crate::engine::jwt::policy::{Policy, Verdict, expected_value};

    const NOW: i64 = 1_000_000;

    fn outcome(examination: &Examination, policy: &Policy) -> (Verdict, Vec<(&'static str, String)>) {
        let judgement = judge(examination, policy, NOW);
        (judgement.verdict, judgement.findings.into_iter().map(|found| (found.rule.id, found.message)).collect())
    }

    fn of(header: &str, claims: &str, policy: &Policy) -> (Verdict, Vec<(&'static str, String)>) {
        outcome(&verified(header, claims), policy)
    }

    fn good(header: &str, claims: &str, policy: &Policy) {
        assert_eq!(of(header, claims, policy), (Verdict::Valid, vec![]), "{header} {claims}");
    }

    fn bad(header: &str, claims: &str, policy: &Policy, rule: &str, words: &str) {
        let (verdict, found) = of(header, claims, policy);
        assert_eq!(verdict, Verdict::Invalid, "{header} {claims}");
        assert!(found.iter().any(|(id, message)| *id == rule && message == words), "{found:?}");
    }

    #[test]
    fn typ_is_compared_as_a_media_type() {
        let policy = |typ: &str| Policy { token_type: Some(typ.to_owned()), ..Policy::default() };
        for (typ, expected) in
            [("at+jwt", "at+jwt"), ("AT+JWT", "at+jwt"), ("application/at+jwt", "at+jwt"), ("JWT", "application/jwt")]
        {
            good(&format!(r#"{{"alg":"ES256","typ":"{typ}"}}"#), "{}", &policy(expected));
        }
        let words = "This is logout+jwt, but at+jwt is expected";
        bad(r#"{"alg":"ES256","typ":"logout+jwt"}"#, "{}", &policy("at+jwt"), "TYP_NOT_EXPECTED", words);
        let words = "It does not say what it is (no typ), but at+jwt is expected";
        bad(r#"{"alg":"ES256"}"#, "{}", &policy("at+jwt"), "TYP_NOT_EXPECTED", words);
    }

    #[test]
    fn algorithms_are_compared_exactly_and_each_for_its_kind() {
        let policy = |names: &[&str]| Policy {
            algorithms: names.iter().map(|&name| name.to_owned()).collect(),
            ..Policy::default()
        };
        good(r#"{"alg":"ES256"}"#, "{}", &policy(&["RS256", "ES256"]));
        good(r#"{"alg":"ES256"}"#, "{}", &policy(&["RSA-OAEP-256"]));
        let words = "alg is HS256, but RS256 or ES256 is expected";
        bad(r#"{"alg":"HS256"}"#, "{}", &policy(&["RS256", "ES256"]), "ALG_NOT_EXPECTED", words);
        bad(r#"{"alg":"es256"}"#, "{}", &policy(&["ES256"]), "ALG_NOT_EXPECTED", "alg is es256, but ES256 is expected");
        let encrypted = |status| examination(vec![jwe(r#"{"alg":"dir","enc":"A128GCM"}"#, Some("{}"), &[status])]);
        assert_eq!(outcome(&encrypted(Decrypted), &policy(&["dir", "A128GCM"])).0, Verdict::Valid);
        assert_eq!(outcome(&encrypted(Decrypted), &policy(&["dir"])).0, Verdict::Valid);
        assert_eq!(outcome(&encrypted(Decrypted), &policy(&["A256GCM"])).0, Verdict::Invalid);
        // Encrypted alone, where a signature is expected.
        assert_eq!(outcome(&encrypted(Decrypted), &policy(&["ES256"])).0, Verdict::Invalid);
        // What is locked may hold a signature.
        let locked = examination(vec![jwe(r#"{"alg":"dir","enc":"A128GCM"}"#, None, &[Locked])]);
        assert_eq!(outcome(&locked, &policy(&["ES256"])).0, Verdict::Unchecked);
        let nested = examination(vec![
            jwe(r#"{"alg":"dir","enc":"A128GCM"}"#, Some("eyJ"), &[Decrypted]),
            jws(r#"{"alg":"ES256"}"#, "{}", &[Verified]),
        ]);
        assert_eq!(outcome(&nested, &policy(&["ES256"])).0, Verdict::Valid);
        assert_eq!(outcome(&nested, &policy(&["ES256", "RSA-OAEP"])).0, Verdict::Invalid);
    }

    #[test]
    fn claims_that_are_expected_have_to_be_there() {
        let policy = Policy { required_claims: vec!["sub".to_owned(), "jti".to_owned()], ..Policy::default() };
        good(r#"{"alg":"ES256"}"#, r#"{"sub":"a","jti":""}"#, &policy);
        // Most libraries take null for a claim that is missing.
        for claims in [r#"{"sub":"a","jti":null}"#, r#"{"sub":"a","jti":"1","jti":null}"#] {
            bad(r#"{"alg":"ES256"}"#, claims, &policy, "CLAIM_EXPECTED", "jti is null, but you expect it");
        }
        bad(r#"{"alg":"ES256"}"#, r#"{"sub":"a"}"#, &policy, "CLAIM_EXPECTED", "jti is missing, but you expect it");
        let any = Policy { required_values: vec![("jti".to_owned(), serde_json::Value::Null)], ..policy.clone() };
        good(r#"{"alg":"ES256"}"#, r#"{"sub":"a","jti":null}"#, &any);
        bad(r#"{"alg":"ES256"}"#, r#"{"sub":"a"}"#, &any, "CLAIM_EXPECTED", "jti is missing, but you expect it");
        // No claims at all have none of them.
        bad(r#"{"alg":"ES256"}"#, "hello", &policy, "CLAIM_EXPECTED", "sub is missing, but you expect it");
    }

    /// What a value means counts, not how it is written; readers that see another of two members see another value.
    #[test]
    fn values_that_are_expected_are_compared_by_what_they_mean() {
        let outcome = |name: &str, wanted: &str, own: &str| {
            let wanted = expected_value(wanted).unwrap();
            let policy = Policy {
                required_claims: vec![name.to_owned()],
                required_values: vec![(name.to_owned(), wanted)],
                ..Policy::default()
            };
            of(r#"{"alg":"ES256"}"#, &format!(r#"{{"{name}":{own}}}"#), &policy).0
        };
        for (name, wanted, own) in [
            ("v", "1", "1.0"),
            ("v", "1.0", "1"),
            ("v", "1.0", "10e-1"),
            ("v", "[1,2]", "[1.0,2e0]"),
            ("v", r#"{"a":1,"b":"x"}"#, r#"{"b":"\u0078","a":1.00}"#),
            ("v", "-0.0", "0"),
            ("v", "1", "[2,1.0]"),
            ("v", r#"["a","b"]"#, r#"["b","a"]"#),
            ("aud", r#"["a","b"]"#, r#"["b","a"]"#),
            ("aud", r#"["a"]"#, r#""a""#),
            ("aud", r#""a""#, r#"["b","a"]"#),
            ("scp", r#""a b""#, r#""b c a""#),
            ("v", "9007199254740993", "9007199254740993"),
            // Any value.
            ("v", "null", "1"),
            ("v", "null", "null"),
        ] {
            assert_eq!(outcome(name, wanted, own), Verdict::Valid, "{name} {wanted} {own}");
        }
        for (name, wanted, own) in [
            ("v", "1", r#""1""#),
            ("v", "1", "1.00000000000000000000001"),
            ("v", "9007199254740993", "9007199254740992"),
            ("v", "9007199254740992", "9007199254740993.0"),
            ("v", r#"["a","b"]"#, r#"["a","b","b"]"#),
            ("v", r#"["a","b"]"#, r#"["a"]"#),
            ("v", r#"["a"]"#, r#""a""#),
            ("v", "[1,2]", "[2,1]"),
            ("@context", r#"["a","b"]"#, r#"["b","a"]"#),
            ("v", r#"{"a":1}"#, r#"{"a":2,"a":1}"#),
            ("v", r#"[{"a":1}]"#, r#"[{"a":1,"a":1}]"#),
            ("v", "true", "false"),
        ] {
            assert_eq!(outcome(name, wanted, own), Verdict::Invalid, "{name} {wanted} {own}");
        }
        // What would be rounded cannot be expected.
        assert_eq!(expected_value("123456789012345678901"), None);
        assert_eq!(expected_value("0.1").unwrap(), serde_json::json!(0.1));
        assert_eq!(expected_value("x"), None);
    }

    #[test]
    fn a_payload_without_claims_has_neither_issuer_nor_audience() {
        let header = r#"{"alg":"ES256","cty":"text/plain"}"#;
        assert_eq!(of(header, "hello", &Policy::default()).0, Verdict::Valid);
        for payload in ["hello", "[1]", ""] {
            let issuer = Policy { issuer: Some("a".to_owned()), ..Policy::default() };
            assert_eq!(of(header, payload, &issuer).0, Verdict::Invalid, "{payload}");
            let audience = Policy { audience: Some("a".to_owned()), ..Policy::default() };
            assert_eq!(of(header, payload, &audience).0, Verdict::Invalid, "{payload}");
        }
    }

    #[test]
    fn the_age_counts_from_iat() {
        let policy = Policy { max_age: Some(600), leeway: Some(10), ..Policy::default() };
        let header = r#"{"alg":"ES256"}"#;
        good(header, &format!(r#"{{"iat":{}}}"#, NOW - 610), &policy);
        let words = "Issued 10 min 11 s ago, but at most 10 min is expected";
        bad(header, &format!(r#"{{"iat":{}}}"#, NOW - 611), &policy, "AGE_EXCEEDED", words);
        let words = "Its age is unknown (no iat), but at most 10 min is expected";
        bad(header, "{}", &policy, "AGE_EXCEEDED", words);
        // A duplicate does not make it younger.
        let twice = format!(r#"{{"iat":{},"iat":{NOW}}}"#, NOW - 700);
        assert_eq!(of(header, &twice, &policy).0, Verdict::Invalid);
        let examination = verified(header, &format!(r#"{{"iat":{NOW}}}"#));
        let turn = next_change(&examination, &policy, NOW).unwrap();
        assert_eq!(judge(&examination, &policy, turn - 1).verdict, Verdict::Valid);
        assert_eq!(judge(&examination, &policy, turn).verdict, Verdict::Invalid);
    }
}
