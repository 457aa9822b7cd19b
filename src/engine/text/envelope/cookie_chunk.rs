//! A cookie in pieces, `name.0`, `name.1` …, whose value as a whole is base64: in a header, a table, or a browser's export.

use zeroize::Zeroizing;

/// Pieces that are joined at most.
const PIECES: usize = 64;

pub(super) fn applies(text: &str) -> bool {
    text.contains(".0=") || text.contains(".0\t") || text.contains(".0\"")
}

/// A piece: where its name begins, and its value.
struct Piece<'a> {
    name: &'a str,
    start: usize,
    value: &'a str,
}

const fn is_value(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'%' | b'=' | b'+' | b'/')
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    let first = (text.match_indices(".0").take(64)).find_map(|(at, _)| piece(text, at))?;
    let mut joined = Zeroizing::new(first.value.to_owned());
    for number in 1..PIECES {
        let wanted = format!("{}.{number}", first.name);
        let next = text.match_indices(&wanted).take(8).find_map(|(at, _)| piece(text, at + first.name.len()));
        match next.filter(|next| next.name == first.name) {
            Some(next) => joined.push_str(next.value),
            None if number == 1 => return None,
            None => break,
        }
    }
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    out.push_str(&text[..first.start]);
    out.push_str(first.name);
    out.push('=');
    out.push_str(&joined);
    out.push('\n');
    Some(out)
}

/// The piece whose number stands behind the dot at `dot`.
fn piece(text: &str, dot: usize) -> Option<Piece<'_>> {
    let bytes = text.as_bytes();
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let length = bytes[..dot].iter().rev().take(128).take_while(is_name).count();
    let name = text.get(dot - length..dot).filter(|name| !name.is_empty())?;
    let number = bytes.get(dot + 1..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let behind = text.get(dot + 1 + number..)?;
    // `=`, a tab, or `", "value": "`.
    let value = behind
        .strip_prefix('=')
        .or_else(|| behind.strip_prefix('\t'))
        .or_else(|| {
            let rest = behind.strip_prefix('"')?.trim_start();
            let rest = rest.strip_prefix(',').map_or(rest, str::trim_start);
            let rest = rest.strip_prefix("\"value\"").map_or(rest, str::trim_start);
            rest.strip_prefix(':')?.trim_start().strip_prefix('"')
        })?
        .trim_start_matches('"');
    let length = value.bytes().take_while(|byte| is_value(*byte)).count();
    (length > 0).then(|| Piece { name, start: dot - name.len(), value: &value[..length] })
}
