//! Bytes as the text that they are: UTF-8, UTF-16 or UTF-32 with or without a mark, compressed with gzip or zlib.

use flate2::read::{DeflateDecoder, GzDecoder, ZlibDecoder};
use std::io::Read;
use zeroize::Zeroizing;

/// Inflated bytes that are taken.
const INFLATED: u64 = 250_000;

/// A text, and how it was written.
pub(crate) struct Text {
    pub(crate) text: Zeroizing<String>,
    /// What had to be undone for it.
    pub(crate) form: Option<Form>,
}

impl From<Zeroizing<String>> for Text {
    fn from(text: Zeroizing<String>) -> Self {
        Self { text, form: None }
    }
}

impl Text {
    /// What had to be undone for it, in the middle of a sentence: "read as UTF-16".
    pub(crate) fn note(&self) -> Option<&'static str> {
        self.form.map(|form| form.note)
    }
}

/// How the bytes of a text are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    note: &'static str,
    /// The same at the beginning of a sentence.
    pub(super) words: &'static str,
}

const GZIP: Form = Form { note: "unpacked with gzip", words: "Unpacked with gzip" };
const ZLIB: Form = Form { note: "unpacked with zlib", words: "Unpacked with zlib" };
const DEFLATE: Form = Form { note: "unpacked with DEFLATE", words: "Unpacked with DEFLATE" };
const MARKED: Form = Form { note: "read without its byte order mark", words: "Read without its byte order mark" };
const UTF_16: Form = Form { note: "read as UTF-16", words: "Read as UTF-16" };
const UTF_32: Form = Form { note: "read as UTF-32", words: "Read as UTF-32" };

/// The byte that two digits stand for.
pub(super) fn pair(digits: &[u8]) -> Option<u8> {
    match digits {
        [high, low] => {
            let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
            Some(digit(high)? << 4 | digit(low)?)
        }
        _ => None,
    }
}

/// The text, or base64 of the bytes where they are none: what reads base64 of a key file goes on with it.
pub(super) fn text_or_base64(bytes: &[u8]) -> Text {
    let encoded = || Text { text: Zeroizing::new(data_encoding::BASE64.encode(bytes)), form: None };
    text_of(bytes).unwrap_or_else(encoded)
}

/// The text of a file that a token or a message is in.
pub(crate) fn of_file(bytes: &[u8]) -> Option<Text> {
    let plain = std::str::from_utf8(bytes).ok().map(|text| Text { text: Zeroizing::new(text.to_owned()), form: None });
    let is_plain = plain.is_some() && !bytes.contains(&0) && !bytes.starts_with(b"\xEF\xBB\xBF");
    // A mark alone, or blanks, are a text with nothing in it.
    let blank = || decoded(bytes).filter(|(text, _)| text.trim().is_empty()).map(|(text, form)| Text { text, form });
    if is_plain { plain } else { text_of(bytes).or(plain).or_else(blank) }
}

/// `bytes` as a text without control characters that no text has; `None` for anything else.
pub(crate) fn text_of(bytes: &[u8]) -> Option<Text> {
    let (bytes, packed) = match bytes {
        [0x1F, 0x8B, 8, ..] => (inflated(GzDecoder::new(bytes))?, Some(GZIP)),
        [0x78, 0x01 | 0x5E | 0x9C | 0xDA, ..] if std::str::from_utf8(bytes).is_err() => {
            (inflated(ZlibDecoder::new(bytes))?, Some(ZLIB))
        }
        _ => (Zeroizing::new(bytes.to_vec()), None),
    };
    let Some((text, form)) = decoded(&bytes) else {
        // Raw DEFLATE has no mark: it is tried where the bytes are nothing else.
        let reader = Some(bytes.as_slice()).filter(|bytes| may_be_deflate(bytes)).map(DeflateDecoder::new)?;
        let inner = inflated(reader).filter(|inner| inner.len() > bytes.len())?;
        let text = String::from_utf8(inner.to_vec()).ok().map(Zeroizing::new)?;
        let is_text = text.bytes().all(|byte| (0x20..0x7f).contains(&byte) || matches!(byte, b'\t' | b'\n' | b'\r'));
        return is_text.then_some(Text { text, form: Some(DEFLATE) });
    };
    // SASL (RFC 7628 §3.1) separates with 0x01, a terminal's escape sequences begin with 0x1B.
    let is_text = |byte: u8| byte >= 0x20 && byte != 0x7F || matches!(byte, b'\t' | b'\n' | b'\r' | 1 | 0x1B | 0x0C);
    (text.bytes().all(is_text) && !text.trim().is_empty()).then_some(Text { text, form: packed.or(form) })
}

/// Whether the first block may be one of DEFLATE (RFC 1951 §3.2.3, §3.2.4): to begin with it takes more work than most texts.
fn may_be_deflate(bytes: &[u8]) -> bool {
    match bytes {
        [first, rest @ ..] => match (first >> 1 & 0b11, rest) {
            (0b00, [low, high, inverse @ ..]) => inverse.starts_with(&[!low, !high]),
            (0b00 | 0b11, _) => false,
            _ => true,
        },
        [] => false,
    }
}

fn inflated(reader: impl Read) -> Option<Zeroizing<Vec<u8>>> {
    let mut out = Zeroizing::new(Vec::new());
    reader.take(INFLATED + 1).read_to_end(&mut out).ok()?;
    (out.len() as u64 <= INFLATED).then_some(out)
}

fn decoded(bytes: &[u8]) -> Option<(Zeroizing<String>, Option<Form>)> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        let text = std::str::from_utf8(rest).ok()?;
        return Some((Zeroizing::new(text.to_owned()), Some(MARKED)));
    }
    let (rest, width, is_little) = match bytes {
        [0xFF, 0xFE, 0, 0, rest @ ..] => (rest, 4, true),
        [0, 0, 0xFE, 0xFF, rest @ ..] => (rest, 4, false),
        [0xFF, 0xFE, rest @ ..] => (rest, 2, true),
        [0xFE, 0xFF, rest @ ..] => (rest, 2, false),
        // Without a mark: ASCII characters whose other bytes are zero.
        [0x20..0x7F, 0, 0, 0, 0x20..0x7F, 0, 0, 0, ..] => (bytes, 4, true),
        [0, 0, 0, 0x20..0x7F, 0, 0, 0, 0x20..0x7F, ..] => (bytes, 4, false),
        [0x20..0x7F, 0, 0x20..0x7F, 0, 0x20..0x7F, 0, ..] => (bytes, 2, true),
        [0, 0x20..0x7F, 0, 0x20..0x7F, 0, 0x20..0x7F, ..] => (bytes, 2, false),
        _ => return std::str::from_utf8(bytes).ok().map(|text| (Zeroizing::new(text.to_owned()), None)),
    };
    if !rest.len().is_multiple_of(width) {
        return None;
    }
    let numbers = rest.chunks(width).map(|unit| {
        let add = |number: u32, byte: &u8| number << 8 | u32::from(*byte);
        if is_little { unit.iter().rev().fold(0, add) } else { unit.iter().fold(0, add) }
    });
    let text: Option<String> = if width == 2 {
        char::decode_utf16(numbers.map(|number| number as u16)).collect::<Result<_, _>>().ok()
    } else {
        numbers.map(char::from_u32).collect()
    };
    let text = Zeroizing::new(text?);
    let form = if width == 2 { UTF_16 } else { UTF_32 };
    // Without a mark it is a guess: what it gives must be plain.
    let is_marked = rest.len() < bytes.len();
    (is_marked || text.is_ascii() || text.contains("BEGIN ")).then_some((text, Some(form)))
}

#[cfg(test)]
mod tests {
    use super::{DEFLATE, may_be_deflate, text_of};
    use flate2::Compression;
    use flate2::write::DeflateEncoder;
    use std::io::Write as _;

    #[test]
    fn what_deflate_writes_is_tried() {
        for text in ["", "a", "{}", "<samlp:AuthnRequest ID=\"a\"/>", &"a text that is longer, ".repeat(500)] {
            for level in 0..=9 {
                let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(level));
                encoder.write_all(text.as_bytes()).unwrap();
                let packed = encoder.finish().unwrap();
                assert!(may_be_deflate(&packed), "level {level} of {text:.20}");
                // Below its own length and where the bytes are no text.
                if packed.len() < text.len() && std::str::from_utf8(&packed).is_err() {
                    assert!(text_of(&packed).is_some_and(|read| read.form == Some(DEFLATE) && *read.text == text));
                }
            }
        }
        for bytes in [&b"\x07\xff"[..], b"\x06\xff", b"\x00", b"\x01\x05\x00\x05\x00abcde"] {
            assert!(!may_be_deflate(bytes), "{bytes:?}");
        }
    }
}
