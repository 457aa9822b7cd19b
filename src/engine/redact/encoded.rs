//! Text in base64 within another: a file of variables in a Secret, settings in a member of JSON. What is masked in it is masked
//! there, and it is encoded again.

use super::Redactor;
use super::piece::Piece;
use super::text::{Places, around, wrapped};
use crate::engine::ground::base64url::decode_base64;
use crate::engine::ground::span::Span;
use data_encoding::{BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD};
use zeroize::Zeroizing;

/// Characters of base64 that are a text rather than a word.
const SHORTEST: usize = 32;
/// Characters of a line behind which base64 goes on in the next one.
const SHORTEST_LINE: usize = 40;

impl Redactor {
    /// A text that is base64 as a whole, masked within; `None`: it is none, or nothing in it is masked.
    pub(super) fn encoded_text(&mut self, text: &str) -> Option<Piece> {
        let bare = text.trim();
        let inner = readable(bare).filter(|_| self.depth < super::DEEPEST)?;
        let piece = self.deeper(|redactor| redactor.any_text(&inner));
        if piece.text == *inner {
            return None;
        }
        let is_padded = bare.ends_with('=');
        let encoding = match (bare.contains(['-', '_']), is_padded || bare.len().is_multiple_of(4)) {
            (false, true) => BASE64,
            (false, false) => BASE64_NOPAD,
            (true, _) if is_padded => BASE64URL,
            (true, _) => BASE64URL_NOPAD,
        };
        let encoded = encoding.encode(piece.text.as_bytes());
        Some(around(text, &piece.rewritten(encoded)))
    }

    /// The same of each run of base64 in a text.
    pub(super) fn encoded_in(&mut self, text: &str, places: &mut Places) {
        let bytes = text.as_bytes();
        let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(byte);
        let whole = text.trim().len();
        let mut at = 0;
        while let Some(start) = bytes.get(at..).and_then(|rest| rest.iter().position(is_digit)).map(|step| at + step) {
            let length = bytes[start..].iter().take_while(|byte| is_digit(byte)).count();
            at = start + length;
            if length < SHORTEST {
                continue;
            }
            let padding = bytes[at..].iter().take(2).take_while(|byte| **byte == b'=').count();
            let end = if padding == 0 && length >= SHORTEST_LINE { wrapped(text, at, length) } else { at + padding };
            let end = end + bytes[end..].iter().take(2).take_while(|byte| **byte == b'=' && padding == 0).count();
            at = end;
            let span = Span::new(start, end);
            // All of it was tried as a whole.
            if span.len() < whole
                && places.free(span) == [span]
                && let Some(piece) = span.of(text).and_then(|run| self.encoded_text(run))
            {
                places.add(span, piece);
            }
        }
    }
}

/// The text that is encoded there, if it may have values with names in it.
fn readable(text: &str) -> Option<Zeroizing<String>> {
    let digits = text.trim_end_matches('=');
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || b"+/-_\r\n".contains(&byte);
    if digits.len() < SHORTEST || text.len() - digits.len() > 2 || !digits.bytes().all(is_digit) {
        return None;
    }
    let bytes = decode_base64(text)?;
    let inner = std::str::from_utf8(bytes.expose()).ok()?;
    let is_text = |character: char| !character.is_control() || matches!(character, '\n' | '\r' | '\t');
    (inner.contains(['=', ':', '<', '@']) && inner.chars().all(is_text)).then(|| Zeroizing::new(inner.to_owned()))
}
