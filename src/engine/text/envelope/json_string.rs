//! The inside of a string of JSON or of source code, with its backslashes.

use zeroize::Zeroizing;

pub(super) fn applies(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'\\', bytes).any(|at| {
        matches!(bytes.get(at + 1), Some(b'"' | b'\'' | b'\\' | b'/' | b'n' | b'r' | b't' | b'u' | b'x' | b'0'..=b'3'))
    })
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    let inside = text.trim();
    let unquoted = ['"', '\''].iter().find_map(|quote| inside.strip_prefix(*quote)?.strip_suffix(*quote));
    Some(unescaped(unquoted.unwrap_or(text)))
}

/// What is between the quotation marks of a string, as the program reads it.
pub(crate) fn unescaped(text: &str) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        let number = |length: usize| {
            let digits = behind.get(1..1 + length)?;
            u32::from_str_radix(digits, 16).ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
        };
        let (character, length) = match behind.as_bytes().first() {
            Some(b'n') => (Some('\n'), 1),
            Some(b'r') => (Some('\r'), 1),
            Some(b't') => (Some('\t'), 1),
            Some(&byte @ (b'"' | b'\'' | b'\\' | b'/' | b'`')) => (Some(char::from(byte)), 1),
            // Three octal digits, as a shell or C writes them.
            Some(b'0'..=b'3') => {
                let octal = behind.get(..3).filter(|digits| digits.bytes().all(|byte| (b'0'..=b'7').contains(&byte)));
                (octal.and_then(|digits| u32::from_str_radix(digits, 8).ok()).and_then(char::from_u32), 3)
            }
            Some(b'u') => (number(4).and_then(char::from_u32), 5),
            Some(b'x') => (number(2).and_then(char::from_u32), 3),
            _ => (None, 0),
        };
        match character {
            Some(character) => {
                out.push(character);
                rest = &behind[length..];
            }
            None => {
                out.push('\\');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}
