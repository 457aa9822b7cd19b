//! Texts that are long, broken or meant to harm.

use super::*;
use crate::engine::detect::symbol::READ;

#[test]
fn text_beyond_the_limit() {
    let limits = Limits { text: 400, ..Limits::DEFAULT };
    let text = format!("{A1}\n{}€", "é".repeat(300));
    let detection = detect(&text, &limits);
    assert!(detection.truncated && detection.text_truncated);
    assert_eq!(detection.candidates[0].text, A1);
}

/// Two megabytes of each: work that grows with the square would never end.
#[test]
fn hostile_repetitions_are_bounded() {
    const LENGTH: usize = 2_000_000;
    for unit in [
        ".",
        "~",
        "=",
        "eyJ",
        "eyJ.",
        "eyJ ",
        "eyJ\n",
        "eyJ9.e30.\n",
        "eyJhbGciOiJIUzI1NiJ9 ",
        "eyJhbGciOiJIUzI1NiJ9\n",
        "e",
        "ZX",
        "ZX ",
        "ZXlK ",
        "\\",
        "\\\\n",
        "%25",
        "%2E",
        "{",
        "[",
        "{\"payload\":",
        "[{\"kty\":\"oct\",",
        "\"",
        "\"{\\\"",
        "{\"a\":\"{\\\"payload\\\":",
        "-----BEGIN ",
        "---- BEGIN x\n---- END x\n",
        "s.0=eyJ;",
        "a=",
        "\n",
        " ",
        "\u{200B}",
        "–",
        "…",
        "eyj.",
        "eyJ…",
        "eyJhbGciOiJub25lIiwiYjY0IjpmYWxzZX0.",
        "_token=",
        "a_token:bbbbbbb ",
        "://eyJ/",
        "s:eyJ9.a.b.c ",
        "eyJ:",
        "eyJ--",
        ",",
        "AAAA\n",
        "eyJhbGciOiJIUzI1NiJ9.\n",
        "eyJ9\n>",
    ] {
        let text = unit.repeat(LENGTH / unit.len());
        READ.with(|read| read.set(0));
        let detection = detect(&text, &Limits::DEFAULT);
        let read = READ.with(std::cell::Cell::get);
        assert!(detection.candidates.len() <= Limits::DEFAULT.candidates, "{unit:?}");
        // Each character is looked at a few times, whatever stands around it; what is quadratic besides would not end.
        assert!(read < 40 * LENGTH, "{unit:?}: {read} looks at {LENGTH} characters");
    }
}

#[test]
fn five_million_dots() {
    let dots = ".".repeat(5_000_000);
    let detection = detect(&dots, &Limits::DEFAULT);
    assert_eq!(detection.candidates.len(), 1);
    assert_eq!(detection.candidates[0].kind, Fragment);
    let behind = format!("eyJhbGciOiJIUzI1NiJ9{dots}");
    let detection = detect(&behind, &Limits::DEFAULT);
    assert_eq!(detection.candidates.len(), 1);
    assert_eq!(detection.candidates[0].text.len(), behind.len());
}

/// A small generator of the xorshift family: the same sequence in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

#[test]
fn any_text_is_safe_and_what_is_found_is_found_again() {
    let header = encode(br#"{"alg":"HS256"}"#);
    let unencoded = encode(br#"{"alg":"HS256","b64":false}"#);
    let jwe = encode(br#"{"alg":"dir","enc":"A128GCM"}"#);
    let pieces = [
        A1,
        JWE,
        UNSECURED,
        &header,
        &unencoded,
        &jwe,
        ".",
        "..",
        "...",
        "~",
        "=",
        "==",
        "+",
        "/",
        "-",
        "–",
        "…",
        "\u{200B}",
        "\u{FEFF}",
        " ",
        "\n",
        "\r\n",
        "\t",
        "> ",
        "\\n",
        "\\",
        "\\/",
        "\\u002e",
        "\\u00",
        "%2E",
        "%25",
        "%2",
        "%",
        "%%32E",
        "\"",
        "'",
        "“",
        "`",
        ",",
        ";",
        ":",
        "&",
        "#",
        "?",
        "{",
        "}",
        "[",
        "]",
        "{\"payload\":\"",
        "\"signature\":\"x\"",
        "\"protected\":",
        "{\"kty\":\"oct\"",
        "Bearer ",
        "Authorization: ",
        "Cookie: ",
        "s=",
        "s.0=",
        "s.1=",
        "access_token=",
        "refresh_token",
        "s:",
        "s%3A",
        "curl -H ",
        "https://a.example/",
        "eyJ",
        "eyj",
        "ZXlK",
        "abc",
        "Regards",
        "0123456789",
        "é",
        "€",
        "𝔘",
        "\u{202E}",
        "-----BEGIN ",
        "PRIVATE KEY-----",
        "-----END ",
        "gAAAA",
        "v4.public.",
        "--",
        "WyJ",
        "\u{0}",
        "ghp_",
        "=3D",
        "AAAAAAAAAAAAAAAA",
    ];
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for _ in 0..40_000 {
        let text: String = (0..random.below(9) + 1).map(|_| pieces[random.below(pieces.len())]).collect();
        seen(&text);
    }
    for _ in 0..4_000 {
        let bytes: Vec<u8> = (0..random.below(120)).map(|_| random.below(256) as u8).collect();
        seen(&String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn nothing_of_a_token_is_in_debug_output() {
    let detection = detect(&format!("Bearer {A1}"), &Limits::DEFAULT);
    assert!(!format!("{detection:?}").contains("eyJ"));
}

// What is below envelopes, and what is no token
