//! Which request, answer and token belong to one login, and which do not.

use super::{checks, token};
use crate::engine::cross::{CrossKind, Outcome, Parameters, With};
use crate::engine::crypto::digest::digest;
use crate::engine::ground::base64url::encode;
use crate::engine::ground::jwa::Hash;
use serde_json::{Value, json};

fn signed(claims: &Value) -> String {
    token(r#"{"alg":"ES256"}"#, &claims.to_string())
}

fn half(text: &str) -> String {
    encode(&digest(Hash::Sha256, text.as_bytes())[..16])
}

fn outcome(found: &[(CrossKind, usize, With, Outcome)], kind: CrossKind) -> Vec<Outcome> {
    found.iter().filter(|check| check.0 == kind).map(|check| check.3).collect()
}

/// An ID token with what each must have (OpenID Connect Core §2), and no more.
fn minimal(more: &Value) -> Value {
    let mut claims =
        json!({"iss": "https://op.example", "sub": "u", "aud": "c", "exp": 1_800_000_300, "iat": 1_800_000_000});
    let more = more.as_object().cloned().unwrap_or_default();
    claims.as_object_mut().expect("an object").extend(more);
    claims
}

fn asked(client: &str, state: &str, more: &str) -> String {
    format!("https://op.example/authorize?response_type=id_token&client_id={client}{state}&nonce=n{more}")
}

/// OpenID Connect Core §3.1.3.7 step 11, §3.2.2.11: "If a nonce value was sent in the Authentication Request, a nonce Claim MUST be
/// present".
#[test]
fn what_comes_as_an_id_token_is_one_whatever_claims_it_has() {
    use Outcome::{Differs, Matches, Missing};
    let own = signed(&minimal(&json!({})));
    let redirect = |state: &str| format!("https://app.example/cb#id_token={own}{state}");
    for (asked, answer, nonce, state, client) in [
        (asked("c", "&state=s", ""), redirect("&state=s"), vec![Missing], vec![Matches], vec![Matches]),
        (asked("c", "", ""), redirect(""), vec![Missing], vec![], vec![Matches]),
        (asked("c", "&state=s", ""), redirect(""), vec![Missing], vec![Missing], vec![Matches]),
        // It answers another request: whether that one had a nonce is not known.
        (asked("d", "&state=t", ""), redirect("&state=s"), vec![], vec![Differs], vec![Differs]),
        (asked("c", "", ""), format!(r#"{{"id_token":"{own}"}}"#), vec![Missing], vec![], vec![Matches]),
    ] {
        let mut parameters = Parameters::of(&asked);
        parameters.extend(Parameters::of(&answer));
        let found = checks(&[&own], &parameters);
        assert_eq!(outcome(&found, CrossKind::Nonce), nonce, "{asked} {answer}");
        assert_eq!(outcome(&found, CrossKind::ResponseState), state, "{asked} {answer}");
        assert_eq!(outcome(&found, CrossKind::Client), client, "{asked} {answer}");
    }
}

/// RFC 8725 §3.11, §3.12: what was made for something else is not to pass for an ID token, and is held against the login all the
/// same.
#[test]
fn what_comes_as_an_id_token_is_one_whatever_its_typ_says() {
    use Outcome::{Differs, Matches};
    let own = |typ: &str, claims: &Value| {
        token(&json!({"alg": "ES256", "typ": typ}).to_string(), &minimal(claims).to_string())
    };
    for (typ, is_told) in [
        ("at+jwt", true),
        ("application/at+jwt", true),
        ("secevent+jwt", true),
        ("oauth-authz-req+jwt", true),
        ("entity-statement+jwt", true),
        ("JWT", false),
        ("ID", false),
    ] {
        for (nonce, audience, expected) in [("n", "c", Matches), ("other", "another", Differs)] {
            let own = own(typ, &json!({"nonce": nonce, "aud": audience}));
            let text = format!("{}\nhttps://app.example/cb#id_token={own}&state=s", asked("c", "&state=s", ""));
            let found = checks(&[&own], &Parameters::of(&text));
            let told = if is_told { vec![Differs] } else { vec![] };
            assert_eq!(outcome(&found, CrossKind::Type), told, "{typ}");
            assert_eq!(outcome(&found, CrossKind::Nonce), [expected], "{typ}");
            assert_eq!(outcome(&found, CrossKind::Client), [expected], "{typ}");
        }
    }
    // A signed response (JARM §2.4) is one, too.
    for (typ, told) in [("at+jwt", vec![Differs]), ("JWT", vec![])] {
        let claims =
            json!({"iss": "https://op.example", "aud": "c", "exp": 9, "code": "SplxlOBeZQQYbYS6WxSbIA", "state": "t"});
        let own = token(&json!({"alg": "ES256", "typ": typ}).to_string(), &claims.to_string());
        let text = format!("{}\nhttps://app.example/cb?response={own}", asked("c", "&state=s", ""));
        let found = checks(&[&own], &Parameters::of(&text));
        assert_eq!(outcome(&found, CrossKind::Type), told, "{typ}");
        assert_eq!(outcome(&found, CrossKind::State), [Differs], "{typ}");
    }
}

/// OpenID Connect Core §2: with `max_age`, `auth_time` is REQUIRED; §3.1.2.1: a sign-in that is older is to be made anew.
#[test]
fn a_sign_in_is_no_older_than_was_asked_for() {
    for (more, expected) in [
        (json!({}), Outcome::Missing),
        (json!({"auth_time": 1_799_999_950}), Outcome::Matches),
        (json!({"auth_time": 1_799_996_000}), Outcome::Differs),
        // The request was made between the two.
        (json!({"auth_time": 1_799_999_900}), Outcome::Unsure),
    ] {
        let own = signed(&minimal(&json!({"nonce": "n"})).as_object().map_or(Value::Null, |claims| {
            let mut claims = claims.clone();
            claims.extend(more.as_object().cloned().unwrap_or_default());
            Value::Object(claims)
        }));
        let text = format!("{}\nhttps://app.example/cb#id_token={own}&state=s", asked("c", "&state=s", "&max_age=60"));
        assert_eq!(outcome(&checks(&[&own], &Parameters::of(&text)), CrossKind::SignInTime), [expected], "{more}");
        let without = text.replace("&max_age=60", "");
        assert_eq!(outcome(&checks(&[&own], &Parameters::of(&without)), CrossKind::SignInTime), [], "{more}");
    }
}

/// One login of a HAR: the request, the redirect with the code, the token request with its answer.
fn login(number: usize, answer: &str, grant: &str) -> Vec<Value> {
    let ask =
        format!("https://op.example/authorize?response_type=code&client_id=c{number}&state=s{number}&nonce=no{number}");
    let back = format!("https://app{number}.example/cb?code=code-{number}-abcdefgh&state=s{number}");
    let form = format!("grant_type={grant}&code=code-{number}-abcdefgh&client_id=c{number}");
    let body = json!({"access_token": format!("opaque-at-{number}-abcdefgh"), "id_token": answer}).to_string();
    vec![
        json!({"request": {"method": "GET", "url": ask}}),
        json!({"request": {"method": "GET", "url": back}}),
        json!({"request": {"method": "POST", "url": "https://op.example/token", "postData": {"text": form}}, "response": {"content": {"text": body}}}),
    ]
}

fn har(entries: &[Vec<Value>]) -> Parameters {
    Parameters::of(&json!({"log": {"entries": entries.concat()}}).to_string())
}

/// OpenID Connect Core §3.1.3.7 steps 3 and 11, §3.3.2.10: an ID token is held against the request, the code and the client of its
/// own login.
#[test]
fn an_answer_of_another_login_is_told() {
    let id_token = |number: usize| {
        let claims = json!({"aud": format!("c{number}"), "nonce": format!("no{number}"), "c_hash": half(&format!("code-{number}-abcdefgh"))});
        signed(&minimal(&claims))
    };
    let (one, two) = (id_token(1), id_token(2));
    let kinds = [CrossKind::CodeHash, CrossKind::Nonce, CrossKind::Client];
    for (first, second, expected) in [(&one, &two, Outcome::Matches), (&two, &one, Outcome::Differs)] {
        let both = har(&[login(1, first, "authorization_code"), login(2, second, "authorization_code")]);
        // The first of two answers was not recorded.
        let mut alone = login(2, second, "authorization_code");
        alone.splice(0..0, login(1, first, "authorization_code").into_iter().take(2));
        for parameters in [both, har(&[alone])] {
            let found = checks(&[second], &parameters);
            for kind in kinds {
                assert_eq!(outcome(&found, kind), [expected], "{kind:?}: {found:?}");
            }
        }
    }
    // Without state and code the client says which login it is.
    let swapped = |client: &str| {
        let form = format!("grant_type=authorization_code&code=short&client_id={client}");
        let body = json!({"id_token": one}).to_string();
        let entry = json!({"request": {"method": "POST", "url": "https://op.example/token", "postData": {"text": form}}, "response": {"content": {"text": body}}});
        outcome(&checks(&[&one], &har(&[vec![entry]])), CrossKind::Client)
    };
    assert_eq!((swapped("c1"), swapped("other")), (vec![Outcome::Matches], vec![Outcome::Differs]));
    // Core §12.2: "it SHOULD NOT have a nonce Claim".
    let refreshed = signed(&minimal(&json!({"aud": "c1"})));
    for (grant, expected) in [("authorization_code", vec![Outcome::Missing]), ("refresh_token", vec![])] {
        let found = checks(&[&refreshed], &har(&[login(1, &refreshed, grant)]));
        assert_eq!(outcome(&found, CrossKind::Nonce), expected, "{grant}");
    }
}

fn is_told_as_wrong(found: &[(CrossKind, usize, With, Outcome)]) -> bool {
    found.iter().any(|check| matches!(check.3, Outcome::Differs | Outcome::Missing | Outcome::Repeated))
}

/// What belongs to another login, or to nothing, is no fault.
#[test]
fn what_does_not_belong_together_is_not_compared() {
    // OpenID Connect Core §3.1.2.1: "ID Token previously issued".
    let hint = signed(&minimal(&json!({"nonce": "old"})));
    let url =
        format!("https://op.example/authorize?response_type=code&client_id=c&nonce=new&state=q&id_token_hint={hint}");
    let found = checks(&[&hint], &Parameters::of(&url));
    assert!(!is_told_as_wrong(&found), "{found:?}");
    // RFC 8693 §2.1.
    let (subject, actor) = (
        signed(&minimal(&json!({"nonce": "n", "at_hash": half("another")}))),
        token(r#"{"alg":"ES256","typ":"at+jwt"}"#, r#"{"iss":"https://op.example","sub":"a"}"#),
    );
    let form = format!(
        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange&subject_token={subject}&actor_token={actor}"
    );
    let found = checks(&[&subject, &actor], &Parameters::of(&form));
    assert!(found.iter().all(|check| check.0 != CrossKind::AccessTokenHash), "{found:?}");
    // An access token of another issuer is of another login, unless one answer brought both (RFC 9068 §4).
    let foreign = token(r#"{"alg":"ES256","typ":"at+jwt"}"#, r#"{"iss":"https://other.example","sub":"z"}"#);
    let id_token = signed(&minimal(&json!({"nonce": "n"})));
    let of_issuer =
        |parameters: &Parameters| outcome(&checks(&[&id_token, &foreign], parameters), CrossKind::TokenIssuer);
    assert_eq!(of_issuer(&Parameters::default()), []);
    let answer = json!({"id_token": id_token, "access_token": foreign}).to_string();
    assert_eq!(of_issuer(&Parameters::of(&answer)), [Outcome::Differs]);
}

/// OpenID Connect Back-Channel Logout §2.6.
#[test]
fn a_logout_token_is_held_against_the_id_token_of_its_session() {
    let logout = |iss: &str, sub: &str, aud: &str| {
        let events = json!({"http://schemas.openid.net/event/backchannel-logout": {}});
        let claims = json!({"iss": iss, "sub": sub, "aud": aud, "iat": 1, "exp": 9, "jti": "1", "events": events});
        token(r#"{"alg":"ES256","typ":"logout+jwt"}"#, &claims.to_string())
    };
    // It has no claim that tells it from other tokens.
    let (one, two) = (signed(&minimal(&json!({}))), signed(&minimal(&json!({"sub": "v"}))));
    let of = |logout: &str, id_tokens: &[&str]| -> Vec<(CrossKind, With, Outcome)> {
        let texts: Vec<&str> = std::iter::once(logout).chain(id_tokens.iter().copied()).collect();
        checks(&texts, &Parameters::default()).into_iter().map(|check| (check.0, check.2, check.3)).collect()
    };
    let all = |with, subject| {
        let [first, last] =
            [CrossKind::Issuer, CrossKind::Audience].map(|kind| (kind, With::Token(with), Outcome::Matches));
        vec![first, (CrossKind::Subject, With::Token(with), subject), last]
    };
    let own = logout("https://op.example", "v", "c");
    assert_eq!(of(&own, &[&one]), all(1, Outcome::Differs));
    assert_eq!(of(&own, &[&one, &two]), all(2, Outcome::Matches));
    // Which of two sessions is meant is not known.
    assert_eq!(of(&logout("https://op.example", "w", "c"), &[&one, &two]), all(1, Outcome::Unsure));
    assert_eq!(of(&logout("https://q.example", "x", "z"), &[&one]), []);
    assert_eq!(of(&logout("https://op.example", "x", "z"), &[&one]), []);
}

/// The key of RFC 9449 §4.2, figure 2, and its thumbprint (§6.1, figure 8).
const KEY: &str = r#"{"kty":"EC","x":"l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs","y":"9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA","crv":"P-256"}"#;
const THUMBPRINT: &str = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";

#[test]
fn a_proof_is_for_the_token_that_is_bound_to_its_key() {
    let bound = |subject: &str, key: &str| {
        token(
            r#"{"alg":"ES256","typ":"at+jwt"}"#,
            &json!({"iss": "a", "sub": subject, "cnf": {"jkt": key}}).to_string(),
        )
    };
    let proof = token(
        &format!(r#"{{"typ":"dpop+jwt","alg":"ES256","jwk":{KEY}}}"#),
        r#"{"jti":"1","htm":"GET","htu":"https://api.example/x","iat":1}"#,
    );
    let (foreign, own) = (bound("a", "another"), bound("b", THUMBPRINT));
    let keys = |texts: &[&str], text: &str| -> Vec<(usize, With, Outcome)> {
        let found = checks(texts, &Parameters::of(text)).into_iter().filter(|check| check.0 == CrossKind::ProofKey);
        found.map(|check| (check.1, check.2, check.3)).collect()
    };
    let missed = (0, With::Proof, Outcome::NotAtHand);
    assert_eq!(keys(&[&foreign, &own, &proof], ""), [(1, With::Token(2), Outcome::Matches), missed]);
    assert_eq!(keys(&[&foreign, &proof], ""), [missed]);
    // In one request they belong together.
    let request = format!("GET /x HTTP/1.1\nHost: api.example\nAuthorization: DPoP {foreign}\nDPoP: {proof}\n\n");
    assert_eq!(keys(&[&foreign, &own, &proof], &request)[0], (0, With::Token(2), Outcome::Differs));
}

/// RFC 9101 §5, RFC 7521 §4.2, RP-Initiated Logout §2: `client_id` beside a token is that of the token.
#[test]
fn a_client_that_is_named_beside_a_token_is_its_own() {
    let request = signed(&json!({"iss": "c", "aud": "https://op.example", "response_type": "code", "client_id": "c"}));
    let assertion = signed(&json!({"iss": "c", "sub": "c", "aud": "https://op.example", "jti": "1", "exp": 9}));
    let hint = signed(&minimal(&json!({"aud": ["c", "e"], "nonce": "n"})));
    for (name, own, kind) in [
        ("request", &request, CrossKind::RequestClient),
        ("client_assertion", &assertion, CrossKind::AssertionClient),
        ("id_token_hint", &hint, CrossKind::HintClient),
    ] {
        let found = |client: &str| {
            outcome(&checks(&[own], &Parameters::of(&format!("https://op.example/x?{name}={own}{client}"))), kind)
        };
        assert_eq!(found("&client_id=c"), [Outcome::Matches], "{name}");
        assert_eq!(found("&client_id=d"), [Outcome::Differs], "{name}");
        assert_eq!(found(""), [], "{name}");
    }
}

/// RFC 9449 §5: "A token_type of DPoP MUST be included in the access token response to signal to the client that the access token
/// was bound to its DPoP key".
#[test]
fn a_token_that_is_said_to_be_bound_is_bound() {
    let access = |more: &Value| {
        let mut claims = json!({"iss": "a", "sub": "b", "client_id": "c"});
        claims.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
        token(r#"{"alg":"ES256","typ":"at+jwt"}"#, &claims.to_string())
    };
    let (bound, unbound) = (access(&json!({"cnf": {"jkt": "x"}})), access(&json!({})));
    for (access, kind, expected) in
        [(&bound, "DPoP", vec![]), (&unbound, "dpop", vec![Outcome::Missing]), (&unbound, "Bearer", vec![])]
    {
        let answer = json!({"access_token": access, "token_type": kind}).to_string();
        assert_eq!(outcome(&checks(&[access], &Parameters::of(&answer)), CrossKind::TokenType), expected);
    }
}

/// RFC 9440 §2.2: "The Client-Cert field-value … a Byte Sequence", between colons.
#[test]
fn the_certificate_of_a_proxy_is_at_hand() {
    let (der, of) = (b"a certificate", |der: &[u8]| encode(&digest(Hash::Sha256, der)));
    for (thumbprint, expected) in [(of(der), Outcome::Matches), (of(b"another"), Outcome::Differs)] {
        let own = signed(&json!({"iss": "a", "cnf": {"x5t#S256": thumbprint}}));
        let text = format!(
            "GET /a HTTP/1.1\nHost: a.example\nClient-Cert: :{}:\nAuthorization: Bearer {own}\n\n",
            data_encoding::BASE64.encode(der)
        );
        assert_eq!(outcome(&checks(&[&own], &Parameters::of(&text)), CrossKind::Certificate), [expected]);
    }
}

/// An Ed448 key has a hash of its own (SHAKE256), which nothing here is held against.
#[test]
fn the_hash_of_an_ed448_key_is_none_of_sha_2() {
    let claims = minimal(&json!({"nonce": "n", "at_hash": "x"}));
    let part = |text: &str| encode(text.as_bytes());
    for (length, expected) in [(114, Outcome::NoHash), (64, Outcome::Differs)] {
        let own = format!("{}.{}.{}", part(r#"{"alg":"EdDSA"}"#), part(&claims.to_string()), encode(&vec![7; length]));
        let answer = json!({"id_token": own, "access_token": "opaque-access-token-1"}).to_string();
        assert_eq!(outcome(&checks(&[&own], &Parameters::of(&answer)), CrossKind::AccessTokenHash), [expected]);
    }
}

/// draft-ietf-oauth-attestation-based-client-auth §8: the proof is made with the key in `cnf` of the attestation, whose `sub` is the
/// client that sends both.
#[test]
fn a_client_attestation_is_of_the_client_and_the_key_that_send_it() {
    let attestation = token(
        r#"{"alg":"ES256","typ":"oauth-client-attestation+jwt"}"#,
        &format!(r#"{{"iss":"https://a.example","sub":"cl","exp":9,"cnf":{{"jwk":{KEY}}}}}"#),
    );
    let proof = token(
        r#"{"alg":"ES256","typ":"oauth-client-attestation-pop+jwt"}"#,
        r#"{"iss":"cl","aud":"https://op.example","jti":"1","iat":1}"#,
    );
    for (client, expected) in [("cl", Outcome::Matches), ("other", Outcome::Differs)] {
        let text = format!(
            "POST /token HTTP/1.1\nHost: op.example\nOAuth-Client-Attestation: {attestation}\nOAuth-Client-Attestation-PoP: {proof}\n\ngrant_type=authorization_code&code=x&client_id={client}"
        );
        let found = checks(&[&attestation, &proof], &Parameters::of(&text));
        assert_eq!(outcome(&found, CrossKind::AttestationClient), [expected]);
    }
}

/// OpenID Connect CIBA §10.3.1: `rt_hash` is the left half of the hash of the refresh token, `auth_req_id` that of the response.
#[test]
fn a_backchannel_login_is_of_its_refresh_token_and_its_request() {
    const NAMES: [&str; 2] = ["urn:openid:params:jwt:claim:rt_hash", "urn:openid:params:jwt:claim:auth_req_id"];
    let own = signed(&minimal(&json!({"nonce": "n", NAMES[0]: half("rt-1"), NAMES[1]: "R1"})));
    let found = |refresh: &str, request: &str| {
        let answer = json!({"id_token": own, "refresh_token": refresh, "auth_req_id": request}).to_string();
        let found = checks(&[&own], &Parameters::of(&answer));
        [CrossKind::RefreshTokenHash, CrossKind::AuthenticationRequest].map(|kind| outcome(&found, kind))
    };
    let (fits, fails) = (vec![Outcome::Matches], vec![Outcome::Differs]);
    assert_eq!(found("rt-1", "R1"), [fits.clone(), fits.clone()]);
    assert_eq!(found("rt-2", "R1"), [fails.clone(), fits.clone()]);
    assert_eq!(found("rt-1", "R2"), [fits, fails]);
    let alone = checks(&[&own], &Parameters::default());
    assert_eq!(outcome(&alone, CrossKind::RefreshTokenHash), [Outcome::NotAtHand]);
}

/// RFC 9068 §4 is about `at+jwt`: the ordinary answer of Entra ID has an access token of another issuer than its ID token.
#[test]
fn an_access_token_that_is_no_at_jwt_may_have_another_issuer() {
    let id_token = signed(&minimal(&json!({"nonce": "n"})));
    for (typ, issuer, expected) in [
        ("JWT", "https://sts.example/t/", vec![]),
        ("JWT", "https://op.example", vec![Outcome::Matches]),
        ("at+jwt", "https://sts.example/t/", vec![Outcome::Differs]),
    ] {
        let claims = json!({"iss": issuer, "sub": "p", "aud": "api", "exp": 9, "iat": 1, "scp": "openid"}).to_string();
        let access = token(&format!(r#"{{"typ":"{typ}","alg":"ES256"}}"#), &claims);
        let answer = json!({"id_token": id_token, "access_token": access}).to_string();
        let found = checks(&[&id_token, &access], &Parameters::of(&answer));
        assert_eq!(outcome(&found, CrossKind::TokenIssuer), expected, "{typ} {issuer}");
    }
}

/// A `code` in JSON is one of an authorization where it comes with what only that has (RFC 6749 §4.1.2).
#[test]
fn a_result_code_is_no_authorization_code() {
    let own = signed(&minimal(&json!({"c_hash": half("SplxlOBeZQQYbYS6WxSbIA")})));
    for (code, more, expected) in [
        ("SUCCESS", json!({}), Outcome::NotAtHand),
        ("SUCCESS", json!({"state": "CA"}), Outcome::NotAtHand),
        ("0000", json!({}), Outcome::NotAtHand),
        ("E11000-duplicate", json!({}), Outcome::NotAtHand),
        ("invalid_grant_error", json!({"iss": "https://op.example"}), Outcome::NotAtHand),
        ("SplxlOBeZQQYbYS6WxSbIA", json!({"state": "s"}), Outcome::Matches),
        ("SplxlOBeZQQYbYS6WxSbIB", json!({"session_state": "s"}), Outcome::Differs),
    ] {
        let mut answer = json!({"code": code, "id_token": own});
        answer.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
        let parameters = Parameters::of(&answer.to_string());
        assert_eq!(outcome(&checks(&[&own], &parameters), CrossKind::CodeHash), [expected], "{answer}");
        assert_eq!(parameters.opaque().is_empty(), expected == Outcome::NotAtHand, "{answer}");
    }
}

/// OpenID Connect Core §3.1.3.6: `at_hash` is OPTIONAL where the tokens came from the token endpoint; an application may hand them
/// on. What only stands for a token is none.
#[test]
fn a_form_with_tokens_alone_is_no_answer_of_the_authorization_endpoint() {
    let own = signed(&minimal(&json!({"nonce": "n"})));
    for (text, expected) in [
        (format!("access_token=opaque-abcdefgh&id_token={own}"), vec![]),
        (format!("POST /s HTTP/1.1\nHost: a.example\n\naccess_token=opaque-abcdefgh&id_token={own}"), vec![]),
        (format!("https://app.example/cb#access_token=***&state=s&id_token={own}"), vec![]),
        (format!("https://app.example/cb#access_token=$TOKEN&state=s&id_token={own}"), vec![]),
        (format!("https://app.example/cb#access_token=<token>&state=s&id_token={own}"), vec![]),
        (format!("https://app.example/cb#access_token=opaque-abcdefgh&id_token={own}"), vec![Outcome::Missing]),
        (format!("access_token=opaque-abcdefgh&state=s&id_token={own}"), vec![Outcome::Missing]),
    ] {
        let found = checks(&[&own], &Parameters::of(&text));
        assert_eq!(outcome(&found, CrossKind::AccessTokenHash), expected, "{text}");
    }
}

/// OpenID Connect Core §12.2: the answer to a refresh token is held against the login that brought it, which `max_age` was for.
#[test]
fn a_refresh_is_held_against_its_own_login() {
    let first = signed(&minimal(&json!({"aud": "c1", "nonce": "no1", "auth_time": 1_800_000_000})));
    let refresh = |sent: &str, claims: &Value| {
        let again = signed(&minimal(claims));
        let mut entries = login(1, &first, "authorization_code");
        entries[0]["request"]["url"] = json!(format!("{}&max_age=60", entries[0]["request"]["url"].as_str().unwrap()));
        entries[2]["response"]["content"]["text"] =
            json!(json!({"id_token": first, "refresh_token": "rt-1"}).to_string());
        let form = format!("grant_type=refresh_token&refresh_token={sent}&client_id=c1");
        let body = json!({"id_token": again}).to_string();
        entries.push(json!({"request": {"method": "POST", "url": "https://op.example/token", "postData": {"text": form}}, "response": {"content": {"text": body}}}));
        let found = checks(&[&again], &har(&[entries]));
        [CrossKind::Nonce, CrossKind::SignInTime, CrossKind::Client].map(|kind| outcome(&found, kind))
    };
    let later = |nonce: &str| json!({"aud": "c1", "nonce": nonce, "auth_time": 1_799_990_000, "iat": 1_800_000_000});
    let fits = vec![Outcome::Matches];
    assert_eq!(refresh("rt-1", &later("no1")), [fits.clone(), vec![], fits.clone()]);
    assert_eq!(refresh("rt-1", &later("other")), [vec![Outcome::Differs], vec![], fits.clone()]);
    assert_eq!(refresh("rt-0", &later("other")), [vec![], vec![], fits]);
}

/// OpenID Connect Back-Channel Logout §2.4: with another `sid` it ends another session of the same user.
#[test]
fn a_logout_token_with_another_sid_is_of_another_session() {
    let own = signed(&minimal(&json!({"nonce": "n", "sid": "s9"})));
    for (sid, expected) in [("s9", Outcome::Matches), ("s1", Outcome::Unsure)] {
        let events = json!({"http://schemas.openid.net/event/backchannel-logout": {}});
        let claims = json!({"iss": "https://op.example", "sub": "u", "aud": "c", "iat": 1, "exp": 9, "jti": "1", "sid": sid, "events": events});
        let logout = token(r#"{"alg":"ES256","typ":"logout+jwt"}"#, &claims.to_string());
        let found = checks(&[&own, &logout], &Parameters::default());
        assert_eq!(outcome(&found, CrossKind::Session), [expected], "{sid}");
    }
}

/// RFC 9449 §7.1: what is sent with the scheme DPoP is bound to the key of the proof.
#[test]
fn a_token_that_is_sent_with_dpop_is_bound() {
    let access = |more: &str| token(r#"{"alg":"ES256","typ":"at+jwt"}"#, &format!(r#"{{"iss":"a","sub":"b"{more}}}"#));
    for (scheme, more, expected) in
        [("DPoP", "", vec![Outcome::Missing]), ("DPoP", r#","cnf":{"jkt":"x"}"#, vec![]), ("Bearer", "", vec![])]
    {
        let own = access(more);
        let text = format!("GET /a HTTP/1.1\nHost: a.example\nAuthorization: {scheme} {own}\n\n");
        assert_eq!(outcome(&checks(&[&own], &Parameters::of(&text)), CrossKind::Unbound), expected, "{scheme} {more}");
    }
}

/// A token that is not that of its own login is not valid, however many logins are at hand.
#[test]
fn a_failed_check_is_in_the_verdict_of_its_token() {
    use crate::engine::cross::{Together, Token, cross_checks};
    use crate::engine::examine::examine;
    use crate::engine::jwt::policy::{Policy, Verdict};
    let texts = ["no1", "swapped"].map(|nonce| signed(&minimal(&json!({"aud": "c", "nonce": nonce}))));
    let logins = texts.iter().zip(1..).map(|(own, number)| {
        format!("https://op.example/authorize?response_type=id_token&client_id=c&state=s{number}&nonce=no{number}\nhttps://app.example/cb#id_token={own}&state=s{number}\n")
    });
    let parameters = Parameters::of(&logins.collect::<String>());
    let examined = texts.each_ref().map(|text| examine(text, &Default::default(), &Default::default()));
    let tokens: Vec<_> = texts
        .iter()
        .zip(&examined)
        .map(|(text, examination)| Token { text, examination, verdict: Verdict::Valid, is_stale: false })
        .collect();
    let found = cross_checks(&tokens, &parameters);
    let together = Together::new(examined.iter().map(Some).collect(), &parameters.answers, &found);
    let verdicts = [0, 1].map(|token| {
        let mut judgement = crate::engine::judge::judge(&examined[token], &Policy::default(), 1_800_000_000);
        // As if the signature were one.
        judgement.verdict = Verdict::Valid;
        together.judge(token, &mut judgement, |_| Default::default());
        judgement.verdict
    });
    assert_eq!(verdicts, [Verdict::Valid, Verdict::Invalid], "{found:?}");
}

/// OpenID Connect Core §12.2: a refreshed ID token has `iss`, `sub` and `auth_time` of the original one; §3.1.2.2: nobody but the
/// user of the hint is answered for.
#[test]
fn a_token_that_is_issued_again_is_of_the_same_user() {
    let claims =
        |sub: &str, signed_in: u32| minimal(&json!({"aud": "c1", "nonce": "no1", "sub": sub, "auth_time": signed_in}));
    let first = signed(&claims("u", 1_799_999_999));
    let (fits, fails) = (vec![Outcome::Matches], vec![Outcome::Differs]);
    for (sent, sub, signed_in, expected) in [
        ("rt-1", "u", 1_799_999_999, [fits.clone(), fits.clone(), fits.clone()]),
        ("rt-1", "mallory", 1_799_999_999, [fits.clone(), fails.clone(), fits.clone()]),
        ("rt-1", "u", 1_799_999_000, [fits.clone(), fits.clone(), fails.clone()]),
        ("rt-0", "mallory", 1, [vec![], vec![], vec![]]),
    ] {
        let again = signed(&minimal(&json!({"aud": "c1", "sub": sub, "auth_time": signed_in, "iat": 1_800_000_100})));
        let mut entries = login(1, &first, "authorization_code");
        entries[2]["response"]["content"]["text"] =
            json!(json!({"id_token": first, "refresh_token": "rt-1"}).to_string());
        let form = format!("grant_type=refresh_token&refresh_token={sent}&client_id=c1");
        let body = json!({"id_token": again}).to_string();
        entries.push(json!({"request": {"method": "POST", "url": "https://op.example/token", "postData": {"text": form}}, "response": {"content": {"text": body}}}));
        let found = checks(&[&first, &again], &har(&[entries]));
        let kinds = [CrossKind::RefreshedIssuer, CrossKind::RefreshedSubject, CrossKind::RefreshedSignIn];
        assert_eq!(kinds.map(|kind| outcome(&found, kind)), expected, "{sent} {sub} {signed_in}");
    }
    for (sub, audience, expected) in [("u", "c1", fits), ("v", "c1", fails), ("v", "c9", vec![])] {
        let hint = signed(&minimal(&json!({"aud": audience, "nonce": "old"})));
        let own = signed(&claims(sub, 1));
        let text = format!(
            "https://op.example/authorize?response_type=id_token&client_id=c1&state=s&nonce=no1&id_token_hint={hint}\nhttps://app.example/cb#id_token={own}&state=s"
        );
        assert_eq!(outcome(&checks(&[&hint, &own], &Parameters::of(&text)), CrossKind::HintSubject), expected);
    }
}
