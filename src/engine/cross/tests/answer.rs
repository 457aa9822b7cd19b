//! The ways in which an authorization response arrives.

use super::{checks, texts, token};
use crate::engine::cross::{CrossKind, Miswriting, Outcome, Parameters, With};
use crate::engine::crypto::digest::digest;
use crate::engine::ground::base64url::encode;
use crate::engine::ground::jwa::Hash;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

const CODE: &str = "SplxlOBeZQQYbYS6WxSbIA";
const STATE: &str = "a&b+c d%2B";
const ISSUER: &str = "https://op.example/t?";

/// An ID token with the hashes of this code and this state.
fn id_token(code: &str, state: &str) -> String {
    let half = |text: &str| encode(&digest(Hash::Sha256, text.as_bytes())[..16]);
    let (code, state) = (half(code), half(state));
    let claims = json!({"iss": ISSUER, "sub": "b", "aud": "c", "nonce": "n", "iat": 1, "exp": 9, "c_hash": code, "s_hash": state});
    token(r#"{"alg":"RS256"}"#, &claims.to_string())
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string().replace("%20", "+")
}

fn form(id_token: &str) -> String {
    format!("state={}&code={CODE}&id_token={id_token}&iss={}", encoded(STATE), encoded(ISSUER))
}

/// OAuth 2.0 Form Post Response Mode §4, and what browsers read all the same.
fn page(id_token: &str) -> String {
    let state = STATE.replace('&', "&amp;").replace('+', "&#43;").replace('%', "&#x25;");
    format!(
        "<!DOCTYPE html>\n<html><head><title>Submit</title></head>\n<body onload=\"javascript:document.forms[0].submit()\">\n\
         <form method=post action=https://client.example.org/callback>\n\
         <input type=\"hidden\" name=\"state\"\n  value=\"{state}\"/>\n\
         <INPUT VALUE='{CODE}' Name=code hidden>\n\
         <input name = id_token value={id_token}>\
         <input name=\"iss\" value=\"{ISSUER}\" value=\"https://evil.example\">\n\
         </form></body></html>"
    )
}

fn multipart(id_token: &str) -> String {
    let part =
        |name: &str, value: &str| format!("--X\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let typed = format!(
        "--X\r\nContent-Type: text/plain\r\ncontent-disposition: form-data; filename=\"code\"; name=id_token\r\n\r\n{id_token}\r\n"
    );
    format!("{}{}{typed}{}--X--\r\n", part("state", STATE), part("code", CODE), part("iss", ISSUER))
}

fn har(request: Value, response: Value) -> String {
    json!({"log": {"version": "1.2", "entries": [
        {"request": {"method": "GET", "url": "https://shop.example/orders?state=open&code=DE"}},
        {"request": request, "response": response},
    ]}})
    .to_string()
}

/// Every one of these is the same answer.
fn notations(id_token: &str) -> Vec<(&'static str, String)> {
    let post = |data: Value| har(json!({"method": "POST", "url": "https://c.example/cb", "postData": data}), json!({}));
    let answer = |response: Value| har(json!({"method": "GET", "url": "https://op.example/authorize"}), response);
    let form = form(id_token);
    let params = |value: fn(&str) -> String| {
        let param = |name: &str, text: &str| json!({"name": name, "value": value(text)});
        json!([param("state", STATE), param("code", CODE), param("id_token", id_token), param("iss", ISSUER)])
    };
    let object = json!({"code": CODE, "state": STATE, "id_token": id_token, "iss": ISSUER});
    let base64 = data_encoding::BASE64.encode(page(id_token).as_bytes());
    let to = format!("https://c.example/cb#{form}");
    let curl = |option: &str| {
        let value = |text: &str| if option == "-d" { encoded(text) } else { text.to_owned() };
        let fields = [("state", STATE), ("code", CODE), ("id_token", id_token), ("iss", ISSUER)];
        let fields = fields.map(|(name, text)| format!("{option} '{name}={}'", value(text)));
        format!("curl https://c.example/cb {}", fields.join(" "))
    };
    vec![
        ("page", page(id_token)),
        ("answer with a page", format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}", page(id_token))),
        ("multipart", multipart(id_token)),
        ("multipart, cut off", multipart(id_token).trim_end().trim_end_matches("--X--").to_owned()),
        ("multipart, line ends of Unix", multipart(id_token).replace("\r\n", "\n")),
        (
            "multipart request",
            format!(
                "POST /cb HTTP/1.1\r\nHost: c.example\r\nContent-Type: multipart/form-data; boundary=X\r\n\r\n{}",
                multipart(id_token)
            ),
        ),
        ("HAR params", post(json!({"mimeType": "application/x-www-form-urlencoded", "params": params(str::to_owned)}))),
        (
            "HAR params, encoded",
            post(json!({"params": params(|text| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string())})),
        ),
        ("HAR text", post(json!({"mimeType": "application/x-www-form-urlencoded", "text": form}))),
        ("HAR text and params", post(json!({"text": form, "params": params(str::to_owned)}))),
        ("HAR text, multipart", post(json!({"mimeType": "multipart/form-data", "text": multipart(id_token)}))),
        ("HAR text, JSON", post(json!({"mimeType": "application/json", "text": object.to_string()}))),
        ("HAR redirect", answer(json!({"status": 302, "redirectURL": to}))),
        ("HAR location", answer(json!({"headers": [{"name": "location", "value": to}], "redirectURL": ""}))),
        ("HAR page", answer(json!({"content": {"mimeType": "text/html", "text": page(id_token)}}))),
        ("HAR page in base64", answer(json!({"content": {"encoding": "base64", "text": base64}}))),
        ("HAR URL", har(json!({"method": "GET", "url": format!("https://c.example/cb?{form}")}), json!({}))),
        ("message", json!({"type": "authorization_response", "response": object}).to_string()),
        (
            "collection",
            json!({"body": {"formdata": [
                {"key": "state", "value": STATE}, {"key": "code", "value": CODE},
                {"key": "id_token", "value": id_token}, {"key": "iss", "value": ISSUER},
            ]}})
            .to_string(),
        ),
        ("curl -d", curl("-d")),
        ("curl -F", curl("-F")),
        ("curl --data-urlencode", curl("--data-urlencode")),
    ]
}

fn page_of(script: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>It's a response</title><style>p {{color: red}}</style></head><body>\
         <script type=\"text/javascript\">(function(window, document) {{ // it's sent on\n\
         var targetOrigin = \"https://c.example\"; {script} }})(this, this.document);</script></body></html>"
    )
}

/// The same in the scripts of pages: OAuth 2.0 Web Message Response Mode, and what servers make of it.
fn scripts(id_token: &str) -> Vec<(&'static str, String)> {
    let escaped = |escape: fn(char) -> String, text: &str| -> String {
        let letter = |sign: char| if sign.is_ascii_alphanumeric() { sign.to_string() } else { escape(sign) };
        text.chars().map(letter).collect()
    };
    let (x, u) =
        (|sign: char| format!("\\x{:02X}", u32::from(sign)), |sign: char| format!("\\u{:04x}", u32::from(sign)));
    let object = json!({"code": CODE, "state": STATE, "id_token": id_token, "iss": ISSUER});
    let message = json!({"type": "authorization_response", "response": object}).to_string();
    let bare = format!("{{code: '{CODE}', state: '{STATE}', id_token: '{id_token}', iss: '{ISSUER}'}}");
    let members = [("id_token", id_token), ("state", STATE), ("code", CODE), ("iss", ISSUER)];
    let assigned = |member: &dyn Fn(&str, &str) -> String| -> String {
        let all: Vec<String> = members.iter().map(|(name, value)| member(name, value)).collect();
        format!(
            "<script>\n(function(window){{ var data = {{}};\n{}\nwindow.parent.postMessage(data, '*'); }})(window)</script>",
            all.join("\n")
        )
    };
    vec![
        ("message", format!("window.opener.postMessage({message}, \"https://c.example\")")),
        ("bare names", format!("parent.postMessage({{type:'authorization_response',response:{bare}}}, '*');")),
        (
            "the type behind it",
            format!("parent.postMessage({{response:{bare}, 'type':'authorization_response'}}, '*');"),
        ),
        ("an object alone", format!("{{type: 'authorization_response', response: {bare}}}")),
        ("sent as it is", format!("top.postMessage({bare},location.origin)")),
        ("several lines", bare.replace(", ", ",\n  ").replace('{', "{\n  ").replace('}', ",\n}")),
        (
            "a page",
            page_of(&format!(
                "var authorizationResponse = {message}; window.opener.postMessage(authorizationResponse, targetOrigin);"
            )),
        ),
        (
            "a page, bare names",
            page_of(&format!("var authorizationResponse = {{type: \"authorization_response\", response: {bare}}};")),
        ),
        (
            "an object of its own",
            page_of(&format!("const response = {bare}; parent.postMessage(response, targetOrigin);")),
        ),
        ("assigned, \\x", assigned(&|name, value| format!("data.{name} = '{}';", escaped(x, value)))),
        ("assigned, \\u", assigned(&|name, value| format!("data['{name}'] = \"{}\"", escaped(u, value)))),
        ("assigned to variables", members.map(|(name, value)| format!("var {name} = \"{value}\";")).join(" ")),
        (
            "cut off",
            assigned(&|name, value| format!("data.{name}='{value}';"))
                .split("window.parent")
                .next()
                .unwrap_or_default()
                .to_owned(),
        ),
        ("JSON in a string", format!("window.opener.postMessage('{message}', '*')")),
        ("JSON in an escaped string", format!("postMessage(JSON.parse({}), origin)", json!(message))),
        ("made a string", format!("opener.postMessage(JSON.stringify({bare}), '*')")),
        (
            "an attribute",
            format!(
                "<body onload=\"parent.postMessage({}, '*')\">",
                message.replace('&', "&amp;").replace('"', "&quot;")
            ),
        ),
        ("in pieces", bare.replace("SplxlO", "Splx' +\n 'lO").replace("eyJ", "ey' + \"J\" + '")),
        ("Markdown", format!("It's `postMessage({bare}, '*')`:\n```js\nlet it = 'x'\n```\n")),
        (
            "a redirect",
            format!("location.replace(\"{}\")", escaped(x, &format!("https://c.example/cb#{}", form(id_token)))),
        ),
        (
            "a redirect of JSON",
            json!({"to": format!("https://c.example/cb#{}", form(id_token))})
                .to_string()
                .replace('/', "\\/")
                .replace('&', "\\u0026")
                .replace("{\"to\":", "location = ")
                .replace('}', ";"),
        ),
        (
            "HAR page",
            har(
                json!({"method": "GET", "url": "https://op.example/authorize"}),
                json!({"content": {"text": page_of(&format!("var m = {message};"))}}),
            ),
        ),
    ]
}

/// What a script computes is not known; what it says of something else is no answer.
#[test]
fn what_a_script_computes_is_not_its_answer() {
    let id = id_token(CODE, STATE);
    for other in [
        "state: get('a'), code: a ? 'code' : 'other-code-of-it'",
        "state: 'a' + b, code: `x${y}`.trim(), 'code'",
        "state: this.state, code: state",
        "state: -1, code: ['other-code-of-it'], error: {code: 'other-code-of-it', state: 'b'}",
        "/* state: 'a', */ scope: 'x' // code: 'other-code-of-it'\n",
        "check: code == 'other-code-of-it' && state === 'b', state: c ? a : 'b'",
    ] {
        let text = format!("parent.postMessage({{id_token: '{id}', {other}}}, '*')");
        let found = Parameters::of(&text);
        assert_eq!((found.codes.len(), found.states.len(), found.answers.len()), (0, 0, 1), "{text}: {found:?}");
    }
    for text in [
        "f({code: 'invalid_request', state: 'open'}); postMessage({code: 'DE', state: 'open'}, '*')",
        "var state = 'open', code = 'other-code-of-it'; x.code = \"other-code-of-it\"; x.state = 'a'",
        &format!("a.id_token = '{id}'; a.state = 'a'; if (b) {{ a.state = 'b' }}"),
    ] {
        assert_eq!(Parameters::of(text), Parameters::default(), "{text}");
    }
    // Of two answers each is one, and each has what it says itself.
    let other = id_token("another-code-of-it", "other");
    let text = format!(
        "a({{id_token:'{id}',code:'{CODE}',state:'s'}}); b = {{id_token:'{other}'}}; b.code = 'another-code-of-it'; b.state = 't'"
    );
    let codes: Vec<_> = Parameters::of(&text).answers.into_iter().map(|answer| answer.code).collect();
    assert_eq!(codes, [Some(CODE.to_owned()), Some("another-code-of-it".to_owned())]);
}

/// OpenID Connect Core §3.3.2.11 and §3.2.2.10 are about the authorization endpoint: what a page sends to another window may come
/// from the token endpoint.
#[test]
fn what_must_be_hashed_depends_on_who_answers() {
    let claims = json!({"iss": ISSUER, "sub": "b", "aud": "c", "nonce": "n", "iat": 1, "exp": 9});
    let id = token(r#"{"alg":"RS256"}"#, &claims.to_string());
    let object = json!({"code": CODE, "access_token": "2YotnFZFEjr1", "id_token": id}).to_string();
    let message = format!(r#"{{"type":"authorization_response","response":{object}}}"#);
    for (text, expected) in [
        (format!("postMessage({object}, '*')"), 0),
        (format!("var data = {object}; postMessage(data, '*')"), 0),
        (format!("postMessage({message}, '*')"), 2),
        (message, 2),
    ] {
        let found = checks(&[&id], &Parameters::of(&text));
        assert_eq!(found.iter().filter(|check| check.3 == Outcome::Missing).count(), expected, "{text}: {found:?}");
    }
}

#[test]
fn an_answer_is_read_however_it_arrives() {
    let right = id_token(CODE, STATE);
    let wrong = id_token("another code", "another state");
    for (token, hashes) in [(&right, Outcome::Matches), (&wrong, Outcome::Differs)] {
        for (name, text) in notations(token).into_iter().chain(scripts(token)) {
            let found = checks(&[token], &Parameters::of(&text));
            assert_eq!(
                found,
                [
                    (CrossKind::CodeHash, 0, With::Code, hashes),
                    (CrossKind::StateHash, 0, With::State, hashes),
                    (CrossKind::ResponseIssuer, 0, With::Answer, Outcome::Matches),
                ],
                "{name}: {text}"
            );
        }
    }
}

/// What is not of a login is not held against one.
#[test]
fn a_har_of_something_else_has_no_code() {
    for request in [
        json!({"method": "GET", "url": "https://shop.example/orders?state=open&code=DE"}),
        json!({"method": "POST", "url": "https://shop.example/", "postData": {"text": "state=open&nonce=1"}}),
    ] {
        let response = json!({"content": {"text": r#"{"code":"invalid","state":"x","error":"y"}"#}});
        let found = Parameters::of(&har(request, response));
        assert_eq!((found.codes.len(), found.states.len(), found.issuers.len()), (0, 0, 0), "{found:?}");
    }
    // A login is: its request, its redirect, its exchange.
    let text = json!({"log": {"entries": [
        {"request": {"method": "GET", "url": "https://op.example/authorize?response_type=code&client_id=c&nonce=n&state=s"},
         "response": {"redirectURL": format!("https://c.example/cb?code={CODE}&state=s")}},
        {"request": {"method": "POST", "url": "https://op.example/token",
            "postData": {"text": format!("grant_type=authorization_code&code={CODE}")}},
         "response": {"content": {"text": r#"{"access_token":"2YotnFZFEjr1","id_token":"eyJ.x.y"}"#}}},
    ]}});
    let found = Parameters::of(&text.to_string());
    assert_eq!((found.codes, found.states, found.access_tokens), (texts(CODE), texts("s"), texts("2YotnFZFEjr1")));
    assert_eq!((found.asked.len(), found.answers.len(), found.redirected.len()), (1, 1, 0));
}

/// RFC 9207 §2.4: the issuer is compared as it is; §2 has it in answers alone.
#[test]
fn who_answered_is_who_made_the_token() {
    let id = id_token(CODE, STATE);
    let outcome = |text: &str, tokens: &[&str]| -> Vec<Outcome> {
        let found = checks(tokens, &Parameters::of(text)).into_iter();
        found.filter(|check| check.0 == CrossKind::ResponseIssuer).map(|check| check.3).collect()
    };
    let of = |issuer: &str| format!("https://c.example/cb#code={CODE}&id_token={id}&iss={}", encoded(issuer));
    assert_eq!(outcome(&of(ISSUER), &[&id]), [Outcome::Matches]);
    for other in ["https://evil.example", "https://op.example/t", "https://OP.example/t?", ""] {
        assert_eq!(outcome(&of(other), &[&id]), [Outcome::Differs], "{other}");
    }
    // Of an answer that names two, neither counts.
    assert_eq!(outcome(&format!("{}&iss=https%3A%2F%2Fevil", of(ISSUER)), &[&id]), [Outcome::Repeated]);
    // The code flow: the token comes later.
    let redirect = format!("https://c.example/cb?code={CODE}&state=s&iss={}", encoded(ISSUER));
    let answer = format!("{redirect}\n\n{{\"id_token\":\"{id}\"}}");
    assert_eq!(outcome(&answer, &[&id]), [Outcome::Matches]);
    assert_eq!(outcome(&answer.replace("op%2Eexample", "evil%2Eexample"), &[&id]), [Outcome::Differs]);
    // JARM: the answer is a token itself.
    let signed =
        token(r#"{"alg":"RS256"}"#, &format!(r#"{{"iss":"{ISSUER}","aud":"c","exp":9,"code":"x","state":"s"}}"#));
    let jarm = |issuer: &str| format!("https://c.example/cb?response={signed}&iss={}", encoded(issuer));
    assert_eq!(outcome(&jarm(ISSUER), &[&signed]), [Outcome::Matches]);
    // It has no type, and answers its request all the same (JARM §2.4).
    let asked = "https://op.example/authorize?response_type=code&client_id=c&state=s";
    let found = checks(&[&signed], &Parameters::of(asked));
    let found: Vec<_> = found.into_iter().map(|check| (check.0, check.3)).collect();
    assert_eq!(found, [(CrossKind::State, Outcome::Matches), (CrossKind::Client, Outcome::Matches)]);
    assert_eq!(outcome(&jarm("https://evil.example"), &[&signed]), [Outcome::Differs]);
    // A login that another party begins, a logout, and claims are no answers.
    for text in [
        "https://c.example/login?iss=https%3A%2F%2Fevil.example&login_hint=a",
        "https://c.example/logout?iss=https%3A%2F%2Fevil.example&sid=1",
        r#"{"iss":"https://evil.example","sub":"a"}"#,
    ] {
        assert_eq!(outcome(&format!("{text}\n{id}"), &[&id]), [], "{text}");
    }
}

/// Pages are searched once, however they are broken.
#[test]
fn broken_pages_and_forms_end() {
    for text in [
        "<input",
        "<input ",
        "<input =",
        "<input name",
        "<input name=",
        "<input name=\"",
        "<input a='>",
        "<input é",
        "<input “a”=1>",
        "<input \u{1f511}=\"\u{1f511}\">",
        "<form<input value=x name=code>",
        "id_token: '\\'",
        "id_token='{",
        "code={{[(\"",
        "code /* // `",
        "code:{response:{",
        "<script>code</script",
        "'\\''{code:\"{code:",
    ] {
        let _ = Parameters::of(text);
        let _ = Parameters::of(&text.repeat(5_000));
    }
    for text in
        ["--", "--X\nContent-Disposition: form-data", "Content-Disposition: form-data; name=code\n\n", "--X--\n"]
    {
        let _ = Parameters::of(text);
        let _ = Parameters::of(&text.repeat(5_000));
    }
}

/// OpenID Connect Core Appendix A.3 to A.6: the redirects of the four flows that have a hash or what one is of.
#[test]
fn the_redirects_of_openid_connect_core() {
    let code = "Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk";
    let access = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";
    let (at_hash, c_hash) = (r#","at_hash":"77QmUPtjPfzWtF2AnpK9RQ""#, r#","c_hash":"LDktKdoQak3Pk0cnXxCltA""#);
    let id = |hashes: &str| {
        let claims = format!(
            r#"{{"iss":"http://server.example.com","sub":"248289761001","aud":"s6BhdRkqt3","nonce":"n-0S6_WzA2Mj","exp":1311281970,"iat":1311280970{hashes}}}"#
        );
        token(r#"{"kid":"1e9gdk7","alg":"RS256"}"#, &claims)
    };
    let redirect =
        |form: &str| format!("HTTP/1.1 302 Found\nLocation: https://client.example.org/cb#{form}&state=af0ifjsldkj\n");
    let (of_token, of_code) = (
        (CrossKind::AccessTokenHash, 0, With::OpaqueAccessToken, Outcome::Matches),
        (CrossKind::CodeHash, 0, With::Code, Outcome::Matches),
    );
    let (a3, a4, a6) = (id(at_hash), id(c_hash), id(&format!("{at_hash}{c_hash}")));
    for (section, id, form, expected) in [
        ("A.3", &a3, format!("access_token={access}&token_type=Bearer&id_token={a3}&expires_in=3600"), vec![of_token]),
        ("A.4", &a4, format!("code={code}&id_token={a4}"), vec![of_code]),
        (
            "A.6",
            &a6,
            format!("access_token={access}&token_type=Bearer&code={code}&id_token={a6}&expires_in=3600"),
            vec![of_token, of_code],
        ),
    ] {
        assert_eq!(checks(&[id], &Parameters::of(&redirect(&form))), expected, "{section}");
        // Each value of another answer is told.
        for (value, other) in [(code, "another-code-than-that"), (access, "another")] {
            let found = checks(&[id], &Parameters::of(&redirect(&form.replace(value, other))));
            let is_told = found.iter().any(|check| check.3 == Outcome::Differs);
            assert_eq!(is_told, form.contains(value), "{section}: {found:?}");
        }
    }
    // A.5 has no ID token: that of the token endpoint is held against the same code and access token.
    let a5 = format!("access_token={access}&token_type=Bearer&code={code}&expires_in=3600");
    let text = format!("{}\n\nid_token: {a6}\n", redirect(&a5));
    assert_eq!(checks(&[&a6], &Parameters::of(&text)), [of_token, of_code]);
}

/// RFC 9207 §2.4 is about each response: that another one names the right issuer excuses none.
#[test]
fn each_answer_names_its_issuer() {
    let token = id_token(CODE, STATE);
    let right = Parameters::of(&form(&token));
    let wrong = Parameters::of(&form(&token).replace("op%2Eexample", "evil%2Eexample"));
    for (first, second, expected) in [
        (&right, &right, Outcome::Matches),
        (&right, &wrong, Outcome::Differs),
        (&wrong, &right, Outcome::Differs),
        (&wrong, &wrong, Outcome::Differs),
    ] {
        let mut both = first.clone();
        both.extend(second.clone());
        let found = checks(&[&token], &both);
        assert!(found.contains(&(CrossKind::ResponseIssuer, 0, With::Answer, expected)), "{found:?}");
    }
    // So does the code: the right one of another answer does not stand for the one that was injected.
    let injected = Parameters::of(&form(&token).replace(CODE, "another-code-of-it"));
    for (second, expected) in [(&right, Outcome::Matches), (&injected, Outcome::Differs)] {
        for (first, second) in [(&right, second), (second, &right)] {
            let mut both = first.clone();
            both.extend(second.clone());
            let found = checks(&[&token], &both);
            assert!(found.contains(&(CrossKind::CodeHash, 0, With::Code, expected)), "{found:?}");
        }
    }
}

/// A code, a state and an access token are those of the response that they came in: OpenID Connect Core §3.3.2.10 and §3.1.3.8,
/// FAPI 1.0 Part 2 §5.2.
#[test]
fn each_answer_is_held_against_its_own_id_token() {
    let half = |text: &str| encode(&digest(Hash::Sha256, text.as_bytes())[..16]);
    let id = |code: &str, state: &str, access: &str| {
        let hashes = json!({"iss": ISSUER, "sub": code, "aud": "c", "nonce": "n", "iat": 1, "exp": 9, "c_hash": half(code), "s_hash": half(state), "at_hash": half(access)});
        token(r#"{"alg":"RS256"}"#, &hashes.to_string())
    };
    let (one, two) = (["code-of-the-first", "state-1", "access-1"], ["code-of-the-second", "state-2", "access-2"]);
    let ids = [id(one[0], one[1], one[2]), id(two[0], two[1], two[2])];
    let url = |id: &str, [code, state, access]: [&str; 3]| {
        format!("https://c.example/cb#code={code}&state={state}&access_token={access}&id_token={id}")
    };
    let form = |id: &str, [code, state, access]: [&str; 3]| {
        let field = |name: &str, value: &str| format!("<input name={name} value=\"{value}\">");
        let fields = [("code", code), ("state", state), ("access_token", access), ("id_token", id)];
        format!("<form action=a>{}</form>", fields.map(|(name, value)| field(name, value)).concat())
    };
    let object = |id: &str, [code, state, access]: [&str; 3]| {
        json!({"code": code, "state": state, "access_token": access, "id_token": id}).to_string()
    };
    let kinds = [
        (CrossKind::CodeHash, With::Code),
        (CrossKind::StateHash, With::State),
        (CrossKind::AccessTokenHash, With::OpaqueAccessToken),
    ];
    type Notation<'a> = &'a dyn Fn(&str, [&str; 3]) -> String;
    let notations: [Notation<'_>; 3] = [&url, &form, &object];
    for write in notations {
        for (at, (kind, with)) in kinds.into_iter().enumerate() {
            let (mut first, mut second) = (one, two);
            let right = [write(&ids[0], one), write(&ids[1], two)];
            std::mem::swap(&mut first[at], &mut second[at]);
            let swapped = [write(&ids[0], first), write(&ids[1], second)];
            for (answers, expected) in [(&right, Outcome::Matches), (&swapped, Outcome::Differs)] {
                let mut files = Parameters::of(&answers[0]);
                files.extend(Parameters::of(&answers[1]));
                for parameters in [Parameters::of(&answers.join("\n")), files] {
                    let found = checks(&[&ids[0], &ids[1]], &parameters);
                    for index in 0..2 {
                        assert!(found.contains(&(kind, index, with, expected)), "{answers:?}: {found:?}");
                    }
                }
            }
            // The same ID token again, with something else beside it.
            for answers in [[write(&ids[0], one), write(&ids[0], first)], [write(&ids[0], first), write(&ids[0], one)]]
            {
                let found = checks(&[&ids[0]], &Parameters::of(&answers.join("\n")));
                assert!(found.contains(&(kind, 0, with, Outcome::Differs)), "{answers:?}: {found:?}");
            }
            // What came with another ID token says nothing of one that came alone; what came alone does.
            let found = checks(&[&ids[0]], &Parameters::of(&write(&ids[1], two)));
            assert!(found.contains(&(kind, 0, with, Outcome::NotAtHand)), "{found:?}");
            let alone = Parameters {
                codes: texts(one[0]),
                states: texts(one[1]),
                access_tokens: texts(one[2]),
                ..Parameters::default()
            };
            assert!(checks(&[&ids[0]], &alone).contains(&(kind, 0, with, Outcome::Matches)));
        }
    }
}

/// OpenID Connect Core §3.3.3.6: the ID token of the token endpoint may have the hash of the code that was redeemed for it.
#[test]
fn the_token_endpoint_answers_for_a_code_of_the_redirect() {
    let (first, second) = (id_token(CODE, STATE), id_token(CODE, "another state"));
    let redirect = Parameters::of(&form(&first));
    let mut both = redirect.clone();
    both.extend(Parameters::of(&json!({"access_token": "2YotnFZFEjr1", "id_token": second}).to_string()));
    let found = checks(&[&first, &second], &both);
    assert!(found.contains(&(CrossKind::CodeHash, 1, With::Code, Outcome::Matches)), "{found:?}");
    assert!(found.contains(&(CrossKind::StateHash, 1, With::State, Outcome::NotAtHand)), "{found:?}");
}

/// Which request was answered is known by its state.
#[test]
fn a_nonce_of_another_request_is_no_substitute() {
    let id = id_token(CODE, STATE);
    let asked = |state: &str, nonce: &str| {
        let state = encoded(state);
        Parameters::of(&format!("https://op.example/authorize?response_type=code+id_token&state={state}&nonce={nonce}"))
    };
    for (own, other, expected) in [("n", "m", Outcome::Matches), ("m", "n", Outcome::Differs)] {
        let mut all = asked(STATE, own);
        all.extend(asked("of another", other));
        all.extend(Parameters::of(&form(&id)));
        let found = checks(&[&id], &all);
        assert!(found.contains(&(CrossKind::Nonce, 0, With::Request, expected)), "{found:?}");
    }
}

/// JARM §2.1: what a signed response holds came together, its issuer too.
#[test]
fn a_signed_response_is_held_against_the_id_token_in_it() {
    let id = id_token(CODE, STATE);
    for (issuer, code, issued, hashed) in [
        (ISSUER, CODE, Outcome::Matches, Outcome::Matches),
        ("https://evil.example", CODE, Outcome::Differs, Outcome::Matches),
        (ISSUER, "another-code-of-it", Outcome::Matches, Outcome::Differs),
    ] {
        let claims = json!({"iss": issuer, "aud": "c", "exp": 9, "code": code, "state": STATE, "id_token": id});
        let response = token(r#"{"alg":"ES256"}"#, &claims.to_string());
        // The right code elsewhere changes nothing.
        let beside = Parameters { codes: texts(CODE), ..Parameters::default() };
        for parameters in [Parameters::default(), beside] {
            let found = checks(&[&response, &id], &parameters);
            for expected in [
                (CrossKind::ResponseIssuer, 1, With::Answer, issued),
                (CrossKind::CodeHash, 1, With::Code, hashed),
                (CrossKind::StateHash, 1, With::State, Outcome::Matches),
            ] {
                assert!(found.contains(&expected), "{expected:?}: {found:?}");
            }
        }
    }
}

#[test]
fn answers_in_strings_are_read() {
    let id = id_token(CODE, STATE);
    let object = json!({"code": "an-injected-code", "state": STATE, "id_token": id}).to_string();
    let form = form(&id).replace(CODE, "an-injected-code");
    for text in [
        json!({"body": object}).to_string(),
        json!({"entries": [{"message": {"body": form}}]}).to_string(),
        json!({"location": format!("https://c.example/cb#{form}")}).to_string(),
        format!("postMessage(`{form}`,'*')"),
    ] {
        let found = checks(&[&id], &Parameters::of(&text));
        for expected in [
            (CrossKind::CodeHash, 0, With::Code, Outcome::Differs),
            (CrossKind::StateHash, 0, With::State, Outcome::Matches),
        ] {
            assert!(found.contains(&expected), "{text}: {found:?}");
        }
    }
}

/// RFC 6749 §3.1: parameters "MUST NOT be included more than once". Of two values no reader's choice is made.
#[test]
fn a_parameter_with_two_values_is_told() {
    let id = id_token(CODE, STATE);
    let jarm = |members: &str| {
        let claims = format!(r#"{{"iss":"{ISSUER}","aud":"c","exp":9,"state":"s",{members}}}"#);
        token(r#"{"alg":"ES256"}"#, &claims)
    };
    let told = |tokens: &[&str], text: &str| {
        let found = checks(tokens, &Parameters::of(text));
        found.into_iter().filter(|check| check.3 == Outcome::Repeated).collect::<Vec<_>>()
    };
    let other = "another-code-of-it";
    // A redirect without a token: told once, with the ID token that came later.
    let redirect = format!("https://c.example/cb?code={CODE}&code={other}&state=s");
    assert_eq!(told(&[&id], &redirect), [(CrossKind::CodeHash, 0, With::Code, Outcome::Repeated)]);
    let plain = token(r#"{"alg":"RS256"}"#, r#"{"iss":"a","sub":"b","aud":"c","iat":1,"exp":9,"nonce":"n"}"#);
    assert_eq!(told(&[&plain], &redirect), [(CrossKind::Parameter, 0, With::Answer, Outcome::Repeated)]);
    let state = format!("https://c.example/cb?code={CODE}&state=s&state=t");
    assert_eq!(told(&[&plain], &state), [(CrossKind::Parameter, 0, With::Answer, Outcome::Repeated)]);
    let asked = "https://op.example/authorize?response_type=code&client_id=c&client_id=d&nonce=n";
    assert_eq!(told(&[&plain], asked), [(CrossKind::Client, 0, With::Request, Outcome::Repeated)]);
    let other = "https://op.example/authorize?response_type=code&client_id=c&state=s&state=t";
    assert_eq!(told(&[&plain], other), [(CrossKind::Parameter, 0, With::Request, Outcome::Repeated)]);
    let other = "another-code-of-it";
    let body = format!(r#"{{"access_token":"2YotnFZFEjr1zCsicMWpAA","access_token":"{other}","token_type":"Bearer"}}"#);
    assert_eq!(told(&[&plain], &body), [(CrossKind::Parameter, 0, With::Answer, Outcome::Repeated)]);
    // The same value twice is one.
    assert_eq!(told(&[&plain], &redirect.replace(other, CODE)), []);
    assert_eq!(told(&[&plain], "https://shop.example/?state=open&state=paid"), []);
    // A signed response with a member twice, and one that there are two of.
    let twice = jarm(&format!(r#""code":"{CODE}","code":"{other}""#));
    assert_eq!(told(&[&twice], ""), [(CrossKind::Parameter, 0, With::Answer, Outcome::Repeated)]);
    let within = jarm(&format!(r#""code":"{CODE}","code":"{other}","id_token":"{id}""#));
    let expected = [
        (CrossKind::CodeHash, 1, With::Code, Outcome::Repeated),
        (CrossKind::Parameter, 0, With::Answer, Outcome::Repeated),
    ];
    assert_eq!(told(&[&within, &id], ""), expected);
    let (one, two) = (jarm(&format!(r#""code":"{CODE}""#)), jarm(&format!(r#""code":"{other}""#)));
    let found = told(&[&one, &two], &format!("https://c.example/cb?response={one}&response={two}"));
    assert_eq!(found, [0, 1].map(|token| (CrossKind::Answer, token, With::Answer, Outcome::Repeated)));
    assert_eq!(told(&[&one], &format!("https://c.example/cb?response={one}")), []);
}

/// OpenID Connect Core §3.1.3.7: an ID token is for the client that asked, and has the nonce that was sent; RFC 6749 §10.12 of
/// the state; JARM §2.1.
#[test]
fn an_answer_is_held_against_what_was_asked() {
    let asked = "https://op.example/authorize?response_type=code+id_token&client_id=c&nonce=n&state=s\n";
    let id = |aud: Value, nonce: Option<&str>| {
        let mut claims = json!({"iss": ISSUER, "sub": "b", "aud": aud, "iat": 1, "exp": 9, "c_hash": "x"});
        if let Some(nonce) = nonce {
            claims["nonce"] = nonce.into();
        }
        token(r#"{"alg":"RS256"}"#, &claims.to_string())
    };
    let told = |id: &str, state: &str| {
        let text = format!("{asked}https://c.example/cb#state={state}&id_token={id}");
        let kinds = [CrossKind::Client, CrossKind::Nonce, CrossKind::ResponseState];
        let found = checks(&[id], &Parameters::of(&text));
        kinds.map(|kind| found.iter().find(|check| check.0 == kind).map(|check| check.3))
    };
    use Outcome::{Differs, Matches, Missing};
    for (aud, nonce, state, expected) in [
        (json!("c"), Some("n"), "s", [Some(Matches), Some(Matches), Some(Matches)]),
        (json!(["d", "c"]), Some("n"), "s", [Some(Matches), Some(Matches), Some(Matches)]),
        (json!("d"), Some("n"), "s", [Some(Differs), Some(Matches), Some(Matches)]),
        (json!(["d", "e"]), Some("n"), "s", [Some(Differs), Some(Matches), Some(Matches)]),
        (json!("c"), Some("m"), "s", [Some(Matches), Some(Differs), Some(Matches)]),
        (json!("c"), None, "s", [Some(Matches), Some(Missing), Some(Matches)]),
        // It answers another request: what that one asked for is not known.
        (json!("c"), Some("n"), "t", [Some(Matches), Some(Matches), Some(Differs)]),
        (json!("c"), None, "t", [Some(Matches), None, Some(Differs)]),
    ] {
        assert_eq!(told(&id(aud.clone(), nonce), state), expected, "{aud} {nonce:?} {state}");
    }
    let jarm = |claims: Value| token(r#"{"alg":"ES256"}"#, &claims.to_string());
    let state = |claims: Value| {
        let response = jarm(claims);
        let found = checks(&[&response], &Parameters::of(&format!("{asked}https://c.example/cb?response={response}")));
        found.iter().find(|check| check.0 == CrossKind::State).map(|check| check.3)
    };
    assert_eq!(state(json!({"iss": ISSUER, "aud": "c", "exp": 9, "code": CODE, "state": "s"})), Some(Matches));
    assert_eq!(state(json!({"iss": ISSUER, "aud": ["c"], "exp": 9, "code": CODE, "state": "t"})), Some(Differs));
    assert_eq!(state(json!({"iss": ISSUER, "aud": "c", "exp": 9, "code": CODE})), Some(Missing));
}

/// RFC 8705 §3.1: base64url of the SHA-256 of the certificate; fingerprints are printed in other ways.
#[test]
fn a_fingerprint_in_another_writing_is_told_as_one() {
    let hash = digest(Hash::Sha256, b"a certificate");
    let hex: Vec<String> = hash.iter().map(|byte| format!("{byte:02X}")).collect();
    let padded = data_encoding::BASE64.encode(&hash);
    let told = |found: &str| {
        let claims = json!({"sub": "a", "cnf": {"x5t#S256": found}});
        let own = token(r#"{"alg":"ES256"}"#, &claims.to_string());
        let parameters = Parameters { certificates: vec![encode(&hash)], ..Parameters::default() };
        checks(&[&own], &parameters).iter().find(|check| check.0 == CrossKind::Certificate).map(|check| check.3)
    };
    assert_eq!(told(&encode(&hash)), Some(Outcome::Matches));
    assert_eq!(told(&hex.join(":")), Some(Outcome::Miswritten(Miswriting::Hexadecimal)));
    assert_eq!(told(&hex.concat().to_lowercase()), Some(Outcome::Miswritten(Miswriting::Hexadecimal)));
    assert_eq!(told(&encode(hex.concat().as_bytes())), Some(Outcome::Miswritten(Miswriting::Hexadecimal)));
    assert_eq!(told(&padded), Some(Outcome::Miswritten(Miswriting::Base64)));
    assert_eq!(told(&encode(&digest(Hash::Sha256, b"another"))), Some(Outcome::Differs));
}
