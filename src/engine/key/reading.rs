//! How one text can be several secrets.

/// One way to read a text as a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SecretReading {
    /// Every byte as it is.
    AsIs,
    /// Without the line break at the end.
    WithoutLineBreak,
    /// Decoded from standard base64.
    Base64,
    /// Decoded from base64url.
    Base64Url,
    Hex,
    /// The text without the byte order mark in front, from UTF-16 where it was that, and without a line break at its end.
    Text,
    /// What is behind `base64:`, decoded: Laravel's APP_KEY, Spring's properties.
    BehindBase64,
}

impl SecretReading {
    /// In words, behind "read".
    pub const fn words(self) -> &'static str {
        match self {
            Self::AsIs => "as it is",
            Self::WithoutLineBreak => "without the line break at its end",
            Self::Base64 => "as base64",
            Self::Base64Url => "as base64url",
            Self::Hex => "as hexadecimal",
            Self::Text => "as text, without its byte order mark and converted to UTF-8",
            Self::BehindBase64 => "as base64 after \"base64:\"",
        }
    }
}

/// How the bytes of a secret can be written as text, when the issuer used that text itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SecretWriting {
    /// base64url as JOSE has it.
    Base64Url,
    /// base64url with `=` at its end.
    PaddedBase64Url,
    /// Standard base64.
    Base64,
    /// Standard base64 without `=`.
    UnpaddedBase64,
    /// Hexadecimal in lower case.
    Hex,
    /// Hexadecimal in upper case.
    UpperHex,
}
