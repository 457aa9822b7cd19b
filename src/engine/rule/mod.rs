//! What can be wrong with a token or a key, as tables: one row a rule. Rows that only one check names stand beside it in `lint`.
//!
//! *Invariant:* nothing here looks at a token.

pub mod claims;
pub mod encoding;
pub mod finding;
pub mod header;
pub mod key;
pub mod sd_jwt;
pub mod structure;
pub mod verification;

pub use finding::{Fault, Finding, Place, Severity};

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
            pub static $id: $crate::engine::rule::Rule = $crate::engine::rule::Rule {
                id: stringify!($id),
                severity: $crate::engine::rule::finding::Severity::$severity,
                title: $title,
                advice: $advice,
                reference: $reference,
            };
        )*
        /// The rules of this subject.
        pub static RULES: &[&$crate::engine::rule::Rule] = &[$(&$id),*];
    };
}
pub(crate) use rules;
