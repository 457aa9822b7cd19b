//! What becomes of a value, by where it stands and what it is called.

use super::Rules;
use super::mask::MaskKind;
use super::name::{Named, is_pin, named};
use crate::engine::text::private::PRIVATE_MEMBERS;

/// What becomes of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Treatment {
    /// Claims of a token: what is not known to be harmless is masked.
    Claims,
    /// Parameters of a header.
    Header,
    /// JSON around tokens: what is known to be sensitive is masked, and every text is looked into.
    Document,
    /// The same, where `name` and `value` are a header line, a cookie or a parameter (HAR 1.2).
    Archive,
    /// A cookie of a HAR: its value is masked whatever its name is.
    Cookies,
    /// A JWK.
    Jwk,
    /// Words of a standard.
    Protocol,
    Time,
    Roles,
    Issuer,
    /// Digests of disclosures.
    Digest,
    /// What the person wants to have kept.
    Kept,
    Masked(MaskKind),
    /// Masked where it is not a number.
    MaskedText(MaskKind),
    /// Masked where it is not a number, or one that may be a PIN.
    Pin,
    /// Masked where it has the form of something that opens.
    Shaped(MaskKind),
}

/// Claims that are times, and say nothing more (RFC 7519 §4.1; OpenID Connect Core §2, §5.1; RFC 8417 §2.2).
const TIMES: &[&str] =
    &["exp", "iat", "nbf", "auth_time", "updated_at", "toe", "expires_at", "issued_at", "ttl", "expires_in"];
/// Claims whose values are words of a standard or numbers of a version.
const PROTOCOL_CLAIMS: &[&str] = &[
    "ver",
    "version",
    "typ",
    "token_type",
    "token_use",
    "acr",
    "amr",
    "_sd_alg",
    "htm",
    "alg",
    "azpacr",
    "appidacr",
    "grant_type",
    "gty",
    "response_type",
    "idtyp",
    "token_version",
];
/// RFC 7515 §4.1, RFC 7516 §4.1, RFC 7518 §4, RFC 7797 §3.
const PROTOCOL_PARAMETERS: &[&str] = &["alg", "enc", "zip", "typ", "cty", "b64", "crit", "p2c", "ppt"];
/// What of a key names nobody (RFC 7517 §4).
const PROTOCOL_KEY_MEMBERS: &[&str] = &["kty", "crv", "use", "key_ops", "alg", "ext"];

/// What becomes of the member `name` of something that is treated as `parent`.
pub(super) fn of_member(parent: Treatment, name: &str, rules: &Rules) -> Treatment {
    let is_of = |names: &[String]| names.iter().any(|other| other == name);
    let is_private = parent == Treatment::Jwk && PRIVATE_MEMBERS.contains(&name);
    if is_of(&rules.masked) || is_private {
        let kind = match named(name) {
            Named::Masked(kind) | Named::Ambiguous(kind) | Named::Shaped(kind) => kind,
            _ if parent == Treatment::Jwk => MaskKind::Key,
            Named::Issuer => MaskKind::Id,
            Named::Roles => MaskKind::Role,
            Named::Nothing => MaskKind::Text,
        };
        return Treatment::Masked(kind);
    }
    if is_of(&rules.kept) {
        return Treatment::Kept;
    }
    match parent {
        Treatment::Kept => Treatment::Kept,
        Treatment::Header => parameter(name),
        Treatment::Jwk => match name {
            _ if PROTOCOL_KEY_MEMBERS.contains(&name) => Treatment::Protocol,
            "kid" => Treatment::Masked(MaskKind::Id),
            _ => claim(Treatment::Masked(MaskKind::Key), name),
        },
        Treatment::Document | Treatment::Archive | Treatment::Cookies => around(parent, name),
        Treatment::Shaped(_) => around(Treatment::Document, name),
        Treatment::Claims
        | Treatment::Protocol
        | Treatment::Time
        | Treatment::Roles
        | Treatment::Issuer
        | Treatment::Digest
        | Treatment::Masked(_)
        | Treatment::Pin
        | Treatment::MaskedText(_) => claim(parent, name),
    }
}

fn parameter(name: &str) -> Treatment {
    match name {
        _ if PROTOCOL_PARAMETERS.contains(&name) => Treatment::Protocol,
        "kid" => Treatment::Masked(MaskKind::Id),
        "jku" | "x5u" | "url" => Treatment::Masked(MaskKind::Url),
        "x5c" | "iv" | "tag" | "p2s" | "apu" | "apv" | "ek" | "trust_chain" => Treatment::Masked(MaskKind::Key),
        "nonce" => Treatment::Masked(MaskKind::Secret),
        _ => claim(Treatment::Claims, name),
    }
}

fn claim(parent: Treatment, name: &str) -> Treatment {
    match name {
        "_sd" | "..." => return Treatment::Digest,
        "kid" => return Treatment::Masked(MaskKind::Id),
        _ if TIMES.contains(&name) => return Treatment::Time,
        _ if PROTOCOL_CLAIMS.contains(&name) => return Treatment::Protocol,
        _ => {}
    }
    match (named(name), parent) {
        (Named::Issuer, _) => Treatment::Issuer,
        (Named::Roles, _) => Treatment::Roles,
        (Named::Masked(kind) | Named::Ambiguous(kind), _) => Treatment::Masked(kind),
        // What is within something is of its kind: the street of an address, the roles of each client.
        (Named::Shaped(kind), _) => Treatment::Masked(kind),
        (Named::Nothing, Treatment::Masked(_) | Treatment::Roles) => parent,
        (Named::Nothing, _) => Treatment::Masked(MaskKind::Text),
    }
}

/// A member of JSON that is no token.
fn around(parent: Treatment, name: &str) -> Treatment {
    let is_archive = parent != Treatment::Document;
    match (name, parent) {
        ("cookies", Treatment::Archive) => return Treatment::Cookies,
        ("value", Treatment::Cookies) => return Treatment::Masked(MaskKind::Secret),
        // A page, a browser, a header line: what `name` names in a HAR is never a person, and its ids are its own.
        ("name" | "value" | "comment" | "connection" | "request" | "response" | "id" | "version", _) if is_archive => {
            return parent;
        }
        _ => {}
    }
    let within = if parent == Treatment::Cookies { Treatment::Archive } else { parent };
    match named(name) {
        Named::Masked(kind) => Treatment::Masked(kind),
        Named::Ambiguous(_) if is_pin(name) => Treatment::Pin,
        Named::Shaped(kind) => Treatment::Shaped(kind),
        // A code of an error is a number.
        Named::Ambiguous(kind) => Treatment::MaskedText(kind),
        Named::Issuer if !is_archive => Treatment::Issuer,
        _ => within,
    }
}

/// Whether a word of a protocol looks like one, and not like somebody's.
pub(super) fn is_protocol_word(text: &str) -> bool {
    text.len() <= 64
        && !text.contains("//")
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-._:/#".contains(&byte))
        && text.bytes().filter(u8::is_ascii_digit).count() <= 8
}

/// Whether a value is a time and nothing else.
pub(super) fn is_time(text: &str) -> bool {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && text.len() <= 17;
    let is_date = text.len() <= 35
        && text.as_bytes().get(4) == Some(&b'-')
        && text.as_bytes().get(7) == Some(&b'-')
        && text.bytes().all(|byte| byte.is_ascii_digit() || b"-+:.TZtz ".contains(&byte));
    is_number || is_date
}
