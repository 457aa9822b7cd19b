//! `Authorization` with another scheme than those that carry a token.

use super::foreign::{self, Fact, Foreign};
use crate::engine::ground::span::Span;

const SCHEMES: [(&str, &Fact); 7] = [
    ("negotiate", &foreign::NEGOTIATE),
    ("kerberos", &foreign::NEGOTIATE),
    ("ntlm", &foreign::NTLM),
    ("digest", &foreign::DIGEST),
    ("aws4-hmac-sha256", &foreign::AWS4),
    ("oauth", &foreign::OAUTH1),
    ("hawk", &foreign::HAWK),
];

/// What the credentials are that `value`, at `source`, begins with the scheme of.
pub(super) fn of(value: &str, source: Span) -> Option<Foreign> {
    let (name, rest) = value.split_once([' ', '\t'])?;
    let (_, fact) = SCHEMES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known))?;
    let rest = rest.trim_start();
    // A sentence may begin with one of these words.
    let is_sent = match name.to_ascii_lowercase().as_str() {
        "digest" | "aws4-hmac-sha256" | "oauth" | "hawk" => rest.contains('='),
        _ => rest.len() >= 16 && !rest.contains(' '),
    };
    is_sent.then(|| fact.at(source, None))
}
