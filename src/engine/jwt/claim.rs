//! What a claim or a header parameter means: the registries of IANA, the habits of the large issuers, and one plain
//! sentence of our own for each that people meet.

use super::numeric_date;
use crate::engine::ground::json::Value;
use crate::engine::ground::registry::rows;
use std::collections::HashMap;
use std::sync::LazyLock;

/// One claim, registered or common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimRow {
    /// Its name in the token.
    pub name: &'static str,
    /// What IANA calls it; empty for a claim that is not registered.
    pub description: &'static str,
    /// What it means, in a sentence of ours; may be empty.
    pub plain: &'static str,
    /// What its value should be: `NumericDate`, `string`, `array` …; empty where nothing is fixed.
    pub value_type: &'static str,
    /// The family it belongs to: "JWT core", "OIDC Core", "Keycloak" …
    pub group: &'static str,
    /// Where it is defined; empty for a claim that is not registered.
    pub reference: &'static str,
    /// Whether it is registered with IANA.
    pub is_registered: bool,
}

impl ClaimRow {
    /// The best that there is to read: our sentence, or else IANA's description.
    pub const fn words(&self) -> &'static str {
        if self.plain.is_empty() { self.description } else { self.plain }
    }

    /// What JSON the value should be, as far as `value_type` says it.
    pub fn shape(&self) -> Option<Shape> {
        Some(match self.value_type {
            "" => return None,
            "NumericDate" | "number" | "number (s)" | "integer (s)" => Shape::Number,
            "boolean" => Shape::Boolean,
            "StringOrURI or array" | "string or array" => Shape::StringOrStrings,
            "object or array" => Shape::ObjectOrArray,
            "array of string" | "array of base64url digests" => Shape::Strings,
            other if other.starts_with("array") => Shape::Array,
            other if other.starts_with("object") || other.starts_with("JWK") => Shape::Object,
            _ => Shape::String,
        })
    }
}

/// What JSON a value should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    Number,
    Boolean,
    String,
    Array,
    /// A list of strings.
    Strings,
    /// A string or a list of strings.
    StringOrStrings,
    Object,
    /// An object or a list.
    ObjectOrArray,
}

impl Shape {
    /// In words, with an article.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Boolean => "true or false",
            Self::String => "a string",
            Self::Array => "a list",
            Self::Strings => "a list of strings",
            Self::StringOrStrings => "a string or a list of strings",
            Self::Object => "an object",
            Self::ObjectOrArray => "an object or a list",
        }
    }

    /// Whether a value is that.
    pub fn fits(self, value: Value<'_>) -> bool {
        use crate::engine::ground::json::Kind;
        let is_strings = || value.kind() == Kind::Array && value.children().all(|child| child.kind() == Kind::String);
        match self {
            Self::Number => value.kind() == Kind::Number,
            Self::Boolean => matches!(value.kind(), Kind::True | Kind::False),
            Self::String => value.kind() == Kind::String,
            Self::Array => value.kind() == Kind::Array,
            Self::Strings => is_strings(),
            Self::StringOrStrings => value.kind() == Kind::String || is_strings(),
            Self::Object => value.kind() == Kind::Object,
            Self::ObjectOrArray => matches!(value.kind(), Kind::Object | Kind::Array),
        }
    }
}

/// One header parameter of IANA's registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderParameterRow {
    /// Its name in the header.
    pub name: &'static str,
    /// What IANA calls it.
    pub description: &'static str,
    /// What it means, in a sentence of ours.
    pub plain: &'static str,
    /// What its value should be.
    pub value_type: &'static str,
    /// Whether a JWS may have it.
    pub in_jws: bool,
    /// Whether a JWE may have it.
    pub in_jwe: bool,
    /// How many entries IANA has for it.
    pub entries: usize,
    pub reference: &'static str,
}

/// Claims whose value is a time: seconds since 1970 (RFC 7519 §2).
pub(crate) fn is_time(name: &str) -> bool {
    matches!(name, "exp" | "nbf" | "iat" | "auth_time" | "updated_at")
        || claim(name).is_some_and(|row| row.value_type == "NumericDate")
}

/// Whether a claim that is in no registry is called as times are: `signedDate` of the App Store, `expires_at`, `iat_ms`.
pub(crate) fn is_called_time(name: &str) -> bool {
    const LONGEST: usize = 64;
    const WORDS: [&str; 8] = ["date", "time", "datetime", "timestamp", "expires", "expiry", "expiration", "until"];
    const LAST: [&str; 7] = ["at", "ts", "since", "exp", "iat", "nbf", "on"];
    if name.len() > LONGEST || is_time(name) {
        return false;
    }
    let mut words: Vec<String> = Vec::new();
    let mut was_small = false;
    for character in name.chars() {
        let is_letter = character.is_alphanumeric();
        if !is_letter || was_small && character.is_uppercase() || words.is_empty() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| is_letter) {
            word.extend(character.to_lowercase());
        }
        was_small = is_letter && !character.is_uppercase();
    }
    words.retain(|word| !["", "ms", "millis", "utc", "epoch", "unix"].contains(&word.as_str()));
    let is_last = words.len() > 1 || name.len() > 3;
    words.iter().any(|word| WORDS.contains(&word.as_str()))
        || is_last && words.last().is_some_and(|word| LAST.contains(&word.as_str()))
}

/// The time in a claim of no registry, in seconds since 1970, and whether the claim counts milliseconds: where its name and its
/// number both say so.
pub(crate) fn unregistered_time(name: &str, value: Value<'_>) -> Option<(i128, bool)> {
    // The years 2000 to 2099: a number of another size is a duration or a count.
    const YEARS: std::ops::Range<i128> = 946_684_800..4_102_444_800;
    let date =
        numeric_date::parse(value).ok().filter(|date| date.is_integer && is_called_time(name) && date.is_plain)?;
    let (seconds, milliseconds) = (date.seconds, date.seconds / 1_000);
    match (YEARS.contains(&seconds), YEARS.contains(&milliseconds)) {
        (true, _) => Some((seconds, false)),
        (false, true) => Some((milliseconds, true)),
        (false, false) => None,
    }
}

/// IANA's "JSON Web Token Claims".
pub static CLAIMS: LazyLock<Vec<ClaimRow>> = LazyLock::new(|| {
    rows(include_str!("../../../assets/registry/claims.csv"))
        .into_iter()
        .map(|[name, description, group, value_type, reference, plain]| ClaimRow {
            name,
            description,
            plain,
            value_type,
            group,
            reference,
            is_registered: true,
        })
        .collect()
});

/// Claims that large issuers use without registering them. A name may stand here and among the registered.
pub static VENDOR_CLAIMS: LazyLock<Vec<ClaimRow>> = LazyLock::new(|| {
    rows(include_str!("../../../assets/registry/vendor_claims.csv"))
        .into_iter()
        .map(|[name, group, value_type, plain]| ClaimRow {
            name,
            description: "",
            plain,
            value_type,
            group,
            reference: "",
            is_registered: false,
        })
        .collect()
});

/// IANA's "JSON Web Signature and Encryption Header Parameters", one row for each name.
pub static HEADER_PARAMETERS: LazyLock<Vec<HeaderParameterRow>> = LazyLock::new(|| {
    rows(include_str!("../../../assets/registry/header_parameters.csv"))
        .into_iter()
        .map(|[name, description, location, entries, value_type, reference, plain]| HeaderParameterRow {
            name,
            description,
            plain,
            value_type,
            in_jws: location.contains("JWS"),
            in_jwe: location.contains("JWE"),
            entries: entries.parse().unwrap_or(0),
            reference,
        })
        .collect()
});

static CLAIMS_BY_NAME: LazyLock<HashMap<&'static str, &'static ClaimRow>> =
    LazyLock::new(|| VENDOR_CLAIMS.iter().chain(CLAIMS.iter()).map(|row| (row.name, row)).collect());

static VENDOR_CLAIMS_BY_NAME: LazyLock<HashMap<&'static str, &'static ClaimRow>> =
    LazyLock::new(|| VENDOR_CLAIMS.iter().map(|row| (row.name, row)).collect());

static HEADER_PARAMETERS_BY_NAME: LazyLock<HashMap<&'static str, &'static HeaderParameterRow>> =
    LazyLock::new(|| HEADER_PARAMETERS.iter().map(|row| (row.name, row)).collect());

/// What a claim of exactly this name means; the registered meaning before an issuer's own.
pub fn claim(name: &str) -> Option<&'static ClaimRow> {
    CLAIMS_BY_NAME.get(name).copied()
}

/// What a claim of exactly this name means to the large issuers, where that differs from the registry or is all.
pub fn vendor_claim(name: &str) -> Option<&'static ClaimRow> {
    VENDOR_CLAIMS_BY_NAME.get(name).copied()
}

/// What a header parameter of exactly this name means.
pub fn header_parameter(name: &str) -> Option<&'static HeaderParameterRow> {
    HEADER_PARAMETERS_BY_NAME.get(name).copied()
}

/// Whether a name is a registered one but for the case of its letters, as readers compare that ignore it: Go's encoding/json
/// folds the long s and the Kelvin sign as well.
pub(crate) fn is_in_another_case(name: &str, registered: &str) -> bool {
    let folded = |character: char| if character == '\u{17F}' { 's' } else { character };
    name != registered && name.chars().map(folded).flat_map(char::to_lowercase).eq(registered.chars())
}

#[cfg(test)]
mod tests {
    use super::{
        CLAIMS, HEADER_PARAMETERS, Shape, VENDOR_CLAIMS, claim, header_parameter, unregistered_time, vendor_claim,
    };
    use crate::engine::ground::json::scan;

    #[test]
    fn times_of_no_registry_are_told_by_name_and_number() {
        let time = |name: &str, value: &str| {
            let document = scan(format!("{{\"{name}\":{value}}}").as_bytes(), 8);
            unregistered_time(name, document.object().unwrap().get(name).unwrap())
        };
        let (seconds, milliseconds) = ("1700000000", "1700000000123");
        for name in
            ["signedDate", "originalPurchaseDate", "expires_at", "iat_ms", "createdAt", "last-login-time", "EXPIRES"]
        {
            assert_eq!(time(name, seconds), Some((1_700_000_000, false)), "{name}");
            assert_eq!(time(name, milliseconds), Some((1_700_000_000, true)), "{name}");
        }
        // Another number, or one that is called otherwise: a duration, a telephone number, a version.
        for value in ["3600", "0", "-1", "1.7e9", "1700000000.5", "99999999999", "\"1700000000\"", "20231114"] {
            assert_eq!(time("expires_at", value), None, "{value}");
        }
        for name in ["phone", "id", "category", "runtimeVersion2", "format", "chat", "updates", "at", "ts"] {
            assert_eq!(time(name, seconds), None, "{name}");
        }
        // Those of the registry are read as their standard says.
        assert_eq!(time("exp", milliseconds), None);
        assert_eq!(time(&"date".repeat(20), seconds), None);
    }

    /// Rows of the CSV file, the heading left out.
    fn lines(csv: &str) -> usize {
        csv.lines().count() - 1
    }

    /// IANA, July 2026: 163 claims, 44 header parameters (11 of them once for JWS and once for JWE).
    #[test]
    fn every_row_of_the_registries_parses() {
        assert_eq!(CLAIMS.len(), 163);
        assert_eq!(CLAIMS.len(), lines(include_str!("../../../assets/registry/claims.csv")));
        assert_eq!(VENDOR_CLAIMS.len(), lines(include_str!("../../../assets/registry/vendor_claims.csv")));
        assert_eq!(HEADER_PARAMETERS.len(), lines(include_str!("../../../assets/registry/header_parameters.csv")));
        assert_eq!(HEADER_PARAMETERS.iter().map(|row| row.entries).sum::<usize>(), 44);
        for row in CLAIMS.iter() {
            assert!(!row.name.is_empty() && !row.description.is_empty() && !row.group.is_empty(), "{row:?}");
            assert!(!row.reference.is_empty(), "{row:?}");
        }
    }

    #[test]
    fn what_a_person_reads_is_a_sentence_without_a_full_stop() {
        let claims = CLAIMS.iter().chain(VENDOR_CLAIMS.iter()).map(|row| (row.name, row.words()));
        let parameters = HEADER_PARAMETERS.iter().map(|row| (row.name, row.plain));
        for (name, words) in claims.chain(parameters) {
            assert!(!words.is_empty() && !words.ends_with('.'), "{name}: {words}");
        }
    }

    #[test]
    fn a_registered_claim_comes_before_an_issuers_own_of_the_same_name() {
        assert_eq!(claim("ref").map(|row| row.group), Some("OpenID Federation"));
        assert!(vendor_claim("ref").is_some_and(|row| row.group.starts_with("GitHub")));
        assert!(claim("tid").is_some_and(|row| !row.is_registered));
        assert_eq!(claim("Exp"), None);
    }

    #[test]
    fn shapes_are_those_of_the_standards() {
        let shape = |name: &str| claim(name).and_then(super::ClaimRow::shape);
        assert_eq!(shape("exp"), Some(Shape::Number));
        assert_eq!(shape("aud"), Some(Shape::StringOrStrings));
        assert_eq!(shape("email_verified"), Some(Shape::Boolean));
        assert_eq!(shape("amr"), Some(Shape::Strings));
        assert_eq!(shape("scope"), Some(Shape::String));
        assert_eq!(shape("cnf"), Some(Shape::Object));
        assert_eq!(shape("name"), None);
        assert!(header_parameter("crit").is_some_and(|row| row.in_jws && row.in_jwe));
        assert!(header_parameter("epk").is_some_and(|row| !row.in_jws && row.in_jwe));
        assert!(header_parameter("b64").is_some_and(|row| row.in_jws && !row.in_jwe));
    }
}
