//! The rules behind every finding: one table a subject, joined in [`all_rules`].

pub mod claims;
pub mod encoding;
pub mod header;
pub mod key;
pub mod privacy;
pub mod sd_jwt;
pub mod size;
pub mod structure;
pub mod text;
pub(crate) mod uri;

use super::finding::{Finding, Place, Severity};
use super::header::JoseHeader;
use super::jwt::ClaimsSet;
use super::jwt::profile::{Profile, profile};
use super::layer::{Examination, Layer};
use super::limit::Limits;
use std::borrow::Cow;
use std::collections::HashMap;

/// One rule: what it is called, how bad it is, what it says, where the standard stands.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Stable name in reports, `UPPER_SNAKE_CASE`.
    pub id: &'static str,
    /// How bad, unless the case asks for another.
    pub severity: Severity,
    /// What is the case, in general words and without a full stop.
    pub title: &'static str,
    /// What to do; may be empty.
    pub advice: &'static str,
    /// The standard's place, for instance "RFC 7515 §4.1.11"; may be empty.
    pub reference: &'static str,
}

/// Declares rules as statics of their own and the table `RULES` of the module.
macro_rules! rules {
    ($( $id:ident: $severity:ident, $title:literal, $advice:literal, $reference:literal; )*) => {
        $(
            #[doc = concat!($title, ". ", $reference)]
            pub static $id: $crate::engine::lint::Rule = $crate::engine::lint::Rule {
                id: stringify!($id),
                severity: $crate::engine::finding::Severity::$severity,
                title: $title,
                advice: $advice,
                reference: $reference,
            };
        )*
        /// The rules of this subject.
        pub static RULES: &[&$crate::engine::lint::Rule] = &[$(&$id),*];
    };
}
pub(crate) use rules;

/// Every rule that Jotsmith knows.
pub fn all_rules() -> impl Iterator<Item = &'static Rule> {
    [
        encoding::RULES,
        structure::RULES,
        header::RULES,
        claims::RULES,
        text::RULES,
        key::RULES,
        privacy::RULES,
        size::RULES,
        sd_jwt::RULES,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// All that the rules without a clock have to say about layers and their statuses. What the parsers found is not
/// repeated.
pub fn lint(examination: &Examination) -> Vec<Finding> {
    lint_within(examination, &Limits::DEFAULT)
}

/// The same within other limits.
pub fn lint_within(examination: &Examination, limits: &Limits) -> Vec<Finding> {
    let subject = Subject { examination, claims: ClaimsSet::registered(examination), profile: profile(examination) };
    let mut findings = Findings { list: Vec::new(), places: HashMap::new(), limit: limits.findings_of_a_kind };
    for (index, layer) in examination.layers.iter().enumerate() {
        header::check(&subject, index, layer, limits, &mut findings);
        encoding::check(index, layer, limits, &mut findings);
        text::check(index, layer, limits, &mut findings);
        if subject.is_innermost(index) {
            claims::check(&subject, index, layer, &mut findings);
        }
        key::check(&subject, index, layer, &mut findings);
        privacy::check(&subject, index, layer, limits, &mut findings);
        if index == 0 {
            size::check(&subject, layer, &mut findings);
            encoding::truncation(&subject, layer, &mut findings);
        }
    }
    findings.list
}

/// What the rules look at.
pub(crate) struct Subject<'a> {
    /// The layers.
    pub examination: &'a Examination,
    /// The registered claims of the innermost layer, where it has claims.
    pub claims: Option<ClaimsSet<'a>>,
    /// What kind of token it is.
    pub profile: Option<Profile>,
}

impl Subject<'_> {
    /// Whether the content of a layer is out of sight for all but those who have a key.
    pub fn is_encrypted(&self, index: usize) -> bool {
        self.examination.layers.iter().take(index + 1).any(|layer| layer.jwe().is_some())
    }

    /// Whether a layer is the innermost, the one whose content is the claims.
    pub fn is_innermost(&self, index: usize) -> bool {
        index + 1 == self.examination.layers.len()
    }
}

/// Findings, of each rule no more than the limit in each layer, and none twice.
pub(crate) struct Findings {
    list: Vec<Finding>,
    places: HashMap<(&'static str, usize), Vec<usize>>,
    limit: usize,
}

impl Findings {
    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        let places = self.places.entry((finding.rule.id, finding.layer)).or_default();
        let is_said = places.iter().any(|&index| {
            self.list.get(index).is_some_and(|said| said.span == finding.span && said.message == finding.message)
        });
        if places.len() < self.limit && !is_said {
            places.push(self.list.len());
            self.list.push(finding);
        }
    }
}

/// The headers of a layer, as many as are looked at, each with the pane it belongs to.
pub(crate) fn headers<'a>(layer: &'a Layer, limits: &Limits) -> Vec<(Place, &'a JoseHeader)> {
    let place = |count: usize, own: Place| if count == 1 { Place::Header } else { own };
    match (layer.jws(), layer.jwe()) {
        (Some(jws), _) => {
            let count = jws.signatures.len();
            let entries = jws.signatures.iter().take(limits.entries).enumerate();
            entries.map(|(index, entry)| (place(count, Place::Signature(index)), &entry.header)).collect()
        }
        (_, Some(jwe)) => {
            let count = jwe.recipients.len();
            let entries = jwe.recipients.iter().take(limits.entries).enumerate();
            entries.map(|(index, entry)| (place(count, Place::Recipient(index)), &entry.header)).collect()
        }
        _ => Vec::new(),
    }
}

/// A text from a token as it may stand in a message: at most 64 characters, and none that hides or reorders others.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    let is_plain = |character: char| !character.is_control() && text::hidden(character).is_none();
    if text.len() <= 64 && text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(80);
    for (index, character) in text.chars().enumerate() {
        if index == 64 {
            out.push('\u{2026}');
            break;
        }
        if is_plain(character) { out.push(character) } else { out.extend(character.escape_unicode()) }
    }
    Cow::Owned(out)
}

/// "1,234,567".
pub(crate) fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "a", "a and b", "a, b and c"; beyond five the rest is counted.
pub(crate) fn joined<T: AsRef<str>>(names: &[T]) -> String {
    let first: Vec<_> = names.iter().take(5).map(|name| shown(name.as_ref())).collect();
    let more = names.len() - first.len();
    match first.as_slice() {
        [] => String::new(),
        [one] => one.clone().into_owned(),
        many if more > 0 => format!("{} and {more} more", many.join(", ")),
        [many @ .., last] => format!("{} and {last}", many.join(", ")),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::engine::finding::Severity;
    use crate::engine::jwt::fixture::{examination, jws, unreadable, verified};
    use crate::engine::layer::Examination;
    use crate::engine::status::SignatureStatus;

    #[test]
    fn every_rule_has_a_name_of_its_own_and_says_something() {
        let mut seen = std::collections::HashSet::new();
        for rule in super::all_rules() {
            assert!(seen.insert(rule.id), "{} is there twice", rule.id);
            assert!(!rule.title.is_empty() && !rule.title.ends_with('.'), "{}: {}", rule.id, rule.title);
            assert!(!rule.advice.ends_with('.'), "{}: {}", rule.id, rule.advice);
        }
    }

    /// The rules that speak up, sorted, each once.
    pub(crate) fn rules_of(examination: &Examination) -> Vec<&'static str> {
        let mut rules: Vec<_> = super::lint(examination).iter().map(|finding| finding.rule.id).collect();
        rules.sort_unstable();
        rules.dedup();
        rules
    }

    /// Checks which rules of a subject speak up.
    pub(crate) fn check(subject: &[&'static super::Rule], header: &str, claims: &str, expected: &[&str]) {
        let names: Vec<_> = subject.iter().map(|rule| rule.id).collect();
        let mut found = rules_of(&verified(header, claims));
        found.retain(|rule| names.contains(rule));
        assert_eq!(found, expected, "{header} {claims}");
    }

    /// Noise is a failure: an ordinary good access token has next to nothing said about it.
    #[test]
    fn a_good_access_token_is_left_in_peace() {
        let header = r#"{"alg":"ES256","typ":"at+jwt","kid":"prod-2026"}"#;
        let claims = r#"{"iss":"https://issuer.example","sub":"user-42","aud":"https://api.example","client_id":"web",
            "iat":1700000000,"exp":1700003600,"jti":"3f0c","scope":"read write"}"#;
        assert_eq!(rules_of(&verified(header, claims)), [""; 0]);
        let with_roles = claims.replace(r#""scope""#, r#""roles":["editor"],"scope""#);
        assert_eq!(rules_of(&verified(header, &with_roles)), ["ROLES_FROZEN"]);
    }

    #[test]
    fn a_good_id_token_gets_no_more_than_notes() {
        let header = r#"{"alg":"RS256","typ":"JWT","kid":"1"}"#;
        let claims = r#"{"iss":"https://issuer.example","sub":"248289761001","aud":"s6BhdRkqt3","nonce":"n-0S6",
            "exp":1311281970,"iat":1311280970,"auth_time":1311280969,"email":"jane@example.com","name":"Jane Doe"}"#;
        let findings = super::lint(&verified(header, claims));
        assert!(findings.iter().all(|finding| finding.severity == Severity::Info), "{findings:#?}");
        assert!(findings.len() <= 3, "{findings:#?}");
    }

    #[test]
    fn of_a_kind_no_more_than_the_limit() {
        let members: Vec<_> = (0..100).map(|index| format!(r#""n{index}":9007199254740993"#)).collect();
        let findings = super::lint(&verified("{}", &format!("{{{}}}", members.join(","))));
        assert_eq!(findings.iter().filter(|finding| finding.rule.id == "JSON_UNSAFE_INT").count(), 20);
    }

    #[test]
    fn the_same_is_said_once() {
        let header = r#"{"alg":"EdDSA"}"#;
        let two = examination(vec![jws(header, "{}", &[SignatureStatus::Verified; 2])]);
        let findings = super::lint(&two);
        assert_eq!(findings.iter().filter(|finding| finding.rule.id == "ALG_DEPRECATED_EDDSA").count(), 1);
    }

    #[test]
    fn there_is_nothing_to_say_about_what_is_no_token() {
        assert_eq!(rules_of(&examination(vec![unreadable("hello")])), [""; 0]);
        assert_eq!(rules_of(&examination(vec![])), [""; 0]);
    }

    #[test]
    fn words_are_put_together_as_people_do() {
        assert_eq!(super::grouped(0), "0");
        assert_eq!(super::grouped(1_234_567), "1,234,567");
        assert_eq!(super::joined(&["a"]), "a");
        assert_eq!(super::joined(&["a", "b", "c"]), "a, b and c");
        assert_eq!(super::joined(&["a"; 7]), "a, a, a, a, a and 2 more");
        assert_eq!(super::shown("a\u{202e}b\n"), "a\\u{202e}b\\u{a}");
        assert_eq!(super::shown(&"x".repeat(100)).chars().count(), 65);
    }

    #[test]
    fn messages_and_advice_have_no_full_stop() {
        let header = r#"{"alg":"none","jwk":{"d":"x"},"jku":"http://10.0.0.1/","kid":"../../x","zip":"DEF"}"#;
        let claims = r#"{"exp":1700000000000,"iat":"x","aud":"*","password":"p","email":"a@b.example","expires":1}"#;
        let findings = super::lint(&verified(header, claims));
        assert!(findings.len() > 8);
        for finding in findings {
            assert!(!finding.message.ends_with('.') && !finding.advice.ends_with('.'), "{finding:?}");
        }
    }
}
