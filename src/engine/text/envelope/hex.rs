//! A text in hexadecimal: of SQL (`0x…`, `\x…`), of xxd -p in lines, with colons or blanks between the bytes.

use super::bytes::{self, Text};
use zeroize::Zeroizing;

/// Fewer digits are an identifier or a hash of something.
const SHORTEST: usize = 48;

pub(super) fn applies(text: &str) -> bool {
    let bytes = text.as_bytes();
    let whole = text.trim().bytes().all(is_written) && text.bytes().filter(u8::is_ascii_hexdigit).count() >= SHORTEST;
    whole || words(bytes).next().is_some()
}

fn is_written(byte: u8) -> bool {
    byte.is_ascii_hexdigit() || byte.is_ascii_whitespace() || matches!(byte, b':' | b'-' | b'x' | b'X' | b'\\' | b',')
}

/// Where words of nothing but hexadecimal digits stand, long enough and of whole bytes.
fn words(bytes: &[u8]) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let length = bytes[at..].iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
            let start = at;
            at += length.max(1);
            let is_edge = |byte: Option<&u8>| {
                byte.is_none_or(|byte| {
                    !byte.is_ascii_alphanumeric() && !matches!(byte, b'.' | b'_' | b'-' | b'+' | b'/')
                })
            };
            let before = match start.checked_sub(1).map(|before| bytes[before]) {
                Some(b'x' | b'X') => start.checked_sub(3).map(|before| &bytes[before]),
                _ => start.checked_sub(1).map(|before| &bytes[before]),
            };
            if length >= SHORTEST && length.is_multiple_of(2) && is_edge(bytes.get(at)) && is_edge(before) {
                return Some((start, at));
            }
        }
        None
    })
}

pub(super) fn open(text: &str) -> Option<Text> {
    let trimmed = text.trim();
    if trimmed.bytes().all(is_written) {
        let bare = trimmed.replace("\\x", "").replace("0x", "").replace("0X", "");
        let digits: Zeroizing<Vec<u8>> = Zeroizing::new(bare.bytes().filter(u8::is_ascii_hexdigit).collect());
        drop(Zeroizing::new(bare));
        if digits.len().is_multiple_of(2) {
            let decoded: Zeroizing<Vec<u8>> = Zeroizing::new(digits.chunks(2).filter_map(bytes::pair).collect());
            return Some(bytes::text_or_base64(&decoded));
        }
    }
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let (mut from, mut form) = (0, None);
    for (start, end) in words(text.as_bytes()) {
        let digits = text.get(start..end)?.as_bytes();
        let decoded: Zeroizing<Vec<u8>> = Zeroizing::new(digits.chunks(2).filter_map(bytes::pair).collect());
        let Some(inner) = bytes::text_of(&decoded) else { continue };
        let before = text.get(from..start)?;
        out.push_str(before.strip_suffix("0x").or_else(|| before.strip_suffix("\\x")).unwrap_or(before));
        out.push_str(&inner.text);
        form = form.or(inner.form);
        from = end;
    }
    if from == 0 {
        return None;
    }
    out.push_str(text.get(from..)?);
    Some(Text { text: out, form })
}
