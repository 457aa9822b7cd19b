//! base64url (RFC 4648 §5, RFC 7515 §2 and Appendix C): strict where a verdict depends on it, lenient where a person
//! wants to read what is there, and always able to say which byte is wrong.

use super::secret::SecretBytes;
use super::span::Span;
use data_encoding::BASE64URL_NOPAD;
use zeroize::Zeroizing;

/// In which way a text is not base64url as RFC 7515 §2 demands it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FaultKind {
    /// `=` at the end.
    Padding,
    /// `+` or `/`: the alphabet of standard base64.
    StandardAlphabet,
    /// A space, tab or line break.
    Whitespace,
    /// A character of no base64 alphabet.
    Foreign,
    /// The number of characters is 1 more than a multiple of 4: no bytes encode to this.
    Length,
    /// The last character carries bits that must be zero (RFC 4648 §3.5).
    TrailingBits,
}

/// One fault and the characters it concerns, as bytes of the encoded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    pub kind: FaultKind,
    /// Where, in the encoded text.
    pub span: Span,
}

/// What came out: as many bytes as can be had, and everything that is wrong with the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The bytes; where the text is faulty, those of the characters that could be read.
    pub bytes: Vec<u8>,
    /// Empty exactly if the text is canonical base64url. At most [`MAX_FAULTS`] are kept.
    pub faults: Vec<Fault>,
}

/// Adjoining faults of one kind are one; beyond this many the rest is not listed.
pub const MAX_FAULTS: usize = 32;

impl Decoded {
    /// Whether the text is canonical base64url: the only form a verdict may rest on.
    pub fn is_strict(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Decodes `text`, never failing.
pub fn decode(text: &str) -> Decoded {
    if let Ok(bytes) = BASE64URL_NOPAD.decode(text.as_bytes()) {
        return Decoded { bytes, faults: Vec::new() };
    }
    explain(text)
}

/// Canonical base64url of `bytes`, without padding.
pub fn encode(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

/// The characters of a canonical encoding that carry the decoded bytes `decoded`, within a text of `encoded_len`.
///
/// A character carries bits of up to two bytes, so the ends are rounded outwards.
pub fn encoded_span(decoded: Span, encoded_len: usize) -> Span {
    let start = decoded.start / 3 * 4 + decoded.start % 3;
    let end = decoded.end / 3 * 4 + if decoded.end.is_multiple_of(3) { 0 } else { decoded.end % 3 + 1 };
    Span::new(start.min(encoded_len), end.min(encoded_len))
}

/// The slow path: reads what can be read and collects what is wrong.
fn explain(text: &str) -> Decoded {
    let mut faults: Vec<Fault> = Vec::new();
    let mut add = |kind: FaultKind, span: Span| {
        if let Some(last) = faults.last_mut()
            && last.kind == kind
            && last.span.end == span.start
        {
            last.span.end = span.end;
        } else if faults.len() < MAX_FAULTS {
            faults.push(Fault { kind, span });
        }
    };
    let unpadded = text.trim_end_matches('=');
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 3);
    let (mut buffer, mut bits, mut symbols, mut last_symbol) = (0_u32, 0_u32, 0_usize, Span::default());
    for (offset, character) in unpadded.char_indices() {
        let span = Span::new(offset, offset + character.len_utf8());
        let value = match character {
            'A'..='Z' => character as u32 - u32::from(b'A'),
            'a'..='z' => character as u32 - u32::from(b'a') + 26,
            '0'..='9' => character as u32 - u32::from(b'0') + 52,
            '-' => 62,
            '_' => 63,
            '+' | '/' => {
                add(FaultKind::StandardAlphabet, span);
                if character == '+' { 62 } else { 63 }
            }
            '=' => {
                add(FaultKind::Padding, span);
                continue;
            }
            ' ' | '\t' | '\r' | '\n' => {
                add(FaultKind::Whitespace, span);
                continue;
            }
            _ => {
                add(FaultKind::Foreign, span);
                continue;
            }
        };
        symbols += 1;
        last_symbol = span;
        buffer = buffer << 6 | value;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((buffer >> bits) as u8);
            buffer &= (1 << bits) - 1;
        }
    }
    if symbols % 4 == 1 {
        add(FaultKind::Length, last_symbol);
    } else if buffer != 0 {
        add(FaultKind::TrailingBits, last_symbol);
    }
    if unpadded.len() < text.len() {
        add(FaultKind::Padding, Span::new(unpadded.len(), text.len()));
    }
    Decoded { bytes, faults }
}

/// Standard base64 or base64url, padded or not, with whitespace inside. `None` where it is neither. Bits left over in the
/// last character are dropped, as OpenSSL does.
pub(crate) fn decode_base64(text: &str) -> Option<SecretBytes> {
    let mut plain = Zeroizing::new(String::with_capacity(text.len()));
    for c in text.chars() {
        match c {
            '+' => plain.push('-'),
            '/' => plain.push('_'),
            c if c.is_ascii_whitespace() => {}
            c => plain.push(c),
        }
    }
    let unpadded = plain.trim_end_matches('=');
    let decoded = decode(unpadded);
    let bytes = SecretBytes::new(decoded.bytes);
    let usable = decoded.faults.iter().all(|fault| fault.kind == FaultKind::TrailingBits);
    (usable && plain.len() - unpadded.len() <= 2).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{FaultKind, decode, encode, encoded_span};
    use crate::engine::ground::span::Span;

    fn kinds(text: &str) -> Vec<FaultKind> {
        decode(text).faults.iter().map(|fault| fault.kind).collect()
    }

    /// RFC 7515 Appendix C: the bytes 3, 236, 255, 224, 193 encode to "A-z_4ME".
    #[test]
    fn rfc7515_appendix_c() {
        assert_eq!(encode(&[3, 236, 255, 224, 193]), "A-z_4ME");
        let decoded = decode("A-z_4ME");
        assert!(decoded.is_strict());
        assert_eq!(decoded.bytes, [3, 236, 255, 224, 193]);
    }

    #[test]
    fn every_fault_is_named_and_the_bytes_still_come_out() {
        assert_eq!(kinds("A-z_4ME="), [FaultKind::Padding]);
        assert_eq!(kinds("A+z/4ME"), [FaultKind::StandardAlphabet, FaultKind::StandardAlphabet]);
        assert_eq!(kinds("A-z_\r\n4ME"), [FaultKind::Whitespace]);
        assert_eq!(kinds("A-z_4MF"), [FaultKind::TrailingBits]);
        assert_eq!(kinds("A-z_4"), [FaultKind::Length]);
        assert_eq!(kinds("A-z_4M€E"), [FaultKind::Foreign]);
        for text in ["A-z_4ME=", "A+z/4ME", "A-z_\r\n4ME", "A-z_4MF", "A-z_4M€E"] {
            assert_eq!(decode(text).bytes, [3, 236, 255, 224, 193], "{text}");
        }
        assert_eq!(decode("A-z_4M€E").faults[0].span, Span::new(6, 9));
    }

    #[test]
    fn a_span_of_bytes_becomes_the_characters_that_carry_them() {
        // "abc" "def": bytes 0..3 are characters 0..4; byte 1 alone is carried by characters 1 and 2.
        assert_eq!(encoded_span(Span::new(0, 3), 8), Span::new(0, 4));
        assert_eq!(encoded_span(Span::new(3, 6), 8), Span::new(4, 8));
        assert_eq!(encoded_span(Span::new(1, 2), 8), Span::new(1, 3));
        assert_eq!(encoded_span(Span::new(0, 1), 2), Span::new(0, 2));
    }

    #[test]
    fn encode_then_decode_gives_the_bytes_back() {
        for length in 0..70_u8 {
            let bytes: Vec<u8> = (0..length).map(|i| i.wrapping_mul(37)).collect();
            let decoded = decode(&encode(&bytes));
            assert!(decoded.is_strict());
            assert_eq!(decoded.bytes, bytes);
        }
    }
}
