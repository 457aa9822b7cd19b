//! A secret's text in the character sets that programs take each other's texts for.

use crate::engine::ground::secret::of_characters;
use zeroize::Zeroizing;

/// The characters of Windows-1252 from 0x80 to 0x9f (WHATWG Encoding, index windows-1252); the five bytes without one stay
/// what they are.
const WINDOWS_1252: [char; 32] = [
    '\u{20ac}', '\u{81}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2c6}', '\u{2030}',
    '\u{160}', '\u{2039}', '\u{152}', '\u{8d}', '\u{17d}', '\u{8f}', '\u{90}', '\u{2018}', '\u{2019}', '\u{201c}',
    '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2dc}', '\u{2122}', '\u{161}', '\u{203a}', '\u{153}', '\u{9d}',
    '\u{17e}', '\u{178}',
];

/// The bytes taken for Latin-1, a character each, and for Windows-1252, where that is another text.
pub(super) fn taken_for_latin(bytes: &[u8]) -> Vec<Zeroizing<String>> {
    let latin1 = of_characters(2 * bytes.len(), bytes.iter().map(|byte| char::from(*byte)));
    let windows = bytes.iter().map(|byte| match byte {
        0x80..=0x9f => WINDOWS_1252.get(usize::from(*byte) - 0x80).copied().unwrap_or_default(),
        _ => char::from(*byte),
    });
    let windows = of_characters(3 * bytes.len(), windows);
    if latin1 == windows { vec![latin1] } else { vec![latin1, windows] }
}

/// The text in Latin-1, where it has nothing else.
pub(super) fn latin1(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    of_bytes(text, |character| u8::try_from(u32::from(character)).ok())
}

/// The text in Windows-1252, where it has nothing else.
pub(super) fn windows_1252(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    of_bytes(text, |character: char| match WINDOWS_1252.iter().position(|own| *own == character) {
        Some(place) => u8::try_from(0x80 + place).ok(),
        None => u8::try_from(u32::from(character)).ok(),
    })
}

/// The text of bytes that are UTF-16: behind a byte order mark, or where zero bytes say so, of which UTF-8 has none.
pub(super) fn from_utf16(bytes: &[u8]) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let first = pairs.first().filter(|_| rest.is_empty())?;
    let (from, marked): (fn([u8; 2]) -> u16, bool) = match first {
        [0xff, 0xfe] => (u16::from_le_bytes, true),
        [0xfe, 0xff] => (u16::from_be_bytes, true),
        [_, 0] => (u16::from_le_bytes, false),
        [0, _] => (u16::from_be_bytes, false),
        _ => return None,
    };
    let units: Vec<u16> = pairs.iter().skip(usize::from(marked)).map(|pair| from(*pair)).collect();
    String::from_utf16(&units).ok()
}

/// The byte of each character, in one allocation.
fn of_bytes(text: &str, byte: impl Fn(char) -> Option<u8>) -> Option<Zeroizing<Vec<u8>>> {
    let mut out = Zeroizing::new(Vec::with_capacity(text.len()));
    for character in text.chars() {
        out.push(byte(character)?);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{from_utf16, latin1, taken_for_latin, windows_1252};

    #[test]
    fn utf16_is_known_by_its_mark_or_its_zero_bytes() {
        assert_eq!(from_utf16(b"\xff\xfea\0\xe4\0").as_deref(), Some("a\u{e4}"));
        assert_eq!(from_utf16(b"\xfe\xff\0a").as_deref(), Some("a"));
        assert_eq!(from_utf16(b"{\0}\0").as_deref(), Some("{}"));
        assert_eq!(from_utf16(b"\0{\0}").as_deref(), Some("{}"));
        for other in [&b"{}"[..], b"", b"a", b"\xff\xfea", b"\xff\xfe\0\xd8"] {
            assert_eq!(from_utf16(other), None, "{other:?}");
        }
    }

    #[test]
    fn there_and_back() {
        let euro = "\u{20ac}5 \u{e4}";
        assert_eq!(windows_1252(euro).unwrap().as_slice(), b"\x805 \xe4");
        assert_eq!(latin1(euro), None);
        let texts = |bytes: &[u8]| taken_for_latin(bytes).iter().map(|text| text.to_string()).collect::<Vec<_>>();
        assert_eq!(texts("\u{e4}".as_bytes()), ["\u{c3}\u{a4}"]);
        let garbled = texts("\u{20ac}".as_bytes());
        assert_eq!(garbled, ["\u{e2}\u{82}\u{ac}", "\u{e2}\u{201a}\u{ac}"]);
        for text in &garbled {
            let bytes = [latin1(text), windows_1252(text)];
            assert!(bytes.iter().flatten().any(|bytes| bytes.as_slice() == "\u{20ac}".as_bytes()), "{text}");
        }
    }
}
