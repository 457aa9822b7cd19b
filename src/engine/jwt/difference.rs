//! In what a claim differs from what is expected, where that is known exactly: most issuers that are refused are off by a
//! slash.

use super::numeric_date::{self, TextTime};
use crate::engine::ground::span::Span;
use crate::engine::text::look_alike;
use crate::engine::text::uri::{Uri, is_internal_host};
use crate::engine::text::words::{joined, shown};
use unicode_normalization::UnicodeNormalization;

/// In what a claim differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimDifference {
    /// In a slash at the end.
    Slash {
        /// Whether the token has it.
        is_there: bool,
    },
    /// In `https://` alone; one of them may have no scheme at all.
    Scheme {
        /// The token's; may be empty.
        found: String,
        /// The expected one's; may be empty.
        expected: String,
    },
    /// In upper and lower case.
    Case,
    /// In how accented letters are composed (Unicode UAX #15).
    Normalization,
    /// In characters that look alike, or that cannot be seen.
    LookAlike {
        /// The first of the token's that differs: "U+0430"; empty where it has none.
        found: String,
        /// What is expected in its place.
        expected: String,
    },
    Port {
        /// The token's; may be empty.
        found: String,
        /// The expected one's; may be empty.
        expected: String,
    },
    /// In several of these, and in nothing else: scheme, port, a slash at the end, upper and lower case.
    Several(Vec<ClaimDifference>),
    /// In white space around it.
    Whitespace {
        /// Whether the token has it.
        is_there: bool,
    },
    /// Microsoft Entra ID has two issuers for a tenant, for the two versions of its tokens.
    EntraVersion {
        /// The version of the token: 1 or 2.
        found: u8,
    },
    /// What is expected is the address of the tenant, or of all tenants, and not the issuer of its tokens.
    EntraAddress,
    /// In `/auth` in front of the realm, which Keycloak had until version 17.
    KeycloakPath {
        /// Whether the token has it.
        is_there: bool,
    },
    /// In the host, of which one at least is known only within a network.
    Host {
        /// The token's.
        found: String,
        /// The expected one's.
        expected: String,
    },
    /// A time that is text and not a number.
    TimeText(TextTime),
    /// The time is off by as much as a time zone is.
    TimeZone {
        /// How far it is ahead, or behind where negative.
        minutes: i32,
    },
}

/// A difference, and the two values that it is between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// In what they differ.
    pub what: ClaimDifference,
    /// The two, where they are names.
    pub names: Option<Names>,
}

/// Two names that are not the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// The token's.
    pub found: String,
    /// What is expected.
    pub expected: String,
}

impl Names {
    /// The bytes of each in which it differs from the other; empty where it lacks what the other has.
    pub fn marks(&self) -> (Span, Span) {
        let (found, expected) = (self.found.as_str(), self.expected.as_str());
        let alike = found.chars().zip(expected.chars()).take_while(|(one, other)| one == other);
        let front: usize = alike.map(|(one, _)| one.len_utf8()).sum();
        let (found_rest, expected_rest) = (&found[front..], &expected[front..]);
        let alike = found_rest.chars().rev().zip(expected_rest.chars().rev()).take_while(|(one, other)| one == other);
        let behind: usize = alike.map(|(one, _)| one.len_utf8()).sum();
        (Span::new(front, found.len() - behind), Span::new(front, expected.len() - behind))
    }
}

impl Difference {
    /// In what alone two names of this claim differ.
    pub(super) fn of_names(claim: &str, found: &str, expected: &str) -> Option<Self> {
        let names = Names { found: found.to_owned(), expected: expected.to_owned() };
        let is_of_issuer = |what: &ClaimDifference| {
            matches!(what, ClaimDifference::EntraVersion { .. } | ClaimDifference::EntraAddress)
        };
        let what = of_names(found, expected).filter(|what| claim == "iss" || !is_of_issuer(what))?;
        Some(Self { what, names: Some(names) })
    }

    /// Whether so many seconds are a time zone's, give or take those that pass between making and checking.
    pub(super) fn of_time(seconds: i128, tolerance: u64) -> Option<Self> {
        of_time(seconds, tolerance).map(|what| Self { what, names: None })
    }
}

/// In what two names of keys differ that are nearly the same; behind "they".
pub(in crate::engine) fn nearly(one: &str, other: &str) -> Option<&'static str> {
    match of_names(one, other)? {
        ClaimDifference::Case => Some("differ only in upper and lower case"),
        ClaimDifference::Whitespace { .. } => Some("differ only in leading or trailing whitespace"),
        ClaimDifference::Normalization => Some("differ only in how accented letters are composed"),
        ClaimDifference::LookAlike { .. } => Some("look alike, but differ in a character"),
        _ => None,
    }
}

impl ClaimDifference {
    /// The stable name in reports.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Slash { .. } => "slash",
            Self::Scheme { .. } => "scheme",
            Self::Case => "case",
            Self::Normalization => "normalization",
            Self::LookAlike { .. } => "look-alike",
            Self::Port { .. } => "port",
            Self::Several(_) => "several",
            Self::Whitespace { .. } => "whitespace",
            Self::EntraVersion { .. } => "entra-version",
            Self::TimeZone { .. } => "time-zone",
            Self::EntraAddress => "entra-address",
            Self::KeycloakPath { .. } => "keycloak-path",
            Self::Host { .. } => "host",
            Self::TimeText(_) => "time-text",
        }
    }

    /// In words, behind what is the case.
    pub fn words(&self) -> String {
        let or_none = |text: &str| if text.is_empty() { "none".to_owned() } else { shown(text).into_owned() };
        match self {
            Self::Slash { is_there: true } => "they differ only in a trailing slash, which the token has".to_owned(),
            Self::Slash { is_there: false } => "they differ only in a trailing slash, which the token lacks".to_owned(),
            Self::Scheme { found, expected } => format!(
                "they differ only in the scheme: {} in the token, {} expected",
                or_none(found),
                or_none(expected)
            ),
            Self::Case => "they differ only in upper and lower case".to_owned(),
            Self::Normalization => {
                "they differ only in how accented letters are composed (Unicode NFC and NFD)".to_owned()
            }
            Self::LookAlike { found, expected } => format!(
                "they look alike, but differ in a character: {} in the token, {} expected",
                or_none(found),
                or_none(expected)
            ),
            Self::Port { found, expected } => {
                format!("they differ only in the port: {} in the token, {} expected", or_none(found), or_none(expected))
            }
            Self::Several(all) => {
                let all: Vec<String> = all.iter().map(Self::place).collect();
                format!("they differ only in {}", joined(&all))
            }
            Self::Whitespace { is_there: true } => {
                "they differ only in leading or trailing whitespace, which the token has".to_owned()
            }
            Self::Whitespace { is_there: false } => {
                "they differ only in leading or trailing whitespace, which the expected value has".to_owned()
            }
            Self::EntraVersion { found } => format!(
                "the Microsoft Entra tenant is the same, but this is a v{found} token and v{} is expected",
                if *found == 1 { 2 } else { 1 }
            ),
            Self::EntraAddress => {
                "what is expected is an address of Microsoft Entra, not the issuer that it names in tokens".to_owned()
            }
            Self::KeycloakPath { is_there } => format!(
                "they differ only in /auth, which Keycloak had before version 17 and the token {}",
                if *is_there { "has" } else { "lacks" }
            ),
            Self::Host { found, expected } => {
                format!("they differ only in the host: {} in the token, {} expected", or_none(found), or_none(expected))
            }
            Self::TimeText(time) => time.words(),
            Self::TimeZone { minutes } => format!(
                "the difference is {}, as between UTC and a local time",
                numeric_date::duration(u64::from(minutes.unsigned_abs()) * MINUTE)
            ),
        }
    }

    /// Where it is, behind "in", as one of several.
    fn place(&self) -> String {
        let or_none = |text: &str| if text.is_empty() { "none".to_owned() } else { shown(text).into_owned() };
        let between =
            |what, found, expected| format!("{what} ({} in the token, {} expected)", or_none(found), or_none(expected));
        match self {
            Self::Scheme { found, expected } => between("the scheme", found, expected),
            Self::Port { found, expected } => between("the port", found, expected),
            Self::Slash { is_there } => {
                format!("a trailing slash, which the token {}", if *is_there { "has" } else { "lacks" })
            }
            _ => "upper and lower case".to_owned(),
        }
    }

    /// What to do about it, where it is between two values of this claim.
    pub fn advice(&self, claim: &str) -> &'static str {
        match self {
            Self::EntraVersion { found: 1 } => {
                "Set requestedAccessTokenVersion (accessTokenAcceptedVersion) to 2 in the app's manifest, or expect the v1 issuer"
            }
            Self::EntraVersion { .. } => {
                "Set requestedAccessTokenVersion (accessTokenAcceptedVersion) to 1 in the app's manifest, or expect the v2 issuer"
            }
            Self::TimeZone { minutes } => match (is_zone(*minutes), is_zone(-*minutes)) {
                (_, false) => "The issuer most likely takes its local time for UTC when it computes seconds since 1970",
                (false, true) => {
                    "The issuer most likely takes UTC for its local time: utcnow().timestamp() in Python does that"
                }
                (true, true) => {
                    "Check how the issuer computes seconds since 1970: it takes local time for UTC, or UTC for local time (utcnow().timestamp() in Python)"
                }
            },
            Self::EntraAddress => "Expect the issuer of the tenant, with its ID in place of common or {tenantid}",
            Self::Host { .. } if claim == "iss" => {
                "The issuer is the address at which the token was requested: set one public address (Keycloak: KC_HOSTNAME)"
            }
            Self::Normalization => "Normalize both to NFC: macOS and some editors decompose accented letters",
            Self::LookAlike { .. } => {
                "A letter of another script or an invisible character: find out where it comes from before you trust the token"
            }
            Self::TimeText(_) => "Write seconds since 1970 as a plain number",
            _ => {
                "Values are compared exactly: correct the issuer's configuration, or expect the value that the token has"
            }
        }
    }
}

const MINUTE: u64 = 60;

/// Whether there is a time zone so many minutes ahead of UTC, in summer or in winter.
const fn is_zone(minutes: i32) -> bool {
    match minutes {
        // Newfoundland, the Marquesas; then Iran, Afghanistan, India, Nepal, Myanmar, Eucla, Adelaide, Lord Howe, Chatham.
        -150 | -210 | -570 | 210 | 270 | 330 | 345 | 390 | 525 | 570 | 630 | 765 | 825 => true,
        0 => false,
        _ => minutes % 60 == 0 && -12 * 60 <= minutes && minutes <= 14 * 60,
    }
}

fn of_time(seconds: i128, tolerance: u64) -> Option<ClaimDifference> {
    const QUARTER: i128 = 15 * 60;
    let quarters = seconds.checked_add(QUARTER / 2)?.div_euclid(QUARTER);
    let is_near = seconds.abs_diff(quarters.checked_mul(QUARTER)?) <= u128::from(tolerance);
    let minutes = i32::try_from(quarters).ok().and_then(|quarters| quarters.checked_mul(15))?;
    let is_known = is_near && (is_zone(minutes) || is_zone(minutes.checked_neg()?));
    is_known.then_some(ClaimDifference::TimeZone { minutes })
}

fn of_names(found: &str, expected: &str) -> Option<ClaimDifference> {
    if found == expected {
        return None;
    }
    if found.trim() == expected.trim() {
        return Some(ClaimDifference::Whitespace { is_there: found.trim() != found });
    }
    if found.strip_suffix('/') == Some(expected) || expected.strip_suffix('/') == Some(found) {
        return Some(ClaimDifference::Slash { is_there: found.ends_with('/') });
    }
    if let (Some((found, tenant)), Some((_, other))) = (entra(found), entra(expected))
        && tenant == other
    {
        return Some(ClaimDifference::EntraVersion { found });
    }
    if entra(found).is_some() && is_entra_address(expected) {
        return Some(ClaimDifference::EntraAddress);
    }
    let without_auth =
        |text: &str| text.contains("/auth/realms/").then(|| text.replacen("/auth/realms/", "/realms/", 1));
    if without_auth(found).as_deref() == Some(expected) || without_auth(expected).as_deref() == Some(found) {
        return Some(ClaimDifference::KeycloakPath { is_there: found.contains("/auth/realms/") });
    }
    // RFC 3986 §3.1: what else stands there is no scheme, as in a list of audiences within one text.
    let is_scheme = |text: &str| {
        text.starts_with(|first: char| first.is_ascii_alphabetic())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    };
    let scheme = |text: &str| {
        text.split_once("://")
            .filter(|(scheme, _)| is_scheme(scheme))
            .map_or((String::new(), text.to_owned()), |(scheme, rest)| (scheme.to_owned(), rest.to_owned()))
    };
    let ((found_scheme, found_rest), (expected_scheme, expected_rest)) = (scheme(found), scheme(expected));
    if found_rest == expected_rest {
        return Some(ClaimDifference::Scheme { found: found_scheme, expected: expected_scheme });
    }
    if let (Some(one), Some(other)) = (Uri::parse(found), Uri::parse(expected))
        && (one.scheme, one.userinfo, one.host, one.rest) == (other.scheme, other.userinfo, other.host, other.rest)
        && one.port != other.port
        && [one.port, other.port].iter().all(|port| port.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return Some(ClaimDifference::Port { found: one.port.to_owned(), expected: other.port.to_owned() });
    }
    if let (Some(one), Some(other)) = (Uri::parse(found), Uri::parse(expected))
        && (one.scheme, one.userinfo, one.port, one.rest) == (other.scheme, other.userinfo, other.port, other.rest)
        && !one.host.eq_ignore_ascii_case(other.host)
        && (is_internal_host(one.host) || is_internal_host(other.host))
    {
        return Some(ClaimDifference::Host { found: one.host.to_owned(), expected: other.host.to_owned() });
    }
    if found.to_lowercase() == expected.to_lowercase() {
        return Some(ClaimDifference::Case);
    }
    if found.nfc().eq(expected.nfc()) {
        return Some(ClaimDifference::Normalization);
    }
    if let Some(several) = several(found, expected) {
        return Some(several);
    }
    look_alike::same(found, expected).then(|| {
        let names = Names { found: found.to_owned(), expected: expected.to_owned() };
        let (one, other) = names.marks();
        let first = |span: Span, text: &str| {
            let character = span.of(text).and_then(|differing| differing.chars().next());
            character.map_or_else(String::new, |character| format!("U+{:04X}", u32::from(character)))
        };
        ClaimDifference::LookAlike { found: first(one, found), expected: first(other, expected) }
    })
}

/// Two addresses that differ in two or more of scheme, port, case and the slash at the end, and in nothing else.
fn several(found: &str, expected: &str) -> Option<ClaimDifference> {
    let (one, other) = (Uri::parse(found)?, Uri::parse(expected)?);
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let (one_path, other_path) = (one.rest.trim_end_matches('/'), other.rest.trim_end_matches('/'));
    let is_web = |scheme: &str| matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https");
    if one.userinfo != other.userinfo
        || !one.host.eq_ignore_ascii_case(other.host)
        || !one_path.eq_ignore_ascii_case(other_path)
        || ![one, other].iter().all(|uri| is_port(uri.port) && is_web(uri.scheme))
    {
        return None;
    }
    let of = |one: &str, other: &str| (one.to_owned(), other.to_owned());
    let mut all = Vec::new();
    if !one.scheme.eq_ignore_ascii_case(other.scheme) {
        let (found, expected) = of(one.scheme, other.scheme);
        all.push(ClaimDifference::Scheme { found, expected });
    }
    if one.port != other.port {
        let (found, expected) = of(one.port, other.port);
        all.push(ClaimDifference::Port { found, expected });
    }
    // More than one slash is a path of its own.
    match (one.rest.len() - one_path.len(), other.rest.len() - other_path.len()) {
        (0, 1) => all.push(ClaimDifference::Slash { is_there: false }),
        (1, 0) => all.push(ClaimDifference::Slash { is_there: true }),
        (0, 0) | (1, 1) => {}
        _ => return None,
    }
    if one.host != other.host || one_path != other_path {
        all.push(ClaimDifference::Case);
    }
    (all.len() > 1).then_some(ClaimDifference::Several(all))
}

/// Whether this is an address of Microsoft Entra that no token of a tenant names as its issuer.
fn is_entra_address(expected: &str) -> bool {
    let Some(uri) = Uri::parse(expected) else { return false };
    let host = uri.host.to_ascii_lowercase();
    let mut path = uri.rest.trim_matches('/').split('/');
    let tenant = path.next().unwrap_or_default();
    let is_any = matches!(tenant, "common" | "organizations" | "consumers") || tenant.starts_with('{');
    match host.as_str() {
        "login.microsoftonline.com" => is_any || path.next() != Some("v2.0"),
        "sts.windows.net" => is_any,
        _ => false,
    }
}

/// The version and tenant of an issuer of Microsoft Entra ID.
fn entra(issuer: &str) -> Option<(u8, String)> {
    let uri = Uri::parse(issuer)?;
    let mut path = uri.rest.trim_matches('/').split('/');
    let tenant = path.next().filter(|tenant| tenant.len() == 36)?.to_ascii_lowercase();
    let version = match (uri.host.to_ascii_lowercase().as_str(), path.next()) {
        ("sts.windows.net", None) => 1,
        ("login.microsoftonline.com", Some("v2.0")) => 2,
        _ => return None,
    };
    Some((version, tenant))
}

#[cfg(test)]
mod tests {
    use super::ClaimDifference::{self, Case, EntraVersion, Port, Scheme, Several, Slash, TimeZone, Whitespace};
    use super::{Difference, Names, nearly, of_names, of_time};

    #[test]
    fn what_differs_is_told_and_nothing_where_more_differs() {
        let text = str::to_owned;
        let v1 = "https://sts.windows.net/11111111-2222-3333-4444-555555555555/";
        let v2 = "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0";
        let other = "https://login.microsoftonline.com/11111111-2222-3333-4444-666666666666/v2.0";
        let cases: [(&str, &str, Option<ClaimDifference>); 26] = [
            (
                "http://a.example/",
                "https://a.example",
                Some(Several(vec![Scheme { found: text("http"), expected: text("https") }, Slash { is_there: true }])),
            ),
            (
                "https://A.example",
                "https://a.example:8443/",
                Some(Several(vec![Port { found: text(""), expected: text("8443") }, Slash { is_there: false }, Case])),
            ),
            ("http://a.example/x/", "https://a.example/y", None),
            ("http://a.example//", "https://a.example", None),
            ("https://a.example/", "https://a.example", Some(Slash { is_there: true })),
            ("https://a.example", "https://a.example/", Some(Slash { is_there: false })),
            ("http://a.example", "https://a.example", Some(Scheme { found: text("http"), expected: text("https") })),
            ("a.example", "https://a.example", Some(Scheme { found: text(""), expected: text("https") })),
            ("https://A.example", "https://a.example", Some(Case)),
            ("https://a.example:443/x", "https://a.example/x", Some(Port { found: text("443"), expected: text("") })),
            ("api ", "api", Some(Whitespace { is_there: true })),
            ("api", " api", Some(Whitespace { is_there: false })),
            (v1, v2, Some(EntraVersion { found: 1 })),
            (v2, v1, Some(EntraVersion { found: 2 })),
            (v1, other, None),
            ("https://a.example", "https://b.example", None),
            ("a,https://a.example", "https://a.example", None),
            ("a https://a.example", "https://a.example", None),
            ("urn:x:https://a.example", "https://a.example", None),
            ("https://a.example:evil", "https://a.example", None),
            ("https://a.example/x", "https://a.example/y", None),
            ("api", "api", None),
            ("caf\u{e9}", "cafe\u{301}", Some(ClaimDifference::Normalization)),
            ("p\u{430}y", "pay", Some(ClaimDifference::LookAlike { found: text("U+0430"), expected: text("U+0061") })),
            ("a\u{200b}pi", "api", Some(ClaimDifference::LookAlike { found: text("U+200B"), expected: text("") })),
            ("p\u{e4}y", "pay", None),
        ];
        for (found, expected, difference) in cases {
            assert_eq!(of_names(found, expected), difference, "{found} {expected}");
        }
    }

    /// What is known of issuers is no advice on an audience.
    #[test]
    fn the_advice_is_on_the_claim() {
        let (found, expected) = ("http://localhost:3000", "http://127.0.0.1:3000");
        let advice = |claim| Difference::of_names(claim, found, expected).expect("a difference").what.advice(claim);
        assert_ne!(advice("iss"), advice("aud"));
        assert_eq!(advice("aud"), Case.advice("aud"));
        let v1 = "https://sts.windows.net/11111111-2222-3333-4444-555555555555/";
        let v2 = "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0";
        assert!(Difference::of_names("iss", v1, v2).is_some());
        assert_eq!(Difference::of_names("aud", v1, v2), None);
    }

    #[test]
    fn names_of_keys_that_are_nearly_the_same() {
        let cases = [("Key-1", "key-1"), ("key-1 ", "key-1"), ("cl\u{e9}", "cle\u{301}"), ("k\u{435}y", "key")];
        assert!(cases.iter().all(|(one, other)| nearly(one, other).is_some()));
        for (one, other) in [("key-1", "key-2"), ("key-1", "key-1"), ("https://a/k", "https://a/k/")] {
            assert_eq!(nearly(one, other), None, "{one} {other}");
        }
    }

    #[test]
    fn what_products_are_known_for_is_named() {
        let id = "11111111-2222-3333-4444-555555555555";
        let v2 = format!("https://login.microsoftonline.com/{id}/v2.0");
        for expected in [
            "https://login.microsoftonline.com/common/v2.0".to_owned(),
            "https://login.microsoftonline.com/{tenantid}/v2.0".to_owned(),
            format!("https://login.microsoftonline.com/{id}"),
        ] {
            assert_eq!(of_names(&v2, &expected), Some(ClaimDifference::EntraAddress), "{expected}");
        }
        let (old, new) = ("https://a.example/auth/realms/x", "https://a.example/realms/x");
        assert_eq!(of_names(old, new), Some(ClaimDifference::KeycloakPath { is_there: true }));
        assert_eq!(of_names(new, old), Some(ClaimDifference::KeycloakPath { is_there: false }));
        let host = of_names("http://localhost:8080/realms/x", "http://keycloak:8080/realms/x");
        assert!(matches!(host, Some(ClaimDifference::Host { .. })), "{host:?}");
    }

    #[test]
    fn what_differs_is_marked_in_both() {
        let cases = [
            ("https://a.example/", "https://a.example", ((17, 18), (17, 17))),
            ("http://a.example", "https://a.example", ((4, 4), (4, 5))),
            ("https://A.example", "https://a.example", ((8, 9), (8, 9))),
            ("https://a.example:8443/x", "https://a.example/x", ((17, 22), (17, 17))),
            ("aa", "a", ((1, 2), (1, 1))),
            ("\u{e9}", "\u{e8}", ((0, 2), (0, 2))),
        ];
        for (found, expected, marks) in cases {
            let names = Names { found: found.to_owned(), expected: expected.to_owned() };
            let (one, other) = names.marks();
            assert_eq!(((one.start, one.end), (other.start, other.end)), marks, "{found} {expected}");
        }
    }

    #[test]
    fn a_time_zone_is_one_that_exists() {
        for (seconds, minutes) in
            [(7200, 120), (19_790, 330), (-18_000, -300), (20_700, 345), (9000, 150), (14 * 3600, 840)]
        {
            assert_eq!(of_time(seconds, 60), Some(TimeZone { minutes }), "{seconds}");
        }
        let none = [0, 59, 300, 900, 1700, 1800, 7300, 15 * 3600, 18_900, 100 * 3600, i128::MAX, i128::MIN];
        for seconds in none {
            assert_eq!(of_time(seconds, 60), None, "{seconds}");
        }
    }

    /// Taking UTC for local time shifts the other way than taking local time for UTC.
    #[test]
    fn the_mistake_is_one_that_shifts_in_this_direction() {
        let advice = |minutes| TimeZone { minutes }.advice("iat");
        for minutes in [345, 330, 14 * 60, -150] {
            assert_eq!(
                advice(minutes),
                "The issuer most likely takes its local time for UTC when it computes seconds since 1970",
                "{minutes}"
            );
        }
        for minutes in [150, -345] {
            assert_eq!(
                advice(minutes),
                "The issuer most likely takes UTC for its local time: utcnow().timestamp() in Python does that",
                "{minutes}"
            );
        }
        assert_eq!(
            advice(300),
            "Check how the issuer computes seconds since 1970: it takes local time for UTC, or UTC for local time (utcnow().timestamp() in Python)"
        );
    }
}
