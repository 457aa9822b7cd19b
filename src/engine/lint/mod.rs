//! The rules behind every finding: one table a subject, joined in [`all_rules`].

pub mod claims;
pub mod encoding;
pub mod header;
pub mod key;
pub mod privacy;
pub mod size;
pub mod structure;

use super::finding::Severity;

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
    [encoding::RULES, structure::RULES, header::RULES, claims::RULES, key::RULES, privacy::RULES, size::RULES]
        .into_iter()
        .flatten()
        .copied()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_rule_has_a_name_of_its_own_and_says_something() {
        let mut seen = std::collections::HashSet::new();
        for rule in super::all_rules() {
            assert!(seen.insert(rule.id), "{} is there twice", rule.id);
            assert!(!rule.title.is_empty() && !rule.title.ends_with('.'), "{}: {}", rule.id, rule.title);
            assert!(!rule.advice.ends_with('.'), "{}: {}", rule.id, rule.advice);
        }
    }
}
/// x
pub fn lint(_e: &super::layer::Examination) -> Vec<super::finding::Finding> {
    Vec::new()
}
