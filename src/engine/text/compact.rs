//! What looks like a token, before anything of it is decoded.

/// Whether a text has the form of a JWS or JWE in compact serialization (RFC 7515 §7.1, RFC 7516 §7.1): three or five parts, the
/// first of which begins as JSON does in base64url.
pub(crate) fn is_compact(text: &str) -> bool {
    let is_of_token = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'=');
    text.starts_with("ey")
        && matches!(memchr::memchr_iter(b'.', text.as_bytes()).count(), 2 | 4)
        && text.bytes().all(is_of_token)
}
