//! Base64 or base64url of a text: a Kubernetes secret, a cookie of Supabase, SASL, Basic credentials, docker's auth.

use super::bytes::{self, Text};
use crate::engine::ground::base64url;
use zeroize::Zeroizing;

/// Fewer characters hold nothing that is looked for.
const SHORTEST: usize = 24;

pub(super) fn applies(text: &str) -> bool {
    words(text).next().is_some()
}

/// A word of base64 in the text: where it stands, with what announces it, and its characters.
struct Word<'a> {
    start: usize,
    end: usize,
    characters: &'a str,
}

const fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_')
}

fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let start = at;
            at += bytes[at..].iter().take_while(|byte| is_base64(**byte)).count();
            if at == start {
                at += 1;
                continue;
            }
            let mut end = at;
            // Lines of the same length, the last one shorter.
            let width = end - start;
            let mut last = width;
            while width >= 60 && last == width {
                let next = end + bytes[end..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                let next_end = next + bytes[next..].iter().take_while(|byte| is_base64(**byte)).count();
                if next == end || next_end == next || next_end - next > width {
                    break;
                }
                last = next_end - next;
                end = next_end;
            }
            let padding = bytes[end..].iter().take(3).take_while(|byte| **byte == b'=').count();
            at = end;
            // Parts of a token are not looked into, and neither is `name=value`.
            let before = start.checked_sub(1).map(|before| bytes[before]);
            let behind = bytes.get(end + padding);
            if matches!(before, Some(b'.' | b'~'))
                || matches!(behind, Some(b'.' | b'~'))
                    && !bytes[end + padding + 1..].first().is_none_or(u8::is_ascii_whitespace)
            {
                continue;
            }
            if padding > 0 && behind.is_some_and(|byte| is_base64(*byte)) {
                continue;
            }
            let word = text.get(start..end)?;
            // Supabase, in a cookie.
            let characters = word.strip_prefix("base64-").unwrap_or(word);
            if characters.len() < SHORTEST {
                continue;
            }
            return Some(Word { start, end: end + padding, characters });
        }
        None
    })
}

pub(super) fn open(text: &str) -> Option<Text> {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let (mut from, mut form) = (0, None);
    for word in words(text) {
        let plain: Zeroizing<String> =
            Zeroizing::new(word.characters.chars().filter(|character| !character.is_whitespace()).collect());
        let decoded = base64url::decode(&plain);
        let decoded_bytes = Zeroizing::new(decoded.bytes);
        let is_base64 = decoded.faults.iter().all(|fault| {
            matches!(fault.kind, base64url::FaultKind::StandardAlphabet | base64url::FaultKind::TrailingBits)
        });
        let Some(inner) = is_base64.then(|| bytes::text_of(&decoded_bytes)).flatten() else { continue };
        let before = text.get(from..word.start)?;
        let before =
            ["base64:", "base64,", "did:jwk:"].iter().find_map(|mark| before.strip_suffix(mark)).unwrap_or(before);
        out.push_str(before);
        out.push_str(&inner.text);
        form = form.or(inner.form);
        from = word.end;
    }
    if from == 0 {
        return None;
    }
    out.push_str(text.get(from..)?);
    Some(Text { text: out, form })
}
