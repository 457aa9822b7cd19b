//! The dots between the parts of a token, lost or turned into another sign: where header and payload end is told by their
//! JSON.

use crate::engine::ground::base64url;
use zeroize::Zeroizing;

/// Longest part that is read.
const LONGEST: usize = 64 * 1024;
/// Characters between two parts.
const WIDEST: usize = 8;
/// Characters of the shortest signature: HS256's has 43.
const SHORTEST: usize = 40;
/// What is written for a dot.
const SEPARATORS: [&str; 19] = [
    ".", "..", ",", ";", ":", "|", "[.]", "(.)", "\u{b7}", "\u{2022}", "\u{3002}", "\u{ff0e}", "\u{2024}", "\u{2219}",
    "\u{22c5}", // A list of the parts.
    "', '", "\", \"", "','", "\",\"",
];
/// Beginnings that are looked at.
const MOST: usize = 8;

pub(super) fn applies(text: &str) -> bool {
    text.contains("eyJ") && text.len() >= 2 * SHORTEST
}

const fn is_core(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

fn length(text: &str) -> usize {
    text.bytes().take_while(|byte| is_core(*byte)).count()
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    text.match_indices("eyJ").take(MOST).find_map(|(at, _)| {
        let is_start = !text[..at].bytes().next_back().is_some_and(is_core);
        let (token, end) = is_start.then(|| joined(&text[at..])).flatten()?;
        let mut out = Zeroizing::new(text[..at].to_owned());
        out.push_str(&token);
        out.push_str(&text[at + end..]);
        Some(out)
    })
}

/// The token with its dots, and where it ends in `text`.
fn joined(text: &str) -> Option<(Zeroizing<String>, usize)> {
    let header = object(text)?;
    // RFC 7516 §7.1 has empty parts of its own.
    if base64url::decode(&text[..header]).bytes.windows(5).any(|bytes| bytes == b"\"enc\"") {
        return None;
    }
    let (first, rest) = between(&text[header..])?;
    let payload = object(rest)?;
    let (second, signature) = between(&rest[payload..])?;
    let end = length(signature);
    if first == "." && second == "." || end < SHORTEST {
        return None;
    }
    let token = Zeroizing::new(format!("{}.{}.{}", &text[..header], &rest[..payload], &signature[..end]));
    Some((token, text.len() - signature.len() + end))
}

/// What stands between two parts, and what follows. Padding and the signs of other alphabets are no separator: that a part
/// ends with them is a fault of the token.
fn between(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().take(WIDEST + 1).take_while(|byte| !is_core(*byte)).count();
    let (separator, rest) = text.split_at_checked(end)?;
    let is_one = SEPARATORS.contains(&separator.trim()) || separator.trim().is_empty();
    (end <= WIDEST && is_one).then_some((separator, rest))
}

/// Characters of base64url at the beginning that are a JSON object and no more.
fn object(text: &str) -> Option<usize> {
    let run = &text[..length(text).min(LONGEST)];
    if !run.starts_with("ey") {
        return None;
    }
    let bytes = base64url::decode(run).bytes;
    let (mut depth, mut in_string, mut is_escaped) = (0_usize, false, false);
    for (index, &byte) in bytes.iter().enumerate() {
        if is_escaped {
            is_escaped = false;
        } else if in_string {
            is_escaped = byte == b'\\';
            in_string = byte != b'"';
        } else {
            match byte {
                b'"' => in_string = true,
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.checked_sub(1)?,
                _ => {}
            }
            if depth == 0 {
                let end = (4 * (index + 1)).div_ceil(3);
                return run.get(..end).filter(|part| base64url::decode(part).is_strict()).map(str::len);
            }
        }
    }
    None
}
