//! JSON that means the same, as other programs write it: what was signed before somebody read the token and wrote it again.

use super::charset;
use super::signed::{LONGEST, compact};
use crate::engine::ground::json;
use crate::engine::jose::reason::JsonWriting;

/// Deeper JSON is not written again.
const DEEPEST: usize = 32;

/// What Go's `json.Marshal` escapes so that no browser takes it for HTML.
const HTML: [(&str, &str); 3] = [("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")];

/// The ways in which these bytes may have been written, each that differs from them.
pub(super) fn writings(bytes: &[u8]) -> Vec<(JsonWriting, Vec<u8>)> {
    if bytes.len() > LONGEST || !bytes.trim_ascii_start().starts_with(b"{") {
        return Vec::new();
    }
    let packed = compact(bytes);
    let mut out = vec![(JsonWriting::Spaced, spaced(&packed))];
    out.extend([2, 4].map(|blanks| (JsonWriting::Indented(blanks), indented(&packed, blanks))));
    if let Some(sorted) = sorted(bytes) {
        out.push((JsonWriting::SortedSpaced, spaced(&sorted)));
        out.push((JsonWriting::Sorted, sorted));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        of_strings(text, &mut out);
    }
    out.retain(|(_, written)| written != bytes);
    out
}

/// As Python's `json.dumps` writes it.
pub(super) fn spaced(packed: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(packed.len() + packed.len() / 4);
    outside_strings(packed, |byte, is_outside| {
        out.push(byte);
        if is_outside && matches!(byte, b',' | b':') {
            out.push(b' ');
        }
    });
    out
}

/// As `JSON.stringify(…, null, 2)` and most printers of JSON write it.
fn indented(packed: &[u8], blanks: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(2 * packed.len());
    let (mut depth, mut last) = (0_usize, 0_u8);
    outside_strings(packed, |byte, is_outside| {
        let line = |out: &mut Vec<u8>, depth: usize| {
            out.push(b'\n');
            out.extend(std::iter::repeat_n(b' ', blanks * depth.min(DEEPEST)));
        };
        let is_open = matches!(last, b'{' | b'[');
        if is_outside && matches!(byte, b'}' | b']') {
            depth = depth.saturating_sub(1);
            if !is_open {
                line(&mut out, depth);
            }
        } else if is_open {
            line(&mut out, depth);
        }
        out.push(byte);
        last = 0;
        if is_outside {
            match byte {
                b'{' | b'[' => {
                    depth += 1;
                    last = byte;
                }
                b',' => line(&mut out, depth),
                b':' => out.push(b' '),
                _ => {}
            }
        }
    });
    out
}

/// Tells each byte, and whether it is a sign of JSON's own outside of its strings.
pub(super) fn outside_strings(json: &[u8], mut tell: impl FnMut(u8, bool)) {
    let (mut in_string, mut is_escaped) = (false, false);
    for &byte in json {
        tell(byte, !in_string && byte != b'"');
        if is_escaped {
            is_escaped = false;
        } else if in_string && byte == b'\\' {
            is_escaped = true;
        } else if byte == b'"' {
            in_string = !in_string;
        }
    }
}

/// With the members of every object in the order of their names, without white space.
fn sorted(bytes: &[u8]) -> Option<Vec<u8>> {
    let document = json::scan(bytes, DEEPEST);
    let root = document.object().filter(|_| document.is_complete())?;
    Some(root.sorted_by(str::to_owned).into_bytes())
}

/// What programs write otherwise within strings: slashes, and what is not ASCII.
fn of_strings(text: &str, out: &mut Vec<(JsonWriting, Vec<u8>)>) {
    if text.contains('/') {
        let plain = text.replace("\\/", "/");
        out.push((JsonWriting::EscapedSlashes, plain.replace('/', "\\/").into_bytes()));
        out.push((JsonWriting::PlainSlashes, plain.into_bytes()));
    }
    if !text.is_ascii() {
        out.extend([false, true].map(|is_upper| (JsonWriting::EscapedUnicode, escaped(text, is_upper))));
        out.push((JsonWriting::Python, spaced(&compact(&escaped(text, false)))));
        if text.contains('/') {
            let slashed = text.replace("\\/", "/").replace('/', "\\/");
            out.push((JsonWriting::Php, escaped(&slashed, false)));
        }
        out.extend(charset::latin1(text).map(|mut written| (JsonWriting::Latin1, std::mem::take(&mut *written))));
    }
    if text.contains(['<', '>', '&']) {
        let escaped = HTML.iter().fold(text.to_owned(), |text, (plain, escape)| text.replace(*plain, escape));
        out.push((JsonWriting::EscapedHtml, escaped.into_bytes()));
    }
    let plain = HTML.iter().fold(text.to_owned(), |text, (plain, escape)| text.replace(*escape, plain));
    if plain != text {
        out.push((JsonWriting::PlainHtml, plain.into_bytes()));
    }
    // Behind a backslash of its own, what looks like an escape is text, and replacing it changes a claim.
    if text.contains('\\') {
        let read = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).ok();
        let own = read(text.as_bytes());
        out.retain(|(writing, bytes)| *writing == JsonWriting::Latin1 || own.is_some() && read(bytes) == own);
    }
    if text.contains("\\u") {
        out.extend(unescaped(text).map(|written| (JsonWriting::PlainUnicode, written.into_bytes())));
    }
}

fn escaped(text: &str, is_upper: bool) -> Vec<u8> {
    let mut out = String::with_capacity(2 * text.len());
    for character in text.chars() {
        if character.is_ascii() {
            out.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            out.push_str(&if is_upper { format!("\\u{unit:04X}") } else { format!("\\u{unit:04x}") });
        }
    }
    out.into_bytes()
}

/// With the characters themselves for escapes (`\u` and four digits), but for those of ASCII.
fn unescaped(text: &str) -> Option<String> {
    let (mut out, mut rest, mut units) = (String::with_capacity(text.len()), text, Vec::new());
    while let Some(at) = rest.find('\\') {
        let unit = rest.get(at + 2..at + 6).filter(|_| rest[at..].starts_with("\\u"));
        let unit = unit.and_then(|digits| u16::from_str_radix(digits, 16).ok()).filter(|unit| *unit >= 0x80);
        if at > 0 || unit.is_none() {
            out.push_str(&String::from_utf16(&std::mem::take(&mut units)).ok()?);
        }
        out.push_str(&rest[..at]);
        let taken = match unit {
            Some(unit) => {
                units.push(unit);
                at + 6
            }
            // An escape of two characters.
            None => {
                let next = rest[at + 1..].chars().next().map_or(0, char::len_utf8);
                out.push_str(&rest[at..at + 1 + next]);
                at + 1 + next
            }
        };
        rest = &rest[taken..];
    }
    out.push_str(&String::from_utf16(&units).ok()?);
    out.push_str(rest);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::writings;
    use crate::engine::jose::reason::JsonWriting;

    #[test]
    fn json_as_other_programs_write_it() {
        let written = |json: &str, writing: JsonWriting| {
            let all = writings(json.as_bytes());
            let found = all.into_iter().find(|(own, _)| *own == writing).map(|(_, bytes)| bytes);
            found.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
        };
        let json = r#"{"b":[1,{}],"a":"x, y: \"z\" {","c":{}}"#;
        assert_eq!(written(json, JsonWriting::Spaced), r#"{"b": [1, {}], "a": "x, y: \"z\" {", "c": {}}"#);
        assert_eq!(
            written(json, JsonWriting::Indented(2)),
            "{\n  \"b\": [\n    1,\n    {}\n  ],\n  \"a\": \"x, y: \\\"z\\\" {\",\n  \"c\": {}\n}"
        );
        assert_eq!(written(json, JsonWriting::Sorted), r#"{"a":"x, y: \"z\" {","b":[1,{}],"c":{}}"#);
        assert_eq!(written(r#"{"a":"x/y"}"#, JsonWriting::EscapedSlashes), r#"{"a":"x\/y"}"#);
        assert_eq!(written(r#"{"a":"x\/y"}"#, JsonWriting::PlainSlashes), r#"{"a":"x/y"}"#);
        assert_eq!(
            written("{\"a\":\"\u{e4}\u{1f600}\"}", JsonWriting::EscapedUnicode),
            r#"{"a":"\u00e4\ud83d\ude00"}"#
        );
        assert_eq!(
            written(r#"{"a":"\u00e4\ud83d\ude00 \\u00e4 \u0041"}"#, JsonWriting::PlainUnicode),
            "{\"a\":\"\u{e4}\u{1f600} \\\\u00e4 \\u0041\"}"
        );
        // Nothing else than it is, and no JSON.
        assert!(writings(b"{}").iter().all(|(_, written)| written != b"{}"));
        assert!(writings(b"text, text").is_empty());
        // Half of a pair is no character.
        assert_eq!(written(r#"{"a":"\ud83d"}"#, JsonWriting::PlainUnicode), "");
    }
}
