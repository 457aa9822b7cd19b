use super::{ENVELOPES, EnvelopeKind, Work, search};

/// A token whose parts are base64url as they should be.
const TOKEN: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1c2VyLTE3IiwibmFtZSI6IkFkYSJ9.DZA_WU0MaKyjjew4fhTUkc8QucTZaY-c6GyyPp5bug0";

/// The layers below which the token itself stands.
fn layers(text: &str) -> Option<Vec<EnvelopeKind>> {
    search(text, &Work::of(text.len()), |inner, layers| {
        inner.contains(TOKEN).then(|| layers.iter().map(|layer| layer.kind).collect())
    })
}

fn encode(text: &str) -> String {
    data_encoding::BASE64.encode(text.as_bytes())
}

fn lines(text: &str, width: usize, between: &str) -> String {
    let pieces: Vec<&str> = text.as_bytes().chunks(width).map(|chunk| std::str::from_utf8(chunk).unwrap()).collect();
    pieces.join(between)
}

#[test]
fn every_envelope_is_taken_off() {
    use EnvelopeKind::*;
    let hex = data_encoding::HEXLOWER.encode(TOKEN.as_bytes());
    let numbers: Vec<String> = TOKEN.bytes().map(|byte| byte.to_string()).collect();
    let percent: String = TOKEN.replace('.', "%2E");
    let shc: String = TOKEN.bytes().map(|byte| format!("{:02}", byte - 45)).collect();
    // hexdump without options: words of two bytes, the second first, and a zero byte at the end where there is none.
    let even = [TOKEN.as_bytes(), b"\0"].concat();
    assert!(even.len().is_multiple_of(2));
    let swapped: String = even
        .chunks(16)
        .enumerate()
        .map(|(row, chunk)| {
            let words = chunk.chunks(2).map(|pair| format!(" {:02x}{:02x}", pair[1], pair[0]));
            format!("{:07x}{}\n", row * 16, words.collect::<String>())
        })
        .collect();
    let dump: String = TOKEN
        .as_bytes()
        .chunks(16)
        .enumerate()
        .map(|(row, chunk)| {
            let groups: Vec<String> = chunk.chunks(2).map(|pair| data_encoding::HEXLOWER.encode(pair)).collect();
            format!("{:08x}: {:<40} {}\n", row * 16, groups.join(" "), String::from_utf8_lossy(chunk))
        })
        .collect();
    for (text, expected) in [
        (lines(TOKEN, 75, "=\r\n"), QuotedPrintable),
        (TOKEN.replace('.', "&#x2E;"), HtmlEntities),
        (TOKEN.replace('.', "&period;"), HtmlEntities),
        (lines(TOKEN, 80, "<wbr>"), HtmlTags),
        (lines(TOKEN, 80, "</span><span class=\"x\">"), HtmlTags),
        (percent, Percent),
        (TOKEN.replace('.', "\\u002e"), JsonString),
        (format!("[{}]", numbers.join(", ")), ByteList),
        (format!("{{\"type\":\"Buffer\",\"data\":[{}]}}", numbers.join(",")), ByteList),
        (format!("<Buffer {}>", lines(&hex, 2, " ")), ByteList),
        (encode(&format!("{{\"access_token\":\"{TOKEN}\"}}")), Base64),
        (lines(&encode(&format!("user=ada\u{1}auth=Bearer {TOKEN}\u{1}\u{1}")), 76, "\n"), Base64),
        (hex.clone(), Hexadecimal),
        (lines(&hex, 60, "\n"), Hexadecimal),
        (lines(&hex, 2, ":"), Hexadecimal),
        (format!("SELECT 0x{hex};"), Hexadecimal),
        (dump, HexDump),
        (lines(TOKEN, 64, "\n# ").replace("eyJhbGci", "# eyJhbGci").replace("\n# ", "\n"), LinePrefix),
        (
            format!(
                "{{{}}}",
                numbers
                    .iter()
                    .enumerate()
                    .map(|(index, number)| format!("\"{index}\":{number}"))
                    .collect::<Vec<_>>()
                    .join(",")
            ),
            ByteList,
        ),
        (TOKEN.bytes().map(|byte| format!("\\{byte:03o}")).collect(), JsonString),
        (TOKEN.bytes().map(|byte| format!("\\x{byte:02x}")).collect(), JsonString),
        (swapped, HexDump),
        (lines(TOKEN, 64, "\" & vbCrLf & _\n    \""), StringPieces),
        (lines(TOKEN, 64, "\" +\n    \""), StringPieces),
        (lines(TOKEN, 64, "\u{1B}[0m\u{1B}[31m"), TerminalColours),
        (lines(TOKEN, 40, "\u{200B}"), Typography),
        (format!("shc:/{shc}"), HealthCard),
    ] {
        // What is in front of lines was left out of the first in making the text above.
        if expected == LinePrefix {
            let text = format!("# {}", lines(TOKEN, 64, "\n# "));
            let found = search(&text, &Work::of(text.len()), |inner, layers| {
                (inner.replace('\n', "") == TOKEN).then(|| layers[0].kind)
            });
            assert_eq!(found, Some(LinePrefix));
            continue;
        }
        assert_eq!(layers(&text), Some(vec![expected]), "{text}");
    }
}

#[test]
fn layers_compose() {
    use EnvelopeKind::{Base64, JsonString, Percent, QuotedPrintable};
    let twice = TOKEN.replace('.', "%252E");
    assert_eq!(layers(&twice), Some(vec![Percent, Percent]));
    let json = encode(&encode(&format!("{{\"t\":\"{TOKEN}\"}}")));
    assert_eq!(layers(&json), Some(vec![Base64, Base64]));
    let mail = lines(&TOKEN.replace('.', "%2E"), 70, "=\n");
    let found = layers(&mail).unwrap();
    assert!(found.len() == 2 && found.contains(&Percent) && found.contains(&QuotedPrintable), "{found:?}");
    let string = format!("\"{}\"", TOKEN.replace('.', "\\\\u002e"));
    assert_eq!(layers(&string), Some(vec![JsonString, JsonString]));
}

#[test]
fn objects_of_programs_become_json() {
    let json = |text: &str| super::printed_object(text).map(|text| text.to_string());
    for (text, expected) in [
        ("{'a': 'b', 'c': [1, True, None]}", r#"{"a":"b","c":[1,true,null]}"#),
        ("{\n  kty: 'RSA',\n  n: 'ab' +\n    'cd',\n}", r#"{"kty":"RSA","n":"abcd"}"#),
        ("{\"a\"=>\"b\", :c=>\"d\"}", r#"{"a":"b","c":"d"}"#),
        ("const k = { a: 1 /* one */, // two\n b: \"x\" };", r#"{"a":1,"b":"x"}"#),
        ("callback({'keys':[{\"kty\":\"EC\"}]});", r#"{"keys":[{"kty":"EC"}]}"#),
        ("map[kty:RSA n:a-b_c e:AQAB]", r#"{"kty":"RSA","n":"a-b_c","e":"AQAB"}"#),
        ("{kty=RSA, e=AQAB}", r#"{"kty":"RSA","e":"AQAB"}"#),
        ("@{kty='RSA'; e='AQAB'}", r#"{"kty":"RSA","e":"AQAB"}"#),
        ("Array\n(\n    [kty] => RSA\n    [e] => AQAB\n)\n", r#"{"kty":"RSA","e":"AQAB"}"#),
        ("array('kty' => 'RSA', 'x' => array('y' => 'z'))", r#"{"kty":"RSA","x":{"y":"z"}}"#),
        ("['kty' => 'RSA']", r#"{"kty":"RSA"}"#),
        ("array(1) {\n  [\"kty\"]=>\n  string(3) \"RSA\"\n}", r#"{"kty":"RSA"}"#),
    ] {
        assert_eq!(json(text).as_deref(), Some(expected), "{text}");
    }
    for none in ["{\"a\":1}", "text (of no object)", "{", "fn f() { return 1 }", "if (a) { b }", ""] {
        assert_eq!(json(none), None, "{none}");
    }
}

#[test]
fn nothing_that_is_no_text_comes_out_and_the_work_has_an_end() {
    for text in [
        "prose, and nothing else: nobody wrapped it",
        "",
        "%",
        "=\n",
        "&#;",
        "{{{{[[[[",
        "\\",
        "<Buffer >",
        "shc:/1/2/3",
    ] {
        assert_eq!(layers(text), None, "{text}");
    }
    // A text that every envelope takes for its own, again and again.
    let nasty = "%25=3D&amp;<b>\\u005c[101,101]\n".repeat(4000);
    let work = Work::of(nasty.len());
    let mut calls = 0;
    let found = search(&nasty, &work, |_, _| -> Option<()> {
        calls += 1;
        None
    });
    assert_eq!(found, None);
    assert!(calls <= super::PASSES, "{calls}");
    for envelope in ENVELOPES {
        let _ = (envelope.open)(&nasty);
    }
}

#[test]
fn compressed_bytes_are_unpacked_within_the_limit() {
    use std::io::Write;
    let packed = |text: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    };
    let text = data_encoding::BASE64.encode(&packed(TOKEN.as_bytes()));
    assert_eq!(layers(&text), Some(vec![EnvelopeKind::Base64, EnvelopeKind::Form]));
    assert!(super::text_of(&packed(&vec![b'a'; 1_000_000])).is_none(), "a bomb is not unpacked");
}
