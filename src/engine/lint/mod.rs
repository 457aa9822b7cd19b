//! The rules behind every finding: one table a subject, joined in [`all_rules`].

use super::ground::limit::Limits;
use super::jose::header::JoseHeader;
use super::jose::layer::{Examination, Layer};
use super::jwt::ClaimsSet;
use super::jwt::profile::{Profile, profile};
use super::rule::finding::{Finding, Findings, Place};
use super::rule::{self, Rule};

pub mod claims;
pub mod encoding;
pub mod header;
pub mod key;
pub mod privacy;
pub mod size;
pub mod text;

/// The tables by subject: rows that parsers name as well, then those of the checks alone.
pub const fn subjects() -> [(&'static str, [&'static [&'static Rule]; 2]); 10] {
    [
        ("Encodings and JSON", [rule::encoding::RULES, encoding::RULES]),
        ("Structure of a JOSE object", [rule::structure::RULES, &[]]),
        ("Signatures and encryption", [rule::verification::RULES, &[]]),
        ("Headers", [rule::header::RULES, header::RULES]),
        ("Claims", [rule::claims::RULES, claims::RULES]),
        ("Text", [&[], text::RULES]),
        ("Keys", [rule::key::RULES, key::RULES]),
        ("Privacy", [&[], privacy::RULES]),
        ("Size", [&[], size::RULES]),
        ("Selective disclosure", [rule::sd_jwt::RULES, &[]]),
    ]
}

/// Every rule that Jotsmith knows.
pub fn all_rules() -> impl Iterator<Item = &'static Rule> {
    subjects().into_iter().flat_map(|(_, tables)| tables).flatten().copied()
}

/// All that the rules without a clock have to say about layers and their statuses. What the parsers found is not
/// repeated.
pub fn lint(examination: &Examination) -> Vec<Finding> {
    lint_within(examination, &Limits::DEFAULT)
}

/// The same within other limits.
pub fn lint_within(examination: &Examination, limits: &Limits) -> Vec<Finding> {
    let subject = Subject { examination, claims: ClaimsSet::registered(examination), profile: profile(examination) };
    let mut findings = Findings::new(limits.findings_of_a_kind);
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
    findings.into_list()
}

/// What the rules look at.
pub(crate) struct Subject<'a> {
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

#[cfg(test)]
pub(crate) mod tests {
    use crate::engine::jose::layer::Examination;
    use crate::engine::jose::status::SignatureStatus;
    use crate::engine::jwt::fixture::{examination, jws, unreadable, verified};
    use crate::engine::rule::finding::Severity;

    #[test]
    fn every_rule_has_a_name_of_its_own_and_says_something() {
        let mut seen = std::collections::HashSet::new();
        for rule in super::all_rules() {
            assert!(seen.insert(rule.id), "{} appears twice", rule.id);
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
    pub(crate) fn check(subject: &[&'static crate::engine::rule::Rule], header: &str, claims: &str, expected: &[&str]) {
        let lower = [
            (super::encoding::RULES, super::rule::encoding::RULES),
            (super::header::RULES, super::rule::header::RULES),
            (super::claims::RULES, super::rule::claims::RULES),
            (super::key::RULES, super::rule::key::RULES),
        ];
        // Rows that parsers name as well stand in `rule`.
        let partner = lower.iter().find(|(own, _)| std::ptr::eq(*own, subject)).map_or(&[][..], |(_, rules)| *rules);
        let names: Vec<_> = subject.iter().chain(partner).map(|rule| rule.id).collect();
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
        assert_eq!(crate::engine::text::words::grouped(0), "0");
        assert_eq!(crate::engine::text::words::grouped(1_234_567), "1,234,567");
        assert_eq!(crate::engine::text::words::joined(&["a"]), "a");
        assert_eq!(crate::engine::text::words::joined(&["a", "b", "c"]), "a, b and c");
        assert_eq!(crate::engine::text::words::joined(&["a"; 7]), "a, a, a, a, a and 2 more");
        assert_eq!(crate::engine::text::words::shown("a\u{202e}b\n"), "a\\u{202e}b\\u{a}");
        assert_eq!(crate::engine::text::words::shown(&"x".repeat(100)).chars().count(), 65);
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
