//! What to do about a secret that the issuer took for other bytes.

use crate::engine::jose::reason::SecretForm;

pub(super) fn secret_advice(form: SecretForm) -> &'static str {
    match form {
        SecretForm::InQuotes(_) => {
            "The issuer took the quotation marks of its .env or compose file as part of the secret: remove them there"
        }
        SecretForm::Utf16Le | SecretForm::Utf16Be => {
            "The issuer encodes the secret as UTF-16 (Encoding.Unicode in .NET); it should use UTF-8"
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
