//! Shapes of what stands on the desk at once: logins, requests, and the scripts, commands and records that they come in.

use super::shape::{LIMITS, NOW, Shapes};
use super::text::{each, encode, times};
use jotsmith::engine::cross;
use jotsmith::engine::examine::examine;
use jotsmith::engine::ground::limit::ExamineOptions;
use jotsmith::engine::judge::judge;
use jotsmith::engine::jwt::policy::Policy;
use jotsmith::engine::key::KeyRing;
use jotsmith::engine::speech;
use std::hint::black_box;

/// Many tokens with many answers or requests, held against each other.
pub fn desks(shapes: &mut Shapes) {
    type Make = Box<dyn Fn(usize) -> (Vec<String>, String)>;
    let header = |typ: &str| encode(format!(r#"{{"alg":"ES256","typ":"{typ}"}}"#));
    let id_token = move |i: usize, hash: &str| {
        let claims = format!(
            r#"{{"iss":"https://op.example","sub":"a","aud":"c","iat":1,"exp":9,"nonce":"{i}","at_hash":"{hash}","c_hash":"{hash}","s_hash":"{hash}"}}"#
        );
        format!("{}.{}.AAAA", header("JWT"), encode(claims))
    };
    let makes: [(&'static str, Make); 4] = [
        (
            "desk: logins",
            Box::new(move |n| {
                let ids: Vec<String> = (0..n).map(|i| id_token(i, "77QmUPtjPfzWtF2AnpK9RQ")).collect();
                let answer = |(i, id): (usize, &String)| {
                    format!("https://c.example/cb#code=a-long-code-{i}&state=s{i}&id_token={id}\n")
                };
                let text = ids.iter().enumerate().map(answer).collect();
                (ids, text)
            }),
        ),
        (
            "desk: ID tokens and what came apart from them",
            Box::new(move |n| {
                let ids: Vec<String> = (0..n).map(|i| id_token(i, "77QmUPtjPfzWtF2AnpK9RQ")).collect();
                let claims = |i: usize| {
                    format!(r#"{{"iss":"https://op.example","sub":"{i}","aud":"api","exp":9,"client_id":"c"}}"#)
                };
                let access = (0..n).map(|i| format!("{}.{}.AAAA", header("at+jwt"), encode(claims(i))));
                let codes = (0..n).map(|i| format!("https://c.example/cb?code=a-long-code-{i}&state=s{i}\n")).collect();
                (ids.into_iter().chain(access).collect(), codes)
            }),
        ),
        (
            "desk: refreshes, the newest first",
            Box::new(move |n| {
                let ids: Vec<String> = (0..n).map(|i| id_token(i, "77QmUPtjPfzWtF2AnpK9RQ")).collect();
                let entry = |(i, id): (usize, &String)| {
                    let sent = format!("grant_type=refresh_token&refresh_token=rt-{i}&client_id=c");
                    let answer =
                        serde_json::json!({"id_token": id, "refresh_token": format!("rt-{}", i + 1)}).to_string();
                    serde_json::json!({"request": {"url": "https://op.example/token", "postData": {"text": sent}}, "response": {"content": {"text": answer}}})
                };
                let entries: Vec<_> = ids.iter().enumerate().rev().map(entry).collect();
                let text = serde_json::json!({"log": {"entries": entries}}).to_string();
                (ids, text)
            }),
        ),
        (
            "desk: requests with proofs",
            Box::new(move |n| {
                let claims = |i: usize| {
                    format!(
                        r#"{{"jti":"{i}","htm":"GET","htu":"https://api.example/{i}","iat":1,"ath":"fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo"}}"#
                    )
                };
                let proofs: Vec<String> =
                    (0..n).map(|i| format!("{}.{}.AAAA", header("dpop+jwt"), encode(claims(i)))).collect();
                let request = |(i, proof): (usize, &String)| {
                    format!(
                        "GET /{i} HTTP/1.1\r\nHost: api.example\r\nAuthorization: DPoP Kz~8mXK1EalYznwH-LC-{i}\r\nDPoP: {proof}\r\n\r\n"
                    )
                };
                let text = proofs.iter().enumerate().map(request).collect();
                (proofs, text)
            }),
        ),
    ];
    for (name, make) in makes {
        shapes.add(name, 60, move |n| {
            let (tokens, text) = make(n);
            let options = ExamineOptions { limits: LIMITS, ..ExamineOptions::default() };
            let examined: Vec<_> = tokens.iter().map(|token| examine(token, &KeyRing::default(), &options)).collect();
            Box::new(move || {
                let parameters = cross::Parameters::of(&text);
                let judged: Vec<_> =
                    examined.iter().map(|examination| judge(examination, &Policy::default(), NOW)).collect();
                let known = tokens.iter().zip(&examined).zip(&judged);
                let known: Vec<_> = known
                    .map(|((text, examination), judgement)| cross::Token::of(text, examination, judgement))
                    .collect();
                let checks = cross::cross_checks(&known, &parameters);
                let together = cross::Together::new(examined.iter().map(Some).collect(), &parameters.answers, &checks);
                for (token, mut judgement) in judged.into_iter().enumerate() {
                    speech::cross::judge_together(&together, token, &mut judgement);
                    black_box(judgement);
                }
            })
        });
    }
    // A string that is JSON, with strings in it that are JSON.
    shapes.parameters("desk: JSON in strings", 200, |n| {
        let one = r#"{\"code\":\"a-long-code\",\"id_token\":\"e.e.e\"}"#;
        format!(r#"{{"entries":[{}]}}"#, each(n, |i| format!(r#"{{"n":{i},"body":"{one}"}}"#)))
    });
    shapes.parameters("desk: JSON in strings in strings", 12, |n| {
        let text = format!(r#"{{"id_token":"e.e.e","code":"{}"}}"#, times(n, "a-long-code"));
        (0..6).fold(text, |text, _| serde_json::json!({"id_token": text}).to_string())
    });
    shapes.parameters("desk: one long string of answers", 200, |n| {
        serde_json::json!({"body": (0..n).map(|i| format!("code=a-long-code-{i}&id_token=e.e.{i}&")).collect::<String>()}).to_string()
    });
}

/// What is looked for in scripts that have an answer of a login.
pub fn scripts(shapes: &mut Shapes) {
    shapes.parameters("script: messages", 300, |n| times(n, "postMessage({code:'a',state:\"b\"},'*');"));
    shapes.parameters("script: objects in objects", 3_000, |n| times(n, "code:{"));
    shapes.parameters("script: variables", 300, |n| each(n, |i| format!("a{i}.code='x';a{i}.state='y'\n")));
    shapes.parameters("script: quotes that are not closed", 3_000, |n| "code='\\".repeat(n));
    shapes.parameters("script: strings with objects", 300, |n| times(n, r#"code='{\"code\":\"{\'code\'}\"}';"#));
    shapes.parameters("script: one long string", 3_000, |n| format!("code='{}'", "{code:\\x27".repeat(n)));
    shapes.parameters("script: comments that do not end", 3_000, |n| "code /* ".repeat(n));
    shapes.parameters("script: tags", 1_000, |n| times(n, "<script>code={a:'b'"));
}

/// Requests as people paste them: commands, calls of a program, a log, what a proxy forwarded.
pub fn requests(shapes: &mut Shapes) {
    const PROOF: &str = "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2In0.eyJqdGkiOiJhIn0.AAAA";
    const URL: &str = "https://api.example/a";
    let with = |write: fn(usize) -> String| move |n: usize| (0..n).map(write).collect::<String>();
    shapes.parameters("request: curl", 200, with(|i| format!("curl -H 'DPoP: {PROOF}' -d a={i} {URL}/{i}\n")));
    shapes.parameters(
        "request: curl over lines",
        100,
        with(|i| format!("curl '{URL}/{i}' \\\n  -H 'DPoP: {PROOF}' \\\n  --compressed\n")),
    );
    shapes.parameters("request: curl for the prompt of Windows", 100, |n| {
        each(n, |i| format!("curl ^\"{URL}/{i}^\" ^\n  -H ^\"DPoP: {PROOF}^\"\n")).replace("\n,", "\n")
    });
    shapes.parameters("request: one curl with many headers", 300, |n| {
        format!("curl {URL} -H 'DPoP: {PROOF}'{}", times(n, " -H 'X-A: b'"))
    });
    shapes
        .parameters("request: curl in curl", 500, |n| format!("curl {URL} -H 'DPoP: {PROOF}' {}", times(n, "$(curl ")));
    shapes.parameters("request: quotes of a shell", 1_000, |n| {
        format!("curl {URL} -H 'DPoP: {PROOF}' {}", times(n, "$'\\''\""))
    });
    shapes.parameters("request: backticks", 1_000, |n| format!("`curl {URL} -H 'DPoP: {PROOF}' {}", times(n, "` \\`")));
    shapes.parameters("request: here-documents", 300, |n| {
        times(n, &format!("curl {URL} -H 'DPoP: {PROOF}' -d @- <<A\n"))
    });
    shapes.parameters("request: wget", 200, with(|i| format!("wget --header='DPoP: {PROOF}' {URL}/{i}\n")));
    shapes.parameters("request: HTTPie", 200, with(|i| format!("http POST {URL}/{i} DPoP:{PROOF} a=b\n")));
    shapes.parameters(
        "request: PowerShell",
        200,
        with(|i| format!("Invoke-RestMethod -Uri {URL}/{i} -Headers @{{ DPoP = \"{PROOF}\" }}\n")),
    );
    shapes.parameters(
        "request: fetch",
        200,
        with(|i| format!("fetch(\"{URL}/{i}\", {{ method: \"POST\", headers: {{ DPoP: \"{PROOF}\" }} }})\n")),
    );
    shapes.parameters("request: calls in calls", 1_000, |n| format!("{PROOF} {}", times(n, "fetch(")));
    shapes.parameters("request: strings of calls without end", 300, |n| {
        format!("{PROOF}\n{}", times(n, "fetch(`\nfetch('\n"))
    });
    shapes.parameters("request: variables and carets of the prompt of Windows", 500, |n| {
        format!("curl ^\"{URL}^\" -H \"DPoP: {PROOF}\" {}", times(n, "%AAA^%B% ^\\^\"x "))
    });
    shapes.parameters("request: commands in one line of the prompt of Windows", 200, |n| {
        times(n, &format!("curl ^\"{URL}^\" -H \"DPoP: {PROOF}\" & "))
    });
    shapes.parameters("request: brackets of PowerShell", 500, |n| {
        format!("irm -Uri {URL} -Headers @{{ DPoP = '{PROOF}' }} -Body {}", times(n, "@{ a = ( \"$( "))
    });
    shapes.parameters("request: a call without end", 1_000, |n| {
        format!("requests.get(\"{URL}\", headers={{\"DPoP\": \"{PROOF}\", {}", times(n, "a + \"b\", "))
    });
    shapes.parameters("request: what proxies forwarded", 300, |n| {
        let forwarded = "X-Forwarded-Host: a.example, b.example\r\nForwarded: host=c.example;proto=https\r\n";
        format!("GET /a HTTP/1.1\r\nHost: api.example\r\nDPoP: {PROOF}\r\n{}\r\n", times(n, forwarded))
    });
    shapes.parameters("request: answers below commands", 100, |n| {
        let exchange = |i: usize| {
            format!(
                "$ http -f POST {URL} grant_type=refresh_token refresh_token=rt-{i}\n{{\"access_token\":\"a{i}\",\"refresh_token\":\"rt-{}\"}}\n",
                i + 1
            )
        };
        (0..n).map(exchange).collect()
    });
    shapes.parameters("request: objects without end below each other", 300, |n| times(n, "refresh_token {\"a\": "));
    shapes.parameters("request: names with values in one line", 500, |n| {
        format!("{}\n{{\"id_token\":\"x\"}}", times(n, "refresh_token='a"))
    });
    shapes.parameters("request: one name over and over", 1_000, |n| {
        format!("grant_type=x {}\n{{\"id_token\":\"x\"}}", times(n, "code="))
    });
    shapes.parameters("request: addresses in one line of a log", 500, |n| {
        format!("{PROOF} {}", times(n, "GET=https://a/b;"))
    });
    shapes.parameters("request: recorded by a browser", 60, har);
    shapes.parameters("request: logins with refresh in a record", 60, |n| {
        let entry = |i: usize| {
            let token = format!("{}.{}.AAAA", encode(r#"{"alg":"ES256"}"#), encode(format!(r#"{{"sub":"{i}"}}"#)));
            let body = format!(r#"{{\"refresh_token\":\"refresh-{}\",\"id_token\":\"{token}\"}}"#, i + 1);
            let posted = format!("grant_type=refresh_token&refresh_token=refresh-{i}");
            format!(
                r#"{{"request":{{"method":"POST","url":"{URL}/token","headers":[],"postData":{{"text":"{posted}"}}}},"response":{{"status":200,"content":{{"text":"{body}"}}}}}}"#
            )
        };
        format!(r#"{{"log":{{"version":"1.2","entries":[{}]}}}}"#, each(n, entry))
    });
}

/// What a browser records of so many requests.
pub fn har(requests: usize) -> String {
    let request = |number| {
        format!(
            r#"{{"request":{{"method":"GET","url":"https://api.example.com/users/{number}?page={number}","headers":[{{"name":"Authorization","value":"Bearer {number}-opaque-token"}},{{"name":"Cookie","value":"session=abc{number}def; theme=dark"}}]}},"response":{{"status":200,"content":{{"mimeType":"application/json","text":"{{\"name\":\"user {number}\",\"email\":\"user{number}@example.com\"}}"}}}}}}"#
        )
    };
    let requests: Vec<String> = (0..requests).map(request).collect();
    format!(r#"{{"log":{{"version":"1.2","entries":[{}]}}}}"#, requests.join(","))
}
