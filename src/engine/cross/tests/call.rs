//! Requests as calls of a program.

use super::{checks, token};
use crate::engine::cross::{CrossKind, Outcome, Parameters};
use serde_json::json;

/// A proof for `POST https://api.example/x`.
fn own() -> String {
    let claims = json!({"jti": "1", "htm": "POST", "htu": "https://api.example/x", "iat": 1});
    token(r#"{"alg":"ES256","typ":"dpop+jwt"}"#, &claims.to_string())
}

fn outcomes(text: &str) -> Vec<Outcome> {
    let found = checks(&[&own()], &Parameters::of(text));
    let of_request = found.into_iter().filter(|check| matches!(check.0, CrossKind::Method | CrossKind::Address));
    of_request.map(|check| check.3).collect()
}

/// `method` and `url` of a body or of parameters are none of the request's: JSON-RPC, webhooks, redirects.
#[test]
fn a_body_says_nothing_of_the_request() {
    let (own, url) = (own(), "https://api.example/x");
    let fetch = |members: &str| format!("fetch('{url}', {{ {members}, headers: {{ DPoP: '{own}' }} }})");
    for text in [
        fetch("method: 'POST', body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize' })"),
        fetch("body: JSON.stringify({ method: 'PUT', url: 'https://cb.example' }), method: 'POST'"),
        fetch("...defaults, method: 'POST'"),
        format!(
            "axios({{ url: '{url}', method: 'post', data: {{ method: 'bank', url: 'https://cb.example' }}, headers: {{ DPoP: '{own}' }} }})"
        ),
        format!(
            "axios.post('{url}', {{ url: 'https://cb.example', method: 'x' }}, {{ headers: {{ DPoP: '{own}' }} }})"
        ),
        format!(
            "axios.request({{ method: 'POST', params: {{ method: 'x' }}, url: '{url}', headers: {{ DPoP: '{own}' }} }})"
        ),
        format!(
            "requests.post('{url}', json={{'url': 'https://cb.example', 'method': 'x'}}, headers={{'DPoP': '{own}'}})"
        ),
        format!(
            "requests.post(url='{url}', params={{'url': 'https://cb.example'}}, headers={{'DPoP': '{own}'}}, **more)"
        ),
        format!("requests.request('POST', '{url}', data={{'method': 'PUT'}}, headers={{'DPoP': '{own}'}})"),
        format!("httpx.request(url='{url}', method='POST', headers={{'DPoP': '{own}'}})"),
    ] {
        assert_eq!(outcomes(&text), [Outcome::Matches; 2], "{text}");
        let other = text.replace("POST", "PUT").replace("post", "put");
        assert_eq!(outcomes(&other), [Outcome::Differs, Outcome::Matches], "{other}");
    }
}

/// What a comment says is none of the call, and what stands beside a text may be a part of it.
#[test]
fn comments_and_texts_side_by_side() {
    let (own, url) = (own(), "https://api.example/x");
    for text in [
        format!("fetch('{url}', {{ // don't\n  method: 'POST', // method: 'PUT'\n  headers: {{ DPoP: '{own}' }} }})"),
        format!(
            "fetch(/* 'https://old.example' */ '{url}', {{ method: 'POST', /* method: 'PUT' */ headers: {{ DPoP: '{own}' }} }})"
        ),
        format!("requests.post(  # it's this one: 'https://old.example'\n  '{url}', headers={{'DPoP': '{own}'}})"),
        format!(
            "requests.post('{url}', data=\"\"\"{{\"method\": \"x\",\n \"url\": \"y\"}}\"\"\", headers={{'DPoP': '{own}'}})"
        ),
    ] {
        assert_eq!(outcomes(&text), [Outcome::Matches; 2], "{text}");
        let other = text.replace("'POST'", "'DELETE'").replace(".post", ".delete");
        assert_eq!(outcomes(&other), [Outcome::Differs, Outcome::Matches], "{other}");
    }
    for text in [
        format!("requests.post('https://api.example' '/x', headers={{'DPoP': '{own}'}})"),
        format!("fetch('{url}' || other, {{ method: 'POST', headers: {{ DPoP: '{own}' }} }})"),
        format!("fetch('{url}', {{ method: is_new ? 'POST' : 'PUT', headers: {{ DPoP: '{own}' }} }})"),
        format!("fetch('{url}', {{ method: 'POST', ...options, headers: {{ DPoP: '{own}' }} }})"),
        format!("fetch('{url}', {{ method: 'POST', [name]: value, headers: {{ DPoP: '{own}' }} }})"),
        format!("fetch('{url}', Object.assign({{ method: 'POST' }}, more)) // {own}"),
        format!("http.post('{url}', {{ method: 'PUT', headers: {{ DPoP: '{own}' }} }})"),
        // Cut off: the rest may say another method.
        format!("fetch('{url}', {{ headers: {{ DPoP: '{own}' }}, "),
    ] {
        assert_eq!(outcomes(&text), [Outcome::NotAtHand; 2], "{text}");
    }
}
