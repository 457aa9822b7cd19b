//! Rules about what everybody can read who holds the token: secrets and personal data.
//!
//! A value that may be secret is never repeated in a message.

use super::encoding::subtree;
use super::{Subject, headers};
use crate::engine::ground::json::{Kind, Value};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::span::Span;
use crate::engine::jose::layer::{Content, Layer};
use crate::engine::jose::layer::{member_bytes, member_span};
use crate::engine::jwt::claim::header_parameter;
use crate::engine::rule::Rule;
use crate::engine::rule::finding::{Finding, Findings, Place, Severity};
use crate::engine::text::private::{PRIVATE_MEMBERS, is_private, private_members};
use crate::engine::text::uri::{Uri, is_internal_host};
use crate::engine::text::variable::name::{self, Exposed, normalized};
use crate::engine::text::words::{grouped, joined, shown};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

crate::engine::rule::rules! {
    PII_PASSWORD: Error, "A secret readable by anyone who holds the token", "A signed token is not encrypted: remove the secret from it, and replace the secret", "RFC 7519 §12; RFC 8725 §3.6";
    PII_SECRET_VALUE: Error, "Possibly a secret, readable by anyone who holds the token", "A signed token is not encrypted: remove the secret from it, and replace the secret", "RFC 7519 §12";
    PII_PAN: Error, "Looks like a payment card number", "Card numbers do not belong in a token", "PCI DSS 3.5";
    PII_SSN: Warning, "Looks like a national identity number", "Remove it, or encrypt the token", "RFC 7519 §12";
    PII_IBAN: Warning, "Looks like a bank account number", "Remove it, or encrypt the token", "RFC 7519 §12";
    PII_EMAIL: Info, "Contains an e-mail address", "Leave it out where it is not needed", "RFC 9068 §6; RFC 7519 §12";
    PII_PHONE: Info, "Contains a telephone number", "Leave it out where it is not needed", "RFC 9068 §6; RFC 7519 §12";
    PII_NAME: Info, "Contains a person's name", "Leave it out where it is not needed", "RFC 9068 §6; RFC 7519 §12";
    PII_ADDRESS: Info, "Contains a postal address", "Leave it out where it is not needed", "RFC 9068 §6; RFC 7519 §12";
    PII_BIRTHDATE: Info, "Contains a date of birth", "Leave it out where it is not needed", "RFC 9068 §6; RFC 7519 §12";
    PII_GENDER: Info, "Contains a person's gender", "Leave it out where it is not needed", "RFC 9068 §6; RFC 7519 §12";
    PII_GEO: Info, "Contains a person's location", "Leave it out where it is not needed", "RFC 9068 §6; RFC 7519 §12";
    PII_IP: Info, "Contains a person's IP address", "Leave it out where it is not needed", "RFC 9068 §6; RFC 7519 §12";
    PII_HEALTH_SPECIAL: Warning, "Contains data under special legal protection", "Remove it, or encrypt the token", "GDPR Art. 9";
    INFRA_LEAK: Info, "Reveals details of the internal network", "Leave it out where it is not needed", "";
    PAYLOAD_READABLE: Info, "A signed token is readable by anyone who holds it", "Encrypt it (JWE), or leave out what others must not read", "RFC 7519 §12";
    PAYLOAD_BIG_BLOB: Info, "One value takes up much of the token", "Send a link to it instead", "";
    ROLES_BLOAT: Info, "Roles or groups take up much of the token", "Let the service look them up instead", "";
}

/// Names of identity numbers.
const IDENTITY_NAMES: [&str; 8] = [
    "ssn",
    "socialsecuritynumber",
    "nationalid",
    "nationalidnumber",
    "taxid",
    "taxnumber",
    "passport",
    "passportnumber",
];
/// Names of what GDPR Article 9 protects.
const SPECIAL_NAMES: [&str; 14] = [
    "diagnosis",
    "diagnoses",
    "religion",
    "ethnicity",
    "ethnicorigin",
    "race",
    "sexualorientation",
    "politicalopinion",
    "tradeunion",
    "healthdata",
    "medicalhistory",
    "medicalrecord",
    "disability",
    "bloodtype",
];

/// Names of personal data: the rule, whether an access token should rather not have it, the names.
static PERSONAL: &[(&Rule, bool, &str, &[&str])] = &[
    (&PII_EMAIL, true, "an e-mail address", &["email", "emailaddress", "mail"]),
    (
        &PII_PHONE,
        true,
        "a telephone number",
        &["phonenumber", "phone", "mobile", "mobilenumber", "telephone", "msisdn"],
    ),
    (
        &PII_NAME,
        false,
        "a person's name",
        &[
            "name",
            "givenname",
            "familyname",
            "middlename",
            "fullname",
            "firstname",
            "lastname",
            "surname",
            "birthfamilyname",
            "birthgivenname",
            "birthmiddlename",
        ],
    ),
    (&PII_ADDRESS, true, "a postal address", &["address", "streetaddress", "postaladdress", "homeaddress"]),
    (&PII_BIRTHDATE, true, "a date of birth", &["birthdate", "dateofbirth", "dob", "birthday", "placeofbirth"]),
    (&PII_GENDER, false, "a person's gender", &["gender", "sex"]),
    (&PII_GEO, true, "a person's location", &["geohash", "latitude", "longitude", "geolocation", "coordinates"]),
    (&PII_IP, false, "a person's IP address", &["ip", "ipaddr", "ipaddress", "clientip", "remoteip"]),
];

/// What the name of a member says about its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sensitive {
    Identity,
    /// Under special legal protection.
    Special,
    /// Personal data, by the rule that says so.
    Personal(&'static Rule),
}

/// All names that are known, each with what it says first.
static NAMES: LazyLock<HashMap<&'static str, Sensitive>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    let personal = PERSONAL.iter().map(|(rule, _, _, names)| (*names, Sensitive::Personal(rule)));
    let others = [(&IDENTITY_NAMES[..], Sensitive::Identity), (&SPECIAL_NAMES[..], Sensitive::Special)];
    for (known, says) in others.into_iter().chain(personal) {
        for name in known {
            names.entry(*name).or_insert(says);
        }
    }
    names
});

/// What a name says about its value, beyond that it opens something; `None`: nothing. `key` is the name [`normalized`].
pub(crate) fn sensitive(key: &str) -> Option<Sensitive> {
    NAMES.get(key).copied()
}

/// The passwords, keys and tokens in a text that are known by how they begin.
pub(crate) fn known_secrets(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for pattern in SECRETS {
        let mut end = 0;
        for (at, prefix) in text.match_indices(pattern.prefix) {
            if at < end {
                continue;
            }
            // Before anything is counted: a run of many such beginnings would be read as often as it has them.
            let before = at.checked_sub(1).and_then(|before| text.as_bytes().get(before));
            if before.is_some_and(u8::is_ascii_alphanumeric) {
                continue;
            }
            let behind = text.as_bytes().get(at + prefix.len()..).unwrap_or_default();
            let length = behind.iter().take_while(|byte| (pattern.tail)(**byte)).count();
            if length >= pattern.least {
                end = at + prefix.len() + length;
                found.push(Span::new(at, end));
            }
        }
    }
    found
}

/// A secret that is known by how it begins.
struct SecretPattern {
    words: &'static str,
    prefix: &'static str,
    /// How many characters follow at least.
    least: usize,
    /// Whether it must be exactly as many.
    is_exact: bool,
    /// Which characters follow.
    tail: fn(u8) -> bool,
}

const fn pattern(words: &'static str, prefix: &'static str, least: usize, tail: fn(u8) -> bool) -> SecretPattern {
    SecretPattern { words, prefix, least, is_exact: false, tail }
}

fn upper_digits(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit()
}

fn alphanumeric(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

fn word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

fn printable(byte: u8) -> bool {
    byte.is_ascii_graphic()
}

static SECRETS: &[SecretPattern] = &[
    SecretPattern { words: "an AWS access key", prefix: "AKIA", least: 16, is_exact: true, tail: upper_digits },
    SecretPattern {
        words: "a temporary AWS access key",
        prefix: "ASIA",
        least: 16,
        is_exact: true,
        tail: upper_digits,
    },
    pattern("a GitHub token", "ghp_", 36, alphanumeric),
    pattern("a GitHub token", "gho_", 36, alphanumeric),
    pattern("a GitHub token", "ghu_", 36, alphanumeric),
    pattern("a GitHub token", "ghs_", 36, alphanumeric),
    pattern("a GitHub token", "ghr_", 36, alphanumeric),
    pattern("a GitHub token", "github_pat_", 22, word),
    pattern("a GitLab token", "glpat-", 20, word),
    pattern("a Slack token", "xoxa-", 10, word),
    pattern("a Slack token", "xoxb-", 10, word),
    pattern("a Slack token", "xoxp-", 10, word),
    pattern("a Slack token", "xoxr-", 10, word),
    pattern("a Slack token", "xoxs-", 10, word),
    pattern("a Stripe key", "sk_live_", 16, alphanumeric),
    pattern("a Stripe key", "rk_live_", 16, alphanumeric),
    pattern("a Google API key", "AIza", 35, word),
    pattern("an npm token", "npm_", 36, alphanumeric),
    pattern("a SendGrid key", "SG.", 40, |byte| word(byte) || byte == b'.'),
    pattern("a password hash", "$2a$", 50, printable),
    pattern("a password hash", "$2b$", 50, printable),
    pattern("a password hash", "$2y$", 50, printable),
    pattern("a password hash", "$argon2", 20, printable),
];

/// Bytes of one string that are searched, and of all strings of a layer together.
const SEARCHED_STRING: usize = 64 * 1024;
const SEARCHED_LAYER: usize = 4 * 1024 * 1024;

/// Looks at the headers and the content of a layer, as far as they can be read without a key.
pub(crate) fn check(subject: &Subject<'_>, index: usize, layer: &Layer, limits: &Limits, findings: &mut Findings) {
    let is_header_readable = index == 0 || !subject.is_encrypted(index - 1);
    if is_header_readable {
        for (place, header) in headers(layer, limits) {
            let mut search = Search::new(subject, index, place);
            for parameter in header.parameters() {
                let is_own = parameter
                    .value
                    .name()
                    .is_some_and(|name| header_parameter(&name).is_some() && !matches!(&*name, "iss" | "sub" | "aud"));
                if !is_own {
                    let span = parameter.span_in_text();
                    search.look(parameter.value, &|_| Some(span), findings);
                }
            }
            search.say(findings);
        }
    }
    let Some(content) = &layer.content else { return };
    let Some(root) = content.document.as_deref().and_then(|document| document.root()) else { return };
    big(subject, index, content, root, findings);
    if subject.is_encrypted(index) {
        return;
    }
    let mut search = Search::new(subject, index, Place::Payload);
    // What was disclosed can be read as well.
    let claims = layer.claims_document().and_then(|document| document.root()).unwrap_or(root);
    search.look(claims, &|value| layer.claims_span(member_bytes(value)), findings);
    search.say(findings);
    if search.has_found {
        let span = content.part.as_ref().map(|part| part.span);
        findings.push(Finding::new(&PAYLOAD_READABLE, index, Place::Payload).at(span));
    }
}

struct Search {
    index: usize,
    place: Place,
    is_access_token: bool,
    budget: usize,
    /// For each row of [`PERSONAL`] the names that were found, and where the first stands.
    personal: Vec<(Vec<String>, Option<Span>)>,
    has_found: bool,
}

impl Search {
    fn new(subject: &Subject<'_>, index: usize, place: Place) -> Self {
        Self {
            index,
            place,
            is_access_token: subject.profile.as_ref().is_some_and(super::super::jwt::profile::Profile::is_access_token),
            budget: SEARCHED_LAYER,
            personal: vec![(Vec::new(), None); PERSONAL.len()],
            has_found: false,
        }
    }

    fn look(&mut self, root: Value<'_>, span: &dyn Fn(Value<'_>) -> Option<Span>, findings: &mut Findings) {
        // An element of a list is called by the member that holds the list.
        let mut owner: (usize, Option<Value<'_>>) = (0, None);
        for value in subtree(root) {
            if value.name_span().is_some() {
                owner = (value.next_index(), Some(value));
            }
            let named = owner.1.filter(|_| value.index() < owner.0);
            let name = named.and_then(Value::name).unwrap_or_default();
            self.value(value, &name, span(value), findings);
        }
    }

    fn report(
        &mut self,
        rule: &'static Rule,
        at: Option<Span>,
        severity: Severity,
        message: String,
        findings: &mut Findings,
    ) {
        self.has_found = true;
        findings.push(Finding::new(rule, self.index, self.place).at(at).graded(severity).saying(message));
    }

    fn value(&mut self, value: Value<'_>, name: &str, at: Option<Span>, findings: &mut Findings) {
        let called = if name.is_empty() { Cow::Borrowed("An element") } else { shown(name) };
        let mut report = |rule: &'static Rule, words: &str| {
            let severity = rule.severity;
            self.report(rule, at, severity, format!("{called} {words}"), findings);
        };
        if private_members(value).any(|member| !is_blank(member)) {
            report(&PII_SECRET_VALUE, "contains a private key");
        }
        if value.name_span().is_some() && is_private(name) {
            report(&PII_SECRET_VALUE, "contains a private key in its name");
        }
        let key = normalized(name);
        let is_named = |names: &[&str]| !key.is_empty() && names.contains(&&*key);
        let is_scalar = matches!(value.kind(), Kind::String | Kind::Number);
        if is_scalar && !is_blank(value) {
            match name::exposed(&key) {
                Some(Exposed::Secret) => return report(&PII_PASSWORD, "is readable by anyone who holds the token"),
                Some(Exposed::Token) => return report(&PII_SECRET_VALUE, "is a token that gives access by itself"),
                None => {}
            }
            if is_named(&IDENTITY_NAMES) {
                return report(&PII_SSN, "looks like a national identity number");
            }
        }
        if is_named(&SPECIAL_NAMES) && value.kind() != Kind::Null && value.name().is_some() {
            report(&PII_HEALTH_SPECIAL, "is under special legal protection");
        }
        let text = match value.kind() {
            Kind::String => value.as_str().unwrap_or_default(),
            Kind::Number => value.lexeme(),
            _ => Cow::Borrowed(""),
        };
        let text = cut(&text, SEARCHED_STRING.min(self.budget));
        self.budget = self.budget.saturating_sub(text.len());
        let mut report = |rule: &'static Rule, severity: Severity, words: &str| {
            self.report(rule, at, severity, format!("{called} {words}"), findings);
        };
        if value.kind() == Kind::String
            && let Some(words) = secret(text)
        {
            return report(&PII_SECRET_VALUE, Severity::Error, &format!("looks like {words}"));
        }
        let is_time = matches!(name, "exp" | "iat" | "nbf" | "auth_time" | "updated_at" | "toe");
        if !is_time && is_card_number(text) {
            // An identifier that passes the check by chance: one in ten does.
            let is_identifier = ["id", "sub", "jti", "sid", "uid", "number"].iter().any(|end| key.ends_with(end));
            let is_bare = text.bytes().all(|byte| byte.is_ascii_digit());
            let severity = if is_identifier && is_bare { Severity::Warning } else { Severity::Error };
            return report(&PII_PAN, severity, "looks like a payment card number");
        }
        if value.kind() == Kind::String {
            if is_social_security_number(text) {
                return report(&PII_SSN, Severity::Warning, "looks like a national identity number");
            }
            if is_iban(text) {
                return report(&PII_IBAN, Severity::Warning, "looks like a bank account number");
            }
            if let Some(words) = infrastructure(name, text) {
                let finding = Finding::new(&INFRA_LEAK, self.index, self.place).at(at);
                findings.push(finding.saying(format!("{called} {words}")));
            }
        }
        self.personal(value, name, &key, text, at);
    }

    /// Personal data is gathered, and said once for each kind.
    fn personal(&mut self, value: Value<'_>, name: &str, key: &str, text: &str, at: Option<Span>) {
        let is_top = value.depth() <= 1;
        let is_there = !matches!(value.kind(), Kind::Null | Kind::True | Kind::False) && !is_blank(value);
        let is_shaped = |rule: &'static Rule| match rule.id {
            "PII_EMAIL" => {
                value.kind() == Kind::String && is_email(text) && !matches!(name, "iss" | "aud" | "azp" | "client_id")
            }
            "PII_IP" => value.kind() == Kind::String && is_public_address(text),
            _ => false,
        };
        for (row, (rule, _, _, names)) in PERSONAL.iter().enumerate() {
            // Deeper down, `name` may name anything.
            let is_named =
                names.contains(&key) && is_there && value.name().is_some() && (rule.id != "PII_NAME" || is_top);
            if (is_named || is_shaped(rule))
                && let Some((found, first)) = self.personal.get_mut(row)
                && !found.iter().any(|other| other == name)
                && found.len() < 100
            {
                *first = first.or(at);
                found.push(name.to_owned());
            }
        }
    }

    fn say(&mut self, findings: &mut Findings) {
        for ((rule, is_unwanted, what, _), (names, at)) in PERSONAL.iter().zip(&self.personal) {
            if names.is_empty() {
                continue;
            }
            self.has_found = true;
            let contain = if names.len() == 1 { "contains" } else { "contain" };
            let severity = if *is_unwanted && self.is_access_token { Severity::Warning } else { rule.severity };
            findings.push(
                Finding::new(rule, self.index, self.place)
                    .at(*at)
                    .graded(severity)
                    .saying(format!("{} {contain} {what}", joined(names))),
            );
        }
    }
}

/// A private member of a JWK, if there is one that is not empty (RFC 7517 §9.3; RFC 7518 §6; RFC 9964).
pub(crate) fn private_member(jwk: Value<'_>) -> Option<Value<'_>> {
    let member = jwk.members().find(|member| PRIVATE_MEMBERS.contains(&&*member.name) && !is_blank(member.value))?;
    (jwk.kind() == Kind::Object).then_some(member.value)
}

fn is_blank(value: Value<'_>) -> bool {
    match value.kind() {
        Kind::Null => true,
        Kind::String => value.span().len() <= 2,
        Kind::Array | Kind::Object => value.child_count() == 0,
        _ => false,
    }
}

fn cut(text: &str, length: usize) -> &str {
    if text.len() <= length {
        return text;
    }
    let mut end = length;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// What kind of secret a text holds.
pub(crate) fn secret(text: &str) -> Option<&'static str> {
    if text.len() < 16 {
        return None;
    }
    if let Some((_, behind)) = text.split_once("-----BEGIN ")
        && behind.split_once("-----").is_some_and(|(label, _)| label.ends_with("PRIVATE KEY"))
    {
        return Some("a private key");
    }
    if is_private(text) {
        return Some("a private key");
    }
    if let Some(found) = SECRETS.iter().find(|pattern| pattern.is_in(text)) {
        return Some(found.words);
    }
    let has_password = text.match_indices("://").any(|(at, separator)| {
        let behind = text.as_bytes().get(at + separator.len()..).unwrap_or_default();
        let length =
            behind.iter().take(512).take_while(|byte| !matches!(byte, b'/' | b'?' | b'#' | b' ' | b'"')).count();
        let authority = behind.get(..length).unwrap_or_default();
        let at_sign = authority.iter().rposition(|&byte| byte == b'@');
        let userinfo = at_sign.and_then(|end| authority.get(..end)).unwrap_or_default();
        let colon = userinfo.iter().position(|&byte| byte == b':');
        colon.is_some_and(|colon| colon + 1 < userinfo.len())
    });
    has_password.then_some("a URL with a password in it")
}

impl SecretPattern {
    fn is_in(&self, text: &str) -> bool {
        text.match_indices(self.prefix).any(|(at, prefix)| {
            let before = text.as_bytes().get(..at).and_then(<[u8]>::last);
            let behind = text.as_bytes().get(at + prefix.len()..).unwrap_or_default();
            let length = behind.iter().take(self.least + 1).take_while(|byte| (self.tail)(**byte)).count();
            let fits = if self.is_exact { length == self.least } else { length >= self.least };
            fits && !before.is_some_and(u8::is_ascii_alphanumeric)
        })
    }
}

/// The digits of a text that has nothing but digits, and single spaces or hyphens between them.
fn digits(text: &str) -> Option<Vec<u8>> {
    if text.len() > 32 {
        return None;
    }
    let mut digits = Vec::with_capacity(text.len());
    let mut was_separator = true;
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => {
                digits.push(byte - b'0');
                was_separator = false;
            }
            b' ' | b'-' if !was_separator => was_separator = true,
            _ => return None,
        }
    }
    (!was_separator).then_some(digits)
}

/// Length and first digits of a card issuer, and the check digit (ISO/IEC 7812).
fn is_card_number(text: &str) -> bool {
    let Some(digits) = digits(text) else { return false };
    let leading = |count: usize| digits.iter().take(count).fold(0_u32, |sum, digit| sum * 10 + u32::from(*digit));
    let is_issued = match digits.len() {
        13 | 19 => leading(1) == 4,
        14 => matches!(leading(2), 36 | 38),
        15 => matches!(leading(2), 34 | 37),
        16 => {
            leading(1) == 4
                || matches!(leading(2), 51..=55 | 65)
                || matches!(leading(4), 2221..=2720 | 6011 | 3528..=3589)
                || matches!(leading(3), 644..=649)
        }
        _ => false,
    };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(index, &digit)| {
            let value = u32::from(digit) * if index % 2 == 1 { 2 } else { 1 };
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    is_issued && sum.is_multiple_of(10)
}

/// A US social security number as it is written: three, two and four digits.
fn is_social_security_number(text: &str) -> bool {
    let parts: Vec<&str> = text.splitn(4, '-').collect();
    let [area, group, serial] = parts.as_slice() else { return false };
    let is_number = |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    is_number(area, 3)
        && is_number(group, 2)
        && is_number(serial, 4)
        && *area != "000"
        && *area != "666"
        && !area.starts_with('9')
        && *group != "00"
        && *serial != "0000"
}

/// A bank account by its check digits (ISO 13616).
fn is_iban(text: &str) -> bool {
    let compact: Vec<u8> = text.bytes().take(64).filter(|byte| *byte != b' ').collect();
    let is_shaped = (15..=34).contains(&compact.len())
        && text.len() <= 64
        && compact.iter().take(2).all(u8::is_ascii_uppercase)
        && compact.iter().skip(2).take(2).all(u8::is_ascii_digit)
        && compact.iter().all(|byte| upper_digits(*byte));
    if !is_shaped {
        return false;
    }
    let turned = compact.iter().skip(4).chain(compact.iter().take(4));
    let remainder = turned.fold(0_u32, |sum, &byte| match byte {
        b'0'..=b'9' => (sum * 10 + u32::from(byte - b'0')) % 97,
        _ => (sum * 100 + u32::from(byte - b'A') + 10) % 97,
    });
    remainder == 1
}

pub(crate) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let is_local = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte);
    let is_domain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    text.len() <= 254
        && !local.is_empty()
        && local.bytes().all(is_local)
        && domain.bytes().all(is_domain)
        && domain.split('.').count() > 1
        && domain.split('.').all(|label| !label.is_empty())
        // The name of a program, not of a person.
        && !domain.ends_with("gserviceaccount.com")
}

fn is_public_address(text: &str) -> bool {
    let is_v4 = text.len() <= 15 && text.parse::<core::net::Ipv4Addr>().is_ok();
    let is_v6 = text.len() <= 45 && text.contains(':') && text.parse::<core::net::Ipv6Addr>().is_ok();
    (is_v4 || is_v6) && !is_internal_host(text)
}

/// What a text tells about the inside of a network. Issuer and audience are addresses by nature.
fn infrastructure(name: &str, text: &str) -> Option<&'static str> {
    if matches!(name, "iss" | "aud" | "azp") || text.len() < 7 {
        return None;
    }
    if Uri::parse(text).is_some_and(|uri| uri.is_internal()) {
        return Some("contains an internal network address");
    }
    let is_host = text.len() <= 253
        && text.contains('.')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    if is_host && is_internal_host(text) {
        return Some("names an internal host");
    }
    if text.contains("Traceback (most recent call last)") || text.contains("\n\tat ") || text.contains("\n    at ") {
        return Some("contains a stack trace");
    }
    let start = cut(text, 12).to_ascii_uppercase();
    let is_sql = ["SELECT ", "INSERT INTO ", "DELETE FROM "].iter().any(|verb| start.starts_with(verb));
    (is_sql && cut(text, 4_096).to_ascii_uppercase().contains(" FROM ")).then_some("contains a database query")
}

/// Values that take much of the room: of any content, readable or not.
fn big(subject: &Subject<'_>, index: usize, content: &Content, root: Value<'_>, findings: &mut Findings) {
    const BLOB: usize = 1_024;
    const MANY: usize = 20;
    let total = subject.examination.size.total;
    for value in subtree(root) {
        let length = value.span().len();
        let Some(name) = value.name() else { continue };
        if value.kind() == Kind::String && length > BLOB {
            let message = format!("{} takes {} bytes", shown(&name), grouped(length as u128));
            findings.push(
                Finding::new(&PAYLOAD_BIG_BLOB, index, Place::Payload).at(member_span(content, value)).saying(message),
            );
        }
        let is_rights = matches!(&*normalized(&name), "roles" | "groups" | "permissions" | "entitlements" | "wids");
        if is_rights && value.kind() == Kind::Array {
            // In base64url three bytes take four characters.
            let encoded = length.saturating_mul(4) / 3;
            let is_large = encoded > 300 && encoded.saturating_mul(10) > total.saturating_mul(3);
            if value.child_count() > MANY || is_large {
                let message = format!(
                    "{} has {} entries and takes up {} of {} bytes",
                    shown(&name),
                    grouped(value.child_count() as u128),
                    grouped(encoded as u128),
                    grouped(total as u128)
                );
                findings.push(
                    Finding::new(&ROLES_BLOAT, index, Place::Payload).at(member_span(content, value)).saying(message),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULES;
    use crate::engine::jose::status::{RecipientStatus, SignatureStatus};
    use crate::engine::jwt::fixture::{examination, jwe, jws, verified};
    use crate::engine::lint::lint;
    use crate::engine::lint::tests::rules_of;
    use crate::engine::rule::Rule;
    use crate::engine::rule::finding::Severity;

    /// Checks which rules speak up about the claims; that they are readable is said with any of them.
    fn check(claims: &str, expected: &[&str]) {
        let names: Vec<_> = RULES.iter().map(|rule: &&Rule| rule.id).collect();
        let mut found = rules_of(&verified("{}", claims));
        let is_readable = found.contains(&"PAYLOAD_READABLE");
        found.retain(|rule| names.contains(rule) && *rule != "PAYLOAD_READABLE");
        assert_eq!(found, expected, "{claims}");
        let is_private = expected.iter().any(|rule| rule.starts_with("PII_"));
        assert_eq!(is_readable, is_private, "{claims}");
    }

    #[test]
    fn pii_password() {
        for name in ["password", "Client-Secret", "api_key", "apiKey", "https://app.example/pin"] {
            check(&format!(r#"{{"{name}":"x"}}"#), &["PII_PASSWORD"]);
        }
        check(r#"{"user":{"pwd":"x"}}"#, &["PII_PASSWORD"]);
        check(r#"{"amr":["pwd","otp"],"pwd_exp":1,"secret":{"name":"x"},"password":"","pass":true}"#, &[]);
        check(r#"{"passwordless":"yes","compass":"n"}"#, &[]);
    }

    #[test]
    fn pii_secret_value() {
        let letters = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0";
        for value in [
            "AKIAIOSFODNN7EXAMPLE".to_owned(),
            format!("ghp_{letters}"),
            format!("token ghs_{letters}"),
            "xoxb-123456789012-abc".to_owned(),
            format!("sk_live_{letters}"),
            format!("AIza{letters}"),
            "-----BEGIN RSA PRIVATE KEY-----".to_owned(),
            "postgres://user:pw@db.example/x".to_owned(),
            format!("$2b$10${letters}{letters}"),
        ] {
            check(&format!(r#"{{"note":"{value}"}}"#), &["PII_SECRET_VALUE"]);
            check(&format!(r#"{{"notes":["{value}"]}}"#), &["PII_SECRET_VALUE"]);
        }
        check(r#"{"refresh_token":"x"}"#, &["PII_SECRET_VALUE"]);
        check(r#"{"cnf":{"jwk":{"kty":"EC","d":"x"}}}"#, &["PII_SECRET_VALUE"]);
        check(r#"{"cnf":{"jwk":{"kty":"EC","x":"x"}}}"#, &[]);
        for value in [
            "AKIA",
            "XAKIAIOSFODNN7EXAMPLE",
            "AKIAIOSFODNN7EXAMPLES",
            "-----BEGIN PUBLIC KEY-----",
            "https://a.example:8080/",
        ] {
            check(&format!(r#"{{"note":"{value}"}}"#), &[]);
        }
    }

    #[test]
    fn a_secret_is_never_repeated() {
        let secrets =
            ["hunter2hunter2", "AKIAIOSFODNN7EXAMPLE", "4111 1111 1111 1111", "jane@example.com", "078-05-1120"];
        let claims = format!(
            r#"{{"password":"{}","a":"{}","b":"{}","c":"{}","d":"{}"}}"#,
            secrets[0], secrets[1], secrets[2], secrets[3], secrets[4]
        );
        let findings = lint(&verified("{}", &claims));
        assert!(findings.len() >= secrets.len());
        for secret in secrets {
            assert!(!format!("{findings:?}").contains(secret), "{secret}");
        }
    }

    #[test]
    fn pii_pan() {
        // The test numbers of the card brands.
        for card in
            ["4111111111111111", "5555 5555 5555 4444", "3782-822463-10005", "6011111111111117", "2223003122003222"]
        {
            check(&format!(r#"{{"a":"{card}"}}"#), &["PII_PAN"]);
        }
        check(r#"{"a":4111111111111111}"#, &["PII_PAN"]);
        for other in
            ["4111111111111112", "1111111111111117", "411111111111111", "41111111--11111111", "4111111111111111x"]
        {
            check(&format!(r#"{{"a":"{other}"}}"#), &[]);
        }
        let severity = |claims: &str| {
            let findings = lint(&verified("{}", claims));
            findings.iter().find(|finding| finding.rule.id == "PII_PAN").map(|finding| finding.severity)
        };
        assert_eq!(severity(r#"{"card":"4111111111111111"}"#), Some(Severity::Error));
        assert_eq!(severity(r#"{"user_id":"4111111111111111"}"#), Some(Severity::Warning));
        assert_eq!(severity(r#"{"exp":4111111111111111}"#), None);
    }

    #[test]
    fn pii_ssn_and_pii_iban() {
        check(r#"{"a":"078-05-1120"}"#, &["PII_SSN"]);
        check(r#"{"ssn":"x"}"#, &["PII_SSN"]);
        check(r#"{"a":"000-05-1120","b":"078-05-112","c":"2026-11-23"}"#, &[]);
        check(r#"{"a":"GB82 WEST 1234 5698 7654 32"}"#, &["PII_IBAN"]);
        check(r#"{"a":"GB82 WEST 1234 5698 7654 33"}"#, &[]);
    }

    #[test]
    fn personal_data() {
        check(r#"{"email":"a@b.example"}"#, &["PII_EMAIL"]);
        check(r#"{"sub":"jane@b.example"}"#, &["PII_EMAIL"]);
        check(r#"{"email_verified":true,"iss":"a@b.example","note":"a@b"}"#, &[]);
        check(r#"{"sub":"robot@project.iam.gserviceaccount.com"}"#, &[]);
        check(r#"{"phone_number":"+49"}"#, &["PII_PHONE"]);
        check(r#"{"given_name":"Jane"}"#, &["PII_NAME"]);
        check(r#"{"pod":{"name":"web-1"}}"#, &[]);
        check(r#"{"address":{"locality":"x"}}"#, &["PII_ADDRESS"]);
        check(r#"{"birthdate":"2000-01-01"}"#, &["PII_BIRTHDATE"]);
        check(r#"{"gender":"f"}"#, &["PII_GENDER"]);
        check(r#"{"latitude":1.5}"#, &["PII_GEO"]);
        check(r#"{"a":"8.8.8.8"}"#, &["PII_IP"]);
        check(r#"{"ver":"1.0","a":"10.0.0.1.2"}"#, &[]);
        check(r#"{"religion":"x"}"#, &["PII_HEALTH_SPECIAL"]);
        check(r#"{"region":"x"}"#, &[]);
    }

    #[test]
    fn one_finding_names_all_claims_of_a_kind() {
        let findings = lint(&verified("{}", r#"{"email":"a@b.example","upn":"c@d.example"}"#));
        let said: Vec<_> = findings.iter().filter(|finding| finding.rule.id == "PII_EMAIL").collect();
        assert_eq!(said.len(), 1);
        assert_eq!(said[0].message, "email and upn contain an e-mail address");
        assert_eq!(said[0].severity, Severity::Info);
        // An access token goes further than an ID token.
        let findings = lint(&verified("{}", r#"{"email":"a@b.example","scope":"read"}"#));
        let said = findings.iter().find(|finding| finding.rule.id == "PII_EMAIL");
        assert_eq!(said.map(|finding| finding.severity), Some(Severity::Warning));
    }

    #[test]
    fn infra_leak() {
        check(r#"{"a":"http://10.1.2.3/x"}"#, &["INFRA_LEAK"]);
        check(r#"{"a":"db1.prod.internal"}"#, &["INFRA_LEAK"]);
        check(r#"{"a":"Traceback (most recent call last): x"}"#, &["INFRA_LEAK"]);
        check(r#"{"a":"SELECT name FROM users"}"#, &["INFRA_LEAK"]);
        check(r#"{"iss":"https://kubernetes.default.svc","a":"https://a.example/","b":"Select a seat"}"#, &[]);
    }

    #[test]
    fn what_is_encrypted_is_not_readable() {
        let secret = r#"{"password":"x","email":"a@b.example"}"#;
        let layers = vec![
            jwe(r#"{"alg":"dir","enc":"A256GCM","cty":"JWT"}"#, Some("eyJ"), &[RecipientStatus::Decrypted]),
            jws(r#"{"alg":"ES256","typ":"JWT"}"#, secret, &[SignatureStatus::Verified]),
        ];
        assert!(
            !rules_of(&examination(layers)).iter().any(|rule| rule.starts_with("PII_") || *rule == "PAYLOAD_READABLE")
        );
        let opened = jwe(r#"{"alg":"dir","enc":"A256GCM"}"#, Some(secret), &[RecipientStatus::Decrypted]);
        assert!(!rules_of(&examination(vec![opened])).iter().any(|rule| rule.starts_with("PII_")));
        // The header of a JWE is readable, whatever is inside.
        let header = jwe(r#"{"alg":"dir","enc":"A256GCM","sub":"a@b.example"}"#, None, &[RecipientStatus::Locked]);
        assert_eq!(rules_of(&examination(vec![header])), ["PII_EMAIL"]);
    }

    #[test]
    fn payload_big_blob() {
        check(&format!(r#"{{"picture":"{}"}}"#, "x".repeat(1_100)), &["PAYLOAD_BIG_BLOB"]);
        check(&format!(r#"{{"picture":"{}"}}"#, "x".repeat(900)), &[]);
    }

    #[test]
    fn roles_bloat() {
        let roles = |count: usize| format!(r#"{{"roles":[{}]}}"#, vec![r#""a""#; count].join(","));
        check(&roles(21), &["ROLES_BLOAT"]);
        check(&roles(20), &[]);
        let long = format!(r#"{{"groups":["{}"]}}"#, "x".repeat(400));
        check(&long, &["ROLES_BLOAT"]);
    }

    /// Each beginning of a pattern could be followed to the end of the text: this takes minutes if it is.
    #[test]
    fn a_hostile_text_costs_no_more_than_its_length() {
        let claims = format!(r#"{{"a":"{}","b":"{}"}}"#, "sk_live_".repeat(100_000), "a://".repeat(100_000));
        let found = rules_of(&verified("{}", &claims));
        assert!(!found.contains(&"PII_SECRET_VALUE"), "{found:?}");
    }
}
