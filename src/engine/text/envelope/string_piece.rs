//! A string literal of source code in pieces: `"eyJ…" +`, `'…' .`, `"…" & _`, `"…" \`, or just one behind the other.

use zeroize::Zeroizing;

/// What programs call a line break.
const BREAKS: [&[u8]; 6] =
    [b"vbCrLf", b"vbLf", b"vbNewLine", b"Environment.NewLine", b"PHP_EOL", b"System.lineSeparator()"];

pub(super) fn applies(text: &str) -> bool {
    text.contains(['"', '\'', '`']) && text.contains(['\n', '|', '.', '+', '&', ','])
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let bytes = text.as_bytes();
    // Elsewhere a comma stands between values of their own.
    let is_list = ["concat", "CONCAT", ".join("].iter().any(|name| text.contains(name));
    let (mut from, mut at) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        if matches!(byte, b'"' | b'\'' | b'`')
            && let Some(next) = next_piece(bytes, at, is_list)
        {
            out.push_str(text.get(from..at)?);
            from = next;
            at = next;
        } else {
            at += 1;
        }
    }
    if from == 0 {
        return None;
    }
    out.push_str(text.get(from..)?);
    Some(out)
}

/// Where the next piece begins whose quotation mark follows the one at `at`: on another line, or behind a sign that joins.
fn next_piece(bytes: &[u8], at: usize, is_list: bool) -> Option<usize> {
    let (mut next, mut breaks, mut signs) = (at + 1, 0, 0);
    while let Some(&byte) = bytes.get(next) {
        match byte {
            b'\n' => breaks += 1,
            b' ' | b'\t' | b'\r' => {}
            b'+' | b'.' | b'&' | b'_' | b'\\' | b'^' | b'|' => signs += 1,
            b',' if is_list => signs += 1,
            // A line break by its name, between two pieces.
            _ => match BREAKS.iter().find(|word| bytes[next..].starts_with(word)) {
                Some(word) => next += word.len() - 1,
                None => break,
            },
        }
        // A few signs, and not more than a screen's width of indentation.
        if signs > 3 || breaks > 2 || next > at + 400 {
            return None;
        }
        next += 1;
    }
    // Python's marks of bytes and raw strings.
    if matches!(bytes.get(next), Some(b'b' | b'r' | b'f' | b'u')) {
        next += 1;
    }
    (breaks + signs > 0 && bytes.get(next) == bytes.get(at)).then_some(next + 1)
}
