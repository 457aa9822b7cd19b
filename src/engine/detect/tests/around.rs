//! What stands around a token and below an envelope, and what stands in its place.

use super::*;

pub(super) fn lines(text: &str, width: usize, between: &str) -> String {
    let pieces: Vec<&str> = text.as_bytes().chunks(width).map(|chunk| std::str::from_utf8(chunk).unwrap()).collect();
    pieces.join(between)
}

/// The one token of the input, and the envelopes that were taken off.
#[track_caller]
fn below(input: &str, expected: &str) -> Vec<super::super::EnvelopeKind> {
    let detection = seen(input);
    let texts: Vec<&str> = detection.candidates.iter().map(|candidate| candidate.text.as_str()).collect();
    assert_eq!(texts, [expected], "in {input:?}");
    let cleaned = &detection.candidates[0].cleaned;
    cleaned
        .iter()
        .filter_map(|cleanup| match cleanup.kind {
            CleanupKind::Envelope(kind) => Some(kind),
            _ => None,
        })
        .collect()
}

#[test]
fn a_token_below_envelopes_is_found_and_each_is_listed() {
    use super::super::EnvelopeKind::*;
    let token = rs256();
    let base64 = |text: &str| data_encoding::BASE64.encode(text.as_bytes());
    let session = format!("{{\"access_token\":\"{token}\",\"token_type\":\"bearer\",\"user\":{{\"id\":\"1\"}}}}");
    let numbers: Vec<String> = token.bytes().map(|byte| byte.to_string()).collect();
    let (one, two) = session.split_at(120);
    let pieces = encode(format!("{one}{two}").as_bytes());
    let (first, second) = pieces.split_at(200);
    let cases: [(String, &[super::super::EnvelopeKind]); 16] = [
        (format!("Hi,\r\nsee https://a.example/?token=3D{}&x=3D1\r\n", lines(&token, 60, "=\r\n")), &[QuotedPrintable]),
        (format!("<input name=\"id_token\" value=\"{}\"/>", token.replace('.', "&#x2E;")), &[HtmlEntities]),
        (format!("<code>{}</code>", lines(&token, 100, "<wbr>")), &[HtmlTags]),
        (
            format!(
                "https://a.example/cb?next=https%253A%252F%252Fb.example%253Ftoken%253D{}",
                token.replace('.', "%252E")
            ),
            &[Percent],
        ),
        (format!("sb-x-auth-token=base64-{}", encode(session.as_bytes())), &[Base64]),
        (format!("Cookie: a=1; sb-x-auth-token.0=base64-{first}; sb-x-auth-token.1={second}"), &[CookieChunks, Base64]),
        (format!("AUTHENTICATE XOAUTH2 {}", base64(&format!("user=a@b\u{1}auth=Bearer {token}\u{1}\u{1}"))), &[Base64]),
        (format!("Authorization: Basic {}", base64(&format!("oauth2accesstoken:{token}"))), &[Base64]),
        (format!("{{\"auths\":{{\"r.example\":{{\"auth\":\"{}\"}}}}}}", base64(&format!("user:{token}"))), &[Base64]),
        (data_encoding::HEXLOWER.encode(token.as_bytes()), &[Hexadecimal]),
        (format!("{{\"type\":\"Buffer\",\"data\":[{}]}}", numbers.join(",")), &[ByteList]),
        (format!("{token}%\n"), &[ShellMark]),
        (format!("  token\n--------\n {}\n(1 row)\n", lines(&token, 70, "+\n ")), &[Psql]),
        (format!("const t = \"{}\";", lines(&token, 70, "\" +\n  \"")), &[StringPieces]),
        (format!("{{'access_token': '{}'}}", lines(&token, 70, "' +\n  '")), &[StringPieces]),
        (lines(&token, 70, "\u{1B}[0m\u{1B}[1m"), &[TerminalColours]),
    ];
    for (input, expected) in cases {
        assert_eq!(below(&input, &token), expected, "{input}");
    }
    let python = format!("{{'protected': '{}', 'payload': 'e30', 'signature': 'AAAA'}}", encode(br#"{"alg":"HS256"}"#));
    let detection = seen(&python);
    assert_eq!(detection.candidates[0].kind, JsonSerialization, "{detection:?}");
}

#[test]
fn what_is_not_wrapped_is_not_unwrapped() {
    let whole = rs256();
    let cut = &whole[..whole.len() - 30];
    // A token that is cut stays what it is; prose, code and logs stay without one.
    let detection = seen(&format!("log: {cut}%20 &amp; \\n"));
    assert_eq!(detection.candidates.len(), 1);
    assert!(!detection.candidates[0].cleaned.iter().any(|cleanup| matches!(cleanup.kind, CleanupKind::Envelope(_))));
    for text in [
        "The quick brown fox jumps over the lazy dog, 100% of the time.",
        "fn main() { let x = [1, 2, 3]; println!(\"{x:?}\"); }",
        "2026-11-29T01:20:00Z INFO request id=7f3a0b12 path=/a%20b status=200 {\"a\": 1}",
        "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old line\n+new line\n",
        "00000000: 4865 6c6c 6f2c 2077 6f72 6c64 2120 4865  Hello, world! He\n00000010: 6c6c 6f2c 2077 6f72 6c64 2120 4865 6c6c  llo, world! Hell\n",
        "SGVsbG8sIHdvcmxkISBUaGlzIGlzIG9ubHkgYSB0ZXh0IGluIGJhc2U2NC4=",
        "name: value\nlist:\n- a\n- b\n",
        "<html><body><p>a &amp; b</p></body></html>",
    ] {
        assert_eq!(seen(text).candidates, [], "{text}");
        assert_eq!(seen(text).key_material, None, "{text}");
    }
}

#[test]
fn blanks_that_were_plus_signs_keep_their_place() {
    let header = encode(br#"{"alg":"RS256"}"#);
    let payload = encode(br#"{"sub":"1"}"#);
    let bytes: Vec<u8> = (0..256_u32).map(|index| (index * 251 % 255) as u8 | 0xF8).collect();
    let signature = data_encoding::BASE64_NOPAD.encode(&bytes);
    assert!(signature.contains('+'));
    let input = format!("{header}.{payload}.{}", signature.replace('+', " "));
    let detection = seen(&input);
    assert_eq!(detection.candidates[0].text, format!("{header}.{payload}.{signature}"));
    assert_eq!(detection.candidates[0].cleaned[0].kind, CleanupKind::PlusSigns);
    // Prose behind a token is none of it.
    let prose = format!("{A1} and here it ends");
    assert_eq!(seen(&prose).candidates[0].text, A1);
}

#[test]
fn keys_in_the_token_box_are_keys_however_they_are_wrapped() {
    let private = r#"{"kty":"EC","crv":"P-256","x":"yZ5w","y":"kDHP","d":"hwU5"}"#;
    let public = r#"{"kty":"EC","crv":"P-256","x":"yZ5w","y":"kDHP"}"#;
    for (text, kind, is_private) in [
        (format!("did:jwk:{}", encode(private.as_bytes())), KeyHintKind::Jwk, true),
        (format!("did:jwk:{}", encode(public.as_bytes())), KeyHintKind::Jwk, false),
        (encode(private.as_bytes()), KeyHintKind::Jwk, true),
        (data_encoding::BASE64.encode(format!("{{\"keys\":[{private}]}}").as_bytes()), KeyHintKind::JwkSet, true),
        (
            data_encoding::BASE64.encode(b"-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n"),
            KeyHintKind::Pem,
            true,
        ),
        ("-----BEGIN%20PRIVATE%20KEY-----%0AMIIB%0A-----END%20PRIVATE%20KEY-----".to_owned(), KeyHintKind::Pem, true),
    ] {
        let detection = seen(&text);
        assert_eq!(detection.candidates, [], "{text}");
        let key = detection.key_material.unwrap_or_else(|| panic!("{text}: no key"));
        assert_eq!((key.kind, key.private), (kind, is_private), "{text}");
        assert!(key.span.of(&text).is_some());
    }
    // The key in a header that was cut belongs to the token.
    let cut = encode(format!(r#"{{"alg":"ES256","jwk":{public}}}"#).as_bytes());
    assert_eq!(seen(&cut).key_material, None);
}

#[test]
fn what_stands_where_a_token_should_is_named() {
    for text in [
        "Authorization: Bearer undefined\n",
        "Authorization: Bearer null",
        "Bearer None",
        "Authorization: Bearer [object Object]",
        "Bearer [object Promise]",
        "Authorization: Bearer {{access_token}}",
        "Authorization: Bearer $TOKEN",
        "Authorization: Bearer ${process.env.TOKEN}",
        "Bearer ${{ secrets.TOKEN }}",
        "Bearer %TOKEN%",
        "Bearer <token>",
        "Bearer <your access token>",
        "YOUR_ACCESS_TOKEN_HERE",
        "curl -H \"Authorization: Bearer $ACCESS_TOKEN\" https://a.example/",
        "{\"access_token\": \"undefined\", \"expires_in\": 3600}",
        "https://a.example/cb?access_token=undefined&state=1",
        "<%= token %>",
        "xxxxxxxxxxxx",
    ] {
        let foreign = seen(text).foreign.unwrap_or_else(|| panic!("{text} has no name"));
        assert_eq!(foreign.kind, ForeignKind::Placeholder, "{text}: {foreign:?}");
        assert!(!foreign.advice.is_empty(), "{text}");
    }
    assert_eq!(seen("Authorization: Bearer ").foreign.unwrap().kind, ForeignKind::Placeholder);
    for (text, name) in [
        ("<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>", "Web page"),
        ("HTTP/1.1 302 Found\r\nLocation: /login\r\n\r\n<html><title>Moved</title></html>", "Web page"),
        (
            r#"{"error":"invalid_grant","error_description":"AADSTS70008: The refresh token has expired."}"#,
            "OAuth error response",
        ),
        (r#"{"error":{"code":"InvalidAuthenticationToken","message":"Lifetime validation failed"}}"#, "Error response"),
        (r#"{"error":{"code":401,"message":"No credentials","status":"UNAUTHENTICATED"}}"#, "Error response"),
        (r#"{"timestamp":"2027-01-01T00:00:00","status":401,"error":"Unauthorized","path":"/api"}"#, "Error response"),
        (
            r#"{"error":"invalid_grant","error_description":"AADSTS1","timestamp":"2027-01-01 00:00:00Z"}"#,
            "OAuth error response",
        ),
        (
            r#"WWW-Authenticate: Bearer realm="a", error="invalid_token", error_description="expired""#,
            "OAuth error response",
        ),
        ("https://c.example/cb?error=access_denied&error_description=No+way&state=x", "OAuth error response"),
        ("https://c.example/cb?code=SplxlOBeZQQYbYS6WxSbIA&state=xyz", "Authorization code"),
        (r#"{"issuer":"https://i.example","jwks_uri":"https://i.example/jwks"}"#, "OpenID or OAuth metadata"),
        (r#"{"message":"Unauthorized"}"#, "Response without a token"),
        (r#"{"active":false}"#, "Introspection response"),
        (
            "0.AXoAv4j5cvGGr0GRqy180BHbR9b4sqvPyT1QqUqJf4k.AgABAwEAAABVrSpeuWamRam2jAF1XRQEAwDs_wUA9P8aaaQ",
            "Microsoft Entra refresh token or authorization code",
        ),
        (
            "Fe26.2**0cdd607945dd1dffb7da0b0bf5f1a7daa6218cbae14cac51dcbd91fb077aeb5b*aOZLCKLhCt0D5IU1qLTtYw*g0ilNDlQ3TsdFUqJCqAm9iL7Wa60H7eYcHL_5oP136TOJREkS3BzheDC1dlxz5oJ**05b8943049af490e913bbc3a2485bee2aaf7b823f4c41d0ff0b7c168371a3772*R8yscVdTBRMdsoVbdDiFmUL8zb-c3PQLGJn4Y8C-AqI",
            "Iron sealed value (Fe26.2)",
        ),
        ("HC1:NCFOXN%TS3DH3ZSUZK+.V0ETD%65NL-AH-R6IOOK.IR9B+9D/G21CE*OS", "EU Digital COVID Certificate (HC1)"),
        ("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", "Decentralized identifier (DID)"),
    ] {
        check_foreign(text, name);
        let foreign = seen(text).foreign.unwrap();
        assert!(!foreign.words().ends_with('.') && !foreign.words().contains(".."), "{}", foreign.words());
    }
    let said = seen(r#"{"error":"invalid_grant","error_description":"It has expired."}"#).foreign.unwrap();
    assert_eq!(said.explanation, "invalid_grant: It has expired");
    // A description cannot steer the terminal.
    let hostile = seen("{\"error\":\"x\",\"error_description\":\"\\u001b[31mred\\u202e\"}").foreign.unwrap();
    assert!(!hostile.explanation.contains(['\u{1B}', '\u{202E}']));
}

#[test]
fn tokens_are_called_what_stands_beside_them() {
    let (one, two) = (rs256(), es256());
    for (text, names) in [
        (
            format!(r#"{{"values":[{{"key":"access_token","value":"{one}"}},{{"key":"id_token","value":"{two}"}}]}}"#),
            ["access_token", "id_token"],
        ),
        (format!(r#"[{{"value":"{one}","name":"a"}},{{"value":"{two}","name":"b"}}]"#), ["a", "b"]),
        (
            format!(
                r#"{{"x-accesstoken-y":{{"secret":"{one}","credentialType":"AccessToken"}},"z":{{"secret":"{two}","credentialType":"IdToken"}}}}"#
            ),
            ["AccessToken", "IdToken"],
        ),
        (
            format!(r#"{{"access_token":{{"value":"{one}"}},"id_token":{{"value":"{two}"}}}}"#),
            ["access_token", "id_token"],
        ),
        (
            format!(
                "CognitoIdentityServiceProvider.4abc.user.idToken\t{one}\nCognitoIdentityServiceProvider.4abc.user.accessToken\t{two}\n"
            ),
            ["idToken", "accessToken"],
        ),
        (format!("access_token | {one}\nid_token     | {two}\n"), ["access_token", "id_token"]),
    ] {
        check_all(&text, &[(names[0], &one), (names[1], &two)]);
    }
    let push = seen(&format!("Authorization: vapid t={two}, k=BMmecIb4"));
    assert_eq!((push.candidates[0].label.as_str(), push.candidates[0].notes[0].kind), ("vapid", NoteKind::KeyBeside));
    let twice = check(
        &format!("Authorization: Bearer Bearer {A1}"),
        A1,
        CompactJws,
        &[CleanupKind::Scheme, CleanupKind::Header],
    );
    assert_eq!(twice.cleaned[0].count, 2);
}

#[test]
fn what_spoilt_a_token_is_named() {
    let whole = es256();
    let groups: Vec<&str> = whole.as_bytes().chunks(8).map(|group| std::str::from_utf8(group).unwrap()).collect();
    for (text, name) in [
        (groups.join(" "), "Token with spaces in it"),
        (format!("\u{2026}{}", &whole[4..]), "End of a token"),
        (whole.replacen('e', "\u{435}", 1), "Token with a letter of another script"),
        ("no token at all".to_owned(), "Text without a token"),
    ] {
        let detection = detect(&text, &Limits::DEFAULT);
        let foreign = detection.foreign.as_ref().expect("something else");
        assert_eq!(foreign.name, name, "{text}");
    }
}

/// A field and a part are called by their names, wherever these are and however they are quoted.
#[test]
fn a9_fields_and_parts_of_forms() {
    let part = |head: &str| format!("--X\r\n{head}\r\n\r\n{A1}\r\n--X--\r\n");
    let fields = [
        format!("<INPUT type='hidden' NAME='id_token' VALUE='{A1}'/>"),
        format!("<input name=id_token type=hidden value={A1}>"),
        format!("<input value=\"{A1}\" type=\"hidden\" name=\"id_token\">"),
        format!("<meta name=\"id_token\"\n content=\"{A1}\">"),
        serde_json::json!({"content": {"text": format!("<form><input name=\"id_token\" value=\"{A1}\"/></form>")}})
            .to_string(),
    ];
    let parts = [
        part("Content-Disposition: form-data; name=\"id_token\""),
        part("content-disposition: form-data; name=id_token\r\nContent-Type: text/plain"),
        part("Content-Disposition: form-data; name=\"id_token\"").replace("\r\n", "\n"),
        serde_json::json!({"postData": {"text": part("Content-Disposition: form-data; name=\"id_token\"")}})
            .to_string(),
    ];
    for text in fields.iter().chain(&parts) {
        check_all(text, &[("id_token", A1)]);
    }
    for escape in ["\\u0026", "\\x26"] {
        check_all(&format!("location = \"https://c.example/#a=b{escape}id_token={A1}\""), &[("id_token", A1)]);
    }
    // That of another part, of another tag, in a text.
    for text in [
        part("Content-Disposition: form-data; name=\"id_token\"\r\n\r\nfirst line"),
        format!("<input name=\"id_token\"> value\n\n{A1}"),
    ] {
        check_all(&text, &[("token", A1)]);
    }
}
