//! A secret's text in the character sets that programs take each other's texts for.

/// The characters of Windows-1252 from 0x80 to 0x9f (WHATWG Encoding, index windows-1252); the five bytes without one stay
/// what they are.
const WINDOWS_1252: [char; 32] = [
    '\u{20ac}', '\u{81}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2c6}', '\u{2030}',
    '\u{160}', '\u{2039}', '\u{152}', '\u{8d}', '\u{17d}', '\u{8f}', '\u{90}', '\u{2018}', '\u{2019}', '\u{201c}',
    '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2dc}', '\u{2122}', '\u{161}', '\u{203a}', '\u{153}', '\u{9d}',
    '\u{17e}', '\u{178}',
];

/// The bytes taken for Latin-1, a character each, and for Windows-1252, where that is another text.
pub(super) fn taken_for_latin(bytes: &[u8]) -> Vec<String> {
    let latin1: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let windows: String = bytes
        .iter()
        .map(|byte| match byte {
            0x80..=0x9f => WINDOWS_1252.get(usize::from(*byte) - 0x80).copied().unwrap_or_default(),
            _ => char::from(*byte),
        })
        .collect();
    if latin1 == windows { vec![latin1] } else { vec![latin1, windows] }
}

/// The text in Latin-1, where it has nothing else.
pub(super) fn latin1(text: &str) -> Option<Vec<u8>> {
    text.chars().map(|character| u8::try_from(u32::from(character)).ok()).collect()
}

/// The text in Windows-1252, where it has nothing else.
pub(super) fn windows_1252(text: &str) -> Option<Vec<u8>> {
    let byte = |character: char| match WINDOWS_1252.iter().position(|own| *own == character) {
        Some(place) => u8::try_from(0x80 + place).ok(),
        None => u8::try_from(u32::from(character)).ok(),
    };
    text.chars().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::{latin1, taken_for_latin, windows_1252};

    #[test]
    fn there_and_back() {
        let euro = "\u{20ac}5 \u{e4}";
        assert_eq!(windows_1252(euro).as_deref(), Some(&b"\x805 \xe4"[..]));
        assert_eq!(latin1(euro), None);
        assert_eq!(taken_for_latin("\u{e4}".as_bytes()), ["\u{c3}\u{a4}"]);
        let garbled = taken_for_latin("\u{20ac}".as_bytes());
        assert_eq!(garbled, ["\u{e2}\u{82}\u{ac}", "\u{e2}\u{201a}\u{ac}"]);
        for text in &garbled {
            let bytes = [latin1(text), windows_1252(text)];
            assert!(bytes.iter().flatten().any(|bytes| bytes == "\u{20ac}".as_bytes()), "{text}");
        }
    }
}
