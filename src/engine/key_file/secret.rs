//! Shared secrets as people have them: text, base64, base64url or hexadecimal, with or without a line break at the end.

use super::pem::decode_base64;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::error::KeyError;
pub use crate::engine::key::reading::SecretReading;
use crate::engine::text::envelope;
use zeroize::Zeroizing;

/// How a secret is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SecretEncoding {
    /// The bytes are the secret, every one of them, a line break at the end too.
    Utf8,
    /// Standard base64; padding may be missing.
    Base64,
    /// base64url; padding may be there.
    Base64Url,
    /// Hexadecimal, in any case; `0x`, colons and spaces are allowed.
    Hex,
}

impl SecretEncoding {
    /// Its name for a person.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Utf8 => "text",
            Self::Base64 => "base64",
            Self::Base64Url => "base64url",
            Self::Hex => "hexadecimal",
        }
    }

    /// The secret that `bytes` stand for. White space around an encoded one is dropped.
    pub fn decode(self, bytes: &[u8]) -> Result<SecretBytes, KeyError> {
        let encoded = || std::str::from_utf8(bytes).ok().map(str::trim);
        let decoded = match self {
            Self::Utf8 => Some(SecretBytes::from(bytes)),
            Self::Base64 => encoded().filter(|text| !text.contains(['-', '_'])).and_then(decode_base64),
            Self::Base64Url => encoded().filter(|text| !text.contains(['+', '/'])).and_then(decode_base64),
            Self::Hex => encoded().and_then(decode_hex),
        };
        match decoded {
            Some(secret) if secret.is_empty() => Err(KeyError::Empty),
            Some(secret) => Ok(secret),
            None => Err(KeyError::NotInEncoding(self.words())),
        }
    }
}

fn decode_hex(text: &str) -> Option<SecretBytes> {
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")).unwrap_or(text);
    let kept = digits.bytes().filter(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b':' | b'-'));
    let digits = Zeroizing::new(kept.collect::<Vec<u8>>());
    data_encoding::HEXLOWER_PERMISSIVE.decode(&digits).ok().map(SecretBytes::new)
}

/// Every plausible reading of `bytes` as a secret, the likeliest first, none twice and none empty.
pub fn secret_readings(bytes: &[u8]) -> Vec<(SecretReading, SecretBytes)> {
    let mut out: Vec<(SecretReading, SecretBytes)> = Vec::new();
    let mut add = |reading, secret: SecretBytes| {
        if !secret.is_empty() && !out.iter().any(|(_, known)| *known == secret) {
            out.push((reading, secret));
        }
    };
    let unbroken = without_line_break(bytes);
    if unbroken.len() < bytes.len() {
        add(SecretReading::WithoutLineBreak, SecretBytes::from(unbroken));
    }
    add(SecretReading::AsIs, SecretBytes::from(bytes));
    // What PowerShell and Notepad write around a text.
    let has_mark = matches!(bytes, [0xEF, 0xBB, 0xBF, ..] | [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
    let text = has_mark.then(|| envelope::text_of(bytes)).flatten();
    if let Some(text) = &text {
        add(SecretReading::Text, SecretBytes::from(without_line_break(text.text.as_bytes())));
    }
    let behind = unbroken.strip_prefix(b"base64:").and_then(|text| std::str::from_utf8(text).ok());
    if let Some(secret) = behind.and_then(decode_base64) {
        add(SecretReading::BehindBase64, secret);
    }
    // Where both alphabets give the same bytes, padding is the mark of standard base64.
    let by_likelihood = if unbroken.ends_with(b"=") {
        [SecretEncoding::Base64, SecretEncoding::Base64Url, SecretEncoding::Hex]
    } else {
        [SecretEncoding::Base64Url, SecretEncoding::Base64, SecretEncoding::Hex]
    };
    for encoding in by_likelihood {
        if let Ok(secret) = encoding.decode(bytes) {
            let reading = match encoding {
                SecretEncoding::Hex => SecretReading::Hex,
                SecretEncoding::Base64Url => SecretReading::Base64Url,
                _ => SecretReading::Base64,
            };
            add(reading, secret);
        }
    }
    out
}

/// Without one line break at the end: LF, CR LF or CR.
pub(crate) fn without_line_break(bytes: &[u8]) -> &[u8] {
    let unbroken = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    unbroken.strip_suffix(b"\r").unwrap_or(unbroken)
}

#[cfg(test)]
mod tests {
    use super::{KeyError, SecretEncoding, SecretReading, secret_readings};

    fn check(text: &[u8], expected: &[(SecretReading, &[u8])]) {
        let found = secret_readings(text);
        let found: Vec<_> = found.iter().map(|(reading, secret)| (*reading, secret.expose())).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn every_reading_once() {
        use SecretReading::{AsIs, Base64, Base64Url, Hex, WithoutLineBreak};
        check(b"hunter2!", &[(AsIs, b"hunter2!")]);
        check(b"hunter2!\n", &[(WithoutLineBreak, b"hunter2!"), (AsIs, b"hunter2!\n")]);
        check(b"YWJj", &[(AsIs, b"YWJj"), (Base64Url, b"abc")]);
        check(b"YWI=\r\n", &[(WithoutLineBreak, b"YWI="), (AsIs, b"YWI=\r\n"), (Base64, b"ab")]);
        check(b"+/+/", &[(AsIs, b"+/+/"), (Base64, b"\xfb\xff\xbf")]);
        check(b"-_-_", &[(AsIs, b"-_-_"), (Base64Url, b"\xfb\xff\xbf")]);
        check(b"6162", &[(AsIs, b"6162"), (Base64Url, b"\xeb\x5e\xb6"), (Hex, b"ab")]);
        check(b"61:62", &[(AsIs, b"61:62"), (Hex, b"ab")]);
        check(b"\xff\xfe\x00", &[(AsIs, b"\xff\xfe\x00")]);
        check(b"", &[]);
        check(b"\n", &[(AsIs, b"\n")]);
    }

    #[test]
    fn a_named_encoding_is_binding() {
        assert_eq!(SecretEncoding::Hex.decode(b"xyz"), Err(KeyError::NotInEncoding("hexadecimal")));
        assert_eq!(SecretEncoding::Base64.decode(b"-_-_"), Err(KeyError::NotInEncoding("base64")));
        assert_eq!(SecretEncoding::Base64Url.decode(b"+/+/"), Err(KeyError::NotInEncoding("base64url")));
        assert_eq!(SecretEncoding::Utf8.decode(b""), Err(KeyError::Empty));
        assert_eq!(SecretEncoding::Hex.decode(b" \n"), Err(KeyError::Empty));
        assert_eq!(SecretEncoding::Hex.decode(b"0x6162\n").map(|s| s.expose().to_vec()), Ok(b"ab".to_vec()));
        assert_eq!(SecretEncoding::Utf8.decode(b"a\n").map(|s| s.expose().to_vec()), Ok(b"a\n".to_vec()));
    }
}
