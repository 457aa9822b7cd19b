//! A text as a list of the numbers of its bytes: JSON of a Node buffer, Go's, Java's and Rust's prints, `<Buffer 65 79>`.

use super::bytes::{self, Text};
use zeroize::Zeroizing;

/// Fewer are no token and no key.
const SHORTEST: usize = 16;

pub(super) fn applies(text: &str) -> bool {
    text.contains(['[', '{', '(', '<']) && text.bytes().filter(u8::is_ascii_digit).take(SHORTEST).count() == SHORTEST
}

pub(super) fn open(text: &str) -> Option<Text> {
    let mut out = Zeroizing::new(String::new());
    let (mut from, mut at, mut form) = (0, 0, None);
    while let Some(step) = text.get(at..).and_then(|rest| rest.find(['[', '{', '(', '<'])) {
        let start = at + step;
        at = start + 1;
        let Some((end, decoded)) = list(text, start) else { continue };
        let mut before = text.get(from..start)?;
        let mut behind = end;
        // All of {"type":"Buffer","data":[…]} is the value.
        if let Some(at) =
            before.rfind('{').filter(|&at| before[at..].contains("\"Buffer\"") && before[at..].contains("\"data\""))
        {
            before = &before[..at];
            let rest = text.get(end..)?;
            behind = end + rest.len() - rest.trim_start().strip_prefix('}').unwrap_or(rest).len();
        }
        // What is given for a list is no longer than it.
        if from == 0 {
            out.reserve_exact(text.len());
        }
        out.push_str(before);
        let read = bytes::text_or_base64(&decoded);
        form = form.or(read.form);
        let inner = read.text;
        let is_quoted = inner.bytes().all(|byte| byte != b'"' && byte != b'\\' && byte >= 0x20);
        if is_quoted {
            out.push('"');
        }
        out.push_str(&inner);
        if is_quoted {
            out.push('"');
        }
        from = behind;
        at = behind;
    }
    if from == 0 {
        return None;
    }
    out.push_str(text.get(from..)?);
    Some(Text { text: out, form })
}

/// How long the index in front of a value is, if the next one is this: `"0":`.
fn index_before(text: &str, index: usize) -> usize {
    let quotes = usize::from(text.starts_with('"'));
    let digits = text[quotes..].bytes().take(9).take_while(u8::is_ascii_digit).count();
    let rest = &text[quotes + digits..];
    let behind = if quotes == 1 { rest.strip_prefix('"') } else { Some(rest) };
    let is_index = text.get(quotes..quotes + digits).and_then(|digits| digits.parse().ok()) == Some(index);
    match behind.and_then(|behind| behind.trim_start().strip_prefix(':')).filter(|_| is_index) {
        Some(value) => text.len() - value.trim_start().len(),
        None => 0,
    }
}

/// The bytes of the list that opens at `start`, and where it ends. They are counted first: a list that grows leaves copies
/// behind.
pub(crate) fn list(text: &str, start: usize) -> Option<(usize, Zeroizing<Vec<u8>>)> {
    let mut count = 0;
    each(text, start, |_| count += 1).filter(|_| count >= SHORTEST)?;
    let mut out = Zeroizing::new(Vec::with_capacity(count));
    let end = each(text, start, |byte| out.push(byte))?;
    Some((end, out))
}

/// Gives each byte of the list that opens at `start`, and says where it ends.
fn each(text: &str, start: usize, mut give: impl FnMut(u8)) -> Option<usize> {
    let inside = text.get(start + 1..)?;
    let close = match text.as_bytes().get(start)? {
        b'[' => b']',
        b'{' => b'}',
        b'(' => b')',
        _ => b'>',
    };
    let (skip, is_hexadecimal) = match inside.strip_prefix("Buffer ") {
        Some(_) if close == b'>' => (7, true),
        _ if close == b'>' => return None,
        _ => (0, false),
    };
    let bytes = inside.as_bytes();
    let (mut at, mut count) = (skip, 0);
    loop {
        while matches!(bytes.get(at), Some(b' ' | b',' | b'\n' | b'\r' | b'\t')) {
            at += 1;
        }
        if bytes.get(at) == Some(&close) {
            break;
        }
        // JSON of a Uint8Array: {"0":101,"1":121}
        if close == b'}' {
            at += index_before(inside.get(at..)?, count);
        }
        let length =
            bytes.get(at..)?.iter().take(6).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
        let word = inside.get(at..at + length)?;
        let number = match word.strip_prefix("0x").or_else(|| word.strip_prefix("0X")) {
            Some(digits) => i32::from_str_radix(digits, 16).ok()?,
            None if is_hexadecimal => i32::from_str_radix(word, 16).ok()?,
            None => word.parse().ok()?,
        };
        // Java counts bytes from -128.
        give(u8::try_from(if (-128..0).contains(&number) { number + 256 } else { number }).ok()?);
        (at, count) = (at + length, count + 1);
    }
    Some(start + 1 + at + 1)
}
