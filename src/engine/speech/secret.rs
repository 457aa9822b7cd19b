//! A secret that the issuer took for other bytes: how, and what to do about it.

use super::cause::mac_hash_name;
use crate::engine::jose::reason::SecretForm;

/// What was done to the secret, behind "if".
pub(super) fn done(form: SecretForm) -> String {
    match form {
        SecretForm::InQuotes(quote) => format!("the secret is in quotation marks ({quote})"),
        SecretForm::WithoutQuotes => "the quotation marks around the secret are left out".to_owned(),
        SecretForm::Trimmed => "the whitespace around the secret is left out".to_owned(),
        SecretForm::BlankBehind => "the secret ends with a space".to_owned(),
        SecretForm::CrLfBehind => "the secret ends with a CR LF line break".to_owned(),
        SecretForm::NulBehind => "the secret ends with a NUL byte".to_owned(),
        SecretForm::CutAtNul => "the secret ends at its first NUL byte".to_owned(),
        SecretForm::BehindPrefix => "the prefix before the secret (base64:, hex:, whsec_) is left out".to_owned(),
        SecretForm::WithPrefix => "base64: is taken for a part of the secret".to_owned(),
        SecretForm::BehindColon => "only the text after the colon is the secret (id:secret)".to_owned(),
        SecretForm::Value => "only the variable's value is the secret (NAME=value)".to_owned(),
        SecretForm::WithByteOrderMark => "the secret starts with a byte order mark".to_owned(),
        SecretForm::WithoutByteOrderMark => "the byte order mark before the secret is left out".to_owned(),
        SecretForm::Utf16Le => "the secret's text is UTF-16 (little-endian)".to_owned(),
        SecretForm::Utf16Be => "the secret's text is UTF-16 (big-endian)".to_owned(),
        SecretForm::Utf16LeMarked => "the secret's text is UTF-16 (little-endian) after a byte order mark".to_owned(),
        SecretForm::Utf16BeMarked => "the secret's text is UTF-16 (big-endian) after a byte order mark".to_owned(),
        SecretForm::WithName(name) => format!("the name of the variable belongs to the secret ({name}=…)"),
        SecretForm::FromUtf16 => "the secret, which is UTF-16 here, is UTF-8 text".to_owned(),
        SecretForm::PercentDecoded => "the secret is percent-decoded".to_owned(),
        SecretForm::PlusDecoded => "each + in the secret is a space".to_owned(),
        SecretForm::Joined => "the line breaks within the secret are left out".to_owned(),
        SecretForm::Wrapped(width) => format!("the secret has a line break after every {width} characters"),
        SecretForm::PercentEncoded => "the secret is percent-encoded".to_owned(),
        SecretForm::LowerCase => "the secret is in lower case".to_owned(),
        SecretForm::UpperCase => "the secret is in upper case".to_owned(),
        SecretForm::Unescaped => "\\n in the secret is a line break".to_owned(),
        SecretForm::Escaped => "the line break in the secret is written as \\n".to_owned(),
        SecretForm::SingleDollar => "$$ in the secret is one $ (docker compose)".to_owned(),
        SecretForm::EntityDecoded => "the HTML entities in the secret are decoded".to_owned(),
        SecretForm::PlainText => "smart quotation marks and invisible characters are left out of the secret".to_owned(),
        SecretForm::Latin1 => "the secret's text is Latin-1".to_owned(),
        SecretForm::Windows1252 => "the secret's text is Windows-1252".to_owned(),
        SecretForm::FromLatin1 => "the secret, which is Latin-1 here, is UTF-8 text".to_owned(),
        SecretForm::Garbled => "the secret's letters are garbled (UTF-8 read as Latin-1)".to_owned(),
        SecretForm::Ungarbled => {
            "the secret's letters, which are garbled here (UTF-8 read as Latin-1), are restored".to_owned()
        }
        SecretForm::Base32 => "the secret is read as base32".to_owned(),
        SecretForm::HexadecimalMember => "the text of k, which is hexadecimal here, is read as such".to_owned(),
        SecretForm::WithStart(start) => format!("the secret starts with a {}", named_character(start)),
        SecretForm::OtherNormalization => {
            "accented letters in the secret have the other Unicode form (NFC or NFD)".to_owned()
        }
        SecretForm::JsonMember => "only a value in the JSON is the secret".to_owned(),
        SecretForm::EncodedTwice => "the secret is encoded as base64 twice".to_owned(),
        SecretForm::Decoded(reading) => format!("the secret is read {}", reading.words()),
        SecretForm::LenientBase64 => {
            "the secret is decoded as base64, skipping the characters that are not base64".to_owned()
        }
        SecretForm::JwkText => "the JSON text of the JWK is the secret".to_owned(),
        SecretForm::Hashed(hash) => format!("the {} hash of the secret is used", mac_hash_name(hash)),
        SecretForm::HashedHex(hash) => {
            format!("the {} hash of the secret, as hexadecimal text, is used", mac_hash_name(hash))
        }
        SecretForm::HashedBase64(hash) => {
            format!("the {} hash of the secret, as base64 text, is used", mac_hash_name(hash))
        }
        SecretForm::First(length) => format!("only the first {length} bytes of the secret are used"),
        SecretForm::NextAuthSigning => "the signing key of NextAuth.js 3 is derived from the secret (HKDF)".to_owned(),
        SecretForm::WithEnd(end) => format!("the secret ends with {}", named(end)),
        SecretForm::WithoutEnd(end) => format!("the {} at the end of the secret is left out", named_character(end)),
        SecretForm::WithoutStart(start) => {
            format!("the {} at the start of the secret is left out", named_character(start))
        }
        SecretForm::CutAt(sign) => format!("the secret ends before its first {}", named_character(sign)),
        SecretForm::WithoutComment => "the comment after the secret (#) is left out".to_owned(),
        SecretForm::VariablesEmptied => "a shell replaced $NAME in the secret with nothing".to_owned(),
        SecretForm::EscapesDecoded => "the backslash escapes in the secret are decoded".to_owned(),
        SecretForm::WithoutBackslashes => "the backslashes in the secret are left out".to_owned(),
        SecretForm::DoubledBackslashes => "each backslash in the secret is written twice".to_owned(),
    }
}

/// A character that a sentence may end before: by its name, where it is none that everybody sees.
fn named_character(character: char) -> String {
    match character {
        '\n' => "line break".to_owned(),
        '\r' => "carriage return".to_owned(),
        '\t' => "tab".to_owned(),
        ' ' => "space".to_owned(),
        '\u{200b}' => "zero-width space".to_owned(),
        '\u{feff}' => "byte order mark".to_owned(),
        '\u{a0}' => "no-break space".to_owned(),
        '"' | '\'' | '`' => format!("quotation mark ({character})"),
        '\\' => "backslash".to_owned(),
        '%' => "% sign".to_owned(),
        ',' => "comma".to_owned(),
        '.' => "full stop".to_owned(),
        _ => character.to_string(),
    }
}

fn named(text: &str) -> String {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(only), None) => format!("a {}", named_character(only)),
        _ if text == "\n\n" => "two line breaks".to_owned(),
        _ => text.to_owned(),
    }
}

pub(super) fn secret_advice(form: SecretForm) -> &'static str {
    match form {
        SecretForm::InQuotes(_) => {
            "The issuer took the quotation marks of its .env or compose file as part of the secret: remove them there"
        }
        SecretForm::Utf16Le => {
            "The issuer encodes the secret as UTF-16 (Encoding.Unicode in .NET, UTF-16LE in Java); it should use UTF-8"
        }
        SecretForm::Utf16Be => {
            "The issuer encodes the secret as UTF-16 (Encoding.BigEndianUnicode in .NET, UTF-16BE in Java); it should use UTF-8"
        }
        SecretForm::Utf16LeMarked => {
            "The issuer encodes the secret as UTF-16 (Python's utf-16 does it like that); it should use UTF-8"
        }
        SecretForm::Utf16BeMarked => {
            "The issuer encodes the secret as UTF-16 (Java's UTF-16 does it like that); it should use UTF-8"
        }
        SecretForm::WithName(_) => {
            "The issuer took the whole line of its file of variables as the secret: it should read the value alone"
        }
        SecretForm::JwkText => "The issuer must decode the k member and use those bytes",
        SecretForm::OtherNormalization => {
            "macOS and some editors decompose accented letters (NFD): normalize the secret to NFC on both sides"
        }
        SecretForm::JsonMember => {
            "The file holds JSON around the secret: load a JWK or JWK Set as a key, or the value alone as the secret"
        }
        SecretForm::Value => "Load the file as a key instead: then the values of its variables are read",
        SecretForm::FromUtf16 => "The file was saved as UTF-16 (PowerShell does that): save it as UTF-8",
        SecretForm::WithoutByteOrderMark | SecretForm::WithByteOrderMark => "Save the file without a byte order mark",
        SecretForm::CrLfBehind => {
            "The issuer read it from a file with Windows line breaks (CR LF), line break included: have it trim the secret, or load the same file"
        }
        SecretForm::WithEnd(end) => end_advice(end, Side::Issuer),
        SecretForm::WithoutEnd(end) => end_advice(end.encode_utf8(&mut [0; 4]), Side::Own),
        SecretForm::WithoutStart(_) | SecretForm::WithStart(_) => {
            "It belongs to what the secret was copied from: remove it on that side"
        }
        SecretForm::CutAt(_) | SecretForm::VariablesEmptied => {
            "A shell, an .env file or a URL reads that sign as its own: quote or escape the secret there"
        }
        SecretForm::PlusDecoded => {
            "The issuer reads it out of a URL or a form, where + is a space: write + as %2B there"
        }
        SecretForm::Joined | SecretForm::Wrapped(_) => {
            "openssl rand -base64 and base64 break long lines: use the secret in one line on both sides (openssl base64 -A, base64 -w 0)"
        }
        SecretForm::WithoutComment => {
            "In an .env file a # after a space starts a comment: load the value without it, or quote the value if # is part of it"
        }
        SecretForm::EscapesDecoded | SecretForm::WithoutBackslashes | SecretForm::DoubledBackslashes => {
            "One side reads the secret as a string literal or through a shell: escape or quote it there"
        }
        SecretForm::First(_) | SecretForm::CutAtNul => {
            "The issuer cuts the secret to a fixed length, or up to a NUL: set one there that is not cut"
        }
        SecretForm::NextAuthSigning => {
            "A session token of NextAuth.js 3; other programs must derive the key in the same way"
        }
        SecretForm::Garbled | SecretForm::Ungarbled => {
            "One side reads the UTF-8 bytes of the secret as Latin-1 or Windows-1252: set UTF-8 there"
        }
        SecretForm::FromLatin1 => "The file was saved in Latin-1 or Windows-1252: save it as UTF-8",
        SecretForm::HexadecimalMember => "k is base64url of the secret's bytes (RFC 7518 §6.4.1): encode them so",
        SecretForm::BehindPrefix => "The prefix says how the secret is encoded: load what comes after it that way",
        _ => "Issuer and verifier must use the same bytes: correct one of them, or load the secret that way",
    }
}

/// Who has what is behind a secret.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Issuer,
    Own,
}

/// Where what is behind a secret comes from, on the side that has it.
fn end_advice(end: &str, side: Side) -> &'static str {
    match end {
        "\r" if side == Side::Issuer => {
            "The issuer read it from a file with Windows line breaks (CR LF) and removed only the LF: have it trim the secret, or save the file with LF"
        }
        "\r" => {
            "Your copy is from a file with Windows line breaks (CR LF), of which only the LF was removed: save it with LF"
        }
        "\n\n" | "\n" => "A file or a here-document adds line breaks: trim the secret on that side",
        "%" => {
            "zsh prints % after a text without a line break, and it was copied with the secret: remove it on that side"
        }
        "\t" | " " => "It was copied with the secret, out of a table or a line: remove it on that side",
        "\\n" | "\\r\\n" => {
            "A line break was written as a backslash and a letter, which nothing turned back into one: remove it on that side"
        }
        "\\" => {
            "A backslash continues a line in shells and properties files: it is not part of the secret, remove it there"
        }
        "=" | "==" => "One side pads the base64 text and the other does not: use the same text on both",
        "\"" | "'" | "`" => "It is half of the quotation marks around the secret: remove it on that side",
        ";" | "," | ")" | "}" => {
            "It is a sign of the program or file that the secret was copied from: remove it on that side"
        }
        _ => "It belongs to what the secret was copied from: remove it on that side",
    }
}
