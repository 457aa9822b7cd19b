//! Requests as commands: what a shell makes of one, and what it says of its method and its address.

use super::{checks, token};
use crate::engine::cross::{CrossKind, Outcome, Parameters, With};
use serde_json::json;

/// A proof for `POST https://api.example/x`.
fn own() -> String {
    let claims = json!({"jti": "1", "htm": "POST", "htu": "https://api.example/x", "iat": 1});
    token(r#"{"alg":"ES256","typ":"dpop+jwt"}"#, &claims.to_string())
}

const WHOLE: [Outcome; 2] = [Outcome::Matches; 2];
const OPEN: [Outcome; 2] = [Outcome::NotAtHand; 2];
const OTHER_METHOD: [Outcome; 2] = [Outcome::Differs, Outcome::Matches];

/// What is said of `htm` and `htu`.
fn outcomes(text: &str) -> Vec<Outcome> {
    let found = checks(&[&own()], &Parameters::of(text));
    let of_request = found.into_iter().filter(|check| matches!(check.0, CrossKind::Method | CrossKind::Address));
    of_request.map(|check| check.3).collect()
}

/// "Copy as cURL (cmd)" of browsers: within a word `^\^"` is a quotation mark, and what is in it ends no command.
#[test]
fn quotation_marks_of_the_prompt_of_windows() {
    let own = own();
    let copied = |brands: &str, end: &str| {
        format!(
            "curl ^\"https://api.example/x^\" ^\r\n  -H ^\"accept: */*^\" ^\r\n  -H ^\"dpop: {own}^\" ^\r\n  -H ^\"sec-ch-ua: {brands}^\" ^\r\n  -H ^\"sec-ch-ua-platform: ^\\^\"Windows^\\^\"^\" ^\r\n  {end}\r\n"
        )
    };
    for brands in [
        "^\\^\"Not)A;Brand^\\^\";v=^\\^\"8^\\^\", ^\\^\"Chromium^\\^\";v=^\\^\"138^\\^\", ^\\^\"Google Chrome^\\^\";v=^\\^\"138^\\^\"",
        "^\\^\"Chromium^\\^\";v=^\\^\"128^\\^\", ^\\^\"Not;A=Brand^\\^\";v=^\\^\"24^\\^\"",
        "^\\^\"Not/A)Brand^\\^\";v=^\\^\"8^\\^\"",
        "^\\^\" Not A;Brand^\\^\";v=^\\^\"99^\\^\", ^\\^\"Chromium^\\^\";v=^\\^\"96^\\^\"",
        // One that is never closed, and signs that end a command.
        "say ^\\^\"hi",
        "a^&b ^| c ^> d^%^20 ^\\^\\",
    ] {
        let text = copied(brands, "--data-raw ^\"^{^\\^\"a^\\^\":1^}^\"");
        assert_eq!(outcomes(&text), WHOLE, "{text}");
        let text = copied(brands, "-X ^\"DELETE^\"");
        assert_eq!(outcomes(&text), OTHER_METHOD, "{text}");
        let text = copied(brands, "--compressed");
        assert_eq!(outcomes(&text), OTHER_METHOD, "{text}");
    }
    // As older ones write it: quotation marks without a caret around the words, and two for one (Firefox).
    for header in [
        "^\\^\"Not)A;Brand^\\^\";v=^\\^\"99^\\^\"",
        "\\^\" Not;A Brand\\^\";v=\\^\"99\\^\"",
        "\"\"Not;A\"\";v=1",
        "\\\"Not;A\\\"",
    ] {
        let text = format!(
            "curl \"https://api.example/x\" ^\n  -H \"dpop: {own}\" ^\n  -H \"sec-ch-ua: {header}\" ^\n  --data-raw \"^{{^\\^\"a^\\^\":1^}}\" ^\n  --compressed"
        );
        assert_eq!(outcomes(&text), WHOLE, "{text}");
        assert_eq!(outcomes(&text.replace("--data-raw", "--user-agent")), OTHER_METHOD, "{text}");
    }
    // A line break in what is posted has two carets' lines.
    let lines = copied("x", "--data-raw ^\"a^\n\n-X PUT^\n\nb^\" -H ^\"x: y^\"");
    assert_eq!(outcomes(&lines), WHOLE, "{lines}");
}

/// What is not in quotation marks there: a caret takes the meaning from `&`, a backslash has none, and variables have `%`.
#[test]
fn signs_and_variables_of_the_prompt_of_windows() {
    let own = own();
    let curl = |address: &str, options: &str| format!("curl.exe {address} {options} -H \"DPoP: {own}\"");
    assert_eq!(outcomes(&curl("https://api.example/x?a=1^&b=2", "-X POST")), WHOLE);
    assert_eq!(outcomes(&curl("https://api.example/x?a=1^&b=2", "-X PUT")), OTHER_METHOD);
    assert_eq!(outcomes(&curl("^\"https://api.example/%^78^\"", "-X POST -o C:\\tmp\\ -s > nul 2>&1")), WHOLE);
    for (address, options) in [
        ("\"https://%API_HOST%/x\"", "-X POST"),
        ("\"https://api.example/x\"", "-X %METHOD%"),
        ("https://api.example/x", "%OPTIONS%"),
        ("https://api.example/x", "-o C:\\tmp\\ -X POST"),
        ("^\"https://api.example/x^\"", "-X POST -d ^\"a\nb^\""),
    ] {
        assert_eq!(outcomes(&curl(address, options)), OPEN, "{address} {options}");
    }
}

/// A backtick continues a line, `curl` may be a name of `Invoke-WebRequest`, and names of parameters may be shortened.
#[test]
fn commands_of_power_shell() {
    let own = own();
    let url = "https://api.example/x";
    let table = format!("-Headers @{{ \"Accept\"=\"*/*\"; \"DPoP\"=\"{own}\" }}");
    for text in [
        format!("curl.exe {url} `\n  -X POST `\n  -H \"DPoP: {own}\"\n"),
        format!("curl.exe {url} `\r\n  -X POST `\r\n  -H 'DPoP: {own}'\r\n"),
        format!("curl -Uri \"{url}\" -Method POST {table}"),
        format!("curl \"{url}\" -Method POST {table}"),
        format!("PS C:\\> Invoke-RestMethod -Meth Post -Uri '{url}' {table}"),
        format!("Invoke-RestMethod -Method:Post -Uri:\"{url}\" {table}"),
        format!("Invoke-RestMethod -Proxy \"http://proxy:8080\" {url} -Method Post {table}"),
        format!("irm -Uri {url} <# -Method Put #> {table} -Method Post # -Method Get"),
        format!(
            "$r = Invoke-WebRequest {url} -Method Post -Body '{{\"uri\": \"https://cb.example\"}}' {table} | Select Content"
        ),
        format!("Invoke-RestMethod {url} -Method Post -Body @'\nredirect_uri=https://cb.example/x\n'@ {table}"),
        format!(
            "(Invoke-WebRequest -UseBasicParsing -Uri \"{url}\" -WebSession $session -Method POST {table}).Content"
        ),
    ] {
        assert_eq!(outcomes(&text), WHOLE, "{text}");
        let other = text.replace("POST", "PUT").replace("Post", "Put");
        assert_eq!(outcomes(&other), OTHER_METHOD, "{other}");
    }
    for text in [
        format!("Invoke-RestMethod -Uri (\"https://api.example\" + \"/x\") -Method Post {table}"),
        format!("Invoke-RestMethod $uri -Method Post -Body \"redirect_uri=https://cb.example/x\" {table}"),
        format!("Invoke-RestMethod -Uri {url} -Method $method {table}"),
        format!("Invoke-RestMethod -Uri {url} -M Post {table}"),
        format!("Invoke-RestMethod -Uri {url}?a=1&b=2 -Method Post {table}"),
        format!("Invoke-RestMethod -Uri {url} -Method Post @more {table}"),
        format!("Invoke-RestMethod -Uri \"$base/x\" -Method Post {table}"),
        format!("Invoke-RestMethod -Uri {url} -Method Post {table} <# never closed"),
        format!("curl.exe $options {url} -X POST `\n  -H \"DPoP: {own}\""),
    ] {
        assert_eq!(outcomes(&text), OPEN, "{text}");
    }
}

/// What a variable or another command holds may be options, and so may what looks like one behind the command.
#[test]
fn options_that_are_not_known() {
    let own = own();
    let curl = |options: &str| format!("curl {options} -H 'DPoP: {own}'");
    let url = "https://api.example/x";
    assert_eq!(outcomes(&curl(&format!("-X POST -o \"$OUT\" -b \"$(cat jar)\" {url}"))), WHOLE);
    for options in [
        "$OPTS",
        "\"${ARGS[@]}\"",
        "\"$@\"",
        "$(opts)",
        "`opts`",
        "-X POST api.example/y",
        "\u{2013}X POST",
        "-X POST -d \u{201c}a b\u{201d}",
        "on",
        "-X POST -d 'a",
    ] {
        assert_eq!(outcomes(&curl(&format!("{options} {url}"))), OPEN, "{options}");
    }
    for text in [
        // A folded scalar of YAML, a blank behind the backslash.
        format!("run: >-\n  curl {url}\n  -X POST\n  -H 'DPoP: {own}'\n"),
        format!("curl {url} -H 'DPoP: {own}' \\ \n  -X POST\n"),
        format!("curl 'https://api.example/[x]' -X POST -H 'DPoP: {own}'"),
        format!("curl \"https://api.example\\x\" -X POST -H 'DPoP: {own}'"),
    ] {
        assert_eq!(outcomes(&text), OPEN, "{text}");
    }
    // Lists and keys are no options.
    for behind in ["- name: next", "--- a", "-----BEGIN PUBLIC KEY-----"] {
        let text = format!("curl -X POST {url} -H 'DPoP: {own}'\n{behind}\n");
        assert_eq!(outcomes(&text), WHOLE, "{text}");
    }
    assert_eq!(outcomes(&curl(&format!("-X $'\\120OST' {url}"))), WHOLE);
    // A caret in a pattern is none of the prompt of Windows.
    assert_eq!(outcomes(&format!("{} | sed 's/^\"//'", curl(&format!("-X POST {url}")))), WHOLE);
    assert_eq!(outcomes(&curl(&format!("-T f --form-escape -X POST {url}"))), WHOLE);
    assert_eq!(outcomes(&format!("sh -c \"curl -H \\\"DPoP: {own}\\\" -X POST {url}\" https://other.example/")), WHOLE);
}

/// HTTPie: a body makes it a POST, whether it is an option, a file or the output of another program.
#[test]
fn commands_of_httpie() {
    let own = own();
    for text in [
        format!("http --raw='{{}}' https://api.example/x DPoP:{own}"),
        format!("http --raw '{{}}' https://api.example/x DPoP:{own}"),
        format!("http https://api.example/x DPoP:{own} < body.json"),
        format!("http --default-scheme=https POST api.example/x DPoP:{own}"),
        format!("http --ignore-stdin POST https://api.example/x DPoP:{own} < body.json"),
    ] {
        assert_eq!(outcomes(&text), WHOLE, "{text}");
    }
    let silent = format!("http --ignore-stdin https://api.example/x DPoP:{own} < body.json");
    assert_eq!(outcomes(&silent), OTHER_METHOD);
    assert_eq!(outcomes(&format!("http --unknown=x POST https://api.example/x DPoP:{own}")), OPEN);
}

/// RFC 9449 §4.3: a proof that is in two requests, one of which cannot be read, is not said to be of the other alone.
#[test]
fn a_proof_in_a_command_that_cannot_be_read() {
    let own = own();
    let read = format!("curl -X POST https://api.example/x -H 'DPoP: {own}'\n");
    for unread in [
        format!("curl -K options.txt https://api.example/y -H 'DPoP: {own}'\n"),
        format!("curl -X DELETE \"$URL\" -H 'DPoP: {own}'\n"),
        format!("fetch(base + '/y', {{ headers: {{ DPoP: '{own}' }} }})\n"),
    ] {
        for text in [format!("{read}{unread}"), format!("{unread}{read}")] {
            let found = checks(&[&own], &Parameters::of(&text));
            for (kind, outcome) in [
                (CrossKind::Method, Outcome::Matches),
                (CrossKind::Method, Outcome::NotAtHand),
                (CrossKind::Address, Outcome::NotAtHand),
                (CrossKind::ProofId, Outcome::MaybeReplayed),
            ] {
                assert!(found.contains(&(kind, 0, With::Request, outcome)), "{text}: {found:?}");
            }
        }
    }
    // A proof in a note is not of the command that has one of its own.
    let note = json!({"jti": "2", "htm": "PUT", "htu": "https://other.example/", "iat": 1});
    let note = token(r#"{"alg":"ES256","typ":"dpop+jwt"}"#, &note.to_string());
    let found = checks(&[&note, &own], &Parameters::of(&format!("The old one: {note}\n{read}")));
    assert!(found.contains(&(CrossKind::Method, 0, With::Request, Outcome::NotAtHand)), "{found:?}");
    assert!(found.contains(&(CrossKind::Method, 1, With::Request, Outcome::Matches)), "{found:?}");
}
