//! An ID token that is issued again, and the login, the hint or the front channel that it has to agree with.

use super::{checks, token};
use crate::engine::cross::{CrossKind, Outcome, Parameters, With};
use serde_json::{Value, json};

const CODE: &str = "SplxlOBeZQQYbYS6WxSbIA";

fn id_token(more: &Value) -> String {
    let mut claims =
        json!({"iss": "https://op.example", "sub": "alice", "aud": "c", "exp": 1_800_000_300, "iat": 1_800_000_000});
    for (name, value) in more.as_object().into_iter().flatten() {
        match value {
            Value::Null => claims.as_object_mut().and_then(|claims| claims.remove(name)),
            value => claims.as_object_mut().and_then(|claims| claims.insert(name.clone(), value.clone())),
        };
    }
    token(r#"{"alg":"ES256"}"#, &claims.to_string())
}

/// What is sent to the token endpoint, and what is answered.
fn exchange(sent: &str, answer: &Value) -> Value {
    let text = answer.to_string();
    json!({"request": {"method": "POST", "url": "https://op.example/token", "postData": {"text": sent}}, "response": {"content": {"text": text}}})
}

fn get(url: &str) -> Value {
    json!({"request": {"method": "GET", "url": url}})
}

fn login(number: usize, answer: &Value) -> Value {
    exchange(&format!("grant_type=authorization_code&code={CODE}-{number}&client_id=c"), answer)
}

fn refresh(with: &str, answer: &Value) -> Value {
    exchange(&format!("grant_type=refresh_token&refresh_token={with}&client_id=c"), answer)
}

fn har(entries: &[Value]) -> Parameters {
    Parameters::of(&json!({"log": {"entries": entries}}).to_string())
}

type Found = Vec<(CrossKind, usize, With, Outcome)>;

fn outcome(found: &Found, kind: CrossKind) -> Vec<Outcome> {
    found.iter().filter(|check| check.0 == kind).map(|check| check.3).collect()
}

const FITS: [Outcome; 1] = [Outcome::Matches];
const FAILS: [Outcome; 1] = [Outcome::Differs];

/// What curl says of the connection and of how much came stands between a request and its answer.
#[test]
fn what_a_program_says_of_a_request_does_not_part_it_from_its_answer() {
    let (alice, bob) = (id_token(&json!({})), id_token(&json!({"sub": "bob"})));
    for between in [
        "\n",
        " -i\nHTTP/2 200\ncontent-type: application/json\n\n",
        " -v\n* Connected to op.example\n> POST /token HTTP/2\n> Host: op.example\n>\n} [90 bytes data]\n< HTTP/2 200\n< date: Mon\n<\n{ [900 bytes data]\n",
        " | jq .\n  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n100   512  100   400  100   112   2000    560 --:--:-- --:--:-- --:--:--  2560\n",
    ] {
        let text = format!(
            "It was:\n{}\n$ curl https://op.example/token -d 'grant_type=refresh_token&refresh_token=rt-1'{between}{}\n",
            json!({"id_token": alice, "refresh_token": "rt-1"}),
            json!({"id_token": bob}),
        );
        let found = checks(&[&alice, &bob], &Parameters::of(&text));
        assert_eq!(outcome(&found, CrossKind::RefreshedSubject), FAILS, "{text}");
    }
}

/// What only stands for a client is none.
#[test]
fn a_client_that_is_to_be_filled_in_is_none() {
    let own = id_token(&json!({"aud": "web"}));
    let answer = json!({"id_token": own, "access_token": "opaque"});
    for client in [
        "-d client_id=$CLIENT_ID",
        "-d \"client_id=${CLIENT_ID}\"",
        "-d client_id=%CLIENT%",
        "-d 'client_id={{client_id}}'",
        "-d 'client_id=<client id>'",
        "-d client_id=YOUR_CLIENT_ID",
        "-d client_id=***",
        "-d client_id=REDACTED",
    ] {
        let text = format!(
            "$ curl https://op.example/token -d grant_type=authorization_code -d code={CODE} {client}\n{answer}\n"
        );
        assert_eq!(outcome(&checks(&[&own], &Parameters::of(&text)), CrossKind::Client), [], "{text}");
    }
    for call in [
        "'client_id': CLIENT_ID",
        "client_id=cid",
        "'client_id': os.environ['CLIENT']",
        "client_id: process.env.CLIENT_ID",
        "client_id => $client",
        "'client_id': '$CLIENT_ID'",
    ] {
        let text =
            format!(">>> post(url, {{'grant_type': 'authorization_code', 'code': '{CODE}', {call}}})\n{answer}\n");
        assert_eq!(outcome(&checks(&[&own], &Parameters::of(&text)), CrossKind::Client), [], "{text}");
    }
    // An exchange may be for somebody else (RFC 8693 §2.1).
    let exchanged =
        exchange("grant_type=urn:ietf:params:oauth:grant-type:token-exchange&audience=web&client_id=c", &answer);
    assert_eq!(outcome(&checks(&[&own], &har(&[exchanged])), CrossKind::Client), []);
}

/// Who asks is also in what the client authenticates with (RFC 6749 §2.3.1, RFC 7523 §3).
#[test]
fn an_id_token_is_for_the_client_that_authenticated() {
    let assertion =
        token(r#"{"alg":"ES256"}"#, r#"{"iss":"c","sub":"c","aud":"https://op.example/token","jti":"1","exp":9}"#);
    let basic = format!("Basic {}", data_encoding::BASE64.encode(b"c:s"));
    let code = format!("grant_type=authorization_code&code={CODE}");
    let with_assertion = format!("{code}&client_assertion={assertion}");
    for (aud, expected) in [("c", FITS), ("evil", FAILS)] {
        let own = id_token(&json!({"aud": aud}));
        let answer = json!({"id_token": own, "access_token": "opaque"});
        let mut with_basic = exchange(&code, &answer);
        with_basic["request"]["headers"] = json!([{"name": "Authorization", "value": basic}]);
        for entry in [with_basic, exchange(&with_assertion, &answer)] {
            assert_eq!(outcome(&checks(&[&own], &har(&[entry])), CrossKind::Client), expected, "{aud}");
        }
        // Nobody says who asks.
        assert_eq!(outcome(&checks(&[&own], &har(&[exchange(&code, &answer)])), CrossKind::Client), [], "{aud}");
    }
}

/// Only what answers an authorization request has its nonce (OpenID Connect Core §3.1.3.7 step 11).
#[test]
fn what_answers_no_authorization_request_needs_no_nonce() {
    let asked = get("https://op.example/authorize?client_id=c&response_type=code&nonce=n1&state=s1");
    let first = id_token(&json!({"nonce": "n1"}));
    let second = id_token(&json!({"iat": 1_800_000_100}));
    let answer = |id_token: &str| json!({"id_token": id_token, "access_token": "opaque"});
    for (sent, expected) in [
        ("grant_type=password&username=u&password=p&client_id=c", vec![]),
        ("grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code=d&client_id=c", vec![]),
        ("grant_type=urn:openid:params:grant-type:ciba&auth_req_id=a&client_id=c", vec![]),
        ("grant_type=urn:ietf:params:oauth:grant-type:token-exchange&client_id=c", vec![]),
        // Nobody says what that is.
        ("client_id=c", vec![]),
        (&format!("grant_type=authorization_code&code={CODE}-2&client_id=c"), vec![Outcome::Missing]),
    ] {
        let parameters = har(&[asked.clone(), login(1, &answer(&first)), exchange(sent, &answer(&second))]);
        let found = checks(&[&first, &second], &parameters);
        let nonce = |index: usize| -> Vec<Outcome> {
            let own = found.iter().filter(|check| check.0 == CrossKind::Nonce && check.1 == index);
            own.map(|check| check.3).collect()
        };
        assert_eq!((nonce(0), nonce(1)), (FITS.to_vec(), expected), "{sent}");
    }
}

/// OpenID Connect Core §3.3.3.6: "the iss and sub Claim Values MUST be identical in both ID Tokens".
#[test]
fn both_id_tokens_of_a_hybrid_login_are_of_one_user() {
    for (code, more, issuer, subject) in [
        (CODE, json!({}), FITS.to_vec(), FITS.to_vec()),
        (CODE, json!({"sub": "bob"}), FITS.to_vec(), FAILS.to_vec()),
        (CODE, json!({"iss": "https://other.example"}), FAILS.to_vec(), FITS.to_vec()),
        (CODE, json!({"sub": null}), FITS.to_vec(), vec![Outcome::Missing]),
        // Of another login, and of one that was masked.
        ("another-code-of-8-bits", json!({"sub": "bob"}), vec![], vec![]),
        ("removed", json!({"sub": "bob"}), vec![], vec![]),
    ] {
        let (front, own) = (id_token(&json!({"nonce": "n"})), id_token(&more));
        let back = if code == "removed" { code } else { CODE };
        let entries = [
            get("https://op.example/authorize?response_type=code%20id_token&client_id=c&state=s&nonce=n"),
            get(&format!("https://app.example/cb#code={back}&id_token={front}&state=s")),
            exchange(&format!("grant_type=authorization_code&code={code}&client_id=c"), &json!({"id_token": own})),
        ];
        let found = checks(&[&front, &own], &har(&entries));
        assert_eq!(outcome(&found, CrossKind::HybridIssuer), issuer, "{code} {more}");
        assert_eq!(outcome(&found, CrossKind::HybridSubject), subject, "{code} {more}");
    }
}

/// OpenID Connect Core §12.2, wherever the login stands: a list may have the newest first, and each may be in a file of its own.
#[test]
fn a_refresh_is_of_its_login_in_any_order() {
    let [alice, bob] = ["alice", "bob"].map(|sub| id_token(&json!({"sub": sub})));
    for (own, expected) in [(id_token(&json!({"iat": 1_800_000_100})), FITS), (bob, FAILS)] {
        let entries = [
            login(1, &json!({"id_token": alice, "refresh_token": "rt-1"})),
            // RFC 6749 §6: another refresh token; §12.2: without an ID token.
            refresh("rt-1", &json!({"access_token": "opaque-at-1", "refresh_token": "rt-2"})),
            refresh("rt-2", &json!({"access_token": "opaque-at-2", "refresh_token": "rt-3"})),
            refresh("rt-3", &json!({"id_token": own})),
        ];
        let subject =
            |parameters: &Parameters| outcome(&checks(&[&alice, &own], parameters), CrossKind::RefreshedSubject);
        assert_eq!(subject(&har(&entries)), expected);
        let newest_first: Vec<Value> = entries.iter().rev().cloned().collect();
        assert_eq!(subject(&har(&newest_first)), expected);
        let apart = newest_first.iter().fold(Parameters::default(), |mut all, entry| {
            all.extend(har(std::slice::from_ref(entry)));
            all
        });
        assert_eq!(subject(&apart), expected);
        // The login was not recorded: the first ID token stands for it.
        let later = [
            refresh("rt-0", &json!({"access_token": "opaque-at-0", "refresh_token": "rt-1"})),
            refresh("rt-1", &json!({"id_token": alice, "refresh_token": "rt-2"})),
            refresh("rt-2", &json!({"id_token": own})),
        ];
        assert_eq!(subject(&har(&later)), expected);
    }
}

/// One ID token answers two refreshes: it is of one of the users at most.
#[test]
fn each_refresh_that_an_id_token_answers_counts() {
    let [alice, bob] = ["alice", "bob"].map(|sub| id_token(&json!({"sub": sub})));
    let own = id_token(&json!({"iat": 1_800_000_100}));
    let entries = [
        login(1, &json!({"id_token": alice, "refresh_token": "rt-1"})),
        login(2, &json!({"id_token": bob, "refresh_token": "rt-2"})),
        refresh("rt-1", &json!({"id_token": own})),
        refresh("rt-2", &json!({"id_token": own})),
    ];
    let found = checks(&[&alice, &bob, &own], &har(&entries));
    assert_eq!(outcome(&found, CrossKind::RefreshedSubject), [Outcome::Matches, Outcome::Differs]);
}

/// A refresh token that was masked, or that a server for tests gives everybody, does not say which login it is of.
#[test]
fn a_refresh_token_of_several_logins_is_of_one_of_them() {
    let [alice, bob] = ["alice", "bob"].map(|sub| id_token(&json!({"sub": sub})));
    for (shared, sub, expected) in [
        ("fixed-refresh-token-1", "alice", FITS.to_vec()),
        ("fixed-refresh-token-1", "bob", FITS.to_vec()),
        ("fixed-refresh-token-1", "carol", FAILS.to_vec()),
        ("removed", "carol", vec![]),
    ] {
        let own = id_token(&json!({"sub": sub, "iat": 1_800_000_100}));
        let entries = [
            login(1, &json!({"id_token": alice, "refresh_token": shared})),
            login(2, &json!({"id_token": bob, "refresh_token": shared})),
            refresh(shared, &json!({"id_token": own, "refresh_token": shared})),
        ];
        let found = checks(&[&alice, &bob, &own], &har(&entries));
        assert_eq!(outcome(&found, CrossKind::RefreshedSubject), expected, "{shared} {sub}");
    }
}

/// OpenID Connect Core §2: `iss` and `sub` are REQUIRED, and strings; `auth_time` is a number. §12.2: they stay the same.
#[test]
fn what_a_refresh_must_not_change_is_there_and_well_formed() {
    use Outcome::{Differs, Malformed, Matches, Missing, Unsure};
    let at = json!({"auth_time": 1_799_999_000, "azp": "c"});
    for (login_has, has, expected) in [
        (
            at.clone(),
            json!({"auth_time": 1_799_999_000, "azp": "c"}),
            [vec![Matches], vec![Matches], vec![Matches], vec![Matches]],
        ),
        (at.clone(), json!({"sub": null}), [vec![Matches], vec![Missing], vec![], vec![]]),
        (json!({"sub": 5}), json!({"sub": 5}), [vec![Matches], vec![Malformed], vec![], vec![]]),
        (json!({"sub": null}), json!({}), [vec![Matches], vec![Missing], vec![], vec![]]),
        (at.clone(), json!({"auth_time": "1799999000"}), [vec![Matches], vec![Matches], vec![Malformed], vec![]]),
        (at.clone(), json!({"azp": "d"}), [vec![Matches], vec![Matches], vec![], vec![Differs]]),
        (json!({}), json!({"azp": "d"}), [vec![Matches], vec![Matches], vec![], vec![Differs]]),
        (json!({}), json!({"azp": "c"}), [vec![Matches], vec![Matches], vec![], vec![Matches]]),
        // What another issuer calls so is somebody else anyway.
        (at.clone(), json!({"iss": "https://other.example", "sub": "bob"}), [vec![Differs], vec![], vec![], vec![]]),
        // OpenID Connect Core §8.1: another client of a family, with a name of its own for the user.
        (at.clone(), json!({"aud": "d", "sub": "bob", "azp": "d"}), [vec![Matches], vec![Unsure], vec![], vec![]]),
        (at, json!({"aud": ["d", "c"], "sub": "bob"}), [vec![Matches], vec![Differs], vec![], vec![]]),
    ] {
        let (first, own) = (
            id_token(&login_has),
            id_token(&{
                let mut has = has.clone();
                has.as_object_mut().map(|has| has.insert("iat".to_owned(), json!(1_800_000_100)));
                has
            }),
        );
        let entries = [
            login(1, &json!({"id_token": first, "refresh_token": "rt-1"})),
            refresh("rt-1", &json!({"id_token": own})),
        ];
        let found = checks(&[&first, &own], &har(&entries));
        let kinds = [
            CrossKind::RefreshedIssuer,
            CrossKind::RefreshedSubject,
            CrossKind::RefreshedSignIn,
            CrossKind::RefreshedParty,
        ];
        assert_eq!(kinds.map(|kind| outcome(&found, kind)), expected, "{login_has} {has}");
    }
}

/// OpenID Connect Core §3.1.2.1, §3.1.2.2. An application that redirects has the address of the request twice in a list: as `Location`
/// of its answer and as the next request.
#[test]
fn a_request_that_is_seen_twice_is_one() {
    for (state, audience, sub, expected) in [
        ("&state=s", json!("c"), json!("alice"), FITS.to_vec()),
        ("&state=s", json!("c"), json!("bob"), FAILS.to_vec()),
        ("", json!("c"), json!("bob"), FAILS.to_vec()),
        ("&state=s", json!(["c"]), json!("bob"), FAILS.to_vec()),
        ("&state=s", json!("c"), Value::Null, vec![Outcome::Missing]),
        // Another client may know the user by another name.
        ("&state=s", json!("d"), json!("bob"), vec![]),
    ] {
        let hint = id_token(&json!({"aud": audience, "nonce": "old"}));
        let own = id_token(&json!({"sub": sub, "nonce": "n", "auth_time": 1_799_990_000}));
        let ask = format!(
            "https://op.example/authorize?response_type=code&client_id=c{state}&nonce=n&max_age=60&id_token_hint={hint}"
        );
        let back = format!("https://app.example/cb?code={CODE}-1{state}");
        let redirecting = json!({"request": {"method": "GET", "url": "https://app.example/login"}, "response": {"redirectURL": ask, "headers": []}});
        let entries = [redirecting, get(&ask), get(&back), login(1, &json!({"id_token": own}))];
        let found = checks(&[&hint, &own], &har(&entries));
        assert_eq!(outcome(&found, CrossKind::HintSubject), expected, "{state} {audience} {sub}");
        assert_eq!(outcome(&found, CrossKind::SignInTime), FAILS, "{state} {audience} {sub}");
    }
}

/// RFC 9101 §5: what the request object says counts, its hint too (OpenID Connect Core §6.1).
#[test]
fn the_hint_of_a_request_object_counts() {
    for (sub, expected) in [("alice", FITS), ("bob", FAILS)] {
        let hint = id_token(&json!({"nonce": "old"}));
        let own = id_token(&json!({"sub": sub, "nonce": "n"}));
        let claims = json!({"iss": "c", "client_id": "c", "response_type": "code", "state": "s", "nonce": "n", "id_token_hint": hint});
        let object = token(r#"{"alg":"ES256","typ":"oauth-authz-req+jwt"}"#, &claims.to_string());
        let entries = [
            get(&format!(
                "https://op.example/authorize?response_type=code&client_id=c&state=s&nonce=n&request={object}"
            )),
            get(&format!("https://app.example/cb?code={CODE}-1&state=s")),
            login(1, &json!({"id_token": own})),
        ];
        let found = checks(&[&object, &hint, &own], &har(&entries));
        assert_eq!(outcome(&found, CrossKind::HintSubject), expected, "{sub}");
    }
}

/// Of two logins without state the nonce says which is meant; where that does not, none is.
#[test]
fn the_hint_of_another_login_does_not_count() {
    for (nonce, expected) in [("n", vec![]), ("m", FAILS.to_vec()), ("another", vec![])] {
        let hint = id_token(&json!({"nonce": "old"}));
        let own = id_token(&json!({"sub": "bob", "nonce": nonce}));
        let claims =
            json!({"iss": "c", "client_id": "c", "response_type": "code", "nonce": "m", "id_token_hint": hint});
        let object = token(r#"{"alg":"ES256","typ":"oauth-authz-req+jwt"}"#, &claims.to_string());
        let ask = "https://op.example/authorize?response_type=code&client_id=c";
        let entries = [
            get(&format!("{ask}&nonce=n")),
            get(&format!("{ask}&request={object}")),
            login(1, &json!({"id_token": own})),
        ];
        let found = checks(&[&object, &hint, &own], &har(&entries));
        assert_eq!(outcome(&found, CrossKind::HintSubject), expected, "{nonce}");
    }
}

/// An application's own server, and a token endpoint that has `grant_type` in its address, are sent the refresh token alone.
#[test]
fn whoever_sends_a_refresh_token_refreshes() {
    for (sub, expected) in [("alice", FITS), ("bob", FAILS)] {
        let (first, own) = (id_token(&json!({})), id_token(&json!({"sub": sub, "iat": 1_800_000_100})));
        for sent in [json!({"refresh_token": "rt-1"}).to_string(), "refresh_token=rt-1".to_owned()] {
            let entries = [
                login(1, &json!({"id_token": first, "refresh_token": "rt-1"})),
                exchange(&sent, &json!({"id_token": own})),
            ];
            let found = checks(&[&first, &own], &har(&entries));
            assert_eq!(outcome(&found, CrossKind::RefreshedSubject), expected, "{sub} {sent}");
        }
    }
    // A server that keeps what the application got is sent no refresh.
    let (first, own) = (id_token(&json!({})), id_token(&json!({"sub": "bob"})));
    let kept = json!({"id_token": first, "refresh_token": "rt-1"}).to_string();
    let entries =
        [login(1, &json!({"id_token": first, "refresh_token": "rt-1"})), exchange(&kept, &json!({"id_token": own}))];
    assert_eq!(outcome(&checks(&[&first, &own], &har(&entries)), CrossKind::RefreshedSubject), []);
}

/// OpenID Connect Core §5.3.2. Of which login a response is it does not say.
#[test]
fn a_user_info_response_is_of_a_user_who_signed_in() {
    let own = id_token(&json!({"nonce": "n"}));
    for (sub, audience, expected) in
        [("alice", "c", FITS.to_vec()), ("bob", "c", vec![Outcome::Unsure]), ("bob", "d", vec![])]
    {
        let claims =
            json!({"iss": "https://op.example", "aud": audience, "sub": sub, "email": "a@op.example", "name": "A"});
        let response = token(r#"{"alg":"ES256"}"#, &claims.to_string());
        let found = checks(&[&own, &response], &Parameters::default());
        assert_eq!(outcome(&found, CrossKind::UserInfoSubject), expected, "{sub} {audience}");
    }
}

/// Of an ID token that is encrypted for somebody else nothing is missed.
#[test]
fn what_cannot_be_decrypted_lacks_nothing() {
    let header = crate::engine::ground::base64url::encode(br#"{"alg":"RSA-OAEP","enc":"A256GCM"}"#);
    let sealed = format!("{header}.{}.AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA", "A".repeat(342));
    let first = id_token(&json!({}));
    let ask = "https://op.example/authorize?response_type=code%20id_token&client_id=c&state=s&nonce=n&max_age=60";
    let entries = [
        get(ask),
        get(&format!("https://app.example/cb#code={CODE}-1&id_token={sealed}&state=s")),
        login(1, &json!({"id_token": first, "refresh_token": "rt-1"})),
        refresh("rt-1", &json!({"id_token": sealed})),
    ];
    let found = checks(&[&sealed, &first], &har(&entries));
    let is_missed = |check: &&(CrossKind, usize, With, Outcome)| check.1 == 0 && check.3 == Outcome::Missing;
    assert_eq!(found.iter().find(is_missed), None, "{found:?}");
}

/// RFC 9449 §5: the access token is bound to the key of the proof that came with the request for it.
#[test]
fn an_access_token_is_bound_to_the_key_that_it_was_requested_with() {
    let key = |x: &str| format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}"}}"#);
    let [own, other] = ["11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", "Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE"];
    let thumbprint = crate::engine::ground::base64url::encode(&crate::engine::crypto::digest::digest(
        crate::engine::ground::jwa::Hash::Sha256,
        format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{own}"}}"#).as_bytes(),
    ));
    for (made_with, expected) in [(own, vec![]), (other, FAILS.to_vec())] {
        let header = format!(r#"{{"typ":"dpop+jwt","alg":"EdDSA","jwk":{}}}"#, key(made_with));
        let proof = token(&header, r#"{"jti":"1","htm":"POST","htu":"https://op.example/token","iat":1}"#);
        let claims = json!({"iss": "https://op.example", "sub": "a", "cnf": {"jkt": thumbprint}});
        let access = token(r#"{"alg":"ES256","typ":"at+jwt"}"#, &claims.to_string());
        let mut entry = login(1, &json!({"access_token": access, "token_type": "DPoP"}));
        entry["request"]["headers"] = json!([{"name": "dpop", "value": proof}]);
        let found = checks(&[&proof, &access], &har(&[entry]));
        assert_eq!(outcome(&found, CrossKind::GrantedKey), expected, "{made_with}");
        let is_missed = |check: &(CrossKind, usize, With, Outcome)| check.3 == Outcome::NotAtHand;
        assert!(!found.iter().any(is_missed), "{found:?}");
    }
}

/// Writes down what was sent, and what was answered.
type Write<'a> = dyn Fn(&str, &Value) -> String + 'a;

/// What a terminal shows, and a record of HTTP: the answer stands below what was sent.
#[test]
fn a_refresh_that_was_written_down_is_one() {
    let alice = id_token(&json!({}));
    for (sub, expected) in [("alice", FITS), ("bob", FAILS)] {
        let own = id_token(&json!({"sub": sub, "iat": 1_800_000_100}));
        let first = json!({"access_token": "opaque-at-1", "id_token": alice, "refresh_token": "rt-1"});
        let second = json!({"access_token": "opaque-at-2", "refresh_token": "rt-2"});
        let third = json!({"access_token": "opaque-at-3", "id_token": own});
        let (login, renew, refresh) = (
            format!("grant_type=authorization_code&code={CODE}&client_id=c"),
            "grant_type=refresh_token&refresh_token=rt-1&client_id=c",
            "grant_type=refresh_token&refresh_token=rt-2&client_id=c",
        );
        let options = |form: &str| form.split('&').map(|field| format!(" -d {field}")).collect::<String>();
        let curl =
            |form: &str, answer: &Value| format!("$ curl https://op.example/token{}\n{answer:#}\n", options(form));
        let quoted = |form: &str, answer: &Value| {
            format!("$ curl https://op.example/token \\\n  --data-raw '{form}'\n{answer}\n")
        };
        let http = |form: &str, answer: &Value| {
            format!(
                "POST /token HTTP/1.1\r\nHost: op.example\r\n\r\n{form}\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{answer}\r\n\r\n"
            )
        };
        // The same fields in other notations.
        let fields = |form: &str, write: &dyn Fn(&str, &str) -> String, between: &str| {
            let fields = form.split('&').filter_map(|field| field.split_once('='));
            fields.map(|(name, value)| write(name, value)).collect::<Vec<_>>().join(between)
        };
        let object =
            |form: &str| format!("{{{}}}", fields(form, &|name, value| format!("\"{name}\":\"{value}\""), ","));
        let json_data = |form: &str, answer: &Value| {
            format!("$ curl https://op.example/token --json '{}'\n{answer}\n", object(form))
        };
        let httpie = |form: &str, answer: &Value| {
            format!("$ http -f POST https://op.example/token {}\n{answer:#}\n", form.replace('&', " "))
        };
        let powershell = |form: &str, answer: &Value| {
            let hash = fields(form, &|name, value| format!("{name}='{value}'"), "; ");
            format!(
                "PS C:\\> irm https://op.example/token -Method Post -Body @{{{hash}}} | ConvertTo-Json\n{answer:#}\n"
            )
        };
        let fetch = |form: &str, answer: &Value| {
            let members = fields(form, &|name, value| format!("{name}: '{value}'"), ", ");
            format!(
                "> await (await fetch('https://op.example/token', {{method: 'POST', body: new URLSearchParams({{{members}}})}})).json()\n{answer}\n"
            )
        };
        let python = |form: &str, answer: &Value| {
            let members = fields(form, &|name, value| format!("'{name}': '{value}'"), ",\n  ");
            format!(">>> requests.post(url, data={{\n  {members}}}).text\n{answer}\n")
        };
        let log = |form: &str, answer: &Value| {
            format!("10:00:01 DEBUG POST /token body: {form}\n10:00:01 DEBUG response 200: {answer}\n")
        };
        let unended =
            |form: &str, answer: &Value| format!("$ curl -s https://op.example/token -d '{form}'\n{answer}me@host:~");
        let cited =
            |form: &str, answer: &Value| format!("> $ curl -s https://op.example/token -d '{form}'\n> {answer}\n");
        let writings: [&Write<'_>; 11] =
            [&curl, &quoted, &http, &json_data, &httpie, &powershell, &fetch, &python, &log, &unended, &cited];
        for write in writings {
            let text = [write(&login, &first), write(renew, &second), write(refresh, &third)].concat();
            let found = checks(&[&alice, &own], &Parameters::of(&text));
            assert_eq!(outcome(&found, CrossKind::RefreshedSubject), expected, "{text}");
        }
    }
}

/// Of which request an answer is, where it is not that of the last one.
#[test]
fn an_answer_below_another_command_is_of_none_before_it() {
    let alice = id_token(&json!({}));
    // What was answered went elsewhere, and what stands below is of another command.
    let bob = json!({"id_token": id_token(&json!({"sub": "bob"}))});
    for between in [
        "| jq -r .access_token\nopaque\n$ cat bob.json\n",
        "-o a.json\n$ http -f POST https://op.example/token code=ABCDEFGHIJKL\n",
        "-o a.json\nme@host:~$ cat bob.json\n",
        "-o a.json\n[root@host ~]# cat bob.json\n",
        "> a.json\n\u{276f} cat bob.json\n",
        "| tee a.json >/dev/null\n+ jq . bob.json\n",
        "; cat bob.json\n",
        "-o a.json && cat bob.json\n",
        "\n{\"error\":\"invalid_grant\"}\n$ cat bob.json\n",
        "\nHTTP/1.1 400 Bad Request\n\n",
        "\nThat failed. Bob has this one:\n",
        "\n10:00:02 INFO another request\n10:00:03 INFO answer ",
    ] {
        let text = format!(
            "It was:\n{}\n$ curl https://op.example/token -d 'grant_type=refresh_token&refresh_token=rt-1' {between}{bob}\n",
            json!({"id_token": alice, "refresh_token": "rt-1"}),
        );
        let own = bob["id_token"].as_str().unwrap();
        let found = checks(&[&alice, own], &Parameters::of(&text));
        assert_eq!(outcome(&found, CrossKind::RefreshedSubject), [], "{text}");
    }
    // Two requests, and an answer to one of them.
    let own = id_token(&json!({"sub": "bob"}));
    let text = format!(
        "{}\n$ curl https://op.example/token -d grant_type=authorization_code -d code={CODE}\n$ curl https://op.example/token -d grant_type=refresh_token -d refresh_token=rt-1\n{}\n",
        json!({"id_token": alice, "refresh_token": "rt-1"}),
        json!({"id_token": own})
    );
    // An object begins the text: that is not all of it.
    let found = checks(&[&alice, &own], &Parameters::of(&format!("It was:\n{text}")));
    assert_eq!(outcome(&found, CrossKind::RefreshedSubject), []);
}
