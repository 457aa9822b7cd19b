//! Rules about base64url and JSON: the bytes themselves.

super::rules! {
    ENC_B64_NONCANON: Error, "The unused bits of the last character are not zero", "Another text decodes to the same bytes; strict verifiers reject this one", "RFC 4648 §3.5; RFC 7515 §2";
    ENC_B64_PADDED: Error, "Padded with =, which JOSE does not allow", "Remove the = at the end", "RFC 7515 §2";
    ENC_B64_STD_ALPHABET: Error, "Uses + or /, which belong to standard base64", "Write - for + and _ for /", "RFC 7515 §2";
    ENC_B64_WHITESPACE: Error, "Contains whitespace", "Remove spaces and line breaks", "RFC 7515 §2";
    ENC_B64_FOREIGN: Error, "Contains a character that is not base64url", "Copy the token again from its source", "RFC 7515 §2";
    ENC_B64_LENGTH: Error, "One character too many or too few", "A character was lost or added on the way: copy the token again from its source", "RFC 4648 §4";
    ENC_TOO_LONG: Error, "Longer than Jotsmith reads", "Split the text", "";
    JSON_SYNTAX: Error, "Is not JSON", "", "RFC 8259 §2";
    JSON_EMPTY: Error, "Empty where JSON is required", "", "RFC 8259 §2";
    JSON_TRUNCATED: Error, "The JSON is cut off", "Part of it is missing: copy the whole token from its source", "RFC 8259 §2";
    JSON_TRAILING: Error, "Trailing data after the JSON value", "", "RFC 8259 §2";
    JSON_TOO_DEEP: Error, "Nested too deeply to be read", "No legitimate token needs this; it can crash parsers", "RFC 8259 §9";
    JSON_BOM: Error, "Starts with a byte order mark", "A JWT's JSON is UTF-8 without one", "RFC 8259 §8.1";
    JSON_NOT_UTF8: Error, "Is not UTF-8", "A JWT's JSON must be UTF-8", "RFC 7515 §4; RFC 7519 §7.1";
    JSON_WRAPPED: Error, "The claims are not the JSON object that a JWT requires", "Some libraries accept it and some do not; send the JSON object itself, in UTF-8", "RFC 7519 §7.2";
    JSON_DUP_KEY: Error, "A member appears twice", "Parsers disagree on which one wins: send it once", "RFC 7515 §4; RFC 7519 §4";
    JSON_DUP_KEY_ESCAPED: Error, "A member appears twice, once with its name escaped", "Parsers disagree on which one wins: send it once", "RFC 7515 §5.3";
}

/// Whether a rule is about how bytes are written as base64url, and about nothing else.
pub fn is_of_alphabet(rule: &super::Rule) -> bool {
    let rules = [&ENC_B64_NONCANON, &ENC_B64_PADDED, &ENC_B64_STD_ALPHABET, &ENC_B64_WHITESPACE, &ENC_B64_FOREIGN];
    rules.iter().any(|known| known.id == rule.id)
}

/// Whether a rule is about bytes that are not what was encoded: a character of it was lost, or another put in its place.
pub fn is_of_lost_bytes(rule: &super::Rule) -> bool {
    let rules = [&ENC_B64_LENGTH, &ENC_B64_NONCANON, &JSON_SYNTAX, &JSON_TRUNCATED, &JSON_NOT_UTF8, &JSON_TRAILING];
    rules.iter().any(|known| known.id == rule.id)
}

/// Whether a rule is about bytes that are no JSON.
pub fn is_of_json(rule: &super::Rule) -> bool {
    [&JSON_SYNTAX, &JSON_TRUNCATED, &JSON_NOT_UTF8, &JSON_TRAILING].iter().any(|known| known.id == rule.id)
}

/// Whether a rule is about another way to write base64, which says as plainly what is meant.
pub fn is_readable(rule: &super::Rule) -> bool {
    [&ENC_B64_PADDED, &ENC_B64_STD_ALPHABET].iter().any(|known| known.id == rule.id)
}
