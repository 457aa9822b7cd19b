//! Every row of the paste catalogue, A1 to A19, and what a hostile paste can try.

mod around;
mod hostile;
mod piece;
mod wrapping;

use super::CandidateKind::{CompactJwe, CompactJws, Fragment, JsonSerialization, SdJwt};
use super::{Candidate, CandidateKind, CleanupKind, Detection, ForeignKind, KeyHintKind, NoteKind, detect};
use crate::engine::ground::base64url::encode;
use crate::engine::ground::limit::Limits;

/// RFC 7515 Appendix A.1.
const A1: &str = concat!(
    "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9",
    ".",
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ",
    ".",
    "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
);
/// RFC 7519 §6.1.
const UNSECURED: &str = concat!(
    "eyJhbGciOiJub25lIn0",
    ".",
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ",
    "."
);
/// RFC 7516 Appendix A.2, without the long middle of its encrypted key.
const JWE: &str = concat!(
    "eyJhbGciOiJSU0ExXzUiLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0",
    ".UGhIOguC7IuEvf_NPVaXsGMoLOmwvc1GyqlIKOK1nN94nHPoltGRhWhw7Zx0-kFm",
    ".AxY8DCtDaGlsbGljb3RoZQ",
    ".KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY",
    ".9hH0vgRfYgPnAHOd8stkvw"
);

fn token(header: &str, payload: &str, signature: usize) -> String {
    let bytes: Vec<u8> = (0..signature).map(|index| (index as u8).wrapping_mul(73).wrapping_add(5)).collect();
    format!("{}.{}.{}", encode(header.as_bytes()), encode(payload.as_bytes()), encode(&bytes))
}

fn rs256() -> String {
    token(
        r#"{"alg":"RS256","kid":"k1","typ":"at+jwt"}"#,
        r#"{"iss":"https://issuer.example","sub":"u","scope":"read write openid"}"#,
        256,
    )
}

fn es256() -> String {
    token(r#"{"alg":"ES256"}"#, r#"{"sub":"1234567890","name":"Someone"}"#, 64)
}

fn seen(text: &str) -> Detection {
    let detection = detect(text, &Limits::DEFAULT);
    for candidate in &detection.candidates {
        again(candidate);
        assert!(candidate.source.of(text).is_some(), "a span outside of the text");
        assert!(candidate.cleaned.iter().all(|cleanup| !cleanup.text.is_empty()));
        // Whatever is not the whole text was changed somehow, and that must be said.
        // How a file ends is no change.
        let bare = text.strip_suffix('\n').map_or(text, |line| line.strip_suffix('\r').unwrap_or(line));
        let is_untouched = candidate.text == text || candidate.text == bare;
        assert_eq!(is_untouched, candidate.cleaned.is_empty(), "{text:?}: {candidate:?}");
    }
    detection
}

/// A cleaned token is found again as it is.
fn again(candidate: &Candidate) {
    let second = detect(&candidate.text, &Limits::DEFAULT);
    assert_eq!(second.candidates.len(), 1, "{:?}: {second:?}", candidate.text);
    assert!(second.candidates[0].text == candidate.text, "{:?} became {:?}", candidate.text, second.candidates[0].text);
    assert!(second.candidates[0].cleaned.is_empty(), "{:?}: {second:?}", candidate.text);
}

/// One token, with clean-ups of exactly these kinds.
#[track_caller]
fn check(input: &str, expected: &str, kind: CandidateKind, cleaned: &[CleanupKind]) -> Candidate {
    let detection = seen(input);
    let texts: Vec<&str> = detection.candidates.iter().map(|candidate| candidate.text.as_str()).collect();
    assert_eq!(texts, [expected], "in {input:?}: {detection:?}");
    let candidate = detection.candidates.into_iter().next().unwrap();
    assert_eq!(candidate.kind, kind, "in {input:?}");
    assert!(candidate.cleaned.iter().all(|cleanup| !cleanup.text.ends_with('.')), "{candidate:?}");
    let kinds: Vec<CleanupKind> = candidate.cleaned.iter().map(|cleanup| cleanup.kind).collect();
    assert_eq!(kinds, cleaned, "in {input:?}: {candidate:?}");
    candidate
}

/// These tokens under these labels.
#[track_caller]
fn check_all(input: &str, expected: &[(&str, &str)]) -> Detection {
    let detection = seen(input);
    let found: Vec<(&str, &str)> =
        detection.candidates.iter().map(|candidate| (candidate.label.as_str(), candidate.text.as_str())).collect();
    assert_eq!(found, expected, "in {input:?}");
    detection
}

#[track_caller]
fn check_foreign(input: &str, name: &str) {
    let detection = detect(input, &Limits::DEFAULT);
    assert_eq!(detection.candidates, [], "{input:?}");
    let foreign = detection.foreign.unwrap_or_else(|| panic!("{input:?} has no name"));
    assert_eq!(foreign.name, name, "{input:?}");
    assert!(!foreign.explanation.is_empty());
    assert!(foreign.source.of(input).is_some_and(|text| !text.is_empty()));
}

#[test]
fn a_token_and_nothing_else_is_not_touched() {
    check(A1, A1, CompactJws, &[]);
    check(UNSECURED, UNSECURED, CompactJws, &[]);
    check(JWE, JWE, CompactJwe, &[]);
    check(&rs256(), &rs256(), CompactJws, &[]);
}

#[test]
fn nothing_gives_nothing() {
    for text in ["", " ", "\r\n\t", "\u{FEFF}", "\u{200B} \u{A0}"] {
        assert_eq!(detect(text, &Limits::DEFAULT), Detection::default(), "{text:?}");
    }
}

#[test]
fn a1_scheme_and_header_in_front() {
    use CleanupKind::{Header, Scheme};
    for text in ["Bearer ", "bearer ", "BEARER ", "bearer: ", "Bearer:", "DPoP ", "dpop  ", "WPT ", "wpt "] {
        check(&format!("{text}{A1}"), A1, CompactJws, &[Scheme]);
    }
    for text in
        ["Authorization: Bearer ", "authorization:bearer ", "AUTHORIZATION : Bearer  ", "Authorization=Bearer%20"]
    {
        let candidate = detect(&format!("{text}{A1}"), &Limits::DEFAULT).candidates.remove(0);
        assert_eq!(candidate.text, A1);
        let kinds: Vec<_> = candidate.cleaned.iter().map(|cleanup| cleanup.kind).take(2).collect();
        assert_eq!(kinds, [Scheme, Header], "{text}");
        assert!(candidate.label.eq_ignore_ascii_case("Authorization"));
    }
    assert_eq!(
        check(&format!("Authorization: Bearer {A1}"), A1, CompactJws, &[Scheme, Header]).cleaned[0].text,
        "Bearer removed"
    );
    check_all(
        &format!("Authorization: DPoP {A1}\r\nDPoP: {}\r\n", es256()),
        &[("Authorization", A1), ("DPoP", &es256())],
    );
}

#[test]
fn a2_blanks_and_invisible_characters_around() {
    use CleanupKind::{Invisible, Whitespace};
    for (before, after) in [("", " "), ("", "\n\n"), ("\t", "\r\n"), ("\u{A0}", "\u{3000}")] {
        check(&format!("{before}{A1}{after}"), A1, CompactJws, &[Whitespace]);
    }
    for after in ["\n", "\r\n"] {
        check(&format!("{A1}{after}"), A1, CompactJws, &[]);
    }
    for (before, after) in [("\u{FEFF}", ""), ("\u{200B}", "\u{2060}")] {
        let text = format!("{before}{A1}{after}");
        let candidate = detect(&text, &Limits::DEFAULT).candidates.remove(0);
        assert_eq!(candidate.text, A1, "{text:?}");
        assert!(candidate.cleaned.iter().all(|cleanup| cleanup.kind == Invisible) && !candidate.cleaned.is_empty());
    }
    let (front, back) = A1.split_at(70);
    check(&format!("{front}\u{200B}{back}"), A1, CompactJws, &[Invisible]);
    check(&format!("{front}\u{AD}\u{2060}{back}"), A1, CompactJws, &[Invisible]);
}

#[test]
fn a3_quotation_marks_and_punctuation() {
    use CleanupKind::{Punctuation, Quotes};
    for (before, after) in
        [("\"", "\""), ("'", "'"), ("`", "`"), ("“", "”"), ("‘", "’"), ("«", "»"), ("```\n", "\n```")]
    {
        check(&format!("{before}{A1}{after}"), A1, CompactJws, &[Quotes]);
    }
    check(&format!("\"{A1}\","), A1, CompactJws, &[Quotes, Punctuation]);
    check(&format!("'{A1}';"), A1, CompactJws, &[Quotes, Punctuation]);
    check(&format!("{A1},"), A1, CompactJws, &[Punctuation]);
    check(&format!("{A1};\n"), A1, CompactJws, &[Punctuation]);
}

fn wrapped(token: &str, width: usize, between: &str) -> String {
    let lines: Vec<&str> = token.as_bytes().chunks(width).map(|line| std::str::from_utf8(line).unwrap()).collect();
    lines.join(between)
}

#[test]
fn a4_wrapped_lines_are_joined() {
    use CleanupKind::{LineBreaks, MailQuoting};
    for token in [A1.to_owned(), UNSECURED.to_owned(), JWE.to_owned(), rs256(), es256()] {
        let kind = if token == JWE { CompactJwe } else { CompactJws };
        for width in [40, 41, 43, 60, 64, 72, 76, 80, 120] {
            for between in ["\n", "\r\n", "\r", " \n", "\n    ", "\r\n\t", "\\\n", "\u{2028}"] {
                let text = wrapped(&token, width, between);
                let lines = token.len().div_ceil(width) - 1;
                if lines > 0 {
                    let candidate = check(&text, &token, kind, &[LineBreaks]);
                    assert_eq!(candidate.cleaned[0].count, lines, "{text:?}");
                }
            }
            let text = format!("> {}", wrapped(&token, width, "\n> "));
            let detection = seen(&text);
            assert_eq!(detection.candidates.len(), 1, "{text:?}");
            assert_eq!(detection.candidates[0].text, token, "{text:?}");
            if token.len() > width {
                assert!(detection.candidates[0].cleaned.iter().any(|cleanup| cleanup.kind == MailQuoting));
            }
        }
    }
}

/// Where a line breaks in front of an object inside the header or payload, it starts with eyJ.
#[test]
fn a4_lines_that_open_like_a_token() {
    let nested = token(
        r#"{"alg":"ES256","typ":"dpop+jwt","jwk":{"kty":"EC","crv":"P-256","x":"l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs","y":"9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA"}}"#,
        r#"{"jti":"-BwC3ESc6acc2lTc","cnf":{"jkt":"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"},"act":{"sub":"a"}}"#,
        64,
    );
    for width in 30..100 {
        for between in ["\n", "\n> "] {
            let detection = seen(&format!("{}\nRegards\n", wrapped(&nested, width, between)));
            let texts: Vec<_> = detection.candidates.iter().map(|candidate| candidate.text.as_str()).collect();
            assert_eq!(texts, [nested.as_str()], "{width}");
        }
    }
    // Cut tokens in lines of their own are several.
    let cut: Vec<String> = (0..3).map(|number| format!("{}{number}", &nested[..50])).collect();
    assert_eq!(seen(&cut.join("\n")).candidates.len(), 3);
}

/// Too long a signature stays too long: a wrapped token is not made valid by leaving its end out.
#[test]
fn a4_what_is_too_much_is_not_left_out() {
    for text in [format!("{A1}AAAA"), format!("{A1}.foo"), format!("{A1}{}", &A1[..30])] {
        for width in [40, 48, 64, 76] {
            let detection = seen(&wrapped(&text, width, "\n"));
            assert_eq!(detection.candidates.len(), 1, "{text} {width}");
            assert_eq!(detection.candidates[0].text, text, "{width}");
        }
    }
}

/// As the RFCs print their examples (RFC 7519 §3.1).
#[test]
fn a4_parts_and_dots_on_lines_of_their_own() {
    let text = format!("     {}\n", A1.replace('.', "\n     .\n     "));
    check(&text, A1, CompactJws, &[CleanupKind::Whitespace, CleanupKind::LineBreaks]);
}

#[test]
fn a4_what_follows_on_the_next_line_is_not_joined() {
    for behind in ["Regards", "Thanks,\nBob", "END", "-----", "INFO done", "2024-05-06 12:00 ok", "--\nBob", "{}"] {
        for token in [A1.to_owned(), rs256(), es256(), UNSECURED.to_owned()] {
            let text = format!("{token}\n{behind}\n");
            let detection = seen(&text);
            assert_eq!(detection.candidates.len(), 1, "{text:?}");
            assert_eq!(detection.candidates[0].text, token, "{text:?}");
        }
    }
    // Two tokens in two lines are two.
    check_all(&format!("{A1}\n{}\n", es256()), &[("token 1", A1), ("token 2", &es256())]);
    check_all(&format!("{UNSECURED}\n{A1}"), &[("token 1", UNSECURED), ("token 2", A1)]);
}

/// A line input turns line breaks into spaces.
#[test]
fn a4_line_breaks_that_became_spaces() {
    check(&wrapped(A1, 64, " "), A1, CompactJws, &[CleanupKind::Spaces]);
    check(&A1.replace('.', " . "), A1, CompactJws, &[CleanupKind::Spaces]);
    check_all(&format!("the token {A1} is from yesterday"), &[("token", A1)]);
    check_all(&format!("tokens: {A1} {}", es256()), &[("tokens", A1), ("token 2", &es256())]);
}

#[test]
fn a5_json_escapes() {
    use CleanupKind::{JsonEscapes, Quotes};
    check(&format!("\\\"{A1}\\\""), A1, CompactJws, &[Quotes, JsonEscapes]);
    check(&A1.replace('.', "\\u002e"), A1, CompactJws, &[JsonEscapes]);
    check(&A1.replace('-', "\\u002D"), A1, CompactJws, &[JsonEscapes]);
    let standard = A1.replace('-', "+").replace('_', "/");
    check(&standard.replace('/', "\\/"), &standard, CompactJws, &[JsonEscapes]);
    check(&wrapped(A1, 64, "\\n"), A1, CompactJws, &[CleanupKind::LineBreaks, JsonEscapes]);
    let log = format!(r#"msg="{{\"access_token\":\"{A1}\",\"expires_in\":3600}}""#);
    check_all(&log, &[("access_token", A1)]);
    check(&format!("{A1}\\n"), A1, CompactJws, &[JsonEscapes]);
    check(&A1.replace('_', "\\_").replace('-', "\\-"), A1, CompactJws, &[CleanupKind::Backslashes]);
}

#[test]
fn a6_percent_encoding_forms_and_fragments() {
    use CleanupKind::{Parameter, PercentEncoding, Surroundings};
    check(&A1.replace('.', "%2E"), A1, CompactJws, &[PercentEncoding]);
    check(&A1.replace('.', "%252e").replace('_', "%255F"), A1, CompactJws, &[PercentEncoding]);
    let form = format!("access_token={A1}&token_type=Bearer&expires_in=3600");
    assert_eq!(check(&form, A1, CompactJws, &[Parameter, Surroundings]).label, "access_token");
    let url = format!("https://client.example/cb?state=xyz#id_token={A1}&access_token={}&token_type=bearer", es256());
    check_all(&url, &[("id_token", A1), ("access_token", &es256())]);
    check_all(&format!("#id_token={A1}"), &[("id_token", A1)]);
    let nested = format!(
        "https://a.example/login?next=https%3A%2F%2Fb.example%2F%23id_token%3D{}%26state%3D1",
        A1.replace('.', "%2E")
    );
    check_all(&nested, &[("id_token", A1)]);
    // In a path the next segment is no part of the signature.
    check_all(&format!("GET https://a.example/verify/{A1}/next HTTP/1.1"), &[("token", A1)]);
    check_all(&format!(r#""https:\/\/a.example\/verify\/{A1}\/next""#), &[("token", A1)]);
}

#[test]
fn a7_cookies() {
    let text = format!("Set-Cookie: s={A1}; Path=/; HttpOnly; SameSite=Lax");
    let candidate = check(&text, A1, CompactJws, &[CleanupKind::Cookie, CleanupKind::CookieAttributes]);
    assert_eq!(candidate.label, "Cookie s");
    assert_eq!(candidate.cleaned[1].text, "Cookie attributes ignored: Path=/; HttpOnly; SameSite=Lax");
    check_all(&format!("Cookie: a=1; s={A1}"), &[("Cookie s", A1)]);
    check_all(
        &format!("cookie: a=1; s={A1}; __Host-id={}; theme=dark", es256()),
        &[("Cookie s", A1), ("Cookie __Host-id", &es256())],
    );
    check_all(&format!("a=1; s={A1}"), &[("Cookie s", A1)]);
    check(&format!("Cookie: s={A1}"), A1, CompactJws, &[CleanupKind::Cookie]);
}

#[test]
fn a8_commands() {
    let commands = [
        format!("curl -H \"Authorization: Bearer {A1}\" https://api.example/v1/me"),
        format!(
            "$ curl 'https://api.example/v1/me' \\\n  -H 'accept: */*' \\\n  -H 'authorization: Bearer {A1}' \\\n  --compressed"
        ),
        format!("curl ^\"https://api.example/v1/me^\" ^\n  -H ^\"authorization: Bearer {A1}^\" ^\n  --compressed"),
        format!("Invoke-WebRequest -Uri \"https://api.example\" -Headers @{{\n\"Authorization\"=\"Bearer {A1}\"\n}}"),
        format!("Invoke-RestMethod https://api.example `\n -Headers @{{ Authorization = 'Bearer {A1}' }}"),
    ];
    for command in &commands {
        let detection = seen(command);
        assert_eq!(detection.candidates.len(), 1, "{command}");
        let candidate = &detection.candidates[0];
        assert_eq!(candidate.text, A1, "{command}");
        assert!(candidate.label.eq_ignore_ascii_case("authorization"), "{candidate:?}");
        assert_eq!(candidate.cleaned.last().unwrap().kind, CleanupKind::Command, "{candidate:?}");
    }
    check_all(&format!("curl -b 's={A1}' https://a.example"), &[("Cookie s", A1)]);
    check_all(&format!("curl --oauth2-bearer {A1} https://a.example"), &[("oauth2-bearer", A1)]);
    check_all(&format!("export TOKEN={A1}"), &[("TOKEN", A1)]);
}

#[test]
fn a9_http_archive() {
    let mut entries = Vec::new();
    for number in 0..500 {
        let token = token(r#"{"alg":"HS256"}"#, &format!(r#"{{"jti":"{}"}}"#, number % 10), 32);
        entries.push(format!(
            r#"{{"request":{{"method":"GET","url":"https://api.example/r{number}?x=1","headers":[{{"name":"Authorization","value":"Bearer {token}"}}]}}}}"#
        ));
    }
    let text = format!(r#"{{"log":{{"version":"1.2","entries":[{}]}}}}"#, entries.join(","));
    let detection = seen(&text);
    assert_eq!(detection.candidates.len(), 10);
    assert_eq!(detection.candidates[3].label, "Authorization, api.example/r3");
    assert_eq!(detection.candidates[3].occurrences, 50);
    assert!(!detection.truncated);
}

#[test]
fn a9_more_tokens_than_the_limit() {
    let lines: Vec<String> =
        (0..200).map(|number| token(r#"{"alg":"HS256"}"#, &format!(r#"{{"jti":"{number}"}}"#), 32)).collect();
    let detection = seen(&lines.join("\n"));
    assert_eq!(detection.candidates.len(), Limits::DEFAULT.candidates);
    assert!(detection.truncated && !detection.text_truncated);
    let exactly = seen(&lines[..Limits::DEFAULT.candidates].join("\n"));
    assert_eq!(exactly.candidates.len(), Limits::DEFAULT.candidates);
    assert!(!exactly.truncated);
}

#[test]
fn a9_form_in_html() {
    check_all(&format!("<input type=\"hidden\" name=\"id_token\" value=\"{A1}\">"), &[("id_token", A1)]);
}

#[test]
fn a4_mail_with_a_wrapped_token() {
    let text = format!("Hi,\nhere it is:\n\n{}\n\nRegards\nBob", wrapped(A1, 60, "\n"));
    check_all(&text, &[("token", A1)]);
    let quoted = format!("> {}\n> Regards\n> Bob", wrapped(&rs256(), 60, "\n> "));
    check_all(&quoted, &[("token", &rs256())]);
}

#[test]
fn a10_token_response() {
    let text = format!(
        "{{\n  \"access_token\": \"{A1}\",\n  \"token_type\": \"Bearer\",\n  \"id_token\": \"{}\",\n  \"refresh_token\": \"8xLOxBtZp8hQ2nYw\"\n}}",
        es256()
    );
    let detection = check_all(&text, &[("access_token", A1), ("id_token", &es256())]);
    assert_eq!(detection.foreign, None);
    assert_eq!(detection.others.len(), 1);
    assert_eq!(detection.others[0].label.as_deref(), Some("refresh_token"));
    assert_eq!(detection.others[0].kind, ForeignKind::Opaque);
    assert_eq!(detection.others[0].source.of(&text), Some("8xLOxBtZp8hQ2nYw"));
    let nested = format!(r#"{{"data":{{"auth":[{{"jwt":"{A1}"}}]}},"n":1}}"#);
    check_all(&nested, &[("jwt", A1)]);
    assert_eq!(
        detect(&nested, &Limits::DEFAULT).candidates[0].cleaned.iter().map(|cleanup| cleanup.kind).collect::<Vec<_>>(),
        [CleanupKind::JsonMember, CleanupKind::Surroundings]
    );
}

#[test]
fn a11_log_lines() {
    let other = es256();
    let log = format!(
        "12:00:01 INFO auth ok token={A1} user=7\n12:00:02 INFO auth ok token={A1} user=7\n12:00:03 WARN Authorization: Bearer {other}\n"
    );
    let detection = check_all(&log, &[("token", A1), ("Authorization", &other)]);
    assert_eq!(detection.candidates[0].occurrences, 2);
    assert_eq!(detection.candidates[0].source.of(&log), Some(A1));
    // A full stop that ends a sentence is no part.
    check_all(&format!("Got {JWE}. Then nothing."), &[("token", JWE)]);
    check_all(&format!("Got {A1}. Then nothing."), &[("token", A1)]);
}

#[test]
fn a12_encoded_twice() {
    let standard = data_encoding::BASE64.encode(A1.as_bytes());
    let yaml = format!("apiVersion: v1\nkind: Secret\ndata:\n  token: {standard}\ntype: Opaque\n");
    let detection = check_all(&yaml, &[("token", A1)]);
    assert_eq!(detection.candidates[0].notes[0].kind, NoteKind::EncodedTwice);
    assert!(detection.candidates[0].cleaned.iter().any(|cleanup| cleanup.kind == CleanupKind::Base64));
    check(&encode(A1.as_bytes()), A1, CompactJws, &[CleanupKind::Base64]);
    let lines = wrapped(&data_encoding::BASE64.encode(rs256().as_bytes()), 76, "\n");
    check_all(&format!("{lines}\n"), &[("token", &rs256())]);
}

#[test]
fn a13_chunked_cookies() {
    let whole = token(r#"{"alg":"dir","enc":"A256GCM"}"#, &"x".repeat(300), 16);
    let (first, rest) = whole.split_at(150);
    let (second, third) = rest.split_at(150);
    for names in [["s.0", "s.1", "s.2"], ["s_0", "s_1", "s_2"], ["sC1", "sC2", "sC3"], ["s_C1", "s_C2", "s_C3"]] {
        let text = format!("Cookie: a=1; {}={first}; {}={third}; {}={second}; b=2", names[0], names[2], names[1]);
        let detection = check_all(&text, &[("Cookie s", &whole)]);
        let cleanup =
            detection.candidates[0].cleaned.iter().find(|cleanup| cleanup.kind == CleanupKind::CookieChunks).unwrap();
        assert_eq!(cleanup.count, 3);
        assert!(cleanup.text.ends_with(&names.join(", ")), "{}", cleanup.text);
        assert!(detection.candidates[0].notes.is_empty());
    }
    let detection = seen(&format!("Set-Cookie: s.0={first}; Path=/\r\nSet-Cookie: s.2={third}; Path=/\r\n"));
    assert_eq!(detection.candidates[0].notes[0].kind, NoteKind::ChunkMissing);
    // Numbered cookies with a token each are several tokens.
    check_all(&format!("Cookie: t.0={A1}; t.1={}", es256()), &[("Cookie t.0", A1), ("Cookie t.1", &es256())]);
}

#[test]
fn a14_standard_base64_is_kept() {
    let parts: Vec<String> = A1.split('.').map(|part| part.replace('-', "+").replace('_', "/")).collect();
    let padded: Vec<String> =
        parts.iter().map(|part| format!("{part}{}", "=".repeat((4 - part.len() % 4) % 4))).collect();
    for token in [parts.join("."), padded.join("."), padded.join(".").replace(['+', '/'], "-")] {
        check(&token, &token, CompactJws, &[]);
        check_all(&format!("token={token} ok"), &[("token", &token)]);
        check_all(&format!("t={token}&x=1"), &[("t", &token)]);
    }
}

#[test]
fn a15_case_lost_and_smart_dashes() {
    let lower = A1.to_ascii_lowercase();
    let candidate = check(&lower, &lower, Fragment, &[]);
    assert_eq!(candidate.notes[0].kind, NoteKind::CaseLost);
    let upper = A1.to_ascii_uppercase();
    assert_eq!(check(&upper, &upper, Fragment, &[]).notes[0].kind, NoteKind::CaseLost);
    assert_eq!(seen(&format!("Bearer {lower}")).candidates[0].notes[0].kind, NoteKind::CaseLost);
    for dash in ["–", "—", "\u{2212}", "\u{2011}"] {
        check(&A1.replace('-', dash), A1, CompactJws, &[CleanupKind::Dashes]);
    }
    check_foreign("eyjafjallajökull erupted", "Text without a token");
}

#[test]
fn a16_other_formats_have_names() {
    check_foreign("v4.public.eyJzdWIiOiJ0ZXN0In0AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "PASETO");
    check_foreign("Authorization: Bearer v2.local.97TTOvgwIxNGvV80XKiGZg_kD3tsXM_-qB4dZGHOeN1cTkgQ4P", "PASETO");
    check_foreign("k4.public.Hrnbu7wEfAP9cGBOAHHwmH4Wsot1ciXBHwBBXQ4gsaI", "PASETO");
    // The example of the Fernet specification.
    check_foreign(
        "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==",
        "Fernet token",
    );
    // The test vector of the Branca specification.
    check_foreign("870S4BYxgHw0KnP3W9fgVUHEhT5g86vJ17etaC5Kh5uIraWHCI1psNQGv298ZmjPwoYbjDQ9chy2z", "Branca token");
    check_foreign(
        "MDAxY2xvY2F0aW9uIGh0dHA6Ly9teWJhbmsvCjAwMjZpZGVudGlmaWVyIHdlIHVzZWQgb3VyIHNlY3JldCBrZXkKMDAyZnNpZ25hdHVyZSA",
        "Macaroon",
    );
    check_foreign(
        "PHNhbWxwOlJlc3BvbnNlIHhtbG5zOnNhbWxwPSJ1cm46b2FzaXM6bmFtZXM6dGM6U0FNTDoyLjA6cHJvdG9jb2wi",
        "SAML message",
    );
    check_foreign("<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\">", "SAML message");
    // RFC 8392 A.3, the beginning.
    check_foreign("d28443a10126a104524173796d6d657472696345434453413235365850a701756", "Hexadecimal identifier");
    check_foreign("d28443a10126a104524173796d6d6574726963454344534132353658500a7017", "COSE object or CWT");
    check_foreign("d83dd28443a10126a104524173796d6d65747269634543445341323536", "COSE object or CWT");
    check_foreign(
        &encode(&[
            0xD2, 0x84, 0x43, 0xA1, 1, 0x26, 0xA1, 4, 0x52, 0x41, 0x73, 0x79, 0x6D, 0x6D, 0x65, 0x74, 0x72, 0x69,
        ]),
        "COSE object or CWT",
    );
    check_foreign(
        "eyJ1c2VybmFtZSI6ImFkbWluIn0:1qYbXw:W3kz5Jp5yqJfXhVbqVb2Hk3V0mXbq9yQh2jv8o1Yd2A",
        "Django signed value",
    );
    check_foreign(
        "eyJfcmFpbHMiOnsibWVzc2FnZSI6IkluZ2hiR3hsWldRPSJ9fQ==--2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
        "Rails signed or encrypted value",
    );
    check_foreign("eyJ1c2VyX2lkIjoxfQ.ZkXwXg.0Y4dIuHgJtPqfVQOEqW9mJrDvOE", "Flask session (itsdangerous)");
    check_foreign(
        ".eJwljkuKAzEMBe_idRayPpaVyzS2PkwIJNA9WQ25expC7R5U8f7KVnseP-X-u7_jVrZHlHvp4Wqt.ZkXwXg.0Y4dIuHgJtPqfVQOEqW9mJrDvOE",
        "Flask session (itsdangerous)",
    );
    let laravel = encode(br#"{"iv":"c29tZXRoaW5nMTIzNDU2","value":"YWJjZGVm","mac":"00ff","tag":""}"#);
    check_foreign(&laravel, "Laravel encrypted cookie");
    check_foreign("CfDJ8Nq3yS0Zb1pBu8gSx6m3nCw", "ASP.NET Core protected value");
}

/// The cookie of Express has a JWT inside: that is still a candidate.
#[test]
fn a16_express_signed_cookie() {
    let signature = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF";
    for text in [
        format!("s:{A1}.{signature}"),
        format!("Cookie: sid=s%3A{A1}.{signature}"),
        format!("sid=s:{A1}.{signature}; Path=/"),
    ] {
        let detection = seen(&text);
        assert_eq!(detection.candidates.len(), 1, "{text}");
        assert_eq!(detection.candidates[0].text, A1, "{text}");
        assert!(detection.candidates[0].cleaned.iter().any(|cleanup| cleanup.kind == CleanupKind::CookieSignature));
        assert_eq!(detection.foreign.unwrap().name, "Express signed cookie", "{text}");
    }
}

#[test]
fn a17_keys_identifiers_and_opaque_strings() {
    check_foreign(&["AKIA", "IOSFODNN7EXAMPLE"].concat(), "AWS access key ID");
    check_foreign(&["ghp_", "0123456789abcdefABCDEF0123456789abcd"].concat(), "GitHub token");
    check_foreign(&["sk_", "live_", "0123456789abcdefABCDEFGH"].concat(), "Stripe API key");
    check_foreign(&["xoxb-", "123456789012-abcdefghijkl"].concat(), "Slack token");
    check_foreign(&["Authorization: Bearer ghp_", "0123456789abcdefABCDEF0123456789abcd"].concat(), "GitHub token");
    check_foreign("f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "UUID");
    check_foreign("d41d8cd98f00b204e9800998ecf8427e", "Hexadecimal identifier");
    check_foreign("mF_9.B5f-4.1JqM".replace('.', "").as_str(), "Opaque token");
    check_foreign("2YotnFZFEjr1zCsicMWpAA", "Opaque token");
    check_foreign("Basic dXNlcjpwYXNzd29yZA==", "HTTP Basic credentials");
    check_foreign("Authorization: Basic dXNlcjpwYXNzd29yZA==", "HTTP Basic credentials");
    check_foreign("hello world", "Text without a token");
    check_foreign("hello", "Text without a token");
    check_foreign("Hello.", "Text without a token");
    check_foreign("{\"hello\": 1}", "JSON without a token");
    check_foreign("https://example.com/a?b=c", "URL without a token");
    let opaque = detect("access_token=2YotnFZFEjr1zCsicMWpAA&token_type=example", &Limits::DEFAULT);
    assert_eq!(opaque.candidates, []);
    let foreign = opaque.foreign.unwrap();
    assert_eq!((foreign.name, foreign.label.as_deref()), ("Opaque token", Some("access_token")));
}

#[track_caller]
fn check_key(text: &str, kind: KeyHintKind, private: bool, count: usize) {
    let detection = detect(text, &Limits::DEFAULT);
    assert_eq!(detection.candidates, [], "{text}");
    assert_eq!(detection.foreign, None, "{text}");
    let key = detection.key_material.unwrap_or_else(|| panic!("no key in {text}"));
    assert_eq!((key.kind, key.private, key.count), (kind, private, count), "{text}");
    assert!(key.span.of(text).is_some());
}

#[test]
fn a18_public_keys_are_offered_to_move() {
    use KeyHintKind::{Certificate, Jwk, JwkSet, Pem, Ssh};
    check_key("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----\n", Pem, false, 1);
    check_key("-----BEGIN PUBLIC KEY-----\\nMCowBQYDK2VwAyEA\\n-----END PUBLIC KEY-----", Pem, false, 1);
    check_key(
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
        Certificate,
        false,
        2,
    );
    check_key(
        r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#,
        Jwk,
        false,
        1,
    );
    check_key(
        r#"{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"},{"kty":"EC","crv":"P-256","x":"f83O","y":"x_FE"}]}"#,
        JwkSet,
        false,
        2,
    );
    check_key(
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPKSUTyz1HwHReFVvD5obVsALAgJRNarH4TRpNePnAS me@example",
        Ssh,
        false,
        1,
    );
}

#[test]
fn a19_private_keys_are_offered_to_move() {
    use KeyHintKind::{Jwk, JwkSet, Pem};
    let label = "PRIVATE KEY";
    check_key(&format!("-----BEGIN {label}-----\nMC4CAQAw\n-----END {label}-----\n"), Pem, true, 1);
    check_key(&format!("-----BEGIN RSA {label}-----\nMC4CAQAw"), Pem, true, 1);
    check_key(
        &format!(
            r#"{{"type":"service_account","private_key":"-----BEGIN {label}-----\nMC4\n-----END {label}-----\n"}}"#
        ),
        Pem,
        true,
        1,
    );
    check_key(r#"{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ"}"#, Jwk, true, 1);
    check_key(
        r#"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
        Jwk,
        true,
        1,
    );
    check_key(r#"{"keys":[{"kty":"EC","crv":"P-256","x":"f8","y":"x_"},{"kty":"oct","k":"AyM1"}]}"#, JwkSet, true, 2);
    // Beside a token both are there.
    let both = detect(&format!("{A1}\n-----BEGIN {label}-----\nMC4CAQAw\n-----END {label}-----\n"), &Limits::DEFAULT);
    assert_eq!(both.candidates[0].text, A1);
    assert!(both.key_material.unwrap().private);
}

#[test]
fn json_serializations_pass_byte_for_byte() {
    let protected = encode(br#"{"alg":"ES256"}"#);
    let payload = encode(A1.as_bytes());
    for json in [
        format!(r#"{{"payload":"{payload}","protected":"{protected}","signature":"DtEh"}}"#),
        format!(
            "{{ \"payload\" : \"{A1}\",\n\t\"signatures\":[ {{\"protected\":\"{protected}\",\"header\":{{\"kid\":\"{A1}\"}},\"signature\":\"DtEh\"}} ] }}"
        ),
        format!(r#"{{"signatures":[{{"protected":"{protected}","signature":"DtEh"}}]}}"#),
        format!(
            r#"{{"protected":"{protected}","unprotected":{{"jku":"x"}},"recipients":[{{"header":{{"alg":"A128KW"}},"encrypted_key":"6K"}}],"iv":"AxY8","ciphertext":"KDlT","tag":"Mz-V"}}"#
        ),
        format!(
            r#"{{"protected":"{protected}","header":{{"epk":{{"kty":"EC","crv":"P-256","x":"a","y":"b"}}}},"encrypted_key":"6K","iv":"AxY8","ciphertext":"{A1}","tag":"Mz-V"}}"#
        ),
        // It breaks off: what there is can be shown.
        format!(r#"{{"payload":"{A1}","protected":"{protected}","signature":"Dt"#),
    ] {
        let detection = seen(&json);
        assert_eq!(detection.candidates.len(), 1, "{json}: {detection:?}");
        assert_eq!(detection.candidates[0].text, json);
        assert_eq!(detection.candidates[0].kind, JsonSerialization);
        assert_eq!(detection.key_material, None, "{json}");
        if json.ends_with('}') {
            check(&format!("\n {json}\n"), &json, JsonSerialization, &[CleanupKind::Whitespace]);
            check_all(&format!(r#"{{"id":1,"jws":{json},"x":[]}}"#), &[("jws", &json)]);
            check_all(&format!("12:00 got body={json} ok"), &[("body", &json)]);
            let escaped = serde_json::to_string(&json).unwrap();
            check_all(&format!(r#"{{"token":{escaped}}}"#), &[("token", &json)]);
            check(&escaped, &json, JsonSerialization, &[CleanupKind::JsonEscapes]);
        }
    }
    // A webhook's envelope is none.
    check_foreign(r#"{"payload":{"a":1},"signature":"sha256=00ff"}"#, "JSON without a token");
}

#[test]
fn selective_disclosure_is_kept_whole() {
    let issuer = token(r#"{"alg":"ES256","typ":"dc+sd-jwt"}"#, r#"{"_sd":["x"],"_sd_alg":"sha-256"}"#, 64);
    let first = encode(br#"["2GLC42sKQveCfGfryNRN9w", "given_name", "John"]"#);
    let second = encode(br#"["eluV5Og3gSNII8EYnsxA_A", "family_name", "Doe"]"#);
    let binding = token(r#"{"alg":"ES256","typ":"kb+jwt"}"#, r#"{"nonce":"1"}"#, 64);
    for text in [
        format!("{issuer}~"),
        format!("{issuer}~{first}~{second}~"),
        format!("{issuer}~{first}~{second}~{binding}"),
        format!("{issuer}~{first}~{second}"),
    ] {
        check(&text, &text, SdJwt, &[]);
        check_all(&format!("vp_token={text}&state=1"), &[("vp_token", &text)]);
        check_all(&format!(r#"{{"credential":"{text}"}}"#), &[("credential", &text)]);
        let lines = text.replace('~', "~\n");
        if lines.trim_end().contains('\n') {
            let detection = seen(&lines);
            assert_eq!(detection.candidates.len(), 1, "{lines}");
            assert_eq!(detection.candidates[0].text, text);
        }
    }
    check_all(&format!("{issuer}~{first}~\n{A1}"), &[("token 1", &format!("{issuer}~{first}~")), ("token 2", A1)]);
}

#[test]
fn detached_unsecured_and_unencoded_forms() {
    let (header, rest) = A1.split_once('.').unwrap();
    let signature = rest.rsplit('.').next().unwrap();
    let detached = format!("{header}..{signature}");
    check(&detached, &detached, CompactJws, &[]);
    check_all(&format!("x-jws-signature: {detached}"), &[("x-jws-signature", &detached)]);
    check_all(&format!("token is {UNSECURED} today"), &[("token", UNSECURED)]);
    // Four parts are none of its forms, whatever b64 says.
    let four = format!("{}.a.b.{signature}", encode(br#"{"alg":"HS256","b64":false,"crit":["b64"]}"#));
    check(&four, &four, Fragment, &[]);
    // RFC 7797 §4.2 with a payload that has everything but a dot.
    let unencoded =
        format!("{}.$ 02, \"a\"%2E\u{e9}.{signature}", encode(br#"{"alg":"HS256","b64":false,"crit":["b64"]}"#));
    check(&unencoded, &unencoded, CompactJws, &[]);
}
