//! Percent-encoding (RFC 3986 §2.1), and the `+` of forms where it plainly stands for a blank.

use percent_encoding::percent_decode_str;
use zeroize::Zeroizing;

pub(super) fn applies(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'%', bytes)
        .any(|at| bytes.get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)))
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    // In a form a plus sign of the value itself is %2B.
    let is_form = text.contains("BEGIN+") || text.contains("Bearer+") || text.contains("bearer+");
    let text = if is_form { Zeroizing::new(text.replace('+', " ")) } else { Zeroizing::new(text.to_owned()) };
    let decoded = percent_decode_str(&text).decode_utf8().ok()?;
    Some(Zeroizing::new(decoded.into_owned()))
}
