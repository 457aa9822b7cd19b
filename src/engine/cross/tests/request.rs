//! Requests with proofs of possession: RFC 9449.

use super::{checks, token};
use crate::engine::cross::{CrossKind, Outcome, Parameters, Token, With, cross_checks};
use crate::engine::crypto::digest::digest;
use crate::engine::examine::examine;
use crate::engine::ground::base64url::encode;
use crate::engine::ground::jwa::Hash;
use crate::engine::ground::limit::ExamineOptions;
use crate::engine::jwt::policy::Verdict;
use crate::engine::key::KeyRing;
use serde_json::json;

fn access_token(subject: &str) -> String {
    let claims = json!({"iss": "https://as.example", "sub": subject, "aud": "api", "exp": 9, "client_id": "c", "cnf": {"jkt": "0ZcO"}});
    token(r#"{"alg":"ES256","typ":"at+jwt"}"#, &claims.to_string())
}

fn proof(id: &str, of: &str) -> String {
    let ath = encode(&digest(Hash::Sha256, of.as_bytes()));
    let claims = json!({"jti": id, "htm": "GET", "htu": "https://api.example/x", "iat": 1, "ath": ath});
    token(r#"{"alg":"ES256","typ":"dpop+jwt"}"#, &claims.to_string())
}

fn request(scheme: &str, access: &str, proofs: &[&str]) -> String {
    let proofs: String = proofs.iter().map(|proof| format!("DPoP: {proof}\r\n")).collect();
    format!("GET /x HTTP/1.1\r\nHost: api.example\r\nAuthorization: {scheme} {access}\r\n{proofs}\r\n")
}

fn curl(scheme: &str, access: &str, proofs: &[&str]) -> String {
    let proofs: String = proofs.iter().map(|proof| format!(" -H 'dpop: {proof}'")).collect();
    format!("curl https://api.example/x -H 'Authorization: {scheme} {access}'{proofs}")
}

fn har(scheme: &str, access: &str, proofs: &[&str]) -> String {
    let mut headers = vec![json!({"name": "authorization", "value": format!("{scheme} {access}")})];
    headers.extend(proofs.iter().map(|proof| json!({"name": "DPoP", "value": proof})));
    let request = json!({"method": "GET", "url": "https://api.example/x", "headers": headers});
    json!({"log": {"entries": [{"request": request}]}}).to_string()
}

/// §4.3: `ath` is the hash of the access token of the same request.
#[test]
fn a_proof_is_for_the_access_token_of_its_own_request() {
    let (one, two) = (access_token("a"), access_token("b"));
    for (first, second, expected) in [(&one, &two, Outcome::Matches), (&two, &one, Outcome::Differs)] {
        let (first, second) = (proof("1", first), proof("2", second));
        for write in [request, curl, har] {
            let mut parameters = Parameters::of(&write("DPoP", &one, &[&first]));
            parameters.extend(Parameters::of(&write("DPoP", &two, &[&second])));
            let found = checks(&[&one, &first, &two, &second], &parameters);
            for (proof, of) in [(1, 0), (3, 2)] {
                let expected = (CrossKind::ProofTokenHash, proof, With::Sent(Some(of)), expected);
                assert!(found.contains(&expected), "{expected:?}: {found:?}");
            }
        }
    }
}

/// §4.3: "There is not more than one DPoP HTTP request header field"; §7.2 on bound tokens that are sent as bearer tokens.
#[test]
fn a_request_has_one_proof_and_the_scheme_of_its_token() {
    let access = access_token("a");
    let (first, second) = (proof("1", &access), proof("2", &access));
    let bad = |kinds: &[CrossKind], text: &str| -> usize {
        let found = checks(&[&access, &first, &second], &Parameters::of(text));
        let is_bad = |outcome| matches!(outcome, Outcome::Differs | Outcome::Repeated);
        found.iter().filter(|check| kinds.contains(&check.0) && is_bad(check.3)).count()
    };
    let kinds = [CrossKind::Proof, CrossKind::Scheme];
    for write in [request, curl, har] {
        assert_eq!(bad(&kinds, &write("DPoP", &access, &[&first])), 0);
        assert_eq!(bad(&kinds[..1], &write("DPoP", &access, &[&first, &second])), 2);
        assert_eq!(bad(&kinds[..1], &write("DPoP", &access, &[&format!("{first}, {second}")])), 2);
        assert_eq!(bad(&kinds[1..], &write("Bearer", &access, &[&first])), 1);
        assert_eq!(bad(&kinds[1..], &write("bearer", &access, &[])), 1);
    }
}

/// RFC 9449 §7.1, figure 12: the access token of the examples is no JWT.
const OPAQUE: &str = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";

/// §4.2: `ath` is the hash over the ASCII characters of the access token, whatever that is.
#[test]
fn a_proof_is_held_against_an_opaque_access_token_in_its_request() {
    let (own, other) = (proof("1", OPAQUE), proof("2", "another-0123456789-token"));
    for write in [request, curl, har] {
        for (proof, expected) in [(&own, Outcome::Matches), (&other, Outcome::Differs)] {
            let found = checks(&[proof], &Parameters::of(&write("DPoP", OPAQUE, &[proof])));
            let expected = (CrossKind::ProofTokenHash, 0, With::Sent(None), expected);
            assert!(found.contains(&expected), "{expected:?}: {found:?}");
        }
        // Of two requests each proof is for the token of its own.
        let mut both = Parameters::of(&write("DPoP", OPAQUE, &[&own]));
        both.extend(Parameters::of(&write("DPoP", "another-0123456789-token", &[&other])));
        let found = checks(&[&own, &other], &both);
        for proof in 0..2 {
            let expected = (CrossKind::ProofTokenHash, proof, With::Sent(None), Outcome::Matches);
            assert!(found.contains(&expected), "{found:?}");
        }
        // What stands for a token, or is a part of one, is not held against anything.
        for text in [
            "ACCESS_TOKEN",
            "$TOKEN",
            "Kz~8mXK1",
            "Kz~8mXK1EalYznwH...",
            "xxxxxxxxxxxxxxxx1",
            "<token-0123456789>",
            "eyJhbGciOiJFUzI1NiJ9",
        ] {
            let found = checks(&[&own], &Parameters::of(&write("DPoP", text, &[&own])));
            let expected = (CrossKind::ProofTokenHash, 0, With::OpaqueAccessToken, Outcome::NotAtHand);
            assert!(found.contains(&expected), "{text}: {found:?}");
        }
    }
}

/// RFC 6750 §2: one access token, sent in one way.
#[test]
fn a_request_has_one_access_token() {
    let access = access_token("a");
    let own = proof("1", &access);
    for (write, end) in [(request as fn(&str, &str, &[&str]) -> String, "\r\n"), (curl, "'")] {
        let one = write("DPoP", &access, &[&own]);
        let again = |header: &str| match end {
            "'" => format!("{one} -H '{header}'"),
            end => format!("{}{end}{header}{end}{end}", one.trim_end()),
        };
        let bad = |text: &str| {
            let found = checks(&[&access, &own], &Parameters::of(text));
            found.iter().filter(|check| (check.0, check.3) == (CrossKind::SentToken, Outcome::Repeated)).count()
        };
        assert_eq!(bad(&one), 0);
        assert_eq!(bad(&again(&format!("Authorization: DPoP {access}"))), 0, "the same");
        assert_eq!(bad(&again(&format!("Authorization: DPoP {OPAQUE}"))), 2, "{}", again("x: y"));
        assert_eq!(bad(&again(&format!("authorization: Bearer {}", access_token("b")))), 2);
    }
}

/// RFC 9449 §7.1: with an access token a proof must have `ath`.
#[test]
fn a_proof_without_ath_beside_an_access_token_is_told() {
    let claims = json!({"jti": "1", "htm": "GET", "htu": "https://api.example/x", "iat": 1});
    let own = token(r#"{"alg":"ES256","typ":"dpop+jwt"}"#, &claims.to_string());
    for write in [request, curl, har] {
        let found = checks(&[&own], &Parameters::of(&write("DPoP", OPAQUE, &[&own])));
        let expected = (CrossKind::ProofTokenHash, 0, With::Sent(None), Outcome::Missing);
        assert!(found.contains(&expected), "{found:?}");
    }
    let found = checks(&[&own], &Parameters::default());
    assert!(found.iter().all(|check| check.3 == Outcome::NotAtHand), "{found:?}");
}

/// draft-ietf-wimse-wpt §2: the hash of the access token that the request is sent with.
#[test]
fn a_workload_proof_is_held_against_the_access_token_of_its_request() {
    let proof = |of: &str| {
        let claims = json!({"aud": "https://api.example/x", "exp": 9, "jti": "1", "wth": "x", "ath": encode(&digest(Hash::Sha256, of.as_bytes()))});
        token(r#"{"alg":"ES256","typ":"wpt+jwt"}"#, &claims.to_string())
    };
    for (of, expected) in [(OPAQUE, Outcome::Matches), ("another", Outcome::Differs)] {
        let own = proof(of);
        let text = format!(
            "GET /x HTTP/1.1\r\nHost: api.example\r\nAuthorization: Bearer {OPAQUE}\r\nWorkload-Proof-Token: {own}\r\n\r\n"
        );
        let found = checks(&[&own], &Parameters::of(&text));
        assert!(found.contains(&(CrossKind::ProofTokenHash, 0, With::Sent(None), expected)), "{found:?}");
    }
}

/// draft-ietf-wimse-wpt §2: "The aud claim of the WPT matches the target URI, or an acceptable alias or normalization thereof, of
/// the HTTP request in which the WPT was received, ignoring any query and fragment parts."
#[test]
fn a_workload_proof_is_for_the_target_of_its_request() {
    let workload = |aud: &serde_json::Value| {
        let claims = json!({"aud": aud, "exp": 9, "jti": "1", "wth": "x"});
        token(r#"{"alg":"ES256","typ":"wpt+jwt"}"#, &claims.to_string())
    };
    for (aud, expected) in [
        (json!("https://api.example/x"), Some(Outcome::Matches)),
        (json!("https://API.example:443/x"), Some(Outcome::Matches)),
        (json!(["orders", "https://api.example/x"]), Some(Outcome::Matches)),
        // A name that the service may go by: nobody here can tell.
        (json!("https://api.example/y"), Some(Outcome::Alias)),
        (json!("orders"), Some(Outcome::Alias)),
        (json!(7), Some(Outcome::Malformed)),
        (json!([]), None),
    ] {
        let proof = workload(&aud);
        let requests = [
            format!("POST /x?page=2 HTTP/1.1\r\nHost: api.example\r\nAuthorization: WPT {proof}\r\n\r\n"),
            format!("curl -X POST 'https://api.example/x?page=2' -H 'Workload-Proof-Token: {proof}'"),
        ];
        for request in requests {
            let found = checks(&[&proof], &Parameters::of(&request));
            let of_target = found.iter().find(|check| check.0 == CrossKind::Target);
            let expected = expected.map(|outcome| (CrossKind::Target, 0, With::Request, outcome));
            assert_eq!(of_target, expected.as_ref(), "{aud} {request}: {found:?}");
        }
        // In no request, and beside that of another proof.
        let other = format!("GET /x HTTP/1.1\r\nHost: api.example\r\nDPoP: {}\r\n\r\n", self::proof("1", "a"));
        for text in ["", other.as_str()] {
            let found = checks(&[&proof], &Parameters::of(text));
            let of_target = found.iter().find(|check| check.0 == CrossKind::Target).map(|check| check.3);
            let expected = expected.map(|outcome| match outcome {
                Outcome::Malformed => outcome,
                _ => Outcome::NotAtHand,
            });
            assert_eq!(of_target, expected, "{found:?}");
        }
    }
}

/// A proof for `GET https://api.example/x` of a key of its own.
fn bare(id: &str) -> String {
    let claims = json!({"jti": id, "htm": "GET", "htu": "https://api.example/x", "iat": 1});
    token(r#"{"alg":"ES256","typ":"dpop+jwt"}"#, &claims.to_string())
}

fn of_request(found: &[(CrossKind, usize, With, Outcome)]) -> Vec<(CrossKind, usize, With, Outcome)> {
    let kinds = [CrossKind::Method, CrossKind::Address, CrossKind::ProofId];
    found.iter().filter(|check| kinds.contains(&check.0)).copied().collect()
}

/// RFC 9449 §4.3 steps 8 and 9, of every request that a proof is in; §4: "Each HTTP request requires a unique DPoP proof".
#[test]
fn a_proof_is_held_against_every_request_that_it_is_in() {
    let proof = bare("1");
    let entry = |method: &str, url: &str| json!({"request": {"method": method, "url": url, "headers": [{"name": "DPoP", "value": proof}]}});
    let har = |second: serde_json::Value| {
        json!({"log": {"entries": [entry("GET", "https://api.example/x"), second]}}).to_string()
    };
    let lines = |second: &str| {
        format!(
            "GET /x HTTP/1.1\nHost: api.example\nDPoP: {proof}\n\n{second} HTTP/1.1\nHost: api.example\nDPoP: {proof}\n\n"
        )
    };
    let curls =
        |second: &str| format!("curl https://api.example/x -H 'DPoP: {proof}'\ncurl {second} -H 'DPoP: {proof}'\n");
    for (text, method, address) in [
        (har(entry("GET", "https://api.example/y")), Outcome::Matches, Outcome::Differs),
        (har(entry("DELETE", "https://api.example/x")), Outcome::Differs, Outcome::Matches),
        (lines("GET /y"), Outcome::Matches, Outcome::Differs),
        (lines("DELETE /x"), Outcome::Differs, Outcome::Matches),
        (curls("https://api.example/y"), Outcome::Matches, Outcome::Differs),
        (curls("-X DELETE https://api.example/x"), Outcome::Differs, Outcome::Matches),
    ] {
        let found = of_request(&checks(&[&proof], &Parameters::of(&text)));
        let (first, second) = (With::NthRequest(0), With::NthRequest(1));
        let expected = [
            (CrossKind::Method, 0, first, Outcome::Matches),
            (CrossKind::Method, 0, second, method),
            (CrossKind::Address, 0, first, Outcome::Matches),
            (CrossKind::Address, 0, second, address),
            (CrossKind::ProofId, 0, With::Request, Outcome::Replayed),
        ];
        assert_eq!(found, expected, "{text}");
    }
    // The same request twice: perhaps shown twice, perhaps sent again as there was no answer.
    let of_id = |text: &str| {
        let found = of_request(&checks(&[&proof], &Parameters::of(text)));
        found.into_iter().filter(|check| check.0 == CrossKind::ProofId).map(|check| check.3).collect::<Vec<_>>()
    };
    assert_eq!(of_id(&har(entry("GET", "https://api.example/x"))), [Outcome::MaybeReplayed]);
    assert_eq!(of_id(&har(entry("GET", "https://API.example:443/x#y"))), [Outcome::MaybeReplayed]);
    assert_eq!(of_id(&har(entry("GET", "http://api.example/x"))), [Outcome::Replayed]);
    // The output of `curl -v` behind its own command.
    let verbose = format!(
        "$ curl -v https://api.example/x -H 'DPoP: {proof}'\n> GET /x HTTP/2\n> Host: api.example\n> dpop: {proof}\n>\n< HTTP/2 200\n"
    );
    assert_eq!(of_id(&verbose), [Outcome::MaybeReplayed]);
    assert_eq!(of_id(&verbose.replace("GET", "PUT")), [Outcome::Replayed]);
    assert_eq!(of_id(&lines("GET /x")), [Outcome::MaybeReplayed]);
    assert_eq!(of_id(&curls("https://api.example/x")), [Outcome::MaybeReplayed]);
    assert_eq!(of_id(&request("DPoP", OPAQUE, &[&proof])), []);
    // Another proof with the same identifier.
    let again = proof.replace(".c2ln", ".c2lnbg");
    let both = [lines("GET /x").replacen(&proof, &again, 1)].concat();
    let found = of_request(&checks(&[&proof, &again], &Parameters::of(&both)));
    assert!(found.contains(&(CrossKind::ProofId, 1, With::Request, Outcome::Replayed)), "{found:?}");
}

/// §11.1: whoever checks `jti` keeps it for the key and the address; two clients may happen to have the same.
#[test]
fn an_identifier_is_that_of_its_key() {
    let of_key = |x: &str| {
        let header = json!({"alg": "EdDSA", "typ": "dpop+jwt", "jwk": {"kty": "OKP", "crv": "Ed25519", "x": encode(&digest(Hash::Sha256, x.as_bytes()))}});
        let claims = json!({"jti": "1", "htm": "GET", "htu": "https://api.example/x", "iat": 1, "nonce": x});
        token(&header.to_string(), &claims.to_string())
    };
    let is_replayed = |first: &str, second: &str| {
        let found = checks(&[first, second], &Parameters::default());
        found.contains(&(CrossKind::ProofId, 1, With::Request, Outcome::Replayed))
    };
    let (one, two) = (of_key("a"), of_key("b"));
    assert!(!is_replayed(&one, &two));
    assert!(is_replayed(&one, &one.replace(".c2ln", ".c2lnbg")));
}

/// What follows an access token in the line of a log is no part of it, and one that is cut off is not held against a proof.
#[test]
fn an_access_token_in_a_line_ends_where_its_characters_end() {
    let access = access_token("a");
    let own = proof("1", &access);
    let of_hash = |text: &str| {
        let found = checks(&[&access, &own], &Parameters::of(text));
        let of_hash = found.into_iter().filter(|check| check.0 == CrossKind::ProofTokenHash);
        of_hash.map(|check| check.3).collect::<Vec<_>>()
    };
    for behind in [" DPoP:", ", DPoP:", "; dpop=", "\" dpop=\"", "' 'DPoP: "] {
        for (before, end) in [("", ""), ("2027 ", " 200")] {
            let text = format!("{before}GET https://api.example/x Authorization: DPoP {access}{behind}{own}{end}\n");
            assert_eq!(of_hash(&text), [Outcome::Matches], "{text}");
            let other = text.replace(&format!("DPoP {access}"), &format!("DPoP {}", access_token("b")));
            assert_eq!(of_hash(&other), [Outcome::Differs], "{other}");
        }
    }
    for cut in ["...", "\u{2026}", "***"] {
        let shortened = &access[..access.len() - 1];
        let text = format!("GET https://api.example/x Authorization: DPoP {shortened}{cut} DPoP: {own}\n");
        assert_eq!(of_hash(&text), [Outcome::Matches], "{text}");
    }
}

/// However a request is written, its own method and address are what the proof is held against.
#[test]
fn a_request_is_read_however_it_is_written() {
    let (own, access) = (bare("1"), access_token("a"));
    let written = |method: &str, path: &str| -> Vec<String> {
        let (lower, title) = (method.to_lowercase(), format!("{}{}", &method[..1], method[1..].to_lowercase()));
        let url = format!("https://api.example{path}");
        let auth = format!("DPoP {access}");
        vec![
            format!("{method} {path} HTTP/1.1\nHost: api.example\nAuthorization: {auth}\nDPoP: {own}\n\n"),
            format!("### one\n{method} {url}\nAuthorization: {auth}\nDPoP: {own}\n"),
            format!(
                ":authority: api.example\n:method: {method}\n:path: {path}\n:scheme: https\nauthorization: {auth}\ndpop: {own}\n"
            ),
            format!(
                "* [HTTP/2] [1] [:method: {method}]\n* [HTTP/2] [1] [:scheme: https]\n* [HTTP/2] [1] [:authority: api.example]\n* [HTTP/2] [1] [:path: {path}]\n* [HTTP/2] [1] [authorization: {auth}]\n* [HTTP/2] [1] [dpop: {own}]\n"
            ),
            format!("curl -sSLX {method} --url {url} -H 'Authorization: {auth}' -H 'DPoP: {own}'\n"),
            format!(
                "curl ^\"{url}?a=1^&b=^%^202^\" ^\r\n  -X ^\"{method}^\" ^\r\n  -H ^\"authorization: {auth}^\" ^\r\n  -H ^\"dpop: {own}^\" ^\r\n  -H ^\"x: \\^\"y\\^\"^\"\r\n"
            ),
            format!("$ curl -X{method} -H \"Authorization: {auth}\" \\\n  -H 'DPoP: {own}' {url}\n"),
            format!(
                "fetch('{url}', {{ method: '{method}', headers: {{ 'Authorization': '{auth}', DPoP: '{own}' }} }})\n"
            ),
            format!(
                "await fetch(\"{url}\", {{\n  \"headers\": {{\n    \"authorization\": \"{auth}\",\n    \"dpop\": \"{own}\"\n  }},\n  \"method\": \"{method}\"\n}});\n"
            ),
            format!(
                "Invoke-RestMethod -Uri \"{url}\" -Method {title} -Headers @{{ Authorization = \"{auth}\"; DPoP = \"{own}\" }}\n"
            ),
            format!(
                "Invoke-WebRequest -UseBasicParsing -Uri \"{url}\" `\n-Method \"{method}\" `\n-Headers @{{\n\"authorization\"=\"{auth}\"\n  \"dpop\"=\"{own}\"\n}}\n"
            ),
            format!("http {method} {url} 'Authorization:{auth}' 'DPoP:{own}'\n"),
            format!("https {method} api.example{path} Authorization:'{auth}' DPoP:{own}\n"),
            format!("wget --method={method} --header='Authorization: {auth}' --header 'DPoP: {own}' {url}\n"),
            format!("requests.{lower}(\"{url}\", headers={{\"Authorization\": \"{auth}\", \"DPoP\": \"{own}\"}})\n"),
            format!("r = httpx.request('{method}', '{url}', headers={{'DPoP': '{own}'}})\n"),
            format!("axios({{ url: '{url}', method: '{lower}', headers: {{ DPoP: '{own}' }} }})\n"),
            format!(
                "192.0.2.1 - - [15/Jan/2027:08:00:00 +0000] \"{method} {path} HTTP/1.1\" 200 12 \"https://web.example/p\" \"M/5\" host=\"api.example\" dpop=\"{own}\"\n"
            ),
            format!("level=info method={method} url={url} referer=https://web.example/ dpop={own} status=200\n"),
            format!("10:00 {method} {url} authorization=\"{auth}\" dpop=\"{own}\"\n"),
        ]
    };
    let outcomes = |text: &str| -> Vec<Outcome> {
        of_request(&checks(&[&own, &access], &Parameters::of(text))).into_iter().map(|check| check.3).collect()
    };
    for (method, path, expected) in [
        ("GET", "/x", [Outcome::Matches, Outcome::Matches]),
        ("DELETE", "/x", [Outcome::Differs, Outcome::Matches]),
        ("GET", "/y", [Outcome::Matches, Outcome::Differs]),
    ] {
        for text in written(method, path) {
            assert_eq!(outcomes(&text), expected, "{text}");
            // Beside another one of its kind.
            let other = text.replace(&own, "eyJhbGciOiJFUzI1NiJ9.e30.eA").replace("api.example", "other.example");
            assert_eq!(outcomes(&format!("{other}\n{text}")), expected, "{other}\n{text}");
            assert_eq!(outcomes(&format!("{text}\n{other}")), expected, "{text}\n{other}");
        }
    }
}

/// What would have to be computed, and what is no request, is not checked, and that is said.
#[test]
fn what_would_have_to_be_computed_is_not_checked() {
    let (own, access) = (bare("1"), access_token("a"));
    let outcomes = |text: &str| -> Vec<Outcome> {
        of_request(&checks(&[&own, &access], &Parameters::of(text))).into_iter().map(|check| check.3).collect()
    };
    let open = [Outcome::NotAtHand, Outcome::NotAtHand];
    for text in [
        format!("fetch(base + '/x', {{ headers: {{ DPoP: '{own}' }} }})"),
        format!("fetch('https://api.example/x', options); // {own}"),
        format!("fetch('https://api.example/x', {{ method: verb, headers: {{ DPoP: '{own}' }} }})"),
        format!("fetch('https://api.example/x', {{ method, headers: {{ DPoP: '{own}' }} }})"),
        format!("fetch('https://api.example/x', {{ headers: {{ DPoP: '{own}' }}, method }})"),
        format!("fetch('https://api.example/x', {{ ...options, headers: {{ DPoP: '{own}' }} }})"),
        format!("axios('https://api.example/x', options); // {own}"),
        format!("axios({{ url, method: 'GET', headers: {{ DPoP: '{own}' }} }})"),
        format!("requests.get(f\"https://{{host}}/x\", headers={{\"DPoP\": \"{own}\"}})"),
        format!("curl -K options.txt https://api.example/x -H 'DPoP: {own}'"),
        format!("curl https://api.example/x https://api.example/y -H 'DPoP: {own}'"),
        format!("curl \"$URL\" -H 'DPoP: {own}'"),
        format!("Invoke-RestMethod @parameters # {own}"),
        // What is behind the sign of a comment is none of it.
        format!("curl -H 'DPoP: {own}' \"$API/x\" # https://api.example/x"),
        format!("curl -H 'DPoP: {own}' \"$API/x\" # curl https://api.example/x"),
        format!("curl -H 'DPoP: {own}' \\\n  # https://api.example/x\n"),
        format!("ls # curl https://api.example/x -H 'DPoP: {own}'"),
        format!("iwr -Headers @{{ DPoP = '{own}' }} # https://api.example/x"),
        format!("curl -H 'DPoP: {own}' https://api.example/<id>"),
        format!("curl -H 'DPoP: {own}' https://api.example/$(cat id)"),
        format!("curl -H 'DPoP: {own}' https://api.example/`cat id`"),
        format!("curl -H 'DPoP: {own}' -T 'a b' https://api.example/"),
        format!("GET /x HTTP/1.1\nDPoP: {own}\n"),
        format!("- \"GET /x HTTP/1.1\" 200 \"https://web.example/p\" upstream_host=\"10.0.0.1\" dpop=\"{own}\"\n"),
        own.clone(),
    ] {
        assert_eq!(outcomes(&text), open, "{text}");
    }
}

/// A command is what a shell would run: each has its own words, and signs of the shell are in none.
#[test]
fn a_command_ends_where_the_shell_ends_it() {
    let (own, access, other) = (bare("1"), access_token("a"), bare("2"));
    let outcomes = |text: &str| -> Vec<Outcome> {
        of_request(&checks(&[&own, &access], &Parameters::of(text))).into_iter().map(|check| check.3).collect()
    };
    let second = format!("curl -X PUT -H 'Authorization: DPoP {access}' -H 'DPoP: {other}' https://api.example/y");
    for (options, expected) in [
        ("https://api.example/x", [Outcome::Matches, Outcome::Matches]),
        ("-X DELETE https://api.example/x", [Outcome::Differs, Outcome::Matches]),
        ("https://api.example/z", [Outcome::Matches, Outcome::Differs]),
    ] {
        let curl = format!("curl -s -H 'Authorization: DPoP {access}' -H 'DPoP: {own}' {options}");
        for text in [
            format!("{curl}; {second}"),
            format!("{second}; {curl}"),
            format!("{curl} && {second}"),
            format!("{second} && {curl}"),
            format!("{curl} || {second}\n"),
            format!("{curl} | {second} -d @-"),
            format!("{second}|{curl}"),
            format!("if {second} && {curl}; then echo ok; fi"),
            format!("R=$({curl})\necho \"$R\" | {second}\n"),
            format!("R=\"$({curl} | jq -r .a)\""),
            format!("R=`{curl}`"),
            format!("({curl}) > x"),
            format!("{curl}>x 2>&1 &"),
            format!("{curl} > x 2>/dev/null"),
            format!("{curl} <<< https://other.example/"),
            format!("{curl} &> https://other.example"),
            format!("Call `{curl}` and see https://other.example/."),
            format!("Call `$ {curl}` and see."),
            format!("sh -c \"{curl}\""),
            format!("$ {curl} # -X POST https://other.example/\n{{}}\n$ {second} # -X GET\n"),
            format!("{curl} \\\n  # -X PATCH\n"),
            format!("{curl} -d $'it\\'s' -G"),
            format!("{curl} -H \"X-Id: $(curl -H 'DPoP: {other}' -X PUT https://other.example/y)\""),
        ] {
            assert_eq!(outcomes(&text), expected, "{text}");
        }
        // A proof within another command is none of the outer one.
        let inner = format!("curl -X PUT https://other.example/ -H \"A: $({curl})\"");
        assert_eq!(outcomes(&inner), [Outcome::NotAtHand; 2], "{inner}");
    }
    // curl(1), `--upload-file`.
    let put = |options: &str| {
        let requests = Parameters::of(&format!("curl {options} -H 'DPoP: {own}'")).requests;
        requests.into_iter().map(|request| format!("{} {}", request.method, request.address)).collect::<Vec<_>>()
    };
    assert_eq!(put("-T a/f.txt https://api.example/d/"), ["PUT https://api.example/d/f.txt"]);
    assert_eq!(put("--upload-file f.txt https://api.example"), ["PUT https://api.example/f.txt"]);
    assert_eq!(put("-T f.txt https://api.example/d"), ["PUT https://api.example/d"]);
    assert_eq!(put("-T - https://api.example/d/"), ["PUT https://api.example/d/"]);
}

/// RFC 9449 §4.3 step 9: `htu` is the address that the client sent it to, which a proxy may have changed since.
#[test]
fn a_request_behind_a_proxy_may_have_been_sent_to_another_address() {
    let own = bare("1");
    let outcome = |text: &str| {
        let found = checks(&[&own], &Parameters::of(text));
        found.into_iter().filter(|check| check.0 == CrossKind::Address).map(|check| check.3).collect::<Vec<_>>()
    };
    let behind = |host: &str, path: &str, header: &str| {
        format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{header}\r\nDPoP: {own}\r\n\r\n")
    };
    for header in [
        "X-Forwarded-Host: api.example",
        "X-Forwarded-Host: api.example\r\nX-Forwarded-Proto: https",
        "X-Forwarded-Host: api.example, inner.example\r\nX-Forwarded-Proto: https, http",
        "x-forwarded-host: api.example\r\nx-forwarded-port: 443",
        "Forwarded: for=192.0.2.60;proto=https;host=api.example",
        "forwarded: for=\"[2001:db8::1]\";Host=\"api.example\", for=192.0.2.1",
    ] {
        assert_eq!(outcome(&behind("10.0.0.7:8080", "/x", header)), [Outcome::MatchesForwarded], "{header}");
        assert_eq!(outcome(&behind("api.example", "/x", header)), [Outcome::Matches], "{header}");
        // Neither is that of the proof.
        let other = header.replace("api.example", "other.example");
        assert_eq!(outcome(&behind("10.0.0.7:8080", "/x", &other)), [Outcome::Differs], "{other}");
        assert_eq!(outcome(&behind("10.0.0.7:8080", "/y", header)), [Outcome::Differs], "{header}");
    }
    let scheme = behind("10.0.0.7", "/x", "X-Forwarded-Host: api.example\r\nX-Forwarded-Proto: http");
    assert_eq!(outcome(&scheme), [Outcome::Differs]);
    let port = behind("10.0.0.7", "/x", "Forwarded: host=\"api.example:8443\"");
    assert_eq!(outcome(&port), [Outcome::Differs]);
    let prefix = |path| claims_at(&format!("https://api.example{path}"));
    for (path, expected) in
        [("/p/x", Outcome::MatchesForwarded), ("/x", Outcome::MatchesForwarded), ("/q/x", Outcome::Differs)]
    {
        let proof = prefix(path);
        let text =
            behind("backend", "/x", "X-Forwarded-Host: api.example\r\nX-Forwarded-Prefix: /p/").replace(&own, &proof);
        let found = checks(&[&proof], &Parameters::of(&text));
        assert!(found.contains(&(CrossKind::Address, 0, With::Request, expected)), "{path}: {found:?}");
    }
    // A `Host` of its own.
    let curl = |host: &str| format!("curl -H 'Host: {host}' -H 'DPoP: {own}' https://127.0.0.1:8443/x");
    assert_eq!(outcome(&curl("api.example")), [Outcome::MatchesForwarded]);
    assert_eq!(outcome(&curl("other.example")), [Outcome::Differs]);
}

fn claims_at(address: &str) -> String {
    let claims = json!({"jti": "1", "htm": "GET", "htu": address, "iat": 1});
    token(r#"{"alg":"ES256","typ":"dpop+jwt"}"#, &claims.to_string())
}

/// RFC 9110 §4.2.4: a user and a password are none of the target. RFC 9449 §4.2: `htu` is "without query and fragment parts". What
/// a request has there may be a secret, and is not told.
#[test]
fn no_secret_of_an_address_is_told() {
    let own = bare("1");
    let told = |text: &str| -> Vec<(Outcome, String)> {
        let examination = examine(&own, &KeyRing::default(), &ExamineOptions::default());
        let token = Token { text: &own, examination: &examination, verdict: Verdict::Valid, is_stale: false };
        let of_address = cross_checks(&[token], &Parameters::of(text)).into_iter();
        let of_address = of_address.filter(|check| check.kind == CrossKind::Address);
        of_address.map(|check| (check.outcome, format!("{} {}", check.found, check.expected))).collect()
    };
    for (path, expected) in [("x", Outcome::Matches), ("y", Outcome::Differs)] {
        let address = format!("https://client:s3cret@api.example/{path}?access_token=Kz8mXK1EalYznwHL#s3cret");
        let entry = json!({"request": {"method": "GET", "url": address, "headers": [{"name": "DPoP", "value": own}]}});
        for text in [
            format!("curl '{address}' -H 'DPoP: {own}'"),
            format!("fetch('{address}', {{ headers: {{ DPoP: '{own}' }} }})"),
            format!("GET {address} HTTP/1.1\nDPoP: {own}\n"),
            format!("GET /{path}?a=s3cret HTTP/1.1\nHost: 10.0.0.1\nX-Forwarded-Host: api.example\nDPoP: {own}\n"),
            json!({"log": {"entries": [entry]}}).to_string(),
        ] {
            let all = told(&text);
            let expected = if expected == Outcome::Matches && text.contains("Forwarded") {
                Outcome::MatchesForwarded
            } else {
                expected
            };
            assert_eq!(all.iter().map(|one| one.0).collect::<Vec<_>>(), [expected], "{text}");
            assert!(all.iter().all(|(_, told)| !told.contains("s3cret") && !told.contains("Kz8m")), "{all:?}");
        }
    }
}

/// RFC 9110 §3.7: a proxy hands on the same request, which is none that was sent again.
#[test]
fn a_request_in_front_of_a_proxy_and_behind_it_is_one() {
    let own = bare("1");
    let of_id = |text: &str| {
        let found = of_request(&checks(&[&own], &Parameters::of(text)));
        found.into_iter().filter(|check| check.0 == CrossKind::ProofId).map(|check| check.3).collect::<Vec<_>>()
    };
    let front = format!("GET /x HTTP/1.1\nHost: api.example\nDPoP: {own}\n\n");
    let behind =
        |header: &str, path: &str| format!("GET {path} HTTP/1.1\nHost: orders.svc:8080\n{header}\nDPoP: {own}\n\n");
    let curl = format!("$ curl https://api.example/x -H 'DPoP: {own}'\n\n");
    for (header, path) in [
        ("X-Forwarded-Host: api.example\nX-Forwarded-Proto: https", "/x"),
        ("X-Forwarded-Host: api.example\nX-Envoy-Original-Path: /x", "/y"),
        ("Forwarded: for=192.0.2.1;host=api.example;proto=https", "/x"),
    ] {
        for first in [&front, &curl] {
            assert_eq!(of_id(&format!("{first}{}", behind(header, path))), [Outcome::MaybeReplayed], "{header}");
            let other = behind(&header.replace("api.example", "other.example"), path);
            assert_eq!(of_id(&format!("{first}{other}")), [Outcome::Replayed], "{other}");
        }
    }
    // Of two that were sent, one was passed on.
    let two = format!("{front}{}{}", front.replace("/x", "/y"), behind("X-Forwarded-Host: api.example", "/x"));
    assert_eq!(of_id(&two), [Outcome::Replayed]);
    // HTTP Strict Transport Security (RFC 6797 §8.3): the browser sends nothing to the address with http.
    let entry = |url: &str, answered: &str| json!({"request": {"method": "GET", "url": url, "headers": [{"name": "DPoP", "value": own}]}, "response": {"status": 307, "headers": [{"name": answered, "value": "HSTS"}]}});
    for (answered, expected) in [("Non-Authoritative-Reason", None), ("X-Reason", Some(Outcome::Replayed))] {
        let entries = [entry("http://api.example/x", answered), entry("https://api.example/x", "A")];
        let har = json!({"log": {"entries": entries}}).to_string();
        assert_eq!(of_id(&har), expected.into_iter().collect::<Vec<_>>(), "{answered}");
    }
    let log = format!(
        "gateway GET https://api.example/x dpop=\"{own}\"\nservice GET http://orders.svc/x x-forwarded-host=api.example x-forwarded-proto=https dpop=\"{own}\"\n"
    );
    assert_eq!(of_id(&log), [Outcome::MaybeReplayed]);
}

/// RFC 9449 §4.3 step 9; RFC 7239 §4; RFC 9110 §7.1. What a header says is told, and what it does not say is none.
#[test]
fn what_a_header_says_of_the_address_is_told() {
    let outcomes = |htm: &str, htu: &str, text: &str| -> Vec<Outcome> {
        let claims = json!({"jti": "1", "htm": htm, "htu": htu, "iat": 1});
        let own = token(r#"{"alg":"ES256","typ":"dpop+jwt"}"#, &claims.to_string());
        let text = text.replace("PROOF", &own);
        of_request(&checks(&[&own], &Parameters::of(&text))).into_iter().map(|check| check.3).collect()
    };
    use Outcome::{Alias, Differs, Matches, MatchesForwarded, NotAtHand};
    let raw = |host: &str, path: &str, header: &str| {
        format!("GET {path} HTTP/1.1\nHost: {host}\n{header}\nAuthorization: DPoP {OPAQUE}\nDPoP: PROOF\n\n")
    };
    for (htu, text, expected) in [
        // The sender knew it by https.
        ("http://api.example/x", raw("api.example", "/x", "X-Forwarded-Proto: https"), [Matches, Alias]),
        ("https://api.example/x", raw("api.example", "/x", "X-Forwarded-Proto: https"), [Matches, Matches]),
        ("https://api.example/x", raw("api.example", "/x", "X-Forwarded-Proto: http"), [Matches, Matches]),
        // No host is in another value, nor a path in a host.
        (
            "https://evil.example/x",
            raw("api.example", "/x", "Forwarded: for=x;by=\"a;host=evil.example\""),
            [Matches, Differs],
        ),
        (
            "https://evil.example/x",
            raw("api.example", "/x", "Forwarded: by=\"a;b\"; host=\"evil.example\""),
            [Matches, MatchesForwarded],
        ),
        ("https://api.example/y", raw("api.example", "/x", "X-Forwarded-Host: api.example/y?"), [Matches, Differs]),
        // Two hosts are none.
        ("https://api.example/x", raw("api.example", "/x", "Host: evil.example"), [NotAtHand, NotAtHand]),
        ("https://api.example/x", raw("api.example", "/x", "Host: API.example"), [Matches, Matches]),
        (
            "https://10.0.0.1/x",
            "curl https://10.0.0.1/x -H 'Host: api.example' -H 'DPoP: PROOF'".to_owned(),
            [Matches, Alias],
        ),
        (
            "https://api.example/x",
            "curl https://10.0.0.1/x -H 'Host: api.example' -H 'DPoP: PROOF'".to_owned(),
            [Matches, MatchesForwarded],
        ),
        (
            "https://api.example:8443/x",
            "curl https://api.example:8443/x -H 'Host: api.example' -H 'DPoP: PROOF'".to_owned(),
            [Matches, Matches],
        ),
        // Paths that were changed.
        (
            "https://api.example/api",
            raw("b", "/", "X-Forwarded-Host: api.example\nX-Forwarded-Prefix: /api"),
            [Matches, MatchesForwarded],
        ),
        (
            "https://api.example/a/b/x",
            raw("b", "/x", "X-Forwarded-Host: api.example\nX-Forwarded-Prefix: /a,/b"),
            [Matches, MatchesForwarded],
        ),
        (
            "https://api.example/a/x",
            raw("b", "/x", "X-Forwarded-Host: api.example\nX-Forwarded-Prefix: a"),
            [Matches, MatchesForwarded],
        ),
        (
            "https://api.example/api/x",
            raw("api.example", "/x", "x-envoy-original-path: /api/x"),
            [Matches, MatchesForwarded],
        ),
        (
            "https://api.example/x",
            raw("b:8080", "/x", "X-Original-Host: api.example\nX-Forwarded-Port: 443"),
            [Matches, MatchesForwarded],
        ),
        (
            "https://api.example/y",
            raw("b", "/auth", "X-Original-URL: https://api.example/y?a"),
            [Matches, MatchesForwarded],
        ),
        ("https://other.example/y", raw("b", "/auth", "X-Original-URL: https://api.example/y?a"), [Matches, Differs]),
    ] {
        assert_eq!(outcomes("GET", htu, &text), expected, "{htu}\n{text}");
    }
    let asked =
        raw("auth.svc", "/auth", "X-Forwarded-Host: api.example\nX-Forwarded-Method: POST\nX-Forwarded-Uri: /x");
    assert_eq!(outcomes("POST", "https://api.example/x", &asked), [MatchesForwarded, MatchesForwarded]);
    assert_eq!(outcomes("PUT", "https://api.example/x", &asked), [Differs, MatchesForwarded]);
}

/// What has to be filled in, and a line of a log with several requests, is not checked.
#[test]
fn templates_and_lines_with_several_requests() {
    let own = bare("1");
    let outcomes = |text: &str| -> Vec<Outcome> {
        of_request(&checks(&[&own], &Parameters::of(text))).into_iter().map(|check| check.3).collect()
    };
    for text in [
        format!("### a\nGET https://{{{{host}}}}/x HTTP/1.1\nDPoP: {own}\n"),
        format!("GET https://api.example/x/{{id}}\nDPoP: {own}\n"),
        format!("GET /x HTTP/1.1\nHost: {{{{host}}}}\nDPoP: {own}\n"),
        format!("GET /x HTTP/1.1\nHost:\n api.example\nDPoP: {own}\n"),
        format!("GET https://<host>/x HTTP/1.1\nDPoP: {own}\n"),
        format!("INFO method=GET uri=https://api.example/x/{{id}} dpop=\"{own}\"\n"),
        format!("GET https://$API_HOST/x dpop={own}\n"),
        format!("level=info msg=\"retry after PUT\" url=https://api.example/x method=GET dpop={own}\n"),
        format!("PUT https://api.example/old 301 -> GET https://api.example/x dpop={own}\n"),
        format!("2026 \"PUT /health HTTP/1.1\" host=lb then GET https://api.example/x dpop=\"{own}\"\n"),
    ] {
        assert_eq!(outcomes(&text), [Outcome::NotAtHand; 2], "{text}");
    }
    for text in [
        format!("GET /x?$filter={{a}}&b=<c> HTTP/1.1\nHost: api.example\nDPoP: {own}\n"),
        format!("GET https://api.example/x referer=https://web.example/ method=GET dpop={own}\n"),
        format!("{{\"method\": \"GET\", \"url\": \"https://api.example/x\", \"dpop\": \"{own}\"}}\n")
            .replacen('{', "2026 {", 1),
    ] {
        assert_eq!(outcomes(&text), [Outcome::Matches; 2], "{text}");
    }
}
