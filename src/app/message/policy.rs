//! What happens to the expectations of a token.

use crate::app::value::policy::PolicyText;

/// What happens to the expectations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyCommand {
    Open,
    /// The dialog's OK.
    Set(PolicyText),
    /// Expect the issuer of the token that is shown.
    ExpectIssuer,
    /// Expect the audience of the token that is shown; of several the first.
    ExpectAudience,
    /// Expect this issuer, or this audience, in place of the one that was expected.
    ExpectAlso {
        /// The issuer; `None`: as before.
        issuer: Option<String>,
        /// The audience; `None`: as before.
        audience: Option<String>,
    },
    /// Expect nothing any more.
    Clear,
}
