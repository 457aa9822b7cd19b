//! Rules about base64url and JSON: the bytes themselves.

super::rules! {
    ENC_B64_NONCANON: Error, "The last character carries bits that must be zero", "Another text decodes to the same bytes; strict verifiers refuse this one", "RFC 4648 §3.5; RFC 7515 §2";
    ENC_B64_PADDED: Error, "Padded with =, which base64url in JOSE is not", "Remove the = at the end", "RFC 7515 §2";
    ENC_B64_STD_ALPHABET: Error, "Uses + or /, the alphabet of standard base64", "Write - for + and _ for /", "RFC 7515 §2";
    ENC_B64_WHITESPACE: Error, "Has whitespace inside", "Remove spaces and line breaks", "RFC 7515 §2";
    ENC_B64_FOREIGN: Error, "Has a character that base64url does not", "Copy the token again from where it came", "RFC 7515 §2";
    ENC_B64_LENGTH: Error, "A character is missing or one is too many", "The token was probably cut; copy all of it", "RFC 4648 §4";
    ENC_TOO_LONG: Error, "Longer than Jotsmith reads", "Split the text", "";
    JSON_SYNTAX: Error, "Is not JSON", "", "RFC 8259 §2";
    JSON_EMPTY: Error, "Is empty where JSON must stand", "", "RFC 8259 §2";
    JSON_TRUNCATED: Error, "The JSON breaks off", "The token was probably cut; copy all of it", "RFC 8259 §2";
    JSON_TRAILING: Error, "Something stands behind the JSON value", "", "RFC 8259 §2";
    JSON_TOO_DEEP: Error, "Nested too deep to be read", "No honest token needs this; it can crash parsers", "RFC 8259 §9";
    JSON_BOM: Error, "Starts with a byte order mark", "A JWT's JSON is UTF-8 without one", "RFC 8259 §8.1";
    JSON_NOT_UTF8: Error, "Is not UTF-8", "A JWT's JSON must be UTF-8", "RFC 7515 §4; RFC 7519 §7.1";
    JSON_WRAPPED: Error, "The claims are not the JSON object that a JWT must have", "Some readers see through it and some do not; send the JSON object itself, in UTF-8", "RFC 7519 §7.2";
    JSON_DUP_KEY: Error, "A member is there twice", "Parsers differ in which one counts: send it once", "RFC 7515 §4; RFC 7519 §4";
    JSON_DUP_KEY_ESCAPED: Error, "A member is there twice, hidden behind an escape", "Parsers differ in which one counts: send it once", "RFC 7515 §5.3";
}

/// Whether a rule is about how bytes are written as base64url, and about nothing else.
pub fn is_of_alphabet(rule: &super::Rule) -> bool {
    let rules = [&ENC_B64_NONCANON, &ENC_B64_PADDED, &ENC_B64_STD_ALPHABET, &ENC_B64_WHITESPACE, &ENC_B64_FOREIGN];
    rules.iter().any(|known| known.id == rule.id)
}

/// Whether a rule is about another way to write base64, which says as plainly what is meant.
pub fn is_readable(rule: &super::Rule) -> bool {
    [&ENC_B64_PADDED, &ENC_B64_STD_ALPHABET].iter().any(|known| known.id == rule.id)
}
